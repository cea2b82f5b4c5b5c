"""A number of the facts: its field, the button that says that nobody knows, and what may be typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.facts import FactView
from mdo_viewer.desktop.state.commands import cap_of, keys_of
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.form import (
    go_on_behind,
    hear_edits,
    held,
    is_given,
    is_held,
    is_known,
    left_half_typed,
    was_given,
)
from mdo_viewer.guideline.words import Words
from mdo_viewer.reasoning.ranging.written import strange_signs

#: The most that a number or range is typed with: `100,5 tot 200,5`.
LONGEST: Final = 16
#: Why the keyboard goes where nobody entered the number: another window, a menu, or a press on something else, which
#: may be meant for what the number would change.
AWAY: Final = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MouseFocusReason,
)
#: Qt selects all of a field that the keyboard comes to by these.
_BY_KEY: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class _OfNumber(QValidator):
    """Lets in what a number or range is written with; what stands there may always be taken out again."""

    def __init__(self, field: NumberField) -> None:
        super().__init__(field)
        self._field, self._before = field, ""

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Invalid for a sign that was not there: it does not enter the field."""
        strange = strange_signs(text, ranges=self._field.ranges)
        if any(strange.count(sign) > self._before.count(sign) for sign in strange):
            return QValidator.State.Invalid, text, at
        self._before = text
        return QValidator.State.Acceptable, text, at


def _is_of_window(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _blacks(event: QKeyEvent) -> bool:
    """Whether this is a letter by which the room goes black."""
    return event.text().isalpha() and event.text().upper() in keys_of("projector:black")


class NumberField(QLineEdit):
    """A number, or a range where the fact may be one, with Enter to give it and Escape to leave it half typed.

    No number has letters or spaces: there I asks for the explanation, and Space takes what was asked back; any other
    letter is no command here and does not enter the field either. In a range ("2 tot 6") a space is one, unless
    something is asked back.
    """

    given = Signal(str)
    kept = Signal(str)  # half typed: it stays as it is
    taken = Signal()
    explained = Signal()
    left = Signal()
    dropped = Signal(str)  # what was half typed is gone
    turned = Signal()  # the keyboard came or went

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(64)
        self.setMinimumHeight(theme.TOUCH)
        self.setMaxLength(LONGEST)
        self.returnPressed.connect(self._entered)
        self.editingFinished.connect(self._finished)
        self.shown = ""
        self.ranges = self.asked_back = False
        self.setValidator(_OfNumber(self))
        hear_edits(self)
        self.by_enter = False  # what is doubtful is only taken by Enter, not because the field is left
        self._told: str | None = None  # what was said to stand here and not to be entered
        self._is_mixed = False  # so are the digits of what was no number, such as a sentence typed here
        self.inputRejected.connect(self._mix)
        self.textChanged.connect(self._unmix)

    def _entered(self) -> None:
        self.by_enter = True
        was_given(self)
        self.given.emit(self.text())
        self.by_enter = False

    def _mix(self) -> None:
        self._is_mixed = True

    def _unmix(self, text: str) -> None:
        if not text or text == self.shown:
            self._is_mixed = False

    def _finished(self) -> None:
        left = self.text() != self.shown and not self.hasFocus()
        if is_held(self) or (left and self._is_mixed and not self.by_enter):  # Enter meant what stands here
            self.kept.emit(self.text())
        elif left:
            self.given.emit(self.text())

    def event(self, event: QEvent) -> bool:
        """Escape is the field's own: as the window's it would leave the field, and so give what was typed. Ctrl+E is
        the window's, which a line takes for its end in Linux; and so is the letter that blacks the room, which no
        number has and which must not wait, unless a sentence is being typed here."""
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escapes and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        typed = event if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) else None
        if typed is not None and (_is_of_window(typed) or (_blacks(typed) and not self._is_mixed)):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves what is half typed as it is, and takes away what was said not to be entered; Space tells `taken`,
        the key of the explanation `explained`."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() == Qt.Key.Key_Space and (self.asked_back or not self.ranges):
            self.taken.emit()
        elif event.text().upper() in keys_of("explain"):
            self.explained.emit()
        else:
            super().keyPressEvent(event)

    def take_keyboard(self) -> None:
        """It is to be gone on with: what stands here half typed was said to be so."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        go_on_behind(self)
        self.be_told()

    def be_told(self) -> None:
        """It is said that what stands here is not entered: the next Esc takes it away."""
        self._told = self.text()

    def _escape(self) -> None:
        half, was_told = self.text().strip(), self._told == self.text() or is_given(self)
        if half and half != self.shown and not was_told:
            with held(self):
                self.left.emit()
            return
        self.setText(self.shown)
        if half and half != self.shown:
            self.dropped.emit(half)
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells `turned`: from now on a digit is one of the number."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            go_on_behind(self)
        self.turned.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells `turned`: a digit answers the next question again. Another window, a menu or a press elsewhere enters
        nothing."""
        with left_half_typed(self if event.reason() in AWAY and not is_held(self) else None):
            super().focusOutEvent(event)
        self.be_told()
        self.turned.emit()


class NumberControl(QWidget):
    """Field and button side by side, as the answers of other rows are; below them what may be typed.

    The button shows its key only while the keyboard is elsewhere: in the field 0 is a nought.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._view: FactView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = NumberField()
        self.field.turned.connect(self._show_key)
        self.field.textChanged.connect(self._show_key)
        self._unit = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self.unknown = Button(words("unknown"))
        self.unknown.setCheckable(True)
        self.unknown.pad = 8
        self.unknown.neutral = True
        self.unknown.clicked.connect(self._show_unknown)  # it is down by what is known, not by the press
        row.addWidget(self.field, 2)
        row.addWidget(self.unknown, 1)
        column.addLayout(row)
        column.addWidget(self._unit)

    def fill(self, view: FactView) -> None:
        """Show the number as it stands; what is being typed stays."""
        before, field = self._view, self.field
        self._view = view
        is_known(field, view.entered)
        # answered otherwise; else what was not entered stays
        settled = view.state == "unknown" and (before is None or before.state != "unknown") and not field.hasFocus()
        if field.shown != view.entered or settled:
            if field.text() != view.entered:
                field.setText(view.entered)
            field.shown = view.entered
        field.setAccessibleName(view.label)  # what may be typed is its description
        field.ranges = view.ranges
        field.setPlaceholderText(self._words("facts.number_here"))
        self._unit.show_text(view.typing)
        self._show_unknown()
        self._show_key()

    def _show_unknown(self) -> None:
        self.unknown.setChecked(self._view is not None and self._view.state == "unknown")

    def _show_key(self) -> None:
        view = self._view
        if view is not None:
            waits = self.field.text() != self.field.shown  # then 0 is a nought too
            key = cap_of("digit:0", self._words) if view.keyed and not (self.field.hasFocus() or waits) else ""
            words = self._words("unknown")
            self.unknown.show_words(words, key=key, name=f"{view.label}: {words}")
