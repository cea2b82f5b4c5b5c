"""Pressing on passes every tree that is left of a patient before the next one comes, whatever was looked at before; and
what is left follows from the patient alone."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from mdo_viewer.desktop.state.journeys import next_tree
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack, packs_folder
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import choices_with, journey_of_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.pack_cases import run_cases
from mdo_viewer.meeting.tally import left_of
from mdo_viewer.meeting.to_do import LeftOpen, asked_beside, left_open, reasons, unasked_entry
from mdo_viewer.reasoning.results import Patient
from tests.help.desktop_help import NOW

#: Of the cases of a pack every so many, another part by each seed.
PACKS = {"wervelmetastasen": 36, "lage_rugpijn": 6}
MOST = 150


@cache
def patients(pack: str) -> tuple[Case, ...]:
    runs = run_cases(load_pack(pack), packs_folder() / pack).runs
    cases = tuple(Case("MDO-0001", patient=Patient(dict(run.values))) for run in runs)
    return (*example_cases(load_pack(pack)), *cases) if pack == PACK else cases


def on_a_patient(pack: Pack, case: Case) -> Session:
    session = Session(pack, (case, Case("MDO-0999")))
    session.clock = lambda: NOW
    return session


def step_on(session: Session, chance: Random) -> bool:
    """What the key does, with an answer where it leads to a question; whether this was still of the same patient."""
    look = Look(session.state, NOW)
    coming = look.coming
    if coming.what in ("question", "rider"):
        session.go_tree(session.state.tree_id)
        options = look.options(coming.fact) if coming.fact in look.pack.facts_by_id else ()
        fits = [each.value for each in options if look.after(coming.fact, each.value) is not None]
        if fits and chance.random() < 0.5:
            session.answer(coming.fact, chance.choice(fits))
        else:
            session.unknown(coming.fact)
        return True
    if coming.what == "decision":  # it was seen
        session.go_on(session.state.tree_id)
        return True
    if coming.tree is None:
        return False
    session.go_on(coming.tree.tree)
    return True


def drafted(session: Session) -> Decision:
    assert session.state.draft is not None
    return session.state.draft


def wander(session: Session, chance: Random) -> None:
    """Look at trees out of order, leave questions open, decide on some trees."""
    for _ in range(6):
        what = chance.choice(("on", "look", "look", "decide"))
        if what == "look":
            session.go_tree(chance.choice(session.state.pack.trees).id)
        elif what == "on":
            step_on(session, chance)
        else:
            look = Look(session.state, NOW)
            session.start_decision(chance.choice(look.kinds(whole=False)), look.verdict)
            choices = [None, *(choice.id for choice in choices_with(session.state.pack, drafted(session)))]
            session.change_draft(text="eensgezind", reason_code="other", chosen=chance.choice(choices))
            session.record()


def nothing_to_do(session: Session) -> list[tuple[str, str]]:
    """The trees from which the way on leads to one at which nothing is to be asked or decided, with that one."""
    state, look, found = session.state, Look(session.state, NOW), []
    by_tree = {stage.advice.tree.id: stage for stage in look.stages}
    why = reasons(state.pack, state.case, look.stages)
    for at in by_tree:
        coming = next_tree(state.pack, state.case, look.stages, at)
        if coming is not None and coming.tree not in why:
            settled = by_tree[coming.tree].advice.settled
            if unasked_entry(state.pack, state.case, look.patient, settled, coming.tree) is None:
                found.append((at, coming.tree))
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", PACKS)
def test_pressing_on_passes_all_that_is_left_before_the_next_patient(name: str, seed: int) -> None:
    pack, chance = load_pack(name), Random(seed)
    for case in patients(name)[seed :: PACKS[name]]:
        session = on_a_patient(pack, case)
        wander(session, chance)
        assert not nothing_to_do(session), case
        assert any(not step_on(session, chance) for _ in range(MOST)), (case, session.state.tree_id)
        state, look = session.state, Look(session.state, NOW)
        left = left_open(pack, state.case, look.stages)
        assert look.coming.what in ("patient", "lead"), case
        assert {*left.trees, *left.overtaken} <= {*state.passed, state.tree_id}, case
        found = reasons(pack, state.case, look.stages)
        assert not {"open", "entry"} & {*found.values()}, (case, state.tree_id)
        assert not asked_beside(pack, state.case, look.stages), (case, state.tree_id)


def test_what_is_left_is_the_same_wherever_one_stands_and_after_opening_again() -> None:
    pack, chance, some = load_pack(PACK), Random(4), 0
    for case in patients(PACK)[::40]:
        session = on_a_patient(pack, case)
        wander(session, chance)
        while step_on(session, chance):
            pass
        state = session.state
        look = Look(state, NOW)
        here = left_open(pack, state.case, look.stages)
        assert look.coming.left == here or look.coming.what == "lead"
        again = on_a_patient(pack, state.case)
        assert left_open(pack, state.case, Look(again.state, NOW).stages) == here
        assert left_open(pack, state.case, journey_of_case(pack, state.case, None)) == here
        point = document_of([state.case]).points[0]
        assert left_of(pack, point) == (here if state.case.decisions else LeftOpen())
        some += bool(here.trees)
    assert some, "of none of them anything was left"
