"""The page that tests a room: letters in the sizes of the projector, how far each reads, and patches of its colours.

ISO 9241-3 asks of text that its capitals fill at least 16 minutes of arc, and better 20. A capital is 0.7 of the text
size high, so text of the part `size` of the image's height reads up to 0.7 × size / tan(angle) image heights away.
"""

from __future__ import annotations

from math import pi, tan
from typing import Final

from mdo_viewer.desktop.projector.page import (
    BAR,
    CORNER,
    EDGE,
    FLOOR,
    GAP,
    NORMAL,
    SMALL,
    TITLES,
    Fill,
    Page,
    TextLine,
    broken,
    lay_lines,
    leading,
    pixels,
)
from mdo_viewer.desktop.says import tokens
from mdo_viewer.drawing.font import balanced, text_width
from mdo_viewer.drawing.picture import Rect
from mdo_viewer.guideline.words import Words

CAP_HEIGHT: Final = 0.7  # of the text size
WELL, JUST = 20.0, 16.0  # minutes of arc
#: Size, of the height, and letters of equal legibility (Louise Sloan's ten), none of them a word.
LINES: Final = (
    (0.1, "HVZ DS"),
    (0.07, "KNR OCV"),
    (0.05, "NCK ROS DH"),
    (NORMAL, "ZRD HVC KNS OR"),
    (FLOOR, "SKN OCD VHR ZNK DS"),
)
#: What stands on each patch: word key, text colour, ground, line.
PATCHES: Final[tuple[tuple[str, tokens.Token, tokens.Token, tokens.Token], ...]] = (
    ("text", tokens.INK, tokens.PAPER, tokens.STRONG_LINE),
    ("muted", tokens.MUTED, tokens.PAPER, tokens.STRONG_LINE),
    ("advice", tokens.BLUE, tokens.BLUE_WASH, tokens.BLUE),
    ("open", tokens.BROWN, tokens.AMBER_WASH, tokens.AMBER),
    ("urgent", tokens.RED, tokens.RED_WASH, tokens.RED),
    ("done", tokens.GREEN, tokens.GREEN_WASH, tokens.GREEN),
)


def reach(size: float, minutes: float) -> float:
    """How far text of this part of the image's height reads, in image heights."""
    return CAP_HEIGHT * size / tan(minutes / 60 * pi / 180)


def lay_room(texts: Words, width: int, height: int) -> Page:
    """The page, in pixels; the same for every patient."""
    return _Room(texts, width, height).page()


class _Room:
    def __init__(self, texts: Words, width: int, height: int) -> None:
        self.texts, self.width, self.height = texts, width, height
        self.edge, self.gap = EDGE * height, GAP * height
        self.fills: list[Fill] = []
        self.words: list[TextLine] = []
        self.y = 0.6 * self.edge

    def page(self) -> Page:
        self._say("projector.room.title", TITLES[0], bold=True)
        self._say("projector.room.do", NORMAL)
        self.y += 0.6 * self.gap
        for size, letters in LINES:
            self._line(size, letters)
        self.y += 0.8 * self.gap
        self._patches()
        self.y += 1.2 * self.gap
        self._say("projector.room.not", NORMAL, bold=True)
        self._say("projector.room.help", NORMAL)
        self._foot()
        return Page(self.width, self.height, tuple(self.fills), tuple(self.words))

    def _say(self, key: str, part: float, *, bold: bool = False, colour: tokens.Token = tokens.INK) -> None:
        size = pixels(part, self.height)
        lines = balanced(self.texts(key), self.width - 2 * self.edge, size, bold)
        self.words += lay_lines(lines, self.edge, self.y, size, bold, colour)
        self.y += len(lines) * leading(size)

    def _number(self, value: float) -> str:
        said = f"{value:.1f}"
        return said.replace(".", ",") if self.texts.language == "nl" else said

    def _line(self, part: float, letters: str) -> None:
        """Letters of one size; at the right how large they are and how far they read."""
        size, small = pixels(part, self.height), pixels(SMALL, self.height)
        self.words += lay_lines((letters,), self.edge, self.y, size, False, tokens.INK)
        well, just = (self._number(reach(part, minutes)) for minutes in (WELL, JUST))
        said = self.texts("projector.room.reach", size=self._number(part * 100), well=well, just=just)
        x = self.width - self.edge - text_width(said, small, False)
        top = self.y + (leading(size) - leading(small)) / 2
        self.words += lay_lines((said,), x, top, small, False, tokens.MUTED)
        self.y += leading(size) + 0.4 * self.gap

    def _patches(self) -> None:
        """One patch of each pair of colours, its word in the middle."""
        size, pad = pixels(SMALL, self.height), 0.8 * self.gap
        wide = (self.width - 2 * self.edge - (len(PATCHES) - 1) * pad) / len(PATCHES)
        high = leading(size) + 2 * pad
        for at, (key, colour, ground, line) in enumerate(PATCHES):
            x = self.edge + at * (wide + pad)
            said = self.texts(f"projector.room.{key}")
            self.fills.append(Fill(Rect(x, self.y, wide, high), ground, line, CORNER * self.height))
            left = x + (wide - text_width(said, size, True)) / 2
            self.words += lay_lines((said,), left, self.y + pad, size, True, colour)
        self.y += high

    def _foot(self) -> None:
        size = pixels(SMALL, self.height)
        lines = broken(self.texts("projector.room.how"), self.width - 2 * self.edge, size, False)
        top = self.height - 0.45 * self.edge - len(lines) * leading(size)
        rule = Rect(self.edge, top - 0.5 * self.gap, self.width - 2 * self.edge, BAR * self.height / 5)
        self.fills.append(Fill(rule, tokens.LINE))
        self.words += lay_lines(lines, self.edge, top, size, False, tokens.MUTED)
