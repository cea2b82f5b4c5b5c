"""One question in a sheet before something goes: staying has the keyboard, so that no key that comes next does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdo_viewer.desktop.state.door import Door
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.flow import Flow


class AskedOnce(QWidget):
    """Hidden until it asks; `done` is called once it was answered, whatever the answer."""

    def __init__(self, door: Door, done: Callable[[], object]) -> None:
        super().__init__()
        self._does: Callable[[], object] = lambda: None
        self._done = done
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.said = PlainLabel(bold=True)
        self.stay, self.go = Button(tone="primary"), Button()
        row = Flow()
        for button, action in ((self.stay, self._stay), (self.go, self._go)):
            button.clicked.connect(door(action))
            row.add(button)
        column.addWidget(self.said)
        column.addWidget(row)
        self.hide()

    def ask(self, said: str, stay: str, go: str, does: Callable[[], object]) -> None:
        """Ask this; `does` is what is done where the answer is not to stay."""
        self._does = does
        self.said.show_text(said)
        self.stay.show_words(stay)
        self.go.show_words(go)
        self.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Something else was done: nothing is asked any more."""
        self._does = lambda: None
        self.hide()

    def _stay(self) -> None:
        self.drop()
        self._done()

    def _go(self) -> None:
        does = self._does
        self.drop()
        does()
        self._done()
