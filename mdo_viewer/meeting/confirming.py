"""Facts that fit badly together, here or over two places of one patient, and who said that they are so.

Nothing is derived and nothing refused: what was answered stands, and the board is asked back; of two places at both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from mdo_viewer.guideline.model import AcrossPlaces, All, AnyOf, Condition, Pack, Term, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Confirmation
from mdo_viewer.meeting.document import Document
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.doubting import NO_ROWS, DoubtedFacts, OtherPlace, Rows, doubts
from mdo_viewer.reasoning.results import Settled
from mdo_viewer.reasoning.settling import settle

_Values = tuple[tuple[str, Value], ...]


class AskedBack(Struct, frozen=True):
    """A doubt about a patient; `confirmed` is who said that these values are so, None while nobody has."""

    doubt: DoubtedFacts
    confirmed: Confirmation | None = None


def asked_back(
    pack: Pack,
    settled: Settled,
    confirmed: Iterable[Confirmation],
    rows: Rows = NO_ROWS,
    over_places: Iterable[DoubtedFacts] = (),
) -> tuple[AskedBack, ...]:
    """What fits badly together for a patient, in the pack's order, each with its confirmation; last `over_places`, what
    does so between this place and another (`across`). `rows` are those of the tables, of this place.

    A confirmation holds for the values that it names: once one of the facts is changed it counts no more, and counts
    again where they are put back; of rows, for those days. Where there are two for the same values the last one holds.
    """
    said = tuple(confirmed)
    found = (*doubts(pack, settled, rows), *over_places)
    return tuple(AskedBack(each, _confirmation(each, said)) for each in found)


def _confirmation(doubt: DoubtedFacts, confirmed: tuple[Confirmation, ...]) -> Confirmation | None:
    site, there = _elsewhere(doubt)
    about = (dict(doubt.values), site, there, doubt.known_rows)
    said = (each for each in reversed(confirmed) if (dict(each.facts), each.site, dict(each.there), each.rows) == about)
    return next(said, None)


def _elsewhere(doubt: DoubtedFacts) -> tuple[str | None, dict[str, Value]]:
    """The other place of a doubt, and the values there."""
    return (None, {}) if doubt.other is None else (doubt.other.site, dict(doubt.other.values))


def with_confirmation(case: Case, doubt: DoubtedFacts, by: str, at: datetime) -> Case:
    """The case in which somebody with the role `by` said at this moment (aware) that the doubted values are so."""
    site, there = _elsewhere(doubt)
    said = Confirmation(dict(doubt.values), by, at, site, there, doubt.known_rows)
    return replace(case, confirmed=(*_on_others(case, doubt), said))


def without_confirmation(case: Case, doubt: DoubtedFacts) -> Case:
    """The case in which nobody has said so of these facts."""
    return replace(case, confirmed=_on_others(case, doubt))


def _on_others(case: Case, doubt: DoubtedFacts) -> tuple[Confirmation, ...]:
    """What was said of other facts; what was said of other values of these ones is of no use any more."""
    site, there = _elsewhere(doubt)
    about = (set(doubt.facts), site, set(there), doubt.table or "")
    return tuple(each for each in case.confirmed if _about(each) != about)


def _about(said: Confirmation) -> tuple[set[str], str | None, set[str], str]:
    """Of which facts, at which places, and of which table something was said."""
    return set(said.facts), said.site, set(said.there), said.rows.partition(":")[0]


# --- over two places of one patient ---------------------------------------------------------------------------------


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
    same = (other for other in others if other.pack == case.pack)  # of another guideline other facts are known
    beside = [(other.site or "", settle(pack, other.patient.values)) for other in same]
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
