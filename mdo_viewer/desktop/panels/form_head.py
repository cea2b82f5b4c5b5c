"""The head of a form: what it is, whether it is a draft, and what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.doubtful import doubtful_lines
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel


class DraftMark(PlainLabel):
    """The mark of a draft: amber, with its word."""

    def __init__(self) -> None:
        super().__init__(size=theme.SMALL, bold=True, colour=tokens.BROWN, wrap=False)
        self.set_margins(12, 5, 12, 5)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words on an amber ground with round ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(tokens.AMBER, 1))
        painter.setBrush(theme.colour(tokens.AMBER_WASH))
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.end()
        super().paintEvent(event)


class FormHead(QWidget):
    """The head of a form: what it is, whether it is a draft, what closes it; below that what it is about, and what
    fits badly together for this patient."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 24, 6)
        column.setSpacing(0)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self._title = Heading(size=20, wrap=False, level=1)
        self.draft = DraftMark()
        self._close = Button()
        self._close.clicked.connect(host.door(host.call("escape")))
        self.row.addWidget(self._title)
        self.row.addStretch(1)
        self.row.addWidget(self.draft, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self._close)
        column.addLayout(self.row)
        self._about = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self._standing = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.BROWN)
        self._doubts = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.BROWN)
        for part in (self._about, self._standing, self._doubts):
            part.hide()
            column.addWidget(part)

    def put(self, part: QWidget) -> None:
        """A control beside the title."""
        self.row.insertWidget(1, part)

    def show_head(self, look: Look, title: str, *, about: str = "", standing: str = "", draft: str = "") -> None:
        """Show these words; what fits badly together stands below them."""
        self._title.show_text(title)
        self._about.show_text(about)
        self._standing.show_text(standing)
        self.draft.show_text(draft)
        said = [item.text for block in doubtful_lines(look) for item in block.items if isinstance(item, Say)]
        self._doubts.show_text(" ".join(said))
        self._close.show_words(look.words("say.close"), key=cap_of("escape", look.words))
