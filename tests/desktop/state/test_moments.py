"""Deadlines and days as they are typed at a board: a deadline is ahead, and what may be a day or a time is refused."""

from __future__ import annotations

from datetime import date

import pytest

from mdo_viewer.desktop.state.moments import read_day, read_deadline, read_typed
from tests.help.desktop_help import NOW


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("24-11", "2026-11-24 23:59"),
        ("24-11-26", "2026-11-24 23:59"),
        ("24-11-26 10:00", "2026-11-24 10:00"),
        ("24.11 10:00", "2026-11-24 10:00"),
        ("5-1 10:00", "2027-01-05 10:00"),
        ("20-11 10:00", "2026-11-20 10:00"),  # just past: said to be late, not moved a year
        ("29-2", "2028-02-29 23:59"),
        ("morgen", "2026-11-23 23:59"),
        ("morgen 9:00", "2026-11-23 09:00"),
        ("16:30", "2026-11-22 16:30"),
        ("16.30", "2026-11-22 16:30"),
        ("2026-11-24T10:00", "2026-11-24 10:00"),
        ("5-1-2026 10:00", "2026-01-05 10:00"),
    ],
)
def test_a_deadline_is_ahead(typed: str, means: str) -> None:
    assert f"{read_deadline(typed, NOW):%Y-%m-%d %H:%M}" == means


@pytest.mark.parametrize("typed", ["3.12", "22.11", "31-11", "vrijdag", "24-11 10u", "24", "", "10:00 24-11"])
def test_what_is_no_deadline_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the field says it
        read_deadline(typed, NOW)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("5-1", date(2027, 1, 5)),
        ("1-11", date(2026, 11, 1)),
        ("5-1-2026", date(2026, 1, 5)),
        ("5-1-27", date(2027, 1, 5)),
    ],
)
def test_the_day_of_a_meeting_is_ahead_or_just_past(typed: str, means: date) -> None:
    assert read_day(typed, NOW) == means


def test_a_moment_that_was_stays_in_this_year() -> None:
    assert f"{read_typed('5-1 10:00', NOW):%Y-%m-%d}" == "2026-01-05"
