"""At the left of the top bar: what the meeting is called, and its menu."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button, words_width

#: As wide as the name asks, between these, px at text 100 %; beside it the sign of a menu.
LEAST, MOST, SIGN = 72, 232, 18
PAD = 12


class MeetingButton(Button):
    """Two lines: that it is the meeting, and its name, cut in the middle where it is long."""

    def __init__(self) -> None:
        super().__init__(tone="night")
        self._head = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_meeting(self, head: str, name: str, key: str) -> None:
        """Show this name; all of it is in the tip, with the key."""
        self._head = head
        self.show_words(name, key="", name=f"{head}: {name}")
        tip = theme.plain_tip(f"{name} ({key})")
        if tip != self.toolTip():
            self.setToolTip(tip)

    def sizeHint(self) -> QSize:
        """As wide as the name within bounds, px."""
        name = words_width(self._words, theme.SMALL, True)
        width = max(name, words_width(self._head, theme.SMALL, False)) + 2 * PAD + theme.px(SIGN) + 6
        return QSize(max(theme.px(LEAST), min(theme.px(MOST), width)), theme.px(theme.TOUCH))

    def minimumSizeHint(self) -> QSize:
        """Narrower than its name where the bar has no room."""
        return QSize(theme.px(LEAST), theme.px(theme.TOUCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The two lines, the sign of a menu, and the ring of who has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
        self._paint_ground(painter, self._coat(), box)
        room = self.width() - 2 * PAD - theme.px(SIGN) - 4
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        line = theme.px(18)
        top = box.center().y() - line
        small, bold = theme.font(theme.SMALL), theme.font(theme.SMALL, bold=True)
        painter.setFont(small)
        painter.setPen(theme.colour(tokens.NIGHT_TEXT))
        painter.drawText(QRectF(PAD, top, room, line), side, self._head)
        painter.setFont(bold)
        painter.setPen(theme.colour(tokens.NIGHT_INK))
        name = QFontMetrics(bold).elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(PAD, top + line, room, line), side, name)
        sign = QPointF(self.width() - PAD - theme.px(SIGN) / 2, box.center().y())
        icons.paint(painter, "down", sign, tokens.NIGHT_INK, theme.px(SIGN))
        if self.hasFocus():
            painter.setPen(theme.pen(tokens.FOCUS_ON_NIGHT, theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
