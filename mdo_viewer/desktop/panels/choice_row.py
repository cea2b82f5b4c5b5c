"""What the board chooses, as buttons two by two, and the line that says where it leads."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.choosing import ChoiceView, choice_view
from mdo_viewer.desktop.state.choosing import digits_go, wants_choice
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel


class ChoiceRow(QWidget):
    """Shows the choices of the decision that is being written; once more takes a choice back."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._view: ChoiceView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = PlainLabel(size=theme.BASE, bold=True)
        column.addWidget(self._label)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        for at in range(2):
            self._grid.setColumnStretch(at, 1)
        column.addLayout(self._grid)
        self.message = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.RED)
        column.addWidget(self.message)
        self.line = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        column.addWidget(self.line)
        self.buttons: list[Button] = []

    def show_look(self, look: Look, *, typing: bool = False) -> None:
        """The choices of the draft; hidden where its tree knows none. Each has its digit where digits choose, and not
        while they are `typing`."""
        draft = look.state.draft
        self._view = view = None if draft is None else choice_view(look, draft)
        self.setVisible(view is not None)
        if view is None:
            return
        by_digit = draft is not None and not typing and digits_go(look.pack, draft) == "choices"
        if draft is None or not wants_choice(look.pack, draft):
            self.message.show_text("")
        question = look.words("decision.choose")
        self._label.show_text(question)
        while len(self.buttons) < len(view.ids):
            self._add()
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(view.ids))
            if at < len(view.ids):
                key = cap_of(f"reason_key:{at + 1}", look.words) if by_digit and at != view.chosen else ""
                button.show_words(view.words[at], key=key, name=f"{question} {view.words[at]}")
                button.setChecked(at == view.chosen)
                button.setEnabled(not view.fixed or at == view.chosen)
        self.line.show_text(view.line)

    def _add(self) -> None:
        at, button = len(self.buttons), Button(left=True, size=14)
        button.pad = 5  # two beside one another with their caps, in the narrowest panel
        button.setCheckable(True)
        button.clicked.connect(lambda: self._host.door.run(lambda: self._choose(at)))
        self.buttons.append(button)
        self._grid.addWidget(button, at // 2, at % 2)

    def _choose(self, at: int) -> None:
        """Choose this, or take it back where it is chosen; what follows from the advice stays."""
        view = self._view
        if view is None:
            return
        if not view.fixed:
            self._host.session.change_draft(chosen=None if at == view.chosen else view.ids[at])
        self.show_look(self._host.look)  # the state decides what is checked
