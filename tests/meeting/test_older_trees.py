"""A meeting that was written with other trees opens; what they do not know any more stands aside and is not lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import AdviceThen, Case, Confirmation, Decision
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.confirming import asked_back
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.older_trees import read_known
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.settling import settle

AT = parse_moment("2026-11-22T14:30")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


def written(pack: Pack, *lines: str) -> str:
    """A case of three facts with these lines under `facts`."""
    case = Case("MDO-0001").with_value("pijn", True).with_value("levensverwachting_maanden", 7)
    whole = write_case(case.with_unknown("mesmc_klinisch"), pack)
    return whole.replace("facts:\n", "facts:\n" + "".join(f"  {line}\n" for line in lines))


def test_a_case_of_these_trees_is_read_as_ever(pack: Pack) -> None:
    for case in example_cases(pack):
        assert read_known(write_case(case, pack), pack) == (case, ())


@pytest.mark.parametrize(
    "line",
    ["een_oud_gegeven: ja", "een_oud_gegeven: [a, b]", "asia_score: Z", "levensverwachting_weken: 7", '"x": nee'],
)
def test_a_fact_that_is_gone_stands_aside(pack: Pack, line: str) -> None:
    case, aside = read_known(written(pack, line), pack)
    assert aside == (line,)
    assert case.patient.values == {"pijn": True, "levensverwachting_maanden": 7}
    assert case.patient.unknown == {"mesmc_klinisch"}


def test_a_value_that_is_no_longer_possible_stands_aside(pack: Pack) -> None:
    text = written(pack).replace("levensverwachting_maanden: 7", "levensverwachting_maanden: 9000")
    case, aside = read_known(text, pack)
    assert aside == ("levensverwachting_maanden: 9000",)
    assert case.patient.values == {"pijn": True}


def test_an_outcome_that_is_gone_leaves_the_decision_with_what_it_stood_on(pack: Pack) -> None:
    then = AdviceThen(AT, "0.9.0", "ab12", Text("Bestralen", "Irradiate"), Text("", ""), ())
    decision = Decision("lv_lang", "chirurgie", "follow", text="opereren", then=then)
    text = write_case(replace(Case("MDO-0001"), decisions=(decision,)), pack)
    case, aside = read_known(text.replace("advice: chirurgie", "advice: een_oude_uitkomst"), pack)
    assert aside == ("advice: een_oude_uitkomst",)
    assert case.decisions == (replace(decision, advice=None),)


def test_a_decision_on_a_tree_that_is_gone_stands_aside_as_a_whole(pack: Pack) -> None:
    decisions = (Decision("lv_lang", None, "follow", text="blijft"), Decision("followup", None, "deviate", text="weg"))
    text = write_case(replace(Case("MDO-0001"), decisions=decisions), pack)
    case, aside = read_known(text.replace("tree: followup", "tree: een_oude_boom"), pack)
    assert case.decisions == decisions[:1]
    assert "- tree: een_oude_boom" in aside
    assert 'text: "weg"' in aside


def test_a_case_without_a_key_is_none(pack: Pack) -> None:
    with pytest.raises(Exception, match="case"):
        read_known("facts: {}\n", pack)


def of_older_trees(pack: Pack, change: Any) -> bytes:
    """A meeting of the example as it would have been written when the trees were others."""
    plain = json.loads(write_meeting(Meeting(document_of(example_cases(pack)), 0, "lv_lang"), pack))
    change(plain["points"])
    return json.dumps(plain).encode()


def test_what_stood_aside_is_written_again_and_added_to(pack: Pack) -> None:
    def change(points: list[dict[str, Any]]) -> None:
        points[0]["case"] = points[0]["case"].replace("facts:\n", "facts:\n  een_oud_gegeven: ja\n")
        points[0]["aside"] = ["nog_ouder: nee"]

    opened = read_meeting(of_older_trees(pack, change), pack)
    assert opened.document.points[0].aside == ("nog_ouder: nee", "een_oud_gegeven: ja")
    assert opened.document.cases == example_cases(pack)
    again = read_meeting(write_meeting(opened, pack), pack)
    assert again == opened


def test_what_was_half_written_on_a_tree_that_is_gone_stands_aside(pack: Pack) -> None:
    half = (Decision("lv_lang", None, "deviate", text="blijft"), Decision("followup", None, "deviate", text="half"))
    meeting = Meeting(document_of(example_cases(pack)), 0, "lv_lang", tuple((0, each) for each in half))
    plain = json.loads(write_meeting(meeting, pack))
    first = plain["points"][0]
    first["drafts"] = first["drafts"].replace("tree: followup", "tree: een_oude_boom")
    opened = read_meeting(json.dumps(plain).encode(), pack)
    assert opened.drafts == ((0, half[0]),)
    assert {"- tree: een_oude_boom", 'text: "half"'} <= set(opened.document.points[0].aside)
    assert read_meeting(write_meeting(opened, pack), pack) == opened


def test_a_meeting_of_a_guideline_that_is_not_here_opens_without_its_patients_and_keeps_them(pack: Pack) -> None:
    plain = json.loads(write_meeting(Meeting(document_of(example_cases(pack)), 2), pack))
    plain["pack"]["id"] = "longembolie"
    opened = read_meeting(json.dumps(plain).encode(), pack)
    assert [point.key for point in opened.document.unread] == ["MDO-0001", "MDO-0002", "MDO-0003"]
    assert opened.document.cases == (Case("MDO-0004"),)  # a meeting is never without a patient
    again = json.loads(write_meeting(opened, pack))["points"]
    assert [{**point, "pack": "longembolie"} for point in plain["points"]] == again[1:]


def test_values_under_a_closed_question_are_kept(pack: Pack) -> None:
    """They do not count, but the board typed them: opening the question again brings them back."""
    case = Case("MDO-0001").with_value("lhermitte", False)
    case = case.with_value("lhermitte_met_nekpijn_of_zonder_andere_oorzaak", True)
    assert settle(pack, case.patient.values).unused
    meeting = Meeting(document_of((case,)), 0, "lv_lang")
    assert read_meeting(write_meeting(meeting, pack), pack) == meeting


def test_a_closed_value_that_would_count_now_and_contradict_stands_aside(pack: Pack) -> None:
    case = Case("MDO-0001").with_value("asia_score", "A")
    plain = json.loads(write_meeting(Meeting(document_of((case,))), pack))
    plain["points"][0]["closed"] = "onbekend_gegeven: ja\nneurologische_uitval: nee"
    (point,) = read_meeting(json.dumps(plain).encode(), pack).document.points
    settle(pack, point.case.patient.values)  # nothing that cannot be true together
    assert point.case == case
    assert point.aside == ("onbekend_gegeven: ja", "neurologische_uitval: nee")


def test_a_confirmation_of_facts_that_are_gone_stands_aside(pack: Pack) -> None:
    """Of what is left of it nobody said that it is so."""
    said = Confirmation({"pijn": True, "mesmc_klinisch": False}, "voorzitter", AT)
    text = write_case(replace(Case("MDO-0001"), confirmed=(said,)), pack)
    assert read_known(text, pack)[0].confirmed == (said,)
    case, aside = read_known(text.replace("mesmc_klinisch", "een_oud_gegeven"), pack)
    assert aside == ("een_oud_gegeven: nee",)
    assert [dict(each.facts) for each in case.confirmed] == [{"pijn": True}]
    assert asked_back(pack, settle(pack, {"pijn": True, "mesmc_klinisch": False}), case.confirmed) == ()
