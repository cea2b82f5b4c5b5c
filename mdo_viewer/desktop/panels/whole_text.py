"""Text in as many lines as it may have; where that is not all of it, a press or Enter tells the whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import tell_as


def wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The text in at most so many lines of this width, px; only the last one is cut, where there is more."""
    metrics, layout = QFontMetrics(font), QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    found: list[str] = []
    while len(found) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
        last = len(found) == most - 1
        rest = text[start:] if last else text[start : start + line.textLength()]
        found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width) if last else rest.rstrip())
    layout.endLayout()
    return found


class WholeText(QWidget):
    """Text that may be cut. While it is, it takes the keyboard, and a press or Enter says `wanted`: the tip alone is
    for who has a mouse."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        tell_as(self, "text")
        self.cut = False

    def _set_cut(self, *, cut: bool) -> None:
        """Whether not all of the text stands here."""
        if cut != self.cut:
            self.cut = cut
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus if cut else Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor if cut else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press tells the whole."""
        inside = self.rect().contains(event.position().toPoint())
        if self.cut and inside and event.button() == Qt.MouseButton.LeftButton:
            self.tell()
        else:
            super().mouseReleaseEvent(event)

    def tell(self) -> None:
        """As a press does; the window asks it for Enter."""
        self.wanted.emit(self.accessibleName())

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(theme.pen(tokens.INK, theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -2, -2))
