"""What may be written of a value, by name: so that a type checker knows what each field takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from mdo_viewer.meeting.case import Action, Attendee, Confirmation, DecisionKind, ReasonCode, SharedDecision
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid


class CaseChanges(TypedDict, total=False):
    """What the board writes in a case beside its decisions."""

    alternatives: tuple[str, ...]
    preferences: str | None
    shared_decision: SharedDecision | None
    lead_physician: str | None
    gp_informed: bool | None
    actions: tuple[Action, ...]
    attendees: tuple[Attendee, ...]
    rediscuss: str | None
    notes: str | None
    confirmed: tuple[Confirmation, ...]
    courses: tuple[Course, ...]
    operations: tuple[Operation, ...]
    steroids: tuple[Steroid, ...]


class DraftChanges(TypedDict, total=False):
    """What is written of a decision."""

    advice: str | None
    condition: str | None
    reason_code: ReasonCode | None
    reason: str | None
    text: str | None
    kind: DecisionKind
    chosen: str | None
    before: datetime | None


class AboutChanges(TypedDict, total=False):
    """What a meeting is."""

    day: date | None
    kind: str | None
    chair: str | None
    attendees: tuple[Attendee, ...]


class PointChanges(TypedDict, total=False):
    """What the agenda says of a patient: key, question and urgency."""

    case: str
    question: str | None
    urgent: bool
