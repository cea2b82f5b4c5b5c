"""Entries of `doubtful` and `across_places` that no patient can meet."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.guideline.model import Condition, Doubtful, Not, Pack, Place
from mdo_viewer.guideline.strict_yaml import Problem, problem
from mdo_viewer.reasoning.compiling import compile_condition, make_universe
from mdo_viewer.reasoning.diagram import FALSE


def pointless(pack: Pack) -> tuple[Problem, ...]:
    """The entries that no patient can meet: by themselves, or because an implication refuses these values already."""
    found = [_pointless(pack, one.condition, one.place, "if", *_beside(pack, one)) for one in pack.doubtful]
    for each in pack.across_places:  # an alternative may be closed, and another hold: no gate has to be open
        found += [_pointless(pack, each.here, each.place, "here"), _pointless(pack, each.there, each.place, "there")]
    return tuple(wrong for wrong in found if wrong is not None)


def _beside(pack: Pack, entry: Doubtful) -> Iterator[Condition]:
    """What must hold too where this entry is asked back: the gates of its facts, and not what makes them fit. Beside
    rows of a table not all facts have to be known, so no gate has to be open."""
    if entry.rows is None:
        yield from _gates(pack, entry.condition)
    if entry.unless is not None and set(pack.facts_in(entry.unless)) <= set(pack.facts_in(entry.condition)):
        yield Not(entry.unless)  # what is unknown makes nothing fit: it is asked back by that alone


def _pointless(pack: Pack, asked: Condition, place: Place | None, key: str, *gates: Condition) -> Problem | None:
    """What is wrong with the condition under this key of an entry; None where some patient meets it."""
    conditions = (asked, *gates)
    universe = make_universe(pack, conditions)
    space = universe.space
    all_of = universe.allowed
    alone = compile_condition(pack, space, asked)
    for condition in conditions:
        all_of = space.both(all_of, compile_condition(pack, space, condition))
    if place is None or all_of != FALSE:
        return None
    if alone == FALSE:
        return problem(
            place,
            f"Deze twijfel kan nooit optreden: geen waarden voldoen aan '{key}'. Verbeter de voorwaarde.",
            f"This doubt can never arise: no values meet '{key}'. Correct the condition.",
        )
    return problem(
        place,
        "Deze twijfel kan nooit optreden: een gevolg of 'only_if' in facts.yaml weigert deze waarden al. Verwijder een "
        "van de twee.",
        "This doubt can never arise: an implication or 'only_if' in facts.yaml refuses these values already. Remove "
        "one of the two.",
    )


def _gates(pack: Pack, condition: Condition) -> Iterator[Condition]:
    """The "only if" of each fact that is named: where it is closed there is no value to doubt."""
    for fact in dict.fromkeys(pack.facts_in(condition)):
        gate = pack.facts_by_id[fact].only_if
        if gate is not None:
            yield gate
