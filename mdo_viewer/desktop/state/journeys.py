"""The journeys of patients, remembered for the latest few; and which tree, or what else, comes next for one.

One rule: the strip marks that tree, the button and the key go there, and a patient who was never shown begins there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import carried_out, choice_of, journey_of_case, spoken_elsewhere
from mdo_viewer.meeting.main_tree import on_paper, waits_untold
from mdo_viewer.meeting.tables.moments import patient_of, reads_alike
from mdo_viewer.meeting.tally import MOST_COUNTED
from mdo_viewer.meeting.to_do import (
    LAST,
    LeftOpen,
    NextReason,
    asked_beside,
    is_done,
    leads_to,
    left_open,
    reasons,
    turn,
    unasked_entry,
)
from mdo_viewer.reasoning.choosing import Opened, opened
from mdo_viewer.reasoning.results import Stage

#: The journeys worked out last: patients are turned to and fro, and undone. Pack and patient are compared as objects.
_KNOWN: list[tuple[Pack, Case, dict[str, str], int, tuple[Stage, ...]]] = []
#: As many as a meeting has at most, of some 20 kB each: with fewer a round of the agenda would find none of them.
MOST_KNOWN = MOST_COUNTED


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
    for at in reversed(range(len(_KNOWN))):  # what was asked last is asked most
        known = _KNOWN[at]
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
    """What comes next: a question of the tree in sight, a fact beside its advice (`rider`), a tree, the overtaken
    `decision` in sight, another guideline, the next place of this patient, the patient after this one, or the end of
    the meeting.

    `fact` is asked, `tree` comes, `lead` is the tree of another guideline; `undecided` is whether the patient in sight
    is left without a decision, and `left` what is left of it.
    """

    what: Literal["question", "rider", "tree", "decision", "lead", "place", "patient", "ending"]
    fact: str = ""
    tree: OnwardTree | None = None
    undecided: bool = False
    left: LeftOpen = LeftOpen()
    lead: str = ""


def next_tree(
    pack: Pack,
    case: Case,
    stages: Sequence[Stage],
    at: str,
    passed: Collection[str] = (),
    drafts: Collection[str] = (),
) -> OnwardTree | None:
    """The tree that comes after the one in sight (`at`). First what says how that is given which the board chose (its
    dose), right after the choice; from elsewhere after what presses. Then where the board's choice here leads, or may
    lead by a fact that nobody was asked, then where its advice leads, then what else is to be done: first what is left
    undone or presses, then in the order of the guideline from there on; advice beside what speaks for the patient comes
    last. Only a tree at which something is to be done comes, and none that this way on `passed`: what was merely looked
    at comes as if nobody had. None where nothing is left."""
    by_tree = {stage.advice.tree.id: stage for stage in stages}
    found = {tree: why for tree, why in reasons(pack, case, stages, drafts).items() if tree not in passed}
    here = by_tree[at]
    order = [tree.id for tree in pack.trees]
    place = order.index(at)
    rest = _in_turn(by_tree, found, (*order[place + 1 :], *order[:place]))
    given = _given_next(pack, case, by_tree, found, rest, at)
    if given is not None:
        return given
    for each in _chosen(pack, case, here):
        if each.opening.tree in found:
            return OnwardTree(each.opening.tree, "chosen", each)
    for each in _chosen(pack, case, here, sure=False):
        tree = each.opening.tree
        if tree not in passed and not each.opening.specifies and _asks_whether(pack, case, by_tree[tree], stages):
            return OnwardTree(tree, "entry", each)
    pressing = any(reason == "entry" and by_tree[tree].advice.urgent for tree, reason in found.items())
    for tree in leads_to(case, here):
        if tree in found and not (found[tree] == "entry" and pressing):
            return OnwardTree(tree, "leads")
    if not rest:
        return None
    reason = found[rest[0]]
    return OnwardTree(rest[0], reason, _opened_by(pack, by_tree[rest[0]]) if reason == "chosen" else None)


def _given_next(
    pack: Pack,
    case: Case,
    by_tree: Mapping[str, Stage],
    found: Mapping[str, NextReason],
    rest: Sequence[str],
    at: str = "",
) -> OnwardTree | None:
    """What comes while how a chosen treatment is given is left: that, at the tree of the choice (`at`) at once, and
    from elsewhere after the first that presses; None where nothing of the kind is left in `rest`."""
    settled = next(iter(by_tree.values())).advice.settled
    given = {tree: each for tree, each in carried_out(pack, case, settled).items() if tree in rest}
    if not given:
        return None
    own = (tree for tree, each in given.items() if each.by == at)
    pressing = (tree for tree in rest if _presses(by_tree[tree], found[tree]))
    tree = next(iter((*own, *pressing, *given)))
    if tree not in given:
        return OnwardTree(tree, found[tree])
    return OnwardTree(tree, "chosen" if given[tree].truth else "entry", given[tree])


def _presses(stage: Stage, reason: NextReason) -> bool:
    """Whether this comes before how a treatment is given that was chosen: what was begun or turned, and an urgent or
    immediate advice that nobody decided on; not the questions by which a tree may come to one."""
    if reason in ("draft", "changed"):
        return True
    outcome = stage.advice.outcome
    return stage.entry == "open" and outcome is not None and (reason == "urgent" or outcome.to_do == "at_once")


def next_here(
    pack: Pack, case: Case, stages: Sequence[Stage], at: str, passed: Collection[str], drafts: Collection[str]
) -> Onward | None:
    """What comes next of this place: a tree (`next_tree`), and after all of them what is asked beside an advice, that
    in sight first; None where nothing is left."""
    tree = next_tree(pack, case, stages, at, passed, drafts)
    if tree is not None:
        return Onward("tree", tree=tree)
    found = asked_beside(pack, case, stages)
    if at in found:
        return Onward("rider", fact=found[at])
    return next((Onward("tree", tree=OnwardTree(tree, "riders")) for tree in found), None)


def overtaken_in_sight(pack: Pack, case: Case, stages: Sequence[Stage], at: str, left: LeftOpen) -> str:
    """What the decision is about that is overtaken and in sight at this tree: the tree, or the whole case where this
    one stands for the patient; empty where none is."""
    abouts = (at, WHOLE_CASE) if on_paper(pack, case, stages).advice.tree.id == at else (at,)
    return next((about for about in abouts if about in left.overtaken), "")


def to_withdraw(pack: Pack, case: Case, stages: Sequence[Stage], at: str) -> Decision | None:
    """The decision that is taken back from this tree: one on the whole case that is overtaken and in sight here goes
    before one on the tree that stands; else the one on the tree, else the one on the whole case."""
    here = {each.tree: each for each in case.decisions}
    own, whole = here.get(at), here.get(WHOLE_CASE)
    if own is None or whole is None:
        return own or whole
    return whole if overtaken_in_sight(pack, case, stages, at, left_open(pack, case, stages)) == WHOLE_CASE else own


def _in_turn(by_tree: Mapping[str, Stage], found: Mapping[str, NextReason], trees: Iterable[str]) -> list[str]:
    """Of these trees those at which something is to be done, in the order in which they come: what is left undone or
    presses first, a question whether a tree applies after what is known to, and what nobody told of a tree that is open
    for everyone after what the facts open."""

    def key(tree: str) -> tuple[int, bool, bool, bool]:
        entry, stage = found[tree] == "entry", by_tree[tree]
        return turn(found[tree]), not (entry and stage.advice.urgent), entry, waits_untold(stage)

    return sorted((tree for tree in trees if tree in found), key=key)


def _opened_by(pack: Pack, stage: Stage) -> Opened | None:
    """The choice of the board at another tree that opens this one."""
    if stage.by_decision is None or stage.chosen_at is None:
        return None
    found = opened(pack, stage.advice.settled, stage.chosen_at, stage.by_decision)
    return next((each for each in found if each.opening.tree == stage.advice.tree.id), None)


def _asks_whether(pack: Pack, case: Case, stage: Stage, stages: Sequence[Stage]) -> bool:
    """Whether it hangs on a fact that nobody was asked whether this tree applies, and it matters still."""
    advice = stage.advice
    if stage.entry != "unknown" or advice.status == "out_of_scope" or _is_dealt_with(pack, case, stage, stages):
        return False
    return unasked_entry(pack, case, patient_of(pack, case), advice.settled, advice.tree.id) is not None


def _is_dealt_with(pack: Pack, case: Case, stage: Stage, stages: Sequence[Stage]) -> bool:
    """Whether the board decided there, or it was done; on the same words of the source in another tree counts too."""
    decided = any(decision.tree == stage.advice.tree.id for decision in case.decisions)
    return decided or is_done(case, stage) or spoken_elsewhere(pack, case, stage.advice, stages) is not None


def _chosen(pack: Pack, case: Case, here: Stage, *, sure: bool = True) -> tuple[Opened, ...]:
    """What the recorded choice at this tree opens already; not `sure` what hangs on a fact that is not known yet."""
    tree = here.advice.tree
    decision = next((each for each in case.decisions if each.tree == tree.id), None)
    choice = None if decision is None else choice_of(pack, decision)
    if choice is None:
        return ()
    found = opened(pack, here.advice.settled, tree.id, choice)
    return tuple(each for each in found if each.truth is (True if sure else None))


def first_tree(pack: Pack, case: Case, stages: Sequence[Stage], drafts: Collection[str] = ()) -> str:
    """The tree with which a patient who was not shown yet begins: the first to which the way on leads; where only what
    stands beside is left, or nothing, that with which the page opens (`on_paper`)."""
    found = {tree: reason for tree, reason in reasons(pack, case, stages, drafts).items() if reason not in LAST}
    by_tree = {stage.advice.tree.id: stage for stage in stages}
    first = _in_turn(by_tree, found, found)
    given = _given_next(pack, case, by_tree, found, first)
    if given is not None:
        return given.tree
    return next(iter(first), on_paper(pack, case, stages).advice.tree.id)
