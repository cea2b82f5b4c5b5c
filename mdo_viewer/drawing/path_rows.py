"""What stands in the rows of a path view: the boxes of the way, and beside or below them where answers lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from mdo_viewer.drawing.canvas import NO_PILL, Pill, pill
from mdo_viewer.drawing.cards import BADGE, BASE, PAD_X, STUB_PAD_Y, Card, CardWriter
from mdo_viewer.drawing.font import text_width
from mdo_viewer.drawing.keys import answer_keys
from mdo_viewer.drawing.path_shape import (
    ARROW,
    EARLIER,
    LEAD,
    LONGEST_PILL,
    UNDER_PILL,
    Branch,
    PathPlan,
    Row,
    Stubs,
    Widths,
)
from mdo_viewer.drawing.picture import ASKED, NEXT, ComesNext, Mark, State
from mdo_viewer.guideline.model import Answer, Question, Range
from mdo_viewer.guideline.scope import OUTSIDE, SCOPE
from mdo_viewer.guideline.wording import value_text
from mdo_viewer.reasoning.results import Advice, RangeWay, Step
from mdo_viewer.reasoning.scope import is_about_scope
from mdo_viewer.reasoning.telling import way_line, way_said


class LeadsOn(NamedTuple):
    """A question and the answer of it that leads on below."""

    question: Question
    answer: Answer


class PathRows:
    """The way of one advice; each box is written once, however often it is tried."""

    def __init__(
        self, writer: CardWriter, advice: Advice, unfolded: frozenset[str], coming: ComesNext | None = None
    ) -> None:
        self.writer = writer
        self.advice = advice
        self.unfolded = unfolded
        self.language = writer.language
        self.steps = advice.steps or (Step(advice.tree.root, "open", None, ()),)
        self.scope: Step | None = None  # step 0 where the way goes on although it is not answered
        if self.steps[0].question.id == SCOPE and self.steps[0].answer is None and len(self.steps) > 1:
            self.scope, self.steps = self.steps[0], self.steps[1:]
        self.scope_asked = self.scope is not None and is_about_scope(writer.pack, writer.next_fact)
        self.taken = [step for step in self.steps if step.answer is not None]
        last = self.steps[-1]
        self.open = last if last.answer is None else None
        self.keys = (
            answer_keys(writer.pack, advice.settled, last.question, writer.next_fact)
            if self.open is not None and advice.steps and writer.digits
            else {}
        )
        self.crossed = self._range_crossed()
        #: The answers of the open question that a part of its range gives.
        self._can = [
            answer
            for answer in (self.open.question.answers if self.open is not None and self.crossed else ())
            if (last.question.id, answer.key) in advice.live
        ]
        apart = self.open is not None and not (self.scope_asked or self.crossed or writer.says_asked(last.question))
        self.apart = writer.next_fact if apart else None  # asked in a box of its own
        self._cards: dict[tuple[object, ...], Card] = {}
        self.coming = coming
        self.chain = self._chain_of(self.open.question if self.open is not None and advice.steps else None)

    def _range_crossed(self) -> str:
        """The range that the open question is about, in words; empty where it is about none."""
        fact = self.open.question.fact if self.open is not None else None
        value = self.writer.settled.values.get(fact or "")
        if fact is None or not isinstance(value, Range):
            return ""
        return value_text(self.writer.pack, fact, value)(self.language)

    def _way(self, answer: Answer) -> RangeWay | None:
        """The one way over a range that leads along an answer of the open question and ends in another tree."""
        if not any(answer is can for can in self._can):
            return None
        found = [way for way in self.advice.ways if any(step.answer is answer for step in way.advice.steps)]
        # Where the answer leads straight to that outcome, its own box says it.
        return found[0] if len(found) == 1 and answer.to != _ends_in(found[0]) else None

    # --- labels of answers

    def under_labels(self, plan: PathPlan) -> list[Pill]:
        """The labels of the open question's answers on lines below it; none where one is too long."""
        if self.open is None:
            return []
        if plan.neighbours == "bare":
            return [NO_PILL] * len(self.open.question.answers)
        pills = [self.label(answer, self.keys.get(answer.key)) for answer in self.open.question.answers]
        return pills if all(0 < made.width <= UNDER_PILL for made in pills) else [NO_PILL] * len(pills)

    def label(self, answer: Answer, key: str | None = None) -> Pill:
        """The label of an answer on its line, with the key that gives it; none where it would be too long for that."""
        made = pill(self._said_of(answer), key)
        return made if made.width <= LONGEST_PILL else NO_PILL

    @property
    def fans(self) -> int:
        """How many ways stand side by side below the open question: those over its range; 0 for none."""
        return len(self._can) if self.advice.ways else 0

    def _lowest(self, branch: Branch) -> int:
        """The place among the ways of the first one that takes the answer of a branch."""
        taken = [{(s.question.id, s.answer.key) for s in way.advice.steps if s.answer} for way in self.advice.ways]
        return next((at for at, answers in enumerate(taken) if branch.answer in answers), len(taken))

    def _said_of(self, answer: Answer) -> str:
        """The answer; of one that a part of a range gives, that it is possible."""
        said = answer.label(self.language)
        return self.writer.say("can", answer=said) if any(answer is can for can in self._can) else said

    # --- rows

    def rows(self, plan: PathPlan, widths: Widths) -> list[Row]:
        """The spine from top to bottom."""
        rows = [] if self.scope is None else [self._open_scope(self.scope, plan, widths)]
        if plan.listed:
            card = self._card(
                ("earlier", plan.listed, plan.dropped, widths.spine), lambda: self._earlier(plan, widths.spine)
            )
            rows.append(Row(EARLIER, card, "path", _answer_of(self.steps[plan.listed - 1])))
        for number, step in enumerate(self.steps, 1):
            if number > plan.listed:
                if self.apart is not None and step is self.open:
                    write = partial(self.writer.asked_apart, step.question, self.apart, widths.spine)
                    rows.append(_asked_row(self._card((ASKED, widths.spine), write)))
                rows.append(self._row(number, step, plan, widths))
        outcome = self.advice.outcome
        if outcome is not None and self.open is None:
            wide = widths.last if widths.columns == 1 else widths.spine
            last = self.steps[-1]
            card = self._card(("outcome", wide), lambda: self.writer.outcome(outcome, wide, large=True))
            rows.append(Row("/".join(_answer_of(last)), card, "path"))
            if plan.coming and self.coming is not None:
                rows += self._coming(rows[-1], self.coming, wide)
        for number, (_, lead) in enumerate(self.chain[: plan.ahead], 1):
            rows.append(self._ahead(number, lead, plan, widths))
        return rows

    def _coming(self, above: Row, coming: ComesNext, width: float) -> Iterator[Row]:
        """The tree that comes after the outcome, with what was decided on the line to it."""
        above.answer = (NEXT, "*")
        made = pill(coming.chip)
        above.pill = made if made.width <= width - PAD_X else NO_PILL
        card = self._card((NEXT, width), lambda: self.writer.tree_next(coming.tree, coming.text, width))
        yield Row(NEXT, card, "possible")

    def _ahead(self, number: int, lead: Answer, plan: PathPlan, widths: Widths) -> Row:
        """A question below the open one, with where its answers lead; the last shown has all of them beside it."""
        above = self.chain[number - 1].question
        question = self.advice.tree.questions_by_id[lead.to]
        card = self._first_box(f"{above.id}/{lead.key}", lead, widths.spine, headed=False)
        row = Row(f"{above.id}/{lead.key}", card, "possible")
        row.link = "possible"
        on = self.chain[number].answer if number < plan.ahead else None
        if on is not None:
            row.answer, row.pill = (question.id, on.key), self.label(on)
        beside = [answer for answer in question.answers if answer is not on and self._live(question, answer)]
        row.put([self._aside(question, answer, widths) for answer in beside])
        return row

    def _aside(self, question: Question, answer: Answer, widths: Widths) -> Branch:
        """Where an answer of a question that is not asked yet leads: an outcome, or a question by its words."""
        id, label = f"{question.id}/{answer.key}", self.label(answer)
        prefix = "" if label.text else f"{answer.label(self.language)}: "
        if answer.to in self.advice.tree.outcomes_by_id or id in self.unfolded:
            card = self._first_box(id, answer, widths.branch, headed=bool(prefix))
        else:
            text = prefix + self.writer.goal(answer.to)
            card = self._card(("aside", text, widths.branch), partial(self.writer.stub, text, answer.to, widths.branch))
        return Branch(id, (question.id, answer.key), card, "possible", label)

    def _live(self, question: Question, answer: Answer) -> bool:
        return (question.id, answer.key) in self.advice.live

    def _chain_of(self, question: Question | None) -> list[LeadsOn]:
        """The questions from the open one on, along the last answer of each that can lead to another, as text goes on
        below; with the answer that does."""
        found: list[LeadsOn] = []
        while question is not None:
            answers = [answer for answer in question.answers if self._live(question, answer)]
            ons = [answer for answer in answers if answer.to in self.advice.tree.questions_by_id]
            if not ons or not self.label(ons[-1]).text:
                break
            found.append(LeadsOn(question, ons[-1]))
            question = self.advice.tree.questions_by_id[ons[-1].to]
        return found

    def _card(self, key: tuple[object, ...], make: Callable[[], Card]) -> Card:
        """Each card is written once."""
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = make()
        return card

    def _earlier(self, plan: PathPlan, width: float) -> Card:
        """The earliest steps as lines of one box, the first of them as their number."""
        lines = [self.writer.say.count("earlier", plan.dropped)] if plan.dropped else []
        steps = self.steps[plan.dropped : plan.listed]
        said = [(self.writer.numbers[step.question.id], self._said(step)) for step in steps]
        return self.writer.listed(lines, said, self.steps[0], width)

    def _open_scope(self, step: Step, plan: PathPlan, widths: Widths) -> Row:
        """Step 0 that is not answered, above a way that goes on all the same: amber while it is asked."""
        question = step.question
        on = next(answer for answer in question.answers if answer.to != OUTSIDE)
        on_paper = self.writer.unknown is None
        brief = on_paper or not self.scope_asked or plan.folded > len(self.taken)
        folded = brief and question.id not in self.unfolded
        said = "" if self.scope_asked and not on_paper else self.writer.say(f"mark.{self._scope_mark()}")
        if folded:
            card = self._card((SCOPE, said, widths.spine), lambda: self._folded_scope(question, said, widths.spine))
        else:
            card = self._card(
                (SCOPE, widths.spine), lambda: self.writer.question(question, widths.spine, step=0, bold=True)
            )
        row = Row(question.id, card, "open" if self.scope_asked else "possible", (question.id, on.key))
        row.link = row.state
        if not folded:
            keys = answer_keys(self.writer.pack, self.advice.settled, question, self.writer.next_fact)
            keys = keys if self.writer.digits else {}
            row.pill = self.label(on, keys.get(on.key))
            self._add_outside(row, step, widths, keys)
        return row

    def _folded_scope(self, question: Question, said: str, width: float) -> Card:
        """Step 0 on one line; while it is asked with its keys, which no label beside it shows."""
        card = self.writer.compact(question, said, width, step=0)
        asked = self.writer.next_fact
        if self.scope_asked and asked is not None and self.writer.unknown is not None:
            card.height = self.writer.add_keys(card, asked, card.height - STUB_PAD_Y, BADGE) + STUB_PAD_Y
        return card

    def _add_outside(self, row: Row, step: Step, widths: Widths, keys: Mapping[str, str]) -> None:
        """Where the guideline does not hold, beside step 0 where there is room beside the way."""
        if widths.below or widths.fan or not widths.branch or widths.columns > 1:
            return
        out = next(answer for answer in step.question.answers if answer.to == OUTSIDE)
        stub = self._stub(step.question, out, widths)._replace(state="possible")
        label = self.label(out, keys.get(out.key))
        if keys and LEAD + label.width + ARROW <= widths.reach:
            text = self.writer.goal(out.to)
            stub = stub._replace(card=self.writer.stub(text, out.to, widths.branch), pill=label)
        if stub.card.height <= row.card.height:
            row.put([stub])

    def _scope_mark(self) -> Mark:
        """Why step 0 has no answer."""
        unknown = self.writer.unknown
        if unknown is None:
            return "unknown"
        left = {fact.id for fact in self.writer.pack.scope} - self.writer.settled.values.keys()
        return "asked" if left <= unknown else "open"

    def _said(self, step: Step) -> str:
        """A question on the way with its answer, in one sentence."""
        assert step.answer is not None
        said = self.writer.known(step) or step.answer.label(self.language)
        return self.writer.answered(step.question, said, passed_over=step.state == "does_not_matter")

    def _row(self, number: int, step: Step, plan: PathPlan, widths: Widths) -> Row:
        question, answer = step.question, step.answer
        passed = step.state == "does_not_matter"
        if answer is None:
            card = self._card(("open", widths.spine, plan.items), lambda: self._open_card(plan, widths))
            state: State = "possible" if self.scope_asked or self.apart is not None else "open"
            row = Row(question.id, card, state if self.advice.steps else "ruled_out")
            found = self._neighbours(question, plan, widths)
            if widths.fan:
                row.put_fan(sorted(filter(lambda each: each.state == "possible", found), key=self._lowest))
            else:
                row.put(found, widths.below)
            if plan.ahead:
                on = self.chain[0].answer
                row.answer, row.link = (question.id, on.key), row.state if row.state == "open" else "possible"
                row.pill = self.label(on, self.keys.get(on.key))
            return row
        on_paper = self.writer.unknown is None
        folds = number <= plan.folded and number not in plan.full
        holds = question.id == SCOPE and (on_paper or answer.to != OUTSIDE)
        brief = passed or folds or holds or self.writer.checklist(question) is None
        folded = brief and question.id not in self.unfolded
        card = self._card((folded, number, widths.spine), lambda: self._taken_card(step, answer, widths.spine, folded))
        row = Row(question.id, card, "path", (question.id, answer.key))
        if not folded:
            row.pill = self.label(answer) if not passed else pill(self.writer.say("either_way"))
        self._add_stubs(row, step, plan, widths)
        return row

    def _taken_card(self, step: Step, answer: Answer, width: float, folded: bool) -> Card:
        """A question on the way, folded to one line or in full."""
        passed, number = step.state == "does_not_matter", self.writer.numbers[step.question.id]
        if folded:
            said = self.writer.known(step) or answer.label(self.language)
            return self.writer.compact(step.question, said, width, step=number, passed_over=passed)
        value = self._value(step, answer)
        return self.writer.question(step.question, width, step=number, passed_over=passed, value=value)

    def _value(self, step: Step, answer: Answer) -> str | None:
        """What is known, or the answer itself where it is too long for a label."""
        known = self.writer.known(step)
        if known is None and step.state == "answered" and not self.label(answer).text:
            return answer.label(self.language)
        return known

    def _add_stubs(self, row: Row, step: Step, plan: PathPlan, widths: Widths) -> None:
        """Folded branches beside a row; when they may take no height of their own, only where the box is as high."""
        assert step.answer is not None
        if step.question.id == SCOPE and step.answer.to != OUTSIDE and SCOPE not in self.unfolded:
            return
        if widths.below or widths.fan or not widths.branch or widths.columns > 1 or step.state == "does_not_matter":
            return
        amounts: tuple[Stubs, ...] = (plan.stubs,) if plan.stubs != "none" else ("full", "line")
        for amount in amounts:
            row.put(list(self._stubs(step.question, step.answer, amount, widths)))
            if plan.stubs != "none" or row.stack <= row.card.height:
                return
        row.put([])

    def _open_card(self, plan: PathPlan, widths: Widths) -> Card:
        assert self.open is not None
        question = self.open.question
        step = self.writer.numbers[question.id] if self.advice.steps else None
        if self.apart is not None:
            return self.writer.question(question, widths.spine, step=step, detail=plan.items)
        bold = not self.scope_asked
        if self.crossed:
            return self.writer.crossed(question, self.crossed, len(self.advice.ways), widths.spine, step=step)
        return self.writer.question(question, widths.spine, step=step, detail=plan.items, bold=bold, asked=bold)

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

    def _neighbours(self, question: Question, plan: PathPlan, widths: Widths) -> list[Branch]:
        if plan.neighbours == "none":
            return []
        found = []
        on = self.chain[0].answer if plan.ahead else None
        pills = [self.label(answer, self.keys.get(answer.key)) for answer in question.answers]
        for answer, label in zip(question.answers, self.under_labels(plan) if widths.below else pills, strict=True):
            if answer is on:
                continue
            id = f"{question.id}/{answer.key}"
            live = (question.id, answer.key) in self.advice.live
            prefix = "" if label.text else f"{answer.label(self.language)}: "
            way = self._way(answer)
            if plan.neighbours != "full" and id not in self.unfolded:
                text = prefix + (
                    way_line(self.writer.pack, way, self.language)
                    if way is not None
                    else self.writer.goal(answer.to, brief=plan.neighbours != "line")
                )
                card = self._card(
                    ("goal", text, id, widths.branch), partial(self.writer.stub, text, answer.to, widths.branch)
                )
            elif way is not None:
                card = self._card(
                    ("way", id, widths.branch, prefix), partial(self._way_card, answer, way, widths.branch, prefix)
                )
            else:
                card = self._first_box(id, answer, widths.branch, headed=not label.text)
            state: State = "possible" if live else "ruled_out"
            found.append(Branch(id, (question.id, answer.key), card, state, label))
        return found

    def _way_card(self, answer: Answer, way: RangeWay, width: float, prefix: str) -> Card:
        """What another tree says where a part of a range leads to it."""
        end, said = way.end, way_said(self.writer.pack, way, self.language)
        title = end.tree.title(self.language)
        card = self.writer.way_end(answer.to, width, title, end.tree.number, end.outcome, said)
        if prefix:
            self.writer.head(card, self._said_of(answer))
        return card

    def _first_box(self, id: str, answer: Answer, width: float, *, headed: bool) -> Card:
        """The box an answer leads to; `headed` with the answer above it."""
        return self._card(("first", id, width, headed), lambda: self._written(answer, width, headed))

    def _written(self, answer: Answer, width: float, headed: bool) -> Card:
        question = self.advice.tree.questions_by_id.get(answer.to)
        if question is not None:
            card = self.writer.question(question, width, step=self.writer.numbers[question.id], detail="brief")
        else:
            card = self.writer.outcome(self.advice.tree.outcomes_by_id[answer.to], width)
        if headed:
            self.writer.head(card, answer.label(self.language))
        return card


def _asked_row(card: Card) -> Row:
    """What is asked, above the open question where that asks something else."""
    row = Row(ASKED, card, "open", (ASKED, "*"))
    row.link = "open"
    return row


def _answer_of(step: Step) -> tuple[str, str]:
    return step.question.id, "" if step.answer is None else step.answer.key


def _ends_in(way: RangeWay) -> str | None:
    """The outcome of the open tree in which a way ends; None where another tree says it, or facts are missing."""
    end = way.end
    return end.outcome.id if end.outcome is not None and end.tree.id == way.advice.tree.id else None
