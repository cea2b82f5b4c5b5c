"""What is still to be done for one patient: at which trees, and why. What comes next and what is counted ask it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple, TypeAlias

from mdo_viewer.guideline.model import ALWAYS, Pack
from mdo_viewer.meeting.advice_then import OVERTAKEN, since
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import spoken_elsewhere
from mdo_viewer.meeting.main_tree import main_now
from mdo_viewer.meeting.tables.moments import patient_of
from mdo_viewer.reasoning.journey import entry_fact
from mdo_viewer.reasoning.leading import only_way
from mdo_viewer.reasoning.results import Deadline, Patient, Settled, Stage
from mdo_viewer.reasoning.urgency import limits_now

#: Why a tree is to be looked at: the board's choice or the advice here leads to it, a decision waits half written or
#: was taken on another advice, a short limit runs, a question is open, whether it applies was not asked yet, or what it
#: advises is not decided yet.
NextReason: TypeAlias = Literal["chosen", "leads", "draft", "changed", "urgent", "open", "entry", "undecided"]
#: What comes before the order of the guideline.
FIRST: Final[tuple[NextReason, ...]] = ("draft", "changed", "urgent")
#: Where a question is open: that comes again until it is answered, or nobody knows.
ASKS: Final[tuple[NextReason, ...]] = ("open", "entry")


def reasons(pack: Pack, case: Case, stages: Sequence[Stage], drafts: Collection[str] = ()) -> dict[str, NextReason]:
    """By tree why it is to be looked at, in the order of the guideline; trees at which nothing is to be done are not
    there. `drafts` are the trees on which a decision waits half written.

    Of a tree that is open for everyone the questions count only where it speaks for the patient, presses, or another
    tree that applies leads there: who comes for a treatment is not asked how to come by a diagnosis.
    """
    main = main_now(pack, stages).advice.tree.id
    decided = {each.tree for each in case.decisions}
    decided |= {each.advice.tree.id for each in stages if spoken_elsewhere(pack, case, each.advice)}
    led = {tree for stage in stages if stage.entry == "open" for tree in stage.advice.next_trees}
    patient = patient_of(pack, case)
    found: dict[str, NextReason | None] = {}
    for stage in stages:
        tree = stage.advice.tree
        asks = tree.entry != ALWAYS or tree.id == main or tree.id in led
        found[tree.id] = _reason(pack, case, patient, stage, decided, main=tree.id == main, asks=asks)
    for each in case.decisions:
        if each.tree in found and since(pack, each, stages) in OVERTAKEN:
            found[each.tree] = "changed"
    found |= dict.fromkeys((tree for tree in drafts if tree in found), "draft")
    return {tree: reason for tree, reason in found.items() if reason is not None}


def _reason(
    pack: Pack, case: Case, patient: Patient, stage: Stage, decided: Collection[str], *, main: bool, asks: bool
) -> NextReason | None:
    advice, tree = stage.advice, stage.advice.tree
    if advice.status == "out_of_scope" or tree.id in decided or is_done(case, stage):
        return None
    if stage.entry == "unknown":
        return "entry" if WHOLE_CASE not in decided and _asks_entry(pack, case, patient, stage) else None
    if stage.entry != "open":
        return None
    if advice.urgent:
        return "urgent"
    if advice.outcome is None and is_asked(case, stage):
        return "open" if asks else None
    if not _says(stage):
        return None
    if stage.by_decision is not None:
        return "chosen"
    return "undecided" if main and WHOLE_CASE not in decided else None


def _asks_entry(pack: Pack, case: Case, patient: Patient, stage: Stage) -> bool:
    """Whether a tree that would speak for the patient, or presses, waits for a fact that no question before it asks."""
    advice = stage.advice
    if advice.tree.id not in pack.main and not advice.urgent:
        return False
    return unasked_entry(pack, case, patient, stage.advice.settled, stage.advice.tree.id) is not None


def unasked_entry(pack: Pack, case: Case, patient: Patient, settled: Settled, tree: str) -> str | None:
    """The fact that decides whether a tree applies, while nobody was asked it; None where another tree decides it."""
    fact = entry_fact(pack, patient, settled, pack.trees_by_id[tree], case.chosen)
    return None if fact is None or fact in patient.unknown or fact in patient.values else fact


def _says(stage: Stage) -> bool:
    outcome = stage.advice.outcome
    return bool(stage.advice.ways) or (outcome is not None and outcome.kind in ("advice", "silent"))


def turn(reason: NextReason) -> int:
    """What is left undone or presses comes before the rest."""
    return FIRST.index(reason) if reason in FIRST else len(FIRST)


def is_done(case: Case, stage: Stage) -> bool:
    """Whether what a tree advises was ticked off."""
    outcome = stage.advice.outcome
    return outcome is not None and f"{stage.advice.tree.id}.{outcome.id}" in case.done


def decided_on(case: Case, of: str) -> Decision | None:
    """The decision that the board took on this advice, `tree.outcome`; None where it took none on it."""
    return next((each for each in case.decisions if f"{each.tree}.{each.advice}" == of), None)


def is_otherwise(case: Case, of: str) -> bool:
    """Whether the board decided otherwise than this advice and said what stands instead: then its limit runs no more.

    A deviation of which only the reason is known leaves it running: else nothing would stand in its place.
    """
    decision = decided_on(case, of)
    if decision is None or decision.kind != "deviate":
        return False
    return decision.chosen is not None or bool((decision.text or "").strip())


class Limit(NamedTuple):
    """A limit that counts for a patient: `of` is its advice, `tree.outcome`, `sure` whether it is certain, `done` when
    that advice was carried out; None while it was not."""

    of: str
    due: Deadline
    sure: bool
    done: datetime | None


def limits_of(case: Case, stage: Stage, moments: Mapping[str, datetime], at: datetime | None) -> Iterator[Limit]:
    """The limits of a tree that count now (`limits_now`); none of an advice that the board decided otherwise, unless it
    was carried out all the same. Window, room and paper ask here."""
    for due, sure in limits_now(stage, moments, at):
        of = f"{stage.advice.tree.id}.{due.of}"
        if of in case.done or not is_otherwise(case, of):
            yield Limit(of, due, sure, case.done.get(of))


def is_asked(case: Case, stage: Stage) -> bool:
    """Whether a tree waits for a fact that nobody was asked yet."""
    waits = (*stage.advice.scope_open, *stage.advice.open_facts)
    return any(fact not in case.patient.unknown for fact in waits)


def lead_out(pack: Pack, stages: Sequence[Stage], ships: Callable[[str], bool]) -> str | None:
    """Where another guideline speaks for the patient instead, which the program has: `pack/tree`. None while it can be
    several, and where a tree of this one speaks."""
    stage = main_now(pack, stages)
    outcome = stage.advice.outcome
    if stage.entry != "open" or outcome is None or outcome.kind != "elsewhere":
        return None
    way = only_way(pack, stage.advice.settled, outcome)
    return way if way is not None and "/" in way and ships(way.partition("/")[0]) else None


def left_open(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[str, ...]:
    """The trees at which something is left to do, in the order of the guideline: what is to be looked at, and a short
    limit of a tree that may apply, also where nobody knows whether it does. None after a decision on the whole case."""
    decided = {each.tree for each in case.decisions}
    if WHOLE_CASE in decided:
        return ()
    found = reasons(pack, case, stages)
    return tuple(id for id in _ids(stages) if id in found or id in _pressing(case, stages, decided))


def _pressing(case: Case, stages: Iterable[Stage], decided: Collection[str]) -> set[str]:
    return {
        stage.advice.tree.id
        for stage in stages
        if stage.advice.urgent
        and stage.entry != "not_entered"
        and stage.advice.status != "out_of_scope"
        and stage.advice.tree.id not in decided
        and not is_done(case, stage)
    }


def passed_by(case: Case, stages: Iterable[Stage], seen: Collection[str]) -> tuple[str, ...]:
    """The trees that apply and advise something on which the board neither decided nor looked at it."""
    decided = {each.tree for each in case.decisions}
    if WHOLE_CASE in decided:
        return ()
    applying = (stage for stage in stages if stage.entry == "open" and stage.advice.status == "complete")
    return tuple(
        stage.advice.tree.id
        for stage in applying
        if stage.advice.outcome is not None
        and stage.advice.outcome.kind == "advice"
        and stage.advice.tree.id not in (*decided, *seen)
        and not is_done(case, stage)
    )


def _ids(stages: Iterable[Stage]) -> tuple[str, ...]:
    return tuple(stage.advice.tree.id for stage in stages)
