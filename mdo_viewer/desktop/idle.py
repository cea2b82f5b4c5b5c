"""A meeting that nobody touches locks by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

#: How long a meeting may be left alone before it locks, where the organisation set nothing else.
IDLE: Final = timedelta(minutes=15)


def elapsed() -> timedelta:
    """The time since the computer started, whatever its clock is set to; time asleep counts where the system counts
    it."""
    counts_sleep = getattr(time, "CLOCK_BOOTTIME", None)  # of Linux; on Windows the usual one does
    return timedelta(seconds=time.monotonic() if counts_sleep is None else time.clock_gettime(counts_sleep))


def idle_of(minutes: int) -> timedelta:
    """How long that is, by what the organisation set; 0 where it set nothing."""
    return timedelta(minutes=minutes) if minutes else IDLE


class Idle:
    """Knows when somebody last did something: by the time that went by and by the clock (`now`), whichever says more.

    The clock may be put back or go through the end of summer time; where time asleep is not counted it knows of that.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        since_start: Callable[[], timedelta] = elapsed,
        longest: Callable[[], timedelta] = lambda: IDLE,
    ) -> None:
        self._now, self._since_start, self._longest = now, since_start, longest
        self.touch()

    def touch(self) -> None:
        """Somebody did something."""
        self._touched = self._now().astimezone(UTC), self._since_start()

    @property
    def too_long(self) -> bool:
        """Whether nobody did anything for as long as a meeting may be left alone."""
        clock, start = self._touched
        return max(self._now().astimezone(UTC) - clock, self._since_start() - start) >= self._longest()
