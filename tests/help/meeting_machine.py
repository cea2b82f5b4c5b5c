"""A meeting that is edited, undone, redone, saved and opened again in any order, with an account kept beside it.

`python -m tests.help.meeting_machine --examples 2000` plays other examples each time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar, get_args

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from mdo_viewer.desktop.state.changes import AboutChanges, CaseChanges, DraftChanges, PointChanges
from mdo_viewer.desktop.state.history import Name
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Fact, Pack, Tree, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting import meeting_text
from mdo_viewer.meeting.case import (
    REASON_CODES,
    WHOLE_CASE,
    Action,
    Attendee,
    Case,
    Confirmation,
    Decision,
    DecisionKind,
)
from mdo_viewer.meeting.container import Cost, Key, make_key, open_sealed, seal, unseal
from mdo_viewer.meeting.document import STANDINGS, Document
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import Meeting
from mdo_viewer.meeting.saving import Lock, MeetingFile, read_file, sweep
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.settling import Contradiction

NOW: Final = datetime(2026, 11, 22, 14, 30, tzinfo=ZONE)
OPENS: Final = "aap noot mies"
KINDS: Final[tuple[DecisionKind, ...]] = get_args(DecisionKind)
#: More patients than this make every step slow and show nothing new.
MOST_CASES: Final = 8
#: What a board may type: also what JSON, YAML or a program would take for something else.
TYPED: Final = (
    "7",
    "ja",
    "null",
    "a: b",
    "- x",
    "# y",
    '"',
    "'",
    "\\u0041",
    "één\ntwee",
    "ß→日本",
    "{0} %s",
    "x" * 300,
)

#: A draw; what it means depends on what there is at that moment, so that no draw is thrown away.
PICK: Final = st.integers(0, 9_999)
_One = TypeVar("_One")


@cache
def pack() -> Pack:
    return load_pack(PACK)


def one_of(choices: Sequence[_One], pick: int) -> _One:
    return choices[pick % len(choices)]


def some_of(choices: Sequence[_One], pick: int) -> tuple[_One, ...]:
    """Those of which the bit is set."""
    return tuple(each for at, each in enumerate(choices) if pick >> at & 1)


def some_text(pick: int) -> str:
    """A text that differs from most others."""
    return f"{one_of(TYPED, pick)} {pick // len(TYPED) % 50}"


def value_of(fact: Fact, pick: int) -> Value:
    """A value that this fact may have."""
    ids = tuple(choice.id for choice in fact.values)
    low, high = int(fact.low or 0), int(fact.high or 0)
    match fact.type:
        case "bool":
            return pick % 2 == 0
        case "choice":
            return one_of(ids, pick)
        case "set":
            return some_of(ids, pick)
        case "integer":
            return low + pick % (high - low + 1)
        case "number":
            return low + pick % (high - low) + (pick % 4) / 4
        case "text":
            return some_text(pick)


def confirmation(pick: int) -> Confirmation:
    """Whatever two facts may be said to be so: a file keeps it, doubted or not."""
    facts = (one_of(pack().facts, pick), one_of(pack().facts, pick + 1))
    return Confirmation({fact.id: value_of(fact, pick) for fact in facts}, some_text(pick), moment_of(pick))


def moment_of(pick: int) -> datetime:
    return NOW + timedelta(minutes=pick)


def outcome_of(tree: Tree, pick: int) -> str:
    return one_of(tree.outcomes, pick).id


def named(name: Name) -> None:
    """A step is called by words that exist in each language: a label of the pack, or a word of the window."""
    key, about = name
    if key == "undo.fact":
        assert about in pack().facts_by_id
    elif key == "undo.moment":
        assert about in pack().moments_by_id
    else:
        for language in LANGUAGES:
            assert words_of("window", language)(key)


@dataclass(frozen=True)
class Account:
    """What a meeting is at one moment: equal documents may still have their patients' ids mixed up."""

    document: Document
    ids: tuple[int, ...]


def account(session: Session) -> Account:
    document = session.state.document
    return Account(document, tuple(point.id for point in document.points))


def drafts_of(session: Session) -> dict[tuple[int, str], Decision]:
    """What is half written, by the place of its patient and what it is about."""
    return {(at, draft.tree): draft for at, draft in session.half_written()}


class Disk:
    """The meeting's file, written and read as the window does, with a key that costs nothing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "dinsdag.mdo"
        self._key: Key = make_key(OPENS, cost=Cost(64, 1, 1))
        self._file = MeetingFile(self.path, None)
        self.lock = Lock(self.path)

    def write(self, session: Session) -> None:
        state = session.state
        meeting = Meeting(state.document, state.current, state.tree_id, session.half_written())
        content = meeting_text.write_meeting(meeting, state.pack)

        def check(read: bytes) -> None:
            assert unseal(read, self._key) == content

        self._file.save(seal(content, self._key), check)

    def read(self) -> Meeting:
        """What the file holds, as another start of the program finds it."""
        self.lock.release()
        data = read_file(self.path)
        self.lock = Lock(self.path)
        sweep(self.path)
        content, self._key = open_sealed(data, OPENS)
        self._file = MeetingFile(self.path, data)
        return meeting_text.read_meeting(content, pack())


class MeetingMachine(RuleBasedStateMachine):
    """The session beside plain lists: `history` has every document in its order, `names` what leads to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.disk = Disk(Path(self.folder.name))
        self.minutes = 0
        self.session = self.fresh(tuple(replace(case, title_example=False) for case in example_cases(pack())))
        self.history = [account(self.session)]
        self.names: list[Name] = []
        self.at = 0
        self.typing: Name | None = None  # the field that is being typed in
        self.disk.write(self.session)
        self.saved = self.kept()

    def fresh(self, cases: tuple[Case, ...]) -> Session:
        session = Session(pack(), cases)
        session.clock = self.clock
        return session

    def clock(self) -> datetime:
        self.minutes += 1
        return NOW + timedelta(minutes=self.minutes)

    def teardown(self) -> None:
        self.disk.lock.release()
        self.folder.cleanup()

    # --- the account

    def kept(self) -> tuple[Document, int, str, dict[tuple[int, str], Decision]]:
        """What a file must give back."""
        state = self.session.state
        return state.document, state.current, state.tree_id, drafts_of(self.session)

    def stepped(self, name: Name, *, typing: bool = False) -> bool:
        """Enter what was just done; whether it changed anything."""
        now = account(self.session)
        if now == self.history[self.at]:
            return False
        goes_on = typing and self.typing == name and self.at > 0
        del self.history[self.at + 1 :], self.names[self.at :]
        if goes_on:
            self.history[self.at] = now
        else:
            self.history.append(now)
            self.names.append(name)
            self.at += 1
        self.typing = name if typing else None
        return True

    def looked(self) -> None:
        """Something else is looked at: nothing is a step, and what is typed next is a new one."""
        assert account(self.session) == self.history[self.at]
        self.typing = None

    def others_as_they_were(self, before: Document) -> None:
        """An edit of the patient shown leaves all other patients, and the meeting itself, alone."""
        state = self.session.state
        assert state.document.about == before.about
        for at, (old, new) in enumerate(zip(before.points, state.document.points, strict=True)):
            assert at == state.current or old is new

    # --- facts

    @rule(fact=PICK, value=PICK)
    def answer(self, fact: int, value: int) -> None:
        asked, before = one_of(pack().facts, fact), self.session.state.document
        given = value_of(asked, value)
        with suppress(Contradiction):
            self.session.answer(asked.id, given)
            assert self.session.state.case.patient.values[asked.id] == given
        if self.stepped(("undo.fact", asked.id)):
            assert self.session.state.answered_in(asked.id) == self.session.state.tree_id
        self.others_as_they_were(before)

    @rule(fact=PICK)
    def unknown(self, fact: int) -> None:
        asked, before = one_of(pack().facts, fact).id, self.session.state.document
        self.session.unknown(asked)
        assert asked in self.session.state.case.patient.unknown
        assert asked not in self.session.state.case.patient.values
        self.stepped(("undo.fact", asked))
        self.others_as_they_were(before)

    @rule(fact=PICK)
    def clear(self, fact: int) -> None:
        """One of those that are known, where any is."""
        patient = self.session.state.case.patient
        asked = one_of((*patient.values, *sorted(patient.unknown)) or (pack().facts[0].id,), fact)
        self.session.clear(asked)
        assert asked not in {*self.session.state.case.patient.values, *self.session.state.case.patient.unknown}
        assert self.session.state.answered_in(asked) == ""
        self.stepped(("undo.fact", asked))

    @rule()
    def take_back(self) -> None:
        fact = self.session.take_back()
        if fact is not None:
            assert self.stepped(("undo.fact", fact))

    @rule(moment=PICK, when=PICK)
    def set_moment(self, moment: int, when: int) -> None:
        id = one_of(pack().moments, moment).id
        self.session.set_moment(id, moment_of(when) if when % 4 else None)
        self.stepped(("undo.moment", id))

    @rule(outcome=PICK, when=PICK)
    def set_done(self, outcome: int, when: int) -> None:
        tree = self.session.state.tree
        self.session.set_done(f"{tree.id}.{outcome_of(tree, outcome)}", moment_of(when) if when % 4 else None)
        self.stepped(("undo.done", None))

    # --- what the board records

    @rule(field=PICK, value=PICK)
    def edit(self, field: int, value: int) -> None:
        text, before = some_text(value) if value % 7 else None, self.session.state.document
        lines = tuple(some_text(value + more) for more in range(value % 3))
        changes: tuple[CaseChanges, ...] = (
            {"notes": text},
            {"lead_physician": text},
            {"preferences": text},
            {"rediscuss": text},
            {"alternatives": lines},
            {"attendees": tuple(Attendee(line, text) for line in lines)},
            {"actions": tuple(Action(line, text, moment_of(value) if value % 2 else None) for line in lines)},
            {"gp_informed": one_of((None, True, False), value)},
            {"shared_decision": one_of((None, "yes", "no", "not_yet"), value)},
            {"confirmed": tuple(confirmation(value + more) for more in range(value % 3))},
        )
        change = one_of(changes, field)
        ((name, given),) = change.items()
        self.session.edit(**change)
        assert getattr(self.session.state.case, name) == given
        self.stepped((f"undo.{name}", None), typing=True)
        self.others_as_they_were(before)

    @rule(kind=PICK, whole=st.booleans(), advice=PICK)
    def start_decision(self, kind: int, whole: bool, advice: int) -> None:
        state = self.session.state
        given = outcome_of(state.tree, advice) if advice % 4 else None
        self.session.start_decision(one_of(KINDS, kind), given, about=WHOLE_CASE if whole else state.tree_id)
        assert self.session.state.draft is not None
        self.looked()

    @rule(whole=st.booleans())
    def decide_about(self, whole: bool) -> None:
        self.session.decide_about(whole, None)
        self.looked_at_a_draft()

    @rule(field=PICK, value=PICK)
    def change_decision(self, field: int, value: int) -> None:
        text = some_text(value)
        changes: tuple[DraftChanges, ...] = (
            {"text": text},
            {"condition": text},
            {"reason": text},
            {"reason_code": one_of(REASON_CODES, value)},
            self.choice(value),
        )
        self.session.change_draft(**one_of(changes, field))
        self.looked_at_a_draft()

    def choice(self, pick: int) -> DraftChanges:
        """One of the choices of the tree that is decided on; none where it knows none."""
        draft = self.session.state.draft
        tree = None if draft is None else pack().trees_by_id.get(draft.tree)
        choices = () if tree is None else tree.choices
        return {"chosen": one_of(choices, pick).id if choices else None}

    def looked_at_a_draft(self) -> None:
        """What needs a draft does nothing at all without one."""
        if self.session.state.draft is not None:
            self.looked()

    @rule(kind=PICK, whole=st.booleans(), advice=PICK, field=PICK, value=PICK)
    def write_decision(self, kind: int, whole: bool, advice: int, field: int, value: int) -> None:
        """Begin and write at once, as a board mostly does; recorded it is not yet."""
        self.start_decision(kind, whole, advice)
        self.change_decision(field, value)

    @rule()
    def close_forms(self) -> None:
        self.session.close_forms()
        self.looked()

    @rule()
    def record(self) -> None:
        draft = self.session.state.draft
        self.session.record()
        if draft is None:
            return
        recorded = self.session.state.decision_on(draft.tree)
        assert recorded is not None
        assert recorded.then is not None
        assert (recorded.kind, recorded.advice, recorded.text) == (draft.kind, draft.advice, draft.text)
        assert self.session.state.draft is None
        self.stepped(("undo.decision", self.session.state.case.case))
        self.looked()

    @rule(whole=st.booleans())
    def withdraw(self, whole: bool) -> None:
        about = WHOLE_CASE if whole else self.session.state.tree_id
        self.session.withdraw(about)
        assert self.session.state.decision_on(about) is None
        self.stepped(("undo.withdrawn", self.session.state.case.case))

    # --- the agenda

    @rule(field=PICK, value=PICK)
    def describe(self, field: int, value: int) -> None:
        text, cases = some_text(value) if value % 5 else None, self.session.state.cases
        changes: tuple[AboutChanges, ...] = (
            {"day": date(2026, 1, 1) + timedelta(days=value % 900) if value % 5 else None},
            {"kind": text},
            {"chair": text},
            {"attendees": tuple(Attendee(some_text(value + more), text) for more in range(value % 3))},
        )
        change = one_of(changes, field)
        ((name, given),) = change.items()
        self.session.describe(**change)
        assert getattr(self.session.state.document.about, name) == given
        assert self.session.state.cases == cases
        self.stepped((f"undo.about.{name}", None), typing=True)

    @rule(which=PICK, field=PICK, value=PICK)
    def describe_case(self, which: int, field: int, value: int) -> None:
        """Of any patient, shown or not; a key that another one has is refused."""
        point = one_of(self.session.state.document.points, which)
        changes: tuple[PointChanges, ...] = (
            {"case": f"MDO-{value % 12:04d}"},
            {"question": some_text(value)},
            {"urgent": value % 2 == 0},
        )
        change = one_of(changes, field)
        (name,) = change
        with suppress(ValueError):
            self.session.describe_case(point.id, **change)
        self.stepped((f"undo.case.{name}", point.case.case), typing=name != "case")

    @rule(which=PICK, standing=PICK)
    def stand(self, which: int, standing: int) -> None:
        point, given = one_of(self.session.state.document.points, which), one_of(STANDINGS, standing)
        self.session.stand(point.id, given)
        self.stepped((f"undo.standing.{given}", point.case.case))

    @rule(which=PICK, by=st.integers(-9, 9))
    def move(self, which: int, by: int) -> None:
        point, shown = one_of(self.session.state.document.points, which), self.session.state.point.id
        self.session.move(point.id, by)
        assert self.session.state.point.id == shown
        self.stepped(("undo.order", point.case.case))

    @rule(which=PICK)
    def remove_case(self, which: int) -> None:
        document = self.session.state.document
        point = one_of(document.points, which)
        self.session.remove_case(point.id)
        left = [each.id for each in document.points if each is not point or len(document.points) == 1]
        assert [each.id for each in self.session.state.document.points] == left
        self.stepped(("undo.remove", point.case.case))

    @rule()
    def add_case(self) -> None:
        if len(self.session.state.cases) < MOST_CASES:
            self.session.add_case()
            assert self.session.state.current == len(self.session.state.cases) - 1
            self.stepped(("undo.case", None))

    @rule(count=st.integers(1, 2))
    def add_cases(self, count: int) -> None:
        cases = self.session.state.cases
        if len(cases) < MOST_CASES:
            self.minutes += 1
            new = tuple(Case(f"LIJST-{self.minutes}-{more}", question="uit een lijst") for more in range(count))
            taken = {case.case for case in cases}
            self.session.add_cases(tuple(case for case in new if case.case not in taken))
            self.stepped(("undo.list", None))

    # --- looking

    @rule(which=PICK)
    def go_case(self, which: int) -> None:
        before, to = self.session.state.current, which % len(self.session.state.cases)
        self.session.go_case(to)
        if to != before:
            self.looked()

    @rule(which=PICK)
    def go_tree(self, which: int) -> None:
        before, to = self.session.state.tree_id, one_of(pack().trees, which).id
        self.session.go_tree(to)
        if to != before:
            self.looked()

    # --- back and forth

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(times):
            if self.at > 0:
                self.at -= 1
                self.typing = None
            self.session.undo()
            self.as_in_the_account()

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(times):
            if self.at + 1 < len(self.history):
                self.at += 1
                self.typing = None
            self.session.redo()
            self.as_in_the_account()

    # --- the file

    @rule()
    def save(self) -> None:
        self.disk.write(self.session)
        self.saved = self.kept()

    @rule(first=st.booleans())
    def reopen(self, first: bool) -> None:
        """In another window: it has what was saved last, perhaps only just, and nothing to undo."""
        if first:
            self.save()
        meeting = self.disk.read()
        self.session = self.fresh(example_cases(pack()))
        self.session.open_meeting(meeting.document, meeting.current, meeting.tree, meeting.drafts)
        assert self.kept() == self.saved
        assert not self.session.typed
        self.history, self.names, self.at, self.typing = [account(self.session)], [], 0, None

    # --- what always holds

    @invariant()
    def as_in_the_account(self) -> None:
        session, state = self.session, self.session.state
        assert account(session) == self.history[self.at]
        before = self.names[self.at - 1] if self.at else None
        after = self.names[self.at] if self.at < len(self.names) else None
        assert (session.undo_name, session.redo_name) == (before, after)
        for name in (before, after):
            if name is not None:
                named(name)
        assert state.document.points[state.current].id == state.point.id
        ids, keys = [point.id for point in state.document.points], [case.case for case in state.cases]
        assert len(set(ids)) == len(ids) > 0
        assert len(set(keys)) == len(keys)
        assert state.tree_id in pack().trees_by_id
        assert all(0 <= at < len(keys) for at, _draft in session.half_written())


def play(examples: int, steps: int, *, anew: bool = False, shrink: bool = True) -> None:
    """Let the machine run; raises AssertionError where something does not hold. `anew` takes other examples."""
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=not anew,
        database=None,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(MeetingMachine, settings=chosen)


def main(argv: Sequence[str]) -> int:
    """Play for as long as is asked."""
    parser = argparse.ArgumentParser(prog="tests.help.meeting_machine", description=__doc__)
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=80)
    chosen = parser.parse_args(argv)
    play(chosen.examples, chosen.steps, anew=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
