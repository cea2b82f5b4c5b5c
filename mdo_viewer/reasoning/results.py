"""What reasoning answers: frozen values that every view, report and command reads, and nobody changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct, field

from mdo_viewer.guideline.model import (
    Answer,
    BoardChoice,
    Language,
    Limit,
    Outcome,
    Place,
    Question,
    Rider,
    Single,
    Text,
    Tree,
    Value,
)
from mdo_viewer.reasoning.diagram import FactClass

Status: TypeAlias = Literal["complete", "incomplete", "out_of_scope"]
StepState: TypeAlias = Literal["answered", "does_not_matter", "open"]
EntryState: TypeAlias = Literal["open", "not_entered", "unknown"]


class Patient(Struct, frozen=True):
    """What is known of one patient: values by fact id, facts asked and unknown, and moments (aware datetimes).

    A fact in neither `values` nor `unknown` has not been asked; to the trees both are unknown.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    moments: Mapping[str, datetime] = field(default_factory=dict)


class Settled(Struct, frozen=True):
    """The patient's facts with what follows from them.

    `values` holds what was given and is in use plus what was derived; `derived` names the latter; `closed` the
    facts whose "only if" does not hold; `unused` those of `closed` that carry a value all the same. `narrowed`
    gives, for a choice fact that is still unknown, the values that remain when some are excluded, and for a set of
    which only that much is known `(True,)`: it is not empty.
    """

    values: Mapping[str, Value]
    derived: frozenset[str]
    closed: frozenset[str]
    unused: frozenset[str]
    narrowed: Mapping[str, tuple[bool | str, ...]]


class Step(Struct, frozen=True):
    """One question on the patient's way. `answer` is the way taken, None only for the open question."""

    question: Question
    state: StepState
    answer: Answer | None
    facts: tuple[tuple[str, Value], ...]  # the known facts of the question, in its order


class ShownRider(Struct, frozen=True):
    """A rider that holds, with its text for this patient."""

    rider: Rider
    text: Text


class OpenRider(Struct, frozen=True):
    """A rider of which `fact` decides whether it holds."""

    rider: Rider
    fact: str


class Met(Struct, frozen=True):
    """A known moment (`moment` its id) at which what a limit asks may have been done; `late` where that was after it.
    It may have been something else, so it is a question and no answer."""

    moment: str
    when: datetime
    late: bool


class Deadline(Struct, frozen=True):
    """A limit of the advice as clock time, None while its moment is not filled in.

    `due_max` differs from `due` for a range. `overdue` is None while there is no due time; an "earliest" limit is
    never overdue, nor is one of which it is asked whether what is filled in, in time, has met it (`met`).
    """

    of: str
    limit: Limit
    start: datetime | None
    due: datetime | None
    due_max: datetime | None
    overdue: bool | None
    met: Met | None = None

    @property
    def asked(self) -> bool:
        """Whether something in time is filled in that may have met it: until somebody answers it is not overdue."""
        return self.met is not None and not self.met.late


class Advice(Struct, frozen=True):
    """The answer of one tree for one patient.

    `possible` are the outcomes that some completion of the facts reaches, in row order. `live` are the answers
    (question id, answer key) that some completion takes, `open_facts` every unknown fact that the outcome can still
    depend on, in the order in which they are asked. While incomplete `outcome` and `text` are None, riders, notes,
    deadlines and next trees empty; once complete `outcome` has no limit and no dose where its `unless` holds.
    `pressing`: a fact of this patient points to the limit of the outcome or, while incomplete, to that of `tightest`
    (`reasoning.urgency`); none does of a stage that is not entered. `ways`: while nothing but a range is left to part
    the outcomes, where its numbers lead (`reasoning.ranging`).
    """

    tree: Tree
    status: Status
    outcome: Outcome | None
    text: Text | None
    possible: tuple[str, ...]
    next_fact: str | None
    open_facts: tuple[str, ...]
    tightest: Outcome | None
    steps: tuple[Step, ...]
    live: frozenset[tuple[str, str]]
    settled: Settled
    riders: tuple[ShownRider, ...] = ()
    open_riders: tuple[OpenRider, ...] = ()
    notes: tuple[int, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    deadlines_beside: tuple[tuple[Deadline, bool], ...] = ()  # of other outcomes (`limits_beside`), and whether certain
    next_trees: tuple[str, ...] = ()
    scope_open: tuple[str, ...] = ()
    scope_closed: str | None = None  # the scope question that closes the trees
    pressing: bool = False
    ways: tuple[RangeWay, ...] = ()

    @property
    def still_possible(self) -> tuple[Outcome, ...]:
        """The possible outcomes as they are told: the shortest limit first, then those without one in row order."""
        found = (self.tree.outcomes_by_id[id] for id in self.possible)
        return tuple(sorted(found, key=lambda each: each.latest_hours))

    @property
    def urgent(self) -> bool:
        """Whether a limit of 24 hours or less holds for this patient, or a fact of this patient points to one."""
        short = self.outcome or self.tightest
        return self.pressing and short is not None and short.is_urgent


class RangeWay(Struct, frozen=True):
    """Where the numbers of a range lead that share an outcome: `label` says which ("< 3 maanden"), `advice` what the
    tree says of them, `end` what the tree says that this refers to, else the same advice."""

    fact: str
    label: Text
    advice: Advice
    end: Advice


class Change(Struct, frozen=True):
    """One fact whose change alone gives another outcome.

    `before` and `to` are texts (a value or an interval); `example` is one value of `to`. `outcome` is the new
    outcome's id, or None where the change leaves the tree incomplete and `opens` the next fact. For a number `edge` is
    the bound of `to` that lies nearest to the present value, in the fact's unit; `edge_open` when it is itself outside.
    """

    fact: str
    before: Text
    to: Text
    example: Single
    outcome: str | None
    opens: str | None
    edge: float | None = None
    edge_open: bool = False


class Stage(Struct, frozen=True):
    """One tree on the patient's journey. `entered_by` is `tree.outcome`, a fact or a moment; `decided_by` names the
    fact or tree that an unknown entry waits for. `by_decision` is the choice of the board that opens it, made at the
    tree `chosen_at`, whether or not the facts open it as well; `own` whether they do.

    Of a patient with a range `apart` has the tree for one number of each class, in the same order for every tree, and
    `ways` what it says of the numbers that open it, where not all of them do.
    """

    advice: Advice
    entry: EntryState
    entered_by: str | None
    decided_by: str | None
    by_decision: BoardChoice | None = None
    chosen_at: str | None = None
    own: bool = True
    apart: tuple[Stage, ...] = ()
    ways: tuple[RangeWay, ...] = ()


class WayIn(Struct, frozen=True):
    """What would have to be otherwise for a tree to apply: facts, each with such values, and moments filled in."""

    facts: tuple[tuple[str, tuple[FactClass, ...]], ...] = ()
    moments: tuple[str, ...] = ()


class Route(Struct, frozen=True):
    """One way through a tree: facts asked with the class answered, one example value each, and where it ends."""

    facts: tuple[tuple[str, Text], ...]
    examples: tuple[tuple[str, Value], ...]
    outcome: str


class Finding(Struct, frozen=True):
    """Something that a proof finds, wrong as a rule; `place` is the line to look at, None where it is known no closer
    than the tree."""

    place: Place | None
    said: Text

    def line(self, language: Language) -> str:
        """What is wrong, after FILE:LINE:COL where the place is known."""
        return f"{self.place}: {self.said(language)}" if self.place else self.said(language)


#: What a proof can find wrong: these fields of `TreeProof`, keys of `check --json`, and words of `cli.check.fault`.
FAULTS: Final = (
    *("gaps", "overlapping", "unreachable", "dead_facts", "dead_answers", "unknown_decides", "longer_when_worse"),
    *("entry_faults", "leads_nowhere", "reads_apart"),
)


class TreeProof(Struct, frozen=True):
    """What the route search found of one tree, and the proof over the whole pack; every list empty (but `exceptions`)
    means proven.

    With a gap or an overlap the rest is not looked at: `routes` is 0 then.
    """

    tree: str
    routes: int
    outcomes: int
    hash: str
    gaps: tuple[Finding, ...] = ()
    overlapping: tuple[Finding, ...] = ()
    unreachable: tuple[Finding, ...] = ()
    dead_facts: tuple[Finding, ...] = ()
    dead_answers: tuple[Finding, ...] = ()
    unknown_decides: tuple[Finding, ...] = ()
    longer_when_worse: tuple[Finding, ...] = ()
    exceptions: tuple[Finding, ...] = ()
    leads_nowhere: tuple[Finding, ...] = ()
    reads_apart: tuple[Finding, ...] = ()
    entry_faults: tuple[Finding, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether nothing is wrong with the tree; written exceptions are no fault."""
        return not any(getattr(self, fault) for fault in FAULTS)
