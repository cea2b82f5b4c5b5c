"""Files are written whole or not at all, here and nowhere else: at a path stands the old file or the new one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

#: The mode of what is the owner's alone.
PRIVATE: Final = 0o600
#: The longest name, in bytes, that a file beside it can have in its own name: systems take 255.
_LONGEST: Final = 230
_BINARY: Final = getattr(os, "O_BINARY", 0)
_WINDOWS: Final = os.name == "nt"


def write_whole(
    path: Path,
    data: bytes,
    *,
    mode: int | None = None,
    waits: tuple[float, ...] = (),
    ready: Callable[[Path], None] | None = None,
) -> bool:
    """Put `data` at `path`, and say whether the disk confirmed that it stays there.

    A new file is written beside it, all of it, to the disk, and moved over; then the folder is made durable. It gets
    `mode`; without one that of the file which stands there, and a new file what the user's mask leaves. `waits` are
    those of `move`. `ready` is called with the new file before it is moved: what it raises stops the writing.

    Raises OSError, or what `ready` raises, with the old file as it was and nothing left beside it.
    """
    fresh = write_beside(path, data, mode)
    try:
        if ready is not None:
            ready(fresh)
        _move_over(fresh, path, data, waits)
    except BaseException:
        drop(fresh)
        raise
    return sync_folder(path.parent)


def _move_over(fresh: Path, path: Path, data: bytes, waits: tuple[float, ...]) -> None:
    """The new file in its place. A share may say that this failed when it did not: what stands there counts."""
    try:
        move(fresh, path, waits)
    except OSError:
        if not holds(path, data):
            raise
        drop(fresh)  # where the same stood there before


def write_beside(path: Path, data: bytes, mode: int | None = None) -> Path:
    """A new file in the same folder with all of the data, on the disk; `mode` as for `write_whole`. Raises OSError, and
    leaves nothing then."""
    stood = _mode_of(path) if mode is None else None
    fresh = path.with_name(f".{_fitting(path.name)}.{os.urandom(6).hex()}.part")
    asked = next(each for each in (mode, stood, 0o666) if each is not None)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, asked)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if stood is not None:
                with suppress(OSError):  # a share that knows no modes
                    fresh.chmod(stood)  # with what the mask took
            os.fsync(handle)
        except BaseException:
            with suppress(OSError):
                os.close(handle)  # what went wrong before is what has to be told
            raise
        os.close(handle)
    except BaseException:
        drop(fresh)
        raise
    return fresh


def _mode_of(path: Path) -> int | None:
    """The mode of a file; None where there is none, and on Windows, where it says only that nobody may write."""
    if _WINDOWS:
        return None
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def _fitting(name: str) -> str:
    """A name, cut where one beside it would be longer than a system takes."""
    return name if len(os.fsencode(name)) <= _LONGEST else name[:40]


def drop(fresh: Path) -> None:
    """Remove what is not needed any more. Where that fails the reason why it is not needed is what has to be told."""
    with suppress(OSError):
        fresh.unlink()


def holds(path: Path, data: bytes) -> bool:
    """Whether a file is known to hold this."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def move(source: Path, target: Path, waits: tuple[float, ...] = ()) -> None:
    """Move over. On Windows another program (a virus scanner, an indexer) may hold the target for a moment: after a
    refusal it is tried again after each of the `waits`, s. Raises OSError."""
    for wait in waits:
        try:
            source.replace(target)
        except PermissionError:
            if not _WINDOWS:
                raise
            time.sleep(wait)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> bool:
    """Whether the disk confirms that what was moved stays moved. Windows has no such call, and needs none for NTFS."""
    if _WINDOWS:
        return True
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except (OSError, MemoryError):
        return False
    return True
