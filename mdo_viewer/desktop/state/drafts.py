"""Decisions that were begun and not recorded: each waits with its patient until it is opened again."""

from __future__ import annotations

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Decision, DecisionKind
from mdo_viewer.meeting.choosing import FOLLOWING, choices_with, chosen_with
from mdo_viewer.meeting.document import Document


class Drafts:
    """By patient (the id of a point) and by what they are about, at most one each."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[int, str], Decision] = {}

    def put(self, patient: int, draft: Decision) -> None:
        """Let it wait, in the place of one on the same."""
        self._waiting[patient, draft.tree] = draft

    def take(self, patient: int, about: str) -> Decision | None:
        """The one that waits, which does so no more; None where none does."""
        return self._waiting.pop((patient, about), None)

    @property
    def waiting(self) -> tuple[tuple[int, str], ...]:
        """The patient and what it is about of each, in the order of both."""
        return tuple(sorted(self._waiting))

    def open_meeting(self, document: Document, drafts: tuple[tuple[int, Decision], ...]) -> None:
        """Those of another meeting from now on, each given with the place of its patient."""
        self._waiting = {(document.points[at].id, draft.tree): draft for at, draft in drafts}

    def placed(self, document: Document, patient: int, draft: Decision | None) -> tuple[tuple[int, Decision], ...]:
        """All, and `draft` of this patient where there is one, each with the place of its patient in the document; in
        the order of patients and trees. Who is not there has none."""
        found = dict(self._waiting)
        if draft is not None:
            found[patient, draft.tree] = draft
        places = {point.id: at for at, point in enumerate(document.points)}
        there = sorted((about, each) for about, each in found.items() if about[0] in places)
        return tuple((places[id], each) for (id, _about), each in there)


def adds(draft: Decision, recorded: Decision | None) -> bool:
    """Whether something is written in a draft that is not in the decision which was recorded on the same; of another
    kind it is another decision."""
    same = recorded is not None and _alike(recorded.kind, draft.kind)
    return written_in(draft) != written_in(recorded if same else None)


def _alike(one: DecisionKind, other: DecisionKind) -> bool:
    """Whether what explains the one explains the other: following with a condition is following."""
    return one == other or (one in FOLLOWING and other in FOLLOWING)


def written_in(decision: Decision | None) -> tuple[str, ...]:
    """What the board wrote with a decision."""
    if decision is None:
        return ()
    before = None if decision.before is None else decision.before.isoformat()
    parts = (decision.condition, decision.reason_code, decision.reason, decision.text, decision.chosen, before)
    return tuple(part for part in parts if part)


def of_kind(draft: Decision, kind: DecisionKind, advice: str | None, recorded: Decision | None = None) -> Decision:
    """The draft as another kind of decision, on this advice; what followed the advice is not chosen for a deviation.

    What was `recorded` on the same belongs to its own kind: another one begins without it, that one has it again. What
    was written since comes along, and between following and following with a condition all does: it explains the same.
    """
    if draft.kind in FOLLOWING and kind not in FOLLOWING:
        draft = replace(draft, chosen=None)
    if recorded is not None:
        was, now = _alike(draft.kind, recorded.kind), _alike(kind, recorded.kind)
        if was and not now:
            draft = _apart(draft, recorded)
        elif now and not was:
            draft = _together(draft, recorded)
    return replace(draft, kind=kind, advice=advice)


def offered(pack: Pack, draft: Decision) -> Decision:
    """Without a choice with which this advice is not followed, as older files have: recording would change it."""
    fits = draft.kind not in FOLLOWING or any(choice.id == draft.chosen for choice in choices_with(pack, draft))
    return draft if fits or draft.chosen is None else replace(draft, chosen=None)


def _apart(draft: Decision, recorded: Decision) -> Decision:
    """Without what is as it was recorded."""
    return replace(
        draft,
        condition=draft.condition if draft.condition != recorded.condition else None,
        reason_code=draft.reason_code if draft.reason_code != recorded.reason_code else None,
        reason=draft.reason if draft.reason != recorded.reason else None,
        text=draft.text if draft.text != recorded.text else None,
        chosen=draft.chosen if draft.chosen != recorded.chosen else None,
        before=draft.before if draft.before != recorded.before else None,
        then=None,
    )


def _together(draft: Decision, recorded: Decision) -> Decision:
    """As it was recorded, with what was written since in its place."""
    return replace(
        recorded,
        condition=draft.condition or recorded.condition,
        reason_code=draft.reason_code or recorded.reason_code,
        reason=draft.reason or recorded.reason,
        text=draft.text or recorded.text,
        chosen=draft.chosen or recorded.chosen,
        before=draft.before or recorded.before,
    )


def finished(pack: Pack, draft: Decision) -> Decision:
    """As it is recorded: without what is left from when it was another kind of decision, with what was chosen."""
    choice, deviates = chosen_with(pack, draft), draft.kind == "deviate"
    return replace(
        draft,
        reason_code=draft.reason_code if deviates else None,
        reason=draft.reason if deviates else None,
        condition=draft.condition if draft.kind == "follow_with_condition" else None,
        chosen=None if choice is None else choice.id,
        before=None if draft.kind in FOLLOWING else draft.before,
    )
