"""A field for a password, which tells whether Caps Lock seems to be on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.form import KEPT_NOWHERE


class PasswordLine(QLineEdit):
    """Hides what is typed. No system is asked for Caps Lock: a capital without Shift, or a small letter with it, says
    so; the key itself then turns it."""

    caps_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty(KEPT_NOWHERE, True)
        self.setMinimumHeight(theme.px(theme.TOUCH))
        self.caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Looks at the letter that comes."""
        text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self._set(False)  # on or off: the next letter tells
        elif len(text) == 1 and text.lower() != text.upper():
            self._set(text.isupper() != shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Elsewhere nothing is known of the key."""
        super().focusOutEvent(event)
        self._set(False)

    def refuse(self) -> None:
        """What was typed did not fit: the next key takes its place."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def _set(self, on: bool) -> None:
        if on != self.caps:
            self.caps = on
            self.caps_changed.emit(on)
