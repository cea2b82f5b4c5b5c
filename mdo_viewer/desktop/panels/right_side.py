"""The right side of the window: the advice or a form, and above it what holds already by another tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.advice_panel import AdvicePanel
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.tab_order import give_keyboard, stops

if TYPE_CHECKING:  # what is made when first needed
    from mdo_viewer.desktop.panels.agreements_panel import AgreementsPanel
    from mdo_viewer.desktop.panels.decision_panel import DecisionPanel
    from mdo_viewer.desktop.panels.held_bar import HeldBar
    from mdo_viewer.desktop.panels.next_button import NextButton


class RightSide(QWidget):
    """Panels of which one shows; what another tree asks already never scrolls away and stays above every form."""

    def __init__(self, host: SettingsHost) -> None:
        super().__init__()
        self._host = host
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._stack = QStackedWidget()
        self._column.addWidget(self._stack, 1)
        self.advice = AdvicePanel(host)
        self._stack.addWidget(self.advice)
        self._decision: DecisionPanel | None = None
        self._agreements: AgreementsPanel | None = None
        self.held: HeldBar | None = None
        self.goes_on: NextButton | None = None  # where another one is in sight

    @property
    def decision(self) -> DecisionPanel:
        """The form of a decision, made when first needed."""
        if self._decision is None:
            from mdo_viewer.desktop.panels.decision_panel import DecisionPanel

            self._decision = DecisionPanel(self._host)
            self._stack.addWidget(self._decision)
        return self._decision

    @property
    def agreements(self) -> AgreementsPanel:
        """The form of the agreements, made when first needed."""
        if self._agreements is None:
            from mdo_viewer.desktop.panels.agreements_panel import AgreementsPanel

            self._agreements = AgreementsPanel(self._host)
            self._stack.addWidget(self._agreements)
        return self._agreements

    @property
    def form(self) -> QWidget | None:
        """The form or the card with a question that is open: the keyboard stays in it. None without one."""
        state = self._host.look.state
        if state.draft is not None:
            return self.decision
        return self.agreements if state.agreeing else self.advice.form

    def take_to_next(self) -> bool:
        """Give the button that leads on the keyboard; whether it leads anywhere."""
        return (self.goes_on or self.advice.next).take_keyboard(self._host.look)

    def choose_by_letter(self, letter: str) -> None:
        """A letter while it is asked who says that a doubt is so."""
        self.advice.choose_by_letter(letter)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round in what is open; without a form as everywhere."""
        form, focused = self.form, QApplication.focusWidget()
        found = [] if form is None else [stop for stop in stops(form, scrolled=True) if stop.isEnabled()]
        if not found or form is None or focused is None or not (form is focused or form.isAncestorOf(focused)):
            return super().focusNextPrevChild(forward)
        at = found.index(focused) if focused in found else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        found[(at + (1 if forward else -1)) % len(found)].setFocus(reason)
        return True

    def show_look(self, look: Look) -> None:
        """The form that is open, else the advice; its slower parts where they are known."""
        self.show_held(look)
        if look.state.draft is not None:
            self._stack.setCurrentWidget(self.decision)
            self.decision.show_look(look)
        elif look.state.agreeing:
            opens = self._stack.currentWidget() is not self.agreements
            self._stack.setCurrentWidget(self.agreements)
            self.agreements.show_look(look)
            if opens:  # in no field yet: what is typed there is kept at once
                give_keyboard(self.agreements)
        else:
            if self._decision is not None:
                self._decision.show_look(look)
            self._stack.setCurrentWidget(self.advice)
            self.advice.show_look(look, later=look.knows("changes"))

    def show_only(self, part: Literal["advice", "decision"] | None) -> None:
        """Where there is room for one at a time: what the guideline says, or what the board decides; None for both."""
        self.advice.show_only(part)

    def show_held(self, look: Look) -> None:
        """What holds already, once the journey is known; until then what this patient's last answer left stays."""
        if not look.knows("stages"):
            return
        if self.held is None:
            from mdo_viewer.desktop.panels.held_bar import HeldBar

            self.held = HeldBar()
            self._column.insertWidget(0, self.held)
        self.held.show_held(look)
