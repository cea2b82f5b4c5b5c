"""How wide text is and where it breaks, from a table of advances; no font is opened.

Window, SVG and PDF draw with kerning and ligatures off, so that all three agree with this table. Sizes and widths
are in the same unit (pixels of the em size).
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from mdo_viewer.guideline.library import resources_folder

FAMILY: Final = "Atkinson Hyperlegible"
METRICS_FILE: Final = resources_folder() / "font_metrics.json"

_BREAK_AFTER: Final = "-/–)"


class _Advances(dict[str, float]):
    """Advance by character as a part of the em; `missing` for a character that the font lacks."""

    missing: float = 0.0

    def __missing__(self, char: str) -> float:
        return self.missing


class _Face(NamedTuple):
    ascent: float
    descent: float
    advances: _Advances


@cache
def _faces() -> tuple[_Face, _Face]:
    table = json.loads(METRICS_FILE.read_text("utf-8"))
    return _face(table["regular"]), _face(table["bold"])


def _face(table: dict[str, object]) -> _Face:
    units, missing, advances = table["units"], table["missing"], table["advances"]
    ascent, descent = table["ascent"], table["descent"]
    assert isinstance(units, int)
    assert isinstance(missing, int)
    assert isinstance(ascent, int)
    assert isinstance(descent, int)
    assert isinstance(advances, dict)
    widths = _Advances({char: advance / units for char, advance in advances.items()})
    widths.missing = missing / units
    return _Face(ascent / units, descent / units, widths)


ASCENT: Final = 0.95  # of the em, above the baseline; a test compares both with the table
DESCENT: Final = 0.29


def font_files() -> tuple[Path, Path]:
    """The files of the regular and the bold face."""
    import fontpkg_atkinson_hyperlegible

    files = Path(next(iter(fontpkg_atkinson_hyperlegible.__path__))) / "files"
    return files / "AtkinsonHyperlegible-Regular.ttf", files / "AtkinsonHyperlegible-Bold.ttf"


def has_char(char: str) -> bool:
    """Whether both faces have this character."""
    return all(char in face.advances for face in _faces())


@lru_cache(maxsize=32768)
def text_width(text: str, size: float, bold: bool) -> float:
    """The sum of the advances; no kerning, no ligatures."""
    advances = _faces()[bold].advances
    return sum(map(advances.__getitem__, text)) * size


@lru_cache(maxsize=32768)
def _wrapped(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    words = _words(text)
    return _filled(words, [text_width(word, size, bold) for word in words], width, size, bold)


def _filled(words: list[str], widths: list[float], width: float, size: float, bold: bool) -> tuple[str, ...]:
    """Lines as full as they can be."""
    space = text_width(" ", size, bold)
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for word, wide in zip(words, widths, strict=True):
        if line and used + space + wide <= width:
            line.append(word)
            used += space + wide
            continue
        if line:
            lines.append(" ".join(line))
        rest = word
        while wide > width and len(rest) > 1:
            head = _head(rest, width, size, bold)
            lines.append(head)
            rest = rest[len(head) :]
            wide = text_width(rest, size, bold)
        line, used = [rest] if rest else [], wide
    if line:
        lines.append(" ".join(line))
    return tuple(lines)


def _words(text: str) -> list[str]:
    """Words between spaces and line ends; a no-break space holds its words together."""
    return [word for word in text.replace("\n", " ").replace("\t", " ").split(" ") if word]


def _head(word: str, width: float, size: float, bold: bool) -> str:
    """The longest beginning of a too long word that fits, up to a hyphen when there is one; at least one character."""
    fits = 1
    while fits < len(word) and text_width(word[: fits + 1], size, bold) <= width:
        fits += 1
    for end in range(fits, 1, -1):
        if word[end - 1] in _BREAK_AFTER:
            return word[:end]
    return word[:fits]


def wrap(text: str, width: float, size: float, bold: bool) -> list[str]:
    """`text` in lines of at most `width`. A word is cut only when it alone is wider than a line."""
    return list(_wrapped(text, width, size, bold))


@lru_cache(maxsize=32768)
def balanced(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    """As `wrap`, in as few lines, but with lines as even as they can be: no lone word at the end."""
    best = _wrapped(text, width, size, bold)
    if len(best) < 2:
        return best
    words = _words(text)
    widths = [text_width(word, size, bold) for word in words]
    low, high = max(widths), width
    if low >= width:
        return best
    while high - low > 2.0:
        middle = (low + high) / 2
        lines = _filled(words, widths, middle, size, bold)
        if len(lines) > len(best):
            low = middle
        else:
            best, high = lines, middle
    return best


@lru_cache(maxsize=32768)
def tidy(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    """As `wrap`, but as `balanced` where the last line would be a short rest."""
    lines = _wrapped(text, width, size, bold)
    if len(lines) > 1 and text_width(lines[-1], size, bold) < 0.3 * width:
        return balanced(text, width, size, bold)
    return lines


@lru_cache(maxsize=4096)
def widest_word(text: str, size: float, bold: bool) -> float:
    """The width that keeps every word of the text whole."""
    return max((text_width(word, size, bold) for word in _words(text)), default=0.0)


def forget() -> None:
    """Drop what was measured: texts that were typed of a patient are among it."""
    for measured in (text_width, _wrapped, balanced, tidy, widest_word):
        measured.cache_clear()
