"""One patient of a meeting, as typed and as read from a case file (frozen values)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct, field

from mdo_viewer.guideline.model import Text, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from mdo_viewer.reasoning.results import Patient

#: The first three are about an advice; where the guideline is silent, refers or does not apply, and where no advice is
#: known yet, the board decides itself.
DecisionKind: TypeAlias = Literal["follow", "follow_with_condition", "deviate", "own"]
#: The order is that of their digits, so that a new one comes last.
ReasonCode: TypeAlias = Literal[
    "comorbidity",
    "patient_wish",
    "new_information",
    "clinical_condition",
    "logistics",
    "trial",
    "not_covered",
    "other",
    "outside_guideline",
]
REASON_CODES: tuple[ReasonCode, ...] = get_args(ReasonCode)
SharedDecision: TypeAlias = Literal["yes", "no", "not_yet"]
SHARED_DECISIONS: tuple[SharedDecision, ...] = ("yes", "no", "not_yet")


def with_site(said: str, site: str | None) -> str:
    """What is said with the name of the place behind it, where it has one: `MDO-0003 · T8`."""
    return f"{said} · {site}" if site else said


class Detail(Struct, frozen=True):
    """Where a fact comes from; every part may be absent. `set_at` is when it was entered."""

    date: date | None = None
    origin: str | None = None
    method: str | None = None
    reason: str | None = None
    set_at: datetime | None = None


class Attendee(Struct, frozen=True):
    """Who is at the board: a specialty, and a role such as the chair."""

    specialty: str
    role: str | None = None


class Action(Struct, frozen=True):
    """What was agreed: what is to be done, by whom and before when."""

    what: str
    who: str | None = None
    before: datetime | None = None


class AdviceThen(Struct, frozen=True):
    """The advice as it was when a decision was taken on it, in words that need no tree any more; in files `stood`.

    `version` and `hash` are those of the tree; `heading` and `text` what it advised; `way` the questions with their
    answers. Of a decision on the case as a whole they are those of the trees together, and `way` has what each advised;
    `excepted` are the ids of the trees on which the board had decided otherwise by then, so that it is not about those.
    """

    at: datetime
    version: str
    hash: str
    heading: Text
    text: Text
    way: tuple[tuple[Text, Text], ...] = ()
    excepted: tuple[str, ...] = ()


#: What a decision is about, where it is not about one tree.
WHOLE_CASE: Final = "casus"
#: What waits beside decisions: before the id of a fact or moment of which something was typed and not entered.
TYPED: Final = "typed:"


class Decision(Struct, frozen=True):
    """What the board decided on one tree, or on the case as a whole. A deviation carries a coded reason.

    `advice` is the outcome of that tree which the board had before it; None when the tree gave none yet, and for the
    case as a whole. `chosen` is the id of a choice of that tree; in files `chosen: {tree: id}`. `before` is when what
    the board decided itself has to be done at the latest.
    """

    tree: str
    advice: str | None
    kind: DecisionKind
    condition: str | None = None
    reason_code: ReasonCode | None = None
    reason: str | None = None
    text: str | None = None
    then: AdviceThen | None = None
    chosen: str | None = None
    before: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is about the case as a whole."""
        return self.tree == WHOLE_CASE


class Confirmation(Struct, frozen=True):
    """Somebody said of facts that fit badly together: it is so. It holds for these values and no others.

    `by` is a role, such as the chair's; never a name. Of facts of two places `site` is the name of the other place, and
    `there` has the values there. `rows` are the rows of a table that they fit badly with, by their days; empty for
    facts alone.
    """

    facts: Mapping[str, Value]
    by: str
    at: datetime
    site: str | None = None
    there: Mapping[str, Value] = {}
    rows: str = ""


class EarlierValue(Struct, frozen=True):
    """What a fact was in an earlier meeting, known on `day`: too long ago to count, it is asked anew."""

    fact: str
    value: Value
    day: date


class EarlierDecision(Struct, frozen=True):
    """What the board decided in an earlier meeting, in words that need no tree any more. It decides nothing now.

    `tree` as in `Decision`, `about` its number and title, empty for the case as a whole; `heading` what it advised then
    and `choice` what the board chose, each empty where there was none; `before` is when that had to be done.
    `overtaken`: at the end of that meeting its advice was another one already.
    """

    tree: str
    kind: DecisionKind
    day: date
    about: Text = Text("", "")
    heading: Text = Text("", "")
    choice: Text = Text("", "")
    condition: str | None = None
    reason_code: ReasonCode | None = None
    reason: str | None = None
    text: str | None = None
    before: datetime | None = None
    overtaken: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it was about the case as a whole."""
        return self.tree == WHOLE_CASE

    @property
    def advised(self) -> Text:
        """What was advised; of the case as a whole older files have the title of one tree here, which it was not."""
        return Text("", "") if self.is_whole else self.heading

    @property
    def decided(self) -> Text:
        """What was chosen, else the advice that was followed: what is written with that is a remark. Empty where the
        board decided in its own words."""
        follows = self.kind in ("follow", "follow_with_condition")
        return self.choice if self.choice.nl or not follows else self.advised


class TakenOver(Struct, frozen=True):
    """That a case came from an earlier meeting, of `day`: what was known and decided then, beside what counts now.

    `rediscuss` is why it was to be discussed again, as it was written then.
    """

    day: date
    earlier: tuple[EarlierValue, ...] = ()
    decisions: tuple[EarlierDecision, ...] = ()
    rediscuss: str | None = None


class Case(Struct, frozen=True):
    """A case file: key, patient and what the board recorded. `case` is a key such as MDO-0003, never a name.

    `site` names the place of disease that the case is about, such as T8; None where it has no name. `pack` is the id of
    the guideline by which it is read, empty for that of its meeting (`meeting/packs.py`).
    """

    case: str
    patient: Patient = field(default_factory=Patient)
    title_example: bool = False
    question: str | None = None
    urgent: bool = False
    discussed_at: datetime | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)
    attendees: tuple[Attendee, ...] = ()
    done: Mapping[str, datetime] = field(default_factory=dict)  # tree.outcome -> moment it was done
    not_counted: Mapping[str, datetime] = field(default_factory=dict)  # of those, what closes nothing: in no file
    decisions: tuple[Decision, ...] = ()
    alternatives: tuple[str, ...] = ()
    preferences: str | None = None
    shared_decision: SharedDecision | None = None
    lead_physician: str | None = None
    gp_informed: bool | None = None
    actions: tuple[Action, ...] = ()
    rediscuss: str | None = None
    notes: str | None = None
    confirmed: tuple[Confirmation, ...] = ()
    site: str | None = None
    courses: tuple[Course, ...] = ()
    operations: tuple[Operation, ...] = ()
    steroids: tuple[Steroid, ...] = ()
    taken_over: TakenOver | None = None
    pack: str = ""

    @property
    def name(self) -> str:
        """The key, with the place where that has a name: `MDO-0003 · T8`."""
        return with_site(self.case, self.site)

    @property
    def chosen(self) -> dict[str, str]:
        """What the board chose, the id of a choice by tree."""
        return {decision.tree: decision.chosen for decision in self.decisions if decision.chosen is not None}

    def with_value(self, fact: str, value: Value) -> Case:
        """The case with this fact known."""
        patient = self.patient
        return replace(
            self,
            patient=replace(patient, values={**patient.values, fact: value}, unknown=patient.unknown - {fact}),
        )

    def with_unknown(self, fact: str) -> Case:
        """The case with this fact asked and unknown."""
        patient = self.patient
        values = {id: value for id, value in patient.values.items() if id != fact}
        return replace(self, patient=replace(patient, values=values, unknown=patient.unknown | {fact}))

    def without(self, fact: str) -> Case:
        """The case with this fact not asked."""
        patient = self.patient
        values = {id: value for id, value in patient.values.items() if id != fact}
        return replace(self, patient=replace(patient, values=values, unknown=patient.unknown - {fact}))
