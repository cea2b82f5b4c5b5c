"""What is done to the agenda: patients and their places come, go, move, and are told apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from mdo_viewer.desktop.state.changes import AboutChanges, PointChanges
from mdo_viewer.desktop.state.history import Name
from mdo_viewer.desktop.state.shown import Came, afresh
from mdo_viewer.desktop.state.steps import Steps
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, with_site
from mdo_viewer.meeting.document import (
    Document,
    Point,
    Standing,
    added,
    key_of,
    moved,
    points_of,
    removed,
    replaced,
    with_former,
    with_point,
)
from mdo_viewer.meeting.packs import called, in_pack
from mdo_viewer.meeting.places import (
    agreeing,
    at_same_place,
    in_guideline,
    of_guideline,
    renamed,
    site_of,
    with_guideline,
    with_patient,
    with_place,
)

if TYPE_CHECKING:
    from mdo_viewer.desktop.state.list_check import ListPage


class Agenda(Steps):
    """Edits of the agenda, each one undo step."""

    #: The id of the first who came with a list or from an earlier meeting, with the document and the patient in sight
    #: since then.
    _arrived: tuple[int, Document, tuple[int, int]] | None = None

    def describe(self, **changes: Unpack[AboutChanges]) -> None:
        """Set one of what the meeting is: day, kind, chair, attendees."""
        document = self._state.document
        (field,) = changes
        about = replace(document.about, **changes)
        self._change(replace(document, about=about), (f"undo.about.{field}", None), typing=True)

    def describe_case(self, id: int, **changes: Unpack[PointChanges]) -> None:
        """Set the key, the question or the urgency of the patient with this id. Raises ValueError for a key that is
        empty or another patient's."""
        at = self._state.document.place(id)
        if at is None:
            return
        if "case" in changes:
            changes["case"] = key_of(self._state.document, id, changes["case"])
        (field,) = changes
        document, point = self._state.document, self._state.document.points[at]
        before = point.case.case
        if field == "case":
            document = with_former(document, before)
        point = replace(point, case=replace(point.case, **changes))
        document = with_patient(self._state.home, document, at, point)
        self._change(document, (f"undo.case.{field}", before), typing=field != "case")

    def stand(self, id: int, standing: Standing) -> None:
        """Defer the patient with this id, tick it off as done, or open it again; with all its places."""
        state = self._state
        at = state.document.place(id)
        if at is not None:
            point = replace(state.document.points[at], standing=standing)
            document = with_patient(state.home, state.document, at, point)
            self._change(document, (f"undo.standing.{standing}", point.case.case))

    def move(self, id: int, step: int) -> None:
        """Put the patient with this id earlier (negative) or later on the agenda, at most to its end; with all its
        places."""
        document = self._state.document
        at = document.place(id)
        if at is not None:
            number = document.patient(at)
            to = max(0, min(number + step, len(document.patients) - 1))
            self._change(moved(document, number, to), ("undo.order", document.points[at].case.case))

    def remove_case(self, id: int) -> None:
        """Take the patient with this id off the agenda, with all its places; the last one stays."""
        at = self._state.document.place(id)
        if at is not None:
            self._remove((at, *self._state.document.beside(at)), ("undo.remove", self._case(at).case))

    def remove_place(self, id: int) -> None:
        """Take one point of a patient away, with what was known and decided of it; the last one of a patient stays."""
        at = self._state.document.place(id)
        if at is not None and self._state.document.beside(at):
            self._remove((at,), ("undo.place.removed", self._case(at).name))

    def _remove(self, places: tuple[int, ...], name: Name) -> None:
        if self._state.current in places:
            self.leaving()
        self._change(removed(self._state.document, *places), name)

    def _case(self, at: int) -> Case:
        return self._state.document.points[at].case

    def add_cases(
        self, cases: tuple[Case, ...], *, aside: Iterable[tuple[str, ...]] = (), step: str = "undo.list"
    ) -> None:
        """These patients at the end, as one step; the one shown stays. Who has the key of an example or of an empty
        patient takes its place, and the one with which a new meeting begins goes while nobody touched it. `aside` has
        the lines set aside of each."""
        points = points_of(cases, self._next_id, aside)
        first = self._next_id
        self._next_id += len(points)
        home, document = self._state.home, self._state.document
        after = replaced(document, points)
        if self._is_bare and after.points[0] == document.points[0]:
            after = removed(after, 0)
        self._change(agreeing(home, after), (step, None))
        self._arrived = first, self._state.document, self._state.seat

    def take_arrived(self) -> int:
        """The id of the patient on whom the agenda opens: the first of those who came just now, told once, else the one
        in sight."""
        came, self._arrived = self._arrived, None
        state = self._state
        just_now = came is not None and came[1] is state.document and came[2] == state.seat
        there = just_now and came is not None and state.document.place(came[0]) is not None
        return came[0] if there and came is not None else state.point.id

    @property
    def _is_bare(self) -> bool:
        """Whether there is but the patient with which a new meeting begins, of whom nothing is known nor written."""
        state, (point, *others) = self._state, self._state.document.points
        bare = Point(point.id, Case(Document(()).free_key(), pack=point.case.pack))
        return not others and point == bare and state.draft is None and not self._drafts.waiting

    def check_list(self, page: ListPage | None) -> None:
        """Show this list to be checked, or none any more; not an undo step."""
        self._look(replace(self._state, reading=page))

    @property
    def mends_list(self) -> bool:
        """Whether something was mended in a list that nobody took yet: it is in no file."""
        page = self._state.reading
        return page is not None and page.changed

    def take_list(self) -> tuple[Case, ...]:
        """The patients of the list that is being checked, as it stands, at the end; who they are."""
        page = self._state.reading
        cases = () if page is None else page.checked.cases
        self.check_list(None)
        if cases:
            self.add_cases(cases)
        return cases

    def add_case(self, pack: str | None = None, *, show: bool = True) -> int:
        """An empty case with the next free key, shown at once, or else the one shown stays: in the guideline with this
        id, or else in that of the patient in sight, the first where there are several. The id of its point."""
        if show:
            self.leaving()
        state, id = self._state, self._next_id
        case = Case(state.document.free_key(), pack=state.cases[state.places[0]].pack)
        case = case if pack is None else in_pack(state.home, case, pack)
        document, name = added(state.document, points_of((case,), id)), ("undo.case", None)
        if show:
            self._show_new(document, name)
        else:
            self._next_id += 1
            self._change(document, name)
        return id

    def read_by(self, pack: str) -> None:
        """Read the patient that is shown by another guideline, of whom nothing that decides was answered yet; with
        everything else that is known. One undo step; nothing where something was answered, or is half written."""
        state = self._state
        if state.may_read_otherwise and pack != state.pack.id:
            self.leaving()
            state = self._state
            point = replace(state.point, case=in_pack(state.home, state.case, pack))
            document = with_patient(state.home, state.document, state.current, point)
            self._step(afresh(replace(state, document=document, show_all=False)), ("undo.pack", state.case.case))

    def lead_to(self, pack: str, tree: str) -> None:
        """Show a tree of another guideline for this patient: where it stands in it already, else on a point made for
        it, with the facts that both share. It is said where the user came from (`State.came_from`)."""
        self.leaving()
        state = self._state
        came = Came(state.point.id, state.tree_id, self._next_id)
        at = in_guideline(state.document, state.current, called(state.home, pack))
        if at is not None:
            came = replace(came, to=state.document.points[at].id)
            self._look(afresh(replace(state, current=at, tree_id=tree, came=came, show_all=False)))
            return
        document = with_guideline(state.home, state.document, state.current, pack, self._next_id)
        self._show_new(document, ("undo.pack.led", state.case.case), tree, came)

    def go_back(self) -> None:
        """Back to the guideline and tree that led here; nothing where none did."""
        came = self._state.came_from
        if came is not None:
            self.leaving()
            at, tree = came
            self._look(afresh(replace(self._state, current=at, tree_id=tree, came=None, show_all=False)))

    # --- the places of a patient

    def add_place(self, typed: str) -> None:
        """One more place for the patient that is shown, which is shown then: what is of the patient as it is, and
        nothing of the place known. Raises ValueError for a name that cannot be, see `site_of`."""
        self.leaving()
        state = self._state
        if not state.case.site:
            raise ValueError("the first place has no name")
        site = site_of(state.document, state.current, typed, new=True)
        document = with_place(state.home, state.document, state.current, site, self._next_id)
        self._show_new(document, ("undo.place.added", with_site(state.case.case, site)))

    def name_place(self, id: int, typed: str) -> None:
        """What a place is called; an empty name takes it away where the patient has no other. Raises ValueError for a
        name that cannot be, see `site_of`."""
        document = self._state.document
        at = document.place(id)
        if at is None:
            return
        nameless = not typed.strip() and len(of_guideline(document, at)) == 1
        site = None if nameless else site_of(document, at, typed)
        case, home = self._case(at), self._state.home
        point = replace(document.points[at], case=renamed(case, site))
        for other in at_same_place(document, at):  # it has the same name in every guideline
            beside = replace(document.points[other], case=replace(self._case(other), site=site))
            document = with_point(document, other, beside)
        self._change(with_patient(home, document, at, point), ("undo.place.named", case.name))

    def _show_new(self, document: Document, name: Name, tree: str = "", came: Came | None = None) -> None:
        """Show the point of this document that has the next id, in this tree or else where it begins; one undo step."""
        state = self._state
        current = document.place(self._next_id)
        assert current is not None
        self._next_id += 1
        there = replace(state, document=document, current=current, came=came, show_all=False)
        self._step(afresh(replace(there, tree_id=tree or self._lands_on(there, current))), name)
