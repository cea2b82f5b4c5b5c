"""Moves parts together: what hangs below slides up as far as the outline of what stands above allows.

An outline is a list of level stretches (left, right, y) from left to right that do not overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from mdo_viewer.drawing.parts import (
    DOWN_GAP,
    FAN_GAP,
    PART_GAP,
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


@dataclass(slots=True)
class Packed:
    """A part with everything below it: its size, its outlines, and where its children stand, from its own corner."""

    width: float
    height: float
    lower: Outline
    upper: Outline
    places: list[tuple[float, float]]


def entry_of(part: Part, child: Part) -> float:
    """Where a line from the left enters a child: in its middle, a question level with the one before."""
    middle = child.height / 2
    return middle if child.question is None else min(middle, part.height / 2, ENTRY)


def drop(above: Outline, below: Outline, dx: float) -> float:
    """How far down the upper outline `below`, moved right by `dx`, must go to clear the lower outline `above`."""
    far = float("-inf")
    i = j = 0
    while i < len(above) and j < len(below):
        left, right, y = above[i]
        other_left, other_right, other_y = below[j]
        if left < other_right + dx and other_left + dx < right and y - other_y > far:
            far = y - other_y
        if right < other_right + dx:
            i += 1
        else:
            j += 1
    return far


def joined(one: Outline, other: Outline, dx: float, dy: float, *, lowest: bool) -> Outline:
    """The outline of both, `other` moved by (dx, dy): the lower one (`lowest`) or the upper one."""
    moved = [(left + dx, right + dx, y + dy) for left, right, y in other]
    xs = sorted({x for left, right, _ in (*one, *moved) for x in (left, right)})
    found: Outline = []
    i = j = 0
    for left, right in pairwise(xs):
        while i < len(one) and one[i][1] <= left:
            i += 1
        while j < len(moved) and moved[j][1] <= left:
            j += 1
        first = one[i][2] if i < len(one) and one[i][0] <= left else None
        second = moved[j][2] if j < len(moved) and moved[j][0] <= left else None
        if first is None and second is None:
            continue
        if first is None or second is None:
            y = second if first is None else first
            assert y is not None
        else:
            y = max(first, second) if lowest else min(first, second)
        if found and found[-1][2] == y and found[-1][1] == left:
            found[-1] = (found[-1][0], right, y)
        else:
            found.append((left, right, y))
    return found


class Packer:
    """Packs the parts of one tree in the shapes that were chosen for them."""

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
        self.shapes[part.number] = Shape(0.0, 0.0, "down", limit)
        found = self.packed[part.number] = self._beside(part, others)
        return found

    def _chosen(self, part: Part, shape: Shape) -> list[tuple[Part, Shape]]:
        """The children in the shapes that go with the part's."""
        sizes, limit = self._sizes, shape.limit
        if shape.mode == "right":
            return [(child, sizes.lowest(child, limit)) for child in part.children]
        if shape.mode == "hang":
            return [(child, sizes.lowest(child, limit - indent(part, child))) for child in part.children]
        if shape.mode == "below":
            return [(child, sizes.narrowest(child, limit)) for child in part.children]
        if shape.mode == "down":
            *others, last = part.children
            inner = limit - part.beside
            return [*((child, sizes.lowest(child, inner)) for child in others), (last, sizes.lowest(last, limit))]
        return []

    def _packed(self, part: Part) -> Packed:
        mode = self.shapes[part.number].mode
        if mode == "right":
            found = self._beside(part, part.children)
        elif mode == "down":
            found = self._down(part)
        elif mode == "hang":
            found = self._hang(part)
        elif mode == "below":
            found = self._below(part)
        else:
            found = self._alone(part)
        if not self._tight:
            found.lower = [(-BESIDE, found.width + BESIDE, found.height)]
            found.upper = [(-BESIDE, found.width + BESIDE, 0.0)]
        return found

    @staticmethod
    def _alone(part: Part) -> Packed:
        left, right = -BESIDE, part.width + BESIDE
        return Packed(part.width, part.height, [(left, right, part.height)], [(left, right, 0.0)], [])

    def _add(self, packed: Packed, child: Part, x: float, y: float) -> None:
        """Places a child and takes it into the outlines."""
        other = self.packed[child.number]
        packed.places.append((x, y))
        packed.width = max(packed.width, x + other.width)
        packed.height = max(packed.height, y + other.height)
        packed.lower = joined(packed.lower, other.lower, x, y, lowest=True)
        packed.upper = joined(packed.upper, other.upper, x, y, lowest=False)

    def _beside(self, part: Part, children: list[Part]) -> Packed:
        """Children at the right of a question, below one another; in its middle where they are ends and lower."""
        found = self._alone(part)
        if not children:
            return found
        y = 0.0
        if all(child.question is None for child in children):
            gaps = sum(gap_between(one, two) for one, two in pairwise(children))
            y = max(0.0, (part.height - sum(child.height for child in children) - gaps) / 2)
        stack: Outline = []
        before: Part | None = None
        for child in children:
            other = self.packed[child.number]
            if before is not None:
                gap = gap_between(before, child)
                y = max(y + before.height, drop(stack, other.upper, 0.0)) + gap
            stack = joined(stack, other.lower, 0.0, y, lowest=True)
            self._add(found, child, part.beside, y)
            before = child
        first = found.places[0][1] + entry_of(part, children[0]) - PILL_HALF
        last = found.places[-1][1] + entry_of(part, children[-1]) + PILL_HALF
        found.lower = joined(found.lower, [(part.width, part.beside, last)], 0.0, 0.0, lowest=True)
        found.upper = joined(found.upper, [(part.width, part.beside, max(first, 0.0))], 0.0, 0.0, lowest=False)
        return found

    def _down(self, part: Part) -> Packed:
        *others, last = part.children
        found = self._beside(part, others)
        other = self.packed[last.number]
        y = max(part.height + DOWN_GAP, drop(found.lower, other.upper, 0.0) + PART_GAP)
        self._add(found, last, 0.0, y)
        return found

    def _hang(self, part: Part) -> Packed:
        found = self._alone(part)
        stack: Outline = [(-BESIDE, part.width + BESIDE, part.height)]
        before, y = part, 0.0
        for child in part.children:
            x, other = indent(part, child), self.packed[child.number]
            y = max(y + before.height, drop(stack, other.upper, x)) + hang_gap(part, before, child)
            rail = (0.0, part.hang, y + (entry_of(part, child) + PILL_HALF if x else 0.0))
            stack = joined(joined(stack, other.lower, x, y, lowest=True), [rail], 0.0, 0.0, lowest=True)
            self._add(found, child, x, y)
            before = child
        found.lower = stack
        return found

    def _below(self, part: Part) -> Packed:
        found = self._alone(part)
        x, y = 0.0, part.height + FAN_GAP
        for child in part.children:
            self._add(found, child, x, y)
            bus = [(x - BESIDE, x + child.width + BESIDE, part.height)]
            found.upper = joined(found.upper, bus, 0.0, 0.0, lowest=False)
            x += self.packed[child.number].width + SIDE_GAP
        left, right = -BESIDE, found.places[-1][0] + part.children[-1].width
        found.upper = joined(found.upper, [(left, right, part.height)], 0.0, 0.0, lowest=False)
        return found
