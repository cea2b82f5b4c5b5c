"""What the window shows, outside Qt: one frozen state, one history, one notification."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from mdo_viewer.drawing.parts import homes_of
from mdo_viewer.drawing.picture import View
from mdo_viewer.guideline.model import Language, Pack, Tree, Value
from mdo_viewer.guideline.values import dataclass
from mdo_viewer.meeting.case import Case, Decision, DecisionKind, Detail
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.settling import settle

#: What an undo step is called: a word key and what it is about (a fact or moment id, or nothing).
Name: TypeAlias = tuple[str, str | None]
#: A tree, and a case, as they are first looked at.
PLAIN_TREE: dict[str, object] = {"selection": None, "unfolded": frozenset(), "root": None, "folded": frozenset()}
#: Decisions that were left and not recorded, by place in the meeting and tree.
Drafts: TypeAlias = "dict[tuple[int, str], Decision]"
NO_FORMS: dict[str, object] = {"draft": None, "agreeing": False}


@dataclass(frozen=True, slots=True)
class Document:
    """What undo brings back: the cases, and in each the facts in the order answered, with the tree then open.

    The tree is "" for what came with the case.
    """

    cases: tuple[Case, ...]
    answered: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class State:
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
        """The place of the patient shown, in this meeting: another one is another patient, whatever the key."""
        return self.meeting, self.current

    @property
    def cases(self) -> tuple[Case, ...]:
        return self.document.cases

    @property
    def case(self) -> Case:
        return self.document.cases[self.current]

    @property
    def tree(self) -> Tree:
        return self.pack.trees_by_id[self.tree_id]

    def answered_in(self, fact: str) -> str:
        """The id of the tree that was open when this fact was answered; "" when it came with the case, or is open."""
        return next((tree for id, tree in self.document.answered[self.current] if id == fact), "")

    @property
    def decision(self) -> Decision | None:
        """The recorded decision on the current tree."""
        return next((d for d in self.case.decisions if d.tree == self.tree_id), None)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The document before a change, where that change was made, and its name."""

    document: Document
    current: int
    tree_id: str
    name: Name


class Session:
    """Holds the state and changes it; tells `listeners` once for each change."""

    def __init__(self, pack: Pack, cases: tuple[Case, ...], *, language: Language = "nl") -> None:
        answered = tuple(tuple((fact, "") for fact in case.patient.values) for case in cases)
        self._state = State(pack, Document(cases, answered), 0, pack.trees[0].id, language)
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
        """A decision that was being written waits until it is opened again, unless its patient goes."""
        if before.meeting != after.meeting:
            self._drafts, self._left = {}, None
            return
        draft, place = before.draft, (before.current, before.tree_id)
        if draft is not None and after.draft is None and written_in(draft) != written_in(before.decision):
            self._drafts[place] = draft
            moved = place != (after.current, after.tree_id)
            self._left = (before.case.case, before.tree_id) if moved else None
        self._drafts = {at: kept for at, kept in self._drafts.items() if at[0] < len(after.cases)}

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
        state, at = self._state, self._state.current
        if case == state.case:
            return
        if not (typing and self._typing == name and self._past):
            self._past.append(Snapshot(state.document, at, state.tree_id, name))
        self._future.clear()
        self._typing = name if typing else None
        self.typed = True
        cases = (*state.cases[:at], case, *state.cases[at + 1 :])
        orders = state.document.answered
        if answered is not None:
            orders = (*orders[:at], answered, *orders[at + 1 :])
        self._show(replace(state, document=Document(cases, orders)))

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
        for fact, _tree in reversed(self._state.document.answered[self._state.current]):
            if fact in patient.values or fact in patient.unknown:
                self.clear(fact)
                return fact
        return None

    def _order(self, fact: str) -> tuple[tuple[str, str], ...]:
        order = self._state.document.answered[self._state.current]
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

    def start_decision(self, kind: DecisionKind, advice: str | None) -> None:
        """Open the decision panel with this kind; nothing is recorded yet."""
        state = self._state
        kept = self._drafts.pop((state.current, state.tree_id), None)
        start = state.draft or kept or state.decision or Decision(state.tree_id, advice, kind)
        self._look(draft=replace(start, kind=kind, advice=advice), agreeing=False)

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
        """Put the draft in the case, in the place of an earlier decision on the same tree."""
        draft = self._state.draft
        if draft is None:
            return
        if draft.kind != "deviate":  # left from when it was another kind of decision
            draft = replace(draft, reason_code=None, reason=None)
        if draft.kind != "follow_with_condition":
            draft = replace(draft, condition=None)
        others = tuple(d for d in self._state.case.decisions if d.tree != draft.tree)
        case = replace(self._state.case, decisions=(draft, *others))
        self._edit(case, ("undo.decision", None))
        self._look(draft=None)
        self._drafts.pop((self._state.current, draft.tree), None)

    def withdraw(self) -> None:
        """Take the decision on the current tree out of the case."""
        others = tuple(d for d in self._state.case.decisions if d.tree != self._state.tree_id)
        self._edit(replace(self._state.case, decisions=others), ("undo.decision", None))

    # --- where we are

    def open_meeting(self, document: Document, current: int, tree_id: str, drafts: Drafts | None = None) -> None:
        """Show another meeting from now on; in it there is nothing to undo yet. `drafts` wait in it."""
        self.leaving()
        self._past.clear()
        self._future.clear()
        self.typed = False
        place = {"document": document, "current": current, "tree_id": tree_id, "meeting": self._state.meeting + 1}
        self._look(**place, **PLAIN_TREE, **NO_FORMS, show_all=False)
        self._drafts = dict(drafts or {})

    def half_written(self) -> Drafts:
        """Leave the forms; the decisions that wait unrecorded."""
        self.close_forms()
        return dict(self._drafts)

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
        taken = {case.case for case in state.cases}
        number = next(n for n in range(1, len(taken) + 2) if f"MDO-{n:04d}" not in taken)
        self._past.append(Snapshot(state.document, state.current, state.tree_id, ("undo.case", None)))
        self._future.clear()
        self.typed = True
        document = Document((*state.cases, Case(f"MDO-{number:04d}")), (*state.document.answered, ()))
        self._typing = None
        place = {"document": document, "current": len(state.cases), "tree_id": state.pack.trees[0].id}
        self._look(**place, **PLAIN_TREE, **NO_FORMS, show_all=False)

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
        current = min(step.current, len(step.document.cases) - 1)
        other.append(Snapshot(state.document, step.current, step.tree_id, step.name))
        self._typing = None
        moved = current != state.current or step.tree_id != state.tree_id
        changes: dict[str, object] = {"document": step.document, "current": current, "tree_id": step.tree_id}
        if moved:
            changes |= PLAIN_TREE | NO_FORMS
        self._show(replace(state, **changes))  # type: ignore[arg-type]


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
