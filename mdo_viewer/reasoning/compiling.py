"""Conditions and trees of a pack as decision diagrams, with "only if" and implications built in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from mdo_viewer.guideline.model import (
    All,
    AnyOf,
    Condition,
    Ends,
    Is,
    MomentSet,
    Not,
    Operator,
    Pack,
    Question,
    Term,
    Tree,
)
from mdo_viewer.reasoning.diagram import (
    FALSE,
    IMPOSSIBLE,
    NA,
    TRUE,
    FactClass,
    Interval,
    Node,
    Space,
    classes_of,
    compare,
)
from mdo_viewer.reasoning.results import Settled


class Constraint(Struct, frozen=True):
    """Something that every allowed set of facts satisfies: an implication or an "only if"."""

    condition: Condition
    then: Is | None  # None: the "only if" of `fact`
    fact: str


def constraints_of(pack: Pack) -> tuple[Constraint, ...]:
    """All implications and "only if"s of a pack."""
    implied = (Constraint(each.condition, then, then.fact) for each in pack.implications for then in each.then)
    gated = (Constraint(fact.only_if, None, fact.id) for fact in pack.facts if fact.only_if is not None)
    return (*implied, *gated)


def tied_facts(pack: Pack, constraint: Constraint) -> tuple[str, ...]:
    """The facts that a constraint ties together."""
    return (*dict.fromkeys((*pack.facts_in(constraint.condition), constraint.fact)),)


def comparisons(pack: Pack, condition: Condition) -> Iterator[Is]:
    """Every comparison with a fact inside a condition."""
    match condition:
        case Is():
            yield condition
        case Term(term=term):
            yield from comparisons(pack, pack.terms_by_id[term].condition)
        case Not(item=item):
            yield from comparisons(pack, item)
        case All(items=items) | AnyOf(items=items):
            for item in items:
                yield from comparisons(pack, item)
        case Ends() | MomentSet():
            return


def thresholds(pack: Pack, conditions: Iterable[Condition]) -> dict[str, list[tuple[Operator, float]]]:
    """The numbers that conditions compare each numeric fact with."""
    found: dict[str, list[tuple[Operator, float]]] = {}
    for condition in conditions:
        for each in comparisons(pack, condition):
            if isinstance(each.value, (int, float)) and not isinstance(each.value, bool):
                found.setdefault(each.fact, []).append((each.op, each.value))
    return found


def compile_condition(pack: Pack, space: Space, condition: Condition) -> Node:
    """The diagram of a condition in a space that holds all of its facts. Raises TypeError for an entry condition."""
    match condition:
        case Is(fact=fact, op=op, value=value):
            return space.literal(fact, lambda each: _satisfies(each, op, value))
        case Term(term=term):
            return compile_condition(pack, space, pack.terms_by_id[term].condition)
        case Not(item=item):
            return space.opposite(compile_condition(pack, space, item))
        case All(items=items):
            result = TRUE
            for item in items:
                result = space.both(result, compile_condition(pack, space, item))
            return result
        case AnyOf(items=items):
            result = FALSE
            for item in items:
                result = space.either(result, compile_condition(pack, space, item))
            return result
        case Ends() | MomentSet():
            raise TypeError("an entry condition is answered by the journey")


def _satisfies(each: FactClass, op: Operator, value: bool | str | int | float) -> bool:
    if isinstance(each, Interval):
        example = each.example(whole=False)
        return example is not None and compare(example, op, value)
    if isinstance(each, (bool, str)):
        return compare(each, op, value)
    return False  # "not applicable": no threshold is met


def compile_constraint(pack: Pack, space: Space, constraint: Constraint) -> Node:
    """The diagram of what a constraint allows."""
    condition = compile_condition(pack, space, constraint.condition)
    if constraint.then is not None:
        return space.choose(condition, compile_condition(pack, space, constraint.then), TRUE)
    fact = pack.facts_by_id[constraint.fact]
    if fact.type in ("bool", "set"):
        return space.choose(condition, TRUE, space.literal(fact.id, lambda each: each is False))
    return space.choose(
        condition,
        space.literal(fact.id, lambda each: each is not NA),
        space.literal(fact.id, lambda each: each is NA),
    )


def make_space(pack: Pack, ids: Sequence[str], conditions: Iterable[Condition]) -> Space:
    """A space over these facts, cut at the thresholds of the conditions."""
    cuts = thresholds(pack, conditions)
    facts = [pack.facts_by_id[id] for id in ids]
    return Space(facts, {fact.id: classes_of(fact, cuts.get(fact.id, ())) for fact in facts})


class Universe(Struct, frozen=True):
    """A space with everything that the pack allows about its facts."""

    space: Space
    allowed: Node
    order: tuple[str, ...]  # the facts that the conditions name, in order; the rest are needed for "only if" alone


def make_universe(pack: Pack, conditions: Sequence[Condition]) -> Universe:
    """The space of some conditions: their facts, what gates them, and the constraints between all of these.

    Facts that are tied to two or more of them from outside (through an implication) are forgotten again; their own
    values reach the tree through `settling`. That is exact while such a constraint ties two facts, and errs on the
    side of "still possible" otherwise.
    """
    order = (*dict.fromkeys(fact for condition in conditions for fact in pack.facts_in(condition)),)
    inside = dict.fromkeys(order)
    pending = list(order)
    while pending:
        gate = pack.facts_by_id[pending.pop()].only_if
        if gate is not None:
            new = [fact for fact in pack.facts_in(gate) if fact not in inside]
            inside.update(dict.fromkeys(new))
            pending.extend(new)
    relevant, outside = _reach(pack, inside)
    ids = (*inside, *outside)
    space = make_space(pack, ids, (*conditions, *(each.condition for each in relevant)))
    allowed = TRUE
    for constraint in relevant:
        allowed = space.both(allowed, compile_constraint(pack, space, constraint))
    allowed = space.forget(allowed, frozenset(space.index[id] for id in outside))
    return Universe(space, allowed, order)


def _reach(pack: Pack, inside: Mapping[str, None]) -> tuple[list[Constraint], tuple[str, ...]]:
    """The constraints that bear on these facts, and the outside facts through which they are tied."""
    links = [(constraint, tied_facts(pack, constraint)) for constraint in constraints_of(pack)]
    known = dict.fromkeys(inside)
    while True:
        new = {
            fact: None
            for _, facts in links
            for fact in facts
            if fact not in known and any(other in known for other in facts)
        }
        if not new:
            break
        known.update(new)
    useful = [constraint for constraint, facts in links if all(fact in known for fact in facts)]
    outside = (*(fact for fact in known if fact not in inside),)
    # A fact tied by one constraint only cannot pass anything on.
    while True:
        single = {fact for fact in outside if sum(fact in tied_facts(pack, constraint) for constraint in useful) < 2}
        if not single:
            return useful, outside
        useful = [each for each in useful if not single & set(tied_facts(pack, each))]
        outside = (*(fact for fact in outside if fact not in single),)


class CompiledCondition(Struct, frozen=True):
    """A condition with everything the pack allows: TRUE, FALSE or IMPOSSIBLE for each complete set of facts."""

    universe: Universe
    node: Node


class CompiledTree(Struct, frozen=True):
    """A tree as one diagram with its outcomes as terminals, and each answer's condition beside it.

    `faults` lists gaps and overlaps; a tree that has any gives no advice.
    """

    tree: Tree
    universe: Universe
    node: Node
    tests: Mapping[tuple[str, str], Node]
    gaps: tuple[tuple[str, Mapping[int, int]], ...]
    overlaps: tuple[tuple[str, str, str, Mapping[int, int]], ...]
    gate_of: Mapping[str, Condition]
    gates: Mapping[str, Node]

    @property
    def space(self) -> Space:
        """The space that the diagrams of this tree live in."""
        return self.universe.space

    @property
    def order(self) -> tuple[str, ...]:
        """The facts that the tree's conditions name, in order; the space has more, needed for "only if" alone."""
        return self.universe.order


@lru_cache(maxsize=512)
def compiled_condition(pack: Pack, condition: Condition) -> CompiledCondition:
    """The compiled form of a rider's condition, made once a pack."""
    universe = make_universe(pack, (condition,))
    node = compile_condition(pack, universe.space, condition)
    return CompiledCondition(universe, universe.space.choose(universe.allowed, node, IMPOSSIBLE))


@lru_cache(maxsize=128)
def compiled_tree(pack: Pack, tree: Tree) -> CompiledTree:
    """The compiled form of a tree, made once a pack."""
    universe = make_universe(pack, [answer.test for question in tree.questions for answer in question.answers])
    space = universe.space
    tests = {
        (question.id, answer.key): compile_condition(pack, space, answer.test)
        for question in tree.questions
        for answer in question.answers
    }
    nodes = {outcome.id: space.outcome(outcome.id) for outcome in tree.outcomes}
    for question in reversed(tree.questions):
        node = IMPOSSIBLE
        for answer in reversed(question.answers):
            node = space.choose(tests[question.id, answer.key], nodes[answer.to], node)
        nodes[question.id] = node
    gaps, overlaps = _faults(tree, universe, tests)
    gate_of = {id: gate for id in universe.order if (gate := pack.facts_by_id[id].only_if) is not None}
    return CompiledTree(
        tree=tree,
        universe=universe,
        node=space.choose(universe.allowed, nodes[tree.root.id], IMPOSSIBLE),
        tests=tests,
        gaps=gaps,
        overlaps=overlaps,
        gate_of=gate_of,
        gates={id: compile_condition(pack, space, gate) for id, gate in gate_of.items()},
    )


def _faults(
    tree: Tree, universe: Universe, tests: Mapping[tuple[str, str], Node]
) -> tuple[tuple[tuple[str, Mapping[int, int]], ...], tuple[tuple[str, str, str, Mapping[int, int]], ...]]:
    """Questions that some allowed patient reaches and no answer, or two answers, fit."""
    space = universe.space
    if not any(_suspect(space, question, tests) for question in tree.questions):
        return (), ()
    reach: dict[str, Node] = {tree.root.id: universe.allowed}
    gaps: list[tuple[str, Mapping[int, int]]] = []
    overlaps: list[tuple[str, str, str, Mapping[int, int]]] = []
    for question in tree.questions:
        here = reach.get(question.id, FALSE)
        covered = FALSE
        for i, answer in enumerate(question.answers):
            test = tests[question.id, answer.key]
            for other in question.answers[:i]:
                shared = space.both(here, space.both(test, tests[question.id, other.key]))
                if (found := space.witness(shared)) is not None:
                    overlaps.append((question.id, other.key, answer.key, found))
            covered = space.either(covered, test)
            reach[answer.to] = space.either(reach.get(answer.to, FALSE), space.both(here, test))
        missing = space.both(here, space.opposite(covered))
        if (found := space.witness(missing)) is not None:
            gaps.append((question.id, found))
    return tuple(gaps), tuple(overlaps)


def _suspect(space: Space, question: Question, tests: Mapping[tuple[str, str], Node]) -> bool:
    """Whether the answers, taken by themselves, leave someone out or overlap; most questions do neither."""
    covered = FALSE
    for answer in question.answers:
        test = tests[question.id, answer.key]
        if space.both(covered, test) != FALSE:
            return True
        covered = space.either(covered, test)
    return covered != TRUE


def masks_of(space: Space, settled: Settled) -> dict[int, int]:
    """The classes that remain for each fact, as `Space.restrict` takes them; ValueError outside a range."""
    masks: dict[int, int] = {}
    for fact in space.facts:
        variable = space.index[fact.id]
        if fact.id in settled.values:
            masks[variable] = 1 << space.class_index(fact.id, settled.values[fact.id])
        elif fact.id in settled.closed:
            closed = NA if fact.type not in ("bool", "set") else False
            masks[variable] = 1 << space.classes[variable].index(closed)
        elif (left := settled.narrowed.get(fact.id)) is not None:
            masks[variable] = sum(1 << i for i, each in enumerate(space.classes[variable]) if each in left)
    return masks
