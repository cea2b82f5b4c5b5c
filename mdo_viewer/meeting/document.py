"""A board's afternoon as one frozen value: what the meeting is, and its patients in the order in which they come up.

Every edit is a function from one document to the next, so that undo is the document before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import chain, repeat
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Attendee, Case
from mdo_viewer.meeting.keys import free_key, key_problem, key_typed, looks_given, same_key

#: What became of a patient on the agenda: to be discussed, put off to another meeting, or finished.
Standing: TypeAlias = Literal["open", "deferred", "done"]
#: In the order of their buttons.
STANDINGS: tuple[Standing, ...] = ("open", "deferred", "done")


class About(Struct, frozen=True):
    """The meeting itself; who is there counts for every patient whose case names nobody."""

    day: date | None = None
    kind: str | None = None
    chair: str | None = None
    attendees: tuple[Attendee, ...] = ()


class Point(Struct, frozen=True):
    """One patient on the agenda, or one place or guideline of it.

    `id` stays with it while the document lives, wherever it is moved. `answered` has the facts in the order of their
    answers, each with the tree then open ("" for what came with the case). `aside` holds lines of the file that the
    trees of now do not know; they are kept, and told.
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


class Unread(Struct, frozen=True):
    """A point of a guideline that this program does not have: it stays in the file as it is `written` there."""

    key: str
    pack: str
    written: str


class Document(Struct, frozen=True, dict=True):
    """The meeting and its agenda; never without a patient, and no key with the same place and guideline twice.

    The points of a patient stand together: a place each, or a guideline. They have in common what is of the patient
    (`places.py`, `packs.py`). `former` are keys that patients had before they got another one.
    """

    points: tuple[Point, ...]
    about: About = About()
    unread: tuple[Unread, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """The patients in the order of the agenda."""
        return tuple(point.case for point in self.points)

    @cached_property
    def patients(self) -> tuple[tuple[int, ...], ...]:
        """By patient where its places stand, from 0; in the order of the agenda."""
        found: dict[str, list[int]] = {}
        for at, point in enumerate(self.points):
            found.setdefault(same_key(point.case.case), []).append(at)
        return tuple(map(tuple, found.values()))

    def patient(self, at: int) -> int:
        """The number from 0 of the patient whose place stands at `at`."""
        return next(number for number, places in enumerate(self.patients) if at in places)

    def beside(self, at: int) -> tuple[int, ...]:
        """Where the other places of the patient at `at` stand."""
        return tuple(each for each in self.patients[self.patient(at)] if each != at)

    def place(self, id: int) -> int | None:
        """Where on the agenda this point stands, from 0; None when it is not there."""
        return next((at for at, point in enumerate(self.points) if point.id == id), None)

    @cached_property
    def taken_keys(self) -> frozenset[str]:
        """What the keys of all patients are told apart by, those of a guideline that is not here among them, and those
        that somebody had before: on paper they are that patient's still."""
        return self.unread_keys | {same_key(point.case.case) for point in self.points} | set(self.former)

    @cached_property
    def kept_keys(self) -> frozenset[str]:
        """The same of the patients in whose place nobody else comes."""
        return self.unread_keys | {same_key(point.case.case) for point in self.points if not gives_way(point)}

    @property
    def unread_keys(self) -> frozenset[str]:
        """The same of those alone of a guideline that is not here."""
        return frozenset(same_key(point.key) for point in self.unread)

    def free_key(self) -> str:
        """The first key `MDO-0001`, `MDO-0002`… that no patient has, or had."""
        return free_key(self.taken_keys)

    def on_paper(self, at: int) -> Case:
        """The case at this place as its page tells it: with those who are at the meeting, where it names nobody."""
        case = self.points[at].case
        return case if case.attendees else replace(case, attendees=self.about.attendees)


def document_of(cases: Iterable[Case]) -> Document:
    """A meeting of these cases, the places of a patient together; what they hold came with them."""
    return moved(Document(points_of(cases, 0)), 0, 0)


def points_of(cases: Iterable[Case], first: int, aside: Iterable[tuple[str, ...]] = ()) -> tuple[Point, ...]:
    """Points for these cases, numbered from `first`; `aside` has the lines set aside of each, in the same order."""
    lines = chain(aside, repeat(()))
    return tuple(
        Point(id, case, tuple((fact, "") for fact in case.patient.values), aside=left)
        for id, (case, left) in enumerate(zip(cases, lines, strict=False), first)
    )


# --- edits --------------------------------------------------------------------------------------------------------


def key_of(document: Document, id: int, typed: str) -> str:
    """A key that was typed for the patient with this id, as it is kept. Raises ValueError where it is empty, cannot be
    a key, or is another patient's."""
    key = key_typed(typed)
    at = document.place(id)
    own = set() if at is None else {at, *document.beside(at)}
    others = {same_key(point.case.case) for place, point in enumerate(document.points) if place not in own}
    others |= document.unread_keys
    if not key or key_problem(key) is not None or same_key(key) in others:
        raise ValueError(key)
    return key


def with_former(document: Document, key: str) -> Document:
    """With this one among the keys that nobody new gets. One that was typed is not kept: it may be a name, and that is
    why it goes."""
    if not looks_given(key) or same_key(key) in document.former:
        return document
    return replace(document, former=(*document.former, same_key(key)))


def with_point(document: Document, at: int, point: Point) -> Document:
    """Another point in this place."""
    return replace(document, points=(*document.points[:at], point, *document.points[at + 1 :]))


def added(document: Document, points: tuple[Point, ...]) -> Document:
    """With these points at the end."""
    return replace(document, points=(*document.points, *points))


def gives_way(point: Point) -> bool:
    """Whether nothing of a patient is lost with it: an example, or a key and nothing else."""
    return point.case.title_example or point.case == Case(point.case.case, pack=point.case.pack)


def replaced(document: Document, points: tuple[Point, ...]) -> Document:
    """These points in the place of the patients that give way and have the same key, and otherwise at the end. Who was
    no example is the same patient: what became of it stays, and its id, by which a decision that is half written on it
    is found."""
    fresh: dict[str, tuple[Point, ...]] = {}
    for point in points:
        key = same_key(point.case.case)
        fresh[key] = (*fresh.get(key, ()), point)
    kept: list[Point] = []
    for places in document.patients:
        own = tuple(document.points[at] for at in places)
        coming = fresh.pop(same_key(own[0].case.case), ()) if all(map(gives_way, own)) else ()
        if coming and not own[0].case.title_example:
            first, *others = (replace(point, standing=own[0].standing) for point in coming)
            coming = (replace(first, id=own[0].id), *others)
        kept += coming or own
    return replace(document, points=(*kept, *(point for places in fresh.values() for point in places)))


def removed(document: Document, *places: int) -> Document:
    """Without the points in these places; the last one stays."""
    rest = tuple(point for at, point in enumerate(document.points) if at not in places)
    return replace(document, points=rest) if rest else document


def moved(document: Document, number: int, to: int) -> Document:
    """The patient with this number, from 0, stands at number `to` then, with all its places; both are there."""
    patients = list(document.patients)
    patients.insert(to, patients.pop(number))
    return replace(document, points=tuple(document.points[at] for places in patients for at in places))
