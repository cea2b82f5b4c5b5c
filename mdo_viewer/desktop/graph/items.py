"""Boxes and answers of a drawn tree as items of the scene: one item each, texts cached, no effects.

Shapes and colours are those of `drawing`, so that window, page and SVG show the same picture.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing import colours, shapes
from mdo_viewer.drawing.picture import Box, Edge, Rect, Run

#: Text that would be smaller on the screen is left out, px: it could not be read. Titles and answers stay longer.
LEAST, LEAST_TITLE = 10.0, 5.0
#: The handle that folds what is below a question, px on the screen whatever the zoom.
HANDLE, HANDLE_TOUCH = 11.0, 22.0
#: What the handle may take outside its box, however small the tree is shown.
HANDLE_ROOM = 60.0
MARGIN = 10.0
#: Between paths: those on the way lie above those that are not.
LAYERS = {"ruled_out": 0.0, "possible": 0.1, "open": 0.2, "path": 0.3}


class PaintedText(NamedTuple):
    """One line of text, ready to paint: its top left corner, its font and its colour."""

    text: QStaticText
    at: QPointF
    font: QFont
    colour: QColor
    run: Run
    factor: float = 1.0  # of the font, which has whole pixels, to the size that was laid out


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> tuple[QFont, float, float]:
    """The font of whole pixels nearest to a size, its ascent, and how much larger than it the size is: 18.75 px drawn
    at 19 would cover the space before an answer."""
    font = theme.drawn_font(size, bold=bold)
    return font, QFontMetricsF(font).ascent(), size / font.pixelSize()


def lay_words(run: Run, colour: str) -> PaintedText:
    """Prepare a line of text for painting."""
    font, ascent, factor = _font(run.size, run.bold)
    static = QStaticText(run.text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    return PaintedText(static, QPointF(run.x, run.y - ascent * factor), font, theme.drawn_colour(colour), run, factor)


def draw_words(painter: QPainter, words: PaintedText) -> None:
    """Paint a line of text."""
    painter.setFont(words.font)
    painter.setPen(words.colour)
    if words.factor == 1.0:
        painter.drawStaticText(words.at, words.text)
        return
    before = painter.transform()
    painter.translate(words.at)
    painter.scale(words.factor, words.factor)
    painter.drawStaticText(QPointF(), words.text)
    painter.setTransform(before)


def is_read(run: Run, zoom: float) -> bool:
    """Whether a line of text is drawn at this zoom."""
    return run.size * zoom >= (LEAST_TITLE if run.role in ("title", "label") else LEAST)


def _rect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def _pen(colour: str, width: float, dash: tuple[float, ...] = ()) -> QPen:
    pen = QPen(theme.drawn_colour(colour), width)
    if dash:
        pen.setDashPattern([length / max(0.1, width) for length in dash])
    return pen


class BoxItem(QGraphicsItem):
    """A question, an outcome or a folded part."""

    def __init__(self, box: Box, scale: float) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(2)
        self.selected = False
        self._handle = False
        self.adopt(box, scale)

    def adopt(self, box: Box, scale: float) -> None:
        """Show this box from now on."""
        self.prepareGeometryChange()
        self.box, self.scale_ = box, scale
        self.rect = _rect(box.rect)
        self._bounds = self.rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self.style = style = colours.box_style(box, theme.inks())
        self._pen = _pen(style.border, style.width * scale, tuple(length * scale for length in style.dash))
        self._words = [
            lay_words(run, style.kicker if run.role in ("kicker", "detail") else style.text) for run in box.runs
        ]
        self._badge = shapes.badge(box)
        self._disc = colours.badge_inks(box, theme.inks())
        self._number = lay_words(self._badge.run, self._disc[2]) if self._badge is not None else None
        self.update()

    def select(self, on: bool) -> None:
        """Mark the box as selected."""
        if on != self.selected:
            self.selected = on
            self.update()

    def show_handle(self, on: bool) -> None:
        """Offer to fold what is below the question."""
        if on != self._handle:
            self.prepareGeometryChange()
            self._handle = on

    def handle_hit(self, point: QPointF, zoom: float) -> bool:
        """Whether the handle, if it shows, is here."""
        far = point - self.rect.topRight()
        return self._handle and far.x() ** 2 + far.y() ** 2 <= (HANDLE_TOUCH / zoom) ** 2

    def boundingRect(self) -> QRectF:
        """The box with its frame, and while it shows the handle for folding that stands out at its corner."""
        return self._bounds.adjusted(0, -HANDLE_ROOM, HANDLE_ROOM, 0) if self._handle else self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The frame, its bars, and the texts that are large enough to read at this zoom."""
        k = self.scale_
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setPen(self._pen)
        painter.setBrush(theme.drawn_colour(self.style.fill))
        painter.drawRoundedRect(self.rect, shapes.CORNER * k, shapes.CORNER * k)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_bars(painter, k)
        for words in self._words:
            if is_read(words.run, zoom):
                self._paint_mark(painter, words.run, k)
                draw_words(painter, words)
        if self._badge is not None and self._number is not None and is_read(self._badge.run, zoom):
            painter.setPen(_pen(self._disc[1], shapes.RING * k))
            painter.setBrush(theme.drawn_colour(self._disc[0]))
            painter.drawEllipse(QPointF(self._badge.x, self._badge.y), self._badge.radius, self._badge.radius)
            draw_words(painter, self._number)
        if self.selected:
            painter.setPen(QPen(theme.colour(tokens.INK), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect.adjusted(-6, -6, 6, 6), shapes.CORNER * k + 5, shapes.CORNER * k + 5)
        if self._handle:
            self._paint_handle(painter, zoom)

    def _paint_handle(self, painter: QPainter, zoom: float) -> None:
        """A minus in a circle at the corner."""
        middle, radius = self.rect.topRight(), min(HANDLE / zoom, HANDLE_ROOM - MARGIN)
        painter.setPen(QPen(theme.colour(tokens.PAPER), 2 / zoom))
        painter.setBrush(theme.colour(tokens.INK))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QPen(theme.colour(tokens.PAPER), 2.5 / zoom))
        painter.drawLine(middle - QPointF(radius / 2, 0), middle + QPointF(radius / 2, 0))

    def _paint_bars(self, painter: QPainter, k: float) -> None:
        bar, band = shapes.urgent_bar(self.box, k), shapes.next_band(self.box, k)
        if bar is not None and self.style.bar is not None:
            painter.setBrush(theme.drawn_colour(self.style.bar))
            painter.drawRoundedRect(_rect(bar), bar.width / 2, bar.width / 2)
        if band is not None and self.box.state == "open":
            painter.setBrush(theme.drawn_colour(theme.inks().amber_band))
            painter.drawRoundedRect(_rect(band), 4 * k, 4 * k)

    def _paint_mark(self, painter: QPainter, run: Run, k: float) -> None:
        """The box of a checklist line with its sign."""
        box = shapes.mark_box(run)
        if box is None:
            return
        painter.setPen(_pen(self.style.text, 1.25 * k))
        painter.setBrush(theme.drawn_colour(colours.mark_ground(self.style, run.mark, theme.inks())))
        painter.drawRoundedRect(_rect(box), 3 * k, 3 * k)
        colour = colours.mark_colour(self.style, run.mark, theme.inks())
        pen = _pen(colour, 2 * k)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for stroke in shapes.mark_strokes(run):
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke]))


class EdgeItem(QGraphicsItem):
    """An answer: its curve with an arrow, and its label; on the open question with its key."""

    def __init__(self, edge: Edge, scale: float) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.adopt(edge, scale)

    def adopt(self, edge: Edge, scale: float) -> None:
        """Show this answer from now on."""
        self.prepareGeometryChange()
        self.edge, self.scale_ = edge, scale
        self.setZValue(LAYERS[edge.state])
        self.style = style = colours.edge_style(edge, theme.inks())
        drawn = shapes.arrow(edge, scale, style.width)
        self.path = QPainterPath(QPointF(*drawn.shaft[0]))
        for at in range(1, len(drawn.shaft) - 2, 3):
            self.path.cubicTo(*(QPointF(*point) for point in drawn.shaft[at : at + 3]))
        self._head = QPolygonF([QPointF(*point) for point in drawn.head])
        self._pen = _pen(style.line, style.width * scale, tuple(length * scale for length in style.dash))
        self._pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.label_box = _rect(edge.label_rect)
        self._words = lay_words(edge.label, style.text) if edge.label.text else None
        self._cap = shapes.key_cap(edge)
        self._digit = lay_words(self._cap[1], theme.inks().muted) if self._cap is not None else None
        bounds = self.path.boundingRect().united(self._head.boundingRect()).united(self.label_box)
        self._bounds = bounds.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self.update()

    def boundingRect(self) -> QRectF:
        """The curve, its head and its label, with room for the width of the line."""
        return self._bounds

    def label_hit(self, point: QPointF) -> bool:
        """Whether the label, with a little room around it, is here."""
        return self._words is not None and self.label_box.adjusted(-6, -6, 6, 6).contains(point)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The curve with its head; the label and the key only where they can be read at this zoom."""
        painter.setPen(self._pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.drawn_colour(self.style.line))
        painter.drawPolygon(self._head)
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        if self._words is None or not is_read(self._words.run, zoom):
            return
        k, radius = self.scale_, self.label_box.height() / 2
        painter.setPen(_pen(self.style.border, 1.5 * k))
        painter.setBrush(theme.drawn_colour(self.style.fill))
        painter.drawRoundedRect(self.label_box, radius, radius)
        draw_words(painter, self._words)
        if self._cap is not None and self._digit is not None:
            painter.setPen(_pen(theme.inks().line, k))
            painter.setBrush(theme.drawn_colour(theme.inks().paper))
            painter.drawRoundedRect(_rect(self._cap[0]), 3 * k, 3 * k)
            draw_words(painter, self._digit)
