"""The lines of a card that have a sign: the first, with a button at its right, and a remark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QHideEvent, QMoveEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import Head, Remark
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel

#: The side of the sign, px at text 100 %.
SIGN = 20


class Sign(QWidget):
    """The triangle of what does not go together, or another sign; what it is about stands in words beside it. `high` is
    the height of the line that it stands in, px."""

    def __init__(self, high: int = SIGN, icon: icons.Icon = "against", colour: tokens.Token = tokens.BROWN) -> None:
        super().__init__()
        self._icon, self._colour = icon, colour
        self.setFixedSize(theme.px(SIGN), theme.px(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        icons.paint(painter, self._icon, middle, self._colour, theme.px(SIGN))


class HeadLine(QWidget):
    """Shows a `Head` as high as its text: the button lies over it, touched in the room above and below too."""

    def __init__(self) -> None:
        super().__init__()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._sign = Sign()
        self.label = PlainLabel(bold=True)
        self.button = Button(tone="link")
        row.addWidget(self._sign)
        row.addWidget(self.label, 1)

    def show_head(self, head: Head) -> None:
        """Show this text and this button."""
        self._sign.setVisible(head.loud)
        size = theme.SMALL if head.small else theme.BASE
        self.label.restyle(size, head.loud, tokens.BROWN if head.loud else tokens.MUTED)
        self.label.show_text(head.text)
        self.label.setToolTip(theme.plain_tip(head.tip))
        self.label.setAccessibleDescription(head.tip)
        press = head.press
        self.button.set_tone(press.tone)
        self.button.show_words(press.words, key=press.key, name=press.name or press.words)
        self.button.setProperty("do", press.do)
        self._row.setContentsMargins(0, 0, self.button.sizeHint().width() + 8, 0)
        self._put_button()

    def _put_button(self) -> None:
        """At the right of the line, in the middle of its height; a child of the card, which it may reach over."""
        card, size = self.parentWidget(), self.button.sizeHint()
        if card is None:
            return
        if self.button.parentWidget() is not card:
            self.button.setParent(card)
            self.button.setVisible(not self.isHidden())
        place = self.geometry()
        top = place.center().y() - size.height() // 2
        self.button.setGeometry(place.right() + 1 - size.width(), top, size.width(), size.height())
        self.button.raise_()

    def moveEvent(self, event: QMoveEvent) -> None:
        """The button stays on its line."""
        self._put_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stays at the right edge."""
        self._put_button()

    def showEvent(self, event: QShowEvent) -> None:
        """The button comes with its line."""
        self._put_button()
        self.button.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """The button goes with its line."""
        self.button.hide()


class RemarkLine(QWidget):
    """Shows a `Remark`: the sign, and the text at its right."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(8)
        self.label = PlainLabel(size=theme.SMALL)
        row.addWidget(Sign(icon="about", colour=tokens.INK), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def show_remark(self, remark: Remark) -> None:
        """Show this text."""
        self.label.show_text(remark.text)
