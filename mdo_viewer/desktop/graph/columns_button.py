"""The button that puts the columns beside the tree away, and brings them back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.guideline.words import Words

#: The room of the arrow before the words, px at text 100 %.
ARROW: Final = 30


class ColumnsButton(Button):
    """An arrow to both sides with its key; with words while the columns are away."""

    def __init__(self) -> None:
        super().__init__(left=True)
        self.setContentsMargins(theme.px(ARROW), 0, 0, 0)

    def show_columns(self, words: Words, *, away: bool) -> None:
        """Show what a press does now."""
        cap = cap_of("columns", words)
        tip = words("graph.columns.back") if away else words("graph.columns.away", cap=cap)
        self.show_words(words("graph.columns.back") if away else "", key=cap, name=tip)
        self.setToolTip(tip)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As wide as arrow, words and key."""
        return super().sizeHint() + QSize(theme.px(ARROW), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As a button, with the arrow at its left."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = QPointF(theme.px(ARROW) / 2 + self.pad / 2, self.rect().toRectF().center().y())
        icons.paint(painter, "columns", middle, tokens.INK, theme.px(20))
