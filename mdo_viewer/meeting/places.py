"""A patient with several places or guidelines: one point each, with the same key. What they share is the same at all.

Every edit of one point goes through `with_patient`, which brings what is shared to the other points: it is one step
then, and one undo. The pack says which facts and moments are of the place (`of: place`), `packs.py` what two share.
`home` is the guideline of the meeting, by which a point is read that names none.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from itertools import permutations
from typing import Final, TypeAlias, TypeVar

from mdo_viewer.guideline.model import LANGUAGES, Language, Pack, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import Document, Point
from mdo_viewer.meeting.packs import in_pack, pack_of, shared
from mdo_viewer.meeting.tables.moments import is_of
from mdo_viewer.meeting.tables.rows import Course, Operation, is_empty, same_site, site_name
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import Contradiction, settle

V = TypeVar("V")
R = TypeVar("R", Course, Operation)
_Shared: TypeAlias = Callable[[str], bool]

#: What a case says of its place; all else of it is of the patient. What was agreed hangs on what was decided there.
OF_THE_PLACE: Final = frozenset(
    {
        "site",
        "done",
        "not_counted",
        "decisions",
        "alternatives",
        "shared_decision",
        "actions",
        "confirmed",
        "taken_over",
        "pack",
    }
)
_OF_THE_PATIENT: Final = tuple(
    name for name in Case.__struct_fields__ if name not in OF_THE_PLACE | {"patient", "details"}
)


class RowsOfName(ValueError):
    """A place cannot have this name: rows of the tables are of another place that is called so."""


def with_patient(home: Pack, document: Document, at: int, point: Point) -> Document:
    """The document with another point in this place, and at the patient's other points what they share as it says."""
    points = list(document.points)
    points[at] = point
    for other in document.beside(at):
        points[other] = _brought(home, point, points[other])
    return replace(document, points=tuple(points))


def check_place(home: Pack, case: Case, shown: Case) -> None:
    """Raises Contradiction where the facts of a point cannot all be true; of another point than the one that is `shown`
    its message says which, and names of the facts only those that are shown there too."""
    try:
        settle(pack_of(home, case), case.patient.values)
    except Contradiction as problem:
        if case is shown:
            raise
        both, said = shared(home, case, shown), problem.message
        facts = tuple(fact for fact in problem.facts if both(fact))
        nl, en = (tells_apart(home, case, shown, language) for language in LANGUAGES)
        raise Contradiction(facts, Text(f"{nl}: {said.nl}", f"{en}: {said.en}")) from problem


def tells_apart(home: Pack, case: Case, shown: Case, language: Language) -> str:
    """What tells a point of a patient from the one that is shown: its place, or the guideline where that is another."""
    guideline = pack_of(home, case).title(language) if case.pack != shown.pack else ""
    site = (case.site or "") if same_site(case.site) != same_site(shown.site) else ""
    return " · ".join(part for part in (site, guideline) if part)


def with_place(home: Pack, document: Document, at: int, site: str, id: int) -> Document:
    """With one more place for the patient at `at`, after those that it has, in the same guideline: what is of the
    patient as there, and nothing of the place."""
    case = document.points[at].case
    return _with_beside(home, document, at, Point(id, Case(case.case, site=site, pack=case.pack)))


def with_guideline(home: Pack, document: Document, at: int, pack: str, id: int) -> Document:
    """With the patient at `at` in another guideline too, at the same place: what the two share as there."""
    case = document.points[at].case
    return _with_beside(home, document, at, Point(id, in_pack(home, Case(case.case, site=case.site), pack)))


def _with_beside(home: Pack, document: Document, at: int, fresh: Point) -> Document:
    """With one more point of the patient at `at`, after those that it has."""
    last = max((at, *document.beside(at)))
    made = _brought(home, document.points[at], fresh)
    return replace(document, points=(*document.points[: last + 1], made, *document.points[last + 1 :]))


def in_guideline(document: Document, at: int, pack: str) -> int | None:
    """Where the patient at `at` stands in the guideline that a case names so: at the same place; None where it does
    not."""
    case = document.points[at].case
    found = (each for each in (at, *document.beside(at)) if document.points[each].case.pack == pack)
    return next((each for each in found if same_site(document.points[each].case.site) == same_site(case.site)), None)


def of_guideline(document: Document, at: int) -> tuple[int, ...]:
    """Where the places of the patient at `at` stand that are read by the same guideline."""
    pack = document.points[at].case.pack
    return tuple(each for each in document.patients[document.patient(at)] if document.points[each].case.pack == pack)


def may_be_read_otherwise(document: Document, at: int) -> bool:
    """Whether another guideline may be chosen for the patient at `at`: nothing was answered, decided or set aside of it
    yet, and it stands in one alone."""
    point = document.points[at]
    case, patient = point.case, point.case.patient
    known = patient.values or patient.unknown or patient.moments or case.decisions or case.done or case.taken_over
    return not known and not point.aside and not document.beside(at)


def at_same_place(document: Document, at: int) -> tuple[int, ...]:
    """Where else the patient at `at` stands with this place, in other guidelines."""
    site, beside = same_site(document.points[at].case.site), document.beside(at)
    return tuple(each for each in beside if same_site(document.points[each].case.site) == site)


def site_of(document: Document, at: int, typed: str, *, new: bool = False) -> str:
    """A name that was typed for the place at `at`, or for a `new` one beside it, as it is kept. Raises ValueError where
    it is empty, too long, cannot be printed, or is another place's of this patient."""
    site = site_name(typed)
    others = (each for each in of_guideline(document, at) if new or each != at)
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


def agreeing(home: Pack, document: Document) -> Document:
    """The document as it may be shown: where two points of a patient have another value for what they share, as when
    the pack has changed since, it is not asked at either, and both values stand aside."""
    points = list(document.points)
    for places in document.patients:
        for at, other in permutations(places, 2):
            points[at] = _told(home, points[at], document.points[other])
        for at in places[1:]:
            points[at] = _brought(home, points[places[0]], points[at])
    return replace(document, points=tuple(points))


def _brought(home: Pack, source: Point, to: Point) -> Point:
    """A point with what it shares with another of the patient as it is there; the same one where that is so already."""
    case, other = source.case, to.case
    both, of_patient = shared(home, case, other), {name: getattr(case, name) for name in _OF_THE_PATIENT}
    details = _mixed(both, case.details, other.details)
    made = replace(other, patient=_patient(both, case.patient, other.patient), details=details, **of_patient)
    there = source.answered
    if case.pack != other.pack:  # no tree of this guideline was open then
        known = dict(to.answered)
        there = tuple((fact, known.get(fact, "")) for fact, _tree in there)
    found = replace(to, case=made, answered=_answered(both, there, to.answered), standing=source.standing)
    return to if found == to else found


def _patient(both: _Shared, source: Patient, to: Patient) -> Patient:
    own = frozenset(fact for fact in to.unknown if not both(fact))
    found = Patient(
        _mixed(both, source.values, to.values),
        own | {fact for fact in source.unknown if both(fact)},
        _mixed(both, source.moments, to.moments),
    )
    return to if found == to else found  # what was worked out of it is remembered by the value itself


def _mixed(both: _Shared, source: Mapping[str, V], to: Mapping[str, V]) -> dict[str, V]:
    """What a point has for itself as it was, what both share as it is; what both have keeps its order."""
    theirs = {id: value for id, value in source.items() if both(id)}
    kept = {id: theirs.get(id, value) for id, value in to.items() if id in theirs or not both(id)}
    return kept | theirs


def _answered(
    both: _Shared, source: tuple[tuple[str, str], ...], to: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The order of answers: what was answered of the patient since is what was answered last."""
    theirs = tuple(each for each in source if both(each[0]))
    kept = tuple(each for each in to if each in theirs or not both(each[0]))
    return (*kept, *(each for each in theirs if each not in kept))


def _told(home: Pack, point: Point, other: Point) -> Point:
    """The point without what both share and is otherwise there; its own value stands aside."""
    from mdo_viewer.meeting.case_text import write_known  # late: the first picture reads and writes no file

    both, pack, there = shared(home, point.case, other.case), pack_of(home, point.case), pack_of(home, other.case)
    mine, theirs = point.case.patient, other.case.patient
    known = dict.fromkeys(id for each in (mine, theirs) for id in (*each.values, *each.unknown, *each.moments))
    lines = {id: write_known(pack, mine, id) for id in known if both(id)}
    lines = {id: line for id, line in lines.items() if line != write_known(there, theirs, id)}
    if not lines:
        return point
    patient = Patient(_without(mine.values, lines), mine.unknown - lines.keys(), _without(mine.moments, lines))
    case = replace(point.case, patient=patient, details=_without(point.case.details, lines))
    answered = tuple(each for each in point.answered if each[0] not in lines)
    aside = (*point.aside, *(line for line in lines.values() if line and line not in point.aside))
    return replace(point, case=case, answered=answered, aside=aside)


def _without(known: Mapping[str, V], ids: Container[str]) -> dict[str, V]:
    return {id: value for id, value in known.items() if id not in ids}
