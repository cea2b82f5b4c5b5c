"""A meeting whose patients are of several guidelines: which one a case is read by, and what two of them share.

A meeting has a guideline of its own, `home`. A case of another one names it (`Case.pack`); it is loaded when it is
first asked for. A patient who is led into another guideline has a point there beside the first, with the same key: one
patient still, as with several places.
"""

from __future__ import annotations

from collections.abc import Callable

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Fact, Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.tables.rows import same_site


def pack_of(home: Pack, case: Case) -> Pack:
    """The guideline by which a case is read. Raises Refused where it does not ship."""
    return pack_called(home, case.pack)


def pack_called(home: Pack, id: str) -> Pack:
    """The guideline with this id; that of the meeting for the empty one. Raises Refused where there is none."""
    return home if id in ("", home.id) else load_pack(id)


def called(home: Pack, id: str) -> str:
    """How a case names the guideline with this id: not at all where it is that of the meeting."""
    return "" if id == home.id else id


def in_pack(home: Pack, case: Case, id: str) -> Case:
    """The case read by this guideline."""
    return replace(case, pack=called(home, id))


def place_words(home: Pack, case: Case, language: Language) -> str:
    """What tells a point of a patient from the others: its place, and its guideline where that is not the meeting's."""
    guideline = pack_of(home, case).title(language) if case.pack else ""
    return " · ".join(part for part in (case.site, guideline) if part)


def point_words(home: Pack, case: Case, language: Language) -> str:
    """The key with what tells the point from others, and that it is an example: `MDO-0003 · T8 · Lage rugpijn`."""
    said = " · ".join(part for part in (case.case, place_words(home, case, language)) if part)
    return as_example(said, language) if case.title_example else said


def as_example(said: str, language: Language) -> str:
    """The name of an invented patient in a list, where nobody may take it for one of the meeting's own:
    `MDO-0001 · voorbeeld`."""
    return f"{said} · {words_of('saying', language)('example')}"


def shared(home: Pack, one: Case, other: Case) -> Callable[[str], bool]:
    """Whether two points of a patient have the fact or moment with an id in common, and so the same value.

    Of one guideline that is what is of the patient. Two guidelines share what both know alike; what is of the place
    they share at the same place.
    """
    pack = pack_of(home, one)
    if one.pack == other.pack:
        return lambda id: not is_of_place(pack, id)
    beside, here = pack_of(home, other), same_site(one.site) == same_site(other.site)

    def both(id: str) -> bool:
        if not is_alike(pack, beside, id):
            return False
        return here or not (is_of_place(pack, id) or is_of_place(beside, id))

    return both


def is_of_place(pack: Pack, id: str) -> bool:
    """Whether the fact or moment with this id is of the place; one that the pack does not know is."""
    found = pack.facts_by_id.get(id) or pack.moments_by_id.get(id)
    return found is None or found.of == "place"


def is_alike(one: Pack, other: Pack, id: str) -> bool:
    """Whether both guidelines know this id as the same fact or moment: the answer of one is an answer of the other."""
    if id in one.moments_by_id:
        return id in other.moments_by_id
    fact, same = one.facts_by_id.get(id), other.facts_by_id.get(id)
    return fact is not None and same is not None and _form(fact) == _form(same)


def counts_alike(one: Pack, other: Pack, id: str) -> bool:
    """Whether a fact that both guidelines know alike is of the place in both, or in none, and grows old alike: else the
    answer of one would go to another patient's place of the other, or come along into a later meeting in one alone."""
    fact, same = one.facts_by_id[id], other.facts_by_id[id]
    return (fact.of, fact.asked_anew_after) == (same.of, same.asked_anew_after)


def _form(fact: Fact) -> tuple[object, ...]:
    unit = None if fact.unit is None else fact.unit.nl
    return fact.type, tuple(choice.id for choice in fact.values), unit, fact.low, fact.high, fact.ranges
