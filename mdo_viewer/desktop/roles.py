"""The roles for which Qt has no widget, such as headings and lists: what carries one is answered for from here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget
from shiboken6 import Shiboken

from mdo_viewer.desktop.widgets.announcing import ROLE

_ROLES: Final = {
    "heading": QAccessible.Role.Heading,
    "group": QAccessible.Role.Grouping,
    "list": QAccessible.Role.List,
    "item": QAccessible.Role.ListItem,
    "text": QAccessible.Role.StaticText,
}


class Told(QAccessibleWidget):
    """A widget in the role that it carries now; a label is called what stands on it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.StaticText)

    def role(self) -> QAccessible.Role:
        """As the widget has it."""
        return _ROLES[self.widget().property(ROLE)]

    def text(self, kind: QAccessible.Text) -> str:
        """The name of a label without one is its text."""
        widget = self.widget()
        if kind == QAccessible.Text.Name and isinstance(widget, QLabel) and not widget.accessibleName():
            return widget.text()
        return super().text(kind)


class Answers:
    """Answers Qt when assistive technology first asks for a widget. Qt deletes an answer with its widget; until then
    it is kept here, since Python would delete it sooner."""

    def __init__(self) -> None:
        self.kept: list[QAccessibleInterface] = []
        self._most = 64
        QAccessible.installFactory(self)

    def __call__(self, _kind: str, thing: QObject) -> QAccessibleInterface | None:
        """The answer for this; None where Qt has it."""
        if not isinstance(thing, QWidget) or not thing.property(ROLE):
            return None
        if len(self.kept) >= self._most:
            self.kept = [each for each in self.kept if Shiboken.isValid(each)]
            self._most = 2 * len(self.kept) + 64
        told = Told(thing)
        self.kept.append(told)
        return told


_answers: Answers | None = None


def install() -> None:
    """Answer for what carries a role, from now on and once for the program."""
    global _answers
    if _answers is None:
        _answers = Answers()
