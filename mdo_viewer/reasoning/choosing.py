"""What a choice of the board opens: which trees, and whether each is open, or waits for a fact.

A choice never decides an advice. It opens trees that the patient's own facts do not, until it is taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from mdo_viewer.guideline.model import BoardChoice, Opening, Pack, Tree
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.results import Settled


class Opened(Struct, frozen=True):
    """A tree that a choice at the tree `by` opens: True, or None while the fact `waits_for` is not known."""

    opening: Opening
    by: str
    choice: BoardChoice
    truth: bool | None
    waits_for: str | None = None


def opened(pack: Pack, settled: Settled, by: str, choice: BoardChoice) -> Iterator[Opened]:
    """What this choice at the tree with the id `by` opens for these facts, or may open yet."""
    for opening in choice.opens:
        truth = holds(pack, settled, opening.when)
        if truth is not False:
            facts = pack.facts_in(opening.when)
            waits = next((fact for fact in facts if fact not in settled.values), None) if truth is None else None
            yield Opened(opening, by, choice, truth, waits)


def opened_by(pack: Pack, settled: Settled, chosen: Mapping[str, str]) -> dict[str, Opened]:
    """By tree what opens it; `chosen` has the id of a choice by tree. What the pack does not know opens nothing.

    Of two choices that open one tree, the one that opens it already counts, else the first in the pack's order.
    """
    found: dict[str, Opened] = {}
    for tree in pack.trees:
        choice = tree.choice(chosen.get(tree.id))
        for each in () if choice is None else opened(pack, settled, tree.id, choice):
            before = found.get(each.opening.tree)
            if before is None or (each.truth and not before.truth):
                found[each.opening.tree] = each
    return found


def following(tree: Tree, outcome: str | None) -> tuple[BoardChoice, ...]:
    """The choices with which a board follows this outcome of the tree: all, where the pack names none."""
    return tuple(choice for choice in tree.choices if outcome in choice.follows) or tree.choices
