"""Moments and deadlines across both changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdo_viewer.guideline.model import Limit
from mdo_viewer.reasoning.deadlines import (
    ZONE,
    MomentProblem,
    by_urgency,
    deadline,
    distance,
    due,
    is_late,
    is_later,
    is_repeated,
    parse_moment,
)


def limit(
    amount: int,
    unit: Literal["hours", "days", "weeks"],
    most: int | None = None,
    type: Literal["latest", "earliest"] = "latest",
) -> Limit:
    return Limit(type, amount, amount if most is None else most, unit, "verdenking_op")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-22T08:15", "2026-11-22T08:15:00+01:00"),
        ("2026-07-22T08:15", "2026-07-22T08:15:00+02:00"),
        ("2026-11-22 08:15", "2026-11-22T08:15:00+01:00"),
        (" 2026-11-22T08:15:30 ", "2026-11-22T08:15:30+01:00"),
        ("2026-11-22T08:15:30,5", "2026-11-22T08:15:30.500000+01:00"),
        ("20261122T0815", "2026-11-22T08:15:00+01:00"),
        ("2026-11-22T08:15Z", "2026-11-22T09:15:00+01:00"),
        ("2026-11-22T08:15+05:30", "2026-11-22T03:45:00+01:00"),
        ("2026-11-22T08:15-0330", "2026-11-22T12:45:00+01:00"),
        ("2026-11-22T08:15+01", "2026-11-22T08:15:00+01:00"),
        # the repeated hour: the earlier one, unless the offset says otherwise
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"),
        # the last minute before and the first after the skipped hour
        ("2026-03-29T01:59", "2026-03-29T01:59:00+01:00"),
        ("2026-03-29T03:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T02:30+01:00", "2026-03-29T03:30:00+02:00"),
    ],
)
def test_moments_that_are_read(text: str, iso: str) -> None:
    moment = parse_moment(text)
    assert moment.isoformat() == iso
    assert moment.tzinfo is ZONE


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("2026-11-22", "zonder tijd", "without a time"),
        ("20261122", "zonder tijd", "without a time"),
        ("2026-03-29T02:00", "een uur vooruit", "forward an hour"),
        ("2026-03-29T02:59:59", "een uur vooruit", "forward an hour"),
        ("2026-02-30T10:00", "bestaat niet", "does not exist"),
        ("2026-11-22T24:00", "bestaat niet", "does not exist"),
        ("2026-11-22T10:60", "bestaat niet", "does not exist"),
        ("2026-11-22T10:00+25:00", "bestaat niet", "does not exist"),
        ("2026-11-22T10:00+01:75", "bestaat niet", "does not exist"),
        ("0206-11-22T10:00", "het jaar", "the year"),
        ("9999-12-31T23:59-12:00", "het jaar", "the year"),
        ("22-11-2026 10:00", "geen moment", "not a moment"),
        ("2026-11-22T8:15", "geen moment", "not a moment"),
        ("2026-11-22T08", "geen moment", "not a moment"),
        ("٢٠٢٦-11-22T08:15", "geen moment", "not a moment"),
        ("gisteren", "geen moment", "not a moment"),
        ("", "geen moment", "not a moment"),
    ],
)
def test_moments_that_are_refused(text: str, dutch: str, english: str) -> None:
    with pytest.raises(MomentProblem) as caught:
        parse_moment(text)
    assert dutch in caught.value.message.nl
    assert english in caught.value.message.en
    assert str(caught.value) == caught.value.message.nl


@pytest.mark.parametrize(
    ("start", "after", "end"),
    [
        # no change of the clock
        ("2026-11-22T08:15", limit(12, "hours"), "2026-11-22T20:15:00+01:00"),
        ("2026-11-22T08:15", limit(7, "days"), "2026-11-29T08:15:00+01:00"),
        # spring 2026: at 02:00 the clock goes to 03:00
        ("2026-03-28T20:00", limit(12, "hours"), "2026-03-29T09:00:00+02:00"),
        ("2026-03-28T20:00", limit(1, "days"), "2026-03-29T20:00:00+02:00"),
        ("2026-03-28T02:30", limit(1, "days"), "2026-03-29T03:30:00+02:00"),
        ("2026-03-28T02:30", limit(24, "hours"), "2026-03-29T03:30:00+02:00"),
        ("2026-03-22T02:00", limit(1, "weeks"), "2026-03-29T03:00:00+02:00"),
        ("2026-03-22T12:00", limit(14, "days"), "2026-04-05T12:00:00+02:00"),
        # autumn 2026: at 03:00 the clock goes back to 02:00
        ("2026-10-24T20:00", limit(12, "hours"), "2026-10-25T07:00:00+01:00"),
        ("2026-10-24T20:00", limit(1, "days"), "2026-10-25T20:00:00+01:00"),
        ("2026-10-24T02:30", limit(1, "days"), "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30", limit(1, "hours"), "2026-10-25T02:30:00+01:00"),
        ("2026-10-25T02:30+01:00", limit(1, "days"), "2026-10-26T02:30:00+01:00"),
        ("2026-10-18T02:30", limit(1, "weeks"), "2026-10-25T02:30:00+02:00"),
    ],
)
def test_due(start: str, after: Limit, end: str) -> None:
    first, last = due(after, parse_moment(start))
    assert first.isoformat() == end
    assert last.isoformat() == end


def test_a_range_has_two_ends() -> None:
    first, last = due(limit(3, "weeks", 4), parse_moment("2026-10-08T09:00"))
    assert first.isoformat() == "2026-10-29T09:00:00+01:00"
    assert last.isoformat() == "2026-11-05T09:00:00+01:00"


def test_another_zone_counts_in_dutch_clock_time() -> None:
    first, _ = due(limit(1, "days"), datetime(2026, 3, 28, 19, 0, tzinfo=UTC))
    assert first.isoformat() == "2026-03-29T20:00:00+02:00"


moments = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-01-01"), timezones=st.just(UTC)
)


@given(moments, st.integers(1, 500))
def test_hours_are_elapsed_time(start: datetime, hours: int) -> None:
    first, _ = due(limit(hours, "hours"), start)
    assert first.astimezone(UTC) - start == timedelta(hours=hours)


@given(moments, st.integers(1, 60))
def test_days_keep_the_clock_time_or_move_it_by_the_shift(start: datetime, days: int) -> None:
    first, _ = due(limit(days, "days"), start)
    wanted = start.astimezone(ZONE).replace(tzinfo=None, fold=0) + timedelta(days=days)
    assert first.replace(tzinfo=None, fold=0) - wanted in (timedelta(0), timedelta(hours=1))
    assert first.astimezone(UTC) > start


@given(moments)
def test_a_moment_written_is_read_back(start: datetime) -> None:
    moment = start.astimezone(ZONE)
    assert parse_moment(moment.isoformat()).astimezone(UTC) == start


def test_deadline() -> None:
    start = parse_moment("2026-11-22T08:15")
    end = parse_moment("2026-11-22T20:15")
    after = limit(12, "hours")
    moments = {"verdenking_op": start}
    answer = deadline("mri_12_uur", after, moments, end)
    assert (answer.of, answer.limit, answer.start, answer.due, answer.due_max) == ("mri_12_uur", after, start, end, end)
    assert answer.overdue is False
    assert deadline("mri_12_uur", after, moments, end + timedelta(seconds=1)).overdue is True
    assert deadline("mri_12_uur", after, moments, None).overdue is None
    without = deadline("mri_12_uur", after, {}, end)
    assert (without.start, without.due, without.due_max, without.overdue) == (None, None, None, None)


def test_an_earliest_limit_is_never_overdue() -> None:
    moments = {"verdenking_op": parse_moment("2026-11-22T08:15")}
    assert deadline("x", limit(3, "weeks", 4, "earliest"), moments, parse_moment("2030-01-01T00:00")).overdue is False


def test_a_range_is_overdue_after_its_longer_end() -> None:
    moments = {"verdenking_op": parse_moment("2026-11-22T08:15")}
    between = parse_moment("2026-11-24T00:00")
    assert deadline("x", limit(1, "days", 2), moments, between).overdue is False
    assert deadline("x", limit(1, "days", 2), moments, between + timedelta(days=1)).overdue is True


def test_overdue_in_the_repeated_hour_goes_by_elapsed_time() -> None:
    moments = {"verdenking_op": parse_moment("2026-10-25T01:30")}
    after = limit(1, "hours")
    assert deadline("x", after, moments, parse_moment("2026-10-25T02:15+01:00")).overdue is True
    assert deadline("x", after, moments, parse_moment("2026-10-25T02:30")).overdue is False


# --- how far off, in elapsed time ---------------------------------------------------------------------------------

START = parse_moment("2026-10-24T12:00")  # the clock goes back the night after
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("limit", "after", "state", "length"),
    [
        (limit(24, "hours"), timedelta(0), "left", 24 * HOUR),
        (limit(24, "hours"), 24 * HOUR, "left", timedelta(0)),
        (limit(24, "hours"), 25 * HOUR, "overdue", HOUR),
        (limit(1, "days"), timedelta(0), "left", 25 * HOUR),
        (limit(24, "hours", 48), 23 * HOUR, "left", HOUR),  # to the first end, then to the last
        (limit(24, "hours", 48), 24 * HOUR, "left", timedelta(0)),
        (limit(24, "hours", 48), 25 * HOUR, "left", 23 * HOUR),
        (limit(24, "hours", 48), 48 * HOUR, "left", timedelta(0)),
        (limit(24, "hours", 48), 49 * HOUR, "overdue", HOUR),
        (limit(24, "hours", type="earliest"), 23 * HOUR, "early", HOUR),
        (limit(24, "hours", type="earliest"), 24 * HOUR, "reached", timedelta(0)),
        (limit(24, "hours", type="earliest"), 30 * HOUR, "reached", 6 * HOUR),
        (limit(24, "hours", 48, "earliest"), 24 * HOUR, "between", 24 * HOUR),
        (limit(24, "hours", 48, "earliest"), 47 * HOUR, "between", HOUR),
        (limit(24, "hours", 48, "earliest"), 48 * HOUR, "reached", timedelta(0)),
    ],
)
def test_how_far_off(limit: Limit, after: timedelta, state: str, length: timedelta) -> None:
    now = (START.astimezone(UTC) + after).astimezone(ZONE)
    found = deadline("x", limit, {"verdenking_op": START}, now)
    assert distance(found, now) == (state, length)
    assert found.overdue is (state == "overdue")
    assert distance(deadline("x", limit, {}, now), now) is None


def test_done_in_time_and_late() -> None:
    summer, winter = parse_moment("2026-10-25T02:30+02:00"), parse_moment("2026-10-25T02:30+01:00")
    start = parse_moment("2026-10-24T14:30")
    by_half_past = deadline("x", limit(12, "hours"), {"verdenking_op": start}, None)
    assert by_half_past.due == summer
    assert not is_late(by_half_past, summer)
    assert is_late(by_half_past, winter)
    assert not is_late(deadline("x", limit(12, "hours", 13), {"verdenking_op": start}, None), winter)
    assert not is_late(deadline("x", limit(12, "hours", type="earliest"), {"verdenking_op": start}, None), winter)
    assert not is_late(deadline("x", limit(12, "hours"), {}, None), winter)
    assert (is_later(winter, summer), is_later(summer, winter), is_later(winter, winter)) == (True, False, False)


def test_the_hour_that_comes_twice() -> None:
    clocks = ("2026-10-25T01:59", "2026-10-25T02:00", "2026-10-25T02:59+01:00", "2026-10-25T03:00", "2026-03-29T03:00")
    assert [is_repeated(parse_moment(clock)) for clock in clocks] == [False, True, True, False, False]
    assert is_repeated(parse_moment("2026-10-25T02:30+01:00").astimezone(UTC))


def test_deadlines_stand_by_when_they_end() -> None:
    start = parse_moment("2026-10-24T14:30")
    later = parse_moment("2026-10-24T16:30")  # a shorter limit that ends an hour later at the same clock time
    winter = deadline("winter", limit(11, "hours"), {"verdenking_op": later}, None)
    summer = deadline("summer", limit(12, "hours"), {"verdenking_op": start}, None)
    unknown = [deadline(str(hours), limit(hours, "hours"), {}, None) for hours in (336, 25, 24, 12)]
    found = sorted([*unknown, winter, summer], key=lambda each: by_urgency(each, None))
    assert [each.of for each in found] == ["12", "24", "summer", "winter", "25", "336"]


def test_a_limit_that_runs_from_nothing_known_stands_where_it_would_if_it_began_now() -> None:
    now = parse_moment("2026-11-24T09:00")
    known = {"verdenking_op": now}
    found = [
        deadline("week", limit(7, "days"), {}, now),
        deadline("day", limit(24, "hours"), {}, now),
        deadline("earliest", limit(3, "weeks", 4, type="earliest"), {}, now),
        deadline("winter", limit(6, "weeks"), known, now),
        deadline("soon", limit(48, "hours"), known, now),
    ]
    found.sort(key=lambda each: by_urgency(each, now))
    assert [each.of for each in found] == ["day", "soon", "week", "winter", "earliest"]
