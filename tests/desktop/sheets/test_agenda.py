"""The agenda and the closing screen, as a secretary and a chair use them: by keys and by mouse."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.says.held import urgent_words
from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet
from mdo_viewer.desktop.sheets.ending_sheet import EndingSheet
from mdo_viewer.desktop.sheets.patient_sheet import PatientSheet
from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets.controls import Button, CardFrame
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language, Value
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import WHOLE_CASE, Attendee, Case
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.desktop.sheets.test_view import cut
from tests.help.desk import Desk, click, shown_texts
from tests.help.desktop_help import NOW, close, keys, make_window, settle, type_text

#: A deficit that came within days: therapy within 24 hours, and dexamethasone at once.
DEFICIT: dict[str, Value] = {
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "neurologische_uitval_door_mesmc": True,
    "mesmc_klinisch": True,
    "operatie_of_radiotherapie_gepland": True,
    "uitval_mesmc_ontstaan_dagen": 2,
}


def agenda(window: Window) -> AgendaSheet:
    return Desk(window).agenda


def ending(window: Window) -> EndingSheet:
    return Desk(window).ending


def order(window: Window) -> list[str]:
    return [case.case for case in window.session.state.cases]


def test_a_patient_is_chosen_from_the_agenda(window: Window) -> None:
    sheet = agenda(window)
    keys(window, "Down", "Down", "Return")
    assert not sheet.isVisible()
    assert window.session.state.case.case == "MDO-0003"


def test_who_is_chosen_from_the_agenda_leaves_the_keyboard_with_the_tree(window: Window) -> None:
    window.right.advice.next.setFocus()
    keys(window, "M", "Down", "Return")
    assert window.session.state.patient == 1
    focused = window.focusWidget()
    assert focused is not None
    assert window.graph.isAncestorOf(focused)


def test_of_two_guidelines_of_a_patient_the_chosen_one_stays_so(window: Window) -> None:
    """They bear one name, and what takes one of them out says only which guideline."""
    window.session.lead_to("lage_rugpijn", "zorgniveau")
    keys(window, "M")
    for step in (1, 1, -1, -1):
        window.step_text(step)
        settle(window)
        now = agenda(window).list.currentRow()
        assert now == window.session.state.current
        assert window.session.state.document.points[now].case.pack


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


def test_no_step_moves_the_row_that_is_chosen(window: Window) -> None:
    """Patients come and go by undo and a list; what is done to one is done to the row that its user chose."""
    sheet = agenda(window)

    def chosen() -> str:
        item = sheet.list.currentItem()
        assert item is not None
        case = sheet.key.line.text()
        assert item.text().split(", ")[1].removesuffix(" · voorbeeld") == case
        assert order(window)[int(sheet.mark)] == case
        return case

    keys(window, "Down")
    assert chosen() == "MDO-0002"
    window.session.add_cases((Case("MDO-0007"), Case("MDO-0008")))
    assert chosen() == "MDO-0002"
    first = window.session.state.document.points[0].id
    window.session.remove_case(first)
    assert chosen() == "MDO-0002"
    for step in ("Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+Y", "Ctrl+Z"):
        keys(window, step)
        assert chosen() == "MDO-0002", step
    assert order(window) == ["MDO-0001", "MDO-0002", "MDO-0003", "MDO-0007", "MDO-0008"]


def test_a_patient_is_deferred_and_ticked_off(window: Window) -> None:
    agenda(window)
    for words, standing in (("Uitstellen", "deferred"), ("Afgerond", "done"), ("Te bespreken", "open")):
        Desk(window).click(words)
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


@pytest.mark.parametrize("typed", ["24-11", "2"])
def test_escape_takes_no_half_typed_day_and_says_so(window: Window, typed: str) -> None:
    """Qt takes the keyboard from a field that is hidden as Tab does, which would enter it."""
    sheet, before = agenda(window), window.session.state.document
    sheet.day.line.setFocus()
    sheet.day.line.selectAll()
    type_text(window, typed)
    keys(window, "Escape")
    settle(window)
    assert window.sheets.shown is None
    assert window.session.state.document == before
    assert window.message.label.text() == f"Niet overgenomen: Datum: {typed}"


def test_a_day_that_is_none_is_told_and_kept_in_its_field(window: Window) -> None:
    sheet = agenda(window)
    sheet.day.line.setFocus()
    type_text(window, "31-02-2026")
    keys(window, "Tab")
    assert window.session.state.document.about.day is None
    assert sheet.day.message.text()


def test_a_day_that_was_refused_never_stands_beside_a_good_one(window: Window) -> None:
    sheet = agenda(window)
    window.session.describe(day=date(2026, 11, 24))
    sheet.day.line.setFocus()
    sheet.day.line.selectAll()
    type_text(window, "31-02-2026")
    keys(window, "Tab")
    window.session.describe(kind="wervels")  # all is shown anew
    assert (sheet.day.line.text(), bool(sheet.day.message.text())) == ("31-02-2026", True)
    window.session.describe(day=date(2026, 11, 25))
    assert (sheet.day.line.text(), sheet.day.message.text()) == ("25-11-2026", "")
    sheet.day.line.setFocus()
    sheet.day.line.selectAll()
    type_text(window, "31-02")
    keys(window, "Tab")
    assert sheet.day.message.text()
    sheet.close_sheet()
    assert (agenda(window).day.line.text(), sheet.day.message.text()) == ("25-11-2026", "")


@pytest.mark.parametrize(
    ("typed", "said"), [("Jan Jansen 12-03-1955", "geboortedatum"), ("Jan Jansen", "naam"), ("Dhr-Jansen 3", "naam")]
)
def test_a_key_that_names_somebody_is_asked_back(window: Window, typed: str, said: str) -> None:
    sheet = agenda(window)
    sheet.key.line.setFocus()
    sheet.key.line.selectAll()
    type_text(window, typed)
    keys(window, "Tab")
    assert order(window)[0] == "MDO-0001"
    assert said in sheet.key.message.text()
    assert sheet.key.line.text() == typed
    Desk(window).click("Toch gebruiken")
    assert order(window)[0] == typed
    assert sheet.key.message.text() == ""
    assert "Toch gebruiken" not in Desk(window).said


@pytest.mark.parametrize("typed", ["1,2E+12", "#N/B", "'0103", "MDO\u20110002"])
def test_a_key_that_was_spoilt_or_looks_like_another_is_refused_by_hand_too(window: Window, typed: str) -> None:
    sheet = agenda(window)
    sheet.key.line.setFocus()
    sheet.key.line.setText(typed)
    keys(window, "Tab")
    assert order(window)[0] == "MDO-0001"
    assert sheet.key.message.text()
    keys(window, "Escape")
    agenda(window)
    assert (sheet.key.line.text(), sheet.key.message.text()) == ("MDO-0001", "")


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
    assert window.patient.key.text() == "MDO-0900"


def test_the_closing_screen_counts_and_leads_to_who_is_left(window: Window) -> None:
    session = window.session
    session.go_case(1)
    session.start_decision("follow", "advies", about=WHOLE_CASE)
    session.record()
    session.stand(session.state.document.points[0].id, "deferred")
    counted = [tuple(shown_texts(card)) for card in ending(window).findChildren(CardFrame)]
    assert counted == [
        ("1", "Helemaal besloten"), ("1", "Deels besloten"), ("1", "Daarvan afwijkend"), ("0", "Daarvan eigen besluit"),
        ("1", "Uitgesteld"), ("0", "Nog zonder besluit"),
    ]  # fmt: skip
    session.start_decision("own", None, about=WHOLE_CASE)
    session.record()
    assert [tuple(shown_texts(card)) for card in ending(window).findChildren(CardFrame)][3][0] == "1"


WRITING = {
    "all": "Hele verslag als PDF",
    "todo": "Lijst van acties en termijnen als PDF",
    "json": "Gegevens bewaren als JSON",
}


@pytest.mark.parametrize("what", WRITING)
def test_the_whole_meeting_is_written_where_it_was_asked_for(
    window: Window, qtbot: QtBot, tmp_path: Path, what: str
) -> None:
    window.page_export.folder = tmp_path
    ending(window)
    Desk(window).click(WRITING[what])
    qtbot.waitUntil(lambda: not window.meeting_export.busy, timeout=60_000)
    (made,) = tmp_path.iterdir()
    assert "MDO-0" not in made.name  # nothing of a patient in the name
    if what == "json":
        assert len(json.loads(made.read_text("utf-8"))["cases"]) == 3
        return
    assert made.read_bytes().startswith(b"%PDF")
    text = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, text=True, check=True).stdout
    assert all(key in text for key in order(window))


def test_what_is_being_made_can_be_given_up(window: Window, tmp_path: Path) -> None:
    window.page_export.folder = tmp_path
    ending(window)
    Desk(window).click(WRITING["all"])
    busy = window.meeting_export.busy
    assert "van 3 wordt verwerkt." in Desk(window).said
    Desk(window).click("Afbreken")
    assert (busy, window.meeting_export.busy) == (True, False)
    settle(window)
    window.meeting_export.wait()
    settle(window)
    assert list(tmp_path.iterdir()) == []


def test_the_whole_meeting_goes_to_the_clipboard_as_text(window: Window) -> None:
    ending(window)
    Desk(window).click("Hele verslag als tekst kopiëren")
    settle(window)
    text = QGuiApplication.clipboard().text()
    assert all(key in text for key in order(window))
    window.clipboard.clear()
    assert QGuiApplication.clipboard().text() == ""


# --- decisions on the case as a whole


def test_following_for_the_whole_case_takes_two_keys_and_deviating_three(window: Window) -> None:
    window.session.go_case(1)
    assert keys(window, "Shift+V", "Ctrl+Return") == 2
    decision = window.session.state.decision_on(WHOLE_CASE)
    assert decision is not None
    assert decision.kind == "follow"
    window.session.withdraw(WHOLE_CASE)
    settle(window)
    keys(window, "Shift+A", "Alt+1")
    draft = window.session.state.draft
    assert draft is not None
    assert draft.kind == "deviate"
    assert draft.reason_code is not None


def test_without_any_advice_there_is_nothing_to_follow_for_the_whole_case(window: Window) -> None:
    window.session.add_case()
    for key in ("Shift+V", "Shift+W"):
        keys(window, key)
        assert window.session.state.draft is None
        assert "Met Shift+A besluit het MDO zelf" in window.message.label.text()
    keys(window, "Shift+A")
    draft = window.session.state.draft
    assert draft is not None
    assert draft.kind == "own"
    assert [button.isVisible() for button in window.right.decision.kinds] == [False, False, False, True]


def test_an_advice_of_a_tree_that_need_not_apply_is_named_where_the_whole_case_has_none(window: Window) -> None:
    window.session.add_case()
    window.session.go_tree("followup")
    for fact in ("jonger_dan_18", "leptomeningeale_of_intramedullaire_metastasen", "geopereerd"):
        window.session.answer(fact, False)
    window.session.answer("klachten_bij_follow_up", True)
    settle(window)
    keys(window, "Shift+V")
    assert window.session.state.draft is None
    assert window.message.label.text().startswith("Het staat niet vast dat boom 12 hier geldt")
    keys(window, "V")
    assert window.session.state.draft is not None


def test_advice_that_changed_after_a_decision_on_the_whole_case_is_said(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    keys(window, "Shift+V", "Ctrl+Return")
    window.session.answer("levensverwachting_maanden", 8)  # another fact, the same advice
    settle(window)
    assert "Na dit besluit" not in "\n".join(window.advice.column.texts())
    window.session.answer("klinische_toestand_operabel", False)
    settle(window)
    said = "\n".join(window.advice.column.texts())
    assert "Na dit besluit is het advies veranderd van boom 6, 9, 10" in said
    assert "niet meer zoals bij het besluit" in said  # at the top too
    state = window.session.state
    assert "na dit besluit is het advies veranderd" in as_text(summarise(state.pack, state.case, NOW, "nl"))
    keys(window, "Shift+V", "Ctrl+Return")
    settle(window)
    assert "Na dit besluit" not in "\n".join(window.advice.column.texts())


def test_what_is_written_on_a_tree_waits_while_the_whole_case_is_looked_at(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    window.session.withdraw()
    keys(window, "Shift+V", "Ctrl+Return", "A", "3")
    window.session.change_draft(text="alleen over deze boom")
    click(window.right.decision.about, "Hele casus")
    draft = window.session.state.draft
    assert draft is not None
    assert (draft.tree, draft.kind) == (WHOLE_CASE, "follow")
    click(window.right.decision.about, "Boom 9")
    draft = window.session.state.draft
    assert draft is not None
    assert (draft.tree, draft.kind, draft.text) == ("lv_lang", "deviate", "alleen over deze boom")
    assert len(window.session.half_written()) == 1


# --- who is who


def test_a_patient_of_a_list_takes_the_place_of_an_example_and_of_an_empty_one(window: Window, tmp_path: Path) -> None:
    window.call("case:add")()
    path = tmp_path / "lijst.csv"
    path.write_text("Kenmerk;Pijn door wervelmetastasen\nMDO-0003;nee\nmdo-0004;ja\nMDO-0009;\n", "utf-8")
    ids = [point.id for point in window.session.state.document.points]
    window.call("list")()
    window.sheets.checking.read_list(path)
    keys(window, "Ctrl+Return")
    points = window.session.state.document.points
    assert [point.case.case for point in points] == ["MDO-0001", "MDO-0002", "MDO-0003", "mdo-0004", "MDO-0009"]
    assert points[2].case.patient.values == {"pijn": False}
    assert points[3].case.patient.values == {"pijn": True}
    assert not points[2].case.title_example
    assert points[2].id not in ids  # another patient, whatever waits for the one before
    assert points[3].id == ids[3]  # of whom nothing was known: what waits is of this one
    window.session.undo()
    assert [point.id for point in window.session.state.document.points] == ids


@pytest.mark.parametrize("key", ["mdo-0002", " MDO-0002 ", "MDO-0002\u200b", "", "  "])
def test_no_key_reads_as_that_of_another_patient(window: Window, key: str) -> None:
    first = window.session.state.document.points[0]
    with pytest.raises(ValueError):  # noqa: PT011 - the sheet says it
        window.session.describe_case(first.id, case=key)
    assert window.session.state.document.points[0] == first


def test_undo_says_whose_decision_it_takes_back(window: Window) -> None:
    window.session.go_case(1)
    keys(window, "Shift+V", "Ctrl+Return")
    assert window.session.undo_name == ("undo.decision", "MDO-0002")


def test_what_is_half_written_comes_back_with_its_patient(window: Window) -> None:
    keys(window, "A", "1")
    window.session.change_draft(text="nog niet af")
    point = window.session.state.point
    window.session.remove_case(point.id)
    assert window.session.half_written() == ()
    window.session.undo()
    (written,) = window.session.half_written()
    assert written[1].text == "nog niet af"
    assert "besluit nog niet vastgelegd" in said_in(ending(window))


def test_who_was_put_off_with_a_decision_is_told_apart(window: Window) -> None:
    window.session.stand(window.session.state.document.points[2].id, "deferred")
    assert "uitgesteld, wel een besluit" in said_in(ending(window))
    state = window.session.state
    summary = summarise_meeting(state.pack, state.document, NOW, "nl")
    assert summary.agenda[2].standing == "uitgesteld, wel een besluit"


def test_the_front_page_has_every_decision_and_what_deviates_first(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("diagnostiek")
    keys(window, "V", "Ctrl+Return")
    state = window.session.state
    said = summarise_meeting(state.pack, state.document, NOW, "nl").agenda[2].decision
    assert said == (
        "boom 9: Wijkt af van het advies, in plaats daarvan: radiotherapie. Radiotherapie 1 × 8 Gy; "
        "boom 1: Volgt het advies: geen nieuwe MRI nodig"
    )


def test_what_was_decided_otherwise_is_no_task_and_what_was_chosen_is(window: Window) -> None:
    """From the keys of a decision to the text that a secretary pastes."""
    session = window.session
    session.add_case()
    for fact, value in DEFICIT.items():
        session.answer(fact, value)
    session.go_tree("tijd_tot_therapie")
    settle(window)
    copied = pasted(window)
    assert "] Tijd onbekend: MDO-0004, Therapie binnen 24 uur" in copied
    keys(window, "A")
    type_text(window, "Eerst stabiliseren")
    keys(window, "Alt+4", "Ctrl+Return")
    session.go_tree("cortico_voor_mri")
    settle(window)
    keys(window, "W")
    type_text(window, "geen maagulcus")
    keys(window, "Ctrl+Return")
    copied = pasted(window)
    assert "MDO-0004, Therapie binnen 24 uur" not in copied
    assert "MDO-0004, Eerst stabiliseren (Boom 4, in plaats van: Therapie binnen 24 uur)" in copied
    assert "MDO-0004, Direct starten met dexamethason" in copied
    assert "Boom 2. Voorwaarde: geen maagulcus" in copied


def pasted(window: Window) -> str:
    """The text of the meeting, taken along from the closing sheet, on one line."""
    sheet = ending(window)
    click(sheet, words_of("window", "nl")("ending.text"))
    settle(window)
    keys(window, "Escape")
    return " ".join(QGuiApplication.clipboard().text().split())


def test_of_whom_nothing_is_known_no_limit_is_to_be_kept(window: Window) -> None:
    window.call("case:add")()
    state = window.session.state
    summary = summarise_meeting(state.pack, state.document, NOW, "nl")
    assert {line.key for line in summary.todo} == {"MDO-0001", "MDO-0002", "MDO-0003"}
    window.session.unknown("pijn")  # asked, but nothing points to a limit
    state = window.session.state
    summary = summarise_meeting(state.pack, state.document, NOW, "nl")
    assert {line.key for line in summary.todo} == {"MDO-0001", "MDO-0002", "MDO-0003"}
    window.session.answer("lhermitte", True)  # a sign: the limit holds until more is known
    state = window.session.state
    summary = summarise_meeting(state.pack, state.document, NOW, "nl")
    assert any(line.key == "MDO-0004" and "MRI binnen 12 uur" in line.what for line in summary.todo)


def test_a_refused_field_keeps_the_agenda_open(window: Window) -> None:
    sheet = agenda(window)
    sheet.key.line.setFocus()
    sheet.key.line.setText("MDO-0002")
    sheet.list.setFocus()
    assert sheet.key.message.text()
    Desk(window).click("Vergadering afronden")
    assert sheet.isVisible()


def test_what_is_too_long_for_the_file_is_refused_and_said(window: Window) -> None:
    sheet = agenda(window)
    sheet.attendees.text.setPlainText("radiotherapie")
    QGuiApplication.clipboard().setText("x" * 9_001)
    sheet.attendees.text.selectAll()
    sheet.attendees.text.paste()
    assert sheet.attendees.text.toPlainText() == "radiotherapie"
    assert "hoogstens 9000 tekens" in sheet.attendees.message.text()
    sheet.question.line.selectAll()
    QGuiApplication.clipboard().setText("é" * 2_001)
    sheet.question.line.paste()
    assert "hoogstens 2000 tekens" in sheet.question.message.text()
    window.session.describe_case(window.session.state.point.id, question="korter")
    assert sheet.question.message.text() == ""
    state = window.session.state
    meeting = Meeting(state.document, state.current, state.tree_id)
    assert read_meeting(write_meeting(meeting, state.pack), state.pack) == meeting
    QGuiApplication.clipboard().clear()


def said_in(sheet: EndingSheet) -> str:
    return "\n".join(shown_texts(sheet))


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


def place_of(window: Window, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("name", ["agenda", "patient"])
@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_the_longest_name_of_a_step_is_whole(window: Window, name: SheetName, text_size: TextSize) -> None:
    """In the agenda and in the sheet of the patient, for the fact with the longest name; and it stays in sight."""
    window.change_settings(text_size=text_size)
    window.session.go_case(1)
    longest = max((f for f in window.look.pack.facts if f.type == "bool"), key=lambda fact: len(fact.label("nl")))
    window.session.answer(longest.id, window.look.patient.values.get(longest.id) is not True)
    window.sheets.open(name)
    settle(window)
    sheet = window.sheets.shown
    assert isinstance(sheet, AgendaSheet | PatientSheet)
    link = sheet.steps.undo
    assert link.words == f"Ongedaan maken: {longest.label('nl')}, MDO-0002"
    assert link.heightForWidth(link.width()) <= link.height()
    assert sheet.steps.rect().contains(link.geometry())
    if name == "agenda":
        keys(window, "Down", "Up")
        settle(window)
        assert link.isVisible()
        assert link.words.startswith("Ongedaan maken: ")
        keys(window, "Ctrl+Z")
        settle(window)
        assert sheet.steps.redo.words == f"Opnieuw: {longest.label('nl')}, MDO-0002"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("text_size", [100, 125, 150, 175, 200])
def test_what_can_be_undone_moves_and_cuts_nothing(window: Window, language: Language, text_size: TextSize) -> None:
    window.change_settings(text_size=text_size)
    window.session.set_language(language)
    window.session.go_case(1)
    window.session.answer("levensverwachting_maanden", 6)
    sheet = agenda(window)
    (end,) = [each for each in sheet.findChildren(Button) if each.words == window.look.words("agenda.end")]
    before = end.geometry(), sheet.steps.geometry()  # in the sheet: a message below makes room for itself
    long = "Een kenmerk dat zo lang is als kenmerken mogen zijn"
    window.session.describe_case(window.session.state.point.id, case=long)
    keys(window, "Ctrl+Z")
    settle(window)
    steps = sheet.steps
    for link in (steps.undo, steps.redo):
        assert link.isVisible()
        assert link.words == link.accessibleName()
        assert link.heightForWidth(link.width()) <= link.height()  # what stands there stands there whole
        assert steps.rect().contains(link.geometry())
        assert not link.geometry().intersects((steps.redo if link is steps.undo else steps.undo).geometry())
    assert (end.geometry(), steps.geometry()) == before
    assert sheet.area.horizontalScrollBar().maximum() == 0
    assert "MDO-0002" in steps.undo.accessibleName()
    window.session.set_language("nl")


def test_a_link_that_has_nothing_left_gives_the_keyboard_to_the_other(window: Window) -> None:
    window.session.answer("pijn", True)
    sheet = agenda(window)
    sheet.steps.undo.setFocus()
    keys(window, "Space")
    assert not sheet.steps.undo.isVisible()
    assert QApplication.focusWidget() is sheet.steps.redo
    keys(window, "Space")
    assert QApplication.focusWidget() is sheet.steps.undo


def test_what_was_undone_is_said_with_the_patient(window: Window) -> None:
    window.session.go_case(1)
    window.session.answer("levensverwachting_maanden", 6)
    window.session.go_case(0)
    agenda(window)
    keys(window, "Ctrl+Z")
    said = window.message.label.text()
    assert said.startswith("Ongedaan gemaakt: ")
    assert "MDO-0002" in said
    keys(window, "Ctrl+Y")
    assert window.message.label.text() == said.replace("Ongedaan gemaakt", "Opnieuw gedaan")
    agenda(window).close_sheet()
    QApplication.processEvents()
    assert window.message.isVisible()
    assert not window.message.geometry().intersects(place_of(window, window.graph))  # nothing of the tree lies below it


@pytest.mark.parametrize("name", ["agenda", "patient", "ending", "places", "list", "keys"])
@pytest.mark.parametrize(
    ("size", "text_size"), [((1366, 768), 100), ((1366, 768), 150), ((1366, 768), 200), ((800, 600), 100)]
)
def test_a_message_covers_nothing_that_is_typed_in_or_pressed(
    window: Window, name: SheetName, size: tuple[int, int], text_size: TextSize
) -> None:
    window.change_settings(text_size=text_size)
    window.resize(*size)
    window.session.answer("pijn", True)
    window.sheets.open(name)
    settle(window)
    keys(window, "Ctrl+Z")
    if window.message.isHidden():
        window.say("Ongedaan gemaakt: pijn, MDO-0001.")
    QApplication.processEvents()
    bar, sheet = window.message.geometry(), window.sheets.shown
    assert sheet is not None
    assert window.rect().contains(bar)
    assert not QRect(sheet.title.mapTo(window, QPoint(0, 0)), sheet.title.size()).intersects(bar)
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for each in sheet.findChildren(kind):
            seen = each.visibleRegion().boundingRect()
            covered = seen.translated(each.mapTo(window, QPoint(0, 0))).intersected(bar)
            assert not each.isVisible() or seen.isEmpty() or covered.isEmpty(), (each.accessibleName(), covered)


def test_who_is_decided_is_not_to_be_discussed(window: Window) -> None:
    window.session.go_case(2)
    sheet = agenda(window)
    lit = [each.words for each in sheet.findChildren(Button) if each.isVisible() and each.isChecked()]
    assert window.session.state.case.decisions
    assert "Te bespreken" not in lit
    assert "Besloten" in lit
    click(sheet, "Uitstellen")
    click(sheet, "Besloten")
    assert window.session.state.point.standing == "open"


def test_the_button_that_wrote_the_report_keeps_the_keyboard(window: Window, tmp_path: Path) -> None:
    desk = Desk(window)
    _ = desk.ending
    keys(window, "Return")
    desk.choose_file(tmp_path / "verslag.pdf")
    window.activateWindow()
    for _ in range(2):  # the second time nothing is asked: the folder is known
        seen = set()
        for _ in range(2000):
            QApplication.processEvents()
            focused = QApplication.focusWidget()
            seen.add("" if focused is None else focused.accessibleName())
            if not window.meeting_export.busy:
                break
            window.meeting_export.wait()
        assert seen == {"Hele verslag als PDF"}
        before = QGuiApplication.clipboard().text()
        keys(window, "Return")
        assert QGuiApplication.clipboard().text() == before
    window.meeting_export.cancel()
    window.meeting_export.wait()


class Recorder(QPainter):
    """Paints, and keeps where each text was painted, with the width that it took."""

    def __init__(self, on: QImage) -> None:
        super().__init__(on)
        self.texts: list[tuple[QRect, str, int]] = []

    def drawText(self, *given: object) -> None:  # type: ignore[override]
        """A text in its rectangle."""
        rect, _flag, text = given
        assert isinstance(rect, QRect)
        assert isinstance(text, str)
        if text:
            self.texts.append((rect, text, self.fontMetrics().horizontalAdvance(text)))


@pytest.mark.parametrize("wide", [500, 700, 1000])
@pytest.mark.parametrize("text", [100, 200])
def test_no_text_of_the_agenda_lies_over_another_however_long_the_key(
    window: Window, text: TextSize, wide: int
) -> None:
    key = "MDO-2026-0001-verwijzing-van-elders-en-een-lang-kenmerk"
    window.session.describe_case(window.session.state.point.id, case=key)
    window.session.describe_case(window.session.state.point.id, question="Is een operatie zinvol?")
    window.session.describe_case(window.session.state.point.id, urgent=True)
    window.change_settings(text_size=text)
    rows = agenda(window).list
    image = QImage(wide, 120, QImage.Format.Format_RGB32)
    painter, option = Recorder(image), QStyleOptionViewItem()
    option.rect = QRect(0, 0, wide, 96)
    rows.itemDelegate().paint(painter, option, rows.model().index(0, 0))
    painter.end()
    said = sorted(((rect.left(), rect.right(), took, part) for rect, part, took in painter.texts))
    assert said[0][3] == "1"
    assert said[1][3].startswith("MDO-2026")
    for (left, _right, took, _part), (after, *_rest) in pairwise(said):
        assert left + took <= after
    assert all(left + took <= wide for left, _right, took, _part in said)


def test_insert_in_the_agenda_adds_a_patient_and_the_button_says_so(window: Window) -> None:
    sheet, count = agenda(window), len(window.session.state.document.points)
    (button,) = [each for each in sheet.findChildren(Button) if each.words == "+ patiënt" and each.isVisible()]
    assert button.cap == "Insert"
    sheet.key.line.setFocus()
    sheet.key.line.selectAll()
    type_text(window, "MDO-0002")  # another patient has it: it is refused, and is not that of the new one
    keys(window, "Ins")
    settle(window)
    assert len(window.session.state.document.points) == count + 1
    assert sheet.question.line.hasFocus()
    assert sheet.area.verticalScrollBar().maximum() == 0  # a row more, and still whole
    assert sheet.key.line.text() == window.session.state.cases[-1].case
    assert window.session.state.current == 0, "the room is shown another patient by Enter alone"
    keys(window, "Insert")
    settle(window)
    assert len(window.session.state.document.points) == count + 2
    assert window.session.undo_name == ("undo.case", None)


def test_the_closing_screen_names_running_limits_the_most_urgent_patient_first(qtbot: QtBot) -> None:
    """The same limits as on the list of what is to be done, in the same order."""
    known = ("verdenking_op", "waarschijnlijkheidsdiagnose_op", "diagnose_op")
    moments, later = (dict.fromkeys(known, NOW.replace(hour=hour)) for hour in (11, 12))
    calm = Case("MDO-0001")
    slow = Case("MDO-0002", patient=Patient(DEFICIT, moments=later))
    fast = Case("MDO-0003", patient=Patient(DEFICIT, moments=moments))
    window = make_window((calm, slow, fast))
    try:
        lines = [each.words for each in ending(window).findChildren(Button) if "Spoed" in each.words]
        assert [line.partition(":")[0] for line in lines] == ["3. MDO-0003", "2. MDO-0002"]
        assert "vóór ma 23 nov 11:30 (boom" in lines[0]
        said = shown_texts(ending(window))
        assert said.index("Lopende termijnen, de dringendste eerst") >= 0
        assert not [text for text in said if "MDO-0001" in text and "vóór" in text]
        made = summarise_meeting(window.session.state.home, window.session.state.document, NOW, "nl")
        paper = [(line.key, line.when) for line in made.todo if line.kind == "deadline" and "vóór" in line.when.lower()]
        assert paper[0][0] == "MDO-0003"
        for key, when in paper:
            shown = [text for text in said if when[:1].lower() + when[1:] in text]
            assert shown, (key, when)
        (urgent,) = [each for each in ending(window).findChildren(Button) if each.words == lines[1]]
        urgent.click()
        settle(window)
        assert window.session.state.case.case == "MDO-0002"
    finally:
        close(window)


def test_what_is_typed_after_asking_for_the_question_is_the_question(empty: Window) -> None:
    """The keyboard was in the list of patients: what was typed went nowhere."""
    click(empty, "Vraag aan het MDO")
    assert empty.sheets.shown_name == "agenda"
    type_text(empty, "operatie of bestraling?")
    assert empty.session.state.case.question == "operatie of bestraling?"


def test_what_presses_by_the_facts_stands_beside_what_was_announced(qtbot: QtBot) -> None:
    """ "Regulier" alone would say that nothing presses."""
    moments = {"waarschijnlijkheidsdiagnose_op": NOW, "diagnose_op": NOW}
    calm, pressed = Case("MDO-0001"), Case("MDO-0002", patient=Patient(DEFICIT, moments=moments))
    window = make_window((calm, pressed))
    try:
        agenda(window)
        assert not [text for text in Desk(window).said.splitlines() if text.startswith("Spoed:")]
        keys(window, "Down")
        settle(window)
        (said,) = [text for text in Desk(window).said.splitlines() if text.startswith("Spoed:")]
        keys(window, "Return")
        settle(window)
        assert window.session.state.case.case == "MDO-0002"
        assert said == urgent_words(window.look)
    finally:
        close(window)


def test_enter_in_the_question_leads_back_to_its_line(window: Window) -> None:
    window.call("agenda")()
    sheet = agenda(window)
    keys(window, "Ins")
    type_text(window, "Bestralen?")
    assert sheet.question.line.hasFocus()
    keys(window, "Return")
    assert window.sheets.shown_name == "agenda"
    assert sheet.list.hasFocus()
    assert window.session.state.cases[-1].question == "Bestralen?"
    assert window.session.state.case.question != "Bestralen?"
    keys(window, "Ins")
    assert len(window.session.state.cases) == 5
    type_text(window, "Opereren?")
    keys(window, "Return", "Return")
    assert window.sheets.shown is None
    assert window.session.state.case.question == "Opereren?"
