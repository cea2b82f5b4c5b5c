"""Which outcomes are still possible for a patient, and which fact is asked next."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mdo_viewer.guideline.model import Pack, Text, Tree, Value
from mdo_viewer.reasoning.compiling import CompiledTree, compiled_tree, left_of, masks_of
from mdo_viewer.reasoning.deciding import asked_first, truth
from mdo_viewer.reasoning.diagram import IMPOSSIBLE, Node
from mdo_viewer.reasoning.results import Settled
from mdo_viewer.reasoning.settling import settle


class Unproven(Exception):
    """The tree has a gap or overlapping answers and may not advise."""

    def __init__(self, tree: Tree) -> None:
        self.message = Text(
            f"Boom «{tree.title.nl}» is niet volledig: er zijn patiënten zonder of met twee antwoorden. "
            "Controleer het pakket met «mdo-viewer check».",
            f"Tree “{tree.title.en}” is incomplete: some patients fit no answer, or two. "
            "Check the pack with “mdo-viewer check”.",
        )
        super().__init__(self.message.nl)


class Possible(Struct, frozen=True):
    """`outcomes` that some completion of the facts reaches, in row order; `next_fact` is None when one is left."""

    outcomes: tuple[str, ...]
    next_fact: str | None


def possible_for(pack: Pack, tree: Tree, values: Mapping[str, Value]) -> Possible:
    """The outcomes that some completion of the values reaches, and the next fact that can change them.

    Raises Contradiction when the values cannot be true together.
    """
    compiled = compiled_tree(pack, tree)
    settled = settle(pack, values)
    return possible_settled(pack, compiled, settled, left_of(compiled, settled))


def possible_settled(pack: Pack, compiled: CompiledTree, settled: Settled, left: Node) -> Possible:
    """`possible_for`, of facts that are settled already."""
    reached = compiled.space.outcomes(left)
    possible = tuple(outcome.id for outcome in compiled.tree.outcomes if outcome.id in reached)
    if len(possible) < 2:
        return Possible(possible, None)
    return Possible(possible, next_fact(pack, compiled, settled, left))


def next_fact(pack: Pack, compiled: CompiledTree, settled: Settled, left: Node) -> str:
    """The first fact in question order whose answer can change the possible outcomes.

    Where its "only if" is still unknown, the fact that opens it comes first.
    """
    unknown = [id for id in compiled.order if id not in settled.values and id not in settled.closed]
    for id in unknown:
        if can_change(pack, compiled, settled, left, id):
            return asked_first(pack, settled, id, compiled.order)
    # Only a combination of facts can change the set: ask for the first of them.
    space = compiled.space
    waiting = waiting_facts(pack, compiled, settled, left)
    relevant = space.relevant(left)
    # With nothing left to ask it is a range of which the numbers lead to several outcomes.
    asked = (*waiting, *unknown, *compiled.order)
    first = next(id for id in asked if id in waiting or space.index[id] in relevant)
    return asked_first(pack, settled, first, compiled.order)


def waiting_facts(pack: Pack, compiled: CompiledTree, settled: Settled, left: Node) -> tuple[str, ...]:
    """Every unknown fact on which the outcome still depends, in question order.

    A fact whose "only if" is unknown counts when it matters once that is open: a value that merely shows the "only
    if" to be open is no reason to ask.
    """
    space = compiled.space
    return tuple(
        id
        for id in compiled.order
        if id not in settled.values
        and id not in settled.closed
        and space.index[id] in space.relevant(_opened(pack, compiled, settled, left, id))
    )


def _opened(pack: Pack, compiled: CompiledTree, settled: Settled, left: Node, id: str) -> Node:
    """What is left for those patients to whom the fact applies."""
    if id not in compiled.gates or truth(pack, settled, compiled.gate_of[id]) is True:
        return left
    gate = compiled.space.restrict(compiled.gates[id], masks_of(compiled.space, settled))
    return compiled.space.choose(gate, left, IMPOSSIBLE)


def can_change(pack: Pack, compiled: CompiledTree, settled: Settled, left: Node, id: str) -> bool:
    """Whether some answer to this unknown fact leaves fewer outcomes possible, for those to whom it applies."""
    space = compiled.space
    variable = space.index.get(id)
    if variable is None or id in settled.values or id in settled.closed:
        return False
    here = _opened(pack, compiled, settled, left, id)
    now = space.outcomes(here)
    return any(
        space.outcomes(space.fix(here, variable, i)) not in (now, frozenset())
        for i in range(len(space.classes[variable]))
    )
