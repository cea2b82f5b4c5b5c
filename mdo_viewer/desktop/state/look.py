"""Everything that follows from a state: answers of all trees, the next fact, what a key means. Computed once."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.desktop.state.journeys import Onward, journey_of, next_here, overtaken_in_sight
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.library import is_shipped
from mdo_viewer.guideline.model import Fact, Pack, Question, Range, Tree, Value
from mdo_viewer.guideline.scope import SCOPE, is_joined, scope_as_fact, scope_question
from mdo_viewer.guideline.words import Words, words_of
from mdo_viewer.meeting.advice_then import (
    OVERTAKEN,
    Since,
    advised_then,
    is_older,
    made_with_others,
    since,
    since_on_tree,
    turned,
    versions_said,
)
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision, DecisionKind
from mdo_viewer.meeting.choosing import as_ticked, kinds_on, kinds_on_whole
from mdo_viewer.meeting.confirming import AskedBack, across, asked_back, others_of
from mdo_viewer.meeting.packs import called
from mdo_viewer.meeting.places import in_guideline
from mdo_viewer.meeting.tables.moments import FoundMoment, NotTaken, moments_of, not_taken, patient_of, reads_alike
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.meeting.to_do import asked_next, lead_out, left_open, unasked_entry
from mdo_viewer.reasoning.deadlines import ZONE, is_later
from mdo_viewer.reasoning.doubting import Rows
from mdo_viewer.reasoning.journey import furthest, ways_in
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Advice, Change, Patient, Stage, WayIn
from mdo_viewer.reasoning.saying import Saying, figures
from mdo_viewer.reasoning.scope import asked_first, is_about_scope, steps_of
from mdo_viewer.reasoning.telling import ways_agree, ways_in_words
from mdo_viewer.reasoning.what_if import what_if

#: A label that begins with its code: `A: …`.
CODE = re.compile(r"(\w{1,2}): (.+)", re.DOTALL)


class Option(Struct, frozen=True):
    """One answer that a fact can be given, with its words and its key."""

    value: Value
    words: str
    key: str

    @property
    def short(self) -> str:
        """The code that the words begin with, else the words."""
        code = CODE.fullmatch(self.words)
        return code[1] if code is not None else self.words


class Ahead(Struct, frozen=True):
    """Where one answer of the next fact leads: an outcome id, or the number of outcomes still possible."""

    option: Option
    advice: Advice | None


#: What is worked out when it is first asked for, and may be asked of `Look.knows`.
Derived: TypeAlias = Literal["stages", "alone", "changes", "ahead", "needed", "next_fact"]


class Look:
    """The state with everything that is derived from it; `now` is the moment it is looked at."""

    def __init__(self, state: State, now: datetime, before: Look | None = None) -> None:
        self.state = state
        self.now = now
        self.words: Words = words_of("window", state.language, state.pack.decides)
        self.saying = Saying.at(state.language, now)
        if before is not None:
            for name in self._kept(before):
                if before.knows(name):
                    self.__dict__[name] = before.__dict__[name]

    def knows(self, name: Derived) -> bool:
        """Whether this is worked out already; what is slow is not waited for where it is not."""
        return name in self.__dict__

    def _kept(self, before: Look) -> tuple[Derived, ...]:
        """What of `before` still holds: all for the same patient, tree, language and minute."""
        old, new = before.state, self.state
        minute = int(before.now.timestamp()) // 60 == int(self.now.timestamp()) // 60
        if not reads_alike(old.case, new.case) or old.pack is not new.pack or not minute:
            return ()
        stages: tuple[Derived, ...] = ("stages",) if old.case.chosen == new.case.chosen else ()
        if old.tree_id != new.tree_id:
            return stages
        if (old.scope_apart, old.correcting) != (new.scope_apart, new.correcting):
            return (*stages, "alone", "changes", "needed")
        if old.language != new.language:
            return (*stages, "alone", "changes", "needed", "next_fact")
        return (*stages, "alone", "changes", "ahead", "needed", "next_fact")

    @property
    def pack(self) -> Pack:
        """The guideline of the patient that is shown."""
        return self.state.pack

    @cached_property
    def case(self) -> Case:
        """The patient that is shown, with what was ticked off as it counts (`as_ticked`)."""
        return as_ticked(self.pack, self.state.case, self.now)

    @cached_property
    def patient(self) -> Patient:
        """What is known of the patient that is shown, with the moments that the tables give."""
        return patient_of(self.pack, self.state.case)

    @cached_property
    def moments(self) -> dict[str, FoundMoment]:
        """The moments of this patient, each with where it comes from."""
        return moments_of(self.pack, self.state.case)

    @cached_property
    def moments_missing(self) -> dict[str, NotTaken]:
        """The moments that no table gives although it has rows, each with the reason."""
        return not_taken(self.pack, self.state.case)

    def lies_ahead(self, moment: str) -> bool:
        """Whether a moment is still to come; one that was taken from a table, whether its day is."""
        found = self.moments.get(moment)
        if found is None:
            return False
        if found.day is not None:
            return found.day > self.now.astimezone(ZONE).date()
        return is_later(found.when, self.now)

    def text(self, text: object) -> str:
        """A text of the pack in the language of the window."""
        return text(self.state.language) if callable(text) else ""

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Every tree's advice for this patient, in the order of the guideline; slow, see `knows`."""
        return journey_of(self.pack, self.state.case, self.now)

    @property
    def advice(self) -> Advice:
        """What the current tree says now, as a part of all trees once these are known; the same stays one object."""
        if not self.knows("stages") or (self.knows("alone") and self.alone.pressing == self.stage.advice.pressing):
            return self.alone
        return self.stage.advice

    @cached_property
    def alone(self) -> Advice:
        """What the current tree says by itself, which is all that is known of it before the others are."""
        return advise(self.pack, self.state.tree, self.patient, self.now)

    def fact(self, id: str) -> Fact:
        """The fact with this id; `SCOPE` is the question over all scope facts. Raises KeyError where there is none."""
        return scope_as_fact(self.pack) if id == SCOPE else self.pack.facts_by_id[id]

    def question(self, id: str) -> Question | None:
        """The question with this id in the current tree, or before it; None where there is none."""
        return scope_question(self.pack, self.state.tree) if id == SCOPE else self.state.tree.questions_by_id.get(id)

    @property
    def scope_apart(self) -> bool:
        """Whether the facts about the scope are shown apart: as asked for, or since they are not all answered alike."""
        if not is_joined(self.pack):
            return False
        patient = self.patient
        said = {(patient.values.get(fact.id), fact.id in patient.unknown) for fact in self.pack.scope}
        return self.state.scope_apart or len(said) > 1

    @cached_property
    def next_fact(self) -> str | None:
        """The fact that is asked: the open one that somebody chose, else the one whose turn it is."""
        return self.state.correcting if self.is_open(self.state.correcting) else self.due_fact

    @property
    def due_fact(self) -> str | None:
        """The fact whose turn it is: first about the scope, then whether the tree applies, else the first open one
        nobody was asked."""
        found = asked_first(self.pack, self.advice, self.patient.unknown)
        if found == SCOPE and self.scope_apart:
            return self.advice.scope_open[0]
        return found or self.entry_fact or self.tree_fact

    @property
    def keyed_fact(self) -> str | None:
        """The fact whose answers the digits are: the one whose row was opened, else the next one."""
        return self.state.correcting or self.next_fact

    def is_open(self, fact: str) -> bool:
        """Whether a fact has no answer yet, and nothing follows of it."""
        known = fact in self.patient.values or fact in self.patient.unknown or fact in self.advice.settled.values
        return fact in self.pack.facts_by_id and not known

    @property
    def entry_fact(self) -> str | None:
        """The fact that decides whether the tree in sight applies, while nobody was asked it and its questions do not
        ask it."""
        fact = unasked_entry(self.pack, self.state.case, self.patient, self.advice.settled, self.state.tree_id)
        return None if fact is None or fact in self._tree_facts else fact

    @property
    def entry_asked(self) -> bool:
        """Whether what is asked now is whether the tree applies: no question of the tree asks it."""
        return self.next_fact is not None and self.next_fact == self.entry_fact

    @property
    def scope_asked(self) -> bool:
        """Whether what is asked now is about the scope: then no question of the tree is the open one."""
        return is_about_scope(self.pack, self.next_fact)

    @property
    def untouched(self) -> bool:
        """Whether nothing that decides was answered for this patient yet."""
        patient, deciding = self.patient, {fact.id for fact in (*self.pack.facts, *self.pack.scope)}
        return not patient.moments and deciding.isdisjoint(patient.values) and deciding.isdisjoint(patient.unknown)

    @property
    def tree_fact(self) -> str | None:
        """The first open fact of the tree that nobody was asked yet, see `asked_next`."""
        return asked_next(self.pack, self.patient, self.advice)

    @cached_property
    def doubts(self) -> tuple[AskedBack, ...]:
        """The facts of this patient that fit badly together, with rows of a table and over places too, each with who
        said that it is so."""
        case, others = self.state.case, others_of(self.state.document, self.state.current)
        return asked_back(self.pack, self.advice.settled, case.confirmed, self.rows, across(self.pack, case, others))

    @cached_property
    def rows(self) -> Rows:
        """The rows of the tables of this place, as they may contradict a fact."""
        return rows_here(self.pack, self.case, self.now)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The facts of the current tree in the order of its questions, a gate before what it opens."""
        order: dict[str, None] = {}
        tree = self.state.tree
        for question in tree.questions:
            for fact in self.pack.facts_asked(question):
                self._add_with_gate(order, fact)
        for fact in self.advice.open_facts:
            order.setdefault(fact)
        return tuple(order)

    def _add_with_gate(self, order: dict[str, None], fact: str) -> None:
        gate = self.fact(fact).only_if
        if gate is not None and fact not in order:
            for opener in self.pack.facts_in(gate):
                if opener != fact and opener in self._tree_facts:
                    order.setdefault(opener)
        order.setdefault(fact)

    @cached_property
    def _tree_facts(self) -> frozenset[str]:
        questions = self.state.tree.questions
        return frozenset(fact for question in questions for fact in self.pack.facts_asked(question))

    def options(self, id: str) -> tuple[Option, ...]:
        """The answers of a yes/no or choice fact, in the order of their keys; empty for the other types."""
        fact = self.fact(id)
        if fact.type == "bool":
            return (Option(True, self.words("yes"), "1"), Option(False, self.words("no"), "2"))
        if fact.type == "choice":
            return tuple(Option(c.id, self.text(c.label), str(n)) for n, c in enumerate(fact.values, 1))
        return ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Each single change of a fact that gives another outcome, in question order; none while facts are missing."""
        return what_if(self.pack, self.state.tree, self.patient)

    @property
    def furthest(self) -> str:
        """The tree furthest on this patient's way; where none applies, the one that is open."""
        found = furthest(self.stages)
        return self.state.tree_id if found is None else found.tree.id

    @cached_property
    def coming(self) -> Onward:
        """What comes next for who sits at the table; see `next_tree`."""
        state, fact = self.state, self.due_fact and self.next_fact  # one opened where none is due holds nobody up
        if fact is None and state.decision is None and not ways_agree(self.advice):
            fact = next((way.fact for way in self.advice.ways), None)
        if fact is not None and self.stage.entry != "not_entered" and not state.decided_unasked:
            return Onward("question", fact=fact)
        found = next_here(self.pack, self.case, self.stages, state.tree_id, state.passed, state.drafts_here)
        if found is not None:
            return found
        left = left_open(self.pack, self.case, self.stages)
        if state.tree_id not in state.passed and overtaken_in_sight(
            self.pack, self.case, self.stages, state.tree_id, left
        ):
            return Onward("decision", left=left)
        if (lead := self._lead_out) is not None and state.decision_on(WHOLE_CASE) is None:
            return Onward("lead", lead=lead)
        undecided = not state.case.decisions
        if state.places.index(state.current) + 1 < len(state.places):
            return Onward("place", undecided=undecided, left=left)
        last = state.patient + 1 == len(state.document.patients)
        return Onward("ending" if last else "patient", undecided=undecided, left=left)

    @property
    def _lead_out(self) -> str | None:
        """The tree of another guideline that speaks for this patient instead, who was not shown there yet."""
        state, way = self.state, lead_out(self.pack, self.stages, is_shipped)
        if way is None:
            return None
        pack = called(state.home, way.partition("/")[0])
        return None if in_guideline(state.document, state.current, pack) is not None else way

    @property
    def weighed(self) -> int:
        """How many facts of this tree carry a value that counts."""
        return sum(fact in self.patient.values and fact not in self.advice.settled.unused for fact in self.needed)

    @cached_property
    def ahead(self) -> tuple[Ahead, ...]:
        """Where each answer of the next fact leads; None where it contradicts the others."""
        if self.next_fact is None or self.scope_asked or self.entry_asked:
            return ()
        return tuple(Ahead(option, self.after(self.next_fact, option.value)) for option in self.options(self.next_fact))

    def after(self, fact: str, value: Value) -> Advice | None:
        """The advice of the current tree if this fact had this value; None when that contradicts the others."""
        from mdo_viewer.reasoning.settling import Contradiction

        patient = patient_of(self.pack, self.state.case.with_value(fact, value))
        try:
            return advise(self.pack, self.state.tree, patient, self.now)
        except Contradiction:
            return None

    def changed(self, change: Change) -> Advice | None:
        """The advice after this change; of a number the whole value nearest to the present one stands for it."""
        now, found = self.patient.values.get(change.fact), self.after(change.fact, change.example)
        if (
            found is None
            or isinstance(now, bool | str | tuple | None)
            or isinstance(change.example, bool | str | tuple)
        ):
            return found
        if isinstance(now, Range):
            now = now.nearest(change.example)
        way = 1 if now > change.example else -1
        inside, outside = int(change.example), round(now)
        while abs(outside - inside) > 1:
            middle = inside + way * (abs(outside - inside) // 2)
            tried = self.after(change.fact, middle)
            if tried is not None and (tried.possible, tried.next_fact) == (found.possible, found.next_fact):
                inside, found = middle, tried
            else:
                outside = middle
        return found

    def answer_that_takes(self, question: Question, answer: str) -> tuple[str, Value] | None:
        """The one value of the question's next fact that takes this way out; None when none or several do."""
        fact = self.asked_by(question)
        if fact is None:
            return None
        fits = []
        for option in self.options(fact):
            advice = self.after(fact, option.value)
            if advice is None:
                continue
            step = next((step for step in steps_of(self.pack, advice) if step.question.id == question.id), None)
            if step is not None and step.answer is not None and step.answer.key == answer:
                fits.append(option.value)
        return (fact, fits[0]) if len(fits) == 1 else None

    def asked_by(self, question: Question) -> str | None:
        """The fact of this question that is asked next: the window's next fact where it is one, else its first open, or
        the range over which its ways part."""
        facts = tuple(self.pack.facts_asked(question))
        if self.next_fact in facts:
            return self.next_fact
        ranges = (way.fact for way in self.advice.ways)
        return next((fact for fact in (*self.advice.open_facts, *ranges) if fact in facts), None)

    def label(self, fact: str) -> str:
        """What a fact is called in the language of the window. Raises KeyError where the guideline has none."""
        return self.text(self.fact(fact).label)

    @property
    def verdict(self) -> str | None:
        """The outcome that a decision is about; None while the tree is open."""
        return self.advice.outcome.id if self.advice.outcome is not None else None

    def decided_on(self, decision: Decision) -> str:
        """The title of the outcome that a decision was taken on; empty when there was none."""
        return self.text(advised_then(self.pack, decision))

    def since(self, decision: Decision) -> Since:
        """How the advice of now compares with the one that a decision was taken on."""
        if decision.tree == self.state.tree_id and not self.knows("stages"):
            return since_on_tree(self.pack, decision, self.advice)
        return since(self.pack, self.case, decision, self.stages)

    @property
    def overtaken(self) -> bool:
        """Whether the board decided on other advice than this tree gives now."""
        return (decision := self.state.decision) is not None and self.since(decision) in OVERTAKEN

    @cached_property
    def turned(self) -> str:
        """The numbers of the trees that say something else than when the board decided on the case as a whole."""
        decision = self.state.decision_on(WHOLE_CASE)
        return "" if decision is None else ", ".join(map(str, turned(self.pack, decision, self.stages)))

    def kinds(self, *, whole: bool) -> tuple[DecisionKind, ...]:
        """How the board can decide on the tree that is open, or on the case as a whole."""
        return kinds_on_whole(self.stages) if whole else kinds_on(self.advice.outcome)

    @property
    def stage(self) -> Stage:
        """The tree that is open, with its entry."""
        return next(stage for stage in self.stages if stage.advice.tree.id == self.state.tree_id)

    @property
    def closed(self) -> bool:
        """Whether the open tree does not apply, as far as that is worked out: what it says then is urgent nowhere."""
        return self.knows("stages") and self.stage.entry == "not_entered"

    @cached_property
    def ways_found(self) -> tuple[WayIn, ...]:
        """With which other facts the open tree would apply, or might; none where it is not closed."""
        return ways_in(self.pack, self.patient, self.stage, self.state.case.chosen)

    @property
    def ways_in(self) -> str:
        """The same in words; empty where it is not closed."""
        return ways_in_words(self.pack, self.ways_found, self.state.language)

    def older(self, decision: Decision) -> str:
        """That it was taken with other trees than those of now, and what they advised; empty with the same ones."""
        then = decision.then
        if then is None or not is_older(self.pack, decision):
            return ""
        return self.words(
            "decision.older.whole" if decision.is_whole else "decision.older",
            day=figures(then.at.astimezone(ZONE)),
            versions=versions_said(self.pack, decision, self.state.language),
            advice=self.text(then.heading),
        )

    @property
    def made_with_others(self) -> bool:
        """Whether something of this patient was decided or saved with other trees than those of now."""
        return made_with_others(self.pack, self.state.case, self.state.saved_with)

    @property
    def guideline(self) -> str:
        """`Richtlijn Wervelmetastasen 1.0 · 20-08-2015 · 11 jaar oud`."""
        return guideline_words(self.pack, self)

    @property
    def evidence(self) -> str:
        """What the documents are by which the tree in sight says what it says: `blog van een praktijk`."""
        outcome = self.advice.outcome
        return self.saying.evidence(self.pack, (outcome.source if outcome else ()) or self.state.tree.source)

    def short_title(self, tree: Tree) -> str:
        """What a tree is called where there is little room."""
        return self.text(tree.short or tree.title)


def guideline_words(pack: Pack, look: Look) -> str:
    """`Richtlijn Wervelmetastasen 1.0 · 20-08-2015 · 11 jaar oud`, of any pack."""
    date, age = figures(pack.guideline_date), look.saying.age(pack, look.now)
    return look.words("status.guideline", title=look.text(pack.guideline), date=date, age=age)
