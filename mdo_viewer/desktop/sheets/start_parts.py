"""Parts of the start page: its bars above and below, and short lists of points."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Heading, PlainLabel
from mdo_viewer.desktop.widgets.wide_buttons import RING


class Band(QWidget):
    """A bar over the whole width, `high` px; `line` parts it from what is above."""

    def __init__(self, ground: tokens.Token, high: int, *, line: bool = False) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._ground: tokens.Token = ground
        self._line = line
        self.setFixedHeight(high)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 0, 16, 0)
        self.row.setSpacing(theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the line."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(self._ground))
        if self._line:
            painter.fillRect(0, 0, self.width(), 1, theme.colour(tokens.LINE))


class Points(QWidget):
    """A head and some points below it, each with a dot."""

    def __init__(self, count: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self._head = Heading()
        column.addWidget(self._head)
        self._points = tuple(_Point() for _ in range(count))
        for point in self._points:
            column.addWidget(point)

    @property
    def labels(self) -> tuple[PlainLabel, ...]:
        """All its texts."""
        return (self._head, *self._points)

    def show_points(self, head: str, points: tuple[str, ...]) -> None:
        """Show these."""
        self._head.show_text(head)
        for label, text in zip(self._points, points, strict=True):
            label.show_text(text)


class _Point(PlainLabel):
    """A text with a dot before its first line."""

    def __init__(self) -> None:
        super().__init__()
        self.set_margins(theme.px(20), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot, then the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(tokens.INK))
        left = self.contentsMargins().left() - theme.px(12)
        painter.drawEllipse(QPointF(left, self.fontMetrics().height() / 2), theme.px(2.5), theme.px(2.5))
        painter.end()
        super().paintEvent(event)


def inset(widget: QWidget) -> QHBoxLayout:
    """A widget as wide as what is painted of the buttons beside it, without the room for their rings."""
    row = QHBoxLayout()
    row.setContentsMargins(RING, 0, RING, 0)
    row.addWidget(widget)
    return row


def text_row(sign: QWidget, label: PlainLabel) -> QHBoxLayout:
    """A sign before a text, at its first line."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 1)
    return row
