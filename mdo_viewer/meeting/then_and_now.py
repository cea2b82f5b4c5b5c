"""What the trees of then say for a patient's facts against what they say now, where the earlier version is shipped."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.library import earlier_packs, load_pack
from mdo_viewer.guideline.model import Language, Pack, Tree
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import is_older
from mdo_viewer.meeting.case import AdviceThen, Case, Decision
from mdo_viewer.meeting.choosing import as_read, journey_of_case
from mdo_viewer.meeting.document import Point
from mdo_viewer.meeting.older_trees import with_closed
from mdo_viewer.reasoning.comparing.joint import values_known_to
from mdo_viewer.reasoning.doubting import DoubtedFacts, doubts
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from mdo_viewer.reasoning.leading import leads_to
from mdo_viewer.reasoning.results import Patient, Settled, Stage
from mdo_viewer.reasoning.settling import Contradiction, settle
from mdo_viewer.reasoning.telling import heading, state_of

#: What of a tree can be otherwise for one patient: whether it applies, what it advises, by when, how strongly, its
#: text, what is also said, where it leads, and which notes stand beside it.
Aspect: TypeAlias = Literal["entry", "advice", "limit", "strength", "text", "also", "leads", "notes"]
#: What is no more than words.
_WORDS: Final[Set[Aspect]] = frozenset({"text", "notes"})


class Beside(Struct, frozen=True):
    """What stands beside an advice, in words: the trees that it leads to, and its notes."""

    leads: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class TreeSince(Struct, frozen=True):
    """What one tree said then and says now; None where that version does not have it. `aspects` are what differs."""

    then: Stage | None
    now: Stage | None
    aspects: tuple[Aspect, ...]
    beside_then: Beside = Beside()
    beside_now: Beside = Beside()

    @property
    def is_weighty(self) -> bool:
        """Whether more than words differs."""
        return not set(self.aspects) <= _WORDS

    @property
    def tree(self) -> Tree:
        """The tree as it is now, or was last."""
        stage = self.now or self.then
        assert stage is not None
        return stage.advice.tree


class PatientSince(Struct, frozen=True):
    """One patient by the trees of then and of now.

    `trees` are those that say something else, first where more than words differs; `same` how many say the same.
    `left_out` names the facts that decide, by id, which the trees of then do not know, or not with that value.
    `apart`: by the trees of then these facts cannot be true together, and there is nothing to compare.
    `doubts` are facts that fit badly together and did not by the trees of then; `no_doubts` the other way round.
    """

    then: Pack
    trees: tuple[TreeSince, ...]
    same: int
    left_out: tuple[str, ...]
    apart: bool = False
    doubts: tuple[DoubtedFacts, ...] = ()
    no_doubts: tuple[DoubtedFacts, ...] = ()


def version_then(pack: Pack, case: Case, saved_with: str) -> str:
    """The version of the trees of then, as the first older decision names it, else the meeting; empty for none."""
    older = (decision.then.version for decision in _older(pack, case) if decision.then is not None)
    return next(older, "" if saved_with == pack.version else saved_with)


def pack_then(pack: Pack, case: Case, saved_with: str) -> Pack | None:
    """The trees that the first older decision of this case was taken with, else those that the meeting was last saved
    with; None where they are those of now, or do not ship.

    A decision knows its trees by hash; by version where the form of packs changed since.
    """
    shipped = [load_pack(folder) for folder in earlier_packs(pack.id)]
    for decision in _older(pack, case):
        then = decision.then
        if then is not None:
            known = (each for known_by in (_by_hash, _by_version) for each in shipped if known_by(each, decision, then))
            return next(known, None)
    return next((each for each in shipped if each.version == saved_with != pack.version), None)


def _older(pack: Pack, case: Case) -> Iterator[Decision]:
    return (decision for decision in case.decisions if is_older(pack, decision))


def _by_hash(pack: Pack, decision: Decision, then: AdviceThen) -> bool:
    tree = pack.trees_by_id.get(decision.tree)
    return then.hash == (pack_hash(pack) if tree is None else tree_hash(pack, tree))


def _by_version(pack: Pack, decision: Decision, then: AdviceThen) -> bool:
    tree = pack.trees_by_id.get(decision.tree)
    return then.version == (pack.version if tree is None else tree.version)


def patient_since(then: Pack, now: Pack, point: Point, at: datetime, language: Language) -> PatientSince:
    """What changed at the moment `at` (aware) for a patient of the meeting, in the words of one language. Lines of the
    file that the trees of now do not know count for those of then."""
    case = as_read(now, point.case)  # by the rule of now for both
    patient = _known_then(then, case, point.aside)
    deciding = {fact.id for fact in (*now.facts, *now.scope)}
    left_out = tuple(fact for fact in case.patient.values if fact in deciding and fact not in patient.values)
    try:
        before = _by_tree(then, replace(case, patient=patient), at)
    except Contradiction:
        return PatientSince(then, (), 0, left_out, apart=True)
    after = _by_tree(now, case, at)
    packs = (then, now)
    found = [_compared(packs, before.get(id), after.get(id), language) for id in dict.fromkeys((*after, *before))]
    trees = sorted((each for each in found if each.aspects), key=lambda each: not each.is_weighty)
    changed = _doubts_since(then, settle(then, patient.values), now, settle(now, case.patient.values))
    return PatientSince(then, tuple(trees), len(found) - len(trees), left_out, False, *changed)


def _by_tree(pack: Pack, case: Case, at: datetime) -> dict[str, Stage]:
    return {stage.advice.tree.id: stage for stage in journey_of_case(pack, case, at)}


def _doubts_since(
    then: Pack, settled_then: Settled, now: Pack, settled_now: Settled
) -> tuple[tuple[DoubtedFacts, ...], tuple[DoubtedFacts, ...]]:
    """The doubts of now that are about other facts than those of then, and those of then about others than now."""
    before, after = doubts(then, settled_then), doubts(now, settled_now)
    then_about, now_about = ({frozenset(each.facts) for each in found} for found in (before, after))
    return (
        tuple(each for each in after if frozenset(each.facts) not in then_about),
        tuple(each for each in before if frozenset(each.facts) not in now_about),
    )


def _known_then(then: Pack, case: Case, aside: tuple[str, ...]) -> Patient:
    """The patient with the facts that the trees of then know."""
    patient = case.patient
    values = values_known_to(then, patient.values)
    moments = {id: moment for id, moment in patient.moments.items() if id in then.moments_by_id}
    unknown = frozenset(fact for fact in patient.unknown if fact in then.facts_by_id)
    known = replace(case, patient=Patient(values, unknown, moments))
    for line in aside:
        try:
            known, _ = with_closed(known, line, then)
        except Refused:
            continue  # a line of another kind, such as a decision on a tree that is gone
    return known.patient


def _compared(packs: tuple[Pack, Pack], then: Stage | None, now: Stage | None, language: Language) -> TreeSince:
    applies = [stage.entry == "open" for stage in (then, now) if stage is not None]
    if not any(applies):  # what a tree says to patients whom it is not about is nothing
        return TreeSince(then, now, ())
    if then is None or now is None:
        return TreeSince(then, now, ("entry",))
    if now.by_decision is not None and not now.own:  # that the board opened the tree is no change of the trees
        then = replace(then, entry="open")
    beside = (_beside(packs[0], then, language), _beside(packs[1], now, language))
    return TreeSince(then, now, tuple(_aspects(then, now, beside, language)), *beside)


def _beside(pack: Pack, stage: Stage, language: Language) -> Beside:
    advice = stage.advice
    to = leads_to(pack, advice.settled, advice.outcome) if advice.outcome is not None else ()
    notes = (pack.notes_by_number[number] for number in advice.notes)
    return Beside(
        tuple(tree_name(pack, id, language) for id in dict.fromkeys((*to, *advice.next_trees))),
        tuple(f"{note.title(language)}: {note.text(language)}" for note in notes),
    )


def tree_name(pack: Pack, id: str, language: Language) -> str:
    """`6 Radiotherapie`; the id of a tree of another pack."""
    tree = pack.trees_by_id.get(id)
    return id if tree is None else f"{tree.number} {tree.title(language)}"


def _aspects(then: Stage, now: Stage, beside: tuple[Beside, Beside], language: Language) -> Iterator[Aspect]:
    if then.entry != now.entry:
        yield "entry"
    before, after = then.advice.outcome, now.advice.outcome
    if state_of(then) != state_of(now) or (before and before.id) != (after and after.id) or _ways(then) != _ways(now):
        yield "advice"
    if before is not None and after is not None:
        if before.limit != after.limit:
            yield "limit"
        if before.strength != after.strength:
            yield "strength"
    one, two = _riders(then, language), _riders(now, language)
    if one.keys() != two.keys():
        yield "also"
    if _wording(then, one.keys() & two.keys(), language) != _wording(now, one.keys() & two.keys(), language):
        yield "text"
    if beside[0].leads != beside[1].leads:
        yield "leads"
    if beside[0].notes != beside[1].notes:
        yield "notes"


def _ways(stage: Stage) -> tuple[tuple[str, str, str], ...]:
    """Where each way over a range ends: its numbers, the tree and the outcome."""
    ends = ((way.label.nl, way.end) for way in stage.advice.ways)
    return tuple((label, end.tree.id, end.outcome.id if end.outcome else "") for label, end in ends)


def _riders(stage: Stage, language: Language) -> dict[str, str]:
    """What is also said, by rider."""
    return {shown.rider.id: shown.text(language) for shown in stage.advice.riders}


def _wording(stage: Stage, riders: Set[str], language: Language) -> tuple[str, ...]:
    """Title, text, and how these riders are worded."""
    said = _riders(stage, language)
    return heading(stage, language), advice_text(stage, language), *(said[rider] for rider in sorted(riders))


def advice_text(stage: Stage, language: Language) -> str:
    """The text of an advice with its dose; over a range what each way ends in. Empty while there is none."""
    advice = stage.advice
    if advice.ways:
        ends = ((way.label(language), Stage(way.end, "open", None, None)) for way in advice.ways)
        return "; ".join(f"{label}: {heading(end, language)}" for label, end in ends)
    parts = (advice.text, advice.outcome.dose if advice.outcome else None)
    return " ".join(part(language) for part in parts if part is not None)


def also_said(stage: Stage, language: Language) -> tuple[str, ...]:
    """What rides on an advice, in words."""
    return tuple(_riders(stage, language).values())
