"""A box in full beside the pointer, where the tree is shown too small to read."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from mdo_viewer.desktop.graph.items import BoxItem
from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.picture import Box, Picture

#: From the box that is shown, and from the edge of the view, px.
GAP = 8


class Loupe(QWidget):
    """Shows a picture of one box beside that box. The pointer goes through it."""

    def __init__(self, view: GraphView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._item: BoxItem | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        view.moved.connect(self.hide)

    @property
    def box(self) -> Box | None:
        """The box that is shown; None before the first."""
        return None if self._item is None else self._item.box

    def show_box(self, picture: Picture, beside: QRect) -> None:
        """Show this picture beside a place in the view."""
        self._item = BoxItem(picture.boxes[0], picture.scale)
        self.resize(round(picture.width), round(picture.height))
        self.move(self._place(beside))
        self.show()
        self.raise_()
        self.update()

    def _place(self, beside: QRect) -> QPoint:
        """Below the box, above it, right or left of it: the first where all of it is in view."""
        room = self._view.viewport().rect().adjusted(GAP, GAP, -GAP, -GAP)
        across = beside.center().x() - self.width() // 2
        down = beside.center().y() - self.height() // 2
        corners = (
            QPoint(across, beside.bottom() + GAP),
            QPoint(across, beside.top() - GAP - self.height()),
            QPoint(beside.right() + GAP, down),
            QPoint(beside.left() - GAP - self.width(), down),
        )
        places = [self._moved_in(QRect(corner, self.size()), room) for corner in corners]
        free = [at for at in places if room.contains(at) and not at.intersects(beside)]
        return (free or places)[0].topLeft()

    @staticmethod
    def _moved_in(at: QRect, room: QRect) -> QRect:
        """The place moved into the room as far as it goes, its beginning first."""
        at.moveLeft(max(room.left(), min(at.left(), room.right() - at.width())))
        at.moveTop(max(room.top(), min(at.top(), room.bottom() - at.height())))
        return at

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box on a ground of its own; nothing without one."""
        if self._item is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(tokens.STRONG_LINE, 1))
        painter.setBrush(theme.colour(tokens.GROUND))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        self._item.paint(painter, QStyleOptionGraphicsItem())
