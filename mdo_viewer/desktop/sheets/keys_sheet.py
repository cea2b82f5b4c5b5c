"""The keys of the window, group by group."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import THREE, TWO, Group, listed, shown_of, word_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import keep_untold, listens, tell_as
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


class KeyLine(PlainLabel):
    """What a key does: a line of the list of its group, called with its key. Where somebody listens Tab comes to the
    first of a group and arrows go on, through all groups."""

    stepped = Signal(int)

    def __init__(self, does: str, key: str) -> None:
        super().__init__()
        tell_as(self, "item")  # before it has a text, with which Qt asks what it is
        self.setText(does)
        self.setAccessibleName(f"{key}: {does}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if listens() else Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from line to line."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """With a ring where it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(theme.pen(tokens.INK, theme.FOCUS_WIDTH))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -2, -2))


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
        self.lines: list[KeyLine] = []  # in the order in which they are read

    def fill(self, look: Look) -> None:
        """Makes the groups anew: how many columns they stand in depends on the width of the window."""
        self.title.show_text(look.words("keys.title"))
        self._lead.show_text(look.words("keys.lead"))
        if self._body is not None:
            self._columns.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body, self.lines = QWidget(), []
        halves = QHBoxLayout(self._body)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(28)
        for groups in THREE if theme.units(self._ground.width()) >= 1200 else TWO:
            halves.addLayout(self._half(look, groups), 1)
        self._columns.addWidget(self._body)

    def _half(self, look: Look, groups: tuple[Group, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        caps: list[KeyCap] = []
        grids = []
        for group in groups:
            title = look.words(f"keys.group.{group}")
            head = Heading(title, size=14, colour=tokens.BLUE)
            head.setContentsMargins(0, 2, 0, 0)
            column.addWidget(head)
            part = QWidget()
            tell_as(part, "list")
            part.setAccessibleName(title)
            grid = QGridLayout(part)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(1)
            grid.setColumnStretch(1, 1)
            grids.append(grid)
            column.addWidget(part)
            for at, row in enumerate(listed(group)):
                key, does = shown_of(row, look.words), look.words(word_of(row))
                caps.append(KeyCap(key))
                keep_untold(caps[-1], True)  # its line is called with it
                grid.addWidget(caps[-1], at, 0)
                grid.addWidget(self._line(does, key, first=at == 0), at, 1)
        for grid in grids:
            grid.setColumnMinimumWidth(0, max(cap.sizeHint().width() for cap in caps))
        column.addStretch(1)
        return column

    def _line(self, does: str, key: str, *, first: bool) -> KeyLine:
        line = KeyLine(does, key)
        if first and listens():
            line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        at = len(self.lines)
        line.stepped.connect(lambda step: self._step(at + step))
        self.lines.append(line)
        return line

    def _step(self, at: int) -> None:
        """The keyboard to another line, of the next group after the last of one."""
        there = self.lines[at % len(self.lines)]
        for line in self.lines:
            if line.parentWidget() is there.parentWidget():  # Tab goes on from here
                line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if line is there else Qt.FocusPolicy.ClickFocus)
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(there)
