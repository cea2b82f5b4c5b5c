"""A case of an earlier meeting as it comes into this one: its facts with their day, nothing as if decided today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mdo_viewer.guideline.model import Language, Pack, Text, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import both
from mdo_viewer.meeting.advice_then import OVERTAKEN, advised_then, followed, followed_lines, is_missing, since
from mdo_viewer.meeting.case import Case, Decision, Detail, EarlierDecision, EarlierValue, TakenOver
from mdo_viewer.meeting.choosing import choice_words, journey_of_case
from mdo_viewer.meeting.main_tree import in_order
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.results import Settled, Stage
from mdo_viewer.reasoning.settling import settle


def taken_over(pack: Pack, case: Case, from_day: date, today: date) -> Case:
    """The case for the meeting of `today`, from the one of `from_day`.

    What is too old is no value any more: it stands beside the question, which is asked anew. So is what only makes
    sense with a fact that is asked anew, and what was asked and unknown. Key, place, question, moments, earlier
    treatments, preferences, lead physician and remarks come along; what the board decided stands in words. Urgency,
    who was there, what was done, agreed and confirmed stay behind: each was said on that day, of that day.
    """
    known = _days(pack, case, from_day)
    values = {fact: value for fact, value in case.patient.values.items() if fact in known}
    carried = _with_gates(pack, values, {fact for fact, day in known.items() if not _too_old(pack, fact, day, today)})
    earlier = tuple(EarlierValue(fact, value, known[fact]) for fact, value in values.items() if fact not in carried)
    before = case.taken_over
    waiting = () if before is None else tuple(each for each in before.earlier if each.fact not in known)
    return replace(
        case,
        patient=replace(case.patient, values=carried, unknown=frozenset()),
        details={fact: replace(case.details.get(fact, Detail()), date=known[fact], set_at=None) for fact in carried},
        urgent=False,
        discussed_at=None,
        attendees=(),
        done={},
        decisions=(),
        alternatives=(),
        shared_decision=None,
        gp_informed=None,
        actions=(),
        rediscuss=None,
        confirmed=(),
        taken_over=TakenOver(from_day, (*earlier, *waiting), _decisions(pack, case, from_day), case.rediscuss),
    )


def asked_anew(case: Case, settled: Settled) -> tuple[EarlierValue, ...]:
    """What was known in an earlier meeting and is not known now; not of a fact whose "only if" is closed."""
    if case.taken_over is None:
        return ()
    known = settled.values.keys() | settled.closed
    return tuple(each for each in case.taken_over.earlier if each.fact not in known)


def earlier_value(case: Case, settled: Settled, fact: str) -> EarlierValue | None:
    """What this fact was, where it is asked anew."""
    return next((each for each in asked_anew(case, settled) if each.fact == fact), None)


def carried_from(case: Case, fact: str) -> date | None:
    """The day on which a value was known that came along from an earlier meeting; None for any other."""
    detail = case.details.get(fact)
    if case.taken_over is None or detail is None or detail.set_at is not None or fact not in case.patient.values:
        return None  # what was entered since has the moment of that
    return detail.date


def _days(pack: Pack, case: Case, from_day: date) -> dict[str, date]:
    """The day on which each fact was known: as noted, else when it was entered, else that of the meeting.

    Without values under a closed "only if": they said nothing of the patient, and would begin to once their gate is
    asked anew.
    """
    unused = settle(pack, case.patient.values).unused
    return {fact: _day(case.details.get(fact), from_day) for fact in case.patient.values if fact not in unused}


def _day(detail: Detail | None, from_day: date) -> date:
    if detail is not None and detail.date is not None:
        return detail.date
    return from_day if detail is None or detail.set_at is None else detail.set_at.astimezone(ZONE).date()


def _too_old(pack: Pack, fact: str, day: date, today: date) -> bool:
    """Whether a fact is asked anew: it is known for longer than the pack says, or from a day that is still to come."""
    most = pack.facts_by_id[fact].asked_anew_after
    return most is not None and not 0 <= (today - day).days <= most


def _with_gates(pack: Pack, values: Mapping[str, Value], fresh: Iterable[str]) -> dict[str, Value]:
    """Of these values those that are fresh, without those whose "only if" was known to hold and is asked anew."""
    carried = {fact: value for fact, value in values.items() if fact in fresh}
    shut = _grounded(pack, values) - _grounded(pack, carried)
    return {fact: value for fact, value in carried.items() if fact not in shut}


def _grounded(pack: Pack, values: Mapping[str, Value]) -> set[str]:
    """Facts without an "only if", and those of which it holds by other facts than those it gates: a value alone would
    say of its gate that it holds."""
    gates = {fact: pack.facts_by_id[fact].only_if for fact in values}
    known = {fact: value for fact, value in values.items() if gates[fact] is None}
    while True:
        settled = settle(pack, known)
        more = {
            fact: values[fact]
            for fact, gate in gates.items()
            if fact not in known and gate is not None and holds(pack, settled, gate)
        }
        if not more:
            return set(known)
        known |= more


def _decisions(pack: Pack, case: Case, from_day: date) -> tuple[EarlierDecision, ...]:
    """What the board decided last on each tree, the latest meeting first, in the order of its own page."""
    stages = journey_of_case(pack, case, case.discussed_at) if case.decisions else ()
    latest = tuple(_in_words(pack, case, each, stages, from_day) for each in in_order(pack, case, stages))
    about = {each.tree for each in latest}
    older = () if case.taken_over is None else case.taken_over.decisions
    return (*latest, *(each for each in older if each.tree not in about))


def _in_words(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], from_day: date) -> EarlierDecision:
    tree = pack.trees_by_id.get(decision.tree)
    taken = case.discussed_at if decision.then is None else decision.then.at
    return EarlierDecision(
        tree=decision.tree,
        kind=decision.kind,
        day=from_day if taken is None else taken.astimezone(ZONE).date(),
        about=Text("", "") if tree is None else both(lambda language: f"{tree.number} {tree.title(language)}"),
        heading=advised_then(pack, decision) or Text("", ""),
        choice=both(lambda language: _chose(pack, case, decision, language)),
        condition=decision.condition,
        reason_code=decision.reason_code,
        reason=decision.reason,
        text=decision.text,
        before=decision.before,
        overtaken=_is_overtaken(pack, case, decision, stages),
    )


def _is_overtaken(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage]) -> bool:
    """Whether other advice stands against a decision already; none does where a fact is not known any more."""
    own = next((each for each in stages if each.advice.tree.id == decision.tree), None)
    return since(pack, case, decision, stages) in OVERTAKEN and not (own is not None and is_missing(own, decision))


def _chose(pack: Pack, case: Case, decision: Decision, language: Language) -> str:
    """What the board chose; of the case as a whole the advices that it followed, unless it wrote what it decided."""
    if not decision.is_whole or decision.text:
        return choice_words(pack, decision, language)
    lines = followed_lines(pack, followed(pack, case, decision), language)
    return "; ".join(f"{name}: {said}" for name, said in lines)
