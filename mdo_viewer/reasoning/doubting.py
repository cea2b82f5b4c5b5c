"""Facts of one patient that fit badly together, as the pack says it (`doubtful` in facts.yaml).

A doubt changes no advice: both values stand and count, and the board is asked back.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from mdo_viewer.guideline.model import AcrossPlaces, Doubtful, Pack, Value
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.results import Settled


class OtherPlace(Struct, frozen=True):
    """Of a doubt over two places: the name of the place `here`, that of the other one, and the values there."""

    here: str
    site: str
    values: tuple[tuple[str, Value], ...]


class DoubtedFacts(Struct, frozen=True):
    """An entry of the pack that holds for a patient, with the values that do not fit, in the entry's order.

    `other` is None where all of them are of one place.
    """

    entry: Doubtful | AcrossPlaces
    values: tuple[tuple[str, Value], ...]
    other: OtherPlace | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it is about; at another place, see `other`."""
        return tuple(fact for fact, _ in self.values)


def doubts(pack: Pack, settled: Settled) -> tuple[DoubtedFacts, ...]:
    """What fits badly together for this patient, in the pack's order; of what is unknown nothing is doubted.

    A value that follows from others counts as known; a fact whose "only if" is closed has no value to doubt.
    """
    return tuple(_doubts(pack, settled))


def _doubts(pack: Pack, settled: Settled) -> Iterator[DoubtedFacts]:
    for entry, facts in _entries(pack):
        if entry.unless is not None and holds(pack, settled, entry.unless) is True:
            continue
        if all(fact in settled.values for fact in facts) and holds(pack, settled, entry.condition) is True:
            yield DoubtedFacts(entry, tuple((fact, settled.values[fact]) for fact in facts))


@lru_cache(maxsize=8)
def _entries(pack: Pack) -> tuple[tuple[Doubtful, tuple[str, ...]], ...]:
    """Each entry with the facts that it names, each once."""
    return tuple((entry, (*dict.fromkeys(pack.facts_in(entry.condition)),)) for entry in pack.doubtful)
