"""Another password while saving goes on: whatever is pressed meanwhile, the file and the window have the same one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files import autosave
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.container import Unreadable, open_sealed
from mdo_viewer.meeting.saving import InUse, Lock
from tests.desktop.files.test_meeting import WORDS, begin, kept, wait
from tests.help.desk import Desk
from tests.help.desktop_help import keys, settle, type_text

OTHER = "heel andere woorden"

pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], threading.Event]]:
    """A job of the autosave, by its name, waits until the event is set; the window for a tenth of a second."""
    events = []

    def hold(name: str) -> threading.Event:
        go, job = threading.Event(), getattr(autosave, name)
        events.append(go)

        def waiting(*arguments: Any) -> Any:
            go.wait(20)
            return job(*arguments)

        monkeypatch.setattr(autosave, name, waiting)
        return go

    monkeypatch.setattr(autosave, "PATIENCE", 0.1)
    yield hold
    for each in events:
        each.set()


def change(window: Window) -> None:
    """Asked and typed, and Enter pressed."""
    keys(window, "Ctrl+S")
    Desk(window).click("Ander wachtwoord…")
    settle(window)
    type_text(window, OTHER)
    keys(window, "Tab")
    type_text(window, OTHER)
    keys(window, "Return")


def assert_goes_on(window: Window, path: Path) -> None:
    """What is typed goes to the file, under the new password, and the file is held until it is let go."""
    with pytest.raises(InUse):
        Lock(path)
    before = path.read_bytes()
    window.session.answer("pijn", True)
    assert window.autosave.flush()
    assert kept(window) == "Bewaard 14:30"
    assert path.read_bytes() != before
    assert open_sealed(path.read_bytes(), OTHER)
    with pytest.raises(Unreadable):
        open_sealed(path.read_bytes(), WORDS)
    assert window.autosave.close()
    Lock(path).release()


def test_esc_while_the_password_is_changed_comes_too_late_and_says_so(
    window: Window, path: Path, held: Callable[[str], threading.Event]
) -> None:
    begin(window, path)
    go = held("rekeyed")
    change(window)
    keys(window, "Escape")
    assert window.sheets.shown is None
    assert kept(window) == "Wordt bewaard…"
    go.set()
    wait(window)
    assert Desk(window).message.startswith("De vergadering heeft nu het nieuwe wachtwoord.")
    assert_goes_on(window, path)


def test_a_meeting_is_not_closed_in_the_middle_of_another_password(
    window: Window, path: Path, held: Callable[[str], threading.Event]
) -> None:
    begin(window, path)
    go = held("rekeyed")
    change(window)
    assert not window.autosave.close()
    go.set()
    wait(window)
    assert_goes_on(window, path)


def test_behind_the_lock_it_is_closed_once_it_has_the_password(
    window: Window, path: Path, held: Callable[[str], threading.Event]
) -> None:
    begin(window, path)
    go = held("rekeyed")
    change(window)
    keys(window, "Ctrl+Shift+L")
    assert (window.place, window.meeting.is_kept()) == ("locked", True)
    go.set()
    wait(window)
    assert not window.meeting.is_kept()
    type_text(window, OTHER)
    keys(window, "Return")
    wait(window)
    assert window.place != "locked"
    assert_goes_on(window, path)


def test_a_meeting_that_goes_elsewhere_meanwhile_has_the_new_password_there(
    window: Window, path: Path, held: Callable[[str], threading.Event]
) -> None:
    begin(window, path)
    rekeyed, begun, other = held("rekeyed"), held("move_to"), path.with_name("elders.mdo")
    change(window)
    keys(window, "Escape")
    window.autosave.go_to(other)
    rekeyed.set()
    window.autosave._saves.wait()  # this one is told first
    assert Desk(window).message.startswith("De vergadering heeft nu het nieuwe wachtwoord.")
    begun.set()
    wait(window)
    assert window.autosave.path == other
    assert window.autosave.flush()
    assert open_sealed(other.read_bytes(), OTHER)
    assert_goes_on(window, other)


def test_a_save_that_was_under_way_does_not_bring_the_old_password_back(
    window: Window, path: Path, held: Callable[[str], threading.Event]
) -> None:
    begin(window, path)
    go = held("write")
    window.session.edit(notes="eerst")
    window.autosave._save()  # as its timer does
    window.autosave.change_password(OTHER)
    later = threading.Timer(0.3, go.set)  # the new password could be in the file by then
    later.start()
    wait(window)
    later.join()
    assert open_sealed(path.read_bytes(), OTHER)
    assert_goes_on(window, path)


def test_a_password_that_could_not_be_changed_and_was_given_up_leaves_the_old_one(
    window: Window,
    path: Path,
    held: Callable[[str], threading.Event],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    begin(window, path)

    def refused(*_arguments: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(autosave, "rekeyed", refused)
    go = held("rekeyed")
    change(window)
    window.session.answer("pijn", True)
    keys(window, "Escape")
    go.set()
    wait(window)
    qtbot.waitUntil(lambda: kept(window) == "Bewaard 14:30", timeout=5000)
    assert open_sealed(path.read_bytes(), WORDS)
