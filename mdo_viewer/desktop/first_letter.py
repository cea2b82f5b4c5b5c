"""While a form is open keys are its own: letters and digits are text or choose there, and the keyboard stays in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

from mdo_viewer.desktop.panels.right_side import RightSide
from mdo_viewer.desktop.state.commands import FORMS, TYPED, Bound, for_key
from mdo_viewer.desktop.state.desk import Place
from mdo_viewer.desktop.state.door import Door
from mdo_viewer.desktop.typed_on import TypedHost
from mdo_viewer.desktop.widgets.form import waiting_line
from mdo_viewer.desktop.widgets.keypad import is_of_keypad
from mdo_viewer.desktop.widgets.tab_order import give_keyboard
from mdo_viewer.desktop.widgets.timers import once

if TYPE_CHECKING:  # a sheet is imported when one is first opened
    from mdo_viewer.desktop.widgets.sheet import Sheet

#: With one of these held a key is a command.
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
#: How long after a key was let go it may turn out to be held down still, ms.
LET_GO: Final = 100
#: Keys that press what has the keyboard.
_PRESSES: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Keys that show another patient; in a form they scroll.
_PAGES: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


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
        self,
        window: TypedHost,
        right: Callable[[], RightSide],
        sheet: Callable[[], Sheet | None],
        come_to: Callable[[QLineEdit, str], None],
    ) -> None:
        self._window, self._right, self._sheet, self._come_to = window, right, sheet, come_to

    def takes(self, event: QEvent) -> bool:
        """Whether this is a key that is the form's and that nothing in the window took."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & _COMMANDS:
            return False
        if self._window.place in TYPED and event.type() == QEvent.Type.ShortcutOverride and self._goes_beside(event):
            event.accept()  # else a shortcut would have the letter that a field is to have
            return True
        if self._window.place not in FORMS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        if event.type() != QEvent.Type.KeyPress or not self._is_text(event):
            return False
        text = event.text()
        self._window.door.run(lambda: self._give(text))
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
        the form; what would press something does no more than that. A page up or down moves in the form: to go to
        another patient it is left first."""
        form, focused = self._right().form, self._focused()
        outside = form is not None and focused is not form and not (focused and form.isAncestorOf(focused))
        came = outside and not isinstance(focused, QLineEdit | QPlainTextEdit)
        if came and form is not None and event.key() != Qt.Key.Key_Escape:
            give_keyboard(form)
        if not (self._is_text(event) or event.key() in _PAGES or (came and event.key() in _PRESSES)):
            return False
        event.accept()
        return True

    def _is_text(self, event: QKeyEvent) -> bool:
        """Whether a key writes a sign and stands for no command of the form. A blank writes one where the keyboard was
        brought to choices in the midst of a sentence."""
        text = event.text()
        if isinstance(self._focused(), QLineEdit | QPlainTextEdit):
            return False
        if text == " ":
            return self._window.place == "decision" and self._right().decision.brought
        if not text.isprintable() or text.isspace() or not text:
            return False
        return for_key(text.upper(), self._window.place) is None

    def _focused(self) -> QWidget | None:
        """What has the keyboard in this window, also where the window of the room is the active one."""
        return QApplication.focusWidget() or self._right().window().focusWidget()

    def _give(self, text: str) -> None:
        place, form = self._window.place, self._right().form
        line = None if form is None or text.isalpha() or text == " " else waiting_line(form)
        if line is not None:  # `1` on the way to `12-1` is not gone on with from elsewhere: see `Focus.come_to_half`
            self._come_to(line, text)
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


class Lettered(QMainWindow):
    """A window in which a key that nothing took is the form's, while one is open."""

    letters: FirstLetter | None = None  # Qt asks before all is made

    def event(self, event: QEvent) -> bool:
        """Whether an event of the window was taken."""
        if is_of_keypad(event):
            event.accept()  # it is no shortcut
            return True
        return (self.letters is not None and self.letters.takes(event)) or super().event(event)
