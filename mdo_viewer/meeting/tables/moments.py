"""The moments that limits run from: as typed, else by one rule from the tables. The pack says which table gives which.

The rule: of the rows of this place the latest day counts. A row counts where it names the place of the case; a row
without a place counts where the case has none. Where such a row lacks its day nothing is taken, as nobody knows then
which is the latest. A day has no clock time: of its hours the one on the safe side counts, see `hour_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final, Literal, Protocol, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import Moment, Pack, TakenFrom
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.tables.rows import Course, Operation, TableName, same_site
from mdo_viewer.reasoning.deadlines import ZONE, met_word
from mdo_viewer.reasoning.results import Deadline, Patient
from mdo_viewer.reasoning.saying import Saying

#: Why a table gives a moment nothing: a row of this place lacks its day, its rows are of other places, or the place has
#: no name.
NotTaken: TypeAlias = Literal["no_day", "elsewhere", "nameless"]

#: Of each source of a moment its table.
TABLE_OF: Final[Mapping[TakenFrom, TableName]] = {"courses.end": "courses", "operations.date": "operations"}


class Treated(Protocol):
    """What the rule reads of a case."""

    @property
    def patient(self) -> Patient:
        """The patient with the moments that were typed."""

    @property
    def site(self) -> str | None:
        """The place of disease; None where it has no name."""

    @property
    def courses(self) -> tuple[Course, ...]:
        """Earlier courses of radiotherapy."""

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Earlier operations."""


class FoundMoment(Struct, frozen=True):
    """A moment of a patient; `day` is the day in the table that it was taken from, None where it was typed."""

    when: datetime
    day: date | None = None


def moments_of(pack: Pack, case: Treated) -> dict[str, FoundMoment]:
    """The moments of this patient by id, those that were typed first."""
    found = {id: FoundMoment(when) for id, when in case.patient.moments.items()}
    for moment in pack.moments:
        day = None if moment.id in found else _day(moment, case)
        if isinstance(day, date):
            found[moment.id] = FoundMoment(datetime.combine(day, hour_of(pack, moment.id), ZONE), day)
    return found


def patient_of(pack: Pack, case: Treated) -> Patient:
    """The patient as the trees read it: with the moments by the rule."""
    found = moments_of(pack, case)
    if len(found) == len(case.patient.moments):
        return case.patient
    return replace(case.patient, moments={id: each.when for id, each in found.items()})


def days_taken(pack: Pack, case: Treated) -> dict[str, date]:
    """The moments that a table gives, by id, each with its day there."""
    return {id: found.day for id, found in moments_of(pack, case).items() if found.day is not None}


def not_taken(pack: Pack, case: Treated) -> dict[str, NotTaken]:
    """The moments that are not known although their table has rows, by id, each with the reason."""
    missing = (moment for moment in pack.moments if moment.id not in case.patient.moments)
    return {moment.id: why for moment in missing if isinstance(why := _day(moment, case), str)}


def reads_alike(one: Treated, other: Treated) -> bool:
    """Whether two cases are the same to the trees; of the facts that is only seen where they are the same object."""
    same = one.patient is other.patient and one.site == other.site
    return same and one.courses == other.courses and one.operations == other.operations


def is_of(row: Course | Operation, case: Treated) -> bool:
    """Whether a row is of the place of this case."""
    return same_site(row.site) == same_site(case.site)


@lru_cache(maxsize=64)
def hour_of(pack: Pack, moment: str) -> time:
    """The hour at which a day counts: its end where only earliest times run from this moment, else its beginning, so
    that a latest limit never ends too late."""
    limits = [outcome.limit for tree in pack.trees for outcome in tree.outcomes if outcome.limit is not None]
    kinds = {limit.type for limit in limits if limit.moment == moment}
    return time(23, 59) if kinds == {"earliest"} else time(0, 0)


def when_of_day(pack: Pack, moment: str, day: date) -> datetime | None:
    """When a day that was typed without a clock time counts, as one of a table does; None where some limit runs from
    this moment in hours: then the time must be asked."""
    limits = (outcome.limit for tree in pack.trees for outcome in tree.outcomes)
    if any(limit is not None and limit.moment == moment and limit.unit == "hours" for limit in limits):
        return None
    return datetime.combine(day, hour_of(pack, moment), ZONE)


def is_day_alone(pack: Pack, moment: str, when: datetime) -> bool:
    """Whether a moment is what its day alone would be."""
    return when == when_of_day(pack, moment, when.astimezone(ZONE).date())


def moment_said(pack: Pack, moment: str, when: datetime, saying: Saying) -> str:
    """`di 17 nov 14:10`; of one that is its day alone no clock time, as nobody entered that."""
    return saying.day(when.astimezone(ZONE)) if is_day_alone(pack, moment, when) else saying.moment(when)


def met_said(pack: Pack, due: Deadline, saying: Saying) -> str:
    """`Operatie vr 20 nov 20:00 staat ingevuld: gehaald?`: whether what a limit asks was done at a known moment,
    or too late: nobody ticks that off by itself. Empty where none can meet it."""
    met = due.met
    if met is None:
        return ""
    moment = pack.moments_by_id[met.moment]
    said = moment_said(pack, met.moment, met.when, saying)
    return saying.filled_in(moment.label(saying.language), said, met_word(moment, met))


def _day(moment: Moment, case: Treated) -> date | NotTaken | None:
    """The latest day in the rows of this place, or why there is none; None without rows."""
    if moment.taken_from is None:
        return None
    rows = tuple(_rows(moment.taken_from, case))
    here = [day for row, day in rows if is_of(row, case)]
    if not here:
        elsewhere: NotTaken = "elsewhere" if case.site else "nameless"
        return elsewhere if rows else None
    days = [day for day in here if day is not None]
    return max(days) if len(days) == len(here) else "no_day"


def _rows(source: TakenFrom, case: Treated) -> Iterator[tuple[Course | Operation, date | None]]:
    if source == "courses.end":
        yield from ((row, row.end) for row in case.courses)
    else:
        yield from ((row, row.date) for row in case.operations)
