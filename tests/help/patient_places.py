"""Packs and patients of more than one place."""

from __future__ import annotations

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import Document, Point
from mdo_viewer.meeting.packs import is_of_place
from mdo_viewer.meeting.places import OF_THE_PLACE

#: What the packs of tests say of the place, whatever the guideline says.
FACTS = ("pijn", "instabiliteit", "lokale_rugpijn", "alarmsymptomen")
MOMENTS = ("radiotherapie_einde_op",)


def placed(pack: Pack) -> Pack:
    """The pack with these facts and moments of the place, and all others of the patient."""
    return replace(
        pack,
        facts=tuple(replace(fact, of="place" if fact.id in FACTS else "patient") for fact in pack.facts),
        scope=tuple(replace(fact, of="patient") for fact in pack.scope),
        moments=tuple(replace(each, of="place" if each.id in MOMENTS else "patient") for each in pack.moments),
    )


def of_patient(pack: Pack, point: Point) -> object:
    """All that is of the patient at one of its places, to compare."""
    case = point.case
    names = [name for name in Case.__struct_fields__ if name not in OF_THE_PLACE | {"patient", "details"}]
    return (
        [getattr(case, name) for name in names],
        {id: value for id, value in case.patient.values.items() if not is_of_place(pack, id)},
        {id for id in case.patient.unknown if not is_of_place(pack, id)},
        {id: when for id, when in case.patient.moments.items() if not is_of_place(pack, id)},
        {id: each for id, each in case.details.items() if not is_of_place(pack, id)},
        {each for each in point.answered if not is_of_place(pack, each[0])},
        point.standing,
    )


def of_place(pack: Pack, point: Point) -> object:
    """All that is of the place, to compare."""
    case = point.case
    return (
        [getattr(case, name) for name in Case.__struct_fields__ if name in OF_THE_PLACE],
        {id: value for id, value in case.patient.values.items() if is_of_place(pack, id)},
        {id for id in case.patient.unknown if is_of_place(pack, id)},
        {id: when for id, when in case.patient.moments.items() if is_of_place(pack, id)},
        {id: each for id, each in case.details.items() if is_of_place(pack, id)},
        {each for each in point.answered if is_of_place(pack, each[0])},
        point.aside,
    )


def are_together(document: Document) -> bool:
    """Whether the places of each patient follow one another."""
    return all(places == tuple(range(places[0], places[0] + len(places))) for places in document.patients)
