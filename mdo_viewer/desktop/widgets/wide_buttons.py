"""The buttons of the start page and the lock: painted as high as they are touched, with an icon or a second text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button, Coat, draw_key, key_width, words_height, words_width

#: The one that a page is about: navy, its focus a ring around it.
NAVY: Final = Coat(tokens.NIGHT, tokens.NIGHT_INK, tokens.NIGHT_LINE, tokens.INK)
PLAIN: Final = Coat(tokens.PAPER, tokens.INK, tokens.STRONG_LINE, tokens.INK)
CHOSEN: Final = Coat(tokens.BLUE_WASH, tokens.INK, tokens.BLUE, tokens.INK)
#: Between what is painted and the edge, for the ring: its own width and one px free, px.
RING: Final = theme.FOCUS_WIDTH + 1
#: An icon's side, and the room between it and the words, px at 100 %.
ICON, GAP = 18, 8


class BigButton(Button):
    """An icon, words and a key; `main` is navy with its words at the left, any other white with them in the middle."""

    def __init__(self, icon: icons.Icon | None = None, *, main: bool = False) -> None:
        super().__init__(tone="primary" if main else "plain")
        self._icon: icons.Icon | None = icon
        self._main = main
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: icons.Icon | None) -> None:
        """Another icon, or none."""
        self._icon = icon
        self.update()

    def _coat(self) -> Coat:
        return NAVY if self._main else PLAIN

    def _wide(self) -> int:
        """Icon, words and key side by side, px."""
        icon = theme.px(ICON + GAP) if self._icon else 0
        return icon + words_width(self._words, self._size, self.bold) + key_width(self._key)

    def sizeHint(self) -> QSize:
        """All on one line, and the ring around it, px."""
        high = max(theme.px(theme.TOUCH), words_height(self._size, self.bold) + 16)
        return QSize(self._wide() + 2 * self.pad + 2 + 2 * RING, high + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: words are never cut."""
        return self.sizeHint()

    def _painted(self) -> QRectF:
        return QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, key cap, and the ring of who has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        coat, box = self._coat(), self._painted().adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_ground(painter, coat, box)
        if self._main and self.underMouse():
            painter.setBrush(theme.colour(tokens.NIGHT_HOVER))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        text: tokens.Token = coat.text if self.isEnabled() else tokens.MUTED
        left = box.left() + (self.pad if self._main else (box.width() - self._wide()) / 2)
        middle = box.center().y()
        if self._icon is not None:
            icons.paint(painter, self._icon, QPointF(left + theme.px(ICON) / 2, middle), text, theme.px(ICON))
            left += theme.px(ICON + GAP)
        painter.setPen(theme.colour(text))
        painter.setFont(theme.font(self._size, bold=self.bold))
        wide = words_width(self._words, self._size, self.bold)
        words = QRectF(left, box.top(), wide + 1, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, self._words)
        if self._key:
            right = box.right() - self.pad if self._main else left + wide + key_width(self._key)
            draw_key(painter, self._key, right, middle, theme.colour(text))
        if self.hasFocus():
            paint_ring(painter, self)


class LineButton(Button):
    """A line of a list that is pressed: a bold text, a second one beside or below it, and a small one at the right.

    With `radio` it is one of a few exclusive choices, with a ring that is filled in the one that holds.
    """

    def __init__(self, *, icon: icons.Icon | None = None, radio: bool = False) -> None:
        super().__init__()
        self._icon: icons.Icon | None = icon
        self._radio = radio
        self._about = self._aside = ""
        self.setCheckable(radio)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, words: str, about: str, aside: str = "") -> None:
        """Show these three texts; they are its accessible name too."""
        self._about, self._aside = about, aside
        self.show_words(words, key="", name=", ".join(part for part in (words, about, aside) if part))
        self._show_tip()
        self.updateGeometry()
        self.update()

    def _show_tip(self) -> None:
        tip = "\n".join((self._words, self._about)) if self._cut() else ""
        self.setToolTip(theme.plain_tip(tip))

    def _coat(self) -> Coat:
        return CHOSEN if self.isChecked() else PLAIN

    def _painted(self) -> QRectF:
        return QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)

    def sizeHint(self) -> QSize:
        """One line, and of a choice a second text below it, px."""
        return QSize(theme.px(280), self.high_at(max(self.width(), theme.px(280))))

    def minimumSizeHint(self) -> QSize:
        """Narrow: what has no room beside another text ends in dots, and the tip has all of it."""
        return QSize(theme.px(160), theme.px(theme.TOUCH) + 2 * RING)

    def high_at(self, width: int) -> int:
        """As high as its texts are at this width, px, and never too small to touch; the second one wraps."""
        high = words_height(theme.BASE, True) + 16
        if not self._radio:
            return max(theme.px(44), high) + 2 * RING
        below = self._below(self._room(width)[1])
        return max(theme.px(64), high + round(below.height()) + 8) + 2 * RING

    def _below(self, room: float) -> QRectF:
        """How large the second text is, wrapped in so much room."""
        box = QRectF(0, 0, max(20, room), 10_000)
        return QFontMetricsF(theme.font(theme.SMALL)).boundingRect(box, Qt.TextFlag.TextWordWrap.value, self._about)

    def _room(self, width: int) -> tuple[float, float]:
        """Where the texts begin and how much room they have in such a width, px."""
        left = RING + theme.px(16 if self._icon or self._radio else 12)
        left += theme.px(38 if self._radio else ICON + 10 if self._icon else 0)
        aside = words_width(self._aside, theme.SMALL, False) + theme.px(12) if self._aside else 0
        return left, width - left - aside - RING - theme.px(16)

    def _cut(self) -> bool:
        words, about = words_width(self._words, theme.BASE, True), words_width(self._about, theme.SMALL, False)
        room = self._room(self.width())[1]
        return words > room if self._radio else words + theme.px(GAP * 2) + about > room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was cut may have room now."""
        super().resizeEvent(event)
        self._show_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, sign, the three texts, and the ring of who has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        coat, box = self._coat(), self._painted().adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_ground(painter, coat, box)
        if self.isChecked():
            painter.setPen(theme.pen(tokens.BLUE, 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        middle = box.center().y()
        sign = QPointF(RING + theme.px(16 + ICON / 2), middle)
        if self._radio:
            self._paint_radio(painter, sign)
        elif self._icon is not None:
            icons.paint(painter, self._icon, sign, tokens.INK, theme.px(ICON))
        self._paint_texts(painter, box)
        if self.hasFocus():
            paint_ring(painter, self)

    def _paint_radio(self, painter: QPainter, middle: QPointF) -> None:
        chosen = self.isChecked()
        painter.setBrush(theme.colour(tokens.PAPER))
        painter.setPen(theme.pen(tokens.BLUE if chosen else tokens.STRONG_LINE, 2))
        painter.drawEllipse(middle, theme.px(10), theme.px(10))
        if chosen:
            painter.setBrush(theme.colour(tokens.BLUE))
            painter.drawEllipse(middle, theme.px(5), theme.px(5))

    def _paint_texts(self, painter: QPainter, box: QRectF) -> None:
        left, room = self._room(self.width())
        bold, small = theme.font(theme.BASE, bold=True), theme.font(theme.SMALL)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        first = QFontMetrics(bold).elidedText(self._words, Qt.TextElideMode.ElideMiddle, int(room))
        high, below = words_height(theme.BASE, True), self._below(room)
        top = box.center().y() - (high + below.height()) / 2
        painter.setPen(theme.colour(tokens.INK))
        painter.setFont(bold)
        painter.drawText(
            QRectF(left, top if self._radio else box.top(), room, high if self._radio else box.height()), side, first
        )
        painter.setFont(small)
        if self._radio:
            wrap = Qt.TextFlag.TextWordWrap.value
            painter.drawText(QRectF(left, top + high, room, below.height() + 1), wrap, self._about)
        else:
            used = words_width(first, theme.BASE, True) + theme.px(2 * GAP)
            dots = Qt.TextElideMode.ElideMiddle
            second = QFontMetrics(small).elidedText(self._about, dots, max(0, int(room - used)))
            painter.setPen(theme.colour(tokens.MUTED))
            painter.drawText(QRectF(left + used, box.top(), room - used, box.height()), side, second)
        painter.setPen(theme.colour(tokens.MUTED))
        right = box.adjusted(0, 0, -theme.px(16), 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._aside)


def paint_ring(painter: QPainter, button: Button) -> None:
    """The ring of who has the keyboard, one px free of what is painted."""
    half = theme.FOCUS_WIDTH / 2
    painter.setPen(QPen(theme.colour(tokens.INK), theme.FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    round_ = theme.RADIUS + RING - half
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(half, half, -half, -half), round_, round_)
