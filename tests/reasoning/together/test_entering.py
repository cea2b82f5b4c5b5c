"""Who enters a tree, as a diagram: the same as the journey says, for every complete patient."""

from __future__ import annotations

import random
from datetime import datetime

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import All, Ends, Not, Range, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.class_text import example_of
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.diagram import FALSE, NA, TRUE, Node
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.proof import complete
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle
from mdo_viewer.reasoning.together.entering import MOMENT, EntersItself, Entries, Given, told

AT = datetime(2026, 11, 22, 12, tzinfo=ZONE)


@pytest.fixture(scope="module", params=["wervelmetastasen", "lage_rugpijn"])
def entries(request: pytest.FixtureRequest) -> Entries:
    return Entries(load_pack(str(request.param)))


def met(entries: Entries, node: Node, patient: Patient) -> bool:
    """Whether a complete patient meets a condition."""
    space, settled = entries.space, settle(entries.pack, patient.values)
    masks = {}
    for variable, fact in enumerate(space.facts):
        if fact.id.startswith(MOMENT):
            index = space.classes[variable].index(fact.id.removeprefix(MOMENT) in patient.moments)
        elif fact.id in settled.closed:
            index = space.classes[variable].index(False if fact.type in ("bool", "set") else NA)
        else:
            value = settled.values[fact.id]
            assert not isinstance(value, Range)
            index = space.class_index(fact.id, value)
        masks[variable] = 1 << index
    (end,) = space.terminals(space.restrict(node, masks))
    return end == TRUE


def complete_patients(entries: Entries, count: int) -> list[Patient]:
    """Complete patients at random, with and without moments."""
    rng = random.Random(4)
    ids = [fact.id for fact in entries.space.facts if not fact.id.startswith(MOMENT)]
    found = []
    for _ in range(count):
        rng.shuffle(ids)
        moments = {moment.id: AT for moment in entries.pack.moments if rng.random() < 0.5}
        found.append(Patient(complete(entries.pack, ids, {}, rng), moments=moments))
    return found


def test_entered_and_ended_as_the_journey_says(entries: Entries) -> None:
    for patient in complete_patients(entries, 60):
        for stage in journey(entries.pack, patient):
            tree, outcome = stage.advice.tree, stage.advice.outcome
            assert outcome is not None, (tree.id, patient)
            assert met(entries, entries.entered(tree.id), patient) == (stage.entry == "open"), (tree.id, patient)
            assert met(entries, entries.reaches(tree.id, outcome.id), patient), (tree.id, patient)
            assert met(entries, entries.ends(tree.id, outcome.id), patient) == (stage.entry == "open")


def as_patient(given: tuple[Given, ...]) -> Patient:
    values: dict[str, Value] = {}
    for each in given:
        if each.fact.id.startswith(MOMENT) or each.value is NA:
            continue
        values[each.fact.id] = example_of(each.fact, each.value)
    moments = {
        each.fact.id.removeprefix(MOMENT): AT for each in given if each.fact.id.startswith(MOMENT) and each.value
    }
    return Patient(values, moments=moments)


def test_the_smallest_patient_suffices_and_nothing_of_it_can_go(entries: Entries) -> None:
    """By the journey itself: open for the example, and no longer when any fact of it is left out."""
    seen = 0
    for tree in entries.pack.trees:
        given = entries.smallest(entries.entered(tree.id))
        assert given is not None
        patient = as_patient(given)
        stage = next(each for each in journey(entries.pack, patient) if each.advice.tree is tree)
        # Exact over completions; step by step the journey may not see yet that one of two ways in must hold.
        assert stage.entry in ("open", "unknown")
        for fact in patient.values:
            fewer = {id: value for id, value in patient.values.items() if id != fact}
            stage = next(s for s in journey(entries.pack, replace(patient, values=fewer)) if s.advice.tree is tree)
            assert stage.entry != "open", (tree.id, fact)
            seen += 1
    assert seen > 3


def test_what_the_pack_forbids_is_no_patient(entries: Entries) -> None:
    pack = entries.pack
    for implication in pack.implications:
        broken = entries.space.both(
            entries.condition(implication.condition), entries.space.opposite(entries.condition(All(implication.then)))
        )
        assert entries.possible(broken) == FALSE
        assert entries.smallest(broken) is None
    assert entries.everyone(TRUE)


def test_an_example_is_told_in_labels() -> None:
    entries = Entries(load_pack("wervelmetastasen"))
    given = entries.smallest(entries.condition(Not(load_pack("wervelmetastasen").trees_by_id["followup"].entry)))
    assert given is not None
    said = told(entries.pack, given)
    assert "Geopereerd aan deze wervelmetastase: nee" in said.nl
    assert "Einde van de radiotherapie: niet ingevuld" in said.nl
    assert "not filled in" in said.en
    assert told(entries.pack, ()).en == "every patient"


def test_a_tree_that_waits_for_itself_is_told() -> None:
    pack = load_pack("wervelmetastasen")
    one, two = pack.trees[:2]
    turned = replace(one, entry=Ends((f"{two.id}.{two.outcomes[0].id}",)))
    circle = replace(pack, trees=(turned, *pack.trees[1:]))
    with pytest.raises(EntersItself):
        Entries(circle).entered(one.id)


def test_a_contradiction_is_never_given_as_an_example(entries: Entries) -> None:
    for tree in entries.pack.trees:
        given = entries.smallest(entries.space.opposite(entries.entered(tree.id)))
        if given is not None:
            settle(entries.pack, as_patient(given).values)  # raises Contradiction
