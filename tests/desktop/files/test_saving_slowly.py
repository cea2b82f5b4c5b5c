"""A save that hangs, fails or comes late: the window goes on, and the line below never says more than is so."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files import autosave, page_export
from mdo_viewer.desktop.files.kept import open_file
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.saving import Gone
from tests.desktop.files.test_meeting import WORDS, begin, kept, on_disk, reopen, wait
from tests.help.desk import Desk
from tests.help.desktop_help import close, keys, settle, type_text

pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch, path: Path) -> Iterator[Callable[[Window], threading.Event]]:
    """A share that does not answer the next save until the event is set; the window waits for a tenth of a second."""
    answered, reached, fsync = threading.Event(), threading.Event(), os.fsync

    def hang(window: Window) -> threading.Event:
        """The save of what is not in the file yet hangs."""
        with monkeypatch.context() as patched:

            def run(handle: int) -> None:
                reached.set()
                answered.wait(20)
                fsync(handle)

            patched.setattr(os, "fsync", run)
            window.autosave._save()  # as its timer does
            assert reached.wait(10)
        return answered

    monkeypatch.setattr(autosave, "PATIENCE", 0.1)
    yield hang
    answered.set()


def full(*_arguments: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def colour(window: Window) -> tokens.Token:
    return window.status.kept._coat().text  # what is painted


def test_the_line_is_green_only_while_all_is_in_the_file(window: Window, path: Path) -> None:
    begin(window, path)
    assert (kept(window), colour(window)) == ("Bewaard 14:30", tokens.GREEN)
    window.session.answer("pijn", True)
    assert (kept(window), colour(window)) == ("Wordt bewaard…", tokens.MUTED)
    assert window.autosave.flush()
    assert (kept(window), colour(window)) == ("Bewaard 14:30", tokens.GREEN)


def test_a_save_that_hangs_is_told_and_holds_up_nothing(
    window: Window, path: Path, hanging: Callable[[Window], threading.Event], qtbot: QtBot
) -> None:
    begin(window, path)
    before = path.read_bytes()
    window.session.answer("pijn", True)
    answered = hanging(window)
    window.autosave._slow.timeout.emit()  # the three seconds are over
    assert (kept(window), colour(window)) == ("Nog niet bewaard sinds 14:30", tokens.BROWN)
    started = time.monotonic()
    assert not window.autosave.flush()
    keys(window, "Ctrl+Shift+L")
    assert time.monotonic() - started < 8  # the share would take twenty
    assert window.place == "locked"
    assert window.meeting.is_kept()  # behind the lock
    assert path.read_bytes() == before
    answered.set()
    qtbot.waitUntil(lambda: not window.meeting.is_kept(), timeout=5000)
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}


def test_a_meeting_goes_on_elsewhere_while_its_share_hangs(
    window: Window,
    path: Path,
    hanging: Callable[[Window], threading.Event],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin(window, path)
    before = path.read_bytes()
    window.session.answer("pijn", True)
    answered = hanging(window)
    other = path.with_name("elders.mdo")
    window.autosave.go_to(other)
    qtbot.waitUntil(lambda: window.autosave.path == other, timeout=5000)
    monkeypatch.setattr(autosave, "PATIENCE", 20.0)
    assert window.autosave.flush()
    assert kept(window) == "Bewaard 14:30"
    answered.set()
    window.autosave._saves.wait()  # what hung comes after all
    assert path.read_bytes() == before
    assert on_disk(window, other).document.cases[0].patient.values == {"pijn": True}


def test_an_opening_that_hangs_can_be_left_and_then_opens_nothing(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(window, path)
    window.autosave.close()
    window.meeting.show_empty()
    before = window.session.state
    answered, read = threading.Event(), open_file

    def slow(*arguments: Any) -> Any:
        answered.wait(20)
        return read(*arguments)

    monkeypatch.setattr(autosave, "open_file", slow)
    window.ask_meeting(path, "open")
    settle(window)
    type_text(window, WORDS)
    keys(window, "Return", "Escape")
    assert window.sheets.shown is None
    assert not window.autosave.asking
    answered.set()
    window.autosave._asks.wait()  # it is nobody's any more, and comes
    settle(window)
    assert window.autosave.path is None
    assert window.session.state.document == before.document
    monkeypatch.undo()
    again = reopen_here(window, path)
    assert again.autosave.path == path  # its lock was let go


def reopen_here(window: Window, path: Path) -> Window:
    window.ask_meeting(path, "open")
    settle(window)
    type_text(window, WORDS)
    keys(window, "Return")
    wait(window)
    return window


@pytest.mark.parametrize("how", ["lock", "leave"])
def test_after_a_refusal_saving_goes_on(window: Window, path: Path, how: str) -> None:
    """Whoever waited for it: locking, closing and what is told of a failure."""
    begin(window, path)
    window.session.answer("pijn", True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "write", full)
        if how == "lock":
            keys(window, "Ctrl+Shift+L")
            assert window.place == "locked"
        else:
            assert not window.autosave.close()
        assert window.autosave._retry.isActive()  # in five seconds
    window.autosave._retry.timeout.emit()  # they are over
    wait(window)
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}


def test_a_stick_that_is_pulled_out_is_told_to_be_away_and_saving_goes_on(window: Window, path: Path) -> None:
    begin(window, path)
    away = path.rename(path.with_name("away"))
    window.session.answer("pijn", True)
    assert not window.autosave.flush()
    assert isinstance(window.autosave.problem, Gone)
    assert "het bestand is er nu niet" in Desk(window).message
    assert "elders gewijzigd" not in Desk(window).message
    assert window.autosave._retry.isActive()  # in five seconds
    away.rename(path)
    window.autosave._retry.timeout.emit()  # they are over
    wait(window)
    assert kept(window) == "Bewaard 14:30"
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": True}


def test_what_is_refused_says_what_was_asked_for(window: Window, path: Path) -> None:
    """Making, opening and saving each have their own words; nothing is promised that is not done."""
    begin(window, path.with_name("no") / "such.mdo")
    assert "De nieuwe vergadering is niet gemaakt: " in Desk(window).said
    assert "opnieuw geprobeerd" not in Desk(window).said
    keys(window, "Escape")
    reopen_here(window, path)  # there is no such file
    assert "Dit bestand is er niet. Is de stick eruit, of het netwerk weg?" in Desk(window).said
    keys(window, "Escape")
    path.mkdir()
    reopen_here(window, path)
    assert "Niet geopend: " in Desk(window).said
    assert "opnieuw geprobeerd" not in Desk(window).said


def test_a_place_that_takes_no_copy_is_told_wherever_it_was_asked(window: Window, path: Path) -> None:
    begin(window, path)
    window.meeting.ask_elsewhere()
    Desk(window).choose_file(path.with_name("no") / "such.mdo")
    wait(window)
    assert Desk(window).message.startswith("Niet elders bewaard: ")
    assert window.autosave.path == path


def test_another_meeting_is_not_opened_over_one_that_is_not_saved(window: Window, path: Path, qtbot: QtBot) -> None:
    other = path.with_name("woensdag.mdo")
    begin(window, other)
    begin(window, path)
    path.write_bytes(b"somebody else")
    window.session.answer("pijn", True)
    reopen_here(window, other)
    assert "de vergadering die open is, is nog niet helemaal bewaard" in Desk(window).said
    assert window.autosave.path == path
    keys(window, "Escape")
    again = reopen(qtbot, other)  # its lock was let go
    assert again.autosave.path == other
    close(again)


def test_a_page_on_a_share_that_hangs_does_not_hold_up_the_window(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answered, fsync, page = threading.Event(), os.fsync, tmp_path / "page.pdf"

    def slow(handle: int) -> None:
        answered.wait(20)
        fsync(handle)

    monkeypatch.setattr(page_export, "PAGE_PATIENCE", 0.1)
    monkeypatch.setattr(os, "fsync", slow)
    try:
        assert not window.page_export.save(page)
        assert Desk(window).message.startswith("De PDF wordt nog weggeschreven")
        assert not page.exists()
    finally:
        answered.set()
    qtbot.waitUntil(page.exists, timeout=5000)
    qtbot.waitUntil(lambda: Desk(window).message.startswith("Bewaard: "), timeout=5000)
