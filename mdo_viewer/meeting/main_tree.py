"""Which tree speaks for a patient: the page opens with it, and a decision on the whole case is told by it."""

from __future__ import annotations

from collections.abc import Sequence

from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.results import Stage


def main_stage(stages: Sequence[Stage], case: Case) -> Stage:
    """The tree that the page opens with; `stages` are those of a journey, at least one.

    That of the first decision on a tree; without one the last tree on the journey that gives advice, else the first
    that still waits for a fact, else the last that applies.
    """
    wanted = next((decision.tree for decision in case.decisions if not decision.is_whole), None)
    if wanted is not None:
        for stage in stages:
            if stage.advice.tree.id == wanted:
                return stage
    entered = [stage for stage in stages if stage.entry == "open"]
    advising = [stage for stage in entered if stage.advice.outcome and stage.advice.outcome.kind == "advice"]
    if advising:
        return advising[-1]
    waiting = [stage for stage in entered if stage.advice.status == "incomplete"]
    return (*waiting[:1], *reversed(entered), *stages)[0]
