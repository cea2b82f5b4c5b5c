"""The frame around a panel that has the keyboard itself, in none of its fields and on none of its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping


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


class FramedGroup(Grouping):
    """A panel with that frame."""

    def __init__(self) -> None:
        super().__init__()
        self._frame = FocusFrame(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows that the keyboard is here."""
        super().focusInEvent(event)
        self._frame.follow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._frame.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The frame lies along the edge still."""
        super().resizeEvent(event)
        self._frame.follow()
