"""What the board agrees on around the decision: alternatives, actions, who is in charge, who was there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias, Unpack

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.before_line import BeforeLine
from mdo_viewer.desktop.panels.form_head import FormHead
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import AGREED_FIELD
from mdo_viewer.desktop.state.attendees import attendees_of, attendees_text, lines_of
from mdo_viewer.desktop.state.changes import CaseChanges
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel, Segments
from mdo_viewer.desktop.widgets.form import LONGEST_LINE, LineField, TextField, hear_edits, keep_on_one_line, show_line
from mdo_viewer.desktop.widgets.scroll import bring_whole, paint_panel, scroll_area
from mdo_viewer.desktop.widgets.sheet import Holder
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.case import SHARED_DECISIONS, Action

#: What becomes of one action when something is typed in a field of it.
Changed: TypeAlias = Callable[[Action], Action]
NONE: Final = Action("")


class ActionRow(QWidget):
    """One action: what, who, before when. `change` is told which row something was typed in."""

    def __init__(self, host: Host, at: int, change: Callable[[int, Changed], None]) -> None:
        super().__init__()
        self._host, self._at, self._told = host, at, change
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        self.what, self.who = QLineEdit(), QLineEdit()
        self.before = BeforeLine(host, lambda when: self._change(lambda action: replace(action, before=when)))
        for line in (self.what, self.who):
            hear_edits(line)
            keep_on_one_line(line)
            line.setMaxLength(LONGEST_LINE)
        self._seat = host.look.state.seat
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.who, 1)
        row.addWidget(self.before, 1)
        self.message = self.before.message
        column.addWidget(self.what)
        column.addLayout(row)
        column.addWidget(self.message)
        self.what.textEdited.connect(lambda text: self._change(lambda action: replace(action, what=text)))
        self.who.textEdited.connect(lambda text: self._change(lambda action: replace(action, who=text or None)))

    def _change(self, changed: Changed) -> None:
        def change() -> None:
            if self._host.look.state.seat == self._seat:  # else it was meant for another patient
                self._told(self._at, changed)

        self._host.door.run(change)

    def fill(self, action: Action, words: Words) -> None:
        """Show this action."""
        self._seat = self._host.look.state.seat
        number, hint = words("agreements.action", n=self._at + 1), words("agreements.before")
        for line, text, name in ((self.what, action.what, "what"), (self.who, action.who or "", "who")):
            line.setMinimumHeight(theme.TOUCH)
            line.setPlaceholderText(words(f"agreements.{name}"))
            line.setAccessibleName(f"{number}: {words(f'agreements.{name}')}")
            show_line(line, text)
        self.before.show_moment(action.before, hint, f"{number}: {hint}")


class AgreementsPanel(QWidget):
    """Fields of the case; every edit is stored at once."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        body = Holder()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(24, 4, 24, 8)
        self._column.setSpacing(12)
        self.head = FormHead(host)
        outer.addWidget(self.head)
        self.rows: list[ActionRow] = []
        self._actions_label = Heading()
        self._actions = QVBoxLayout()
        self._actions.setSpacing(8)
        #: Rows of actions that were cleared, which are none any more: each keeps its place while somebody types in the
        #: actions, or what is typed next would go to the one below. For this patient with these actions.
        self._blank: frozenset[int] = frozenset()
        self._blank_with: tuple[object, ...] = ()
        self._close_up = once(self, host.door(lambda: self._fill_actions(host.look)))
        edit = self._edit
        self._lead = LineField(lambda text: edit(lead_physician=text or None))
        self._gp_label, self._gp = PlainLabel(size=14, colour=tokens.MUTED), Segments()
        self._gp_label.setBuddy(self._gp)
        self._gp.chosen.connect(self._choose_gp)
        self._attendees = TextField(lambda text: edit(attendees=attendees_of(text)), lines=4)
        self._alternatives = TextField(lambda text: edit(alternatives=lines_of(text)), lines=3)
        self._preferences = TextField(lambda text: edit(preferences=text or None), lines=2)
        self._shared_label, self._shared = PlainLabel(size=14, colour=tokens.MUTED), Segments()
        self._shared_label.setBuddy(self._shared)
        self._shared.chosen.connect(self._choose_shared)
        self._rediscuss = LineField(lambda text: edit(rediscuss=text or None))
        self._notes = TextField(lambda text: edit(notes=text or None), lines=3)
        self._column.addWidget(self._actions_label)
        self._column.addLayout(self._actions)
        for part in (self._lead, self._gp_label, self._gp, self._attendees, self._alternatives, self._preferences,
                     self._shared_label, self._shared, self._rediscuss, self._notes):  # fmt: skip
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.area = scroll_area(body)
        outer.addWidget(self.area, 1)
        self._sight = once(self, host.door(self._show_focused))
        self.area.verticalScrollBar().rangeChanged.connect(lambda: self._sight.start())
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 6, 24, 10)
        foot.addStretch(1)
        self.done = Button(tone="primary")
        self.done.clicked.connect(host.door(host.call("record")))
        foot.addWidget(self.done)
        outer.addLayout(foot)

    def _edit(self, **changes: Unpack[CaseChanges]) -> None:
        self._host.door.run(lambda: self._host.session.edit(**changes))

    def _choose_gp(self, at: int) -> None:
        value = at == 0
        self._edit(gp_informed=None if self._host.look.state.case.gp_informed is value else value)

    def _choose_shared(self, at: int) -> None:
        value = SHARED_DECISIONS[at]
        self._edit(shared_decision=None if self._host.look.state.case.shared_decision == value else value)

    def show_look(self, look: Look) -> None:
        """Show what is agreed; a time that was typed for another patient and not entered waits for that one."""
        case, words = look.state.case, look.words
        self._keep_half_typed(look)
        self.head.show_head(look, words("agreements.title", case=case.name))
        self._actions_label.show_text(words("agreements.actions"))
        self._fill_actions(look)
        self._lead.fill(words("agreements.lead"), case.lead_physician or "", words)
        self._gp_label.show_text(words("agreements.gp"))
        self._gp.offer((words("yes"), words("no")), group=words("agreements.gp"))
        self._gp.choose(-1 if case.gp_informed is None else 0 if case.gp_informed else 1)
        typed, meeting = self._attendees.text.toPlainText(), look.state.document.about.attendees
        same = attendees_of(typed) == case.attendees
        self._attendees.fill(words("agreements.attendees"), typed if same else attendees_text(case.attendees), words)
        self._attendees.text.setPlaceholderText(attendees_text(meeting))
        self._fill_lines(self._alternatives, words("agreements.alternatives"), case.alternatives)
        self._preferences.fill(words("agreements.preferences"), case.preferences or "", words)
        self._shared_label.show_text(words("agreements.shared"))
        self._shared.offer(
            tuple(words(f"agreements.shared.{one}") for one in SHARED_DECISIONS), group=words("agreements.shared")
        )
        self._shared.choose(-1 if case.shared_decision is None else SHARED_DECISIONS.index(case.shared_decision))
        self._rediscuss.fill(words("agreements.rediscuss"), case.rediscuss or "", words)
        self._notes.fill(words("agreements.notes"), case.notes or "", words)
        self.done.show_words(words("agreements.done"), key=cap_of("record", words))
        if look.state.agreeing:
            self._give_back(look)

    def _keep_half_typed(self, look: Look) -> None:
        for at, row in enumerate(self.rows):
            (meeting, id), text = row.before.half_typed
            if text and (meeting, id) != look.state.seat and meeting == look.state.meeting:
                self._host.session.refused[id, f"{AGREED_FIELD}{at}"] = text

    def _give_back(self, look: Look) -> None:
        refused = self._host.session.refused
        for at, row in enumerate(self.rows):
            text = refused.get((look.state.point.id, f"{AGREED_FIELD}{at}"))
            if text is not None and not row.isHidden():
                del refused[look.state.point.id, f"{AGREED_FIELD}{at}"]
                row.before.hold(text)

    def begin(self, text: str = "") -> None:
        """Give the keyboard to the first action that is not written yet; what was typed in no field begins it."""
        line = self.rows[len(self._host.look.state.case.actions) + len(self._blank)].what
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            line.insert(text)
            line.textEdited.emit(line.text())

    def complain(self) -> bool:
        """Enter the time that is being typed; the first that was refused, or that nobody entered, has the keyboard, and
        True."""
        refused = [row for row in self.rows if not row.isHidden() and not row.before.finish()]
        if refused:
            refused[0].before.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_whole(self.area, refused[0])
        return bool(refused)

    def _show_focused(self) -> None:
        held = QApplication.focusWidget()
        if held is not None:
            bring_whole(self.area, held)

    def _fill_lines(self, field: TextField, label: str, lines: tuple[str, ...]) -> None:
        """A list, one a line; what is being typed keeps its empty lines."""
        typed = field.text.toPlainText()
        field.fill(label, typed if lines_of(typed) == lines else "\n".join(lines), self._host.look.words)

    def _fill_actions(self, look: Look) -> None:
        actions = look.state.case.actions
        held = self.window().focusWidget()  # also while another window is in front
        typing = any(held in (row.what, row.who, row.before) for row in self.rows)
        if not typing or self._blank_with != (look.state.seat, actions):
            self._blank = frozenset()
        last = len(actions) + len(self._blank)
        while len(self.rows) <= last:
            self._add_row()
        for at, row in enumerate(self.rows):
            place = self._place(at)
            row.setVisible(at <= last)
            row.fill(actions[place] if at not in self._blank and place < len(actions) else NONE, look.words)

    def _add_row(self) -> None:
        row = ActionRow(self._host, len(self.rows), self._change_action)
        for line in (row.what, row.who, row.before):
            line.installEventFilter(self)
        self.rows.append(row)
        self._actions.addWidget(row)

    def _place(self, at: int) -> int:
        """Where among the actions that of a row stands, or would come."""
        return at - sum(each < at for each in self._blank)

    def _change_action(self, at: int, changed: Changed) -> None:
        state, place = self._host.look.state, self._place(at)
        actions = list(state.case.actions)
        if place > len(actions):
            return  # it is gone
        if at in self._blank or place == len(actions):
            actions.insert(place, NONE)
        actions[place] = changed(actions[place])
        self._blank -= {at}
        if actions[place] == NONE:
            del actions[place]
            self._blank |= {at} if place < len(actions) else set()
        self._blank_with = (state.seat, tuple(actions))
        self._host.session.edit(actions=tuple(actions))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever leaves the actions leaves none that is cleared."""
        if event.type() == QEvent.Type.FocusOut and self._blank:
            self._close_up.start(0)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a panel at the right."""
        paint_panel(self)
