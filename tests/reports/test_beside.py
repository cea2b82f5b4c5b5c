"""Page, text, JSON, `advise` and `journey` say the same of what stands beside the advice, and nothing where there is
nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.guideline.model import LANGUAGES, Language, Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_text
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.cli_pack import call
from tests.help.reports_help import pack, squashed

AT = "2026-11-30T12:00"
NOW = parse_moment(AT)
#: Radiotherapy for pain at six months: tree 9 heads the page, tree 6 gives the dose.
PAIN: dict[str, Value] = {
    "klinische_verdenking_wervelmetastasen": False,
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "weefseldiagnose_bekend": True,
    "pijn": True,
    "neurologische_uitval": False,
    "neurologische_uitval_door_mesmc": False,
    "symptomatische_wortelcompressie": False,
    "conditie": "goed",
    "levensverwachting_maanden": 6,
    "instabiliteit": False,
    "recidief_of_progressie_na_radiotherapie": False,
    "onvoldoende_respons_eerste_radiotherapie": False,
    "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
    "indicatie_systemische_therapie": False,
    "indicatie_chemotherapie": False,
    "adequate_dosis_radiotherapie_mogelijk": True,
    "mesmc_klinisch": False,
    "oligometastasering": False,
    "geopereerd": False,
}
MARKED: dict[str, Value] = {
    **PAIN,
    "mesmc_radiologisch": False,
    "radioresistente_tumor": True,
    "doelgerichte_of_immuuntherapie": True,
    "twee_of_meer_eerdere_bestralingen": False,
}
#: What each surface has to say: marks by their trees, and statements by theirs, with whether they wait for a fact.
CASES: dict[str, tuple[dict[str, Value], dict[str, tuple[int, ...]], dict[str, tuple[tuple[int, ...], bool]]]] = {
    "nothing": ({}, {}, {}),
    "open": (
        PAIN,
        {},
        {
            "astro_chirurgie": ((9,), True),
            "astro_stabiliteit": ((9,), False),
            "astro_stereotactie": ((6,), False),
            "esmo_pijn": ((6,), True),
        },
    ),
    "marked": (
        MARKED,
        {"doelgerichte_of_immuuntherapie": (5, 6, 9), "radioresistente_tumor": (6, 9)},
        {
            "astro_stabiliteit": ((9,), False),
            "astro_stereotactie": ((6,), False),
            "esmo_pijn": ((6,), False),
        },
    ),
    "out of scope": ({**MARKED, "jonger_dan_18": True}, {}, {}),
}
ALL = [(name, language) for name in CASES for language in LANGUAGES]


def case_of(name: str) -> Case:
    return Case("MDO-0001", Patient(CASES[name][0]))


def summary_of(name: str, language: Language, *, later: bool = True) -> Summary:
    return summarise(pack(), case_of(name), NOW, language, later=later)


def mark_texts(name: str, language: Language) -> list[str]:
    found = []
    for id in CASES[name][1]:
        mark = pack().facts_by_id[id].mark
        assert mark is not None
        found.append(mark(language))
    return found


def later_texts(name: str, language: Language) -> list[str]:
    return [each.text(language) for each in pack().later if each.id in CASES[name][2]]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_the_summary_has_each_once_with_its_trees(name: str, language: Language) -> None:
    _, marks, later = CASES[name]
    summary = summary_of(name, language)
    assert {each.id: tuple(sorted(each.trees)) for each in summary.marks} == marks
    assert {each.id: (each.trees, bool(each.waits_for)) for each in summary.later} == later
    assert sorted(each.text for each in summary.marks) == sorted(mark_texts(name, language))
    assert json.loads(as_json(summary))["later_heading"] == {
        "nl": "Na 2015, niet in deze richtlijn",
        "en": "After 2015, not in this guideline",
    }[language]  # fmt: skip


@pytest.mark.parametrize(("name", "language"), ALL)
def test_text_and_page_say_them_all_and_no_other(name: str, language: Language) -> None:
    summary = summary_of(name, language)
    for text in (as_text(summary), json.dumps(page_data(summary, None), ensure_ascii=False)):
        said = squashed(text)
        assert {each.id for each in pack().later if squashed(each.text(language)) in said} == CASES[name][2].keys()
        assert (squashed(summary.later_heading).upper() in said.upper()) is bool(CASES[name][2])
        marks = {fact.id for fact in pack().marks if fact.mark and squashed(fact.mark(language)) in said}
        assert marks == CASES[name][1].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_page_they_stand_under_the_advice_and_beside_the_outcome_of_other_trees(language: Language) -> None:
    data: Any = page_data(summary_of("marked", language), None)
    assert sorted(data["advice"]["marks"]) == sorted(mark_texts("marked", language))
    under = [words for words, _ in data["later"]["points"]]
    assert under == [each.text(language) for each in pack().later if each.id == "astro_stabiliteit"]
    rows = {row["number"]: row for row in data["trees"]["rows"]}
    assert rows["9"]["later"] is None
    assert [words for words, _ in rows["6"]["later"]["points"]] == [
        each.text(language) for each in pack().later if each.id in ("astro_stereotactie", "esmo_pijn")
    ]
    for mark in mark_texts("marked", language):
        assert mark in rows["6"]["lines"]
        assert mark not in rows["9"]["lines"]


def test_who_has_read_them_is_said_once() -> None:
    text = as_text(summary_of("marked", "nl"))
    assert text.count("GELEZEN DOOR: GEEN CLINICUS") == 1
    assert "gelezen door" not in text.replace("GELEZEN DOOR", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_from_after_the_guideline_can_be_left_out_and_marks_cannot(language: Language) -> None:
    with_them, without = summary_of("marked", language), summary_of("marked", language, later=False)
    assert without.marks == with_them.marks != ()
    assert without.later == ()
    assert without.later_heading not in as_text(without)
    document = document_of((case_of("marked"),))
    (case,) = summarise_meeting(pack(), document, NOW, language, later=False).cases
    assert case.later == ()
    assert case.marks == with_them.marks


@pytest.mark.parametrize(("name", "language"), ALL)
def test_advise_and_journey_say_the_same(
    name: str, language: Language, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (file := tmp_path / "casus.yaml").write_text(write_case(case_of(name), pack()), "utf-8")
    told = call(capsys, "journey", "--facts", file, "--at", AT, "--lang", language, "--json").json["trees"]
    _, marks, later = CASES[name]
    numbers = {tree.id: tree.number for tree in pack().trees}
    found_marks: dict[str, tuple[int, ...]] = {}
    found_later: dict[str, tuple[tuple[int, ...], bool]] = {}
    for tree in told:
        number = numbers[tree["tree"]]
        for id in tree.get("marks", ()):
            found_marks[id] = (*found_marks.get(id, ()), number)
        for each in tree.get("later", ()):
            found_later[each["id"]] = ((number,), each["waits_for"] is not None)
    assert (found_marks, found_later) == (marks, later)
    text = squashed(call(capsys, "journey", "--facts", file, "--at", AT, "--lang", language).out)
    for words in (*mark_texts(name, language), *later_texts(name, language)):
        assert text.count(squashed(words)) == 1
    one = call(capsys, "advise", "--tree", "radiotherapie", "--facts", file, "--lang", language, "--json").json
    assert set(one.get("marks", ())) == {id for id, trees in marks.items() if 6 in trees}


@pytest.mark.parametrize(("at", "due"), [("2027-11-30T23:59", False), ("2027-12-01T00:00", True)])
def test_the_foot_says_when_the_day_of_review_has_passed(at: str, *, due: bool) -> None:
    now = parse_moment(at)
    said = "Deze bomen moesten uiterlijk 30-11-2027 zijn nagekeken. Ga na of ze nog gelden."
    summary = summarise(pack(), case_of("marked"), now, "nl")
    assert summary.foot.review == (said if due else "")
    data: Any = page_data(summary, None)
    meeting: Any = meeting_data(summarise_meeting(pack(), document_of((case_of("marked"),)), now, "nl"), "all")
    for below in (data["foot"]["below"], meeting["foot"]["below"]):
        assert below.startswith(said) is due
        assert below.endswith(summary.foot.disclaimer)
    texts = (
        as_text(summary),
        meeting_text(summarise_meeting(pack(), document_of((case_of("marked"),)), now, "nl")),
    )
    for text in texts:
        assert (squashed(said) in squashed(text)) is due
