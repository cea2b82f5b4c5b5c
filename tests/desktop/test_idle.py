"""A meeting is left alone for a quarter of an hour, whatever the clock does meanwhile."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from mdo_viewer.desktop.idle import IDLE, Idle, elapsed
from mdo_viewer.reasoning.deadlines import ZONE

MINUTE = timedelta(minutes=1)
#: An hour before the clocks of the Netherlands go back.
AUTUMN = datetime(2026, 10, 25, 0, 55, tzinfo=UTC).astimezone(ZONE)


class Computer:
    """A clock on the wall, and the time since the computer started."""

    def __init__(self, wall: datetime) -> None:
        self.wall, self.since = wall, timedelta(hours=3)
        self.idle = Idle(lambda: self.wall, lambda: self.since)

    def passes(self, time: timedelta, *, asleep: bool = False, counted: bool = True) -> bool:
        """Let time go by; whether the meeting was left alone too long."""
        self.wall = (self.wall.astimezone(UTC) + time).astimezone(ZONE)
        if counted or not asleep:
            self.since += time
        return self.idle.too_long


def test_a_quarter_of_an_hour_is_one() -> None:
    computer = Computer(datetime(2026, 11, 22, 14, 30, tzinfo=ZONE))
    assert not computer.passes(IDLE - MINUTE)
    assert computer.passes(MINUTE)
    computer.idle.touch()
    assert not computer.passes(IDLE - MINUTE)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_a_clock_that_is_put_back_keeps_no_meeting_open(back: timedelta) -> None:
    computer = Computer(datetime(2026, 11, 22, 14, 30, tzinfo=ZONE))
    computer.wall -= back
    assert not computer.passes(IDLE - MINUTE)
    assert computer.passes(MINUTE)


def test_the_end_of_summer_time_keeps_no_meeting_open() -> None:
    computer = Computer(AUTUMN)
    assert not computer.passes(IDLE - MINUTE)
    assert computer.passes(MINUTE)
    assert computer.wall.hour == AUTUMN.hour  # the hour that comes twice


@pytest.mark.parametrize("counted", [True, False])
def test_time_asleep_counts(counted: bool) -> None:
    computer = Computer(datetime(2026, 11, 22, 14, 30, tzinfo=ZONE))
    assert computer.passes(IDLE, asleep=True, counted=counted)


def test_the_time_since_the_start_goes_on() -> None:
    before = elapsed()
    time.sleep(0.01)
    assert timedelta(0) < elapsed() - before < timedelta(seconds=30)
