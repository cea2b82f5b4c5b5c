"""What the window shows, as one frozen state; how a patient and a tree are shown at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from msgspec import Struct

from mdo_viewer.desktop.state.drafts import Waited, adds, parted
from mdo_viewer.guideline.model import Language, Pack, Tree
from mdo_viewer.guideline.showing import View
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.document import Document, Point
from mdo_viewer.meeting.packs import pack_of
from mdo_viewer.meeting.places import may_be_read_otherwise, of_guideline

if TYPE_CHECKING:  # a list is read long after the first picture
    from mdo_viewer.desktop.state.list_check import ListPage

#: What a window that is too narrow for columns shows one of, in the order in which it stands there.
Tab: TypeAlias = Literal["facts", "tree", "advice", "decision"]
TABS: Final[tuple[Tab, ...]] = get_args(Tab)


class Asking(Struct, frozen=True):
    """Who says that facts which fit badly together are so, while that is asked: the place of the doubt, from 0, and the
    role that was chosen; "" for none yet. Nothing is recorded until it is confirmed."""

    at: int
    by: str = ""


class Came(Struct, frozen=True):
    """A step into another guideline: from this point and tree, to that point; points by id."""

    point: int
    tree: str
    to: int


class State(Struct, frozen=True):
    """Everything that the window shows. `home` is the guideline of the meeting, by which a patient is read who names
    none. `selection` is a box of the graph, `draft` the decision being written, `asking` the question who says that a
    doubt is so, `came` where the user was before another guideline was opened from a tree.

    `seen` is the tree in which each patient was shown last, the latest last, and `waiting` the decisions half written
    that wait; both by the id of a point, with a tree or what else a decision is about. `passed` are the trees that the
    way on left behind, key by key, since an answer or a look elsewhere.
    """

    home: Pack
    document: Document
    current: int
    tree_id: str
    language: Language = "nl"
    view: View = "path"
    as_list: bool = False
    sought: tuple[View, bool] | None = None  # view and list of before a search brought the whole tree
    selection: str | None = None
    unfolded: frozenset[str] = frozenset()
    root: str | None = None  # the question that the whole view is drawn from, None for the first
    folded: frozenset[str] = frozenset()  # questions whose part stands in one box in the whole view
    draft: Decision | None = None
    waited: Waited | None = None  # the draft has no kind until one is chosen
    agreeing: bool = False
    asking: Asking | None = None
    correcting: str = ""  # the fact whose row was opened: the digits are its answers
    show_all: bool = False
    scope_apart: bool = False  # the facts about the scope are answered each by itself
    reading: ListPage | None = None  # the list that is being checked
    meeting: int = 0  # how many were opened before this one
    seen: tuple[tuple[int, str], ...] = ()
    passed: tuple[str, ...] = ()
    waiting: tuple[tuple[int, str], ...] = ()
    saved: tuple[tuple[str, str], ...] = ()  # by guideline the version that this meeting was last saved with
    came: Came | None = None
    wide: bool = False  # the columns beside the tree are put away
    tab: Tab = "tree"  # what was chosen last, where the window is too narrow for columns

    @property
    def tab_shown(self) -> Tab:
        """The tab in sight: that of what is being written or asked, else the one that was chosen."""
        if self.draft is not None or self.agreeing:
            return "decision"
        return "advice" if self.asking is not None else self.tab

    @property
    def pack(self) -> Pack:
        """The guideline of the patient that is shown."""
        return self.pack_of(self.case)

    def pack_of(self, case: Case) -> Pack:
        """The guideline by which a patient of this meeting is read."""
        return pack_of(self.home, case)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The guidelines of the patients on the agenda, that of the patient in sight first."""
        return tuple(dict.fromkeys((self.pack, *map(self.pack_of, self.cases))))

    @property
    def saved_with(self) -> str:
        """The version of the trees in sight that this meeting was last saved with, when it was opened; "" for none."""
        return dict(self.saved).get(self.pack.id, "")

    @property
    def came_from(self) -> tuple[int, str] | None:
        """Where the user was before this guideline was opened from there: the place on the agenda, and the tree. None
        where nothing led here, and where that patient is not there any more."""
        came = self.came
        if came is None or came.to != self.point.id:
            return None
        at = self.document.place(came.point)
        return None if at is None or self.document.patient(at) != self.patient else (at, came.tree)

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

    @property
    def patient(self) -> int:
        """The number of the patient that is shown, from 0."""
        return self.document.patient(self.current)

    @property
    def places(self) -> tuple[int, ...]:
        """Where the places of the patient that is shown stand on the agenda; mostly one."""
        return self.document.patients[self.patient]

    @property
    def own_places(self) -> tuple[int, ...]:
        """Of `places` those that are read by the guideline in sight."""
        return of_guideline(self.document, self.current)

    @property
    def near_by(self) -> tuple[int, ...]:
        """What may be shown next: the other places of this patient, and the first of the patients after and before."""
        patients = self.document.patients
        others = [patients[at][0] for at in (self.patient + 1, self.patient - 1) if 0 <= at < len(patients)]
        return (*self.document.beside(self.current), *others)

    def answered_in(self, fact: str) -> str:
        """The id of the tree that was open when this fact was answered; "" when it came with the case, or is open."""
        return next((tree for id, tree in self.point.answered if id == fact), "")

    def left_at(self, current: int) -> str | None:
        """The tree in which a place on the agenda was left; None for one that was not shown yet."""
        id = self.document.points[current].id
        return next((tree for point, tree in self.seen if point == id), None)

    @property
    def drafts(self) -> tuple[tuple[int, str], ...]:
        """The decisions half written: those that wait, and the one that is being written where it adds something; by
        the id of a point, with what each is about."""
        return tuple(dict.fromkeys((*self.waiting, *((self.point.id, each.tree) for each in self.written))))

    @property
    def written(self) -> tuple[Decision, ...]:
        """What is being written and not recorded, each as the kind that it waits as; the last that was typed last."""
        draft = self.draft
        if draft is None:
            return ()
        recorded = self.decision_on(draft.tree)
        parts = (draft,) if self.waited is None else parted(draft, self.waited, recorded)
        return tuple(each for each in parts if adds(each, recorded))

    @property
    def drafts_here(self) -> tuple[str, ...]:
        """What the decisions of this patient are about that are half written."""
        return self.drafts_at(self.current)

    def drafts_at(self, index: int) -> tuple[str, ...]:
        """The same of this place on the agenda."""
        here = self.document.points[index].id
        return tuple(about for id, about in self.drafts if id == here)

    def waiting_at(self, index: int) -> tuple[str, ...]:
        """What the decisions of this place on the agenda are about that wait half written."""
        here = self.document.points[index].id
        return tuple(about for id, about in self.waiting if id == here)

    @property
    def may_read_otherwise(self) -> bool:
        """Whether another guideline may be chosen for the patient in sight: nothing is known of it, and no decision is
        half written, which is on a tree of this one."""
        return may_be_read_otherwise(self.document, self.current) and not self.drafts_here

    @property
    def decision(self) -> Decision | None:
        """The recorded decision on the current tree."""
        return self.decision_on(self.tree_id)

    @property
    def decided_unasked(self) -> bool:
        """Whether the board decided here itself, or on the whole case: what this tree asks still is marked and can be
        answered, but holds nobody up."""
        whole = self.decision_on(WHOLE_CASE)
        return whole is not None or (self.decision is not None and self.decision.kind == "own")

    def decision_on(self, about: str) -> Decision | None:
        """The recorded decision on a tree, or on the case as a whole."""
        return next((d for d in self.case.decisions if d.tree == about), None)


def plain(state: State) -> State:
    """Its tree as it is first looked at: whole, unfolded, nothing chosen."""
    return replace(state, selection=None, unfolded=frozenset(), root=None, folded=frozenset())


def without_forms(state: State) -> State:
    """With the advice in sight, nothing being written."""
    return replace(state, draft=None, waited=None, agreeing=False, asking=None, correcting="")


def afresh(state: State) -> State:
    """As a patient and a tree are shown at first; a view that a search brought was for what it found."""
    return replace(without_forms(plain(as_before_search(state))), scope_apart=False)


def as_before_search(state: State) -> State:
    """In the view of before a search brought the whole tree."""
    view, as_list = state.sought or (state.view, state.as_list)
    return replace(state, view=view, as_list=as_list, sought=None)


def still_correcting(state: State, before: State) -> State:
    """With the row closed that was opened, once anything else is done or shown: the digits are
    those of the next question again."""
    if not state.correcting or state.correcting != before.correcting:
        return state
    return state if _place_of(state) == _place_of(before) else replace(state, correcting="")


def _place_of(state: State) -> tuple[object, ...]:
    """What is in sight beside a row that was opened."""
    forms = (state.draft is None, state.agreeing, state.asking)
    return (state.document, state.seat, state.tree_id, state.tab, state.wide, state.show_all, state.scope_apart, *forms)


def noted(state: State, before: State) -> State:
    """With the tree in sight as that in which its patient was seen last, and what the way on passed while it goes on:
    an answer, a choice of the board or a look elsewhere ends it."""
    here, same = (state.point.id, state.tree_id), state.seat == before.seat
    seen = state.seen if state.meeting == before.meeting else ()
    if here not in seen[-1:]:
        seen = (*(each for each in seen if each[0] != here[0]), here)
    old, new = before.case, state.case
    told = same and (old.patient != new.patient or old.chosen != new.chosen)
    looked = not same or (state.tree_id != before.tree_id and state.passed is before.passed)
    return replace(state, seen=seen, passed=() if told or looked else state.passed)


def in_own_tree(state: State) -> State:
    """With a tree in sight that the guideline of the patient has: the first where it does not know this one."""
    trees = state.pack.trees_by_id
    return state if state.tree_id in trees else plain(replace(state, tree_id=next(iter(trees))))
