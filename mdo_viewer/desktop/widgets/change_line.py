"""A line of "what would change this": the fact with its distance, where it leads, and the graph shows the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button

WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
PAD_X, PAD_Y = 10, 7


class ChangeLine(Button):
    """Two texts below each other; tells when the pointer or the focus comes (`watched`) and goes (`left`)."""

    watched = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(left=True)
        self.setParent(parent)
        self.detail = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_lines(self, words: str, detail: str, name: str) -> None:
        """Show the fact with its distance and below it where it leads; `name` is for assistive technology."""
        if detail != self.detail:
            self.detail = detail
            self._heights.clear()
            self.updateGeometry()
            self.update()
        self.show_words(words, name=name)

    def _rooms(self, width: int) -> tuple[QRect, QRect]:
        room = QRect(PAD_X, PAD_Y, max(40, width - 2 * PAD_X), 10_000)
        first = QFontMetrics(theme.font(theme.BASE, bold=True)).boundingRect(room, WRAP, self.words)
        below = room.adjusted(0, first.height() + 2, 0, 0)
        second = QFontMetrics(theme.font(theme.BASE)).boundingRect(below, WRAP, self.detail)
        return QRect(room.left(), PAD_Y, room.width(), first.height()), QRect(
            room.left(), below.top(), room.width(), second.height()
        )

    def heightForWidth(self, width: int) -> int:
        """The height of both texts wrapped at this width, px, and never too low to touch."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = max(theme.TOUCH, self._rooms(width)[1].bottom() + 1 + PAD_Y)
        return known

    def sizeHint(self) -> QSize:
        """200 px wide and as high as a touch asks; the height that counts follows from the width."""
        return QSize(200, theme.TOUCH)

    def event(self, event: QEvent) -> bool:
        """The pointer comes: `watched`. It goes: `left`, but not while the focus keeps the way in the graph."""
        if event.type() == QEvent.Type.Enter:
            self.watched.emit()
        elif event.type() == QEvent.Type.Leave and not self.hasFocus():
            self.left.emit()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The way is shown for the keyboard as for the pointer."""
        super().focusInEvent(event)
        self.watched.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The way goes with the focus, wherever the pointer is."""
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both texts in a frame; dashed, as the way in the graph, under the pointer and with the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.underMouse() or self.hasFocus()
        painter.setBrush(theme.colour(tokens.OTHER_WASH if on else tokens.PAPER))
        pen = QPen(theme.colour(tokens.OTHER if on else tokens.LINE), 2 if on else 1)
        if on:
            pen.setDashPattern([3.5, 2.5])
        painter.setPen(pen)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        first, second = self._rooms(self.width())
        painter.setPen(theme.colour(tokens.INK))
        painter.setFont(theme.font(theme.BASE, bold=True))
        painter.drawText(first, WRAP, self.words)
        painter.setFont(theme.font(theme.BASE))
        painter.drawText(second, WRAP, self.detail)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(tokens.BLUE), theme.FOCUS_WIDTH))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
