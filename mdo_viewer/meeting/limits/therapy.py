"""The limit that a treatment has to meet, and whether what the board decided keeps to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from mdo_viewer.guideline.model import BoardChoice, Outcome, Pack, Tree
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import FOLLOWING, chose_nothing, chosen_with
from mdo_viewer.meeting.to_do import decided_on, limits_of
from mdo_viewer.reasoning.deadlines import by_urgency, is_later, met_at
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reasoning.saying import Saying


def is_therapy(outcome: Outcome) -> bool:
    """Whether an advice is a limit that a treatment meets."""
    return outcome.limit is not None and outcome.limit.type == "latest" and bool(outcome.limit.met_by)


def therapy_limit(case: Case, stages: Sequence[Stage], at: datetime | None) -> tuple[Tree, Deadline] | None:
    """Of the limits that run now and that a treatment meets the one that presses most, with its tree; None where none
    runs."""
    return min(_therapy(case, stages, at), key=lambda each: by_urgency(each[1]), default=None)


def _therapy(case: Case, stages: Sequence[Stage], at: datetime | None) -> Iterator[tuple[Tree, Deadline]]:
    for stage in stages:
        for limit in limits_of(case, stage, case.patient.moments, at):
            if limit.done is None and limit.due.limit.type == "latest" and limit.due.limit.met_by:
                yield stage.advice.tree, limit.due


def carries_out(pack: Pack, case: Case, tree: str) -> bool:
    """Whether a tree says how the treatment is carried out that the limit waits for: one that the board can choose, and
    did where it chose one. The radiotherapy after an operation that was chosen does not have to meet that limit."""
    opening = {
        other.id: {choice.id for choice in other.choices if _opens(choice, tree)}
        for other in pack.trees
        if any(_opens(choice, tree) for choice in other.choices)
    }
    chosen = [(each.tree, choice.id) for each in case.decisions if (choice := chosen_with(pack, each)) is not None]
    here = [id in opening[other] for other, id in chosen if other in opening]
    return bool(opening) and (any(here) or not here)


def _opens(choice: BoardChoice, tree: str) -> bool:
    return any(each.specifies and each.tree == tree for each in choice.opens)


class PastLimit(NamedTuple):
    """The limit after which a moment of the board comes: of which tree, until when, and whether the board deviated
    from it without saying what stands instead."""

    number: int
    due: datetime
    deviated: bool


def past_limit(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None
) -> PastLimit | None:
    """The limit that a treatment has to meet, while it runs, where the board's own moment for that comes after it; None
    where it does not, or where something that is filled in may have met it. A moment alone lifts no limit, and beside
    a limit of hours the later one is read as the one that counts: whatever shows the moment asks here."""
    tree = pack.trees_by_id.get(decision.tree)
    if decision.before is None or decision.kind in FOLLOWING or chose_nothing(pack, decision):
        return None
    if tree is not None and not (
        tree.choices or any(map(is_therapy, tree.outcomes)) or carries_out(pack, case, tree.id)
    ):
        return None
    found = therapy_limit(case, stages, at)
    if found is None or found[1].due is None or not is_later(decision.before, found[1].due):
        return None
    limited, due = found
    if met_at(due, case.patient.moments, at) is not None:
        return None
    other = decided_on(case, f"{limited.id}.{due.of}")
    return PastLimit(limited.number, found[1].due, other is not None and other.kind == "deviate")


def past_words(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None, saying: Saying
) -> str:
    """The same in a sentence; empty for none."""
    found = past_limit(pack, case, decision, stages, at)
    return "" if found is None else saying.past_limit(found.number, found.due, deviated=found.deviated)
