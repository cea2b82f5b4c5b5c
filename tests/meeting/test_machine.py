"""Edit, undo, redo, save and reopen in any order: nothing is lost, nothing is mixed up, and every step has a name."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from mdo_viewer.desktop.state.changes import AboutChanges, CaseChanges, PointChanges
from mdo_viewer.desktop.state.history import History, Name, Snapshot
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting import meeting_text
from mdo_viewer.meeting.case import WHOLE_CASE, Action, Attendee, Case, Confirmation
from mdo_viewer.meeting.document import STANDINGS
from mdo_viewer.meeting.earlier.taking_over import taken_over
from mdo_viewer.meeting.meeting_text import Meeting
from mdo_viewer.meeting.places import may_be_read_otherwise
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from tests.help.meeting_machine import NOW, account, named, pack, play

#: How many examples the machine plays; more of them where that is asked for.
EXAMPLES = int(os.environ.get("MEETING_MACHINE_EXAMPLES", "100"))
#: A fault that was put in is mostly found within a few; which examples come depends on what else was imported.
FOUND_WITHIN = 3000


def test_the_meeting_is_as_the_account_says_whatever_is_done_to_it() -> None:
    play(EXAMPLES, 50)


# --- it can fail


def _dropping(what: Callable[[Case], Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that leaves something of each case out."""
    write = meeting_text.write_meeting

    def lossy(meeting: Meeting, pack: Pack) -> bytes:
        points = tuple(replace(point, case=what(point.case)) for point in meeting.document.points)
        return write(replace(meeting, document=replace(meeting.document, points=points)), pack)

    monkeypatch.setattr(meeting_text, "write_meeting", lossy)


def drop_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    _dropping(lambda case: replace(case, notes=None), monkeypatch)


def drop_confirmations(monkeypatch: pytest.MonkeyPatch) -> None:
    _dropping(lambda case: replace(case, confirmed=()), monkeypatch)


def drop_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    _dropping(lambda case: replace(case, decisions=case.decisions[:1]), monkeypatch)


def drop_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    read = meeting_text.read_meeting
    monkeypatch.setattr(meeting_text, "read_meeting", lambda content, pack: replace(read(content, pack), drafts=()))


def drop_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    read = meeting_text.read_meeting
    monkeypatch.setattr(meeting_text, "read_meeting", lambda content, pack: replace(read(content, pack), current=0))


def undo_two(monkeypatch: pytest.MonkeyPatch) -> None:
    undo = Session.undo

    def twice(self: Session) -> None:
        undo(self)
        undo(self)

    monkeypatch.setattr(Session, "undo", twice)


def undo_with_names_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted in _past, which holds the steps."""
    monkeypatch.setattr(Session, "undo_name", property(lambda self: ("undo.list", None) if self.history.past else None))


def keep_the_redo_branch(monkeypatch: pytest.MonkeyPatch) -> None:
    add = History.add

    def keeping(self: History, before: Snapshot, *, typing: bool) -> None:
        future = list(self.future)
        add(self, before, typing=typing)
        self.future[:] = future

    monkeypatch.setattr(History, "add", keeping)


def looking_is_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted in _past, which holds the steps."""
    go = Session.go_tree

    def stepping(self: Session, tree_id: str) -> None:
        go(self, tree_id)
        if self.history.past:
            self.history.past.append(self.history.past[-1])

    monkeypatch.setattr(Session, "go_tree", stepping)


def moving_mixes_patients_up(monkeypatch: pytest.MonkeyPatch) -> None:
    move = Session.move

    def mixing(self: Session, id: int, step: int) -> None:
        """The rows stay where they are and only their ids go: the documents are equal. Planted in _state, so that no
        step tells of it."""
        ids = [point.id for point in self.state.document.points]
        move(self, id, step)
        points = tuple(replace(point, id=ids[at]) for at, point in enumerate(self.state.document.points))
        self._state = replace(self.state, document=replace(self.state.document, points=points))

    monkeypatch.setattr(Session, "move", mixing)


@pytest.mark.parametrize(
    "sabotage",
    [
        drop_notes,
        drop_confirmations,
        drop_decisions,
        drop_drafts,
        drop_the_place,
        undo_two,
        undo_with_names_of_others,
        keep_the_redo_branch,
        looking_is_a_step,
        moving_mixes_patients_up,
    ],
)
def test_the_machine_finds(sabotage: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    sabotage(monkeypatch)
    with pytest.raises(AssertionError):
        play(FOUND_WITHIN, 50, shrink=False)


# --- one long afternoon

Edit = Callable[[Session, int], Name]


def _number(session: Session, turn: int) -> Name:
    session.answer("levensverwachting_maanden", turn % 239)
    return "undo.fact", "levensverwachting_maanden"


def _choice(session: Session, _turn: int) -> Name:
    """The one after what it is."""
    ids = [choice.id for choice in session.state.pack.facts_by_id["asia_score"].values]
    now = session.state.case.patient.values.get("asia_score")
    session.answer("asia_score", ids[(ids.index(now) + 1) % len(ids)] if isinstance(now, str) else ids[0])
    return "undo.fact", "asia_score"


def _unknown_or_clear(session: Session, _turn: int) -> Name:
    if "lhermitte" in session.state.case.patient.unknown:
        session.clear("lhermitte")
    else:
        session.unknown("lhermitte")
    return "undo.fact", "lhermitte"


def _moment(session: Session, turn: int) -> Name:
    session.set_moment("diagnose_op", NOW + timedelta(minutes=turn))
    return "undo.moment", "diagnose_op"


def _done(session: Session, turn: int) -> Name:
    tree = session.state.tree
    session.set_done(f"{tree.id}.{tree.outcomes[0].id}", NOW + timedelta(minutes=turn))
    return "undo.done", None


def _field(written: Callable[[int], CaseChanges]) -> Edit:
    def edit(session: Session, turn: int) -> Name:
        change = written(turn)
        session.edit(**change)
        return f"undo.{next(iter(change))}", None

    return edit


def _turned(*values: CaseChanges) -> Edit:
    """The value after the one that it has."""
    (name,) = values[0]
    given = [next(iter(each.values())) for each in values]

    def edit(session: Session, _turn: int) -> Name:
        now = getattr(session.state.case, name)
        session.edit(**values[(given.index(now) + 1) % len(values) if now in given else 0])
        return f"undo.{name}", None

    return edit


def _described(written: Callable[[int], AboutChanges]) -> Edit:
    def edit(session: Session, turn: int) -> Name:
        change = written(turn)
        session.describe(**change)
        return f"undo.about.{next(iter(change))}", None

    return edit


def _of_another(written: Callable[[int], PointChanges]) -> Edit:
    """Of the last patient of the agenda, which is mostly not the one shown."""

    def edit(session: Session, turn: int) -> Name:
        point = session.state.document.points[-1]
        change = written(turn)
        session.describe_case(point.id, **change)
        return f"undo.case.{next(iter(change))}", point.case.case

    return edit


def _urgent(session: Session, _turn: int) -> Name:
    point = session.state.document.points[-1]
    session.describe_case(point.id, urgent=not point.case.urgent)
    return "undo.case.urgent", point.case.case


def _decide(about: str | None) -> Edit:
    def edit(session: Session, turn: int) -> Name:
        session.start_decision("deviate", None, about=about or session.state.tree_id)
        choices = session.state.tree.choices if about is None else ()
        chosen = choices[turn % len(choices)].id if choices else None
        session.change_draft(reason_code="trial", text=f"besluit {turn}", chosen=chosen)
        session.record()
        return "undo.decision", session.state.case.name

    return edit


def _decide_or_withdraw(session: Session, turn: int) -> Name:
    if session.state.decision_on(WHOLE_CASE) is None:
        return _decide(WHOLE_CASE)(session, turn)
    session.withdraw(WHOLE_CASE)
    return "undo.withdrawn", session.state.case.name


def _stand(session: Session, turn: int) -> Name:
    point = session.state.document.points[turn % 2]
    standing = STANDINGS[(STANDINGS.index(point.standing) + 1) % len(STANDINGS)]
    session.stand(point.id, standing)
    return f"undo.standing.{standing}", point.case.case


def _move(session: Session, _turn: int) -> Name:
    point = session.state.document.points[0]
    session.move(point.id, 1)
    return "undo.order", point.case.case


def _add(session: Session, _turn: int) -> Name:
    session.add_case()
    return "undo.case", None


def _add_list(session: Session, turn: int) -> Name:
    session.add_cases((Case(f"LIJST-{turn}-1"), Case(f"LIJST-{turn}-2")))
    return "undo.list", None


def _take_over(session: Session, turn: int) -> Name:
    case = taken_over(pack(), Case(f"TOEN-{turn}"), date(2026, 1, 1), date(2026, 1, 8))
    session.add_cases((case,), aside=[("regel: van toen",)], step="undo.over")
    return "undo.over", None


def _name_place(session: Session, turn: int) -> Name:
    before = session.state.case.name
    session.name_place(session.state.point.id, f"T{turn}")
    return "undo.place.named", before


def _add_place(session: Session, turn: int) -> Name:
    """To a patient whose places all have names."""
    if session.state.case.site is None:
        return _name_place(session, turn)
    session.add_place(f"L{turn}")
    return "undo.place.added", session.state.case.name


def _remove_place(session: Session, turn: int) -> Name:
    """Of a patient that keeps one, else one more."""
    if len(session.state.places) == 1:
        return _add_place(session, turn)
    name = session.state.case.name
    session.remove_place(session.state.point.id)
    return "undo.place.removed", name


def _remove(session: Session, _turn: int) -> Name:
    """One that is shown is as likely as another."""
    point = session.state.document.points[1]
    session.remove_case(point.id)
    return "undo.remove", point.case.case


def _lead(session: Session, _turn: int) -> Name:
    """Into the other guideline, or where the patient stands in it already out of it again, and then back in."""
    case, beside = session.state.case, session.state.places
    for at in beside:
        if session.state.cases[at].pack:
            session.remove_place(session.state.document.points[at].id)
            return "undo.place.removed", session.state.case.name
    session.lead_to("lage_rugpijn", "zorgniveau")
    assert (session.state.pack.id, session.state.tree_id) == ("lage_rugpijn", "zorgniveau")
    session.go_back()
    assert session.state.case is case
    return "undo.pack.led", case.case


def _read_by(session: Session, _turn: int) -> Name:
    """Of a patient of whom nothing was answered, the other guideline than it has."""
    document = session.state.document
    free = [at for at in range(len(document.points)) if may_be_read_otherwise(document, at)]
    session.go_case(free[-1])
    session.read_by(pack().id if session.state.case.pack else "lage_rugpijn")
    return "undo.pack", session.state.case.case


def _confirmed(session: Session, turn: int) -> Name:
    """Two answers that fit badly together are so, says the chair at another moment each time."""
    said = Confirmation({"asia_score": "B", "kan_zelfstandig_lopen": True}, "voorzitter", NOW + timedelta(minutes=turn))
    session.edit(confirmed=(said,))
    return "undo.confirmed", None


EDITS: tuple[Edit, ...] = (
    _number,
    _choice,
    _field(lambda turn: {"notes": f"opmerking {turn}"}),
    _unknown_or_clear,
    _moment,
    _add_list,
    _field(lambda turn: {"lead_physician": f"specialisme {turn}"}),
    _stand,
    _field(lambda turn: {"alternatives": (f"anders {turn}", "niets")}),
    _confirmed,
    _move,
    _done,
    _decide(WHOLE_CASE),
    _of_another(lambda turn: {"question": f"vraag {turn}"}),
    _described(lambda turn: {"day": date(2026, 1, 1) + timedelta(days=turn)}),
    _described(lambda turn: {"kind": f"soort {turn}"}),
    _add,
    _decide(None),
    _stand,
    _name_place,
    _add_place,
    _remove_place,
    _lead,
    _read_by,
    _turned({"gp_informed": True}, {"gp_informed": False}),
    _field(lambda turn: {"actions": (Action(f"doen {turn}", "iemand", NOW),)}),
    _of_another(lambda turn: {"case": f"K-{turn}"}),
    _remove,
    _add_place,
    _remove_place,
    _decide_or_withdraw,
    _decide_or_withdraw,
    _field(lambda turn: {"attendees": (Attendee(f"specialisme {turn}", "voorzitter"),)}),
    _described(lambda turn: {"chair": f"voorzitter {turn}"}),
    _urgent,
    _stand,
    _turned({"shared_decision": "yes"}, {"shared_decision": "no"}, {"shared_decision": "not_yet"}),
    _field(lambda turn: {"preferences": f"liever {turn}"}),
    _remove,
    _field(lambda turn: {"courses": (Course("T8", 8, 1 + turn % 60), Course(end=date(2026, 1, 1)))}),
    _field(lambda turn: {"operations": (Operation("T8", f"operatie {turn}"),)}),
    _field(lambda turn: {"steroids": (Steroid(date(2026, 1, 1), 1 + turn, "dexamethason"),)}),
    _field(lambda turn: {"rediscuss": f"over {turn} weken"}),
    _described(lambda turn: {"attendees": (Attendee(f"specialisme {turn}"),)}),
    _remove,
    _take_over,
    _remove,
)
STEPS = 250


@pytest.fixture
def session() -> Session:
    made = Session(pack(), tuple(Case(f"MDO-{at:04d}") for at in range(1, 5)))
    minutes = iter(range(1, 10_000))
    made.clock = lambda: NOW + timedelta(minutes=next(minutes))
    return made


def _steps(session: Session) -> tuple[Name | None, Name | None]:
    return session.undo_name, session.redo_name


def all_sorts() -> set[str]:
    """All that a step may be called: the words that there are for it, and the labels of facts and moments."""
    said = {key.removeprefix("window.") for key in words("nl") if key.startswith("window.undo.")}
    return said | {"undo.fact", "undo.moment"}


def _look_around(session: Session, turn: int) -> None:
    """Now and then at another patient or tree, which is no step."""
    before = account(session), _steps(session)
    at_home = [at for at, case in enumerate(session.state.cases) if not case.pack]
    if turn % 3 == 0 or session.state.case.pack:
        session.go_case(at_home[turn % len(at_home)])
    if turn % 4 == 0:
        session.go_tree(pack().trees[turn % len(pack().trees)].id)
    assert (account(session), _steps(session)) == before


def test_250_edits_are_undone_to_the_first_and_redone_to_the_last_each_by_its_name(session: Session) -> None:
    history, names = [account(session)], []
    for turn in range(STEPS):
        _look_around(session, turn)
        name = EDITS[turn % len(EDITS)](session, turn)
        assert session.undo_name == name, turn
        assert account(session) != history[-1], (turn, name)
        named(name)
        names.append(name)
        history.append(account(session))
    assert {key for key, _about in names} == all_sorts()
    for turn in reversed(range(STEPS)):
        assert session.undo_name == names[turn]
        session.undo()
        assert account(session) == history[turn], (turn, names[turn])
        assert session.redo_name == names[turn]
        _look_around(session, turn)
    assert _steps(session) == (None, names[0])
    for turn in range(STEPS):
        assert session.redo_name == names[turn]
        session.redo()
        assert account(session) == history[turn + 1], (turn, names[turn])
        assert session.undo_name == names[turn]
        _look_around(session, turn)
    assert _steps(session) == (names[-1], None)
