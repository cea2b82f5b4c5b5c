"""Deadlines of all trees that apply as clock times: the most urgent first, done ones last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime

from mdo_viewer.guideline.library import load_pack, shipped_packs
from mdo_viewer.guideline.model import Outcome, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import is_before_whole, is_lifted
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import is_passed_over, not_counted_said
from mdo_viewer.meeting.limits.therapy import TherapyLimit, past_limit
from mdo_viewer.meeting.tables.moments import met_said
from mdo_viewer.meeting.to_do import LimitHere, decided_on, held_open, is_lapsed, limits_of
from mdo_viewer.reasoning.deadlines import by_urgency, is_late, starts_ahead
from mdo_viewer.reasoning.deadlines import deadline as due_at
from mdo_viewer.reasoning.leading import only_way
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reasoning.telling import heading
from mdo_viewer.reasoning.urgency import limits_now, worse_without_limit
from mdo_viewer.reports.model import DeadlineLine, DeadlineState, HeldLine, LapsedLine
from mdo_viewer.reports.tasks import condition_said, reason_said, what_decided
from mdo_viewer.reports.wording import Paper, sentence


def deadline_lines(
    pack: Pack, stages: Sequence[Stage], case: Case, at: datetime | None, paper: Paper
) -> tuple[DeadlineLine, ...]:
    """Every deadline of the trees that apply; one of a tree without advice yet is provisional."""
    found = [
        (
            _order(limit.due, limit.done, at),
            _with_lifted(
                deadline_line(pack, stage, limit.due, case, at, paper, overtaken=limit.overtaken, sure=limit.sure),
                lifted_after(stages, stage, limit.due),
                paper,
            ),
        )
        for stage, limit in deadlines_of(stages, case, at)
    ]
    lines = [line for _, line in sorted(found, key=lambda each: each[0])]
    return (*lines, *_done_before(stages, case, at, {line.of for line in lines}, paper))


def lifted_after(stages: Iterable[Stage], stage: Stage, due: Deadline) -> tuple[int, ...]:
    """The numbers of the trees that give what comes after an earliest moment, and of which the dose does not hold."""
    outcome = stage.advice.tree.outcomes_by_id[due.of]
    after = {each.tree for each in outcome.next} if due.limit.type == "earliest" else set()
    here = (each.advice for each in stages if each.advice.tree.id in after and each.entry == "open")
    return tuple(each.tree.number for each in here if is_lifted(each))


def _with_lifted(line: DeadlineLine, trees: Sequence[int], paper: Paper) -> DeadlineLine:
    if not trees or line.state == "done":
        return line
    said = paper("runs_on.lifted", trees=uncapital(paper.trees(trees)))
    return replace(line, runs_on=" ".join(part for part in (line.runs_on, said) if part))


def deadlines_of(stages: Iterable[Stage], case: Case, at: datetime | None) -> Iterator[tuple[Stage, LimitHere]]:
    """Those that count now (`limits_of`), each with its tree."""
    for stage in stages:
        for limit in limits_of(case, stage, case.patient.moments, at):
            yield stage, limit


def lapsed_lines(
    pack: Pack, stages: Iterable[Stage], case: Case, at: datetime | None, paper: Paper
) -> tuple[LapsedLine, ...]:
    """The limits of now that the board decided otherwise: none goes without a word."""
    return tuple(
        _lapsed(pack, stage, deadline, decision, paper)
        for stage in stages
        for deadline, _ in limits_now(stage, case.patient.moments, at)
        if (decision := decided_on(case, of := f"{stage.advice.tree.id}.{deadline.of}")) is not None
        and is_lapsed(case, of)
        and of not in case.done
    )


def held_lines(
    pack: Pack, stages: Sequence[Stage], case: Case, at: datetime | None, paper: Paper
) -> tuple[HeldLine, ...]:
    """What is held until a fact is known, where nothing points to it yet, and in which other guideline the limits stand
    that an advice refers to: that there is no limit is not so then."""
    here = (_held(stage, outcome, case, at, paper) for stage, outcome in held_open(pack, case, stages))
    there = (line for stage in stages if (line := _elsewhere(pack, stage, paper)) is not None)
    return (*here, *there)


def _elsewhere(pack: Pack, stage: Stage, paper: Paper) -> HeldLine | None:
    """The tree of another guideline that applies instead, with the shortest limit that it gives; None where there is
    none, or the program does not have it."""
    way = only_way(pack, stage.advice.settled, stage.advice.outcome) if stage.entry == "open" else None
    other, _, id = (way or "").partition("/")
    if not id or other not in {folder.name for folder in shipped_packs()}:
        return None
    there = load_pack(other)
    tree = there.trees_by_id.get(id)
    limits = {} if tree is None else {each.id: each.limit for each in tree.outcomes if each.limit is not None}
    latest = {id: limit.hours for id, limit in limits.items() if limit.type == "latest"}
    if tree is None or not latest:
        return None
    shortest = tree.outcomes_by_id[min(latest, key=latest.__getitem__)]
    what, title = shortest.title(paper.language), there.title(paper.language)
    said = paper(
        "held_there", guideline=title, number=tree.number, tree=tree.title(paper.language), what=uncapital(what)
    )
    return HeldLine(f"{way}.{shortest.id}", stage.advice.tree.number, what, "", said)


def _held(stage: Stage, outcome: Outcome, case: Case, at: datetime | None, paper: Paper) -> HeldLine:
    tree = stage.advice.tree
    assert outcome.limit is not None
    due = due_at(outcome.id, outcome.limit, case.patient.moments, at)
    what, when = outcome.title(paper.language), _when(due, paper)
    said = paper("held", number=tree.number, what=uncapital(what), when=when)
    worse = paper.also_worse(worse_without_limit(stage.advice))
    return HeldLine(f"{tree.id}.{outcome.id}", tree.number, what, when, f"{said} {worse}".rstrip())


def _lapsed(pack: Pack, stage: Stage, deadline: Deadline, decision: Decision, paper: Paper) -> LapsedLine:
    tree = stage.advice.tree
    what, when = tree.outcomes_by_id[deadline.of].title(paper.language), _when(deadline, paper)
    reason, instead = reason_said(pack, decision, paper), what_decided(pack, decision, paper)
    if decision.before is not None:
        instead = f"{instead}, {paper.before(decision.before)}"
    said = paper("lapsed", what=what, when=when, reason=reason, instead=uncapital(instead))
    return LapsedLine(f"{tree.id}.{deadline.of}", tree.number, what, when, reason, instead, said)


def _runs_on(pack: Pack, case: Case, stage: Stage, decision: Decision | None, overtaken: bool, paper: Paper) -> str:
    """Why a limit runs although the board decided, or the advice is another one; empty where nothing says otherwise."""
    if overtaken:
        return paper("runs_on.overtaken", now=heading(stage, paper.language))
    if decision is not None and is_before_whole(case, decision):
        return paper("runs_on.replaced")
    if decision is not None and decision.kind == "deviate":
        return paper("runs_on.deviated", reason=reason_said(pack, decision, paper))
    return paper("runs_on.apart") if is_passed_over(pack, case, stage.advice.tree.id) else ""


def _done_before(
    stages: Sequence[Stage], case: Case, at: datetime | None, shown: Set[str], paper: Paper
) -> Iterator[DeadlineLine]:
    """What was ticked off while another outcome was advised: it is still done."""
    for of, done in sorted(case.done.items(), key=lambda each: each[1].astimezone(UTC)):
        tree_id, _, outcome_id = of.rpartition(".")
        stage = next((each for each in stages if each.advice.tree.id == tree_id), None)
        outcome = stage.advice.tree.outcomes_by_id.get(outcome_id) if stage else None
        if stage is None or outcome is None or of in shown:
            continue
        same = stage.entry == "open" and stage.advice.outcome is outcome
        if same and outcome.limit is not None:
            continue  # its own row says so
        when = paper("at_once" if outcome.to_do == "at_once" else "no_limit")
        late = False
        if outcome.limit is not None:
            deadline = due_at(outcome.id, outcome.limit, case.patient.moments, at)
            when, late = _when(deadline, paper), is_late(deadline, done)
        remark = paper("done_late" if late else "done_at", moment=paper.moment(done))
        yield DeadlineLine(
            of,
            stage.advice.tree.number,
            outcome.title(paper.language),
            when,
            "" if same else paper("done_before"),
            remark,
            "done",
            False,
        )


def _order(deadline: Deadline, done: datetime | None, at: datetime | None) -> tuple[bool, tuple[datetime, int]]:
    return done is not None, by_urgency(deadline, at)


def deadline_line(
    pack: Pack,
    stage: Stage,
    deadline: Deadline,
    case: Case | None,
    at: datetime | None,
    paper: Paper,
    *,
    overtaken: bool = False,
    sure: bool = True,
) -> DeadlineLine:
    """One deadline as the page of the moment `at` says it; without a case as if nothing was done or decided."""
    of = f"{stage.advice.tree.id}.{deadline.of}"
    done, decision = (case.done.get(of), decided_on(case, of)) if case else (None, None)
    outcome = stage.advice.tree.outcomes_by_id[deadline.of]
    state = _state(deadline, done)
    asked = (not_counted_said(pack, case, of, at, paper), asked_met(pack, deadline, paper)) if case else ()
    provisional = not overtaken and not (sure and stage.advice.outcome is not None and stage.entry == "open")
    return DeadlineLine(
        of=of,
        tree=stage.advice.tree.number,
        what=outcome.title(paper.language),
        when=_when(deadline, paper),
        limit=paper.limit_from(
            deadline.limit, pack.moments_by_id[deadline.limit.moment], known=deadline.start is not None
        ),
        remark=_remark(deadline, state, done, provisional, at, paper, asked),
        state=state,
        provisional=provisional,
        also_worse=paper.also_worse(worse_without_limit(stage.advice)) if done is None and not overtaken else "",
        condition=(decision.condition or "") if decision else "",
        runs_on=_runs_on(pack, case, stage, decision, overtaken, paper) if case and done is None else "",
        overtaken=overtaken,
        own=_own_moment(case, stage, deadline, decision, sure, paper) if case and done is None else "",
    )


def _own_moment(
    case: Case, stage: Stage, deadline: Deadline, decision: Decision | None, sure: bool, paper: Paper
) -> str:
    """`Besloten: vóór wo 25 nov 14:00`, the board's own moment on this advice, and that it comes after the limit."""
    if decision is None or decision.before is None:
        return ""
    past = past_limit(case, decision, TherapyLimit(stage.advice.tree, deadline, sure))
    said = paper("decided_before", before=paper.before(decision.before))
    return said if past is None else f"{sentence(said)} {paper.past_limit(past.number, past.due, past.how)}"


def about_limit(line: DeadlineLine, paper: Paper) -> str:
    """Of which tree a limit is, from when it runs, what is worse, and under which condition the board follows it."""
    return with_decided(with_worse(f"{paper.trees([line.tree])}: {line.limit}".removesuffix(": "), line), line, paper)


def with_decided(said: str, line: DeadlineLine, paper: Paper) -> str:
    """What a list says of a limit, followed by what the board decided on it."""
    parts = [part for part in (line.own, condition_said(line.condition, paper), line.runs_on) if part]
    return " ".join([*map(sentence, (said, *parts[:-1])), parts[-1]]) if parts else said


def with_worse(said: str, line: DeadlineLine) -> str:
    """What a list says of a limit, followed by what is worse than what it is for."""
    return f"{sentence(said)} {line.also_worse}" if line.also_worse else said


def _state(deadline: Deadline, done: datetime | None) -> DeadlineState:
    if done is not None:
        return "done"
    if deadline.due is None:
        return "no_moment"
    return "overdue" if deadline.overdue else "open"


def _when(deadline: Deadline, paper: Paper) -> str:
    return paper.due(deadline) or paper("due_unknown")


def _remark(
    deadline: Deadline,
    state: DeadlineState,
    done: datetime | None,
    provisional: bool,
    at: datetime | None,
    paper: Paper,
    asked: Iterable[str],
) -> str:
    if done is not None:
        return paper("done_late" if is_late(deadline, done) else "done_at", moment=paper.moment(done))
    said = {"overdue": state == "overdue", "provisional": provisional, "start_ahead": starts_ahead(deadline, at)}
    words = [paper(word) for word, holds in said.items() if holds]
    return ", ".join([*words, *filter(None, asked)])


def asked_met(pack: Pack, deadline: Deadline, paper: Paper) -> str:
    """`met_said` within a sentence."""
    return uncapital(met_said(pack, deadline, paper))
