"""The keys of the window, group by group."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import THREE, TWO, Group, listed, shown_of, word_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Heading, PlainLabel
from mdo_viewer.desktop.widgets.sheet import Sheet


class KeyCap(PlainLabel):
    """A key as it looks on the keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__(text, size=14, bold=True, wrap=False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(8, 2, 8, 2)
        self.setMinimumWidth(34)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded key of grey paper below the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(tokens.STRONG_LINE, 1))
        painter.setBrush(theme.colour(tokens.GREY_WASH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()
        super().paintEvent(event)


class KeysSheet(Sheet):
    """All keys, group by group: in three columns, in two where the window is narrow."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 1310)
        self._lead = PlainLabel(colour=tokens.MUTED)
        self.column.addWidget(self._lead)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(40)
        self.column.addLayout(self._columns)
        self._body: QWidget | None = None

    def fill(self, look: Look) -> None:
        """Makes the groups anew: how many columns they stand in depends on the width of the window."""
        self.title.show_text(look.words("keys.title"))
        self._lead.show_text(look.words("keys.lead"))
        if self._body is not None:
            self._columns.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        halves = QHBoxLayout(self._body)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(28)
        for groups in THREE if theme.units(self._ground.width()) >= 1200 else TWO:
            halves.addLayout(self._half(look, groups), 1)
        self._columns.addWidget(self._body)

    def _half(self, look: Look, groups: tuple[Group, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        line = 0
        for group in groups:
            head = Heading(look.words(f"keys.group.{group}"), size=14, bold=True, colour=tokens.BLUE)
            head.setContentsMargins(0, 4, 0, 2)
            grid.addWidget(head, line, 0, 1, 2)
            line += 1
            for row in listed(group):
                grid.addWidget(KeyCap(shown_of(row, look.words)), line, 0)
                grid.addWidget(PlainLabel(look.words(word_of(row))), line, 1)
                line += 1
        grid.setRowStretch(line, 1)
        return grid
