"""Whether fields hold what was typed and not taken: that is in no file yet, and the status line must not say so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import Shiboken

from mdo_viewer.desktop.widgets.form import KEPT_NOWHERE, is_taken
from mdo_viewer.desktop.widgets.sheet import Sheet


class HalfTyped(QObject):
    """Watches the fields of one window that were typed in; `tell` is called when they begin or end to hold something.

    A field of which somebody listens to `editingFinished` or `returnPressed` may give its text only then; the others
    give every letter at once. One that was left with what could not be taken is watched until that is taken or gone.
    `waits` says whether something else waits that was typed, such as what was meant for another patient.
    """

    def __init__(self, window: QWidget, tell: Callable[[], object], waits: Callable[[], bool] = lambda: False) -> None:
        super().__init__(window)
        self._window, self._tell, self._waits = window, tell, waits
        self._line: QLineEdit | None = None  # the one with the keyboard
        self._heard: dict[QLineEdit, tuple[QMetaObject.Connection, ...]] = {}
        self._held = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        self._moved(None, app.focusWidget())

    @property
    def holds(self) -> bool:
        """Whether a field holds what was not taken yet, or something else waits."""
        return self._waits() or any(Shiboken.isValid(line) and _holds(line) for line in self._heard)

    @property
    def out_of_sight(self) -> str:
        """The name of a field that holds something at a tree that is not in sight; empty where none does."""
        lines = [line for line in self._heard if Shiboken.isValid(line) and _holds(line)]
        hidden = (line.accessibleName() for line in lines if not line.isVisibleTo(self._window))
        return "" if any(line.isVisibleTo(self._window) for line in lines) else next(hidden, "")

    def look(self) -> None:
        """Something has changed: what fields held may be taken."""
        self._gone()
        for line in [each for each in self._heard if each is not self._line and not _holds(each)]:
            for connection in self._heard.pop(line):  # by handle: the field itself may be half gone
                QObject.disconnect(connection)
        holds = self.holds
        if holds != self._held:
            self._held = holds
            self._tell()

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None and self._line is not None and self._window.focusWidget() is self._line:
            return  # another program, or a menu: the field keeps what it holds
        self._line = None
        if isinstance(now, QLineEdit) and now.window() is self._window and _gives_late(now):
            self._line = now
            if now not in self._heard:
                self._heard[now] = (now.textChanged.connect(self.look), now.destroyed.connect(self._gone))
        self.look()

    def _gone(self) -> None:
        for line in [each for each in self._heard if not Shiboken.isValid(each)]:
            del self._heard[line]
            self._line = None if self._line is line else self._line


def _holds(line: QLineEdit) -> bool:
    """Whether something stands in a field that the state does not know; a sheet that is closed has dropped it."""
    if is_taken(line):
        return False
    above: QWidget | None = line
    while above is not None and not isinstance(above, Sheet):
        above = above.parentWidget()
    return above is None or not above.isHidden()


def _gives_late(line: QLineEdit) -> bool:
    """Whether a field may give its text only when it is left or entered; one that searches, or asks for a password,
    gives none to the document."""
    if line.property(KEPT_NOWHERE):
        return False
    ends = (line.editingFinished, line.returnPressed)
    return any(line.isSignalConnected(QMetaMethod.fromSignal(signal)) for signal in ends)
