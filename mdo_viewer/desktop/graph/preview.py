"""The other way: what the tree would say if one fact were different, drawn over the graph and recorded nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mdo_viewer.desktop.graph.items import LEAST_TITLE
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.drawing import cards, shapes
from mdo_viewer.drawing.picture import Box, Edge, Picture, Rect
from mdo_viewer.reasoning.results import Advice

#: Lengths of line and gap, px at zoom 1, and the width of the line.
DASH, WIDTH = (7.0, 5.0), 4.0
#: Answers under the boxes, outlines above them.
UNDER, ABOVE = 1.5, 3.0


class Way(Struct, frozen=True):
    """The part of a way that differs from the way now taken: its answers and where it ends (node id)."""

    answers: tuple[tuple[str, str], ...]
    end: str | None


def other_way(now: Advice, other: Advice) -> Way:
    """From the first answer that differs to the end of the other way."""
    taken, new = _answers(now), _answers(other)
    same = 0
    while same < min(len(taken), len(new)) and taken[same] == new[same]:
        same += 1
    opened = next((step.question.id for step in other.steps if step.state == "open"), None)
    return Way(tuple(new[same:]), other.outcome.id if other.outcome is not None else opened)


def _answers(advice: Advice) -> list[tuple[str, str]]:
    return [(step.question.id, step.answer.key) for step in advice.steps if step.answer is not None]


def edges_of(picture: Picture, way: Way) -> list[Edge]:
    """The answers of the way that this picture shows, in the order of the way."""
    by_answer = {(edge.question, edge.answer): edge for edge in picture.edges}
    return [by_answer[answer] for answer in way.answers if answer in by_answer]


def covers(picture: Picture, way: Way) -> bool:
    """Whether the picture shows every answer of the way, and where it ends."""
    edges = edges_of(picture, way)
    return bool(edges) and len(edges) == len(way.answers) and picture.box(edges[-1].target).node == way.end


def ends_of(picture: Picture, way: Way) -> list[Box]:
    """The boxes of the way behind its first answer; where the picture shows none of these, the end of the way."""
    targets = {edge.target for edge in edges_of(picture, way)}
    nodes = {question for question, _answer in way.answers[1:]} | {way.end}
    asked = [box for box in picture.boxes if box.id in targets or (box.kind == "question" and box.node in nodes)]
    return asked or [box for box in picture.boxes if box.node == way.end and box.state in ("path", "open")]


def _rect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def dashed(width: float) -> QPen:
    """The pen of the other way."""
    pen = QPen(theme.colour(tokens.OTHER), width)
    pen.setDashPattern([length / WIDTH for length in DASH])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


class OtherAnswers(QGraphicsItem):
    """The answers of the other way: dashed, with arrows; their labels stay free."""

    def __init__(self, edges: Iterable[Edge], scale: float) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(UNDER)
        self._scale = scale
        self._lines = QPainterPath()
        self._heads: list[QPolygonF] = []
        labels = QPainterPath()
        for edge in edges:
            drawn = shapes.arrow(edge, scale, WIDTH)
            self._lines.moveTo(QPointF(*drawn.shaft[0]))
            for at in range(1, len(drawn.shaft) - 2, 3):
                self._lines.cubicTo(*(QPointF(*point) for point in drawn.shaft[at : at + 3]))
            self._heads.append(QPolygonF([QPointF(*point) for point in drawn.head]))
            labels.addRoundedRect(_rect(edge.label_rect), edge.label_rect.height / 2, edge.label_rect.height / 2)
        bounds = self._lines.boundingRect()
        for head in self._heads:
            bounds = bounds.united(head.boundingRect())
        self._bounds = bounds.adjusted(-8, -8, 8, 8)
        whole = QPainterPath()
        whole.addRect(self._bounds)
        self._clip = whole.subtracted(labels)

    def boundingRect(self) -> QRectF:
        """All lines and heads, with room for the width of the dashes."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Dashes on a lighter band, never thinner than can be seen; labels stay free where they are drawn."""
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        if cards.BASE * self._scale * detail >= LEAST_TITLE:  # labels are drawn
            painter.setClipPath(self._clip, Qt.ClipOperation.IntersectClip)
        width = WIDTH * self._scale * max(1.0, 0.6 / detail)  # still seen in a large tree as a whole
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(tokens.GROUND), width + 2))
        painter.drawPath(self._lines)
        painter.setPen(dashed(width))
        painter.drawPath(self._lines)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(tokens.OTHER))
        for head in self._heads:
            painter.drawPolygon(head)


class OtherBox(QGraphicsItem):
    """A dashed outline around a box of the other way."""

    def __init__(self, box: Box, scale: float) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(ABOVE)
        self._box, self._scale = _rect(box.rect), scale

    def boundingRect(self) -> QRectF:
        """The box with room for the outline around it."""
        return self._box.adjusted(-8, -8, 8, 8)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The outline in dashes on a lighter band, never thinner than can be seen in a tree shown as a whole."""
        corner = shapes.CORNER * self._scale
        painter.setBrush(Qt.BrushStyle.NoBrush)
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        width = WIDTH * self._scale * max(1.0, 0.6 / detail)
        for pen in (QPen(theme.colour(tokens.GROUND), width + 1), dashed(width)):
            painter.setPen(pen)
            painter.drawRoundedRect(self._box, corner, corner)


class OtherLabel(PlainLabel):
    """Says which fact would be different and where that leads; lies over the graph where it hides the least."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(size=theme.BASE, bold=True, colour=tokens.OTHER)
        self._ground = parent
        self.setParent(parent)
        self.setContentsMargins(14, 8, 14, 8)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def place(self, text: str, boxes: Iterable[QRectF]) -> None:
        """Show `text` at the top or the bottom of the parent; `boxes` in its coordinates should stay free."""
        self.setText(text)
        room = self._ground.rect().adjusted(12, 12, -12, -12)
        height = self.heightForWidth(room.width())
        self.resize(room.width(), height)
        hidden: list[tuple[float, int]] = []
        taken = list(boxes)
        for top in (room.top(), room.bottom() - height + 1):
            here = QRectF(room.left(), top, room.width(), height)
            hidden.append((sum(_area(here.intersected(box)) for box in taken), top))
        self.move(room.left(), min(hidden)[1])
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text on paper in a dashed frame, as the way it speaks of is drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(tokens.PAPER))
        painter.setPen(dashed(2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()
        super().paintEvent(event)


def _area(rect: QRectF) -> float:
    return rect.width() * rect.height() if rect.isValid() else 0.0
