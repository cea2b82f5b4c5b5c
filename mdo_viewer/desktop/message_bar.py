"""One calm line for what the user should know; it never covers the tree and never asks for a click."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop import theme
from mdo_viewer.desktop.actions import Host
from mdo_viewer.desktop.controls import Button, PlainLabel
from mdo_viewer.desktop.words import Words


class MessageBar(QWidget):
    """Shows one message until it is closed or the next one comes."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 12, 6)
        self.label = PlainLabel(bold=True, colour=theme.BROWN)
        self._close = Button(tone="quiet")
        self._close.clicked.connect(host.door(self.clear))
        row.addWidget(self.label, 1)
        row.addWidget(self._close)
        self.hide()

    def tell(self, text: str, words: Words) -> None:
        self.label.setText(text)
        self._close.show_words(words("say.close"))
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        self.label.setText("")
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.AMBER_WASH))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.AMBER))
