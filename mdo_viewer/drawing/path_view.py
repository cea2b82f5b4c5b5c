"""The path view: the way taken from top to bottom, what each answer of the open question leads to at its right.

A spine of equal boxes with a column of branches beside it; where the room is low and wide the spine goes on in a next
column. What does not fit folds, in this order: branches off the way (one line each, then none), earlier questions
(one line each), the open question's neighbours and known items, and at last the earliest steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from mdo_viewer.drawing.canvas import GRID, MARGIN, PILL_HEIGHT, Canvas, Pill, up_to_grid
from mdo_viewer.drawing.cards import BASE, PAD_X, Card, Writer
from mdo_viewer.drawing.curves import Point, rounded, straight
from mdo_viewer.drawing.font import text_width
from mdo_viewer.drawing.keys import answer_keys
from mdo_viewer.drawing.picture import Picture, State
from mdo_viewer.guideline.model import Answer, Question
from mdo_viewer.reasoning.results import Advice, Step

ROW_GAP: Final = 48.0  # with the label of the answer in it
SHORT_GAP: Final = 24.0  # without
STUB_GAP: Final = 8.0
NEIGHBOUR_GAP: Final = 16.0
GUTTER: Final = 56.0
STUB_REACH: Final = 32.0  # from a question to its folded branches
LEAD: Final = 28.0  # from a question to the label of a branch
ARROW: Final = 28.0  # from the label to the branch
LANE: Final = 16.0
SPINE_LEAST, SPINE_MOST = 240.0, 480.0
BRANCH_LEAST, BRANCH_MOST = 152.0, 360.0
LONGEST_PILL: Final = 200.0
RAIL: Final = 36.0  # of the spine's line from the left of its boxes
EARLIER: Final = "earlier"
WIDE: Final = 1.6  # width to height from which the picture stands in the middle

Amount = Literal["full", "line", "none"]
NO_PILL: Final = Pill("")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is folded. `folded` and `dropped` count steps from the first."""

    stubs: Amount = "full"
    folded: int = 0
    dropped: int = 0
    neighbours: Amount = "full"
    unknown_only: bool = False


@dataclass(frozen=True, slots=True)
class Widths:
    columns: int
    spine: float
    reach: float  # between spine and branches
    branch: float

    @property
    def column(self) -> float:
        return self.spine + (self.reach + self.branch if self.branch else 0.0)

    @property
    def total(self) -> float:
        return self.columns * self.column + (self.columns - 1) * GUTTER


@dataclass(slots=True)
class Branch:
    """A box beside the spine, with the answer that leads to it."""

    id: str
    answer: tuple[str, str]
    card: Card
    state: State
    pill: Pill


@dataclass(slots=True)
class Row:
    """A box of the spine, its branches, and the answer to the row below."""

    id: str
    card: Card
    state: State
    branches: list[Branch] = field(default_factory=list)
    pill: Pill = NO_PILL
    answer: tuple[str, str] = ("", "")

    @property
    def stack(self) -> float:
        """Height of the branches."""
        gaps = sum(gap_after(branch) for branch in self.branches[:-1])
        return sum(branch.card.height for branch in self.branches) + gaps

    @property
    def height(self) -> float:
        return max(self.card.height, self.stack)

    @property
    def gap(self) -> float:
        """To the row below."""
        return ROW_GAP if self.pill.text else SHORT_GAP


def gap_after(branch: Branch) -> float:
    return STUB_GAP if branch.card.kind == "stub" else NEIGHBOUR_GAP


def height_of(rows: list[Row]) -> float:
    return sum(row.height for row in rows) + sum(row.gap for row in rows[:-1])


def draw_path(
    writer: Writer, advice: Advice, size: tuple[float, float], scale: float, unfolded: frozenset[str]
) -> Picture:
    """The way taken; `size` in pixels of the picture."""
    view = _PathView(writer, advice, unfolded)
    width, height = size[0] / scale - 2 * MARGIN, size[1] / scale - 2 * MARGIN
    reduced, columns, widths = view.best(width, height)
    canvas = Canvas(scale)
    high = max(view.column_height(rows, last) for rows, last in _with_last(columns))
    wide = max(widths.total, 0.0)
    middle = max(0.0, (height - high) / 2) if size[0] > WIDE * size[1] else 0.0
    canvas.shift = (MARGIN + max(0.0, (width - wide) / 2), MARGIN + middle)
    view.place(canvas, columns, widths)
    drawn = (max(size[0], (wide + 2 * MARGIN) * scale), max(size[1], (high + 2 * MARGIN) * scale))
    return canvas.picture(advice.tree.id, "path", drawn, reduced)


def _with_last(columns: list[list[Row]]) -> Iterator[tuple[list[Row], bool]]:
    for number, rows in enumerate(columns, 1):
        yield rows, number == len(columns)


class _PathView:
    def __init__(self, writer: Writer, advice: Advice, unfolded: frozenset[str]) -> None:
        self.writer = writer
        self.advice = advice
        self.unfolded = unfolded
        self.language = writer.language
        self.steps = advice.steps or (Step(advice.tree.root, "open", None, ()),)
        self.taken = [step for step in self.steps if step.answer is not None]
        last = self.steps[-1]
        self.open = last if last.answer is None else None
        self.keys = (
            answer_keys(writer.pack, advice.settled, last.question, writer.next_fact)
            if self.open is not None and advice.steps
            else {}
        )
        self._cards: dict[tuple[object, ...], Card] = {}

    # --- how much to show -----------------------------------------------------------------------------------------

    def plans(self) -> Iterator[Plan]:
        """From everything to the least, each a little less than the one before."""
        plan = Plan()
        yield plan
        for stubs in ("line", "none"):
            plan = replace(plan, stubs=stubs)
            yield plan
        taken = len(self.taken)
        for folded in range(1, taken + 1):
            plan = replace(plan, folded=folded)
            yield plan
        if self.open is not None:
            plan = replace(plan, unknown_only=True)
            yield plan
            plan = replace(plan, neighbours="line")
            yield plan
        for dropped in range(1, taken + 1):
            plan = replace(plan, dropped=dropped)
            yield plan
        if self.open is not None:
            yield replace(plan, neighbours="none")

    def best(self, width: float, height: float) -> tuple[int, list[list[Row]], Widths]:
        """The fullest plan that fits, with its rows in columns; the least one when none fits."""
        plan = Plan()
        for reduced, plan in enumerate(self.plans()):  # noqa: B007 - the last one is used when none fits
            found = self.fitted(plan, width, height)
            if found is not None:
                return reduced, *(self._relaxed(plan, width, height) or found)
        widths = self.widths(plan, 1, width)
        assert widths is not None
        return reduced, [self.rows(plan, widths)], widths

    def _relaxed(self, plan: Plan, width: float, height: float) -> tuple[list[list[Row]], Widths] | None:
        """The plan without what turned out to gain nothing; None when all of it was needed."""
        found = None
        for change in ({"neighbours": "full"}, {"unknown_only": False}, {"stubs": "full"}, {"stubs": "line"}):
            fuller = replace(plan, **change)  # type: ignore[arg-type]
            if fuller == plan or (plan.stubs == "full" and "stubs" in change):
                continue
            fits = self.fitted(fuller, width, height)
            if fits is not None and (found is None or len(fits[0]) <= len(found[0])):
                plan, found = fuller, fits
        return found

    def fitted(self, plan: Plan, width: float, height: float) -> tuple[list[list[Row]], Widths] | None:
        """Rows in as few columns as fit; None when no number of columns does."""
        for count in range(1, len(self.steps) + 2):
            widths = self.widths(plan, count, width)
            if widths is None:
                return None
            rows = self.rows(plan, widths)
            if count > len(rows):
                return None
            columns = self.divided(rows, count)
            if max(self.column_height(part, last) for part, last in _with_last(columns)) <= height:
                return columns, widths
        return None

    def widths(self, plan: Plan, columns: int, width: float) -> Widths | None:
        """The widths that fill the room with this many columns; None when they would be too narrow."""
        open_reach = self._open_reach(plan)
        stubs = (plan.stubs != "none" or columns == 1) and self._has_stubs()
        reach = open_reach or (STUB_REACH if stubs else 0.0)
        room = (width - (columns - 1) * GUTTER) / columns - reach
        if not reach:
            spine, branch = min(room, SPINE_MOST + 80), 0.0
        else:
            spine = min(max(room * 0.58, SPINE_LEAST), SPINE_MOST)
            branch = min(max(room - spine, BRANCH_LEAST), BRANCH_MOST)
            spine, branch = spine // GRID * GRID, branch // GRID * GRID
        if columns > 1 and (spine + branch > room or spine < SPINE_LEAST):
            return None
        return Widths(columns, spine, reach, branch)

    def _open_reach(self, plan: Plan) -> float:
        if self.open is None or plan.neighbours == "none":
            return 0.0
        pills = [self._pill(answer, self.keys.get(answer.key)).width for answer in self.open.question.answers]
        return up_to_grid(LEAD + max(pills, default=0.0) + ARROW)

    def _has_stubs(self) -> bool:
        return any(step.state == "answered" and len(step.question.answers) > 1 for step in self.taken)

    def _pill(self, answer: Answer, key: str | None = None) -> Pill:
        pill = Pill(answer.label(self.language), key)
        return pill if pill.width <= LONGEST_PILL else NO_PILL

    # --- rows -----------------------------------------------------------------------------------------------------

    def rows(self, plan: Plan, widths: Widths) -> list[Row]:
        """The spine from top to bottom."""
        rows = []
        if plan.dropped:
            card = self._card(("earlier", plan.dropped, widths.spine), self._earlier)
            rows.append(Row(EARLIER, card, "path", answer=self._answer(self.steps[plan.dropped - 1])))
        for number, step in enumerate(self.steps, 1):
            if number > plan.dropped:
                rows.append(self._row(number, step, plan, widths))
        outcome = self.advice.outcome
        if outcome is not None and self.open is None:
            wide = widths.column if widths.columns == 1 else widths.spine
            last = self.steps[-1]
            card = self._card(("outcome", wide), lambda key: self.writer.outcome(outcome, wide, large=True))
            rows.append(Row("/".join(self._answer(last)), card, "path"))
        return rows

    def _card(self, key: tuple[object, ...], make: object) -> Card:
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = make(key)  # type: ignore[operator]
        return card

    def _earlier(self, key: tuple[object, ...]) -> Card:
        _, count, width = key
        assert isinstance(count, int)
        assert isinstance(width, float)
        return self.writer.stub(self.writer.count("earlier", count), self.steps[0].question.id, width)

    @staticmethod
    def _answer(step: Step) -> tuple[str, str]:
        return step.question.id, "" if step.answer is None else step.answer.key

    def _row(self, number: int, step: Step, plan: Plan, widths: Widths) -> Row:
        question, answer = step.question, step.answer
        passed = step.state == "does_not_matter"
        if answer is None:
            card = self._card(("open", widths.spine, plan.unknown_only), lambda key: self._open_card(number, plan, widths))
            row = Row(question.id, card, "open" if self.advice.steps else "ruled_out")
            row.branches = self._neighbours(question, plan, widths)
            return row
        row = Row(question.id, Card("", "question", 0), "path", answer=(question.id, answer.key))
        if number <= plan.folded and question.id not in self.unfolded:
            row.card = self._card(
                ("compact", number, widths.spine),
                lambda key: self.writer.compact(
                    question, self.writer.known(step) or answer.label(self.language), widths.spine, step=number,
                    passed_over=passed,
                ),
            )
            self._add_stubs(row, step, plan, widths)
            return row
        row.card = self._card(
            ("full", number, widths.spine),
            lambda key: self.writer.question(
                question, widths.spine, step=number, passed_over=passed, value=self.writer.known(step)
            ),
        )
        row.pill = Pill(self.writer.say("either_way")) if passed else self._pill(answer)
        self._add_stubs(row, step, plan, widths)
        return row

    def _add_stubs(self, row: Row, step: Step, plan: Plan, widths: Widths) -> None:
        """Folded branches beside a row; when they may take no height of their own, only where the box is as high."""
        assert step.answer is not None
        if not widths.branch or step.state == "does_not_matter":
            return
        row.branches = list(self._stubs(step.question, step.answer, plan, widths))
        if plan.stubs == "none" and row.stack > row.card.height:
            row.branches = []

    def _open_card(self, number: int, plan: Plan, widths: Widths) -> Card:
        assert self.open is not None
        detail: Literal["unknown", "items"] = "unknown" if plan.unknown_only else "items"
        step = number if self.advice.steps else None
        return self.writer.question(self.open.question, widths.spine, step=step, detail=detail, bold=True)

    def _stubs(self, question: Question, taken: Answer, plan: Plan, widths: Widths) -> Iterator[Branch]:
        others = [answer for answer in question.answers if answer.key != taken.key]
        merged = f"{question.id}/*"
        if not others:
            return
        if plan.stubs == "full" or merged in self.unfolded:
            for answer in others:
                yield self._stub(question, answer, widths)
        else:
            first = [answer for answer in others if f"{question.id}/{answer.key}" in self.unfolded]
            for answer in first:
                yield self._stub(question, answer, widths)
            rest = [answer for answer in others if answer not in first]
            if rest:
                card = self._card(("line", question.id, widths.branch), lambda key: self._line(rest, widths.branch))
                id = merged if len(rest) > 1 else f"{question.id}/{rest[0].key}"
                yield Branch(id, (question.id, rest[0].key), card, "ruled_out", NO_PILL)

    def _stub(self, question: Question, answer: Answer, widths: Widths) -> Branch:
        """A folded branch, or its first box when it has been unfolded."""
        id = f"{question.id}/{answer.key}"
        if id in self.unfolded:
            card = self._first_box(answer, widths.branch)
            return Branch(id, (question.id, answer.key), card, "ruled_out", self._pill(answer))
        text = f"{answer.label(self.language)}: {self.writer.target(answer.to)}"
        card = self._card(("stub", id, widths.branch), lambda key: self.writer.stub(text, answer.to, widths.branch))
        return Branch(id, (question.id, answer.key), card, "ruled_out", NO_PILL)

    def _line(self, answers: list[Answer], width: float) -> Card:
        """All folded branches of a question in one line, as much of it as fits."""
        labels = [answer.label(self.language) for answer in answers]
        texts = [
            " · ".join(
                f"{label}: {self.writer.target(answer.to)}" for label, answer in zip(labels, answers, strict=True)
            ),
            " · ".join(labels),
            labels[0] if len(labels) == 1 else self.writer.say("other_answers", n=len(labels)),
        ]
        room = width - 2 * PAD_X
        text = next((text for text in texts if text_width(text, BASE, False) <= room), texts[-1])
        return self.writer.stub(text, answers[0].to, width)

    def _neighbours(self, question: Question, plan: Plan, widths: Widths) -> list[Branch]:
        if plan.neighbours == "none":
            return []
        found = []
        for answer in question.answers:
            id = f"{question.id}/{answer.key}"
            live = (question.id, answer.key) in self.advice.live
            pill = self._pill(answer, self.keys.get(answer.key))
            prefix = "" if pill.text else f"{answer.label(self.language)}: "
            if plan.neighbours == "line" and id not in self.unfolded:
                card = self.writer.stub(prefix + self.writer.goal(answer.to), answer.to, widths.branch)
            else:
                card = self._first_box(answer, widths.branch)
            found.append(Branch(id, (question.id, answer.key), card, "possible" if live else "ruled_out", pill))
        return found

    def _first_box(self, answer: Answer, width: float) -> Card:
        question = self.advice.tree.questions_by_id.get(answer.to)
        if question is not None:
            return self.writer.question(question, width, detail="brief")
        return self.writer.outcome(self.advice.tree.outcomes_by_id[answer.to], width)

    # --- columns --------------------------------------------------------------------------------------------------

    @staticmethod
    def column_height(rows: list[Row], last: bool) -> float:
        """With the room below for the line to the next column."""
        return height_of(rows) + (0.0 if last else rows[-1].gap)

    def divided(self, rows: list[Row], count: int) -> list[list[Row]]:
        """The rows in order over `count` columns so that the highest is as low as can be, earlier ones fuller."""
        if count == 1:
            return [rows]
        best: tuple[float, list[list[Row]]] | None = None
        for first in range(len(rows) - count + 1, 0, -1):
            rest = self.divided(rows[first:], count - 1)
            high = max(
                self.column_height(rows[:first], False), *(self.column_height(part, last) for part, last in _with_last(rest))
            )
            if best is None or high < best[0] - 0.01:
                best = high, [rows[:first], *rest]
        assert best is not None
        return best[1]

    # --- places ---------------------------------------------------------------------------------------------------

    def place(self, canvas: Canvas, columns: list[list[Row]], widths: Widths) -> None:
        """Boxes and lines, from the corner of the canvas."""
        before: tuple[Row, Point] | None = None
        x = 0.0
        for rows, last in _with_last(columns):
            y = 0.0
            for row in rows:
                canvas.box(row.card, row.id, row.state, x, y)
                if before is not None:
                    self._link(canvas, before, row, (x, y), row is rows[0])
                self._branches(canvas, row, x, y, widths)
                before = row, (x, y)
                y += row.height + row.gap
            x += widths.column + GUTTER

    def _link(self, canvas: Canvas, before: tuple[Row, Point], row: Row, at: Point, next_column: bool) -> None:
        above, (x, y) = before
        start = (x + RAIL, y + above.card.height)
        pill_at = (x + PAD_X, start[1] + 8)
        if next_column:
            lane = max(start[1] + (8 + PILL_HEIGHT + 14 if above.pill.text else LANE), y + above.height + LANE)
            gutter = at[0] - GUTTER / 2
            entry = at[1] + min(row.card.height / 2, 24.0)
            points = rounded([start, (start[0], lane), (gutter, lane), (gutter, entry), (at[0], entry)])
        else:
            points = straight(start, (at[0] + RAIL, at[1]))
        id = f"{above.answer[0]}/{above.answer[1]}"
        if not above.pill.text:
            pill_at = (start[0], start[1] + SHORT_GAP / 2)
        canvas.edge(id, (above.id, row.id), above.answer, "path", points, above.pill, pill_at)

    def _branches(self, canvas: Canvas, row: Row, x: float, y: float, widths: Widths) -> None:
        top = y + max(0.0, (row.card.height - row.stack) / 2)
        right, left = x + widths.spine, x + widths.spine + widths.reach
        low = y + row.card.height - GRID
        straight_to = [y + GRID]
        for branch in row.branches:
            canvas.box(branch.card, branch.id, branch.state, left, top)
            middle = top + branch.card.height / 2
            if middle <= low:
                points = straight((right, middle), (left, middle))
                straight_to.append(middle)
            else:
                start = max(min(low, straight_to[-1] + 16), y + row.card.height / 2 if len(straight_to) == 1 else 0.0)
                trunk = right + LANE
                points = rounded([(right, start), (trunk, start), (trunk, middle), (left, middle)])
            state: State = branch.state
            if row.state == "open" and branch.state == "possible":
                state = "open"
            canvas.edge(
                branch.id,
                (row.id, branch.id),
                branch.answer,
                state,
                points,
                branch.pill,
                (right + LEAD, middle - (PILL_HEIGHT / 2 if branch.pill.text else 0.0)),
            )
            top += branch.card.height + gap_after(branch)
