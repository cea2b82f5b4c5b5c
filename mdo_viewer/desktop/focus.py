"""Who has the keyboard: from part to part of the window, and what Enter and a change do with what has it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from mdo_viewer.desktop.body import Parts
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.widgets.tab_order import put_in_order, stops


class Focus:
    """`parts` is asked for anew each time: the window may have been rebuilt."""

    def __init__(self, host: Host, window: QWidget, parts: Callable[[], Parts]) -> None:
        self._host, self._window, self._parts = host, window, parts

    def go_panel(self, step: int) -> None:
        """Give the keyboard to the next part of the window (1) or the one before (-1)."""
        parts, focused = self._parts(), self._window.focusWidget()
        at = next((i for i, panel in enumerate(parts) if panel.isAncestorOf(focused)), parts.index(parts.graph))
        for away in range(1, len(parts)):  # a part may hold nothing that takes the keyboard now
            if self._enter(parts[(at + step * away) % len(parts)]):
                return

    def _enter(self, panel: QWidget) -> bool:
        """Give the keyboard to a part of the window, where it is of most use there; False if nothing there takes it."""
        parts, next_fact = self._parts(), self._host.look.next_fact
        if panel is parts.graph:
            parts.graph.focus()
            return True
        if panel is parts.facts and next_fact is not None:
            self._host.focus_fact(next_fact)
            return True
        stop = next((stop for stop in stops(panel) if stop.isEnabled()), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        return stop is not None

    def press(self) -> bool:
        """Press the button, give the field, or act on the graph or list, that has the focus; whether something did."""
        focused = self._window.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.returnPressed.emit()
            return True
        if isinstance(focused, QAbstractButton) and focused.isVisible() and focused.isEnabled():
            focused.click()
            return True
        return self._parts().graph.press(focused)

    def give_typed(self) -> None:
        """What is being typed is given before something else is shown, as when the field is left; a word that is being
        composed too."""
        QGuiApplication.inputMethod().commit()
        focused, facts = self._window.focusWidget(), self._parts().facts
        if isinstance(focused, QLineEdit) and focused.hasFocus():
            facts.give_typed() if facts.isAncestorOf(focused) else focused.clearFocus()

    def order_tabs(self) -> None:
        """Let Tab go where the eye goes, as everything lies now."""
        put_in_order(self._parts())
