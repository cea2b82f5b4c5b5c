"""Whether what was ticked off as done closes the limit of now. One rule, asked by every surface through `as_ticked`."""

from __future__ import annotations

from datetime import datetime

from mdo_viewer.guideline.model import Outcome, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import as_read, treated_since
from mdo_viewer.meeting.tables.moments import is_day_alone
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.deadlines import ZONE, is_later
from mdo_viewer.reasoning.saying import Saying


def as_ticked(pack: Pack, case: Case, at: datetime | None) -> Case:
    """The case with what was ticked off as it counts at a moment: what was done before the limit began, or is ticked
    off at a moment that is still to come, closes nothing and stands apart (`not_counted`). To be looked at, never to be
    saved. The same object where all of it counts."""
    read = as_read(pack, case)
    apart = {of: when for of, when in case.done.items() if _is_ahead(when, at) or _is_before(pack, read, of, when)}
    if not apart:
        return case
    return replace(case, done={of: when for of, when in case.done.items() if of not in apart}, not_counted=apart)


def not_counted_said(pack: Pack, case: Case, of: str, at: datetime | None, saying: Saying) -> str:
    """`afgevinkt vr 20 nov 10:00, vóór het begin van deze termijn: ga na`, of this advice (`tree.outcome`) or one that
    says the same; empty where no tick was left out."""
    same = next((each for each in (of, *repeated(pack, of)) if each in case.not_counted), None)
    if same is None:
        return ""
    when, outcome = case.not_counted[same], _outcome(pack, same)
    limited = outcome is not None and outcome.limit is not None
    return saying.not_counted(when, "ahead" if _is_ahead(when, at) else "before" if limited else "earlier")


def _is_ahead(when: datetime, at: datetime | None) -> bool:
    """Of a moment of this minute nobody says that it is still to come."""
    return at is not None and is_later(when.replace(second=0, microsecond=0), at)


def _is_before(pack: Pack, read: Case, of: str, when: datetime) -> bool:
    """Whether it was done before its limit began; of an advice without one, before what is treated now began. Where a
    day alone is known from which it runs, what was done on that day is not before it."""
    outcome, moments = _outcome(pack, of), read.patient.moments
    if outcome is None:
        return False
    if outcome.limit is None:
        treatments = {id for tree in pack.trees for choice in tree.choices for id in choice.met_by}
        begun = treated_since(pack, read, treatments)
        return begun is not None and is_later(begun, when)
    begun = moments.get(outcome.limit.moment)
    if begun is None or not is_later(begun, when):
        return False
    same_day = begun.astimezone(ZONE).date() == when.astimezone(ZONE).date()
    return not (same_day and is_day_alone(pack, outcome.limit.moment, begun))


def _outcome(pack: Pack, of: str) -> Outcome | None:
    tree, _, id = of.rpartition(".")
    return pack.trees_by_id[tree].outcomes_by_id.get(id) if tree in pack.trees_by_id else None
