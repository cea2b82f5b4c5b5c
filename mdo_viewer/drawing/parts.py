"""A tree as parts that each keep a short list of the sizes they can take.

Four ways to place what a question leads to, always in the author's order: RIGHT, all at its right below one another;
DOWN, the last one below it and the others at its right; HANG, all below it and one another, as in an outline; BELOW,
all below it side by side. Each part has a rectangle of its own, so lines cannot cross. Measures are logical
pixels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from mdo_viewer.drawing.canvas import NO_PILL, Pill, pill, up_to_grid
from mdo_viewer.drawing.cards import Card, CardWriter, Detail
from mdo_viewer.guideline.model import Answer, Language, Question, Tree
from mdo_viewer.guideline.showing import Homes, homes_of

RAIL: Final = 36.0  # where lines leave a box downwards and enter it from above
LEAD: Final = 12.0  # from a box to the labels at its right
CAP_ROOM: Final = 24.0  # kept free beside each label for the key of the open question
ARROW: Final = 12.0
LEAF_GAP: Final = 16.0
PART_GAP: Final = 24.0
SIDE_GAP: Final = 24.0
DOWN_GAP: Final = 40.0
HANG_GAP: Final = 16.0
BARE_REACH: Final = 32.0  # to a box at the right where no answer stands between
BACK: Final = "back"
FAN_GAP: Final = 48.0  # below a question with its answers side by side
LONGEST_PILL: Final = 200.0


class Form(NamedTuple):
    """How much of each box the whole view shows, and how wide boxes are."""

    detail: Detail
    question_width: float
    leaf_width: float


FULL: Final = Form("whole", 272.0, 216.0)
#: How wide boxes with their titles alone are at least, and how much narrower the outcomes among them may be.
TITLE_WIDTHS: Final = (176.0, 200.0, 224.0, 256.0)
LEAF_NARROWER: Final = 32.0

#: The ways to place children, the calmest first: of two shapes of one size the calmer is taken.
LEAF: Final = 0
DOWN: Final = 1
RIGHT: Final = 2
HANG: Final = 3
BELOW: Final = 4
#: Which modes a picture may use. plain: a question goes on below and ends at the right, a chain of boxes like a list;
#: mixed: questions may go on at the right as well; free: anything.
Manner = Literal["plain", "mixed", "free"]


class Part:
    """A box with everything below it in the tree. `number` counts parts, a question before what it leads to.

    `card` is the box of a patient of whom nothing is known. A part without `answers` that has a child leads there
    without one: a folded question to what stands for its part, the way back to the question drawn as root.
    """

    __slots__ = (
        "answers",
        "card",
        "children",
        "hang",
        "height",
        "id",
        "labels",
        "number",
        "question",
        "reach",
        "width",
    )

    def __init__(self, id: str, card: Card, question: Question | None = None) -> None:
        self.number = 0
        self.id = id
        self.card = card
        self.width = card.width
        self.height = card.height
        self.question = question
        self.answers: list[Answer] = []
        self.labels: list[Pill] = []
        self.children: list[Part] = []
        self.reach = 0.0  # from the box to those at its right
        self.hang = 0.0  # from the left of the box to those that hang below it

    @property
    def beside(self) -> float:
        """Where boxes at the right begin."""
        return self.width + self.reach


class Shape(NamedTuple):
    """One size of a part. `limit` is the width (mode BELOW: the height) within which its children were chosen."""

    width: float
    height: float
    mode: int
    limit: float


def compact_forms(writer: CardWriter) -> tuple[Form, ...]:
    """Titles only, for a tree whose text would be too small to read with all lines; wide enough for every word."""
    question = up_to_grid(writer.widest_title(writer.tree.questions))
    leaf = up_to_grid(writer.widest_title(writer.tree.outcomes))
    forms = [Form("title", max(width, question), max(width - LEAF_NARROWER, leaf)) for width in TITLE_WIDTHS]
    return tuple(dict.fromkeys(forms))


def label_of(answer: Answer, language: Language, key: str | None = None) -> Pill:
    """The label of an answer; none where it is too long to stand on a line."""
    made = pill(answer.label(language), key)
    return made if made.width <= LONGEST_PILL else NO_PILL


def leaf(writer: CardWriter, question: Question, answer: Answer, form: Form) -> Card:
    """What stands at the end of an answer: its outcome, or where to go on."""
    number = writer.numbers.get(answer.to)
    if number is not None:
        card = writer.stub(writer.say("continue_at", number=number), answer.to, form.leaf_width)
    else:
        outcome = writer.tree.outcomes_by_id[answer.to]
        card = writer.outcome(outcome, form.leaf_width, brief=form.detail == "title")
    if not label_of(answer, writer.language).text:
        writer.head(card, answer.label(writer.language))
    return card


def part_below(tree: Tree, homes: Homes, question: Question) -> Iterator[Question]:
    """The question and those that stand below it, each before what it leads to."""
    yield question
    for answer in question.answers:
        target = tree.questions_by_id.get(answer.to)
        if target is not None and homes[answer.to] == (question.id, answer.key):
            yield from part_below(tree, homes, target)


def parts_of(
    writer: CardWriter, form: Form = FULL, root: str | None = None, folded: frozenset[str] = frozenset()
) -> list[Part]:
    """Every box, a question before what it leads to, the root first.

    `root` is the question from which the tree is drawn, below the way back; `folded` are questions whose part stands
    in one box. Ids that are no question of the tree change nothing.
    """
    tree = writer.tree
    home = homes_of(tree)
    found: list[Part] = []
    start = tree.questions_by_id.get(root or "", tree.root)
    first = question_part(writer, start, form)
    if start is not tree.root:
        first = _way_back(writer, start, first, home, form)
    waiting = [first]
    while waiting:
        part = waiting.pop()
        part.number = len(found)
        found.append(part)
        if part.question is None:
            waiting += part.children
            continue
        if part.id in folded:
            part.children = [_folded_part(writer, part.question, home, form)]
            waiting += part.children
            part.reach, part.hang = BARE_REACH, RAIL + BARE_REACH
            continue
        for answer in part.question.answers:
            target = tree.questions_by_id.get(answer.to)
            if target is not None and home[answer.to] == (part.id, answer.key):
                child = question_part(writer, target, form)
            else:
                card = leaf(writer, part.question, answer, form)
                child = Part(f"{part.id}/{answer.key}", card)
            part.answers.append(answer)
            part.labels.append(label_of(answer, writer.language))
            part.children.append(child)
        waiting += reversed(part.children)
        widest = max((label.width for label in part.labels), default=0.0)
        part.reach = up_to_grid(LEAD + widest + CAP_ROOM + ARROW)
        part.hang = up_to_grid(RAIL + LEAD + widest + CAP_ROOM + ARROW)
    return found


def question_part(writer: CardWriter, question: Question, form: Form) -> Part:
    """A question's box, of a patient of whom nothing is known."""
    number = writer.numbers[question.id]
    card = writer.question(question, form.question_width, step=number, detail=form.detail)
    return Part(question.id, card, question)


def _folded_part(writer: CardWriter, question: Question, home: Homes, form: Form) -> Part:
    """One box for all below a question."""
    below = list(part_below(writer.tree, home, question))
    ends = {answer.to for each in below for answer in each.answers} & writer.tree.outcomes_by_id.keys()
    card = writer.folded_part(len(below) - 1, len(ends), question.id, form.leaf_width)
    return Part(f"{question.id}/*", card)


def _way_back(writer: CardWriter, start: Question, first: Part, home: Homes, form: Form) -> Part:
    """The box above the question that is drawn as root, with the number of questions above it."""
    above, at = 0, start.id
    while at in home:
        above, at = above + 1, home[at][0]
    back = Part(BACK, writer.stub(writer.say.count("above", above), start.id, form.question_width))
    back.children = [first]
    back.reach, back.hang = BARE_REACH, RAIL + BARE_REACH
    return back


def gap_between(one: Part, other: Part) -> float:
    """Between parts below one another."""
    return LEAF_GAP if one.question is None and other.question is None else PART_GAP


def indent(part: Part, child: Part) -> float:
    """How far to the right a child hangs below its question: a last question goes straight on below."""
    return 0.0 if child is part.children[-1] and child.question is not None else part.hang


def hang_gap(part: Part, before: Part, child: Part) -> float:
    """Above a child that hangs below its question."""
    if indent(part, child) == 0:
        return DOWN_GAP
    return HANG_GAP if before is part else gap_between(before, child)


class Sizes:
    """The shapes of every part in one manner, from narrow and high to wide and low."""

    def __init__(self, parts: list[Part], manner: Manner, keep: int) -> None:
        self._manner: Manner = manner
        self._keep = keep
        self._shapes: list[list[Shape]] = [[] for _ in parts]
        self._widths: list[list[float]] = [[] for _ in parts]
        self._lows: list[list[float]] = [[] for _ in parts]  # heights, negative so that they rise
        for part in reversed(parts):
            shapes = self._sizes(part)
            self._shapes[part.number] = shapes
            self._widths[part.number] = [shape.width for shape in shapes]
            self._lows[part.number] = [-shape.height for shape in shapes]

    def of(self, part: Part) -> list[Shape]:
        """The shapes that a part can take, from narrow and high to wide and low."""
        return self._shapes[part.number]

    def lowest(self, part: Part, width: float) -> Shape:
        """The lowest shape within a width; the narrowest when none is."""
        at = bisect_right(self._widths[part.number], width + 0.01)
        return self._shapes[part.number][at - 1 if at else 0]

    def narrowest(self, part: Part, height: float) -> Shape:
        """The narrowest shape within a height; the lowest when none is."""
        lows = self._lows[part.number]
        at = bisect_right(lows, -height - 0.01)
        return self._shapes[part.number][at if at < len(lows) else at - 1]

    def stack(self, parts: list[Part], width: float) -> tuple[float, float]:
        """The size of parts below one another within a width."""
        wide = high = 0.0
        before: Part | None = None
        for part in parts:
            shape = self.lowest(part, width)
            if shape.width > wide:
                wide = shape.width
            high += shape.height + (0.0 if before is None else gap_between(before, part))
            before = part
        return wide, high

    def widths(self, parts: list[Part]) -> list[float]:
        """Widths at which the lowest shapes of these parts change."""
        least = max(self._widths[part.number][0] for part in parts)
        return sorted({width for part in parts for width in self._widths[part.number] if width >= least})

    def _heights(self, parts: list[Part]) -> list[float]:
        least = min(self._lows[part.number][-1] for part in parts)
        return sorted({-low for part in parts for low in self._lows[part.number] if low <= least})

    # --- one part -------------------------------------------------------------------------------------------------

    def _sizes(self, part: Part) -> list[Shape]:
        if not part.children:
            return [Shape(part.width, part.height, LEAF, 0.0)]
        ends = all(child.question is None for child in part.children)
        found: list[Shape] = []
        if not ends or self._manner == "free":
            found += self._down_shapes(part)
        if ends or self._manner != "plain":
            found += [self._right(part, limit) for limit in self.widths(part.children)]
        if self._manner == "free":
            found += [self._hang(part, limit) for limit in self._hang_limits(part)]
        if self._manner == "free" and len(part.children) > 1:
            found += [self._below(part, limit) for limit in self._heights(part.children)]
        return _thinned(_unbeaten(found), self._keep)

    def _right(self, part: Part, limit: float) -> Shape:
        width, height = self.stack(part.children, limit)
        return Shape(part.beside + width, max(part.height, height), RIGHT, limit)

    def _hang_limits(self, part: Part) -> list[float]:
        """Widths, counted from the left of the part."""
        indents = [(child, indent(part, child)) for child in part.children]
        least = max(self._widths[child.number][0] + left for child, left in indents)
        limits = {width + left for child, left in indents for width in self._widths[child.number]}
        return sorted(limit for limit in limits if limit >= least)

    def _hang(self, part: Part, limit: float) -> Shape:
        width, height = part.width, part.height
        before = part
        for child in part.children:
            left = indent(part, child)
            shape = self.lowest(child, limit - left)
            width = max(width, left + shape.width)
            height += hang_gap(part, before, child) + shape.height
            before = child
        return Shape(width, height, HANG, limit)

    def _below(self, part: Part, limit: float) -> Shape:
        width, height = -SIDE_GAP, 0.0
        for child in part.children:
            shape = self.narrowest(child, limit)
            width += shape.width + SIDE_GAP
            height = max(height, shape.height)
        return Shape(max(part.width, width), part.height + FAN_GAP + height, BELOW, limit)

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
            return Shape(max(part.width, below.width), part.height + DOWN_GAP + below.height, DOWN, limit)
        wide, high = self.stack(others, limit - part.beside)
        if last.question is None:  # narrow enough to stand beside what is at the right
            height = max(part.height + DOWN_GAP + below.height, high)
            return Shape(part.beside + wide, height, DOWN, limit)
        height = max(part.height, high) + DOWN_GAP + below.height
        return Shape(max(part.beside + wide, below.width), height, DOWN, limit)


def _unbeaten(shapes: list[Shape]) -> list[Shape]:
    """The shapes that no other is both as narrow and as low as, from narrow to wide."""
    kept: list[Shape] = []
    low = float("inf")
    for shape in sorted(shapes):
        if shape.height < low - 0.01:
            kept.append(shape)
            low = shape.height
    return kept


def _thinned(shapes: list[Shape], keep: int) -> list[Shape]:
    """At most `keep` of the shapes, the ends among them, evenly spread."""
    if len(shapes) <= keep:
        return shapes
    return [shapes[round(i * (len(shapes) - 1) / (keep - 1))] for i in range(keep)]
