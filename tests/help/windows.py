"""A stand-in for Windows: the program takes this computer for it, and what it asks of the system is noted here."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from mdo_viewer import win32


class Windows:
    """Notes each call as its name and what it was given; `answers` has what a call does, 1 for the others. `error` is
    what the system says of a call that gave 0."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.answers: dict[str, Callable[..., Any]] = {"MoveFileExW": _moved}
        self.error: OSError = PermissionError(errno.EACCES, "Access is denied")

    def library(self, _name: str) -> Any:
        """Any library: it has every call."""
        return _Library(self)

    def called(self, name: str) -> list[tuple[Any, ...]]:
        """What the calls of this name were given."""
        return [call[1:] for call in self.calls if call[0] == name]

    def put_up(self, patch: pytest.MonkeyPatch) -> None:
        """From now on this computer is Windows to the program."""
        patch.setattr(win32, "here", lambda: True)
        patch.setattr(win32, "library", self.library)
        patch.setattr(win32, "_last_error", lambda: self.error)
        if sys.platform != "win32":
            self.lock_by(patch, _locked)

    def lock_by(self, patch: pytest.MonkeyPatch, locking: Callable[..., Any]) -> None:
        """Files are locked by this."""
        patch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking))


def fill(place: Any, value: int) -> int:
    """A number at a place that a call was given by `byref`, and that the call did it."""
    place._obj.value = value  # the only way back to it in Python
    return 1


def _done(*_given: Any) -> int:
    return 1


def _moved(source: str, target: str, _how: int) -> int:
    os.replace(source, target)  # noqa: PTH105 - as the system does
    return 1


def _locked(handle: int, _how: int, _count: int) -> None:
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise PermissionError(errno.EACCES, "locked") from problem


class _Library:
    def __init__(self, system: Windows) -> None:
        self._system = system

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            plain = tuple(getattr(each, "value", each) for each in given)
            self._system.calls.append((name, *plain))
            answer: Callable[..., Any] = self._system.answers.get(name, _done)
            return answer(*given)

        return call
