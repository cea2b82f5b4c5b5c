"""The right panel: the advice, what would change it, and the way to a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.decided_line import DecidedLine
from mdo_viewer.desktop.panels.focus_frame import FocusFrame
from mdo_viewer.desktop.panels.next_button import NextButton
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.beside import READ
from mdo_viewer.desktop.says.blocks import CONFIRM_FIELD, DONE_FIELD
from mdo_viewer.desktop.says.decided import then_line
from mdo_viewer.desktop.says.doubtful import CARD
from mdo_viewer.desktop.says.patient import asked_of
from mdo_viewer.desktop.says.ranging import when_followed
from mdo_viewer.desktop.state.commands import cap_of, command_of, find
from mdo_viewer.desktop.state.confirming import name_role, role_after, roles
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.moments import TwoDays, read_past_day, read_typed
from mdo_viewer.desktop.state.shown import Asking
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf
from mdo_viewer.desktop.widgets.column import AskField, Column
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel
from mdo_viewer.desktop.widgets.form import held, is_held
from mdo_viewer.desktop.widgets.more_hint import MoreHint
from mdo_viewer.desktop.widgets.scroll import paint_panel, scroll_area
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.meeting.case import DecisionKind
from mdo_viewer.meeting.choosing import WITHOUT_ADVICE
from mdo_viewer.meeting.tables.moments import when_of_day
from mdo_viewer.reasoning.deadlines import FIRST_YEAR, LAST_YEAR, is_later

#: What opens and closes in its own card.
FOLDED: Final = ("notes", "decided", "decided:casus", "missing", "changes", "doubts", "then")
#: From this width, px at 100 %, the button of what was decided has its key too.
ROOMY: Final = 330


#: In a window lower than this, px at text 100 %, what leads on is said in short.
LOW: Final = 680


class AdvicePanel(Grouping):
    """Shows the blocks of the advice, and below them the buttons of the decision."""

    def __init__(self, host: SettingsHost) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        self._frame = FocusFrame(self)
        self._unfolded: frozenset[str] = frozenset()
        self._place: tuple[tuple[int, int], str] | None = None
        self._asked: Asking | None = None
        self._sight = once(self, host.door(self._show_focused))
        self._only: Literal["advice", "decision"] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self.column = Column(self._call, lambda id, text: host.door.run(lambda: self._give(id, text)), (16, 8, 16, 8))
        self.area = scroll_area(self.column)
        self.more = MoreHint(self.area)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_width)
        outer.addWidget(self.area, 1)
        self.foot = foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 2, 16, 8)
        column.setSpacing(2)
        column.addLayout(self._foot_head())
        self._ways = Grouping()
        self._one_of = OneOf(self._ways)
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.kinds: dict[DecisionKind, Button] = {}
        for kind in get_args(DecisionKind):
            self.kinds[kind] = self._kind_button(kind)
            row.addWidget(self.kinds[kind], 1)
        column.addWidget(self._ways)
        column.addWidget(self.decided)
        self._foot_line = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        column.addWidget(self._foot_line)
        self.next = NextButton(host, self.take_keyboard)
        column.addWidget(self.next)
        outer.addWidget(foot)
        outer.addStretch(0)  # alone, the decision stands at the top

    def _foot_head(self) -> QHBoxLayout:
        """Whose decision it is, and beside it what takes it back and what is agreed."""
        row = QHBoxLayout()
        row.setSpacing(16)
        self._foot_label = Heading(size=theme.SMALL, colour=tokens.MUTED)
        self.decided = DecidedLine(self._host, self.take_keyboard)
        self.agreements = Button(tone="link")
        self.agreements.clicked.connect(self._host.door(self._host.call("agreements")))
        row.addWidget(self._foot_label, 1)
        row.addWidget(self.decided.withdraw)
        row.addWidget(self.agreements)
        return row

    def _kind_button(self, kind: DecisionKind) -> Button:
        button = Button(size=14)
        button.pad = 4  # three beside one another in the narrowest panel
        button.setCheckable(True)
        self._one_of.add(button)
        button.tick_chosen()
        button.clicked.connect(self._host.door(lambda: self._decide(kind)))
        return button

    def _decide(self, kind: DecisionKind) -> None:
        """Open the form; what is checked says what is recorded, not what was pressed."""
        self._host.call(command_of(kind))()
        self._show_kinds(self._host.look)

    def _show_kinds(self, look: Look) -> None:
        """The ways to decide that are possible here; the one that is recorded on this tree is filled."""
        possible, decision = look.kinds(whole=False), look.state.decision
        self._ways.setAccessibleName(look.words("decision.form"))
        for kind, button in self.kinds.items():
            key, words = cap_of(command_of(kind), look.words), look.words(f"decision.{kind}.short")
            chosen = decision is not None and decision.kind == kind
            if chosen:  # its tick takes the room of the dots, and in a narrow panel that of the key
                key, words = key if theme.units(self.width()) >= ROOMY else "", words.rstrip("…")
            button.show_words(words, key=key, name=look.words(f"decision.{kind}"))
            button.setChecked(chosen)
            button.setVisible(kind in possible)

    def show_look(self, look: Look, *, later: bool = False) -> None:
        """Show the advice."""
        place = (look.state.seat, look.state.tree_id)
        moved = place != self._place
        if moved:
            self._keep_half_typed(look)
        if moved:
            self._place, self._unfolded = place, frozenset()
            self.area.verticalScrollBar().setValue(0)
            self.column.forget()
        held = QApplication.focusWidget()
        statements = self._host.settings.later
        self.column.show_blocks(advice_blocks(look, later=later, unfolded=self._unfolded, statements=statements))
        if moved:
            self._give_back(look)
        self.decided.show_look(look)
        alone = look.state.asking is not None  # the question has the room, and is all that can be pressed
        self.foot.setVisible(not alone and self._only != "advice")
        self._show_asking(look.state.asking)
        self.more.show_words(look.words("more"))
        self._foot_label.show_text(asked_of(look))
        possible = look.kinds(whole=False)
        later_on = possible == WITHOUT_ADVICE and look.advice.status == "incomplete"
        follow = look.words(when_followed(look)) if later_on else ""
        self._foot_line.show_text("\n".join(part for part in (follow, then_line(look)) if part))
        self._show_kinds(look)
        self._show_next(look)
        if self._only is not None:
            self.next.hide()  # the foot of the window has it
        self.agreements.show_words(look.words("agreements.open"), key=cap_of("agreements", look.words))
        if held is not None and self.isAncestorOf(held) and not held.isVisibleTo(self):
            self.take_keyboard()  # else it would fall on the first button of the window, which leaves the patient

    def _show_next(self, look: Look) -> None:
        """What leads on; in a low window in short, so that what is advised stays in sight above it."""
        self.next.show_look(look)
        if theme.units(self.window().height()) < LOW:
            self.next.show_short(look)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows that the keyboard is here."""
        super().focusInEvent(event)
        self._frame.follow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere: what lies in the panel lies in the part of that name."""
        super().focusOutEvent(event)
        self.setAccessibleName("")
        self._frame.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width as much may follow as before: the hint of it is as wide as the cards all the same."""
        super().resizeEvent(event)
        self.more.place()
        self._frame.follow()

    def show_only(self, part: Literal["advice", "decision"] | None) -> None:
        """Show the cards alone, or the decision alone; None for both."""
        if part != self._only:
            self._only = part
            self.area.setVisible(part != "decision")
            self.foot.setVisible(part != "advice")

    def _keep_width(self, _low: int, high: int) -> None:
        """The bar takes its room from the margin: the cards keep their width and edge whether it shows or not."""
        wide = self.area.verticalScrollBar().sizeHint().width() if high > 0 else 0
        self.column.set_right(16 - wide)

    def _call(self, name: str) -> None:
        if name in FOLDED or name.startswith(READ):
            self._unfolded ^= {name}
            self._host.door.run(lambda: self.show_look(self._host.look, later=True))
        else:
            if find(name).row.name in ("done:ID", "undone:ID", "unconfirm:N"):
                self.take_keyboard()  # its button goes; else a text field would get the keyboard, and single keys
            self._host.door.run(self._host.call(name))

    @property
    def form(self) -> QWidget | None:
        """The card in which it is asked who says that a doubt is so; None while that is not asked."""
        asking = self._host.look.state.asking
        return None if asking is None else self.column.card(f"{CARD}{asking.at}")

    def choose_by_letter(self, letter: str) -> None:
        """Choose the next role that begins with this letter; nothing where none does."""
        number = role_after(self._host.look, letter)
        if number is not None:
            self._host.call(f"role:{number}")()

    def _show_asking(self, asking: Asking | None) -> None:
        """The keyboard comes to the roles when it is asked who says so, to the button that records it when one is
        chosen."""
        before, self._asked = self._asked, asking
        if asking == before:
            return
        if asking is None:  # it was asked below the fold perhaps: what is advised is in sight again
            self._sight.stop()
            self.area.verticalScrollBar().setValue(0)
            return
        if before is None or before.at != asking.at or not asking.by:
            self.area.verticalScrollBar().setValue(0)
            self.column.focus_on("role")
        else:
            self.column.focus_on("confirm")
            self._sight.start()  # once it lies in its place

    def _show_focused(self) -> None:
        held = QApplication.focusWidget()
        if held is not None and self.column.isAncestorOf(held):
            asked = held.parentWidget()
            self.area.ensureWidgetVisible(asked if isinstance(asked, AskField) else held)

    def _name_role(self, text: str) -> None:
        """A role that was typed; an empty field takes it back."""
        asking = self._host.look.state.asking
        if asking is not None and (text.strip() or asking.by not in roles(self._host.look)):
            name_role(self._host, text)

    @property
    def waits(self) -> bool:
        """Whether something that was typed was not taken, of this patient or another."""
        document = self._host.session.state.document
        waiting = any(document.place(id) is not None for id, _field in self._host.session.refused)
        return waiting or bool(self.column.half_typed())

    def _keep_half_typed(self, look: Look) -> None:
        """What was typed and not taken waits for its patient; nothing of another meeting does."""
        if self._place is None or self._place[0][0] != look.state.meeting:
            return
        id = self._place[0][1]
        typed = ((field, text) for field, text in self.column.half_typed().items() if field != CONFIRM_FIELD)
        self._host.session.refused |= {(id, field): text for field, text in typed}

    def _give_back(self, look: Look) -> None:
        """What waited for this patient stands in its field again, with what is the matter."""
        refused = self._host.session.refused
        for id, name in tuple(refused):
            field = self.column.field(name) if id == look.state.point.id else None
            if field is not None:
                text = refused.pop((id, name))
                with held(field.field):
                    field.field.setText(text)
                field.field.setModified(True)
                field.message.show_text(self._read(name, text)[1])

    def _read(self, moment: str, text: str) -> tuple[datetime | None, str]:
        """What was typed in the field of a moment, or else what is the matter with it."""
        look, done = self._host.look, moment.startswith(DONE_FIELD)
        try:
            when = read_typed(text, look.now)
        except TwoDays as either:
            return None, either.asked_back(look.words)
        except ValueError:
            try:
                day = read_past_day(text, look.now)
            except TwoDays as either:
                return None, either.asked_back(look.words)
            except ValueError:
                return None, look.words("advice.no_moment")
            if done or not FIRST_YEAR <= day.year <= LAST_YEAR:
                return None, look.words("advice.no_moment")
            whole = when_of_day(look.pack, moment, day)
            return whole, "" if whole is not None else look.words("advice.no_time", day=text.strip())
        if done and is_later(when, look.now):
            return None, look.words("done.future")
        return when, ""

    def _give(self, moment: str, text: str) -> None:
        """Take a typed moment or role, or say beside the field what is the matter."""
        field = self.column.field(moment)
        if field is not None and is_held(field.field):  # nobody entered it
            if moment != CONFIRM_FIELD and text.strip():
                field.message.show_text(self._read(moment, text)[1])
            return
        if moment == CONFIRM_FIELD:
            self._name_role(text)
            return
        if not text.strip():
            self._set(moment, None)
            return
        when, problem = self._read(moment, text)
        if when is None:
            if field is not None:
                field.message.complain(problem)
                self._sight.start()  # what is the matter is never cut at the fold
            return
        self.take_keyboard()
        self._set(moment, when)
        field = self.column.field(moment)
        if field is not None:
            field.forget()  # as it is known now, also where that is the same as before

    def take_keyboard(self) -> None:
        """Single keys act again: the focus goes to the panel."""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self._host.look.words("advice.panel"))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, moment: str, when: datetime | None) -> None:
        if moment.startswith(DONE_FIELD):
            self._host.session.set_done(moment.removeprefix(DONE_FIELD), when)
        else:
            self._host.session.set_moment(moment, when)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a panel at the right."""
        paint_panel(self)
