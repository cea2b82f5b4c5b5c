"""What is still to be done for one patient: at which trees, and why. What comes next and what is counted ask it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple, TypeAlias

from mdo_viewer.guideline.model import ALWAYS, BoardChoice, Outcome, Pack, Text, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import (
    APART,
    OVERTAKEN,
    followed,
    followed_at,
    is_before_whole,
    is_replaced,
    left_by_whole,
    overtaken_by,
    since,
    with_followed,
)
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import (
    FOLLOWING,
    carried_out,
    is_passed_over,
    not_chosen,
    spoken_elsewhere,
    was_given,
)
from mdo_viewer.meeting.main_tree import main_now, waits_untold
from mdo_viewer.meeting.tables.moments import patient_of
from mdo_viewer.reasoning.deadlines import by_urgency, deadline
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.journey import entry_fact
from mdo_viewer.reasoning.leading import only_way
from mdo_viewer.reasoning.results import Advice, Deadline, Patient, Settled, Stage
from mdo_viewer.reasoning.urgency import limits_now

#: Why a tree is to be looked at: the board's choice or the advice here leads to it, a decision waits half written or
#: was taken on another advice, a short limit runs, a question is open, whether it applies was not asked yet, or what it
#: advises is not decided yet; of a tree that does not speak for the patient that is `beside`, a short limit of one of
#: which nobody knows whether it applies is `perhaps`, and what comes with its advice and was not asked is `riders`.
NextReason: TypeAlias = Literal[
    "chosen", "leads", "draft", "changed", "urgent", "open", "entry", "undecided", "beside", "perhaps", "riders"
]
#: What comes before the order of the guideline.
FIRST: Final[tuple[NextReason, ...]] = ("draft", "changed", "urgent")
#: What comes after it: nobody begins there, and it is left out by no way on.
LAST: Final[tuple[NextReason, ...]] = ("beside", "perhaps")


def reasons(pack: Pack, case: Case, stages: Sequence[Stage], drafts: Collection[str] = ()) -> dict[str, NextReason]:
    """By tree why it is to be looked at, in the order of the guideline; trees at which nothing is to be done are not
    there. `drafts` are the trees on which a decision waits half written.

    Of a tree that is open for everyone the questions count only where it speaks for the patient, presses, or another
    tree that applies leads there: who comes for a treatment is not asked how to come by a diagnosis.

    After a decision on the whole case that is only what was begun or turned since, a choice that following leaves, and
    how a treatment is given that stands (`given_left`): what else is open holds nobody up, and is named (`left_open`).
    Where that decision is overtaken itself, the tree that speaks for the patient now is one of them.
    """
    found = _undone(pack, case, stages)
    whole = next((each for each in case.decisions if each.is_whole), None)
    if whole is not None:
        found = {tree: "changed" for tree, reason in found.items() if reason == "changed"}
        if since(pack, case, whole, stages) in OVERTAKEN:
            found[main_now(pack, stages).advice.tree.id] = "changed"
        found |= {each: "undecided" for each in choices_left(pack, case, stages) if each not in found}
        found = given_left(pack, case, stages) | found
    found |= dict.fromkeys((tree for tree in drafts if tree in pack.trees_by_id), "draft")
    return {tree.id: found[tree.id] for tree in pack.trees if tree.id in found}


def _undone(pack: Pack, case: Case, stages: Sequence[Stage]) -> dict[str, NextReason]:
    """The same, whatever was decided on the whole case."""
    main = main_now(pack, stages).advice.tree.id
    decided, asking = _decided(pack, case, stages), _asking(pack, case, stages)
    patient = patient_of(pack, case)
    found: dict[str, NextReason | None] = {}
    for stage in stages:
        tree = stage.advice.tree
        asks = tree.id in asking
        found[tree.id] = _reason(pack, case, patient, stage, decided, main=tree.id == main, asks=asks)
    for each in case.decisions:
        if each.tree in found and since(pack, case, each, stages) in OVERTAKEN:
            found[each.tree] = "changed"
    return {tree: reason for tree, reason in found.items() if reason is not None}


def _decided(pack: Pack, case: Case, stages: Sequence[Stage]) -> set[str]:
    """The trees on which the board's word counts, with the whole case where it decided on that, and those of what it
    did not choose."""
    decided = {each.tree for each in case.decisions} | not_chosen(pack, case)
    return decided | {each.advice.tree.id for each in stages if spoken_elsewhere(pack, case, each.advice, stages)}


def _asking(pack: Pack, case: Case, stages: Sequence[Stage]) -> set[str]:
    """The trees of which the questions count: not those of a tree that is open for everyone and to which nothing
    leads."""
    led = {tree for stage in stages for tree in leads_to(case, stage)}
    led.add(main_now(pack, stages).advice.tree.id)
    trees = (stage.advice.tree for stage in stages)
    return {tree.id for tree in trees if tree.entry != ALWAYS or tree.id in led}


def leads_to(case: Case, stage: Stage) -> tuple[str, ...]:
    """The trees to which the advice of a tree leads; none of a tree that does not apply, and of one from whose advice
    the board deviated: then what it chose leads."""
    deviated = any(each.tree == stage.advice.tree.id and each.kind == "deviate" for each in case.decisions)
    return stage.advice.next_trees if stage.entry == "open" and not deviated else ()


def stuck(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[str, ...]:
    """The trees that wait for an answer which nobody knows: it was asked, and was not known. Nothing can be asked or
    followed there, so that no way on leads to them; that is why they have to be named."""
    decided, asking, patient = _decided(pack, case, stages), _asking(pack, case, stages), patient_of(pack, case)
    found = reasons(pack, case, stages)
    trees = (each for each in stages if each.advice.tree.id not in decided and each.advice.tree.id not in found)
    return tuple(
        each.advice.tree.id
        for each in trees
        if _is_stuck(pack, case, patient, each, asks=each.advice.tree.id in asking)
    )


def _is_stuck(pack: Pack, case: Case, patient: Patient, stage: Stage, *, asks: bool) -> bool:
    advice = stage.advice
    if advice.status == "out_of_scope" or stage.entry == "not_entered":
        return False
    if stage.entry == "unknown":
        return entry_fact(pack, patient, advice.settled, advice.tree, case.chosen) in patient.unknown
    waits = any(fact in patient.unknown for fact in (*advice.open_facts, *advice.scope_open))
    return asks and advice.outcome is None and not advice.ways and waits


def _reason(
    pack: Pack, case: Case, patient: Patient, stage: Stage, decided: Collection[str], *, main: bool, asks: bool
) -> NextReason | None:
    advice, tree = stage.advice, stage.advice.tree
    if advice.status == "out_of_scope" or tree.id in decided or is_done(case, stage):
        return None
    if stage.entry == "unknown" and WHOLE_CASE not in decided:
        return "entry" if _asks_entry(pack, case, patient, stage) else "perhaps" if advice.urgent else None
    if stage.entry != "open":
        return None
    if advice.urgent:
        return "urgent"
    if advice.outcome is None and is_asked(pack, patient, stage):
        return "open" if asks else None
    if not _says(stage):
        return None
    if stage.by_decision is not None:
        return "chosen"
    if WHOLE_CASE in decided:
        return None
    # What somebody only has to know is read in the strip: nobody stops there for it.
    return "undecided" if main else "beside" if _advises(stage) and wants_decision(stage) else None


def _asks_entry(pack: Pack, case: Case, patient: Patient, stage: Stage) -> bool:
    """Whether a tree that would speak for the patient, or presses, or says how what the board chose is given, waits for
    a fact that no question before it asks."""
    advice = stage.advice
    given = advice.tree.id in carried_out(pack, case, advice.settled)
    speaks = advice.tree.id in pack.main and not _is_after_treatment(pack, case)
    if not (speaks or given or advice.urgent):
        return False
    return unasked_entry(pack, case, patient, stage.advice.settled, stage.advice.tree.id) is not None


def _is_after_treatment(pack: Pack, case: Case) -> bool:
    """Whether the board decided on a tree that stands after all that choose a treatment: how to come by a diagnosis is
    on the table no more. Complaints lead back by an answer there."""
    order = [tree.id for tree in pack.trees]
    last = max((order.index(tree) for tree in pack.main), default=len(order))
    return any(order.index(each.tree) > last for each in case.decisions if each.tree in order)


def unasked_entry(pack: Pack, case: Case, patient: Patient, settled: Settled, tree: str) -> str | None:
    """The fact that decides whether a tree applies, while nobody was asked it; None where another tree decides it."""
    fact = entry_fact(pack, patient, settled, pack.trees_by_id[tree], case.chosen)
    return None if fact is None or fact in patient.unknown or fact in patient.values else fact


def _says(stage: Stage) -> bool:
    outcome = stage.advice.outcome
    return bool(stage.advice.ways) or (outcome is not None and outcome.kind in ("advice", "silent"))


def _advises(stage: Stage) -> bool:
    outcome = stage.advice.outcome
    return stage.advice.status == "complete" and outcome is not None and outcome.kind == "advice"


def turn(reason: NextReason) -> int:
    """What is left undone or presses comes before the rest, and what stands beside that after it."""
    return FIRST.index(reason) if reason in FIRST else len(FIRST) + (reason in LAST)


def is_done(case: Case, stage: Stage) -> bool:
    """Whether what a tree advises was ticked off."""
    outcome = stage.advice.outcome
    return outcome is not None and f"{stage.advice.tree.id}.{outcome.id}" in case.done


def decided_on(case: Case, of: str) -> Decision | None:
    """The decision that the board took on this advice, `tree.outcome`; None where it took none on it."""
    return next((each for each in case.decisions if f"{each.tree}.{each.advice}" == of), None)


def is_otherwise(case: Case, of: str) -> bool:
    """Whether the board decided otherwise than this advice and said what stands instead (`is_lapsed`).

    A deviation of which only the reason is known leaves it running: else nothing would stand in its place.
    """
    decision = decided_on(case, of)
    if decision is None or decision.kind != "deviate":
        return False
    return decision.chosen is not None or bool((decision.text or "").strip())


def is_lapsed(case: Case, of: str) -> bool:
    """Whether the limit of this advice runs no more as the board decided otherwise on it. After another decision on the
    whole case it does: what stood instead is not carried out any more."""
    decision = decided_on(case, of)
    return decision is not None and is_otherwise(case, of) and not is_before_whole(case, decision)


class LimitHere(NamedTuple):
    """A limit that counts for a patient: `of` is its advice, `tree.outcome`, `sure` whether it is certain, `done` when
    that advice was carried out; None while it was not. `overtaken`: the board followed that advice, and the tree says
    something else now."""

    of: str
    due: Deadline
    sure: bool
    done: datetime | None
    overtaken: bool = False


def limits_of(case: Case, stage: Stage, moments: Mapping[str, datetime], at: datetime | None) -> Iterator[LimitHere]:
    """The limits of a tree that count now (`limits_now`), then one that the board followed and that still runs; none of
    an advice that the board decided otherwise, unless it was carried out all the same. Window, room and paper ask
    here."""
    found = []
    for due, sure in limits_now(stage, moments, at):
        of = f"{stage.advice.tree.id}.{due.of}"
        if of in case.done or not is_lapsed(case, of):
            found.append(LimitHere(of, due, sure, case.done.get(of)))
    followed = _followed_limit(case, stage, moments, at)
    if followed is not None:
        found = [each for each in found if each.of != followed.of]  # as it was decided it is not provisional
    yield from found
    # Nobody is told of two limits of one tree where the one of now ends no later.
    if followed is not None:
        ends = by_urgency(followed.due, at)
        if not any(by_urgency(each.due, at) <= ends for each in _latest(found)):
            yield followed


def _latest(limits: Iterable[LimitHere]) -> Iterator[LimitHere]:
    return (each for each in limits if each.due.limit.type == "latest")


def running_limits(
    case: Case, stage: Stage, moments: Mapping[str, datetime], at: datetime | None
) -> Iterator[LimitHere]:
    """Of those (`limits_of`) the ones that press: something has to be done before them, and was not ticked off."""
    return (each for each in _latest(limits_of(case, stage, moments, at)) if each.done is None)


def _followed_limit(case: Case, stage: Stage, moments: Mapping[str, datetime], at: datetime | None) -> LimitHere | None:
    """The limit of an advice that the board followed, on its tree or on the whole case, where the facts have overtaken
    that or its tree is closed: it runs until the board decides anew, or nothing is left to be done by it."""
    tree, now = stage.advice.tree, stage.advice.outcome
    then = followed_at(case, tree)
    if then is None or then.limit is None or f"{tree.id}.{then.id}" in case.done:
        return None
    if now is not None and now.id == then.id and (stage.entry == "open" or _is_now(stage, then, moments, at)):
        return None
    if overtaken_by(stage, then) in ("not_needed", "lapsed"):
        return None
    return LimitHere(f"{tree.id}.{then.id}", deadline(then.id, then.limit, moments, at), True, None, overtaken=True)


def _is_now(stage: Stage, outcome: Outcome, moments: Mapping[str, datetime], at: datetime | None) -> bool:
    return any(due.of == outcome.id for due, _sure in limits_now(stage, moments, at))


def held_open(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[tuple[Stage, Outcome], ...]:
    """The trees that wait for a fact while nothing points to a limit yet, each with the one to be held until then: the
    shortest still possible. It is nobody's task (`limits_of`), but no tree is said to have none. Not of a tree that is
    open for everyone and of which nothing is told, nor of one on which the board decided."""
    asking, decided = _asking(pack, case, stages), {each.tree for each in case.decisions}
    return tuple(
        (stage, short)
        for stage in stages
        if (short := stage.advice.tightest) is not None
        and short.limit is not None
        and stage.entry == "open"
        and not stage.advice.pressing
        and stage.advice.tree.id in asking - decided
        and not waits_untold(stage)
    )


def is_passed_by(pack: Pack, stage: Stage, case: Case) -> bool:
    """Whether the board decided further on, and nobody opened this tree, which waits for facts.

    A tree that is open for everyone is opened by an answer that no other tree asks for. What a decision was about may
    have been seen to, so that a limit that was only possible is nobody's task any more.
    """
    tree = stage.advice.tree
    if stage.advice.outcome is not None or tree.entry != ALWAYS:
        return False
    decided = [pack.trees_by_id[each.tree].number for each in case.decisions if each.tree in pack.trees_by_id]
    asked = {each.id: set(_questions_of(pack, each)) for each in pack.trees}
    own = asked[tree.id].difference(*(facts for id, facts in asked.items() if id != tree.id))
    return max(decided, default=0) > tree.number and not own & case.patient.values.keys()


def _questions_of(pack: Pack, tree: Tree) -> Iterator[str]:
    return (fact for question in tree.questions for fact in pack.facts_asked(question))


def is_asked(pack: Pack, patient: Patient, stage: Stage) -> bool:
    """Whether a tree waits for a fact that nobody was asked yet."""
    scope = (fact not in patient.unknown for fact in stage.advice.scope_open)
    return any(scope) or asked_next(pack, patient, stage.advice) is not None


def asked_next(pack: Pack, patient: Patient, advice: Advice) -> str | None:
    """The first open fact of a tree that nobody was asked yet; what opens its "only if" comes before it, for an answer
    under one that is unknown would be taken for that answer too."""
    asked = (_gate_first(pack, patient, advice, fact) for fact in advice.open_facts if fact not in patient.unknown)
    return next((fact for fact in asked if fact is not None), None)


def _gate_first(pack: Pack, patient: Patient, advice: Advice, fact: str) -> str | None:
    """The fact itself where its "only if" is open, else the first that opens it; None where all of those were asked and
    nobody knows them."""
    gate, settled = pack.facts_by_id[fact].only_if, advice.settled
    if gate is None or truth(pack, settled, gate) is True:
        return fact
    openers = (id for id in pack.facts_in(gate) if id not in settled.values and id not in settled.closed)
    return next((_gate_first(pack, patient, advice, id) for id in openers if id not in patient.unknown), None)


def lead_out(pack: Pack, stages: Sequence[Stage], ships: Callable[[str], bool]) -> str | None:
    """Where another guideline speaks for the patient instead, which the program has: `pack/tree`. None while it can be
    several, and where a tree of this one speaks."""
    stage = main_now(pack, stages)
    outcome = stage.advice.outcome
    if stage.entry != "open" or outcome is None or outcome.kind != "elsewhere":
        return None
    way = only_way(pack, stage.advice.settled, outcome)
    return way if way is not None and "/" in way and ships(way.partition("/")[0]) else None


def asked_beside(pack: Pack, case: Case, stages: Sequence[Stage]) -> dict[str, str]:
    """By tree the fact that decides whether something comes with its advice (a rider), while nobody was asked it: of an
    advice that stands, which the board followed, or on which there is nothing to decide. What stands beside an advice
    is asked after all else; without that a patient would be ready with what nobody was asked."""
    if any(each.is_whole for each in case.decisions):
        return {}
    found, unknown = reasons(pack, case, stages), patient_of(pack, case).unknown
    followed = {(each.tree, each.advice) for each in case.decisions if each.kind in FOLLOWING}
    asked: dict[str, str] = {}
    for stage in stages:
        tree, outcome = stage.advice.tree.id, stage.advice.outcome
        if stage.entry != "open" or outcome is None or stage.advice.status == "out_of_scope":
            continue
        if (tree, outcome.id) in followed or (tree in found and not wants_decision(stage)):
            facts = [each.fact for each in stage.advice.open_riders if each.fact not in unknown]
            if facts:
                asked[tree] = facts[0]
    return asked


class LeftOpen(NamedTuple):
    """What is left of a patient, by the ids of trees in the order of the guideline: those at which something is still
    to be asked or decided (`wants_decision`), and those whose decision was taken on other advice than that of now;
    there `WHOLE_CASE` stands for a decision on the whole case. `stuck` are trees that wait for an answer which nobody
    knows. `behind` are those that a decision on the whole case left open: nobody has to come back to them. `asked` are
    those that say something, beside which a question waits that nobody was asked (`asked_beside`). `apart` are those of
    the overtaken beside which the board decided otherwise (`APART`): they are discussed again first."""

    trees: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def turned(self) -> tuple[str, ...]:
        """The overtaken without those that are `apart`."""
        return tuple(each for each in self.overtaken if each not in self.apart)


def wants_decision(stage: Stage) -> bool:
    """Whether a tree that applies leaves something to decide: it asks, says nothing, leaves a choice, or advises what
    somebody has to do, within a time or in a dose."""
    outcome = stage.advice.outcome
    if outcome is None or outcome.kind == "silent" or stage.advice.tree.choices:
        return True
    return outcome.to_do is not None or outcome.limit is not None or outcome.dose is not None


def _behind(pack: Pack, case: Case, stages: Sequence[Stage], left: Collection[str]) -> tuple[str, ...]:
    """The trees at which something is still asked, or on whose urgent advice, limit or dose a decision on the whole
    case says nothing (`is_passed_over`); but for what is to be decided all the same (`left`)."""
    apart = replace(case, decisions=tuple(each for each in case.decisions if not each.is_whole))
    found = _undone(pack, apart, stages)
    return tuple(
        stage.advice.tree.id
        for stage in stages
        if stage.advice.tree.id not in left
        and _stays_open(stage, found.get(stage.advice.tree.id), over=is_passed_over(pack, case, stage.advice.tree.id))
    )


def _stays_open(stage: Stage, reason: NextReason | None, *, over: bool) -> bool:
    outcome = stage.advice.outcome
    if outcome is None:
        return reason in ("open", "urgent")
    ordered = stage.entry == "open" and (outcome.limit is not None or outcome.dose is not None)
    return over and (reason == "urgent" or (ordered and reason is not None))


def given_left(pack: Pack, case: Case, stages: Sequence[Stage]) -> dict[str, NextReason]:
    """After a decision on the whole case the trees that say how a treatment is given (its dose) that the board chose,
    there or by following the advice on all, and why each comes: without that it would be ordered with what nobody
    decided. Not of a choice that the decision on the whole case replaced."""
    made, patient = with_followed(pack, case, stages), patient_of(pack, case)
    made = replace(made, decisions=tuple(each for each in made.decisions if not is_replaced(case, each)))
    decided = (_decided(pack, made, stages) | {each.tree for each in case.decisions}) - {WHOLE_CASE}
    found: dict[str, NextReason] = {}
    for stage in stages:
        tree = stage.advice.tree.id
        if tree in carried_out(pack, made, stage.advice.settled):
            why = _reason(pack, made, patient, stage, decided, main=False, asks=True)
            found |= {} if why is None else {tree: "chosen" if why == "beside" else why}
    return found


def choices_left(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[str, ...]:
    """The trees that advise what several choices follow, where the board followed the advice on the whole case alone:
    which of them it chose is not decided by that, and what it wrote cannot be read. Not where one of them was given,
    and it is known what was followed: then what comes after it is a task. And those on which what it had decided
    otherwise was taken back since (`left_by_whole`)."""
    whole = next((each for each in case.decisions if each.is_whole and each.kind in FOLLOWING), None)
    if whole is None:
        return ()
    decided, kept = {each.tree for each in case.decisions}, whole.then is not None
    left = left_by_whole(pack, case)
    return tuple(
        stage.advice.tree.id
        for stage in stages
        if stage.entry == "open"
        and (len(choices_following(stage.advice)) > 1 or stage.advice.tree.id in left)
        and stage.advice.tree.id not in decided
        and not is_done(case, stage)
        and not (kept and any(_was_given(pack, case, stage, each) for each in choices_following(stage.advice)))
        and spoken_elsewhere(pack, case, stage.advice, stages) is None
    )


def choices_apart(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[tuple[Tree, BoardChoice], ...]:
    """What follows the advices to which the numbers of a range lead apart, with their trees, where the board followed
    the advices on the whole case: several treatments, of which that chose none. Empty where they lead to one alone,
    where one was given and it is known what was followed, and where the board decided on one of these trees."""
    whole = next((each for each in case.decisions if each.is_whole and each.kind in FOLLOWING), None)
    if whole is None:
        return ()
    decided, kept = {each.tree for each in case.decisions}, whole.then is not None
    apart = [
        (part, choice)
        for stage in stages
        if stage.entry != "open" or stage.advice.outcome is None
        for part in stage.apart
        if part.entry == "open"
        for choice in choices_following(part.advice)
    ]
    if any(part.advice.tree.id in decided or (kept and _was_given(pack, case, part, each)) for part, each in apart):
        return ()
    several = len({choice.label for _, choice in apart}) > 1
    return tuple((part.advice.tree, choice) for part, choice in apart) if several else ()


def choices_overtaken(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[tuple[Stage, Text], ...]:
    """The trees of which following the advices on the whole case left a choice that nobody made, and that say something
    else now, with what they advised then: no treatment was decided. None where a choice is left by the advices of now,
    or the board decided on a tree where it chooses."""
    whole = next((each for each in case.decisions if each.is_whole), None)
    chosen = any(each.tree in pack.trees_by_id and pack.trees_by_id[each.tree].choices for each in case.decisions)
    if whole is None or chosen or choices_left(pack, case, stages) or choices_apart(pack, case, stages):
        return ()
    here = {stage.advice.tree.number: stage for stage in stages}
    left = ((here[each.number], each.said) for each in followed(pack, case, whole) if each.open and each.number in here)
    return tuple((stage, said) for stage, said in left if not _says_still(stage, said))


def _says_still(stage: Stage, said: Text) -> bool:
    outcome = stage.advice.outcome
    return stage.entry == "open" and outcome is not None and outcome.title == said


def _was_given(pack: Pack, case: Case, stage: Stage, choice: BoardChoice) -> bool:
    return was_given(pack, case, stage.advice.settled, stage.advice.tree, choice)


def choices_following(advice: Advice) -> tuple[BoardChoice, ...]:
    """The choices that follow what a tree advises."""
    outcome = advice.outcome
    return () if outcome is None else tuple(each for each in advice.tree.choices if outcome.id in each.follows)


def left_open(pack: Pack, case: Case, stages: Sequence[Stage]) -> LeftOpen:
    """What is left of a patient, by its facts and decisions alone: the same for whoever looks, before and after the
    meeting was opened again. After a decision on the whole case no tree is, but for a choice that following leaves and
    how a treatment is given that stands."""
    how = {each.tree: since(pack, case, each, stages) for each in case.decisions}
    over = {about for about, found in how.items() if found in OVERTAKEN}
    ids = tuple(stage.advice.tree.id for stage in stages)
    overtaken = tuple(about for about in (*ids, WHOLE_CASE) if about in over)
    apart = tuple(about for about in overtaken if how[about] in APART)
    if any(each.is_whole for each in case.decisions):
        here = {*choices_left(pack, case, stages), *given_left(pack, case, stages)} - over
        left = tuple(id for id in ids if id in here)
        return LeftOpen(left, overtaken, behind=_behind(pack, case, stages, here | over), apart=apart)
    found = reasons(pack, case, stages)
    known = {stage.advice.tree.id for stage in stages if stage.entry == "open" and not wants_decision(stage)}
    trees = tuple(id for id in ids if id in found and id not in over and id not in known)
    beside = asked_beside(pack, case, stages)
    asked = tuple(id for id in ids if id in beside and id not in trees and id not in over)
    return LeftOpen(trees, overtaken, stuck(pack, case, stages), asked=asked, apart=apart)
