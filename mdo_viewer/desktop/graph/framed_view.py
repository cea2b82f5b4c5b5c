"""A view over a scene that is painted whole each time, with a frame around it while it has the keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import own_viewport

#: The shortest sign of what is in view, px.
LEAST: Final = 32


class FramedView(QGraphicsView):
    """With parts painted alone, what was painted is pushed along as the view moves: bits of the frame and of the tree
    before would stand beside the way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self).setAutoFillBackground(True)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame comes with the keyboard: Qt paints the view anew, and not what the frame is painted on."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paint_place(self, seen: QRectF, whole: QRectF) -> None:
        """At the right, where what is in view lies in what is higher than that, as a scroll bar shows it."""
        if whole.height() <= seen.height() + 1:
            return
        room = self.viewport().rect()
        top, high = (seen.top() - whole.top()) / whole.height(), seen.height() / whole.height()
        length = max(LEAST, high * room.height())
        at = max(0.0, min(top / max(1e-6, 1 - high), 1.0)) * (room.height() - length)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(tokens.STRONG_LINE))
        across = theme.SCROLL_BAR - 4
        painter.drawRoundedRect(QRectF(room.width() - across - 2, at + 2, across, length - 4), 4, 4)

    def paint_frame(self) -> None:
        """The frame, over what was painted, while the view has the keyboard."""
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour(tokens.BLUE), theme.FOCUS_WIDTH))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
