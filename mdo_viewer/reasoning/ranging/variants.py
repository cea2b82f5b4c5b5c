"""The numbers of a range that a pack can tell apart: one patient for each class of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline.model import Fact, Is, Pack, Range
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.diagram import Interval, intervals
from mdo_viewer.reasoning.results import Patient


def ranged(patient: Patient) -> dict[str, Range]:
    """The facts of this patient that are known as a range."""
    return {id: value for id, value in patient.values.items() if isinstance(value, Range)}


def variants(pack: Pack, patient: Patient) -> tuple[Patient, ...]:
    """The patients that this one may be, with one number of each class in its ranges; the patient itself without any.

    The classes are those of the whole pack, so that within one nothing that the pack says differs.
    """
    known = ranged(patient)
    numbers = [
        [in_range(pack.facts_by_id[id], each, bounds) for each in classes_met(pack, id, bounds)]
        for id, bounds in known.items()
    ]
    if not known:
        return (patient,)
    return tuple(
        replace(patient, values={**patient.values, **dict(zip(known, chosen, strict=True))})
        for chosen in product(*numbers)
    )


def in_range(fact: Fact, each: Interval, bounds: Range) -> int | float:
    """One number of a class that lies in the range. Raises ValueError where none does."""
    found = each.within(bounds).example(whole=fact.type == "integer")
    if found is None:
        raise ValueError(f"{fact.id}: {each!r}")
    return found


def classes_met(pack: Pack, id: str, bounds: Range) -> tuple[Interval, ...]:
    """The classes of a number that the whole pack tells apart, as far as the range meets them; lowest first."""
    fact = pack.facts_by_id[id]
    whole = fact.type == "integer"
    cuts = [(each.op, each.value) for each in comparisons_with(pack, id) if isinstance(each.value, int | float)]
    return tuple(each for each in intervals(fact, cuts) if each.meets(bounds, whole))


@lru_cache(maxsize=256)
def comparisons_with(pack: Pack, fact: str, *, doubts: bool = True) -> tuple[Is, ...]:
    """Every comparison of this fact with a value in the pack, hints included, and what is asked back where `doubts`."""
    asked_back = (pack.doubtful, pack.across_places) if doubts else ()
    parts = (pack.trees, pack.terms, pack.riders, pack.notes, pack.facts, pack.implications, asked_back, pack.later)
    return tuple(each for each in _comparisons(parts) if each.fact == fact)


def _comparisons(part: object) -> Iterator[Is]:
    if isinstance(part, Is):
        yield part
    elif isinstance(part, Struct):
        for each in astuple(part):
            yield from _comparisons(each)
    elif isinstance(part, tuple):
        for each in part:
            yield from _comparisons(each)
