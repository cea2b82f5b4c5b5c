"""The journeys of patients, remembered for the latest few; and which tree, or what else, comes next for one.

One rule: the strip marks that tree, the button and the key go there, and a patient who was never shown begins there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple, TypeAlias

from mdo_viewer.guideline.model import ALWAYS, Pack
from mdo_viewer.meeting.advice_then import OVERTAKEN, since
from mdo_viewer.meeting.case import WHOLE_CASE, Case
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.main_tree import main_stage
from mdo_viewer.meeting.tables.moments import reads_alike
from mdo_viewer.reasoning.choosing import Opened, opened
from mdo_viewer.reasoning.results import Stage

#: Why a tree is to be looked at: the board's choice or the advice here leads to it, a decision waits half written or
#: was taken on another advice, a short limit runs, a question is open, or what it advises is not decided yet.
NextReason: TypeAlias = Literal["chosen", "leads", "draft", "changed", "urgent", "open", "undecided"]
#: What comes before the order of the guideline.
FIRST: Final[tuple[NextReason, ...]] = ("draft", "changed", "urgent")

#: The journeys worked out last: patients are turned to and fro, and undone. Pack and patient are compared as objects.
_KNOWN: list[tuple[Pack, Case, dict[str, str], int, tuple[Stage, ...]]] = []
MOST_KNOWN = 16


def journey_of(pack: Pack, case: Case, now: datetime) -> tuple[Stage, ...]:
    """The journey of a case at a minute, remembered for the latest few."""
    found = journey_known(pack, case, now)
    if found is not None:
        return found
    stages = journey_of_case(pack, case, now)
    _KNOWN.append((pack, case, case.chosen, int(now.timestamp()) // 60, stages))
    del _KNOWN[:-MOST_KNOWN]
    return stages


def journey_known(pack: Pack, case: Case, now: datetime) -> tuple[Stage, ...] | None:
    """The journey of a case where it is remembered; None where it would have to be worked out, which is slow."""
    chosen, minute = case.chosen, int(now.timestamp()) // 60
    for at, known in enumerate(_KNOWN):
        if known[0] is pack and reads_alike(known[1], case) and known[2] == chosen and known[3] == minute:
            _KNOWN.append(_KNOWN.pop(at))
            return known[4]
    return None


# --- what comes next --------------------------------------------------------------------------------------------------


class OnwardTree(NamedTuple):
    """The tree that comes next, and why; `opened` where the board's choice leads there."""

    tree: str
    reason: NextReason
    opened: Opened | None = None


class Onward(NamedTuple):
    """What comes next: a question of the tree in sight, a tree, the next place of this patient, the patient after this
    one, or the end of the meeting.

    `fact` is asked, `tree` comes, `undecided` is whether the patient in sight is left without a decision.
    """

    what: Literal["question", "tree", "place", "patient", "ending"]
    fact: str = ""
    tree: OnwardTree | None = None
    undecided: bool = False


def reasons(pack: Pack, case: Case, stages: Sequence[Stage], drafts: Collection[str] = ()) -> dict[str, NextReason]:
    """By tree why it is to be looked at, in the order of the guideline; trees at which nothing is to be done are not
    there. `drafts` are the trees on which a decision waits half written.

    Of a tree that is open for everyone the questions count only where it speaks for the patient or presses: who comes
    for a treatment is not asked how to come by a diagnosis.
    """
    main = main_stage(pack, stages, case).advice.tree.id
    decided = {each.tree for each in case.decisions}
    found = {stage.advice.tree.id: _reason(case, stage, main, decided) for stage in stages}
    for each in case.decisions:
        if each.tree in found and since(pack, each, stages) in OVERTAKEN:
            found[each.tree] = "changed"
    found |= dict.fromkeys((tree for tree in drafts if tree in found), "draft")
    return {tree: reason for tree, reason in found.items() if reason is not None}


def _reason(case: Case, stage: Stage, main: str, decided: Collection[str]) -> NextReason | None:
    advice, tree = stage.advice, stage.advice.tree
    outcome = advice.outcome
    if stage.entry != "open" or advice.status == "out_of_scope":
        return None
    if tree.id in decided or is_done(case, stage):
        return None
    if advice.urgent:
        return "urgent"
    if outcome is None and is_asked(case, stage):
        return "open" if tree.entry != ALWAYS or tree.id == main else None
    says = advice.ways or (outcome is not None and outcome.kind in ("advice", "silent"))
    if says and stage.by_decision is not None:
        return "chosen"
    return "undecided" if says and tree.id == main and WHOLE_CASE not in decided else None


def is_done(case: Case, stage: Stage) -> bool:
    """Whether what a tree advises was ticked off."""
    outcome = stage.advice.outcome
    return outcome is not None and f"{stage.advice.tree.id}.{outcome.id}" in case.done


def is_asked(case: Case, stage: Stage) -> bool:
    """Whether a tree waits for a fact that nobody was asked yet."""
    waits = (*stage.advice.scope_open, *stage.advice.open_facts)
    return any(fact not in case.patient.unknown for fact in waits)


def next_tree(
    pack: Pack,
    case: Case,
    stages: Sequence[Stage],
    at: str,
    seen: Collection[str] = (),
    drafts: Collection[str] = (),
) -> OnwardTree | None:
    """The tree that comes after the one in sight (`at`): where the board's choice there leads, then where its advice
    leads, then what else is to be done: first what is left undone or presses, then in the order of the guideline from
    there on. What was `seen` since the last answer, and asks nothing more, does not come again. None where nothing is
    left."""
    by_tree = {stage.advice.tree.id: stage for stage in stages}
    found = reasons(pack, case, stages, drafts)
    here = by_tree[at]
    for each in _chosen(pack, case, here):
        tree = each.opening.tree
        if tree in found or (by_tree[tree].entry == "open" and not _is_dealt_with(case, by_tree[tree])):
            return OnwardTree(tree, "chosen", each)
    if here.entry == "open":
        for tree in here.advice.next_trees:
            if tree in found and tree not in seen:
                return OnwardTree(tree, "leads")
    order = [tree.id for tree in pack.trees]
    place = order.index(at)
    rest = [tree for tree in (*order[place + 1 :], *order[:place]) if tree in found]
    rest = [tree for tree in rest if tree not in seen or found[tree] in ("draft", "open")]
    rest.sort(key=lambda tree: _turn(found[tree]))
    if not rest:
        return None
    reason = found[rest[0]]
    return OnwardTree(rest[0], reason, _opened_by(pack, by_tree[rest[0]]) if reason == "chosen" else None)


def _opened_by(pack: Pack, stage: Stage) -> Opened | None:
    """The choice of the board at another tree that opens this one."""
    if stage.by_decision is None or stage.chosen_at is None:
        return None
    found = opened(pack, stage.advice.settled, stage.chosen_at, stage.by_decision)
    return next((each for each in found if each.opening.tree == stage.advice.tree.id), None)


def _turn(reason: NextReason) -> int:
    return FIRST.index(reason) if reason in FIRST else len(FIRST)


def _is_dealt_with(case: Case, stage: Stage) -> bool:
    return is_done(case, stage) or any(decision.tree == stage.advice.tree.id for decision in case.decisions)


def _chosen(pack: Pack, case: Case, here: Stage) -> tuple[Opened, ...]:
    """What the recorded choice at this tree opens already."""
    tree = here.advice.tree
    decision = next((each for each in case.decisions if each.tree == tree.id), None)
    choice = None if decision is None else tree.choice(decision.chosen)
    if choice is None:
        return ()
    return tuple(each for each in opened(pack, here.advice.settled, tree.id, choice) if each.truth)


def first_tree(pack: Pack, case: Case, stages: Sequence[Stage], drafts: Collection[str] = ()) -> str:
    """The tree with which a patient who was not shown yet begins: the first at which something is to be done, what is
    left undone or presses before the rest; without one that which speaks for the patient."""
    found = reasons(pack, case, stages, drafts)
    first = sorted(found, key=lambda tree: _turn(found[tree]))
    return next(iter(first), main_stage(pack, stages, case).advice.tree.id)
