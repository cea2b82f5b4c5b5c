"""Where the keyboard is after a click in the header, and what Backspace and J show of what they do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.saying import ROLES, Saying
from tests.help.desk import Desk
from tests.help.desktop_help import NOW, at_tree, close, make_window


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(make_window((Case("MDO-0001"),)))
    made.settle()
    yield made
    close(made.window)


def test_after_a_click_on_another_patient_keys_are_the_windows(desk: Desk) -> None:
    window = desk.window
    for button in (window.top.add, window.top.before, window.top.after, window.top.undo, window.top.redo):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        desk.settle()
        assert window.graph.isAncestorOf(window.focusWidget()), button.accessibleName()
    count = len(desk.state.cases)
    assert count == 2
    desk.press("PgUp", "H", "Space")
    assert len(desk.state.cases) == count


def test_who_came_to_the_header_by_tab_goes_on_from_there(desk: Desk) -> None:
    add = desk.window.top.add
    add.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press("Return")
    assert len(desk.state.cases) == 2
    assert add.hasFocus()


def test_backspace_goes_to_the_tree_whose_answer_it_takes_back(desk: Desk) -> None:
    session = desk.window.session
    session.answer(SCOPE, True)
    session.answer("klinische_verdenking_wervelmetastasen", True)
    session.answer("adequate_beeldvorming_aanwezig", False)
    session.go_tree("tijd_tot_therapie")
    desk.settle()
    before = desk.state.document
    desk.press("Backspace")
    assert desk.state.tree_id == "diagnostiek"
    assert desk.state.document == before, "what was not in sight is taken back by the next one"
    assert desk.message.startswith("Het laatste antwoord staat in boom 1: ")
    desk.press("Backspace")
    assert "adequate_beeldvorming_aanwezig" not in desk.state.case.patient.values
    desk.press("Backspace")
    assert "klinische_verdenking_wervelmetastasen" not in desk.state.case.patient.values
    assert desk.message.startswith("Teruggenomen: ")


def test_backspace_stays_where_the_tree_that_is_shown_asks_the_fact(desk: Desk) -> None:
    session = desk.window.session
    session.answer("asia_score", "C")
    session.go_tree("lv_lang")
    assert any("asia_score" in desk.state.pack.facts_asked(each) for each in desk.state.tree.questions)
    desk.press("Backspace")
    assert desk.state.tree_id == "lv_lang"
    assert "asia_score" not in desk.state.case.patient.values
    assert desk.message == "Teruggenomen, ook in boom 1 waar het is beantwoord: ASIA-score (AIS)."


def test_backspace_takes_back_nothing_that_came_with_the_patient(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001", Patient({"asia_score": "B", "pijn": True})),))
    desk = Desk(window)
    desk.settle()
    before = desk.state.case
    desk.press("1", "Backspace")
    assert desk.state.case == before
    assert desk.message.startswith("Teruggenomen: ")
    desk.press("Backspace", "Backspace", "Backspace")
    assert desk.state.case == before
    assert desk.message.startswith("Er is hier niets dat u sinds het openen hebt geantwoord.")
    close(window)


def test_nor_what_was_answered_before_the_meeting_was_opened(desk: Desk) -> None:
    session = desk.window.session
    session.answer("asia_score", "C")
    session.answer("pijn", True)
    session.open_meeting(session.state.document, 0, session.state.tree_id)
    desk.settle()
    before = desk.state.case
    desk.press("Backspace", "Backspace")
    assert desk.state.case == before
    session.answer("asia_score", "D")
    assert session.take_back() == "asia_score"
    assert session.take_back() is None


def test_the_key_passes_trees_that_do_not_apply_and_names_them(window: Window) -> None:
    desk = Desk(at_tree(window, 2, "radiotherapie"))
    desk.press("]")
    assert desk.state.tree.number == 9
    assert desk.message.startswith("Overgeslagen, want niet aan de orde: boom 7, 8.")
    desk.press("[")
    assert desk.state.tree.number == 6
    at_tree(window, 2, "interval_chir_rt")
    desk.press("]")
    assert desk.state.tree.number == 11, "beyond the last that applies each is reached"


def test_j_goes_on_from_the_last_advice_to_the_last_tree_that_asks(window: Window) -> None:
    desk = Desk(at_tree(window, 2, "diagnostiek"))
    window.session.clear("instabiliteit")
    desk.settle()
    desk.press("J")
    assert desk.state.tree_id == "radiotherapie", "it has an advice"
    desk.press("J")
    assert desk.state.tree_id == "lv_lang", "it asks"
    desk.press("J")
    assert desk.state.tree_id == "radiotherapie"


def test_j_says_so_where_it_leads_nowhere(desk: Desk) -> None:
    desk.press("J", "J")
    assert desk.message == "Dit is de verste boom op de weg van deze patiënt."


def test_a_word_that_is_no_number_is_forgiven_when_the_field_is_emptied(desk: Desk) -> None:
    desk.window.session.go_tree("lv_lang")
    desk.settle()
    desk.window.focus_fact("levensverwachting_maanden")
    field = desk.row("levensverwachting_maanden").field
    field.setText("-")
    desk.press("Return")
    assert desk.row("levensverwachting_maanden").said("message")
    field.setText("")
    desk.press("Return")
    assert desk.row("levensverwachting_maanden").said("message") == ""


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_said_in_the_language_of_the_window(role: str) -> None:
    for said in LANGUAGES:
        word = words_of("saying", said)(f"role.{role}")
        for shown in LANGUAGES:
            assert words_of("saying", shown)(f"role.{role}") in Saying(shown).confirmed(word, NOW)
    assert "arts van dienst" in Saying("en").confirmed("arts van dienst", NOW)


def test_who_confirmed_in_dutch_is_named_in_english(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001", Patient({"asia_score": "B", "kan_zelfstandig_lopen": True})),))
    window.session.go_tree("tijd_tot_therapie")
    desk = Desk(window)
    desk.settle()
    desk.press("D", "2", "Return")
    window.session.set_language("en")
    assert "Confirmed by radiation oncologist" in desk.advice
    close(window)


def test_folding_and_drawing_from_an_outcome_say_why_nothing_happens(desk: Desk) -> None:
    session = desk.window.session
    session.set_view("whole")
    outcome = next(box.id for box in desk.window.graph.view.picture.boxes if box.kind == "outcome")  # type: ignore[union-attr]
    session.select(outcome)
    desk.settle()
    desk.window.graph.focus()
    for key, said in (("Space", "Hieronder staat niets om te vouwen."), ("R", "Dit is geen vraag")):
        before = desk.state
        desk.press(key)
        assert desk.state == before
        assert said in desk.message
