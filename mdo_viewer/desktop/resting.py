"""After a password: what is typed too soon does nothing, until the keyboard has rested for a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.state.door import Door
from mdo_viewer.desktop.widgets.keypad import HELD, is_on_keypad
from mdo_viewer.desktop.widgets.timers import once

#: How long no key must have come before keys act again, ms.
REST: Final = 1000
#: Keys that nobody presses in the middle of a password or a sentence.
_GOES: Final = frozenset(
    {
        *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
        *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        *(Qt.Key(Qt.Key.Key_F1.value + at) for at in range(12)),
    }
)
_ALT_GR: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
#: The keyboard comes back by itself.
_BACK: Final = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Resting(QWidget):
    """Has the keyboard, and no size, while the last of a password may still be on its way. A key that leads somewhere
    or a click ends that at once; `then` gives the keyboard to where it goes, `tell` says that a key came too soon."""

    over = Signal()  # the keyboard is where it goes: what is told before is cut off by that

    #: What it is called, which is said in the meantime.
    called: Callable[[], str] = str

    def __init__(self, window: QWidget, door: Door, then: Callable[[], object], tell: Callable[[], object]) -> None:
        super().__init__(window)
        self._then, self._tell, self._told = door(then), door(tell), False
        self._timer, self._gone = once(self, door(self.end), REST), once(self, self.over.emit)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.resize(0, 0)
        self.hide()

    def begin(self) -> None:
        """Take the keyboard."""
        self._told = False
        self.setAccessibleName(self.called())
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()

    def end(self) -> None:
        """Keys act again."""
        if self.isHidden():
            return
        self._timer.stop()
        if self.window().focusWidget() is self:
            self._then()
        self.hide()

    def event(self, event: QEvent) -> bool:
        """No key that is typed is a shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if _leads_on(event):
                self.end()
                return False
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """It does nothing, and that is said."""
        if self.isHidden():  # it led on: what has the keyboard now gets it
            event.ignore()
            return
        self._timer.start()
        if not self._told and event.key() not in HELD:
            self._told = True
            self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """The keyboard is or goes elsewhere."""
        super().hideEvent(event)
        self._gone.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Something else was clicked, or opened."""
        super().focusOutEvent(event)
        if event.reason() not in _BACK:
            self._timer.stop()
            self.hide()


def _leads_on(event: QKeyEvent) -> bool:
    """Whether a key is pressed to go somewhere, or with a modifier that makes it a command."""
    if event.key() in HELD:
        return False
    held = event.modifiers() & (_ALT_GR | Qt.KeyboardModifier.MetaModifier)
    if held and held != _ALT_GR:
        return True
    return event.key() in _GOES and not is_on_keypad(event)
