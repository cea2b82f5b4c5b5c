"""What would change this: a line hovered or focused draws the other way, and leaving puts everything back."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.change_line import ChangeLine
from mdo_viewer.desktop.window import Window
from mdo_viewer.reasoning.results import Change
from tests.help.desktop_help import at_tree, keys, settle


@pytest.fixture
def window(window: Window) -> Window:
    """The third patient at tree 9."""
    return at_tree(window, 2, "lv_lang")


def lines(window: Window) -> list[ChangeLine]:
    found = window.advice.column.findChildren(ChangeLine)
    return sorted((line for line in found if line.isVisibleTo(window)), key=lambda line: line.y())


def enter(line: ChangeLine) -> None:
    """The pointer comes, as Qt delivers it."""
    at = QPointF(5, 5)
    QApplication.sendEvent(line, QEnterEvent(at, at, QPointF(line.mapToGlobal(QPoint(5, 5)))))
    QApplication.processEvents()


def leave(line: ChangeLine) -> None:
    QApplication.sendEvent(line, QEvent(QEvent.Type.Leave))
    QApplication.processEvents()


def picture(window: Window) -> QImage:
    QApplication.processEvents()
    return window.graph.view.viewport().grab().toImage()


@pytest.mark.parametrize("view", ["path", "whole"])
@pytest.mark.parametrize("zoomed", [False, True])
def test_hovering_draws_and_leaving_restores_exactly(window: Window, view: str, zoomed: bool) -> None:
    window.session.set_view("whole" if view == "whole" else "path")
    settle(window)
    if zoomed:
        window.graph.zoom(1.4)
    before, document = picture(window), window.session.state
    found = lines(window)
    assert len(found) >= 6
    for line in found:
        enter(line)
        assert picture(window) != before
        assert window.graph.other is not None
        label = window.graph.other.label
        assert label.isVisible()
        assert label.text().startswith("als ")
        leave(line)
        assert not label.isVisible()
        assert picture(window) == before
    assert window.session.state is document


def test_the_focus_does_the_same(window: Window) -> None:
    before = picture(window)
    first = lines(window)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(window) != before
    assert (
        "Als Levensverwachting (maanden): < 3 maanden. Levensverwachting < 3 maanden: boom 7" in first.accessibleName()
    )
    window.graph.setFocus()
    window.graph.view.clearFocus()
    window.facts.setFocus()
    assert picture(window) == before


def test_a_click_in_the_graph_meets_the_own_way_only(window: Window) -> None:
    values = dict(window.session.state.case.patient.values)
    enter(lines(window)[0])
    view = window.graph.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.viewport().rect().center())
    QApplication.processEvents()
    assert window.graph.other is not None
    assert not window.graph.other.shown
    assert dict(window.session.state.case.patient.values) == values


def test_an_answer_while_the_other_way_is_drawn_ends_it(window: Window) -> None:
    enter(lines(window)[0])
    window.session.answer("pijn", False)
    assert window.graph.other is not None
    assert not window.graph.other.shown
    assert window.graph.view.picture == window.graph.picture


def test_numbers_say_the_distance_to_the_threshold(window: Window) -> None:
    said = [line.words for line in lines(window)]
    assert "Levensverwachting (maanden): < 3 maanden in plaats van 7 maanden (meer dan 4 maanden minder)" in said
    keys(window, "Ctrl+L")
    settle(window)
    assert "Life expectancy (months): < 3 months instead of 7 months (over 4 months less)" in [
        line.words for line in lines(window)
    ]


def test_it_says_so_when_no_single_fact_changes_the_advice(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Geen enkel los gegeven verandert dit advies (0 van "
    window.session.go_case(1)
    for tree in window.session.state.pack.trees:
        window.session.go_tree(tree.id)
        settle(window)
        none = window.look.advice.outcome is not None and not window.look.changes
        assert any(text.startswith(said) for text in window.advice.column.texts()) == none, tree.id
    nothing = cached_property[tuple[Change, ...]](lambda _look: ())
    nothing.__set_name__(Look, "changes")
    monkeypatch.setattr(Look, "changes", nothing)  # no patient of the trees that ship has such an advice
    window.session.go_tree("radiotherapie")
    settle(window)
    assert window.look.advice.outcome is not None
    assert any(text.startswith(said) for text in window.advice.column.texts())


@pytest.mark.parametrize("case", [1, 2])
def test_every_change_of_every_tree_can_be_drawn(window: Window, case: int, tmp_path: Path) -> None:
    window.session.go_case(case)
    for tree in window.session.state.pack.trees:
        window.session.go_tree(tree.id)
        settle(window)
        for line in lines(window):
            enter(line)
            assert window.graph.other is not None
            assert window.graph.other.shown
            assert len(window.graph.other.items) > 1, (tree.id, line.words)
            leave(line)
