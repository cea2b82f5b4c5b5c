"""What is asked back over two places, on the page, as text and as JSON: at both places, and for one place nothing."""

from __future__ import annotations

import json
from typing import Any

from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_json, meeting_text
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.reports_help import NOON, pack, squashed

T8 = "T8: ASIA-score (AIS): A · L2: ASIA-score (AIS): E"
L2 = "L2: ASIA-score (AIS): E · T8: ASIA-score (AIS): A"


def case(site: str, **values: Value) -> Case:
    return Case("MDO-0001", Patient(values), site=site)


TWO = (case("T8", asia_score="A"), case("L2", asia_score="E"))


def test_each_place_has_it_with_both_names_and_values() -> None:
    made = summarise_meeting(pack(), document_of(TWO), NOON, "nl")
    text = squashed(meeting_text(made))
    data: Any = meeting_data(made, "all")
    for at, said in enumerate((T8, L2)):
        assert squashed(said) in text
        assert [each["said"] for each in data["cases"][at]["doubtful"]] == [said]
    (first, second) = (each["doubtful"][0] for each in json.loads(meeting_json(made))["cases"])
    assert first["facts"] == {"asia_score": "A"}
    assert first["other"] == {"here": "T8", "site": "L2", "facts": {"asia_score": "E"}}
    assert second["other"] == {"here": "L2", "site": "T8", "facts": {"asia_score": "A"}}


def test_a_page_of_one_place_says_it_with_the_others_and_alone_not() -> None:
    one, two = TWO
    assert squashed(T8) in squashed(as_text(summarise(pack(), one, NOON, "nl", others=(two,))))
    assert "L2" not in as_text(summarise(pack(), one, NOON, "nl"))
