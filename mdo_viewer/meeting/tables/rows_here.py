"""The rows of a patient that may contradict a fact, as they are asked back: they decide nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Protocol

from mdo_viewer.guideline.model import Pack, TakenFrom
from mdo_viewer.meeting.tables.moments import Treated, is_of
from mdo_viewer.meeting.tables.rows import Steroid
from mdo_viewer.reasoning.deadlines import ZONE, is_later
from mdo_viewer.reasoning.doubting import Rows, RowSaid


class WithTables(Treated, Protocol):
    """What is read of a case: its tables, and when it is discussed."""

    @property
    def steroids(self) -> tuple[Steroid, ...]:
        """The steroids."""

    @property
    def done(self) -> Mapping[str, datetime]:
        """When advices, `tree.outcome`, were carried out."""

    @property
    def not_counted(self) -> Mapping[str, datetime]:
        """Of what was ticked off what closes no limit of now."""

    @property
    def discussed_at(self) -> datetime | None:
        """When the case is discussed; None where nobody said."""


def rows_here(pack: Pack, case: WithTables, at: datetime | None) -> Rows:
    """The courses and operations of this place, or where a table has none what was typed as the moment that it gives
    (`_typed`); and the steroids that run when it is discussed, else at `at`; what has no day counts. `done`: what was
    carried out, not what is still to come. Of what closes no limit of now only what was given: that may still work.
    That a biopsy was taken before all this releases nothing which waits for the one of now."""
    courses = tuple(RowSaid(row.end) for row in case.courses if is_of(row, case))
    operations = tuple(RowSaid(row.date, row.what or "") for row in case.operations if is_of(row, case))
    when = case.discussed_at or at
    given = {of: when for of, when in case.not_counted.items() if _gives(pack, of)}
    ticked = (each for each in {**case.done, **given}.items() if at is None or not is_later(each[1], at))
    return {
        "courses": courses or tuple(_typed(pack, case, "courses.end", when)),
        "operations": operations or tuple(_typed(pack, case, "operations.date", when)),
        "steroids": tuple(_running(case, when)),
        "done": tuple(RowSaid(when.astimezone(ZONE).date(), of) for of, when in ticked),
    }


def _gives(pack: Pack, of: str) -> bool:
    """Whether this advice (`tree.outcome`) gives something, in a dose."""
    tree, _, id = of.rpartition(".")
    outcome = pack.trees_by_id[tree].outcomes_by_id.get(id) if tree in pack.trees_by_id else None
    return outcome is not None and outcome.dose is not None


def _typed(pack: Pack, case: WithTables, source: TakenFrom, at: datetime | None) -> Iterator[RowSaid]:
    """What was typed as the moment that this table gives, once it is past and where it may have met a limit: what was
    before that has its place in the table."""
    limits = [outcome.limit for tree in pack.trees for outcome in tree.outcomes if outcome.limit is not None]
    moments = case.patient.moments
    for moment in pack.moments:
        when = moments.get(moment.id) if moment.taken_from == source else None
        if when is None or (at is not None and is_later(when, at)):
            continue
        starts = (moments.get(limit.moment) for limit in limits if moment.id in limit.met_by)
        if any(start is not None and not is_later(start, when) for start in starts):
            yield RowSaid(when.astimezone(ZONE).date())


def _running(case: WithTables, at: datetime | None) -> Iterator[RowSaid]:
    day = None if at is None else at.astimezone(ZONE).date()
    for row in case.steroids:
        if day is None or row.since is None or row.since <= day:
            yield RowSaid(row.since, row.name or "")
