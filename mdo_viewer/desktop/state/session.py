"""What the window shows, outside Qt: one frozen state, one history, one notification."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

from mdo_viewer.drawing.parts import homes_of
from mdo_viewer.drawing.picture import View
from mdo_viewer.guideline.model import Language, Pack, Tree, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision, DecisionKind, Detail
from mdo_viewer.meeting.document import (
    Document,
    Point,
    Standing,
    added,
    document_of,
    moved,
    points_of,
    removed,
    replaced,
    same_key,
    with_point,
)
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.settling import settle

#: What an undo step is called: a word key and what it is about (a fact or moment id, or nothing).
Name: TypeAlias = tuple[str, str | None]
#: A tree, and a case, as they are first looked at.
PLAIN_TREE: dict[str, object] = {"selection": None, "unfolded": frozenset(), "root": None, "folded": frozenset()}
#: Decisions that were left and not recorded, by the id of their patient and what they are about.
Drafts: TypeAlias = "dict[tuple[int, str], Decision]"
NO_FORMS: dict[str, object] = {"draft": None, "agreeing": False}


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
    meeting: int = 0  # how many were opened before this one

    @property
    def seat(self) -> tuple[int, int]:
        """Which patient of which meeting is shown: another one is another patient, whatever the key and the place."""
        return self.meeting, self.point.id

    @property
    def cases(self) -> tuple[Case, ...]:
        return self.document.cases

    @property
    def point(self) -> Point:
        return self.document.points[self.current]

    @property
    def case(self) -> Case:
        return self.point.case

    @property
    def tree(self) -> Tree:
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


class Snapshot(Struct, frozen=True):
    """The document before a change, the patient and tree where that change was made, and its name."""

    document: Document
    patient: int  # the id of a point; where the document does not have it, the place that was shown stays
    tree_id: str
    name: Name


class Session:
    """Holds the state and changes it; tells `listeners` once for each change."""

    def __init__(self, pack: Pack, cases: tuple[Case, ...], *, language: Language = "nl") -> None:
        self._state = State(pack, document_of(cases), 0, pack.trees[0].id, language)
        self._next_id = len(cases)  # never given twice: an id is one patient
        self._past: list[Snapshot] = []
        self._future: list[Snapshot] = []
        self._typing: Name | None = None
        self.listeners: list[Callable[[], None]] = []
        self.clock: Callable[[], datetime] = lambda: datetime.now(ZONE)
        #: Called before another patient, tree or language: what is being typed belongs to what is shown now.
        self.leaving: Callable[[], None] = lambda: None
        self.typed = False
        self._drafts: Drafts = {}
        self._left: tuple[str, str] | None = None

    @property
    def state(self) -> State:
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
            self._drafts, self._left = {}, None
            return
        draft, patient = before.draft, before.point.id
        if (
            draft is not None
            and after.draft is None
            and written_in(draft) != written_in(before.decision_on(draft.tree))
        ):
            self._drafts[patient, draft.tree] = draft
            moved = (patient, before.tree_id) != (after.point.id, after.tree_id)
            self._left = (before.case.case, draft.tree) if moved else None

    def take_left(self) -> tuple[str, str] | None:
        """The case and the tree of a decision that was left unrecorded with the last step, told once."""
        left, self._left = self._left, None
        return left

    def _look(self, **changes: object) -> None:
        """Change what is looked at; not an undo step."""
        self._typing = None
        self._show(replace(self._state, **changes))  # type: ignore[arg-type]

    def _edit(
        self, case: Case, name: Name, *, answered: tuple[tuple[str, str], ...] | None = None, typing: bool = False
    ) -> None:
        """Put `case` in the place of the current one as one undo step; typing in one field stays one step."""
        state = self._state
        if case == state.case:
            return
        point = replace(state.point, case=case, answered=state.point.answered if answered is None else answered)
        self._change(with_point(state.document, state.current, point), name, typing=typing)

    def _change(
        self, document: Document, name: Name, *, typing: bool = False, place: dict[str, object] | None = None
    ) -> None:
        """Another document, as one undo step; `place` is what is looked at from then on, the patient shown without."""
        state = self._state
        if document == state.document:
            return
        if not (typing and self._typing == name and self._past):
            self._past.append(Snapshot(state.document, state.point.id, state.tree_id, name))
        self._future.clear()
        self._typing = name if typing else None
        self.typed = True
        if place is None:
            found = document.place(state.point.id)
            gone = {"current": min(state.current, len(document.points) - 1), **PLAIN_TREE, **NO_FORMS}
            place = gone if found is None else {"current": found}
        self._show(replace(state, document=document, **place))  # type: ignore[arg-type]

    # --- facts

    def answer(self, fact: str, value: Value) -> None:
        """Set a fact. Raises Contradiction, and changes nothing, when it contradicts what follows from the others."""
        case = self._state.case.with_value(fact, value)
        settle(self._state.pack, case.patient.values)
        self._edit(self._noted(case, fact), ("undo.fact", fact), answered=self._order(fact))

    def unknown(self, fact: str) -> None:
        """The fact was asked and nobody knows it."""
        self._edit(
            self._noted(self._state.case.with_unknown(fact), fact), ("undo.fact", fact), answered=self._order(fact)
        )

    def clear(self, fact: str) -> None:
        """Back to "not asked"."""
        rest = tuple(each for each in self._order(fact) if each[0] != fact)
        self._edit(self._noted(self._state.case.without(fact), fact), ("undo.fact", fact), answered=rest)

    def _noted(self, case: Case, fact: str) -> Case:
        """`case` with the moment at which this fact was set; what was noted of an earlier value goes with it."""
        before, value = self._state.case, case.patient.values.get(fact)
        if case.patient == before.patient:
            return case
        details = {id: detail for id, detail in case.details.items() if id != fact}
        if value is not None or fact in case.patient.unknown:
            known = before.details.get(fact) if isinstance(value, tuple) else None  # one item more or less of a set
            details[fact] = replace(known or Detail(), set_at=self.clock().replace(microsecond=0))
        return replace(case, details=details)

    def take_back(self) -> str | None:
        """Clear the fact that was answered last in this case; its id, or None when there is none."""
        patient = self._state.case.patient
        for fact, _tree in reversed(self._state.point.answered):
            if fact in patient.values or fact in patient.unknown:
                self.clear(fact)
                return fact
        return None

    def _order(self, fact: str) -> tuple[tuple[str, str], ...]:
        order = self._state.point.answered
        return (*(each for each in order if each[0] != fact), (fact, self._state.tree_id))

    def set_moment(self, moment: str, when: datetime | None) -> None:
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

    def edit(self, field: str, value: object) -> None:
        """Set a field of the case that the board writes (alternatives, actions, lead physician…)."""
        self._edit(replace(self._state.case, **{field: value}), (f"undo.{field}", None), typing=True)  # type: ignore[arg-type]

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
        self._look(draft=replace(start, kind=kind, advice=None if about == WHOLE_CASE else advice), agreeing=False)

    def _begun(self, about: str) -> Decision | None:
        """The decision on this that waits half written, or else the one that is recorded."""
        return self._drafts.pop((self._state.point.id, about), None) or self._state.decision_on(about)

    def decide_about(self, whole: bool, advice: str | None) -> None:
        """Go on writing about the case as a whole, or about the tree that is open; what was written comes along where
        nothing was written there before."""
        draft = self._state.draft
        about = WHOLE_CASE if whole else self._state.tree_id
        if draft is None or draft.tree == about:
            return
        found = self._begun(about)
        if found is None:
            found = replace(draft, tree=about, stood=None)
        elif written_in(draft) != written_in(self._state.decision_on(draft.tree)):
            self._drafts[self._state.point.id, draft.tree] = draft  # it waits on its own side
        self._look(draft=replace(found, advice=None if whole else advice))

    def change_draft(self, **changes: object) -> None:
        if self._state.draft is not None:
            self.typed = True
            self._look(draft=replace(self._state.draft, **changes))  # type: ignore[arg-type]

    def close_forms(self) -> None:
        """Back to the advice; a draft waits until it is opened again, what was recorded stays."""
        self._look(draft=None, agreeing=False)

    def open_agreements(self) -> None:
        self._look(draft=None, agreeing=True)

    def record(self) -> None:
        """Put the draft in the case, in the place of an earlier decision on the same; one on the whole stands first.

        The advice goes with it as it stands now, and a patient who was not discussed on this day yet gets this moment.
        """
        draft, state = self._state.draft, self._state
        if draft is None:
            return
        if draft.kind != "deviate":  # left from when it was another kind of decision
            draft = replace(draft, reason_code=None, reason=None)
        if draft.kind != "follow_with_condition":
            draft = replace(draft, condition=None)
        from mdo_viewer.reports.standing import stood_now  # brings the words of the page

        now = self.clock().replace(microsecond=0)
        draft = replace(draft, stood=stood_now(state.pack, state.case, draft.tree, now))
        others = tuple(d for d in state.case.decisions if d.tree != draft.tree)
        decisions = tuple(sorted((draft, *others), key=lambda decision: not decision.is_whole))
        before = state.case.discussed_at
        discussed = now if before is None or day_of(before) != day_of(now) else before
        changed = replace(state.case, decisions=decisions, discussed_at=discussed)
        self._edit(changed, ("undo.decision", state.case.case))
        self._look(draft=None)
        self._drafts.pop((state.point.id, draft.tree), None)

    def withdraw(self, about: str | None = None) -> None:
        """Take the decision on the current tree, or on what is named, out of the case."""
        about = self._state.tree_id if about is None else about
        others = tuple(d for d in self._state.case.decisions if d.tree != about)
        self._edit(replace(self._state.case, decisions=others), ("undo.decision", self._state.case.case))

    # --- the agenda

    def describe(self, **changes: object) -> None:
        """Set what the meeting is: day, kind, chair, attendees."""
        document = self._state.document
        (field,) = changes
        about = replace(document.about, **changes)  # type: ignore[arg-type]
        self._change(replace(document, about=about), (f"undo.about.{field}", None), typing=True)

    def describe_case(self, id: int, **changes: object) -> None:
        """Set the key, question or urgency of the patient with this id. Raises ValueError for a key that is
        empty or another patient's."""
        document = self._state.document
        at = document.place(id)
        if at is None:
            return
        point = document.points[at]
        if "case" in changes:
            key = " ".join(str(changes["case"]).split())
            others = {same_key(other.case.case) for other in document.points if other.id != id}
            if not key or not key.isprintable() or same_key(key) in others:
                raise ValueError(key)
            changes["case"] = key
        (field,) = changes
        case = replace(point.case, **changes)  # type: ignore[arg-type]
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

    def add_cases(self, cases: tuple[Case, ...]) -> None:
        """These patients at the end, as one step; the one shown stays. Who has the key of an example or of an empty
        patient takes its place."""
        points = points_of(cases, self._next_id)
        self._next_id += len(points)
        self._change(replaced(self._state.document, points), ("undo.list", None))

    # --- where we are

    def open_meeting(
        self, document: Document, current: int, tree_id: str, drafts: tuple[tuple[int, Decision], ...] = ()
    ) -> None:
        """Show another meeting from now on; in it there is nothing to undo yet. `drafts` wait in it, each with the
        place of its patient."""
        self.leaving()
        self._past.clear()
        self._future.clear()
        self.typed = False
        self._next_id = 1 + max(point.id for point in document.points)
        place = {"document": document, "current": current, "tree_id": tree_id, "meeting": self._state.meeting + 1}
        self._look(**place, **PLAIN_TREE, **NO_FORMS, show_all=False)
        self._drafts = {(document.points[at].id, draft.tree): draft for at, draft in drafts}

    def half_written(self) -> tuple[tuple[int, Decision], ...]:
        """The decisions that are not recorded yet, the one that is being written among them, each with the place of
        its patient."""
        state, found = self._state, dict(self._drafts)
        if state.draft is not None and written_in(state.draft) != written_in(state.decision_on(state.draft.tree)):
            found[state.point.id, state.draft.tree] = state.draft
        places = {point.id: at for at, point in enumerate(state.document.points)}
        there = sorted((about, draft) for about, draft in found.items() if about[0] in places)
        return tuple((places[id], draft) for (id, _tree), draft in there)

    def go_case(self, index: int) -> None:
        """Show another case of the meeting; out of range does nothing."""
        if 0 <= index < len(self._state.cases) and index != self._state.current:
            self.leaving()
            self._place(current=index, tree_id=self._state.pack.trees[0].id)

    def go_tree(self, tree_id: str) -> None:
        if tree_id in self._state.pack.trees_by_id and tree_id != self._state.tree_id:
            self.leaving()
            self._place(tree_id=tree_id)

    def step_tree(self, step: int) -> None:
        trees = self._state.pack.trees
        at = next(i for i, tree in enumerate(trees) if tree.id == self._state.tree_id) + step
        if 0 <= at < len(trees):
            self.go_tree(trees[at].id)

    def _place(self, **place: object) -> None:
        self._look(**place, **PLAIN_TREE, **NO_FORMS, show_all=False)

    def add_case(self) -> None:
        """An empty case with the next free key, shown at once."""
        self.leaving()
        state = self._state
        points = points_of((Case(state.document.free_key()),), self._next_id)
        self._next_id += 1
        place = {"current": len(state.document.points), "tree_id": state.pack.trees[0].id, "show_all": False}
        self._change(added(state.document, points), ("undo.case", None), place={**place, **PLAIN_TREE, **NO_FORMS})

    def set_language(self, language: Language) -> None:
        self.leaving()
        self._look(language=language)

    def set_view(self, view: View) -> None:
        """Show the way or the whole tree; the whole tree once more shows it from its first question, unfolded."""
        state = self._state
        again = view == "whole" == state.view and not state.as_list
        self._look(**(PLAIN_TREE if again else {"selection": None}), view=view, as_list=False)

    def show_list(self) -> None:
        self._look(as_list=True)

    def select(self, box: str | None) -> None:
        self._look(selection=box)

    def unfold(self, stub: str) -> None:
        self._look(unfolded=self._state.unfolded ^ {stub})

    def fold(self, question: str) -> None:
        """In the whole view, put everything below this question in one box, or unfold it."""
        if question in self._state.tree.questions_by_id:
            self._look(folded=self._state.folded ^ {question}, selection=question)

    def show_part(self, question: str | None) -> None:
        """Draw the whole view from this question; None, or the first one, draws all."""
        tree = self._state.tree
        root = question if question in tree.questions_by_id and question != tree.root.id else None
        came_from = self._state.root
        self._look(view="whole", as_list=False, root=root, selection=root or came_from,
                   folded=self._state.folded - {root or ""})  # fmt: skip

    def show_node(self, tree_id: str, node: str) -> None:
        """Select a question or outcome in the whole view of its tree, with nothing folded that hides it."""
        self.go_tree(tree_id)
        state = self._state
        box, above = place_of(state.tree, node)
        hidden = state.root is not None and state.root not in (node, *above)
        self._look(view="whole", as_list=False, selection=box, folded=state.folded - set(above),
                   root=None if hidden else state.root)  # fmt: skip

    def toggle_all_facts(self) -> None:
        self._look(show_all=not self._state.show_all)

    # --- history

    @property
    def undo_name(self) -> Name | None:
        return self._past[-1].name if self._past else None

    @property
    def redo_name(self) -> Name | None:
        return self._future[-1].name if self._future else None

    def undo(self) -> None:
        self._travel(self._past, self._future)

    def redo(self) -> None:
        self._travel(self._future, self._past)

    def _travel(self, origin: list[Snapshot], other: list[Snapshot]) -> None:
        """Swap the document with the latest snapshot of `origin`, and show the place where that change was made."""
        if not origin:
            return
        step, state = origin.pop(), self._state
        found = step.document.place(step.patient)
        current = min(state.current, len(step.document.points) - 1) if found is None else found
        other.append(Snapshot(state.document, step.patient, step.tree_id, step.name))
        self._typing = None
        moved = step.document.points[current].id != state.point.id or step.tree_id != state.tree_id
        changes: dict[str, object] = {"document": step.document, "current": current, "tree_id": step.tree_id}
        if moved:
            changes |= PLAIN_TREE | NO_FORMS
        self._show(replace(state, **changes))  # type: ignore[arg-type]


def day_of(moment: datetime) -> date:
    """The Dutch day of a moment."""
    return moment.astimezone(ZONE).date()


def written_in(decision: Decision | None) -> tuple[str, ...]:
    """What the board wrote with a decision."""
    parts = () if decision is None else (decision.condition, decision.reason_code, decision.reason, decision.text)
    return tuple(part for part in parts if part)


def place_of(tree: Tree, node: str) -> tuple[str, tuple[str, ...]]:
    """The box of a question or outcome in the whole view, and the questions above it. An outcome may stand at several
    answers: its first. Raises KeyError for a node that the tree does not have.
    """
    homes, above, box = homes_of(tree), [], node
    at = node
    if node not in tree.questions_by_id:
        question, answer = next(
            (q, a) for q in tree.questions for a in q.answers if a.to == tree.outcomes_by_id[node].id
        )
        box, at = f"{question.id}/{answer.key}", question.id
        above.append(at)
    while at in homes:
        at = homes[at][0]
        above.append(at)
    return box, tuple(above)
