"""The right side of the window: the advice or a form, and above it what holds already by another tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdo_viewer.desktop.state.look import Look

if TYPE_CHECKING:
    from mdo_viewer.desktop.panels.held_bar import HeldBar


class RightSide(QWidget):
    """Panels of which one shows; what another tree asks already never scrolls away and stays above every form."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._stack = QStackedWidget()
        self._column.addWidget(self._stack, 1)
        self.held: HeldBar | None = None

    def addWidget(self, panel: QWidget) -> None:
        self._stack.addWidget(panel)

    def setCurrentWidget(self, panel: QWidget) -> None:
        self._stack.setCurrentWidget(panel)

    def show_held(self, look: Look) -> None:
        """What holds already, once the journey is known; until then what this patient's last answer left stays."""
        if "stages" not in look.__dict__:
            return
        if self.held is None:
            from mdo_viewer.desktop.panels.held_bar import HeldBar

            self.held = HeldBar()
            self._column.insertWidget(0, self.held)
        self.held.show_held(look)
