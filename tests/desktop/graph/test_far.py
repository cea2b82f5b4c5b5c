"""A tree of hundreds or thousands of boxes: all of it can be seen, and what changes is seen from far too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.graph.camera import SMALLEST
from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from tests.help.drawing_help import made_advice, made_tree
from tests.help.golden_pictures import difference

PACK, TREE = made_tree(1, 700)


def picture(seed: int) -> Picture:
    return draw(PACK, made_advice(TREE, seed, 40), view="whole", language="nl", width=1100, height=860)


def opened(shown: Picture, selection: str | None = None) -> GraphView:
    view = GraphView()
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.resize(1100, 860)
    view.show()
    view.show_picture(shown, selection)
    view.fit("all")
    QApplication.processEvents()
    return view


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[GraphView]:
    theme.dress(theme.application())
    made = opened(picture(1))
    yield made
    made.close()
    made.deleteLater()


def seen(view: GraphView) -> QImage:
    return view.viewport().grab().toImage()


def test_all_of_it_fits_and_is_drawn(view: GraphView) -> None:
    assert view.camera.zoom < SMALLEST
    assert view.fits_whole()
    image = seen(view)
    for item in list(view.boxes.values())[::50]:
        at = view.mapFromScene(item.rect.center())
        near = {QColor(image.pixel(at.x() + x, at.y() + y)).name() for x in (-2, 0, 2) for y in (-2, 0, 2)}
        assert near != {theme.colour(tokens.GROUND).name()}, item.box.id


def test_what_changes_is_seen_as_if_drawn_anew(view: GraphView) -> None:
    for seed in (2, 3, 4):
        before = seen(view)
        view.show_picture(picture(seed), None)
        changed = seen(view)
        fresh = opened(picture(seed))
        moved = difference(before, seen(fresh))[0]
        assert difference(changed, seen(fresh))[0] < moved / 5  # lines that cross lie in another order
        fresh.close()
        fresh.deleteLater()
    box = list(view.boxes)[300]
    before = seen(view)
    view.show_picture(picture(4), box)
    assert seen(view) != before


def test_another_tree_and_another_scheme_leave_nothing_of_the_old(view: GraphView) -> None:
    first = seen(view)
    pack, tree = made_tree(2, 500)
    other = draw(pack, made_advice(tree, 1, 10), view="whole", language="nl", width=1100, height=860)
    view.show_picture(other, None)
    view.fit("all")
    assert len(view.boxes) == len(other.boxes)
    assert seen(view) != first
    view.show_picture(picture(1), None)
    view.fit("all")
    assert seen(view) == first


def test_from_far_one_can_only_come_nearer(view: GraphView) -> None:
    zoom = view.camera.zoom
    view.camera.zoom_by(0.5, view.viewport().rect().center())
    assert view.camera.zoom == zoom
    view.camera.zoom_by(2, view.viewport().rect().center())
    assert view.camera.zoom == pytest.approx(2 * zoom)
