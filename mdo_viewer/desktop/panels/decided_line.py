"""The decision that is recorded, below the button that was chosen: it never scrolls out of sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.decided import cut_to_line, decided_lines, in_force, wants_a_look, withdrawn_next
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel


class DecidedLine(QWidget):
    """What was decided and when, and what was written with it; hidden where nothing is decided. `withdraw`, which its
    owner places, takes it back; `leave` takes the keyboard from that button before it goes."""

    def __init__(self, host: Host, leave: Callable[[], None]) -> None:
        super().__init__()
        self._host, self._about, self._leave = host, "", leave
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.line = PlainLabel(size=theme.BASE, bold=True)
        self.text = PlainLabel(size=theme.SMALL)
        column.addWidget(self.line)
        column.addWidget(self.text)
        self.withdraw = Button(tone="link")
        self.withdraw.clicked.connect(host.door(self._withdraw))
        self.withdraw.hide()
        self.hide()

    def show_look(self, look: Look) -> None:
        """The decision that the button takes back: on the tree in sight, else on the case as a whole; before both one
        on that which is overtaken."""
        decision = withdrawn_next(look)
        self.setVisible(decision is not None)
        if self.withdraw.isHidden() != (decision is None):
            self.withdraw.setVisible(decision is not None)
        if decision is None:
            self.line.setText("")  # hidden, they would still hold what was decided of another patient
            self.text.setText("")
            self.text.setToolTip("")
            return
        amber = wants_a_look(look, decision)
        self.line.restyle(theme.BASE, True, tokens.BROWN if amber else tokens.GREEN)
        line, text = decided_lines(look, decision)
        self.line.show_text(line)
        self.text.show_text(cut_to_line(text))
        self.text.setToolTip(theme.plain_tip(text))
        self._about = decision.tree
        words = look.words
        if decision is in_force(look):
            said, name = words("decision.line.withdraw"), words("decision.withdraw")
        else:  # the decision on the tree stands, and is not the one that goes
            said, name = words("decision.line.withdraw_whole"), words("decision.withdraw_whole")
        self.withdraw.show_words(said, name=name)
        key = cap_of("withdraw", words)  # the line has no room for a key cap
        self.withdraw.setToolTip(theme.plain_tip(f"{name} ({key})"))

    def _withdraw(self) -> None:
        self._leave()
        self._host.call(f"withdraw:{self._about}")()
