"""A row that goes on below where it is too long."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from mdo_viewer.desktop.widgets import theme


class Flow(QLayout):
    """Lays widgets side by side, each as wide as it asks, and begins another line where there is no more room."""

    def __init__(self, gap: int = theme.STEP) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self._gap = gap
        self._held: list[QLayoutItem] = []

    def addWidget(self, w: QWidget) -> None:
        """At the end of the row. The item is made here: of one that Qt makes nothing keeps what Python knows of it, and
        asking it then ends the program."""
        self.addChildWidget(w)
        self.addItem(QWidgetItem(w))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """As Qt asks it: at the end of the row."""
        self._held.append(item)

    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self._held)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The one at this place; None past the last."""
        return self._held[index] if 0 <= index < len(self._held) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take it out of the row."""
        return self._held.pop(index) if 0 <= index < len(self._held) else None

    def expandingDirections(self) -> Qt.Orientation:
        """In none: what is left over stays free."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """How many lines there are depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together, px."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Give each its place."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._held if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest one, in a line of its own."""
        found = QSize(0, 0)
        for item in self._held:
            if not item.isEmpty():
                found = found.expandedTo(item.minimumSize())
        return found

    def _lay(self, rect: QRect, *, move: bool) -> int:
        left, top, high = rect.left(), rect.top(), 0
        for item in self._held:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if left > rect.left() and left + size.width() > rect.right() + 1:
                left, top, high = rect.left(), top + high + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(min(size.width(), rect.width()), size.height())))
            left, high = left + size.width() + self._gap, max(high, size.height())
        return top + high - rect.top()
