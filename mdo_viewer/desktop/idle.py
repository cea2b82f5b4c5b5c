"""A meeting that nobody touches locks by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

#: How long a meeting may be left alone before it locks.
IDLE: Final = timedelta(minutes=15)


class Idle:
    """Knows when somebody last did something; `now` is the clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._touched = now()

    def touch(self) -> None:
        """Somebody did something."""
        self._touched = self._now()

    @property
    def too_long(self) -> bool:
        """Whether nobody did anything for as long as a meeting may be left alone."""
        return self._now() - self._touched >= IDLE
