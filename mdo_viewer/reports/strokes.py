"""A drawn tree as a flat list of strokes for the page template: filled shapes, lines and text, back to front.

The same shapes and colours as in the window and in SVG; numbers are the picture's pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from mdo_viewer.drawing import shapes
from mdo_viewer.drawing.colours import LIGHT, BoxStyle, box_style, edge_style, mark_colour, mark_ground
from mdo_viewer.drawing.curves import Point
from mdo_viewer.drawing.font import text_width
from mdo_viewer.drawing.picture import Box, Edge, Picture, Rect, Run, State
from mdo_viewer.guideline.values import replace

Stroke: TypeAlias = dict[str, object]

_BACK_TO_FRONT: dict[State, int] = {"ruled_out": 0, "possible": 1, "open": 2, "path": 3}


def cropped(picture: Picture) -> dict[str, object]:
    """The picture without the empty ground around it, so that it lines up with text."""
    room = 2 * picture.scale  # half of the thickest line
    rects = [*(box.rect for box in picture.boxes), *(edge.label_rect for edge in picture.edges if edge.label.text)]
    points = [point for edge in picture.edges for point in edge.points]
    left = min([*(rect.x for rect in rects), *(x for x, _ in points)]) - room
    top = min([*(rect.y for rect in rects), *(y for _, y in points)]) - room
    right = max([*(rect.right for rect in rects), *(x for x, _ in points)]) + room
    bottom = max([*(rect.bottom for rect in rects), *(y for _, y in points)]) + room
    return {"x": left, "y": top, "width": right - left, "height": bottom - top, "strokes": strokes(picture)}


def whole(picture: Picture) -> dict[str, object]:
    """The picture with its ground."""
    return {"x": 0, "y": 0, "width": picture.width, "height": picture.height, "strokes": strokes(picture)}


def strokes(picture: Picture) -> list[Stroke]:
    """Every shape of the picture, in the order in which it is drawn."""
    edges = sorted(picture.edges, key=lambda edge: _BACK_TO_FRONT[edge.state])
    found = [stroke for edge in edges for stroke in _edge(edge, picture.scale)]
    found += [stroke for box in picture.boxes for stroke in _box(box, picture.scale)]
    found += [stroke for edge in edges if edge.label.text for stroke in _label(edge, picture.scale)]
    return found


def _box(box: Box, k: float) -> Iterator[Stroke]:
    style = box_style(box)
    yield _rect(box.rect, shapes.CORNER * k, style.fill, style.border, style.width * k, _scaled(style.dash, k))
    bar = shapes.urgent_bar(box, k)
    if bar is not None and style.bar is not None:
        yield _rect(bar, bar.width / 2, style.bar)
    band = shapes.next_band(box, k)
    if band is not None and box.state == "open":
        yield _rect(band, 4 * k, LIGHT.amber_band)
    badge = shapes.badge(box)
    if badge is not None:
        disc = Rect(badge.x - badge.radius, badge.y - badge.radius, 2 * badge.radius, 2 * badge.radius)
        yield _rect(disc, badge.radius, LIGHT.ink if box.state == "open" else style.border)
        yield _text(badge.run, LIGHT.on)
    for run in box.runs:
        yield from _mark(run, style, k)
        yield _text(run, style.kicker if run.role in ("kicker", "detail") else style.text)


def _mark(run: Run, style: BoxStyle, k: float) -> Iterator[Stroke]:
    box = shapes.mark_box(run)
    if box is None:
        return
    yield _rect(box, 3 * k, mark_ground(style, run.mark), style.text, 1.25 * k)
    colour = mark_colour(style, run.mark)
    for points in shapes.mark_strokes(run):
        yield {"is": "line", "points": _points(points), "pen": _pen(colour, 2 * k, (), "round")}


def _edge(edge: Edge, k: float) -> Iterator[Stroke]:
    style = edge_style(edge)
    drawn = shapes.arrow(edge, k, style.width)
    pen = _pen(style.line, style.width * k, _scaled(style.dash, k))
    yield {"is": "curve", "points": _points(drawn.shaft), "pen": pen}
    yield {"is": "head", "points": _points(drawn.head), "fill": style.line}


def _label(edge: Edge, k: float) -> Iterator[Stroke]:
    style = edge_style(edge)
    yield _rect(edge.label_rect, edge.label_rect.height / 2, style.fill, style.border, 1.5 * k)
    yield _text(_in_the_middle(edge), style.text)


def _in_the_middle(edge: Edge) -> Run:
    """The label without the room for a key: paper has no keyboard."""
    label, rect = edge.label, edge.label_rect
    return replace(label, x=rect.x + (rect.width - text_width(label.text, label.size, label.bold)) / 2)


def _rect(
    rect: Rect, radius: float, fill: str, border: str | None = None, width: float = 0.0, dash: tuple[float, ...] = ()
) -> Stroke:
    return {
        "is": "rect",
        "x": _n(rect.x),
        "y": _n(rect.y),
        "right": _n(rect.right),
        "bottom": _n(rect.bottom),
        "radius": _n(radius),
        "fill": fill,
        "pen": None if border is None else _pen(border, width, dash),
    }


def _pen(colour: str, width: float, dash: tuple[float, ...], cap: str = "butt") -> Stroke:
    return {"colour": colour, "width": _n(width), "dash": dash, "cap": cap}


def _text(run: Run, colour: str) -> Stroke:
    return {
        "is": "text",
        "x": _n(run.x),
        "y": _n(run.y),
        "size": _n(run.size),
        "bold": run.bold,
        "colour": colour,
        "text": run.text,
    }


def _scaled(dash: tuple[float, ...], k: float) -> tuple[float, ...]:
    return tuple(length * k for length in dash)


def _points(points: Iterable[Point]) -> list[tuple[float, float]]:
    return [(_n(x), _n(y)) for x, y in points]


def _n(value: float) -> float:
    """A hundredth of a pixel is finer than any printer."""
    return round(value, 2)
