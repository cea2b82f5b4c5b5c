"""What a source says in more than one place is one advice: a decision on either is a decision on both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from mdo_viewer.guideline.model import Pack, Source

#: A line of a document of the pack.
Line: TypeAlias = tuple[str, int]


@lru_cache(maxsize=8)
def firsts(pack: Pack) -> Mapping[Line, Line]:
    """For each line that repeats another, the first that says the same."""
    found: dict[Line, Line] = {}
    for document in pack.documents:
        for ranges in document.repeats:
            start = min(ranges)[0]
            for first, last in ranges:
                for number in range(first, last + 1):
                    found[document.id, number] = (document.id, start + number - first)
    return found


def said_at(pack: Pack, sources: Iterable[Source]) -> frozenset[Line]:
    """The lines that are cited, each as where it is said first: what is said at the same ones says the same."""
    first = firsts(pack)
    lines = ((each.document, n) for each in sources for low, high in each.lines for n in range(low, high + 1))
    return frozenset(first.get(line, line) for line in lines)


@lru_cache(maxsize=512)
def repeated(pack: Pack, of: str) -> tuple[str, ...]:
    """The advices of other trees that are the same sentences of the source as this one (`tree.outcome`), in the order
    of the pack. None of an advice that the board follows with a choice: what it chooses is of that tree alone."""
    tree_id, _, outcome_id = of.rpartition(".")
    own = _advices(pack, tree_id).get(outcome_id)
    if not own:
        return ()
    return tuple(
        f"{tree.id}.{id}"
        for tree in pack.trees
        if tree.id != tree_id
        for id, lines in _advices(pack, tree.id).items()
        if lines == own
    )


@lru_cache(maxsize=256)
def on_the_same(pack: Pack, tree_id: str) -> tuple[str, ...]:
    """The trees that speak of the same treatment as this one, as the source says one of its advices there too, in the
    order of the pack and with itself."""
    same = (of for id in _advices(pack, tree_id) for of in repeated(pack, f"{tree_id}.{id}"))
    found = {tree_id, *(of.rpartition(".")[0] for of in same)}
    return tuple(tree.id for tree in pack.trees if tree.id in found)


@lru_cache(maxsize=256)
def _advices(pack: Pack, tree_id: str) -> Mapping[str, frozenset[Line]]:
    """By advice of a tree where it is said; without those that choices follow."""
    tree = pack.trees_by_id.get(tree_id)
    if tree is None:
        return {}
    chosen = {id for choice in tree.choices for id in choice.follows}
    return {
        each.id: said_at(pack, each.source) for each in tree.outcomes if each.kind == "advice" and each.id not in chosen
    }
