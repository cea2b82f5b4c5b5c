"""A page in the place of the whole window: what lies behind it is hidden, and so is out of reach of keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Dialog


class Wall(Dialog):
    """Covers `window`; `colour` is its ground. Unlike a sheet it has no way out of its own."""

    def __init__(self, window: QWidget, colour: tokens.Token) -> None:
        super().__init__(window)
        self._window, self._colour = window, colour
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def open_wall(self, look: Look) -> None:
        """Fill and show the page, over all there is; the keyboard goes to where one begins."""
        self.place()
        self.fill(look)
        self.show()
        self.raise_()
        self.begin()

    def fill(self, look: Look) -> None:
        """Bring words and values up to date; each page has its own. Raises NotImplementedError here."""
        raise NotImplementedError

    def begin(self) -> None:
        """Give the keyboard to where one begins. Raises NotImplementedError here."""
        raise NotImplementedError

    def place(self) -> None:
        """As large as the window is now."""
        self.setGeometry(self._window.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """One colour, behind which nothing shows."""
        QPainter(self).fillRect(event.rect(), theme.colour(self._colour))
