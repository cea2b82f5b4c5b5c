"""The whole tree in small, with what is in view; shown while not all of it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.picture import State

#: At most so large, px; and how far from the edge of the view.
WIDTH, HEIGHT, GAP = 208, 148, 12
EDGE: Final = 8
TOKENS: Final[dict[State, tokens.Token]] = {
    "path": tokens.BLUE,
    "open": tokens.AMBER,
    "possible": tokens.STRONG_LINE,
    "ruled_out": tokens.LINE,
}


class Minimap(QWidget):
    """Lies over a corner of the view; a click or a drag moves the view there. Keys have the arrows and the fits."""

    def __init__(self, view: GraphView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        view.moved.connect(self.follow)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the view when its window changes size; takes no event away from it."""
        if event.type() == QEvent.Type.Resize:
            self.follow()
        return False

    def follow(self) -> None:
        """Show what is in view now; hide where all of the tree is, or where the window has no room for a map."""
        picture, port = self._view.picture, self._view.viewport()
        small = port.width() < 2 * WIDTH or port.height() < 2 * HEIGHT
        if picture is None or small or picture.view != "whole" or self._view.fits_whole():
            self.hide()
            return
        scale = min((WIDTH - 2 * EDGE) / picture.width, (HEIGHT - 2 * EDGE) / picture.height)
        self.resize(round(picture.width * scale) + 2 * EDGE, round(picture.height * scale) + 2 * EDGE)
        self.move(port.width() - self.width() - GAP, port.height() - self.height() - GAP)
        self.show()
        self.update()

    def _scale(self) -> float:
        picture = self._view.picture
        return 1.0 if picture is None else (self.width() - 2 * EDGE) / picture.width

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every box as a spot in the colour of its state, the way on top, and a frame around what is in view."""
        picture = self._view.picture
        painter = QPainter(self)
        painter.setPen(theme.pen(tokens.STRONG_LINE, 1))
        painter.setBrush(theme.colour(tokens.PAPER))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if picture is None:
            return
        painter.translate(EDGE, EDGE)
        scale = self._scale()
        painter.setPen(Qt.PenStyle.NoPen)
        for box in sorted(picture.boxes, key=lambda box: box.state in ("path", "open")):
            painter.setBrush(theme.colour(TOKENS[box.state]))
            rect = box.rect
            painter.drawRect(QRectF(rect.x * scale, rect.y * scale, rect.width * scale, rect.height * scale))
        seen = self._view.camera.seen()
        room = QRectF(0, 0, picture.width, picture.height).adjusted(
            -EDGE / scale, -EDGE / scale, EDGE / scale, EDGE / scale
        )
        shown = seen.intersected(room)
        painter.setPen(theme.pen(tokens.INK, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(
            QRectF(shown.x() * scale, shown.y() * scale, shown.width() * scale, shown.height() * scale).adjusted(
                1, 1, -1, -1
            )
        )

    def _look_at(self, place: QPoint) -> None:
        at = QPointF(place.x() - EDGE, place.y() - EDGE) / self._scale()
        self._view.camera.look(self._view.camera.zoom, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring this place of the tree to the middle of the view."""
        self._look_at(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the pointer while the left button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position().toPoint())
