"""A view over a scene that is painted whole each time, with a frame around it while it has the keyboard."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import own_viewport


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

    def paint_frame(self) -> None:
        """The frame, over what was painted, while the view has the keyboard."""
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour(tokens.BLUE), theme.FOCUS_WIDTH))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
