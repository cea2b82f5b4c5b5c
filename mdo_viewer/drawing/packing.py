"""Moves parts together: what stands below slides up as far as the lower outline of what stands above allows.

An outline is a list of level stretches (left, right, y) from left to right that do not overlap.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, TypeAlias

from mdo_viewer.drawing.parts import (
    BELOW,
    DOWN,
    DOWN_GAP,
    FAN_GAP,
    HANG,
    PART_GAP,
    RIGHT,
    SIDE_GAP,
    Part,
    Shape,
    Sizes,
    gap_between,
    hang_gap,
    indent,
)

Outline: TypeAlias = list[tuple[float, float, float]]

BESIDE: Final = 8.0  # kept free at the left and right of everything
PILL_HALF: Final = 14.0
ENTRY: Final = 40.0  # from the top of a question to where a line from the left enters it, at most
_NOWHERE: Final = float("-inf")


class Packed:
    """A part with everything below it: its size, its outline, and where its children stand, from its own corner."""

    __slots__ = ("height", "outline", "places", "width")

    def __init__(self, width: float, height: float, outline: Outline) -> None:
        self.width = width
        self.height = height
        self.outline = outline
        self.places: list[tuple[float, float]] = []


def entry_of(part: Part, child: Part) -> float:
    """Where a line from the left enters a child: in its middle, a question level with the one before."""
    middle = child.height / 2
    return middle if child.question is None else min(middle, part.height / 2, ENTRY)


def floor_of(outline: Outline, left: float, right: float) -> float:
    """How far down the outline reaches between two places."""
    return max((y for start, end, y in outline if start < right and left < end), default=_NOWHERE)


def joined(one: Outline, other: Outline, dx: float, dy: float) -> Outline:
    """The outline of both, `other` moved by (dx, dy)."""
    found: Outline = []
    i = j = 0
    at = _NOWHERE
    while i < len(one) or j < len(other):
        left, right, y = one[i] if i < len(one) else (float("inf"), 0.0, 0.0)
        other_left, other_right, other_y = other[j] if j < len(other) else (float("inf"), 0.0, 0.0)
        other_left, other_right, other_y = max(other_left + dx, at), other_right + dx, other_y + dy
        left = max(left, at)
        if left < other_left:
            end, high = min(right, other_left), y
        elif other_left < left:
            end, high, left = min(other_right, left), other_y, other_left
        else:
            end, high = min(right, other_right), max(y, other_y)
        if found and found[-1][1] == left and found[-1][2] == high:
            found[-1] = (found[-1][0], end, high)
        else:
            found.append((left, end, high))
        at = end
        i += i < len(one) and right <= at
        j += j < len(other) and other_right <= at
    return found


class Packer:
    """Packs the parts of one tree in the shapes that were chosen for them; not `tight`, as rectangles."""

    def __init__(self, sizes: Sizes, *, tight: bool) -> None:
        self._sizes = sizes
        self._tight = tight
        self.shapes: dict[int, Shape] = {}
        self.packed: dict[int, Packed] = {}

    def pack(self, root: Part, shape: Shape) -> Packed:
        """A part in this shape, and everything below it."""
        order = []
        waiting = [(root, shape)]
        while waiting:
            part, shape = waiting.pop()
            self.shapes[part.number] = shape
            order.append(part)
            waiting += self._chosen(part, shape)
        for part in reversed(order):
            self.packed[part.number] = self._packed(part)
        return self.packed[root.number]

    def row(self, part: Part, limit: float) -> Packed:
        """A question with all but its last child at its right, each within the width `limit`."""
        others = part.children[:-1]
        for child in others:
            self.pack(child, self._sizes.lowest(child, limit))
        self.shapes[part.number] = Shape(0.0, 0.0, DOWN, limit)
        found = self.packed[part.number] = self._beside(part, others)
        return found

    def _chosen(self, part: Part, shape: Shape) -> list[tuple[Part, Shape]]:
        """The children in the shapes that go with the part's."""
        sizes, limit = self._sizes, shape.limit
        if shape.mode == RIGHT:
            return [(child, sizes.lowest(child, limit)) for child in part.children]
        if shape.mode == HANG:
            return [(child, sizes.lowest(child, limit - indent(part, child))) for child in part.children]
        if shape.mode == BELOW:
            return [(child, sizes.narrowest(child, limit)) for child in part.children]
        if shape.mode == DOWN:
            *others, last = part.children
            inner = limit - part.beside
            return [*((child, sizes.lowest(child, inner)) for child in others), (last, sizes.lowest(last, limit))]
        return []

    def _packed(self, part: Part) -> Packed:
        mode = self.shapes[part.number].mode
        if mode == RIGHT:
            found = self._beside(part, part.children)
        elif mode == DOWN:
            found = self._down(part)
        elif mode == HANG:
            found = self._hang(part)
        elif mode == BELOW:
            found = self._below(part)
        else:
            return self._alone(part)
        if not self._tight:
            found.outline = [(-BESIDE, found.width + BESIDE, found.height)]
        return found

    @staticmethod
    def _alone(part: Part) -> Packed:
        return Packed(part.width, part.height, [(-BESIDE, part.width + BESIDE, part.height)])

    def _add(self, packed: Packed, child: Part, x: float, y: float) -> None:
        """Places a child and takes it into the outline."""
        other = self.packed[child.number]
        packed.places.append((x, y))
        packed.width = max(packed.width, x + other.width)
        packed.height = max(packed.height, y + other.height)
        packed.outline = joined(packed.outline, other.outline, x, y)

    def _beside(self, part: Part, children: list[Part]) -> Packed:
        """Children at the right of a question, below one another; in its middle where they are ends and lower."""
        found = self._alone(part)
        if not children:
            return found
        x, y = part.beside, 0.0
        if all(child.question is None for child in children):
            gaps = sum(gap_between(one, two) for one, two in pairwise(children))
            y = max(0.0, (part.height - sum(child.height for child in children) - gaps) / 2)
        before: Part | None = None
        for child in children:
            if before is not None:
                right = x + self.packed[child.number].width + BESIDE
                y = max(y + before.height, floor_of(found.outline, x, right)) + gap_between(before, child)
            self._add(found, child, x, y)
            before = child
        last = found.places[-1][1] + entry_of(part, children[-1]) + PILL_HALF
        found.outline = joined(found.outline, [(part.width, part.beside, last)], 0.0, 0.0)
        return found

    def _down(self, part: Part) -> Packed:
        *others, last = part.children
        found = self._beside(part, others)
        floor = floor_of(found.outline, 0.0, self.packed[last.number].width + BESIDE)
        self._add(found, last, 0.0, max(part.height + DOWN_GAP, floor + PART_GAP))
        return found

    def _hang(self, part: Part) -> Packed:
        """Children below one another, the upright line at their left taken into the outline."""
        found = self._alone(part)
        before, y = part, 0.0
        for child in part.children:
            x = indent(part, child)
            right = x + self.packed[child.number].width + BESIDE
            y = max(y + before.height, floor_of(found.outline, x, right)) + hang_gap(part, before, child)
            self._add(found, child, x, y)
            if x:
                rail = [(0.0, part.hang, y + entry_of(part, child) + PILL_HALF)]
                found.outline = joined(found.outline, rail, 0.0, 0.0)
            before = child
        return found

    def _below(self, part: Part) -> Packed:
        found = self._alone(part)
        x, y = 0.0, part.height + FAN_GAP
        for child in part.children:
            self._add(found, child, x, y)
            x += self.packed[child.number].width + SIDE_GAP
        return found
