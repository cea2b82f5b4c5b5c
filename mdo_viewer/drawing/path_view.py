"""The path view: the way taken from top to bottom, and what each answer of the open question leads to.

A spine of equal boxes with a column of branches beside it, or, where the room is narrow, with what the open question
leads to below it; where the room is low the spine goes on in a next column. What does not fit folds, in this order:
branches off the way (one line each, then none), earlier questions (one line each, then as lines of one box), the open
question's neighbours and known items, and at last the earliest steps, of which the number stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from mdo_viewer.drawing.canvas import GRID, MARGIN, NO_PILL, PILL_HEIGHT, Canvas, Pill, pill, up_to_grid
from mdo_viewer.drawing.cards import BASE, PAD_X, TITLE, Card, Writer
from mdo_viewer.drawing.columns import Extent, column_heights, cut
from mdo_viewer.drawing.curves import Point, rounded, straight
from mdo_viewer.drawing.font import text_width, widest_word
from mdo_viewer.drawing.keys import answer_keys
from mdo_viewer.drawing.picture import Picture, State
from mdo_viewer.guideline.model import Answer, Question
from mdo_viewer.reasoning.results import Advice, Step

ROW_GAP: Final = 48.0  # with the label of the answer in it
SHORT_GAP: Final = 24.0  # without
STUB_GAP: Final = 8.0
NEIGHBOUR_GAP: Final = 16.0
GUTTER: Final = 48.0
STUB_REACH: Final = 32.0  # from a question to its folded branches
LEAD: Final = 28.0  # from a question to the label of a branch
ARROW: Final = 28.0  # from the label to the branch
LANE: Final = 16.0
SPINE_LEAST, SPINE_MOST = 216.0, 480.0
BRANCH_LEAST, BRANCH_MOST = 152.0, 360.0
COLUMN_LEAST: Final = 280.0  # of the spine where it goes on in a next column
LONGEST_PILL: Final = 200.0
RAIL: Final = 36.0  # of the spine's line from the left of its boxes
EARLIER: Final = "earlier"
WIDE: Final = 1.6  # width to height from which the picture stands in the middle
NARROW: Final = 560.0  # width up to which nothing stands beside the spine
UNDER_GAP: Final = 12.0  # from a question to what stands below it
UNDER_TRUNK: Final = 20.0  # of the line down, from the left of the question
UNDER_LEAD: Final = 16.0  # from that line to the label of a branch
UNDER_ARROW: Final = 24.0  # from the label, or from the line where there is none, to the branch
AHEAD_TRUNK: Final = 12.0  # of the line down to what comes after, from the left of a neighbour
AHEAD_INDENT: Final = 28.0  # of what comes after
AHEAD_MOST: Final = 2  # questions after one another
UNDER_PILL: Final = 104.0  # the longest label on a line below a question

#: words: with the questions they lead to in words; full: by number; line: together on one line
Stubs = Literal["words", "full", "line", "none"]
#: line: on one line each; short: questions by their number alone; bare: and the answer in the box, not on the line
Neighbours = Literal["full", "line", "short", "bare", "none"]
Items = Literal["items", "unknown", "asked"]
SHORTER: Final[tuple[Items, ...]] = ("items", "unknown", "asked")
LAST: Final[tuple[Neighbours, ...]] = ("short", "bare", "none")


class Plan(NamedTuple):
    """How much is folded. `folded`, `listed` and `dropped` count steps from the first."""

    stubs: Stubs = "full"
    folded: int = 0
    listed: int = 0  # folded further, to lines of one box
    dropped: int = 0  # of those listed, the first ones, to their number
    neighbours: Neighbours = "full"
    narrow: bool = False  # branches, to the gain of the spine
    items: Items = "items"  # lines of the open question's checklist
    below: bool = False  # what the open question leads to may stand below it
    ahead: int = 0  # how many questions on, what comes after the neighbours is shown


class Widths(NamedTuple):
    """Columns of spine; the last one has the branches at its right, or below its open question (then no `reach`)."""

    columns: int
    spine: float
    reach: float  # between spine and branches
    branch: float
    below: bool = False

    @property
    def last(self) -> float:
        """The width of the last column with its branches."""
        return self.spine if self.below else self.spine + self.reach + self.branch

    @property
    def total(self) -> float:
        return (self.columns - 1) * (self.spine + GUTTER) + self.last


class Branch(NamedTuple):
    """A box beside the spine, with the answer that leads to it, and what comes after it below it."""

    id: str
    answer: tuple[str, str]
    card: Card
    state: State
    pill: Pill
    ahead: tuple[Branch, ...] = ()

    @property
    def height(self) -> float:
        """With what comes after."""
        return self.card.height + sum(STUB_GAP + branch.height for branch in self.ahead)


class Row:
    """A box of the spine, its branches, and the answer to the row below."""

    __slots__ = ("answer", "below", "branches", "card", "height", "id", "pill", "stack", "state")

    def __init__(self, id: str, card: Card, state: State, answer: tuple[str, str] = ("", "")) -> None:
        self.id = id
        self.card = card
        self.state: State = state
        self.answer = answer
        self.pill = NO_PILL
        self.branches: list[Branch] = []
        self.below = False  # the branches stand below the box
        self.stack = 0.0  # height of the branches
        self.height = card.height

    @property
    def gap(self) -> float:
        """To the row below."""
        return ROW_GAP if self.pill.text else SHORT_GAP

    def put(self, branches: list[Branch], below: bool = False) -> None:
        """The branches beside the box, or below it."""
        self.branches, self.below = branches, below and bool(branches)
        high = 0.0
        for branch in branches:
            high += branch.height + gap_after(branch)
        self.stack = high - gap_after(branches[-1]) if branches else 0.0
        self.height = max(self.card.height, self.stack)
        if self.below:
            self.height = self.card.height + UNDER_GAP + self.stack


class Fit(NamedTuple):
    """Rows in their columns, and how they came to fit."""

    plan: Plan
    columns: list[list[Row]]
    widths: Widths
    height: float
    reduced: int = 0


def gap_after(branch: Branch) -> float:
    return STUB_GAP if branch.card.kind == "stub" else NEIGHBOUR_GAP


def draw_path(
    writer: Writer, advice: Advice, size: tuple[float, float], scale: float, unfolded: frozenset[str], ahead: bool
) -> Picture:
    """The way taken; `size` in pixels of the picture. `ahead`: what is left of the room shows what comes after."""
    view = _PathView(writer, advice, unfolded)
    width, height = size[0] / scale - 2 * MARGIN, size[1] / scale - 2 * MARGIN
    fit = view.best(width, height)
    if ahead and fit.height <= height:
        fit = view.with_ahead(view.with_words(fit, width, height), width, height)
    canvas = Canvas(scale)
    high = fit.height
    wide = fit.widths.total
    middle = max(0.0, (height - high) / 2) if size[0] > WIDE * size[1] else 0.0
    canvas.shift = (MARGIN + max(0.0, (width - wide) / 2), MARGIN + middle)
    view.place(canvas, fit.columns, fit.widths)
    drawn = (
        size[0] if wide <= width + 0.01 else (wide + 2 * MARGIN) * scale,
        size[1] if high <= height + 0.01 else (high + 2 * MARGIN) * scale,
    )
    return canvas.picture(advice.tree.id, "path", drawn, fit.reduced, fit.plan.listed, fit.plan.dropped)


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

    def plans(self, narrow: bool) -> Iterator[Plan]:
        """From everything to the least, each a little less than the one before."""
        plan = Plan(below=narrow)
        yield plan
        for stubs in ("line", "none"):
            plan = plan._replace(stubs=stubs)
            yield plan
        for folded in range(1, len(self.taken) + 1):
            plan = plan._replace(folded=folded)
            yield plan
        if self.open is not None:
            for lean in self._lean_ahead(plan):
                plan = lean
                yield plan
        for lean in self._lean_way(plan):
            plan = lean
            yield plan
        if self.open is not None:
            plan = plan._replace(items="asked", neighbours="line")
            yield plan
            for neighbours in LAST:
                yield plan._replace(neighbours=neighbours)

    @staticmethod
    def _lean_ahead(plan: Plan) -> Iterator[Plan]:
        """Less and less of the open question and what it leads to."""
        plan = plan._replace(narrow=True)
        yield plan
        plan = plan._replace(below=True)
        yield plan
        plan = plan._replace(items="unknown")
        yield plan
        plan = plan._replace(neighbours="line")
        yield plan

    def _lean_way(self, plan: Plan) -> Iterator[Plan]:
        """Less and less of the way taken; `plan` itself is not among them."""
        taken = len(self.taken)
        for listed in range(2, taken + 1):
            plan = plan._replace(listed=listed)
            yield plan
        for dropped in range(2, taken + 1):
            plan = plan._replace(dropped=dropped)
            yield plan

    def best(self, width: float, height: float) -> Fit:
        """The fullest plan that fits; the least one when none does."""
        plans = list(self.plans(width < NARROW))
        fits: dict[int, Fit] = {}
        low, end = 0, len(plans)
        while low < end:  # a plan is never higher than the one before it
            middle = (low + end) // 2 if low else 0
            fit = self.fitted(plans[middle], width, height)
            if fit is None:
                low = middle + 1
            else:
                fits[middle] = fit
                end = middle
        if low in fits:
            return self._relaxed(fits[low], width, height)._replace(reduced=low)
        widths = self.widths(plans[-1], 1, width, plans[-1].below)
        assert widths is not None
        columns, high = self.divided(self.rows(plans[-1], widths), 1)
        return Fit(plans[-1], columns, widths, high, len(plans) - 1)

    def _relaxed(self, fit: Fit, width: float, height: float) -> Fit:
        """With whatever can be shown again for what was folded in vain, in no more columns."""
        plan = fit.plan
        wanted = []
        if plan.neighbours != "full" or plan.items != "items" or plan.narrow:
            amounts: tuple[Neighbours, ...] = ("full", "line")
            if plan.neighbours == "none":
                amounts = ("full", "line", "none")
            wanted = [
                plan._replace(neighbours=neighbours, items=items, narrow=narrow)
                for items in dict.fromkeys((*SHORTER[:2], plan.items))
                for neighbours in amounts
                for narrow in (False, True)
            ]
        if plan.neighbours in ("short", "bare"):
            wanted += [plan._replace(items=items) for items in SHORTER]
        fit = self._first_fitting(wanted, fit, width, height)
        if len(fit.columns) == 1 and plan.stubs != "full":
            wanted = [fit.plan._replace(stubs="full"), fit.plan._replace(stubs="line")]
            fit = self._first_fitting(wanted, fit, width, height)
        return fit

    def with_words(self, fit: Fit, width: float, height: float) -> Fit:
        """With the branches off the way in words where there is room for all of them."""
        if fit.plan.stubs != "full" or fit.widths.below:
            return fit
        fuller = self.fitted(fit.plan._replace(stubs="words"), width, height)
        return fit if fuller is None else fuller._replace(reduced=fit.reduced)

    def with_ahead(self, fit: Fit, width: float, height: float) -> Fit:
        """With as many of the questions that come after the neighbours as there is room for."""
        if fit.plan.neighbours != "full" or self.open is None or not self.advice.steps:
            return fit
        for ahead in range(1, AHEAD_MOST + 1):
            fuller = self.fitted(fit.plan._replace(ahead=ahead), width, height)
            if fuller is None or len(fuller.columns) > len(fit.columns) or fuller.widths.below != fit.widths.below:
                break
            fit = fuller._replace(reduced=fit.reduced)
        return fit

    def _first_fitting(self, plans: list[Plan], fit: Fit, width: float, height: float) -> Fit:
        for plan in plans:
            if plan == fit.plan:
                break
            fuller = self.fitted(plan, width, height)
            if fuller is not None and len(fuller.columns) <= len(fit.columns):
                return fuller
        return fit

    def fitted(self, plan: Plan, width: float, height: float) -> Fit | None:
        """Rows in as few columns as fit; None when no number of columns does."""
        for count in range(1, len(self.steps) + 2):
            tried = [self.widths(plan, count, width, False) if width >= NARROW or not plan.below else None]
            if plan.below:
                tried.append(self.widths(plan, count, width, True))
            if not any(tried) or (count > 1 and plan.stubs != "none"):
                return None
            for widths in tried:
                rows = self.rows(plan, widths) if widths is not None else []
                if widths is None or count > len(rows) or sum(row.height for row in rows) > count * height:
                    continue
                columns, high = self.divided(rows, count)
                if high <= height:
                    return Fit(plan, columns, widths, high)
        return None

    def widths(self, plan: Plan, columns: int, width: float, below: bool) -> Widths | None:
        """The widths that fill the room with this many columns; None when they would be too narrow."""
        reach = 0.0 if below else self._open_reach(plan)
        if not reach and columns == 1 and not below and self._has_stubs():
            reach = STUB_REACH
        room = width - (columns - 1) * GUTTER - reach
        if not reach:
            spine, branch = max(min(room / columns, SPINE_MOST + 80) // GRID * GRID, SPINE_LEAST), 0.0
            if below:
                branch = spine - self._under_reach(plan)
        else:
            least = self._branch_least()
            share = (room - least) / columns if plan.narrow else room / (columns + (1.0 if plan.ahead else 0.7))
            spine = min(max(share, SPINE_LEAST), SPINE_MOST) // GRID * GRID
            branch = min(max(room - columns * spine, least), BRANCH_MOST) // GRID * GRID
        if columns > 1 and (columns * spine + (0.0 if below else branch) > room or spine < COLUMN_LEAST):
            return None
        return Widths(columns, spine, reach, branch, below)

    def _under_pills(self, plan: Plan) -> list[Pill]:
        """The labels of the open question's answers on lines below it; none where one is too long."""
        if self.open is None:
            return []
        if plan.neighbours == "bare":
            return [NO_PILL] * len(self.open.question.answers)
        pills = [self._pill(answer, self.keys.get(answer.key)) for answer in self.open.question.answers]
        return pills if all(0 < made.width <= UNDER_PILL for made in pills) else [NO_PILL] * len(pills)

    def _under_reach(self, plan: Plan) -> float:
        """From the left of the open question to the boxes below it."""
        wide = max((made.width for made in self._under_pills(plan)), default=0.0)
        return up_to_grid(UNDER_TRUNK + (UNDER_LEAD + wide if wide else 0.0) + UNDER_ARROW)

    def _open_reach(self, plan: Plan) -> float:
        if self.open is None or plan.neighbours == "none":
            return 0.0
        pills = [self._pill(answer, self.keys.get(answer.key)).width for answer in self.open.question.answers]
        return up_to_grid(LEAD + max(pills, default=0.0) + ARROW)

    def _branch_least(self) -> float:
        """Wide enough for the longest word of the open question's neighbours, within reason."""
        if self.open is None:
            return BRANCH_LEAST
        words = [self._title_word(answer.to) for answer in self.open.question.answers]
        return up_to_grid(min(max(BRANCH_LEAST, max(words, default=0.0) + 2 * PAD_X), BRANCH_LEAST + 88))

    def _title_word(self, node: str) -> float:
        question = self.advice.tree.questions_by_id.get(node)
        if question is not None:
            return widest_word(question.text(self.language), TITLE, False)
        return widest_word(self.advice.tree.outcomes_by_id[node].title(self.language), TITLE, True)

    def _has_stubs(self) -> bool:
        return any(step.state == "answered" and len(step.question.answers) > 1 for step in self.taken)

    def _pill(self, answer: Answer, key: str | None = None) -> Pill:
        made = pill(answer.label(self.language), key)
        return made if made.width <= LONGEST_PILL else NO_PILL

    # --- rows -----------------------------------------------------------------------------------------------------

    def rows(self, plan: Plan, widths: Widths) -> list[Row]:
        """The spine from top to bottom."""
        rows = []
        if plan.listed:
            card = self._card(
                ("earlier", plan.listed, plan.dropped, widths.spine), lambda: self._earlier(plan, widths.spine)
            )
            rows.append(Row(EARLIER, card, "path", self._answer(self.steps[plan.listed - 1])))
        for number, step in enumerate(self.steps, 1):
            if number > plan.listed:
                rows.append(self._row(number, step, plan, widths))
        outcome = self.advice.outcome
        if outcome is not None and self.open is None:
            wide = widths.last if widths.columns == 1 else widths.spine
            last = self.steps[-1]
            card = self._card(("outcome", wide), lambda: self.writer.outcome(outcome, wide, large=True))
            rows.append(Row("/".join(self._answer(last)), card, "path"))
        return rows

    def _card(self, key: tuple[object, ...], make: Callable[[], Card]) -> Card:
        """Each card is written once."""
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = make()
        return card

    def _earlier(self, plan: Plan, width: float) -> Card:
        """The earliest steps as lines of one box, the first of them as their number."""
        lines = [self.writer.count("earlier", plan.dropped)] if plan.dropped else []
        steps = list(enumerate(self.steps, 1))[plan.dropped : plan.listed]
        return self.writer.listed(lines, [(number, self._said(step)) for number, step in steps], self.steps[0], width)

    def _said(self, step: Step) -> str:
        """A question on the way with its answer, in one sentence."""
        assert step.answer is not None
        said = self.writer.known(step) or step.answer.label(self.language)
        return self.writer.answered(step.question, said, passed_over=step.state == "does_not_matter")

    @staticmethod
    def _answer(step: Step) -> tuple[str, str]:
        return step.question.id, "" if step.answer is None else step.answer.key

    def _row(self, number: int, step: Step, plan: Plan, widths: Widths) -> Row:
        question, answer = step.question, step.answer
        passed = step.state == "does_not_matter"
        if answer is None:
            card = self._card(("open", widths.spine, plan.items), lambda: self._open_card(number, plan, widths))
            row = Row(question.id, card, "open" if self.advice.steps else "ruled_out")
            row.put(self._neighbours(question, plan, widths), widths.below)
            return row
        folded = (passed or number <= plan.folded) and question.id not in self.unfolded
        card = self._card(
            (folded, number, widths.spine), lambda: self._taken_card(number, step, answer, widths.spine, folded)
        )
        row = Row(question.id, card, "path", (question.id, answer.key))
        if not folded:
            row.pill = self._pill(answer) if not passed else pill(self.writer.say("either_way"))
        self._add_stubs(row, step, plan, widths)
        return row

    def _taken_card(self, number: int, step: Step, answer: Answer, width: float, folded: bool) -> Card:
        """A question on the way, folded to one line or in full."""
        passed = step.state == "does_not_matter"
        if folded:
            said = self.writer.known(step) or answer.label(self.language)
            return self.writer.compact(step.question, said, width, step=number, passed_over=passed)
        value = self._value(step, answer)
        return self.writer.question(step.question, width, step=number, passed_over=passed, value=value)

    def _value(self, step: Step, answer: Answer) -> str | None:
        """What is known, or the answer itself where it is too long for a label."""
        known = self.writer.known(step)
        if known is None and step.state == "answered" and not self._pill(answer).text:
            return answer.label(self.language)
        return known

    def _add_stubs(self, row: Row, step: Step, plan: Plan, widths: Widths) -> None:
        """Folded branches beside a row; when they may take no height of their own, only where the box is as high."""
        assert step.answer is not None
        if widths.below or not widths.branch or widths.columns > 1 or step.state == "does_not_matter":
            return
        amounts: tuple[Stubs, ...] = (plan.stubs,) if plan.stubs != "none" else ("full", "line")
        for amount in amounts:
            row.put(list(self._stubs(step.question, step.answer, amount, widths)))
            if plan.stubs != "none" or row.stack <= row.card.height:
                return
        row.put([])

    def _open_card(self, number: int, plan: Plan, widths: Widths) -> Card:
        assert self.open is not None
        step = number if self.advice.steps else None
        return self.writer.question(self.open.question, widths.spine, step=step, detail=plan.items, bold=True)

    def _stubs(self, question: Question, taken: Answer, amount: Stubs, widths: Widths) -> Iterator[Branch]:
        others = [answer for answer in question.answers if answer.key != taken.key]
        merged = f"{question.id}/*"
        if not others:
            return
        if amount in ("words", "full") or merged in self.unfolded:
            for answer in others:
                yield self._stub(question, answer, widths, in_words=amount == "words")
        else:
            first = [answer for answer in others if f"{question.id}/{answer.key}" in self.unfolded]
            for answer in first:
                yield self._stub(question, answer, widths)
            rest = [answer for answer in others if answer not in first]
            if rest:
                card = self._card(("line", question.id, widths.branch), lambda: self._line(rest, widths.branch))
                id = merged if len(rest) > 1 else f"{question.id}/{rest[0].key}"
                yield Branch(id, (question.id, rest[0].key), card, "ruled_out", NO_PILL)

    def _stub(self, question: Question, answer: Answer, widths: Widths, *, in_words: bool = False) -> Branch:
        """A folded branch, or its first box when it has been unfolded."""
        id = f"{question.id}/{answer.key}"
        if id in self.unfolded:
            card = self._first_box(id, answer, widths.branch, headed=True)
            return Branch(id, (question.id, answer.key), card, "ruled_out", NO_PILL)
        text = f"{answer.label(self.language)}: {self.writer.target(answer.to)}"
        if in_words:
            text = self.writer.leads(answer)
        card = self._card(("stub", text, widths.branch), lambda: self.writer.stub(text, answer.to, widths.branch))
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
        seen: set[str] = set()
        pills = [self._pill(answer, self.keys.get(answer.key)) for answer in question.answers]
        for answer, label in zip(question.answers, self._under_pills(plan) if widths.below else pills, strict=True):
            id = f"{question.id}/{answer.key}"
            live = (question.id, answer.key) in self.advice.live
            prefix = "" if label.text else f"{answer.label(self.language)}: "
            if plan.neighbours != "full" and id not in self.unfolded:
                text = prefix + self.writer.goal(answer.to, brief=plan.neighbours != "line")
                card = self._card(
                    ("goal", text, id, widths.branch), partial(self.writer.stub, text, answer.to, widths.branch)
                )
            else:
                card = self._first_box(id, answer, widths.branch, headed=not label.text)
            after = self._after(answer.to, plan.ahead if live else 0, widths.branch - AHEAD_INDENT, seen)
            state: State = "possible" if live else "ruled_out"
            found.append(Branch(id, (question.id, answer.key), card, state, label, after))
        return found

    def _after(self, node: str, levels: int, width: float, seen: set[str]) -> tuple[Branch, ...]:
        """Where the answers of a question lead that can still be given, `levels` questions deep; no question twice."""
        question = self.advice.tree.questions_by_id.get(node)
        if question is None or not levels or node in seen:
            return ()
        seen.add(node)
        found = []
        for answer in question.answers:
            if (question.id, answer.key) in self.advice.live:
                id = f"{question.id}/{answer.key}"
                card = self._after_card(id, answer, width)
                after = self._after(answer.to, levels - 1, width - AHEAD_INDENT, seen)
                found.append(Branch(id, (question.id, answer.key), card, "possible", NO_PILL, after))
        return tuple(found)

    def _after_card(self, id: str, answer: Answer, width: float) -> Card:
        if id in self.unfolded:
            return self._first_box(id, answer, width, headed=True)
        return self._card(("after", id, width), lambda: self.writer.after(answer, width))

    def _first_box(self, id: str, answer: Answer, width: float, *, headed: bool) -> Card:
        """The box an answer leads to; `headed` with the answer above it."""
        return self._card(("first", id, width, headed), lambda: self._written(answer, width, headed))

    def _written(self, answer: Answer, width: float, headed: bool) -> Card:
        question = self.advice.tree.questions_by_id.get(answer.to)
        if question is not None:
            card = self.writer.question(question, width, detail="brief")
        else:
            card = self.writer.outcome(self.advice.tree.outcomes_by_id[answer.to], width)
        if headed:
            self.writer.head(card, answer.label(self.language))
        return card

    # --- columns --------------------------------------------------------------------------------------------------

    @staticmethod
    def divided(rows: list[Row], count: int) -> tuple[list[list[Row]], float]:
        """The rows in order over `count` columns, and how high the highest is."""
        extents = [Extent(row.height, row.gap, row.gap) for row in rows]
        cuts = cut(extents, count)
        ends = list(accumulate(cuts))
        columns = [rows[end - number : end] for number, end in zip(cuts, ends, strict=True)]
        return columns, max(column_heights(extents, cuts))

    # --- places ---------------------------------------------------------------------------------------------------

    def place(self, canvas: Canvas, columns: list[list[Row]], widths: Widths) -> None:
        """Boxes and lines, from the corner of the canvas."""
        before: tuple[Row, Point] | None = None
        x = 0.0
        for rows in columns:
            y = 0.0
            for row in rows:
                canvas.box(row.card, row.id, row.state, x, y)
                if before is not None:
                    self._link(canvas, before, row, (x, y), row is rows[0])
                if row.below:
                    self._under(canvas, row, x, y, widths)
                else:
                    self._branches(canvas, row, x, y, widths)
                before = row, (x, y)
                y += row.height + row.gap
            x += widths.spine + GUTTER

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
            self._ahead(canvas, branch, left, top)
            top += branch.height + gap_after(branch)

    def _under(self, canvas: Canvas, row: Row, x: float, y: float, widths: Widths) -> None:
        """What the open question leads to below it, each at a line of its own."""
        bottom, trunk, left = y + row.card.height, x + UNDER_TRUNK, x + widths.spine - widths.branch
        top = bottom + UNDER_GAP
        for branch in row.branches:
            canvas.box(branch.card, branch.id, branch.state, left, top)
            middle = top + branch.card.height / 2
            points = rounded([(trunk, bottom), (trunk, middle), (left, middle)])
            state: State = "open" if branch.state == "possible" and row.state == "open" else branch.state
            label_at = (trunk + UNDER_LEAD, middle - (PILL_HEIGHT / 2 if branch.pill.text else 0.0))
            canvas.edge(branch.id, (row.id, branch.id), branch.answer, state, points, branch.pill, label_at)
            self._ahead(canvas, branch, left, top)
            top += branch.height + gap_after(branch)

    def _ahead(self, canvas: Canvas, before: Branch, x: float, y: float) -> None:
        """What comes after a neighbour, as lines of an outline below it."""
        bottom, trunk, left = y + before.card.height, x + AHEAD_TRUNK, x + AHEAD_INDENT
        top = bottom + STUB_GAP
        for branch in before.ahead:
            canvas.box(branch.card, branch.id, branch.state, left, top)
            middle = top + branch.card.height / 2
            points = rounded([(trunk, bottom), (trunk, middle), (left, middle)])
            canvas.edge(
                branch.id, (before.id, branch.id), branch.answer, branch.state, points, NO_PILL, (trunk, middle)
            )
            self._ahead(canvas, branch, left, top)
            top += branch.height + STUB_GAP
