"""The advice in words as it stands when the board decides on it, kept with the decision for later trees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mdo_viewer.guideline.model import Pack, Text, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision, Stood
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.proof import pack_hash
from mdo_viewer.reasoning.results import Stage
from mdo_viewer.reports.model import TreeLine
from mdo_viewer.reports.trees import hash_of, heading, main_stage, tree_line
from mdo_viewer.reports.wording import Paper


def stood_now(pack: Pack, case: Case, about: str, at: datetime) -> Stood:
    """What a tree, or with `WHOLE_CASE` all trees together, advise for this case at this moment.

    Raises Contradiction when facts cannot be true together, KeyError for a tree that the pack does not have.
    """
    stages = journey(pack, case.patient, at)
    if about == WHOLE_CASE:
        return _together(pack, stages, case, at)
    tree = pack.trees_by_id[about]
    stage = next(stage for stage in stages if stage.advice.tree.id == about)
    nl, en = _lines(pack, stage, case)
    steps = zip(nl.path, en.path, strict=True)
    way = tuple((Text(n.question, e.question), Text(n.answer, e.answer)) for n, e in steps)
    return Stood(at, tree.version, hash_of(pack, tree), Text(nl.heading, en.heading), Text(nl.text, en.text), way)


def _together(pack: Pack, stages: tuple[Stage, ...], case: Case, at: datetime) -> Stood:
    """The way is then what each tree that applies advises."""
    nl, en = _lines(pack, main_stage(stages, case), case)
    return Stood(
        at, pack.version, pack_hash(pack), Text(nl.heading, en.heading), Text(nl.text, en.text), _advised(stages)
    )


def _advised(stages: Iterable[Stage]) -> tuple[tuple[Text, Text], ...]:
    """What each tree that applies advises, beside its name."""
    nl, en = Paper("nl"), Paper("en")
    return tuple(
        (_name(stage.advice.tree), Text(heading(stage, nl), heading(stage, en)))
        for stage in stages
        if stage.entry == "open"
    )


def _name(tree: Tree) -> Text:
    return Text(f"{tree.number} {tree.title('nl')}", f"{tree.number} {tree.title('en')}")


def turned(pack: Pack, decision: Decision, stages: Iterable[Stage]) -> tuple[int, ...]:
    """The numbers of the trees that say something else than when the board decided on the case as a whole, those that
    apply only since then or no longer among them; none for a decision on one tree, or with other trees than those now.
    """
    stood = decision.stood
    if not decision.is_whole or stood is None or not stood.way or is_older(pack, decision):
        return ()
    then, now = dict(stood.way), dict(_advised(stages))
    return tuple(tree.number for tree in pack.trees if then.get(_name(tree)) != now.get(_name(tree)))


def _lines(pack: Pack, stage: Stage, case: Case) -> tuple[TreeLine, TreeLine]:
    """What a tree says in Dutch and in English; also where it is looked at before it applies."""
    entered = replace(stage, entry="open")
    return tree_line(pack, entered, case, Paper("nl")), tree_line(pack, entered, case, Paper("en"))


def is_older(pack: Pack, decision: Decision) -> bool:
    """Whether this was decided with other trees than those of now."""
    if decision.stood is None:
        return False
    tree = pack.trees_by_id.get(decision.tree)
    now = pack_hash(pack) if tree is None else hash_of(pack, tree)
    return decision.stood.hash != now


def version_now(pack: Pack, decision: Decision) -> str:
    """The version of what this decision is about, as it is now."""
    tree = pack.trees_by_id.get(decision.tree)
    return pack.version if tree is None else tree.version
