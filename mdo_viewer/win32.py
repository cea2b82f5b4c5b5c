"""What only Windows has, by its own calls: plain functions, of which each does nothing or says no elsewhere.

`here` and `library` are all that a test stands in for. Nothing is loaded before it is called.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeAlias

#: Lets go of what was begun.
Release: TypeAlias = Callable[[], object]

#: The longest path without the policy for long ones, in units of UTF-16.
LONGEST_PATH: Final = 259
#: Errors of Windows: another program has the file open, a part of it, or all of it in its memory.
HELD: Final = (32, 33, 1224)
#: What locking says where that cannot be done at all.
_NO_LOCKS: Final = (errno.EBADF, errno.EINVAL, errno.ENOSYS)
_ANY_PROGRAM: Final = -1
_ERROR_IN_FRONT: Final = 0x10 | 0x10000
_HIDDEN: Final = 0x2
#: Of SHGetFolderPath: CSIDL_COMMON_APPDATA.
_DATA_OF_ALL: Final = 0x23
_PROFILE: Final = 0x28
#: Of MoveFileEx: write over what stands there, and come back only when the disk has it.
_REPLACE_THROUGH: Final = 0x1 | 0x8
#: Of SetThreadExecutionState: until it is told otherwise, the computer and its display are in use.
_CONTINUOUS, _IN_USE = 0x80000000, 0x80000003
_CLIENT_AREA_ANIMATION: Final = 0x1042


def here() -> bool:
    """Whether this is Windows."""
    return sys.platform == "win32"


def library(name: str) -> Any:
    """A library of Windows; its calls keep their error for `_last_error`."""
    return _ctypes().WinDLL(name, use_last_error=True)


def _ctypes() -> Any:
    """With what is there on Windows only."""
    import ctypes

    return ctypes


def _last_error() -> OSError:
    """What the last call says went wrong, as Python's own calls would raise it."""
    ctypes = _ctypes()
    failed: OSError = ctypes.WinError(ctypes.get_last_error())
    return failed


# --- files


def move_through(source: Path, target: Path) -> None:
    """Move over what stands there, and come back only when the disk has it. Raises OSError."""
    if not library("kernel32").MoveFileExW(str(source), str(target), _REPLACE_THROUGH):
        raise _last_error()


def is_held(problem: OSError) -> bool:
    """Whether a file may be free in a moment: another program has it open. A refusal to replace it says only that it
    was refused."""
    return here() and (isinstance(problem, PermissionError) or getattr(problem, "winerror", None) in HELD)


def hide(path: Path) -> None:
    """Keep a file out of sight, as a dot before its name does elsewhere; where that fails it is seen."""
    if here():
        library("kernel32").SetFileAttributesW(str(path), _HIDDEN)


def take_byte(handle: int) -> None:
    """Lock the first byte of a file. Raises BlockingIOError where another program has it, OSError where there are no
    locks."""
    msvcrt = import_module("msvcrt")  # built in there
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError as problem:
        if problem.errno in _NO_LOCKS:
            raise
        # Windows says EACCES; Wine leaves there what stood there before, or nothing.
        raise BlockingIOError(errno.EAGAIN, "locked") from problem


def is_too_long(path: str) -> bool:
    """Whether the system refuses a path for its length: the policy for long ones is off."""
    if not here() or len(path.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_PATH:
        return False
    enabled = getattr(library("ntdll"), "RtlAreLongPathsEnabled", None)  # Wine lacks it, and takes long ones
    return enabled is not None and not enabled() & 0xFF


def is_broken_pipe(problem: OSError) -> bool:
    """Whether whoever read our output went away: Windows calls the argument wrong."""
    return here() and problem.errno == errno.EINVAL


def program_data() -> Path:
    """The folder for data of all users, as the system has it: `%ProgramData%` is a user's to set."""
    return _folder(_DATA_OF_ALL) or Path(r"C:\ProgramData")


def profile() -> Path | None:
    """The user's own folder, as the system has it; None where it has none."""
    return _folder(_PROFILE)


def _folder(which: int) -> Path | None:
    folder = _ctypes().create_unicode_buffer(LONGEST_PATH + 1)
    failed = library("shell32").SHGetFolderPathW(None, which, None, 0, folder)
    return None if failed else Path(folder.value)


# --- programs and windows


def session() -> int:
    """Which session of the user this is: a server for terminals has several at a time. 0 elsewhere."""
    if not here():
        return 0
    ctypes = _ctypes()
    found, kernel = ctypes.c_uint32(0), library("kernel32")
    kernel.ProcessIdToSessionId(kernel.GetCurrentProcessId(), ctypes.byref(found))
    return int(found.value)


def let_others_come_forward() -> None:
    """Let the next program that asks take the keyboard: Windows lets only the one in front pass it on."""
    if here():
        library("user32").AllowSetForegroundWindow(_ANY_PROGRAM)


def show_message(title: str, text: str) -> None:
    """A box with a text and one button, and wait for it: for a program without a window and without a console."""
    if here():
        library("user32").MessageBoxW(None, text, title, _ERROR_IN_FRONT)


def hold_shutdown(window: int, reason: str) -> Release:
    """Windows shows, while it ends the session, why this window is not ready; what is given takes that back."""
    if not here():
        return lambda: None
    user, handle = library("user32"), _ctypes().c_void_p(window)
    user.ShutdownBlockReasonCreate(handle, reason)
    return lambda: user.ShutdownBlockReasonDestroy(handle)


def keep_display_on() -> Release | None:
    """The display counts as in use until what is given is called; None where the system does not let it."""
    if not here():
        return None
    kernel, c_uint = library("kernel32"), _ctypes().c_uint
    if not kernel.SetThreadExecutionState(c_uint(_IN_USE)):
        return None
    return lambda: kernel.SetThreadExecutionState(c_uint(_CONTINUOUS))


def moves_windows() -> bool:
    """Whether the user's switch for animations is on; Qt does not tell."""
    if not here():
        return True
    ctypes = _ctypes()
    on = ctypes.c_int(1)
    library("user32").SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(on), 0)
    return bool(on.value)
