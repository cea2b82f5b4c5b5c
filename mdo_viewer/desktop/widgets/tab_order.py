"""Tab goes where the eye goes: panel by panel, each from top to bottom and left to right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def stops(panel: QWidget) -> list[QWidget]:
    """What Tab stops at in a panel, in the order in which it is read."""
    found = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    def place(widget: QWidget) -> tuple[int, int]:
        at = widget.mapTo(panel, QPoint(0, 0))
        return at.y() // 8, at.x()

    return sorted(found, key=place)


def put_in_order(panels: Iterable[QWidget]) -> None:
    """Chain the stops of the panels, in the order of the panels."""
    before: QWidget | None = None
    for panel in panels:
        for widget in stops(panel):
            if before is not None and before.nextInFocusChain() is not widget:
                QWidget.setTabOrder(before, widget)
            before = widget
