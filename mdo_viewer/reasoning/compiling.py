"""Conditions and trees of a pack as decision diagrams, with "only if" and implications built in."""

from __future__ import annotations

from collections import Counter
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


def with_consequences(constraints: Iterable[Constraint]) -> Iterator[Condition]:
    """Every condition that constraints compare facts with."""
    for constraint in constraints:
        yield constraint.condition
        if constraint.then is not None:
            yield constraint.then


@lru_cache(maxsize=8)
def tied_groups(pack: Pack) -> tuple[tuple[frozenset[str], tuple[Constraint, ...]], ...]:
    """The constraints of a pack in groups that have no fact in common, each with its facts."""
    groups: list[tuple[frozenset[str], tuple[Constraint, ...]]] = []
    for constraint in constraints_of(pack):
        facts = frozenset(tied_facts(pack, constraint))
        members: tuple[Constraint, ...] = (constraint,)
        apart: list[tuple[frozenset[str], tuple[Constraint, ...]]] = []
        for other, others in groups:
            if other & facts:
                facts |= other
                members = others + members
            else:
                apart.append((other, others))
        groups = [*apart, (facts, members)]
    return tuple(groups)


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


class Universe(Struct, frozen=True, eq=False):
    """A space with everything that the pack allows about its facts."""

    space: Space
    order: tuple[str, ...]  # the facts that the conditions name, in order; the rest are needed for "only if" alone
    outside: frozenset[int]  # facts that no condition names, tied to those of the conditions by a constraint
    ties: tuple[Node, ...]  # what each constraint allows
    allowed: Node  # what they allow of the facts inside while nothing is known of those outside

    @property
    def inside(self) -> tuple[str, ...]:
        """The facts that the conditions name, and those that gate them."""
        return tuple(fact.id for variable, fact in enumerate(self.space.facts) if variable not in self.outside)

    def known_outside(self, settled: Settled, masks: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
        """The facts outside that were given, each with the mask of its class; what was derived follows from those.

        A value that turned out not to apply counts: it may be what closes its own "only if".
        """
        given = (settled.values.keys() - settled.derived) | settled.unused
        facts = self.space.facts
        return tuple((variable, masks[variable]) for variable in self.outside if facts[variable].id in given)


def make_universe(pack: Pack, conditions: Sequence[Condition]) -> Universe:
    """The space of some conditions: their facts, what gates them, and the constraints between all of these.

    Facts that constraints tie to these stand outside: no diagram of a condition names them, and what is known of them
    says what is allowed inside (`allowed_with`).
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
    groups = [group for group in tied_groups(pack) if not group[0].isdisjoint(inside)]
    constraints = [constraint for _, members in groups for constraint in members]
    tied = frozenset(fact for facts, _ in groups for fact in facts)
    outside = tuple(id for id in pack.facts_by_id if id in tied and id not in inside)
    space = make_space(pack, (*inside, *outside), (*conditions, *with_consequences(constraints)))
    beyond = frozenset(space.index[id] for id in outside)
    ties = tuple(compile_constraint(pack, space, each) for each in constraints)
    return Universe(space, order, beyond, ties, _eliminated(space, ties, beyond))


@lru_cache(maxsize=20_000)
def allowed_with(universe: Universe, known: tuple[tuple[int, int], ...]) -> Node:
    """What is allowed of the facts inside, with this known of facts outside (`Universe.known_outside`)."""
    masks = dict(known)
    ties = [universe.space.restrict(tie, masks) for tie in universe.ties]
    return _eliminated(universe.space, ties, universe.outside)


def _eliminated(space: Space, ties: Iterable[Node], outside: frozenset[int]) -> Node:
    """All ties together, without the facts outside: for some values of those, every tie holds.

    One fact at a time, that of the fewest ties first, so that the diagrams stay small.
    """
    left = [tie for tie in ties if tie != TRUE]
    while True:
        uses = Counter(variable for tie in left for variable in space.support(tie) & outside)
        if not uses:
            break
        rarest = min(uses, key=lambda variable: (uses[variable], variable))
        apart = [tie for tie in left if rarest not in space.support(tie)]
        together = TRUE
        for tie in left:
            if rarest in space.support(tie):
                together = space.both(together, tie)
        without = space.forget(together, frozenset((rarest,)))
        left = [*apart, without] if without != TRUE else apart
    allowed = TRUE
    for tie in left:
        allowed = space.both(allowed, tie)
    return allowed


class CompiledCondition(Struct, frozen=True, eq=False):
    """A condition with everything the pack allows: TRUE, FALSE or IMPOSSIBLE for each complete set of facts; `bare`
    without what the pack allows."""

    universe: Universe
    node: Node
    bare: Node


class CompiledTree(Struct, frozen=True, eq=False):
    """A tree as one diagram with its outcomes as terminals, and each answer's condition beside it.

    `bare` is that diagram without what the pack allows of the facts. `gaps` and `overlaps` are its faults; a tree that
    has any gives no advice.
    """

    tree: Tree
    universe: Universe
    node: Node
    bare: Node
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
    return CompiledCondition(universe, universe.space.choose(universe.allowed, node, IMPOSSIBLE), node)


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
        bare=nodes[tree.root.id],
        tests=tests,
        gaps=gaps,
        overlaps=overlaps,
        gate_of=gate_of,
        gates={id: compile_condition(pack, space, gate) for id, gate in gate_of.items()},
    )


def answers_given(
    space: Space, tree: Tree, tests: Mapping[tuple[str, str], Node], who: Node
) -> dict[tuple[str, str], Node]:
    """Who gives each answer (question id, answer key) of a tree, of the patients `who` come to its first question."""
    come: dict[str, Node] = {tree.root.id: who}
    given: dict[tuple[str, str], Node] = {}
    for question in tree.questions:  # an answer never leads backwards
        here = come.get(question.id, FALSE)
        for answer in question.answers:
            there = given[question.id, answer.key] = space.both(here, tests[question.id, answer.key])
            come[answer.to] = space.either(come.get(answer.to, FALSE), there)
    return given


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


def left_of(compiled: CompiledTree | CompiledCondition, settled: Settled) -> Node:
    """The part of a diagram that the settled facts leave: what some allowed completion of them reaches."""
    space = compiled.universe.space
    masks = masks_of(space, settled)
    node = compiled.node
    if known := compiled.universe.known_outside(settled, masks):
        node = space.choose(allowed_with(compiled.universe, known), compiled.bare, IMPOSSIBLE)
    return space.restrict(node, masks)


def masks_of(space: Space, settled: Settled) -> dict[int, int]:
    """The classes that remain for each fact, as `Space.restrict` takes them; ValueError outside a range."""
    masks: dict[int, int] = {}
    for fact in space.facts:
        variable = space.index[fact.id]
        if fact.id in settled.values:
            masks[variable] = space.mask(fact.id, settled.values[fact.id])
        elif fact.id in settled.closed:
            closed = NA if fact.type not in ("bool", "set") else False
            masks[variable] = 1 << space.classes[variable].index(closed)
        elif (left := settled.narrowed.get(fact.id)) is not None:
            masks[variable] = sum(1 << i for i, each in enumerate(space.classes[variable]) if each in left)
    return masks
