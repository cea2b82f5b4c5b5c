"""Exit codes, and why a command stops."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from mdo_viewer import win32

#: Answered (an incomplete answer is one), the answer is "no", the call or the input is wrong.
ANSWERED, NO, WRONG = 0, 1, 2


class Failed(Exception):
    """The input is wrong, or output cannot be written; each line says what is the matter and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Misused(Failed):
    """The command is called in a wrong way."""


def complain(lines: Iterable[str]) -> None:
    """Say what is the matter: on standard error, or in a box where a program has none, as on Windows that of the
    window."""
    if sys.stderr is None:
        win32.show_message("MDO Viewer", "\n".join(lines))
    else:
        sys.stderr.write("".join(f"{line}\n" for line in lines))
