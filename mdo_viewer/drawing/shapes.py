"""The shapes beside text that every painter draws: step numbers, marks, arrowheads, key caps, bars.

The font has no arrows and check boxes, so these are never text. All measures are in the picture's pixels.
"""

from __future__ import annotations

from math import hypot
from typing import Final

from msgspec import Struct

from mdo_viewer.drawing.canvas import CAP, CAP_GAP
from mdo_viewer.drawing.cards import BADGE, BASE, INDENT, TITLE
from mdo_viewer.drawing.curves import Point
from mdo_viewer.drawing.font import ASCENT, DESCENT, text_width
from mdo_viewer.drawing.picture import Box, Edge, Rect, Run

CORNER: Final = 8.0  # radius of a box's corners at scale 1
BAR_WIDTH: Final = 4.0
RING: Final = 1.25  # of the line around a number, at scale 1
_CAPITAL: Final = 0.668  # height of a capital, of the em


class Badge(Struct, frozen=True):
    """The number of a step: a disc with the number in its middle."""

    x: float
    y: float
    radius: float
    run: Run


class Arrow(Struct, frozen=True):
    """A line that ends in a head: the line up to the head, and the head's three corners, tip first."""

    shaft: tuple[Point, ...]
    head: tuple[Point, Point, Point]


def badge(box: Box) -> Badge | None:
    """The number of the question, left of the first line below the answer that leads to it; none in a box with its
    title alone, which begins with it."""
    first = next((run for run in box.runs if run.role != "label"), None)
    if box.step is None or first is None:
        return None
    inline = first.role == "title" and not box.folded
    k = first.size / (TITLE if inline else BASE)
    if inline and first.x - box.rect.x < BADGE * k:
        return None
    radius = 11.0 * k
    x, y = first.x - BADGE * k + radius, first.y - _CAPITAL / 2 * first.size
    text, size = str(box.step), 14.0 * k
    run = Run(text, x - text_width(text, size, True) / 2, y + _CAPITAL / 2 * size, size, True, "key")
    return Badge(x, y, radius, run)


#: The hook of a question mark, in parts of its box.
_HOOK: Final = (
    *((0.33, 0.36), (0.38, 0.24), (0.5, 0.2), (0.62, 0.24)),
    *((0.67, 0.36), (0.6, 0.47), (0.5, 0.54), (0.5, 0.62)),
)


def mark_box(run: Run) -> Rect | None:
    """The box of a checklist line, None for a line without one."""
    if run.mark is None:
        return None
    k = run.size / BASE
    side = 14.0 * k
    return Rect(run.x - INDENT * k, run.y - _CAPITAL / 2 * run.size - side / 2, side, side)


def mark_strokes(run: Run) -> tuple[tuple[Point, ...], ...]:
    """The lines in the box of a checklist line: a tick for yes, a bar for no, a question mark for unknown.

    No cross: on a Dutch form a cross means yes. No empty box: without a sign "not known" looks like "not met".
    """
    box = mark_box(run)
    if box is None:
        return ()
    x, y, s = box.x, box.y, box.width
    if run.mark == "yes":
        return (((x + 0.22 * s, y + 0.52 * s), (x + 0.42 * s, y + 0.73 * s), (x + 0.79 * s, y + 0.28 * s)),)
    if run.mark == "no":
        return (((x + 0.26 * s, y + 0.5 * s), (x + 0.74 * s, y + 0.5 * s)),)
    hook = tuple((x + across * s, y + down * s) for across, down in _HOOK)
    return (hook, ((x + 0.5 * s, y + 0.76 * s), (x + 0.5 * s, y + 0.8 * s)))


def next_band(box: Box, k: float) -> Rect | None:
    """The ground behind the line that is asked now; `k` is the picture's scale."""
    runs = [run for run in box.runs if run.next]
    if not runs:
        return None
    size = runs[0].size
    lead = (20.0 * k - (ASCENT + DESCENT) * size) / 2
    top = runs[0].y - ASCENT * size - lead - 2 * k
    bottom = runs[-1].y + DESCENT * size + lead + 2 * k
    return Rect(box.rect.x + 8 * k, top, box.rect.width - 16 * k, bottom - top)


def urgent_bar(box: Box, k: float) -> Rect | None:
    """The upright bar at the left of an urgent outcome."""
    if not box.urgent:
        return None
    inset = 10.0 * k
    return Rect(box.rect.x + 6 * k, box.rect.y + inset, BAR_WIDTH * k, box.rect.height - 2 * inset)


def key_cap(edge: Edge) -> tuple[Rect, Run] | None:
    """The cap with the digit of an answer, inside its label right of the text."""
    if edge.key is None:
        return None
    if not edge.label.text:
        return None
    size = edge.label.size
    k = size / BASE
    x = edge.label.x + text_width(edge.label.text, size, edge.label.bold) + CAP_GAP * k
    side = CAP * k
    rect = Rect(x, edge.label_rect.y + (edge.label_rect.height - side) / 2, side, side)
    small = 14.0 * k
    text = Run(
        edge.key,
        rect.x + (side - text_width(edge.key, small, False)) / 2,
        rect.y + side / 2 + _CAPITAL / 2 * small,
        small,
        False,
        "key",
    )
    return rect, text


def arrow(edge: Edge, k: float, width: float) -> Arrow:
    """The line of an answer with its head; `width` is the line's in logical pixels, `k` the picture's scale."""
    points = edge.points
    end, before = points[-1], points[-2]
    long, half = (6.0 + 1.5 * width) * k, (3.0 + 1.0 * width) * k
    distance = hypot(end[0] - before[0], end[1] - before[1]) or 1.0
    ux, uy = (end[0] - before[0]) / distance, (end[1] - before[1]) / distance
    base = end[0] - ux * long, end[1] - uy * long
    head = (end, (base[0] - uy * half, base[1] + ux * half), (base[0] + uy * half, base[1] - ux * half))
    inside = end[0] - ux * long * 0.8, end[1] - uy * long * 0.8
    if hypot(inside[0] - points[-4][0], inside[1] - points[-4][1]) < long * 0.2:
        return Arrow(points, head)
    return Arrow((*points[:-2], inside, inside), head)
