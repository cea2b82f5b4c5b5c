"""The facts panel: short for sets and codes, the next fact in view, numbers that ask back, where a fact comes from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.chips import Chips
from mdo_viewer.desktop.controls import Button, Segments
from mdo_viewer.desktop.fact_rows import FactRow
from mdo_viewer.desktop.numbers import ten_times
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case, write_case
from tests.desktop_help import NOW, close, keys, make_window, settle, type_text


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = make_window()
    yield made
    close(made)


@pytest.fixture
def empty(qtbot: QtBot) -> Iterator[Window]:
    made = make_window((Case("MDO-0001"),))
    yield made
    close(made)


def click(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def button(row: FactRow, words: str) -> Button:
    found = [b for b in row.findChildren(Button) if b.words == words and b.isVisible()]
    assert len(found) == 1, words
    return found[0]


# --- sets


def test_a_set_that_decides_nothing_is_one_line_with_its_count(window: Window) -> None:
    row = window.facts.row("alarmsymptomen")
    assert row.label.text() == "Alarmsymptomen: 2 van 7"
    assert row.findChildren(Chips) == []
    assert row.height() < 72
    click(button(row, "Toon"))
    settle(window)
    chips = row.findChildren(Chips)[0]
    shown = [chip for chip in chips.buttons if chip.isVisible()]
    assert len(shown) == 8
    assert all(chip.height() >= 36 for chip in shown)
    assert all(chips.rect().contains(chip.geometry()) for chip in shown)
    assert not any(a.geometry().intersects(b.geometry()) for a in shown for b in shown if a is not b)
    click(next(chip for chip in shown if chip.words == "Matige conditie"))
    value = window.session.state.case.patient.values["alarmsymptomen"]
    assert value == ("nachtelijke_rugpijn", "matige_conditie", "hevige_pijn_in_alle_houdingen")
    click(button(row, "Verberg"))
    assert row.label.text() == "Alarmsymptomen: 3 van 7"
    assert not chips.isVisible()


def test_a_set_of_a_rider_stays_open_when_it_is_answered(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("cortico_voor_mri")
    settle(window)
    row = window.facts.row("risicofactoren_maag")
    assert row.isVisible()
    chips = row.findChildren(Chips)[0]
    click(chips.buttons[0])
    assert window.session.state.case.patient.values["risicofactoren_maag"] == ("maagulcus", "nsaid")
    assert row.isVisible()
    assert [chip.isChecked() for chip in chips.buttons] == [True, True, False, False]


# --- codes


def test_asia_is_five_letters_with_their_meaning(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    row = window.facts.row("asia_score")
    segments = row.findChildren(Segments)[0]
    assert [b.words for b in segments.buttons] == ["A", "B", "C", "D", "E", "onbekend"]
    assert row._meaning.text().startswith("incompleet, meer dan de helft van de sleutelspieren")
    assert segments.buttons[0].toolTip() == "compleet, geen gevoel en geen kracht in S4-S5"
    assert segments.buttons[0].accessibleDescription() == "compleet, geen gevoel en geen kracht in S4-S5"
    click(segments.buttons[3])
    assert window.session.state.case.patient.values["asia_score"] == "D"
    assert row._meaning.text().startswith("incompleet, minstens de helft")


def test_the_keys_of_asia_are_said_while_it_is_next(window: Window) -> None:
    window.session.go_case(2)
    window.session.clear("asia_score")
    window.session.go_tree("lv_lang")
    settle(window)
    if window.look.next_fact == "asia_score":
        row = window.facts.row("asia_score")
        assert row._meaning.text() == "Toetsen: 1 = A, 2 = B, 3 = C, 4 = D, 5 = E, 0 onbekend."
        keys(window, "3")
        assert window.session.state.case.patient.values["asia_score"] == "C"


# --- the next fact


@pytest.mark.parametrize("tree", ["diagnostiek", "lv_lang", "radiotherapie", "tijd_tot_therapie"])
@pytest.mark.parametrize("key", ["1", "2"])
def test_the_next_fact_stays_in_view(empty: Window, tree: str, key: str) -> None:
    keys(empty, "2", "2")
    empty.session.go_tree(tree)
    settle(empty)
    for _ in range(30):
        fact = empty.look.next_fact
        if fact is None:
            break
        QApplication.processEvents()
        row, port = empty.facts.row(fact), empty.facts._area.viewport()
        top = row.mapTo(port, QPoint(0, 0)).y()
        assert row.isVisible()
        assert top >= 0, fact
        assert top + min(row.height(), port.height()) <= port.height(), fact
        if empty.look.fact(fact).type in ("number", "integer"):
            empty.session.answer(fact, 5)
        else:
            try:
                keys(empty, key)
                assert fact != empty.look.next_fact
            except AssertionError:
                keys(empty, "0")
        QApplication.processEvents()


# --- numbers


def months(window: Window, text: str) -> str:
    """Type a life expectancy and press Enter; the message beside the field."""
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    row.field.selectAll()
    type_text(window, text)
    keys(window, "Return")
    return row.message.text()


@pytest.fixture
def numbers(empty: Window) -> Window:
    keys(empty, "2", "2")
    empty.session.go_tree("lv_lang")
    settle(empty)
    return empty


def test_a_number_ten_times_too_high_asks_back_and_enter_keeps_it(numbers: Window) -> None:
    values = numbers.session.state.case.patient.values
    assert months(numbers, "230") == (
        "230 is uitzonderlijk hoog. Bedoelt u 23? Typ dat, of druk nog eens op Enter om 230 te houden."
    )
    assert numbers.session.state.case.patient.values == values
    keys(numbers, "Return")
    assert numbers.session.state.case.patient.values["levensverwachting_maanden"] == 230


def test_leaving_the_field_does_not_take_a_doubtful_number(numbers: Window) -> None:
    months(numbers, "230")
    numbers.graph.focus()
    QApplication.processEvents()
    assert "levensverwachting_maanden" not in numbers.session.state.case.patient.values
    assert months(numbers, "23") == ""
    assert numbers.session.state.case.patient.values["levensverwachting_maanden"] == 23


@pytest.mark.parametrize("typed", ["3,5", "3.5"])
def test_comma_and_point_are_the_same(numbers: Window, typed: str) -> None:
    assert months(numbers, typed) == ""
    assert numbers.session.state.case.patient.values["levensverwachting_maanden"] == 3.5


@pytest.mark.parametrize(("value", "tenth"), [(216, None), (217, 21.7), (240, 24.0), (100, None), (0, None)])
def test_doubt_begins_in_the_top_tenth(numbers: Window, value: float, tenth: float | None) -> None:
    assert ten_times(value, numbers.look.fact("levensverwachting_maanden")) == tenth


# --- why, from where, when


def help_of(window: Window, fact: str) -> str:
    row = window.facts.row(fact)
    click(button(row, "?"))
    return row._help.text()


def test_the_help_says_which_question_asks_and_where_it_comes_from(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    said = help_of(window, "levensverwachting_maanden")
    assert "Waarom wordt dit gevraagd? Vraag 1: Hoe lang is de levensverwachting?" in said
    assert "Boom 9, p. " in said
    assert "Herkomst: oordeel van het MDO, 22-11-2026" in said
    assert "Herkomst: beeldvorming, 21-11-2026, SINS 14 op CT" in help_of(window, "instabiliteit")
    window.session.go_case(0)
    settle(window)
    assert "Het helpt bij het antwoord op:" in help_of(window, "alarmsymptomen")


def test_the_moment_of_an_answer_is_stored_and_shown(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    before = window.session.state.case.details["instabiliteit"]
    click(button(window.facts.row("instabiliteit"), "nee"))
    detail = window.session.state.case.details["instabiliteit"]
    assert detail.set_at == NOW
    assert detail.method is None, "the method of the value before does not belong to this one"
    assert "Ingevoerd: zo 22 nov 14:30" in help_of(window, "instabiliteit")
    keys(window, "Ctrl+Z")
    assert window.session.state.case.details["instabiliteit"] == before
    window.session.clear("instabiliteit")
    assert "instabiliteit" not in window.session.state.case.details
    state = window.session.state
    again = read_case(write_case(state.case, state.pack), "case.yaml", state.pack)
    assert again.details == state.case.details


def test_the_same_answer_again_is_no_change(window: Window) -> None:
    window.session.go_case(2)
    document = window.session.state.document
    window.session.answer("instabiliteit", True)
    assert window.session.state.document == document


def test_the_help_is_there_in_english(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    keys(window, "Ctrl+L")
    settle(window)
    said = help_of(window, "levensverwachting_maanden")
    assert "Why is this asked? Question 1:" in said
    assert "Origin: board's judgement" in said


# --- what was typed for one patient never reaches another


def test_a_number_not_entered_does_not_follow_to_the_next_patient(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001"), Case("MDO-0002")))
    for case in (1, 0):
        window.session.go_case(case)
        keys(window, "2", "2")
        window.session.go_tree("lv_lang")
    settle(window)
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    type_text(window, "7")
    window.session._place(current=1)
    settle(window)
    assert row.field.text() == ""
    keys(window, "Return")
    assert "levensverwachting_maanden" not in window.session.state.case.patient.values
    close(window)


def test_a_moment_or_action_not_entered_does_not_follow_either(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001"), Case("MDO-0002")))
    keys(window, "P")
    row = window.agreements._rows[0]
    row.what.setFocus()
    type_text(window, "MRI")
    row.before.setFocus()
    type_text(window, "24-11 12:00")
    window.session._look(current=1)
    settle(window)
    keys(window, "Return")
    window.graph.focus()
    settle(window)
    assert window.session.state.cases[1].actions == ()
    assert row.before.text() == ""
    close(window)
