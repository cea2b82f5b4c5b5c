"""Moments and deadlines: clock time in the Netherlands, read strictly and counted across summer time.

Aware datetimes of one zone compare and subtract by their clock reading, which is wrong in the repeated hour;
everything here compares in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from mdo_viewer.guideline.model import URGENT, Limit, Moment, Text
from mdo_viewer.reasoning.results import Deadline, Met

#: The zone of every moment that the program reads or shows.
ZONE = ZoneInfo("Europe/Amsterdam")

#: Years that a moment may have: catches a typing error such as 0206, and no sum leaves the calendar.
FIRST_YEAR, LAST_YEAR = 1950, 2199

#: Where a moment is compared and there is none: after all others, or before them where nothing may wait.
LAST, FIRST = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)

#: How it is asked whether a moment has met a limit.
MetWord: TypeAlias = Literal["met", "met_late", "met_end"]
DistanceState: TypeAlias = Literal["left", "overdue", "early", "between", "reached"]

_OFFSET = r"(?P<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_EXTENDED = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})[Tt ]"
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?" + _OFFSET
)
_BASIC = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})[Tt]"
    r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?:(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?" + _OFFSET
)
_DATE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")


class MomentProblem(ValueError):
    """A text that is no moment; `message` says in every language why, and what to write."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.nl


def parse_moment(text: str) -> datetime:
    """The moment that an ISO 8601 date and time names, in `ZONE`.

    Without an offset it is clock time in the Netherlands; in the repeated hour the earlier one. Raises
    `MomentProblem` for anything else: a date alone, a clock time that the spring shift skips, a wrong form.
    """
    text = text.strip()
    match = _EXTENDED.fullmatch(text) or _BASIC.fullmatch(text)
    if match is None:
        raise MomentProblem(_date_alone(text) if _DATE.fullmatch(text) else _wrong_form(text))
    fraction = (match["fraction"] or "").ljust(6, "0")[:6]
    try:
        moment = datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            int(match["second"] or 0),
            int(fraction),
            tzinfo=ZONE,
        )
        offset = _offset(match["offset"])
    except ValueError:
        raise MomentProblem(_no_such(text)) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise MomentProblem(_wrong_year(text))
    if offset is not None:
        return moment.replace(tzinfo=offset).astimezone(ZONE)
    if moment.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None, fold=0) != moment.replace(tzinfo=None):
        raise MomentProblem(_skipped(text))
    return moment


def due(limit: Limit, start: datetime) -> tuple[datetime, datetime]:
    """When the limit that runs from `start` ends, and for a range (3-4 weeks) when its longer end does.

    Hours run as elapsed time. Days and weeks are calendar days at the same clock time in the Netherlands: a clock
    time that does not exist that day is read with the offset before the shift, a repeated one is the earlier.
    """
    return _after(start, limit.amount, limit.unit), _after(start, limit.amount_max, limit.unit)


def deadline(outcome_id: str, limit: Limit, moments: Mapping[str, datetime], at: datetime | None) -> Deadline:
    """The limit of an outcome as clock time for these moments, seen at `at`.

    A `latest` limit is overdue after its longer end, unless what is filled in may have met it in time: every surface
    asks that here. Without its moment there is no due time and nothing is overdue; without `at` nothing is said about
    overdue.
    """
    start = moments.get(limit.moment)
    if start is None:
        return Deadline(outcome_id, limit, None, None, None, None)
    first, last = due(limit, start)
    if at is None:
        return Deadline(outcome_id, limit, start, first, last, None)
    met = _met(limit, start, last, moments, at)
    passed = limit.type == "latest" and is_later(at, last)
    return Deadline(outcome_id, limit, start, first, last, passed and (met is None or met.late), met)


def _met(limit: Limit, start: datetime, last: datetime, moments: Mapping[str, datetime], at: datetime) -> Met | None:
    """The first of the moments that can meet a limit, after its start and not later than `at`."""
    known = ((moments[id].astimezone(UTC), id) for id in limit.met_by if id in moments)
    fits = ((when, id) for when, id in known if not is_later(start, when) and not is_later(when, at))
    found = min(fits, default=None)
    if found is None:
        return None
    _, id = found
    return Met(id, moments[id], limit.type == "latest" and is_later(moments[id], last))


def met_word(moment: Moment, met: Met) -> MetWord:
    """How it is asked whether something filled in has met a limit: what ended later may have begun in time."""
    if not met.late:
        return "met"
    return "met_end" if moment.taken_from == "courses.end" else "met_late"


def is_later(moment: datetime, than: datetime) -> bool:
    """Whether a moment comes after another one; both aware."""
    return moment.astimezone(UTC) > than.astimezone(UTC)


def starts_ahead(deadline: Deadline, at: datetime | None) -> bool:
    """Whether a limit runs from a moment that is still to come: then its date is to be checked."""
    return at is not None and deadline.start is not None and is_later(deadline.start, at)


def is_repeated(moment: datetime) -> bool:
    """Whether the clock in the Netherlands shows this time twice, an hour apart: when summer time ends."""
    local = moment.astimezone(ZONE)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def is_late(deadline: Deadline, done: datetime) -> bool:
    """Whether what was done at this moment was done after the (longer end of the) limit; an earliest time never is."""
    return deadline.limit.type == "latest" and deadline.due_max is not None and is_later(done, deadline.due_max)


def by_urgency(deadline: Deadline, at: datetime | None) -> tuple[datetime, int]:
    """Sorts deadlines as seen at `at`: the first that ends before the others; of equal ones the shortest.

    Of those without a moment nobody knows whether they have passed: the ones within 24 hours come first of all, and the
    others stand where they would if they began now, as none of them ends later than that. An earliest time that runs
    from nothing yet presses nobody, and neither does a limit of which it is asked whether what is filled in met it.
    """
    limit = deadline.limit
    if deadline.met is not None:
        return LAST, limit.hours
    if deadline.due is not None:
        return deadline.due.astimezone(UTC), limit.hours
    if limit.type != "latest":
        return LAST, limit.hours
    if limit.hours <= URGENT:
        return FIRST, limit.hours
    return LAST if at is None else due(limit, at)[0].astimezone(UTC), limit.hours


class Distance(NamedTuple):
    """How far a deadline is from a moment; `length` is never negative.

    left: of a latest limit, until its end; of a range until its first end, and from there until its last. overdue:
    since its last end. early: until an earliest time begins. between: inside the range of an earliest time, which is
    no window that closes. reached: since the whole range of an earliest time lies behind.
    """

    state: DistanceState
    length: timedelta


def distance(deadline: Deadline, at: datetime) -> Distance | None:
    """How far off a deadline is at `at` (aware), in elapsed time; None without its moment, and once it lies behind
    while it is asked whether it was met: nobody counts from there."""
    if deadline.due is None or deadline.due_max is None:
        return None
    if deadline.asked and is_later(at, deadline.due_max):
        return None
    first, last, now = (each.astimezone(UTC) for each in (deadline.due, deadline.due_max, at))
    if deadline.limit.type == "latest":
        end = first if now <= first else last
        return Distance("left", end - now) if now <= last else Distance("overdue", now - last)
    if now < first:
        return Distance("early", first - now)
    return Distance("between", last - now) if now < last else Distance("reached", now - last)


def _after(start: datetime, amount: int, unit: str) -> datetime:
    if unit == "hours":
        return (start.astimezone(UTC) + timedelta(hours=amount)).astimezone(ZONE)
    days = amount * (7 if unit == "weeks" else 1)
    clock = start.astimezone(ZONE).replace(tzinfo=None, fold=0) + timedelta(days=days)
    return clock.replace(tzinfo=ZONE).astimezone(UTC).astimezone(ZONE)


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(size if text[0] == "+" else -size)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _wrong_form(text: str) -> Text:
    return Text(
        f"'{_shown(text)}' is geen moment. Schrijf datum en tijd zoals 2026-11-22T08:15.",
        f"'{_shown(text)}' is not a moment. Write date and time such as 2026-11-22T08:15.",
    )


def _date_alone(text: str) -> Text:
    return Text(
        f"'{text}' is een datum zonder tijd. Schrijf de tijd erbij, zoals {text}T08:15.",
        f"'{text}' is a date without a time. Add the time, such as {text}T08:15.",
    )


def _no_such(text: str) -> Text:
    return Text(
        f"'{_shown(text)}' bestaat niet. Kijk de datum, de tijd en het tijdverschil na.",
        f"'{_shown(text)}' does not exist. Check the date, the time and the offset.",
    )


def _wrong_year(text: str) -> Text:
    return Text(
        f"'{_shown(text)}' valt buiten de jaren {FIRST_YEAR} tot en met {LAST_YEAR}. Kijk het jaar na.",
        f"'{_shown(text)}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}. Check the year.",
    )


def _skipped(text: str) -> Text:
    return Text(
        f"'{text}' bestaat niet: de klok ging toen een uur vooruit. Kijk de tijd na of schrijf het tijdverschil erbij.",
        f"'{text}' does not exist: the clock went forward an hour then. Check the time or add the offset.",
    )
