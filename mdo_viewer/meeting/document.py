"""A board's afternoon as one frozen value: what the meeting is, and its patients in the order in which they come up.

Every edit is a function from one document to the next, so that undo is the document before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain, repeat
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Attendee, Case

#: What became of a patient on the agenda: to be discussed, put off to another meeting, or finished.
Standing: TypeAlias = Literal["open", "deferred", "done"]
STANDINGS: tuple[Standing, ...] = ("open", "deferred", "done")


class About(Struct, frozen=True):
    """The meeting itself; who is there counts for every patient whose case names nobody."""

    day: date | None = None
    kind: str | None = None
    chair: str | None = None
    attendees: tuple[Attendee, ...] = ()


class Point(Struct, frozen=True):
    """One patient on the agenda. `id` stays with the patient while the document lives, wherever it is moved.

    `answered` has the facts in the order of their answers, each with the tree then open ("" for what came with the
    case). `aside` holds lines of the file that the trees of now do not know; they are kept, and told.
    """

    id: int
    case: Case
    answered: tuple[tuple[str, str], ...] = ()
    standing: Standing = "open"
    aside: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Point) and astuple(self)[1:] == astuple(other)[1:]

    def __hash__(self) -> int:
        return hash(astuple(self)[1:])


class Document(Struct, frozen=True):
    """The meeting and its agenda; never without a patient, and no key twice."""

    points: tuple[Point, ...]
    about: About = About()

    @property
    def cases(self) -> tuple[Case, ...]:
        """The patients in the order of the agenda."""
        return tuple(point.case for point in self.points)

    def place(self, id: int) -> int | None:
        """Where on the agenda this patient stands, from 0; None when it is not there."""
        return next((at for at, point in enumerate(self.points) if point.id == id), None)

    def free_key(self) -> str:
        """The first key `MDO-0001`, `MDO-0002`… that no patient has."""
        taken = {point.case.case for point in self.points}
        return next(key for n in range(1, len(taken) + 2) if (key := f"MDO-{n:04d}") not in taken)

    def on_paper(self, at: int) -> Case:
        """The case at this place as its page tells it: with those who are at the meeting, where it names nobody."""
        case = self.points[at].case
        return case if case.attendees else replace(case, attendees=self.about.attendees)


def document_of(cases: Iterable[Case]) -> Document:
    """A meeting of these cases; what they hold came with them."""
    return Document(points_of(cases, 0))


def points_of(cases: Iterable[Case], first: int, aside: Iterable[tuple[str, ...]] = ()) -> tuple[Point, ...]:
    """Points for these cases, numbered from `first`; `aside` has the lines set aside of each, in the same order."""
    lines = chain(aside, repeat(()))
    return tuple(
        Point(id, case, tuple((fact, "") for fact in case.patient.values), aside=left)
        for id, (case, left) in enumerate(zip(cases, lines, strict=False), first)
    )


# --- edits --------------------------------------------------------------------------------------------------------


def same_key(key: str) -> str:
    """What two keys have in common that mean one patient."""
    return " ".join(key.split()).casefold()


def key_of(document: Document, id: int, typed: str) -> str:
    """A key that was typed for the patient with this id, as it is kept. Raises ValueError where it is empty, cannot be
    printed, or is another patient's."""
    key = " ".join(typed.split())
    others = {same_key(other.case.case) for other in document.points if other.id != id}
    if not key or not key.isprintable() or same_key(key) in others:
        raise ValueError(key)
    return key


def with_point(document: Document, at: int, point: Point) -> Document:
    """Another point in this place."""
    return replace(document, points=(*document.points[:at], point, *document.points[at + 1 :]))


def added(document: Document, points: tuple[Point, ...]) -> Document:
    """With these points at the end."""
    return replace(document, points=(*document.points, *points))


def gives_way(point: Point) -> bool:
    """Whether nothing of a patient is lost with it: an example, or a key and nothing else."""
    return point.case.title_example or point.case == Case(point.case.case)


def replaced(document: Document, points: tuple[Point, ...]) -> Document:
    """These points in the place of those that give way and have the same key, and otherwise at the end; points of one
    key stay together."""
    fresh: dict[str, tuple[Point, ...]] = {}
    for point in points:
        key = same_key(point.case.case)
        fresh[key] = (*fresh.get(key, ()), point)
    kept: list[Point] = []
    placed: set[str] = set()
    for point in document.points:
        key = same_key(point.case.case)
        if key not in fresh or not gives_way(point):
            kept.append(point)
        elif key not in placed:
            kept += fresh[key]
            placed.add(key)
    rest = (point for key, group in fresh.items() if key not in placed for point in group)
    return replace(document, points=(*kept, *rest))


def removed(document: Document, at: int) -> Document:
    """Without the point in this place; the last patient stays."""
    if len(document.points) == 1:
        return document
    return replace(document, points=(*document.points[:at], *document.points[at + 1 :]))


def moved(document: Document, at: int, to: int) -> Document:
    """The point at `at` stands at `to` then; both are places that there are."""
    points = list(document.points)
    points.insert(to, points.pop(at))
    return replace(document, points=tuple(points))
