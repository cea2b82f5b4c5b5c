"""Two versions of a pack held against each other: everything that differs for a patient is told, and nothing else."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.reasoning.comparing.changes import PackChanges, TreeChanges
from mdo_viewer.reasoning.comparing.compare import compare
from mdo_viewer.reasoning.compiling import compiled_tree, left_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.hashes import tree_hash, whole_hash
from mdo_viewer.reasoning.results import EntryState
from mdo_viewer.reasoning.settling import Contradiction, settle
from tests.help.pack_pairs import (
    MOMENT,
    changed,
    complete_patients,
    completions,
    ends_in,
    enters,
    known_to,
    partial_patients,
    random_spec,
    riders_shown,
    write,
)
from tests.help.small_packs import TREE, small_pack

AT = parse_moment("2026-11-22T14:30")
PAIRS = 30
FEW = 12
Outcomes = tuple[str | None, str | None]


def pair(folder: Path, seed: int) -> tuple[Pack, Pack]:
    rng = random.Random(seed)
    spec = random_spec(rng)
    return write(folder / "old", spec), write(folder / "new", changed(rng, spec))


def of_tree(changes: PackChanges, tree: str) -> TreeChanges:
    return next(found for found in changes.trees if found.tree.id == tree)


@pytest.mark.parametrize("seed", range(PAIRS))
def test_what_differs_is_what_brute_force_finds(seed: int, tmp_path: Path) -> None:
    old, new = pair(tmp_path, seed)
    changes = compare(old, new)
    routes: dict[str, set[Outcomes]] = {tree: set() for tree in old.trees_by_id}
    apart = False
    for patient in complete_patients(old, new):
        before, after = completions(old, patient), completions(new, patient)
        apart |= bool(before) != bool(after)
        if before and after:
            for tree, found in routes.items():
                one, two = ends_in(old, tree, before), ends_in(new, tree, after)
                if one != two:
                    found.add((one, two))
    assert {tree: {(each.old, each.new) for each in of_tree(changes, tree).routes} for tree in routes} == routes
    assert bool(changes.together) == apart
    for tree in routes:
        for route in of_tree(changes, tree).routes:
            assert ends(old, tree, route.sample.values) == (route.old or "")
            assert ends(new, tree, route.sample.values) == (route.new or "")


def ends(pack: Pack, tree: str, values: Mapping[str, Value]) -> str:
    """Where the program ends for these facts; empty where it does not yet. Raises Contradiction."""
    compiled = compiled_tree(pack, pack.trees_by_id[tree])
    possible = compiled.space.outcomes(left_of(compiled, settle(pack, known_to(pack, values))))
    return next(iter(possible)) if len(possible) == 1 else ""


@pytest.mark.parametrize("seed", range(PAIRS))
def test_who_enters_is_what_brute_force_finds(seed: int, tmp_path: Path) -> None:
    old, new = pair(tmp_path, seed)
    changes = compare(old, new)
    entries: dict[str, set[tuple[EntryState | None, EntryState | None]]] = {tree: set() for tree in old.trees_by_id}
    for patient in complete_patients(old, new):
        before, after = completions(old, patient), completions(new, patient)
        for moments in ({}, {MOMENT: AT}):
            if before and after:
                for tree, found in entries.items():
                    one, two = enters(old, tree, before, moments), enters(new, tree, after, moments)
                    if one != two:
                        found.add((one, two))
    assert {tree: {(each.old, each.new) for each in of_tree(changes, tree).entry} for tree in entries} == entries


@pytest.mark.parametrize("seed", range(PAIRS))
def test_what_is_also_said_to_others_is_what_brute_force_finds(seed: int, tmp_path: Path) -> None:
    """Of patients to whom both versions, which know all their values, give the same outcome."""
    old, new = pair(tmp_path, seed)
    found: set[tuple[str, str, bool]] = set()
    for patient in complete_patients(old, new):
        before, after = completions(old, patient), completions(new, patient)
        if len(before) == len(after) == 1 and (end := ends_in(old, "een", before)) == ends_in(new, "een", after):
            one, two = riders_shown(old, "een", before[0]), riders_shown(new, "een", after[0])
            found |= {(rider, str(end), rider in two) for rider in one ^ two}
    told = {
        (each.id, outcome, each.new is not None)
        for each in of_tree(compare(old, new), "een").texts
        for outcome in each.at
        if each.kind == "rider"
    }
    assert told == found


@pytest.mark.parametrize("seed", range(FEW))
def test_the_smallest_patient_has_the_fewest_facts(seed: int, tmp_path: Path) -> None:
    """Of all patients with some facts known, to whom both versions give an outcome, and not the same. Where only one
    version closes a fact, the one that opens it is named too."""
    old, new = pair(tmp_path, seed)
    changes = compare(old, new)
    fewest: dict[tuple[str, str, str], int] = defaultdict(lambda: 99)
    for patient in partial_patients(old, new):
        for tree in old.trees_by_id:
            try:
                key = (tree, ends(old, tree, patient), ends(new, tree, patient))
            except Contradiction:
                continue
            fewest[key] = min(fewest[key], len(patient))
    for tree in old.trees_by_id:
        for route in of_tree(changes, tree).routes:
            if route.old and route.new:
                more = len(route.sample.facts) - fewest[tree, route.old, route.new]
                assert more == 0 or (more == 1 and gates(old) != gates(new))


def gates(pack: Pack) -> dict[str, object]:
    return {fact.id: fact.only_if for fact in pack.facts}


EARLIEST = TREE.replace("latest: 7 days", "earliest: 7 days\n    dose: 8 Gy")


def test_what_is_a_task_and_what_meets_a_limit_change_nothing_that_a_tree_says(tmp_path: Path) -> None:
    """No decision becomes one of older trees by it, and no reading is said to have changed; a certificate does."""
    folders = [tmp_path / name for name in ("plain", "marked")]
    for folder in folders:
        folder.mkdir()
    plain = small_pack(folders[0], tree=EARLIEST)
    marks = "dose: 8 Gy\n    met_by: [begin_op]\n    to_do: at_once"
    marked = small_pack(folders[1], tree=EARLIEST.replace("dose: 8 Gy", marks))
    later = marked.trees[0].outcomes_by_id["later"]
    assert (later.to_do, later.limit and later.limit.met_by) == ("at_once", ("begin_op",))
    (tree,) = compare(plain, marked).trees
    assert (tree.deadlines, tree.texts, tree.routes) == ((), (), ())
    assert [tree_hash(pack, pack.trees[0]) for pack in (plain, marked)] == [tree_hash(plain, plain.trees[0])] * 2
    assert whole_hash(plain) != whole_hash(marked)


def test_a_limit_and_a_dose_that_are_lifted_are_told_with_for_whom(tmp_path: Path) -> None:
    """`unless` in one version alone: the limit and the dose are gone for who meets it, and come back the other way."""
    folders = [tmp_path / name for name in ("plain", "lifted")]
    for folder in folders:
        folder.mkdir()
    plain = small_pack(folders[0], tree=EARLIEST)
    lifted = small_pack(folders[1], tree=EARLIEST.replace("dose: 8 Gy", "dose: 8 Gy\n    unless: wervels >= 10"))
    assert compare(lifted, lifted).trees[0].deadlines == ()
    for old, new, gone in ((plain, lifted, True), (lifted, plain, False)):
        (tree,) = compare(old, new).trees
        (limit,) = tree.deadlines
        (dose,) = [each for each in tree.texts if each.kind == "dose"]
        for change in (limit, dose):
            assert (change.id, change.old is None, change.new is None) == ("later", not gone, gone)
            assert change.sample is not None
            assert change.sample.values["wervels"] == 10
