"""Areas that scroll, and the ground of the panels at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import tell_as
from mdo_viewer.desktop.widgets.controls import own_viewport


def scroll_area(body: QWidget) -> QScrollArea:
    """A frameless area that scrolls up and down only."""
    area = QScrollArea()
    own_viewport(area)
    tell_as(area, "text")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    area.viewport().setAutoFillBackground(False)
    body.setAutoFillBackground(False)
    return area


def bring_whole(area: QScrollArea, part: QWidget) -> None:
    """Scroll so that all of a part is in sight, from its top where it is higher than the area. Qt would bring no more
    than the cursor of a field."""
    body, bar = area.widget(), area.verticalScrollBar()
    if body is None or not body.isAncestorOf(part):
        return
    top = part.mapTo(body, QPoint(0, 0)).y()
    low = top + part.height() - area.viewport().height()
    bar.setValue(min(max(bar.value(), low), top))


def bring_into_sight(part: QWidget) -> None:
    """The same in each of the areas that the part lies in."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            bring_whole(above, part)
        above = above.parentWidget()


def paint_panel(panel: QWidget) -> None:
    """White ground with a line at the left."""
    painter = QPainter(panel)
    painter.fillRect(panel.rect(), theme.colour(tokens.PAPER))
    painter.fillRect(0, 0, 1, panel.height(), theme.colour(tokens.LINE))
