"""What a pack says that decides nothing, held against each other: marks, statements from after the guideline, the day
of review, whose a fact is and when its answer is old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from mdo_viewer.guideline.model import ALWAYS, BesideOutcomes, Fact, Later, Moment, Pack, Text
from mdo_viewer.guideline.wording import both, label, quantity
from mdo_viewer.reasoning.comparing.changes import TextChange, TextKind
from mdo_viewer.reasoning.saying import figures

_T = TypeVar("_T")


def undecided_texts(old: Pack, new: Pack) -> Iterator[TextChange]:
    """What stands beside the advice and decides nothing: new, gone, worded otherwise or beside other outcomes."""
    for id, mark, was in _each(_by_id(old.marks), _by_id(new.marks)):
        yield from _changed("mark", id, was.mark if was else None, mark.mark if mark else None)
        if was is not None and mark is not None:
            yield from _changed("mark_trees", id, _trees(old, was), _trees(new, mark))
    for id, later, before in _each({each.id: each for each in old.later}, {each.id: each for each in new.later}):
        yield from _changed("later", id, _said(before), _said(later))
        if before is not None and later is not None:
            yield from _changed("later_beside", id, _beside(old, before), _beside(new, later))
    yield from _changed("pack", "review_by", _day(old), _day(new))
    for id, fact, earlier in _each(old.facts_by_id, new.facts_by_id):
        if earlier is not None and fact is not None:
            yield from _changed("kept", id, _kept(earlier), _kept(fact))
    for id, moment, then in _each(old.moments_by_id, new.moments_by_id):
        if then is not None and moment is not None:
            yield from _changed("kept", id, _whose(then), _whose(moment))


def _each(old: Mapping[str, _T], new: Mapping[str, _T]) -> Iterator[tuple[str, _T | None, _T | None]]:
    """By id what is now and what was."""
    for id in dict.fromkeys((*new, *old)):
        yield id, new.get(id), old.get(id)


def _by_id(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts}


def _changed(kind: TextKind, id: str, old: Text | None, new: Text | None) -> Iterator[TextChange]:
    if old != new:
        yield TextChange(kind, id, old, new)


def _trees(pack: Pack, mark: Fact) -> Text:
    if not mark.trees:
        return Text("elke boom", "every tree")
    numbers = ", ".join(str(pack.trees_by_id[id].number) for id in mark.trees)
    return Text(f"boom {numbers}", f"tree {numbers}")


def _said(later: Later | None) -> Text | None:
    if later is None:
        return None
    about = f"{later.year}, doi {later.doi}"
    return both(
        lambda language: f"{later.text(language)} ({later.source(language)}, {about}; {later.read_by(language)})"
    )


def _beside(pack: Pack, later: Later) -> Text:
    parts = [_place(pack, each) for each in later.beside]
    return Text("; ".join(part.nl for part in parts), "; ".join(part.en for part in parts))


def _place(pack: Pack, place: BesideOutcomes) -> Text:
    found = [_outcome(pack, id) for id in place.outcomes]
    when = None if place.when == ALWAYS else label(pack, place.when)
    nl, en = ", ".join(each.nl for each in found), ", ".join(each.en for each in found)
    return Text(nl, en) if when is None else Text(f"{nl} (als: {when.nl})", f"{en} (if: {when.en})")


def _outcome(pack: Pack, id: str) -> Text:
    tree, _, outcome = id.partition(".")
    own = pack.trees_by_id[tree]
    return both(lambda language: f"{own.number} {own.outcomes_by_id[outcome].title(language)}")


def _day(pack: Pack) -> Text | None:
    return None if pack.review_by is None else Text(figures(pack.review_by), figures(pack.review_by))


def _whose(each: Fact | Moment) -> Text:
    return Text("van een plaats", "of a place") if each.of == "place" else Text("van de patiënt", "of the patient")


def _kept(fact: Fact) -> Text:
    """Whose it is, whether it may be a range, and when its answer is asked anew."""
    whose, days = _whose(fact), fact.asked_anew_after
    span = Text(", ook als bereik", ", also as a range") if fact.ranges else Text("", "")
    old = Text("nooit opnieuw gevraagd", "never asked anew")
    if days is not None:
        length = both(lambda language: quantity(days, Text("dagen", "days"), language))
        old = Text(f"na {length.nl} opnieuw gevraagd", f"asked anew after {length.en}")
    return Text(f"{whose.nl}{span.nl}, {old.nl}", f"{whose.en}{span.en}, {old.en}")
