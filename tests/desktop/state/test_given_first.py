"""After a choice of treatment comes how it is given; after a decision on the whole case comes the next patient."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mdo_viewer.desktop.says.steps import next_words, tree_numbers
from mdo_viewer.desktop.state.journeys import first_tree
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision, DecisionKind
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.tally import counted
from mdo_viewer.meeting.to_do import left_open, reasons
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.routes import routes
from tests.help.desktop_help import NOW

SCOPE = {"leptomeningeale_of_intramedullaire_metastasen": False, "jonger_dan_18": False}


def radiotherapy_instead(**more: bool) -> Session:
    """The guideline advises an operation for paresis; the board chose radiotherapy instead."""
    pack = load_pack(PACK)
    route = next(each for each in routes(pack, pack.trees_by_id["lv_lang"]) if each.outcome == "chirurgie")
    facts = {**SCOPE, **dict(route.examples), **more}
    decision = Decision("lv_lang", "chirurgie", "deviate", reason_code="other", text="overleg", chosen="radiotherapie")
    session = Session(pack, (Case("MDO-0001", patient=Patient(facts), decisions=(decision,)), Case("MDO-0002")))
    session.clock = lambda: NOW
    session.go_tree("lv_lang")
    return session


def look(session: Session) -> Look:
    return Look(session.state, NOW)


def coming(session: Session) -> str:
    tree = look(session).coming.tree
    assert tree is not None
    return tree.tree


def test_the_dose_comes_first_and_whether_there_was_an_operation_is_asked_there_once() -> None:
    session = radiotherapy_instead()
    assert coming(session) == "radiotherapie"
    assert "boom 6 gaat over de dosis (hangt af van: geopereerd" in next_words(look(session))
    assert "boom 11" not in next_words(look(session))
    session.go_on("radiotherapie")
    assert look(session).coming.fact == "geopereerd"
    session.answer("geopereerd", False)
    assert look(session).stage.entry == "open"
    assert look(session).coming.what == "question", "of the dose"


def test_who_was_operated_on_comes_to_the_dose_after_an_operation_at_once() -> None:
    session = radiotherapy_instead()
    session.go_on("radiotherapie")
    session.answer("geopereerd", True)
    for fact in ("recidief_of_progressie_na_radiotherapie", "onvoldoende_respons_eerste_radiotherapie"):
        if look(session).coming.fact == fact:
            session.answer(fact, False)
    assert coming(session) == "rt_na_chirurgie"


def test_the_dose_comes_before_what_the_same_choice_opens_beside_it() -> None:
    """The steroids ask again whether radiotherapy is intended; the choice opens that tree, after the dose."""
    session = radiotherapy_instead(geopereerd=False)
    found = reasons(session.state.pack, session.state.case, look(session).stages)
    assert "cortico_voor_mri" in found
    assert coming(session) == "radiotherapie"


def test_from_another_tree_the_dose_comes_before_questions_and_after_an_urgent_advice() -> None:
    session = radiotherapy_instead(geopereerd=False)
    session.go_tree("followup")
    assert coming(session) == "radiotherapie"
    for fact in ("radiologische_verdenking_wervelmetastasen", "bekende_primaire_maligniteit"):
        session.answer(fact, True)
    assert coming(session) == "radiotherapie", "a limit that is only possible is a question"
    session.answer("uitval_mesmc_ontstaan_dagen", 2)
    session.go_tree("followup")
    assert coming(session) == "tijd_tot_therapie"
    session.go_on("tijd_tot_therapie")
    assert coming(session) == "radiotherapie"


def test_what_nobody_knows_is_not_asked_again() -> None:
    session = radiotherapy_instead()
    session.go_on("radiotherapie")
    session.unknown("geopereerd")
    assert look(session).next_fact != "geopereerd"
    session.go_tree("lv_lang")
    found = look(session).coming.tree
    assert found is None or found.tree not in ("radiotherapie", "rt_na_chirurgie")


def test_a_patient_begins_with_the_dose_that_is_left() -> None:
    """By the same order, also where the patient is shown first after the choice."""
    state = radiotherapy_instead().state
    found = reasons(state.pack, state.case, journey_of_case(state.pack, state.case, NOW))
    assert found["radiotherapie"] == "entry"
    assert first_tree(state.pack, state.case, journey_of_case(state.pack, state.case, NOW)) == "radiotherapie"


def after_an_operation() -> Session:
    facts = {**SCOPE, "geopereerd": True, "levensverwachting_maanden": 18, "oligometastasering": False}
    patient = Patient(facts, moments={"operatie_op": NOW - timedelta(days=10)})
    session = Session(load_pack(PACK), (Case("MDO-0001", patient=patient), Case("MDO-0002")))
    session.clock = lambda: NOW
    session.go_tree("rt_na_chirurgie")
    return session


def decide(session: Session, kind: DecisionKind, about: str | None = None) -> None:
    session.start_decision(kind, None if about else look(session).verdict, about=about)
    session.change_draft(text="eensgezind", reason_code="other")
    session.record()


def test_after_a_decision_after_an_operation_how_to_come_by_a_diagnosis_is_not_asked() -> None:
    session = after_an_operation()
    pack = session.state.pack
    assert reasons(pack, session.state.case, look(session).stages)["aanvullend"] == "entry"
    decide(session, "follow")
    assert "aanvullend" not in reasons(pack, session.state.case, look(session).stages)
    session.answer("klachten_bij_follow_up", True)
    session.go_tree("followup")
    assert coming(session) == "diagnostiek", "complaints do lead back"


@pytest.mark.parametrize(
    ("kind", "left"),
    [("follow", ("interval_chir_rt", "followup")), ("deviate", ("interval_chir_rt", "rt_na_chirurgie", "followup"))],
)
def test_after_a_decision_on_the_whole_case_the_next_patient_comes_with_what_is_left_named(
    kind: DecisionKind, left: tuple[str, ...]
) -> None:
    """A dose that the board followed is decided; one that it passed over by deciding otherwise is named."""
    session = after_an_operation()
    decide(session, kind, WHOLE_CASE)
    for tree in session.state.pack.trees:
        session.go_tree(tree.id)
        assert look(session).coming.what == "patient", tree.id
        assert look(session).coming.left.behind == left
        numbers = tree_numbers(session.state.pack, left)
        assert counted(session.state.pack, session.state.document).wholly == 1, "nothing said of it contradicts that"
        assert next_words(look(session)) == f"Volgende patiënt: MDO-0002 (niet apart besloten: bomen {numbers})"


@pytest.mark.parametrize(("facts", "dose"), [({}, "entry"), ({"geopereerd": False}, "open")])
def test_the_dose_of_what_was_chosen_is_left_after_a_decision_on_the_whole_case(
    facts: dict[str, bool], dose: str
) -> None:
    """Following the advice on all says nothing on the dose of what the board chose instead, with it or after it."""
    session = radiotherapy_instead(**facts)
    decide(session, "follow", WHOLE_CASE)
    state = session.state
    assert reasons(state.pack, state.case, look(session).stages) == {"radiotherapie": dose}
    assert left_open(state.pack, state.case, look(session).stages).trees == ("radiotherapie",)
    assert (counted(state.pack, state.document).wholly, counted(state.pack, state.document).unfinished) == (0, 1)
    assert "radiotherapie" not in left_open(state.pack, state.case, look(session).stages).behind
    for tree in state.pack.trees:
        session.go_tree(tree.id)
        if tree.id != "radiotherapie":
            assert coming(session) == "radiotherapie", tree.id


def test_the_known_dose_of_what_was_chosen_is_left_until_it_is_decided() -> None:
    """The example patient of whom the board chose radiotherapy: the advice on the dose is opened by that alone."""
    pack = load_pack(PACK)
    session = Session(pack, (example_cases(pack)[2], Case("MDO-0999")))
    session.clock = lambda: NOW
    decide(session, "follow", WHOLE_CASE)
    assert coming(session) == "radiotherapie"
    session.go_tree("radiotherapie")
    decide(session, "follow")
    assert look(session).coming.what == "patient"
    assert left_open(pack, session.state.case, look(session).stages).trees == ()


def test_the_dose_of_what_the_board_chose_itself_is_left_after_the_whole_case_too() -> None:
    """What it chose instead of the advice stands beside another decision on the whole case."""
    session = radiotherapy_instead(geopereerd=False)
    decide(session, "deviate")
    session.clock = lambda: NOW + timedelta(minutes=1)
    decide(session, "own", WHOLE_CASE)
    found = reasons(session.state.pack, session.state.case, look(session).stages)
    assert "lv_lang" not in found
    assert "radiotherapie" in found
    assert left_open(session.state.pack, session.state.case, look(session).stages).trees == ("radiotherapie",)


def test_what_turned_after_a_decision_on_the_whole_case_does_come() -> None:
    session = after_an_operation()
    decide(session, "follow")
    decide(session, "follow", WHOLE_CASE)
    session.answer("levensverwachting_maanden", 6)
    session.go_tree("followup")
    assert coming(session) == "rt_na_chirurgie"
    session.go_tree("indicatie")
    session.start_decision("own", None)
    session.close_forms()
    session.go_tree("followup")
    assert coming(session) in ("rt_na_chirurgie", "indicatie")
