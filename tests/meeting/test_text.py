"""What a meeting's file holds: it comes back as it was, and what is not a meeting is refused with its reason."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Attendee, Case, Decision
from mdo_viewer.meeting.container import Unreadable, open_sealed
from mdo_viewer.meeting.document import About, Document, Point, document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import FORMAT, MIGRATIONS, Meeting, read_meeting, trees_of, write_meeting
from tests.help.places import DATA

WORDS = "vier losse woorden samen"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


@pytest.fixture(scope="module")
def meeting(pack: Pack) -> Meeting:
    cases = tuple(replace(case, title_example=False) for case in example_cases(pack))
    first, *others = document_of(cases).points
    points = (replace(first, answered=(("pijn", "indicatie"),), standing="deferred"), *others)
    about = About(date(2026, 11, 24), "wekelijks", "voorzitter", (Attendee("neurologie", "consulent"),))
    return Meeting(Document(points, about), 2, "lv_lang", ((1, Decision("lv_lang", None, "deviate", text="half")),))


def point(**parts: object) -> dict[str, object]:
    return {"case": "case: MDO-0001\nfacts: {}\n", "answered": [], "standing": "open", **parts}


def changed(meeting: Meeting, pack: Pack, parts: dict[str, Any]) -> bytes:
    return json.dumps({**json.loads(write_meeting(meeting, pack)), **parts}).encode()


def test_a_meeting_comes_back_as_it_was(meeting: Meeting, pack: Pack) -> None:
    content = write_meeting(meeting, pack)
    assert read_meeting(content, pack) == meeting
    assert trees_of(content) == {pack.id: pack.version}


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"format": FORMAT + 1}, "too_new"),
        ({"format": 0}, "content"),
        ({"format": "1"}, "content"),
        ({"format": True}, "content"),
        ({"points": []}, "content"),
        ({"points": [point(), point()]}, "content"),
        ({"points": "MDO-0001"}, "content"),
        ({"points": [point(case="facts: {}\n")]}, "content"),
        ({"points": [point(case="case: MDO-0001\n")]}, "content"),
        ({"points": [point(case=None)]}, "content"),
        ({"points": [point(answered=[["pijn"]])]}, "content"),
        ({"points": [point(standing="weg")]}, "content"),
        ({"about": {"day": "24-11-2026", "kind": None, "chair": None, "attendees": []}}, "content"),
        ({"about": {"day": None, "kind": 1, "chair": None, "attendees": []}}, "content"),
        ({"about": None}, "content"),
        ({"place": {"case": 3, "tree": "lv_lang"}}, "content"),
        ({"place": {"case": -1, "tree": "lv_lang"}}, "content"),
        ({"place": {"case": True, "tree": "lv_lang"}}, "content"),
        ({"place": None}, "content"),
    ],
    ids=str,
)
def test_what_is_no_meeting_is_refused(meeting: Meeting, pack: Pack, parts: dict[str, Any], why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_meeting(changed(meeting, pack, parts), pack)
    assert caught.value.why == why


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff\xfe", b"null", b"[" * 100_000], ids=lambda one: repr(one[:9])
)
def test_what_is_no_json_is_refused(pack: Pack, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_meeting(content, pack)


def test_a_tree_that_is_gone_leaves_the_first(meeting: Meeting, pack: Pack) -> None:
    content = changed(meeting, pack, {"place": {"case": 1, "tree": "een_oude_boom"}})
    assert read_meeting(content, pack).tree == pack.trees[0].id


def test_patients_whose_keys_look_alike_stay_two(pack: Pack) -> None:
    """A list of before put both on one agenda; the second is not lost in the first, and is called otherwise."""
    cases = [Case(key, question=key) for key in ("MDO-1", "B", "MDO\u20111", "M\u00adDO-1")]
    points = tuple(Point(id, case) for id, case in enumerate(cases))
    read = read_meeting(write_meeting(Meeting(Document(points), 0, pack.trees[0].id), pack), pack)
    assert [case.case for case in read.document.cases] == ["MDO-1", "B", "MDO\u20111 (2)", "M\u00adDO-1 (3)"]
    assert [case.question for case in read.document.cases] == [case.question for case in cases]
    assert len(read.document.patients) == 4
    again = read_meeting(write_meeting(read, pack), pack)
    assert again.document == read.document


def test_every_form_before_this_one_has_a_way_to_it() -> None:
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))


@pytest.mark.parametrize("form", range(1, FORMAT + 1))
def test_a_file_of_each_form_still_opens(meeting: Meeting, pack: Pack, form: int) -> None:
    """A real file of each, kept for ever; its password is WORDS, and it holds the example's patients."""
    content, _key = open_sealed((DATA / f"meeting-{form}.mdo").read_bytes(), WORDS)
    opened = read_meeting(content, pack)
    assert [case.case for case in opened.document.cases][:3] == ["MDO-0001", "MDO-0002", "MDO-0003"]
    assert (opened.current, opened.tree) == (2, "lv_lang")
    assert opened.document.cases[2].decisions[-1].reason_code == "patient_wish"
    assert opened.document.cases[0].patient.values == meeting.document.cases[0].patient.values


def test_the_file_of_the_second_form_has_all_that_it_held(pack: Pack) -> None:
    content, _key = open_sealed((DATA / "meeting-2.mdo").read_bytes(), WORDS)
    opened = read_meeting(content, pack)
    about = opened.document.about
    assert (about.day, about.kind, about.chair) == (date(2026, 11, 24), "wekelijks", "voorzitter")
    assert [each.specialty for each in about.attendees] == ["radiotherapie", "neurochirurgie"]
    assert [point.standing for point in opened.document.points] == ["open", "deferred", "open"]
    whole, on_tree = opened.document.cases[2].decisions
    assert (whole.is_whole, whole.condition) == (True, "als de CT het toelaat")
    assert on_tree.then is not None
    assert on_tree.then.version == "1.0.0"
    assert on_tree.then.way
    ((at, draft),) = opened.drafts
    assert (at, draft.text) == (0, "half geschreven")


def test_what_waits_of_several_kinds_on_one_tree_is_all_kept(meeting: Meeting, pack: Pack) -> None:
    tree = pack.trees[0].id
    waiting = (
        (0, Decision(tree, None, "deviate", text="toch een MRI")),
        (0, Decision(tree, None, "own", text="eerst overleg")),
        (0, Decision(tree, None, "follow", text="na het weekend")),
        (1, Decision(tree, None, "follow", text="akkoord")),
    )
    content = write_meeting(replace(meeting, drafts=waiting), pack)
    assert read_meeting(content, pack).drafts == waiting
    first = json.loads(content)["points"][0]
    assert "na het weekend" in first["drafts"], "an older program reads the one that was written last"


def test_a_draft_comes_back_as_it_was_begun(meeting: Meeting, pack: Pack) -> None:
    """What following alone can mean is filled in where a decision is recorded, not while it is being written."""
    begun = Decision("lv_lang", "chirurgie", "follow", text="na het weekend")
    content = write_meeting(replace(meeting, drafts=((0, begun),)), pack)
    again = read_meeting(content, pack)
    assert again.drafts == ((0, begun),)
    assert write_meeting(again, pack) == content
