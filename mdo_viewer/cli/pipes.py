"""Whoever reads our output may have seen enough: on Windows too that is a pipe that broke, whatever it calls it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from mdo_viewer import win32


class _Pipe(io.FileIO):
    """The end that is written to."""

    def write(self, data: Any) -> int:
        try:
            return os.write(self.fileno(), data)
        except OSError as problem:
            if win32.is_broken_pipe(problem):
                raise BrokenPipeError(*problem.args) from problem
            raise


@contextmanager
def told_when_broken() -> Iterator[None]:
    """Within, a broken pipe behind standard output is told as such; only Windows needs another stream for it."""
    stdout = sys.stdout
    below = getattr(stdout, "buffer", None)
    if not win32.here() or not isinstance(getattr(below, "raw", below), io.FileIO):  # which a console is not
        yield
        return
    assert isinstance(stdout, io.TextIOWrapper)
    raw = io.BufferedWriter(_Pipe(stdout.fileno(), "w", closefd=False))
    sys.stdout = made = io.TextIOWrapper(raw, encoding=stdout.encoding, errors=stdout.errors)
    try:
        yield
    finally:
        sys.stdout = stdout
        with suppress(OSError):
            made.close()
