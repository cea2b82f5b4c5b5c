"""What the organisation set, at the window: what may not be done is not done by any key or button, and says why."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheets.start_page import StartPage
from mdo_viewer.desktop.state.settings import Settings, bound
from mdo_viewer.desktop.window import Window
from mdo_viewer.place.policy import Policy
from tests.desktop.files.test_meeting import WORDS
from tests.desktop.projector.test_projector import texts
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import close, keys, make_window, place_in, settle, type_text

pytestmark = pytest.mark.usefixtures("cheap_key")
Opened = Callable[..., Window]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Windows under a policy."""
    made: list[Window] = []

    def start(size: tuple[int, int] = (1366, 768), **keys_set: object) -> Window:
        policy = Policy(**keys_set, given=tuple(keys_set), source="/etc/policy.json")  # type: ignore[arg-type]
        made.append(make_window(size=size, policy=policy))
        return made[-1]

    yield start
    QGuiApplication.clipboard().clear()
    for window in made:
        close(window)


def dialogs(window: Window) -> list[QFileDialog]:
    return [each for each in window.findChildren(QFileDialog) if each.isVisible()]


def message(window: Window) -> str:
    return Desk(window).message


def press_line(window: Window, words: str) -> None:
    """Click a line of the menu of the meeting."""
    keys(window, "F10")
    Desk(window).click(words)


def test_without_a_policy_all_of_it_can_be_done(opened: Opened) -> None:
    window = opened()
    assert window.top.pdf.isEnabled()
    assert all(button.isEnabled() for button in window.top.languages.buttons)
    keys(window, "Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text()
    keys(window, "Ctrl+E")
    Desk(window).leave_dialog()


def test_no_pdf(opened: Opened) -> None:
    """Of the closing screen `_pdf`, `_todo`, `_json`, `_text` and `_agenda`: what stands on them changes."""
    window = opened(allow_pdf=False)
    why = "Een PDF maken kan hier niet: door uw organisatie bepaald."
    assert not window.top.pdf.isEnabled()
    assert window.top.pdf.toolTip() == why
    assert window.top.pdf.accessibleDescription().startswith(why)
    QTest.mouseClick(window.top.pdf, Qt.MouseButton.LeftButton)
    keys(window, "Ctrl+E")
    assert message(window) == why
    window.call("pdf:elsewhere")()
    press_line(window, why)
    assert not [line for line in shown_texts(window) if "als PDF" in line]
    assert dialogs(window) == []
    keys(window, "Escape")
    desk = Desk(window)
    ending = desk.ending
    assert why in desk.said
    assert not ending._pdf.isEnabled()
    assert not ending._todo.isEnabled()
    assert ending._json.isEnabled()
    assert ending._text.isEnabled()
    assert QApplication.focusWidget() is ending._agenda
    for button in (ending._pdf, ending._todo):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window.meeting_export.start("todo")  # nor by a way that is yet to be made
    assert dialogs(window) == []


def test_no_json(opened: Opened) -> None:
    """The closing screen's own `_pdf` and `_json`: what stands on them changes with what is allowed."""
    window = opened(allow_json=False)
    desk = Desk(window)
    ending = desk.ending
    assert "Gegevens als JSON bewaren kan hier niet: door uw organisatie bepaald." in desk.said
    assert ending._pdf.isEnabled()
    assert not ending._json.isEnabled()
    QTest.mouseClick(ending._json, Qt.MouseButton.LeftButton)
    assert dialogs(window) == []


def test_nothing_is_copied(opened: Opened) -> None:
    """`_text` of the closing screen: what stands on it changes with what is allowed."""
    window = opened(allow_clipboard=False)
    QGuiApplication.clipboard().setText("van een ander programma")
    why = "Kopiëren kan hier niet: door uw organisatie bepaald."
    keys(window, "Ctrl+Shift+C")
    assert message(window) == why
    desk = Desk(window)
    ending = desk.ending
    assert why in desk.said
    assert not ending._text.isEnabled()
    QTest.mouseClick(ending._text, Qt.MouseButton.LeftButton)
    window.clipboard.copy_meeting()
    assert QGuiApplication.clipboard().text() == "van een ander programma"


def test_the_room_never_sees_who_it_is(opened: Opened) -> None:
    window = opened(allow_projector_identifiers=False)
    keys(window, "Shift+F5")
    desk = Desk(window)
    sheet = window.sheets.shown
    assert sheet is not None
    assert "De zaal ziet nooit wie de patiënt is: door uw organisatie bepaald." in desk.said
    hidden, *shown = sheet.section.key.buttons  # type: ignore[attr-defined]  # the section of the projector
    assert hidden.isEnabled()
    assert hidden.isChecked()
    for button in shown:
        assert not button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window.change_settings(projector_key=True, projector_patient=True)
    assert not window.settings.projector_key
    assert not window.settings.says_patient
    keys(window, "Escape")
    key = window.session.state.case.case
    assert key not in shown_to_the_room(window)
    free = opened()
    free.change_settings(projector_key=True, projector_patient=True)
    assert key in shown_to_the_room(free)


def shown_to_the_room(window: Window) -> str:
    """Every text that the room reads, as painted."""
    keys(window, "F5")
    window.projector.skip_pause()
    view = window.projector.view
    assert view is not None
    said = " ".join(texts(view.frame.page))
    keys(window, "F5")
    assert said
    return said


def test_what_was_chosen_before_the_policy_came_holds_no_more() -> None:
    before = Settings(projector_key=True, projector_patient=True)
    assert bound(before, Policy(allow_projector_identifiers=False)) == Settings()
    assert bound(before, Policy()) == before


@pytest.mark.parametrize(("language", "why"), [("nl", "Deze taal is door uw organisatie bepaald."),
                                               ("en", "This language is set by your organisation.")])  # fmt: skip
def test_the_language_is_theirs(opened: Opened, language: str, why: str) -> None:
    window = opened(language=language)
    assert window.session.state.language == language
    keys(window, "Ctrl+L")
    assert message(window) == why
    for button in window.top.languages.buttons:
        assert not button.isEnabled()
        assert button.toolTip() == why
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window.sheets.put_up("start")
    settle(window)
    page = window.sheets.wall_of("start")
    assert isinstance(page, StartPage)
    for button in page.languages.buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    keys(window, "Ctrl+L")
    assert window.session.state.language == language


def test_the_menu_of_a_narrow_window_says_so_too(opened: Opened) -> None:
    window = opened(size=(680, 500), allow_pdf=False, allow_clipboard=False, language="nl")
    window.resize(640, 480)
    settle(window)
    assert window.body.narrow is not None
    top = window.body.narrow.top
    assert not top.pdf.isEnabled()
    QTest.mouseClick(top.menu, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    bound_lines = [action.text() for action in menu.actions() if not action.isSeparator() and not action.isEnabled()]
    assert len(bound_lines) == 3
    assert all("door uw organisatie bepaald" in line and "\t" not in line for line in bound_lines)
    menu.close()


def come_back(window: Window) -> None:
    """As a window system does when a dialog goes."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def make(window: Window, path: Path) -> None:
    """A new meeting as a user begins one."""
    keys(window, "Ctrl+N")
    Desk(window).choose_file(path)
    come_back(window)
    for key in ("Tab", "Return"):
        type_text(window, WORDS)
        keys(window, key)
    Desk(window).wait()


def test_a_new_meeting_is_kept_in_their_folder(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "mdo").mkdir()
    window = opened(meetings_folder=str(tmp_path / "mdo"))
    why = f"Bewaar een vergadering in {tmp_path / 'mdo'}: door uw organisatie bepaald."
    keys(window, "Ctrl+N")
    assert Path(Desk(window).file_dialog.directory().absolutePath()) == tmp_path / "mdo"
    Desk(window).leave_dialog()
    come_back(window)
    make(window, tmp_path / "elders.mdo")
    assert why in Desk(window).said
    assert not (tmp_path / "elders.mdo").exists()
    keys(window, "Escape")
    make(window, tmp_path / "mdo" / "dinsdag.mdo")
    assert window.autosave.path == tmp_path / "mdo" / "dinsdag.mdo"


def test_nothing_is_typed_before_the_folder_is_refused(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    window = opened(meetings_folder=str(tmp_path / "mdo"))
    keys(window, "Ctrl+N")
    Desk(window).choose_file(tmp_path / "elders.mdo")
    qtbot.waitUntil(lambda: "door uw organisatie bepaald" in Desk(window).said)


def test_a_share_that_does_not_answer_holds_up_no_window(
    opened: Opened, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a path leads the system has to tell: of a share that may take long."""
    asked, answered, keeps = threading.Event(), threading.Event(), Policy.keeps

    def slow(policy: Policy, path: Path) -> bool:
        asked.set()
        return answered.wait(20) and keeps(policy, path)

    window = opened(meetings_folder=str(tmp_path / "mdo"))
    keys(window, "Ctrl+N")
    monkeypatch.setattr(Policy, "keeps", slow)
    Desk(window).choose_file(tmp_path / "elders.mdo")
    assert asked.wait(5)
    come_back(window)
    type_text(window, WORDS)
    assert "door uw organisatie bepaald" not in Desk(window).said
    answered.set()
    qtbot.waitUntil(lambda: "door uw organisatie bepaald" in Desk(window).said)


def test_of_a_file_that_is_not_asked_about_any_more_nothing_is_said(
    opened: Opened, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def slow(policy: Policy, path: Path) -> bool:
        return path.name != "elders.mdo" or not answered.wait(20)

    window = opened(meetings_folder=str(tmp_path / "mdo"))
    monkeypatch.setattr(Policy, "keeps", slow)
    window.ask_meeting(tmp_path / "elders.mdo", "new")
    window.ask_meeting(tmp_path / "mdo" / "dinsdag.mdo", "new")
    answered.set()
    qtbot.waitUntil(lambda: not [each for each in threading.enumerate() if each.name == "place"])
    settle(window)
    assert "door uw organisatie bepaald" not in Desk(window).said


def test_a_meeting_leaves_their_folder_by_no_way(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "mdo").mkdir()
    window = opened(meetings_folder=str(tmp_path / "mdo"))
    make(window, tmp_path / "mdo" / "dinsdag.mdo")
    keys(window, "F10")
    Desk(window).click("Elders bewaren…")
    Desk(window).choose_file(tmp_path / "elders.mdo")
    Desk(window).wait()
    assert "door uw organisatie bepaald" in message(window)
    come_back(window)
    keys(window, "Ctrl+S")
    Desk(window).click("Elders bewaren…")
    Desk(window).choose_file(tmp_path / "elders.mdo")
    Desk(window).wait()
    assert "door uw organisatie bepaald" in Desk(window).said
    assert not (tmp_path / "elders.mdo").exists()
    assert window.autosave.path == tmp_path / "mdo" / "dinsdag.mdo"


def test_a_meeting_of_before_the_policy_opens_and_moves_in(opened: Opened, tmp_path: Path) -> None:
    """It is the board's: a rule that comes later must not lock it out."""
    before = opened()
    make(before, tmp_path / "oud.mdo")
    assert before.autosave.close()
    (tmp_path / "mdo").mkdir()
    window = opened(meetings_folder=str(tmp_path / "mdo"))
    keys(window, "Ctrl+O")
    Desk(window).choose_file(tmp_path / "oud.mdo")
    come_back(window)
    type_text(window, WORDS)
    keys(window, "Return")
    Desk(window).wait()
    assert window.autosave.path == tmp_path / "oud.mdo"
    keys(window, "F10")
    Desk(window).click("Elders bewaren…")
    dialog = Desk(window).file_dialog
    assert Path(dialog.selectedFiles()[0]) == tmp_path / "mdo" / "oud.mdo"
    Desk(window).choose_file(tmp_path / "mdo" / "oud.mdo")
    Desk(window).wait()
    assert window.autosave.path == tmp_path / "mdo" / "oud.mdo"


def test_the_lock_comes_when_they_say(opened: Opened, tmp_path: Path) -> None:
    window = opened(lock_after_minutes=3)
    make(window, tmp_path / "dinsdag.mdo")
    start = window.now()
    window.now = lambda: start + timedelta(minutes=2, seconds=59)
    window.tick()
    assert place_in(window) == "window"
    window.now = lambda: start + timedelta(minutes=3)
    window.tick()
    assert place_in(window) == "locked"


def test_about_says_what_they_set_and_where(opened: Opened) -> None:
    window = opened(allow_pdf=False, lock_after_minutes=3)
    window.call("about")()
    settle(window)
    said = Desk(window).said
    assert "DOOR UW ORGANISATIE BEPAALD" in said
    assert (
        "PDF maken: mag niet\nEen vergadering wordt vergrendeld na 3 minuten zonder wijziging\nStaat in /etc/" in said
    )
    free = opened()
    free.call("about")()
    settle(free)
    assert "ORGANISATIE" not in "\n".join(shown_texts(free))
