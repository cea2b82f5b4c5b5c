"""Colours and line widths of a picture, for window, SVG and PDF alike. Nothing is told by colour alone.

Text stands at 7:1 or better on its fill, the path at 4.5:1 or better on the ground (tests/test_drawing_svg.py).
Widths and dashes are logical pixels: times `Picture.scale`.
"""

from __future__ import annotations

from typing import Final

from mdo_viewer.drawing.picture import Box, Edge
from mdo_viewer.guideline.values import dataclass

WHITE: Final = "#FFFFFF"
GROUND: Final = WHITE
INK: Final = "#14213D"
MUTED: Final = "#46505F"
DIM: Final = "#4A5463"
BLUE: Final = "#0A47B0"
BLUE_WASH: Final = "#E9F0FD"
AMBER: Final = "#B87400"
AMBER_WASH: Final = "#FFF6DB"
AMBER_BAND: Final = "#FFE7A3"
RED: Final = "#8F2A0A"
RED_WASH: Final = "#FDEDE7"
LINE: Final = "#7C8798"
PALE_LINE: Final = "#B4BECC"

SOLID: Final[tuple[float, ...]] = ()
DASHED: Final = (5.0, 4.0)
DOTTED: Final = (2.0, 4.0)


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """How a box is drawn. `kicker` and `text` are text colours; `bar` is the upright bar of an urgent outcome."""

    fill: str
    border: str
    width: float
    dash: tuple[float, ...]
    text: str
    kicker: str
    bar: str | None


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How an answer is drawn: its line, and its label as a pill."""

    line: str
    width: float
    dash: tuple[float, ...]
    fill: str
    border: str
    text: str


def box_style(box: Box) -> BoxStyle:
    """The style of a box by its state, and by what kind of outcome it is."""
    reached = box.kind == "outcome" and box.state == "path"
    dash = DASHED if box.silent or box.kind == "stub" else SOLID
    bar = RED if box.urgent else None
    if box.state == "ruled_out":
        return BoxStyle(WHITE, PALE_LINE, 1.25, dash, DIM, DIM, PALE_LINE if box.urgent else None)
    if box.state == "open":
        return BoxStyle(AMBER_WASH, AMBER, 3.0, dash, INK, MUTED, bar)
    if box.state == "path":
        if box.passed_over:
            return BoxStyle(WHITE, BLUE, 1.5, DOTTED, DIM, DIM, None)
        if reached and box.urgent:
            return BoxStyle(RED_WASH, RED, 3.0, dash, INK, RED, bar)
        return BoxStyle(BLUE_WASH, BLUE, 3.0 if reached else 2.0, dash, INK, MUTED, bar)
    return BoxStyle(WHITE, LINE, 1.5, dash, INK, RED if box.urgent else MUTED, bar)


def edge_style(edge: Edge) -> EdgeStyle:
    """The style of an answer by its state."""
    if edge.state == "path":
        return EdgeStyle(BLUE, 4.0, SOLID, BLUE, BLUE, WHITE)
    if edge.state == "open":
        return EdgeStyle(AMBER, 2.0, SOLID, WHITE, AMBER, INK)
    if edge.state == "possible":
        return EdgeStyle(LINE, 1.5, SOLID, WHITE, LINE, INK)
    return EdgeStyle(PALE_LINE, 1.25, DASHED, WHITE, PALE_LINE, DIM)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
