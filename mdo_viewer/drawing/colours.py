"""Colours and line widths of a picture, for window, SVG and PDF alike. Nothing is told by colour alone.

Text stands at 7:1 or better on its fill, the path at 4.5:1 or better on the ground (tests/drawing/test_svg.py).
Widths and dashes are logical pixels: times `Picture.scale`.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from mdo_viewer.drawing.picture import Box, Edge

SOLID: Final[tuple[float, ...]] = ()
DASHED: Final = (5.0, 4.0)
DOTTED: Final = (2.0, 4.0)


class Inks(Struct, frozen=True):
    """The colours of a picture, as `#RRGGBB`. `paper` is the fill of a plain box, `on` the text on a solid fill."""

    ground: str
    paper: str
    on: str
    ink: str
    muted: str
    dim: str
    blue: str
    blue_wash: str
    amber: str
    amber_wash: str
    amber_band: str
    red: str
    red_wash: str
    line: str
    pale_line: str


#: On paper, in a file, and in the window's light scheme.
LIGHT: Final = Inks(
    ground="#FFFFFF",
    paper="#FFFFFF",
    on="#FFFFFF",
    ink="#14213D",
    muted="#46505F",
    dim="#4A5463",
    blue="#0A47B0",
    blue_wash="#E9F0FD",
    amber="#B87400",
    amber_wash="#FFF6DB",
    amber_band="#FFE7A3",
    red="#8F2A0A",
    red_wash="#FDEDE7",
    line="#7C8798",
    pale_line="#B4BECC",
)


class BoxStyle(Struct, frozen=True):
    """How a box is drawn. `kicker` and `text` are text colours; `bar` is the upright bar of an urgent outcome."""

    fill: str
    border: str
    width: float
    dash: tuple[float, ...]
    text: str
    kicker: str
    bar: str | None


class EdgeStyle(Struct, frozen=True):
    """How an answer is drawn: its line, and its label as a pill."""

    line: str
    width: float
    dash: tuple[float, ...]
    fill: str
    border: str
    text: str


def box_style(box: Box, inks: Inks = LIGHT) -> BoxStyle:
    """The style of a box by its state, and by what kind of outcome it is."""
    reached = box.kind == "outcome" and box.state == "path"
    dash = DASHED if box.silent or box.kind == "stub" else SOLID
    bar = inks.red if box.urgent else None
    if box.state == "ruled_out":
        urgent = inks.pale_line if box.urgent else None
        return BoxStyle(inks.paper, inks.pale_line, 1.25, dash, inks.dim, inks.dim, urgent)
    if box.state == "open":
        return BoxStyle(inks.amber_wash, inks.amber, 3.0, dash, inks.ink, inks.muted, bar)
    if box.state == "path":
        if box.passed_over:
            return BoxStyle(inks.paper, inks.blue, 1.5, DOTTED, inks.dim, inks.dim, None)
        if reached and box.urgent:
            return BoxStyle(inks.red_wash, inks.red, 3.0, dash, inks.ink, inks.red, bar)
        return BoxStyle(inks.blue_wash, inks.blue, 3.0 if reached else 2.0, dash, inks.ink, inks.muted, bar)
    return BoxStyle(inks.paper, inks.line, 1.5, dash, inks.ink, inks.red if box.urgent else inks.muted, bar)


def badge_inks(box: Box, inks: Inks = LIGHT) -> tuple[str, str, str]:
    """Fill, border and text of the number of a question: filled on the way and where it is asked, else an outline."""
    style = box_style(box, inks)
    if box.state == "open":
        return inks.ink, inks.ink, inks.on
    if box.state == "path":
        return style.border, style.border, inks.on
    return style.fill, style.border, style.text


def edge_style(edge: Edge, inks: Inks = LIGHT) -> EdgeStyle:
    """The style of an answer by its state."""
    if edge.state == "path":
        return EdgeStyle(inks.blue, 4.0, SOLID, inks.blue, inks.blue, inks.on)
    if edge.state == "open":
        return EdgeStyle(inks.amber, 2.0, SOLID, inks.paper, inks.amber, inks.ink)
    if edge.state == "possible":
        return EdgeStyle(inks.line, 1.5, SOLID, inks.paper, inks.line, inks.ink)
    return EdgeStyle(inks.pale_line, 1.25, DASHED, inks.paper, inks.pale_line, inks.dim)


def mark_colour(style: BoxStyle, mark: str | None, inks: Inks = LIGHT) -> str:
    """The colour of the sign in the box of a checklist line; a tick on the way stands out."""
    if mark == "asked":
        return inks.paper
    return inks.blue if mark == "yes" and style.text != inks.dim else style.text


def mark_ground(style: BoxStyle, mark: str | None, inks: Inks = LIGHT) -> str:
    """The ground of that box: solid for what was asked and nobody knows, as the answer "unknown" looks."""
    return style.text if mark == "asked" else inks.paper


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
