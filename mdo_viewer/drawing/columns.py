"""Rows in reading order over columns, as text in a newspaper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Extent(NamedTuple):
    """A row's height, the gap to the next row in its column, and the room below it at the foot of a column that is
    not the last, for the line to the next one."""

    height: float
    gap: float
    lane: float


def column_heights(rows: Sequence[Extent], cuts: Sequence[int]) -> list[float]:
    """How high columns of these numbers of rows are."""
    found = []
    start = 0
    for number, cut in enumerate(cuts, 1):
        part = rows[start : start + cut]
        high = sum(row.height for row in part) + sum(row.gap for row in part[:-1])
        found.append(high + (part[-1].lane if number < len(cuts) else 0.0))
        start += cut
    return found


def cut(rows: Sequence[Extent], count: int) -> tuple[int, ...]:
    """How many rows stand in each of `count` columns so that the highest is as low as can be, earlier ones fuller.

    `count` is at least 1 and at most the number of rows.
    """
    if count == 1:
        return (len(rows),)
    rest = [0.0]  # the height of all rows from here on as one last column, from the last row back
    for row in reversed(rows):
        rest.append(row.height + (row.gap + rest[-1] if len(rest) > 1 else 0.0))
    rest.reverse()
    low, high = max(row.height for row in rows), rest[0]
    cuts: tuple[int, ...] = (len(rows),)
    while high - low > 1.0:
        middle = (low + high) / 2
        tried = _filled(rows, rest, middle, count)
        if tried is None:
            low = middle
        else:
            cuts = tried
            high = min(middle, max(column_heights(rows, tried)))
    while len(cuts) < count:
        at = max(range(len(cuts)), key=lambda i: cuts[i])
        half = cuts[at] // 2
        cuts = (*cuts[:at], cuts[at] - half, half, *cuts[at + 1 :])
    return cuts


def _filled(rows: Sequence[Extent], rest: Sequence[float], most: float, count: int) -> tuple[int, ...] | None:
    """Each column as full as `most` allows; None when that takes more than `count` columns."""
    cuts: list[int] = []
    start = 0
    while rest[start] > most:
        used, end = 0.0, start
        while end < len(rows) and used + rows[end].height + rows[end].lane <= most:
            used += rows[end].height + rows[end].gap
            end += 1
        cuts.append(end - start)
        if end == start or len(cuts) == count:
            return None
        start = end
    return (*cuts, len(rows) - start)
