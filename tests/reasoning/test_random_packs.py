"""Packs at random, with all that a pack can say, mean to the program what they mean by definition (brute force)."""

from __future__ import annotations

import pytest

from mdo_viewer.guideline.model import AnyOf, Condition, ShownAt
from mdo_viewer.reasoning import advising, compiling, deciding, possibilities, proof, settling
from mdo_viewer.reasoning.compiling import Universe
from mdo_viewer.reasoning.deciding import shown_when
from mdo_viewer.reasoning.diagram import TRUE, Node
from mdo_viewer.reasoning.results import Settled
from tests.help.at_random.held_against import differences

#: In one test run. 10⁵ on demand: `python -m tools.try_packs 100000`.
PACKS, A_TEST = 2_000, 100


@pytest.mark.parametrize("first", range(0, PACKS, A_TEST))
def test_the_program_says_what_the_definition_says(first: int) -> None:
    assert [each for seed in range(first, first + A_TEST) for each in differences(seed)] == []


# --- it can fail: faults of before, and others, planted again -----------------------------------------------------


def without_exceptions(places: tuple[ShownAt, ...], outcome: str) -> Condition:
    """A rider's "unless" that is read and ignored."""
    tree, id = outcome.split(".")
    return AnyOf(tuple(place.when for place in places if place.tree == tree and id in place.outcomes))


def first_place_alone(places: tuple[ShownAt, ...], outcome: str) -> Condition:
    """A second place at the same outcome that is lost."""
    tree, id = outcome.split(".")
    here = [place for place in places if place.tree == tree and id in place.outcomes]
    return shown_when((here[0],), outcome)


def nothing_outside(universe: Universe, settled: Settled, masks: object) -> tuple[tuple[int, int], ...]:
    """Facts that a tree does not name say nothing of those that it names."""
    return ()


def never_tied(space: object, ties: object, outside: object) -> Node:
    """Implications and "only if" allow everything."""
    return TRUE


PLANTED: dict[str, tuple[object, str, object]] = {
    "nothing lifted": (advising, "as_it_holds", lambda pack, settled, outcome: outcome),
    "no exceptions": (deciding, "shown_when", without_exceptions),
    "one place": (deciding, "shown_when", first_place_alone),
    "nothing outside": (Universe, "known_outside", nothing_outside),
    "no ties": (compiling, "_eliminated", never_tied),
    "not empty is empty": (settling, "_names", lambda fact, classes: ()),
    "levels at once": (
        settling,
        "_levels",
        lambda pack: (tuple(fact.id for fact in pack.facts if fact.only_if is not None),),
    ),
    "asks what may not apply": (possibilities, "asked_first", lambda pack, settled, id, preferred=(): id),
    "notes always": (advising, "notes_at", lambda pack, settled, outcome: tuple(note.number for note in pack.notes)),
    "no dead answers": (proof, "_dead_answers", lambda compiled: ()),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, broken = PLANTED[fault]
    monkeypatch.setattr(owner, name, broken)
    assert any(differences(seed) for seed in range(PACKS))
