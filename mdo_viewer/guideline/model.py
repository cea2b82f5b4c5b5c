"""What a guideline pack is: facts, conditions, trees, outcomes, riders and notes as frozen values.

Nothing here reads files or reasons; `reading` builds these values and `mdo_viewer.reasoning` works on them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

Language: TypeAlias = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
#: Who decides on the advices of a pack.
Decider: TypeAlias = Literal["board", "clinician"]
DECIDERS: tuple[Decider, ...] = ("board", "clinician")

FactType: TypeAlias = Literal["bool", "choice", "set", "number", "integer", "text"]
#: What a fact does: it decides (or hints, or gates), it only describes the patient, or it marks the advice.
FactRole: TypeAlias = Literal["decides", "describes", "marks"]
#: What a fact or moment is of: the patient, or one place of disease that needs its own advice.
BelongsTo: TypeAlias = Literal["patient", "place"]
#: A column of a table of the case that gives a moment.
TakenFrom: TypeAlias = Literal["courses.end", "operations.date"]
#: The tables of a case by their keys.
TableName: TypeAlias = Literal["courses", "operations", "steroids"]
Operator: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]
OutcomeKind: TypeAlias = Literal["advice", "silent", "elsewhere", "not_applicable"]
Strength: TypeAlias = Literal[
    "must", "advised", "opinion", "standard", "preferred", "usual", "may", "consider", "no_consensus"
]

#: Whether an advice asks somebody to act, with a limit or a dose or without: some time, or at once.
ToDo: TypeAlias = Literal["act", "at_once"]


class Range(Struct, frozen=True):
    """A number of which the bounds are known, in the fact's unit and both inclusive; `low` lies below `high`."""

    low: int | float
    high: int | float

    def nearest(self, number: float) -> int | float:
        """The number of the range that lies nearest to this one."""
        return min(max(number, self.low), self.high)


#: One known value: True/False, the id of a choice, a number in the fact's unit, the chosen ids of a set, or
#: free text.
Single: TypeAlias = bool | str | int | float | tuple[str, ...]
#: What can be known of a fact: one value, or the range in which its number lies.
Value: TypeAlias = Single | Range


class PackValue(Struct, frozen=True, array_like=True):
    """A value of the pack, which `compiled.json` holds as the list of its fields."""


class Placed(PackValue, frozen=True):
    """One that is equal to another whatever its last field says: where it stands in a file, or how it is worded."""

    def __eq__(self, other: object) -> bool:
        return other.__class__ is self.__class__ and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        return hash(astuple(self)[:-1])


if TYPE_CHECKING:
    FilePath: TypeAlias = str
else:

    class FilePath(str):
        """A path, of which `compiled.json` holds the name: its folder may lie anywhere."""


class Place(PackValue, frozen=True):
    """Where something stands in a file; line and column count from 1."""

    file: FilePath
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Text(PackValue, frozen=True):
    """One text in every language of the program."""

    nl: str
    en: str

    def __call__(self, language: Language) -> str:
        """The text in this language."""
        return self.nl if language == "nl" else self.en


class Source(PackValue, frozen=True):
    """Where the source says it: document id of the pack, pages within the tree, line ranges (inclusive)."""

    document: str
    pages: tuple[int, ...]
    lines: tuple[tuple[int, int], ...]


# --- conditions ---------------------------------------------------------------------------------------------------


class Is(Placed, frozen=True, tag=True):
    """A comparison of one fact with a value.

    For a set fact `= True` means "at least one is present". When the fact's "only if" is closed a bool counts as
    no and no comparison with a number holds.
    """

    fact: str
    op: Operator
    value: bool | str | int | float
    text: Text | None = None


class Term(Placed, frozen=True, tag=True):
    """A condition that the pack gives a name (`terms.yaml`), such as "origin unknown"."""

    term: str
    text: Text | None = None


class Not(Placed, frozen=True, tag=True):
    """A condition that holds where another one does not, and is unknown where that is."""

    item: Condition
    text: Text | None = None


class All(Placed, frozen=True, tag=True):
    """A condition that holds when each of its items does; with no items it always holds."""

    items: tuple[Condition, ...]
    text: Text | None = None


class AnyOf(Placed, frozen=True, tag=True):
    """A condition that holds when one of its items does."""

    items: tuple[Condition, ...]
    text: Text | None = None


class Ends(Placed, frozen=True, tag=True):
    """Entry only: another tree ends in one of these outcomes (`tree.outcome`)."""

    outcomes: tuple[str, ...]
    text: Text | None = None


class MomentSet(Placed, frozen=True, tag=True):
    """Entry only: a moment has been filled in."""

    moment: str
    text: Text | None = None


Condition: TypeAlias = Is | Term | Not | All | AnyOf | Ends | MomentSet

ALWAYS = All(())
#: Within how many hours (inclusive) something has to be done to be urgent.
URGENT = 24


# --- facts --------------------------------------------------------------------------------------------------------


class Choice(PackValue, frozen=True):
    """One value of a choice or set fact."""

    id: str
    label: Text


class Hint(PackValue, frozen=True):
    """A remark beside a fact that informs and never sets it."""

    when: Condition
    text: Text


class Fact(Placed, frozen=True):
    """One data item of a patient.

    `low` and `high` bound numbers (inclusive, in `unit`). `worse` is the direction that must never lengthen a
    deadline: True/False for yes/no, a choice id, or "less"/"more" for numbers. It also can make an advice urgent while
    facts are missing, see `reasoning.urgency`. Only a fact that describes can be of type text. `ranges` says that a
    number may be known as a range, `asked_anew_after` after how many days an answer has to be asked anew (None: never).
    `mark` is the line that a mark puts under the advice, of the trees it names; of every tree where it names none.
    """

    id: str
    type: FactType
    label: Text
    help: Text | None = None
    values: tuple[Choice, ...] = ()
    unit: Text | None = None
    low: int | float | None = None
    high: int | float | None = None
    step: int | float | None = None
    only_if: Condition | None = None
    origin: tuple[str, ...] = ()
    worse: bool | str | None = None
    hints: tuple[Hint, ...] = ()
    reason: Text | None = None  # scope questions: why a "yes" closes the trees
    role: FactRole = "decides"
    of: BelongsTo = "patient"
    ranges: bool = False
    asked_anew_after: int | None = None
    mark: Text | None = None
    trees: tuple[str, ...] = ()
    rows: TableName | None = None  # marks: rows of this table mark the advice too
    place: Place | None = None


class ScopeQuestion(Placed, frozen=True):
    """The words of one question for all scope questions together: "does the guideline hold?", and for whom it does."""

    text: Text
    holds_for: Text
    place: Place | None = None


class Implication(Placed, frozen=True):
    """When `condition` holds, each of `then` holds too."""

    condition: Condition
    then: tuple[Is, ...]
    place: Place | None = None


class Doubtful(Placed, frozen=True):
    """Facts that fit badly together where `condition` holds and `unless` does not: asked back, never refused and never
    filled in.

    `why` says what speaks against it; `source` the lines that say so, `note` the open question about them. With `rows`
    it is about facts that fit badly with the rows of a table, with `done` about advices (`tree.outcome`) that were
    carried out; it is asked only where there are any. `beside` are advices in whose line of what has to be done `why`
    stands too.
    """

    condition: Condition
    why: Text
    source: tuple[Source, ...] = ()
    note: int | None = None
    unless: Condition | None = None
    rows: TableName | None = None
    done: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    place: Place | None = None


class AcrossPlaces(Placed, frozen=True):
    """Facts of two places of one patient that fit badly together: `here` holds at one of them, `there` at another.

    Asked back as `Doubtful`; never refused and never filled in.
    """

    here: Condition
    there: Condition
    why: Text
    source: tuple[Source, ...] = ()
    note: int | None = None
    place: Place | None = None


class Moment(PackValue, frozen=True):
    """A date and time from which deadlines run; decides no branch. `help` says what is meant, `taken_from` (in files
    `from`) the column of a case's table that gives it where nobody typed it. `again`: of a treatment, when it is given
    once more; what is filled in was an earlier one then."""

    id: str
    label: Text
    help: Text | None = None
    of: BelongsTo = "patient"
    taken_from: TakenFrom | None = None
    again: Condition | None = None


# --- trees --------------------------------------------------------------------------------------------------------


class Limit(PackValue, frozen=True):
    """A time limit. Hours run as elapsed time; days and weeks as calendar days at the same clock time.

    `amount_max` differs from `amount` for a range such as 3-4 weeks. `met_by` are moments at which what the limit asks
    was done, as far as the source says so: never by itself, the board is asked.
    """

    type: Literal["latest", "earliest"]
    amount: int
    amount_max: int
    unit: Literal["hours", "days", "weeks"]
    moment: str
    met_by: tuple[str, ...] = ()

    @property
    def hours(self) -> int:
        """The limit in hours, a day counted as 24: to compare limits with, not to add to a clock time."""
        return self.amount * {"hours": 1, "days": 24, "weeks": 168}[self.unit]

    @property
    def hours_max(self) -> int:
        """The longest that the limit can mean, in hours as `hours` counts them."""
        return self.amount_max * {"hours": 1, "days": 24, "weeks": 168}[self.unit]


class Sentence(PackValue, frozen=True):
    """A sentence that depends on a condition; a missing text means that nothing is said then."""

    condition: Condition
    yes: Text | None
    no: Text | None
    unknown: Text | None


class Listing(PackValue, frozen=True):
    """Names the items of a term that are met, that fail, or that are not known, after a heading."""

    term: str
    show: Literal["met", "failed", "open"]
    text: Text


class NextTree(PackValue, frozen=True):
    """Another tree that an outcome leads to, and when it does."""

    tree: str
    when: Condition = ALWAYS


class LimitBeside(PackValue, frozen=True):
    """The limit of another outcome of the same tree that counts beside an outcome, and when it does."""

    outcome: str
    when: Condition = ALWAYS


class WhileOpen(PackValue, frozen=True):
    """What is said of an outcome that is still possible where `when` holds, while its tree waits for this fact first;
    for any fact where it is None."""

    text: Text
    fact: str | None = None
    when: Condition = ALWAYS


class Outcome(Placed, frozen=True):
    """Where a way through a tree ends.

    `strength` says how strongly, and in whose opinion, the source says it. `to` is of an outcome of kind "elsewhere":
    the tree that does apply, or several of which the first whose `when` holds (see `ways`). `next` names the trees
    that follow, `source` the lines that say so. Where `unless` holds, `limit` and `dose` do not. `to_do`: somebody has
    to act on it, at once where the source says so; None also where a limit or a dose says that already. `says_when`: it
    says when all the same ("not before the biopsy"), so that it stands beside the limits. `limits_beside` are limits of
    other outcomes of the tree that count here too: the first whose `when` is not ruled out. `while_open` is what stands
    beside the limits while the tree waits for one fact first and this outcome is still possible.
    """

    id: str
    kind: OutcomeKind
    title: Text
    text: Text
    strength: tuple[Strength, ...] = ()
    limit: Limit | None = None
    dose: Text | None = None
    to: str | tuple[NextTree, ...] | None = None
    next: tuple[NextTree, ...] = ()
    parts: tuple[Sentence, ...] = ()
    lists: tuple[Listing, ...] = ()
    source: tuple[Source, ...] = ()
    unless: Condition | None = None
    to_do: ToDo | None = None
    says_when: bool = False
    limits_beside: tuple[LimitBeside, ...] = ()
    while_open: tuple[WhileOpen, ...] = ()
    place: Place | None = None

    @property
    def latest_hours(self) -> float:
        """Within how many hours it has to be done; without end where it has no such limit."""
        return self.limit.hours if self.limit is not None and self.limit.type == "latest" else math.inf

    @property
    def is_urgent(self) -> bool:
        """Whether it has to be done within 24 hours (inclusive); an earliest time never makes it urgent."""
        return self.latest_hours <= URGENT

    @property
    def ways(self) -> tuple[NextTree, ...]:
        """The trees that `to` names, each with its condition; the last has none. Empty where `to` is absent."""
        return (NextTree(self.to),) if isinstance(self.to, str) else self.to or ()

    @property
    def first_ways(self) -> tuple[NextTree, ...]:
        """`ways`, each with the condition under which it is the first that holds."""
        found: list[NextTree] = []
        earlier: tuple[Condition, ...] = ()
        for way in self.ways:
            found.append(NextTree(way.tree, All((*earlier, way.when))))
            earlier = (*earlier, Not(way.when))
        return tuple(found)


class Answer(Placed, frozen=True):
    """One way out of a question: `test` says when, `to` is the next question or an outcome of the same tree."""

    key: str  # as written in the file: "ja", "nee", "<= 7", "goed"
    test: Condition
    label: Text
    to: str
    place: Place | None = None


class Question(Placed, frozen=True):
    """One box of a tree: asks one fact (`fact`) or shows a checklist (`checklist`, an All or AnyOf)."""

    id: str
    text: Text
    answers: tuple[Answer, ...]
    fact: str | None = None
    checklist: All | AnyOf | None = None
    help: Text | None = None
    source: tuple[Source, ...] = ()
    place: Place | None = None


class LongerWhenWorse(Placed, frozen=True):
    """A place where worsening `fact` does lengthen or remove a limit, written down with its reason."""

    fact: str
    better: str  # outcome id before worsening
    worse: str  # outcome id after worsening
    reason: Text
    note: int | None = None
    place: Place | None = None


class Opening(PackValue, frozen=True):
    """A tree that a choice of the board opens, what it gives ("the dose"), and when it is opened. `specifies`: that
    tree says how the choice is carried out, so that both are one treatment."""

    tree: str
    gives: Text
    when: Condition = ALWAYS
    specifies: bool = False


class BoardChoice(PackValue, frozen=True):
    """What the board can choose at a tree. It never decides an advice; see `reasoning.choosing`.

    `follows` are the outcomes of the tree that advise this choice, `left_open` those that advise another and leave this
    one open beside it. Only `follows` is followed with it: where one choice alone follows an outcome, following it is
    choosing this. Who deviates may choose what is left open, and not what is advised; older files follow with it too.
    `parts` is what must be said beside it, for the facts of a patient; `full` what was chosen, where the label says so
    only among the other choices; `met_by` moments at which it was carried out.
    """

    id: str
    label: Text
    follows: tuple[str, ...] = ()
    opens: tuple[Opening, ...] = ()
    parts: tuple[Sentence, ...] = ()
    left_open: tuple[str, ...] = ()
    full: Text | None = None
    met_by: tuple[str, ...] = ()

    @property
    def chosen(self) -> Text:
        """What was chosen, for who does not see the other choices."""
        return self.full or self.label


class ReadsApart(Placed, frozen=True):
    """Lines that another tree cites too, and facts that it reads there and this tree does not, with the reason.

    Without `facts` it is all of them. `lines` are of `document`.
    """

    tree: str
    document: str
    lines: tuple[tuple[int, int], ...]
    reason: Text
    facts: tuple[str, ...] = ()
    place: Place | None = None


class Tree(PackValue, frozen=True, eq=False, dict=True):
    """One decision tree, compared by identity. The first question is the root; file order is row order."""

    id: str
    number: int
    title: Text
    version: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    entry: Condition = ALWAYS
    exceptions: tuple[LongerWhenWorse, ...] = ()
    source: tuple[Source, ...] = ()
    place: Place | None = None
    reads_apart: tuple[ReadsApart, ...] = ()
    choices: tuple[BoardChoice, ...] = ()
    entry_place: Place | None = None
    short: Text | None = None  # the title where there is little room
    opened_by: Text | None = None  # in a few words, what opens it for a patient of whom nothing is known

    @property
    def root(self) -> Question:
        """The question that every way begins with."""
        return self.questions[0]

    @cached_property
    def questions_by_id(self) -> Mapping[str, Question]:
        """The questions of this tree by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def outcomes_by_id(self) -> Mapping[str, Outcome]:
        """The outcomes of this tree by id, without that of the tree (`mri_12_uur`)."""
        return {outcome.id: outcome for outcome in self.outcomes}

    def choice(self, id: str | None) -> BoardChoice | None:
        """What the board can choose here with this id; None where the tree does not have it."""
        return next((choice for choice in self.choices if choice.id == id), None)


# --- riders, notes, pack ------------------------------------------------------------------------------------------


class ShownAt(PackValue, frozen=True):
    """Outcomes of one tree at which a rider or note is shown, when `when` holds and `unless` does not."""

    tree: str
    outcomes: tuple[str, ...]
    when: Condition = ALWAYS
    unless: Condition | None = None


class Tapering(PackValue, frozen=True):
    """What is stopped step by step once the treatment is over that it was given for: `title` says so as a task where
    `when` holds, which ends between the day `from_days` after the treatment and that of `to_days`. `medicine` is how
    the name begins of what it speaks of. With `anew` it is needed anew; `treated` says that a treatment was given, also
    without its moment.
    """

    title: Text
    medicine: str
    from_days: int
    to_days: int
    when: Condition = ALWAYS
    anew: Condition = Not(ALWAYS)
    treated: Condition = Not(ALWAYS)


class Rider(PackValue, frozen=True, eq=False):
    """Advice that rides on an outcome ("also"). `with_order`: who carries out that outcome does this with it, or has to
    know it; with `marks` also where one of these marks the advice. `while_open` is what stands there while a fact that
    decides it is unknown. With `tapers` it is a task while steroids run that were begun before a treatment now over.
    """

    id: str
    text: Text
    shown_with: tuple[ShownAt, ...]
    parts: tuple[Sentence, ...] = ()
    lists: tuple[Listing, ...] = ()
    strength: tuple[Strength, ...] = ()
    source: tuple[Source, ...] = ()
    place: Place | None = None
    with_order: bool = False
    while_open: Text | None = None
    marks: tuple[str, ...] = ()
    tapers: Tapering | None = None


class Against(PackValue, frozen=True):
    """What an advice that carries a note does not go together with, by another tree that applies to the same patient.

    `each_other`: another advice that carries the note. `limits`: any advice with a limit. `outcomes`: these, as
    `tree.outcome`. See `reasoning.disagreeing`.
    """

    each_other: bool = False
    limits: bool = False
    outcomes: tuple[str, ...] = ()


class Note(Placed, frozen=True):
    """An open question about the source and how the trees read it.

    `against` is None where the trees that carry it go together.
    """

    number: int
    title: Text
    text: Text
    shown_at: tuple[ShownAt, ...] = ()
    facts: tuple[str, ...] = ()
    against: Against | None = None
    place: Place | None = None


class BesideOutcomes(PackValue, frozen=True):
    """Outcomes, as `tree.outcome`, beside which a later statement is shown when `when` holds."""

    outcomes: tuple[str, ...]
    when: Condition = ALWAYS


class Later(Placed, frozen=True):
    """A dated statement from after the guideline, shown beside outcomes; it decides nothing and has no strength here.

    `confirmed` is the page on which it was read again, `read_by` who of the profession has read it.
    """

    id: str
    text: Text
    year: int
    source: Text
    doi: str
    beside: tuple[BesideOutcomes, ...]
    confirmed: Text
    read_by: Text
    place: Place | None = None


class NamedTerm(Placed, frozen=True):
    """A named condition with its label, see `Term`."""

    id: str
    label: Text
    condition: Condition
    source: tuple[Source, ...] = ()
    place: Place | None = None


class SourceDocument(PackValue, frozen=True):
    """A text of the source, with its date as the pack writes it; `evidence` says what it is, such as "news item".

    `repeats` are ranges of lines that say the same, line by line: each group holds ranges of one length.
    """

    id: str
    title: Text
    date: str
    repeats: tuple[tuple[tuple[int, int], ...], ...] = ()
    evidence: Text | None = None


class Pack(PackValue, frozen=True, eq=False, dict=True):
    """A guideline: everything in one folder of `trees/`. Compared by identity, so that it can key caches."""

    id: str
    version: str
    title: Text
    guideline: Text
    guideline_date: date
    banner: Text  # what the reader must know about the guideline's age and limits
    disclaimer: Text
    documents: tuple[SourceDocument, ...]
    facts: tuple[Fact, ...]
    scope: tuple[Fact, ...]
    implications: tuple[Implication, ...]
    moments: tuple[Moment, ...]
    terms: tuple[NamedTerm, ...]
    riders: tuple[Rider, ...]
    notes: tuple[Note, ...]
    trees: tuple[Tree, ...]
    doubtful: tuple[Doubtful, ...] = ()
    scope_question: ScopeQuestion | None = None
    main: tuple[str, ...] = ()  # trees that speak for a patient; the last that applies heads the page
    described: tuple[Fact, ...] = ()  # facts that only describe: nothing reads them
    marks: tuple[Fact, ...] = ()  # facts that mark an advice: they decide nothing
    later: tuple[Later, ...] = ()
    review_by: date | None = None  # until then somebody has to look whether the pack still holds
    across_places: tuple[AcrossPlaces, ...] = ()
    signed_by: tuple[Text, ...] = ()  # who of the profession answers for these trees, a role with a day
    decides: Decider = "board"  # loose documents have no board: the treating clinician decides

    @cached_property
    def facts_by_id(self) -> Mapping[str, Fact]:
        """Every fact by id: those that decide, scope questions, those that describe, and marks."""
        return {fact.id: fact for fact in (*self.facts, *self.scope, *self.described, *self.marks)}

    @cached_property
    def terms_by_id(self) -> Mapping[str, NamedTerm]:
        """The named conditions by id."""
        return {term.id: term for term in self.terms}

    @cached_property
    def trees_by_id(self) -> Mapping[str, Tree]:
        """The trees by id, in their order."""
        return {tree.id: tree for tree in self.trees}

    @cached_property
    def riders_by_id(self) -> Mapping[str, Rider]:
        """The riders by id."""
        return {rider.id: rider for rider in self.riders}

    @cached_property
    def notes_by_number(self) -> Mapping[int, Note]:
        """The notes by the number of their open question."""
        return {note.number: note for note in self.notes}

    @cached_property
    def moments_by_id(self) -> Mapping[str, Moment]:
        """The moments by id."""
        return {moment.id: moment for moment in self.moments}

    def evidence(self, sources: Iterable[Source]) -> tuple[Text, ...]:
        """What the documents of these sources are, each once, in the order of the pack; of those that say so."""
        cited = {source.document for source in sources}
        said = (each.evidence for each in self.documents if each.id in cited and each.evidence is not None)
        return tuple(dict.fromkeys(said))

    def tree_at(self, source: Source) -> Tree | None:
        """The tree in whose part of the first document a place stands, where pages count within that part: then every
        part has a page 1."""
        parts = [each for tree in self.trees for each in tree.source[:1] if each.document == self.documents[0].id]
        if source.document != self.documents[0].id or not source.lines or any(1 not in each.pages for each in parts):
            return None
        line = source.lines[0][0]
        for tree in self.trees:
            own = [each for each in tree.source[:1] if each.document == source.document]
            if any(first <= line <= last for each in own for first, last in each.lines):
                return tree
        return None

    def facts_asked(self, question: Question) -> Iterator[str]:
        """Ids of the facts that a question asks, in its order; a fact named twice in a checklist comes twice."""
        if question.fact is not None:
            yield question.fact
        if question.checklist is not None:
            yield from self.facts_in(question.checklist)

    def facts_in(self, condition: Condition) -> Iterator[str]:
        """Ids of the facts that a condition names, in its order; a fact named twice comes twice."""
        match condition:
            case Is(fact=fact):
                yield fact
            case Term(term=term):
                yield from self.facts_in(self.terms_by_id[term].condition)
            case Not(item=item):
                yield from self.facts_in(item)
            case All(items=items) | AnyOf(items=items):
                for item in items:
                    yield from self.facts_in(item)
            case Ends() | MomentSet():
                return
