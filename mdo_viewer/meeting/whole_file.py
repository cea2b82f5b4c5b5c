"""Files are written whole or not at all, here and nowhere else: at a path stands the old file or the new one."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from mdo_viewer import win32
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.words import words_of

#: The mode of what is the owner's alone.
PRIVATE: Final = 0o600
#: How the name ends of a file that is being written.
PART: Final = ".part"
#: The longest name, in bytes, that stands in full in the names of files beside it. Systems take 255, encrypted folders
#: of some 143; a longer one stands there as a digest, so that no name is longer than that of the file itself.
_LONGEST: Final = 100
#: The longest name that systems take, bytes.
_TAKEN: Final = 255
#: How long other programs (a virus scanner, an indexer) may hold a file that is replaced, s; one wait after another.
WAITS: Final = (0.05, 0.1, 0.25, 0.5, 0.6, 1.0)
#: The same where a window waits for it.
BRIEF: Final = (0.05, 0.1, 0.25)
#: What the system may say is the matter with a file, by the word for it; what Windows says in more detail comes first.
_TROUBLES: Final = {
    "missing": (errno.ENOENT, errno.ENOTDIR),
    "denied": (errno.EACCES, errno.EPERM),
    "read_only": (errno.EROFS,),
    "full": (errno.ENOSPC, errno.EDQUOT),
    "folder": (errno.EISDIR,),
    "long": (errno.ENAMETOOLONG,),
    "disk": (errno.EIO, errno.ENODEV, errno.ENXIO),
    "network": (errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH, errno.ESTALE),
    "no_locks": (errno.ENOLCK,),
}
_TROUBLES_OF_WINDOWS: Final = {
    "open": win32.HELD,
    "name": (6, 20, 66, 123, 161, 267),
    "long": (111, 206),
    "full": (39, 112),
    "read_only": (19,),
    "disk": (21, 23, 27, 31, 1117),
    "network": (53, 54, 55, 59, 64, 65, 67, 121, 1231, 1232),
}
_BINARY: Final = getattr(os, "O_BINARY", 0)


def write_whole(
    path: Path,
    data: bytes,
    *,
    mode: int | None = None,
    waits: tuple[float, ...] = WAITS,
    ready: Callable[[Path], None] | None = None,
) -> bool:
    """Put `data` at `path`, and say whether the disk confirmed that it stays there.

    A new file is written beside it, all of it, to the disk, and moved over; then the folder is made durable. Where a
    link stands what it leads to is written. The file keeps mode and group of the one that stands there; a first one
    gets `mode`, without one what the user's mask leaves. `waits` are those of `move`. `ready` is called with the new
    file before it is moved: what it raises stops the writing.

    Raises OSError, or what `ready` raises, with the old file as it was and nothing left beside it.
    """
    path = path.resolve()
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
    stood = _stood(path)
    fresh = part_of(path)
    asked = PRIVATE if stood is not None else 0o666 if mode is None else mode
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, asked)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if stood is not None:
                _give_rights(fresh, stood)
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


def _stood(path: Path) -> os.stat_result | None:
    """What is known of a file; None where there is none, and on Windows, where its mode says only that nobody may
    write."""
    if win32.here():
        return None
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _give_rights(fresh: Path, stood: os.stat_result) -> None:
    """Mode and group of the file that stood there. Where the group cannot be given nobody else's group gets its rights;
    a share that knows neither keeps its own."""
    mode = stood.st_mode & 0o777
    try:
        if fresh.stat().st_gid != stood.st_gid:
            os.chown(fresh, -1, stood.st_gid)
    except OSError:
        mode &= ~0o070
    with suppress(OSError):
        fresh.chmod(mode)


def as_open_as(file: Path, other: Path) -> None:
    """Give a file mode and group of another one, as far as that goes."""
    with suppress(OSError):
        stood = _stood(other)
        if stood is not None:
            _give_rights(file, stood)


def beside(path: Path) -> str:
    """How the names of hidden files beside this one begin: the lock, and what is being written."""
    name = os.fsencode(path.name)
    return f".{path.name}" if len(name) <= _LONGEST else f".{hashlib.sha256(name).hexdigest()[:16]}"


def part_of(path: Path) -> Path:
    """A name that nobody has, for a file while it is being written."""
    return path.with_name(f"{beside(path)}.{os.urandom(6).hex()}{PART}")


def numbered(path: Path, number: int) -> Path:
    """The name of an earlier version of a file, from 1: `dinsdag.mdo.1`. Of a name as long as systems take, its
    beginning and a digest."""
    name = f"{path.name}.{number}"
    if len(os.fsencode(name)) > _TAKEN:
        digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]
        name = f"{path.name[:40]}~{digest}{path.suffix[:8]}.{number}"
    return path.with_name(name)


def drop(fresh: Path) -> None:
    """Remove what is not needed any more. Where that fails the reason why it is not needed is what has to be told."""
    with suppress(OSError):
        remove(fresh)


def holds(path: Path, data: bytes) -> bool:
    """Whether a file is known to hold this."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def move(source: Path, target: Path, waits: tuple[float, ...] = WAITS) -> None:
    """Move over; on Windows all the way to the disk. Waits as `patiently` does. Raises OSError."""
    patiently(lambda: put(source, target), waits)


def put(source: Path, target: Path) -> None:
    """Move over, tried once. Raises OSError."""
    if win32.here():
        win32.move_through(source, target)
    else:
        source.replace(target)


def remove(path: Path, waits: tuple[float, ...] = BRIEF) -> None:
    """Remove a file, where there is one. Waits as `patiently` does. Raises OSError."""
    patiently(lambda: path.unlink(missing_ok=True), waits)


def patiently(act: Callable[[], object], waits: tuple[float, ...]) -> None:
    """On Windows another program (a virus scanner, an indexer) may hold a file for a moment: after a refusal it is
    tried again after each of the `waits`, s. Raises OSError."""
    for wait in waits:
        try:
            act()
        except OSError as problem:
            if not win32.is_held(problem):
                raise
            time.sleep(wait)
        else:
            return
    act()


def sync_folder(folder: Path) -> bool:
    """Whether the disk confirms that what was moved stays moved. Windows has no such call: `move` waits for the disk
    there."""
    if win32.here():
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


def trouble(problem: OSError, language: Language, path: Path | None = None) -> str:
    """Why a file (at `path`) cannot be read or written, in words: what the system itself says is in a language of its
    own."""
    words = words_of("saying", language)
    key = _trouble(problem)
    if key == "denied" and path is not None and path.is_dir():
        key = "folder"  # which Windows calls a refusal
    elif key == "denied" and win32.here() and (path is None or path.exists()):
        key = "denied_or_open"  # and so it calls a file that another program has open
    elif key == "missing" and path is not None and path.parent.is_dir():
        key = "gone"
    return words(f"why.{key}") if key else words("why.other", n=_number(problem))


def _trouble(problem: OSError) -> str:
    """The word for it; empty where there is none."""
    of_windows = getattr(problem, "winerror", None)
    named = ((name, of_windows in numbers) for name, numbers in _TROUBLES_OF_WINDOWS.items())
    named_by_all = ((name, problem.errno in numbers) for name, numbers in _TROUBLES.items())
    found = next((name for name, is_it in (*named, *named_by_all) if is_it), "")
    return "name" if not found and win32.here() and problem.errno in (errno.EINVAL, errno.EBADF) else found


def _number(problem: OSError) -> str:
    """What the system calls it, for who looks it up; for a failure of our own its kind."""
    number = getattr(problem, "winerror", None) or problem.errno
    return type(problem).__name__ if number is None else str(number)
