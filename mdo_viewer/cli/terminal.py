"""Text for people: wrapped to the terminal, coloured and with a progress bar only on a terminal."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import Literal, TextIO, TypeAlias

from mdo_viewer import win32

Look: TypeAlias = Literal["bold", "dim", "red", "green", "yellow"]

_CODES: dict[Look, str] = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_WIDEST = 100
_BAR = 24


def colours_on(stream: TextIO) -> bool:
    """Whether colour codes may go to this stream: a terminal that knows them, and nobody asked to leave them out."""
    return not os.environ.get("NO_COLOR") and _reads_codes(stream)


def _reads_codes(stream: TextIO) -> bool:
    """Whether this is a terminal that knows codes: an old console of Windows shows them."""
    if os.environ.get("TERM") == "dumb" or not _is_terminal(stream):
        return False
    return not win32.here() or bool({"WT_SESSION", "ANSICON", "TERM"} & os.environ.keys())


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


class Printout:
    """Collects lines for one stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._colours = colours_on(stream)
        columns = shutil.get_terminal_size((_WIDEST, 24)).columns if _is_terminal(stream) else _WIDEST
        self.width = max(40, min(_WIDEST, columns))

    def look(self, text: str, *looks: Look) -> str:
        """The text in colour, or as it is where there is none."""
        if not self._colours or not text:
            return text
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{text}\x1b[0m"

    def line(self, text: str = "") -> None:
        """One line as it is, however long."""
        self._stream.write(f"{text}\n")

    def heading(self, text: str, *looks: Look) -> None:
        """An empty line and a heading."""
        self.line()
        for line in textwrap.wrap(text, self.width):
            self.line(self.look(line, *(looks or ("bold",))))

    def text(self, text: str, *looks: Look, indent: int = 2, first: str = "") -> None:
        """A wrapped text, with `first` (a bullet, a number) hanging before it."""
        for line in self._wrapped(text, first, indent):
            self.line(self.look(line, *looks) if looks else line)

    def items(self, texts: Iterable[str], indent: int = 2) -> None:
        """Texts as a list with dashes, wrapped."""
        for text in texts:
            self.text(text, indent=indent, first="- ")

    def pairs(self, pairs: Iterable[tuple[str, str]], indent: int = 2) -> None:
        """Names with their texts, the texts in one column."""
        rows = [(name, text) for name, text in pairs if text]
        column = max((len(name) for name, _ in rows), default=0) + 2
        for name, text in rows:
            lines = list(self._wrapped(text, " " * column, indent))
            head = " " * indent + self.look(name, "dim") + " " * (column - len(name))
            self.line(head + lines[0][indent + column :])
            for line in lines[1:]:
                self.line(line)

    def _wrapped(self, text: str, first: str, indent: int) -> Iterator[str]:
        start, rest = " " * indent + first, " " * (indent + len(first))
        width = max(self.width, len(start) + 20)
        for count, part in enumerate(text.splitlines() or [""]):
            yield from textwrap.wrap(
                part,
                width,
                initial_indent=rest if count else start,
                subsequent_indent=rest,
                break_on_hyphens=False,
            ) or [start if count == 0 else ""]


class Progress:
    """A bar on standard error while something takes time; nothing where that is no terminal."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = max(total, 1)
        self._on = _is_terminal(stream) and os.environ.get("TERM") != "dumb"
        self._reads_codes = _reads_codes(stream)
        self._done = self._shown = 0

    def step(self, name: str) -> None:
        """Show what is being done now."""
        if self._on:
            filled = _BAR * self._done // self._total
            bar = "#" * filled + "." * (_BAR - filled)
            self._write(f"[{bar}] {self._done}/{self._total} {name[:40]}")
        self._done += 1

    def clear(self) -> None:
        """Take the bar away."""
        if self._on:
            self._write("")

    def _write(self, text: str) -> None:
        """In the place of what stood there."""
        blank = "\x1b[K" if self._reads_codes else " " * self._shown + "\r"
        self._stream.write(f"\r{blank}{text}")
        self._stream.flush()
        self._shown = len(text)
