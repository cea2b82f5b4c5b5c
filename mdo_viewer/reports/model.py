"""Everything that a board summary says, as frozen texts in one language: page, plain text and JSON say the same.

No text is empty where something is unknown: it then says so in words. An empty text or tuple means that there is
nothing to say, such as no remark beside a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import Decider, Language, Value
from mdo_viewer.meeting.case import DecisionKind, ReasonCode, with_site
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid, TableName
from mdo_viewer.reasoning.doubting import RowsName
from mdo_viewer.reasoning.results import StepState
from mdo_viewer.reasoning.telling import TreeState

FactState: TypeAlias = Literal["given", "derived", "unused"]
UnknownState: TypeAlias = Literal["unknown", "not_asked"]
#: How a decision stands to the advice of now. holds: it is done as it was decided. missing: a fact is not known any
#: more, so that no other advice stands against it. not_needed: the advice of now is that it need not be done, or was.
#: kept: it says to wait, on another advice, and goes on until it is discussed again. lapsed: it was to wait, and now is
#: to be done. discuss_first: a treatment on another advice, while its limit runs, or what nothing says any more.
#: contradicts: the advice of now is against it.
Standing: TypeAlias = Literal["holds", "missing", "kept", "not_needed", "lapsed", "discuss_first", "contradicts"]
#: What says not to do something: not yet, or not at all.
Bars: TypeAlias = Literal["", "not_yet", "not"]
DeadlineState: TypeAlias = Literal["open", "overdue", "no_moment", "done"]


class FactLine(Struct, frozen=True):
    """A known fact with its unit, where it comes from and when; `unused` values stand under a closed "only if"."""

    id: str
    label: str
    value: str
    origin: str
    date: str
    remark: str
    state: FactState


class MomentLine(Struct, frozen=True):
    """A moment from which deadlines run; `origin` says that it was taken from a table, empty where it was typed."""

    id: str
    label: str
    when: str
    origin: str = ""


class TableLine(Struct, frozen=True):
    """A table of the patient that has rows: `columns` are the heads, each row has a text for every one of them.

    `remarks` say why a moment is not taken from it, and which row may be of this place.
    """

    id: TableName
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


class UnknownLine(Struct, frozen=True):
    """A fact that is asked and unknown, or not asked while a tree waits for it."""

    id: str
    label: str
    state: UnknownState
    text: str
    trees: tuple[int, ...]


class StepLine(Struct, frozen=True):
    """One question of the way walked, with the answer in words."""

    question: str
    answer: str
    state: StepState
    number: int  # of the question in its tree; 0 is whether the guideline holds


class TreeLine(Struct, frozen=True):
    """What one tree says: `heading` in few words, `text` in full, `lines` what is missing or what it waits for."""

    id: str
    number: int
    title: str
    state: TreeState
    outcome: str | None
    heading: str
    text: str
    lines: tuple[str, ...]
    strength: str
    dose: str
    source: str
    done: str
    path: tuple[StepLine, ...]
    version: str
    hash: str
    mark: str = ""  # that it applies by a decision of the board
    #: The tree, its heading and dose, where nothing that is unknown can lift that dose, and it is neither done nor
    #: decided upon: then the decision says it, or says otherwise. Of advices that say the same one tree says it.
    start: str = ""
    elsewhere: str = ""  # at which other tree what this one advises was decided or done
    evidence: str = ""  # what the documents are that say so, such as "news item"


class ConditionLine(Struct, frozen=True):
    """A condition for the main tree's advice that is not met, or that nobody has assessed."""

    label: str
    state: Literal["failed", "open"]
    text: str


class DeadlineLine(Struct, frozen=True):
    """A limit as clock time. `of` is `tree.outcome`; provisional is the shortest limit while facts are missing, and
    `also_worse` then says that worse is possible too, without a short limit. `condition` is the one under which the
    board follows that advice. `runs_on` says why it runs although the board decided: it deviated without saying what
    stands instead, or decided on the whole case and not on this; or the decision to follow that advice was `overtaken`.
    What it decided otherwise is a `LapsedLine`."""

    of: str
    tree: int
    what: str
    when: str
    limit: str
    remark: str
    state: DeadlineState
    provisional: bool
    also_worse: str = ""
    condition: str = ""
    runs_on: str = ""
    overtaken: bool = False
    own: str = ""  # the board's own moment on that advice, and whether it comes after this


class LapsedLine(Struct, frozen=True):
    """A limit that the board decided otherwise (`of`, as in `DeadlineLine`): when it was, why, and what stands instead;
    `said` is all of it in a sentence."""

    of: str
    tree: int
    what: str
    when: str
    reason: str
    instead: str
    said: str


class HeldLine(Struct, frozen=True):
    """The shortest limit still possible of a tree that waits for a fact (`of`, as in `DeadlineLine`), while nothing of
    this patient points to it; `said` is all of it in a sentence."""

    of: str
    tree: int
    what: str
    when: str
    said: str


class TaskLine(Struct, frozen=True):
    """What the board decided to do, for which no limit stands in the list of deadlines. `of` is the advice that is
    followed, `tree.outcome`, or runs on as only the reason of a deviation is known; empty where something else was
    decided or there was none; `about` says it in words. `at_once`:
    the source says so, and it comes first. `overtaken`: the advice is another one now, so nobody does it yet;
    `standing` says how it is (`reports/standing.py`). `bars`: it says not to do something, or not yet, so that there is
    nothing to tick off."""

    tree: str
    of: str
    what: str
    about: str
    condition: str
    at_once: bool = False
    overtaken: bool = False
    standing: Standing = "holds"
    apart: bool = False  # another tree that says the same was decided otherwise: both stand, side by side
    limit: str = ""  # which limit this has to meet, in words; `about` says it too
    limit_of: str = ""  # the advice that gives it, `tree.outcome`
    before: str = ""  # by the decision itself, else its limit; of one to be discussed again first by which limit
    until: str = ""  # that moment, to sort by
    ends: str = ""  # the moment after which it is late; empty where it is to be done at the earliest then
    late: bool = False  # whether that has passed
    past: str = ""  # that it comes after the limit of the treatment
    bars: Bars = ""
    written: bool = False  # it is what the board wrote: nobody can read whether that is the treatment of the limit


class RiderLine(Struct, frozen=True):
    """Advice that rides on an outcome; `waits_for` says of an open one what it waits for, and stands before it."""

    id: str
    text: str
    strength: str
    source: str
    waits_for: str
    trees: tuple[int, ...]


class NoteLine(Struct, frozen=True):
    """An open question about the source and how the trees read it; in full where it touches the main tree."""

    number: int
    title: str
    text: str
    trees: tuple[int, ...]


class MarkLine(Struct, frozen=True):
    """The line that a fact puts under the advice of these trees: the guideline does not know of it."""

    id: str
    text: str
    trees: tuple[int, ...]


class LaterLine(Struct, frozen=True):
    """A statement from after the guideline beside what these trees say; `source` says who and when, `read` who of the
    profession has read it.

    `waits_for` stands before one of which it is not known whether it is about this patient, else it is empty.
    """

    id: str
    year: int
    text: str
    source: str
    doi: str
    read: str
    waits_for: str
    trees: tuple[int, ...]


class ApartLine(Struct, frozen=True):
    """One of the trees that do not go together, with its advice for this patient."""

    id: str
    number: int
    outcome: str
    heading: str


class DisagreementLine(Struct, frozen=True):
    """Trees that apply and do not go together, with the note on the guideline that says why; `may`: for a part of the
    numbers of a range alone."""

    note: int
    title: str
    text: str
    trees: tuple[ApartLine, ...]
    may: bool = False


class OtherPlaceLine(Struct, frozen=True):
    """Of a doubt over two places: the names of this place and of the other one, and the values there."""

    here: str
    site: str
    facts: Mapping[str, Value]


class DoubtLine(Struct, frozen=True, omit_defaults=True):
    """Facts that fit badly together, by id with their values, and in words (`said`); why, and where the source says so.

    `table` is the table of which rows fit badly with them, `done` for what was carried out, None for facts alone.
    `confirmed` says in words who said that it is so, and when; `confirmed_by` and `confirmed_at` (ISO 8601) are None
    while nobody has. `other` is there only where the facts are of two places.
    """

    facts: Mapping[str, Value]
    said: str
    why: str
    source: str
    note: int | None
    confirmed_by: str | None
    confirmed_at: str | None
    confirmed: str
    other: OtherPlaceLine | None = None
    table: RowsName | None = None


class DecisionLine(Struct, frozen=True):
    """What the board decided on one tree, or on the case as a whole (`tree` is then `casus`).

    `trees` says when and with which trees; `older` and `older_way` are filled where the trees have changed since.
    `chosen` is the id of what the board chose, `choice` its words, `leads` the trees that this opens. `what` is what is
    done: the choice, else the advice that is followed, else the text. `at` says when it was decided; `before` when what
    the board decided itself has to be done at the latest.
    """

    tree: str
    advice: str | None
    kind: DecisionKind
    reason_code: ReasonCode | None
    heading: str
    about: str
    text: str
    condition: str
    reason: str
    warning: str
    trees: str
    older: str
    older_way: tuple[tuple[str, str], ...]
    chosen: str | None = None
    choice: str = ""
    leads: str = ""
    what: str = ""
    at: str = ""
    before: str = ""
    past: str = ""  # that its moment does not keep to a limit
    apart: str = ""  # that nobody can tell whether this or another decision counts, and which
    follows: tuple[tuple[str, str], ...] = ()  # of the whole case: each tree with the advice that is followed, or not

    @property
    def remark(self) -> str:
        """What the board wrote, where that is not what was decided itself."""
        return "" if self.text == self.what else self.text


class ThenLine(Struct, frozen=True):
    """A decision of an earlier meeting, in a sentence; it decides nothing now. `day` is ISO 8601."""

    tree: str
    kind: DecisionKind
    day: str
    said: str


class AnewLine(Struct, frozen=True):
    """A fact that was known in an earlier meeting and is asked anew: what it was, and since which day (ISO 8601)."""

    id: str
    day: str
    said: str


class TakenOverLine(Struct, frozen=True):
    """That the patient comes from an earlier meeting, of `day` (ISO 8601): what was decided and known then.

    `rediscuss` is why the patient was to be discussed again, empty where nobody wrote it.
    """

    day: str
    said: str
    decisions: tuple[ThenLine, ...]
    rediscuss: str
    asked_anew: tuple[AnewLine, ...]


class ActionLine(Struct, frozen=True):
    """One agreement in words; empty where the board named nobody or no time."""

    what: str
    who: str
    before: str
    past: str = ""  # that a treatment which it names comes after its limit


class Foot(Struct, frozen=True):
    """What stands at the foot of each page, beside the page number; `review` is empty while no review is due."""

    key: str
    guideline: str
    tree: str
    program: str
    disclaimer: str
    review: str = ""

    @property
    def below(self) -> str:
        """The second line: that the pack is due for review, and what holds for every page."""
        return " ".join(part for part in (self.review, self.disclaimer) if part)


class Summary(Struct, frozen=True):
    """The whole summary. `made_at` is the moment for the file's own date, ISO 8601, or None.

    `described` are facts that decide nothing; `tables` are courses, operations and steroids in words.
    `later` stands under `later_heading`; it is empty too where statements from after the guideline are switched off.
    """

    language: Language
    decides: Decider
    key: str
    example: bool
    example_mark: str
    title: str
    question: str
    discussed: str
    as_of: str
    urgency: str
    main: TreeLine
    decisions: tuple[DecisionLine, ...]
    alternatives: tuple[str, ...]
    preferences: str
    shared_decision: str
    actions: tuple[ActionLine, ...]
    rediscuss: str
    remarks: str
    attendees: tuple[str, ...]
    lead_physician: str
    gp_informed: str
    facts: tuple[FactLine, ...]
    moments: tuple[MomentLine, ...]
    unknown: tuple[UnknownLine, ...]
    conditions_text: str
    conditions: tuple[ConditionLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    riders: tuple[RiderLine, ...]
    trees: tuple[TreeLine, ...]
    disagreements: tuple[DisagreementLine, ...]
    notes: tuple[NoteLine, ...]
    guideline: str
    guideline_age: str
    banner: str
    sources: tuple[str, ...]
    scope: str
    foot: Foot
    made_at: str | None
    doubtful: tuple[DoubtLine, ...] = ()
    marks: tuple[MarkLine, ...] = ()
    later_heading: str = ""
    later: tuple[LaterLine, ...] = ()
    described: tuple[FactLine, ...] = ()
    described_unknown: tuple[UnknownLine, ...] = ()
    courses: tuple[Course, ...] = ()
    operations: tuple[Operation, ...] = ()
    steroids: tuple[Steroid, ...] = ()
    tables: tuple[TableLine, ...] = ()
    taken_over: TakenOverLine | None = None
    site: str = ""  # the name of the place that it is about; empty where it has none
    pack: str = ""  # the id of the guideline that speaks
    tasks: tuple[TaskLine, ...] = ()
    meeting: str = ""  # its kind, day and chair, as far as known
    beside: str = ""  # its title, where the meeting has another guideline of its own
    not_compared: str = ""  # that its advices were not held against those of other guidelines
    lapsed: tuple[LapsedLine, ...] = ()
    undecided: str = ""  # beside a decision: the trees with advice or a question on which nothing is decided
    held: tuple[HeldLine, ...] = ()
    waiting: str = ""  # what the decisions are about that wait half written
    treated: str = (
        ""  # the treatments of the main tree that are filled in, since the moment from which their limit runs
    )

    @property
    def name(self) -> str:
        """The key, with the place where that has a name, and the guideline where that is not the meeting's."""
        return with_site(with_site(self.key, self.site), self.beside)


def own_steps(tree: TreeLine) -> tuple[StepLine, ...]:
    """The way as the list of all trees tells it: whether the guideline holds is said once for all of them."""
    return tuple(step for step in tree.path if step.number)
