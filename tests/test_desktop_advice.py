"""The advice panel: the advice first, what the board decided and what other trees ask below or beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.controls import Button, PlainLabel
from mdo_viewer.desktop.window import Window
from tests.desktop_help import close, keys, make_window, settle


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = make_window()
    made.session.go_case(2)
    made.session.go_tree("lv_lang")
    settle(made)
    yield made
    close(made)


def press(window: Window, words: str) -> None:
    found = [b for b in window.advice.column.findChildren(Button) if b.words == words and b.isVisible()]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def in_sight(window: Window, text: str) -> bool:
    """Whether this text of the advice panel is visible as a whole without scrolling."""
    port = window.advice.area.viewport()
    for label in window.advice.column.findChildren(PlainLabel):
        if label.text() == text and label.isVisible():
            top = label.mapTo(port, QPoint(0, 0)).y()
            return top >= 0 and top + label.height() <= port.height()
    return False


def test_a_recorded_decision_leaves_the_advice_in_sight(window: Window) -> None:
    assert window.session.state.decision is not None
    texts = window.advice.column.texts()
    assert texts.index("Chirurgie heeft de voorkeur") < texts.index("BESLUIT VAN HET MDO")
    assert in_sight(window, "Chirurgie heeft de voorkeur")
    assert "radiotherapie 1 × 8 Gy" not in texts


def test_the_decision_unfolds_and_is_withdrawn_there(window: Window) -> None:
    press(window, "Toon het besluit")
    assert "radiotherapie 1 × 8 Gy" in window.advice.column.texts()
    assert "wil geen operatie na uitleg van beide opties" in window.advice.column.texts()
    press(window, "Verberg het besluit")
    assert "radiotherapie 1 × 8 Gy" not in window.advice.column.texts()
    press(window, "Toon het besluit")
    press(window, "Besluit intrekken")
    assert window.session.state.decision is None
    keys(window, "Ctrl+Z")
    assert window.session.state.decision is not None
