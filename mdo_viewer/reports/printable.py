"""Text as paper can show it: nothing that a font has no picture for, and no word that runs off the page."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mdo_viewer.drawing.font import text_width

#: A place where a word may break; the template turns it into a break that leaves no character behind.
BREAK: Final = "\u200b"
#: Words longer than this may break, in pieces of `_PIECE` characters.
_LONG_WORD, _PIECE = 28, 4

_PLAIN = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u2212\u2260\u2264\u2265]*")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONG = re.compile(rf"\S{{{_LONG_WORD + 1},}}")
#: Soft hyphen and joiners: invisible, but they shape the text around them.
_KEPT = frozenset("\u00ad\u200c\u200d")


def printable(text: str) -> str:
    """The text as it goes to the page.

    Line ends become `\\n`, every kind of space a space; control, direction and private characters, which a reader
    would not see or would be deceived by, are written out as `[U+202E]`. Long words get places to break.
    """
    if not _PLAIN.fullmatch(text):
        text = "".join(map(_shown, _LINE_ENDS.sub("\n", text)))
    return _LONG.sub(_breakable, text)


class Printable(str):
    """Text that is printable already."""

    __slots__ = ()


def fitting(text: str, width: float, size: float, *, bold: bool = False) -> Printable:
    """The printable text for a narrow column: words that are wider than it may break too; all in points."""
    words = printable(text).split(" ")
    return Printable(" ".join(word if text_width(word, size, bold) < width else _broken(word) for word in words))


def _shown(char: str) -> str:
    if char in "\n\u00a0" or char in _KEPT:
        return char
    if char == "\t":
        return " "
    if char == BREAK:
        return ""
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    return f"[U+{ord(char):04X}]" if category in ("Cc", "Cf", "Cn", "Co", "Cs") else char


def _breakable(match: re.Match[str]) -> str:
    return _broken(match[0])


def _broken(word: str) -> str:
    pieces = [""]
    for char in word.replace(BREAK, ""):
        bound = pieces[-1][-1:] in _KEPT or unicodedata.category(char)[0] in "MC"
        if len(pieces[-1]) >= _PIECE and not bound:
            pieces.append("")
        pieces[-1] += char
    return BREAK.join(pieces)
