"""Which tree speaks for a patient: the page opens with it, and a decision on the whole case is told by it."""

from __future__ import annotations

from collections.abc import Sequence

from mdo_viewer.guideline.model import ALWAYS, Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.results import Stage


def main_stage(pack: Pack, stages: Sequence[Stage], case: Case) -> Stage:
    """The tree that the page opens with; `stages` are those of a journey, at least one.

    That of the first decision on a tree; without one the last of the trees that speak for a patient (`main` of the
    pack) that applies, also where it waits for a fact or the guideline is silent there: a dose, a steroid or a limit
    of another tree is not what is advised. Without such a tree the last on the journey that gives advice, else the
    first that still waits for a fact, else the last that applies.
    """
    wanted = next((decision.tree for decision in case.decisions if not decision.is_whole), None)
    if wanted is not None:
        for stage in stages:
            if stage.advice.tree.id == wanted:
                return stage
    return main_now(pack, stages)


def main_now(pack: Pack, stages: Sequence[Stage]) -> Stage:
    """The tree that speaks for a patient by what is known, whatever was decided. Of trees that only wait for facts one
    that the facts open comes before one that is open for everyone of which nothing is told yet: who was operated on is
    asked about that, and whose complaints are told is asked on about those."""
    entered = [stage for stage in stages if stage.entry == "open"]
    by_tree = {stage.advice.tree.id: stage for stage in entered}
    speaking = [by_tree[id] for id in pack.main if id in by_tree and _speaks(by_tree[id])]
    if speaking:
        return speaking[-1]
    advising = [stage for stage in entered if stage.advice.outcome and stage.advice.outcome.kind == "advice"]
    if advising:
        return advising[-1]
    waiting = [stage for stage in entered if stage.advice.status == "incomplete"]
    waiting.sort(key=waits_untold)
    return (*waiting[:1], *reversed(entered), *stages)[0]


def waits_untold(stage: Stage) -> bool:
    """Whether a tree is open for everyone and nothing is told of it yet."""
    return stage.advice.tree.entry == ALWAYS and not is_told(stage)


def is_told(stage: Stage) -> bool:
    """Whether a question of a tree was answered."""
    return any(step.state == "answered" for step in stage.advice.steps)


def _speaks(stage: Stage) -> bool:
    """Whether a tree has something to say, or waits for a fact; one that is open for everyone only once it is told."""
    outcome = stage.advice.outcome
    if outcome is None:
        return stage.advice.status == "incomplete" and stage.advice.tree.entry != ALWAYS
    return outcome.kind in ("advice", "silent")
