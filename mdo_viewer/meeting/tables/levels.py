"""The vertebrae that a name of a place speaks of, so that a row of T7–T9 is not passed over at T8."""

from __future__ import annotations

import re
from typing import Final

from mdo_viewer.meeting.tables.moments import Treated, is_of
from mdo_viewer.meeting.tables.rows import Course, Operation, same_site

#: Of each letter the vertebrae above it, counted from C1.
_ABOVE: Final = {"c": 0, "t": 7, "l": 19, "s": 24}
_COUNT: Final = {"c": 7, "t": 12, "l": 5, "s": 5}
_LEVEL: Final = re.compile(r"([ctls])?h?([0-9]{1,2})")
_LIST: Final = re.compile(r",|/(?!m)|\+|&|en(?!met)")
_RANGE: Final = re.compile(r"-|t/m|totenmet|tot")


def levels(site: str | None) -> frozenset[int]:
    """The vertebrae of `T8`, `Th7-9`, `T12 t/m L2` or `T4, T8`, counted from C1; none where it names something else."""
    found: set[int] = set()
    letter = ""
    for part in _LIST.split(same_site(site)):
        ends: list[int] = []
        for end in _RANGE.split(part):
            match = _LEVEL.fullmatch(end)
            letter = letter if match is None else match[1] or letter
            if match is None or not letter or not 1 <= int(match[2]) <= _COUNT[letter]:
                return frozenset()
            ends.append(_ABOVE[letter] + int(match[2]))
        found |= {*range(min(ends), max(ends) + 1)}
    return frozenset(found)


def is_near(row: Course | Operation, case: Treated) -> bool:
    """Whether a row names vertebrae of this place, but not the place itself: only the board can say if it is of it."""
    return not is_of(row, case) and not levels(row.site).isdisjoint(levels(case.site))
