"""Several values of one fact as chips: as many beside each other as fit, each of them a toggle."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from mdo_viewer.desktop.says.facts import FactView
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping
from mdo_viewer.desktop.widgets.controls import Button

GAP = 6


class Chips(Grouping):
    """Toggles in lines; the state decides which are chosen."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, view: FactView, keys: tuple[str, ...]) -> None:
        """Show the values of a set, with their keys while it is the next fact."""
        self.setAccessibleName(view.label)
        while len(self.buttons) < len(view.options):
            self._add()
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(view.options))
            if at < len(view.options):
                words = view.options[at]
                button.show_words(words, key=keys[at] if at < len(keys) else "", name=f"{view.label}: {words}")
                if button.isChecked() != (at in view.chosen):
                    button.setChecked(at in view.chosen)
        self.updateGeometry()
        self._flow(self.width(), place=True)

    def _add(self) -> None:
        button = Button(left=True, size=14)
        button.setParent(self)
        button.pad = 8
        button.setCheckable(True)
        at = len(self.buttons)
        button.clicked.connect(lambda: self._clicked(at))
        self.buttons.append(button)

    def _clicked(self, at: int) -> None:
        self.chosen.emit(at)

    def _flow(self, width: int, *, place: bool) -> int:
        """Put the chips in lines of this width; the height that this takes."""
        x = y = line = 0
        for button in self.buttons:
            if button.isHidden():
                continue
            wide = min(button.sizeHint().width() + 4, width)  # room for the rounding of widths
            high = max(theme.TOUCH, button.heightForWidth(wide))
            if x and x + wide > width:
                x, y, line = 0, y + line, 0  # the room to touch is the gap
            if place:
                button.setGeometry(x, y, wide, high)
            x, line = x + wide + GAP, max(line, high)
        return y + line

    def hasHeightForWidth(self) -> bool:
        """Always: in less width the chips take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width, px."""
        return self._flow(width, place=False)

    def sizeHint(self) -> QSize:
        """240 px wide, and as high as the lines at the present width are."""
        return QSize(240, self._flow(max(self.width(), 240), place=False))

    def minimumSizeHint(self) -> QSize:
        """120 px wide and one line high."""
        return QSize(120, theme.TOUCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the chips in lines of the new width."""
        super().resizeEvent(event)
        self._flow(self.width(), place=True)
