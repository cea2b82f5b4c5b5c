"""A patient with several places: one point each, with the same key. What is of the patient is the same at all of them.

Every edit of one point goes through `with_patient`, which brings what is of the patient to the other places: it is one
step then, and one undo. The pack says which facts and moments are of the place (`of: place`).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final, TypeVar

from mdo_viewer.guideline.model import Pack, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import Document, Point
from mdo_viewer.meeting.tables.moments import is_of
from mdo_viewer.meeting.tables.rows import Course, Operation, is_empty, same_site, site_name
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import Contradiction, settle

V = TypeVar("V")
R = TypeVar("R", Course, Operation)

#: What a case says of its place; all else of it is of the patient. What was agreed hangs on what was decided there.
OF_THE_PLACE: Final = frozenset(
    {"site", "done", "decisions", "alternatives", "shared_decision", "actions", "confirmed", "taken_over"}
)
_OF_THE_PATIENT: Final = tuple(
    name for name in Case.__struct_fields__ if name not in OF_THE_PLACE | {"patient", "details"}
)


class RowsOfName(ValueError):
    """A place cannot have this name: rows of the tables are of another place that is called so."""


def is_of_place(pack: Pack, id: str) -> bool:
    """Whether the fact or moment with this id is of the place; one that the pack does not know is."""
    found = pack.facts_by_id.get(id) or pack.moments_by_id.get(id)
    return found is None or found.of == "place"


def with_patient(pack: Pack, document: Document, at: int, point: Point) -> Document:
    """The document with another point in this place, and at the patient's other places what is of the patient as it
    says."""
    points = list(document.points)
    points[at] = point
    for other in document.beside(at):
        points[other] = _brought(pack, point, points[other])
    return replace(document, points=tuple(points))


def check_place(pack: Pack, case: Case, *, here: bool) -> None:
    """Raises Contradiction where the facts of a place cannot all be true; of another place than the one that is shown
    its message says which, and names of the facts only those of the patient, which are shown here too."""
    try:
        settle(pack, case.patient.values)
    except Contradiction as problem:
        if here:
            raise
        said, facts = problem.message, tuple(fact for fact in problem.facts if not is_of_place(pack, fact))
        raise Contradiction(facts, Text(f"{case.site}: {said.nl}", f"{case.site}: {said.en}")) from problem


def with_place(pack: Pack, document: Document, at: int, site: str, id: int) -> Document:
    """With one more place for the patient at `at`, after those that it has: what is of the patient as there, and
    nothing of the place."""
    last = max((at, *document.beside(at)))
    made = _brought(pack, document.points[at], Point(id, Case(document.points[at].case.case, site=site)))
    return replace(document, points=(*document.points[: last + 1], made, *document.points[last + 1 :]))


def site_of(document: Document, at: int, typed: str, *, new: bool = False) -> str:
    """A name that was typed for the place at `at`, or for a `new` one beside it, as it is kept. Raises ValueError where
    it is empty, too long, cannot be printed, or is another place's of this patient."""
    site = site_name(typed)
    others = (*document.beside(at), *((at,) if new else ()))
    taken = {same_site(document.points[each].case.site) for each in others}
    if site is None or same_site(site) in taken:
        raise ValueError(site or "")
    return site


def renamed(case: Case, site: str | None) -> Case:
    """The case with another name for its place; the rows of the tables that were of this place stay of it. Raises
    RowsOfName where other rows have that name already: nobody could tell the two apart afterwards."""
    rows: tuple[Course | Operation, ...] = (*case.courses, *case.operations)
    if any(is_of(row, case) for row in rows) and any(
        same_site(row.site) == same_site(site) and not is_of(row, case) for row in rows
    ):
        raise RowsOfName(site)
    return replace(
        case,
        site=site,
        courses=tuple(_moved(row, case, site) for row in case.courses),
        operations=tuple(_moved(row, case, site) for row in case.operations),
    )


def _moved(row: R, case: Case, site: str | None) -> R:
    """A row with the new name where it is of this place; one that says nothing else keeps its name."""
    moved = replace(row, site=site)
    return moved if is_of(row, case) and not is_empty(moved) else row


def agreeing(pack: Pack, document: Document) -> Document:
    """The document as it may be shown: where two places of a patient have another value for what is of the patient, as
    when the pack has changed since, it is not asked at either, and both values stand aside."""
    points = list(document.points)
    for places in document.patients:
        first = points[places[0]]
        for at in places[1:]:
            points[at] = _told(pack, points[at], first)
            first = _told(pack, first, document.points[at])
        points[places[0]] = first
        for at in places[1:]:
            points[at] = _brought(pack, first, points[at])
    return replace(document, points=tuple(points))


def _brought(pack: Pack, source: Point, to: Point) -> Point:
    """A point with what is of the patient as another of its places has it; the same one where that is so already."""
    case, other = source.case, to.case
    shared = {name: getattr(case, name) for name in _OF_THE_PATIENT}
    details = _mixed(pack, case.details, other.details)
    made = replace(other, patient=_patient(pack, case.patient, other.patient), details=details, **shared)
    answered = _answered(pack, source.answered, to.answered)
    found = replace(to, case=made, answered=answered, standing=source.standing)
    return to if found == to else found


def _patient(pack: Pack, source: Patient, to: Patient) -> Patient:
    of_place = frozenset(fact for fact in to.unknown if is_of_place(pack, fact))
    found = Patient(
        _mixed(pack, source.values, to.values),
        of_place | {fact for fact in source.unknown if not is_of_place(pack, fact)},
        _mixed(pack, source.moments, to.moments),
    )
    return to if found == to else found  # what was worked out of it is remembered by the value itself


def _mixed(pack: Pack, source: Mapping[str, V], to: Mapping[str, V]) -> dict[str, V]:
    """What is of the place as it was, what is of the patient as it is; what both have keeps its order."""
    of_patient = {id: value for id, value in source.items() if not is_of_place(pack, id)}
    kept = {id: of_patient.get(id, value) for id, value in to.items() if id in of_patient or is_of_place(pack, id)}
    return kept | of_patient


def _answered(
    pack: Pack, source: tuple[tuple[str, str], ...], to: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The order of answers: what was answered of the patient since is what was answered last."""
    of_patient = tuple(each for each in source if not is_of_place(pack, each[0]))
    kept = tuple(each for each in to if each in of_patient or is_of_place(pack, each[0]))
    return (*kept, *(each for each in of_patient if each not in kept))


def _told(pack: Pack, point: Point, other: Point) -> Point:
    """The point without what is of the patient and otherwise there; its own value stands aside."""
    from mdo_viewer.meeting.case_text import write_known  # late: the first picture reads and writes no file

    mine, theirs = point.case.patient, other.case.patient
    known = dict.fromkeys(id for each in (mine, theirs) for id in (*each.values, *each.unknown, *each.moments))
    lines = {id: write_known(pack, mine, id) for id in known if not is_of_place(pack, id)}
    lines = {id: line for id, line in lines.items() if line != write_known(pack, theirs, id)}
    if not lines:
        return point
    patient = Patient(_without(mine.values, lines), mine.unknown - lines.keys(), _without(mine.moments, lines))
    case = replace(point.case, patient=patient, details=_without(point.case.details, lines))
    answered = tuple(each for each in point.answered if each[0] not in lines)
    aside = (*point.aside, *(line for line in lines.values() if line and line not in point.aside))
    return replace(point, case=case, answered=answered, aside=aside)


def _without(known: Mapping[str, V], ids: Container[str]) -> dict[str, V]:
    return {id: value for id, value in known.items() if id not in ids}
