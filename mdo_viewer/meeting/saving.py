"""Writing a meeting so that power may fail at any moment: at its path stands the old file or the new one, whole.

The order of a save: is the file still the one we know; write a new file beside it, all of it, to the disk; read it back
and open it; keep the old one as a generation now and then; move the new one over; make the folder durable.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from mdo_viewer import win32
from mdo_viewer.meeting import whole_file
from mdo_viewer.meeting.whole_file import PRIVATE

#: Earlier files that are kept: `dinsdag.mdo.1` is the latest of them.
GENERATIONS: Final = 3
#: How long the latest generation stands before the next one is kept, s: three saves of one minute are no history.
APART: Final = 600.0
#: How often a lock that was taken may turn out to be of a file that is gone. More often the folder does not know its
#: own files, as some shares do.
TAKES: Final = 100
_BINARY: Final = getattr(os, "O_BINARY", 0)


class ChangedElsewhere(Exception):
    """The file at this place is not the one that was opened or saved here: it is never written over."""


class Gone(Exception):
    """There is no file at this place any more: its stick or network is away, or somebody removed it."""


class InUse(Exception):
    """Another window or computer has this meeting open."""


class TooLong(Exception):
    """The system takes the path of the file, or not even that, but none of what a save writes beside it."""


class Behind(Exception):
    """The meeting that is open is not wholly in its file, and would have to be left for another one."""


class NotDurable(Exception):
    """The new file stands in its place, but the disk did not confirm that it would stay there."""


class MeetingFile:
    """One file on disk and what was last seen there. Saves of several threads take turns."""

    def __init__(self, path: Path, seen: bytes | None) -> None:
        """`seen` is what stands there now, None where nothing does. Where `path` is a link it is followed now, once:
        lock, generations and all that is written stand beside the file itself."""
        self.path = path.resolve()
        self._seen = None if seen is None else _digest(seen)
        #: What was last to be moved there, where the system may have said wrongly that it was not.
        self._tried = self._seen
        self._kept_at: float | None = None
        self._turn = threading.Lock()
        self._left = False

    @property
    def seen(self) -> bytes | None:
        """What tells the content that was last seen here from any other; None where nothing stood here."""
        return self._seen

    def leave(self) -> None:
        """Nothing is written here any more: a save that a share kept waiting until now would put an older file over
        what somebody else has written since."""
        self._left = True

    def save(self, data: bytes, check: Callable[[bytes], None]) -> None:
        """Write `data`; `check` raises where what is read back from the disk is not what was meant.

        Raises ChangedElsewhere, Gone, InUse where it was left, OSError, or what `check` raises, with the old file as
        it was; NotDurable where the new file stands there already.
        """
        with self._turn:
            self._save(data, check)

    def _save(self, data: bytes, check: Callable[[bytes], None]) -> None:
        before = _read(self.path)
        stands = None if before is None else _digest(before)
        if stands not in (self._seen, self._tried):
            raise (Gone if stands is None else ChangedElsewhere)(str(self.path))
        self._seen = stands

        def ready(fresh: Path) -> None:
            check(fresh.read_bytes())
            if self._left:
                raise InUse(str(self.path))
            if before is not None and self._is_time():
                self._keep(before)
            self._tried = _digest(data)

        durable = whole_file.write_whole(self.path, data, mode=PRIVATE, ready=ready)
        self._seen = self._tried
        if not durable:
            raise NotDurable(str(self.path))

    def _is_time(self) -> bool:
        return self._kept_at is None or time.monotonic() - self._kept_at >= APART

    def _keep(self, before: bytes) -> None:
        """Keep the old file as the latest generation; the oldest goes.

        The others move up one place as far as the first that is free: a save that is tried again, because it failed
        half-way here, moves nothing a second time. The folder is synced after each move, so that none can overtake
        the one before it and take the place of a generation that has not moved yet.
        """
        names = generations(self.path)
        if not whole_file.holds(names[0], before):
            fresh = whole_file.write_beside(self.path, before, PRIVATE)  # with a name that is swept
            try:
                if fresh.read_bytes() != before:
                    raise OSError("read back differs")
                free = next((at for at, name in enumerate(names) if not _stands(name)), GENERATIONS - 1)
                for at in range(free, 0, -1):
                    self._move(names[at - 1], names[at])
                self._move(fresh, names[0])
            except BaseException:
                whole_file.drop(fresh)
                raise
        self._kept_at = time.monotonic()

    @staticmethod
    def _move(source: Path, target: Path) -> None:
        """A move that is not the last: what the disk says to the last one is what is told."""
        whole_file.move(source, target)
        whole_file.sync_folder(target.parent)


def generations(path: Path) -> list[Path]:
    """Where the earlier versions of a file stand, the latest first, whether they are there or not."""
    return [whole_file.numbered(path.resolve(), number) for number in range(1, GENERATIONS + 1)]


def is_too_long(path: Path) -> bool:
    """Whether what a save writes beside a file would have a path that the system does not take."""
    return any(
        map(win32.is_too_long, map(str, (path.resolve(), whole_file.part_of(path.resolve()), *generations(path))))
    )


def has_other_name(path: Path) -> bool:
    """Whether the same file stands under another name too (a hard link): a save leaves that one as it was."""
    try:
        return path.stat().st_nlink > 1
    except OSError:
        return False


def read_file(path: Path) -> bytes:
    """All of a file, no more than a meeting may hold. Raises OSError."""
    return path.read_bytes()


def sweep(path: Path) -> None:
    """Remove what interrupted saves of this file left beside it."""
    path = path.resolve()
    for left in path.parent.glob(f"{glob.escape(whole_file.beside(path))}.{'[0-9a-f]' * 12}{whole_file.PART}"):
        try:
            left.unlink()
        except OSError:
            continue  # of another program that still holds it: the next start tries again


class Lock:
    """Held while a meeting is open, so that a second window or computer notices. The system lets it go when the program
    ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Raises InUse, or OSError where the folder cannot be written to, or knows no locks."""
        path = path.resolve()
        self._path = path.with_name(f"{whole_file.beside(path)}.lock")
        for _ in range(TAKES):
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
            self._held = True
            try:
                _take(self._handle)
                if self._is_there():
                    # Whoever shares the meeting can take its lock too, where ours is left behind.
                    whole_file.as_open_as(self._path, path)
                    win32.hide(self._path)
                    return
            except (BlockingIOError, PermissionError) as problem:  # of POSIX, of Windows
                os.close(self._handle)
                raise InUse(str(path)) from problem
            except BaseException:
                os.close(self._handle)
                raise
            os.close(self._handle)  # the one before us removed it between our opening and taking it
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(self._path))

    def _is_there(self) -> bool:
        """Whether the file that is locked is the one that others meet; on Windows one that is open cannot be
        removed."""
        if win32.here():
            return True
        try:
            return os.path.samestat(os.fstat(self._handle), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of the meeting; once more does nothing: the handle may be another file's by then. A file of the lock
        that cannot be removed locks nothing."""
        if not self._held:
            return
        self._held = False
        try:
            if not win32.here():  # a file in use cannot be removed there
                with suppress(OSError):
                    self._path.unlink()
        finally:
            os.close(self._handle)
        if win32.here():
            with suppress(OSError):  # somebody else has it already
                self._path.unlink()


def _take(handle: int) -> None:
    if win32.here():
        win32.take_byte(handle)
    elif sys.platform != "win32":  # which tells the type checker where it is
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _stands(path: Path) -> bool:
    """Whether there is such a file. Raises OSError where nobody can tell: that is not a no."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    return True
