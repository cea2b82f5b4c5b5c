"""A digit that is no choice records nothing, and it is said which are; a decision is taken back by a key."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.state.actions import last_digit
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import WHOLE_CASE
from tests.help.desktop_help import at_tree, keys, settle, type_text


@pytest.mark.parametrize(
    ("fact", "digit", "said"),
    [
        ("", "3", "Geldt de richtlijn?: 3 is geen keuze. Kies 1 of 2, of 0 voor onbekend. Er is niets ingevuld."),
        (
            "asia_score",
            "7",
            "ASIA-score (AIS): 7 is geen keuze. Kies 1 tot 5, of 0 voor onbekend. Er is niets ingevuld.",
        ),
    ],
)
def test_a_digit_that_is_no_choice_of_what_is_asked_says_which_are(
    window: Window, fact: str, digit: str, said: str
) -> None:
    at_tree(window, 0, "diagnostiek")
    if fact:
        window.session.correct(fact)
        settle(window)
    before = window.session.state.document
    row = window.facts.row(window.look.keyed_fact or "")
    row.focus_control()
    held = QApplication.focusWidget()
    keys(window, digit)
    assert QApplication.focusWidget() is held, "the next digit is an answer of the same question"
    assert window.message.label.text() == said
    assert window.session.state.document == before


def test_the_last_digit_of_every_fact_answers_it_and_none_above_it_does(window: Window) -> None:
    look = window.look
    for tree in look.pack.trees:
        for fact in {fact for question in tree.questions for fact in look.pack.facts_asked(question)}:
            kind, last = look.fact(fact).type, last_digit(look, fact)
            own = {"bool": 2, "number": 9, "integer": 9, "set": len(look.fact(fact).values) + 1}
            assert last == own.get(kind, len(look.options(fact))), fact


def test_a_digit_where_nothing_is_asked_and_one_of_no_place_say_so(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    keys(window, "5")
    assert window.message.label.text() == "Er staat nu geen vraag open: 5 vult niets in."
    keys(window, "Alt+3")
    assert window.message.label.text() == "Plaats 3 is er niet: deze patiënt heeft er één."


def test_a_key_takes_the_decision_back_that_holds_here(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    button = window.right.advice.decided.withdraw
    assert button.accessibleDescription() == f"({cap_of('withdraw', window.look.words)})"
    keys(window, "Ctrl+Del")
    assert window.session.state.decision is None
    keys(window, "Ctrl+Del")
    assert window.message.label.text() == "Hier is geen besluit om in te trekken."
    keys(window, "Ctrl+Z")
    assert window.session.state.decision is not None


def test_where_the_tree_has_none_it_is_the_one_on_the_whole_case(window: Window) -> None:
    at_tree(window, 2, "tijd_tot_therapie")
    keys(window, "Shift+A")
    type_text(window, "eerst bespreken")
    window.session.change_draft(reason_code="other")
    keys(window, "Ctrl+Return")
    settle(window)
    assert window.session.state.decision_on(WHOLE_CASE) is not None
    keys(window, "Ctrl+Del")
    assert window.session.state.decision_on(WHOLE_CASE) is None
    assert len(window.session.state.case.decisions) == 1, "the one on tree 9 stays"
