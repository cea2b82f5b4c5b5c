"""The decision that is recorded, in one line beside what takes it back: it never scrolls out of sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.decided import decided_line, in_force
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel


class DecidedLine(QWidget):
    """Hidden where nothing is decided; `leave` takes the keyboard from its button before that goes."""

    def __init__(self, host: Host, leave: Callable[[], None]) -> None:
        super().__init__()
        self._host, self._about, self._leave = host, "", leave
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.line = PlainLabel(size=theme.BASE, bold=True)
        self.withdraw = Button(tone="link")
        self.withdraw.clicked.connect(host.door(self._withdraw))
        row.addWidget(self.line, 1)
        row.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_look(self, look: Look) -> None:
        """The decision on the tree in sight, else the one on the case as a whole."""
        decision = in_force(look)
        self.setVisible(decision is not None)
        if decision is None:
            return
        changed = look.turned if decision.is_whole and look.knows("stages") else look.state.decision and look.overtaken
        amber = decision.kind == "deviate" or bool(changed)
        self.line.restyle(theme.BASE, True, tokens.BROWN if amber else tokens.GREEN)
        self.line.show_text(decided_line(look, decision))
        self._about = decision.tree
        words = look.words
        self.withdraw.show_words(words("decision.line.withdraw"), name=words("decision.withdraw"))

    def _withdraw(self) -> None:
        self._leave()
        self._host.call(f"withdraw:{self._about}")()
