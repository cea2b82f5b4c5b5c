"""Exit codes, and why a command stops."""

from __future__ import annotations

#: Answered (an incomplete answer is one), the answer is "no", the call or the input is wrong.
ANSWERED, NO, WRONG = 0, 1, 2


class Failed(Exception):
    """The input is wrong, or output cannot be written; each line says what is the matter and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Misused(Failed):
    """The command is called in a wrong way."""
