"""Boxes and answers of a drawn tree as items of the scene: one item each, texts cached, no effects."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mdo_viewer.desktop import theme
from mdo_viewer.drawing.picture import Box, Edge, Run

#: Below this scale only boxes and headings are drawn: the rest could not be read.
DETAIL = 0.35
MARGIN = 8.0


class Look(NamedTuple):
    ground: str
    border: str
    width: float
    text: str
    dashed: bool = False


def box_look(box: Box) -> Look:
    """How a box looks; state shows in width, dash, step number and words as well as in colour."""
    if box.state == "ruled_out" or box.kind == "stub":
        return Look(theme.WHITE, theme.LINE, 1.0, theme.MUTED, True)
    if box.passed_over:
        return Look(theme.WHITE, theme.BLUE, 1.5, theme.MUTED, True)
    if box.state == "open":
        return Look(theme.AMBER_WASH, theme.AMBER, 3.0, theme.INK)
    if box.kind == "outcome":
        return _outcome_look(box)
    if box.state == "path":
        return Look(theme.BLUE_WASH, theme.BLUE, 3.0, theme.INK)
    return Look(theme.WHITE, theme.STRONG_LINE, 1.5, theme.INK)


def _outcome_look(box: Box) -> Look:
    width = 3.0 if box.state == "path" else 1.5
    if box.urgent:
        return Look(theme.RED_WASH, theme.RED, width, theme.INK)
    if box.silent:
        return Look(theme.GREY_WASH, theme.MUTED, width, theme.INK)
    return Look(theme.BLUE_WASH if box.state == "path" else theme.WHITE, theme.BLUE, width, theme.INK)


class Words(NamedTuple):
    """One line of text, ready to paint: its colour, its top left corner and the em size."""

    text: QStaticText
    x: float
    y: float
    run: Run
    colour: QColor


def lay_words(run: Run, colour: str) -> Words:
    font = theme.drawn_font(run.size, bold=run.bold)
    static = QStaticText(run.text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    static.prepare(font=font)
    return Words(static, run.x, run.y - QFontMetricsF(font).ascent(), run, QColor(colour))


def draw_words(painter: QPainter, words: Words) -> None:
    painter.setFont(theme.drawn_font(words.run.size, bold=words.run.bold))
    painter.setPen(words.colour)
    painter.drawStaticText(QPointF(words.x, words.y), words.text)


class BoxItem(QGraphicsItem):
    """A question, an outcome or a folded part."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(2)
        self.selected = False
        self.adopt(box)

    def adopt(self, box: Box) -> None:
        """Show this box from now on."""
        self.prepareGeometryChange()
        self.box = box
        r = box.rect
        self._bounds = QRectF(r.x, r.y, r.width, r.height).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self._look = box_look(box)
        muted = self._look.text if self._look.text != theme.INK else theme.MUTED
        self._words = [
            lay_words(run, muted if run.role in ("kicker", "detail") else self._look.text) for run in box.runs
        ]
        self.update()

    def select(self, on: bool) -> None:
        if on != self.selected:
            self.selected = on
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look, r = self._look, self.box.rect
        rect = QRectF(r.x, r.y, r.width, r.height)
        pen = QPen(QColor(look.border), look.width)
        if look.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(look.ground))
        painter.drawRoundedRect(rect, 8, 8)
        if self.box.kind == "outcome" and not look.dashed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.border))
            painter.drawRoundedRect(QRectF(r.x, r.y, 7, r.height), 3.5, 3.5)
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        for words in self._words:
            if detail < DETAIL and words.run.role not in ("title", "label"):
                continue
            self._draw_line(painter, words)
        if self.box.step is not None and detail >= DETAIL:
            self._draw_step(painter)
        if self.selected:
            painter.setPen(QPen(QColor(theme.INK), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-5, -5, 5, 5), 11, 11)

    def _draw_line(self, painter: QPainter, words: Words) -> None:
        run = words.run
        if run.next:
            top = run.y - run.size * 1.08
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#FFE08A"))
            painter.drawRoundedRect(
                QRectF(self.box.rect.x + 6, top, self.box.rect.width - 12, run.size * 1.46), 4, 4
            )
        if run.mark is not None:
            draw_mark(painter, run, words.colour)
        draw_words(painter, words)

    def _draw_step(self, painter: QPainter) -> None:
        r = self.box.rect
        circle = QRectF(r.x - 11, r.y - 11, 24, 24)
        painter.setPen(QPen(QColor(theme.WHITE), 2))
        painter.setBrush(QColor(self._look.border if self.box.state != "open" else theme.BROWN))
        painter.drawEllipse(circle)
        painter.setPen(QColor(theme.WHITE))
        painter.setFont(theme.drawn_font(14, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.box.step))


def draw_mark(painter: QPainter, run: Run, colour: QColor) -> None:
    """The box of a checklist line, left of its text: a tick, a cross, or a question mark."""
    size = run.size * 0.86
    box = QRectF(run.x - size - run.size * 0.42, run.y - size * 0.88, size, size)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(QColor(theme.WHITE))
    painter.drawRoundedRect(box, 2.5, 2.5)
    x, y = box.x(), box.y()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if run.mark == "yes":
        painter.setPen(QPen(QColor(theme.GREEN), size * 0.17, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        points = ((0.2, 0.52), (0.42, 0.75), (0.82, 0.24))
        painter.drawPolyline(QPolygonF([QPointF(x + px * size, y + py * size) for px, py in points]))
    elif run.mark == "no":
        painter.setPen(QPen(QColor(theme.RED), size * 0.17, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(x + 0.25 * size, y + 0.25 * size), QPointF(x + 0.75 * size, y + 0.75 * size))
        painter.drawLine(QPointF(x + 0.75 * size, y + 0.25 * size), QPointF(x + 0.25 * size, y + 0.75 * size))
    else:
        painter.setFont(theme.drawn_font(size * 0.86, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


EDGE_LOOKS = {
    "path": (theme.BLUE, 5.0, False),
    "open": (theme.AMBER, 2.5, False),
    "possible": (theme.STRONG_LINE, 2.0, False),
    "ruled_out": (theme.LINE, 1.2, True),
}


class EdgeItem(QGraphicsItem):
    """An answer: its curve with an arrow, and its label; on the open question with its key."""

    def __init__(self, edge: Edge) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.adopt(edge)

    def adopt(self, edge: Edge) -> None:
        """Show this edge from now on."""
        self.prepareGeometryChange()
        self.edge = edge
        self.setZValue(1 if edge.state in ("path", "open") else 0)
        path = QPainterPath(QPointF(*edge.points[0]))
        for at in range(1, len(edge.points) - 2, 3):
            path.cubicTo(*(QPointF(*point) for point in edge.points[at : at + 3]))
        self._path = path
        colour, width, self._dashed = EDGE_LOOKS[edge.state]
        self._pen = QPen(QColor(colour), width, Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine)
        self._pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._arrow = arrow_head(edge, width)
        r = edge.label_rect
        self._label_box = QRectF(r.x, r.y, r.width, r.height)
        text = theme.WHITE if edge.state == "path" else theme.INK if edge.state != "ruled_out" else theme.MUTED
        self._words = lay_words(edge.label, text)
        self._bounds = path.boundingRect().united(self._label_box).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def label_hit(self, point: QPointF) -> bool:
        return self._label_box.adjusted(-6, -6, 6, 6).contains(point)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setPen(self._pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._pen.color())
        painter.drawPolygon(self._arrow)
        if option.levelOfDetailFromTransform(painter.worldTransform()) >= DETAIL:
            self._draw_label(painter)

    def _draw_label(self, painter: QPainter) -> None:
        state = self.edge.state
        ground = {"path": theme.BLUE, "open": theme.WHITE}.get(state, theme.WHITE)
        border = {"path": theme.BLUE, "open": theme.AMBER, "ruled_out": theme.LINE}.get(state, theme.STRONG_LINE)
        painter.setPen(QPen(QColor(border), 2 if state == "open" else 1))
        painter.setBrush(QColor(ground))
        radius = min(self._label_box.height() / 2, 14)
        painter.drawRoundedRect(self._label_box, radius, radius)
        draw_words(painter, self._words)
        if self.edge.key is not None:
            self._draw_key(painter, self.edge.key)

    def _draw_key(self, painter: QPainter, key: str) -> None:
        box, size = self._label_box, self.edge.label.size
        side = min(box.height() - 6, size * 1.35)
        cap = QRectF(box.right() - side - 6, box.center().y() - side / 2, side, side)
        painter.setPen(QPen(QColor(theme.MUTED), 1))
        painter.setBrush(QColor(theme.WHITE))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(theme.drawn_font(size * 0.86, bold=True))
        painter.setPen(QColor(theme.INK))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)


def arrow_head(edge: Edge, width: float) -> QPolygonF:
    """The arrow at the end of the curve, along its last direction."""
    tip, before = QPointF(*edge.points[-1]), QPointF(*edge.points[-2])
    way = tip - before
    length = max(0.001, (way.x() ** 2 + way.y() ** 2) ** 0.5)
    way = way / length
    side = QPointF(-way.y(), way.x())
    long, half = 6 + 1.8 * width, 3 + 1.1 * width
    back = tip - way * long
    return QPolygonF([tip, back + side * half, back - side * half])
