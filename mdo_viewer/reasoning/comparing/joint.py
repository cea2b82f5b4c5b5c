"""Two versions of a pack in one space, so that what they say is two diagrams over the same patients.

A fact that both versions have is one variable, cut wherever either of them cuts it; one that changed its type is two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import reduce
from itertools import compress, zip_longest
from typing import Final, Literal, TypeAlias

from mdo_viewer.guideline.model import Condition, Fact, Operator, Pack, Range, Tree, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.compiling import (
    compile_condition,
    compile_constraint,
    constraints_of,
    thresholds,
    with_consequences,
)
from mdo_viewer.reasoning.diagram import IMPOSSIBLE, NA, TRUE, FactClass, Interval, Node, Space, classes_of
from mdo_viewer.reasoning.together.entering import MOMENT, Entries, conditions_of

Side: TypeAlias = Literal["old", "new"]
SIDES: Final[tuple[Side, Side]] = ("old", "new")

#: The outcome of a tree where its version does not know the value that the patient has.
SILENT: Final = ""
#: Marks the fact of the old version where the new one has another type under the same id.
_OLD_TYPE: Final = "@old"


class Joint:
    """Both versions in one space."""

    def __init__(self, old: Pack, new: Pack) -> None:
        self.packs: Mapping[Side, Pack] = {"old": old, "new": new}
        self.facts = _merged(old, new)
        cuts = self._cuts()
        order = {**dict.fromkeys(self._asked()), **dict.fromkeys(self.facts)}
        facts = [self.facts[id] for id in order]
        self.space = Space(facts, {fact.id: classes_of(fact, cuts.get(fact.id, ())) for fact in facts})
        self._views: Mapping[Side, Space] = {side: self._view(side) for side in SIDES}
        self.entries: Mapping[Side, Entries] = {side: Entries(self.packs[side], self._views[side]) for side in SIDES}
        self._gates: Mapping[Side, Mapping[str, Node]] = {side: self._gates_of(side) for side in SIDES}
        self._gated_apart = self._differing_gates()
        self._allowed: Mapping[Side, Node] = {side: self._allowed_by(side) for side in SIDES}

    # --- names ---------------------------------------------------------------------------------------

    def name(self, side: Side, id: str) -> str:
        """What a fact of one version is called in the space."""
        return f"{id}{_OLD_TYPE}" if side == "old" and f"{id}{_OLD_TYPE}" in self.facts else id

    # --- diagrams -----------------------------------------------------------------------------------------------

    def when(self, side: Side, condition: Condition) -> Node:
        """Where a condition on facts holds: TRUE or FALSE for every patient. Raises TypeError for an entry."""
        node = compile_condition(self.packs[side], self._views[side], condition)
        return self.counted(side, node, self._gated_apart[side])

    def applies(self, side: Side, id: str) -> Node:
        """Where the "only if" of a fact of this version is open: TRUE or FALSE."""
        return self._gates[side].get(self.name(side, id), TRUE)

    def possible(self, side: Side) -> Node:
        """TRUE for each patient whose facts can be true together in this version, FALSE for the others."""
        allowed = TRUE
        for constraint in constraints_of(self.packs[side]):
            if constraint.then is not None:
                allowed = self.space.both(allowed, compile_constraint(self.packs[side], self._views[side], constraint))
        return self.counted(side, self._spoken(side, allowed, self.space.either))

    def broken(self, side: Side) -> Iterator[Node]:
        """For each implication of a version the patients who break it."""
        for constraint in constraints_of(self.packs[side]):
            if constraint.then is not None:
                kept = compile_constraint(self.packs[side], self._views[side], constraint)
                yield self.space.opposite(self.counted(side, self._spoken(side, kept, self.space.either)))

    def counted(self, side: Side, node: Node, names: Iterable[str] | None = None) -> Node:
        """A function of this version with the values under a closed "only if" (of these facts) left out of account."""
        space = self.space
        for name in reversed([*(self._gates[side] if names is None else names)]):
            shut = space.restrict(node, {space.index[name]: 1 << self._closed_class(name)})
            node = space.choose(self._gates[side][name], node, shut)
        return node

    def tree(self, side: Side, tree: str) -> Node:
        """A tree with its outcomes as terminals, SILENT where it reads a value that this version does not know."""
        entries, node = self.entries[side], IMPOSSIBLE
        for outcome in self.packs[side].trees_by_id[tree].outcomes:
            node = self.space.choose(entries.reaches(tree, outcome.id), self.space.outcome(outcome.id), node)
        return self._seen(side, node)

    def entered(self, side: Side, tree: str) -> Node:
        """Who enters a tree: TRUE and FALSE, SILENT as in `tree`. Raises EntersItself."""
        return self._seen(side, self.entries[side].entered(tree))

    def _seen(self, side: Side, node: Node) -> Node:
        """With what this version allows. Where only one version closes a fact, a value of it may be given all the same,
        and does not count."""
        node = self.space.choose(self._allowed[side], node, IMPOSSIBLE)
        node = self._spoken(side, node, self._agreed)
        return self.counted(side, node, self._gated_apart[side])

    # --- making -------------------------------------------------------------------------------------------------

    def _cuts(self) -> dict[str, list[tuple[Operator, float]]]:
        cuts: dict[str, list[tuple[Operator, float]]] = {}
        for side, pack in self.packs.items():
            for id, found in thresholds(pack, _conditions_of(pack)).items():
                cuts.setdefault(self.name(side, id), []).extend(found)
            for fact in all_facts(pack):
                edges: list[tuple[Operator, float]] = []
                edges += [] if fact.low is None else [("<", fact.low)]
                edges += [] if fact.high is None else [(">", fact.high)]
                cuts.setdefault(self.name(side, fact.id), []).extend(edges)
        return cuts

    def _asked(self) -> Iterator[str]:
        """The facts as the trees ask them, the two versions of a tree in turn."""
        ids = dict.fromkeys(tree.id for pack in self.packs.values() for tree in pack.trees)
        for id in ids:
            asked = [
                [self.name(side, fact) for fact in _facts_of_tree(pack, pack.trees_by_id[id])]
                for side, pack in self.packs.items()
                if id in pack.trees_by_id
            ]
            yield from (name for pair in zip_longest(*asked) for name in pair if name is not None)

    def _view(self, side: Side) -> Space:
        """The same space, in which facts go by their ids in this version."""
        view = copy(self.space)
        pack = self.packs[side]
        known = {fact.id: self.name(side, fact.id) for fact in all_facts(pack)}
        known |= {MOMENT + moment.id: MOMENT + moment.id for moment in pack.moments}
        view.index = {id: self.space.index[name] for id, name in known.items()}
        return view

    def _gates_of(self, side: Side) -> dict[str, Node]:
        """Where the "only if" of each fact holds, each fact after those that its "only if" names."""
        pack, gates = self.packs[side], dict[str, Node]()

        def visit(fact: Fact) -> None:
            name = self.name(side, fact.id)
            if fact.only_if is None or name in gates:
                return
            for other in pack.facts_in(fact.only_if):
                visit(pack.facts_by_id[other])
            gates[name] = compile_condition(pack, self._views[side], fact.only_if)

        for fact in all_facts(pack):
            visit(fact)
        return gates

    def _differing_gates(self) -> Mapping[Side, tuple[str, ...]]:
        """The facts that both versions know and open to different patients: here a value may be given that one of
        them does not let count."""
        old, new = self._gates["old"], self._gates["new"]
        shared = {self.name("old", fact.id) for fact in all_facts(self.packs["old"])} & {
            fact.id for fact in all_facts(self.packs["new"])
        }
        apart = {name for name in shared if old.get(name, TRUE) != new.get(name, TRUE)}
        return {side: tuple(name for name in self._gates[side] if name in apart) for side in SIDES}

    def _allowed_by(self, side: Side) -> Node:
        pack, view, space = self.packs[side], self._views[side], self.space
        allowed = TRUE
        for constraint in constraints_of(pack):
            name = self.name(side, constraint.fact)
            if constraint.then is None and name in self._gated_apart[side]:
                node = space.choose(self._gates[side][name], self._given(name), TRUE)
            else:
                node = compile_constraint(pack, view, constraint)
            allowed = space.both(allowed, node)
        for fact in all_facts(pack):
            if fact.only_if is None:
                allowed = space.both(allowed, self._given(self.name(side, fact.id)))
        for fact in pack.scope:
            allowed = space.both(allowed, view.literal(fact.id, lambda each: each is False))
        return allowed

    def _given(self, name: str) -> Node:
        """Where a fact has a value."""
        return self.space.literal(name, lambda each: each is not NA)

    def _closed_class(self, name: str) -> int:
        classes = self.space.classes[self.space.index[name]]
        return classes.index(NA) if NA in classes else classes.index(False)

    def _spoken(self, side: Side, root: Node, joined: Callable[[Node, Node], Node]) -> Node:
        """The function where this version does not know the value of a fact: joined from those that it knows, since it
        takes the fact for unknown."""
        space = self.space
        known = {space.index[self.name(side, fact.id)]: fact for fact in all_facts(self.packs[side])}
        memo: dict[Node, Node] = {}

        def visit(node: Node) -> Node:
            variable = space.variable(node)
            if variable is None:
                return node
            if node not in memo:
                children = [visit(child) for child in space.children(node)]
                fact, classes = known.get(variable), space.classes[variable]
                spoken = [fact is None or each is NA or _has_class(fact, each) for each in classes]
                if not all(spoken):
                    unknown = reduce(joined, compress(children, spoken))
                    children = [child if said else unknown for child, said in zip(children, spoken, strict=True)]
                memo[node] = space.node(variable, tuple(children))
            return memo[node]

        return visit(root)

    def _agreed(self, one: Node, two: Node) -> Node:
        """What both say, SILENT where they say different things; IMPOSSIBLE says nothing."""
        space, silent = self.space, self.space.outcome(SILENT)
        memo: dict[tuple[Node, Node], Node] = {}

        def visit(one: Node, two: Node) -> Node:
            if one in (IMPOSSIBLE, two):
                return two
            if two == IMPOSSIBLE:
                return one
            tops = [top for each in (one, two) if (top := space.variable(each)) is not None]
            if not tops:
                return silent
            if (one, two) not in memo:
                pairs = zip(space.split(one, min(tops)), space.split(two, min(tops)), strict=True)
                memo[one, two] = space.node(min(tops), tuple(visit(a, b) for a, b in pairs))
            return memo[one, two]

        return visit(one, two)


def all_facts(pack: Pack) -> tuple[Fact, ...]:
    """The facts of a pack and its scope questions."""
    return (*pack.facts, *pack.scope)


def _conditions_of(pack: Pack) -> Iterator[Condition]:
    yield from conditions_of(pack)
    yield from (each.condition for each in pack.doubtful)
    yield from (condition for each in pack.across_places for condition in (each.here, each.there))
    yield from (each.unless for each in pack.doubtful if each.unless is not None)
    yield from (hint.when for fact in pack.facts for hint in fact.hints)
    yield from (opening.when for tree in pack.trees for choice in tree.choices for opening in choice.opens)
    yield from with_consequences(constraints_of(pack))


def _facts_of_tree(pack: Pack, tree: Tree) -> Iterator[str]:
    return iter(
        dict.fromkeys(
            fact for question in tree.questions for answer in question.answers for fact in pack.facts_in(answer.test)
        )
    )


def _merged(old: Pack, new: Pack) -> dict[str, Fact]:
    """Every fact of both, wide enough for both, and a yes/no fact for each moment."""
    facts = {fact.id: fact for fact in all_facts(new)}
    for fact in all_facts(old):
        other = facts.get(fact.id)
        if other is None:
            facts[fact.id] = fact
        elif other.type != fact.type:
            facts[f"{fact.id}{_OLD_TYPE}"] = replace(fact, id=f"{fact.id}{_OLD_TYPE}")
        else:
            facts[fact.id] = _widened(fact, other)
    for moment in (*old.moments, *new.moments):
        facts[MOMENT + moment.id] = Fact(MOMENT + moment.id, "bool", moment.label)
    return facts


def _widened(old: Fact, new: Fact) -> Fact:
    known = {choice.id for choice in new.values}
    shared = {choice.id for choice in old.values} & known
    values = sorted(
        (*new.values, *(choice for choice in old.values if choice.id not in known)),
        key=lambda choice: new.type == "set" and choice.id not in shared,  # an example that both have a word for
    )
    return replace(
        new,
        values=tuple(values),
        low=None if old.low is None or new.low is None else min(old.low, new.low),
        high=None if old.high is None or new.high is None else max(old.high, new.high),
        only_if=new.only_if or old.only_if,
    )


def values_known_to(pack: Pack, values: Mapping[str, Value]) -> dict[str, Value]:
    """A patient of another version of this pack as it can know them: without what it has no word for."""
    facts = pack.facts_by_id
    return {id: value for id, value in values.items() if id in facts and _has_word_for(facts[id], value)}


def _has_word_for(fact: Fact, value: Value) -> bool:
    match fact.type:
        case "bool":
            return isinstance(value, bool)
        case "choice":
            return value in {choice.id for choice in fact.values}
        case "set":
            return isinstance(value, tuple) and set(value) <= {choice.id for choice in fact.values}
        case "text":
            return isinstance(value, str)
        case _:
            if isinstance(value, bool | str | tuple):
                return False
            low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
            return (fact.low is None or low >= fact.low) and (fact.high is None or high <= fact.high)


def _has_class(fact: Fact, each: FactClass) -> bool:
    if isinstance(each, Interval):
        example = each.example(whole=False)
        return example is not None and _has_word_for(fact, example)
    return not isinstance(each, str) or _has_word_for(fact, each)
