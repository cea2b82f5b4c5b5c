"""Writing a meeting so that power may fail at any moment: at its path stands the old file or the new one, whole.

The order of a save: is the file still the one we know; write a new file beside it, all of it, to the disk; read it back
and open it; keep the old one as a generation now and then; move the new one over; make the folder durable.
"""

from __future__ import annotations

import glob
import hashlib
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

#: Earlier files that are kept: `dinsdag.mdo.1` is the latest of them.
GENERATIONS: Final = 3
#: How long the latest generation stands before the next one is kept, s: three saves of one minute are no history.
APART: Final = 600.0
#: How long other programs (a virus scanner, an indexer) may hold a file that is replaced, s; one wait after another.
WAITS: Final = (0.05, 0.1, 0.25, 0.5, 0.6, 1.0)
_BINARY: Final = getattr(os, "O_BINARY", 0)
_WINDOWS: Final = os.name == "nt"


class ChangedElsewhere(Exception):
    """The file at this place is not the one that was opened or saved here: it is never written over."""


class InUse(Exception):
    """Another window or computer has this meeting open."""


class NotDurable(Exception):
    """The new file stands in its place, but the disk did not confirm that it would stay there."""


class MeetingFile:
    """One file on disk and what was last seen there. None of it is thread-safe: one save at a time."""

    def __init__(self, path: Path, seen: bytes | None) -> None:
        """`seen` is what stands there now, None where nothing does."""
        self.path = path
        self._seen = None if seen is None else _digest(seen)
        self._tried = (
            self._seen
        )  # what was last to be moved there, where the system may have said wrongly that it was not
        self._kept_at: float | None = None

    def save(self, data: bytes, check: Callable[[bytes], None]) -> None:
        """Write `data`; `check` raises where what is read back from the disk is not what was meant.

        Raises ChangedElsewhere, OSError, or what `check` raises, with the old file as it was; NotDurable where the new
        file stands there already.
        """
        before = _read(self.path)
        if (None if before is None else _digest(before)) not in (self._seen, self._tried):
            raise ChangedElsewhere(str(self.path))
        fresh = _write_beside(self.path, data)
        try:
            check(fresh.read_bytes())
            if before is not None and self._is_time():
                self._keep(before)
            self._move_over(fresh, data)
        except BaseException:
            _drop(fresh)
            raise
        try:
            _sync_folder(self.path.parent)
        except (OSError, MemoryError) as problem:
            raise NotDurable(str(self.path)) from problem

    def _move_over(self, fresh: Path, data: bytes) -> None:
        """The new file in its place. A share may say that this failed when it did not: what stands there counts."""
        self._tried = _digest(data)
        try:
            _replace(fresh, self.path)
        except OSError:
            if not _holds(self.path, data):
                raise
        self._seen = self._tried

    def _is_time(self) -> bool:
        return self._kept_at is None or time.monotonic() - self._kept_at >= APART

    def _keep(self, before: bytes) -> None:
        """Keep the old file as the latest generation; the oldest goes.

        The others move up one place as far as the first that is free: a save that is tried again, because it failed
        half-way here, moves nothing a second time. The folder is synced after each move, so that none can overtake
        the one before it and take the place of a generation that has not moved yet.
        """
        names = [self.path.with_name(f"{self.path.name}.{number}") for number in range(1, GENERATIONS + 1)]
        if not _holds(names[0], before):
            fresh = _write_beside(self.path, before)
            try:
                if fresh.read_bytes() != before:
                    raise OSError("read back differs")
                free = next((at for at, name in enumerate(names) if not _stands(name)), GENERATIONS - 1)
                for at in range(free, 0, -1):
                    _replace(names[at - 1], names[at])
                    _try_to_sync(self.path.parent)
                _replace(fresh, names[0])
                _try_to_sync(self.path.parent)
            except BaseException:
                _drop(fresh)
                raise
        self._kept_at = time.monotonic()


def read_file(path: Path) -> bytes:
    """All of a file, no more than a meeting may hold. Raises OSError."""
    return path.read_bytes()


def sweep(path: Path) -> None:
    """Remove what interrupted saves of this file left beside it."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 12}.part"):
        try:
            left.unlink()
        except OSError:
            continue  # of another program that still holds it: the next start tries again


class Lock:
    """Held while a meeting is open, so that a second window or computer notices. The system lets it go when the program
    ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Raises InUse, or OSError where the folder cannot be written to, or knows no locks."""
        self._path = path.with_name(f".{path.name}.lock")
        while True:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
            try:
                _take(self._handle)
                if self._is_there():
                    return
            except (BlockingIOError, PermissionError) as problem:  # of POSIX, of Windows
                os.close(self._handle)
                raise InUse(str(path)) from problem
            except BaseException:
                os.close(self._handle)
                raise
            os.close(self._handle)  # the one before us removed it between our opening and taking it

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._handle), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of the meeting. A file of the lock that cannot be removed locks nothing."""
        try:
            if not _WINDOWS:  # a file in use cannot be removed there
                with suppress(OSError):
                    self._path.unlink()
        finally:
            os.close(self._handle)
        if _WINDOWS:
            with suppress(OSError):  # somebody else has it already
                self._path.unlink()


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write_beside(path: Path, data: bytes) -> Path:
    """A new file in the same folder with all of the data, on the disk; nothing is left where that fails."""
    fresh = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        except BaseException:
            with suppress(OSError):
                os.close(handle)  # what went wrong before is what has to be told
            raise
        os.close(handle)
    except BaseException:
        _drop(fresh)
        raise
    return fresh


def _drop(fresh: Path) -> None:
    """Remove what is not needed any more. Where that fails the reason why it is not needed is what has to be told."""
    with suppress(OSError):
        fresh.unlink()


def _stands(path: Path) -> bool:
    """Whether there is such a file. Raises OSError where nobody can tell: that is not a no."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    return True


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is known to hold this."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _replace(source: Path, target: Path) -> None:
    """Move over; on Windows another program may hold the target for a moment."""
    for wait in WAITS:
        try:
            source.replace(target)
        except PermissionError:
            if not _WINDOWS:
                raise
            time.sleep(wait)
        else:
            return
    source.replace(target)


def _sync_folder(folder: Path) -> None:
    """What was moved stays moved. Windows has no such call, and needs none for NTFS."""
    if _WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _try_to_sync(folder: Path) -> None:
    """The same for a move that is not the last: what the disk says to the last one is what is told."""
    with suppress(OSError):
        _sync_folder(folder)
