"""The state of the window, without Qt: answering, taking back, undo and redo, several cases."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime

import pytest

from mdo_viewer.desktop.state import list_check
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session, State
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.settling import Contradiction


@pytest.fixture
def session() -> Session:
    return Session(load_pack(PACK), (Case("MDO-0001"), Case("MDO-0002")))


def test_unknown_and_not_asked_are_different(session: Session) -> None:
    session.unknown("pijn")
    assert session.state.case.patient.unknown == {"pijn"}
    session.clear("pijn")
    assert session.state.case == Case("MDO-0001")


def test_undo_names_what_it_undoes_and_redo_brings_it_back(session: Session) -> None:
    session.answer("levensverwachting_maanden", 7)
    after = session.state.document
    assert session.undo_name == ("undo.fact", "levensverwachting_maanden")
    session.undo()
    assert session.state.case.patient.values == {}
    assert session.redo_name == ("undo.fact", "levensverwachting_maanden")
    session.redo()
    assert session.state.document == after


def test_undo_shows_the_place_of_the_change(session: Session) -> None:
    session.go_tree("lv_lang")
    session.answer("pijn", True)
    session.go_case(1)
    session.undo()
    assert (session.state.current, session.state.tree_id) == (0, "lv_lang")


def test_take_back_takes_the_answer_given_last(session: Session) -> None:
    session.answer("pijn", True)
    session.unknown("lhermitte")
    assert session.take_back() == "lhermitte"
    assert session.take_back() == "pijn"
    assert session.take_back() is None
    assert session.state.case == Case("MDO-0001")


def test_a_contradiction_changes_nothing(session: Session) -> None:
    session.answer("neurologische_uitval_door_mesmc", True)
    before = session.state
    with pytest.raises(Contradiction):
        session.answer("neurologische_uitval", False)
    assert session.state == before
    assert session.undo_name == ("undo.fact", "neurologische_uitval_door_mesmc")


def test_typing_in_one_field_is_one_step(session: Session) -> None:
    for text in ("d", "dr", "dr X"):
        session.edit(lead_physician=text)
    session.undo()
    assert session.state.case.lead_physician is None
    assert session.undo_name is None


def test_one_change_tells_once_and_no_change_tells_nobody(session: Session) -> None:
    told: list[State] = []
    session.listeners.append(lambda: told.append(session.state))
    session.answer("pijn", True)
    assert len(told) == 1
    session.answer("pijn", True)
    session.set_language("nl")
    assert len(told) == 1


def test_a_new_case_takes_the_next_free_key(session: Session) -> None:
    session.add_case()
    assert session.state.case.case == "MDO-0003"
    session.undo()
    assert [case.case for case in session.state.cases] == ["MDO-0001", "MDO-0002"]


def test_a_new_case_never_gets_the_key_that_another_had_before(session: Session) -> None:
    """Nor a patient of a list, nor after the meeting was opened again."""
    session.describe_case(session.state.document.points[1].id, case="P-77")
    written = write_meeting(Meeting(session.state.document), session.state.home)
    assert b"mdo-0002" in written
    document = read_meeting(written, session.state.home).document
    assert document.free_key() == "MDO-0003"
    page = list_check.opened(b"Kenmerk;Vraag\n;Opereren?\n", "l.csv", session.state.home, document)
    assert [case.case for case in page.checked.cases] == ["MDO-0003"]
    session.add_case()
    assert [case.case for case in session.state.cases] == ["MDO-0001", "P-77", "MDO-0003"]
    session.undo()
    session.undo()
    session.add_case()
    assert session.state.case.case == "MDO-0003"
    assert session.state.document.former == ()  # it never had another one


def test_a_name_that_was_a_key_stays_nowhere_once_it_is_another(session: Session) -> None:
    id = session.state.document.points[1].id
    session.describe_case(id, case="Jan Jansen")
    session.describe_case(id, case="P-77")
    assert b"ansen" not in write_meeting(Meeting(session.state.document), session.state.home)


def test_a_decision_is_recorded_only_when_asked(session: Session) -> None:
    session.start_decision("follow", "mri_12_uur")
    assert session.state.case.decisions == ()
    session.close_forms()
    assert session.state.case.decisions == ()
    session.start_decision("deviate", "mri_12_uur")
    session.change_draft(reason_code="trial")
    session.record()
    decision = session.state.decision
    assert decision is not None
    assert (decision.kind, decision.reason_code) == ("deviate", "trial")
    assert session.state.draft is None


@pytest.mark.parametrize(("shown", "then"), [(0, "MDO-0002"), (1, "MDO-0003"), (2, "MDO-0002")])
def test_after_the_patient_shown_is_removed_the_next_is_shown_or_else_the_last(shown: int, then: str) -> None:
    session = Session(load_pack(PACK), tuple(Case(f"MDO-000{n}") for n in (1, 2, 3)))
    session.go_case(shown)
    session.go_tree("lv_lang")
    session.set_view("whole")
    session.show_part(session.state.tree.questions[1].id)
    session.start_decision("deviate", None)
    session.remove_case(session.state.point.id)
    state = session.state
    assert (state.case.case, state.tree_id) == (then, "diagnostiek")  # never shown: where it begins
    assert (state.root, state.selection, state.draft) == (None, None, None), "nothing of the patient who went"
    session.undo()
    assert (session.state.current, session.state.case.case) == (shown, f"MDO-000{shown + 1}")


def test_a_patient_stays_shown_while_another_is_removed(session: Session) -> None:
    session.go_case(1)
    session.start_decision("deviate", None)
    session.remove_case(session.state.document.points[0].id)
    assert (session.state.current, session.state.case.case) == (0, "MDO-0002")
    assert session.state.draft is not None


def test_the_whole_tree_once_more_is_shown_from_its_first_question_but_from_the_list_as_it_was(
    session: Session,
) -> None:
    session.go_tree("lv_lang")
    session.set_view("whole")
    first, second = (question.id for question in session.state.tree.questions[:2])
    session.show_part(second)
    session.fold(first)
    session.show_list()
    assert session.state.as_list
    session.set_view("whole")
    state = session.state
    assert (state.as_list, state.root, state.folded, state.selection) == (False, second, frozenset({first}), None)
    session.set_view("path")
    session.set_view("whole")
    assert (session.state.root, session.state.folded) == (second, frozenset({first})), "from the way too"
    session.set_view("whole")
    assert (session.state.root, session.state.folded) == (None, frozenset())


def test_undo_and_redo_of_thousands_of_random_edits(session: Session) -> None:
    chance = random.Random(20261122)
    facts = [fact for fact in session.state.pack.facts if fact.type == "bool"]
    seen = [session.state.document]
    for _ in range(1000):
        fact, kind = chance.choice(facts).id, chance.randrange(3)
        if kind == 0:
            session.unknown(fact)
        elif kind == 1:
            session.clear(fact)
        else:
            with suppress(Contradiction):
                session.answer(fact, chance.random() < 0.5)
        if session.state.document != seen[-1]:
            seen.append(session.state.document)
    for document in reversed(seen[:-1]):
        session.undo()
        assert session.state.document == document
    for document in seen[1:]:
        session.redo()
        assert session.state.document == document


GATED: dict[str, Value] = {
    "leptomeningeale_of_intramedullaire_metastasen": False,
    "jonger_dan_18": False,
    "levensverwachting_maanden": 12,
    "pijn": True,
    "neurologische_uitval": False,
    "instabiliteit": False,
    "recidief_of_progressie_na_radiotherapie": False,
}


def test_what_opens_an_only_if_is_asked_before_what_stands_under_it() -> None:
    """A yes under it would be taken for a yes to what opens it: nobody said that there was radiotherapy here."""
    session = Session(load_pack(PACK), (Case("MDO-0001"),))
    session.go_tree("lv_lang")
    for fact, value in GATED.items():
        session.answer(fact, value)
    opener, gated = "onvoldoende_respons_eerste_radiotherapie", "herbestraling_adequaat_mogelijk"
    assert Look(session.state, datetime.now(ZONE)).next_fact == opener
    session.unknown(opener)
    assert Look(session.state, datetime.now(ZONE)).next_fact not in (opener, gated)
    session.answer(opener, True)
    assert Look(session.state, datetime.now(ZONE)).next_fact == gated
