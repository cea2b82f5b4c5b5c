"""The menu of the meeting at the left of the top bar, its keys, and what is asked before something is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.app import follow_system
from mdo_viewer.desktop.sheets.menu_sheet import MenuSheet
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from tests.desktop.files.test_meeting import WORDS, begin, on_disk
from tests.desktop.sheets.test_view import cut
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import keys, place_in, settle, type_text
from tests.help.windows import Windows

pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


def menu(window: Window) -> MenuSheet:
    found = window.sheets.shown
    assert isinstance(found, MenuSheet)
    return found


def choose(window: Window, path: Path) -> None:
    Desk(window).choose_file(path)
    window.activateWindow()  # as a window system does when a dialog goes
    QTest.qWaitForWindowActive(window)


def lines(window: Window) -> list[str]:
    return [line.words for line in menu(window).lines.values() if line.isVisible()]


def test_the_name_of_the_meeting_stands_in_head_and_title_and_never_a_patient(window: Window, path: Path) -> None:
    assert window.windowTitle() == "MDO Viewer"
    assert window.top.meeting.words == "Voorbeeld · niets bewaard"
    window.call("case:add")()
    window.session.go_case(3)
    assert window.top.meeting.words == "Nog niets bewaard"
    begin(window, path)
    assert window.windowTitle() == "dinsdag.mdo – MDO Viewer"
    assert window.top.meeting.words == "dinsdag"
    for at in range(len(window.session.state.cases)):
        window.session.go_case(at)
        assert window.windowTitle() == "dinsdag.mdo – MDO Viewer"


def test_the_menu_opens_by_mouse_and_key_below_the_name(window: Window, path: Path) -> None:
    QTest.mouseClick(window.top.meeting, Qt.MouseButton.LeftButton)
    assert "Vergrendelen" not in lines(window)  # nothing is kept
    keys(window, "Escape")
    begin(window, path)
    keys(window, "F10")
    assert lines(window) == [
        *("Nieuwe vergadering…", "Vergadering openen…"),
        *("Bestand en wachtwoord…", "Elders bewaren…", "Vergrendelen"),
        *("Deze patiënt als PDF", "Deze patiënt als PDF, op een andere plek…", "Afronden: verslag en lijsten…"),
        *("Weergave", "Nederlands of Engels"),
        *("Vergadering sluiten", "MDO Viewer sluiten"),
    ]
    assert menu(window)._sheet.geometry().left() < 40  # no part of the menu by any name
    seen = [QApplication.focusWidget()]
    for _ in range(len(lines(window)) + 1):  # and what closes it
        keys(window, "Down")
        seen.append(QApplication.focusWidget())
    assert seen[0] is seen[-1] is menu(window).lines["meeting:new"]
    assert set(menu(window).lines.values()) & set(seen) == {
        line for line in menu(window).lines.values() if line.isVisible()
    }
    keys(window, "F10")
    assert window.sheets.shown is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Bestand en wachtwoord…", "meeting"),
        ("Afronden: verslag en lijsten…", "ending"),
        ("Vergrendelen", "locked"),
        ("Vergadering sluiten", "start"),
    ],
)
def test_a_line_of_the_menu_does_what_it_says(window: Window, path: Path, line: str, place: str) -> None:
    begin(window, path)
    keys(window, "F10")
    Desk(window).click(line)
    assert place_in(window) == place


def test_keeping_elsewhere_and_earlier_meetings_are_in_the_menu(window: Window, path: Path) -> None:
    begin(window, path)
    other = path.with_name("woensdag.mdo")
    keys(window, "F10")
    Desk(window).click("Elders bewaren…")
    choose(window, other)
    Desk(window).wait()
    assert window.autosave.path == other
    keys(window, "F10")
    assert "Open dinsdag…" in lines(window)
    assert "Open woensdag…" not in lines(window)  # it is open
    Desk(window).click("Open dinsdag…")
    assert Desk(window).asks_for_password()
    type_text(window, WORDS)
    keys(window, "Return")
    Desk(window).wait()
    assert window.autosave.path == path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["Ctrl+N", "Ctrl+O"])
def test_a_meeting_is_begun_and_opened_by_a_key(window: Window, path: Path, language: Language, key: str) -> None:
    window.session.set_language(language)
    keys(window, key)
    Desk(window).choose_file(path)
    assert window.sheets.shown_name == "meeting"
    assert ("Kies" in Desk(window).said or "Choose" in Desk(window).said) is (key == "Ctrl+N")


@pytest.mark.parametrize("language", LANGUAGES)
def test_ctrl_q_closes_at_once_where_nothing_would_be_lost(window: Window, language: Language) -> None:
    window.session.set_language(language)
    keys(window, "Ctrl+Q")
    assert not window.isVisible()


def test_what_was_taken_back_before_it_was_saved_is_nothing_to_ask_about(window: Window, path: Path) -> None:
    """The file holds all there is, though no save came since something was typed."""
    begin(window, path)
    window.session.answer("pijn", True)
    window.session.undo()
    keys(window, "Ctrl+Q")
    assert not window.isVisible()


def test_closing_without_a_meeting_offers_to_keep_it(window: Window, path: Path) -> None:
    window.session.answer("pijn", True)
    keys(window, "Ctrl+Q")
    assert window.isVisible()
    assert place_in(window) == "leave"
    said = shown_texts(window.sheets.shown or window)
    assert {"Bewaar als vergadering…", "Sluit zonder te bewaren", "Hier blijven"} <= set(said)
    Desk(window).click("Bewaar als vergadering…")
    choose(window, path)
    type_text(window, WORDS)
    keys(window, "Tab")
    type_text(window, WORDS)
    keys(window, "Return")
    Desk(window).wait()
    assert on_disk(window, path).document.cases[0].patient.values["pijn"] is True
    keys(window, "Ctrl+Q")
    assert not window.isVisible()


def test_closing_without_keeping_is_a_choice_of_its_own(window: Window) -> None:
    window.session.answer("pijn", True)
    keys(window, "Ctrl+Q", "Escape")
    assert window.sheets.shown is None
    window.close()  # by the cross of the window
    assert window.isVisible()
    Desk(window).click("Sluit zonder te bewaren")
    assert not window.isVisible()


def test_no_letter_and_no_digit_answers_the_question(window: Window) -> None:
    window.session.answer("pijn", True)
    state = window.session.state
    keys(window, "Ctrl+Q")
    for key in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        keys(window, key)
    assert (place_in(window), window.session.state) == ("leave", state)


def test_what_is_typed_in_the_example_is_asked_for_before_the_start_page(window: Window) -> None:
    window.session.answer("pijn", True)
    keys(window, "Ctrl+W")
    assert place_in(window) == "leave"
    keys(window, "Escape")
    assert window.session.state.case.patient.values["pijn"] is True
    keys(window, "Ctrl+W")
    Desk(window).click("Sluit zonder te bewaren")
    settle(window)
    assert place_in(window) == "start"


def test_the_question_takes_the_place_of_another_sheet(window: Window) -> None:
    window.session.answer("pijn", True)
    keys(window, "M", "Ctrl+Q")
    assert place_in(window) == "leave"


def test_a_meeting_that_is_not_all_saved_can_be_kept_elsewhere(window: Window, path: Path) -> None:
    begin(window, path)
    path.write_bytes(b"somebody else")
    window.session.answer("pijn", True)
    keys(window, "Ctrl+Q")
    other = path.with_name("woensdag.mdo")
    Desk(window).click("Elders bewaren…")
    choose(window, other)
    Desk(window).wait()
    assert on_disk(window, other).document.cases[0].patient.values == {"pijn": True}
    keys(window, "Ctrl+Q")
    assert not window.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_menu_and_question_is_cut(window: Window, path: Path, language: Language) -> None:
    window.session.set_language(language)
    begin(window, path)
    for percent in (100, 150, 200):
        window.change_settings(text_size=percent)
        window.resize(1366, 768)
        before = cut(window)
        keys(window, "F10")
        settle(window)
        assert cut(window) == before, percent
        keys(window, "Escape")
    window.change_settings(text_size=100)


def test_a_name_of_any_length_leaves_the_bar_whole(window: Window, path: Path) -> None:
    long = path.with_name("mdo & wervel <b>" + "zeer lange naam " * 8 + ".mdo")
    begin(window, long)
    for width in (1920, 1366, 1024, 960):
        window.resize(width, 768)
        settle(window)
        assert cut(window) == [], width
    assert "zeer lange naam zeer lange naam" in window.top.meeting.toolTip()


@pytest.mark.parametrize("left", [False, True])
def test_who_leaves_or_ends_is_told_which_decisions_are_half_written(window: Window, left: bool) -> None:
    """One that waits, and the one whose form is open."""
    keys(window, "A")
    type_text(window, "eerst overleg")
    if left:
        keys(window, "Escape")
    about = f"Er wacht 1 concept: MDO-0001, boom {window.session.state.tree.number}."
    keys(window, "Ctrl+Q")
    assert place_in(window) == "leave"
    assert about in shown_texts(window.sheets.shown or window)
    keys(window, "Escape", "Escape")
    window.sheets.open("ending")
    settle(window)
    assert any(about in text for text in shown_texts(window.sheets.shown or window))
    window.sheets.close()
    window.session.start_decision("own", None)
    window.session.throw_away()
    keys(window, "Ctrl+Q")
    assert not any("concept" in text for text in shown_texts(window.sheets.shown or window))


# --- the system ends the session


class Session:
    """A system that ends the session: whether it was asked not to."""

    def __init__(self) -> None:
        self.stopped = 0

    def cancel(self) -> None:
        self.stopped += 1


def end_session(window: Window) -> bool:
    """Whether it goes on, as Windows asks every program before an update starts the computer again."""
    session = Session()
    window.meeting.closing.end_session(session)
    return session.stopped == 0


def test_the_system_does_not_end_what_would_be_lost(window: Window, windows: Windows) -> None:
    assert end_session(window)  # nothing was typed
    window.call("case:add")()
    window.session.edit(notes="vlak voor de nacht")
    assert not end_session(window)
    assert window.sheets.shown_name == "leave"
    ((handle, why),) = windows.called("ShutdownBlockReasonCreate")
    assert (handle, why) == (window.winId(), "Er is iets getypt dat nog niet bewaard is.")
    assert not end_session(window)  # asked once more, and the reason is not given twice
    assert windows.called("ShutdownBlockReasonDestroy") == [(window.winId(),)]
    window.session.typed = False
    assert end_session(window)
    assert len(windows.called("ShutdownBlockReasonDestroy")) == len(windows.called("ShutdownBlockReasonCreate")) == 2


def test_the_system_ends_a_meeting_that_is_kept(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.edit(notes="vlak voor de nacht")
    assert end_session(window)  # at once: there may be no later
    assert b"vlak voor" not in path.read_bytes()
    assert on_disk(window, path).document.points[window.session.state.current].case.notes == "vlak voor de nacht"


def test_the_window_is_told_when_the_system_ends_the_session(window: Window) -> None:
    told: list[Callable[[Session], object]] = []
    ending = SimpleNamespace(connect=told.append)
    follow_system(
        window, cast(QApplication, SimpleNamespace(styleHints=theme.application().styleHints, commitDataRequest=ending))
    )
    window.session.edit(notes="vlak voor de nacht")
    session = Session()
    for each in told:
        each(session)
    assert session.stopped == 1
