"""The limit that a treatment has to meet, and whether what the board decided keeps to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from mdo_viewer.guideline.model import BoardChoice, Outcome, Pack, Text, Tree
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import FOLLOWING, choice_of, chose_nothing, is_earlier, treated_since
from mdo_viewer.meeting.tables.moments import moment_said
from mdo_viewer.meeting.to_do import decided_on, is_lapsed, limits_of, running_limits
from mdo_viewer.reasoning.deadlines import by_urgency, is_later
from mdo_viewer.reasoning.results import Advice, Deadline, Stage
from mdo_viewer.reasoning.saying import PastAs, Saying
from mdo_viewer.reasoning.urgency import limits_now


def is_therapy(outcome: Outcome) -> bool:
    """Whether an advice is a limit that a treatment meets."""
    return outcome.limit is not None and outcome.limit.type == "latest" and bool(outcome.limit.met_by)


class TherapyLimit(NamedTuple):
    """A limit that runs now and that a treatment meets, with its tree; `sure` where it is certain."""

    tree: Tree
    due: Deadline
    sure: bool

    @property
    def of(self) -> str:
        """Its advice, `tree.outcome`: two trees may each have an outcome of the same name."""
        return f"{self.tree.id}.{self.due.of}"


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


def earliest_for(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None
) -> TherapyLimit | None:
    """The limit that a decision may not come before: one of the earliest time, that runs, of its own advice or of one
    that leads to how the treatment is carried out. None where the board decided otherwise on it."""
    if chose_nothing(pack, decision):
        return None
    return next(
        (
            TherapyLimit(stage.advice.tree, limit.due, limit.sure)
            for stage in stages
            for limit in limits_of(case, stage, case.patient.moments, at)
            if limit.due.limit.type == "earliest" and limit.done is None
            if decision.tree == stage.advice.tree.id or waits_for(pack, decision, stage.advice.tree, limit.due.of)
        ),
        None,
    )


def waits_for(pack: Pack, decision: Decision, tree: Tree, outcome: str) -> bool:
    """Whether a decision is on the treatment that waits for this advice: it chose that, or how it is carried out."""
    after = {each.tree for each in tree.outcomes_by_id[outcome].next}
    choices = [choice for other in pack.trees for choice in other.choices if any(_opens(choice, id) for id in after)]
    how = {each.tree for choice in choices for each in choice.opens if each.specifies}
    return decision.tree in how or choice_of(pack, decision) in choices


class PastLimit(NamedTuple):
    """A limit that a moment of the board does not keep to: of which tree, until when, and whether it is only possible,
    or the board deviated from it without saying what stands instead (`own`: with a moment that this does not keep to);
    `early` where it comes before the earliest moment."""

    number: int
    due: datetime
    how: PastAs


def past_limits(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None
) -> tuple[PastLimit, ...]:
    """The limits that the board's own moment does not keep to, while they run: that of its own advice, those that a
    treatment has to meet, the one that presses most first, and the earliest moment before which it may not come. Each
    is held against it, but for one without a moment to run from and one that something filled in may have met. A moment
    alone lifts no limit, and beside a limit of hours the later one is read as the one that counts: whatever shows the
    moment asks here. What is only possible stands last: where there is room for one, what is certain is said."""
    if decision.before is None or chose_nothing(pack, decision):
        return ()
    limits = therapy_limits(case, stages, at) if _is_treatment(pack, case, decision) else []
    own = [*_own(case, decision, stages, at), *limits_anew(pack, case, decision, stages, at)]
    own = [each for each in own if each.of not in {limit.of for limit in limits}]
    late = [past for limit in (*own, *limits) if (past := past_limit(case, decision, limit)) is not None]
    if _is_treatment(pack, case, decision):
        late += _after_own(pack, case, decision, stages, at)
    first = earliest_for(pack, case, decision, stages, at)
    if first is not None and first.due.due is not None and is_later(first.due.due, decision.before):
        late.append(PastLimit(first.tree.number, first.due.due, "early"))
    return tuple(sorted(late, key=lambda each: each.how == "perhaps"))


def past_limit(case: Case, decision: Decision, limit: TherapyLimit) -> PastLimit | None:
    """This limit, where the board's own moment comes after it."""
    due = limit.due.due
    if decision.before is None or due is None or limit.due.met is not None or not is_later(decision.before, due):
        return None
    return PastLimit(limit.tree.number, due, _how(case, limit))


def limits_anew(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None
) -> list[TherapyLimit]:
    """The limits that run of the tree at which the way begins anew by an advice that is followed and has no limit: what
    leads back to an earlier tree is done within what that says. The one that presses most comes first."""
    tree, outcome = pack.trees_by_id.get(decision.tree), _outcome(pack, decision)
    if tree is None or outcome is None or outcome.limit is not None or decision.kind not in FOLLOWING:
        return []
    back = {each.tree for each in outcome.next if each.tree in pack.trees_by_id}
    found = (
        TherapyLimit(stage.advice.tree, limit.due, limit.sure)
        for stage in stages
        if stage.advice.tree.id in back and stage.advice.tree.number < tree.number
        for limit in running_limits(case, stage, case.patient.moments, at)
        if limit.due.met is None
    )
    return sorted(found, key=lambda each: by_urgency(each.due, at))


def _is_treatment(pack: Pack, case: Case, decision: Decision) -> bool:
    """Whether a decision can be on a treatment that a limit waits for; one on the whole case can."""
    tree = pack.trees_by_id.get(decision.tree)
    return tree is None or bool(tree.choices or any(map(is_therapy, tree.outcomes)) or carries_out(pack, case, tree.id))


def _own(case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None) -> Iterator[TherapyLimit]:
    """The limit of the advice itself on which a decision was taken."""
    for stage in stages:
        if stage.advice.tree.id == decision.tree:
            for limit in running_limits(case, stage, case.patient.moments, at):
                if limit.of == f"{decision.tree}.{decision.advice}":
                    yield TherapyLimit(stage.advice.tree, limit.due, limit.sure)


def _after_own(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None
) -> Iterator[PastLimit]:
    """The moments that the board put in the place of a treatment's limit, where this one comes after them."""
    assert decision.before is not None
    for stage in stages:
        for due, _ in limits_now(stage, case.patient.moments, at):
            of = f"{stage.advice.tree.id}.{due.of}"
            instead = decided_on(case, of) if due.limit.met_by and is_lapsed(case, of) and of not in case.done else None
            if instead is None or instead.before is None or instead.tree == decision.tree:
                continue
            if is_later(decision.before, instead.before):
                yield PastLimit(stage.advice.tree.number, instead.before, "own")


def _how(case: Case, limit: TherapyLimit) -> PastAs:
    if not limit.sure:
        return "perhaps"
    decision = decided_on(case, limit.of)
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


def past_key(key: str, found: PastLimit) -> str:
    """The words in few: after the limit of a tree, or one that may hold there, after the board's own moment there, or
    before its earliest one."""
    return f"{key}_{found.how}" if found.how in ("own", "early", "perhaps") else key


def begun_at(pack: Pack, case: Case, choice: BoardChoice) -> datetime | None:
    """The last of the moments that are filled in from which the limits run that this choice meets; None without any."""
    limits = (outcome.limit for tree in pack.trees for outcome in tree.outcomes)
    starts = {each.moment for each in limits if each is not None and not set(each.met_by).isdisjoint(choice.met_by)}
    found = (case.patient.moments.get(id) for id in starts)
    return max((each for each in found if each is not None), key=lambda each: each.astimezone(UTC), default=None)


class Treatments(NamedTuple):
    """`operatie di 24 nov 18:00`: what is filled in of the treatments of now, and of earlier ones."""

    now: tuple[str, ...]
    earlier: tuple[str, ...]


def treatments(pack: Pack, case: Case, advice: Advice, at: datetime | None, saying: Saying) -> Treatments:
    """Those that can be chosen at a tree and are filled in, unless that was before the moment from which its limit
    would run; earlier is what is needed again (`is_earlier`)."""
    now: dict[str, str] = {}
    earlier: dict[str, str] = {}
    since = treated_since(pack, case, {id for choice in advice.tree.choices for id in choice.met_by})
    for choice in advice.tree.choices:
        begun = begun_at(pack, case, choice)
        for id in choice.met_by:
            when = case.patient.moments.get(id)
            before = when is not None and begun is not None and is_later(begun, when)
            if when is not None and not before and (at is None or not is_later(when, at)):
                what = uncapital(pack.moments_by_id[id].label(saying.language))
                said = earlier if is_earlier(pack, advice.settled, id, when, since) else now
                said[id] = f"{what} {moment_said(pack, id, when, saying)}"
    return Treatments(tuple(now.values()), tuple(earlier.values()))


def treated_said(pack: Pack, case: Case, advice: Advice, at: datetime | None, saying: Saying) -> str:
    """`al behandeld: operatie di 24 nov 18:00; eerder behandeld: …`; empty without any."""
    found = treatments(pack, case, advice, at, saying)
    said = (found.now and saying.treated(found.now), found.earlier and saying.treated_earlier(found.earlier))
    return "; ".join(each for each in said if each)


def treated_here(pack: Pack, case: Case, stage: Stage, at: datetime | None, saying: Saying) -> str:
    """The same of a tree that applies: beside its advice, which would else advise a treatment to who had it."""
    return treated_said(pack, case, stage.advice, at, saying) if stage.entry == "open" else ""
