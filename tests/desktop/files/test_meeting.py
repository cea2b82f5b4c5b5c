"""The meeting in its file, as a board meets it: begun, typed in, closed, opened again, and what goes wrong."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files.autosave import DELAY, Autosave
from mdo_viewer.desktop.projector.content import who_is
from mdo_viewer.desktop.sheets.meeting_sheet import SHORTEST, MeetingSheet
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.container import Unreadable, open_sealed, seal
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.saving import ChangedElsewhere, InUse, Lock
from tests.desktop.sheets.test_view import cut
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import close, keys, make_window, settle, type_text
from tests.help.simulated_disk import unsynced_folders

WORDS = "vier losse woorden samen"


pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


def sheet_of(window: Window) -> MeetingSheet:
    return Desk(window).meeting


def wait(window: Window) -> None:
    Desk(window).wait()


def begin(window: Window, path: Path, password: str = WORDS) -> None:
    """By the keyboard, from the moment that the file is chosen."""
    keys(window, "Ctrl+S")
    sheet_of(window).ask("new", path)
    settle(window)
    type_text(window, password)
    keys(window, "Tab")
    type_text(window, password)
    keys(window, "Return")
    wait(window)


def reopen(qtbot: QtBot, path: Path, password: str = WORDS) -> Window:
    made = make_window()
    made.ask_meeting(path, "open")
    settle(made)
    type_text(made, password)
    keys(made, "Return")
    wait(made)
    return made


def on_disk(window: Window, path: Path) -> Meeting:
    return read_meeting(open_sealed(path.read_bytes(), WORDS)[0], window.session.state.pack)


def kept(window: Window) -> str:
    return window.status.kept.words


def test_until_there_is_a_file_nothing_is_kept_and_the_line_says_so(window: Window, path: Path) -> None:
    assert kept(window) == "Niets wordt bewaard"
    keys(window, "Ctrl+S")
    sheet = sheet_of(window)
    assert "Er wordt nog niets bewaard." in Desk(window).said
    keys(window, "Escape")
    assert not sheet.isVisible()


def test_a_meeting_begins_with_a_file_and_a_password(window: Window, path: Path) -> None:
    begin(window, path)
    state = window.session.state
    assert [case.case for case in state.cases] == ["MDO-0001"]  # no example in a real meeting
    assert not any(case.title_example for case in state.cases)
    assert kept(window) == "Bewaard 14:30"
    assert not sheet_of(window).isVisible()
    assert window.message.label.text() == (
        "dinsdag.mdo is open, bij patiënt 1 van 1. Deze vergadering begint leeg."
        " De voorbeelden MDO-0001, MDO-0002 en MDO-0003 gaan niet mee."
    )
    assert on_disk(window, path).document.cases == state.cases


def test_patients_that_were_added_to_the_example_come_along(window: Window, path: Path) -> None:
    window.call("case:add")()
    window.session.answer("pijn", True)
    begin(window, path)
    (case,) = window.session.state.cases
    assert (case.case, case.patient.values) == ("MDO-0004", {"pijn": True})


def test_a_meeting_begins_at_the_tree_that_matters_first_for_its_first_patient(window: Window, path: Path) -> None:
    third = window.session.state.cases[2]
    window.session.add_cases((replace(third, case="MDO-0104", title_example=False), Case("MDO-0105")))
    begin(window, path)
    state = window.session.state
    assert (state.case.case, state.tree_id) == ("MDO-0104", "tijd_tot_therapie")
    assert on_disk(window, path).tree == "tijd_tot_therapie"


def test_what_comes_along_is_said_before_and_after(window: Window, path: Path) -> None:
    said = "De patiënt die u toevoegde gaat mee: MDO-0004. De voorbeelden MDO-0001, MDO-0002 en MDO-0003 gaan niet mee."
    window.call("case:add")()
    window.session.answer("pijn", True)
    window.ask_meeting(path, "new")
    assert said in Desk(window).said
    keys(window, "Escape")
    begin(window, path)
    assert window.message.label.text().endswith(said)


def test_an_example_on_which_something_was_typed_comes_along_as_an_example(window: Window, path: Path) -> None:
    said = "Bij het voorbeeld MDO-0001 vulde u iets in: het gaat mee, en blijft een voorbeeld."
    keys(window, "A")
    type_text(window, "eerst MRI")
    window.ask_meeting(path, "new")
    assert said in Desk(window).said  # also what is half written
    keys(window, "Escape")
    keys(window, "A")
    keys(window, "Ctrl+Return")
    before = window.session.state.case
    begin(window, path)
    assert on_disk(window, path).document.cases == (before,)
    assert before.decisions
    assert before.title_example
    assert f"{said} De voorbeelden MDO-0002 en MDO-0003 gaan niet mee." in window.message.label.text()


def test_after_a_step_back_an_example_stays_behind(window: Window, path: Path) -> None:
    window.session.answer("pijn", False)
    window.session.undo()
    begin(window, path)
    assert [case.title_example for case in window.session.state.cases] == [False]


def test_a_new_meeting_has_nothing_of_the_one_that_is_open(window: Window, path: Path) -> None:
    """Last week's patients and decisions are not those of this week."""
    begin(window, path)
    window.session.answer("pijn", True)
    keys(window, "A")
    type_text(window, "eerst MRI")
    keys(window, "Ctrl+Return")
    assert window.session.state.case.decisions
    last_week = window.session.state.document
    following = path.with_name("week2.mdo")
    window.ask_meeting(following, "new")
    assert "Deze vergadering begint leeg. Niets uit dinsdag.mdo gaat mee." in Desk(window).said
    keys(window, "Escape")
    begin(window, following)
    (case,) = window.session.state.cases
    assert case == Case("MDO-0001")
    assert on_disk(window, following).document.cases == (case,)
    assert on_disk(window, path).document == last_week
    assert window.message.label.text() == (
        "week2.mdo is open, bij patiënt 1 van 1. Deze vergadering begint leeg. Niets uit dinsdag.mdo gaat mee."
    )
    keys(window, "Ctrl+Z")
    assert window.session.state.cases == (case,)


def test_what_is_typed_is_in_the_file_within_a_second(window: Window, path: Path, qtbot: QtBot) -> None:
    begin(window, path)
    assert DELAY + 100 < 1000
    window.session.answer("pijn", True)
    assert not window.autosave.safe
    qtbot.waitUntil(lambda: window.autosave.safe and not window.autosave.busy, timeout=5000)
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}
    assert not window.session.typed  # closing asks nothing


def test_the_next_start_is_at_the_same_patient_and_tree(window: Window, path: Path, qtbot: QtBot) -> None:
    begin(window, path)
    window.call("case:add")()
    window.session.answer("levensverwachting_maanden", 7)
    window.session.go_tree("indicatie")
    before = window.session.state
    window.close()
    again = reopen(qtbot, path)
    state = again.session.state
    assert state.document == before.document
    assert (state.current, state.tree_id) == (1, "indicatie")
    assert again.message.label.text() == "dinsdag.mdo is open, bij patiënt 2 van 2."
    keys(again, "Ctrl+Z")
    assert again.session.state.cases == before.cases  # nothing of the example or of before can come back
    close(again)


def test_other_trees_than_the_meeting_was_saved_with_are_named(window: Window, path: Path, qtbot: QtBot) -> None:
    begin(window, path)
    held, pack = window.autosave._kept, window.session.state.pack  # the file is locked while it is open
    assert held is not None
    assert kept is not None
    meeting = read_meeting(open_sealed(path.read_bytes(), WORDS)[0], pack)
    held.file.save(seal(write_meeting(meeting, replace(pack, version="0.9.0")), held.key), lambda _read: None)
    window.autosave.let_go()
    again = reopen(qtbot, path)
    assert again.message.label.text().endswith(
        f"De bomen zijn nu versie {pack.version}; deze vergadering is bewaard met 0.9.0. Kijk elk advies na."
    )
    close(again)


def test_closing_the_window_writes_what_is_left_and_lets_go(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.answer("pijn", False)
    window.close()
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": False}
    Lock(path).release()
    assert sorted(each.name for each in path.parent.iterdir()) == ["dinsdag.mdo", "dinsdag.mdo.1"]


def test_another_password_opens_nothing_and_keeps_what_is_shown(window: Window, path: Path, qtbot: QtBot) -> None:
    begin(window, path)
    window.close()
    again = reopen(qtbot, path, "iets heel anders")
    assert "Het wachtwoord klopt niet, of het bestand is beschadigd." in Desk(again).said
    assert [case.title_example for case in again.session.state.cases] == [True] * 3
    Desk(again).field("Wachtwoord").clear()
    Desk(again).field("Wachtwoord").setFocus()
    type_text(again, WORDS)
    keys(again, "Return")
    wait(again)
    assert [case.title_example for case in again.session.state.cases] == [False]
    close(again)


def test_a_password_is_long_enough_and_typed_twice(window: Window, path: Path) -> None:
    begin(window, path, "k" * (SHORTEST - 1))
    desk = Desk(window)
    assert f"Neem minstens {SHORTEST} tekens." in desk.said.split("\n")
    desk.field("Wachtwoord").setText(WORDS)
    desk.field("Nogmaals").setText(WORDS + "!")
    keys(window, "Return")
    assert "De twee wachtwoorden zijn niet gelijk." in desk.said
    assert not path.exists()
    assert desk.field("Nogmaals").text() == ""
    type_text(window, WORDS)  # the keyboard is in the first, and what is typed takes the place of what stood there
    assert desk.field("Wachtwoord").text() == WORDS
    keys(window, "Return")  # to the second: it was not typed again yet
    type_text(window, WORDS)
    assert "niet gelijk" not in desk.said.splitlines()
    keys(window, "Return")
    wait(window)
    assert path.exists()


def test_nothing_of_a_password_stays_in_the_window(window: Window, path: Path) -> None:
    keys(window, "Ctrl+S")
    sheet_of(window).ask("new", path)
    type_text(window, WORDS)
    keys(window, "Escape")
    assert [line.text() for line in sheet_of(window).findChildren(QLineEdit)] == ["", ""]
    begin(window, path)
    assert [line.text() for line in sheet_of(window).findChildren(QLineEdit)] == ["", ""]
    assert all(line.echoMode() == QLineEdit.EchoMode.Password for line in sheet_of(window).findChildren(QLineEdit))


def test_a_meeting_that_is_open_elsewhere_is_left_alone(window: Window, path: Path, qtbot: QtBot) -> None:
    begin(window, path)
    other = reopen(qtbot, path)
    assert "Deze vergadering is al open" in Desk(other).said
    assert other.session.state.cases[0].title_example
    close(other)


def test_a_file_that_was_changed_elsewhere_is_not_written_over(window: Window, path: Path) -> None:
    begin(window, path)
    path.write_bytes(b"somebody else")
    window.session.answer("pijn", True)
    assert not window.autosave.flush()
    assert path.read_bytes() == b"somebody else"
    assert kept(window) == "Niet bewaard sinds 14:30"
    assert "elders gewijzigd" in window.message.label.text()
    assert window.session.typed
    window.close()
    assert window.sheets.shown_name == "leave"
    assert "Wat u sinds 14:30 typte staat nog niet in het bestand." in Desk(window).said
    keys(window, "Escape")
    assert window.isVisible()


def test_a_disk_that_fails_is_told_once_and_tried_again(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(window, path)
    window.session.answer("pijn", True)
    with monkeypatch.context() as patched:

        def full(*_arguments: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        patched.setattr(os, "write", full)
        window.autosave._save()  # as its timer does
        wait(window)
        assert kept(window) == "Niet bewaard sinds 14:30"
        assert "de schijf is vol" in window.message.label.text()
        window.message.clear()
        window.autosave._save()  # as its timer does
        wait(window)
        assert window.message.isHidden()
        assert window.autosave._retry.isActive()  # in five seconds
    window.autosave._retry.timeout.emit()  # they are over
    wait(window)
    assert kept(window) == "Bewaard 14:30"
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}


def test_a_folder_that_is_not_durable_says_so(window: Window, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(window, path)
    window.session.answer("pijn", True)

    with monkeypatch.context() as patched:
        unsynced_folders(patched, errno.EIO)
        window.autosave._save()  # as its timer does
        wait(window)
        assert kept(window) == "Bewaard 14:30, nog niet zeker op schijf"
        assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}
        assert window.autosave._retry.isActive()  # in five seconds
    window.autosave._retry.timeout.emit()  # they are over
    wait(window)
    assert kept(window) == "Bewaard 14:30"


def test_on_a_folder_that_is_not_durable_a_meeting_begins_moves_and_gets_another_password(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The file stands there: it goes on in it, under the new password; what is uncertain is said and tried again."""
    unsure = "Bewaard, maar de schijf bevestigt dat niet. Het wordt elke vijf seconden opnieuw geprobeerd."

    def is_told() -> bool:
        assert Desk(window).message.endswith(unsure)
        assert window.autosave._retry.isActive()  # in five seconds
        return kept(window) == "Bewaard 14:30, nog niet zeker op schijf"

    with monkeypatch.context() as patched:
        unsynced_folders(patched, errno.EIO)
        begin(window, path)
        assert window.sheets.shown is None
        assert is_told()
        other = path.with_name("elders.mdo")
        window.autosave.go_to(other)
        wait(window)
        assert window.autosave.path == other
        assert is_told()
        window.autosave.change_password("heel andere woorden")
        wait(window)
        assert Desk(window).message.startswith("De vergadering heeft nu het nieuwe wachtwoord.")
        assert is_told()
    window.autosave._retry.timeout.emit()  # they are over
    wait(window)
    assert kept(window) == "Bewaard 14:30"
    window.session.answer("pijn", True)
    assert window.autosave.close()
    again = reopen(qtbot, other, "heel andere woorden")
    assert again.session.state.cases[0].patient.values == {"pijn": True}
    close(again)


def test_closing_the_meeting_leads_to_the_start_page_and_leaves_no_patient(window: Window, path: Path) -> None:
    """The projector blanks between the two: the same key in another meeting is another patient."""
    begin(window, path)
    window.session.answer("pijn", True)
    before = who_is(window.session.state)
    keys(window, "Ctrl+S")
    assert "dinsdag.mdo is open." in Desk(window).said
    Desk(window).click("Vergadering sluiten")
    settle(window)
    assert window.place == "start"
    assert window.session.state.cases == (Case("MDO-0001"),)
    assert window.session.state.cases[0].case == before.key
    assert who_is(window.session.state) != before
    assert kept(window) == "Niets wordt bewaard"
    assert window.autosave.path is None
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}


def test_the_dialogs_ask_for_a_file(window: Window, tmp_path: Path) -> None:
    desk = Desk(window)
    desk.press("Ctrl+S")
    for words, mode in (
        ("Nieuwe vergadering…", QFileDialog.AcceptMode.AcceptSave),
        ("Vergadering openen…", QFileDialog.AcceptMode.AcceptOpen),
    ):
        desk.click(words)
        assert desk.file_dialog.acceptMode() == mode
        desk.leave_dialog()


def test_another_password(window: Window, path: Path, qtbot: QtBot) -> None:
    begin(window, path)
    window.session.answer("pijn", True)
    keys(window, "Ctrl+S")
    Desk(window).click("Ander wachtwoord…")
    window.autosave._save()  # one that was due still comes
    wait(window)
    assert Desk(window).asks_for_password()
    type_text(window, "heel andere woorden")
    keys(window, "Tab")
    type_text(window, "heel andere woorden")
    keys(window, "Return")
    wait(window)
    assert not sheet_of(window).isVisible()
    assert window.message.label.text().startswith("De vergadering heeft nu het nieuwe wachtwoord.")
    window.session.answer("pijn", False)
    window.close()
    with pytest.raises(Unreadable):
        open_sealed(path.read_bytes(), WORDS)
    again = reopen(qtbot, path, "heel andere woorden")
    assert again.session.state.cases[0].patient.values == {"pijn": False}
    close(again)


def test_where_the_password_cannot_be_changed_the_sheet_says_so(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a save was under way that could not be done either."""
    begin(window, path)
    keys(window, "Ctrl+S")
    Desk(window).click("Ander wachtwoord…")
    type_text(window, "heel andere woorden")
    keys(window, "Tab")
    type_text(window, "heel andere woorden")
    window.session.answer("pijn", True)
    with monkeypatch.context() as patched:

        def full(*_arguments: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        patched.setattr(os, "write", full)
        window.autosave._save()  # begun before Enter is pressed, and told after it
        keys(window, "Return")
        wait(window)
        assert sheet_of(window).isVisible()
        assert "de schijf is vol" in Desk(window).said
        assert kept(window) == "Niet bewaard sinds 14:30"
    assert window.autosave.flush()
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}  # under the password as it was


def test_what_was_typed_just_before_another_password_is_in_the_file(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.answer("pijn", True)
    window.autosave.change_password("heel andere woorden")
    wait(window)
    assert (window.autosave.safe, window.session.typed) == (True, False)  # closing asks nothing
    assert open_sealed(path.read_bytes(), "heel andere woorden")


def go_on_in(window: Window, path: Path) -> None:
    """By the button of the sheet that is open."""
    Desk(window).click("Elders bewaren…")
    Desk(window).choose_file(path)


def test_a_meeting_goes_on_in_another_file(window: Window, path: Path, qtbot: QtBot, tmp_path: Path) -> None:
    """Also where its own file was changed by somebody else, so that nothing more can be written there."""
    begin(window, path)
    path.write_bytes(b"of somebody else")
    window.session.edit(notes="blijft")
    window.autosave.flush()
    assert isinstance(window.autosave.problem, ChangedElsewhere)
    other = tmp_path / "elders.mdo"
    keys(window, "Ctrl+S")
    go_on_in(window, other)
    wait(window)
    assert not sheet_of(window).isVisible()
    assert window.autosave.path == other
    assert kept(window) == "Bewaard 14:30"
    assert path.read_bytes() == b"of somebody else"
    assert on_disk(window, other).document.cases[0].notes == "blijft"
    Lock(path).release()  # nobody holds the first one any more
    with pytest.raises(InUse):
        Lock(other)
    window.session.edit(notes="verder")
    assert window.autosave.flush()
    again = reopen(qtbot, path)
    assert again.autosave.path is None
    close(again)
    assert on_disk(window, other).document.cases[0].notes == "verder"


def test_where_it_cannot_go_the_meeting_stays(window: Window, path: Path, tmp_path: Path) -> None:
    begin(window, path)
    keys(window, "Ctrl+S")
    before = set(Desk(window).said.split("\n"))
    go_on_in(window, tmp_path / "no" / "such" / "folder.mdo")
    wait(window)
    assert sheet_of(window).isVisible()
    (said,) = set(Desk(window).said.split("\n")) - before
    assert said.startswith("Niet elders bewaard: ")
    assert window.autosave.path == path
    go_on_in(window, path)  # where it is already
    wait(window)
    assert not sheet_of(window).isVisible()
    window.session.edit(notes="hier")
    assert window.autosave.flush()
    assert on_disk(window, path).document.cases[0].notes == "hier"


def test_the_mouse_can_lock_too(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "Ctrl+S")
    Desk(window).click("Vergrendelen")
    settle(window)
    assert window.autosave.path is None
    assert window.place == "locked"


def test_opening_says_what_would_be_lost(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "Ctrl+W")
    window.call("example")()
    window.ask_meeting(path, "open")
    assert "gaat dan verloren" not in Desk(window).said
    keys(window, "Escape")
    window.session.answer("pijn", True)
    window.ask_meeting(path, "open")
    assert "gaat dan verloren" in Desk(window).said


def test_a_file_is_asked_for_whatever_became_of_the_sheet(window: Window, path: Path) -> None:
    """Another size of text makes all sheets anew while the dialog is open."""
    keys(window, "Ctrl+S")
    Desk(window).click("Nieuwe vergadering…")
    dialog = Desk(window).file_dialog
    window.change_settings(text_size=125)
    settle(window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    window.autosave.changed.emit()
    dialog.fileSelected.emit(str(path))
    assert sheet_of(window).isVisible()
    assert Desk(window).asks_for_password()
    dialog.reject()
    dialog.deleteLater()
    window.change_settings(text_size=100)
    QApplication.processEvents()


def begin_another_over_a_half_typed_number(window: Window, path: Path) -> None:
    """Ask for the next meeting while a number of this one stands in its field and was not entered."""
    begin(window, path)
    window.session.go_tree("indicatie")
    settle(window)
    window.facts.focus_fact("levensverwachting_maanden")
    type_text(window, "9")
    window.ask_meeting(path.with_name("woensdag.mdo"), "new")
    settle(window)


def test_a_half_typed_number_is_asked_about_before_another_meeting(window: Window, path: Path) -> None:
    begin_another_over_a_half_typed_number(window, path)
    assert window.sheets.shown_name == "leave"
    assert any("9" in text for text in shown_texts(window) if "Nog niet ingevoerd" in text)
    keys(window, "Escape")
    settle(window)
    assert window.facts.row("levensverwachting_maanden").field.text() == "9"
    assert window.autosave.path == path


def test_the_name_of_a_file_is_nothing_half_typed(window: Window, path: Path) -> None:
    """The dialog that asks for it is a child of the window, and what is typed there was entered in it."""
    keys(window, "Ctrl+N")
    settle(window)
    (dialog,) = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.selectAll()
    QTest.keyClicks(name, str(path))
    QTest.keyClick(name, Qt.Key.Key_Return)
    settle(window)
    assert window.sheets.shown_name == "meeting"
    assert Desk(window).asks_for_password()


def test_another_meeting_is_begun_once_that_is_agreed(window: Window, path: Path) -> None:
    begin_another_over_a_half_typed_number(window, path)
    Desk(window).click("Sluit zonder dit in te voeren")
    settle(window)
    assert window.sheets.shown_name == "meeting"
    type_text(window, WORDS)
    keys(window, "Tab")
    type_text(window, WORDS)
    keys(window, "Return")
    wait(window)
    assert window.autosave.path == path.with_name("woensdag.mdo")
    assert on_disk(window, path).document.cases[0].patient.values == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_sheet_is_cut(window: Window, path: Path, language: Language) -> None:
    window.session.set_language(language)
    window.resize(1024, 768)
    begin(window, path)
    for percent in (100, 150, 200):
        window.change_settings(text_size=percent)
        for what in (None, "open", "new", "change"):
            keys(window, "Ctrl+S")
            if what is not None:
                sheet_of(window).ask(what, path)
            settle(window)
            assert cut(window) == [], (percent, what)
            keys(window, "Escape")
    window.change_settings(text_size=100)


def test_english_says_it_too(window: Window, path: Path) -> None:
    window.session.set_language("en")
    assert kept(window) == "Nothing is saved"
    begin(window, path)
    assert kept(window) == "Saved 14:30"


def test_the_autosave_is_made_when_it_is_first_needed(window: Window) -> None:
    assert window.services.autosave.made is None
    assert isinstance(window.autosave, Autosave)
    QTest.qWait(0)


def test_no_two_patients_of_a_new_meeting_are_taken_for_one_another(window: Window, path: Path) -> None:
    for _ in range(2):
        keys(window, "Escape")
        window.call("case:add")()
    window.autosave.make(path, WORDS)
    wait(window)
    for _ in range(4):
        window.call("case:add")()
    points = window.session.state.document.points
    assert len(points) == 6
    assert len({point.id for point in points}) == 6
    window.session.answer("pijn", True)
    assert window.session.state.case.case == points[-1].case.case
    assert [point.case.patient.values for point in window.session.state.document.points[:-1]] == [{}] * 5
