"""Where the keyboard is can be seen, after every answer and decision and after a sheet; and N goes to what is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.panels.focus_frame import FocusFrame
from mdo_viewer.desktop.state.shown import Tab
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Case
from tests.help.desk import Desk, buttons
from tests.help.desktop_help import at_tree, close, make_window, settle

MONTHS = "levensverwachting_maanden"


@pytest.fixture
def asked(qtbot: QtBot) -> Iterator[Desk]:
    """A patient of whom the life expectancy is asked first."""
    window = make_window((Case("MDO-0001"),))
    Desk(window).press("1")
    window.session.go_tree("lv_lang")
    settle(window)
    assert window.look.next_fact == MONTHS
    yield Desk(window)
    close(window)


def is_seen(window: Window) -> bool:
    """Whether what has the keyboard shows it."""
    held = QApplication.focusWidget()
    assert held is not None
    framed = any(frame.isVisible() for frame in held.findChildren(FocusFrame))
    own = isinstance(held, QAbstractButton | QLineEdit | QPlainTextEdit | FactRow)
    return held.isVisible() and (own or framed or window.graph.view.hasFocus() or window.graph.list.hasFocus())


# --- N at a number


def test_n_at_a_number_leaves_nought_to_mean_unknown(asked: Desk) -> None:
    row = asked.row(MONTHS)
    asked.press("N")
    assert row.hasFocus()
    assert [button.cap for button in buttons(row, "onbekend")] == ["0"]
    asked.press("0")
    assert MONTHS in asked.window.look.patient.unknown
    assert MONTHS not in asked.window.look.patient.values


def test_n_at_a_number_and_a_digit_begins_it_and_there_nought_is_a_nought(asked: Desk) -> None:
    row = asked.row(MONTHS)
    asked.press("N", "1")
    assert row.field.hasFocus()
    assert row.field.text() == "1"
    assert [button.cap for button in buttons(row, "onbekend")] == [""]
    asked.type("0")
    asked.press("Return")
    assert asked.window.look.patient.values[MONTHS] == 10


def test_n_and_enter_go_into_the_field(asked: Desk) -> None:
    asked.press("N", "Return")
    assert asked.row(MONTHS).field.hasFocus()


# --- the tab in which it is asked


@pytest.fixture
def tabs(qtbot: QtBot) -> Iterator[Desk]:
    """A narrow window: one thing at a time."""
    window = make_window(size=(1024, 768))
    settle(window)
    assert window.body.mode == "tabs"
    yield Desk(window)
    close(window)


@pytest.mark.parametrize("tab", ["advice", "decision"])
def test_n_shows_the_facts_where_the_next_patient_is_asked_something(tabs: Desk, tab: Tab) -> None:
    window = tabs.window
    window.session.add_case()
    last = window.session.state.current
    window.session.go_case(last - 1)
    for _ in range(20):
        window.session.show_tab(tab)
        if window.session.state.current == last:
            break
        tabs.press("N")
        look = window.look
        if look.coming.what == "question":
            assert look.state.tab_shown == "facts"
            if window.session.state.current != last:
                window.session.unknown(look.coming.fact)
    assert window.session.state.current == last


def test_n_shows_the_advice_that_is_not_decided_yet(tabs: Desk) -> None:
    window = at_tree(tabs.window, 2, "lv_lang")
    for decision in window.session.state.case.decisions:
        window.session.withdraw(decision.tree)
    found = 0
    for _ in range(6):
        window.session.show_tab("facts")
        before = window.session.state.seat, window.session.state.tree_id
        tabs.press("N")
        look = window.look
        moved = (look.state.seat, look.state.tree_id) != before
        if moved and look.next_fact is None and look.verdict is not None and look.state.decision is None:
            assert look.state.tab_shown == "advice"
            found += 1
        if look.state.case.case != "MDO-0003":
            break
    assert found


# --- after an answer, a decision and a sheet


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_after_every_answer_and_record_it_is_seen(qtbot: QtBot, size: tuple[int, int]) -> None:
    window = make_window(size=size)
    desk = Desk(window)
    at_tree(window, 2, "lv_lang")
    window.session.withdraw()
    settle(window)
    for pressed in ("Backspace", "N", "1", "0", "V", "Ctrl+Return", "Shift+F5", "Escape", "Ctrl+Z"):
        desk.press(pressed)
        settle(window)
        assert is_seen(window), (pressed, QApplication.focusWidget())
        assert QApplication.focusWidget() is not window.status.kept
    close(window)


def press_in(within: QWidget) -> None:
    QTest.mouseClick(within, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_a_row_answered_by_mouse_leaves_it_seen_in_the_panel(asked: Desk) -> None:
    window = asked.window
    asked.press("N", "7", "Return")
    line = asked.row(MONTHS).line
    assert line is not None
    press_in(line)
    settle(window)
    assert window.facts.hasFocus()
    assert is_seen(window)


def test_a_sheet_that_closes_gives_it_to_the_tree_where_what_had_it_is_gone(window: Window) -> None:
    desk = Desk(at_tree(window, 2, "lv_lang"))
    desk.press("Shift+F5")
    assert window.sheets.shown is not None
    window.sheets.shown._back = None  # as where what had it was deleted meanwhile
    desk.press("Escape")
    assert window.graph.view.hasFocus()
