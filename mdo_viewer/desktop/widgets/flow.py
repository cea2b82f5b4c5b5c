"""A row that goes on below where it is too long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdo_viewer.desktop.widgets import theme


class Flow(QWidget):
    """Lays widgets side by side, each as wide as it asks, and begins another line where there is no more room.

    No layout of Qt: of one that is written in Python, Qt may ask a size after Python has lost it, and the program ends.
    """

    def __init__(self, gap: int = theme.STEP) -> None:
        super().__init__()
        self._gap = gap
        self._held: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """At the end of the row."""
        widget.setParent(self)
        self._held.append(widget)

    def hasHeightForWidth(self) -> bool:
        """How many lines there are depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together, px."""
        return self._lay(width, move=False)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [widget.sizeHint() for widget in self._shown()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """The widest one, in a line of its own."""
        sizes = [widget.minimumSizeHint() for widget in self._shown()]
        return QSize(*(max((side(size) for size in sizes), default=0) for side in (QSize.width, QSize.height)))

    def event(self, event: QEvent) -> bool:
        """One of them asks for another size, has come or has gone."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.updateGeometry()
            self._lay(self.width(), move=True)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives each its place in the new width."""
        super().resizeEvent(event)
        self._lay(self.width(), move=True)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._held if not widget.isHidden()]

    def _lay(self, width: int, *, move: bool) -> int:
        left = top = high = 0
        for widget in self._shown():
            size = widget.sizeHint()
            if left > 0 and left + size.width() > width:
                left, top, high = 0, top + high + self._gap, 0
            if move:
                widget.setGeometry(left, top, min(size.width(), width), size.height())
            left, high = left + size.width() + self._gap, max(high, size.height())
        return top + high
