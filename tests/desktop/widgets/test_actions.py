"""What assistive technology asks of a choice does what a click does: it is recorded and shown alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from mdo_viewer.desktop.graph.nodes import Node
from mdo_viewer.desktop.state.desk import SheetName, WallName
from mdo_viewer.desktop.widgets.announcing import Stated
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree

#: Every screen with a choice by what opens it.
SHEETS: tuple[SheetName, ...] = ("view", "projector", "agenda", "patient", "places", "guideline", "over")
WALLS: tuple[WallName, ...] = ("start", "locked")


@pytest.fixture
def listened(window: Window) -> Iterator[Window]:
    """The window while something listens."""
    QAccessible.setActive(True)
    yield window
    QAccessible.setActive(False)


def _choices(part: QWidget) -> list[QAbstractButton]:
    """What can be chosen; boxes of the graph have tests of their own, and the graph has their keyboard."""
    found = [each for each in part.findChildren(QAbstractButton) if each.isCheckable() and each.isVisible()]
    return [each for each in found if not isinstance(each, Node)]


def _ask(button: QAbstractButton, action: str) -> None:
    asked = QAccessible.queryAccessibleInterface(button).actionInterface()
    assert action in asked.actionNames()
    asked.doAction(action)


def _screens(window: Window) -> Iterator[str]:
    at_tree(window, 1, "lv_lang")
    yield "board"
    commands = ("decide:follow", "decide:deviate", "agreements")
    for command in commands:
        window.call(command)()
        yield command
        window.session.close_forms()
    for sheet in SHEETS:
        window.sheets.open(sheet)
        yield sheet
        window.sheets.close()
    for wall in WALLS:
        window.sheets.put_up(wall)
        yield wall


def test_every_choice_on_every_screen_takes_a_toggle_for_a_press(
    listened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[QAbstractButton] = []
    monkeypatch.setattr(Stated, "click", lambda self: pressed.append(self))
    counts = {}
    for screen in _screens(listened):
        QApplication.processEvents()
        choices = _choices(listened)
        for button in choices:
            if not button.isEnabled():
                continue
            shown = [each.isChecked() for each in choices]
            pressed.clear()
            _ask(button, "Toggle")
            assert pressed == [button], (screen, button.accessibleName())
            _ask(button, "SetFocus")
            assert pressed == [button], (screen, button.accessibleName())
            assert [each.isChecked() for each in choices] == shown, (screen, button.accessibleName())
        counts[screen] = len(choices)
    assert counts["board"] > 10
    assert all(counts[each] for each in ("view", "decide:deviate", "start", "locked"))


def _toggle(button: QAbstractButton) -> None:
    _ask(button, "Toggle")


def _click(button: QAbstractButton) -> None:
    button.click()


@pytest.mark.parametrize("press", [_click, _toggle])
def test_what_is_toggled_is_what_is_recorded(listened: Window, press: Callable[[QAbstractButton], None]) -> None:
    at_tree(listened, 1, "diagnostiek")
    listened.call("decide:follow")()
    kinds = listened.right.decision.kinds
    press(kinds[1])
    assert listened.session.state.draft is not None
    assert listened.session.state.draft.kind == "follow_with_condition"
    assert [each.isChecked() for each in kinds].count(True) == 1
    assert kinds[1].isChecked()
    listened.session.close_forms()
    english = listened.top.languages.buttons[1]
    press(english)
    assert listened.session.state.language == "en"
    assert [each.isChecked() for each in listened.top.languages.buttons] == [False, True]


@pytest.mark.parametrize("press", [_click, _toggle])
def test_an_answer_is_given_and_taken_back(listened: Window, press: Callable[[QAbstractButton], None]) -> None:
    at_tree(listened, 0, "diagnostiek")
    fact = listened.look.next_fact
    assert fact is not None
    listened.focus_fact(fact)
    unknown = next(each for each in _choices(listened.facts.row(fact)) if each.accessibleName().endswith(": onbekend"))
    before = listened.session.state.document
    press(unknown)
    assert listened.session.state.document is not before
    listened.focus_fact(fact)
    assert unknown.isChecked()
    press(unknown)
    assert not unknown.isChecked()


@pytest.mark.parametrize("press", [_click, _toggle])
def test_the_button_of_the_projector_says_what_the_room_sees(
    listened: Window, press: Callable[[QAbstractButton], None]
) -> None:
    for on in (True, False):
        press(listened.top.projector)
        assert listened.services.beam.on == on == listened.top.projector.isChecked()


def test_exclusive_choices_are_radio_buttons_in_a_group_with_a_name(listened: Window) -> None:
    role = QAccessible.Role
    for screen in _screens(listened):
        for button in _choices(listened):
            told = QAccessible.queryAccessibleInterface(button)
            if told.role() != role.RadioButton:
                continue
            group = told.parent()
            assert group.role() == role.Grouping, (screen, button.accessibleName())
            assert group.text(QAccessible.Text.Name), (screen, button.accessibleName())
    asked = [QAccessible.queryAccessibleInterface(each).role() for each in listened.journey.tiles]
    assert set(asked) == {role.RadioButton}


def test_what_stands_on_a_button_is_in_its_name(window: Window) -> None:
    count = 0
    for screen in _screens(window):
        for button in window.findChildren(Button):
            if button.isVisible() and any(map(str.isalpha, button.words)):
                count += 1
                seen, name = button.words.rstrip("…. ").casefold(), button.accessibleName().casefold()
                assert seen in name, (screen, button.words, name)
    assert count > 100
