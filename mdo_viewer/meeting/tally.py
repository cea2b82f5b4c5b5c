"""What became of the patients of a meeting, counted."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import as_ticked, journey_of_case
from mdo_viewer.meeting.document import Document, Point
from mdo_viewer.meeting.packs import pack_of
from mdo_viewer.meeting.places import at_same_place
from mdo_viewer.meeting.tables.rows import same_site
from mdo_viewer.meeting.to_do import LeftOpen, left_open

Kind: TypeAlias = Literal["wholly", "partly", "deviating", "own", "deferred", "incomplete"]
#: What every surface counts of a meeting, in this order: screen, paper, text.
COUNTS: Final[tuple[Kind, ...]] = ("wholly", "partly", "deviating", "own", "deferred", "incomplete")


class Tally(Struct, frozen=True):
    """Points of the agenda, by where they stand. Each is in one of decided, deferred and incomplete, but for one
    without a decision where another guideline has one for the same place: that is in none. Who deviates is among the
    decided too, and so is who has a decision that the board took itself, without an advice (`own`)."""

    decided: tuple[int, ...]
    deferred: tuple[int, ...]
    deviating: tuple[int, ...]
    incomplete: tuple[int, ...]
    own: tuple[int, ...] = ()


def tally(document: Document) -> Tally:
    """Decided is who has a decision and is not deferred; incomplete who has none and is not deferred either, also where
    the board ticked it off."""
    places = tuple(enumerate(document.points))
    decided = tuple(at for at, point in places if is_decided(point))
    return Tally(
        decided,
        tuple(at for at, point in places if point.standing == "deferred"),
        tuple(at for at in decided if deviates(document.points[at])),
        tuple(at for at, point in places if point.standing != "deferred" and not _is_spoken_for(document, at)),
        tuple(at for at in decided if decides_itself(document.points[at])),
    )


class Counted(Struct, frozen=True):
    """How many patients there are, and places (one in two guidelines counts once); and how many patients are what.

    Each patient is in one of decided, deferred and incomplete: decided is who has a decision on every place. Deviating
    and own are those of the decided who have such a place; so are unfinished, where trees are open, and overtaken,
    where a decision was taken on other advice than that of now, and apart, where one has to be discussed again first.
    `partly` are the decided of whom any of these is so, `wholly` the others.
    """

    patients: int
    places: int
    decided: int
    wholly: int
    deferred: int
    deviating: int
    incomplete: int
    own: int
    unfinished: int
    overtaken: int
    apart: int
    partly: int


def counted(home: Pack, document: Document) -> Counted:
    """The patients of a meeting with this guideline, counted."""
    found, (unfinished, overtaken, apart) = tally(document), left_behind(home, document)

    def some(places: tuple[int, ...]) -> set[int]:
        return {document.patient(at) for at in places}

    deferred, incomplete = some(found.deferred), some(found.incomplete)
    decided = _decided_patients(document, found)
    partly = decided & (some(unfinished) | some(overtaken) | some(apart))
    return Counted(
        patients=len(document.patients),
        places=len({(document.patient(at), same_site(case.site)) for at, case in enumerate(document.cases)}),
        decided=len(decided),
        wholly=len(decided - partly),
        deferred=len(deferred),
        deviating=len(decided & some(found.deviating)),
        incomplete=len(incomplete),
        own=len(decided & some(found.own)),
        unfinished=len(decided & some(unfinished)),
        overtaken=len(decided & some(overtaken)),
        apart=len(decided & some(apart)),
        partly=len(partly),
    )


def _decided_patients(document: Document, found: Tally) -> set[int]:
    """The patients with a decision on every place."""
    others = {document.patient(at) for at in (*found.deferred, *found.incomplete)}
    return set(range(len(document.patients))) - others


def of_decided(document: Document, found: Tally, places: tuple[int, ...]) -> tuple[int, ...]:
    """Those of these places whose patients count as decided: a list of them has the patients that `counted` counts."""
    decided = _decided_patients(document, found)
    return tuple(at for at in places if document.patient(at) in decided)


def left_behind(home: Pack, document: Document) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The points with a decision of which trees are open, those with a decision that is overtaken, and those with one
    beside which the board decided otherwise, to be discussed again first. A point without
    one, where another guideline has one for the same place, counts by what is open there: a board that decided in one
    of two guidelines is not ready with that patient."""
    left = []
    for at, point in enumerate(document.points):
        beside = not is_decided(point) and point.standing != "deferred" and _is_spoken_for(document, at)
        left.append((at, _left(home, point) if beside else left_of(home, point)))
    unfinished = tuple(at for at, each in left if each.trees or each.stuck or each.asked)
    overtaken = tuple(at for at, each in left if each.turned)
    return unfinished, overtaken, tuple(at for at, each in left if each.apart)


def _is_spoken_for(document: Document, at: int) -> bool:
    """Whether there is a decision on the place of this point, by whichever guideline."""
    return any(document.cases[each].decisions for each in (at, *at_same_place(document, at)))


def is_decided(point: Point) -> bool:
    """Whether the board decided on this patient and did not put it off."""
    return point.standing != "deferred" and bool(point.case.decisions)


def deviates(point: Point) -> bool:
    """Whether any decision on this patient deviates from the advice."""
    return any(decision.kind == "deviate" for decision in point.case.decisions)


def decides_itself(point: Point) -> bool:
    """Whether the board took any decision on this patient itself: the guideline gave no advice to follow."""
    return any(decision.kind == "own" for decision in point.case.decisions)


def left_of(home: Pack, point: Point) -> LeftOpen:
    """What is left of a patient with a decision who is not put off; of another nothing."""
    return _left(home, point) if is_decided(point) else LeftOpen()


def _left(home: Pack, point: Point) -> LeftOpen:
    """Worked out once for a patient as it is: see `MOST_COUNTED`."""
    case, pack = point.case, pack_of(home, point.case)
    for known, by, left in reversed(_COUNTED):
        if known is case and by is pack:
            return left
    found = left_open(pack, as_ticked(pack, case, None), journey_of_case(pack, case, None))
    _COUNTED.append((case, pack, found))
    del _COUNTED[:-MOST_COUNTED]
    return found


#: A meeting has fewer patients.
MOST_COUNTED = 400
_COUNTED: list[tuple[Case, Pack, LeftOpen]] = []


def how_decided(point: Point) -> Literal["deviating", "own", "decided"]:
    """In one word, for a patient with a decision: a deviation is said first."""
    return "deviating" if deviates(point) else "own" if decides_itself(point) else "decided"
