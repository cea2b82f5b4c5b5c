"""A second start hands over to the first, and a start that ended by itself is known to the next."""

from __future__ import annotations

import errno
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer import win32
from mdo_viewer.desktop import app as start
from mdo_viewer.desktop.files.autosave import Autosave
from mdo_viewer.desktop.files.running import Running, hand_over
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.saving import InUse
from tests.help.desktop_help import close, make_window
from tests.help.places import ROOT
from tests.help.windows import Windows, fill


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    path = tmp_path / "dinsdag.mdo"
    path.write_bytes(b"a meeting")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own" / "mdo-viewer"


def test_the_first_start_holds_the_place_until_it_ends(folder: Path) -> None:
    first = Running(folder)
    with pytest.raises(InUse):
        Running(folder)
    first.release()
    Running(folder).release()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("named", [True, False])
def test_a_second_start_hands_over(folder: Path, meeting: Path, named: bool) -> None:
    first, told = Running(folder), []
    second = Thread(target=lambda: told.append(hand_over(folder, meeting if named else None)))
    second.start()
    request = None
    while request is None:
        request = first.take_request()
        time.sleep(0.01)
    second.join()
    assert told == [True]
    assert request == (meeting if named else Path())
    assert first.take_request() is None
    first.release()


def test_a_first_start_that_does_not_answer_is_not_waited_for(folder: Path, meeting: Path) -> None:
    first = Running(folder)
    assert not hand_over(folder, meeting, patience=0.1)
    assert first.take_request() is None  # the window of the second start has it
    first.release()


def test_what_nobody_took_is_not_done_by_a_later_start(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "request").write_bytes(b"0\n/old.mdo")
    first = Running(folder)
    assert first.take_request() is None
    first.release()


def test_from_another_session_the_window_is_not_asked_for(
    folder: Path, meeting: Path, monkeypatch: pytest.MonkeyPatch, windows: Windows
) -> None:
    """On a server for terminals the first start shows its window where the second one is not seen."""

    def session(number: int) -> None:
        windows.answers["ProcessIdToSessionId"] = lambda _process, place: fill(place, number)

    session(2)
    first, told = Running(folder), []
    session(3)
    second = Thread(target=lambda: told.append(hand_over(folder, meeting, patience=0.3)))
    second.start()
    until_there(folder / "request")
    session(2)
    assert (first.take_request(), first.waits) == (None, False)
    second.join()
    assert told == [False]  # and it opens a window of its own
    first.release()


def until_there(file: Path) -> None:
    for _ in range(500):
        if file.exists():
            return
        time.sleep(0.01)
    raise AssertionError(file)


def test_the_second_start_lets_the_first_come_forward(folder: Path, windows: Windows) -> None:
    """Windows lets only the program in front pass the keyboard on."""
    first = Running(folder)
    hand_over(folder, None, patience=0.1)
    assert windows.called("AllowSetForegroundWindow") == [(-1,)]
    first.release()


def test_what_another_program_holds_is_taken_once_it_is_free(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner that looks at the request: nothing happens in the folder when it lets go."""
    running, window = Running(folder), make_window()
    forward: list[Window] = []
    monkeypatch.setattr(start, "come_forward", forward.append)
    unlink, refused = Path.unlink, [3]

    def held(file: Path, missing_ok: bool = False) -> None:
        if file.name == "request" and refused[0]:
            refused[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        unlink(file, missing_ok)

    start.answer(window, running, free=True)
    monkeypatch.setattr(Path, "unlink", held)
    told: list[bool] = []
    second = Thread(target=lambda: told.append(hand_over(folder, None)))
    second.start()
    until(qtbot, lambda: bool(told))
    second.join()
    assert (told, forward, refused) == ([True], [window], [0])
    running.release()
    close(window)


def test_what_nobody_can_take_is_not_tried_for_ever(folder: Path) -> None:
    running = Running(folder)
    request = folder / "request"
    request.write_bytes(b"%d\n" % win32.session())
    waits = [running.waits]
    os.utime(request, (time.time() - 10,) * 2)
    assert [*waits, running.waits] == [True, False]
    running.release()


def test_what_was_open_is_known_after_a_crash_and_not_after_closing(folder: Path, meeting: Path) -> None:
    first = Running(folder)
    first.has_open(meeting)
    first._lock.release()  # as the system does when a program is killed
    second = Running(folder)
    assert second.left_open() == meeting
    second.has_open(None)
    assert second.left_open() is None
    second.has_open(meeting)
    meeting.unlink()
    assert second.left_open() is None  # it was on a stick that is gone
    second.release()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("left", [b"", b"dinsdag.mdo", b"\x00", b"/" * 5000])
def test_a_damaged_note_is_no_meeting(folder: Path, left: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / "open-meeting").write_bytes(left)
    running = Running(folder)
    assert running.left_open() is None
    running.release()


def _be_killed(folder: str, meeting: str, ready: Any) -> None:
    running = Running(Path(folder))
    running.has_open(Path(meeting))
    ready.set()
    time.sleep(60)


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_program_that_was_killed_leaves_its_place(folder: Path, meeting: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_be_killed, args=(str(folder), str(meeting), ready))
    process.start()
    assert ready.wait(20)
    with pytest.raises(InUse):
        Running(folder)
    process.kill()
    process.join(20)
    after = Running(folder)
    assert after.left_open() == meeting
    after.release()


# --- in the window


def asks(window: Window) -> bool:
    """Whether the password of a meeting is asked for."""
    return window.sheets.shown_name == "meeting"


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds, timeout=10_000)


@pytest.mark.usefixtures("cheap_key")
def test_the_window_says_which_meeting_is_open_and_asks_for_one_that_was_left(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "dinsdag.mdo"
    running, window = Running(folder), make_window()
    start.answer(window, running, free=True)
    window.autosave.make(path, "aap noot mies")
    until(qtbot, lambda: window.autosave.path == path)
    assert running.left_open() == path
    running._lock.release()  # the computer goes off
    again, after = Running(folder), make_window()
    start.answer(after, again, free=True)
    until(qtbot, lambda: asks(after))
    assert path.name in after.message.label.text()
    close(after)
    window.autosave.close()
    assert again.left_open() is None
    close(window)
    again.release()


def test_a_later_start_brings_the_window_and_its_meeting(qtbot: QtBot, folder: Path, meeting: Path) -> None:
    running, window = Running(folder), make_window()
    start.answer(window, running, free=True)
    window.showMinimized()
    told: list[bool] = []
    second = Thread(target=lambda: told.append(hand_over(folder, meeting)))
    second.start()
    until(qtbot, lambda: told == [True])
    second.join()
    assert not window.isMinimized()
    assert asks(window)
    close(window)
    running.release()


@pytest.mark.usefixtures("cheap_key")
def test_a_failure_saves_first_and_then_tells(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window = make_window()
    window.autosave.make(tmp_path / "dinsdag.mdo", "aap noot mies")
    until(qtbot, lambda: window.autosave.path is not None and not window.autosave.busy)
    window.session.edit(notes="vlak voor de storing")
    before = window.autosave.safe
    window.door.run(lambda: 1 // 0)
    assert (before, window.autosave.safe) == (False, True)
    assert "ZeroDivisionError" in window.message.label.text()
    assert window.look.words("say.failure_saved", kind="ZeroDivisionError") in window.message.label.text()
    monkeypatch.setattr(Autosave, "flush", lambda _self: 1 // 0)
    window.session.edit(notes="en nog een")
    window.door.run(lambda: os.environ["NOTHING_OF_THIS_NAME"])
    assert window.look.words("say.failure", kind="KeyError") in window.message.label.text()
    monkeypatch.undo()
    capsys.readouterr()
    close(window)


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of choices is named by a variable")
def test_two_programs_started_after_each_other_are_one_window(tmp_path: Path) -> None:
    """The second ends at once; the first is still there."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    script = "import sys; from mdo_viewer.desktop.app import run; sys.exit(run())"
    first = subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        lock = tmp_path / "mdo-viewer" / ".running.lock"
        for _ in range(600):
            if lock.exists():
                break
            time.sleep(0.05)
        second = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        assert second.returncode == 0
        assert first.poll() is None
    finally:
        first.kill()
        first.wait(20)
