"""In a form that is open again what was half written is gone on with, what is missing is said where it is asked, and
the top bar does over it what its keys do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.window import Window
from tests.help.desk import Desk
from tests.help.desktop_help import at_tree, close, make_window, settle


@pytest.fixture
def desk(window: Window) -> Desk:
    window = at_tree(window, 2, "lv_lang")
    window.session.withdraw()
    settle(window)
    return Desk(window)


def recorded(desk: Desk) -> str | None:
    decision = desk.state.decision
    return None if decision is None else decision.text


@pytest.fixture
def with_text(desk: Desk) -> Desk:
    desk.press("V")
    desk.type("oude tekst")
    desk.press("Ctrl+Return")
    assert recorded(desk) == "oude tekst"
    return desk


def test_what_was_half_written_is_gone_on_with(with_text: Desk) -> None:
    with_text.press("V", "End")
    with_text.type(" half")
    with_text.press("Escape", "V")
    with_text.type("weg")
    with_text.press("Ctrl+Return")
    assert recorded(with_text) == "oude tekst halfweg"


def in_sight(window: Window, words: str) -> bool:
    """Whether this stands in the form, all of it within what it scrolls in."""
    area = window.right.decision.area.viewport()
    for label in window.right.decision.findChildren(QLabel):
        if label.isVisible() and label.text() == words:
            at = label.mapTo(area, QPoint(0, 0)).y()
            return at >= 0 and at + label.height() <= area.height()
    return False


@pytest.mark.parametrize("size", [(1366, 768), (1366, 560)])
def test_a_deviation_without_a_reason_says_so_at_the_reasons(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    settle(desk.window)
    desk.press("A")
    desk.type("anders")
    desk.press("Ctrl+Return")
    settle(desk.window)
    assert desk.state.decision is None
    assert in_sight(desk.window, desk.window.look.words("decision.reason_needed"))


@pytest.mark.parametrize("typed", ["", "anders"])
def test_of_a_deviation_all_is_said_that_is_missing(desk: Desk, typed: str) -> None:
    """The choice and the reason at once; the keyboard is where the first of it is given."""
    desk.press("A")
    desk.type(typed)
    desk.press("Ctrl+Return")
    settle(desk.window)
    assert desk.state.decision is None
    for key in ("decision.choice_or_text", "decision.reason_needed"):
        assert in_sight(desk.window, desk.window.look.words(key))
    assert desk.window.right.decision.choice.grid.has_keyboard


@pytest.mark.parametrize("size", [(1366, 768), (1366, 560)])
def test_a_condition_that_is_missing_is_said_at_its_field(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    settle(desk.window)
    desk.press("W", "Ctrl+Return")
    settle(desk.window)
    assert in_sight(desk.window, desk.window.look.words("decision.condition_needed"))


@pytest.fixture
def first(qtbot: QtBot) -> Iterator[Desk]:
    window = make_window()
    settle(window)
    yield Desk(window)
    close(window)


def click_there(window: Window, button: QWidget) -> None:
    """Click what the mouse meets at the middle of a button."""
    at = button.mapTo(window, button.rect().center())
    under = window.childAt(at)
    assert under is not None
    QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(window, at))
    QApplication.processEvents()


@pytest.mark.parametrize("opens", ["A", "P"])
def test_the_arrow_to_the_next_patient_does_over_a_form_what_its_key_does(first: Desk, opens: str) -> None:
    window = first.window
    first.press(opens)
    first.type("half")
    before = first.state.current, first.state.case.name
    first.press("Escape", "PgDown")  # from a text only once it is left
    by_key = first.state.current, first.state.draft, first.state.agreeing, first.state.waiting
    assert by_key[0] != before[0]
    first.press("PgUp", opens)
    settle(window)
    click_there(window, window.top.after)
    assert (first.state.current, first.state.draft, first.state.agreeing, first.state.waiting) == by_key
    first.press("PgUp", opens)
    typed = window.right.decision.text if opens == "A" else None
    assert typed is None or typed.text.toPlainText() == "half"


def test_what_is_behind_the_veil_is_not_pressed(first: Desk) -> None:
    window = first.window
    first.press("A")
    settle(window)
    before = first.state
    click_there(window, window.journey.tiles[3])
    assert first.state == before
