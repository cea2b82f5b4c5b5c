"""The decision: follow, follow with a condition, deviate with a reason, or decide without an advice. Nothing is chosen
beforehand but what following an advice means alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, get_args

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.choice_row import ChoiceRow
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.decided import about_words, standing_words
from mdo_viewer.desktop.says.held import LOW
from mdo_viewer.desktop.state.changes import DraftChanges
from mdo_viewer.desktop.state.choosing import wants_choice
from mdo_viewer.desktop.state.commands import cap_of, command_of, keys_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.choice_grid import ChoiceGrid
from mdo_viewer.desktop.widgets.controls import Button, CardFrame, PlainLabel, Segments
from mdo_viewer.desktop.widgets.form import LineField, TextField
from mdo_viewer.desktop.widgets.scroll import paint_panel, scroll_area
from mdo_viewer.meeting.case import REASON_CODES, DecisionKind
from mdo_viewer.meeting.choosing import FOLLOWING, WITHOUT_ADVICE, deviates_to_advice, reason_words

#: The ways to decide, in the order of their buttons.
KINDS: Final[tuple[DecisionKind, ...]] = get_args(DecisionKind)
#: From this width, px, the whole words of the button that records have room.
ROOMY: Final = 330
_BY_TAB: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DecisionPanel(QWidget):
    """Writes the draft; Enter records it, Escape leaves it."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self._title = PlainLabel(size=19, bold=True)
        self._standing = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.BROWN)
        self._advice = CardFrame("grey")
        self._advice_kicker = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.MUTED)
        self._advice_text = PlainLabel(size=17, bold=True)
        self._advice.column.addWidget(self._advice_kicker)
        self._advice.column.addWidget(self._advice_text)
        self.about = Segments()
        self.about.chosen.connect(lambda at: host.door.run(lambda: self._choose_about(at == 1)))
        for part in (self._title, self._standing, self.about, self._advice):
            self._column.addWidget(part)
        kinds = QHBoxLayout()
        kinds.setSpacing(6)
        self._column.addLayout(kinds)
        self.kinds = [self._kind_button(kind, kinds) for kind in KINDS]
        self._written: dict[str, str] = {}  # by field what was typed since the form opened
        condition = self._typed("condition", lambda text: {"condition": text})
        self._condition = LineField(condition, host.door(host.call("record")))
        self._column.addWidget(self._condition)
        reason = self._typed("reason", lambda text: {"reason": text})
        self.reason = LineField(reason, host.door(host.call("record")))
        self.text = TextField(self._typed("text", lambda text: {"text": text}))
        self.choice = ChoiceRow(host)
        self._reason_label = PlainLabel(size=theme.BASE, bold=True)
        self.reasons = ChoiceGrid(3, size=theme.SMALL)
        for told in (self.reasons.chosen, self.reasons.walked):
            told.connect(lambda at: host.door.run(host.call(f"reason:{at + 1}")))
        self._reason_message = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.RED)
        parts = (self.reason, self.choice, self._reason_label, self.reasons, self._reason_message, self.text)
        for below in parts:
            self._column.addWidget(below)
        self._column.addStretch(1)
        self.text.text.installEventFilter(self)
        self.area = scroll_area(body)
        outer.addWidget(self.area, 1)
        outer.addLayout(self._foot())
        self._kind: str | None = None
        self._typing = False  # in the lines, where Enter begins another one

    def _typed(self, field: str, written: Callable[[str | None], DraftChanges]) -> Callable[[str], None]:
        host = self._host

        def write(text: str) -> None:
            self._written[field] = text
            host.door.run(lambda: host.session.change_draft(**written(text or None)))

        return write

    def _kind_button(self, kind: DecisionKind, into: QHBoxLayout) -> Button:
        button = Button()
        button.pad = 4  # three beside one another in the narrowest panel
        button.setCheckable(True)
        button.clicked.connect(self._host.door(self._host.call(command_of(kind))))
        into.addWidget(button, 1)
        return button

    def _choose_about(self, whole: bool) -> None:
        host, draft = self._host, self._host.look.state.draft
        kinds = host.look.kinds(whole=whole)
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
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(8)
        self._cancel = Button()
        self._cancel.clicked.connect(self._host.door(self._host.call("escape")))
        self.record = Button(tone="primary")
        self.record.pad = 8
        self.record.clicked.connect(self._host.door(self._host.call("record")))
        row.addWidget(self._cancel)
        row.addWidget(self.record, 1)
        return row

    def show_look(self, look: Look) -> None:
        """Show the draft."""
        draft, words = look.state.draft, look.words
        if draft is None:
            self._kind = None
            self._written.clear()
            return
        low = self.window().height() < LOW  # its button and the tree say as much
        self._title.show_text("" if low else words("decision.title"))
        self._standing.show_text(standing_words(look, draft))
        self.about.offer(
            (words("decision.on_tree", n=look.state.tree.number), words("decision.on_whole")),
            group=words("decision.title"),
        )
        self.about.choose(int(draft.is_whole))
        kicker, said = about_words(look, draft)
        self._advice_kicker.show_text(kicker)
        self._advice_text.show_text(said)
        possible = look.kinds(whole=draft.is_whole)
        for button, kind in zip(self.kinds, KINDS, strict=True):
            said = words(f"decision.{kind}.button")
            opens = kind == "follow_with_condition"  # what it asks for comes when it is chosen
            button.show_words(said if opens else said.rstrip("…"), name=words(f"decision.{kind}"))
            button.setChecked(kind == draft.kind)
            button.setVisible(kind in possible)
        self.choice.show_look(look)
        self._put_text(first=draft.kind == "own")
        self._condition.setVisible(draft.kind == "follow_with_condition")
        self._condition.fill(words("decision.condition"), draft.condition or "", words)
        deviates = draft.kind == "deviate"
        for part in (self._reason_label, self.reason, self.reasons):
            part.setVisible(deviates)
        by_key = words("decision.why.keys", n=len(REASON_CODES))
        self._reason_label.setText(f"{words('decision.why')} · {by_key}")
        self.reasons.offer([reason_words(words, look.pack, code) for code in REASON_CODES])
        self.reasons.choose(-1 if draft.reason_code is None else REASON_CODES.index(draft.reason_code))
        self.reason.fill(words("decision.reason"), draft.reason or "", words)
        self.text.fill(words("decision.text"), draft.text or "", words)
        if draft.reason_code is not None or not deviates:
            self._reason_message.show_text("")
        if draft.condition:
            self._condition.message.show_text("")
        self._cancel.show_words(words("decision.cancel"), key=cap_of("escape", words))
        self._show_record(look)
        self._focus(draft.kind)

    def _put_text(self, *, first: bool) -> None:
        """The lines stand where typing begins: above the choices where they are what the board decides itself."""
        at, choice = self._column.indexOf(self.text), self._column.indexOf(self.choice)
        if first == (at < choice):
            return
        self._column.removeWidget(self.text)
        self._column.insertWidget(self._column.indexOf(self.choice) if first else self._column.count() - 1, self.text)

    def _focus(self, kind: str) -> None:
        """Where typing goes on, behind what stands there: whatever is typed is text. An advice that is followed needs
        none, and the record button waits for Enter."""
        if kind == self._kind:
            return
        opened, self._kind = self._kind is None, kind
        if kind == "follow":
            self.record.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._go_on_typing()
        if opened:  # wherever the last one was left
            self.area.verticalScrollBar().setValue(0)

    def _go_on_typing(self) -> None:
        """In the field of this kind: behind what was typed there, over what stood there already."""
        line = {"deviate": self.reason.line, "follow_with_condition": self._condition.line}.get(self._kind or "")
        if line is None:
            self.text.text.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._is_older("text", self.text.text.toPlainText()):
                self.text.text.selectAll()
            else:
                self.text.text.moveCursor(QTextCursor.MoveOperation.End)
        else:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._is_older("reason" if line is self.reason.line else "condition", line.text()):
                line.selectAll()
            else:
                line.end(False)
        self.area.ensureWidgetVisible(self.text if line is None else line)

    def _is_older(self, field: str, text: str) -> bool:
        """Whether a text was recorded before, or waited half written: what is typed takes its place."""
        return bool(text) and self._written.get(field) != text

    def _show_record(self, look: Look) -> None:
        """The button with the key that presses it: among lines Enter begins another one."""
        words = look.words
        if self._typing or theme.units(self.width()) < ROOMY:  # fewer words: its cap is long, or the panel is narrow
            self.record.show_words(
                words("decision.record.short"),
                key=keys_of("record")[-1] if self._typing else cap_of("record", words),
                name=words("decision.record"),
            )
        else:
            self.record.show_words(words("decision.record"), key=cap_of("record", words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard comes to the lines, or leaves them; Enter goes on below an older text."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._take_typing(event.type() == QEvent.Type.FocusIn)
        older = self._is_older("text", self.text.text.toPlainText())
        if older and isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_TAB:
            self.text.text.selectAll()
        if older and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            self.text.text.moveCursor(QTextCursor.MoveOperation.End)
        return False

    def _take_typing(self, typing: bool) -> None:
        self._typing = typing
        look = self._host.look
        if look.state.draft is not None:
            self._show_record(look)

    @property
    def enter_records(self) -> bool:
        """Whether the keyboard is where Enter records: on a choice, or on what is chosen already."""
        focused = QApplication.focusWidget()
        on_chosen = isinstance(focused, Button) and focused.isChecked() and self.isAncestorOf(focused)
        return on_chosen or self.reasons.has_keyboard or self.choice.grid.has_keyboard

    def begin(self, text: str) -> None:
        """Typed with the keyboard in no field: it begins the text of this kind of decision, or goes on in it."""
        self._go_on_typing()
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            field.insert(text)
        elif isinstance(field, QPlainTextEdit):
            field.insertPlainText(text)

    def complain(self, look: Look) -> bool:
        """Say what is still missing; False when nothing is."""
        draft = look.state.draft
        if draft is None:
            return False
        if draft.kind == "deviate" and draft.reason_code is None:
            self._reason_message.show_text(look.words("decision.reason_needed"))
            self.reasons.take_keyboard()
            self.area.ensureWidgetVisible(self.reasons)
            return True
        if draft.kind == "follow_with_condition" and not (draft.condition or "").strip():
            self._condition.message.show_text(look.words("decision.condition_needed"))
            self._condition.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        advised = deviates_to_advice(look.pack, draft)
        if advised or wants_choice(look.pack, draft):
            wanting = "decision.choice_needed" if draft.kind in FOLLOWING else "decision.choice_or_text"
            wanting = "decision.choice_is_advice" if advised else wanting
            self.choice.message.show_text(look.words(wanting))
            announce(self, self.choice.message.text())
            self.choice.grid.take_keyboard()
            self.area.ensureWidgetVisible(self.choice)
            return True
        if draft.kind == "own" and draft.chosen is None and not (draft.text or "").strip():
            self.text.message.show_text(look.words("decision.text_needed"))
            self.text.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How many words the button has depends on the width."""
        super().resizeEvent(event)
        if self._host.look.state.draft is not None:
            self._show_record(self._host.look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a panel at the right."""
        paint_panel(self)
