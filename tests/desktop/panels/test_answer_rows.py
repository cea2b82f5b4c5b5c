"""An answered fact is one line with its value: it opens in place, one at a time, and closes again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.answer_line import AnswerLine
from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.panels.facts_panel import SETTLED
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.meeting.case import Case
from tests.help.desk import buttons
from tests.help.desktop_help import at_tree, close, keys, make_window, settle, type_text

MONTHS = "levensverwachting_maanden"


@pytest.fixture
def third(window: Window) -> Window:
    return at_tree(window, 2, "lv_lang")


@pytest.fixture
def asked(qtbot: QtBot) -> Iterator[Window]:
    """A patient of whom the life expectancy is asked first."""
    window = make_window((Case("MDO-0001"),))
    keys(window, "1")
    window.session.go_tree("lv_lang")
    settle(window)
    assert window.look.next_fact == MONTHS
    yield window
    close(window)


def line(window: Window, fact: str) -> AnswerLine:
    found = window.facts.row(fact).line
    assert found is not None
    return found


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def value(window: Window, fact: str) -> object:
    return window.session.state.case.patient.values.get(fact)


def open_rows(window: Window) -> list[str]:
    rows = window.facts.findChildren(FactRow)
    return [row.view.id for row in rows if row.view and row.isVisible() and row.view.value and not row.is_line]


def in_sight(window: Window, widget: QWidget) -> bool:
    """Whether a widget lies wholly above what says that more follows."""
    port = window.facts.area.viewport()
    top = widget.mapTo(port, QPoint(0, 0)).y()
    high = port.height() - (window.facts.more.height() if window.facts.more.isVisible() else 0)
    return top >= 0 and top + widget.height() <= high


def test_every_answered_fact_is_a_line_with_its_value(third: Window) -> None:
    seen = 0
    for each in facts_view(third.look).rows:
        row = third.facts.row(each.id)
        assert row.is_line == bool(each.value), each.id
        if not row.is_line:
            continue
        seen += 1
        shown = line(third, each.id)
        assert shown.height() >= 44
        assert shown.height() >= shown.heightForWidth(shown.width()), "no word is cut"
        assert shown.accessibleName().startswith(f"{shown.words}: {shown.value}")
    assert seen > 10
    assert (line(third, MONTHS).words, line(third, MONTHS).value) == ("Levensverwachting", "7 maanden")


def test_what_follows_says_so_below_its_value(third: Window) -> None:
    assert line(third, "neurologische_uitval").accessibleName().endswith("ja, volgt")
    press(line(third, "neurologische_uitval"))
    assert third.facts.row("neurologische_uitval").said("remark").startswith("Volgt uit ")


@pytest.mark.parametrize("key", ["Return", "Space"])
def test_a_key_opens_it_and_an_arrow_leads_to_its_answer(third: Window, key: str) -> None:
    line(third, "pijn").setFocus(Qt.FocusReason.TabFocusReason)
    keys(third, key)
    row = third.facts.row("pijn")
    assert row.hasFocus(), "the next Enter takes nothing back"
    keys(third, "Right")
    assert [b.words for b in buttons(row, "ja") if b.hasFocus()] == ["ja"]
    keys(third, "Right", "Return")
    settle(third)
    assert value(third, "pijn") is False
    assert row.is_line
    assert line(third, "pijn").value == "nee"
    keys(third, "Tab")
    assert line(third, "pijn").hasFocus() or not row.isAncestorOf(QApplication.focusWidget() or row)


def test_escape_closes_it_and_changes_nothing(third: Window) -> None:
    before = third.session.state.document
    line(third, "pijn").setFocus(Qt.FocusReason.TabFocusReason)
    keys(third, "Return", "Escape")
    assert third.facts.row("pijn").is_line
    assert line(third, "pijn").hasFocus()
    press(line(third, "pijn"))
    assert open_rows(third) == ["pijn"]
    keys(third, "Escape")
    assert open_rows(third) == []
    assert third.session.state.document is before


def test_one_row_at_a_time_is_open(third: Window) -> None:
    press(line(third, "pijn"))
    assert open_rows(third) == ["pijn"]
    press(line(third, "instabiliteit"))
    assert open_rows(third) == ["instabiliteit"]
    keys(third, "PgUp")
    keys(third, "PgDown")
    third.session.go_tree("lv_lang")
    settle(third)
    assert open_rows(third) == []


def test_enter_after_a_click_on_the_line_takes_nothing_back(third: Window) -> None:
    press(line(third, "pijn"))
    keys(third, "Return")
    assert value(third, "pijn") is True


def test_a_double_click_opens_and_answers_nothing(third: Window) -> None:
    before = third.session.state.document
    at = line(third, "pijn")
    where = at.mapTo(third, at.rect().center())
    QTest.mouseClick(at, Qt.MouseButton.LeftButton)
    settle(third)
    under = third.childAt(where)
    assert under is not None
    QTest.mouseDClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(third, where))
    assert third.session.state.document is before


def capped(window: Window) -> list[str]:
    """The rows on which the keys of answers stand."""
    rows = [row for row in window.facts.findChildren(FactRow) if row.view and row.isVisible()]
    return [row.view.id for row in rows if row.view and any(b.cap for b in row.findChildren(Button) if b.isVisible())]


def has_keys(picture: Picture | None) -> bool:
    """Whether the drawing shows keys of answers, at its lines or in a box."""
    assert picture is not None
    return any(edge.key for edge in picture.edges) or any(r.role == "key" for box in picture.boxes for r in box.runs)


@pytest.fixture
def next_one(asked: Window) -> tuple[Window, str]:
    """Two facts are answered, and another is asked."""
    asked.session.answer(MONTHS, 7)
    asked.session.answer("pijn", True)
    settle(asked)
    following = asked.look.next_fact
    assert following is not None
    return asked, following


@pytest.mark.parametrize("by", ["click", "key"])
@pytest.mark.parametrize(("digit", "found"), [("2", False), ("1", True), ("0", None)])
def test_digits_answer_the_row_that_is_open_and_then_the_next_again(
    next_one: tuple[Window, str], by: str, digit: str, found: bool | None
) -> None:
    window, following = next_one
    assert capped(window) == [following]
    assert has_keys(window.graph.picture)
    if by == "click":
        press(line(window, "pijn"))
    else:
        line(window, "pijn").setFocus(Qt.FocusReason.TabFocusReason)
        keys(window, "Return")
    settle(window)
    assert capped(window) == ["pijn"]
    assert not has_keys(window.graph.picture)
    keys(window, digit)
    settle(window)
    assert value(window, "pijn") is found
    assert value(window, following) is None
    assert open_rows(window) == []
    asks = window.look.next_fact
    assert asks is not None
    assert capped(window) == [asks]
    keys(window, "2")
    assert value(window, asks) is False


def test_a_digit_that_is_no_answer_leaves_the_open_row_open(next_one: tuple[Window, str]) -> None:
    window, following = next_one
    press(line(window, "pijn"))
    keys(window, "7")
    assert (open_rows(window), value(window, "pijn"), value(window, following)) == (["pijn"], True, None)


def test_a_digit_begins_the_number_that_is_open_and_nought_is_unknown_there(next_one: tuple[Window, str]) -> None:
    window, following = next_one
    press(line(window, MONTHS))
    keys(window, "2")
    assert window.facts.row(MONTHS).field.text() == "2"
    assert window.facts.row(MONTHS).field.hasFocus()
    keys(window, "Escape")
    assert window.facts.row(MONTHS).field.text() == "2"  # what is half typed stays, once
    window.facts.row(MONTHS).field.setFocus()
    keys(window, "Escape")  # there once more
    assert window.facts.row(MONTHS).field.text() == "7"
    assert value(window, MONTHS) == 7
    if not open_rows(window):
        press(line(window, MONTHS))
    window.graph.focus()
    keys(window, "0")
    assert MONTHS in window.look.patient.unknown
    assert value(window, following) is None


@pytest.mark.parametrize("away", ["Escape", "N", "]", "A", "P"])
def test_what_is_done_elsewhere_gives_the_digits_back(next_one: tuple[Window, str], away: str) -> None:
    window, _following = next_one
    press(line(window, "pijn"))
    keys(window, away)
    assert window.session.state.correcting == ""
    assert value(window, "pijn") is True


def test_undo_and_another_answer_close_it(third: Window) -> None:
    press(line(third, "pijn"))
    press(buttons(third.facts.row("pijn"), "nee")[0])
    settle(third)
    assert (open_rows(third), line(third, "pijn").value) == ([], "nee")
    press(line(third, "pijn"))
    keys(third, "Ctrl+Z")
    settle(third)
    assert (open_rows(third), line(third, "pijn").value) == ([], "ja")


def test_facts_that_fit_badly_stand_first_with_the_sign(third: Window) -> None:
    third.session.answer("asia_score", "B")
    third.session.answer("kan_zelfstandig_lopen", True)
    settle(third)
    first = facts_view(third.look).rows[:2]
    assert {row.id for row in first} == {"asia_score", "kan_zelfstandig_lopen"}
    assert all(row.doubted and row.amber and third.facts.row(row.id).is_line for row in first)
    assert "Past slecht" in line(third, "asia_score").accessibleDescription()


# --- numbers


def test_a_number_says_that_it_wants_one(asked: Window) -> None:
    row = asked.facts.row(MONTHS)
    assert row.field.placeholderText() == "getal"
    assert row.view is not None
    assert row.view.typing == "Typ een getal of een bereik, 0 tot 240 maanden."
    row = asked.facts.row("aantal_aaneengesloten_wervels")
    assert row.view is not None
    assert row.view.typing == "Typ een getal, 0 tot 30."


def test_nought_is_unknown_beside_the_field_and_a_number_in_it(asked: Window) -> None:
    row = asked.facts.row(MONTHS)
    (unknown,) = buttons(row, "onbekend")
    assert unknown.cap == "0"
    asked.facts.focus_fact(MONTHS)
    assert unknown.cap == ""
    keys(asked, "0", "Return")
    assert value(asked, MONTHS) == 0
    keys(asked, "Ctrl+Z")
    settle(asked)
    keys(asked, "0")
    assert MONTHS in asked.session.state.case.patient.unknown


def test_after_enter_the_next_digit_answers_the_next_question(asked: Window) -> None:
    type_text(asked, "7")
    assert (asked.facts.row(MONTHS).field.text(), asked.facts.row(MONTHS).field.hasFocus()) == ("7", True)
    keys(asked, "Return")
    following = asked.look.next_fact
    assert following is not None
    assert following != MONTHS
    keys(asked, "1")
    assert (value(asked, MONTHS), value(asked, following)) == (7, True)
    assert asked.facts.row(MONTHS).field.text() == "7"


@pytest.mark.parametrize("size", [100, 150])
def test_what_is_wrong_with_a_number_is_never_cut(asked: Window, size: Literal[100, 150]) -> None:
    asked.change_settings(text_size=size)
    asked.session.toggle_all_facts()
    settle(asked)
    fact = "aantal_aaneengesloten_wervels"
    asked.focus_fact(fact)
    type_text(asked, "111")
    keys(asked, "Return")
    for _ in range(5):
        QApplication.processEvents()
    row = asked.facts.row(fact)
    assert row.said("message") == "Dit valt buiten 0 tot 30. Controleer de waarde."
    assert in_sight(asked, row)
    asked.change_settings(text_size=100)


def test_the_list_does_not_leave_a_number_that_was_refused_soon_after_a_change(asked: Window) -> None:
    asked.change_settings(text_size=150)
    asked.session.toggle_all_facts()
    fact = "aantal_aaneengesloten_wervels"
    asked.focus_fact(fact)
    type_text(asked, "111")
    keys(asked, "Return")
    QTest.qWait(2 * SETTLED)  # by then the list no longer follows the next fact
    shown = in_sight(asked, asked.facts.row(fact))
    asked.change_settings(text_size=100)
    assert shown


def test_the_marked_question_stays_in_sight_when_the_window_changes(asked: Window) -> None:
    asked.session.answer(MONTHS, 7)
    asked.session.answer("pijn", True)
    for size in ((1366, 768), (1366, 600), (1024, 560), (1366, 768)):
        asked.resize(*size)
        QTest.qWait(200)
        settle(asked)
        fact = asked.look.next_fact
        assert fact is not None
        if asked.facts.isVisible():
            assert in_sight(asked, asked.facts.row(fact)), size
