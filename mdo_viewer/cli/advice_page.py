"""What a tree says, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from mdo_viewer.cli.terminal import Look, Printout
from mdo_viewer.guideline.model import Fact, Pack
from mdo_viewer.guideline.wording import fact_name, listed, number
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import FactsFile
from mdo_viewer.meeting.tables.rows import TABLES
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.reasoning.deadlines import deadline, distance, starts_ahead
from mdo_viewer.reasoning.leading import leads_to
from mdo_viewer.reasoning.ranging.ways import full_lines, told_by_ways
from mdo_viewer.reasoning.results import Advice, Change, Deadline, Patient, Settled, Stage
from mdo_viewer.reasoning.telling import range_said, ways_heading
from mdo_viewer.reasoning.urgency import worse_without_limit
from mdo_viewer.reports.beside import later_about, later_heading, later_lines, mark_lines
from mdo_viewer.reports.deadlines import asked_met, deadline_line
from mdo_viewer.reports.disagreements import disagree_kicker, disagreement_lines, tree_says
from mdo_viewer.reports.doubtful import doubt_lines, why_doubted
from mdo_viewer.reports.model import TreeLine
from mdo_viewer.reports.patient import table_remarks
from mdo_viewer.reports.trees import note_lines, rider_lines, tree_line
from mdo_viewer.reports.wording import Paper, sentence

_YELLOW: Look = "yellow"
_DIM: Look = "dim"


class AdviceWriter(Struct, frozen=True):
    """Writes advice of one pack for one patient at one moment."""

    page: Printout
    pack: Pack
    words: Words
    patient: Patient
    at: datetime
    facts: FactsFile = FactsFile(Patient())  # what the file says besides

    @property
    def paper(self) -> Paper:
        """How dates are written; the year of the moment itself goes without saying."""
        return Paper.at(self.words.language, self.at)

    @property
    def _case(self) -> Case:
        return Case("", self.patient)

    # --- one tree

    def advice(self, stage: Stage, changes: Sequence[Change] | None = None, *, beside: Stage | None = None) -> None:
        """Everything about one tree; `changes` are what would give another outcome, `beside` is the stage that it has
        on the journey: what stands beside the advice stands there alone where the tree applies."""
        words, language, advice, tree = self.words, self.words.language, stage.advice, stage.advice.tree
        line = tree_line(self.pack, stage, self._case, self.paper)
        self.page.line(
            self.page.look(words("tree_of", pack=self.pack.title(language), n=tree.number, title=line.title), "dim")
        )
        if line.mark:
            self.page.text(line.mark)
        self._doubtful(advice.settled)
        self._from_tables()
        self._answer(stage, line)
        self._beside([beside or stage])
        self._riders(stage)
        self._way(line)
        self._notes([stage])
        self._next_trees(advice)
        if changes is not None:
            self._changes(advice, changes)
        self._scope(advice)
        self.foot()

    def _doubtful(self, settled: Settled) -> None:
        """Facts that fit badly together, above what they lead to."""
        rows = rows_here(self.pack, self.facts.case, self.at)
        for line in doubt_lines(self.pack, settled, self.facts.confirmed, self.paper, rows):
            look: tuple[Look, ...] = ("dim",) if line.confirmed else ("bold", "yellow")
            self.page.heading(f"{self.paper.doubtful}: {line.said}", *look)
            self.page.text(why_doubted(line, self.paper))
            if line.confirmed:
                self.page.text(sentence(line.confirmed))

    def _from_tables(self) -> None:
        """Which moments nobody typed, and from which day of a table they are, or why they are not."""
        for id, day in self.facts.from_tables.items():
            label = self.pack.moments_by_id[id].label(self.words.language)
            self.page.text(f"{label}: {self.paper.day(day)} ({self.paper('from_table')})")
        for table in TABLES:
            for remark in table_remarks(self.pack, self.facts.case, table, self.paper):
                self.page.text(remark, "yellow")

    def _answer(self, stage: Stage, line: TreeLine) -> None:
        advice = stage.advice
        if advice.status == "incomplete":
            self._incomplete(stage)
            return
        self.page.heading(line.heading, "bold", _colour(line, advice))
        for text in (line.text, *line.lines):
            if text:
                self.page.text(text)
        self.page.pairs(self._facets(stage, line))

    def _beside(self, stages: Sequence[Stage]) -> None:
        """What marks the advice, and what came after the guideline, with the trees where there are several."""
        marks = mark_lines(self.pack, stages, self.patient, self.paper, rows_here(self.pack, self.facts.case, self.at))
        later = later_lines(self.pack, stages, self.paper)
        several = len(stages) > 1
        if marks:
            self.page.heading(self.words("marks"), "bold", "yellow")
            self.page.items(_with(each.text, self.paper.trees(each.trees) if several else "") for each in marks)
        if later:
            self.page.heading(later_heading(self.paper.later(self.pack), later))
            self.page.items(
                _with(
                    f"{each.waits_for} {each.text}".strip(),
                    self.paper.trees(each.trees) if several else "",
                    later_about(each, later),
                )
                for each in later
            )

    def _facets(self, stage: Stage, line: TreeLine) -> Iterator[tuple[str, str]]:
        words, outcome = self.words, stage.advice.outcome
        if outcome is None:
            return
        if outcome.kind == "advice":
            yield words("strength"), self.paper.strength(outcome.strength) or words("strength_unknown")
        for text in self._deadlines(stage):
            yield words("deadline"), text
        yield words("dose"), line.dose
        for tree in leads_to(self.pack, stage.advice.settled, outcome):
            yield words("refers_to"), self._tree_name(tree)
        yield words("source"), line.source

    def _deadlines(self, stage: Stage) -> Iterator[str]:
        """The clock time of the advice's limit, or of the shortest one still possible, with how long that is."""
        advice = stage.advice
        found = list(advice.deadlines)
        if advice.tightest and advice.tightest.limit:
            found.append(deadline(advice.tightest.id, advice.tightest.limit, self.patient.moments, self.at))
        for each in found:
            line = deadline_line(self.pack, stage, each, None, self.at, self.paper)
            left = self._left(each)
            how_long = f"{line.remark}, {left}" if each.overdue or starts_ahead(each, self.at) else left
            when = f"{line.when} ({how_long})" if left else line.when
            when = "; ".join(part for part in (when, asked_met(self.pack, each, self.paper)) if part)
            yield f"{when}; {line.limit}" if each.due else line.limit

    def _left(self, deadline: Deadline) -> str:
        """How long until the limit, or how long ago it was; empty while its moment is not filled in.

        An earliest time is no window that closes: of it is only said that it has been reached, whole range included.
        """
        far = distance(deadline, self.at)
        key = {"left": "time.left", "overdue": "time.ago", "reached": "reached"}.get(far.state) if far else None
        return self.words(key, span=self.paper.span(far.length)) if far and key else ""

    # --- what is missing

    def _incomplete(self, stage: Stage) -> None:
        page, words, language, advice = self.page, self.words, self.words.language, stage.advice
        if advice.ways:
            page.heading(ways_heading(advice, language), "bold", "yellow")
            page.text(range_said(self.pack, advice, advice.ways[0].fact, language, "crossed"))
            page.items(full_lines(self.pack, advice.ways, language))
            self._shortest(stage)
            return
        missing = list(dict.fromkeys([*([advice.next_fact] if advice.next_fact else []), *advice.open_facts]))
        page.heading(f"{words('no_advice')}: {words.count('missing', len(missing))}", "bold", "yellow")
        if advice.next_fact:
            fact = self.pack.facts_by_id[advice.next_fact]
            page.text(f"{words('next_fact')}: {self.fact(fact.id)}: {self._options(fact)}")
        if missing[1:]:
            page.heading(words("also_missing"))
            page.items(self.fact(id) for id in missing[1:])
        page.heading(words("still_possible"))
        page.items(f"{each.title(language)} ({each.id})" for each in advice.still_possible)
        self._shortest(stage)

    def _shortest(self, stage: Stage) -> None:
        """The shortest limit still possible, and the worse outcomes that have none so short."""
        advice, page, words = stage.advice, self.page, self.words
        tightest = advice.tightest
        if tightest:
            page.heading(words("tightest"), "bold", "yellow")
            for text in self._deadlines(stage):
                page.text(f"{tightest.title(words.language)} ({tightest.id}): {text}")
            if worse := self.paper.also_worse(worse_without_limit(advice)):
                page.text(worse)

    def fact(self, id: str) -> str:
        """`ASIA-score (asia_score)`"""
        return f"{fact_name(self.pack.facts_by_id[id], self.words.language)} ({id})"

    def _options(self, fact: Fact) -> str:
        """What can be filled in, as it is written in a file."""
        words, language = self.words, self.words.language
        match fact.type:
            case "bool":
                return words("options.bool")
            case "choice":
                return listed([choice.id for choice in fact.values], words("or"))
            case "set":
                return words("options.set", known=", ".join(choice.id for choice in fact.values))
            case _:
                unit = f" {fact.unit(language)}" if fact.unit else ""
                ends = [number(end, language) if end is not None else "…" for end in (fact.low, fact.high)]
                return words(f"options.{fact.type}", low=ends[0], high=ends[1]) + unit

    # --- what comes with it

    def _riders(self, stage: Stage) -> None:
        lines = rider_lines(self.pack, [stage], self.paper)
        holding = [line for line in lines if not line.waits_for]
        waiting = [line for line in lines if line.waits_for]
        if holding:
            self.page.heading(self.words("also"))
            self.page.items(_with(line.text, line.strength, line.source) for line in holding)
        if waiting:
            self.page.heading(self.words("also_open"))
            self.page.items(f"{line.waits_for} {line.text}" for line in waiting)

    def _way(self, line: TreeLine) -> None:
        if not line.path:
            return
        self.page.heading(self.words("way"))
        for step in line.path:
            look: Look | None = {"open": _YELLOW, "does_not_matter": _DIM}.get(step.state)
            self.page.text(f"{step.question} {step.answer}", *([look] if look else []), first=f"{step.number:>2}  ")

    def _notes(self, stages: Sequence[Stage]) -> None:
        """By their titles; of several trees each with those that it is about."""
        lines = note_lines(self.pack, stages, self.paper)
        if lines:
            self.page.heading(self.words("notes"))
            about = [f" ({self.paper.trees(line.trees)})" if len(stages) > 1 else "" for line in lines]
            self.page.items(f"{line.number}: {line.title}{trees}" for line, trees in zip(lines, about, strict=True))

    def _next_trees(self, advice: Advice) -> None:
        if advice.next_trees:
            self.page.heading(self.words("next_trees"))
            self.page.items(self._tree_name(id) for id in advice.next_trees)

    def _tree_name(self, id: str) -> str:
        tree = self.pack.trees_by_id.get(id)
        return f"{tree.number} {tree.title(self.words.language)} ({id})" if tree else id

    def _changes(self, advice: Advice, changes: Sequence[Change]) -> None:
        words, language = self.words, self.words.language
        self.page.heading(words("what_if"))
        if not changes:
            self.page.text(words("what_if_none" if advice.status == "complete" else "what_if_later"))
        outcomes = advice.tree.outcomes_by_id
        for change in changes:
            name = fact_name(self.pack.facts_by_id[change.fact], language)
            if change.outcome:
                gives = f"{outcomes[change.outcome].title(language)} ({change.outcome})"
            else:
                gives = words("what_if_opens", fact=self.fact(change.opens) if change.opens else "")
            self.page.text(f"{name}: {change.before(language)} → {change.to(language)}: {gives}", first="- ")

    def _scope(self, advice: Advice) -> None:
        if advice.scope_open:
            self.page.heading(self.words("scope_open"))
            self.page.items(self.fact(id) for id in advice.scope_open)

    def foot(self) -> None:
        """What the reader must know of the guideline and the program."""
        self.page.line()
        language = self.words.language
        if review := self.paper.review(self.pack, self.at):
            self.page.text(review, "bold", "yellow", indent=0)
        for text in (self.pack.banner(language), self.pack.disclaimer(language)):
            self.page.text(text, "dim", indent=0)

    # --- a journey

    def journey(self, stages: Sequence[Stage]) -> None:
        """All trees, each in short."""
        language = self.words.language
        self.page.line(self.page.look(f"{self.pack.title(language)} {self.pack.version}", "dim"))
        self._doubtful(stages[0].advice.settled)
        self._from_tables()
        self._disagreements(stages)
        told = told_by_ways(stages)
        for stage in stages:
            self._stage(stage, told)
        self._beside(stages)
        self._notes(stages)
        self._scope(stages[0].advice)
        self.foot()

    def _stage(self, stage: Stage, told: Container[str]) -> None:
        line = tree_line(self.pack, stage, self._case, self.paper, told)
        entered = stage.entry == "open"
        page = self.page
        page.heading(f"{line.number:>2}  {line.title} ({line.id})", *(("bold",) if entered else ("dim",)))
        if line.mark:
            page.text(line.mark, indent=4)
        page.text(line.heading, *(("bold", _colour(line, stage.advice)) if entered else ("dim",)), indent=4)
        if line.text and line.text != line.heading:
            page.text(line.text, indent=4)
        for text in line.lines:
            page.text(text, indent=4)
        if entered:
            page.pairs(self._facets(stage, line), indent=4)
            riders = rider_lines(self.pack, [stage], self.paper)
            page.items((f"{each.waits_for} {each.text}".strip() for each in riders), indent=4)
        if stage.entered_by and "." in stage.entered_by:
            page.text(self.words("entered_by", what=stage.entered_by), "dim", indent=4)

    def _disagreements(self, stages: Sequence[Stage]) -> None:
        for line in disagreement_lines(self.pack, stages, self.paper):
            self.page.heading(f"{disagree_kicker(line, self.paper)}: {line.title}", "bold", "yellow")
            self.page.items(tree_says(tree, self.paper) for tree in line.trees)
            self.page.text(f"{line.text} ({self.paper('note', number=line.note)})")


def _colour(line: TreeLine, advice: Advice) -> Look:
    if any(deadline.overdue for deadline in advice.deadlines):
        return "red"
    return "green" if line.state == "advice" else "yellow"


def _with(text: str, *remarks: str) -> str:
    said = "; ".join(remark for remark in remarks if remark)
    return f"{text} ({said})" if said else text
