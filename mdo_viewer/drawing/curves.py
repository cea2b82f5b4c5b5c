"""Lines between boxes as cubic Bezier chains: a start point, then (control, control, end) repeated."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]

RADIUS: Final = 12.0
_ARC: Final = 0.5523  # control length of a quarter circle of radius 1


def straight(start: Point, end: Point) -> tuple[Point, ...]:
    """A straight line."""
    return (start, *_segment(start, end))


def rounded(points: list[Point], radius: float = RADIUS) -> tuple[Point, ...]:
    """A line along horizontal and vertical stretches, its corners rounded."""
    corners = _without_repeats(points)
    chain: list[Point] = [corners[0]]
    at = corners[0]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        into, out = _distance(before, corner), _distance(corner, after)
        r = min(radius, into / 2, out / 2)
        enter, leave = _towards(corner, before, r), _towards(corner, after, r)
        if _distance(at, enter) > 0.01:
            chain += _segment(at, enter)
        bend = r * (1 - _ARC)
        chain += [_towards(corner, before, bend), _towards(corner, after, bend), leave]
        at = leave
    chain += _segment(at, corners[-1])
    return tuple(chain)


def sample(points: tuple[Point, ...], count: int) -> list[Point]:
    """`count` points along each curve of the chain, ends included."""
    found = []
    for i in range(0, len(points) - 1, 3):
        a, b, c, d = points[i : i + 4]
        for step in range(count):
            t = step / (count - 1)
            u = 1 - t
            p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            found.append((p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1]))
    return found


def _segment(start: Point, end: Point) -> tuple[Point, Point, Point]:
    (x1, y1), (x2, y2) = start, end
    return (x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3), (x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3), end


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _towards(start: Point, end: Point, length: float) -> Point:
    """The point `length` from `start` on the way to `end`."""
    whole = _distance(start, end)
    part = length / whole if whole else 0.0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _without_repeats(points: list[Point]) -> list[Point]:
    """The corners only: no point twice, none in the middle of a straight stretch."""
    kept = [points[0]]
    for point in points[1:]:
        if _distance(kept[-1], point) > 0.01:
            kept.append(point)
    if len(kept) == 1:
        return [kept[0], kept[0]]
    corners = [kept[0]]
    for (before, here), (_, after) in pairwise(pairwise(kept)):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            corners.append(here)
    return [*corners, kept[-1]]
