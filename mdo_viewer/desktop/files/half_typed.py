"""Whether a field holds what was typed and not entered: that is in no file yet, and the status line must not say so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from mdo_viewer.desktop.widgets.form import KEPT_NOWHERE


class HalfTyped(QObject):
    """Watches the field that has the keyboard in one window; `tell` is called when it begins or ends to hold something.

    A field of which somebody listens to `editingFinished` or `returnPressed` may give its text only then; the others
    give every letter at once.
    """

    def __init__(self, window: QWidget, tell: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._tell = window, tell
        self._line: QLineEdit | None = None
        self._heard: tuple[QMetaObject.Connection, ...] = ()
        self._holds = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        self._watch(app.focusWidget())

    @property
    def holds(self) -> bool:
        """Whether the field in use holds what was not entered yet."""
        return self._holds

    def entered(self) -> None:
        """The state has changed: what the field held was taken."""
        self._set(False)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None and self._line is not None and self._window.focusWidget() is self._line:
            return  # another program, or a menu: the field keeps what it holds
        self._watch(now)

    def _watch(self, widget: QWidget | None) -> None:
        if widget is self._line:
            return
        if self._line is not None:
            for connection in self._heard:  # by handle: the field itself may be half gone
                QObject.disconnect(connection)
            self._line = None
        self._set(False)
        if isinstance(widget, QLineEdit) and widget.window() is self._window and _waits(widget):
            self._line = widget
            self._heard = (widget.textChanged.connect(self._edited), widget.destroyed.connect(self._gone))

    def _gone(self) -> None:
        self._line = None
        self._set(False)

    def _edited(self, _text: str) -> None:
        """Before who listens to every letter changes the state, which says that it was taken."""
        self._set(self._line is not None and self._line.isModified())

    def _set(self, holds: bool) -> None:
        if holds != self._holds:
            self._holds = holds
            self._tell()


def _waits(line: QLineEdit) -> bool:
    """Whether a field may give its text only when it is left or entered; one that searches, or asks for a password,
    gives none to the document."""
    if line.property(KEPT_NOWHERE):
        return False
    ends = (line.editingFinished, line.returnPressed)
    return any(line.isSignalConnected(QMetaMethod.fromSignal(signal)) for signal in ends)
