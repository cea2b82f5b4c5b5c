"""Every route through a tree: start with nothing known, ask what the evaluator asks, and branch over its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import Pack, Tree, Value
from mdo_viewer.reasoning.class_text import class_text, example_of
from mdo_viewer.reasoning.compiling import CompiledTree, compiled_tree, left_of
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.diagram import NA, FactClass, Node
from mdo_viewer.reasoning.possibilities import Possible, Unproven, possible_for
from mdo_viewer.reasoning.results import Route, Settled
from mdo_viewer.reasoning.settling import Contradiction, settle

Evaluate: TypeAlias = Callable[[Pack, Tree, Mapping[str, Value]], Possible]

#: A state with the same remaining tree and the same open "only if"s goes on in the same way.
StateKey: TypeAlias = "tuple[Node, frozenset[str]]"


class SearchPoint(Struct, frozen=True):
    """A point of the search: what is known, what the evaluator says, and the answers to its next fact."""

    key: StateKey
    values: Mapping[str, Value]
    possible: Possible
    answers: tuple[tuple[FactClass, StateKey], ...]


class Search:
    """The route search of one tree, equal states merged. `evaluate` is the evaluator under proof."""

    def __init__(self, pack: Pack, tree: Tree, evaluate: Evaluate = possible_for) -> None:
        self.pack = pack
        self.tree = tree
        self.compiled: CompiledTree = compiled_tree(pack, tree)
        self.states: dict[StateKey, SearchPoint] = {}
        self._evaluate = evaluate
        self.start = self._visit({})

    def _visit(self, values: dict[str, Value]) -> StateKey:
        settled = settle(self.pack, values)
        key = self._key(settled)
        if key in self.states:
            return key
        possible = self._evaluate(self.pack, self.tree, values)
        # Facts asked run out, so a faulty evaluator that asks one twice ends here too.
        again = possible.next_fact is None or possible.next_fact in values
        answers = () if again else tuple(self._answers(values, str(possible.next_fact)))
        self.states[key] = SearchPoint(key, values, possible, answers)
        return key

    def _answers(self, values: dict[str, Value], id: str) -> Iterator[tuple[FactClass, StateKey]]:
        fact = self.pack.facts_by_id[id]
        space = self.compiled.space
        for each in space.classes[space.index[id]]:
            if each is NA:
                continue
            try:
                yield each, self._visit({**values, id: example_of(fact, each)})
            except Contradiction:
                continue

    def _key(self, settled: Settled) -> StateKey:
        gates = frozenset(id for id, gate in self.compiled.gate_of.items() if truth(self.pack, settled, gate) is True)
        return left_of(self.compiled, settled), gates

    def count(self) -> int:
        """How many routes there are."""
        counts: dict[StateKey, int] = {}

        def visit(key: StateKey) -> int:
            if key not in counts:
                counts[key] = sum(visit(after) for _, after in self.states[key].answers) or 1
            return counts[key]

        return visit(self.start)


def routes(pack: Pack, tree: Tree) -> Iterator[Route]:
    """Every route of a tree, in question and answer order. Merged states are walked again for each way to them.

    Raises Unproven for a tree with gaps or overlaps.
    """
    compiled = compiled_tree(pack, tree)
    if compiled.gaps or compiled.overlaps:
        raise Unproven(tree)
    search = Search(pack, tree)

    def walk(key: StateKey, asked: tuple[tuple[str, FactClass], ...]) -> Iterator[Route]:
        state = search.states[key]
        if not state.answers:
            yield _route(pack, asked, state.possible.outcomes[0])
            return
        for each, after in state.answers:
            yield from walk(after, (*asked, (str(state.possible.next_fact), each)))

    yield from walk(search.start, ())


def _route(pack: Pack, asked: tuple[tuple[str, FactClass], ...], outcome: str) -> Route:
    facts = [(pack.facts_by_id[id], each) for id, each in asked]
    return Route(
        facts=tuple((fact.id, class_text(pack, fact, each)) for fact, each in facts),
        examples=tuple((fact.id, example_of(fact, each)) for fact, each in facts),
        outcome=outcome,
    )
