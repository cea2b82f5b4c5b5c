"""What the trees of then say for a patient's facts against what they say now, where the earlier version is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.library import earlier_packs, load_pack
from mdo_viewer.guideline.model import Language, Pack, Tree
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import is_older
from mdo_viewer.meeting.case import AdviceThen, Case, Decision
from mdo_viewer.meeting.document import Point
from mdo_viewer.meeting.older_trees import with_closed
from mdo_viewer.reasoning.comparing.joint import values_known_to
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient, Stage
from mdo_viewer.reasoning.settling import Contradiction
from mdo_viewer.reasoning.telling import heading, state_of

#: What of a tree can be otherwise for one patient: whether it applies, what it advises, by when, how strongly, its
#: text, and what is also said.
Aspect: TypeAlias = Literal["entry", "advice", "limit", "strength", "text", "also"]


class TreeSince(Struct, frozen=True):
    """What one tree said then and says now; None where that version does not have it. `aspects` are what differs."""

    then: Stage | None
    now: Stage | None
    aspects: tuple[Aspect, ...]

    @property
    def is_weighty(self) -> bool:
        """Whether more than words differs."""
        return not {"text", "also"} >= set(self.aspects)

    @property
    def tree(self) -> Tree:
        """The tree as it is now, or was last."""
        stage = self.now or self.then
        assert stage is not None
        return stage.advice.tree


class PatientSince(Struct, frozen=True):
    """One patient by the trees of then and of now.

    `trees` are those that say something else, first where more than words differs; `same` how many say the same.
    `left_out` names the facts of the patient, by id, that the trees of then do not know, or not with that value.
    `apart`: by the trees of then these facts cannot be true together, and there is nothing to compare.
    """

    then: Pack
    trees: tuple[TreeSince, ...]
    same: int
    left_out: tuple[str, ...]
    apart: bool = False


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
    case = point.case
    patient = _known_then(then, case, point.aside)
    left_out = tuple(fact for fact in case.patient.values if fact not in patient.values)
    try:
        before = {stage.advice.tree.id: stage for stage in journey(then, patient, at)}
    except Contradiction:
        return PatientSince(then, (), 0, left_out, apart=True)
    after = {stage.advice.tree.id: stage for stage in journey(now, case.patient, at)}
    found = [_compared(before.get(id), after.get(id), language) for id in dict.fromkeys((*after, *before))]
    trees = sorted((each for each in found if each.aspects), key=lambda each: not each.is_weighty)
    return PatientSince(then, tuple(trees), len(found) - len(trees), left_out)


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


def _compared(then: Stage | None, now: Stage | None, language: Language) -> TreeSince:
    applies = [stage.entry == "open" for stage in (then, now) if stage is not None]
    if not any(applies):  # what a tree says to patients whom it is not about is nothing
        return TreeSince(then, now, ())
    if then is None or now is None:
        return TreeSince(then, now, ("entry",))
    return TreeSince(then, now, tuple(_aspects(then, now, language)))


def _aspects(then: Stage, now: Stage, language: Language) -> Iterator[Aspect]:
    if then.entry != now.entry:
        yield "entry"
    before, after = then.advice.outcome, now.advice.outcome
    if state_of(then) != state_of(now) or (before and before.id) != (after and after.id):
        yield "advice"
    if before is not None and after is not None:
        if before.limit != after.limit:
            yield "limit"
        if before.strength != after.strength:
            yield "strength"
    if (heading(then, language), advice_text(then, language)) != (heading(now, language), advice_text(now, language)):
        yield "text"
    if also_said(then, language) != also_said(now, language):
        yield "also"


def advice_text(stage: Stage, language: Language) -> str:
    """The text of an advice with its dose; empty while there is none."""
    advice = stage.advice
    parts = (advice.text, advice.outcome.dose if advice.outcome else None)
    return " ".join(part(language) for part in parts if part is not None)


def also_said(stage: Stage, language: Language) -> tuple[str, ...]:
    """What rides on an advice, in words."""
    return tuple(shown.text(language) for shown in stage.advice.riders)
