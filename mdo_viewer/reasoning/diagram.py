"""Decision diagrams: a whole tree as one shared graph over classes of facts, so that sets of outcomes are exact.

A `Space` fixes the facts (variables, in the order in which a tree asks them) and cuts each into classes: the values
of a yes/no or choice fact, the intervals between the thresholds of a number, and "not applicable" for a number whose
"only if" is closed. Nodes are integers; equal functions are equal nodes, which makes "can this still matter" a
comparison. Terminals are IMPOSSIBLE (no allowed completion), TRUE and FALSE for conditions, and outcomes for trees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import Final, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import Fact, Operator, Range, Single, Value

Node: TypeAlias = int

IMPOSSIBLE: Final[Node] = 0
FALSE: Final[Node] = 1
TRUE: Final[Node] = 2

#: Memory bound of the operation cache; past it the cache starts anew.
_CACHE_LIMIT = 400_000
_LEAF = 1_000_000


class Interval(Struct, frozen=True):
    """Numbers between two bounds, in the fact's unit."""

    low: float
    high: float
    low_open: bool
    high_open: bool

    def contains(self, number: float) -> bool:
        """Whether a number, in the fact's unit, lies between the bounds; an open bound itself does not."""
        above = number > self.low if self.low_open else number >= self.low
        below = number < self.high if self.high_open else number <= self.high
        return above and below

    def within(self, bounds: Range) -> Interval:
        """The part of this interval that lies in a range; it may hold no number."""
        return Interval(
            max(self.low, bounds.low),
            min(self.high, bounds.high),
            self.low_open and self.low >= bounds.low,
            self.high_open and self.high <= bounds.high,
        )

    def meets(self, bounds: Range, whole: bool) -> bool:
        """Whether a number of the range lies in this interval; `whole` when only whole numbers count."""
        part = self.within(bounds)
        return (part.low < part.high or part.contains(part.low)) and part.example(whole) is not None

    def example(self, whole: bool) -> int | float | None:
        """A number inside, whole where possible, and None when only a fraction would fit and `whole` is asked."""
        first = ceil(self.low)
        for number in range(first, first + 3):
            if self.contains(number):
                return number
        return None if whole else (self.low + self.high) / 2

    def single(self, whole: bool) -> int | float | None:
        """The only number inside, None where there are several; `whole` when only whole numbers count."""
        if not whole:
            return tidy(self.low) if self.low == self.high else None
        first = self.example(whole=True)
        return first if first is not None and not self.contains(first + 1) else None


def tidy(number: float) -> int | float:
    """The number, whole where it is."""
    return int(number) if number == int(number) else number


class NotApplicable:
    """The class of a number whose "only if" is closed."""

    def __repr__(self) -> str:
        return "n/a"


NA: Final = NotApplicable()

FactClass: TypeAlias = "bool | str | Interval | NotApplicable"

_COMPARE: Final[Mapping[Operator, Callable[[float, float], bool]]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def compare_all(value: Value, op: Operator, wanted: Single) -> bool | None:
    """`compare`; of a range None where some numbers in it satisfy the comparison and some do not."""
    if not isinstance(value, Range):
        return compare(value, op, wanted)
    assert isinstance(wanted, (int, float))  # a range is of a number
    inside = (wanted,) if value.low < wanted < value.high else ()
    truths = {compare(number, op, wanted) for number in (value.low, *inside, value.high)}
    return truths.pop() if len(truths) == 1 else None


def compare(value: Single, op: Operator, wanted: Single) -> bool:
    """Whether one known value satisfies a comparison; a set compares with True as "not empty"."""
    if isinstance(value, tuple):
        present = bool(value)
        return present == wanted if op == "=" else present != wanted
    if isinstance(value, (bool, str)) or isinstance(wanted, (bool, str, tuple)):
        return value == wanted if op == "=" else value != wanted
    return _COMPARE[op](value, wanted)


def classes_of(fact: Fact, thresholds: Iterable[tuple[Operator, float]]) -> tuple[FactClass, ...]:
    """Cut a fact into the classes that the given comparisons tell apart."""
    if fact.type in ("bool", "set"):
        return (True, False)
    gated: tuple[FactClass, ...] = (NA,) if fact.only_if is not None else ()
    if fact.type == "choice":
        return (*(choice.id for choice in fact.values), *gated)
    return (*intervals(fact, thresholds), *gated)


def intervals(fact: Fact, thresholds: Iterable[tuple[Operator, float]]) -> tuple[Interval, ...]:
    """The intervals of a number between thresholds, lowest first; empty ones are left out."""
    low = fact.low if fact.low is not None else 0.0
    high = fact.high if fact.high is not None else float("inf")
    # A cut (t, False) lies just below t, (t, True) just above it.
    cuts: set[tuple[float, bool]] = set()
    for op, threshold in thresholds:
        if op in ("<", ">=", "=", "!="):
            cuts.add((threshold, False))
        if op in ("<=", ">", "=", "!="):
            cuts.add((threshold, True))
    found: list[Interval] = []
    start, start_open = low, False
    for threshold, above in sorted(cuts):
        found.append(Interval(start, threshold, start_open, not above))
        start, start_open = threshold, above
    found.append(Interval(start, high, start_open, False))
    whole = fact.type == "integer"
    return tuple(
        each for each in found if (each.low < each.high or each.contains(each.low)) and each.example(whole) is not None
    )


class Space:
    """Facts with their classes, and the diagrams over them."""

    def __init__(self, facts: Sequence[Fact], classes: Mapping[str, tuple[FactClass, ...]]) -> None:
        self.facts = tuple(facts)
        self.classes = tuple(classes[fact.id] for fact in facts)
        self.index = {fact.id: i for i, fact in enumerate(facts)}
        self._full = tuple((1 << len(each)) - 1 for each in self.classes)
        self._variable: list[int] = [_LEAF, _LEAF, _LEAF]
        self._children: list[tuple[Node, ...]] = [(), (), ()]
        self._unique: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._outcomes: dict[str, Node] = {}
        self._names: dict[Node, str] = {}
        self._choices: dict[tuple[Node, Node, Node], Node] = {}
        self._reachable: dict[Node, frozenset[str]] = {}
        self._ends: dict[Node, frozenset[Node]] = {}
        self._simple: dict[Node, Node] = {}
        self._supports: dict[Node, frozenset[int]] = {}
        self._fixed: dict[tuple[Node, int, int], Node] = {}

    # --- building -----------------------------------------------------------------------------------------------

    def outcome(self, name: str) -> Node:
        """The terminal of an outcome."""
        node = self._outcomes.get(name)
        if node is None:
            node = len(self._variable)
            self._variable.append(_LEAF)
            self._children.append(())
            self._outcomes[name] = node
            self._names[node] = name
        return node

    def node(self, variable: int, children: tuple[Node, ...]) -> Node:
        """The node that tests a variable; no test where every class leads to the same."""
        if all(child == children[0] for child in children):
            return children[0]
        key = (variable, children)
        found = self._unique.get(key)
        if found is None:
            found = len(self._variable)
            self._variable.append(variable)
            self._children.append(children)
            self._unique[key] = found
        return found

    def literal(self, fact: str, test: Callable[[FactClass], bool]) -> Node:
        """The condition that the fact lies in a class that passes the test."""
        variable = self.index[fact]
        return self.node(variable, tuple(TRUE if test(each) else FALSE for each in self.classes[variable]))

    def choose(self, condition: Node, then: Node, other: Node) -> Node:
        """`then` where the condition holds, `other` where it does not, IMPOSSIBLE where it is impossible."""
        if condition == TRUE:
            return then
        if condition == FALSE:
            return other
        if condition == IMPOSSIBLE:
            return IMPOSSIBLE
        if then == other:
            return then
        if then == TRUE and other == FALSE:
            return condition
        key = (condition, then, other)
        found = self._choices.get(key)
        if found is not None:
            return found
        variables = self._variable
        top = min(variables[condition], variables[then], variables[other])
        first = self._children[condition] if variables[condition] == top else None
        second = self._children[then] if variables[then] == top else None
        third = self._children[other] if variables[other] == top else None
        result = self.node(
            top,
            tuple(
                self.choose(
                    first[i] if first else condition, second[i] if second else then, third[i] if third else other
                )
                for i in range(len(self.classes[top]))
            ),
        )
        if len(self._choices) > _CACHE_LIMIT:
            self._choices.clear()
        self._choices[key] = result
        return result

    def both(self, one: Node, two: Node) -> Node:
        """The condition that holds where both do."""
        return self.choose(one, two, FALSE)

    def either(self, one: Node, two: Node) -> Node:
        """The condition that holds where at least one does."""
        return self.choose(one, TRUE, two)

    def opposite(self, condition: Node) -> Node:
        """The condition that holds where this one does not."""
        return self.choose(condition, FALSE, TRUE)

    def join(self, one: Node, two: Node) -> Node:
        """The function that equals each of two where the other is impossible. Raises ValueError where neither is."""
        if one in (IMPOSSIBLE, two):
            return two
        if two == IMPOSSIBLE:
            return one
        variables = self._variable
        top = min(variables[one], variables[two])
        if top == _LEAF:
            raise ValueError("two outcomes for the same facts")
        first = self._children[one] if variables[one] == top else None
        second = self._children[two] if variables[two] == top else None
        key = (-1, one, two)
        found = self._choices.get(key)
        if found is None:
            found = self._choices[key] = self.node(
                top,
                tuple(
                    self.join(first[i] if first else one, second[i] if second else two)
                    for i in range(len(self.classes[top]))
                ),
            )
        return found

    def forget(self, condition: Node, variables: frozenset[int]) -> Node:
        """The condition that some value of these variables makes the given one hold."""
        memo: dict[Node, Node] = {}

        def visit(node: Node) -> Node:
            if self._variable[node] == _LEAF:
                return node
            if node not in memo:
                children = tuple(visit(child) for child in self._children[node])
                if self._variable[node] in variables:
                    result = FALSE
                    for child in children:
                        result = self.either(result, child)
                else:
                    result = self.node(self._variable[node], children)
                memo[node] = result
            return memo[node]

        return visit(condition)

    # --- asking -------------------------------------------------------------------------------------------------

    def restrict(self, root: Node, masks: Mapping[int, int]) -> Node:
        """The function that is left when facts are limited to classes (a bit mask by variable)."""
        memo: dict[Node, Node] = {}
        variables, children_of = self._variable, self._children

        def visit(node: Node) -> Node:
            variable = variables[node]
            if variable == _LEAF:
                return node
            known = memo.get(node)
            if known is not None:
                return known
            mask = masks.get(variable)
            children = children_of[node]
            if mask is None:
                result = self.node(variable, tuple([visit(child) for child in children]))
            else:
                left = [visit(child) if mask >> i & 1 else -1 for i, child in enumerate(children)]
                kinds = set(left) - {-1}
                # No difference between the classes that remain: the fact needs no test here.
                if len(kinds) == 1:
                    result = kinds.pop()
                else:
                    result = self.node(variable, tuple([IMPOSSIBLE if child == -1 else child for child in left]))
            memo[node] = result
            return result

        return visit(root)

    def fix(self, node: Node, variable: int, index: int) -> Node:
        """`restrict` to one class of one fact, remembered."""
        key = (node, variable, index)
        found = self._fixed.get(key)
        if found is None:
            if len(self._fixed) > _CACHE_LIMIT:
                self._fixed.clear()
            found = self._fixed[key] = self.restrict(node, {variable: 1 << index})
        return found

    def outcomes(self, node: Node) -> frozenset[str]:
        """The outcomes that some allowed completion reaches."""
        found = self._reachable.get(node)
        if found is None:
            if self._variable[node] == _LEAF:
                found = frozenset((self._names[node],)) if node in self._names else frozenset()
            else:
                found = frozenset().union(*(self.outcomes(child) for child in self._children[node]))
            self._reachable[node] = found
        return found

    def terminals(self, node: Node) -> frozenset[Node]:
        """TRUE and FALSE as far as some allowed completion reaches them."""
        found = self._ends.get(node)
        if found is None:
            if self._variable[node] == _LEAF:
                found = frozenset((node,)) - {IMPOSSIBLE}
            else:
                found = frozenset().union(*(self.terminals(child) for child in self._children[node]))
            self._ends[node] = found
        return found

    def relevant(self, node: Node) -> frozenset[int]:
        """The variables on which the outcome depends; impossible combinations make no difference."""
        return self.support(self._simplify(node))

    def _simplify(self, node: Node) -> Node:
        found = self._simple.get(node)
        if found is None:
            found = node
            if self._variable[node] != _LEAF:
                children = tuple(self._simplify(child) for child in self._children[node])
                kinds = set(children) - {IMPOSSIBLE}
                found = kinds.pop() if len(kinds) == 1 else self.node(self._variable[node], children)
            self._simple[node] = found
        return found

    def support(self, node: Node) -> frozenset[int]:
        """The variables that a node tests, itself or further down."""
        found = self._supports.get(node)
        if found is None:
            found = frozenset()
            if self._variable[node] != _LEAF:
                found = frozenset((self._variable[node],)).union(*(self.support(c) for c in self._children[node]))
            self._supports[node] = found
        return found

    def variable(self, node: Node) -> int | None:
        """The variable that a node tests, None for a terminal."""
        variable = self._variable[node]
        return None if variable == _LEAF else variable

    def children(self, node: Node) -> tuple[Node, ...]:
        """Where each class of the node's variable leads, in the order of the classes; none for a terminal."""
        return self._children[node]

    def split(self, node: Node, variable: int) -> tuple[Node, ...]:
        """What is left of a node for each class of a variable that it tests first, or not at all."""
        if self._variable[node] == variable:
            return self._children[node]
        return (node,) * len(self.classes[variable])

    def name(self, node: Node) -> str | None:
        """The outcome of a terminal, None for other nodes."""
        return self._names.get(node)

    def witness(self, node: Node, wanted: Node = TRUE) -> dict[int, int] | None:
        """Classes by variable on one way to a terminal, or None when there is none."""
        failed: set[Node] = set()

        def visit(current: Node) -> dict[int, int] | None:
            if current == wanted:
                return {}
            if self._variable[current] == _LEAF or current in failed:
                return None
            for i, child in enumerate(self._children[current]):
                rest = visit(child)
                if rest is not None:
                    return {self._variable[current]: i, **rest}
            failed.add(current)
            return None

        return visit(node)

    def shortest(self, node: Node, wanted: Node = TRUE) -> dict[int, int] | None:
        """Classes by variable on a way to a terminal with the fewest tests, or None when there is none."""
        lengths: dict[Node, tuple[int, int]] = {}  # tests from here to the terminal, and the class to take

        def visit(current: Node) -> int:
            if current == wanted:
                return 0
            if self._variable[current] == _LEAF:
                return _LEAF
            if current not in lengths:
                lengths[current] = min((visit(child) + 1, i) for i, child in enumerate(self._children[current]))
            return lengths[current][0]

        if visit(node) >= _LEAF:
            return None
        found: dict[int, int] = {}
        while node != wanted:
            index = lengths[node][1]
            found[self._variable[node]] = index
            node = self._children[node][index]
        return found

    def full(self, variable: int) -> int:
        """The mask of all classes of a fact."""
        return self._full[variable]

    def mask(self, fact: str, value: Value) -> int:
        """The classes that a known value lies in: one, of a range all that it meets. Raises ValueError for none."""
        if not isinstance(value, Range):
            return 1 << self.class_index(fact, value)
        variable = self.index[fact]
        whole = self.facts[variable].type == "integer"
        found = sum(
            1 << i
            for i, each in enumerate(self.classes[variable])
            if isinstance(each, Interval) and each.meets(value, whole)
        )
        if not found:
            raise ValueError(f"{fact}: {value!r}")
        return found

    def class_index(self, fact: str, value: Single) -> int:
        """The class that a known value lies in. Raises ValueError when it lies in none (outside the range)."""
        variable = self.index[fact]
        wanted: Single = bool(value) if isinstance(value, tuple) else value
        for i, each in enumerate(self.classes[variable]):
            if isinstance(each, Interval):
                if isinstance(wanted, (int, float)) and not isinstance(wanted, bool) and each.contains(wanted):
                    return i
            elif each is not NA and each == wanted:
                return i
        raise ValueError(f"{fact}: {value!r}")
