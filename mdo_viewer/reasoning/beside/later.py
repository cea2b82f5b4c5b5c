"""Statements from after the guideline that stand beside an outcome. Nothing that decides asks for them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mdo_viewer.guideline.model import AnyOf, Condition, Language, Later, Pack
from mdo_viewer.reasoning.deciding import decided
from mdo_viewer.reasoning.results import Advice, Stage
from mdo_viewer.reasoning.telling import only_when


class ShownLater(Struct, frozen=True):
    """A statement beside an outcome; `waits_for` is the fact that tells whether it is about this patient, None where
    that is known."""

    later: Later
    when: Condition
    waits_for: str | None


def later_beside(pack: Pack, stage: Stage) -> tuple[ShownLater, ...]:
    """The statements beside the outcome of a tree that applies, in the order of the pack; none while it has no
    outcome, where it does not apply, or while that is unknown.

    One whose condition is still open is shown with the fact that it waits for: unknown is never read as no.
    """
    advice = stage.advice
    if advice.outcome is None or stage.entry != "open":
        return ()
    here = f"{advice.tree.id}.{advice.outcome.id}"
    found: list[ShownLater] = []
    for later in pack.later:
        when = AnyOf(tuple(each.when for each in later.beside if here in each.outcomes))
        holds, fact = decided(pack, advice.settled, when)
        if holds or fact is not None:
            found.append(ShownLater(later, when, fact))
    return tuple(found)


def read_by_all(read: Iterable[str]) -> str:
    """Who has read these statements, where that is the same of all, so that it is said once; else empty."""
    found = set(read)
    return found.pop() if len(found) == 1 else ""


def only_then(pack: Pack, advice: Advice, shown: ShownLater, language: Language) -> str:
    """What stands before a statement that waits for a fact: `Alleen als “Pijn: ja”:`; empty for one that holds."""
    if shown.waits_for is None:
        return ""
    return only_when(pack, advice.settled, shown.when, shown.waits_for, language)
