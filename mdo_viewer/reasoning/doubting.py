"""Facts of one patient that fit badly together, as the pack says it (`doubtful` in facts.yaml).

A doubt changes no advice: both values stand and count, and the board is asked back.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from mdo_viewer.guideline.model import Condition, Doubtful, Pack, Value
from mdo_viewer.guideline.strict_yaml import Problem, problem
from mdo_viewer.reasoning.compiling import compile_condition, make_universe
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.diagram import FALSE
from mdo_viewer.reasoning.results import Settled


class DoubtedFacts(Struct, frozen=True):
    """An entry of the pack that holds for a patient, with the values that do not fit, in the entry's order."""

    entry: Doubtful
    values: tuple[tuple[str, Value], ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it is about."""
        return tuple(fact for fact, _ in self.values)


def doubts(pack: Pack, settled: Settled) -> tuple[DoubtedFacts, ...]:
    """What fits badly together for this patient, in the pack's order; of what is unknown nothing is doubted.

    A value that follows from others counts as known; a fact whose "only if" is closed has no value to doubt.
    """
    return tuple(_doubts(pack, settled))


def _doubts(pack: Pack, settled: Settled) -> Iterator[DoubtedFacts]:
    for entry, facts in _entries(pack):
        if all(fact in settled.values for fact in facts) and holds(pack, settled, entry.condition) is True:
            yield DoubtedFacts(entry, tuple((fact, settled.values[fact]) for fact in facts))


@lru_cache(maxsize=8)
def _entries(pack: Pack) -> tuple[tuple[Doubtful, tuple[str, ...]], ...]:
    """Each entry with the facts that it names, each once."""
    return tuple((entry, (*dict.fromkeys(pack.facts_in(entry.condition)),)) for entry in pack.doubtful)


# --- what is wrong with an entry ----------------------------------------------------------------------------------


def pointless(pack: Pack) -> tuple[Problem, ...]:
    """The entries that no patient can meet: by themselves, or because an implication refuses these values already."""
    return tuple(found for entry in pack.doubtful if (found := _pointless(pack, entry)) is not None)


def _pointless(pack: Pack, entry: Doubtful) -> Problem | None:
    conditions = [entry.condition, *_gates(pack, entry.condition)]
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
