"""The first line of a card: a sign where something does not go together, a text, and a button at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import Head
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel

#: The side of the sign, px at text 100 %.
SIGN = 20


class Sign(QWidget):
    """The triangle of what does not go together; what it is about stands in words beside it. `high` is the height of
    the line that it stands in, px."""

    def __init__(self, high: int = SIGN) -> None:
        super().__init__()
        self.setFixedSize(theme.px(SIGN), theme.px(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The triangle, in the colour of what is doubtful."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        icons.paint(painter, "against", middle, tokens.BROWN, theme.px(SIGN))


class HeadLine(QWidget):
    """Shows a `Head`."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._sign = Sign()
        self.label = PlainLabel(bold=True)
        self.button = Button(tone="link")
        row.addWidget(self._sign)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)

    def show_head(self, head: Head) -> None:
        """Show this text and this button."""
        self._sign.setVisible(head.loud)
        self.label.restyle(theme.BASE, head.loud, tokens.BROWN if head.loud else tokens.MUTED)
        self.label.show_text(head.text)
        self.label.setToolTip(theme.plain_tip(head.tip))
        self.label.setAccessibleDescription(head.tip)
        press = head.press
        self.button.set_tone(press.tone)
        self.button.show_words(press.words, key=press.key, name=press.name or press.words)
        self.button.setProperty("do", press.do)
