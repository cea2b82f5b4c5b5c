"""Compares two versions of a pack: what changed for patients, with the smallest patient of each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

from mdo_viewer.guideline.model import Limit, Outcome, OutcomeKind, Pack, Strength, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.comparing.beside import (
    across_texts,
    beside_texts,
    beside_tree_texts,
    choice_changes,
    doubtful_texts,
    scope_changes,
)
from mdo_viewer.reasoning.comparing.changes import (
    Combination,
    EntryChange,
    Facet,
    Lead,
    PackChanges,
    RouteChange,
    TreeChanges,
)
from mdo_viewer.reasoning.comparing.comparison import Comparison
from mdo_viewer.reasoning.comparing.joint import SIDES, SILENT, Side, values_known_to
from mdo_viewer.reasoning.comparing.said import pack_texts, tree_texts
from mdo_viewer.reasoning.comparing.smallest import Sample
from mdo_viewer.reasoning.comparing.undecided import undecided_texts
from mdo_viewer.reasoning.compiling import compiled_tree, left_of
from mdo_viewer.reasoning.diagram import FALSE, IMPOSSIBLE, TRUE, Node
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.possibilities import Unproven
from mdo_viewer.reasoning.results import EntryState, Patient
from mdo_viewer.reasoning.settling import settle

#: As many kinds of patients are told of those who enter a tree in one version alone.
_KINDS = 4
#: Stands for a moment that is filled in, whatever it is.
_SOME_TIME = datetime(2020, 1, 1, tzinfo=UTC)


def compare(old: Pack, new: Pack) -> PackChanges:
    """Everything that a patient, or a reader, meets otherwise in the new version; without the worked cases.

    Raises Unproven for a tree with gaps or overlaps.
    """
    for pack in (old, new):
        for tree in pack.trees:
            compiled = compiled_tree(pack, tree)
            if compiled.gaps or compiled.overlaps:
                raise Unproven(tree)
    comparison = Comparison(old, new)
    ids = dict.fromkeys((*new.trees_by_id, *old.trees_by_id))
    return PackChanges(
        old=old,
        new=new,
        trees=tuple(_tree(comparison, old.trees_by_id.get(id), new.trees_by_id.get(id)) for id in ids),
        together=tuple(_together(comparison)),
        texts=(
            *doubtful_texts(comparison),
            *across_texts(comparison),
            *pack_texts(old, new),
            *beside_texts(comparison),
            *undecided_texts(old, new),
        ),
        scope=tuple(scope_changes(comparison)),
    )


def _tree(comparison: Comparison, old: Tree | None, new: Tree | None) -> TreeChanges:
    changes = TreeChanges(
        old, new, routes=tuple(_routes(comparison, old, new)), entry=tuple(_entry(comparison, old, new))
    )
    if old is None or new is None:
        return changes
    return TreeChanges(
        old,
        new,
        routes=changes.routes,
        entry=changes.entry,
        deadlines=tuple(_deadlines(comparison, old, new)),
        strengths=tuple(_strengths(comparison, old, new)),
        kinds=tuple(_kinds(comparison, old, new)),
        leads=tuple(_leads(comparison, old, new)),
        texts=(*tree_texts(comparison, old, new), *beside_tree_texts(comparison, old, new)),
        choices=tuple(choice_changes(comparison, old, new)),
    )


# --- routes and entries -----------------------------------------------------------------------------------------------


def _routes(comparison: Comparison, old: Tree | None, new: Tree | None) -> Iterator[RouteChange]:
    if old is None or new is None:
        yield from _one_sided(comparison, old, new)
        return
    order = {id: i for i, id in enumerate((SILENT, *new.outcomes_by_id, *old.outcomes_by_id))}
    space = comparison.space
    pairs = comparison.pairs(comparison.tree("old", old.id), comparison.tree("new", new.id))
    names = {(str(space.name(before)), str(space.name(after))) for before, after in pairs if before != after}
    for before, after in sorted(names, key=lambda pair: (order[pair[0]], order[pair[1]])):
        claims = (comparison.ends("old", old.id, before), comparison.ends("new", new.id, after))
        agrees = partial(_ends_so, comparison, new.id, {"old": before, "new": after})
        for sample in comparison.samples(1, *claims, agrees=agrees):
            yield RouteChange(before or None, after or None, sample)


def _ends_so(comparison: Comparison, tree: str, ends: Mapping[Side, str], sample: Sample) -> bool:
    """Whether the program itself gives these outcomes for the facts of the sample alone: where facts are tied to one
    that may not apply it knows less than a diagram of everything."""
    for side, outcome in ends.items():
        pack = comparison.packs[side]
        compiled = compiled_tree(pack, pack.trees_by_id[tree])
        settled = settle(pack, values_known_to(pack, sample.values))
        if outcome != SILENT and compiled.space.outcomes(left_of(compiled, settled)) != {outcome}:
            return False
    return True


def _one_sided(comparison: Comparison, old: Tree | None, new: Tree | None) -> Iterator[RouteChange]:
    """Every outcome of a tree that only one version has."""
    side: Side = "old" if new is None else "new"
    tree = new or old
    for outcome in tree.outcomes if tree else ():
        sample = comparison.sample(comparison.ends(side, tree.id, outcome.id)) if tree else None
        if sample is not None:
            yield RouteChange(outcome.id, None, sample) if new is None else RouteChange(None, outcome.id, sample)


def _entry(comparison: Comparison, old: Tree | None, new: Tree | None) -> Iterator[EntryChange]:
    tree = new or old
    assert tree is not None
    before = TRUE if old is None else comparison.joint.entered("old", old.id)
    after = TRUE if new is None else comparison.joint.entered("new", new.id)
    states: dict[Node, EntryState | None] = {
        TRUE: "open",
        FALSE: "not_entered",
        comparison.space.outcome(SILENT): None,
    }
    for one, two in sorted(comparison.pairs(before, after), reverse=True):
        state_before = None if old is None else states[one]
        state_after = None if new is None else states[two]
        if state_before == state_after or (None in (old, new) and "not_entered" in (state_before, state_after)):
            continue
        claims = (_is(comparison, before, one), _is(comparison, after, two))
        agrees = partial(_enters_so, comparison, tree.id, {"old": state_before, "new": state_after})
        for sample in comparison.samples(_KINDS, *claims, agrees=agrees):
            yield EntryChange(state_before, state_after, sample)


def _enters_so(comparison: Comparison, tree: str, states: Mapping[Side, EntryState | None], sample: Sample) -> bool:
    """Whether the journey itself enters the tree so for the facts of the sample alone."""
    for side, state in states.items():
        pack = comparison.packs[side]
        if state is not None:
            moments = dict.fromkeys((id for id in sample.moments if id in pack.moments_by_id), _SOME_TIME)
            patient = Patient(values_known_to(pack, sample.values), frozenset(), moments)
            if next(each for each in journey(pack, patient) if each.advice.tree.id == tree).entry != state:
                return False
    return True


def _is(comparison: Comparison, node: Node, wanted: Node) -> Node:
    """The claim that a diagram ends in a terminal."""
    return comparison.mapped(node, lambda end: TRUE if end == wanted else FALSE)


# --- outcomes that both versions have ---------------------------------------------------------------------------------


def _shared(old: Tree, new: Tree) -> Iterator[tuple[Outcome, Outcome]]:
    for id, outcome in new.outcomes_by_id.items():
        if id in old.outcomes_by_id:
            yield old.outcomes_by_id[id], outcome


def _to_both(comparison: Comparison, tree: Tree, outcome: str) -> Sample | None:
    """The smallest patient to whom both versions give this outcome."""
    return comparison.sample(*comparison.both_end(tree.id, outcome))


def _deadlines(comparison: Comparison, old: Tree, new: Tree) -> Iterator[Facet[Limit | None]]:
    for one, two in _shared(old, new):
        if _held(one.limit) != _held(two.limit):
            yield Facet(two.id, one.limit, two.limit, _to_both(comparison, new, two.id))
        gone, added = comparison.holding_in_one(new.id, one, two)
        if gone is not None and one.limit is not None:
            yield Facet(two.id, one.limit, None, gone)
        if added is not None and two.limit is not None:
            yield Facet(two.id, None, two.limit, added)


def _held(limit: Limit | None) -> Limit | None:
    """A limit as patients have it: what may meet it is asked of the board, and changes nothing of it."""
    return None if limit is None else replace(limit, met_by=())


def _strengths(comparison: Comparison, old: Tree, new: Tree) -> Iterator[Facet[tuple[Strength, ...]]]:
    for one, two in _shared(old, new):
        if one.strength != two.strength:
            yield Facet(two.id, one.strength, two.strength, _to_both(comparison, new, two.id))
    before = comparison.packs["old"].riders_by_id
    for rider in comparison.packs["new"].riders:
        other = before.get(rider.id)
        if other is None or other.strength == rider.strength:
            continue
        if any(where.tree == new.id for where in rider.shown_with):
            yield Facet(rider.id, other.strength, rider.strength, None)


def _kinds(comparison: Comparison, old: Tree, new: Tree) -> Iterator[Facet[OutcomeKind]]:
    for one, two in _shared(old, new):
        if one.kind != two.kind:
            yield Facet(two.id, one.kind, two.kind, _to_both(comparison, new, two.id))


def _leads(comparison: Comparison, old: Tree, new: Tree) -> Iterator[Lead]:
    """By tree that outcomes lead to in one version alone, for some patient to whom both give that outcome."""
    opposite = comparison.space.opposite
    found: dict[tuple[str | None, str | None], dict[str, Sample]] = {}
    for one, two in _shared(old, new):
        before, after = _led_to(comparison, "old", one), _led_to(comparison, "new", two)
        claims = comparison.both_end(new.id, two.id)
        for tree in dict.fromkeys((*after, *before)):
            then, now = before.get(tree, FALSE), after.get(tree, FALSE)
            if (sample := comparison.sample(*claims, then, opposite(now))) is not None:
                found.setdefault((tree, None), {})[two.id] = sample
            if (sample := comparison.sample(*claims, now, opposite(then))) is not None:
                found.setdefault((None, tree), {})[two.id] = sample
    for (gone, come), samples in found.items():
        yield Lead(tuple(samples), gone, come, min(samples.values(), key=lambda each: len(each.facts)))


def _led_to(comparison: Comparison, side: Side, outcome: Outcome) -> dict[str, Node]:
    """By tree the patients whom an outcome sends there; of the ways of `to` the first that holds."""
    found: dict[str, Node] = {}
    for way in (*outcome.first_ways, *outcome.next):
        when = comparison.when(side, way.when)
        found[way.tree] = comparison.space.either(found.get(way.tree, FALSE), when)
    return found


# --- the pack ---------------------------------------------------------------------------------------------------------


def _together(comparison: Comparison) -> Iterator[Combination]:
    """For each implication of one version the facts that it excludes and the other does not."""
    space, found = comparison.space, dict[Combination, None]()
    for side in SIDES:
        other: Side = "new" if side == "old" else "old"
        allowed = comparison.joint.possible(other)
        for broken in comparison.joint.broken(side):
            sample = comparison.sample(broken, space.choose(allowed, TRUE, IMPOSSIBLE))
            if sample is not None:
                found[Combination(side == "new", side == "old", sample)] = None
    yield from found
