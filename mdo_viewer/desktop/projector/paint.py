"""Paints a page of the projector: grounds, the picture of the way, lines of text."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from mdo_viewer.desktop.graph.items import BoxItem, EdgeItem
from mdo_viewer.desktop.projector.page import Fill, Page, TextLine
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.picture import Picture

LAYERS = ("ruled_out", "possible", "open", "path")


@lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> QFont:
    return theme.drawn_font(size, bold=bold)


def paint_page(painter: QPainter, page: Page) -> None:
    """Paint all of the page but its ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for fill in page.fills:
        _paint_fill(painter, fill)
    if page.picture is not None:
        painter.save()
        painter.translate(*page.at)
        painter.scale(page.zoom, page.zoom)
        paint_picture(painter, page.picture)
        painter.restore()
    for words in page.words:
        _paint_words(painter, words)


def _paint_fill(painter: QPainter, fill: Fill) -> None:
    rect = QRectF(fill.rect.x, fill.rect.y, fill.rect.width, fill.rect.height)
    painter.setPen(QPen(theme.colour(fill.border), max(1.5, fill.corner / 6)) if fill.border else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(fill.ground))
    painter.drawRoundedRect(rect, fill.corner, fill.corner)


def _paint_words(painter: QPainter, words: TextLine) -> None:
    painter.setFont(_font(words.size, words.bold))
    painter.setPen(theme.colour(words.colour))
    painter.drawText(QPointF(words.x, words.y), words.text)


def paint_picture(painter: QPainter, picture: Picture) -> None:
    """The boxes and answers as the graph paints them, without the graph."""
    option = QStyleOptionGraphicsItem()
    for edge in sorted(picture.edges, key=lambda edge: LAYERS.index(edge.state)):
        EdgeItem(edge, picture.scale).paint(painter, option)
    for box in picture.boxes:
        BoxItem(box, picture.scale).paint(painter, option)
