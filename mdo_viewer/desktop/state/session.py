"""What the window shows, outside Qt: one frozen state, one history, one notification."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeAlias, Unpack

from msgspec import Struct

from mdo_viewer.desktop.state.changes import AboutChanges, CaseChanges, DraftChanges, PointChanges
from mdo_viewer.desktop.state.drafts import Drafts, adds, finished, of_kind
from mdo_viewer.desktop.state.history import History, Name, Snapshot
from mdo_viewer.desktop.state.scope_answer import facts_behind, last_answered, with_unknown, with_value, without
from mdo_viewer.guideline.model import Language, Pack, Tree, Value
from mdo_viewer.guideline.showing import View, place_of
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision, DecisionKind, Detail
from mdo_viewer.meeting.document import (
    Document,
    Point,
    Standing,
    added,
    document_of,
    key_of,
    moved,
    points_of,
    removed,
    replaced,
    with_point,
)
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.settling import settle

#: Decisions that are not recorded yet, each with the place of its patient.
HalfWritten: TypeAlias = tuple[tuple[int, Decision], ...]


class State(Struct, frozen=True):
    """Everything that the window shows. `selection` is a box of the graph, `draft` the decision being written."""

    pack: Pack
    document: Document
    current: int
    tree_id: str
    language: Language = "nl"
    view: View = "path"
    as_list: bool = False
    selection: str | None = None
    unfolded: frozenset[str] = frozenset()
    root: str | None = None  # the question that the whole view is drawn from, None for the first
    folded: frozenset[str] = frozenset()  # questions whose part stands in one box in the whole view
    draft: Decision | None = None
    agreeing: bool = False
    show_all: bool = False
    scope_apart: bool = False  # the facts about the scope are answered each by itself
    meeting: int = 0  # how many were opened before this one
    saved_with: str = ""  # the version of the trees that this meeting was last saved with, when it was opened

    @property
    def seat(self) -> tuple[int, int]:
        """Which patient of which meeting is shown: another one is another patient, whatever the key and the place."""
        return self.meeting, self.point.id

    @property
    def cases(self) -> tuple[Case, ...]:
        """The patients in the order of the agenda."""
        return self.document.cases

    @property
    def point(self) -> Point:
        """The place on the agenda that is shown: a patient with what the meeting knows of it besides."""
        return self.document.points[self.current]

    @property
    def case(self) -> Case:
        """The patient that is shown."""
        return self.point.case

    @property
    def tree(self) -> Tree:
        """The tree that is shown."""
        return self.pack.trees_by_id[self.tree_id]

    def answered_in(self, fact: str) -> str:
        """The id of the tree that was open when this fact was answered; "" when it came with the case, or is open."""
        return next((tree for id, tree in self.point.answered if id == fact), "")

    @property
    def decision(self) -> Decision | None:
        """The recorded decision on the current tree."""
        return self.decision_on(self.tree_id)

    def decision_on(self, about: str) -> Decision | None:
        """The recorded decision on a tree, or on the case as a whole."""
        return next((d for d in self.case.decisions if d.tree == about), None)


class Session:
    """Holds the state and changes it; tells `listeners` once for each change."""

    def __init__(self, pack: Pack, cases: tuple[Case, ...], *, language: Language = "nl") -> None:
        self._state = State(pack, document_of(cases), 0, pack.trees[0].id, language)
        self._next_id = len(cases)  # never given twice: an id is one patient
        self.history = History()
        self._drafts = Drafts()
        self._left: tuple[str, str] | None = None
        self.listeners: list[Callable[[], None]] = []
        self.clock: Callable[[], datetime] = lambda: datetime.now(ZONE)
        #: Called before another patient, tree or language: what is being typed belongs to what is shown now.
        self.leaving: Callable[[], None] = lambda: None
        self.typed = False

    @property
    def state(self) -> State:
        """What holds now; every change puts another one in its place and tells the listeners."""
        return self._state

    # --- the ways through which all change goes

    def _show(self, state: State) -> None:
        if state == self._state:
            return
        self._keep_draft(self._state, state)
        self._state = state
        for listener in tuple(self.listeners):
            listener()

    def _keep_draft(self, before: State, after: State) -> None:
        """A decision that was being written waits until it is opened again, also where its patient went: undo brings
        both back."""
        if before.meeting != after.meeting:
            self._left = None
            return
        draft, patient = before.draft, before.point.id
        if draft is not None and after.draft is None and adds(draft, before.decision_on(draft.tree)):
            self._drafts.put(patient, draft)
            moved = (patient, before.tree_id) != (after.point.id, after.tree_id)
            self._left = (before.case.case, draft.tree) if moved else None

    def take_left(self) -> tuple[str, str] | None:
        """The case and the tree of a decision that was left unrecorded with the last step, told once."""
        left, self._left = self._left, None
        return left

    def _look(self, state: State) -> None:
        """Look at something else; not an undo step."""
        self.history.rest()
        self._show(state)

    def _edit(
        self, case: Case, name: Name, *, answered: tuple[tuple[str, str], ...] | None = None, typing: bool = False
    ) -> None:
        """Put `case` in the place of the current one as one undo step; typing in one field stays one step."""
        state = self._state
        if case == state.case:
            return
        point = replace(state.point, case=case, answered=state.point.answered if answered is None else answered)
        self._step(replace(state, document=with_point(state.document, state.current, point)), name, typing=typing)

    def _change(self, document: Document, name: Name, *, typing: bool = False) -> None:
        """Another agenda, as one undo step; the patient shown is shown on, or where it went the one in its place."""
        if document == self._state.document:
            return
        current = document.place(self._state.point.id)
        if current is not None:
            self._step(replace(self._state, document=document, current=current), name, typing=typing)
            return
        current = min(self._state.current, len(document.points) - 1)
        self._step(afresh(replace(self._state, document=document, current=current)), name)

    def _step(self, after: State, name: Name, *, typing: bool = False) -> None:
        """Show this, its document as one undo step from the one before."""
        state = self._state
        self.history.add(Snapshot(state.document, state.point.id, state.tree_id, name), typing=typing)
        self.typed = True
        self._show(after)

    # --- facts

    def answer(self, fact: str, value: Value) -> None:
        """Set a fact. Raises Contradiction, and changes nothing, when it contradicts what follows from the others."""
        case = with_value(self._state.pack, self._state.case, fact, value)
        settle(self._state.pack, case.patient.values)
        self._set_fact(case, fact, self._order(fact))

    def unknown(self, fact: str) -> None:
        """The fact was asked and nobody knows it."""
        self._set_fact(with_unknown(self._state.pack, self._state.case, fact), fact, self._order(fact))

    def clear(self, fact: str) -> None:
        """Back to "not asked"."""
        rest = tuple(each for each in self._order(fact) if each[0] != fact)
        self._set_fact(without(self._state.pack, self._state.case, fact), fact, rest)

    def _set_fact(self, case: Case, fact: str, answered: tuple[tuple[str, str], ...]) -> None:
        facts = facts_behind(self._state.pack, fact)
        self._edit(_noted(self._state.case, case, facts, self.clock()), ("undo.fact", fact), answered=answered)

    def show_scope_apart(self, apart: bool) -> None:
        """Show the facts about the scope each by itself, or as one question; answers nothing."""
        self._look(replace(self._state, scope_apart=apart))

    def take_back(self) -> str | None:
        """Clear the fact that was answered last in this case; its id, or None when there is none."""
        fact = last_answered(self._state.pack, self._state.point)
        if fact is not None:
            self.clear(fact)
        return fact

    def _order(self, fact: str) -> tuple[tuple[str, str], ...]:
        order = self._state.point.answered
        return (*(each for each in order if each[0] != fact), (fact, self._state.tree_id))

    def set_moment(self, moment: str, when: datetime | None) -> None:
        """Note when something happened to this patient, by the id of the moment; None takes it back."""
        patient = self._state.case.patient
        moments = {id: value for id, value in patient.moments.items() if id != moment}
        if when is not None:
            moments[moment] = when
        self._edit(replace(self._state.case, patient=replace(patient, moments=moments)), ("undo.moment", moment))

    def set_done(self, advice: str, when: datetime | None) -> None:
        """Tick an advice (`tree.outcome`) off as done at `when`; None takes that back."""
        done = {id: moment for id, moment in self._state.case.done.items() if id != advice}
        if when is not None:
            done[advice] = when
        self._edit(replace(self._state.case, done=done), ("undo.done", None))

    # --- what the board records

    def edit(self, **changes: Unpack[CaseChanges]) -> None:
        """Set one field of the case that the board writes (alternatives, actions, lead physician…)."""
        (field,) = changes
        self._edit(replace(self._state.case, **changes), (f"undo.{field}", None), typing=True)

    def start_decision(self, kind: DecisionKind, advice: str | None, *, about: str | None = None) -> None:
        """Open the decision panel with this kind, on what is named or else on what is being written or on the tree;
        nothing is recorded yet."""
        state = self._state
        written = None if state.draft is None else state.draft.tree
        about = about or written or state.tree_id
        if state.draft is not None and about != written:
            self.close_forms()  # it waits
            state = self._state
        start = state.draft or self._begun(about) or Decision(about, advice, kind)
        draft = of_kind(start, kind, None if about == WHOLE_CASE else advice, state.decision_on(about))
        self._look(replace(state, draft=draft, agreeing=False))

    def _begun(self, about: str) -> Decision | None:
        """The decision on this that waits half written, or else the one that is recorded."""
        return self._drafts.take(self._state.point.id, about) or self._state.decision_on(about)

    def decide_about(self, whole: bool, advice: str | None) -> None:
        """Go on writing about the case as a whole, or about the tree that is open; what was written comes along where
        nothing was written there before."""
        state, draft = self._state, self._state.draft
        about = WHOLE_CASE if whole else state.tree_id
        if draft is None or draft.tree == about:
            return
        found = self._begun(about)
        if found is None:
            found = replace(draft, tree=about, then=None, chosen=None)
        elif adds(draft, state.decision_on(draft.tree)):
            self._drafts.put(state.point.id, draft)  # it waits on its own side
        self._look(replace(state, draft=replace(found, advice=None if whole else advice)))

    def change_draft(self, **changes: Unpack[DraftChanges]) -> None:
        """Write in the decision that is being written; nothing without one."""
        if self._state.draft is not None:
            self.typed = True
            self._look(replace(self._state, draft=replace(self._state.draft, **changes)))

    def close_forms(self) -> None:
        """Back to the advice; a draft waits until it is opened again, what was recorded stays."""
        self._look(without_forms(self._state))

    def open_agreements(self) -> None:
        """Open the form of the agreements; a decision that was being written waits."""
        self._look(replace(self._state, draft=None, agreeing=True))

    def record(self) -> None:
        """Put the draft in the case, in the place of an earlier decision on the same; one on the whole stands first.

        The advice goes with it as it stands now, and a patient who was not discussed on this day yet gets this moment.
        """
        draft, state = self._state.draft, self._state
        if draft is None:
            return
        draft = finished(state.pack, draft)
        now = self.clock().replace(microsecond=0)
        draft = replace(draft, then=advice_as_of(state.pack, state.case, draft.tree, now))
        others = tuple(d for d in state.case.decisions if d.tree != draft.tree)
        decisions = tuple(sorted((draft, *others), key=lambda decision: not decision.is_whole))
        before = state.case.discussed_at
        discussed = now if before is None or day_of(before) != day_of(now) else before
        changed = replace(state.case, decisions=decisions, discussed_at=discussed)
        self._edit(changed, ("undo.decision", state.case.case))
        self._look(replace(self._state, draft=None))
        self._drafts.take(state.point.id, draft.tree)

    def withdraw(self, about: str | None = None) -> None:
        """Take the decision on the current tree, or on what is named, out of the case."""
        about = self._state.tree_id if about is None else about
        others = tuple(d for d in self._state.case.decisions if d.tree != about)
        self._edit(replace(self._state.case, decisions=others), ("undo.decision", self._state.case.case))

    # --- the agenda

    def describe(self, **changes: Unpack[AboutChanges]) -> None:
        """Set one of what the meeting is: day, kind, chair, attendees."""
        document = self._state.document
        (field,) = changes
        about = replace(document.about, **changes)
        self._change(replace(document, about=about), (f"undo.about.{field}", None), typing=True)

    def describe_case(self, id: int, **changes: Unpack[PointChanges]) -> None:
        """Set the key, the question or the urgency of the patient with this id. Raises ValueError for a key that is
        empty or another patient's."""
        document = self._state.document
        at = document.place(id)
        if at is None:
            return
        point = document.points[at]
        if "case" in changes:
            changes["case"] = key_of(document, id, changes["case"])
        (field,) = changes
        case = replace(point.case, **changes)
        typing, name = field != "case", (f"undo.case.{field}", point.case.case)
        self._change(with_point(document, at, replace(point, case=case)), name, typing=typing)

    def stand(self, id: int, standing: Standing) -> None:
        """Defer the patient with this id, tick it off as done, or open it again."""
        document = self._state.document
        at = document.place(id)
        if at is not None:
            point = replace(document.points[at], standing=standing)
            self._change(with_point(document, at, point), (f"undo.standing.{standing}", point.case.case))

    def move(self, id: int, step: int) -> None:
        """Put the patient with this id earlier (negative) or later on the agenda, at most to its end."""
        document = self._state.document
        at = document.place(id)
        if at is not None:
            to = max(0, min(at + step, len(document.points) - 1))
            self._change(moved(document, at, to), ("undo.order", document.points[at].case.case))

    def remove_case(self, id: int) -> None:
        """Take the patient with this id off the agenda; the last one stays."""
        document = self._state.document
        at = document.place(id)
        if at is not None:
            if id == self._state.point.id:
                self.leaving()
                document = self._state.document
            self._change(removed(document, at), ("undo.remove", document.points[at].case.case))

    def add_cases(
        self, cases: tuple[Case, ...], *, aside: Iterable[tuple[str, ...]] = (), step: str = "undo.list"
    ) -> None:
        """These patients at the end, as one step; the one shown stays. Who has the key of an example or of an empty
        patient takes its place. `aside` has the lines set aside of each."""
        points = points_of(cases, self._next_id, aside)
        self._next_id += len(points)
        self._change(replaced(self._state.document, points), (step, None))

    # --- where we are

    def open_meeting(
        self, document: Document, current: int, tree_id: str, drafts: HalfWritten = (), saved_with: str = ""
    ) -> None:
        """Show another meeting from now on; in it there is nothing to undo yet. `drafts` wait in it; `saved_with` is
        the version of the trees that it was saved with."""
        self.leaving()
        self.history.clear()
        self.typed = False
        self._next_id = 1 + max(point.id for point in document.points)
        there = replace(self._state, document=document, current=current, tree_id=tree_id, show_all=False)
        self._drafts.open_meeting(document, drafts)
        self._look(afresh(replace(there, meeting=self._state.meeting + 1, saved_with=saved_with)))

    def half_written(self) -> tuple[tuple[int, Decision], ...]:
        """The decisions that are not recorded yet, the one that is being written among them, each with the place of
        its patient."""
        state, draft = self._state, self._state.draft
        written = draft if draft is not None and adds(draft, state.decision_on(draft.tree)) else None
        return self._drafts.placed(state.document, state.point.id, written)

    def go_case(self, index: int) -> None:
        """Show another case of the meeting; out of range does nothing."""
        if 0 <= index < len(self._state.cases) and index != self._state.current:
            self.leaving()
            self._go(replace(self._state, current=index, tree_id=self._state.pack.trees[0].id))

    def go_tree(self, tree_id: str) -> None:
        """Show another tree for this patient; an id that the guideline does not have does nothing."""
        if tree_id in self._state.pack.trees_by_id and tree_id != self._state.tree_id:
            self.leaving()
            self._go(replace(self._state, tree_id=tree_id))

    def step_tree(self, step: int) -> None:
        """Show the tree so many further on in the guideline, or back (negative); past its ends does nothing."""
        trees = self._state.pack.trees
        at = next(i for i, tree in enumerate(trees) if tree.id == self._state.tree_id) + step
        if 0 <= at < len(trees):
            self.go_tree(trees[at].id)

    def _go(self, there: State) -> None:
        """Show another patient or tree."""
        self._look(afresh(replace(there, show_all=False)))

    def add_case(self) -> None:
        """An empty case with the next free key, shown at once."""
        self.leaving()
        state = self._state
        points = points_of((Case(state.document.free_key()),), self._next_id)
        self._next_id += 1
        there = replace(state, document=added(state.document, points), current=len(state.document.points))
        self._step(afresh(replace(there, tree_id=state.pack.trees[0].id, show_all=False)), ("undo.case", None))

    def set_language(self, language: Language) -> None:
        """Say everything in this language; what is being typed is given first, in the old one."""
        self.leaving()
        self._look(replace(self._state, language=language))

    def set_view(self, view: View) -> None:
        """Show the way or the whole tree; the whole tree once more shows it from its first question, unfolded."""
        state = self._state
        again = view == "whole" == state.view and not state.as_list
        there = plain(state) if again else replace(state, selection=None)
        self._look(replace(there, view=view, as_list=False))

    def show_list(self) -> None:
        """Show the way as a list in the place of the drawing."""
        self._look(replace(self._state, as_list=True))

    def select(self, box: str | None) -> None:
        """Select the box of the graph with this id; None selects nothing."""
        self._look(replace(self._state, selection=box))

    def unfold(self, stub: str) -> None:
        """Show what stands folded in the box with this id, on the way; once more folds it again."""
        self._look(replace(self._state, unfolded=self._state.unfolded ^ {stub}))

    def fold(self, question: str) -> None:
        """In the whole view, put everything below this question in one box, or unfold it."""
        if question in self._state.tree.questions_by_id:
            self._look(replace(self._state, folded=self._state.folded ^ {question}, selection=question))

    def show_part(self, question: str | None) -> None:
        """Draw the whole view from this question; None, or the first one, draws all."""
        state, tree = self._state, self._state.tree
        root = question if question in tree.questions_by_id and question != tree.root.id else None
        there = replace(state, root=root, selection=root or state.root, folded=state.folded - {root or ""})
        self._look(replace(there, view="whole", as_list=False))

    def show_node(self, tree_id: str, node: str) -> None:
        """Select a question or outcome in the whole view of its tree, with nothing folded that hides it."""
        self.go_tree(tree_id)
        state = self._state
        box, above = place_of(state.tree, node)
        hidden = state.root is not None and state.root not in (node, *above)
        there = replace(state, selection=box, folded=state.folded - set(above), root=None if hidden else state.root)
        self._look(replace(there, view="whole", as_list=False))

    def toggle_all_facts(self) -> None:
        """Show the other facts too, which this tree does not wait for, or hide them again."""
        self._look(replace(self._state, show_all=not self._state.show_all))

    # --- history

    @property
    def undo_name(self) -> Name | None:
        """What `undo` takes back; None where there is nothing."""
        return self.history.past[-1].name if self.history.past else None

    @property
    def redo_name(self) -> Name | None:
        """What `redo` does again; None where there is nothing."""
        return self.history.future[-1].name if self.history.future else None

    def undo(self) -> None:
        """Show the document before the last change, where that change was made."""
        self._return_to(self.history.undo(self._state.document))

    def redo(self) -> None:
        """Make the change again that was undone last, and show where."""
        self._return_to(self.history.redo(self._state.document))

    def _return_to(self, step: Snapshot | None) -> None:
        if step is None:
            return
        state, found = self._state, step.document.place(step.patient)
        current = min(state.current, len(step.document.points) - 1) if found is None else found
        moved = step.document.points[current].id != state.point.id or step.tree_id != state.tree_id
        there = replace(state, document=step.document, current=current, tree_id=step.tree_id)
        self._show(afresh(there) if moved else there)


def plain(state: State) -> State:
    """Its tree as it is first looked at: whole, unfolded, nothing chosen."""
    return replace(state, selection=None, unfolded=frozenset(), root=None, folded=frozenset())


def without_forms(state: State) -> State:
    """With the advice in sight, nothing being written."""
    return replace(state, draft=None, agreeing=False)


def afresh(state: State) -> State:
    """As a patient and a tree are shown at first."""
    return replace(without_forms(plain(state)), scope_apart=False)


def day_of(moment: datetime) -> date:
    """The Dutch day of a moment."""
    return moment.astimezone(ZONE).date()


def _noted(before: Case, case: Case, facts: tuple[str, ...], now: datetime) -> Case:
    """`case` with the moment at which these facts were set; what was noted of an earlier value goes with it."""
    old, new = before.patient, case.patient
    facts = tuple(f for f in facts if (old.values.get(f), f in old.unknown) != (new.values.get(f), f in new.unknown))
    details = {id: detail for id, detail in case.details.items() if id not in facts}
    for fact in facts:
        value = case.patient.values.get(fact)
        if value is not None or fact in case.patient.unknown:
            known = before.details.get(fact) if isinstance(value, tuple) else None  # one item more or less of a set
            details[fact] = replace(known or Detail(), set_at=now.replace(microsecond=0))
    return replace(case, details=details)
