"""A very large tree seen from very far: what is too small for words is painted as one recorded picture.

Below the zoom that anyone can choose (`camera.SMALLEST`) a box is a few pixels. Painting it as an item of the scene
costs as much as a box that can be read: for 5,000 boxes several times the time of a frame. All of them, played from a
recording, take half a frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPicture

from mdo_viewer.desktop.graph.items import BoxItem, EdgeItem
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme

#: How many changed items are painted over the recording before it is made anew.
MOST: Final = 400


class FarView:
    """Paints the boxes and answers of a graph from a recording.

    The way taken, and what changed in place since, is painted over it.
    """

    def __init__(self, boxes: Mapping[str, BoxItem], edges: Mapping[str, EdgeItem]) -> None:
        self._boxes, self._edges = boxes, edges
        self._recorded: QPicture | None = None
        self._over: dict[BoxItem | EdgeItem, None] = {}

    def change(self, item: BoxItem | EdgeItem) -> None:
        """An item looks different, in the same place."""
        if self._recorded is not None:
            self._over[item] = None
            if len(self._over) > MOST:
                self.forget()

    def forget(self) -> None:
        """Items came, went or moved."""
        self._recorded = None
        self._over.clear()

    def paint(self, painter: QPainter, selected: BoxItem | None) -> None:
        """Paint all in the coordinates of the scene."""
        if self._recorded is None:
            self._recorded = self._record()
        painter.save()
        painter.drawPicture(0, 0, self._recorded)
        painter.restore()
        _draw(painter, self._over)
        if selected is not None:
            painter.setPen(_pen(theme.colour(tokens.INK), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(selected.rect)

    def _record(self) -> QPicture:
        """All but the way, which is wider than what would be painted over it once it is another."""
        recorded = QPicture()
        items: list[BoxItem | EdgeItem] = [*self._edges.values(), *self._boxes.values()]
        rest: list[BoxItem | EdgeItem] = []
        for item in items:
            if on_way(item):
                self._over[item] = None
            else:
                rest.append(item)
        painter = QPainter(recorded)
        _draw(painter, rest)
        painter.end()
        return recorded


def on_way(item: BoxItem | EdgeItem) -> bool:
    """Whether an item is on the way taken, or asked now."""
    return (item.box if isinstance(item, BoxItem) else item.edge).state in ("path", "open")


def _pen(colour: QColor, width: int) -> QPen:
    """A pen of so many pixels at any zoom."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


def _draw(painter: QPainter, items: Iterable[BoxItem | EdgeItem]) -> None:
    """Lines below boxes, those of one look together; the way taken last and wider."""
    lines: dict[tuple[bool, str], QPainterPath] = {}
    rects: dict[tuple[bool, str, str], list[QRectF]] = {}
    for item in items:
        if isinstance(item, EdgeItem):
            lines.setdefault((on_way(item), item.style.line), QPainterPath()).addPath(item.path)
        else:
            rects.setdefault((on_way(item), item.style.border, item.style.fill), []).append(item.rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for (way, colour), path in sorted(lines.items(), key=lambda each: each[0]):
        painter.setPen(_pen(theme.drawn_colour(colour), 3 if way else 1))
        painter.drawPath(path)
    for (way, border, fill), some in sorted(rects.items(), key=lambda each: each[0]):
        painter.setPen(_pen(theme.drawn_colour(border), 3 if way else 1))
        painter.setBrush(theme.drawn_colour(fill))
        painter.drawRects(some)
