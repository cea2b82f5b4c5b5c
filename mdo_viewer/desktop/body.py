"""The panels of the window, side by side: made, given their room, made anew when the size of their text changes."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.graph.panel import GraphPanel
from mdo_viewer.desktop.panels.facts_panel import FactsPanel
from mdo_viewer.desktop.panels.journey_strip import JourneyStrip
from mdo_viewer.desktop.panels.patient_line import PatientLine
from mdo_viewer.desktop.panels.right_side import RightSide
from mdo_viewer.desktop.panels.status_line import StatusLine
from mdo_viewer.desktop.panels.top_bar import TopBar
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.widgets import theme

#: How high the panels are at least with larger text, px at 100 %: as in the smallest window.
ROOMY = 600


class Parts(NamedTuple):
    """The parts of the window, in the order in which F6 and Tab go through them."""

    top: TopBar
    patient: PatientLine
    journey: JourneyStrip
    facts: FactsPanel
    graph: GraphPanel
    right: RightSide
    status: StatusLine


def make_parts(host: SettingsHost) -> Parts:
    """New panels for this window."""
    return Parts(
        TopBar(host),
        PatientLine(host),
        JourneyStrip(host),
        FactsPanel(host),
        GraphPanel(host),
        RightSide(host),
        StatusLine(host),
    )


def laid_out(parts: Parts) -> QWidget:
    """The panels in their places. With larger text they scroll as a whole where the window is too small for them."""
    parts.right.lie_between((parts.patient, parts.journey), parts.status)
    middle = QHBoxLayout()
    middle.setContentsMargins(0, 0, 0, 0)
    middle.setSpacing(0)
    middle.addWidget(parts.facts)
    middle.addWidget(parts.graph, 1)
    middle.addWidget(parts.right)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(parts.top)
    column.addWidget(parts.patient)
    column.addWidget(parts.journey)
    column.addLayout(middle, 1)
    column.addWidget(parts.status)
    if theme.text_size() == 100:
        return body
    from mdo_viewer.desktop.widgets.wide_body import WideBody

    wide = WideBody(body, theme.px(ROOMY))
    parts.patient.came.connect(lambda: wide.verticalScrollBar().setValue(0))  # who it is comes into view
    return wide


def give_room(parts: Parts, width: int) -> None:
    """The side panels as wide as a window of this width, px, allows."""
    wide = theme.units(width)
    facts, right = (360, 424) if wide >= 1800 else (304, 368) if wide >= 1300 else (288, 304)
    parts.patient.give_room()
    parts.facts.setFixedWidth(theme.px(facts))
    parts.right.setFixedWidth(theme.px(right))
    parts.right.place_form()
