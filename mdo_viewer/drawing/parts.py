"""A tree as parts that each keep a short list of the sizes they can take.

Three ways to place what a question leads to, always in the author's order: `right`, all at its right below one another;
`below`, all below it side by side; `down`, the last one below it and the others at its right. Each part has a
rectangle of its own, so lines cannot cross. Measures are logical pixels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from mdo_viewer.drawing.canvas import NO_PILL, Pill, pill, up_to_grid
from mdo_viewer.drawing.cards import Card, Writer
from mdo_viewer.guideline.model import Answer, Language, Question

QUESTION_WIDTH: Final = 272.0
LEAF_WIDTH: Final = 216.0
LEAD: Final = 16.0  # from a box to the labels at its right
CAP_ROOM: Final = 24.0  # kept free beside each label for the key of the open question
ARROW: Final = 16.0
LEAF_GAP: Final = 16.0
PART_GAP: Final = 32.0
SIDE_GAP: Final = 40.0
DOWN_GAP: Final = 40.0
FAN_GAP: Final = 56.0  # below a question with its answers side by side
LONGEST_PILL: Final = 200.0

Mode = Literal["leaf", "right", "below", "down"]
#: Which modes a picture may use. plain: a question goes on below and ends at the right, a chain of boxes like a list;
#: mixed: questions may go on at the right as well; free: anything.
Manner = Literal["plain", "mixed", "free"]


@dataclass(slots=True)
class Part:
    """A box with everything below it in the tree. `number` counts parts, a question before what it leads to.

    `card` is the box of a patient of whom nothing is known.
    """

    number: int
    id: str
    card: Card
    width: float
    height: float
    question: Question | None = None
    answers: list[Answer] = field(default_factory=list)
    labels: list[Pill] = field(default_factory=list)
    children: list[Part] = field(default_factory=list)
    reach: float = 0.0  # from the box to those at its right

    @property
    def beside(self) -> float:
        """Where boxes at the right begin."""
        return self.width + self.reach


@dataclass(frozen=True, slots=True)
class Shape:
    """One size of a part. `limit` is the width (mode `below`: the height) within which its children were chosen."""

    width: float
    height: float
    mode: Mode
    limit: float


def label_of(answer: Answer, language: Language, key: str | None = None) -> Pill:
    """The label of an answer; none where it is too long to stand on a line."""
    made = pill(answer.label(language), key)
    return made if made.width <= LONGEST_PILL else NO_PILL


def leaf(writer: Writer, question: Question, answer: Answer, width: float) -> Card:
    """What stands at the end of an answer: its outcome, or where to go on."""
    number = writer.numbers.get(answer.to)
    if number is not None:
        card = writer.stub(writer.say("continue_at", number=number), answer.to, width)
    else:
        card = writer.outcome(writer.tree.outcomes_by_id[answer.to], width)
    if not label_of(answer, writer.language).text:
        writer.head(card, answer.label(writer.language))
    return card


def parts_of(writer: Writer) -> list[Part]:
    """Every box of the tree, a question before what it leads to, the root first.

    A question that several answers lead to stands at the last of them; the others say where to go on.
    """
    tree = writer.tree
    home = {answer.to: (question.id, answer.key) for question in tree.questions for answer in question.answers}
    found: list[Part] = []
    waiting = [_question_part(writer, tree.root)]
    while waiting:
        part = waiting.pop()
        part.number = len(found)
        found.append(part)
        if part.question is None:
            continue
        for answer in part.question.answers:
            target = tree.questions_by_id.get(answer.to)
            if target is not None and home[answer.to] == (part.id, answer.key):
                child = _question_part(writer, target)
            else:
                card = leaf(writer, part.question, answer, LEAF_WIDTH)
                child = Part(0, f"{part.id}/{answer.key}", card, card.width, card.height)
            part.answers.append(answer)
            part.labels.append(label_of(answer, writer.language))
            part.children.append(child)
        waiting += reversed(part.children)
        widest = max((label.width for label in part.labels), default=0.0)
        part.reach = up_to_grid(LEAD + widest + CAP_ROOM + ARROW)
    return found


def _question_part(writer: Writer, question: Question) -> Part:
    card = writer.question(question, QUESTION_WIDTH, detail="whole")
    return Part(0, question.id, card, card.width, card.height, question)


def gap_between(one: Part, other: Part) -> float:
    """Between parts below one another."""
    return LEAF_GAP if one.question is None and other.question is None else PART_GAP


class Sizes:
    """The shapes of every part in one manner, from narrow and high to wide and low."""

    def __init__(self, parts: list[Part], manner: Manner, keep: int) -> None:
        self._manner: Manner = manner
        self._keep = keep
        self._shapes: list[list[Shape]] = [[] for _ in parts]
        for part in reversed(parts):
            self._shapes[part.number] = self._sizes(part)

    def of(self, part: Part) -> list[Shape]:
        return self._shapes[part.number]

    def lowest(self, part: Part, width: float) -> Shape:
        """The lowest shape within a width; the narrowest when none is."""
        shapes = self._shapes[part.number]
        at = bisect_right(shapes, width + 0.01, key=lambda shape: shape.width)
        return shapes[max(at - 1, 0)]

    def narrowest(self, part: Part, height: float) -> Shape:
        """The narrowest shape within a height; the lowest when none is."""
        shapes = self._shapes[part.number]
        at = bisect_right(shapes, -height - 0.01, key=lambda shape: -shape.height)
        return shapes[min(at, len(shapes) - 1)]

    def stack(self, parts: list[Part], width: float) -> tuple[float, float]:
        """The size of parts below one another within a width."""
        wide = high = 0.0
        for part in parts:
            shape = self.lowest(part, width)
            wide = max(wide, shape.width)
            high += shape.height
        return wide, high + sum(gap_between(one, other) for one, other in pairwise(parts))

    def widths(self, parts: list[Part]) -> list[float]:
        """Widths at which the lowest shapes of these parts change."""
        least = max(self.of(part)[0].width for part in parts)
        return sorted({shape.width for part in parts for shape in self.of(part) if shape.width >= least})

    def _heights(self, parts: list[Part]) -> list[float]:
        least = max(self.of(part)[-1].height for part in parts)
        return sorted({shape.height for part in parts for shape in self.of(part) if shape.height >= least})

    # --- one part -------------------------------------------------------------------------------------------------

    def _sizes(self, part: Part) -> list[Shape]:
        if not part.children:
            return [Shape(part.width, part.height, "leaf", 0.0)]
        ends = all(child.question is None for child in part.children)
        found: list[Shape] = []
        if not ends or self._manner == "free":
            found += self._down_shapes(part)
        if ends or self._manner != "plain":
            found += [self._right(part, limit) for limit in self.widths(part.children)]
        if self._manner == "free" and len(part.children) > 1:
            found += [self._below(part, limit) for limit in self._heights(part.children)]
        return _thinned(_unbeaten(found), self._keep)

    def _right(self, part: Part, limit: float) -> Shape:
        width, height = self.stack(part.children, limit)
        return Shape(part.beside + width, max(part.height, height), "right", limit)

    def _below(self, part: Part, limit: float) -> Shape:
        width, height = -SIDE_GAP, 0.0
        for child in part.children:
            shape = self.narrowest(child, limit)
            width += shape.width + SIDE_GAP
            height = max(height, shape.height)
        return Shape(max(part.width, width), part.height + FAN_GAP + height, "below", limit)

    def _down_shapes(self, part: Part) -> Iterable[Shape]:
        *others, last = part.children
        limits = set(self.widths([last]))
        least = 0.0
        if others:
            limits |= {part.beside + limit for limit in self.widths(others)}
            least = part.beside + max(self.of(child)[0].width for child in others)
        return [self._down(part, others, last, limit) for limit in sorted(limits) if limit >= least]

    def _down(self, part: Part, others: list[Part], last: Part, limit: float) -> Shape:
        below = self.lowest(last, limit)
        if not others:
            return Shape(max(part.width, below.width), part.height + DOWN_GAP + below.height, "down", limit)
        wide, high = self.stack(others, limit - part.beside)
        if last.question is None:  # narrow enough to stand beside what is at the right
            height = max(part.height + DOWN_GAP + below.height, high)
            return Shape(part.beside + wide, height, "down", limit)
        height = max(part.height, high) + DOWN_GAP + below.height
        return Shape(max(part.beside + wide, below.width), height, "down", limit)


#: Of two shapes of one size the calmer is taken.
_CALM: Final[dict[Mode, int]] = {"leaf": 0, "down": 1, "right": 2, "below": 3}


def _unbeaten(shapes: list[Shape]) -> list[Shape]:
    """The shapes that no other is both as narrow and as low as, from narrow to wide."""
    kept: list[Shape] = []
    for shape in sorted(shapes, key=lambda shape: (shape.width, shape.height, _CALM[shape.mode], shape.limit)):
        if not kept or shape.height < kept[-1].height - 0.01:
            kept.append(shape)
    return kept


def _thinned(shapes: list[Shape], keep: int) -> list[Shape]:
    """At most `keep` of the shapes, the ends among them, evenly spread."""
    if len(shapes) <= keep:
        return shapes
    return [shapes[round(i * (len(shapes) - 1) / (keep - 1))] for i in range(keep)]
