"""At the fold of a panel that scrolls: a fade with an arrow that says that more follows, and brings it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import icons, theme

#: What still fits of the last text is shown below it, px.
HEIGHT = 44
#: In an area lower than `LOW` it is as high as its words, so that it hides less of what is read there, px.
LOW, LEAST = 160, 26
#: A rest smaller than this is only the room around the last card, px.
REST = 20


class MoreHint(QAbstractButton):
    """Lies over the lower edge of an area while something follows below; a click brings the next part."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard reaches what follows itself
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(lambda: self.place())
        bar.valueChanged.connect(lambda: self.place())
        self.clicked.connect(lambda: self._further())
        self.hide()

    def show_words(self, words: str) -> None:
        """What the hint says."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.update()

    @property
    def words(self) -> str:
        """What the hint says now."""
        return self._words

    def _further(self) -> None:
        bar = self._area.verticalScrollBar()  # asked for each time: one that was kept can be gone
        bar.setValue(bar.value() + bar.pageStep() - theme.px(HEIGHT + theme.BASE * 2))

    def place(self) -> None:
        """Lie along the lower edge, or go away where nothing follows."""
        bar, port = self._area.verticalScrollBar(), self._area.viewport()
        follows = bar.maximum() - bar.value() > REST
        if follows:
            at = port.geometry()
            height = theme.px(HEIGHT if at.height() >= theme.px(LOW) else LEAST)
            self.setGeometry(at.left(), at.bottom() + 1 - height, at.width(), height)
        if self.isHidden() == follows:
            self.setVisible(follows)
            self.raise_()

    def sizeHint(self) -> QSize:
        """120 px wide, `HEIGHT` high; `place` gives it the width of the area."""
        return QSize(120, theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """From clear to paper, so that the last line fades, then the arrow and the words. Where there is room for the
        words alone they stand on paper: through them nobody could read the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = theme.colour(tokens.PAPER)
        clear = QColor(paper)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0, clear)
        fade.setColorAt(0.45 if self.height() > theme.px(LEAST) else 0, paper)
        painter.fillRect(QRectF(1, 0, self.width() - 1, self.height()), fade)
        painter.setPen(theme.colour(tokens.BLUE))
        painter.setFont(theme.font(theme.SMALL, bold=True))
        room = QRectF(38, self.height() - theme.px(26), self.width() - 50, theme.px(22))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        icons.paint(painter, "more", QPointF(25, room.center().y()), tokens.BLUE)
