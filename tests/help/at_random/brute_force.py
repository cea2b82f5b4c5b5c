"""What a small pack means, by going through every complete patient: a second evaluator, written from the definition.

It shares nothing with `mdo_viewer.reasoning` but the pack. Of each fact it takes a few values: all of a yes/no or a
choice, some of a set, and of a number those on, below and above what the pack compares it with. A number or choice
whose "only if" does not hold has no value (None), a yes/no is no, a set empty. Sets of complete patients are whole
numbers, one bit a patient.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from mdo_viewer.guideline.model import (
    All,
    AnyOf,
    Condition,
    Ends,
    Fact,
    Is,
    MomentSet,
    Not,
    Pack,
    ShownAt,
    Term,
    Tree,
    Value,
)


class Impossible(Exception):
    """Values that no complete patient has."""


class BruteForce:
    """Every complete patient that a pack allows, and what is so of them."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.facts = {fact.id: fact for fact in pack.facts}
        self.values = {fact.id: tuple(self._values(fact)) for fact in pack.facts}
        self.patients = [*self._patients()]
        self.all = (1 << len(self.patients)) - 1
        self._comparisons: dict[tuple[str, str, object], int] = {}

    # --- complete patients ----------------------------------------------------------------------------------------

    def _values(self, fact: Fact) -> Iterator[Value]:
        if fact.type == "bool":
            yield from (True, False)
        elif fact.type == "choice":
            yield from (choice.id for choice in fact.values)
        elif fact.type == "set":
            ids = tuple(choice.id for choice in fact.values)
            yield from dict.fromkeys(((), ids[:1], ids))
        else:
            yield from self._numbers(fact)

    def _numbers(self, fact: Fact) -> Iterator[int | float]:
        assert fact.low is not None
        assert fact.high is not None
        found = {float(each.value) for each in self._compared() if each.fact == fact.id and _is_number(each.value)}
        limits = sorted({float(fact.low), float(fact.high), *(each for each in found if fact.low < each < fact.high)})
        if fact.type == "integer":
            near = (round(limit) + step for limit in limits for step in (-1, 0, 1))
            yield from sorted({number for number in near if fact.low <= number <= fact.high})
            return
        for low, high in itertools.pairwise(limits):
            yield from (_tidy(low), low + (high - low) / 4, low + (high - low) / 2)
        yield _tidy(limits[-1])

    def _compared(self) -> Iterator[Is]:
        pack = self.pack
        for tree in pack.trees:
            yield from self._inside(tree.entry)
            for question in tree.questions:
                for answer in question.answers:
                    yield from self._inside(answer.test)
            for outcome in tree.outcomes:
                for each in (*outcome.ways, *outcome.next):
                    yield from self._inside(each.when)
                yield from self._inside(All((*(part.condition for part in outcome.parts), outcome.unless or All(()))))
        shown = (*(each.shown_with for each in pack.riders), *(each.shown_at for each in pack.notes))
        for place in itertools.chain(*shown):
            yield from self._inside(place.when)
            if place.unless is not None:
                yield from self._inside(place.unless)
        for rule in pack.implications:
            yield from self._inside(rule.condition)
            yield from rule.then
        for fact in pack.facts:
            if fact.only_if is not None:
                yield from self._inside(fact.only_if)

    def _inside(self, condition: Condition) -> Iterator[Is]:
        match condition:
            case Is():
                yield condition
            case Term(term=term):
                yield from self._inside(self._term(term))
            case Not(item=item):
                yield from self._inside(item)
            case All(items=items) | AnyOf(items=items):
                for item in items:
                    yield from self._inside(item)

    def named(self, condition: Condition) -> list[str]:
        """The facts that a condition names, each once, in its order."""
        return [*dict.fromkeys(each.fact for each in self._inside(condition))]

    def _term(self, id: str) -> Condition:
        return next(term.condition for term in self.pack.terms if term.id == id)

    def depth(self, id: str) -> int:
        """How many "only if"s stand before a fact, one behind the other."""
        gate = self.facts[id].only_if
        return 0 if gate is None else 1 + max(self.depth(fact) for fact in self.named(gate))

    def _patients(self) -> Iterator[dict[str, Value | None]]:
        order = sorted(self.facts, key=self.depth)

        def fill(patient: dict[str, Value | None], i: int) -> Iterator[dict[str, Value | None]]:
            if i == len(order):
                if all(self._allowed(patient, rule.condition, rule.then) for rule in self.pack.implications):
                    yield dict(patient)
                return
            fact = self.facts[order[i]]
            if fact.only_if is not None and not self.meets(patient, fact.only_if):
                closed: dict[str, Value | None] = {"bool": False, "set": ()}
                yield from fill({**patient, fact.id: closed.get(fact.type)}, i + 1)
            else:
                for value in self.values[fact.id]:
                    yield from fill({**patient, fact.id: value}, i + 1)

        yield from fill({}, 0)

    def _allowed(self, patient: Mapping[str, Value | None], condition: Condition, then: Iterable[Is]) -> bool:
        return not self.meets(patient, condition) or all(self.meets(patient, each) for each in then)

    def meets(self, patient: Mapping[str, Value | None], condition: Condition) -> bool:
        """Whether a complete patient meets a condition over facts."""
        match condition:
            case Is(fact=fact, op=op, value=wanted):
                return _compare(patient[fact], op, wanted)
            case Term(term=term):
                return self.meets(patient, self._term(term))
            case Not(item=item):
                return not self.meets(patient, item)
            case All(items=items):
                return all(self.meets(patient, item) for item in items)
            case AnyOf(items=items):
                return any(self.meets(patient, item) for item in items)
        raise TypeError(condition)

    # --- sets of patients -----------------------------------------------------------------------------------------

    def having(self, fact: str, value: Value | None) -> int:
        """The patients with this value."""
        return self._select(fact, "is", value, lambda own: own == value and type(own) is type(value))

    def _select(self, fact: str, op: str, value: object, test: object) -> int:
        key = (fact, op, (type(value), value))
        if key not in self._comparisons:
            assert callable(test)
            self._comparisons[key] = sum(1 << i for i, each in enumerate(self.patients) if test(each[fact]))
        return self._comparisons[key]

    def meeting(self, condition: Condition, moments: frozenset[str] = frozenset()) -> int:
        """The patients who meet a condition, of entries too; `moments` are those filled in."""
        match condition:
            case Is(fact=fact, op=op, value=wanted):
                return self._select(fact, op, wanted, lambda own: _compare(own, op, wanted))
            case Term(term=term):
                return self.meeting(self._term(term))
            case Not(item=item):
                return self.all & ~self.meeting(item, moments)
            case All(items=items):
                found = self.all
                for item in items:
                    found &= self.meeting(item, moments)
                return found
            case AnyOf(items=items):
                found = 0
                for item in items:
                    found |= self.meeting(item, moments)
                return found
            case MomentSet(moment=moment):
                return self.all if moment in moments else 0
            case Ends(outcomes=outcomes):
                found = 0
                for each in outcomes:
                    tree, outcome = each.split(".")
                    found |= self.entering(tree, moments) & self.tree(tree).ends[outcome]
                return found

    def entering(self, tree: str, moments: frozenset[str]) -> int:
        """The patients whose journey comes to a tree."""
        return self.meeting(self.tree(tree).tree.entry, moments)

    def entry(self, condition: Condition, moments: frozenset[str], alive: int) -> bool | None:
        """Whether a partial patient comes to a tree, as journeys work it out: what facts say, and where each other tree
        can end, is exact; several of these are joined one by one."""
        if not _asks_elsewhere(condition):
            return _truth(alive, self.meeting(condition))
        match condition:
            case Not(item=item):
                inner = self.entry(item, moments, alive)
                return None if inner is None else not inner
            case All(items=items):
                parts = {self.entry(item, moments, alive) for item in items}
                return False if False in parts else None if None in parts else True
            case AnyOf(items=items):
                parts = {self.entry(item, moments, alive) for item in items}
                return True if True in parts else None if None in parts else False
            case MomentSet(moment=moment):
                return moment in moments
            case Ends(outcomes=outcomes):
                wanted = {tree: [o for t, o in (e.split(".") for e in outcomes) if t == tree] for tree in self._trees}
                parts = {self._ends(self.tree(tree), ids, moments, alive) for tree, ids in wanted.items() if ids}
                return True if True in parts else None if None in parts else False
        raise TypeError(condition)

    def _ends(self, tree: BruteTree, outcomes: list[str], moments: frozenset[str], alive: int) -> bool | None:
        entered = self.entry(tree.tree.entry, moments, alive)
        ends = _truth(alive, sum(tree.ends[outcome] for outcome in set(outcomes)))
        return False if False in (entered, ends) else None if None in (entered, ends) else True

    def gate(self, id: str) -> int:
        """The patients to whom a fact applies."""
        condition = self.facts[id].only_if
        return self.all if condition is None else self.meeting(condition)

    def tree(self, id: str) -> BruteTree:
        """A tree with who goes where."""
        return self._trees[id]

    @cached_property
    def _trees(self) -> Mapping[str, BruteTree]:
        return {tree.id: BruteTree(self, tree) for tree in self.pack.trees}

    # --- partial patients -----------------------------------------------------------------------------------------

    def settle(self, values: Mapping[str, Value]) -> BruteSettled:
        """What follows from some values. Raises Impossible where they cannot be true together."""
        used: dict[str, Value] = {}
        alive = self.all
        for depth in range(1 + max(self.depth(id) for id in self.facts)):
            level = [id for id in values if self.depth(id) == depth and alive & self.gate(id)]
            used.update({id: values[id] for id in level})
            for id in level:
                alive &= self.having(id, values[id])
            if not alive:
                raise Impossible
        return BruteSettled(self, used, alive)

    def shown(self, places: Iterable[ShownAt], tree: str, outcome: str) -> int:
        """The patients to whom a rider with these places is shown at an outcome."""
        found = 0
        for place in _at(places, tree, outcome):
            unless = 0 if place.unless is None else self.meeting(place.unless)
            found |= self.meeting(place.when) & ~unless
        return found

    def truth(self, alive: int, condition: Condition) -> bool | None:
        """Whether all of some patients meet a condition over facts, or none (False); None where some do."""
        return _truth(alive, self.meeting(condition))

    def noted(self, places: Iterable[ShownAt], tree: str, outcome: str, alive: int) -> bool:
        """Whether a note is shown to a partial patient: an exception that is still open does not hide it."""
        found = 0
        for place in _at(places, tree, outcome):
            if place.unless is None or alive & ~self.meeting(place.unless):
                found |= self.meeting(place.when)
        return alive & ~found == 0


class BruteTree:
    """Which patients come to each question, give each answer and end in each outcome."""

    def __init__(self, brute: BruteForce, tree: Tree) -> None:
        self.tree = tree
        self.tests = {(q.id, a.key): brute.meeting(a.test) for q in tree.questions for a in q.answers}
        self.gaps: set[str] = set()
        self.overlaps: set[tuple[str, str, str]] = set()
        self.order = [*dict.fromkeys(f for q in tree.questions for a in q.answers for f in brute.named(a.test))]
        self.ends, self.taken = self._walk(brute.all)

    def _walk(self, everyone: int) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
        come = {self.tree.questions[0].id: everyone}
        taken: dict[tuple[str, str], int] = {}
        for question in self.tree.questions:
            here = come.get(question.id, 0)
            answered = 0
            for i, answer in enumerate(question.answers):
                test = self.tests[question.id, answer.key]
                for other in question.answers[:i]:
                    if here & test & self.tests[question.id, other.key]:
                        self.overlaps.add((question.id, other.key, answer.key))
                taken[question.id, answer.key] = here & test
                come[answer.to] = come.get(answer.to, 0) | here & test
                answered |= test
            if here & ~answered:
                self.gaps.add(question.id)
        return {outcome.id: come.get(outcome.id, 0) for outcome in self.tree.outcomes}, taken

    def possible(self, alive: int) -> tuple[str, ...]:
        """The outcomes that some of these patients reach, in their order."""
        return tuple(id for id, who in self.ends.items() if who & alive)


class BruteSettled:
    """A partial patient: the values in use, and every complete patient that has them."""

    def __init__(self, brute: BruteForce, used: Mapping[str, Value], alive: int) -> None:
        self.alive = alive
        self.closed = {id for id, fact in brute.facts.items() if fact.only_if and not alive & brute.gate(id)}
        self.left = {
            id: {value for value in (*brute.values[id], None) if alive & brute.having(id, value)} for id in brute.facts
        }
        self.derived = {
            id: only
            for id, left in self.left.items()
            if id not in used and id not in self.closed and len(left) == 1 and (only := next(iter(left))) is not None
        }
        self.values = {id: value for id, value in used.items() if id not in self.closed} | self.derived

    def unknown(self, id: str) -> bool:
        """Whether a fact applies, or may, and has no value."""
        return id not in self.values and id not in self.closed


def _truth(alive: int, who: int) -> bool | None:
    """Whether all of these patients are among others, or none (False); None where some are."""
    return None if alive & who and alive & ~who else bool(alive & who)


def _asks_elsewhere(condition: Condition) -> bool:
    match condition:
        case Ends() | MomentSet():
            return True
        case Not(item=item):
            return _asks_elsewhere(item)
        case All(items=items) | AnyOf(items=items):
            return any(_asks_elsewhere(item) for item in items)
    return False


def _at(places: Iterable[ShownAt], tree: str, outcome: str) -> Iterator[ShownAt]:
    return (place for place in places if place.tree == tree and outcome in place.outcomes)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _tidy(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _compare(own: Value | None, op: str, wanted: object) -> bool:
    """A comparison with a value; nothing compares with what has none."""
    if own is None:
        return False
    if isinstance(own, tuple):
        own = len(own) > 0
    if op in ("=", "!="):
        return (own == wanted) == (op == "=")
    assert isinstance(own, (int, float))
    assert isinstance(wanted, (int, float))
    return {"<": own < wanted, "<=": own <= wanted, ">": own > wanted, ">=": own >= wanted}[op]
