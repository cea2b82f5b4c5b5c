"""The shipped trees against a second reading: the rows of each tree written out as plain functions."""

from __future__ import annotations

import random

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Range, Tree, Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.possibilities import possible_for
from mdo_viewer.reasoning.proof import complete
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.settling import settle
from tests.help.rows_oracle import Facts, outcome

PACK = load_pack("wervelmetastasen")
EVERY_FACT = [fact.id for fact in PACK.facts]


def as_facts(pack: Pack, values: dict[str, Value]) -> Facts:
    """A complete patient as the oracle takes one: no and None where the "only if" is closed."""
    known = settle(pack, values).values
    facts: dict[str, bool | str | int | float | None] = {}
    for fact in pack.facts:
        value = known.get(fact.id, False if fact.type == "bool" else None)
        assert not isinstance(value, Range)
        facts[fact.id] = bool(value) if isinstance(value, tuple) else value
    return facts


@pytest.mark.parametrize("tree", PACK.trees, ids=lambda tree: tree.id)
def test_every_complete_patient_ends_where_the_rows_say(tree: Tree) -> None:
    rng = random.Random(tree.id)
    reached = set()
    for _ in range(120):
        patient = complete(PACK, EVERY_FACT, {}, rng)
        advice = advise(PACK, tree, Patient(patient))
        assert advice.outcome is not None
        assert advice.outcome.id == outcome(tree.id, as_facts(PACK, patient)), patient
        reached.add(advice.outcome.id)
    assert len(reached) > 1


@pytest.mark.parametrize("tree", PACK.trees, ids=lambda tree: tree.id)
def test_every_route_ends_where_the_rows_say_however_it_is_completed(tree: Tree) -> None:
    rng = random.Random(tree.id)
    found = list(routes(PACK, tree))
    for route in found if len(found) < 100 else rng.sample(found, 100):
        patient = complete(PACK, EVERY_FACT, dict(route.examples), rng)
        assert outcome(tree.id, as_facts(PACK, patient)) == route.outcome, route


@pytest.mark.parametrize("tree", PACK.trees, ids=lambda tree: tree.id)
def test_a_partial_patient_keeps_every_outcome_that_a_completion_reaches(tree: Tree) -> None:
    rng = random.Random(tree.id)
    for _ in range(25):
        patient = complete(PACK, EVERY_FACT, {}, rng)
        known = {id: value for id, value in patient.items() if rng.random() < 0.4}
        possible = possible_for(PACK, tree, known).outcomes
        for _ in range(4):
            further = complete(PACK, EVERY_FACT, known, rng)
            assert outcome(tree.id, as_facts(PACK, further)) in possible, known


@pytest.mark.parametrize("tree", PACK.trees, ids=lambda tree: tree.id)
def test_the_way_ends_at_an_open_question_or_at_the_outcome(tree: Tree) -> None:
    rng = random.Random(tree.id)
    for _ in range(60):
        patient = complete(PACK, EVERY_FACT, {}, rng)
        advice = advise(PACK, tree, Patient({id: value for id, value in patient.items() if rng.random() < 0.4}))
        last = advice.steps[-1]
        if advice.status == "incomplete":
            assert [step.state for step in advice.steps].count("open") == 1
            assert last.state == "open"
        else:
            assert last.answer is not None
            assert last.answer.to == (advice.outcome.id if advice.outcome else None)
