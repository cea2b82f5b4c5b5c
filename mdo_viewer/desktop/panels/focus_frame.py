"""The frame around a panel that has the keyboard itself, in none of its fields and on none of its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme


class FocusFrame(QWidget):
    """As around the tree: after an answer the keyboard is with the panel, and who looks for it finds it there. The
    panel tells it when that changes, and when its own size does."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self) -> None:
        """Lie over all of the panel, while that has the keyboard."""
        panel = self.parentWidget()
        if panel is not None:
            self.setGeometry(panel.rect())
            self.setVisible(panel.hasFocus())
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line along the edge."""
        painter = QPainter(self)
        painter.setPen(theme.pen(tokens.BLUE, theme.FOCUS_WIDTH))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
