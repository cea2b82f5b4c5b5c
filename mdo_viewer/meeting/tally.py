"""What became of the patients of a meeting, counted."""

from __future__ import annotations

from msgspec import Struct

from mdo_viewer.meeting.document import Document, Point


class Tally(Struct, frozen=True):
    """Places on the agenda. Each patient is in one of decided, deferred and incomplete; who deviates is among the
    decided too."""

    decided: tuple[int, ...]
    deferred: tuple[int, ...]
    deviating: tuple[int, ...]
    incomplete: tuple[int, ...]


def tally(document: Document) -> Tally:
    """Decided is who has a decision and is not deferred; incomplete who has none and is not deferred either, also where
    the board ticked it off."""
    places = tuple(enumerate(document.points))
    decided = tuple(at for at, point in places if is_decided(point))
    return Tally(
        decided,
        tuple(at for at, point in places if point.standing == "deferred"),
        tuple(at for at in decided if deviates(document.points[at])),
        tuple(at for at, point in places if point.standing != "deferred" and not point.case.decisions),
    )


def is_decided(point: Point) -> bool:
    """Whether the board decided on this patient and did not put it off."""
    return point.standing != "deferred" and bool(point.case.decisions)


def deviates(point: Point) -> bool:
    """Whether any decision on this patient deviates from the advice."""
    return any(decision.kind == "deviate" for decision in point.case.decisions)
