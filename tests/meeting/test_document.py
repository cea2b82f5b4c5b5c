"""The meeting as a value: edits make another one, and nothing else of it changes."""

from __future__ import annotations

import pytest

from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Attendee, Case, Decision
from mdo_viewer.meeting.document import (
    About,
    Document,
    Unread,
    added,
    document_of,
    moved,
    points_of,
    removed,
    replaced,
    with_former,
    with_point,
)
from mdo_viewer.meeting.tally import how_decided, tally


@pytest.fixture
def document() -> Document:
    return document_of(Case(f"MDO-{number:04d}") for number in range(1, 6))


def keys(document: Document) -> list[int]:
    return [int(case.case[-4:]) for case in document.cases]


def test_what_a_case_holds_came_with_it() -> None:
    (point,) = document_of((Case("MDO-0001").with_value("pijn", True),)).points
    assert point.answered == (("pijn", ""),)


@pytest.mark.parametrize(
    ("at", "to", "order"),
    [(0, 1, [2, 1, 3, 4, 5]), (4, 0, [5, 1, 2, 3, 4]), (1, 3, [1, 3, 4, 2, 5]), (2, 2, [1, 2, 3, 4, 5])],
)
def test_a_patient_moves_and_keeps_its_id(document: Document, at: int, to: int, order: list[int]) -> None:
    after = moved(document, at, to)
    assert keys(after) == order
    assert after.points[to].id == document.points[at].id
    assert {point.id: point for point in after.points} == {point.id: point for point in document.points}


def test_patients_are_added_at_the_end_and_taken_off(document: Document) -> None:
    more = added(document, points_of((Case("MDO-0009"),), 5))
    assert keys(more) == [1, 2, 3, 4, 5, 9]
    assert more.points[-1].id == 5
    assert keys(removed(more, 1)) == [1, 3, 4, 5, 9]
    last = document_of((Case("MDO-0001"),))
    assert removed(last, 0) is last  # a meeting is never without a patient


def test_the_place_of_a_patient_and_the_next_free_key(document: Document) -> None:
    assert document.place(3) == 3
    assert document.place(99) is None
    assert document.free_key() == "MDO-0006"
    assert removed(document, 1).free_key() == "MDO-0002"


def test_a_key_that_somebody_had_before_is_given_to_nobody(document: Document) -> None:
    """One that the program gives; what was typed may be a name, and does not stay behind."""
    after = with_former(document, "MDO-0006")
    assert after.free_key() == "MDO-0007"
    assert after.kept_keys == document.kept_keys
    assert with_former(after, "mdo\u20110006") is after
    for typed in ("Jansen", "Jansen 0006", "12-03-1955", "1234567"):
        assert with_former(document, typed) is document


def test_who_gives_way_stays_the_same_patient_and_an_example_does_not(document: Document) -> None:
    """By its id is found what is half written on it."""
    document = with_point(document, 1, replace(document.points[1], standing="deferred"))
    example = replace(document.points[2], case=Case("MDO-0003", title_example=True))
    document = with_point(document, 2, example)
    after = replaced(document, points_of((Case("mdo-0002", question="?"), Case("MDO-0003", question="?")), 7))
    assert [(point.case.question, point.id, point.standing) for point in after.points[1:3]] == [
        ("?", 1, "deferred"),
        ("?", 8, "open"),
    ]


def test_a_key_of_a_patient_that_cannot_be_read_is_taken_and_kept(document: Document) -> None:
    document = replace(document, unread=(Unread("mdo-0006", "longembolie", "{}"),))
    assert document.free_key() == "MDO-0007"
    assert document.kept_keys == {"mdo-0006"}  # the others are keys and nothing else
    assert document.taken_keys == {f"mdo-{n:04d}" for n in range(1, 7)}


def test_who_is_at_the_meeting_counts_for_a_case_that_names_nobody(document: Document) -> None:
    there, own = (Attendee("radiotherapie"),), (Attendee("neurologie"),)
    document = replace(document, about=About(attendees=there))
    document = with_point(document, 1, replace(document.points[1], case=Case("MDO-0002", attendees=own)))
    assert document.on_paper(0).attendees == there
    assert document.on_paper(1).attendees == own
    assert document.points[0].case.attendees == ()


def test_each_patient_is_counted_once_and_who_deviates_twice(document: Document) -> None:
    follow, deviate = Decision("lv_lang", None, "follow"), Decision("lv_lang", None, "deviate")
    for at, (decisions, standing) in enumerate(
        [((follow,), "open"), ((follow, deviate), "done"), ((follow,), "deferred"), ((), "done"), ((), "open")]
    ):
        case = replace(document.points[at].case, decisions=decisions)
        point = replace(document.points[at], case=case, standing=standing)  # type: ignore[arg-type]
        document = with_point(document, at, point)
    found = tally(document)
    assert (found.decided, found.deviating, found.deferred, found.incomplete) == ((0, 1), (1,), (2,), (3, 4))


def test_what_the_board_decided_itself_is_counted_apart(document: Document) -> None:
    own, deviate = Decision("lv_lang", None, "own"), Decision("lv_lang", None, "deviate")
    for at, decisions in enumerate([(own,), (own, deviate), (deviate,)]):
        point = document.points[at]
        document = with_point(document, at, replace(point, case=replace(point.case, decisions=decisions)))
    found = tally(document)
    assert (found.decided, found.own, found.deviating) == ((0, 1, 2), (0, 1), (1, 2))
    assert [how_decided(point) for point in document.points[:3]] == ["own", "deviating", "deviating"]
