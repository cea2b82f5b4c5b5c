"""The agenda and the closing screen, as a secretary and a chair use them: by keys and by mouse."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.agenda_sheet import AgendaSheet
from mdo_viewer.desktop.ending_sheet import EndingSheet
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from mdo_viewer.meeting.case import WHOLE_CASE, Attendee
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.desktop_help import NOW, close, keys, make_window, settle, type_text
from tests.test_desktop_view import cut

LIST = "Kenmerk;Vraagstelling;Pijn door wervelmetastasen\nMDO-0101;Bestralen of opereren?;ja\nMDO-0102;;nee\n"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = make_window()
    yield made
    close(made)


def agenda(window: Window) -> AgendaSheet:
    if "agenda" not in window._sheets or not window._sheets["agenda"].isVisible():
        keys(window, "M")
        settle(window)
    sheet = window._sheets["agenda"]
    assert isinstance(sheet, AgendaSheet)
    return sheet


def ending(window: Window) -> EndingSheet:
    keys(window, "E")
    settle(window)
    sheet = window._sheets["ending"]
    assert isinstance(sheet, EndingSheet)
    return sheet


def order(window: Window) -> list[str]:
    return [case.case for case in window.session.state.cases]


def test_a_patient_is_chosen_from_the_agenda(window: Window) -> None:
    sheet = agenda(window)
    keys(window, "Down", "Down", "Return")
    assert not sheet.isVisible()
    assert window.session.state.case.case == "MDO-0003"


def test_patients_are_moved_and_moved_back(window: Window) -> None:
    agenda(window)
    keys(window, "Alt+Down")
    assert order(window) == ["MDO-0002", "MDO-0001", "MDO-0003"]
    assert window.session.state.case.case == "MDO-0001"  # the one on the screen stays there
    keys(window, "Alt+Down", "Alt+Down")
    assert order(window) == ["MDO-0002", "MDO-0003", "MDO-0001"]
    keys(window, "Ctrl+Z", "Ctrl+Z")
    assert order(window) == ["MDO-0001", "MDO-0002", "MDO-0003"]
    keys(window, "Ctrl+Y")
    assert order(window) == ["MDO-0002", "MDO-0001", "MDO-0003"]


def test_a_patient_is_deferred_and_ticked_off(window: Window) -> None:
    sheet = agenda(window)
    for at, standing in ((1, "deferred"), (2, "done"), (0, "open")):
        sheet._standings.chosen.emit(at)
        settle(window)
        assert window.session.state.point.standing == standing
    assert window.session.undo_name == ("undo.standing.open", "MDO-0001")


def test_what_the_meeting_is_is_typed(window: Window) -> None:
    sheet = agenda(window)
    for field, text in ((sheet.day, "24-11-2026"), (sheet.kind, "wervels"), (sheet.chair, "voorzitter")):
        field.line.setFocus()
        type_text(window, text)
        keys(window, "Tab")
    sheet.attendees.text.setFocus()
    type_text(window, "radiotherapie")
    settle(window)
    about = window.session.state.document.about
    assert (about.day, about.kind, about.chair) == (date(2026, 11, 24), "wervels", "voorzitter")
    assert about.attendees == (Attendee("radiotherapie"),)


def test_a_day_that_is_none_is_told_and_kept_in_its_field(window: Window) -> None:
    sheet = agenda(window)
    sheet.day.line.setFocus()
    type_text(window, "31-02-2026")
    keys(window, "Tab")
    assert window.session.state.document.about.day is None
    assert sheet.day.message.text()


def test_a_key_is_changed_and_no_two_patients_have_the_same(window: Window) -> None:
    sheet = agenda(window)
    sheet.key.line.setFocus()
    sheet.key.line.selectAll()
    type_text(window, "MDO-0002")
    keys(window, "Tab")
    assert order(window)[0] == "MDO-0001"
    assert sheet.key.message.text()
    sheet.key.line.setFocus()
    sheet.key.line.selectAll()
    type_text(window, "MDO-0900")
    keys(window, "Tab")
    assert order(window)[0] == "MDO-0900"
    assert "MDO-0900" in window.top.agenda.words


def test_a_list_is_read_as_one_step(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(LIST.encode("cp1252"))
    sheet = agenda(window)
    sheet.read_list(path)
    settle(window)
    assert order(window)[-2:] == ["MDO-0101", "MDO-0102"]
    assert window.session.state.cases[-2].patient.values["pijn"] is True
    assert window.session.state.cases[-2].question == "Bestralen of opereren?"
    keys(window, "Ctrl+Z")
    assert order(window) == ["MDO-0001", "MDO-0002", "MDO-0003"]


def test_a_list_with_a_mistake_adds_nobody_and_says_where(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("Kenmerk;Pijn door wervelmetastasen\nMDO-0101;misschien\n", "utf-8")
    sheet = agenda(window)
    sheet.read_list(path)
    settle(window)
    assert len(order(window)) == 3
    assert "lijst.csv:2:" in sheet._problem.text()


def test_the_closing_screen_counts_and_leads_to_who_is_left(window: Window) -> None:
    session = window.session
    session.go_case(1)
    session.start_decision("follow", "advies", about=WHOLE_CASE)
    session.record()
    session.stand(session.state.document.points[0].id, "deferred")
    sheet = ending(window)
    counts = {kind: number.text() for (number, _name), kind in zip(sheet._counts, COUNTED, strict=True)}
    assert counts == {"decided": "2", "deferred": "1", "deviating": "1", "incomplete": "0"}


COUNTED = ("decided", "deviating", "deferred", "incomplete")


@pytest.mark.parametrize("what", ["all", "todo", "json"])
def test_the_whole_meeting_is_written_where_it_was_asked_for(
    window: Window, qtbot: QtBot, tmp_path: Path, what: str
) -> None:
    window.exporter.folder = tmp_path
    sheet = ending(window)
    {"all": sheet._pdf, "todo": sheet._todo, "json": sheet._json}[what].click()
    qtbot.waitUntil(lambda: not window.meeting_exporter.busy, timeout=60_000)
    (made,) = tmp_path.iterdir()
    assert "MDO-0" not in made.name  # nothing of a patient in the name
    if what == "json":
        assert len(json.loads(made.read_text("utf-8"))["cases"]) == 3
        return
    assert made.read_bytes().startswith(b"%PDF")
    text = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, text=True, check=True).stdout
    assert all(key in text for key in order(window))


def test_what_is_being_made_can_be_given_up(window: Window, tmp_path: Path) -> None:
    window.exporter.folder = tmp_path
    sheet = ending(window)
    sheet._pdf.click()
    busy = window.meeting_exporter.busy
    assert sheet._progress.isVisible()
    sheet._cancel.click()
    assert (busy, window.meeting_exporter.busy) == (True, False)
    settle(window)
    window.meeting_exporter.wait()
    settle(window)
    assert list(tmp_path.iterdir()) == []


def test_the_whole_meeting_goes_to_the_clipboard_as_text(window: Window) -> None:
    ending(window)._text.click()
    settle(window)
    text = QGuiApplication.clipboard().text()
    assert all(key in text for key in order(window))
    window.copier.clear()
    assert QGuiApplication.clipboard().text() == ""


# --- decisions on the case as a whole


def test_following_for_the_whole_case_takes_two_keys_and_deviating_three(window: Window) -> None:
    window.session.go_case(1)
    assert keys(window, "Shift+V", "Return") == 2
    decision = window.session.state.decision_on(WHOLE_CASE)
    assert decision is not None
    assert decision.kind == "follow"
    window.session.withdraw(WHOLE_CASE)
    settle(window)
    keys(window, "Shift+A", "1")
    draft = window.session.state.draft
    assert draft is not None
    assert draft.kind == "deviate"
    assert draft.reason_code is not None


def test_without_any_advice_there_is_nothing_to_follow_for_the_whole_case(window: Window) -> None:
    window.session.add_case()
    for key in ("Shift+V", "Shift+W"):
        keys(window, key)
        assert window.session.state.draft is None
        assert "nog geen advies" in window.message.label.text()
    keys(window, "Shift+A", "V")
    draft = window.session.state.draft
    assert draft is not None
    assert draft.kind == "deviate"
    assert [button.isEnabled() for button in window.decision._kinds] == [False, False, True]


def test_advice_that_changed_after_a_decision_on_the_whole_case_is_said(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    keys(window, "Shift+V", "Return")
    window.session.answer("levensverwachting_maanden", 8)  # another fact, the same advice
    settle(window)
    assert "Na dit besluit" not in "\n".join(window.advice.column.texts())
    window.session.answer("klinische_toestand_operabel", False)
    settle(window)
    said = "\n".join(window.advice.column.texts())
    assert "Na dit besluit is het advies veranderd van boom 9, 10" in said
    assert "op een ander advies" in said  # at the top too
    state = window.session.state
    assert "na dit besluit is het advies veranderd" in as_text(summarise(state.pack, state.case, NOW, "nl"))
    keys(window, "Shift+V", "Return")
    settle(window)
    assert "Na dit besluit" not in "\n".join(window.advice.column.texts())


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_of_the_sheets_is_cut(qtbot: QtBot, size: tuple[int, int], language: Language) -> None:
    made = make_window(size=size)
    made.session.set_language(language)
    agenda(made)
    assert cut(made) == []
    keys(made, "Escape")
    ending(made)
    assert cut(made) == []
    close(made)
