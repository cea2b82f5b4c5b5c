"""Three-valued truth of a condition on settled facts: unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterable

from mdo_viewer.guideline.model import All, AnyOf, Condition, Ends, Is, MomentSet, Not, Pack, Term
from mdo_viewer.reasoning.diagram import compare, compare_all
from mdo_viewer.reasoning.results import Settled


def every(truths: Iterable[bool | None]) -> bool | None:
    """False when one is, unknown when one is unknown, else True."""
    result: bool | None = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def some(truths: Iterable[bool | None]) -> bool | None:
    """True when one is, unknown when one is unknown, else False."""
    result: bool | None = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def opposite(truth: bool | None) -> bool | None:
    """The other truth; unknown stays unknown."""
    return None if truth is None else not truth


def holds(pack: Pack, settled: Settled, condition: Condition) -> bool | None:
    """Whether the condition holds for these facts; None when they do not tell.

    A fact whose "only if" is closed counts as no, and no comparison with its number holds. Entry conditions
    (other trees, moments) are not facts and are answered by the journey. Raises TypeError for one of those.
    """
    match condition:
        case Is():
            return _compare(pack, settled, condition)
        case Term(term=term):
            return holds(pack, settled, pack.terms_by_id[term].condition)
        case Not(item=item):
            return opposite(holds(pack, settled, item))
        case All(items=items):
            return every(holds(pack, settled, item) for item in items)
        case AnyOf(items=items):
            return some(holds(pack, settled, item) for item in items)
        case Ends() | MomentSet():
            raise TypeError("an entry condition is answered by the journey")


def _compare(pack: Pack, settled: Settled, condition: Is) -> bool | None:
    fact = condition.fact
    if fact in settled.values:
        return compare_all(settled.values[fact], condition.op, condition.value)
    if fact in settled.closed:
        if pack.facts_by_id[fact].type in ("bool", "set"):
            return compare(False, condition.op, condition.value)
        return False
    remaining = settled.narrowed.get(fact)
    if remaining is not None:
        truths = {compare(value, condition.op, condition.value) for value in remaining}
        return truths.pop() if len(truths) == 1 else None
    return None
