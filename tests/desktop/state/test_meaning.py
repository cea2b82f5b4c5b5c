"""What is told by colour is told by something else too, and texts stand out as painted, in every scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.theme import SchemeName
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing import colours, shapes
from mdo_viewer.drawing.picture import Box, Edge, Mark, Rect, Run, State
from tests.help.desktop_help import close, make_window, settle

Rgb = tuple[float, float, float]
SCHEMES = sorted(theme.SCHEMES)
STATES: tuple[State, ...] = ("path", "open", "possible", "ruled_out")


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def ratio(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


#: What is left of red, green and blue: without colour, and for eyes without red, green or blue cones (Viénot, Brettel).
EYES: dict[str, Callable[[Rgb], Rgb]] = {
    "grey": lambda c: (sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), c, strict=True)),) * 3,
    "protan": lambda c: (0.152 * c[0] + 1.053 * c[1] - 0.205 * c[2], 0.115 * c[0] + 0.786 * c[1] + 0.099 * c[2],
                         -0.004 * c[0] - 0.048 * c[1] + 1.052 * c[2]),
    "deutan": lambda c: (0.367 * c[0] + 0.861 * c[1] - 0.228 * c[2], 0.280 * c[0] + 0.673 * c[1] + 0.047 * c[2],
                         -0.012 * c[0] + 0.043 * c[1] + 0.969 * c[2]),
    "tritan": lambda c: (1.256 * c[0] - 0.077 * c[1] - 0.179 * c[2], -0.078 * c[0] + 0.931 * c[1] + 0.148 * c[2],
                         0.005 * c[0] + 0.691 * c[1] + 0.304 * c[2]),
}  # fmt: skip


def seen(colour: str, eye: str) -> QColor:
    made = QColor(colour)
    parts = EYES[eye]((made.redF(), made.greenF(), made.blueF()))
    return QColor.fromRgbF(*(max(0.0, min(1.0, part)) for part in parts))


def edge(state: State) -> Edge:
    run = Run("ja", 0, 0, 15, state == "path", "label")
    return Edge("q/ja", "q", "b", "q", "ja", state, ((0.0, 0.0),) * 4, run, Rect(0, 0, 40, 24))


def box(state: State, *, urgent: bool = False, silent: bool = False) -> Box:
    return Box("b", "b", "outcome", state, Rect(0, 0, 100, 50), (), urgent=urgent, silent=silent)


@pytest.mark.parametrize("name", SCHEMES)
def test_states_differ_by_more_than_colour(name: str) -> None:
    """Width, dash or weight tell the way taken, the open question, what is possible and what is not from another."""
    inks = theme.SCHEMES[name].inks
    carriers = {}
    for state in STATES:
        line, around = colours.edge_style(edge(state), inks), colours.box_style(box(state), inks)
        carriers[state] = (line.width, line.dash, around.width, around.dash, edge(state).label.bold)
    assert carriers["path"][:2] != carriers["possible"][:2]
    told: tuple[State, ...] = ("path", "open", "ruled_out")
    for one, other in combinations(told, 2):
        assert carriers[one] != carriers[other], (one, other)
    urgent, silent, plain = (colours.box_style(each, inks) for each in (
        box("path", urgent=True), box("path", silent=True), box("path")))  # fmt: skip
    assert (urgent.bar is None) != (plain.bar is None)
    assert shapes.urgent_bar(box("path", urgent=True), 1.0) is not None
    assert silent.dash != plain.dash


def test_marks_of_a_checklist_differ_by_their_shape() -> None:
    marks: tuple[Mark, ...] = ("yes", "no", "unknown")
    shown = [tuple(shapes.mark_strokes(Run("x", 0, 0, 15, False, "item", mark))) for mark in marks]
    assert len(set(shown)) == len(marks)
    assert all(shown)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", SCHEMES)
def test_lines_and_texts_stand_out_for_every_eye(name: str, eye: str) -> None:
    inks = theme.SCHEMES[name].inks
    ground = seen(inks.ground, eye)
    assert ratio(seen(colours.edge_style(edge("path"), inks).line, eye), ground) >= 4.5
    for state in STATES:
        style = colours.box_style(box(state), inks)
        for ink in (style.text, style.kicker):
            assert ratio(seen(ink, eye), seen(style.fill, eye)) >= 4.5
    for text, paper in theme.TEXT_PAIRS:
        colour_of = theme.SCHEMES[name].colours
        assert ratio(seen(colour_of[text], eye), seen(colour_of[paper], eye)) >= 4.5, (text, paper)


def contrast_in(image: QImage) -> float:
    """Between the ground of a piece of the screen and the pixel that stands out most: the inside of a letter."""
    pixels = bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())
    found = Counter(memoryview(pixels).cast("I"))  # as QImage.pixel gives them, without a call for each
    ground = QColor(found.most_common(1)[0][0])
    return max(ratio(ground, QColor(pixel)) for pixel in found)


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("screen", [(), ("decide:deviate",), ("agreements",), ("keys",), ("view",)], ids=str)
def test_texts_stand_out_as_painted(qtbot: QtBot, name: SchemeName, screen: tuple[str, ...]) -> None:
    made = make_window()
    made.change_settings(scheme=name)
    made.session.go_case(2)
    made.session.go_tree("tijd_tot_therapie")
    for command in screen:
        made.call(command)()
    settle(made)
    found = sampled(made)
    weak = [said for said, contrast in found if contrast < 6.9]  # edges of letters are softened
    made.change_settings(scheme="light")
    close(made)
    assert len(found) >= 5  # the agreements lie over most
    assert weak == []


def sampled(window: Window) -> list[tuple[str, float]]:
    """The contrast of every label that is in view and that no form lies over, from a picture of the window."""
    picture = window.grab().toImage()
    labels = (window.sheets.shown or window).findChildren(PlainLabel)
    found = []
    for label in labels:
        at = label.visibleRegion().boundingRect()
        if label.text() and at.height() >= 12 and at.height() >= label.height() - 1:
            corner = label.mapTo(window, QPoint(0, 0))
            above = window.childAt(corner + at.center())
            if above is None or not (above is label or above.isAncestorOf(label)):
                continue
            found.append((label.text(), contrast_in(picture.copy(at.translated(corner)))))
    return found


@pytest.mark.parametrize("name", SCHEMES)
def test_the_path_stands_out_as_painted(qtbot: QtBot, name: SchemeName) -> None:
    made = make_window()
    made.change_settings(scheme=name)
    made.session.go_case(2)
    made.session.go_tree("lv_lang")
    settle(made)
    view = made.graph.view
    picture = view.viewport().grab().toImage()
    for line in [line for line in view.edges.values() if line.edge.state == "path"]:
        at = view.mapFromScene(QPoint(round(line.edge.points[0][0]), round(line.edge.points[0][1]) + 4))
        around = {QColor(picture.pixel(at.x() + x, at.y())).rgb() for x in range(-6, 7)}
        ground = QColor(theme.SCHEMES[name].inks.ground)
        assert max(ratio(QColor(pixel), ground) for pixel in around) >= 4.5, line.edge.id
    made.change_settings(scheme="light")
    QApplication.processEvents()
    close(made)
