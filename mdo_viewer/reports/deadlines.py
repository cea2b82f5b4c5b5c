"""Deadlines of all trees that apply as clock times: the shortest first, those without a moment next, done ones last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.deadlines import deadline as due_at
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reports.model import DeadlineLine, DeadlineState
from mdo_viewer.reports.wording import Paper

_LAST = datetime.max.replace(tzinfo=UTC)


def deadline_lines(
    pack: Pack, stages: Sequence[Stage], case: Case, at: datetime | None, paper: Paper
) -> tuple[DeadlineLine, ...]:
    """Every deadline of the trees that apply; one of a tree without advice yet is provisional."""
    found = [
        (_order(deadline, done), deadline_line(pack, stage, deadline, done, paper))
        for stage, deadline, done in deadlines_of(stages, case, at)
    ]
    lines = [line for _, line in sorted(found, key=lambda each: each[0])]
    return (*lines, *_done_before(stages, case, at, {line.of for line in lines}, paper))


def deadlines_of(
    stages: Iterable[Stage], case: Case, at: datetime | None
) -> Iterator[tuple[Stage, Deadline, datetime | None]]:
    """Those of the advice, and the shortest that is still possible of a tree that gives none yet."""
    for stage in stages:
        advice = stage.advice
        if stage.entry != "open":
            continue
        tightest = advice.tightest
        for deadline in advice.deadlines:
            yield stage, deadline, case.done.get(f"{advice.tree.id}.{deadline.of}")
        if tightest is not None and tightest.limit is not None:
            yield stage, due_at(tightest.id, tightest.limit, case.patient.moments, at), None


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
        if stage.entry == "open" and stage.advice.outcome is outcome:
            continue  # its own row says so
        when = paper("no_limit")
        late = False
        if outcome.limit is not None:
            deadline = due_at(outcome.id, outcome.limit, case.patient.moments, at)
            when, late = _when(deadline, paper), _late(deadline, done)
        remark = paper("done_late" if late else "done_at", moment=paper.moment(done))
        yield DeadlineLine(
            of,
            stage.advice.tree.number,
            outcome.title(paper.language),
            when,
            paper("done_before"),
            remark,
            "done",
            False,
        )


def _late(deadline: Deadline, done: datetime) -> bool:
    return (
        deadline.limit.type == "latest"
        and deadline.due_max is not None
        and done.astimezone(UTC) > deadline.due_max.astimezone(UTC)
    )


def _order(deadline: Deadline, done: datetime | None) -> tuple[bool, datetime, int]:
    due = deadline.due.astimezone(UTC) if deadline.due else _LAST
    return done is not None, due, deadline.limit.hours


def deadline_line(pack: Pack, stage: Stage, deadline: Deadline, done: datetime | None, paper: Paper) -> DeadlineLine:
    """One deadline as the page says it; `done` is when it was ticked off, None while it was not."""
    outcome = stage.advice.tree.outcomes_by_id[deadline.of]
    state = _state(deadline, done)
    provisional = stage.advice.outcome is None
    return DeadlineLine(
        of=f"{stage.advice.tree.id}.{deadline.of}",
        tree=stage.advice.tree.number,
        what=outcome.title(paper.language),
        when=_when(deadline, paper),
        limit=_limit(pack, deadline, paper),
        remark=_remark(deadline, state, done, provisional, paper),
        state=state,
        provisional=provisional,
    )


def _state(deadline: Deadline, done: datetime | None) -> DeadlineState:
    if done is not None:
        return "done"
    if deadline.due is None:
        return "no_moment"
    return "overdue" if deadline.overdue else "open"


def _when(deadline: Deadline, paper: Paper) -> str:
    if deadline.due is None or deadline.due_max is None:
        return paper("due_unknown")
    if deadline.due != deadline.due_max:
        return paper("due_range", moment=paper.moment(deadline.due), last=paper.moment(deadline.due_max))
    key = "due_before" if deadline.limit.type == "latest" else "due_from"
    return paper(key, moment=paper.moment(deadline.due))


def _limit(pack: Pack, deadline: Deadline, paper: Paper) -> str:
    """`binnen 24 uur na: definitieve diagnose gesteld`; says so when that moment is not known."""
    limit = deadline.limit
    name = uncapital(pack.moments_by_id[limit.moment].label(paper.language))
    unknown = "" if deadline.start else f" ({paper('moment_unknown')})"
    key = "within" if limit.type == "latest" else "at_least"
    return paper(key, limit=paper.limit(limit), moment=f"{name}{unknown}")


def _remark(deadline: Deadline, state: DeadlineState, done: datetime | None, provisional: bool, paper: Paper) -> str:
    if done is not None:
        return paper("done_late" if _late(deadline, done) else "done_at", moment=paper.moment(done))
    said = [paper("overdue")] if state == "overdue" else []
    return ", ".join([*said, *([paper("provisional")] if provisional else [])])
