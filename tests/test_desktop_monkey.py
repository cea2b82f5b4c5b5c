"""Thousands of random keys, clicks and commands: no exception, no Qt warning, no state that cannot be shown."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.commands import Commands
from mdo_viewer.desktop.controls import Button
from mdo_viewer.desktop.window import Window
from mdo_viewer.reasoning.settling import Contradiction
from tests.desktop_help import close, make_window

KEYS = [
    "1",
    "2",
    "3",
    "4",
    "0",
    "0",
    "1",
    "2",
    "1",
    "2",
    "Backspace",
    "Ctrl+Z",
    "Ctrl+Y",
    "PgDown",
    "PgUp",
    "[",
    "]",
    "T",
    "V",
    "W",
    "A",
    "Return",
    "Escape",
    "H",
    "G",
    "L",
    "P",
    "N",
    "+",
    "-",
    "Tab",
    "Left",
    "Right",
    "Up",
    "Down",
    "Home",
    "End",
    "?",
    "F5",
    "B",
    ".",
    "F",
    "S",
]
NEVER = {"pdf"}


def press_button(window: Window, chance: random.Random) -> None:
    buttons = [b for b in window.findChildren(Button) if b.isVisible() and b.isEnabled() and b is not window.top.pdf]
    chance.choice(buttons).click()


def click_graph(window: Window, chance: random.Random) -> None:
    port = window.graph.view.viewport()
    if port.isVisible():
        at = QPoint(chance.randrange(max(1, port.width())), chance.randrange(max(1, port.height())))
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def type_something(window: Window, chance: random.Random) -> None:
    fields = [field for field in window.findChildren(QLineEdit) if field.isVisible()]
    if fields:
        field = chance.choice(fields)
        field.setFocus()
        QTest.keyClicks(field, chance.choice(["7", "3,5", "999", "<b>&x", "22-11 8:15", "-", "0"]))
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_events(qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    window = make_window()
    told: list[BaseException] = []
    window.door.report = lambda problem: None if isinstance(problem, Contradiction) else told.append(problem)
    names = [name for name in Commands(window).names() if name not in NEVER]
    for number in range(700):
        kind = chance.random()
        if kind < 0.6:
            QTest.keySequence(QApplication.focusWidget() or window, chance.choice(KEYS))
        elif kind < 0.75:
            press_button(window, chance)
        elif kind < 0.85:
            click_graph(window, chance)
        elif kind < 0.92:
            type_something(window, chance)
        else:
            window.door.run(window.call(chance.choice(names)))
        for menu in window.findChildren(QMenu):
            menu.close()
        if number % 20 == 0:
            QApplication.processEvents()
        assert told == [], number
    QApplication.processEvents()
    close(window)
