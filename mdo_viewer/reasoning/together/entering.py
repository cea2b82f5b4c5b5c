"""Who enters each tree, over the facts of a whole pack: entries, questions and outcomes as diagrams in one space.

A journey enters a tree because of facts, a moment, or because another tree that was entered ends somewhere. Here each
of these is one condition on complete patients, so that what two trees say of the same patient can be compared. All
patients here are within the scope of the pack: to others no tree says anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from mdo_viewer.guideline.model import (
    All,
    AnyOf,
    Condition,
    Ends,
    Fact,
    MomentSet,
    Not,
    Pack,
    ShownAt,
    Text,
    Tree,
)
from mdo_viewer.reasoning.class_text import class_text
from mdo_viewer.reasoning.compiling import (
    compile_condition,
    compile_constraint,
    constraints_of,
    thresholds,
    tied_groups,
    with_consequences,
)
from mdo_viewer.reasoning.diagram import FALSE, IMPOSSIBLE, NA, TRUE, FactClass, Node, Space, classes_of

#: Before the id of a moment, whose being filled in is a variable of its own.
MOMENT = "@"


class Given(Struct, frozen=True):
    """One fact of an example patient: the fact (or moment) and the class of values that it lies in."""

    fact: Fact
    value: FactClass


class EntersItself(Exception):
    """A tree is entered because of itself, through other trees or at once; `tree` is its id."""

    def __init__(self, tree: str) -> None:
        super().__init__(f"{tree} is entered because of itself")
        self.tree = tree


class Entries:
    """The conditions, on complete patients, under which trees are entered, asked and end.

    Nodes live in `space`; whether a patient that meets one can exist is asked of `possible`.
    """

    def __init__(self, pack: Pack, space: Space | None = None) -> None:
        self.pack = pack
        self.space = _joint_space(pack) if space is None else space  # one that knows all facts and moments of the pack
        self._clusters = tuple(_clusters(pack, self.space))
        self._entered: dict[str, Node | None] = {}
        self._reached: dict[str, Mapping[str, Node]] = {}

    # --- what a journey does --------------------------------------------------------------------------------------

    def entered(self, tree: str) -> Node:
        """The patients who enter the tree. Raises EntersItself for a tree whose entry asks for itself."""
        known = self._entered.get(tree, IMPOSSIBLE)
        if known is None:
            raise EntersItself(tree)
        if known == IMPOSSIBLE:
            self._entered[tree] = None
            known = self._entered[tree] = self.condition(self.pack.trees_by_id[tree].entry)
        return known

    def ends(self, tree: str, outcome: str) -> Node:
        """The patients who enter the tree and end in this outcome. Raises EntersItself."""
        return self.space.both(self.entered(tree), self.reaches(tree, outcome))

    def reaches(self, tree: str, id: str) -> Node:
        """The patients for whom the tree comes to this question or outcome, whether they enter it or not."""
        found = self._reached.get(tree)
        if found is None:
            found = self._reached[tree] = dict(self._reach(self.pack.trees_by_id[tree]))
        return found.get(id, FALSE)

    def _reach(self, tree: Tree) -> Mapping[str, Node]:
        space = self.space
        reach: dict[str, Node] = {tree.root.id: TRUE}
        for question in tree.questions:  # an answer never leads backwards
            here = reach.get(question.id, FALSE)
            for answer in question.answers:
                there = space.both(here, self.condition(answer.test))
                reach[answer.to] = space.either(reach.get(answer.to, FALSE), there)
        return reach

    def condition(self, condition: Condition) -> Node:
        """The patients for whom a condition holds, an entry condition too. Raises EntersItself."""
        space = self.space
        match condition:
            case Ends(outcomes=outcomes):
                result = FALSE
                for each in outcomes:
                    tree, outcome = each.split(".")
                    result = space.either(result, self.ends(tree, outcome))
                return result
            case MomentSet(moment=moment):
                return space.literal(MOMENT + moment, bool)
            case Not(item=item):
                return space.opposite(self.condition(item))
            case All(items=items):
                result = TRUE
                for item in items:
                    result = space.both(result, self.condition(item))
                return result
            case AnyOf(items=items):
                result = FALSE
                for item in items:
                    result = space.either(result, self.condition(item))
                return result
        return compile_condition(self.pack, space, condition)

    # --- asking ---------------------------------------------------------------------------------------------------

    def possible(self, node: Node) -> Node:
        """The condition with what the pack allows: FALSE where no patient can meet it."""
        for facts, allowed in self._clusters:
            if facts & self.space.support(node):
                node = self.space.both(node, allowed)
        return node

    def everyone(self, node: Node) -> bool:
        """Whether every patient that can exist meets the condition."""
        return self.possible(self.space.opposite(node)) == FALSE

    def smallest(self, node: Node) -> tuple[Given, ...] | None:
        """A small patient all of whose completions meet the condition, facts in the pack's order; None where there
        is none. No fact of it can be left out."""
        space = self.space
        path = space.shortest(self.possible(node))
        if path is None:
            return None
        support = space.support(node) | path.keys()
        allowed = TRUE
        for facts, each in self._clusters:
            if facts & support:
                allowed = space.both(allowed, each)
        held = space.choose(allowed, node, IMPOSSIBLE)
        # What does not apply is not said of a patient: it follows from what closes it. Then what is easiest told goes.
        for variable in sorted(path, key=lambda each: (space.classes[each][path[each]] is not NA, -each)):
            fewer = {other: 1 << index for other, index in path.items() if other != variable}
            if space.terminals(space.restrict(held, fewer)) == {TRUE}:
                del path[variable]
        rank = {fact.id: i for i, fact in enumerate(self.pack.facts)}
        chosen = [Given(space.facts[variable], space.classes[variable][index]) for variable, index in path.items()]
        return (*sorted(chosen, key=lambda each: rank.get(each.fact.id, len(rank))),)


def told(pack: Pack, patient: Iterable[Given]) -> Text:
    """An example patient in the words of the pack: "Pijn: ja, Levensverwachting: < 3 maanden"."""
    said = [_given(pack, each) for each in patient] or [Text("iedere patiënt", "every patient")]
    return Text(", ".join(each.nl for each in said), ", ".join(each.en for each in said))


def _given(pack: Pack, given: Given) -> Text:
    if given.fact.id in pack.facts_by_id:
        value = class_text(pack, given.fact, given.value)
    else:
        value = Text("ingevuld", "filled in") if given.value else Text("niet ingevuld", "not filled in")
    return Text(f"{given.fact.label.nl}: {value.nl}", f"{given.fact.label.en}: {value.en}")


# --- the space ----------------------------------------------------------------------------------------------------


def conditions_of(pack: Pack) -> Iterator[Condition]:
    """Every condition of a pack that a patient can meet: of questions, entries, texts, riders, notes and terms."""
    for tree in pack.trees:
        yield tree.entry
        for question in tree.questions:
            yield from (answer.test for answer in question.answers)
        for outcome in tree.outcomes:
            yield from (part.condition for part in outcome.parts)
            if outcome.unless is not None:
                yield outcome.unless
            yield from (each.when for each in (*outcome.ways, *outcome.next))
    for rider in pack.riders:
        yield from (part.condition for part in rider.parts)
        yield from _shown(rider.shown_with)
    for note in pack.notes:
        yield from _shown(note.shown_at)
    yield from (term.condition for term in pack.terms)


def _shown(places: Iterable[ShownAt]) -> Iterator[Condition]:
    for where in places:
        yield where.when
        if where.unless is not None:
            yield where.unless


def moments_in(condition: Condition) -> Iterator[str]:
    """The moments that an entry condition names."""
    match condition:
        case MomentSet(moment=moment):
            yield moment
        case Not(item=item):
            yield from moments_in(item)
        case All(items=items) | AnyOf(items=items):
            for item in items:
                yield from moments_in(item)


def _joint_space(pack: Pack) -> Space:
    conditions = [*conditions_of(pack)]
    used = {fact for condition in conditions for fact in pack.facts_in(condition)}
    for tied, _ in tied_groups(pack):
        if tied & used:
            used |= tied
    cuts = thresholds(pack, (*conditions, *with_consequences(constraints_of(pack))))
    facts = [fact for fact in (*pack.facts, *pack.scope) if fact.id in used]
    named = dict.fromkeys(moment for tree in pack.trees for moment in moments_in(tree.entry))
    moments = [Fact(MOMENT + id, "bool", pack.moments_by_id[id].label) for id in named]
    classes = {fact.id: classes_of(fact, cuts.get(fact.id, ())) for fact in (*facts, *moments)}
    return Space((*facts, *moments), classes)


def _clusters(pack: Pack, space: Space) -> Iterator[tuple[frozenset[int], Node]]:
    """What the pack allows, apart for each set of facts that constraints tie together."""
    for facts, members in tied_groups(pack):
        if not facts <= space.index.keys():
            continue  # ties facts that no condition of the pack asks
        allowed = TRUE
        for constraint in members:
            allowed = space.both(allowed, compile_constraint(pack, space, constraint))
        yield frozenset(space.index[id] for id in facts), allowed
    for fact in pack.scope:
        if fact.id in space.index:
            yield frozenset((space.index[fact.id],)), space.literal(fact.id, lambda each: each is False)
