"""The ways through which all change of the state goes: shown at once, told once, and one undo step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mdo_viewer.desktop.state.drafts import Drafts
from mdo_viewer.desktop.state.history import History, Name, Snapshot, Travelled
from mdo_viewer.desktop.state.journeys import first_tree, journey_of
from mdo_viewer.desktop.state.numbers import OF_FACT
from mdo_viewer.desktop.state.scope_answer import Answered, last_answered
from mdo_viewer.desktop.state.shown import State, afresh, in_own_tree, noted, still_correcting
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import TYPED, Case, Decision
from mdo_viewer.meeting.choosing import as_ticked
from mdo_viewer.meeting.document import Document, document_of
from mdo_viewer.meeting.places import agreeing, with_patient
from mdo_viewer.place.policy import Policy
from mdo_viewer.reasoning.deadlines import ZONE


class Steps:
    """Holds the state, and the ways through which all change of it goes."""

    def __init__(self, home: Pack, cases: tuple[Case, ...], *, language: Language = "nl") -> None:
        self._state = State(home, agreeing(home, document_of(cases)), 0, home.trees[0].id, language)
        self._state = in_own_tree(self._state)
        self._next_id = len(cases)  # never given twice: an id is one patient
        self.history = History()
        self._drafts = Drafts()
        #: What was typed at another place and not taken, by the id of its point and the field: it waits there.
        self.refused: dict[tuple[int, str], str] = {}
        self._told_waiting: frozenset[tuple[int, str]] = frozenset()
        self._left: tuple[str, str] | None = None
        self._travelled: Travelled | None = None
        self._withdrawn: Decision | None = None
        self._came: dict[int, Answered] = {}  # what was answered when the meeting was opened, by the id of a point
        self.listeners: list[Callable[[], None]] = []
        self.clock: Callable[[], datetime] = lambda: datetime.now(ZONE)
        self.policy = Policy()  # what the organisation set: whoever starts the program gives it once
        #: Called before another patient, tree or language: what is half typed stays so, for
        #: what is shown now.
        self.leaving: Callable[[], None] = lambda: None
        self.typed = False

    @property
    def state(self) -> State:
        """What holds now; every change puts another one in its place and tells the listeners."""
        return self._state

    @property
    def last_answered(self) -> str | None:
        """The fact of the patient in sight that was answered last, since the meeting was opened."""
        point = self._state.point
        return last_answered(self._state.pack, point, self._came.get(point.id, ()))

    def _show(self, state: State) -> None:
        state = in_own_tree(state)
        if state.asking is not None and state.document is not self._state.document:
            state = replace(state, asking=None)  # it was asked of the facts of before
        state = still_correcting(state, self._state)
        if state == self._state:
            return
        self._keep_draft(self._state, state)
        self._state = replace(noted(state, self._state), waiting=self._drafts.waiting)
        for listener in tuple(self.listeners):
            listener()

    def _keep_draft(self, before: State, after: State) -> None:
        """A decision that was being written waits until it is opened again, also where its patient went: undo brings
        both back."""
        if before.meeting != after.meeting:
            self._left = None
            return
        draft, patient = before.draft, before.point.id
        written = () if after.draft is not None else before.written
        for each in written:
            self._drafts.put(patient, each)
        if draft is not None and written:
            moved = (patient, before.tree_id) != (after.point.id, after.tree_id)
            stands = before.decision_on(draft.tree) is not None  # what is in sight then is not what was written
            self._left = (before.case.name, draft.tree) if moved or stands else None

    def go_on_undoing(self, past: list[Snapshot], future: list[Snapshot]) -> None:
        """These steps can be undone and done again: they led to the document that is shown."""
        self.history.go_on(past, future)
        documents = (self._state.document, *(step.document for step in (*past, *future)))
        self._next_id = 1 + max(point.id for document in documents for point in document.points)
        for listener in tuple(self.listeners):
            listener()

    def unrecorded(self, state: State | None = None) -> tuple[tuple[int, str], ...]:
        """What no decision and no fact holds yet, in this state or now, by the id of a point: what half written
        decisions are about, and the fields of which something was typed and not entered."""
        half = ((id, TYPED + field.removeprefix(OF_FACT)) for id, field in self.refused)
        return (*(state or self._state).drafts, *half)

    def unrecorded_here(self, state: State) -> list[list[str]]:
        """The same of each place of the patient in this state."""
        found, points = self.unrecorded(state), state.document.points
        return [[what for id, what in found if id == points[at].id] for at in state.places]

    @property
    def stepped(self) -> bool:
        """Whether what is shown now came by undoing or doing again, and that is not told yet."""
        return self._travelled is not None

    def take_told(self) -> tuple[tuple[str, str] | None, Travelled | None, Decision | None]:
        """The case and the tree of a decision that was left unrecorded with the last step, out of sight or behind one
        that stands, the step that was undone or done again, and the decision that was withdrawn; each told once."""
        told = self._left, self._travelled, self._withdrawn
        self._left = self._travelled = self._withdrawn = None
        return told

    def take_waiting(self) -> dict[tuple[int, str], str]:
        """What waits of other places than the one in sight since this was asked last; each told once."""
        waiting = {key: text for key, text in self.refused.items() if key[0] != self._state.point.id}
        new = {key: text for key, text in waiting.items() if key not in self._told_waiting}
        self._told_waiting = frozenset(waiting)
        return new

    def _look(self, state: State) -> None:
        """Look at something else; not an undo step."""
        self.history.rest()
        self._show(state)

    def _edit(
        self, case: Case, name: Name, *, answered: tuple[tuple[str, str], ...] | None = None, typing: bool = False
    ) -> None:
        """Put `case` in the place of the current one as one undo step, and what it says of the patient at the patient's
        other places; typing in one field stays one step."""
        state = self._state
        if case == state.case:
            return
        point = replace(state.point, case=case, answered=state.point.answered if answered is None else answered)
        document = with_patient(state.home, state.document, state.current, point)
        self._step(replace(state, document=document), name, typing=typing)

    def _change(self, document: Document, name: Name, *, typing: bool = False) -> None:
        """Another agenda, as one undo step; what is shown is shown on, or where it went the patient's first place, or
        else the patient in its place."""
        state = self._state
        if document == state.document:
            return
        current = document.place(state.point.id)
        if current is not None:
            self._step(replace(state, document=document, current=current), name, typing=typing)
            return
        beside = (document.place(state.document.points[at].id) for at in state.places)
        found = next((at for at in beside if at is not None), None)
        if found is None:
            number = min(state.patient, len(document.patients) - 1)
            found = document.patients[number][0]
        there = replace(state, document=document, current=found)
        self._step(afresh(replace(there, tree_id=self._lands_on(there, found))), name)

    def lands_on(self, index: int) -> str:
        """The tree in which this place on the agenda is shown to who goes there."""
        return self._lands_on(self._state, index)

    def _lands_on(self, state: State, index: int) -> str:
        """Where this case was left; one that was not shown yet begins where something is to be done."""
        left = state.left_at(index)
        if left is not None:
            return left
        point = state.document.points[index]
        pack, now = state.pack_of(point.case), self.clock()
        case, stages = as_ticked(pack, point.case, now), journey_of(pack, point.case, now)
        return first_tree(pack, case, stages, state.waiting_at(index))

    def _lands_beside(self, state: State, index: int) -> str:
        """The same for another place of a patient; where a decision waits half written, at its tree: a second one would
        be begun at any other."""
        left, trees = state.left_at(index), state.pack_of(state.cases[index]).trees_by_id
        drafts = [about for about in state.waiting_at(index) if about in trees]
        return drafts[0] if drafts and left not in drafts else self._lands_on(state, index)

    def _step(self, after: State, name: Name, *, typing: bool = False) -> None:
        """Show this, its document as one undo step from the one before."""
        state = self._state
        self.history.add(Snapshot(state.document, state.point.id, state.tree_id, name), typing=typing)
        self.typed = True
        self._show(after)
