"""The roles for which Qt has no widget, such as headings and lists: what carries one is answered for from here."""

from __future__ import annotations

from typing import Final, cast
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget
from shiboken6 import Shiboken, VoidPtr

from mdo_viewer.desktop.widgets.announcing import LEVEL, ROLE

_ROLES: Final = {
    "heading": QAccessible.Role.Heading,
    "group": QAccessible.Role.Grouping,
    "list": QAccessible.Role.List,
    "item": QAccessible.Role.ListItem,
    "text": QAccessible.Role.StaticText,
    "picture": QAccessible.Role.Graphic,
    "window": QAccessible.Role.Window,
}


class Deep(QAccessibleAttributesInterface):
    """The level of a heading, as it is now."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = ref(told)  # which has this one: neither keeps the other

    @property
    def _level(self) -> int:
        told = self._told()
        return 0 if told is None else told.widget().property(LEVEL) or 0

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        """What is told: nothing of what is no heading."""
        return [QAccessible.Attribute.Level] if self._level else []

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        """The level. Qt asks for others too, of which there is nothing."""
        return self._level if self._level and key == QAccessible.Attribute.Level else None


class Told(QAccessibleWidget):
    """A widget in the role that it carries now; a label is called what stands on it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.StaticText)
        self._deep = Deep(self)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """What more is answered for: here the level. Qt takes an address, which PySide only lets through as such: of
        nothing, too, since its own None would be read as one."""
        if kind == QAccessible.InterfaceType.AttributesInterface:
            return cast(int, VoidPtr(Shiboken.getCppPointer(self._deep)[0]))
        return super().interface_cast(kind) or cast(int, VoidPtr(0))

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
