"""The whole view: every question and every answer of a tree, the same shape whatever the patient's facts.

Boxes stand in one of three ways to the question that leads to them, always in the author's order: all at its right
below one another; all below it side by side; or the last one below it and the others at its right. Each part of the
tree keeps a short list of the sizes it can take; from these the shape is picked that shows the tree largest in the
window. A long chain of questions may go on in a next block at the right. Lines cannot cross: each part has a
rectangle of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from mdo_viewer.drawing.canvas import GRID, MARGIN, PILL_HEIGHT, Canvas, Pill, up_to_grid
from mdo_viewer.drawing.cards import PAD_X, Card, Writer
from mdo_viewer.drawing.curves import Point, rounded, straight
from mdo_viewer.drawing.keys import answer_keys
from mdo_viewer.drawing.picture import Picture, State
from mdo_viewer.guideline.model import Answer, Language, Pack, Question, Tree
from mdo_viewer.reasoning.results import Advice, Step

QUESTION_WIDTH: Final = 272.0
LEAF_WIDTH: Final = 216.0
RAIL: Final = 36.0  # where lines leave a box downwards and enter it from above
TRUNK: Final = 12.0  # from a box to the upright line at its right
LEAD: Final = 16.0  # from a box to the labels at its right
CAP_ROOM: Final = 24.0  # kept free beside each label for the key of the open question
ARROW: Final = 16.0
LEAF_GAP: Final = 16.0
PART_GAP: Final = 32.0
SIDE_GAP: Final = 40.0
DOWN_GAP: Final = 40.0
FAN_GAP: Final = 56.0  # below a question with its answers side by side
GUTTER: Final = 64.0
LANE: Final = 44.0
LONGEST_PILL: Final = 200.0
Mode = Literal["leaf", "right", "below", "down"]

#: Ways in which a picture may use the modes, the calmest first, and how much larger the next one must show the tree:
#: a question goes on below and ends at the right; questions may go on at the right as well; anything.
Manner = Literal["plain", "mixed", "free"]
CALM: Final[tuple[tuple[Manner, float], ...]] = (("plain", 1.0), ("mixed", 0.88), ("free", 0.82))
CALM_BLOCKS: Final = 0.9


@dataclass(slots=True)
class Part:
    """A box with everything below it in the tree, and the sizes that this can take, from narrow to wide."""

    id: str
    node: str
    width: float
    height: float
    question: Question | None = None
    answers: list[Answer] = field(default_factory=list)
    children: list[Part] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    reach: float = 0.0  # from the box to those at its right


@dataclass(frozen=True, slots=True)
class Shape:
    """One size of a part. `limit` is the width (mode `below`: the height) within which its children were chosen."""

    width: float
    height: float
    mode: Mode
    limit: float


@dataclass(frozen=True, slots=True)
class Link:
    """The line of one answer, and where its label stands."""

    points: tuple[Point, ...]
    label: Point


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands, in logical pixels."""

    tree: Tree
    pack: Pack
    parts: tuple[tuple[Part, Point], ...]
    links: tuple[tuple[Part, int, Link], ...]  # question, number of the answer
    width: float
    height: float


def draw_whole(writer: Writer, advice: Advice, size: tuple[float, float], scale: float) -> Picture:
    """The complete tree; `size` in pixels is what its shape is chosen for."""
    plan = _plan(writer, (size[0] / scale, size[1] / scale))
    canvas = Canvas(scale)
    canvas.shift = (MARGIN, MARGIN)
    view = _WholeView(writer, advice)
    for part, (x, y) in plan.parts:
        view.box(canvas, part, x, y)
    for part, number, link in plan.links:
        view.edge(canvas, part, number, link)
    drawn = ((plan.width + 2 * MARGIN) * scale, (plan.height + 2 * MARGIN) * scale)
    return canvas.picture(advice.tree.id, "whole", drawn)


class _WholeView:
    """The states of boxes and answers for one patient."""

    def __init__(self, writer: Writer, advice: Advice) -> None:
        self.writer = writer
        self.advice = advice
        self.steps: dict[str, tuple[int, Step]] = {
            step.question.id: (number, step) for number, step in enumerate(advice.steps, 1)
        }
        self.reached = {question for question, _ in advice.live}
        last = advice.steps[-1] if advice.steps else None
        self.open = last.question.id if last is not None and last.answer is None else None
        self.keys = (
            answer_keys(writer.pack, advice.settled, last.question, writer.next_fact)
            if last is not None and self.open is not None
            else {}
        )

    def box(self, canvas: Canvas, part: Part, x: float, y: float) -> None:
        if part.question is not None:
            canvas.box(self.question(part.question, part.width), part.id, self.question_state(part.question), x, y)
            return
        question, _, answer = part.id.partition("/")
        state = self.answer_state(question, answer)
        card = _leaf(self.writer, part.node, part.width)
        canvas.box(card, part.id, "possible" if state == "open" else state, x, y)

    def question(self, question: Question, width: float) -> Card:
        number, step = self.steps.get(question.id, (None, None))
        return self.writer.question(
            question,
            width,
            step=number,
            passed_over=step is not None and step.state == "does_not_matter",
            detail="whole",
            value=None if step is None else self.writer.known(step),
            bold=question.id == self.open,
        )

    def question_state(self, question: Question) -> State:
        if question.id == self.open:
            return "open"
        if question.id in self.steps:
            return "path"
        return "possible" if question.id in self.reached else "ruled_out"

    def answer_state(self, question: str, answer: str) -> State:
        _, step = self.steps.get(question, (0, None))
        if step is not None and step.answer is not None and step.answer.key == answer:
            return "path"
        if (question, answer) not in self.advice.live:
            return "ruled_out"
        return "open" if question == self.open else "possible"

    def edge(self, canvas: Canvas, part: Part, number: int, link: Link) -> None:
        answer = part.answers[number]
        state = self.answer_state(part.id, answer.key)
        key = self.keys.get(answer.key) if part.id == self.open else None
        pill = _pill(answer, self.writer.language, key)
        canvas.edge(
            f"{part.id}/{answer.key}",
            (part.id, part.children[number].id),
            (part.id, answer.key),
            state,
            link.points,
            pill,
            link.label,
        )


def _pill(answer: Answer, language: Language, key: str | None = None) -> Pill:
    pill = Pill(answer.label(language), key)
    return pill if pill.width <= LONGEST_PILL else Pill("")


def _leaf(writer: Writer, node: str, width: float) -> Card:
    if node in writer.numbers:
        return writer.stub(writer.say("continue_at", number=writer.numbers[node]), node, width)
    return writer.outcome(writer.tree.outcomes_by_id[node], width)


# --- the parts of a tree ------------------------------------------------------------------------------------------

_plans: dict[tuple[int, Language, float, float], Plan] = {}


def _plan(writer: Writer, size: tuple[float, float]) -> Plan:
    """The plan of a tree at a size, made once: it does not depend on the patient."""
    key = (id(writer.tree), writer.language, *size)
    plan = _plans.get(key)
    if plan is None or plan.tree is not writer.tree or plan.pack is not writer.pack:
        if len(_plans) >= 128:
            _plans.clear()
        plan = _plans[key] = _made(writer, size)
    return plan


def _made(writer: Writer, size: tuple[float, float]) -> Plan:
    parts = _parts(writer)
    room = size[0] - 2 * MARGIN, size[1] - 2 * MARGIN
    best: tuple[float, _Choice] | None = None
    for manner, calm in CALM if len(parts) <= LARGE else CALM[-1:]:
        choice = _choice(parts, manner, room)
        worth = _zoom(choice.width, choice.height, room) * calm * (1.0 if choice.blocks is None else CALM_BLOCKS)
        if best is None or worth > best[0] + 0.001:
            best = worth, choice
    assert best is not None
    placer = _Placer(best[1].manner)
    if placer.manner != CALM[-1][0] and len(parts) <= LARGE:
        _fill_shapes(parts, placer.manner)
    placer.all(parts[0], best[1])
    return Plan(
        writer.tree, writer.pack, tuple(placer.parts), tuple(placer.links), best[1].width, best[1].height
    )


def _parts(writer: Writer) -> list[Part]:
    """Every box of the tree, a question before what it leads to; the root first.

    A question that several answers lead to stands at the last of them; the others say where to go on.
    """
    tree = writer.tree
    home: dict[str, tuple[str, str]] = {}
    for question in tree.questions:
        for answer in question.answers:
            home[answer.to] = question.id, answer.key
    found: list[Part] = []
    waiting = [_question_part(writer, tree.root)]
    while waiting:
        part = waiting.pop()
        found.append(part)
        assert part.question is not None
        for answer in part.question.answers:
            target = tree.questions_by_id.get(answer.to)
            if target is not None and home[answer.to] == (part.id, answer.key):
                child = _question_part(writer, target)
                waiting.append(child)
            else:
                card = _leaf(writer, answer.to, LEAF_WIDTH)
                child = Part(f"{part.id}/{answer.key}", answer.to, card.width, card.height)
                child.shapes = [Shape(card.width, card.height, "leaf", 0.0)]
            part.answers.append(answer)
            part.children.append(child)
    return found


def _question_part(writer: Writer, question: Question) -> Part:
    card = writer.question(question, QUESTION_WIDTH, detail="whole")
    return Part(question.id, question.id, card.width, card.height, question)


def _reach(parts: list[Part], language: Language) -> float:
    """From a question to the boxes at its right: the same everywhere, so that these stand in columns."""
    widest = max((_pill(answer, language).width for part in parts for answer in part.answers), default=0.0)
    return up_to_grid(LEAD + widest + CAP_ROOM + ARROW)


# --- the sizes that a part can take -------------------------------------------------------------------------------


def _lowest(part: Part, width: float) -> Shape:
    """The lowest shape within a width; the narrowest when none is."""
    at = bisect_right(part.shapes, width + 0.01, key=lambda shape: shape.width)
    return part.shapes[max(at - 1, 0)]


def _narrowest(part: Part, height: float) -> Shape:
    """The narrowest shape within a height; the lowest when none is."""
    at = bisect_right(part.shapes, -height - 0.01, key=lambda shape: -shape.height)
    return part.shapes[min(at, len(part.shapes) - 1)]


def gap_between(one: Part, other: Part) -> float:
    return LEAF_GAP if one.question is None and other.question is None else PART_GAP


def _stack(parts: list[Part], shapes: list[Shape]) -> tuple[float, float]:
    """The size of parts below one another."""
    gaps = sum(gap_between(one, other) for one, other in zip(parts, parts[1:], strict=False))
    return max(shape.width for shape in shapes), sum(shape.height for shape in shapes) + gaps


def _shapes(part: Part, reach: float, keep: int) -> list[Shape]:
    """The sizes of a part that no other size beats in both directions, from narrow to wide, at most `keep`."""
    children = part.children
    if not children:
        return [Shape(part.width, part.height, "leaf", 0.0)]
    found = [_right(part, reach, limit) for limit in _limits(children)]
    if len(children) > 1:
        found += [_below(part, limit) for limit in _heights(children)]
        beside = part.width + reach
        limits = {beside + limit for limit in _limits(children[:-1])} | set(_limits(children[-1:]))
        least = beside + max(child.shapes[0].width for child in children[:-1])
        found += [_down(part, reach, limit) for limit in limits if limit >= least]
    else:
        found += [_down(part, reach, limit) for limit in _limits(children)]
    return _thinned(_unbeaten(found), keep)


def _limits(parts: list[Part]) -> list[float]:
    """Widths at which the lowest shapes of these parts change."""
    least = max(part.shapes[0].width for part in parts)
    return sorted({shape.width for part in parts for shape in part.shapes if shape.width >= least})


def _heights(parts: list[Part]) -> list[float]:
    least = max(part.shapes[-1].height for part in parts)
    return sorted({shape.height for part in parts for shape in part.shapes if shape.height >= least})


def _right(part: Part, reach: float, limit: float) -> Shape:
    width, height = _stack(part.children, [_lowest(child, limit) for child in part.children])
    return Shape(part.width + reach + width, max(part.height, height), "right", limit)


def _below(part: Part, limit: float) -> Shape:
    shapes = [_narrowest(child, limit) for child in part.children]
    width = sum(shape.width for shape in shapes) + SIDE_GAP * (len(shapes) - 1)
    return Shape(max(part.width, width), part.height + FAN_GAP + max(shape.height for shape in shapes), "below", limit)


def _down(part: Part, reach: float, limit: float) -> Shape:
    """The last child below, the others at the right."""
    *beside, last = part.children
    below = _lowest(last, limit)
    width, height = part.width, part.height
    if beside:
        inner = limit - part.width - reach
        wide, high = _stack(beside, [_lowest(child, inner) for child in beside])
        if last.question is None:  # narrow enough to stand beside what is at the right
            return Shape(part.width + reach + wide, max(height + DOWN_GAP + below.height, high), "down", limit)
        width, height = part.width + reach + wide, max(height, high)
    return Shape(max(width, below.width), height + DOWN_GAP + below.height, "down", limit)


#: Of two shapes of one size the plainer is taken.
_PLAIN: Final[dict[Mode, int]] = {"leaf": 0, "down": 1, "right": 2, "below": 3}


def _unbeaten(shapes: list[Shape]) -> list[Shape]:
    kept: list[Shape] = []
    for shape in sorted(shapes, key=lambda shape: (shape.width, shape.height, _PLAIN[shape.mode], shape.limit)):
        if not kept or shape.height < kept[-1].height - 0.01:
            kept.append(shape)
    return kept


def _thinned(shapes: list[Shape], keep: int) -> list[Shape]:
    """At most `keep` of the shapes, the ends among them, evenly spread."""
    if len(shapes) <= keep:
        return shapes
    return [shapes[round(i * (len(shapes) - 1) / (keep - 1))] for i in range(keep)]


# --- the shape of the whole ---------------------------------------------------------------------------------------


def _zoom(width: float, height: float, room: tuple[float, float]) -> float:
    return min(room[0] / width, room[1] / height, 1.0)


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The chain of questions from the root, cut into blocks beside one another."""

    cuts: tuple[int, ...]  # number of chain questions in each block
    width: float  # of a block
    total: tuple[float, float]


def _placed(writer: Writer, root: Part, reach: float, room: tuple[float, float]) -> Plan:
    shape = max(root.shapes, key=lambda shape: (_zoom(shape.width, shape.height, room), shape.mode == "down"))
    zoom = _zoom(shape.width, shape.height, room)
    blocks = _best_blocks(root, reach, room)
    placer = _Placer(reach)
    if blocks is not None and _zoom(*blocks.total, room) > zoom * WORTH:
        placer.blocks(root, blocks)
        width, height = blocks.total
    else:
        placer.part(root, shape, 0.0, 0.0)
        width, height = shape.width, shape.height
    return Plan(writer.tree, writer.pack, tuple(placer.parts), tuple(placer.links), width, height)


def _chain(root: Part) -> list[Part]:
    """The questions reached by always taking the last answer."""
    chain = [root]
    while chain[-1].children and chain[-1].children[-1].question is not None:
        chain.append(chain[-1].children[-1])
    return chain


def _row(part: Part, reach: float, width: float) -> float:
    """The height of a question of the chain with what stands at its right."""
    beside = part.children[:-1]
    if not beside:
        return part.height
    return max(part.height, _stack(beside, [_lowest(child, width - part.width - reach) for child in beside])[1])


def _best_blocks(root: Part, reach: float, room: tuple[float, float]) -> _Blocks | None:
    chain = _chain(root)
    if len(chain) < 2:
        return None
    beside = [child for part in chain for child in part.children[:-1]]
    if not beside:
        return None
    best: _Blocks | None = None
    least = max(child.shapes[0].width for child in beside)
    widths = sorted({QUESTION_WIDTH + reach + width for width in _limits(beside) if width >= least})
    tail = chain[-1].children[-1]
    for width in widths[:12]:
        rows = [_row(part, reach, width) for part in chain]
        rows[-1] += DOWN_GAP + tail.height
        for count in range(2, min(6, len(chain)) + 1):
            cuts, high = _cut(rows, count)
            total = count * width + (count - 1) * GUTTER, high
            if best is None or _zoom(*total, room) > _zoom(*best.total, room):
                best = _Blocks(cuts, width, total)
    return best


def _cut(rows: list[float], count: int) -> tuple[tuple[int, ...], float]:
    """Rows in order over `count` blocks so that the highest is as low as can be."""
    low, high = max(rows), sum(rows) + DOWN_GAP * len(rows) + LANE
    cuts = _filled(rows, high)
    for _ in range(24):
        middle = (low + high) / 2
        tried = _filled(rows, middle)
        if len(tried) <= count:
            cuts, high = tried, middle
        else:
            low = middle
    while len(cuts) < count:
        at = max(range(len(cuts)), key=lambda i: cuts[i])
        if cuts[at] < 2:
            break
        half = cuts[at] // 2
        cuts = (*cuts[:at], cuts[at] - half, half, *cuts[at + 1 :])
    return cuts, max(_block_height(rows, cuts))


def _filled(rows: list[float], most: float) -> tuple[int, ...]:
    cuts: list[int] = []
    used = number = 0.0
    for row in rows:
        extra = row + (DOWN_GAP if number else 0.0)
        if number and used + extra + LANE > most:
            cuts.append(int(number))
            used, number, extra = 0.0, 0.0, row
        used += extra
        number += 1
    return (*cuts, int(number))


def _block_height(rows: list[float], cuts: tuple[int, ...]) -> Iterator[float]:
    start = 0
    for i, cut in enumerate(cuts):
        lane = LANE if i < len(cuts) - 1 else 0.0
        yield sum(rows[start : start + cut]) + DOWN_GAP * (cut - 1) + lane
        start += cut


class _Placer:
    """Gives every part its place and every answer its line."""

    def __init__(self, reach: float) -> None:
        self.reach = reach
        self.parts: list[tuple[Part, Point]] = []
        self.links: list[tuple[Part, int, Link]] = []

    def part(self, root: Part, shape: Shape, x: float, y: float) -> None:
        """A part and everything below it, in the order of the tree."""
        waiting = [(root, shape, x, y)]
        ways: dict[Mode, Callable[[Part, Shape, float, float], list[tuple[Part, Shape, float, float]]]] = {
            "right": self._right,
            "below": self._below,
            "down": self._down,
        }
        while waiting:
            part, shape, x, y = waiting.pop()
            self.parts.append((part, (x, y)))
            if shape.mode != "leaf":
                waiting += reversed(ways[shape.mode](part, shape, x, y))

    def _right(self, part: Part, shape: Shape, x: float, y: float) -> list[tuple[Part, Shape, float, float]]:
        return self._beside(part, part.children, shape.limit, x, y)

    def _beside(
        self, part: Part, children: list[Part], limit: float, x: float, y: float
    ) -> list[tuple[Part, Shape, float, float]]:
        """Children at the right of a question, below one another; in the middle when they are low and end there."""
        shapes = [_lowest(child, limit) for child in children]
        _, high = _stack(children, shapes)
        if high < part.height and all(child.question is None for child in children):
            y_child = y + (part.height - high) / 2
        else:
            y_child = y
        right, left = x + part.width, x + part.width + self.reach
        found = []
        low, port = y + part.height - GRID, y + GRID
        for number, (child, shape) in enumerate(zip(children, shapes, strict=True)):
            found.append((child, shape, left, y_child))
            middle = y_child + child.height / 2
            if middle <= low:
                points = straight((right, middle), (left, middle))
                port = middle
            else:
                start = max(min(low, port + GRID * 2), y + part.height / 2 if number == 0 else 0.0)
                trunk = right + TRUNK
                points = rounded([(right, start), (trunk, start), (trunk, middle), (left, middle)], GRID)
            self.links.append((part, number, Link(points, (right + LEAD, middle - PILL_HEIGHT / 2))))
            if number + 1 < len(children):
                y_child += shape.height + gap_between(child, children[number + 1])
        return found

    def _below(self, part: Part, shape: Shape, x: float, y: float) -> list[tuple[Part, Shape, float, float]]:
        found = []
        bottom, top = y + part.height, y + part.height + FAN_GAP
        left = x
        for number, child in enumerate(part.children):
            size = _narrowest(child, shape.limit)
            found.append((child, size, left, top))
            start, end = (x + RAIL, bottom), (left + RAIL, top)
            bus = bottom + TRUNK
            points = (
                straight(start, end)
                if number == 0
                else rounded([start, (start[0], bus), (end[0], bus), end], GRID)
            )
            self.links.append((part, number, Link(points, (left + PAD_X, top - GRID * 2 - PILL_HEIGHT))))
            left += size.width + SIDE_GAP
        return found

    def _down(self, part: Part, shape: Shape, x: float, y: float) -> list[tuple[Part, Shape, float, float]]:
        *beside, last = part.children
        inner = shape.limit - part.width - self.reach
        found = self._beside(part, beside, inner, x, y) if beside else []
        below = _lowest(last, shape.limit)
        top = y + part.height + DOWN_GAP if last.question is None else y + shape.height - below.height
        self._drop(part, x, y, top)
        return [*found, (last, below, x, top)]

    def _drop(self, part: Part, x: float, y: float, top: float) -> None:
        start = (x + RAIL, y + part.height)
        link = Link(straight(start, (start[0], top)), (x + PAD_X, start[1] + GRID))
        self.links.append((part, len(part.children) - 1, link))

    def blocks(self, root: Part, blocks: _Blocks) -> None:
        """The chain from the root in blocks beside one another, each part of it with what stands at its right."""
        chain = iter(_chain(root))
        x = 0.0
        before: tuple[Part, Point, float] | None = None
        for cut in blocks.cuts:
            y = 0.0
            for number in range(cut):
                part = next(chain)
                if before is not None:
                    self._onward(before, (x, y), part, first=number == 0)
                high = _row(part, self.reach, blocks.width)
                self.parts.append((part, (x, y)))
                inner = blocks.width - part.width - self.reach
                if len(part.children) > 1:
                    for child, shape, left, top in self._beside(part, part.children[:-1], inner, x, y):
                        self.part(child, shape, left, top)
                before = part, (x, y), high
                y += high + DOWN_GAP
            x += blocks.width + GUTTER
        assert before is not None
        part, (x, y), high = before
        last = part.children[-1]
        self._drop(part, x, y, y + high + DOWN_GAP)
        self.part(last, last.shapes[0], x, y + high + DOWN_GAP)

    def _onward(self, before: tuple[Part, Point, float], at: Point, part: Part, *, first: bool) -> None:
        """From a question of the chain to the next, below it or at the head of the next block."""
        above, (x, y), high = before
        if not first:
            self._drop(above, x, y, at[1])
            return
        start = (x + RAIL, y + above.height)
        lane = max(start[1] + LANE, y + high + LEAF_GAP)
        gutter, entry = at[0] - GUTTER / 2, at[1] + min(part.height / 2, 24.0)
        points = rounded([start, (start[0], lane), (gutter, lane), (gutter, entry), (at[0], entry)])
        link = Link(points, (x + PAD_X, start[1] + GRID))
        self.links.append((above, len(above.children) - 1, link))
