"""Facts of one patient that fit badly together, as the pack says it (`doubtful` in facts.yaml).

A doubt changes no advice: both values stand and count, and the board is asked back. An entry with `rows` is about facts
and the rows of a table of this patient: rows decide nothing, but what they contradict is not passed in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import AcrossPlaces, Doubtful, Pack, TableName, Value
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.results import Settled


class RowSaid(Struct, frozen=True):
    """A row of a table as it is asked back: its day, None where nobody knows it, and what it was, as it was written."""

    day: date | None = None
    what: str = ""


#: The rows of a patient at the place that is shown, by table; under `done` the advices that were carried out, by id.
RowsName: TypeAlias = TableName | Literal["done"]
Rows: TypeAlias = Mapping[RowsName, tuple[RowSaid, ...]]
NO_ROWS: Final[Rows] = {}


class OtherPlace(Struct, frozen=True):
    """Of a doubt over two places: the name of the place `here`, that of the other one, and the values there."""

    here: str
    site: str
    values: tuple[tuple[str, Value], ...]


class DoubtedFacts(Struct, frozen=True):
    """An entry of the pack that holds for a patient, with the values that do not fit, in the entry's order.

    `other` is None where all of them are of one place; `rows` are those of a table that they do not fit with.
    """

    entry: Doubtful | AcrossPlaces
    values: tuple[tuple[str, Value], ...]
    other: OtherPlace | None = None
    rows: tuple[RowSaid, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it is about; at another place, see `other`."""
        return tuple(fact for fact, _ in self.values)

    @property
    def table(self) -> RowsName | None:
        """The table of which rows are asked back, `done` for what was carried out; None for facts alone."""
        if not isinstance(self.entry, Doubtful):
            return None
        return "done" if self.entry.done else self.entry.rows

    @property
    def known_rows(self) -> str:
        """The rows as a confirmation knows them again: `operations: 2026-11-02, ?`; empty for facts alone."""
        days = sorted(row.day.isoformat() if row.day else "?" for row in self.rows)
        return f"{self.table}: {', '.join(days)}" if self.rows else ""


def doubts(pack: Pack, settled: Settled, rows: Rows = NO_ROWS) -> tuple[DoubtedFacts, ...]:
    """What fits badly together for this patient, in the pack's order; of what is unknown nothing is doubted.

    A value that follows from others counts as known; a fact whose "only if" is closed has no value to doubt.
    """
    return tuple(_doubts(pack, settled, rows))


def _doubts(pack: Pack, settled: Settled, rows: Rows) -> Iterator[DoubtedFacts]:
    for entry, facts in _entries(pack):
        if entry.unless is not None and holds(pack, settled, entry.unless) is True:
            continue
        found = rows.get(entry.rows, ()) if entry.rows else ()
        if entry.done:
            found = tuple(row for row in rows.get("done", ()) if row.what in entry.done)
        known = tuple((fact, settled.values[fact]) for fact in facts if fact in settled.values)
        enough = bool(found) if entry.rows or entry.done else len(known) == len(facts)
        if enough and holds(pack, settled, entry.condition) is True:
            yield DoubtedFacts(entry, known, None, found)


@lru_cache(maxsize=8)
def _entries(pack: Pack) -> tuple[tuple[Doubtful, tuple[str, ...]], ...]:
    """Each entry with the facts that it names, each once."""
    return tuple((entry, (*dict.fromkeys(pack.facts_in(entry.condition)),)) for entry in pack.doubtful)
