"""A field for a password, which tells whether Caps Lock seems to be on, and tells nobody what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.form import KEPT_NOWHERE

#: What may change the text.
CHANGES: Final = {QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonRelease, QEvent.Type.Drop}
#: Keys that end the field or leave it: what follows from them is heard.
LEAVES: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


@contextmanager
def unheard() -> Iterator[None]:
    """Assistive technology is told nothing meanwhile. Qt (6.11) tells it every sign that is put into or taken from a
    line, in clear also where only dots are shown, and a screen reader says it aloud."""
    from PySide6.QtGui import QAccessible  # its many enumerations are not for the start

    if not QAccessible.isActive():
        yield
        return
    QAccessible.setActive(False)
    try:
        yield
    finally:
        QAccessible.setActive(True)


class PasswordLine(QLineEdit):
    """Hides what is typed, from ears too. No system is asked for Caps Lock: a capital without Shift, or a small letter
    with it, says so; the key itself then turns it."""

    caps_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty(KEPT_NOWHERE, True)
        self.setMinimumHeight(theme.px(theme.TOUCH))
        self.caps = False

    def event(self, event: QEvent) -> bool:
        """What may change the text does so unheard."""
        if event.type() not in CHANGES or (isinstance(event, QKeyEvent) and event.key() in LEAVES):
            return super().event(event)
        with unheard():
            return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu: what it pastes would be heard. The keys do the same."""
        event.accept()

    def setText(self, text: str | None) -> None:
        """As QLineEdit has it, unheard."""
        with unheard():
            super().setText(text)

    def clear(self) -> None:
        """As QLineEdit has it, unheard."""
        with unheard():
            super().clear()

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
