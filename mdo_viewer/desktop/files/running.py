"""One program for one user: a second start hands over to the first, and what a start that ended by itself had open is
known to the next. Through files in the user's own folder; no port is opened."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from mdo_viewer import win32
from mdo_viewer.meeting.saving import Lock
from mdo_viewer.meeting.whole_file import BRIEF, remove, write_whole

#: How long the first start may take to answer the second, s; then the second opens its own window.
PATIENCE: Final = 3.0
#: How long the first waits before it tries again to take what it is asked, ms, where another program holds the file.
AGAIN: Final = 100
_STEP: Final = 0.05


class Running:
    """Held by the first start until it ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Raises InUse where another start runs, OSError where the folder cannot be written to."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(folder / "running")
        self._open, self._request = _open_file(folder), _request_file(folder)
        with suppress(OSError):
            remove(self._request)  # of a start that gave up on one before us

    def left_open(self) -> Path | None:
        """The meeting that was open when the program last ended without closing it, if it is still there."""
        try:
            path = Path(os.fsdecode(self._open.read_bytes()))
        except (OSError, ValueError):
            return None
        return path if path.is_absolute() and path.is_file() else None

    def has_open(self, path: Path | None) -> None:
        """Remember which meeting is open; nothing once it is closed."""
        try:
            if path is None:
                remove(self._open)
            else:
                write_whole(self._open, os.fsencode(path.resolve()), waits=BRIEF)
        except OSError:
            return  # the meeting itself is safe; only the next start would not know of it

    def take_request(self) -> Path | None:
        """What another start asks for: a meeting, or an empty path for no more than the window; None for nothing, for
        what cannot be taken yet (`waits`) and for what is asked from another session, where this window is not seen."""
        try:
            session, _, asked = self._request.read_bytes().partition(b"\n")
            if session != _session():
                return None
            self._request.unlink()  # which is the answer
        except OSError:
            return None
        return Path(os.fsdecode(asked))

    @property
    def waits(self) -> bool:
        """Whether another start of this session still waits for an answer."""
        try:
            asked_at = self._request.stat().st_mtime
            return time.time() - asked_at < PATIENCE and self._request.read_bytes().partition(b"\n")[0] == _session()
        except FileNotFoundError:
            return False
        except OSError:
            return True  # it is there, and held

    def release(self) -> None:
        """Let the next start be the first."""
        self.has_open(None)
        self._lock.release()


def hand_over(folder: Path, meeting: Path | None, patience: float = PATIENCE) -> bool:
    """Ask the start that runs to show its window, and this meeting where one was named; whether it did."""
    request, asked = _request_file(folder), b"" if meeting is None else os.fsencode(meeting.resolve())
    win32.let_others_come_forward()
    try:
        write_whole(request, _session() + b"\n" + asked, waits=BRIEF)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            time.sleep(_STEP)
            if not request.exists():
                return True
        remove(request)
    except OSError:
        return False
    return False


def _session() -> bytes:
    return b"%d" % win32.session()


def _open_file(folder: Path) -> Path:
    return folder / "open-meeting"


def _request_file(folder: Path) -> Path:
    return folder / "request"
