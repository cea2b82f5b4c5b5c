"""While a form is open keys are its own: letters and digits are text or choose there, and the keyboard stays in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, get_args

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

from mdo_viewer.desktop.panels.right_side import RightSide
from mdo_viewer.desktop.state.commands import FORMS, TYPED, Bound, for_key
from mdo_viewer.desktop.state.desk import Place, WallName
from mdo_viewer.desktop.state.door import Door
from mdo_viewer.desktop.widgets.form import come_behind, waiting_line
from mdo_viewer.desktop.widgets.keypad import HELD, is_of_keypad
from mdo_viewer.desktop.widgets.tab_order import give_keyboard
from mdo_viewer.desktop.widgets.timers import once

if TYPE_CHECKING:  # a sheet is imported when one is first opened
    from mdo_viewer.desktop.widgets.sheet import Sheet

#: With one of these held a key is a command.
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
#: How long after a key was let go it may turn out to be held down still, ms.
LET_GO: Final = 100
_ALT_GR: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
#: Where somebody may be writing a sentence.
WRITTEN_IN: Final = FORMS | TYPED
#: What is typed there is a password, of which no letter may be lost or named.
WALLS: Final = frozenset(get_args(WallName))
#: Nobody who writes on waits longer between two letters, ms.
PAUSE: Final = 300
#: How long the same after a form that did not open: who saw nothing open reads first, ms.
REFUSED: Final = 1_000
#: Keys that press what has the keyboard.
_PRESSES: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_for_dialog(command: Bound, first: Place | None) -> bool:
    """Whether a key came too soon for a dialog: one is open, though the window may still have the keyboard, and Qt
    lets shortcuts through. From the room's own window (`first`) what concerns the projector still acts, and the lock
    closes any dialog."""
    if command.row.name == "lock":
        return False
    return QApplication.activeModalWidget() is not None and (first is None or command.row.group != "projector")


class FirstLetter:
    """Gives what is typed in the window to the form that is open, before a shortcut takes it.

    The window asks it for each of its own events. A filter of events would be a child of the window that it watches:
    collecting the two together ended the program.
    """

    def __init__(
        self, door: Door, place: Callable[[], Place], right: Callable[[], RightSide], sheet: Callable[[], Sheet | None]
    ) -> None:
        self._door, self._place, self._right, self._sheet = door, place, right, sheet

    def takes(self, event: QEvent) -> bool:
        """Whether this is a key that is the form's and that nothing in the window took."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & _COMMANDS:
            return False
        if self._place() in TYPED and event.type() == QEvent.Type.ShortcutOverride and self._goes_beside(event):
            event.accept()  # else a shortcut would have the letter that a field is to have
            return True
        if self._place() not in FORMS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        if event.type() != QEvent.Type.KeyPress or not self._is_text(event):
            return False
        text = event.text()
        self._door.run(lambda: self._give(text))
        event.accept()
        return True

    def _goes_beside(self, event: QKeyEvent) -> bool:
        """A sign typed over a sheet with the keyboard in no field: the blank that follows presses no button. Whether
        the sheet knew the field that was meant, which has the keyboard then."""
        sheet = self._sheet()
        if sheet is None or sheet.typed_beside or not self._is_text(event):
            return False
        sheet.take_letters()
        return isinstance(self._focused(), QLineEdit)

    def _overrides(self, event: QKeyEvent) -> bool:
        """Whether no shortcut may have this key. One that is pressed elsewhere in the window brings the keyboard into
        the form; what would press something does no more than that."""
        form, focused = self._right().form, self._focused()
        outside = form is not None and focused is not form and not (focused and form.isAncestorOf(focused))
        came = outside and not isinstance(focused, QLineEdit | QPlainTextEdit)
        if came and form is not None and event.key() != Qt.Key.Key_Escape:
            give_keyboard(form)
        if not (self._is_text(event) or (came and event.key() in _PRESSES)):
            return False
        event.accept()
        return True

    def _is_text(self, event: QKeyEvent) -> bool:
        """Whether a key writes a sign and stands for no command of the form."""
        text = event.text()
        if isinstance(self._focused(), QLineEdit | QPlainTextEdit):
            return False
        if not text.isprintable() or text.isspace() or not text:
            return False
        return for_key(text.upper(), self._place()) is None

    def _focused(self) -> QWidget | None:
        """What has the keyboard in this window, also where the window of the room is the active one."""
        return QApplication.focusWidget() or self._right().window().focusWidget()

    def _give(self, text: str) -> None:
        place, form = self._place(), self._right().form
        line = None if form is None or text.isalpha() else waiting_line(form)
        if line is not None:  # `1` on the way to `12-1` is not gone on with from elsewhere: see `Focus.come_to_half`
            come_behind(line)
            return
        if place == "decision":
            self._right().decision.begin(text)
        elif place == "agreements":
            self._right().agreements.begin(text)
        elif place == "confirming":
            self._right().choose_by_letter(text)


class HeldKey(QObject):
    """Lets a key that was a command be nothing else while it is held down: what it opened may have the keyboard by
    now, and would be written full with it.

    It hears all of the program only from the command until shortly after the key is let go, and goes with its window. A
    system may tell each repetition as let go and pressed again, at one and the same time.
    """

    def __init__(self, window: QObject, door: Door) -> None:
        super().__init__(window)
        self._hears = False
        self._key, self._let_go = Qt.Key.Key_unknown, 0
        self._end = once(self, door(lambda: self._hear(False)), LET_GO)

    def begin(self, key: str, *, repeats: bool) -> None:
        """This key became a command, which `repeats` while it is held down or is nothing but that once."""
        if repeats:
            return
        self._key, self._let_go = QKeySequence(key)[0].key(), 0  # type: ignore[index]  # unknown to the stubs
        self._end.stop()
        self._hear(True)

    def _hear(self, hears: bool) -> None:
        program = QCoreApplication.instance()
        if hears == self._hears or program is None:
            return
        self._hears = hears
        if hears:
            program.installEventFilter(self)
        else:
            program.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether this is the same key still: it repeats itself. Any other key ends that."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            if event.key() == self._key and not event.isAutoRepeat():
                self._let_go = event.timestamp()
                self._end.start()
            return False
        again = event.isAutoRepeat() or 0 < self._let_go == event.timestamp()
        if event.key() == self._key and again:
            self._end.stop()
            return True
        self._hear(False)
        return False


class TypedOn(QObject):
    """After a key has closed a sheet or form in which somebody was writing: who types on meant it, and no letter of the
    sentence is a command. A digit or Enter acts at once unless letters came before it: after a decision the next
    question is answered without waiting. After a key that was to open a form to write in, and did not, nothing that is
    typed acts, digits neither: whoever typed the sentence at once has not read why.

    It hears all of the program only until nothing was typed for a moment (`PAUSE`, `REFUSED`).
    """

    def __init__(
        self, window: QObject, door: Door, place: Callable[[], Place], say: Callable[[str, bool], None]
    ) -> None:
        super().__init__(window)
        self._place, self._say = place, say
        self._dropped, self._hears, self._refused = "", False, False
        self._pause = once(self, door(self.rest), PAUSE)

    def run(self, does: Callable[[], object], *, opens: bool = False) -> None:
        """Do what a key does, and see whether that closed what was written in; `opens` is whether it was to open a form
        to write in."""
        wrote = self._place() in WRITTEN_IN and _holds_typed(QApplication.focusWidget())
        does()
        program, here = QCoreApplication.instance(), self._place()
        self._refused = opens and here == "window" and not isinstance(QApplication.focusWidget(), QLineEdit)
        if (wrote or self._refused) and here not in WRITTEN_IN | WALLS and program is not None:
            self._pause.start(REFUSED if self._refused else PAUSE)
            program.installEventFilter(self)
            self._hears = True

    def rest(self) -> None:
        """Nothing was typed for a moment, or another key came: keys act, and what went nowhere is named."""
        program, dropped = QCoreApplication.instance(), self._dropped
        self._pause.stop()
        self._dropped = ""
        if self._hears and program is not None:
            self._hears = False
            program.removeEventFilter(self)
        if dropped:
            self._say(dropped, self._refused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether this is a key of what is typed on, which goes nowhere; any other ends that."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not isinstance(event, QKeyEvent) or event.type() not in kinds or event.key() in HELD:
            return False
        if not self._is_typed(event):
            self.rest()
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._dropped += event.text() if event.text().isprintable() else ""
            self._pause.start(REFUSED if self._refused else PAUSE)
        event.accept()
        return True

    def _is_typed(self, event: QKeyEvent) -> bool:
        text, commands = event.text(), event.modifiers() & _COMMANDS
        if self._refused and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return True  # with Ctrl too: it was to record what could not be written
        if self._refused and not self._dropped and event.key() == Qt.Key.Key_A:
            return False  # the board decides itself, as was said: a form for what is typed on
        if commands and commands != _ALT_GR:
            return False
        if text.isdigit() or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return bool(self._dropped) or self._refused
        return event.key() == Qt.Key.Key_Backspace or (bool(text) and text.isprintable())


def _holds_typed(field: QWidget | None) -> bool:
    """Whether somebody wrote what stands in this field."""
    if isinstance(field, QLineEdit):  # after a password the keys rest by a rule of their own, and none is named
        shown = field.echoMode() == QLineEdit.EchoMode.Normal
        return shown and bool(field.text()) and field.isModified()
    return isinstance(field, QPlainTextEdit) and bool(field.toPlainText()) and field.document().isModified()


class Lettered(QMainWindow):
    """A window in which a key that nothing took is the form's, while one is open."""

    letters: FirstLetter | None = None  # Qt asks before all is made

    def event(self, event: QEvent) -> bool:
        """Whether an event of the window was taken."""
        if is_of_keypad(event):
            event.accept()  # it is no shortcut
            return True
        return (self.letters is not None and self.letters.takes(event)) or super().event(event)
