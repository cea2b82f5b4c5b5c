"""Which tree speaks for a patient, by the order of its guideline, and which decision stands for one: never by time."""

from __future__ import annotations

from collections.abc import Sequence

from mdo_viewer.guideline.model import ALWAYS, Pack
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.reasoning.results import Stage


def main_now(pack: Pack, stages: Sequence[Stage]) -> Stage:
    """The tree that the page opens with, by what is known, whatever was decided; `stages` are those of a journey, at
    least one.

    The last of the trees that speak for a patient (`main` of the pack) that applies, also where it waits for a fact or
    the guideline is silent there: a dose, a steroid or a limit of another tree is not what is advised. Without such a
    tree the last on the journey that gives advice, else the first that still waits for a fact, else the last that
    applies. Of trees that only wait for facts one that the facts open comes before one that is open for everyone of
    which nothing is told yet: who was operated on is asked about that, and whose complaints are told is asked on about
    those.
    """
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


# --- the decision that stands for a patient -------------------------------------------------------------------------


def in_order(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[Decision, ...]:
    """The decisions of a patient as every surface lists them: the first is the one that stands for the patient.

    That on the case as a whole; then where a treatment is chosen; then on the other trees that speak for a patient
    (`main` of the pack), the last first, as the page opens with it; then on the rest. Within each a tree that applies
    comes before one that does not any more; without `stages`, where they are not worked out yet, nothing is known of
    that; then a deviation before what was followed;
    then the order of the guideline. When something was decided says nothing of what it is worth.
    """
    trees = {tree.id: at for at, tree in enumerate(pack.trees)}
    applying = {stage.advice.tree.id for stage in stages if stage.entry == "open"}

    def place(decision: Decision) -> tuple[int, bool, bool, int]:
        id, at = decision.tree, trees.get(decision.tree, len(trees))
        rank = _rank(pack, decision)
        order = -at if rank in (_TREATMENT, _MAIN) else at
        return rank, bool(stages) and id not in applying, decision.kind != "deviate", order

    return tuple(sorted(case.decisions, key=place))


_WHOLE, _TREATMENT, _MAIN, _REST = range(4)


def _rank(pack: Pack, decision: Decision) -> int:
    """How much what was decided says of what happens to the patient; the least is the most."""
    tree = pack.trees_by_id.get(decision.tree)
    if decision.is_whole:
        return _WHOLE
    if tree is not None and tree.choices:
        return _TREATMENT
    return _MAIN if decision.tree in pack.main else _REST


def stands_for(pack: Pack, case: Case, stages: Sequence[Stage]) -> Decision | None:
    """The decision that stands for a patient where there is room for one; None without any."""
    return next(iter(in_order(pack, case, stages)), None)


def on_paper(pack: Pack, case: Case, stages: Sequence[Stage]) -> Stage:
    """The tree that stands for a patient: with it the page opens, the window where nothing is left to be done, and what
    is said of a place beside another one. That which speaks (`main_now`), or while that has no advice the tree of the
    decision that stands, where it gives one. Beside "follows the advice" stands no other."""
    first, decision = main_now(pack, stages), stands_for(pack, case, stages)
    if first.advice.outcome is not None or decision is None or decision.is_whole:
        return first
    own = next((stage for stage in stages if stage.advice.tree.id == decision.tree), first)
    return own if own.advice.outcome is not None else first
