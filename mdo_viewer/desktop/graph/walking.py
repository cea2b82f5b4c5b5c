"""Where an arrow key leads in a picture: back, on, and to the box above or below."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from mdo_viewer.drawing.picture import Box, Picture, State

Way: TypeAlias = Literal["back", "on", "up", "down", "start", "end"]
#: Which of several ways on is taken first.
_RANK: Final[dict[State, int]] = {"path": 0, "open": 1, "possible": 2, "ruled_out": 3}


def walk(picture: Picture, here: Box | None, way: Way) -> str | None:
    """The box that a step leads to, None where there is none; from nowhere every step leads to the end of the way."""
    if here is None or way == "end":
        return _end(picture)
    if way == "start":
        return _start(picture)
    if way == "back":
        return next((edge.source for edge in picture.edges if edge.target == here.id), None)
    if way == "on":
        edges = [edge for edge in picture.edges if edge.source == here.id]
        return min(edges, key=lambda edge: _RANK[edge.state]).target if edges else None
    return _beside(picture, here, -1 if way == "up" else 1)


def _start(picture: Picture) -> str | None:
    return picture.boxes[0].id if picture.boxes else None


def _end(picture: Picture) -> str | None:
    way = [box.id for box in picture.boxes if box.state in ("path", "open")]
    return way[-1] if way else _start(picture)


def _beside(picture: Picture, here: Box, way: int) -> str | None:
    """The nearest box above (-1) or below (1), a little sideways allowed."""
    x, y = here.rect.x + here.rect.width / 2, here.rect.y + here.rect.height / 2
    found: list[tuple[float, str]] = []
    for box in picture.boxes:
        r = box.rect
        dy = (r.y + r.height / 2 - y) * way
        if box.id != here.id and dy > 1:
            found.append((dy + 2 * abs(r.x + r.width / 2 - x), box.id))
    return min(found)[1] if found else None
