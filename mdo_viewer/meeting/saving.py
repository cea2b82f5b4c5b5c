"""Writing a meeting so that power may fail at any moment: at its path stands the old file or the new one, whole.

The order of a save: is the file still the one we know; write a new file beside it, all of it, to the disk; read it back
and open it; keep the old one as a generation now and then; move the new one over; make the folder durable.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
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
        self._kept_at: float | None = None

    def save(self, data: bytes, check: Callable[[bytes], None]) -> None:
        """Write `data`; `check` raises where what is read back from the disk is not what was meant.

        Raises ChangedElsewhere, OSError, or what `check` raises, with the old file as it was; NotDurable where the new
        file stands there already.
        """
        before = _read(self.path)
        if (None if before is None else _digest(before)) != self._seen:
            raise ChangedElsewhere(str(self.path))
        fresh = _write_beside(self.path, data)
        try:
            check(fresh.read_bytes())
            if before is not None and self._is_time():
                self._keep(before)
            _replace(fresh, self.path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        self._seen = _digest(data)
        try:
            _sync_folder(self.path.parent)
        except OSError as problem:
            raise NotDurable(str(self.path)) from problem

    def _is_time(self) -> bool:
        return self._kept_at is None or time.monotonic() - self._kept_at >= APART

    def _keep(self, before: bytes) -> None:
        """Keep the old file as the latest generation; the oldest goes."""
        names = [self.path.with_name(f"{self.path.name}.{number}") for number in range(1, GENERATIONS + 1)]
        fresh = _write_beside(self.path, before)
        try:
            for older, newer in zip(names[:0:-1], names[-2::-1], strict=True):
                if newer.exists():
                    _replace(newer, older)
            _replace(fresh, names[0])
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        self._kept_at = time.monotonic()


def read_file(path: Path) -> bytes:
    """All of a file, no more than a meeting may hold. Raises OSError."""
    return path.read_bytes()


def sweep(path: Path) -> None:
    """Remove what interrupted saves of this file left beside it."""
    for left in path.parent.glob(f".{path.name}.*.part"):
        try:
            left.unlink()
        except OSError:
            continue  # of another program that still holds it: the next start tries again


class Lock:
    """Held while a meeting is open, so that a second window or computer notices. The system lets it go when the program
    ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Raises InUse, or OSError where the folder cannot be written to."""
        self._path = path.with_name(f".{path.name}.lock")
        while True:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
            try:
                _take(self._handle)
            except OSError as problem:
                os.close(self._handle)
                raise InUse(str(path)) from problem
            if self._is_there():
                return
            os.close(self._handle)  # the one before us removed it between our opening and taking it

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._handle), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of the meeting."""
        if not _WINDOWS:  # a file in use cannot be removed there
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        if _WINDOWS:
            try:
                self._path.unlink()
            except OSError:
                return  # somebody else has it already


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
        finally:
            os.close(handle)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


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
