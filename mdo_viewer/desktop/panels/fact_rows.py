"""One row of the facts panel, made from the definition of its fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.answer_line import AnswerLine
from mdo_viewer.desktop.panels.number_control import NumberControl, NumberField
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.facts import FactView
from mdo_viewer.desktop.state.commands import DIGITS, cap_of
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf, announce, announce_after
from mdo_viewer.desktop.widgets.controls import ANSWERS, Button, CardFrame, PlainLabel, Segments
from mdo_viewer.desktop.widgets.form import held
from mdo_viewer.desktop.widgets.head_line import Sign
from mdo_viewer.desktop.widgets.tab_order import ASIDE, stops
from mdo_viewer.guideline.wording import in_sentences
from mdo_viewer.guideline.words import Words

#: The least height of a label, px: that of the button that explains, which stands on its line.
HEAD = theme.TOUCH
#: The size of the label of an open question that is not the one that is asked, px.
QUIET = 14
#: Lines below the control in their order: size, weight and colour. Most rows never say most of them.
LINES: dict[str, tuple[int, bool, tokens.Token]] = {
    "message": (theme.SMALL, True, tokens.RED),
    "crossed": (theme.SMALL, True, tokens.BROWN),
    "meaning": (14, False, tokens.INK),
    "was": (14, True, tokens.BROWN),
    "known_from": (theme.SMALL, False, tokens.MUTED),
    "remark": (theme.SMALL, False, tokens.MUTED),
    "help": (14, False, tokens.INK),
}


def digit_caps(view: FactView, words: Words) -> tuple[str, ...]:
    """The key of each option of the next fact: digits in their order, of a choice 0 for unknown, which stands last."""
    count = len(view.options) if view.type == "set" else len(view.options) - 1
    caps = tuple(cap_of(f"digit:{n}", words) if str(n) in DIGITS else "" for n in range(1, count + 1))
    return caps if view.type == "set" else (*caps, cap_of("digit:0", words))


def keys_said(view: FactView, words: Words) -> str:
    """`1 ja, 2 nee, 0 onbekend`: what answers a question while the keyboard is at the question itself; of a number what
    may be typed. Empty where the digits are another's."""
    if not view.keyed:
        return ""
    caps = digit_caps(view, words) if view.options else ()
    return ", ".join(f"{cap} {said}" for cap, said in zip(caps, view.options, strict=False) if cap) or view.typing


def are_long(caps: tuple[str, ...]) -> bool:
    """Whether these keys do not fit on buttons side by side."""
    return any(len(cap) > 1 for cap in caps)


def meaning_said(view: FactView, words: Words) -> str:
    """What the chosen code means; while nothing is chosen and the fact is the next one, the key of each code. Keys that
    are too long for a button, as `Alt+1`, stand here for every fact."""
    at = next(iter(view.chosen), -1)
    said = view.meanings[at] if 0 <= at < len(view.meanings) - 1 else ""
    caps = digit_caps(view, words) if view.keyed else ()
    if not said and ((view.meanings and any(caps)) or are_long(caps)):
        codes = ", ".join(f"{cap} = {code}" for cap, code in zip(caps[:-1], view.options[:-1], strict=True))
        said = words("facts.code_keys", keys=codes, unknown=caps[-1])
    return said


#: As many signs of answers stand beside one another in the column; more go below one another.
MOST_BESIDE: Final = 24

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: From a question these lead into its answers, as Tab does.
INTO: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class OptionList(Grouping):
    """Options with long words, one below the other."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.buttons: list[Button] = []
        self._one_of = OneOf(self)

    def offer(self, view: FactView, keys: tuple[str, ...]) -> None:
        """Show the answers of a fact, with their keys while the digits are its; "unknown" looks grey."""
        self.setAccessibleName(view.label)
        while len(self.buttons) < len(view.options):
            self._add()
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(view.options))
            if at < len(view.options):
                words = view.options[at]
                button.show_words(words, key=keys[at] if at < len(keys) else "", name=f"{view.label}: {words}")
                button.neutral = view.type == "choice" and at == len(view.options) - 1
                if button.isChecked() != (at in view.chosen):
                    button.setChecked(at in view.chosen)

    def _add(self) -> None:
        button = Button(left=True)
        button.setCheckable(True)
        self._one_of.add(button)
        at = len(self.buttons)
        button.clicked.connect(lambda: self._clicked(at))
        self.buttons.append(button)
        self._column.addWidget(button)

    def _clicked(self, at: int) -> None:
        self.chosen.emit(at)


class AskBack(CardFrame):
    """Amber, below a number that is far out: what may have been meant, and a button and a key for each answer."""

    def __init__(self) -> None:
        super().__init__("amber")
        self.said = PlainLabel(size=theme.SMALL, colour=tokens.BROWN, bold=True)
        self.take, self.keep = Button(left=True), Button(left=True)
        self.column.setContentsMargins(14, 8, 10, 6)
        self.column.setSpacing(0)
        for part in (self.said, self.take, self.keep):
            self.column.addWidget(part)

    def ask(self, said: str, take: tuple[str, str], keep: tuple[str, str]) -> None:
        """Show the question; `take` and `keep` are words and key of the two answers."""
        self.said.show_text(said)
        self.take.show_words(take[0], key=take[1])
        self.keep.show_words(keep[0], key=keep[1])
        self.show()


class HeldRow(Grouping):
    """A row that can have the keyboard itself, between two answers."""

    view: FactView | None

    _firm = False  # Enter does nothing while it has the keyboard

    @property
    def is_number(self) -> bool:
        """Whether a number is asked."""
        return self.view is not None and self.view.type in ("number", "integer")

    def take_keyboard(self, *, firm: bool = False, said: str = "") -> None:
        """The keyboard comes to the row, not to a choice, so that no second press answers it; with `firm` no Enter ever
        does. `said` is heard with its name: the keys that answer it."""
        self._firm = firm
        self.setAccessibleDescription(said)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click beside its control gives the row nothing again."""
        super().focusOutEvent(event)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")  # its answers are a group of this name already
        self.setAccessibleDescription("")

    def event(self, event: QEvent) -> bool:
        """Enter is not the window's while it would lead to the first answer."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if self._firm and isinstance(event, QKeyEvent) and event.type() in kinds and event.key() in ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow goes to the answer that is chosen, or the first; a number has none."""
        within = stops(self) if self.view is not None and self.view.options else []
        if within and event.key() in INTO and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            within[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It is called as its fact while it has the keyboard."""
        super().focusInEvent(event)
        if self.view is not None:
            self.setAccessibleName(self.view.label)
        self.update()


class FactRow(HeldRow):
    """Label, control, remarks and help of one fact; amber with a bar while it is the next one.

    Where it `folds`, a fact that was answered is one line with its value until it is opened, with a click, Space or
    Enter; `opened` asks for it, and so does a click beside the answers of one that is open. What must be read stays
    below the line.
    """

    chosen = Signal(str, int)
    typed = Signal(str, str)
    held = Signal(str, str)  # half typed, and the keyboard is elsewhere
    doubt_answered = Signal(str, bool)  # whether what may have been meant is taken
    unknown_pressed = Signal(str)
    kept = Signal(str)  # the value of an earlier meeting still holds
    split = Signal()  # the facts behind the question of scope each by itself, or as one question
    left = Signal()
    dropped = Signal(str)  # what was half typed is gone, in words
    opened = Signal(bool)  # whether by a key

    def __init__(self, words: Words, *, folds: bool = False) -> None:
        super().__init__()
        self._words, self._folds = words, folds
        self.view: FactView | None = None
        self.line: AnswerLine | None = None
        self.setProperty(ANSWERS, True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setSpacing(1)
        outer.addLayout(self._column)
        self._head = head = QHBoxLayout()
        head.setSpacing(4)
        self.label = PlainLabel()
        self.label.setMinimumHeight(theme.px(HEAD))
        self._help_button = _explaining()
        self._help_button.clicked.connect(self.toggle_help)
        self._fold: Button | None = None
        self._still: Button | None = None
        self._sign: Sign | None = None
        self._about: PlainLabel | None = None
        self.split_button: Button | None = None
        self._unfolded = False
        head.addWidget(self.label, 1)
        head.addWidget(self._help_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(head)
        self._control: QWidget | None = None
        self._lines: dict[str, PlainLabel] = {}
        self.ask_back: AskBack | None = None
        self._help_open = False

    def show_view(self, view: FactView) -> None:
        """Show the fact as it stands."""
        if view == self.view:
            return  # and keeps the one it has, which its parts hold too
        before, self.view = self.view, view
        if before is not None and before.opened and not view.opened and self._help_open:
            self.toggle_help()  # it was opened with the choices
        folded = bool(view.folded) and not self._unfolded
        self.label.show_text(view.folded if folded else view.label)
        if view.folded or self._fold is not None:
            self._show_fold(view)
        marked = (view.amber, view.next, view.doubted)
        if before is None or marked != (before.amber, before.next, before.doubted):
            loud = view.next or view.keyed or bool(view.crossed)
            self.label.restyle(theme.BASE if loud else QUIET, loud, tokens.INK)
            self._show_sign(view.doubted)
            self.update()
        if self._control is None and not folded:
            self._control = self._make_control(view)
            self._column.insertWidget(1, self._control)
            self.label.setBuddy(self._control.field if isinstance(self._control, NumberControl) else self._control)
        if self._control is not None:
            self._fill(view)
        if before is not None and _given(view) != _given(before):
            self.tell("")
            self.no_doubt()
            if self.untaken and not self.field.hasFocus():
                self._keep(self.field.text())  # taken back, or known from elsewhere: it is still not entered
        if before is None or view.noted != before.noted:
            self.label.setToolTip(theme.plain_tip(view.noted))
        if view.about or self._about is not None:
            self._show_about(view)
        self._say("crossed", view.crossed)
        self._say("known_from", view.known_from)
        self._say("was", view.was)
        self._show_still(view)
        self._say("remark", view.remark)
        self._help_button.setAccessibleName(self._words("facts.help_for", fact=view.label))
        self._say("help", view.help if self._help_open else "")
        self._fold_up()
        self._tell_about()

    def _tell_about(self) -> None:
        if self.view is not None and self._control is not None:
            _describe(self.view, self._control, self.said("message"))

    # --- one line, or all of it

    @property
    def is_line(self) -> bool:
        """Whether one line stands for the row: it was answered, nobody opened it, and nothing in it is at work."""
        view = self.view
        if view is None or not self._folds or view.opened or not view.value or view.folded or view.next:
            return False
        return not (self.doubting or self.said("message") or self.untaken)

    def _fold_up(self) -> None:
        """Show the line or all that it stands for."""
        view, line = self.view, self.is_line
        if view is None:
            return
        if line and self.line is None:
            self.line = AnswerLine()
            self.line.clicked.connect(self._open_asked)
            box = self.layout()
            assert isinstance(box, QVBoxLayout)
            box.insertWidget(0, self.line)
        if self.line is not None:
            if line:
                self.line.show_answer(view, self._words)
            self.line.setVisible(line)
        kept = bool(view.crossed) or (bool(view.remark) and view.warns) or self._help_open
        margins = (20, 0, 12, 8 if kept else 1) if line else (20, 2, 12, 7)
        self._column.setContentsMargins(*margins)
        folded = bool(view.folded) and not self._unfolded
        shown: dict[QWidget | None, bool] = {
            self.label: not line,
            self._help_button: not line and bool(view.help),
            self._control: not line and not folded,
            self._sign: not line and view.doubted,
            self._about: not line and bool(view.about),
            self._fold: not line and bool(view.folded),
            self._still: not line and bool(view.still),
            self.split_button: not line and bool(view.split),
        }
        for name, label in self._lines.items():
            away = line and (name in ("meaning", "known_from", "was") or (name == "remark" and not view.warns))
            shown[label] = bool(label.text()) and not away
        for part, visible in shown.items():
            if part is not None and part.isHidden() == visible:
                part.setVisible(visible)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words of a row that shows its answers: from now on the digits are these."""
        if event.button() == Qt.MouseButton.LeftButton and self._folds and not self.is_line:
            if self.rect().contains(event.position().toPoint()):
                self.opened.emit(False)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def _open_asked(self) -> None:
        self.opened.emit(self.line is not None and self.line.hasFocus() and not self.line.by_mouse)

    def _show_sign(self, doubted: bool) -> None:
        """The triangle beside the label of a fact that fits badly with another; the remark says with which."""
        if self._sign is None and doubted:
            self._sign = Sign(HEAD)
            self._head.insertWidget(1, self._sign, 0, Qt.AlignmentFlag.AlignTop)
        if self._sign is not None:
            self._sign.setVisible(doubted)

    def tell(self, text: str) -> None:
        """Say in red what is the matter with what was given; an empty text takes it back."""
        self._say("message", text)
        self._fold_up()
        self._tell_about()

    def said(self, line: str) -> str:
        """What one of the lines below the control says now."""
        return self._lines[line].text() if line in self._lines else ""

    def _say(self, line: str, text: str) -> None:
        """Show one of the lines below the control; it is made when it first says something."""
        label = self._lines.get(line)
        if label is None:
            if not text:
                return
            size, bold, colour = LINES[line]
            label = self._lines[line] = PlainLabel(size=size, bold=bold, colour=colour)
            order = list(LINES)
            below = sum(order.index(other) > order.index(line) for other in self._lines)
            self._column.insertWidget(self._column.count() - below, label)
        label.show_text(text)

    def _show_fold(self, view: FactView) -> None:
        """The button that shows or hides the choices of a set that decides nothing here."""
        if self._fold is None:
            self._fold = Button(tone="link", size=14)
            self._fold.clicked.connect(self._toggle_fold)
            self._head.insertWidget(1, self._fold, 0, Qt.AlignmentFlag.AlignTop)
        said, name = ("facts.fold", "facts.fold.name") if self._unfolded else ("facts.unfold", "facts.unfold.name")
        self._fold.show_words(self._words(said), name=self._words(name, fact=view.label))
        self._fold.setVisible(bool(view.folded))

    def _show_still(self, view: FactView) -> None:
        """The button that gives the value of an earlier meeting anew, with its key while the fact is the next one."""
        if self._still is None:
            if not view.still:
                return
            self._still = Button(left=True, size=14)
            self._still.clicked.connect(self._press_still)
            self._column.insertWidget(self._column.indexOf(self._lines["was"]) + 1, self._still)
        self._still.setVisible(bool(view.still))
        key = cap_of("still", self._words) if view.next else ""
        self._still.show_words(view.still, key=key, name=f"{view.label}: {view.still}")

    def _press_still(self) -> None:
        if self.view is not None:
            self.kept.emit(self.view.id)

    def _show_about(self, view: FactView) -> None:
        """The question of scope: for whom the guideline holds, above the answers, and below them what splits it."""
        if self._about is None or self.split_button is None:
            self._about = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
            self.split_button = Button(tone="link", size=14, left=True)
            self.split_button.clicked.connect(self.split)
            self._column.insertWidget(1, self._about)
            self._column.insertWidget(3, self.split_button)
        self._about.show_text(view.about)
        self.split_button.show_words(view.split)
        self.split_button.setVisible(bool(view.split))

    # --- the control of each type

    def _make_control(self, view: FactView) -> QWidget:
        if view.type in ("number", "integer"):
            return self._make_number()
        if view.type == "set":
            return _chips(lambda at: self._choose(at))
        if any(len(option) > 14 for option in view.options) or sum(map(len, view.options)) > MOST_BESIDE:
            made = OptionList()
            made.chosen.connect(lambda at: self._choose(at))
            return made
        segments = Segments(last_below=len(view.options) > 4)
        segments.chosen.connect(lambda at: self._choose(at))
        return segments

    def _make_number(self) -> QWidget:
        made = NumberControl(self._words)
        made.field.given.connect(self._give)
        made.field.kept.connect(self._keep)
        made.field.left.connect(self._abandon)
        made.field.dropped.connect(lambda text: self.dropped.emit(self._words("say.dropped", text=text)))
        made.field.explained.connect(self.toggle_help)
        made.field.taken.connect(lambda: self._answer_doubt(True))
        made.field.textEdited.connect(self._edited)
        made.field.inputRejected.connect(self._refuse_sign)
        made.unknown.clicked.connect(self._press_unknown)
        return made

    def _edited(self) -> None:
        self.no_doubt()
        self.tell("")  # it was said of another text

    def _refuse_sign(self) -> None:
        said = self._words("facts.only_number")
        if self.said("message") != said:
            self.tell(said)
            announce(self, said)

    @property
    def field(self) -> NumberField:
        """The field of a number. Only a row of a number has one."""
        assert isinstance(self._control, NumberControl)
        return self._control.field

    def _fill(self, view: FactView) -> None:
        keys = digit_caps(view, self._words) if view.keyed else ()
        control = self._control
        if isinstance(control, Segments):
            shown = () if view.meanings or are_long(keys) else keys
            control.offer(view.options, keys=shown, neutral=len(view.options) - 1, group=view.label)
            control.choose(next(iter(view.chosen), -1))
            if view.meanings:
                for button, meaning in zip(control.buttons, view.meanings, strict=True):
                    button.setToolTip(theme.plain_tip(meaning))
            self._say("meaning", meaning_said(view, self._words))
        elif isinstance(control, OptionList):
            control.offer(view, keys)
        elif isinstance(control, NumberControl):
            control.fill(view)
            if not self.untaken and self.said("message") == self._words("status.half_typed"):
                self._say("message", "")  # answered otherwise
        elif control is not None:
            control.offer(view, keys)  # type: ignore[attr-defined]

    def _choose(self, at: int) -> None:
        if self.view is not None:
            self.chosen.emit(self.view.id, at)

    def _give(self, text: str) -> None:
        if self.view is not None and (text != self.field.shown or self.view.state == "unknown" or not text):
            self.typed.emit(self.view.id, text)
        else:
            self.left.emit()

    def _keep(self, text: str) -> None:
        if self.view is not None and self.untaken:
            self.held.emit(self.view.id, text)

    def hold(self, text: str) -> None:
        """Let this stand in the field again as it was half typed."""
        with held(self.field):
            self.field.setText(text)
        self.field.setModified(True)
        self._keep(text)

    def doubt(self, said: str, take: tuple[str, str], keep: tuple[str, str]) -> None:
        """Ask back below the field, which keeps what was typed."""
        if self.ask_back is None:
            self.ask_back = AskBack()
            self.ask_back.take.clicked.connect(lambda: self._answer_doubt(True))
            self.ask_back.keep.clicked.connect(lambda: self._answer_doubt(False))
            self._column.insertWidget(self._column.count() - len(self._lines), self.ask_back)
        self.ask_back.ask(said, take, keep)
        self.field.asked_back = True
        self._fold_up()

    def no_doubt(self) -> None:
        """Take the question back that `doubt` asked; nothing without one."""
        if self.ask_back is not None and not self.ask_back.isHidden():
            self.ask_back.hide()
            self.field.asked_back = False

    @property
    def doubting(self) -> bool:
        """Whether a typed number is being asked back."""
        return self.ask_back is not None and not self.ask_back.isHidden()

    def _answer_doubt(self, take: bool) -> None:
        if self.view is not None and self.doubting:
            self.doubt_answered.emit(self.view.id, take)

    def _abandon(self) -> None:
        self.no_doubt()
        self.tell(self.said("message") if self.untaken else "")
        self.left.emit()

    def _press_unknown(self) -> None:
        if self.view is not None and isinstance(self._control, NumberControl):
            self.unknown_pressed.emit(self.view.id)

    def _toggle_fold(self) -> None:
        self._unfolded = not self._unfolded
        if self.view is not None:
            view, self.view = self.view, None
            self.show_view(view)

    def toggle_help(self) -> None:
        """Open or close the explanation."""
        self._help_open = not self._help_open
        if self.view is not None:
            self._say("help", self.view.help if self._help_open else "")
            self._fold_up()
            announce_after(self, self.view.help if self._help_open else "")

    @property
    def untaken(self) -> bool:
        """Whether something stands in the field that is not the fact's value."""
        return self.is_number and self._control is not None and self.field.text() != self.field.shown

    def forget(self) -> None:
        """Another patient: what was typed and not entered is not for this one."""
        if self.untaken:
            self.field.setText(self.field.shown)
        self.no_doubt()
        self.tell("")

    def put_back(self) -> None:
        """Show the value that holds, whatever stands in the field."""
        if self.field.text() != self.field.shown:
            self.field.setText(self.field.shown)
        self._fold_up()

    def unfold(self) -> None:
        """Show the choices of a set that decides nothing here."""
        if self.view is not None and self.view.folded and not self._unfolded:
            self._toggle_fold()

    def focus_control(self, typed: str = "") -> None:
        """Put the focus in the control; `typed` begins a number."""
        self.unfold()
        control = self._control
        buttons: list[Button] = getattr(control, "buttons", [])
        if buttons:
            chosen = next((button for button in buttons if button.isChecked()), buttons[0])
            chosen.setFocus(Qt.FocusReason.TabFocusReason)
        elif control is not None:
            self.field.take_keyboard()
            if typed:
                self.field.insert(typed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, amber with a bar at the left while something of this fact is open; below an answer a line that parts
        it from the next."""
        _paint(self, event, amber=self.view is not None and self.view.amber)


def _explaining() -> Button:
    """The button that explains: Tab comes to it after the answers."""
    button = Button("?", tone="quiet")
    button.setFixedSize(theme.px(theme.TOUCH), theme.px(theme.TOUCH))
    button.setProperty(ASIDE, True)
    return button


def _given(view: FactView) -> tuple[object, ...]:
    return view.entered, view.chosen, view.state


def _describe(view: FactView, control: QWidget, message: str) -> None:
    """What is written around the control is the description of where the keyboard comes into it: what is the matter
    with it, what may be typed, where its value comes from."""
    lines = (message, view.typing, view.crossed, view.noted, view.known_from, view.was, view.remark)
    about = in_sentences(dict.fromkeys(line.rstrip(".") for line in lines))
    if isinstance(control, NumberControl):
        control.field.setAccessibleDescription(about)
        return
    buttons: list[Button] = getattr(control, "buttons", [])
    stop = next(iter(view.chosen), 0)
    for at, button in enumerate(buttons):
        meaning = view.meanings[at] if at < len(view.meanings) else ""
        said = ". ".join(part for part in (meaning, about if at == stop else "") if part)
        button.setAccessibleDescription(said or theme.NO_MORE)


def _paint(row: FactRow, event: QPaintEvent, *, amber: bool) -> None:
    painter = QPainter(row)
    painter.fillRect(event.rect(), theme.colour(tokens.AMBER_WASH if amber else tokens.PAPER))
    if amber:
        painter.fillRect(QRectF(0, 0, 5, row.height()), theme.colour(tokens.AMBER))
    if row.hasFocus():
        painter.setPen(theme.pen(tokens.BLUE, theme.FOCUS_WIDTH))
        painter.drawRect(QRectF(row.rect()).adjusted(2, 2, -2, -2))
    if row.is_line:  # the line that stands for the answer leaves this pixel free
        painter.fillRect(QRectF(0, row.height() - 1, row.width(), 1), theme.colour(tokens.LINE))


def _chips(choose: Callable[[int], None]) -> QWidget:
    """Choices of a set, imported where a row has them."""
    from mdo_viewer.desktop.widgets.chips import Chips

    chips = Chips()
    chips.chosen.connect(choose)
    return chips
