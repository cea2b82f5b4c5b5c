"""The whole view: every question and every answer of a tree, in the same place whatever the patient's facts.

Of the sizes that the tree can take, the one is picked that shows it largest in the window, a calm manner before a
restless one. A long chain of questions may go on in a next block at the right, as text does in columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from mdo_viewer.drawing.canvas import GRID, MARGIN, NO_PILL, PILL_HEIGHT, Canvas
from mdo_viewer.drawing.cards import BASE, PAD_X, Card, CardWriter, Detail
from mdo_viewer.drawing.columns import Extent, column_heights, cut
from mdo_viewer.drawing.curves import Point, rounded, straight
from mdo_viewer.drawing.keys import answer_keys
from mdo_viewer.drawing.packing import Packer, entry_of
from mdo_viewer.drawing.parts import (
    BACK,
    BELOW,
    DOWN,
    DOWN_GAP,
    FULL,
    HANG,
    LEAD,
    LEAF_GAP,
    RAIL,
    Form,
    Manner,
    Part,
    Shape,
    Sizes,
    compact_forms,
    label_of,
    part_below,
    parts_of,
    question_part,
)
from mdo_viewer.drawing.picture import Box, Edge, Picture, State
from mdo_viewer.guideline.model import Pack, Question, Tree
from mdo_viewer.guideline.showing import homes_of
from mdo_viewer.reasoning.results import Advice, Step
from mdo_viewer.reasoning.scope import is_about_scope

TRUNK: Final = 6.0  # from a box to the upright line at its right
BUS: Final = 8.0  # from a box to the level line below it
GUTTER: Final = 64.0
LANE: Final = 44.0
LARGE: Final = 150  # boxes above which only one form is tried, and parts are not moved together

#: How much less each manner may show the tree and still be taken: a manner has to earn its restlessness.
CALM: Final[tuple[tuple[Manner, float], ...]] = (("plain", 1.0), ("mixed", 0.9), ("free", 0.82))
CALM_BLOCKS: Final = 0.9
#: How much higher than the window a tree is made so that it can be read, tried in turn.
TALLER: Final = (1.0, 1.5, 2.0, 3.0)
KEPT: Final = 18  # sizes of each part
KEPT_OF_MANY: Final = 6
PACKED: Final = 3  # forms that are tried out to the end


class Link(NamedTuple):
    """The line of one answer, and where its label stands."""

    points: tuple[Point, ...]
    label: Point


#: Boxes and edges of which a patient changes nothing but the state, by id and state: made once, so that whoever shows
#: the next picture finds the same objects. Answers have an id with ">" behind it.
Drawn: TypeAlias = dict[tuple[str, State], Box | Edge]


class WholePlan(NamedTuple):
    """Where everything stands, in logical pixels."""

    tree: Tree
    pack: Pack
    form: Form
    parts: tuple[tuple[Part, Point], ...]
    links: tuple[tuple[Part, int, Link], ...]  # question, number of the answer
    width: float
    height: float
    drawn: Drawn


def draw_whole(
    writer: CardWriter,
    advice: Advice,
    size: tuple[float, float],
    scale: float,
    root: str | None = None,
    folded: frozenset[str] = frozenset(),
    readable: float = 0.0,
    *,
    tall: bool = False,
) -> Picture:
    """The complete tree, or the part below `root`; `size` in pixels is what its shape is chosen for.

    Where lines of the boxes would be smaller than `readable` pixels with all in view, boxes show their titles alone.
    """
    plan = _plan(writer, (size[0] / scale, size[1] / scale), scale, root, folded, readable, tall)
    canvas = Canvas(scale)
    canvas.shift = (MARGIN, MARGIN)
    view = _WholeView(writer, advice, plan.form.detail, plan.drawn)
    for part, (x, y) in plan.parts:
        view.box(canvas, part, x, y)
    for part, number, link in plan.links:
        view.edge(canvas, part, number, link)
    drawn = ((plan.width + 2 * MARGIN) * scale, (plan.height + 2 * MARGIN) * scale)
    return canvas.picture(advice.tree.id, "whole", drawn)


#: Widths of a box on its own, the first in which it is no higher than wished.
ALONE: Final = (FULL.question_width, 360.0, 480.0)


def draw_box(writer: CardWriter, advice: Advice, box: Box, scale: float, height: float) -> Picture:
    """One question or outcome of the whole view with all its lines, where it can be in `height` pixels."""
    view = _WholeView(writer, advice, FULL.detail, {})
    for width in ALONE:
        card = _alone(view, box.node, width)
        if (card.height + 2 * MARGIN) * scale <= height:
            break
    canvas = Canvas(scale)
    canvas.shift = (MARGIN, MARGIN)
    canvas.box(card, box.id, box.state, 0.0, 0.0)
    size = ((card.width + 2 * MARGIN) * scale, (card.height + 2 * MARGIN) * scale)
    return canvas.picture(advice.tree.id, "whole", size)


def _alone(view: _WholeView, node: str, width: float) -> Card:
    writer = view.writer
    question = writer.tree.questions_by_id.get(node)
    if question is None:
        return writer.outcome(writer.tree.outcomes_by_id[node], width)
    return view.card(question_part(writer, question, FULL._replace(question_width=width)), question)


# --- what the patient's facts change ------------------------------------------------------------------------------


class _WholeView:
    """The states of boxes and answers for one patient."""

    def __init__(self, writer: CardWriter, advice: Advice, detail: Detail, drawn: Drawn) -> None:
        self.writer = writer
        self.advice = advice
        self.steps: dict[str, Step] = {step.question.id: step for step in advice.steps}
        self.reached = {question for question, _ in advice.live}
        self.homes = homes_of(writer.tree)
        self.detail: Detail = detail
        self.drawn = drawn
        scope_first = is_about_scope(writer.pack, writer.next_fact)
        last = advice.steps[0 if scope_first else -1] if advice.steps else None
        is_open = last is not None and last.answer is None
        #: Where the way ends, and the same where its box asks what the digits answer: else none is marked as asked.
        self.end = last.question.id if last is not None and is_open else None
        self.open = self.end if last is not None and writer.says_asked(last.question) else None
        self.keys = (
            answer_keys(writer.pack, advice.settled, last.question, writer.next_fact)
            if last is not None and self.open is not None and writer.digits
            else {}
        )

    def box(self, canvas: Canvas, part: Part, x: float, y: float) -> None:
        if part.question is not None:
            card, state = self.card(part, part.question), self.question_state(part.question.id)
            self.place(canvas, part, card, state, x, y)
            return
        question, _, answer = part.id.partition("/")
        if part.id == BACK:
            canvas.box(part.card, part.id, self.back_state(part.children[0].id), x, y)
        elif answer == "*":
            state = self.folded_state(question)
            told = state in ("path", "open")
            canvas.box(self.writer.runs_through(part.card) if told else part.card, part.id, state, x, y)
        else:
            state = self.answer_state(question, answer)
            self.place(canvas, part, part.card, "possible" if state == "open" else state, x, y)

    def place(self, canvas: Canvas, part: Part, card: Card, state: State, x: float, y: float) -> None:
        """A box; the one that is known before there is a patient is made once for each state."""
        box = self.drawn.get((part.id, state)) if card is part.card else None
        if isinstance(box, Box):
            canvas.boxes.append(box)
            return
        canvas.box(card, part.id, state, x, y)
        if card is part.card:
            self.drawn[part.id, state] = canvas.boxes[-1]

    def card(self, part: Part, question: Question) -> Card:
        step = self.steps.get(question.id)
        if step is None and question.checklist is None:
            return part.card
        return self.writer.question(
            question,
            part.width,
            step=self.writer.numbers[question.id],
            passed_over=step is not None and step.state == "does_not_matter",
            detail=self.detail,
            value=None if step is None else self.writer.known(step),
            bold=question.id == self.open,
        )

    def question_state(self, question: str) -> State:
        if question == self.end:
            return "open" if question == self.open else "possible"
        if question in self.steps and self.is_answered(question):
            return "path"
        return "possible" if question in self.reached else "ruled_out"

    def back_state(self, root: str) -> State:
        """Of the way back: on the way when the question below it is."""
        state = self.question_state(root)
        return "path" if state == "open" else state

    def folded_state(self, question: str) -> State:
        """Of what stands for everything below a question: open when the open question is in it.

        The way may also come into it from elsewhere, where the question itself is not on the way.
        """
        tree = self.writer.tree
        below = {each.id for each in part_below(tree, self.homes, tree.questions_by_id[question])} - {question}
        if self.end in below:
            return "open" if self.open is not None else "path"
        if self.is_answered(question) or not below.isdisjoint(self.steps):
            return "path"
        return "possible" if question in self.reached or not below.isdisjoint(self.reached) else "ruled_out"

    def is_answered(self, question: str) -> bool:
        """Whether the way goes on from this question."""
        step = self.steps.get(question)
        return step is not None and step.answer is not None

    def answer_state(self, question: str, answer: str) -> State:
        step = self.steps.get(question)
        if step is not None and step.answer is not None and step.answer.key == answer:
            return "path"
        if (question, answer) not in self.advice.live:
            return "ruled_out"
        return "open" if question == self.open else "possible"

    def edge(self, canvas: Canvas, part: Part, number: int, link: Link) -> None:
        if not part.answers:
            self.bare_edge(canvas, part, link)
            return
        answer = part.answers[number]
        key = self.keys.get(answer.key) if part.id == self.open else None
        id, state = f"{part.id}/{answer.key}", self.answer_state(part.id, answer.key)
        edge = self.drawn.get((f"{id}>", state)) if key is None else None
        if isinstance(edge, Edge):
            canvas.edges.append(edge)
            return
        label = part.labels[number] if key is None else label_of(answer, self.writer.language, key)
        ends = (part.id, part.children[number].id)
        canvas.edge(id, ends, (part.id, answer.key), state, link.points, label, link.label)
        if key is None:
            self.drawn[f"{id}>", state] = canvas.edges[-1]

    def bare_edge(self, canvas: Canvas, part: Part, link: Link) -> None:
        """The line to a folded part, or from the way back."""
        child = part.children[0]
        state: State = "path"
        if part.id == BACK:
            state = self.back_state(child.id)
        elif not self.is_answered(part.id):
            state = "possible" if part.id in self.reached else "ruled_out"
        canvas.edge(f"{part.id}/*", (part.id, child.id), (part.id, "*"), state, link.points, NO_PILL, link.points[0])


# --- the shape of the whole ---------------------------------------------------------------------------------------

_plans: dict[tuple[object, ...], WholePlan] = {}


def _plan(
    writer: CardWriter,
    size: tuple[float, float],
    scale: float,
    root: str | None,
    folded: frozenset[str],
    readable: float,
    tall: bool,
) -> WholePlan:
    """The plan of a tree at a size, made once: it does not depend on the patient."""
    key = (id(writer.tree), writer.language, *size, scale, root, folded, readable, tall)
    plan = _plans.get(key)
    if plan is None or plan.tree is not writer.tree or plan.pack is not writer.pack:
        if len(_plans) >= 128:
            _plans.clear()
        plan = _plans[key] = _chosen(writer, size, scale, root, folded, readable, tall)
    return plan


def _chosen(
    writer: CardWriter,
    size: tuple[float, float],
    scale: float,
    root: str | None,
    folded: frozenset[str],
    readable: float,
    tall: bool,
) -> WholePlan:
    """The plan with all lines where these can be read, else with titles. Folding never changes which of the two.

    Where not even titles can be read with all in view, it is, if `tall`, as wide as the window and higher."""
    if folded:
        return _made(writer, size, _plan(writer, size, scale, root, frozenset(), readable, tall).form, root, folded)
    plan = _made(writer, size, FULL, root, folded)
    if BASE * scale * _fitted(plan, size) >= readable:
        return plan
    best = plan
    for taller in TALLER if tall and len(plan.parts) <= LARGE else TALLER[:1]:
        room = size[0], size[1] * taller
        titles = [_made(writer, room, form, root, folded) for form in compact_forms(writer)]
        best = max((plan, *titles), key=lambda made: _fitted(made, room))
        if BASE * scale * _fitted(best, room) >= readable:
            break
    return best


def _fitted(plan: WholePlan, size: tuple[float, float]) -> float:
    """How large all of a plan can be shown; it is never enlarged."""
    return _zoom(plan.width, plan.height, (size[0] - 2 * MARGIN, size[1] - 2 * MARGIN))


class _Blocks(NamedTuple):
    """The chain of questions from `gates` on, cut into blocks beside one another."""

    gates: tuple[Part, ...]  # questions before the chain, each at the left of the next
    chain: tuple[Part, ...]
    cuts: tuple[int, ...]  # number of questions in each block
    limit: float  # width within which what stands at the right of the questions was chosen
    widths: tuple[float, ...]  # of the blocks


class _Choice(NamedTuple):
    """A form with its size before packing, which never makes it larger."""

    width: float
    height: float
    sizes: Sizes
    form: Shape | _Blocks
    calm: float = 1.0
    worth: float = 0.0  # how large it shows the tree, less what it loses in calm


def _made(
    writer: CardWriter, size: tuple[float, float], form: Form, root: str | None, folded: frozenset[str]
) -> WholePlan:
    parts = parts_of(writer, form, root, folded)
    room = size[0] - 2 * MARGIN, size[1] - 2 * MARGIN
    small = len(parts) <= LARGE
    choices = [
        choice
        for manner, calm in (CALM if small else CALM[-1:])
        for choice in _choices(parts[0], Sizes(parts, manner, KEPT if small else KEPT_OF_MANY), room, calm)
    ]
    choices.sort(key=lambda choice: -choice.worth)
    placers = [_placed(parts[0], choice, tight=small) for choice in choices[: PACKED if small else 1]]
    best = max(placers, key=lambda placer: _zoom(placer.width, placer.height, room) * placer.calm)
    return WholePlan(
        writer.tree, writer.pack, form, tuple(best.parts), tuple(best.lines()), best.width, best.height, {}
    )


def _placed(root: Part, choice: _Choice, *, tight: bool) -> _Placer:
    placer = _Placer(choice.sizes, choice.calm, tight=tight)
    if isinstance(choice.form, _Blocks):
        placer.blocks(choice.form)
    else:
        placer.part(root, choice.form, 0.0, 0.0)
    return placer


def _zoom(width: float, height: float, room: tuple[float, float]) -> float:
    """How large a size can be shown; it is never enlarged."""
    return min(room[0] / width, room[1] / height, 1.0)


def _choices(root: Part, sizes: Sizes, room: tuple[float, float], calm: float) -> Iterator[_Choice]:
    """The forms that promise the largest picture."""
    shapes = sorted(sizes.of(root), key=lambda shape: (-_zoom(shape.width, shape.height, room), shape.width))
    for shape in shapes[:PACKED]:
        zoom = _zoom(shape.width, shape.height, room)
        yield _Choice(shape.width, shape.height, sizes, shape, calm, zoom * calm)
    blocks = _best_blocks(root, sizes, room)
    if blocks is not None:
        zoom = _zoom(blocks.width, blocks.height, room)
        yield blocks._replace(calm=calm * CALM_BLOCKS, worth=zoom * calm * CALM_BLOCKS)


# --- a chain of questions in blocks -------------------------------------------------------------------------------


def _chain(root: Part) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The questions before the chain that lead on at their right, and those that lead on below."""
    gates = []
    part = root
    while len(part.children) == 2 and part.children[0].question is not None and part.children[1].question is None:
        gates.append(part)
        part = part.children[0]
    chain = [part]
    while chain[-1].children and chain[-1].children[-1].question is not None:
        chain.append(chain[-1].children[-1])
    return tuple(gates), tuple(chain)


def _row(part: Part, sizes: Sizes, width: float) -> float:
    """The height of a question of the chain with what stands at its right."""
    others = part.children[:-1]
    return max(part.height, sizes.stack(others, width - part.beside)[1]) if others else part.height


def _best_blocks(root: Part, sizes: Sizes, room: tuple[float, float]) -> _Choice | None:
    gates, chain = _chain(root)
    if len(chain) < 3:
        return None
    others = [child for part in chain for child in part.children[:-1]]
    if not others:
        return None
    before = sum(gate.beside for gate in gates)
    least_high = max((gate.height + DOWN_GAP + gate.children[1].height for gate in gates), default=0.0)
    beside = max(part.beside for part in chain)
    tail = chain[-1].children[-1:]
    best: _Choice | None = None
    for width in sizes.widths(others)[:12]:
        block = beside + width
        rows = [Extent(_row(part, sizes, block), DOWN_GAP, LANE) for part in chain]
        foot = sum(DOWN_GAP + child.height for child in tail)
        rows[-1] = rows[-1]._replace(height=rows[-1].height + foot)
        for count in range(2, min(6, len(chain)) + 1):
            cuts = cut(rows, count)
            high = max(least_high, *column_heights(rows, cuts))
            widths = _block_widths(chain, cuts, sizes, block)
            wide = before + sum(widths) + (count - 1) * GUTTER
            if best is None or _zoom(wide, high, room) > _zoom(best.width, best.height, room):
                best = _Choice(wide, high, sizes, _Blocks(gates, chain, cuts, block, widths))
    return best


def _block_widths(chain: tuple[Part, ...], cuts: tuple[int, ...], sizes: Sizes, limit: float) -> tuple[float, ...]:
    """How wide each block turns out to be within the limit."""
    wide = [
        max(part.width, *(part.beside + sizes.lowest(child, limit - part.beside).width for child in part.children[:-1]))
        if len(part.children) > 1
        else part.width
        for part in chain
    ]
    ends = accumulate(cuts)
    return tuple(max(wide[end - count : end]) for count, end in zip(cuts, ends, strict=True))


# --- places and lines ---------------------------------------------------------------------------------------------


class _Placer:
    """Gives every part its place and every answer its line."""

    def __init__(self, sizes: Sizes, calm: float, *, tight: bool) -> None:
        self.sizes = sizes
        self.calm = calm
        self.packer = Packer(sizes, tight=tight)
        self.parts: list[tuple[Part, Point]] = []
        self.links: list[tuple[Part, int, Link]] = []
        self.width = self.height = 0.0

    def part(self, root: Part, shape: Shape, x: float, y: float) -> None:
        """A part in this shape with everything below it, in the order of the tree."""
        self.packer.pack(root, shape)
        self._placed(root, x, y)

    def _placed(self, root: Part, x: float, y: float) -> None:
        waiting = [(root, x, y)]
        while waiting:
            part, x, y = waiting.pop()
            self.parts.append((part, (x, y)))
            self.width = max(self.width, x + part.width)
            self.height = max(self.height, y + part.height)
            places = self.packer.packed[part.number].places
            children = [(child, x + dx, y + dy) for child, (dx, dy) in zip(part.children, places, strict=False)]
            waiting += reversed(children)

    def lines(self) -> list[tuple[Part, int, Link]]:
        """The lines of all answers."""
        for part, at in self.parts:
            places = self.packer.packed[part.number].places if part.number in self.packer.packed else ()
            self._lines(part, at, list(zip(part.children[: len(places)], places, strict=True)))
        return self.links

    def _lines(self, part: Part, at: Point, children: list[tuple[Part, Point]]) -> None:
        if not children:
            return
        mode = self.packer.shapes[part.number].mode
        x, y = at
        port = y + GRID
        for number, (child, (dx, dy)) in enumerate(children):
            left, top = x + dx, y + dy
            if left >= x + part.beside and mode != BELOW:
                port = self._side_line(part, at, number, (left, top + entry_of(part, child)), port)
            elif left == x:
                self._drop(part, number, x, y, top)
            elif mode == HANG:
                self._hang_line(part, at, number, (left, top + entry_of(part, child)))
            else:
                self._fan_line(part, at, number, (left, top))

    def _side_line(self, part: Part, at: Point, number: int, end: Point, port: float) -> float:
        """The line to a box at the right: level where it can be, else along the trunk. Returns where it starts."""
        right, low = at[0] + part.width, at[1] + part.height - GRID
        start = end[1]
        if start <= low:
            points = straight((right, start), end)
        else:
            start = min(low, port + 2 * GRID) if number else at[1] + part.height / 2
            trunk = right + TRUNK
            points = rounded([(right, start), (trunk, start), (trunk, end[1]), end], GRID)
        self._link(part, number, points, (right + LEAD, end[1] - PILL_HEIGHT / 2))
        return start

    def _hang_line(self, part: Part, at: Point, number: int, end: Point) -> None:
        rail = at[0] + RAIL
        points = rounded([(rail, at[1] + part.height), (rail, end[1]), end], GRID)
        self._link(part, number, points, (rail + LEAD, end[1] - PILL_HEIGHT / 2))

    def _fan_line(self, part: Part, at: Point, number: int, corner: Point) -> None:
        start, end = (at[0] + RAIL, at[1] + part.height), (corner[0] + RAIL, corner[1])
        bus = start[1] + BUS
        points = rounded([start, (start[0], bus), (end[0], bus), end], GRID)
        self._link(part, number, points, (corner[0] + PAD_X, corner[1] - 12.0 - PILL_HEIGHT))

    def _drop(self, part: Part, number: int, x: float, y: float, top: float) -> None:
        """The line to the part straight below; its label near the box below where others hang in between."""
        start = (x + RAIL, y + part.height)
        mode = self.packer.shapes[part.number].mode
        label = start[1] + GRID if mode == DOWN else top - 12.0 - PILL_HEIGHT
        self._link(part, number, straight(start, (start[0], top)), (x + PAD_X, label))

    def _link(self, part: Part, number: int, points: tuple[Point, ...], label: Point) -> None:
        self.links.append((part, number, Link(points, label)))

    # --- blocks ---------------------------------------------------------------------------------------------------

    def blocks(self, blocks: _Blocks) -> None:
        """The chain in blocks beside one another, each question of it with what stands at its right."""
        x = 0.0
        for gate in blocks.gates:
            self._gate(gate, x)
            x += gate.beside
        chain = iter(blocks.chain)
        before: tuple[Part, Point, float] | None = None
        for rows, wide in zip(blocks.cuts, blocks.widths, strict=True):
            y = 0.0
            for number in range(rows):
                part = next(chain)
                if before is not None:
                    self._onward(before, (x, y), part, first=number == 0)
                high = self.packer.row(part, blocks.limit - part.beside).height
                self._placed(part, x, y)
                before = part, (x, y), high
                y += high + DOWN_GAP
            x += wide + GUTTER
        assert before is not None
        part, (x, y), high = before
        for last in part.children[-1:]:
            top = y + part.height + DOWN_GAP
            self._drop(part, len(part.children) - 1, x, y, top)
            self.part(last, self.sizes.of(last)[0], x, top)

    def _gate(self, gate: Part, x: float) -> None:
        """A question before the chain: it goes on at its right and ends below."""
        self.parts.append((gate, (x, 0.0)))
        first, last = gate.children
        self.packer.shapes[gate.number] = Shape(0.0, 0.0, DOWN, 0.0)
        self._side_line(gate, (x, 0.0), 0, (x + gate.beside, entry_of(gate, first)), GRID)
        top = gate.height + DOWN_GAP
        self._drop(gate, 1, x, 0.0, top)
        self.part(last, self.sizes.of(last)[0], x, top)

    def _onward(self, before: tuple[Part, Point, float], at: Point, part: Part, *, first: bool) -> None:
        """From a question of the chain to the next, below it or at the head of the next block."""
        above, (x, y), high = before
        number = len(above.children) - 1
        if not first:
            self._drop(above, number, x, y, at[1])
            return
        start = (x + RAIL, y + above.height)
        lane = max(start[1] + LANE, y + high + LEAF_GAP)
        self.height = max(self.height, lane)
        gutter, entry = at[0] - GUTTER / 2, at[1] + min(part.height / 2, 24.0)
        points = rounded([start, (start[0], lane), (gutter, lane), (gutter, entry), (at[0], entry)])
        self._link(above, number, points, (x + PAD_X, start[1] + GRID))
