"""The rows of a patient that may contradict a fact, as they are asked back: they decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from mdo_viewer.meeting.tables.moments import Treated, is_of
from mdo_viewer.meeting.tables.rows import Steroid
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.doubting import Rows, RowSaid


class WithTables(Treated, Protocol):
    """What is read of a case: its tables, and when it is discussed."""

    @property
    def steroids(self) -> tuple[Steroid, ...]:
        """The steroids."""

    @property
    def discussed_at(self) -> datetime | None:
        """When the case is discussed; None where nobody said."""


def rows_here(case: WithTables, at: datetime | None) -> Rows:
    """The courses and operations of this place, and the steroids that run when it is discussed, else at `at`; what has
    no day counts."""
    return {
        "courses": tuple(RowSaid(row.end) for row in case.courses if is_of(row, case)),
        "operations": tuple(RowSaid(row.date, row.what or "") for row in case.operations if is_of(row, case)),
        "steroids": tuple(_running(case, case.discussed_at or at)),
    }


def _running(case: WithTables, at: datetime | None) -> Iterator[RowSaid]:
    day = None if at is None else at.astimezone(ZONE).date()
    for row in case.steroids:
        if day is None or row.since is None or row.since <= day:
            yield RowSaid(row.since, row.name or "")
