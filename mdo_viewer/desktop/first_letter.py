"""The first letter of an explanation: while a decision is written and no field has the keyboard, it is text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit

from mdo_viewer.desktop.state.commands import for_key
from mdo_viewer.desktop.state.desk import DecisionForm, Place
from mdo_viewer.desktop.state.door import Door

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
#: With one of these held a key is a command.
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class FirstLetter:
    """Gives what is typed in the window to the form of the decision, before a shortcut takes it.

    The window asks it for each of its own events. A filter of events would be a child of the window that it watches:
    collecting the two together ended the program.
    """

    def __init__(self, door: Door, place: Callable[[], Place], form: Callable[[], DecisionForm]) -> None:
        self._door, self._place, self._form = door, place, form

    def takes(self, event: QEvent) -> bool:
        """Whether this is a sign that nothing in the window took: it goes to the form, which takes the keyboard."""
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS or not self._is_text(event):
            return False
        if event.type() == QEvent.Type.KeyPress:
            text = event.text()
            self._door.run(lambda: self._form().begin(text))
        event.accept()
        return True

    def _is_text(self, event: QKeyEvent) -> bool:
        text = event.text()
        if self._place() != "decision" or event.modifiers() & _COMMANDS:
            return False
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            return False
        if not text.isprintable() or text.isspace() or text.isdecimal() or not text:
            return False
        return for_key(text.upper(), "decision") is None


class Lettered(QMainWindow):
    """A window in which a letter that nothing took begins the explanation of a decision that is being written."""

    letters: FirstLetter | None = None  # Qt asks before all is made

    def event(self, event: QEvent) -> bool:
        """Whether an event of the window was taken."""
        return (self.letters is not None and self.letters.takes(event)) or super().event(event)
