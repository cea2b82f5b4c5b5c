"""How much of a path view is shown: the fullest plan whose rows fit into the room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from mdo_viewer.drawing.canvas import GRID, up_to_grid
from mdo_viewer.drawing.cards import BADGE, PAD_X, TITLE
from mdo_viewer.drawing.columns import Extent, column_heights, cut
from mdo_viewer.drawing.font import widest_word
from mdo_viewer.drawing.path_rows import PathRows
from mdo_viewer.drawing.path_shape import (
    AHEAD_MOST,
    ARROW,
    BRANCH_LEAST,
    BRANCH_MOST,
    COLUMN_LEAST,
    FAN_LEAST,
    FAN_MOST,
    GUTTER,
    LAST,
    LEAD,
    LOW,
    NARROW,
    NEIGHBOUR_GAP,
    SHORTER,
    SPINE_LEAST,
    SPINE_MOST,
    STUB_REACH,
    UNDER_ARROW,
    UNDER_LEAD,
    UNDER_TRUNK,
    Fit,
    Neighbours,
    PathPlan,
    Row,
    Widths,
)
from mdo_viewer.guideline.model import Answer


class PathFitting:
    """Tries plans of one way; what it asks of the rows are their heights and labels."""

    def __init__(self, way: PathRows, *, brief: bool = False, alone: bool = False, tall: bool = False) -> None:
        """`brief`: the way taken in lines, whatever room there is; `alone`: one that ended has no branches off it;
        `tall`: it may be higher than a low room."""
        self.way, self.brief, self.tall = way, brief, tall
        self.stubless = brief or (alone and way.open is None)
        self.advice, self.language = way.advice, way.language
        self.steps, self.taken, self.open = way.steps, way.taken, way.open

    def plans(self, narrow: bool) -> Iterator[PathPlan]:
        """From everything to the least, each a little less than the one before."""
        plan = PathPlan(below=narrow)
        if self.brief:
            plan = plan._replace(folded=len(self.taken))
        if self.stubless:
            plan = plan._replace(stubs="none")
        yield plan
        for stubs in ("line", "none") if not self.stubless else ():
            plan = plan._replace(stubs=stubs)
            yield plan
        for folded in range(plan.folded + 1, len(self.taken) + 1 + self.way.scope_asked):  # what is asked folds last
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
            yield from (plan._replace(neighbours=neighbours) for neighbours in LAST)
            yield from (plan._replace(neighbours=neighbours, items="alone") for neighbours in (LAST[-1], "none"))

    @staticmethod
    def _lean_ahead(plan: PathPlan) -> Iterator[PathPlan]:
        """Less and less of the open question and what it leads to."""
        plan = plan._replace(narrow=True)
        yield plan
        plan = plan._replace(below=True)
        yield plan
        plan = plan._replace(items="unknown")
        yield plan
        plan = plan._replace(neighbours="line")
        yield plan

    def _lean_way(self, plan: PathPlan) -> Iterator[PathPlan]:
        """Less and less of the way taken; `plan` itself is not among them."""
        taken = len(self.taken)
        for listed in range(2, taken + 1):
            plan = plan._replace(listed=listed)
            yield plan
        for dropped in range(2, taken + 1):
            plan = plan._replace(dropped=dropped)
            yield plan

    def best(self, width: float, height: float) -> Fit:
        """The fullest plan that fits; the least one when none does. The ways over a range stand side by side."""
        fan = self._fanned(width, height)
        if fan is not None:
            return fan
        plans = list(self.plans(width < NARROW))
        if self.tall:
            plans = [plan for plan in plans if plan.neighbours in ("full", "line")]
        if self.tall and height < LOW:
            return self._scrolled(plans, width, height)
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
            fit = self._relaxed(fits[low], width, height)
            lean = self._without_lines(plans[low], width, height) if fit.plan.neighbours == "none" else None
            return (lean or fit)._replace(reduced=low)
        if not self.tall and (lean := self._without_lines(plans[-1], width, height)) is not None:
            return lean
        if self.tall:  # rather than that an answer of the open question does not say where it leads
            return self._scrolled(plans, width, height)
        widths = self.widths(plans[-1], 1, width, plans[-1].below)
        assert widths is not None
        columns, high = self.divided(self.way.rows(plans[-1], widths), 1)
        return Fit(plans[-1], columns, widths, high, len(plans) - 1)

    def _without_lines(self, plan: PathPlan, width: float, height: float) -> Fit | None:
        """Where what is asked stands above the open question: that without its lines, rather than its answers; None
        without room for that either."""
        amounts: tuple[Neighbours, ...] = ("line", *LAST, "none") if self.way.apart is not None else ()
        tried = (self.fitted(plan._replace(items="brief", neighbours=each), width, height) for each in amounts)
        return next((fit for fit in tried if fit is not None), None)

    def _scrolled(self, plans: list[PathPlan], width: float, height: float) -> Fit:
        """The fullest plan that fits with each step on its line; else all of them in one column that is higher than the
        room, with as much of the open question as can be seen at once with where its answers lead."""
        plans = [plan for plan in plans if not plan.listed]
        for at, plan in enumerate(plans):
            fit = self.fitted(plan, width, height)
            if fit is not None:
                return self._relaxed(fit, width, height)._replace(reduced=at)
        least, fit = plans[-1], None
        lean = [plan for plan in plans if plan.folded == least.folded and plan.stubs == least.stubs]
        lean += [least._replace(items="asked"), least._replace(items="asked", neighbours="line")]
        for plan in lean:
            widths = self.widths(plan, 1, width, plan.below)
            assert widths is not None  # one column there always is
            columns, high = self.divided(self.way.rows(plan, widths), 1)
            fit = Fit(plan, columns, widths, high, len(plans))
            *_, above, last = (None, *columns[0])  # what is asked apart is seen with them
            apart = above.height + above.gap if self.way.apart is not None and above is not None else 0.0
            if apart + last.height <= height:
                return fit
        assert fit is not None
        return fit

    def _fanned(self, width: float, height: float) -> Fit | None:
        """The way with those over a range side by side below it, folded as far as it must be; None without room."""
        count = self.way.fans
        spine = min(width, FAN_MOST) // GRID * GRID
        branch = (spine - (count - 1) * NEIGHBOUR_GAP) / max(count, 1)
        if count < 2 or branch < FAN_LEAST:
            return None
        widths = Widths(1, spine, 0.0, branch, fan=True)
        plan = PathPlan(stubs="none")
        plans = [plan._replace(folded=folded) for folded in range(len(self.taken) + 1)]
        least = plans[-1]._replace(neighbours="line")
        for tried in (*plans, *self._lean_way(plans[-1]), least, *self._lean_way(least)):
            columns, high = self.divided(self.way.rows(tried, widths), 1)
            if high <= height:
                return Fit(tried, columns, widths, high)
        return None

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
                for items in dict.fromkeys((*SHORTER[: 3 if plan.items == "alone" else 2], plan.items))
                for neighbours in amounts
                for narrow in (False, True)
            ]
        if plan.neighbours in ("short", "bare"):
            wanted += [plan._replace(items=items) for items in SHORTER]
        fit = self._first_fitting(wanted, fit, width, height)
        if len(fit.columns) == 1 and plan.stubs != "full" and not self.stubless:
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
        """With as many of the questions that may follow as there is room for below the open one, in its column."""
        plan = fit.plan
        if plan.neighbours != "full" or fit.widths.below or fit.widths.fan:
            return fit
        for ahead in range(min(len(self.way.chain), AHEAD_MOST), 0, -1):
            tried = plan._replace(ahead=ahead)
            widths = self.widths(tried, len(fit.columns), width, False)
            if widths is None:
                continue
            rows = self.way.rows(tried, widths)
            columns, _ = self.divided(rows[:-ahead], len(fit.columns))
            columns[-1] += rows[-ahead:]
            extents = [Extent(row.height, row.gap, row.gap) for row in rows]
            high = max(column_heights(extents, [len(column) for column in columns]))
            if high <= height:
                return Fit(tried, columns, widths, high, fit.reduced)
        return fit

    def with_coming(self, fit: Fit, width: float, height: float) -> Fit:
        """With what comes after the outcome, where there is room for it, if need be with the way in lines."""
        if self.way.coming is None or self.open is not None:
            return fit
        for folded in (fit.plan.folded, len(self.taken)):
            fuller = self.fitted(fit.plan._replace(coming=True, folded=folded), width, height)
            if fuller is not None and len(fuller.columns) <= max(2, len(fit.columns)):
                return fuller._replace(reduced=fit.reduced)
        return fit

    def filled(self, fit: Fit, width: float, height: float) -> Fit:
        """With the checklists of folded steps shown again where there is room, the last ones first."""
        last = min(fit.plan.folded, len(self.taken))  # step 0, while it is asked, folds after them
        for number in range(last, fit.plan.listed, -1) if not fit.widths.fan else ():
            if self.way.writer.checklist(self.steps[number - 1].question) is None:
                continue
            fuller = self.fitted(fit.plan._replace(full=fit.plan.full | {number}), width, height)
            if fuller is not None and len(fuller.columns) <= max(2, len(fit.columns)):
                fit = fuller._replace(reduced=fit.reduced)
        return fit

    def _first_fitting(self, plans: list[PathPlan], fit: Fit, width: float, height: float) -> Fit:
        for plan in plans:
            if plan == fit.plan:
                break
            fuller = self.fitted(plan, width, height)
            if fuller is not None and len(fuller.columns) <= len(fit.columns):
                return fuller
        return fit

    def fitted(self, plan: PathPlan, width: float, height: float) -> Fit | None:
        """Rows in as few columns as fit; None when no number of columns does."""
        for count in range(1, len(self.steps) + 2):
            tried = [self.widths(plan, count, width, False) if width >= NARROW or not plan.below else None]
            if plan.below:
                tried.append(self.widths(plan, count, width, True))
            if not any(tried) or (count > 1 and plan.stubs != "none"):
                return None
            for widths in tried:
                rows = self.way.rows(plan, widths) if widths is not None else []
                if widths is None or count > len(rows) or sum(row.height for row in rows) > count * height:
                    continue
                columns, high = self.divided(rows, count)
                if high <= height:
                    return Fit(plan, columns, widths, high)
        return None

    def widths(self, plan: PathPlan, columns: int, width: float, below: bool) -> Widths | None:
        """The widths that fill the room with this many columns; None when they would be too narrow."""
        reach = 0.0 if below else self._open_reach(plan)
        if not reach and columns == 1 and not below and not self.stubless and self._has_stubs():
            reach = STUB_REACH
        room = width - (columns - 1) * GUTTER - reach
        if not reach:
            spine, branch = max(min(room / columns, SPINE_MOST + 80) // GRID * GRID, SPINE_LEAST), 0.0
            if below:
                branch = spine - self._under_reach(plan)
        else:
            least = self._branch_least(plan)
            share = (room - least) / columns if plan.narrow else room / (columns + 0.7)
            if columns == 1:  # the words beside the way stay whole
                share = min(share, room - least)
            spine = min(max(share, SPINE_LEAST), SPINE_MOST) // GRID * GRID
            branch = min(max(room - columns * spine, least), BRANCH_MOST) // GRID * GRID
        if columns > 1 and (columns * spine + (0.0 if below else branch) > room or spine < COLUMN_LEAST):
            return None
        if columns > 1 and below and 0 < branch < self._branch_least(plan):
            return None  # a word would be broken
        return Widths(columns, spine, reach, branch, below)

    def _under_reach(self, plan: PathPlan) -> float:
        """From the left of the open question to the boxes below it."""
        wide = max((made.width for made in self.way.under_labels(plan)), default=0.0)
        return up_to_grid(UNDER_TRUNK + (UNDER_LEAD + wide if wide else 0.0) + UNDER_ARROW)

    def _open_reach(self, plan: PathPlan) -> float:
        if self.open is None or plan.neighbours == "none":
            return 0.0
        pills = [self.way.label(answer, self.way.keys.get(answer.key)).width for answer in self.open.question.answers]
        pills += [self.way.label(answer).width for answer in self._ahead_answers(plan)]
        return up_to_grid(LEAD + max(pills, default=0.0) + ARROW)

    def _ahead_answers(self, plan: PathPlan) -> list[Answer]:
        """The answers of the questions that stand below the open one."""
        below = [self.advice.tree.questions_by_id[lead.answer.to] for lead in self.way.chain[: plan.ahead]]
        return [answer for question in below for answer in question.answers]

    def _branch_least(self, plan: PathPlan) -> float:
        """Wide enough for the longest word of the boxes beside the spine, within reason."""
        if self.open is None:
            return BRANCH_LEAST
        answers = [*self.open.question.answers, *self._ahead_answers(plan)]
        words = [self._title_word(answer.to) for answer in answers]
        return up_to_grid(min(max(BRANCH_LEAST, max(words, default=0.0) + 2 * PAD_X), BRANCH_LEAST + 88))

    def _title_word(self, node: str) -> float:
        question = self.advice.tree.questions_by_id.get(node)
        if question is not None:  # its number may stand before each line
            return BADGE + widest_word(question.text(self.language), TITLE, False)
        return widest_word(self.advice.tree.outcomes_by_id[node].title(self.language), TITLE, True)

    def _has_stubs(self) -> bool:
        return any(step.state == "answered" and len(step.question.answers) > 1 for step in self.taken)

    @staticmethod
    def divided(rows: list[Row], count: int) -> tuple[list[list[Row]], float]:
        """The rows in order over `count` columns, and how high the highest is."""
        extents = [Extent(row.height, row.gap, row.gap) for row in rows]
        cuts = cut(extents, count)
        ends = list(accumulate(cuts))
        columns = [rows[end - number : end] for number, end in zip(cuts, ends, strict=True)]
        return columns, max(column_heights(extents, cuts))
