"""The bar above the advice: limits of other trees that run already."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.held import LOW, MOST, held_block
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.column import Column


class HeldBar(Column):
    """Above the advice: what holds already by another tree never scrolls away."""

    def __init__(self) -> None:
        super().__init__(lambda _name: None, lambda _id, _text: None, margins=(16, 8, 16, 8))
        self.hide()

    def show_held(self, look: Look) -> None:
        """What holds for this patient by trees that are not open; nothing takes no room."""
        blocks = held_block(look, 1 if self.window().height() < LOW else MOST)
        self.show_blocks(blocks)
        if self.isHidden() == bool(blocks):
            self.setVisible(bool(blocks))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line at the left and one below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, 0, 1, self.height(), theme.colour(tokens.LINE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))
