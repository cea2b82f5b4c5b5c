"""What the window shows, outside Qt: one frozen state, one history, one notification."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias, Unpack

from mdo_viewer.desktop.state.agenda import Agenda
from mdo_viewer.desktop.state.changes import CaseChanges, DraftChanges
from mdo_viewer.desktop.state.drafts import explained_as, finished, likewise, offered, typed_behind, waited, with_typed
from mdo_viewer.desktop.state.history import Name, Snapshot
from mdo_viewer.desktop.state.scope_answer import asks, facts_behind, with_unknown, with_value, without
from mdo_viewer.desktop.state.shown import Asking, State, Tab, afresh, as_before_search, plain, without_forms
from mdo_viewer.guideline.model import Language, Value
from mdo_viewer.guideline.showing import View, place_of
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision, DecisionKind, Detail
from mdo_viewer.meeting.document import Document
from mdo_viewer.meeting.places import check_place, with_patient
from mdo_viewer.reasoning.deadlines import ZONE

__all__ = ["HalfWritten", "Session", "State"]

#: Decisions that are not recorded yet, each with the place of its patient.
HalfWritten: TypeAlias = tuple[tuple[int, Decision], ...]


class Session(Agenda):
    """Holds the state and changes it; tells `listeners` once for each change."""

    # --- facts

    def answer(self, fact: str, value: Value) -> None:
        """Set a fact. Raises Contradiction, and changes nothing, when it contradicts what follows from the others, here
        or at another place of the patient."""
        state = self._state
        case = with_value(state.pack, state.case, fact, value)
        document = with_patient(state.home, state.document, state.current, replace(state.point, case=case))
        for at in state.places:
            check_place(state.home, document.points[at].case, document.points[state.current].case)
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

    def correct(self, fact: str) -> None:
        """Open the row of a fact, so that the digits are its answers; "" closes the one that is open."""
        if fact != self._state.correcting:
            self._look(replace(self._state, correcting=fact))

    def show_scope_apart(self, apart: bool) -> None:
        """Show the facts about the scope each by itself, or as one question; answers nothing."""
        self._look(replace(self._state, scope_apart=apart))

    def take_back(self) -> str | None:
        """Clear the fact that was answered last in this case; its id, or None when there is none. Where it belongs to
        another tree than that in sight nothing is cleared: that tree is shown, and the next time it is."""
        state = self._state
        fact = self.last_answered
        there = None if fact is None else self._tree_of(fact)
        if fact is None or (there is not None and there != state.tree_id):
            if there is not None:
                self.go_tree(there)
            return None
        self.clear(fact)
        return fact

    def _tree_of(self, fact: str) -> str | None:
        """The tree in which an answer is taken back: that in sight where it asks it or it was answered there, else that
        in which it was answered, else the first that asks it; None where none does."""
        state = self._state
        answered = state.answered_in(fact)
        if answered == state.tree_id or asks(state.pack, state.tree, fact):
            return state.tree_id
        if answered in state.pack.trees_by_id:
            return answered
        return next((tree.id for tree in state.pack.trees if asks(state.pack, tree, fact)), None)

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
        nothing is recorded yet. What was typed belongs to its kind: in the open form another one shows its own, and one
        that waits opens as what it is, and where another kind was asked for has none until one is chosen."""
        state = self._state
        written = None if state.draft is None else state.draft.tree
        about = about or written or state.tree_id
        if state.draft is not None and about != written:
            self.close_forms()  # it waits
            state = self._state
        draft, first = state.draft or self._waiting(about, kind), None
        if draft is None:
            draft = self._recorded(about, kind) or Decision(about, advice, kind)
        elif state.draft is not None:
            draft = self._of_kind(draft, kind)
        elif first := waited(draft, kind):
            draft = with_typed(draft, "")
        draft = replace(draft, advice=None if about == WHOLE_CASE else advice)
        self._look(replace(state, draft=offered(state.pack, draft), waited=first, agreeing=False, asking=None))

    def _of_kind(self, draft: Decision, kind: DecisionKind) -> Decision:
        """What is written of this kind on the same, else of the one that asks likewise; what was written of another one
        waits. Where none was chosen yet, what was typed behind a draft goes with the one that is."""
        first = self._state.waited
        if first is not None:
            opened, typed = first.opened, typed_behind(draft, first.opened)
            if kind in (opened.kind, likewise(opened.kind)):
                return replace(draft if typed or not (draft.text or draft.condition) else opened, kind=kind)
            self._state = replace(self._state, draft=opened, waited=None)
            chosen = self._of_kind(opened, kind)
            return with_typed(chosen, typed) if typed else chosen
        if explained_as(draft.kind) == explained_as(kind):
            return replace(draft, kind=kind)
        self._put_aside()
        found = self._drafts.take(self._state.point.id, draft.tree, kind)
        if found is not None:
            return replace(found, kind=kind)
        other = likewise(kind)
        found = self._recorded(draft.tree, kind)
        if found is None and other is not None:
            found = self._drafts.take(self._state.point.id, draft.tree, other)
        return Decision(draft.tree, None, kind) if found is None else replace(found, kind=kind)

    def _put_aside(self) -> None:
        """Let what is being written wait, where it adds something."""
        for each in self._state.written:
            self._drafts.put(self._state.point.id, each)

    def _waiting(self, about: str, kind: DecisionKind | None = None) -> Decision | None:
        """The decision on this that waits half written, if it may be of this kind; it waits no more."""
        id = self._state.point.id
        return self._drafts.take(id, about, kind) or self._drafts.take(id, about)

    def _recorded(self, about: str, kind: DecisionKind) -> Decision | None:
        """The decision on this that is recorded, where what explains it explains this kind."""
        found = self._state.decision_on(about)
        same = found is not None and explained_as(found.kind) == explained_as(kind)
        return replace(found, kind=kind) if found is not None and same else None

    def decide_about(self, whole: bool, advice: str | None) -> None:
        """Go on writing about the case as a whole, or about the tree that is open; what was written comes along where
        nothing was written there before."""
        state, draft = self._state, self._state.draft
        about = WHOLE_CASE if whole else state.tree_id
        if draft is None or draft.tree == about or state.waited is not None:
            return
        found = self._waiting(about) or state.decision_on(about)
        if found is None:
            found = replace(draft, tree=about, then=None, chosen=None)
        else:
            self._put_aside()  # it waits on its own side
        self._look(replace(state, draft=replace(found, advice=None if whole else advice)))

    def change_draft(self, **changes: Unpack[DraftChanges]) -> None:
        """Write in the decision that is being written; nothing without one."""
        if self._state.draft is not None:
            self.typed = True
            self._look(replace(self._state, draft=replace(self._state.draft, **changes)))

    def close_forms(self) -> None:
        """Back to the advice; a draft waits until it is opened again, what was recorded stays."""
        self._look(without_forms(self._state))

    def throw_away(self) -> None:
        """Close the form without its draft; what was recorded stays."""
        state = self._state
        if state.draft is not None:
            left = without_forms(state)
            self._state = replace(left, draft=state.decision_on(state.draft.tree))  # nothing is left that could wait
            self._look(left)

    def open_agreements(self) -> None:
        """Open the form of the agreements; a decision that was being written waits."""
        self._look(replace(without_forms(self._state), agreeing=True))

    def ask_who(self, asking: Asking | None) -> None:
        """Ask who says that a doubt is so, or what is asked with another role chosen; None stops asking."""
        state = self._state if asking is None else without_forms(self._state)
        self._look(replace(state, asking=asking))

    def record(self) -> tuple[DecisionKind, ...]:
        """Put the draft in the case, in the place of an earlier decision on the same; one on the whole stands first.
        The other kinds of which something was typed that is not recorded: it goes until this is undone.

        The advice goes with it as it stands now, and the patient was discussed at this moment: a page is not older than
        the decision on it.
        """
        written, state = self._state.draft, self._state
        if written is None or state.waited is not None:
            return ()
        draft = finished(state.pack, written)
        now = self.clock().replace(microsecond=0)
        draft = replace(draft, then=advice_as_of(state.pack, state.case, draft.tree, now))
        others = tuple(d for d in state.case.decisions if d.tree != draft.tree)
        decisions = tuple(sorted((draft, *others), key=lambda decision: not decision.is_whole))
        self._state = replace(state, draft=draft)  # what is not part of it is no draft that waits
        before = state.case.discussed_at
        discussed = now if before is None or day_of(before) != day_of(now) else max(before, now)
        changed = replace(state.case, decisions=decisions, discussed_at=discussed)
        self._state = replace(state, draft=draft)  # as it is recorded: nothing of it is left that waits
        self._edit(changed, ("undo.decision", state.case.name))
        gone = self._drafts.end(state.point.id, written, draft)
        self._look(replace(self._state, draft=None))
        return gone

    def withdraw(self, about: str | None = None) -> None:
        """Take the decision on the current tree, or on what is named, out of the case."""
        about = self._state.tree_id if about is None else about
        others = tuple(d for d in self._state.case.decisions if d.tree != about)
        self._withdrawn = self._state.decision_on(about)
        self._edit(replace(self._state.case, decisions=others), ("undo.withdrawn", self._state.case.name))

    # --- where we are

    def open_meeting(
        self,
        document: Document,
        current: int,
        tree_id: str,
        drafts: HalfWritten = (),
        saved: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Show another meeting from now on; in it there is nothing to undo yet. `drafts` wait in it; `saved` has by
        guideline the version of the trees that it was saved with."""
        self.leaving()
        self.history.clear()
        self.refused.clear()
        self.typed = False
        self._next_id = 1 + max(point.id for point in document.points)
        self._came = {point.id: point.answered for point in document.points}
        there = replace(self._state, document=document, current=current, tree_id=tree_id, show_all=False, reading=None)
        self._drafts.open_meeting(document, drafts)
        self._look(afresh(replace(there, meeting=self._state.meeting + 1, saved=saved, came=None)))

    def half_written(self) -> tuple[tuple[int, Decision], ...]:
        """The decisions that are not recorded yet, the one that is being written among them, each with the place of
        its patient."""
        state = self._state
        return self._drafts.placed(state.document, state.point.id, state.written)

    def go_case(self, index: int) -> None:
        """Show another case of the meeting; out of range does nothing."""
        if 0 <= index < len(self._state.cases) and index != self._state.current:
            self.leaving()
            there = replace(self._state, current=index, came=None)
            self._go(replace(there, tree_id=self._lands_on(there, index)))

    def go_patient(self, number: int) -> None:
        """Show the first place of another patient, by its number from 0; out of range does nothing."""
        patients = self._state.document.patients
        if 0 <= number < len(patients) and number != self._state.patient:
            self.go_case(patients[number][0])

    def go_place(self, number: int) -> None:
        """Show another place of this patient, by its number from 0, in the tree that it was left in or else begins in;
        without it nothing happens."""
        state = self._state
        if number < len(state.places) and state.places[number] != state.current:
            self.leaving()
            at = self._state.places[number]
            there = replace(self._state, current=at)
            self._go(replace(there, tree_id=self._lands_beside(there, at)))

    def go_tree(self, tree_id: str) -> None:
        """Show another tree for this patient; an id that the guideline does not have does nothing."""
        if tree_id in self._state.pack.trees_by_id and tree_id != self._state.tree_id:
            self.leaving()
            self._go(replace(self._state, tree_id=tree_id))

    def go_on(self, tree_id: str) -> None:
        """The same as what comes next: that in sight is passed, until something is told or another is looked at."""
        self.leaving()
        self._go(replace(self._state, tree_id=tree_id, passed=(*self._state.passed, self._state.tree_id)))

    def _go(self, there: State) -> None:
        """Show another patient or tree."""
        self._look(afresh(replace(there, show_all=False)))

    def set_language(self, language: Language) -> None:
        """Say everything in this language, or in that which the organisation set; what is half typed stays so."""
        self.leaving()
        self._look(replace(self._state, language=self.policy.language or language))

    def set_view(self, view: View) -> None:
        """Show the way or the whole tree; the whole tree once more shows it from its first question, unfolded."""
        state = self._state
        again = view == "whole" == state.view and not state.as_list
        there = plain(state) if again else replace(state, selection=None)
        self._look(replace(there, view=view, as_list=False, sought=None, tab="tree"))

    def show_list(self) -> None:
        """Show the way as a list in the place of the drawing."""
        self._look(replace(self._state, as_list=True, sought=None, tab="tree"))

    def set_wide(self, wide: bool) -> None:
        """Put the columns beside the tree away, or bring them back."""
        self._look(replace(self._state, wide=wide, tab="tree"))

    def show_tab(self, tab: Tab) -> None:
        """Where there is room for one at a time, show this one."""
        if tab != self._state.tab:
            self._look(replace(self._state, tab=tab))

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
        self._look(replace(there, view="whole", as_list=False, sought=None, tab="tree"))

    def show_node(self, tree_id: str, node: str) -> None:
        """Select a question or outcome in the whole view of its tree, with nothing folded that hides it. Another view
        comes back with the next tree or patient, or by Esc."""
        state = self._state
        sought = state.sought or (state.view, state.as_list)
        self.go_tree(tree_id)
        state = self._state
        box, above = place_of(state.tree, node)
        hidden = state.root is not None and state.root not in (node, *above)
        there = replace(state, selection=box, folded=state.folded - set(above), root=None if hidden else state.root)
        self._look(replace(there, view="whole", as_list=False, sought=sought, tab="tree"))

    def leave_found(self) -> bool:
        """Back to the view of before a search brought the whole tree; whether one did."""
        if self._state.sought is None:
            return False
        self._look(as_before_search(self._state))
        return True

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

    def step_of(self, which: Literal["undo", "redo"]) -> Snapshot | None:
        """What `undo` or `redo` would take back or do again, and where; None where there is nothing."""
        steps = self.history.past if which == "undo" else self.history.future
        return steps[-1] if steps else None

    def undo(self) -> None:
        """Show the document before the last change, where that change was made."""
        self._return_to("undo", self.history.undo(self._state.document))

    def redo(self) -> None:
        """Make the change again that was undone last, and show where."""
        self._return_to("redo", self.history.redo(self._state.document))

    def _return_to(self, which: Literal["undo", "redo"], step: Snapshot | None) -> None:
        if step is None:
            return
        self._travelled = which, step, self._state.document
        state, found = self._state, step.document.place(step.patient)
        current = min(state.current, len(step.document.points) - 1) if found is None else found
        moved = step.document.points[current].id != state.point.id or step.tree_id != state.tree_id
        there = replace(state, document=step.document, current=current, tree_id=step.tree_id)
        before = state.document.place(step.patient)
        if step.name[0] == "undo.decision" and found is not None and before is not None:
            follow = self._drafts.bring_back if which == "undo" else self._drafts.take_up
            follow(step.patient, state.pack_of(there.case), state.cases[before], there.case)
        self._show(afresh(there) if moved else there)


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
