"""The decision: follow, follow with a condition, deviate with a reason, or decide without an advice. Nothing is chosen
beforehand but what following an advice means alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.before_line import BeforeLine
from mdo_viewer.desktop.panels.choice_row import ChoiceRow
from mdo_viewer.desktop.panels.form_head import FormHead
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.decided import (
    about_line,
    after_limit,
    apart_words,
    followed_words,
    is_draft,
    standing_words,
)
from mdo_viewer.desktop.state.changes import DraftChanges
from mdo_viewer.desktop.state.commands import cap_of, command_of
from mdo_viewer.desktop.state.doing import waited_words
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.choice_grid import ChoiceGrid
from mdo_viewer.desktop.widgets.controls import Button, Complaint, PlainLabel, Segments
from mdo_viewer.desktop.widgets.form import TextField
from mdo_viewer.desktop.widgets.scroll import bring_whole, paint_panel, scroll_area
from mdo_viewer.desktop.widgets.sheet import Holder
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.meeting.case import REASON_CODES, Decision, DecisionKind
from mdo_viewer.meeting.choosing import (
    FOLLOWING,
    WITHOUT_ADVICE,
    choices_with,
    deviates_to_advice,
    reason_words,
    wants_choice,
)

#: The ways to decide, in the order of their buttons.
KINDS: Final[tuple[DecisionKind, ...]] = get_args(DecisionKind)
#: From this width, px at 100 %, the foot says what Esc does, and the mark of a draft stands in the head.
ROOMY: Final = 560


class DecisionPanel(QWidget):
    """Writes the draft, the text first: the cursor stands in it. Ctrl+Enter records it, Escape leaves it."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self.head = FormHead(host)
        self.about = Segments(equal=False)
        self.about.chosen.connect(lambda at: host.door.run(lambda: self._choose_about(at == 1)))
        self.head.put(self.about)
        outer.addWidget(self.head)
        body = Holder()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(24, 0, 24, 4)
        self._column.setSpacing(8)
        self.kind_row = Segments()
        self.kind_row.chosen.connect(lambda at: host.door.run(host.call(command_of(KINDS[at]))))
        self._wrote_reason = False  # since the form opened
        self.condition = self._field("condition", lambda text: {"condition": text})
        self.text = self._field("text", lambda text: {"text": text})
        #: When what the board decides itself has to be done at the latest: it may stay empty.
        self.before = BeforeLine(host, lambda when: host.session.change_draft(before=when))
        self._before_label = PlainLabel(size=theme.BASE, bold=True)
        self._before_label.setBuddy(self.before)
        self.choice = ChoiceRow(host)
        self._reason_label = PlainLabel(size=theme.BASE, bold=True)
        self.reasons = ChoiceGrid(3, size=theme.SMALL)
        for told in (self.reasons.chosen, self.reasons.walked):
            told.connect(lambda at: host.door.run(host.call(f"reason:{at + 1}")))
        self._reason_message = Complaint(self.reasons)
        #: What older decisions say beside their reason; now it stands in the text.
        self.reason = self._field("reason", lambda text: {"reason": text})
        #: Why nothing can be followed here; also for who pressed the key of following.
        self.without = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        #: On the whole case: which advices are followed, tree by tree, before that is recorded.
        self.follows = PlainLabel(size=theme.BASE)
        for part in (self.without, self.kind_row, self.follows, self.condition, self.text, self.choice):
            self._column.addWidget(part)
        why = QVBoxLayout()
        why.setSpacing(0)
        self._reason_label.setBuddy(self.reasons)
        for line in (self._reason_label, self.reasons, self._reason_message):
            why.addWidget(line)
        self._column.addLayout(why)
        self._column.addLayout(self._until())
        self.late = Complaint(self.before)
        for part in (self.before.message, self.late, self.reason):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.area = scroll_area(body)
        outer.addWidget(self.area, 1)
        outer.addLayout(self._foot())
        self._kind: str | None = None
        self._wanted_kind = False  # none was chosen when this was shown last
        self._wanting: tuple[QWidget, ...] = ()
        self._sight = once(self, host.door(self._bring))

    def _until(self) -> QHBoxLayout:
        """Before when, below what has to be said: it may stay empty."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._before_label)
        line.addWidget(self.before, 1)
        return line

    def _field(self, name: str, written: Callable[[str | None], DraftChanges]) -> TextField:
        """A few lines that write one text of the draft."""
        host = self._host

        def write(text: str) -> None:
            self._wrote_reason |= name == "reason"
            host.door.run(lambda: host.session.change_draft(**written(text or None)))

        field = TextField(write, bold=True)
        field.text.setObjectName(name)
        field.text.setFixedHeight(theme.px(72))
        return field

    def _choose_about(self, whole: bool) -> None:
        host, draft = self._host, self._host.look.state.draft
        kinds = host.look.kinds(whole=whole)
        first = host.look.state.waited
        if first is not None:
            host.say(waited_words(host.look, first.opened.kind))
            self.show_look(host.look)  # the state decides what is checked
            return
        if draft is not None and draft.kind in FOLLOWING and kinds == WITHOUT_ADVICE:
            host.say(host.look.words("decision.nothing_to_follow"))
            return
        host.session.decide_about(whole, host.look.verdict)
        if kinds == WITHOUT_ADVICE:
            host.session.change_draft(kind="own")
        elif draft is not None and draft.kind == "own":
            host.say(host.look.words("decision.choose_kind"))

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 6, 24, 10)
        row.setSpacing(8)
        self._hint = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self.throw_away = Button()
        self.throw_away.clicked.connect(self._host.door(self._throw_away))
        self._sure = False  # whether it was asked if the draft may go
        self.record = Button(tone="primary")
        self.record.clicked.connect(self._host.door(self._host.call("record")))
        row.addWidget(self._hint, 1)
        row.addWidget(self.throw_away)
        row.addWidget(self.record)
        return row

    def _throw_away(self) -> None:
        """What was typed cannot be undone: the button asks once."""
        if self._sure:
            self._host.call("draft:throw")()
            return
        self._sure = True
        self._show_foot(self._host.look)
        self._go_on_typing()  # a blank that is typed next presses nothing

    def show_look(self, look: Look) -> None:
        """Show the draft; without one nothing of the last, who may be another patient's, is left to be found."""
        draft, words = look.state.draft, look.words
        if draft is None:
            for field in (self.condition, self.text, self.reason):
                field.empty()
            self.before.empty()
            self._kind = None
            self._wrote_reason = False
            return
        self._sure = False
        self.about.offer(
            (words("decision.on_tree", n=look.state.tree.number), words("decision.on_whole")),
            group=words("decision.title"),
        )
        self.about.choose(int(draft.is_whole))
        self._show_kinds(look, draft.kind if look.state.waited is None else None)
        self.choice.show_look(look)
        self._show_texts(look)
        deviates = draft.kind == "deviate" and look.state.waited is None
        for part in (self._reason_label, self.reasons):
            part.setVisible(deviates)
        by_key = words("decision.why.keys", n=len(REASON_CODES))
        self._reason_label.setText(f"{words('decision.why')} · {by_key}")
        self.reasons.setAccessibleName(words("decision.why"))
        digits = [str(number) for number in range(1, len(REASON_CODES) + 1)]
        self.reasons.offer([reason_words(words, look.pack, code) for code in REASON_CODES], keys=digits)
        self.reasons.choose(-1 if draft.reason_code is None else REASON_CODES.index(draft.reason_code))
        if draft.reason_code is not None or not deviates:
            self._reason_message.show_text("")
        self._show_foot(look)
        self._focus(draft, wants_kind=look.state.waited is not None)

    def _show_kinds(self, look: Look, chosen: DecisionKind | None) -> None:
        draft, words = look.state.draft, look.words
        possible = look.kinds(whole=draft is not None and draft.is_whole)
        self.without.show_text(words("decision.nothing_to_follow") if possible == WITHOUT_ADVICE else "")
        shown = tuple(kind for kind in KINDS if kind in possible)
        said = [words(f"decision.{kind}.button") for kind in KINDS]
        # what a condition asks for comes when it is chosen; of the others all is in sight
        said = [
            each if kind == "follow_with_condition" else each.rstrip("…")
            for kind, each in zip(KINDS, said, strict=True)
        ]
        self.kind_row.offer(said)
        self.kind_row.setAccessibleName(words("decision.form"))
        self.kind_row.choose(-1 if chosen is None else KINDS.index(chosen))
        for button, kind in zip(self.kinds, KINDS, strict=True):
            button.tick_chosen()
            button.show_words(button.words, name=f"{words('decision.form')}: {words(f'decision.{kind}')}")
            button.corners = (kind == shown[0], kind == shown[-1])
            button.setVisible(kind in shown)

    def _show_texts(self, look: Look) -> None:
        """A condition stands before the explanation; what is decided without an advice, or instead of one where nothing
        can be chosen, is asked as such."""
        draft, words, kindless = look.state.draft, look.words, look.state.waited is not None
        assert draft is not None
        enter = words("decision.text.enter")
        self.follows.show_text("" if kindless else "\n".join(followed_words(look, draft, draft=True)))
        conditional = draft.kind == "follow_with_condition"
        self.condition.setVisible(conditional)
        self.condition.fill(words("decision.condition"), draft.condition or "", words, hint=enter)
        instead = draft.kind == "deviate" and not choices_with(look.pack, draft)
        own = words("decision.text" if draft.kind == "own" else "decision.instead" if instead else "decision.reason")
        own = words("decision.reason") if kindless else own
        self.text.fill(own, draft.text or "", words, hint="" if conditional else enter)
        for part in (self._before_label, self.before):
            part.setVisible(draft.kind not in FOLLOWING and not kindless)
        self._before_label.setText(words("decision.before"))
        self.before.show_moment(draft.before, words("decision.before.hint"), words("decision.before"))
        self.late.show_text(after_limit(look, draft) if self.before.isVisibleTo(self) else "")
        self.reason.setVisible(draft.kind == "deviate" and not kindless and bool(draft.reason or self._wrote_reason))
        self.reason.fill(words("decision.reason_text"), draft.reason or "", words)

    def _focus(self, draft: Decision, *, wants_kind: bool) -> None:
        """Where typing goes on, behind what stands there: whatever is typed is text."""
        if (draft.kind, wants_kind) == (self._kind, self._wanted_kind):
            return
        opened, self._kind, self._wanted_kind = self._kind is None, draft.kind, wants_kind
        for field in (self.condition, self.text, self.choice):  # what was missing of the kind of before
            field.message.show_text("")
        self._go_on_typing()
        if opened:  # wherever the last one was left
            self.area.verticalScrollBar().setValue(0)

    @property
    def _writing(self) -> TextField:
        """The field of this kind of decision."""
        return self.condition if self._kind == "follow_with_condition" else self.text

    def _go_on_typing(self) -> None:
        """In the field of this kind, behind what stands there."""
        field = self._writing
        field.text.setFocus(Qt.FocusReason.OtherFocusReason)
        field.text.moveCursor(QTextCursor.MoveOperation.End)
        bring_whole(self.area, field)

    def _show_foot(self, look: Look) -> None:
        """What Esc does, and the two buttons. One key records from wherever the cursor is."""
        words, draft = look.words, look.state.draft
        assert draft is not None
        roomy, written = theme.units(self.width()) >= ROOMY, is_draft(look, draft)
        mark = words("decision.draft.mark") if written and roomy else ""
        title = words("decision.form")
        standing = "\n".join(filter(None, (standing_words(look, draft), apart_words(look, draft))))
        self.head.show_head(look, title, about=about_line(look, draft), standing=standing, draft=mark)
        self._hint.show_text(words("decision.escape") if roomy else "", hide_empty=False)
        self.throw_away.show_words(words("decision.throw.sure" if self._sure else "decision.throw"))
        self.throw_away.setVisible(written)
        self.record.show_words(
            words("decision.record" if roomy else "decision.record.short"),
            key=cap_of("record", words),
            name=words("decision.record"),
        )

    @property
    def kinds(self) -> list[Button]:
        """The ways to decide, as buttons; those that are not possible here are hidden."""
        return self.kind_row.buttons

    @property
    def enter_waits(self) -> bool:
        """Whether Enter neither chooses nor takes back here: on what is chosen already, and where the keyboard was
        brought, since the Enter that was refused may be pressed once more."""
        focused = QApplication.focusWidget()
        on_chosen = isinstance(focused, Button) and focused.isChecked() and self.isAncestorOf(focused)
        return on_chosen or self.brought

    @property
    def brought(self) -> bool:
        """Whether a refusal brought the keyboard to choices, and nobody moved it since: what is typed may be the rest
        of a sentence, so a blank is text too."""
        return self.reasons.hears_digits or self.choice.grid.hears_digits

    def begin(self, text: str) -> None:
        """Typed with the keyboard in no field: it begins the text of this kind of decision, or goes on in it. A digit
        chooses where that is asked for: it was said to be missing, or the keyboard was brought to its choices."""
        grid = self._asked_by_digit if text.isdecimal() else None
        if grid is None:
            self._go_on_typing()
            self._writing.text.insertPlainText(text)
        elif grid.press(int(text)):
            grid.take_keyboard()
        else:
            self._host.say(self._host.look.words("decision.no_choice", n=text))

    @property
    def _asked_by_digit(self) -> ChoiceGrid | None:
        """The choices of which a digit is one now: the reasons, which have digits on them, where they are in sight,
        whatever else is missing; None where it is text."""
        grids = ((self.reasons, self._reason_message), (self.choice.grid, self.choice.message))
        shown = [each for each in grids if each[0].isVisibleTo(self)]
        asked = any(grid.hears_digits or message.text() for grid, message in shown)
        return shown[0][0] if asked else None

    def complain(self, look: Look) -> bool:
        """Say all that is still missing, each where it is asked; False when nothing is. The keyboard comes to the first
        of it."""
        draft = look.state.draft
        if draft is None:
            return False
        if draft.kind not in FOLLOWING and not self.before.finish():
            self._bring_soon(self.before, self.before.message)
            return True
        missing = tuple(self._missing(look, self._host.look.state.draft or draft))  # with the moment of just now
        for _asked, message, said in missing:
            message.complain(said)
        if missing:
            asked = missing[0][0]
            asked.text.setFocus(Qt.FocusReason.OtherFocusReason) if isinstance(asked, TextField) else (
                asked.take_keyboard()
            )
            self._bring_soon(*(part for asked, message, _said in reversed(missing) for part in (asked, message)))
        return bool(missing)

    def _missing(self, look: Look, draft: Decision) -> Iterator[tuple[TextField | ChoiceGrid, Complaint, str]]:
        """What is missing, from above: where it is asked, what says so there, and how."""
        if draft.kind == "follow_with_condition" and not (draft.condition or "").strip():
            yield self.condition, self.condition.message, look.words("decision.condition_needed")
        says_nothing = draft.chosen is None and not (draft.text or "").strip()
        advised = deviates_to_advice(look.pack, draft)
        chooses = advised or wants_choice(look.pack, draft)
        if not chooses and says_nothing and (draft.kind == "own" or (draft.kind == "deviate" and draft.before)):
            yield self.text, self.text.message, look.words("decision.text_needed")
        if chooses:
            wanting = "decision.choice_needed" if draft.kind in FOLLOWING else "decision.choice_or_text"
            yield self.choice.grid, self.choice.message, look.words("decision.choice_is_advice" if advised else wanting)
        if draft.kind == "deviate" and draft.reason_code is None:
            yield self.reasons, self._reason_message, look.words("decision.reason_needed")

    def _bring_soon(self, *parts: QWidget) -> None:
        """Bring what is missing into sight, and last what says so, once that has its place."""
        self._wanting = parts
        self._sight.start()

    def _bring(self) -> None:
        for part in self._wanting:
            bring_whole(self.area, part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How many words the head and the foot have depends on the width."""
        super().resizeEvent(event)
        if self._host.look.state.draft is not None:
            self._show_foot(self._host.look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a panel at the right."""
        paint_panel(self)
