"""Who of an earlier meeting can come into the one that is open, and who comes as a rule."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import Document, Point
from mdo_viewer.meeting.earlier.taking_over import taken_over
from mdo_viewer.meeting.keys import same_key
from mdo_viewer.meeting.packs import pack_of
from mdo_viewer.reasoning.deadlines import ZONE


class Coming(Struct, frozen=True):
    """A patient of an earlier meeting, with every point of it that has this key.

    `usual`: to be discussed again, or put off to another meeting. `there`: the key stands in the meeting that is open,
    on a point that does not give way or cannot be read here, so that it cannot come.
    """

    points: tuple[Point, ...]
    usual: bool
    there: bool

    @property
    def key(self) -> str:
        """The key of the patient, as the earlier meeting has it."""
        return self.points[0].case.case

    @property
    def why(self) -> str:
        """Why the patient is to be discussed again, as it was written; empty where nobody wrote it."""
        return next((point.case.rediscuss for point in self.points if point.case.rediscuss), "")


def coming(earlier: Document, document: Document) -> tuple[Coming, ...]:
    """The patients of the earlier meeting in their order, held against the agenda of now."""
    groups: dict[str, tuple[Point, ...]] = {}
    for point in earlier.points:
        key = same_key(point.case.case)
        groups[key] = (*groups.get(key, ()), point)
    stay = document.kept_keys
    return tuple(Coming(points, any(map(_comes_again, points)), key in stay) for key, points in groups.items())


def _comes_again(point: Point) -> bool:
    return point.standing == "deferred" or bool((point.case.rediscuss or "").strip())


def day_of_meeting(earlier: Document, case: Case, written: date) -> date:
    """The day of which a case of an earlier meeting speaks: that on which it was discussed, else that of the meeting,
    else that on which its file was last written."""
    if case.discussed_at is not None:
        return case.discussed_at.astimezone(ZONE).date()
    return earlier.about.day or written


def come_over(
    home: Pack, earlier: Document, chosen: tuple[Coming, ...], written: date, today: date
) -> tuple[tuple[Case, tuple[str, ...]], ...]:
    """The cases of these patients for the meeting of `today`, each with its lines set aside."""
    points = (point for each in chosen if not each.there for point in each.points)

    def case_now(point: Point) -> Case:
        day = day_of_meeting(earlier, point.case, written)
        return taken_over(pack_of(home, point.case), point.case, day, today)

    return tuple((case_now(point), point.aside) for point in points)
