"""The patient as a board knows one, on page, in text and in JSON: it decides nothing, and nothing of it is cut."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from mdo_viewer.guideline.model import Fact, Pack, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.reports_help import NOON, pack, real

COURSES = (Course("T8", 8, 1, date(2026, 10, 12)), Course("heup", 37.5, 15), Course(end=date(2024, 3, 1)))


@cache
def with_described() -> Pack:
    """The pack with two facts of our own that decide nothing."""
    tumour = Fact("zz_tumor", "text", Text("Tumor van de proef", "Tumour of the test"), role="describes")
    marked = Fact("zz_merk", "bool", Text("Merk van de proef", "Mark of the test"), role="marks")
    return replace(pack(), described=(*pack().described, tumour), marks=(*pack().marks, marked))


def described() -> Case:
    case = real("MDO-0003").with_value("zz_tumor", "mamma, ER-positief").with_unknown("zz_merk")
    steroids = (Steroid(date(2026, 11, 20), 16, "dexamethason"),)
    return replace(case, courses=COURSES, operations=(Operation("T8", "decompressie"),), steroids=steroids)


def data(case: Case) -> Any:
    return page_data(summarise(with_described(), case, NOON, "nl"), None)


def test_a_patient_of_whom_nothing_more_is_known_has_no_block() -> None:
    case = real("MDO-0003")
    assert data(case)["patient"] is None
    assert "DE PATIËNT" not in as_text(summarise(with_described(), case, NOON, "nl"))


def test_the_page_has_described_facts_and_tables_with_every_part() -> None:
    block = data(described())["patient"]
    assert [(each["label"], each["value"]) for each in block["facts"]] == [
        ("Tumor van de proef", "mamma, ER-positief"),
        ("Merk van de proef", "onbekend"),
    ]
    courses, operations, steroids = block["right"]
    assert courses["columns"] == ["plaats", "dosis", "fracties", "einde"]
    assert courses["rows"] == [
        ["T8", "8 Gy", "1", "12-10-2026"],
        ["heup", "37,5 Gy", "15", "onbekend"],
        ["onbekend", "onbekend", "onbekend", "01-03-2024"],
    ]
    assert operations["rows"] == [["T8", "decompressie", "onbekend"]]
    assert steroids["rows"] == [["20-11-2026", "16 mg", "dexamethason"]]


def test_without_facts_the_tables_stand_in_both_columns() -> None:
    block = data(replace(described(), patient=real("MDO-0003").patient))["patient"]
    assert [[each["title"] for each in block[side]] for side in ("left", "right")] == [
        ["Eerdere radiotherapie"],
        ["Operaties", "Corticosteroïden"],
    ]


def test_text_and_json_say_the_same() -> None:
    summary = summarise(with_described(), described(), NOON, "en")
    text = as_text(summary)
    assert "THE PATIENT" in text
    assert "- Tumour of the test: mamma, ER-positief" in text
    assert "- Mark of the test: unknown" in text
    assert "- Earlier radiotherapy: place: heup; dose: 37.5 Gy; fractions: 15; end: unknown" in text
    plain = json.loads(as_json(summary))
    assert plain["courses"][0] == {"site": "T8", "dose": 8, "fractions": 1, "end": "2026-10-12"}
    assert plain["courses"][2] == {"site": None, "dose": None, "fractions": None, "end": "2024-03-01"}
    assert plain["operations"] == [{"site": "T8", "what": "decompressie", "date": None}]
    assert plain["steroids"] == [{"since": "2026-11-20", "dose": 16, "name": "dexamethason"}]
    assert [each["id"] for each in plain["described"]] == ["zz_tumor"]
    assert [each["id"] for each in plain["tables"]] == ["courses", "operations", "steroids"]
    assert "zz_tumor" not in [each["id"] for each in plain["facts"]]
