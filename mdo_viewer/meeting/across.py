"""Facts of two places of one patient that fit badly together, as the pack says it (`across_places` in facts.yaml).

Nothing is derived and nothing refused: what was answered stands at each place, and the board is asked back at both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdo_viewer.guideline.model import AcrossPlaces, All, AnyOf, Condition, Pack, Term, Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import Document
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.doubting import DoubtedFacts, OtherPlace
from mdo_viewer.reasoning.results import Settled
from mdo_viewer.reasoning.settling import settle

_Values = tuple[tuple[str, Value], ...]


def others_of(document: Document, at: int) -> tuple[Case, ...]:
    """The cases of the other places of the patient at `at`."""
    return tuple(document.points[each].case for each in document.beside(at))


def across(pack: Pack, case: Case, others: Iterable[Case]) -> tuple[DoubtedFacts, ...]:
    """What fits badly between this place and the others of the same patient, in the pack's order; of what is unknown
    nothing is doubted, as with `doubts`.

    Two places have no order: what the pack says of `here` may hold at either. Raises Contradiction when the facts of a
    place cannot be true together.
    """
    if not pack.across_places:
        return ()
    beside = [(other.site or "", settle(pack, other.patient.values)) for other in others]
    if not beside:
        return ()
    settled = settle(pack, case.patient.values)
    found = (
        DoubtedFacts(entry, here, OtherPlace(case.site or "", site, there))
        for entry in pack.across_places
        for site, other in beside
        for here, there in _held(pack, entry, settled, other)
    )
    return tuple(dict.fromkeys(found))


def _held(pack: Pack, entry: AcrossPlaces, one: Settled, two: Settled) -> Iterator[tuple[_Values, _Values]]:
    """The values at the first and the second place, for each way round in which the entry holds."""
    for first, second in ((entry.here, entry.there), (entry.there, entry.here)):
        here, there = _met(pack, one, first), _met(pack, two, second)
        if here and there:
            yield here, there


def _met(pack: Pack, settled: Settled, condition: Condition) -> _Values:
    """The values by which the condition holds; empty where it does not, or where one of them is not known as such."""
    if holds(pack, settled, condition) is not True:
        return ()
    facts = tuple(dict.fromkeys(_bearing(pack, settled, condition)))
    known = all(fact in settled.values for fact in facts)
    return tuple((fact, settled.values[fact]) for fact in facts) if known else ()


def _bearing(pack: Pack, settled: Settled, condition: Condition) -> Iterator[str]:
    """The facts that make a condition hold: of alternatives those that do."""
    match condition:
        case Term(term=term):
            yield from _bearing(pack, settled, pack.terms_by_id[term].condition)
        case All(items=items):
            for item in items:
                yield from _bearing(pack, settled, item)
        case AnyOf(items=items):
            for item in items:
                if holds(pack, settled, item) is True:
                    yield from _bearing(pack, settled, item)
        case _:
            yield from pack.facts_in(condition)
