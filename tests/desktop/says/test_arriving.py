"""Who comes to a patient or a tree hears what warns there, in the order of the eye; an answer tells what it brings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from mdo_viewer.desktop.says.blocks import Say, texts_of
from mdo_viewer.desktop.says.disagreeing import disagreement_blocks
from mdo_viewer.desktop.says.held import MOST, held_block, pressing_beside
from mdo_viewer.desktop.says.since import begun, happened, said_again
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Language
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.reasoning.results import Patient
from tests.help.apart_patients import APART, SCOPE
from tests.help.desktop_help import NOW

TREES = load_pack(PACK)


def look_at(session: Session, before: Look | None = None) -> Look:
    look = Look(session.state, NOW, before)
    assert look.stages
    return look


def example(at: int, tree: str, language: Language = "nl") -> Session:
    session = Session(TREES, example_cases(TREES))
    session.set_language(language)
    session.go_case(at)
    session.go_tree(tree)
    return session


def heard(session: Session, step: Callable[[], object], *, told: bool = False) -> str:
    before = look_at(session)
    step()
    return happened(before, look_at(session, before), told=told)


# --- what is heard on arrival


@pytest.mark.parametrize("language", ["nl", "en"])
def test_limits_of_other_trees_are_heard_at_every_tree_before_its_advice_and_once(language: Language) -> None:
    met = 0
    for at in range(3):
        session = example(at, TREES.trees[-1].id, language)
        for tree in TREES.trees:
            said = heard(session, partial(session.go_tree, tree.id))
            look = look_at(session)
            lines = [text for block in held_block(look, MOST) for text in texts_of(block)]
            for line in lines:
                assert said.count(line) == 1, (at, tree.id)
                assert said.index(look.text(tree.title)) < said.index(line) < len(said) - len(line) - 1, tree.id
                assert begun(look).count(line) == said_again(look, statements=True).count(line) == 1
            met += len(lines)
    assert met > 10


def test_another_patient_is_heard_with_what_may_hold_already() -> None:
    session = example(0, "cortico_voor_mri")
    session.go_case(1)
    said = heard(session, lambda: session.go_case(0))
    assert said.startswith("Patiënt 1 van 3, MDO-0001. Boom ")
    assert "Mogelijk geldt al: MRI binnen 12 uur, vóór zo 22 nov 20:15 (boom 1)." in said


def test_a_condition_is_heard_with_the_decision_that_has_it() -> None:
    session = example(1, "radiotherapie")
    decision = session.state.decision
    assert decision is not None
    assert decision.condition
    session.go_tree("followup")
    said = heard(session, lambda: session.go_tree("radiotherapie"))
    assert said.count(decision.condition) == 1
    assert said_again(look_at(session), statements=True).count(decision.condition) == 1


def test_that_the_guideline_may_not_hold_is_heard_before_the_advice() -> None:
    session = example(0, "diagnostiek")
    session.answer("asia_score", "B")
    session.answer("klinische_verdenking_mesmc", True)
    session.go_tree("followup")
    said = heard(session, lambda: session.go_tree("diagnostiek"))
    (line,) = (each for each in said.split(". ") if each.startswith("Nog te controleren of de richtlijn geldt: "))
    assert said.index(line) < said.index("Advies (")


@pytest.mark.parametrize("number", sorted(APART))
def test_trees_that_disagree_are_heard_after_the_advice_without_why(number: int) -> None:
    session = Session(TREES, (Case("MDO-0001", patient=Patient({**SCOPE, **APART[number][0]})),))
    met = False
    for tree in TREES.trees:
        session.go_tree(tree.id)
        look = look_at(session)
        said = begun(look)
        for block in disagreement_blocks(look):
            for item in block.items:
                if isinstance(item, Say):
                    assert (item.text in said) == (item.style != "body")
                    met = True
    assert met


def test_what_presses_more_at_another_place_is_heard_on_arrival_and_again() -> None:
    session = example(2, "lv_lang")
    session.name_place(session.state.point.id, "L3")
    session.add_place("T8")
    look = look_at(session)
    assert pressing_beside(look)
    assert begun(look).count(pressing_beside(look)) == 1
    assert said_again(look, statements=True).count(pressing_beside(look)) == 1


def test_a_limit_that_begins_to_hold_elsewhere_is_heard_once_and_not_as_news_too() -> None:
    session = example(2, "indicatie")
    session.answer("neurologische_uitval_door_mesmc", False)
    said = heard(session, lambda: session.answer("neurologische_uitval_door_mesmc", True))
    assert said.count("Therapie binnen 24 uur") == 1
    assert "Geldt nu al: Therapie binnen 24 uur, vóór ma 23 nov 14:10 (boom 4)." in said


# --- what an answer brings


@pytest.mark.parametrize(
    ("language", "sentence", "then"),
    [
        ("nl", "ja. Daarmee ook: Klinische verdenking op wervelmetastasen: ja. ", "Volgend gegeven"),
        ("en", "yes. With it also: Clinical suspicion of spinal metastases: yes. ", "Next fact"),
    ],
)
def test_what_follows_of_an_answer_is_heard_after_it_and_before_what_is_asked(
    language: Language, sentence: str, then: str
) -> None:
    session = example(0, "diagnostiek", language)
    session.answer("asia_score", "B")
    session.clear("klinische_verdenking_wervelmetastasen")
    said = heard(session, lambda: session.answer("klinische_verdenking_mesmc", True))
    assert said.count(sentence) == 1
    assert said.index(sentence) < said.index(then)


def test_what_an_answer_clears_and_what_does_not_follow_any_more_is_heard_in_one_sentence() -> None:
    session = example(2, "tijd_tot_therapie")
    said = heard(session, lambda: session.answer("neurologische_uitval_door_mesmc", False))
    assert said.startswith("Neurologische uitval door MESMC: nee. Daarmee ook: ")
    (sentence,) = (each for each in said.split(". ") if each.startswith("Daarmee ook: "))
    assert "Uitval door MESMC ontstaan in (dagen): telt niet mee" in sentence
    assert "MESMC met klinische tekenen van dwarslaesie of caudasyndroom: volgt niet meer" in sentence
    said = heard(session, session.undo, told=True)
    assert said.startswith("Daarmee ook: "), "what the message does not name"
    assert "Uitval door MESMC ontstaan in (dagen): 3" in said


def test_an_answer_that_is_taken_away_and_follows_still_is_heard_so() -> None:
    session = example(0, "diagnostiek")
    session.answer("klinische_verdenking_mesmc", True)
    said = heard(session, lambda: session.clear("klinische_verdenking_wervelmetastasen"))
    assert said.startswith("Klinische verdenking op wervelmetastasen: ja, volgt.")
    assert "Daarmee ook" not in said


def test_an_answer_that_brings_nothing_says_nothing_of_it() -> None:
    session = example(0, "diagnostiek")
    assert heard(session, lambda: session.answer("lhermitte", True)).count("Daarmee") == 0
