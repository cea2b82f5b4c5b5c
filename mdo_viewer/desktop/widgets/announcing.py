"""What assistive technology is told: what changed on screen, which things belong together, and what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have `text` read out, as coming from `widget`; nothing where no assistive technology listens. A dot in the middle
    of a line is not heard, and what it keeps apart would run on."""
    text = text.replace(" · ", "; ")
    if not text:
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # its many enumerations are not for the start

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def listens() -> bool:
    """Whether assistive technology listens."""
    from PySide6.QtGui import QAccessible

    return QAccessible.isActive()


def announce_after(widget: QWidget, text: str, *, unless_entered: bool = False) -> None:
    """The same once the focus is where it goes now: what is said before is cut off by that. With `unless_entered` not
    where that is the widget itself, which is described by it."""
    if text:
        QTimer.singleShot(0, widget, lambda: None if unless_entered and widget.hasFocus() else announce(widget, text))


#: The property of a widget that has a role for which Qt has no widget; answered for in `roles`.
ROLE: Final = "toldAs"
#: The property of a heading that says how deep it lies: the title of a part or a sheet is 1.
LEVEL: Final = "toldLevel"
#: `text` is for what is no label, or a label that may become a heading. A group is said when the focus comes into it;
#: a text and a picture are not. `window` is for one of the program's own beside the first.
RoleName: TypeAlias = Literal["heading", "group", "list", "item", "text", "picture", "window"]


def tell_as(widget: QWidget, role: RoleName, *, level: int = 0) -> None:
    """Give the widget this role, and a heading its level. What has none when it is first asked for stays what Qt
    takes it for."""
    if widget.property(ROLE) != role:
        widget.setProperty(ROLE, role)
    if (widget.property(LEVEL) or 0) != level:
        widget.setProperty(LEVEL, level)


#: Qt tells nobody of a widget with this name.
UNTOLD: Final = "qt_rubberband"


def keep_untold(widget: QWidget, untold: bool) -> None:
    """Take what is covered out of what assistive technology sees of the window, or put it back. It stays as it is on
    screen: disabled it would be painted grey below the veil."""
    if untold == (widget.objectName() == UNTOLD):
        return
    widget.setObjectName(UNTOLD if untold else "")
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    if QAccessible.isActive():
        kind = QAccessible.Event.ObjectHide if untold else QAccessible.Event.ObjectShow
        QAccessible.updateAccessibility(QAccessibleEvent(widget, kind))


if TYPE_CHECKING:

    class _Grouping(QWidget):
        """A plain widget to the type checker."""

    class _Dialog(QWidget):
        """The same."""

else:
    # Qt gives a widget its role by the name of its class. These two are plain widgets in all but that: the real ones
    # bring margins, buttons and keys of their own.
    _Grouping: type[QWidget] = type("QDialogButtonBox", (QWidget,), {})
    _Dialog: type[QWidget] = type("QDialog", (QWidget,), {})


class Grouping(_Grouping):
    """Things that belong together: assistive technology says the name of the group, and what of how many."""


class Dialog(_Dialog):
    """What lies over the window: assistive technology says its title when the keyboard comes into it."""


class Stated(QPushButton):
    """A button that shows what holds: a press tells, and who owns the button decides what is checked.

    Assistive technology may ask to toggle it, which Qt does without a press. That is a press here, so that nothing can
    be shown chosen that is not.
    """

    _set = False  # while the owner sets it

    def setCheckable(self, checkable: bool) -> None:
        """As every button; from then on a toggle that nobody set is a press."""
        super().setCheckable(checkable)
        if checkable:
            self.toggled.connect(self._asked)

    def setChecked(self, checked: bool) -> None:
        """Show whether it is chosen. Tells nobody."""
        self._set, before = True, self._set
        super().setChecked(checked)
        self._set = before

    def focusInEvent(self, event: QFocusEvent) -> None:
        """As every widget: who owns the button decides where Tab stops, which buttons would settle among them."""
        QWidget.focusInEvent(self, event)

    def nextCheckState(self) -> None:
        """A press changes nothing by itself."""

    def _asked(self, checked: bool) -> None:
        if not self._set:
            self.setChecked(not checked)
            self.click()


class OneOf(QButtonGroup):
    """The exclusive choices of a parent: radio buttons to assistive technology. The group itself chooses nothing:
    a choice may be taken back, and no arrow chooses."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setExclusive(False)

    def add(self, button: QPushButton) -> None:
        """One more choice."""
        button.setAutoExclusive(True)
        self.addButton(button)
