"""What the board chooses, as buttons in one row where they fit, and the line that says where it leads."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.choosing import ChoiceView, choice_view
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.choice_grid import ChoiceGrid, GridButton
from mdo_viewer.desktop.widgets.controls import Complaint, PlainLabel
from mdo_viewer.meeting.choosing import wants_choice


class ChoiceRow(QWidget):
    """Shows the choices of the decision that is being written; once more takes a choice back."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._view: ChoiceView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._label = PlainLabel(size=theme.BASE, bold=True)
        column.addWidget(self._label)
        self.grid = ChoiceGrid(4, size=theme.SMALL)
        self.grid.chosen.connect(lambda at: host.door.run(lambda: self._choose(at)))
        self.grid.walked.connect(lambda at: host.door.run(lambda: self._choose(at, again=True)))
        self._label.setBuddy(self.grid)
        column.addWidget(self.grid)
        self.message = Complaint(self.grid)
        column.addWidget(self.message)
        self.line = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        column.addWidget(self.line)

    def show_look(self, look: Look) -> None:
        """The choices of the draft; hidden where its tree knows none. Ctrl with a digit chooses and records."""
        draft = look.state.draft
        self._view = view = None if draft is None or look.state.waited is not None else choice_view(look, draft)
        self.setVisible(view is not None)
        if view is None:
            return
        if draft is None or not wants_choice(look.pack, draft):
            self.message.show_text("")
        question = look.words("decision.choose")
        by_key = look.words("decision.choose.keys", n=len(view.ids))
        self._label.show_text(question if view.fixed else f"{question} · {by_key}")
        self.grid.setAccessibleName(question)
        self.grid.offer(view.words, names=[f"{question} {said}" for said in view.words])
        self.grid.choose(view.chosen, alone=view.fixed)
        self.line.show_text(view.line)

    @property
    def buttons(self) -> list[GridButton]:
        """The choices, those of other trees behind them."""
        return self.grid.buttons

    def _choose(self, at: int, *, again: bool = False) -> None:
        """Choose this, or take it back where it is chosen and not `again`; what follows from the advice stays."""
        view = self._view
        if view is None:
            return
        if not view.fixed:
            taken_back = at == view.chosen and not again
            self._host.session.change_draft(chosen=None if taken_back else view.ids[at])
        self.show_look(self._host.look)  # the state decides what is checked
