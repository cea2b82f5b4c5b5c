"""The proof over the whole pack finds in packs at random what going through every complete patient finds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mdo_viewer.guideline.model import ALWAYS, Condition, NextTree, Outcome, Pack, Sentence, Text, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.diagram import FALSE
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.leading import leads_to
from mdo_viewer.reasoning.possibilities import Unproven
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.together.entering import Entries
from mdo_viewer.reasoning.together.entry import entry_faults
from mdo_viewer.reasoning.together.naming import trees_named
from mdo_viewer.reasoning.together.sent_to import leads_nowhere
from tests.help.at_random.brute_force import BruteForce, Impossible
from tests.help.at_random.packs import random_pack

PACKS, A_TEST = 240, 60
MOMENTS = (frozenset[str](), frozenset(("m",)))
NOON = datetime(2020, 1, 31, 12, tzinfo=UTC)


def naming_pack(seed: int) -> Pack:
    """A random pack whose outcomes name and link trees, each under a condition that the pack has anyway."""
    pack, rng = random_pack(seed), random.Random(seed)
    conditions = [answer.test for tree in pack.trees for question in tree.questions for answer in question.answers]
    conditions += [place.when for rider in pack.riders for place in rider.shown_with]

    def named() -> Text:
        number = rng.choice(pack.trees).number
        return Text(f"Zie boom {number}.", f"See tree {number}.")

    def naming(outcome: Outcome) -> Outcome:
        some = [NextTree(rng.choice(pack.trees).id, rng.choice((*conditions, ALWAYS)))] if rng.random() < 0.4 else []
        texts = [named() if rng.random() < 0.4 else None for _ in range(3)]
        part = Sentence(rng.choice(conditions), *texts)
        return replace(outcome, kind="advice", to=None, next=tuple(some), parts=(part,) if any(texts) else ())

    trees = (replace(tree, outcomes=tuple(naming(each) for each in tree.outcomes)) for tree in pack.trees)
    riders = (replace(rider, text=named() if rng.random() < 0.3 else rider.text) for rider in pack.riders)
    return replace(pack, trees=tuple(trees), riders=tuple(riders))


def closed(brute: BruteForce, tree: Tree) -> Iterator[str]:
    """What the outcomes and riders of a tree name for somebody to whom it is closed, by the definition."""
    pack = brute.pack
    numbers = {each.number: each.id for each in pack.trees}
    for outcome in tree.outcomes:
        said: list[tuple[str, tuple[Condition | int, ...]]] = [(each.tree, (each.when,)) for each in outcome.next]
        for part in outcome.parts:
            holds = brute.meeting(part.condition)
            fails = brute.all & ~holds
            for text, sides in ((part.yes, (holds,)), (part.no, (fails,)), (part.unknown, (holds, fails))):
                if text is not None:
                    said.append((numbers[int(text.nl[9:-1])], sides))
        for rider in pack.riders:
            for target in trees_named(pack, rider.text):
                said += [(target, (brute.shown(rider.shown_with, tree.id, outcome.id),))]
        for target, conditions in said:
            whom = [each if isinstance(each, int) else brute.meeting(each) for each in conditions]
            if all(any(nowhere(brute, tree, outcome, target, side, set_) for set_ in MOMENTS) for side in whom):
                yield f"{outcome.id} -> {target}"


def nowhere(brute: BruteForce, tree: Tree, outcome: Outcome, target: str, side: int, moments: frozenset[str]) -> int:
    shown = brute.entering(tree.id, moments) & brute.tree(tree.id).ends[outcome.id] & side
    return shown & ~brute.entering(target, moments)


@pytest.mark.parametrize("first", range(0, PACKS, A_TEST))
def test_it_finds_what_every_complete_patient_shows(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + A_TEST):
        pack = naming_pack(seed)
        brute, entries = BruteForce(pack), Entries(pack)
        for tree in pack.trees if brute.patients else ():
            entering = [brute.entering(tree.id, moments) for moments in MOMENTS]
            entered = entries.entered(tree.id)
            assert (entries.possible(entered) == FALSE) == (not any(entering)), (seed, tree.id)
            assert entries.everyone(entered) == all(each == brute.all for each in entering), (seed, tree.id)
            expected = [*closed(brute, tree)]
            assert bool([*leads_nowhere(entries, tree)]) == bool(expected), (seed, tree.id, expected)
            seen["closed" if expected else "open"] += 1
            unasked = [
                key
                for key, who in brute.tree(tree.id).taken.items()
                if who and not any(who & each for each in entering) and come(brute, tree, key[0], entering)
            ]
            if brute.tree(tree.id).gaps or brute.tree(tree.id).overlaps:
                continue
            told = [each for each in entry_faults(entries, tree) if "antwoord" in each.said.nl]
            assert len(told) == len(unasked), (seed, tree.id, unasked, told)
            seen["answered already"] += bool(unasked)
    assert min(seen["closed"], seen["open"], seen["answered already"]) > 3, seen


def come(brute: BruteForce, tree: Tree, question: str, entering: list[int]) -> bool:
    """Whether somebody who enters comes to a question."""
    return any(who & each for (id, _), who in brute.tree(tree.id).taken.items() if id == question for each in entering)


def test_where_nothing_is_found_no_partial_patient_is_sent_to_a_closed_tree() -> None:
    seen: Counter[str] = Counter()
    for seed in range(PACKS):
        pack = naming_pack(seed)
        entries, brute, rng = Entries(pack), BruteForce(pack), random.Random(seed)
        right = {tree.id for tree in pack.trees if not [*leads_nowhere(entries, tree)]}
        for _ in range(12 if brute.patients else 0):
            whole, share = rng.choice(brute.patients), rng.choice((0.2, 0.4, 0.7))
            values = {id: value for id, value in whole.items() if value is not None and rng.random() < share}
            try:
                brute.settle(values)
                stages = {each.advice.tree.id: each for each in journey(pack, Patient(values, moments=moments(rng)))}
            except (Impossible, Unproven):
                continue
            for id in right & stages.keys():
                advice = stages[id].advice
                if stages[id].entry != "open" or advice.outcome is None or advice.text is None:
                    continue
                texts = [advice.text, *(shown.text for shown in advice.riders)]
                named = {tree for text in texts for tree in trees_named(pack, text)}
                for tree in named | {*advice.next_trees, *leads_to(pack, advice.settled, advice.outcome)}:
                    assert stages[tree].entry != "not_entered", (seed, id, tree, values)
                    seen[stages[tree].entry] += 1
    assert seen["open"] > 200, seen
    assert seen["unknown"] > 3, seen


def moments(rng: random.Random) -> dict[str, datetime]:
    return {"m": NOON} if rng.random() < 0.5 else {}
