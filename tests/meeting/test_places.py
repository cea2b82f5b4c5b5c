"""A patient with several places: what is of the patient changes together, what is of the place stays where it was."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from mdo_viewer.desktop.state.journeys import first_tree
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Action, Case, Detail
from mdo_viewer.meeting.case_file import read_facts
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.document import Document, document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.places import OF_THE_PLACE, RowsOfName, agreeing, site_of
from mdo_viewer.meeting.tables.rows import LONGEST_NAME, Course, Operation
from mdo_viewer.meeting.tally import counted, tally
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import Contradiction
from tests.help.meeting_machine import NOW
from tests.help.patient_places import are_together, of_patient, of_place, placed

Edit = Callable[[Session, random.Random], object]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return placed(load_pack(PACK))


@pytest.fixture
def session(pack: Pack) -> Session:
    """Three patients, of whom the second has two places and the last of them is shown."""
    made = Session(pack, tuple(Case(f"MDO-000{n}") for n in (1, 2, 3)))
    made.clock = lambda: NOW
    made.go_patient(1)
    made.name_place(made.state.point.id, "T8")
    made.add_place("L2–L3")
    return made


def names(document: Document) -> list[str]:
    return [case.name for case in document.cases]


# --- the rules


def test_one_more_place_has_what_is_of_the_patient_and_nothing_of_the_place(session: Session) -> None:
    session.go_place(0)
    session.answer("levensverwachting_maanden", 6)
    session.answer("pijn", True)
    session.edit(notes="opmerking")
    session.edit(alternatives=("niets",))
    session.add_place("S1")
    state = session.state
    assert names(state.document) == ["MDO-0001", "MDO-0002 · T8", "MDO-0002 · L2–L3", "MDO-0002 · S1", "MDO-0003"]
    assert state.case.site == "S1"
    assert dict(state.case.patient.values) == {"levensverwachting_maanden": 6}
    assert state.case.notes == "opmerking"
    assert state.case.alternatives == ()
    assert state.case.details["levensverwachting_maanden"] == Detail(set_at=NOW)


def test_what_is_of_the_patient_changes_at_all_places_in_one_step(session: Session, pack: Pack) -> None:
    before = session.state.document
    session.answer("levensverwachting_maanden", 6)
    first, second = (session.state.document.points[at] for at in session.state.places)
    assert first.case.patient.values == second.case.patient.values == {"levensverwachting_maanden": 6}
    assert of_patient(pack, first) == of_patient(pack, second)
    session.undo()
    assert session.state.document == before


def test_what_is_of_the_place_stays_there(session: Session) -> None:
    session.answer("pijn", True)
    session.set_moment("radiotherapie_einde_op", NOW)
    session.edit(actions=(Action("bestralen"),))
    other = session.state.document.points[session.state.places[0]].case
    assert other == Case("MDO-0002", site="T8")


def test_an_answer_that_cannot_be_at_another_place_is_refused(session: Session, pack: Pack) -> None:
    """Where the pack ties a fact of the patient to one of the place, all places hold it; the message says which."""
    apart = {"neurologische_uitval"}
    other = replace(pack, facts=tuple(replace(f, of="place" if f.id in apart else "patient") for f in pack.facts))
    held = Session(other, (Case("A", site="T8"), Case("A", site="L2")))
    held.answer("neurologische_uitval", False)
    held.go_place(1)
    before = held.state
    with pytest.raises(Contradiction) as refused:
        held.answer("neurologische_uitval_door_mesmc", True)
    assert refused.value.message.nl.startswith("T8: ")
    assert refused.value.facts == ("neurologische_uitval_door_mesmc",)
    assert held.state == before


@pytest.mark.parametrize("typed", ["", "   ", "t8", " Th8 ", "x" * (LONGEST_NAME + 1), "a\x00b"])
def test_a_name_that_cannot_be(session: Session, typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        session.add_place(typed)
    assert len(session.state.places) == 2


def test_a_place_may_keep_its_own_name_and_lose_it_only_alone(session: Session) -> None:
    session.name_place(session.state.point.id, "l2–l3")
    assert session.state.case.site == "l2–l3"
    with pytest.raises(ValueError, match=r"^$"):
        session.name_place(session.state.point.id, " ")
    session.remove_place(session.state.point.id)
    assert session.state.case.name == "MDO-0002 · T8"
    session.name_place(session.state.point.id, "")
    assert session.state.case.name == "MDO-0002"


def test_a_new_name_goes_to_the_rows_of_that_place(pack: Pack) -> None:
    """Else the end of a course would count for no place any more, and its limit would go."""
    session = Session(pack, (Case("A", courses=(Course(dose=8), Course("L2", dose=20))),))
    session.name_place(0, "T8")
    session.add_place("S1")
    session.name_place(0, "T8–T9")
    assert {case.site: [row.site for row in case.courses] for case in session.state.cases} == {
        "T8–T9": ["T8–T9", "L2"],
        "S1": ["T8–T9", "L2"],
    }


def test_a_name_of_other_rows_is_refused(pack: Pack) -> None:
    """The course of T8 and that of L2 would be of one place, and the latest end of both would count."""
    session = Session(pack, (Case("A", site="T8", courses=(Course("T8", dose=8),), operations=(Operation("l2"),)),))
    before = session.state
    with pytest.raises(RowsOfName):
        session.name_place(0, "L2")
    assert session.state == before


def test_a_place_without_rows_takes_those_of_its_name(pack: Pack) -> None:
    session = Session(pack, (Case("A", courses=(Course("L2", dose=8),)),))
    session.name_place(0, "L2")
    assert session.state.case.courses == (Course("L2", dose=8),)


def test_a_row_that_only_names_its_place_stays(pack: Pack) -> None:
    session = Session(pack, (Case("A", site="T8", courses=(Course("T8"), Course("T8", dose=8))),))
    session.name_place(0, "")
    assert session.state.case.courses == (Course("T8"), Course(dose=8))


def test_a_second_place_needs_a_name_for_the_first(pack: Pack) -> None:
    session = Session(pack, (Case("A"),))
    with pytest.raises(ValueError, match="first"):
        session.add_place("T8")
    assert site_of(session.state.document, 0, " T8 ") == "T8"


def test_the_last_place_stays(session: Session) -> None:
    session.remove_place(session.state.document.points[0].id)
    assert len(session.state.document.patients) == 3
    session.remove_place(session.state.point.id)
    assert names(session.state.document) == ["MDO-0001", "MDO-0002 · T8", "MDO-0003"]
    assert session.state.case.name == "MDO-0002 · T8"


def test_a_patient_goes_with_all_its_places(session: Session) -> None:
    id = session.state.point.id
    session.move(id, 5)
    assert names(session.state.document)[2:] == ["MDO-0002 · T8", "MDO-0002 · L2–L3"]
    assert session.state.point.id == id
    session.stand(id, "deferred")
    assert [point.standing for point in session.state.document.points] == ["open", "open", "deferred", "deferred"]
    session.describe_case(id, case="MDO-0020")
    assert names(session.state.document)[2:] == ["MDO-0020 · T8", "MDO-0020 · L2–L3"]
    session.remove_case(id)
    assert names(session.state.document) == ["MDO-0001", "MDO-0003"]
    assert session.state.case.case == "MDO-0003"


def test_going_is_patient_by_patient(session: Session) -> None:
    assert session.state.patient == 1
    session.go_patient(2)
    assert session.state.case.name == "MDO-0003"
    session.go_patient(1)
    assert session.state.case.name == "MDO-0002 · T8"
    session.go_tree("lv_lang")
    session.go_place(1)
    assert (session.state.case.site, session.state.tree_id) == ("L2–L3", "diagnostiek")
    session.go_place(2)
    assert session.state.case.site == "L2–L3"


def test_each_place_is_shown_in_the_tree_it_was_left_in(session: Session) -> None:
    session.go_tree("followup")
    session.go_place(0)
    session.go_tree("lv_lang")
    session.go_place(1)
    assert session.state.tree_id == "followup"
    session.go_place(0)
    assert session.state.tree_id == "lv_lang"


def test_a_place_that_was_never_shown_begins_where_something_is_to_be_done(pack: Pack) -> None:
    shipped = example_cases(pack)
    places = (replace(shipped[2], case="A", site="T8"), replace(shipped[1], case="A", site="L2"))
    made = Session(pack, places)
    made.clock = lambda: NOW
    made.go_tree("followup")
    made.go_place(1)
    stages = journey_of_case(pack, made.state.case, NOW)
    assert made.state.tree_id == first_tree(pack, made.state.case, stages) != "followup"


def test_a_place_is_shown_at_the_tree_on_which_a_decision_waits(session: Session) -> None:
    session.go_place(0)
    session.go_tree("lv_lang")
    session.start_decision("own", None)
    session.change_draft(text="nog bellen")
    session.go_tree("followup")
    session.go_place(1)
    session.go_tree("indicatie")
    session.go_place(0)
    assert session.state.tree_id == "lv_lang"
    session.start_decision("own", None)
    assert session.state.draft is not None
    assert session.state.draft.text == "nog bellen"
    assert len(session.state.drafts) == 1


def test_the_key_of_another_patient_is_refused_and_the_own_is_not(session: Session) -> None:
    with pytest.raises(ValueError, match="MDO-0003"):
        session.describe_case(session.state.point.id, case="MDO-0003")
    session.describe_case(session.state.point.id, case="mdo-0002")
    assert [case.case for case in session.state.cases] == ["MDO-0001", "mdo-0002", "mdo-0002", "MDO-0003"]


def test_a_list_takes_the_place_of_an_empty_patient_and_not_of_one_with_places(session: Session) -> None:
    session.add_cases((Case("MDO-0001", site="T1"), Case("MDO-0001", site="T2"), Case("MDO-0009")))
    assert names(session.state.document) == [
        "MDO-0001 · T1", "MDO-0001 · T2", "MDO-0002 · T8", "MDO-0002 · L2–L3", "MDO-0003", "MDO-0009",
    ]  # fmt: skip


def test_counts_are_of_patients_and_places(session: Session) -> None:
    session.start_decision("own", None)
    session.change_draft(text="bestralen")
    session.record()
    counts = counted(session.state.home, session.state.document)
    assert (counts.patients, counts.places) == (3, 4)
    assert (counts.decided, counts.own, counts.incomplete, counts.deferred) == (0, 0, 3, 0)
    assert tally(session.state.document).decided == (2,)
    session.go_place(0)
    session.start_decision("own", None)
    session.change_draft(text="opereren")
    session.record()
    counts = counted(session.state.home, session.state.document)
    assert (counts.decided, counts.own, counts.incomplete, counts.deferred) == (1, 1, 2, 0)


# --- anything in any order


def _answer(session: Session, rng: random.Random) -> None:
    fact = rng.choice(("pijn", "instabiliteit", "lokale_rugpijn", "lhermitte", "bekende_primaire_maligniteit"))
    session.answer(fact, rng.random() < 0.5)


def _number(session: Session, rng: random.Random) -> None:
    session.answer("levensverwachting_maanden", rng.randrange(24))


def _unknown(session: Session, rng: random.Random) -> None:
    session.unknown(rng.choice(("pijn", "lhermitte", "levensverwachting_maanden")))


def _clear(session: Session, rng: random.Random) -> None:
    session.clear(rng.choice(("pijn", "lhermitte", "levensverwachting_maanden")))


def _moment(session: Session, rng: random.Random) -> None:
    when = NOW + timedelta(minutes=rng.randrange(90)) if rng.random() < 0.7 else None
    session.set_moment(rng.choice(("radiotherapie_einde_op", "diagnose_op")), when)


def _decide(session: Session, rng: random.Random) -> None:
    session.start_decision("own", None)
    session.change_draft(text=f"besluit {rng.random()}")
    session.record()


def _add(session: Session, rng: random.Random) -> None:
    site = f"L{rng.randrange(9)}"
    if not any(case.site == site for case in session.state.cases):
        session.add_place(site)


EDITS: tuple[Edit, ...] = (
    _answer, _answer, _number, _unknown, _clear, _moment, _decide, _add,
    lambda s, rng: s.edit(notes=f"opmerking {rng.random()}"),
    lambda s, rng: s.edit(lead_physician=f"specialisme {rng.random()}"),
    lambda s, rng: s.edit(actions=(Action(f"doen {rng.random()}"),)),
    lambda s, rng: s.describe_case(s.state.point.id, question=f"vraag {rng.random()}"),
    lambda s, rng: s.stand(s.state.point.id, rng.choice(("open", "deferred", "done"))),
    lambda s, rng: s.move(s.state.point.id, rng.choice((-1, 1))),
    lambda s, _rng: s.take_back(),
    lambda s, rng: s.remove_place(s.state.point.id) if rng.random() < 0.2 else None,
    lambda s, rng: s.go_place(rng.randrange(3)),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_what_is_shared_stays_equal_and_the_rest_apart(session: Session, pack: Pack, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(60):
        before = session.state
        rng.choice(EDITS)(session, rng)
        after = session.state.document
        assert are_together(after)
        for places in after.patients:
            first, *others = (after.points[at] for at in places)
            assert all(of_patient(pack, other) == of_patient(pack, first) for other in others)
        for point in before.document.points:  # nobody else's place has changed
            at = after.place(point.id)
            if at is not None and point.id != before.point.id:
                assert of_place(pack, after.points[at]) == of_place(pack, point)
        if after != before.document and session.history.past:
            session.undo()
            undone = session.state.document
            session.redo()
            assert session.state.document == after
            assert undone != after


def test_all_is_undone_and_done_again(session: Session) -> None:
    rng, start, depth = random.Random(7), session.state.document, len(session.history.past)
    for _ in range(80):
        rng.choice(EDITS)(session, rng)
    end, steps = session.state.document, len(session.history.past) - depth
    for _ in range(steps):
        session.undo()
    assert session.state.document == start
    for _ in range(steps):
        session.redo()
    assert session.state.document == end


# --- files


def test_a_meeting_with_places_is_written_and_read(session: Session, pack: Pack) -> None:
    session.answer("levensverwachting_maanden", 6)
    session.answer("pijn", True)
    meeting = Meeting(session.state.document, session.state.current, session.state.tree_id)
    assert read_meeting(write_meeting(meeting, pack), pack) == meeting


def test_places_that_a_newer_pack_makes_disagree_are_asked_anew(pack: Pack) -> None:
    """The pack said once that the life expectancy is of the place, and says now that it is of the patient."""
    known = [Patient({"levensverwachting_maanden": n, "pijn": n > 3}, frozenset({"lhermitte"})) for n in (2, 6)]
    document = document_of(Case("A", patient, site=site) for patient, site in zip(known, ("T8", "L2"), strict=True))
    first, second = agreeing(pack, document).points
    assert dict(first.case.patient.values) == {"pijn": False}
    assert dict(second.case.patient.values) == {"pijn": True}
    assert (first.aside, second.aside) == (("levensverwachting_maanden: 2",), ("levensverwachting_maanden: 6",))
    assert of_patient(pack, first) == of_patient(pack, second)


def test_a_text_that_is_set_aside_can_be_read_back(pack: Pack) -> None:
    said = ("mamma: ER+", "onbekend")
    cases = (Case("A", Patient({"primaire_tumor": text}), site=text) for text in said)
    lines = [line for point in agreeing(pack, document_of(cases)).points for line in point.aside]
    assert [read_facts(line, "", pack).patient.values["primaire_tumor"] for line in lines] == [*said]


def test_places_of_a_patient_are_brought_together() -> None:
    document = document_of((Case("A", site="T8"), Case("B"), Case("A", site="L2")))
    assert names(document) == ["A · T8", "A · L2", "B"]


def test_what_a_case_says_of_its_place_is_this_and_no_more() -> None:
    """The help of these tests asks the same list: here it stands once more."""
    of_the_place = {
        "actions",
        "alternatives",
        "confirmed",
        "decisions",
        "done",
        "not_counted",
        "pack",
        "shared_decision",
        "site",
        "taken_over",
    }
    assert of_the_place == OF_THE_PLACE
