"""The lock is a wall: nothing of a patient is behind it, no key passes, only the password or leaving."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop import speaking
from mdo_viewer.desktop.files import autosave, kept
from mdo_viewer.desktop.files.kept import OpenedFile, open_file
from mdo_viewer.desktop.idle import IDLE
from mdo_viewer.desktop.resting import REST
from mdo_viewer.desktop.sheets.lock_page import LockPage
from mdo_viewer.desktop.state.commands import window_keys
from mdo_viewer.desktop.widgets import message_bar
from mdo_viewer.desktop.widgets.column import AskField
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing import font
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import example_cases
from tests.desktop.files.test_meeting import WORDS, begin, on_disk, wait
from tests.desktop.sheets.test_view import cut
from tests.help.desk import Desk, click, shown_texts
from tests.help.desktop_help import at_tree, close, keys, make_window, place_in, settle, type_text

CANARY = "kanarie-7Q3"
MONTHS = "levensverwachting_maanden"

pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


@pytest.fixture
def locked(qtbot: QtBot, path: Path) -> Iterator[Window]:
    """Of two patients the second, in its fourth tree, when the lock came."""
    window = make_window()
    begin(window, path)
    window.session.add_case()
    fill_in(window)
    window.session.go_tree("tijd_tot_therapie")
    lock(window)
    yield window
    close(window)


def lock(window: Window) -> None:
    keys(window, "Ctrl+Shift+L")
    settle(window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def page(window: Window) -> LockPage:
    found = window.sheets.wall_of("locked")
    assert isinstance(found, LockPage)
    return found


def unlock(window: Window, password: str = WORDS) -> None:
    type_text(window, password)
    keys(window, "Return")
    wait(window)


def said_anywhere(window: Window) -> str:
    """Every text that any widget of the program holds, shown or hidden."""
    found = []
    for widget in (*QApplication.topLevelWidgets(), *window.findChildren(QWidget)):
        found += [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        for name in ("text", "toPlainText", "words", "placeholderText"):
            text = getattr(widget, name, "")
            found.append(str(text() if callable(text) else text))
    return "\n".join(found)


def fill_in(window: Window) -> None:
    """A patient with something written in every form."""
    keys(window, "P")
    window.session.edit(lead_physician=CANARY)
    window.session.edit(preferences=CANARY)
    settle(window)
    keys(window, "Escape", "A")  # nothing is advised yet: the board decides itself
    window.session.change_draft(text=CANARY)
    settle(window)


def test_the_lock_says_beforehand_when_to_type_on(locked: Window) -> None:
    said = "Typ na Enter pas verder als het venster er weer is."
    assert said in shown_texts(page(locked))
    type_text(locked, "fout")
    keys(locked, "Return")
    locked.autosave.wait()
    settle(locked)
    assert said not in shown_texts(page(locked))
    assert locked.meeting.refused in shown_texts(page(locked))


def test_a_locked_meeting_leaves_nothing_of_a_patient(window: Window, path: Path) -> None:
    begin(window, path)
    fill_in(window)
    keys(window, "Ctrl+Return", "Ctrl+Shift+C", "F5")
    assert CANARY in said_anywhere(window)
    assert CANARY in QApplication.clipboard().text()
    lock(window)
    assert CANARY not in said_anywhere(window)
    assert QApplication.clipboard().text() == ""
    assert window.session.state.cases == (Case("MDO-0001"),)  # no patient, and no example
    assert window.session.undo_name is None
    assert font.text_width.cache_info().currsize < 500  # what was measured before is forgotten
    assert window.windowTitle() == "dinsdag.mdo – MDO Viewer"
    unlock(window)
    assert window.session.state.case.lead_physician == CANARY
    assert window.session.state.case.decisions[0].text == CANARY
    keys(window, "F5")


def test_who_unlocks_hears_the_patient_whole_after_the_keyboard_has_come_back(
    locked: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, bool]] = []
    for module in (message_bar, speaking):
        monkeypatch.setattr(
            module, "announce", lambda _widget, text: heard.append((text, locked.meeting.resting.hasFocus()))
        )
    monkeypatch.setattr(speaking, "listens", lambda: True)
    unlock(locked)
    settle(locked)
    assert locked.meeting.resting.hasFocus()
    assert locked.meeting.resting.accessibleName() == "De toetsen werken zo."
    assert not [said for said, _ in heard if said]
    QTest.qWait(REST + 200)
    said = [text for text, _ in heard if text]
    assert said[0].startswith("dinsdag.mdo is open")
    assert sum(text.startswith("Patiënt 2 van 2") for text in said) == 1
    assert not any(rests for _, rests in heard)


def test_the_room_goes_black_and_stays_so_until_it_is_asked_for(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "F5")
    settle(window)
    lock(window)
    assert window.projector.beam.shows == "black"
    assert "Het projectorbeeld is zwart." in shown_texts(page(window))
    window.press("B", first="room")()  # from the room's own window
    window.press("Escape", first="room")()
    assert window.projector.beam.shows == "black"
    unlock(window)
    assert window.projector.beam.shows == "black"
    window.meeting.resting.end()
    keys(window, "B")
    settle(window)
    assert not window.projector.beam.black
    keys(window, "F5")


def test_without_a_projector_the_lock_does_not_speak_of_it(locked: Window) -> None:
    assert "Het projectorbeeld is zwart." not in shown_texts(page(locked))


def test_no_key_passes_and_nothing_lies_behind(locked: Window) -> None:
    state, wall = locked.session.state, page(locked)
    assert not locked.parts.graph.isVisible()
    for key in window_keys():
        if key != "Ctrl+Q":
            locked.press(key)()
            locked.press(key, first="room")()
    assert (place_in(locked), locked.session.state, page(locked)) == ("locked", state, wall)
    assert locked.sheets.shown is None
    keys(locked, "Escape", "Tab", "Escape")
    assert place_in(locked) == "locked"
    for at in (QPoint(5, 5), QPoint(600, 20), QPoint(1200, 700)):
        QTest.mouseClick(wall, Qt.MouseButton.LeftButton, pos=at)
    assert (place_in(locked), locked.sheets.shown) == ("locked", None)


def test_the_keyboard_goes_round_the_field_and_the_buttons(locked: Window) -> None:
    wall, seen = page(locked), []
    for _ in range(5):
        seen.append(QApplication.focusWidget())
        keys(locked, "Tab")
    assert seen == [wall.password, wall.show_it, wall.go, wall.quit, wall.password]


def test_the_same_patient_and_tree_come_back(locked: Window) -> None:
    unlock(locked)
    assert place_in(locked) == "window"
    assert locked.parts.graph.isVisible()
    assert locked.session.state.current == 1
    assert locked.session.state.tree_id == "tijd_tot_therapie"
    assert locked.session.state.case.lead_physician == CANARY
    locked.meeting.resting.end()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert locked.graph.isAncestorOf(focused)


def test_a_wrong_password_is_said_below_the_field_and_the_next_key_begins_anew(locked: Window) -> None:
    wall = page(locked)
    places = [part.mapTo(wall, QPoint()) for part in (wall.password, wall.go, wall.quit)]
    unlock(locked, "aap noot wim")
    assert "Dit wachtwoord klopt niet. Typ het opnieuw." in shown_texts(wall)
    assert wall.password.selectedText() == "aap noot wim"
    assert [part.mapTo(wall, QPoint()) for part in (wall.password, wall.go, wall.quit)] == places
    unlock(locked)
    assert place_in(locked) == "window"


def test_the_password_can_be_looked_at(locked: Window) -> None:
    wall = page(locked)
    type_text(locked, "aap")
    click(wall, "Toon")
    assert wall.password.displayText() == "aap"
    click(wall, "Verberg")
    assert wall.password.displayText() != "aap"


def test_leaving_is_the_other_way_out(locked: Window, path: Path) -> None:
    click(page(locked), "Sluit MDO Viewer")
    assert not locked.isVisible()
    assert on_disk(locked, path).document.cases[1].lead_physician == CANARY


def test_who_types_on_after_the_password_goes_on_writing(window: Window, path: Path) -> None:
    begin(window, path)
    facts = window.session.state.case.patient.values
    keys(window, "A")
    settle(window)
    type_text(window, "eerst overleg")
    lock(window)
    type_text(window, WORDS)
    keys(window, "Return")
    wait(window)
    settle(window)
    assert place_in(window) == "decision"
    type_text(window, " 1 x 8 Gy")
    draft = window.session.state.draft
    assert draft is not None
    assert draft.text == "eerst overleg 1 x 8 Gy"
    assert window.session.state.case.patient.values == facts


def test_a_form_that_was_closed_stays_so_and_what_is_typed_too_soon_does_nothing(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "A")
    type_text(window, "eerst overleg")
    keys(window, "Escape")
    lock(window)
    type_text(window, WORDS)
    keys(window, "Return")
    wait(window)
    assert (place_in(window), window.session.state.draft) == ("window", None)
    assert window.message.label.text().endswith("Er wacht 1 concept: MDO-0001, boom 1.")
    before = window.session.state
    for name in ("Return", "Space", "Backspace", "1", "0", "B", "N", "Shift+P", ".", "]", "Ctrl+Alt+Q"):
        keys(window, name)
        assert window.session.state is before, name
    type_text(window, "verpleegafdeling van mevrouw 12 Gy ?")
    assert (window.session.state, place_in(window)) == (before, "window")
    assert not window.projector.beam.on
    said = window.message.label.text()
    assert said.startswith("Wat u net typte, is nergens ingevuld.")
    assert "MDO-0001, boom 1" in said, "where it waits is still said"
    QTest.qWait(REST + 200)
    keys(window, "1")
    assert window.session.state.case.patient.values, "after a rest keys act"


def test_a_key_that_goes_somewhere_or_a_click_ends_the_rest(locked: Window) -> None:
    unlock(locked)
    keys(locked, "PgUp")
    assert locked.session.state.current == 0
    keys(locked, "P")
    assert place_in(locked) == "agreements"
    keys(locked, "Escape")
    lock(locked)
    unlock(locked)
    keys(locked, "P")
    assert place_in(locked) == "window"
    QTest.mouseClick(locked.advice.agreements, Qt.MouseButton.LeftButton)
    assert place_in(locked) == "agreements"
    type_text(locked, "dr. Berg")
    assert locked.session.state.case.lead_physician == f"{CANARY}dr. Berg" or locked.session.state.current == 0
    lock(locked)
    unlock(locked)
    keys(locked, "Ctrl+F")
    type_text(locked, "12")
    search = QApplication.focusWidget()
    assert isinstance(search, QLineEdit)
    assert search.text() == "12"


@pytest.mark.parametrize("key", ["P", "A", "Shift+A"])
def test_a_form_that_was_open_is_open_again_also_with_nothing_in_it(window: Window, path: Path, key: str) -> None:
    begin(window, path)
    keys(window, key)
    settle(window)
    place, before = place_in(window), window.session.state.draft
    assert place != "window"
    lock(window)
    unlock(window)
    settle(window)
    after = window.session.state.draft
    assert place_in(window) == place
    assert (before and (before.tree, before.kind)) == (after and (after.tree, after.kind))
    assert "wacht" not in window.message.label.text(), "it is in sight"
    type_text(window, "dr. Berg")
    assert place_in(window) == place
    draft = window.session.state.draft
    assert "dr. Berg" in ((draft.text or "") if draft else repr(window.session.state.case))


def test_drafts_of_others_are_named_after_the_password(window: Window, path: Path) -> None:
    begin(window, path)
    for _ in range(4):
        window.session.add_case()
    for at in range(5):
        window.session.go_case(at)
        keys(window, "A")
        type_text(window, "later")
        if at < 4:
            keys(window, "Escape")
    lock(window)
    unlock(window)
    assert place_in(window) == "decision"
    assert window.message.label.text().endswith(
        "Er wachten 4 concepten: MDO-0001, boom 1; MDO-0002, boom 1; MDO-0003, boom 1; en nog 1."
    )
    assert window.status.drafts.words == "5 concepten"


def test_what_waits_behind_an_unsaved_lock_is_as_it_was(window: Window, path: Path) -> None:
    begin(window, path)
    whole = path.read_bytes()
    path.write_bytes(b"somebody else")
    keys(window, "A")
    type_text(window, "nog bellen")
    lock(window)
    unlock(window)
    assert place_in(window) == "decision"
    keys(window, "Escape")
    lock(window)
    unlock(window)
    assert place_in(window) == "window"
    assert window.message.label.text() == "Er wacht 1 concept: MDO-0001, boom 1."
    type_text(window, "12apvw")
    assert place_in(window) == "window"
    path.write_bytes(whole)


def test_keys_while_a_password_is_tried_go_nowhere_and_that_is_said(
    locked: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall, tried = page(locked), threading.Event()

    def slowly(path: Path, password: str, pack: Pack) -> OpenedFile:
        tried.wait(20)
        return open_file(path, password, pack)

    monkeypatch.setattr("mdo_viewer.desktop.files.autosave.open_file", slowly)
    type_text(locked, WORDS)
    keys(locked, "Return")
    assert "Bezig met ontgrendelen… Wat u nu typt, telt niet mee." in shown_texts(wall)
    type_text(locked, " a1p")
    keys(locked, "Return", "Space", "Backspace")
    assert wall.password.text() == WORDS
    assert locked.session.state.cases == (Case("MDO-0001"),)
    tried.set()
    wait(locked)
    assert place_in(locked) == "window"


def test_what_is_half_written_waits_behind_the_lock(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "A")
    window.session.change_draft(text=CANARY)
    settle(window)
    lock(window)
    assert CANARY not in said_anywhere(window)
    unlock(window)
    again = window.session.state.draft
    assert again is not None
    assert (again.kind, again.text) == ("own", CANARY)
    type_text(window, " en verder")
    again = window.session.state.draft
    assert again is not None
    assert again.text == f"{CANARY} en verder", "it goes on behind what waited"


@pytest.fixture
def asked(window: Window, path: Path) -> Window:
    """Two patients: the first with the facts of an example, with a moment asked for and a text typed that is none."""
    begin(window, path)
    window.session.add_case()
    at_tree(window, 0, "diagnostiek")
    for fact, value in example_cases(window.look.pack)[0].patient.values.items():
        window.session.answer(fact, value)
    at_tree(window, 0, "diagnostiek")
    moment(window).field.setFocus()
    moment(window).field.setText(CANARY)  # no key brings a word into the field of a moment
    moment(window).field.setModified(True)
    return window


def moment(window: Window) -> AskField:
    found = window.advice.column.field("verdenking_op")
    assert found is not None
    return found


def test_what_a_field_did_not_take_is_out_of_sight_behind_the_lock_and_comes_back(asked: Window) -> None:
    at_tree(asked, 1, "diagnostiek")
    assert CANARY in str(asked.session.refused)
    lock(asked)
    assert CANARY not in said_anywhere(asked)
    assert CANARY not in str(asked.session.refused)
    unlock(asked)
    assert CANARY not in said_anywhere(asked)
    keys(asked, "PgUp")
    settle(asked)
    assert moment(asked).field.text() == CANARY
    assert moment(asked).message.text() == asked.look.words("advice.no_moment")


def test_what_was_refused_stays_in_its_field_over_the_lock(asked: Window) -> None:
    lock(asked)
    assert CANARY not in said_anywhere(asked)
    unlock(asked)
    assert moment(asked).field.text() == CANARY
    assert moment(asked).message.text() == asked.look.words("advice.no_moment")
    assert asked.session.state.case.patient.moments == {}


def test_what_was_refused_is_not_typed_again_over_what_somebody_else_wrote(asked: Window, path: Path) -> None:
    before = path.read_bytes()
    asked.session.edit(notes="later")
    asked.meeting.save()
    lock(asked)
    path.write_bytes(before)
    unlock(asked)
    assert asked.session.state.case.notes is None
    assert CANARY not in said_anywhere(asked)


def test_what_was_refused_stays_in_its_field_in_another_size_of_text(asked: Window) -> None:
    keys(asked, "Ctrl++")
    settle(asked)
    assert moment(asked).field.text() == CANARY
    assert moment(asked).message.text() == asked.look.words("advice.no_moment")
    keys(asked, "PgDown", "Ctrl+-")
    keys(asked, "PgUp")
    settle(asked)
    assert moment(asked).field.text() == CANARY
    moment(asked).field.setFocus()
    moment(asked).field.selectAll()
    type_text(asked, "8:15")
    keys(asked, "Return", "Ctrl+0")
    settle(asked)
    assert "08:15" in moment(asked).field.text()
    assert moment(asked).message.text() == ""


def test_a_meeting_that_is_left_alone_locks_unless_the_room_looks_at_it(window: Window, path: Path) -> None:
    begin(window, path)
    start = window.now()
    window.now = lambda: start + IDLE - timedelta(minutes=1)
    window.tick()
    assert window.meeting.is_kept()
    keys(window, "F5")
    window.now = lambda: start + 2 * IDLE
    window.tick()
    assert window.meeting.is_kept()
    keys(window, "F5")
    window.tick()
    assert window.meeting.is_kept()  # somebody was there until now
    window.now = lambda: start + 3 * IDLE
    window.tick()
    assert not window.meeting.is_kept()
    assert place_in(window) == "locked"


def test_after_the_password_a_quarter_of_an_hour_begins(window: Window, path: Path) -> None:
    """Also where the meeting waited behind the lock, since it could not be saved: nothing in it changes then."""
    begin(window, path)
    path.write_bytes(b"somebody else")
    window.session.answer("pijn", True)
    start = window.now()
    window.now = lambda: start + IDLE
    window.tick()
    assert place_in(window) == "locked"
    unlock(window)
    window.tick()
    assert place_in(window) == "window"
    window.now = lambda: start + 2 * IDLE
    window.tick()
    assert place_in(window) == "locked"


def test_a_fresh_lock_says_nothing_of_a_password_that_was_tried_elsewhere(window: Window, path: Path) -> None:
    old = path.with_name("oud.mdo")
    begin(window, old)
    begin(window, path)
    desk = Desk(window)
    keys(window, "O", "Return")
    desk.choose_file(old)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    type_text(window, "aap noot mies")
    keys(window, "Return")
    wait(window)
    assert "Het wachtwoord klopt niet" in desk.said
    lock(window)
    assert not any("wachtwoord klopt niet" in said for said in shown_texts(page(window)))


def test_what_goes_to_another_file_behind_the_lock_is_opened_there(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begin(window, path)
    other, go = path.with_name("elders.mdo"), threading.Event()
    start = kept.move_to

    def slow(*arguments: Any) -> Any:
        go.wait(20)
        return start(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(autosave, "move_to", slow)
        patched.setattr(autosave, "write", full)
        window.session.edit(notes=CANARY)
        window.autosave.go_to(other)
        lock(window)
        assert window.windowTitle() == "dinsdag.mdo – MDO Viewer"
        go.set()
        wait(window)
    qtbot.waitUntil(lambda: not window.meeting.is_kept(), timeout=5000)
    assert window.windowTitle() == "elders.mdo – MDO Viewer"
    unlock(window)
    assert window.autosave.path == other
    assert window.session.state.case.notes == CANARY


def test_what_is_not_saved_waits_behind_the_lock_and_is_told(window: Window, path: Path) -> None:
    begin(window, path)
    whole = path.read_bytes()
    path.write_bytes(b"somebody else")
    window.session.answer("pijn", True)
    lock(window)
    assert place_in(window) == "locked"
    assert any("wat na 14:30 kwam" in said for said in shown_texts(page(window)))
    window.say("Van patiënt MDO-0001")  # of something that ends only now
    assert "MDO-0001" not in window.message.label.text()
    unlock(window, "aap noot wim")
    assert place_in(window) == "locked"
    assert "Dit wachtwoord klopt niet. Typ het opnieuw." in shown_texts(page(window))
    unlock(window)
    assert place_in(window) == "window"
    assert window.session.state.case.patient.values == {"pijn": True}
    path.write_bytes(whole)


def test_what_is_saved_only_behind_the_lock_is_closed_then(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(window, path)
    with monkeypatch.context() as patched:
        patched.setattr("mdo_viewer.desktop.files.autosave.write", full)
        window.session.edit(notes=CANARY)
        lock(window)
        assert window.meeting.is_kept()
    window.autosave._retry.timeout.emit()  # five seconds are over
    wait(window)
    QTest.qWait(50)
    assert not window.meeting.is_kept()
    assert CANARY not in said_anywhere(window)
    assert any("alles is bewaard" in said for said in shown_texts(page(window)))
    unlock(window)
    assert window.session.state.case.notes == CANARY


def full(*_arguments: object) -> None:
    raise OSError(28, "full")


def test_leaving_the_lock_with_something_unsaved_asks_and_offers_no_way_in(window: Window, path: Path) -> None:
    begin(window, path)
    path.write_bytes(b"somebody else")
    window.session.answer("pijn", True)
    lock(window)
    keys(window, "Ctrl+Q")
    assert window.isVisible()
    assert window.sheets.shown_name == "leave"
    assert {"Sluit zonder te bewaren", "Hier blijven"} <= set(shown_texts(window))
    assert "Elders bewaren…" not in shown_texts(window)
    for key in ("M", "Ctrl+O", "Ctrl+N", "F5", "Ctrl+S"):
        keys(window, key)
    assert window.sheets.shown_name == "leave"
    keys(window, "Escape")
    assert place_in(window) == "locked"


def test_an_open_dialog_is_closed_by_the_lock(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "Ctrl+O")
    dialog = Desk(window).file_dialog
    window.meeting.lock()
    assert not dialog.isVisible()
    assert place_in(window) == "locked"
    window.ask_meeting(path, "open")  # what it had asked for comes too late
    assert window.sheets.shown is None


def test_without_a_meeting_there_is_nothing_to_lock(window: Window) -> None:
    window.session.answer("pijn", True)
    keys(window, "Ctrl+Shift+L")
    assert window.session.state.case.patient.values["pijn"] is True
    assert "geen vergadering open" in window.message.label.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_lock_is_cut(window: Window, path: Path, language: Language) -> None:
    window.session.set_language(language)
    window.resize(1024, 768)
    begin(window, path)
    path.write_bytes(b"somebody else")
    window.session.answer("pijn", True)
    lock(window)
    for percent in (100, 150, 200):
        window.change_settings(text_size=percent)
        settle(window)
        assert cut(window) == [], percent
        assert not window.parts.graph.isVisible()
    window.change_settings(text_size=100)


def agreeing(window: Window) -> QLineEdit:
    """The agreements, with the keyboard in the field of who is in charge."""
    keys(window, "P")
    settle(window)
    line = window.right.agreements._lead.line  # which of its fields has the keyboard is not public
    line.setFocus()
    return line


def test_typing_goes_on_after_the_lock_in_the_field_and_at_the_place_where_it_was(window: Window, path: Path) -> None:
    begin(window, path)
    agreeing(window)
    type_text(window, "bel arts")
    keys(window, *["Left"] * 4)
    lock(window)
    unlock(window)
    type_text(window, "huis")
    assert window.session.state.case.lead_physician == "bel huisarts"
    assert window.session.state.case.actions == (), "no field that nobody chose"


def test_the_caret_stands_in_the_middle_of_a_decision_after_the_lock(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "A")
    type_text(window, "operatie")
    keys(window, "Home")
    lock(window)
    unlock(window)
    type_text(window, "geen ")
    draft = window.session.state.draft
    assert draft is not None
    assert draft.text == "geen operatie"


@pytest.mark.parametrize("opens", ["A", "P"])
def test_of_a_sentence_that_began_before_the_form_was_open_nothing_is_written(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch, opens: str
) -> None:
    """Typed right after the password, while it is tried: half of it could say the opposite."""
    begin(window, path)
    keys(window, opens)
    settle(window)
    type_text(window, "eerst ")
    lock(window)
    tried = threading.Event()

    def slowly(path: Path, password: str, pack: Pack) -> OpenedFile:
        tried.wait(20)
        return open_file(path, password, pack)

    monkeypatch.setattr("mdo_viewer.desktop.files.autosave.open_file", slowly)
    type_text(window, WORDS)
    keys(window, "Return")
    type_text(window, "geen ")
    tried.set()
    wait(window)
    assert place_in(window) == ("decision" if opens == "A" else "agreements")
    QApplication.processEvents()
    assert window.look.words("lock.resting") in window.message.label.text()
    type_text(window, "operatie")
    assert written(window) == "eerst "
    window.meeting.resting.end()  # as the timer does
    type_text(window, "geen operatie")
    assert written(window) == "eerst geen operatie"


def written(window: Window) -> str:
    state = window.session.state
    return (state.draft.text or "") if state.draft is not None else state.case.actions[0].what


@pytest.mark.parametrize("left_alone", [False, True])
def test_the_lock_enters_no_number_that_is_half_typed(window: Window, path: Path, left_alone: bool) -> None:
    """1 may be the beginning of 12: it stands half typed in its field again."""
    begin(window, path)
    window.session.go_tree("indicatie")
    settle(window)
    window.facts.focus_fact(MONTHS)
    type_text(window, "1")
    if left_alone:
        start = window.now()
        window.now = lambda: start + IDLE
        window.tick()
    else:
        lock(window)
    assert place_in(window) == "locked"
    unlock(window)
    row = window.facts.row(MONTHS)
    assert (row.field.text(), window.session.state.case.patient.values) == ("1", {})
    settle(window)
    assert window.status.kept.words == "Veld nog niet ingevoerd (Enter)"
    row.field.setFocus()
    type_text(window, "2")
    keys(window, "Return")
    assert window.session.state.case.patient.values == {MONTHS: 12}


def test_the_lock_enters_no_number_of_another_tree_and_no_moment_that_is_half_typed(window: Window, path: Path) -> None:
    begin(window, path)
    at_tree(window, 0, "indicatie")
    window.facts.focus_fact(MONTHS)
    type_text(window, "1")
    at_tree(window, 0, "diagnostiek")
    lock(window)
    unlock(window)
    assert window.status.kept.words == "Nog niet ingevoerd bij MDO-0001: Levensverwachting (maanden)"
    at_tree(window, 0, "indicatie")
    assert (window.facts.row(MONTHS).field.text(), window.session.state.case.patient.values) == ("1", {})


def test_the_lock_enters_no_moment_that_is_half_typed(asked: Window) -> None:
    moment(asked).field.selectAll()
    type_text(asked, "8:1")
    lock(asked)
    unlock(asked)
    assert (moment(asked).field.text(), asked.session.state.case.patient.moments) == ("8:1", {})
    settle(asked)
    assert asked.status.kept.words == "Veld nog niet ingevoerd (Enter)"


def test_the_lock_enters_no_day_of_an_action_that_is_half_typed(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "P")
    settle(window)
    type_text(window, "bellen")
    row = window.right.agreements.rows[0]
    row.before.setFocus()
    type_text(window, "1-12")
    lock(window)
    unlock(window)
    assert window.right.agreements.rows[0].before.text() == "1-12"
    assert window.session.state.case.actions[0].before is None


@pytest.mark.parametrize("by", ["start", "Ctrl+O"])
def test_what_is_typed_too_soon_after_a_meeting_was_opened_does_nothing(
    qtbot: QtBot, locked: Window, path: Path, by: str
) -> None:
    """From the start page, and where another meeting was open."""
    unlock(locked)
    locked.meeting.resting.end()
    if by == "start":
        keys(locked, "Ctrl+W")
        assert place_in(locked) == "start"
        locked.meeting.ask_known(0)
    else:
        begin(locked, path.with_name("woensdag.mdo"))
        keys(locked, "Ctrl+O")
        Desk(locked).choose_file(path)
        locked.activateWindow()
        QTest.qWaitForWindowActive(locked)
    settle(locked)
    type_text(locked, WORDS)
    keys(locked, "Return")
    wait(locked)
    settle(locked)
    assert (locked.sheets.shown, locked.sheets.wall) == (None, None)
    before = locked.session.state
    assert before.case.lead_physician == CANARY
    type_text(locked, "vandaag 2 verder 1111")
    keys(locked, "Return")
    assert (locked.session.state, place_in(locked)) == (before, "window")
    assert locked.message.label.text().startswith("Wat u net typte, is nergens ingevuld.")
    locked.meeting.resting.end()
    keys(locked, "P")
    assert place_in(locked) == "agreements", "after a rest keys act"


def test_a_number_that_is_being_corrected_stands_half_typed_again_after_the_lock(window: Window, path: Path) -> None:
    begin(window, path)
    at_tree(window, 0, "indicatie")
    window.session.answer(MONTHS, 2)
    settle(window)
    window.facts.focus_fact(MONTHS)
    row = window.facts.row(MONTHS)
    row.field.selectAll()
    type_text(window, "14")
    lock(window)
    unlock(window)
    settle(window)
    assert (window.facts.row(MONTHS).field.text(), window.session.state.case.patient.values) == ("14", {MONTHS: 2})
    assert window.status.kept.words == "Veld nog niet ingevoerd (Enter)"
