"""Entries of `doubtful` that no patient can meet."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.guideline.model import Condition, Doubtful, Not, Pack
from mdo_viewer.guideline.strict_yaml import Problem, problem
from mdo_viewer.reasoning.compiling import compile_condition, make_universe
from mdo_viewer.reasoning.diagram import FALSE


def pointless(pack: Pack) -> tuple[Problem, ...]:
    """The entries that no patient can meet: by themselves, or because an implication refuses these values already."""
    return tuple(found for entry in pack.doubtful if (found := _pointless(pack, entry)) is not None)


def _pointless(pack: Pack, entry: Doubtful) -> Problem | None:
    conditions = [entry.condition, *_gates(pack, entry.condition)]
    if entry.unless is not None:
        conditions.append(Not(entry.unless))
    universe = make_universe(pack, conditions)
    space = universe.space
    all_of = universe.allowed
    alone = compile_condition(pack, space, entry.condition)
    for condition in conditions:
        all_of = space.both(all_of, compile_condition(pack, space, condition))
    if entry.place is None or all_of != FALSE:
        return None
    if alone == FALSE:
        return problem(
            entry.place,
            "Deze twijfel kan nooit optreden: geen waarden voldoen aan 'if'. Verbeter de voorwaarde.",
            "This doubt can never arise: no values meet 'if'. Correct the condition.",
        )
    return problem(
        entry.place,
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
