"""The first letter of an explanation: while a decision is written and no field has the keyboard, it is text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from mdo_viewer.desktop.state.commands import for_key
from mdo_viewer.desktop.state.desk import DecisionForm, Place
from mdo_viewer.desktop.state.door import Door

#: With one of these held a key is a command.
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class FirstLetter(QObject):
    """Gives what is typed in the window to the form of the decision, before a shortcut takes it."""

    def __init__(
        self, window: QWidget, door: Door, place: Callable[[], Place], form: Callable[[], DecisionForm]
    ) -> None:
        super().__init__(window)
        self._door, self._place, self._form = door, place, form
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that nothing in the window took: a sign goes to the form, which takes the keyboard."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        if not self._is_text(event):
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
