"""What lies over the window is a dialog, alone in what assistive technology sees; what is the matter is told once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.widgets import announcing
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, keys

#: A page of its own is asked to fill it.
OPENED: tuple[SheetName, ...] = tuple(each for each in get_args(SheetName) if each != "list")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced, in order."""
    said: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda _widget, text: said.append(text))
    return said


def _all(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield top
    for at in range(top.childCount()):
        below = top.child(at)
        if below is not None:
            yield from _all(below)


def _seen(window: QWidget) -> list[QWidget]:
    return [each.object() for each in _all(QAccessible.queryAccessibleInterface(window))]


@pytest.mark.parametrize("name", OPENED)
def test_a_sheet_is_a_dialog_and_what_lies_behind_is_not_seen(window: Window, name: SheetName) -> None:
    window.graph.focus()
    held = QApplication.focusWidget()
    assert window.facts in _seen(window)
    window.sheets.open(name)
    sheet = window.sheets.shown
    assert sheet is not None
    told = QAccessible.queryAccessibleInterface(sheet)
    assert told.role() == QAccessible.Role.Dialog
    assert told.text(QAccessible.Text.Name) == sheet.title.text() != ""
    seen = _seen(window)
    assert sheet in seen and window.facts not in seen and window.body not in seen
    window.sheets.close()
    assert window.facts in _seen(window)
    assert QApplication.focusWidget() is held


def test_a_form_is_a_dialog_and_the_patient_above_it_is_seen(window: Window) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "V")
    seen = _seen(window)
    assert window.right.decision in seen and window.patient in seen
    assert window.facts not in seen and window.graph not in seen
    layer = window.right.decision.parentWidget().parentWidget()
    assert QAccessible.queryAccessibleInterface(layer).role() == QAccessible.Role.Dialog
    assert layer.accessibleName() == "Besluit van het MDO"
    keys(window, "Escape")
    assert window.facts in _seen(window)


def test_what_is_missing_is_told_once_and_is_the_description_of_its_field(window: Window, told: list[str]) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "W", "Ctrl+Return")
    field = window.right.decision.condition.text
    assert told.count("Schrijf op welke voorwaarde geldt.") == 1
    assert field.accessibleDescription() == "Schrijf op welke voorwaarde geldt."
    assert field.hasFocus()
    window.refresh()
    QApplication.processEvents()
    assert told.count("Schrijf op welke voorwaarde geldt.") == 1
    keys(window, "x")
    assert field.accessibleDescription() == ""
