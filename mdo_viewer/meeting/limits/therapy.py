"""The limit that a treatment has to meet, and whether what the board decided keeps to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from mdo_viewer.guideline.model import BoardChoice, Outcome, Pack, Text, Tree
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import FOLLOWING, choice_of, chose_nothing
from mdo_viewer.meeting.to_do import decided_on, running_limits
from mdo_viewer.reasoning.deadlines import by_urgency, is_later
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reasoning.saying import PastAs, Saying


def is_therapy(outcome: Outcome) -> bool:
    """Whether an advice is a limit that a treatment meets."""
    return outcome.limit is not None and outcome.limit.type == "latest" and bool(outcome.limit.met_by)


class TherapyLimit(NamedTuple):
    """A limit that runs now and that a treatment meets, with its tree; `sure` where it is certain."""

    tree: Tree
    due: Deadline
    sure: bool


def therapy_limits(case: Case, stages: Sequence[Stage], at: datetime | None) -> list[TherapyLimit]:
    """The limits that run now and that a treatment meets, the one that presses most first."""
    found = (
        TherapyLimit(stage.advice.tree, limit.due, limit.sure)
        for stage in stages
        for limit in running_limits(case, stage, case.patient.moments, at)
        if limit.due.limit.met_by
    )
    return sorted(found, key=lambda each: by_urgency(each.due, at))


def carries_out(pack: Pack, case: Case, tree: str) -> bool:
    """Whether a tree says how the treatment is carried out that the limit waits for: one that the board can choose, and
    did where it chose one. The radiotherapy after an operation that was chosen does not have to meet that limit."""
    opening = {
        other.id: {choice.id for choice in other.choices if _opens(choice, tree)}
        for other in pack.trees
        if any(_opens(choice, tree) for choice in other.choices)
    }
    chosen = [(each.tree, choice.id) for each in case.decisions if (choice := choice_of(pack, each)) is not None]
    here = [id in opening[other] for other, id in chosen if other in opening]
    return bool(opening) and (any(here) or not here)


def _opens(choice: BoardChoice, tree: str) -> bool:
    return any(each.specifies and each.tree == tree for each in choice.opens)


class PastLimit(NamedTuple):
    """A limit after which a moment of the board comes: of which tree, until when, and whether it is only possible, or
    the board deviated from it without saying what stands instead."""

    number: int
    due: datetime
    how: PastAs


def past_limits(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None
) -> tuple[PastLimit, ...]:
    """The limits that a treatment has to meet, while they run, where the board's own moment for that comes after them;
    the one that presses most first. Each is held against it, but for one without a moment to run from and one that
    something filled in may have met. A moment alone lifts no limit, and beside a limit of hours the later one is read
    as the one that counts: whatever shows the moment asks here."""
    tree = pack.trees_by_id.get(decision.tree)
    if decision.before is None or chose_nothing(pack, decision):
        return ()
    if tree is not None and not (
        tree.choices or any(map(is_therapy, tree.outcomes)) or carries_out(pack, case, tree.id)
    ):
        return ()
    return tuple(
        PastLimit(limit.tree.number, limit.due.due, _how(case, limit))
        for limit in therapy_limits(case, stages, at)
        if limit.due.due is not None and is_later(decision.before, limit.due.due) and limit.due.met is None
    )


def _how(case: Case, limit: TherapyLimit) -> PastAs:
    if not limit.sure:
        return "perhaps"
    decision = decided_on(case, f"{limit.tree.id}.{limit.due.of}")
    return "runs_on" if decision is not None and decision.kind == "deviate" else "not_deviated"


def against_words(pack: Pack, case: Case, decision: Decision, saying: Saying) -> str:
    """With which other decision this one does not go together: to follow the limit for the start of a treatment, and to
    choose none. Said at both; empty where all go together, and once that treatment was begun."""
    here = _stands_on_treatment(pack, case, decision)
    against = (each for each in case.decisions if here and _stands_on_treatment(pack, case, each) == -here)
    return " ".join(
        saying.not_together(pack.trees_by_id[each.tree].number, _title(pack, each)(saying.language)) for each in against
    )


def _stands_on_treatment(pack: Pack, case: Case, decision: Decision) -> int:
    """1 where a limit for the start of a treatment is followed that is not ticked off, -1 where none was chosen."""
    if chose_nothing(pack, decision):
        return -1
    then = _outcome(pack, decision)
    followed = decision.kind in FOLLOWING and then is not None and is_therapy(then)
    return int(followed and f"{decision.tree}.{decision.advice}" not in case.done)


def _outcome(pack: Pack, decision: Decision) -> Outcome | None:
    tree = pack.trees_by_id.get(decision.tree)
    return None if tree is None else tree.outcomes_by_id.get(decision.advice or "")


def _title(pack: Pack, decision: Decision) -> Text:
    """What was chosen, else the advice that was followed."""
    choice, outcome = choice_of(pack, decision), _outcome(pack, decision)
    if choice is not None:
        return choice.chosen
    assert outcome is not None
    return outcome.title


def past_words(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None, saying: Saying
) -> str:
    """The same in sentences; empty for none."""
    found = past_limits(pack, case, decision, stages, at)
    return " ".join(dict.fromkeys(saying.past_limit(each.number, each.due, each.how) for each in found))
