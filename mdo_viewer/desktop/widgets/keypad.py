"""Keys that are no command: those of the keypad, and those held down for another one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_KEYPAD: Final = (
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Period,
    Qt.Key.Key_Comma,
    Qt.Key.Key_Delete,
)
#: Held down for another key: by itself none of them says yet what is meant.
HELD: Final = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


def is_of_keypad(event: QEvent) -> bool:
    """Whether a key of the keypad came that means a digit or a comma to who pressed it, and without Num Lock would show
    the room another patient, or black it."""
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_on_keypad(event)


def is_on_keypad(event: QKeyEvent) -> bool:
    """Whether this is such a key, whatever came of it."""
    return bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier) and event.key() in _KEYPAD
