"""An answered fact in one line: its label, and its value at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.facts import FactView
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import Button, words_height, words_width
from mdo_viewer.guideline.words import Words

#: Size of the label; room at the left and right, between label and value, above and below; and the side of the sign.
SIZE: Final = 14
LEFT, RIGHT, GAP, AIR, SIGN = 20, 16, 10, 5, 18
#: The most of its line that a long value takes.
MOST: Final = 0.55


class AnswerLine(Button):
    """As high as its words, 44 px or more; pressed it asks its row for the choices. Held down, Enter counts once."""

    def __init__(self) -> None:
        super().__init__(left=True, size=SIZE)
        self._view: FactView | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setMinimumHeight(theme.TOUCH)  # a layout that rounds may not take the last one
        self.setSizePolicy(policy)

    def show_answer(self, view: FactView, words: Words) -> None:
        """Show a fact that was answered."""
        if view == self._view:
            return
        self._view = view
        said = words("facts.answered", fact=view.short_label, value=view.value)
        self.show_words(view.short_label, name=", ".join(part for part in (said, view.aside) if part))
        self.setAccessibleDescription(view.remark)
        self.setToolTip(theme.plain_tip(view.noted))
        self._heights.clear()
        self.updateGeometry()
        self.update()

    @property
    def value(self) -> str:
        """What stands at the right."""
        return "" if self._view is None else self._view.value

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does; not again while it is held down."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        QPushButton.keyPressEvent(self, event)

    def sizeHint(self) -> QSize:
        """As wide as the column makes it."""
        return QSize(120, theme.TOUCH)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """The higher of label and value, wrapped at this width."""
        if width not in self._heights:
            label, value, aside = self._places(width)
            high = max(label.height(), value.height() + aside)
            self._heights[width] = max(theme.TOUCH, high + 2 * theme.px(AIR))
        return self._heights[width]

    def _places(self, width: int) -> tuple[QRect, QRect, int]:
        """The room of the label and of the value, px, each as high as its words; and the height of what stands below
        the value."""
        view = self._view
        value, beside = ("", "") if view is None else (view.value, view.aside)
        whole = width - LEFT - RIGHT
        side = words_width(value, theme.BASE, True), words_width(beside, theme.SMALL, False)
        wide = min(max(side) + 2, int(whole * MOST))
        sign = theme.px(SIGN) + 6 if view is not None and view.doubted else 0
        room = max(40, whole - wide - GAP - sign)
        at = QRect(LEFT, 0, room, self._wrapped(self._words, SIZE, False, room))
        end = QRect(width - RIGHT - wide, 0, wide, self._wrapped(value, theme.BASE, True, wide))
        return at, end, words_height(theme.SMALL, False) if beside else 0

    def _wrapped(self, text: str, size: int, bold: bool, width: int) -> int:
        metrics, flags = QFontMetrics(theme.font(size, bold=bold)), Qt.TextFlag.TextWordWrap.value
        return metrics.boundingRect(QRect(0, 0, width, 10_000), flags, text).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, amber with a bar at the left where the answer is doubtful or lies over a border."""
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground: tokens.Token = (
            tokens.AMBER_WASH if view.amber else tokens.BLUE_WASH if self.underMouse() else tokens.PAPER
        )
        painter.fillRect(self.rect(), theme.colour(ground))
        if view.amber:
            painter.fillRect(QRectF(0, 0, 5, self.height()), theme.colour(tokens.AMBER))
        label, value, aside = self._places(self.width())
        label.moveTop((self.height() - label.height()) // 2)
        value.moveTop((self.height() - value.height() - aside) // 2)
        wrap = Qt.TextFlag.TextWordWrap.value
        painter.setFont(theme.font(SIZE))
        painter.setPen(theme.colour(tokens.INK))
        painter.drawText(label, wrap | Qt.AlignmentFlag.AlignLeft.value, self._words)
        painter.setFont(theme.font(theme.BASE, bold=True))
        painter.setPen(theme.colour(tokens.MUTED if view.state == "unknown" else tokens.BLUE))
        painter.drawText(value, wrap | Qt.AlignmentFlag.AlignRight.value, view.value)
        if aside:
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.colour(tokens.MUTED))
            below = QRect(value.left(), value.bottom() + 1, value.width(), aside)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight.value, view.aside)
        if view.doubted:
            side = theme.px(SIGN)
            middle = QPointF(value.left() - 6 - side / 2, self.height() / 2)
            icons.paint(painter, "against", middle, tokens.BROWN, side)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(tokens.INK), theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = QRectF(self.rect()).adjusted(2, 2, -2, -3)
            painter.drawRoundedRect(box, theme.RADIUS - 1, theme.RADIUS - 1)
