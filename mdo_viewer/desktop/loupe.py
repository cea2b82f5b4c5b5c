"""A box in full beside the pointer, where the tree is shown too small to read."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from mdo_viewer.desktop import theme
from mdo_viewer.desktop.graph_items import BoxItem
from mdo_viewer.desktop.graph_view import GraphView
from mdo_viewer.drawing.picture import Picture

#: From the box that is shown, and from the edge of the view, px.
GAP = 8


class Loupe(QWidget):
    """Shows a picture of one box below or above that box, never over it. The pointer goes through it."""

    def __init__(self, view: GraphView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._item: BoxItem | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        view.moved.connect(self.hide)

    def show_box(self, picture: Picture, beside: QRect) -> None:
        """Show this picture beside a place in the view."""
        self._item = BoxItem(picture.boxes[0], picture.scale)
        self.resize(round(picture.width), round(picture.height))
        room = self._view.viewport().rect().adjusted(GAP, GAP, -GAP, -GAP)
        left = max(room.left(), min(beside.center().x() - self.width() // 2, room.right() - self.width()))
        below, above = beside.bottom() + GAP, beside.top() - GAP - self.height()
        top = below if below + self.height() <= room.bottom() or above < room.top() else above
        self.move(left, top)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._item is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(theme.STRONG_LINE, 1))
        painter.setBrush(theme.colour(theme.GROUND))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        self._item.paint(painter, QStyleOptionGraphicsItem())
