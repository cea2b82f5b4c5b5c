"""FACTS and CASE files: what they may say, and every problem at its place."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_viewer.guideline.model import Pack, Text
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import (
    Action,
    Attendee,
    Case,
    Confirmation,
    Decision,
    Detail,
    EarlierDecision,
    EarlierValue,
    TakenOver,
)
from mdo_viewer.meeting.case_file import CASE_KEYS, FactsFile, read_case, read_facts
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from tests.help.small_packs import FACTS, small_pack

SET = """\
  - id: risico
    type: set
    label: Risico
    values: [{id: ulcus, label: Ulcus}, {id: nsaid, label: NSAID}]
  - {id: duur, type: number, label: Duur, range: 0-9999}
  - {id: diep, type: bool, label: Diep, only_if: dagen > 7}
implications:
  - {if: diep, then: [pijn]}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return small_pack(tmp_path_factory.mktemp("pack"), facts=FACTS.replace("implications:\n", SET))


def facts(pack: Pack, text: str | bytes) -> FactsFile:
    return read_facts(text, "feiten.yaml", pack)


def values(pack: Pack, text: str) -> dict[str, object]:
    return dict(facts(pack, text).patient.values)


def problems(pack: Pack, text: str | bytes, *, case: bool = False) -> list[str]:
    """The problems as `LINE:COL: Dutch | English`."""
    with pytest.raises(Refused) as caught:
        (read_case if case else read_facts)(text, "feiten.yaml", pack)
    found = caught.value.problems
    assert all(str(each.place).startswith("feiten.yaml:") for each in found)
    assert all(each.message.nl and each.message.en and each.message.nl != each.message.en for each in found)
    return [f"{each.place.line}:{each.place.column}: {each.message.nl} | {each.message.en}" for each in found]


# --- values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["true", "ja", "yes", "True", "TRUE", "Ja", "JA", "YES", "'ja'", '"true"'])
def test_yes_in_every_way(pack: Pack, word: str) -> None:
    assert values(pack, f"pijn: {word}") == {"pijn": True}


@pytest.mark.parametrize("word", ["false", "nee", "no", "False", "FALSE", "Nee", "NO", "'nee'", '"no"'])
def test_no_in_every_way(pack: Pack, word: str) -> None:
    assert values(pack, f"pijn: {word}") == {"pijn": False}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("2.5", 2.5),
        ("2,5", 2.5),
        ("'2,5'", 2.5),
        ('"7"', 7),
        ("0", 0),
        ("240", 240),
        ("3.0", 3),
        ("7.125", 7.125),
    ],
)
def test_numbers_with_point_or_comma(pack: Pack, written: str, value: float) -> None:
    assert values(pack, f"maanden: {written}") == {"maanden": value}


@pytest.mark.parametrize("written", ["3", "3.0", "3,0", "'3.0'"])
def test_a_whole_decimal_is_an_integer(pack: Pack, written: str) -> None:
    found = values(pack, f"wervels: {written}")["wervels"]
    assert found == 3
    assert type(found) is int


def test_choices_and_sets(pack: Pack) -> None:
    assert values(pack, "graad: B") == {"graad": "B"}
    assert values(pack, "risico: []") == {"risico": ()}
    assert values(pack, "risico: [nsaid]") == {"risico": ("nsaid",)}
    assert values(pack, "risico:\n  - nsaid\n  - ulcus\n") == {"risico": ("nsaid", "ulcus")}


@pytest.mark.parametrize("word", ["null", "~", "", "Null", "NULL"])
def test_null_is_not_asked(pack: Pack, word: str) -> None:
    assert facts(pack, f"pijn: {word}\nuitval: ja\n").patient == Patient({"uitval": True})


@pytest.mark.parametrize("word", ["onbekend", "unknown", "Onbekend", "UNKNOWN", '"onbekend"'])
@pytest.mark.parametrize("fact", ["pijn", "maanden", "graad", "risico", "wervels", "kind"])
def test_unknown_is_asked_and_kept_apart(pack: Pack, word: str, fact: str) -> None:
    assert facts(pack, f"{fact}: {word}").patient == Patient({}, frozenset({fact}))


def test_scope_questions_are_facts(pack: Pack) -> None:
    assert values(pack, "kind: nee") == {"kind": False}


def test_under_facts_as_well_as_at_the_top(pack: Pack) -> None:
    flat = facts(pack, "pijn: ja\nmaanden: 3,5\n")
    assert facts(pack, "facts:\n  pijn: ja\n  maanden: 3,5\n") == flat
    assert facts(pack, '{"facts": {"pijn": true, "maanden": 3.5}}') == flat
    assert facts(pack, '{"pijn": true,\n\t"maanden": 3.5}') == flat
    assert facts(pack, "\ufeffpijn: ja\nmaanden: 3,5\n".encode()) == flat
    assert facts(pack, "facts: {}") == facts(pack, "{}") == FactsFile(Patient())


def test_json_null_and_text(pack: Pack) -> None:
    text = json.dumps(
        {"case": "MDO-1", "facts": {"pijn": None, "graad": "A"}, "notes": None, "question": "né \U0001f642 ?"}
    )
    case = read_case(text, "feiten.json", pack)
    assert case == Case("MDO-1", Patient({"graad": "A"}), question="né \U0001f642 ?")


# --- details and moments ------------------------------------------------------------------------------------------


def test_details_and_moments(pack: Pack) -> None:
    found = facts(
        pack,
        """\
pijn: ja
moments: {begin_op: 2026-11-22T08:15}
details:
  pijn: {date: 2026-11-20, origin: K, method: anamnese, reason: zie brief, set_at: "2026-11-22T09:00"}
  uitval: {}
""",
    )
    assert found.patient.moments == {"begin_op": parse_moment("2026-11-22T08:15")}
    assert found.details == {
        "pijn": Detail(date(2026, 11, 20), "K", "anamnese", "zie brief", parse_moment("2026-11-22T09:00")),
        "uitval": Detail(),
    }


def test_the_repeated_hour_is_the_earlier_one(pack: Pack) -> None:
    found = facts(pack, "moments: {begin_op: 2026-10-25T02:30}").patient.moments["begin_op"]
    assert found.isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize(
    ("moment", "dutch", "english"),
    [
        ("2026-03-29T02:30", "bestaat niet", "does not exist"),
        ("2026-11-22", "zonder tijd", "without a time"),
        ("gisteren", "geen moment", "not a moment"),
        ("[1]", "geen lijst", "not a list"),
    ],
)
def test_moments_that_are_none(pack: Pack, moment: str, dutch: str, english: str) -> None:
    (line,) = problems(pack, f"moments:\n  begin_op: {moment}\n")
    assert line.startswith("2:13: ")
    assert dutch in line
    assert english in line


# --- problems -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "parts"),
    [
        ("pijjn: ja", "1:1", ["'pijjn'", "Bedoelt u 'pijn'?", "Did you mean 'pijn'?"]),
        ("facts:\n  Pijn: ja", "2:3", ["Bedoelt u 'pijn'?"]),
        ("pijn: misschien", "1:7", ["ja, nee of onbekend", "yes, no or unknown"]),
        ("pijn: 1", "1:7", ["ja, nee of onbekend"]),
        ("pijn: [ja]", "1:7", ["geen lijst"]),
        ("pijn: ''", "1:7", ["ontbreekt een waarde"]),
        ("pijn: 'null'", "1:7", ["ja, nee of onbekend"]),
        ("maanden: veel", "1:10", ["geen getal", "not a number"]),
        ("maanden: ja", "1:10", ["geen getal"]),
        ("maanden: .inf", "1:10", ["geen getal"]),
        ("maanden: NaN", "1:10", ["geen getal"]),
        ("maanden: 1_0", "1:10", ["geen getal"]),
        ("maanden: 240,1", "1:10", ["0 – 240"]),
        ("maanden: -1", "1:10", ["0 – 240"]),
        ("wervels: 2.5", "1:10", ["geen heel getal", "whole number"]),
        ("wervels: 31", "1:10", ["0 – 30"]),
        ("duur: 1.000", "1:7", ["1000 of 1 betekenen", "1000 or 1."]),
        ("duur: 8,750", "1:7", ["8750 of 8,75"]),
        ("graad: a", "1:8", ["A, B of C", "A, B or C"]),
        ("risico: nsaid", "1:9", ["lijst", "list"]),
        ("risico: [nsaid, paracetamol]", "1:17", ["ulcus of nsaid"]),
        ("risico: [nsaid, nsaid]", "1:17", ["dubbel", "double"]),
        ("moments: {begin: 2026-11-22T08:15}", "1:11", ["Bedoelt u 'begin_op'?"]),
        ("details: {pijnn: {origin: K}}", "1:11", ["Bedoelt u 'pijn'?"]),
        ("details: {pijn: {orgin: K}}", "1:18", ["Bedoelt u 'origin'?"]),
        ("details: {pijn: {date: 22-11-2026}}", "1:24", ["geen datum"]),
        ("- pijn", "1:1", ["sleutel"]),
        ("", "1:1", ["leeg", "empty"]),
        ("pijn: ja\npijn: nee", "2:1", ["dubbel", "twice"]),
        ("pijn: *x", "1:7", ["niet toegestaan"]),
        ("pijn: ja\n\tuitval: ja", "2:1", ["tab"]),
    ],
)
def test_one_problem(pack: Pack, text: str, place: str, parts: list[str]) -> None:
    (line,) = problems(pack, text)
    assert line.startswith(f"{place}: ")
    for part in parts:
        assert part in line


def test_facts_at_both_levels(pack: Pack) -> None:
    lines = problems(pack, "facts: {pijn: ja}\nuitval: ja\nuitvl: ja\n")
    assert [line[:4] for line in lines] == ["2:1:", "3:1:"]
    assert "naast 'facts'" in lines[0]
    assert "Bedoelt u 'uitval'" in lines[1]


def test_every_problem_in_one_run(pack: Pack) -> None:
    lines = problems(
        pack,
        """\
pijn: misschien
wervels: 99
onzin: 3
moments: {begin_op: nooit}
details: {pijn: {date: ooit}}
urgent: soms
""",
    )
    assert [line[:2] for line in lines] == ["1:", "2:", "3:", "4:", "5:", "6:"]


def test_contradictions_name_both_with_their_lines(pack: Pack) -> None:
    (line,) = problems(pack, "facts:\n  uitval: nee\n  pijn: ja\n  graad: A\n")
    assert line.startswith("4:10: ")
    assert "«Uitval: nee»" in line
    assert "«Graad: A»" in line
    assert "(uitval op regel 2, graad op regel 4)" in line
    assert "(uitval on line 2, graad on line 4)" in line
    (line,) = problems(pack, "graad: A\nuitval: nee\n")
    assert line.startswith("2:9: ")
    assert "graad op regel 1" in line


def test_two_contradictions_in_one_run(pack: Pack) -> None:
    lines = problems(pack, "graad: A\nuitval: nee\n")
    assert len(lines) == 1
    lines = problems(pack, "uitval: ja\ndagen: 9\ndiep: ja\npijn: nee\nwervels: 99\n")
    assert [line[:2] for line in lines] == ["4:", "5:"]


def test_a_value_under_a_closed_only_if(pack: Pack) -> None:
    (line,) = problems(pack, "uitval: nee\ndagen: 3\n")
    assert line.startswith("2:8: ")
    assert "«Ontstaan in (dagen)» geldt alleen bij: Uitval" in line
    assert "applies only with" in line
    assert "(dagen op regel 2, uitval op regel 1)" in line
    lines = problems(pack, "dagen: 3\ndiep: nee\n")
    assert [line[:4] for line in lines] == ["2:7:"]


def test_a_value_under_an_open_only_if_stands(pack: Pack) -> None:
    assert values(pack, "dagen: 3") == {"dagen": 3}
    assert values(pack, "dagen: 3\nuitval: onbekend") == {"dagen": 3}


def test_unknown_under_a_closed_only_if_is_no_value(pack: Pack) -> None:
    assert facts(pack, "uitval: nee\ndagen: onbekend\n").patient.unknown == {"dagen"}


# --- cases --------------------------------------------------------------------------------------------------------

FULL = """\
case: MDO-0003
site: T8
title_example: ja
question: Behandeling?
urgent: yes
discussed_at: 2026-11-22T15:20
facts:
  uitval: ja
  dagen: 3,5
  pijn: onbekend
details:
  uitval: {origin: K}
moments:
  begin_op: 2026-11-22T08:15+01:00
courses:
  - {site: T8, dose: 8, fractions: 1, end: 2026-10-12}
  - {site: heup, dose: "37,5", end: null}
operations:
  - {site: T8, what: decompressie, date: 2026-09-01}
steroids:
  - {since: 2026-11-20, dose: 16, name: dexamethason}
attendees:
  - {specialty: neuroloog, role: voorzitter}
  - {specialty: radioloog}
done:
  boom.snel: 2026-11-22T12:00
decisions:
  - {tree: casus, kind: follow_with_condition, condition: na overleg, text: doen}
  - tree: boom
    advice: boom.later
    kind: deviate
    reason_code: patient_wish
    reason: wil niet
    chosen: {boom: bestralen}
alternatives: [afwachten, opereren]
preferences: thuis
shared_decision: not_yet
lead_physician: dr. X
gp_informed: nee
actions:
  - {who: NC, what: bellen, before: 2026-11-23T10:00}
  - what: brief
rediscuss: over een week
notes: |
  regel 1
  regel 2
confirmed:
  - {facts: {uitval: ja, pijn: nee}, by: voorzitter, at: 2026-11-22T14:31}
taken_over:
  day: 2026-11-15
  rediscuss: na de MRI
  earlier:
    pijn: {value: ja, day: 2026-11-14}
  decisions:
    - {tree: casus, kind: own, day: 2026-11-15, text: afwachten, before: 2026-11-20T12:00}
    - tree: boom_van_toen
      kind: deviate
      day: 2026-11-15
      about: {nl: 1 Boom, en: 1 Tree}
      heading: {nl: Opereren, en: Operate}
      choice: {nl: Bestralen, en: Irradiate}
      reason_code: patient_wish
"""


def test_a_full_case(pack: Pack) -> None:
    case = read_case(FULL, "feiten.yaml", pack)
    assert case == Case(
        case="MDO-0003",
        patient=Patient(
            {"uitval": True, "dagen": 3.5}, frozenset({"pijn"}), {"begin_op": parse_moment("2026-11-22T08:15")}
        ),
        title_example=True,
        question="Behandeling?",
        urgent=True,
        discussed_at=parse_moment("2026-11-22T15:20"),
        details={"uitval": Detail(origin="K")},
        attendees=(Attendee("neuroloog", "voorzitter"), Attendee("radioloog")),
        done={"boom.snel": parse_moment("2026-11-22T12:00")},
        decisions=(
            Decision("casus", None, "follow_with_condition", condition="na overleg", text="doen"),
            Decision("boom", "later", "deviate", reason_code="patient_wish", reason="wil niet", chosen="bestralen"),
        ),
        alternatives=("afwachten", "opereren"),
        preferences="thuis",
        shared_decision="not_yet",
        lead_physician="dr. X",
        gp_informed=False,
        actions=(Action("bellen", "NC", parse_moment("2026-11-23T10:00")), Action("brief")),
        rediscuss="over een week",
        notes="regel 1\nregel 2\n",
        confirmed=(Confirmation({"uitval": True, "pijn": False}, "voorzitter", parse_moment("2026-11-22T14:31")),),
        site="T8",
        courses=(Course("T8", 8, 1, date(2026, 10, 12)), Course("heup", 37.5)),
        operations=(Operation("T8", "decompressie", date(2026, 9, 1)),),
        steroids=(Steroid(date(2026, 11, 20), 16, "dexamethason"),),
        taken_over=TakenOver(
            date(2026, 11, 15),
            (EarlierValue("pijn", True, date(2026, 11, 14)),),
            (
                EarlierDecision(
                    "casus", "own", date(2026, 11, 15), text="afwachten", before=parse_moment("2026-11-20T12:00")
                ),
                EarlierDecision(
                    "boom_van_toen",
                    "deviate",
                    date(2026, 11, 15),
                    Text("1 Boom", "1 Tree"),
                    Text("Opereren", "Operate"),
                    Text("Bestralen", "Irradiate"),
                    reason_code="patient_wish",
                ),
            ),
            "na de MRI",
        ),
    )
    assert set(CASE_KEYS) == {line.split(":")[0] for line in FULL.splitlines() if ": " in line and line[0] != " "} | {
        line[:-1] for line in FULL.splitlines() if line.endswith(":") and line[0] != " "
    }


@pytest.mark.parametrize(("about", "said"), [("boom", "boom 1 ('boom')"), ("casus", "de hele casus")])
def test_two_decisions_on_one_tree_are_refused_in_one_message(pack: Pack, about: str, said: str) -> None:
    entries = [f"{{tree: {about}, kind: own, text: {text}}}" for text in "ab"]
    text = "\n  - ".join(["case: MDO-0009\nfacts: {}\ndecisions:", *entries]) + "\n"
    with pytest.raises(Refused) as refused:
        read_case(text, "zaak.yaml", pack)
    (problem,) = refused.value.problems
    assert problem.line("nl").startswith("zaak.yaml:5:")
    assert f"Patiënt MDO-0009: over {said} staat al een besluit op regel 4." in problem.line("nl")
    with pytest.raises(Refused):  # on one line too
        read_case(f"case: MDO-0009\nfacts: {{}}\ndecisions: [{', '.join(entries)}]\n", "", pack)


def test_a_case_file_serves_as_facts_file(pack: Pack) -> None:
    case = read_case(FULL, "feiten.yaml", pack)
    found = facts(pack, FULL)
    assert replace(found, case=Case("")) == FactsFile(case.patient, case.details, case.confirmed, {"boom": "bestralen"})
    assert (found.case.site, found.case.courses) == (case.site, case.courses)


@pytest.mark.parametrize(
    ("row", "place", "parts"),
    [
        ("courses: T8", "3:10", ["een lijst", "A list"]),
        ("courses: [T8]", "3:11", ["sleutels met waarden", "Keys with values"]),
        ("courses: [{}]", "3:11", ["zegt niets", "says nothing"]),
        ("courses: [{site: null}]", "3:11", ["zegt niets", "says nothing"]),
        ("courses: [{plaats: T8}]", "3:12", ["Onbekende sleutel 'plaats'", "Unknown key 'plaats'"]),
        ("courses: [{dose: 0}]", "3:18", ["0.1 – 200", "0.1 – 200"]),
        ("courses: [{dose: 800}]", "3:18", ["0.1 – 200", "0.1 – 200"]),
        ("courses: [{fractions: 2.5}]", "3:23", ["geen heel getal", "not a whole number"]),
        ("courses: [{end: 12-10-2026}]", "3:17", ["jaar-maand-dag", "year-month-day"]),
        ("courses: [{end: 2026-02-30}]", "3:17", ["geen datum", "not a date"]),
        ("courses: [{end: 0206-10-12}]", "3:17", ["1950 tot en met 2199", "1950 to 2199"]),
        ("operations: [{date: gisteren}]", "3:21", ["geen datum", "not a date"]),
        ("operations: [{what: [a]}]", "3:21", ["één waarde", "One value"]),
        ("steroids: [{dose: 16 mg}]", "3:19", ["geen getal", "not a number"]),
        ("steroids: [{since: 2026-11-20, dose: 5000}]", "3:38", ["0.1 – 2000", "0.1 – 2000"]),
        ("site: [T8]", "3:7", ["één waarde", "One value"]),
        ("courses: [{site: onbekend, end: unknown}]", "3:11", ["zegt niets", "says nothing"]),
        ("site: een naam die te lang is voor een plaats", "3:7", ["hoogstens 24 tekens", "at most 24 characters"]),
    ],
)
def test_a_damaged_row_is_refused_at_its_place(pack: Pack, row: str, place: str, parts: list[str]) -> None:
    (found, *_) = problems(pack, f"case: X\nfacts: {{}}\n{row}\n", case=True)
    assert found.startswith(f"{place}: ")
    assert all(part in found for part in parts)


def test_the_least_case(pack: Pack) -> None:
    assert read_case("case: X\nfacts: {}\n", "feiten.yaml", pack) == Case("X")
    assert read_case("case: X\nfacts:\n", "feiten.yaml", pack) == Case("X")


def test_unknown_in_a_table_is_a_cell_that_says_nothing(pack: Pack) -> None:
    rows = "courses: [{site: T8, dose: onbekend, fractions: 'unknown', end: Onbekend}, {site: 'onbekend'}]\n"
    assert read_case(f"case: X\nfacts: {{}}\n{rows}", "", pack).courses == (Course("T8"), Course("onbekend"))


def test_absent_and_null_are_the_same(pack: Pack) -> None:
    text = "case: X\nfacts: {}\n" + "".join(f"{key}: null\n" for key in CASE_KEYS if key not in ("case", "facts"))
    assert read_case(text, "feiten.yaml", pack) == Case("X")


@pytest.mark.parametrize(
    ("text", "place", "parts"),
    [
        ("facts: {}", "1:1", ["'case' ontbreekt", "'case' is missing"]),
        ("case: X", "1:1", ["'facts' ontbreekt", "'facts' is missing"]),
        ("case: ''\nfacts: {}", "1:7", ["ontbreekt een waarde"]),
        ("case: [X]\nfacts: {}", "1:7", ["geen lijst"]),
        ("case: X\nfacts: {}\nnots: x", "3:1", ["Bedoelt u 'notes'?"]),
        ("case: X\nfacts: [a]", "2:8", ["sleutel"]),
        ("case: X\nfacts: {}\nurgent: soms", "3:9", ["ja of nee"]),
        ("case: X\nfacts: {}\ndiscussed_at: 2026-11-22", "3:15", ["zonder tijd"]),
        ("case: X\nfacts: {}\nattendees: neuroloog", "3:12", ["lijst"]),
        ("case: X\nfacts: {}\nattendees: [neuroloog]", "3:13", ["sleutel"]),
        ("case: X\nfacts: {}\nattendees: [{role: arts}]", "3:13", ["'specialty'"]),
        ("case: X\nfacts: {}\nattendees: [{specialty: null}]", "3:25", ["'specialty'"]),
        ("case: X\nfacts: {}\ndone: {boom.sneller: 2026-11-22T12:00}", "3:8", ["Bedoelt u 'boom.snel'?"]),
        ("case: X\nfacts: {}\ndone: {boom.snel: straks}", "3:19", ["geen moment"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: bom, kind: follow}]", "3:20", ["Bedoelt u 'boom'?"]),
        ("case: X\nfacts: {}\ndecisions: [{kind: follow}]", "3:13", ["'tree'"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: boom}]", "3:13", ["'kind'"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: boom, kind: volgen}]", "3:32", ["follow"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: boom, kind: follow, advice: snell}]", "3:48", ["Bedoelt u 'snel'?"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: boom, kind: deviate, reason_code: x}]", "3:54", ["comorbidity"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: boom, kind: own, chosen: {boom: bestraal}}]", "3:52", ["bestralen"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: boom, kind: own, chosen: {bos: bestralen}}]", "3:46", ["over 'boom'"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: casus, kind: own, chosen: {casus: x}}]", "3:54", ["keuze"]),
        ("case: X\nfacts: {}\ndecisions: [{tree: boom, kind: own, chosen: bestralen}]", "3:45", ["sleutel"]),
        (
            "case: X\nfacts: {}\ndecisions: [{tree: boom, kind: follow, advice: snel, chosen: {boom: bestralen}}]",
            "3:69",
            ["volgt dit advies niet", "Choose opereren"],
        ),
        ("case: X\nfacts: {}\nalternatives: afwachten", "3:15", ["lijst"]),
        ("case: X\nfacts: {}\nshared_decision: misschien", "3:18", ["yes, no of not_yet"]),
        ("case: X\nfacts: {}\nconfirmed: [{facts: {pijn: ja}, at: 2026-11-22T14:31}]", "3:13", ["'by'"]),
        ("case: X\nfacts: {}\nconfirmed: [{facts: {pijn: ja}, by: x, at: nu}]", "3:44", ["geen moment"]),
        ("case: X\nfacts: {}\nconfirmed: [{facts: {pin: ja}, by: x, at: 2026-11-22T14:31}]", "3:22", ["'pijn'?"]),
        ("case: X\nfacts: {}\ntaken_over: {earlier: {}}", "3:13", ["'day'"]),
        (
            "case: X\nfacts: {}\ntaken_over: {day: 2026-11-15, earlier: {pin: {value: ja, day: 2026-11-14}}}",
            "3:41",
            ["'pijn'?"],
        ),
        ("case: X\nfacts: {}\ntaken_over: {day: 2026-11-15, earlier: {pijn: {value: ja}}}", "3:47", ["'day'"]),
        (
            "case: X\nfacts: {}\ntaken_over: {day: 2026-11-15, earlier: {pijn: {value: onbekend, day: 2026-11-14}}}",
            "3:55",
            ["alleen een waarde", "only a value"],
        ),
        ("case: X\nfacts: {}\ntaken_over: {day: 2026-11-15, decisions: [{tree: b, kind: own}]}", "3:43", ["'day'"]),
        ("case: X\nfacts: {}\nactions: [{who: NC}]", "3:11", ["'what'"]),
        ("case: X\nfacts: {}\nactions: [{what: x, before: morgen}]", "3:29", ["geen moment"]),
    ],
)
def test_one_problem_in_a_case(pack: Pack, text: str, place: str, parts: list[str]) -> None:
    (line,) = problems(pack, text, case=True)
    assert line.startswith(f"{place}: ")
    for part in parts:
        assert part in line


def test_a_case_file_has_its_facts_under_facts(pack: Pack) -> None:
    lines = problems(pack, "case: X\npijn: ja\n", case=True)
    assert [line[:4] for line in lines] == ["1:1:", "2:1:"]
    assert "Zet het onder 'facts'" in lines[1]


def test_problems_come_in_the_order_of_the_file(pack: Pack) -> None:
    lines = problems(pack, "notes: [1]\nurgent: soms\nfacts: {pijn: 3}\ncase: []\n", case=True)
    assert [int(line.split(":")[0]) for line in lines] == [1, 2, 3, 4]


@settings(max_examples=150)
@given(data=st.data())
def test_a_damaged_case_is_read_or_refused(pack: Pack, data: st.DataObject) -> None:
    """Whatever is cut out or put in, nothing but Refused comes out."""
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(len(FULL), start + 40)))
    put = data.draw(st.text(max_size=6) | st.sampled_from(["[", "{}", "\n", ": ", "- ", "null", "'", "1e99", "facts:"]))
    for read in (read_case, read_facts):
        with suppress(Refused):
            read(FULL[:start] + put + FULL[end:], "feiten.yaml", pack)


def test_the_same_problem_from_path(pack: Pack, tmp_path: Path) -> None:
    """A name with a colon or a space stays whole in front of line and column."""
    with pytest.raises(Refused) as caught:
        read_facts("pijn: x", "C:\\mijn map\\feiten.yaml", pack)
    assert caught.value.problems[0].line("en").startswith("C:\\mijn map\\feiten.yaml:1:7: ")
