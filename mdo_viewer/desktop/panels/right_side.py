"""The right side of the window: the advice with the decision below it, and the forms that come over the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.advice_panel import AdvicePanel
from mdo_viewer.desktop.panels.focus_frame import FramedGroup
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.form import is_taken
from mdo_viewer.desktop.widgets.tab_order import go_round
from mdo_viewer.desktop.widgets.timers import once

if TYPE_CHECKING:  # what is made when first needed
    from mdo_viewer.desktop.panels.agreements_panel import AgreementsPanel
    from mdo_viewer.desktop.panels.decision_panel import DecisionPanel
    from mdo_viewer.desktop.panels.form_layer import FormLayer
    from mdo_viewer.desktop.panels.held_bar import HeldBar
    from mdo_viewer.desktop.panels.next_button import NextButton


class RightSide(FramedGroup):
    """The advice, and above it what another tree asks already, which never scrolls away."""

    def __init__(self, host: SettingsHost) -> None:
        super().__init__()
        self._host = host
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.advice = AdvicePanel(host)
        self._column.addWidget(self.advice, 1)
        self._between: tuple[tuple[QWidget, ...], QWidget] = ((self,), self)
        self._layer: FormLayer | None = None
        self._decision: DecisionPanel | None = None
        self._agreements: AgreementsPanel | None = None
        self.held: HeldBar | None = None
        self.goes_on: NextButton | None = None  # where another one is in sight
        self._shown: tuple[object, ...] = ()
        self._agreed: tuple[object, ...] = ()  # whose agreements the form holds
        self._placing = once(self, host.door(self.place_form))

    def lie_between(self, above: tuple[QWidget, ...], below: QWidget) -> None:
        """What stays in sight above the forms, from the top of the window, and what below them."""
        self._between = above, below
        if self._layer is not None:
            self._layer.lie_between(above, below)

    @property
    def decision(self) -> DecisionPanel:
        """The form of a decision, made when first needed."""
        if self._decision is None:
            from mdo_viewer.desktop.panels.decision_panel import DecisionPanel

            self._decision = DecisionPanel(self._host)
            self._decision.setParent(self)  # until it is shown
            self._decision.hide()
        return self._decision

    @property
    def agreements(self) -> AgreementsPanel:
        """The form of the agreements, made when first needed."""
        if self._agreements is None:
            from mdo_viewer.desktop.panels.agreements_panel import AgreementsPanel

            self._agreements = AgreementsPanel(self._host)
            self._agreements.setParent(self)
            self._agreements.hide()
        return self._agreements

    @property
    def agreed_half(self) -> bool:
        """Whether a day of an action of the patient in sight was typed and not entered, though its form be closed."""
        return self._agreements is not None and any(not is_taken(row.before) for row in self._agreements.rows)

    @property
    def waits(self) -> bool:
        """Whether something that was typed here was not taken, of this patient or another."""
        return self.advice.waits or self.agreed_half

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

    @property
    def covers(self) -> int:
        """How much of the window a form covers at its right, px."""
        return 0 if self._layer is None else self._layer.covers

    def spared(self) -> tuple[QWidget, ...]:
        """What a message never lies over: the buttons of the decision, or those at the foot of the form over it."""
        if not self.covers:
            return (self.advice.foot,)
        if self._host.look.state.draft is not None:
            return self.decision.record, self.decision.throw_away
        return (self.agreements.done,)

    def choose_by_letter(self, letter: str) -> None:
        """A letter while it is asked who says that a doubt is so."""
        self.advice.choose_by_letter(letter)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round in the question that is open; without one as everywhere."""
        form = self.advice.form
        return (form is not None and go_round(form, forward=forward)) or super().focusNextPrevChild(forward)

    def show_look(self, look: Look) -> None:
        """The advice, with its slower parts where they are known; over it the form that is open."""
        self.setAccessibleName(look.words("read.advice"))
        self.show_held(look)
        whose = look.state.meeting, look.state.seat, look.state.case.case
        if look.state.draft is not None:
            self._show_form(self.decision, look.words("decision.title"))
            self.decision.show_look(look)
        elif look.state.agreeing:
            opens = not self.agreements.isVisible()
            self._show_form(self.agreements, look.words("agreements.open"))
            self.agreements.show_look(look)
            if opens:
                self.agreements.begin()
        elif self._layer is not None:
            self._layer.leave()
            if self._agreements is not None and self._agreed != whose:
                self._agreements.show_look(look)  # hidden, it would still hold those of another patient
        self._agreed = whose
        if self._decision is not None and look.state.draft is None:
            self._decision.show_look(look)
        self._show_advice(look)

    def _show_advice(self, look: Look) -> None:
        """Below a form only what a letter of its text does not leave as it is."""
        shown = (look.state.document, look.state.seat, look.state.tree_id, look.state.language, self.covers)
        if not self.covers or shown != self._shown:
            self._shown = shown
            self.advice.show_look(look, later=look.knows("changes"))

    def _show_form(self, form: QWidget, title: str) -> None:
        if self._layer is None:
            from mdo_viewer.desktop.panels.form_layer import FormLayer

            ground: QWidget = self
            while (parent := ground.parentWidget()) is not None and parent is not self.window():
                ground = parent
            self._layer = FormLayer(ground, *self._between, self.advice.take_keyboard)
        self._layer.show_form(form, title)

    def place_form(self) -> None:
        """The window, or what lies above the form, has another size."""
        if self._layer is not None:
            self._layer.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies above it has another height perhaps, once all lies in its place."""
        super().resizeEvent(event)
        self._placing.start()

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
