"""Tab goes where the eye goes: panel by panel, each from top to bottom and left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QLayout, QScrollArea, QWidget

from mdo_viewer.desktop.widgets.announcing import listens

#: The property of what stands at the top of a row and is about it, such as its "?": who answers by Tab comes to the
#: answers first.
ASIDE: Final = "asideOfRow"


def stops(panel: QWidget) -> list[QWidget]:
    """What Tab stops at in a panel, in the order in which it is read, wherever it was scrolled to: all that scrolls
    comes before what stands below it. What lies beyond the foot of its area would else be mixed with that."""
    found = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    def place(widget: QWidget) -> tuple[int, int, int, int]:
        area = _area_of(widget, panel)
        row = widget.parentWidget() if widget.property(ASIDE) else None
        corner = QPoint() if row is None else QPoint(row.width(), row.height() - 8)  # above the next row
        at = (area or row or widget).mapTo(panel, QPoint() if area else corner)
        body = None if area is None else area.widget()
        within = QPoint() if body is None or body is widget else (row or widget).mapTo(body, corner)
        return at.y() // 8, at.x(), within.y() // 8, within.x()

    return sorted(found, key=place)


def as_laid(panel: QWidget) -> list[QWidget]:
    """What Tab stops at in a panel as its layouts have it: a column whole before the one beside it; what no layout has
    as it lies. What is disabled is among it: it has its place."""
    return [each for each in _within(panel) if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _within(panel: QWidget) -> Iterator[QWidget]:
    layout = panel.layout()
    laid = [] if layout is None else list(_laid(layout))
    laid.sort(key=lambda each: bool(each.property(ASIDE)))
    others = [each for each in panel.children() if isinstance(each, QWidget) and each not in laid]
    others.sort(key=lambda each: (each.y() // 8, each.x()))
    for each in (*laid, *others):
        if not each.isWindow():
            yield each
            yield from _within(each)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those in it, in the order in which they are read."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=partial(_cell, layout))
    elif isinstance(layout, QBoxLayout) and layout.direction() in _TURNED:
        places.reverse()
    for at in places:
        item = layout.itemAt(at)
        widget, inner = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)


def _cell(grid: QGridLayout, at: int) -> tuple[int, int]:
    row, column, *_spans = cast(tuple[int, int, int, int], grid.getItemPosition(at))
    return row, column


_TURNED = (QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.RightToLeft)


def stand_as_laid(top: QWidget) -> None:
    """Assistive technology reads what lies in a widget as it was made or last raised: a row that is used again would
    stand where it once was. All of it comes in the order of its layouts; what lies over them stays so."""
    layout = top.layout()
    laid = [] if layout is None else [each for each in _laid(layout) if each.parentWidget() is top]
    laid.sort(key=lambda each: bool(each.property(ASIDE)))
    children = [each for each in top.children() if isinstance(each, QWidget) and not each.isWindow()]
    known = set(laid)
    if [each for each in children if each in known] != laid:
        first = next(at for at, each in enumerate(children) if each in known)
        for each in (*laid, *(each for each in children[first:] if each not in known)):
            each.raise_()
    for each in children:
        if each.isVisible():
            stand_as_laid(each)


def go_round(form: QWidget, *, forward: bool) -> bool:
    """Let Tab go on in a form, from its last stop to its first; False where the keyboard is not in it."""
    focused = QApplication.focusWidget()
    found = [stop for stop in stops(form) if stop.isEnabled()]
    if not found or focused is None or not (form is focused or form.isAncestorOf(focused)):
        return False
    at = found.index(focused) if focused in found else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[(at + (1 if forward else -1)) % len(found)].setFocus(reason)
    return True


def _area_of(widget: QWidget, panel: QWidget) -> QScrollArea | None:
    """The outermost area of the panel in which this is scrolled; None where it is in none, or is one itself."""
    found, above = None, widget.parentWidget()
    while above is not None and above is not panel:
        if isinstance(above, QScrollArea):
            found = above
        above = above.parentWidget()
    return found


def put_in_order(panels: Iterable[QWidget]) -> None:
    """Chain the stops of the panels, in the order of the panels; where somebody listens the rest is in order too."""
    before: QWidget | None = None
    for panel in panels:
        if listens():
            stand_as_laid(panel)
        for widget in stops(panel):
            if before is not None and before.nextInFocusChain() is not widget:
                QWidget.setTabOrder(before, widget)
            before = widget


def give_keyboard(form: QWidget) -> None:
    """To the form itself: none of its buttons is pressed by the key that comes next, and Tab goes on to its first."""
    form.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    form.setFocus(Qt.FocusReason.OtherFocusReason)
