"""Facts of two places of one patient: named with both places and their values, never derived and never refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Confirmation
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.confirming import across, asked_back, others_of, with_confirmation, without_confirmation
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.doubting import DoubtedFacts
from mdo_viewer.reasoning.hashes import pack_hash, together_hash, tree_hash, whole_hash
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle
from mdo_viewer.reasoning.telling import doubted
from mdo_viewer.reasoning.together.pointless import pointless
from tests.help.reports_help import pack as real_pack
from tests.help.small_packs import FACTS, small_pack

OF_PLACE = FACTS
for _label in ("Graad,", "Uitval,", "Ontstaan in (dagen),"):
    OF_PLACE = OF_PLACE.replace(f"label: {_label}", f"label: {_label} of: place,")
ACROSS = """\
across_places:
  - {here: graad = A, there: {any: [graad = B, graad = C]}, why: Twee graden., source: {lines: [4]}}
"""
AT = parse_moment("2026-11-22T14:31")
ELSEWHERE = "uitgebreide_epidurale_uitbreiding_elders"


def place(site: str, **values: Value) -> Case:
    return Case("MDO-0001", Patient(values), site=site)


def said(*cases: Case) -> list[str]:
    """What is asked back at the first place, in words."""
    return [doubted(real_pack(), each, "nl") for each in across(real_pack(), cases[0], cases[1:])]


GRADE = "ASIA-score (AIS)"
OTHER = "Metastasen met uitgebreide epidurale uitbreiding elders in de wervelkolom: nee"
SEEN = "Compressie van myelum of cauda op beeldvorming: ja"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"asia_score": "A"}, {"asia_score": "E"}, [f"T8: {GRADE}: A · L2: {GRADE}: E"]),
        ({"asia_score": "C"}, {"asia_score": "A"}, [f"T8: {GRADE}: C · L2: {GRADE}: A"]),
        ({"asia_score": "A"}, {"asia_score": "A"}, []),
        ({"asia_score": "D"}, {"asia_score": "E"}, []),
        ({"asia_score": "A"}, {}, []),
        ({}, {"asia_score": "E"}, []),
        ({ELSEWHERE: False}, {"mesmc_radiologisch": True}, [f"T8: {OTHER} · L2: {SEEN}"]),
        ({"mesmc_radiologisch": True}, {ELSEWHERE: False}, [f"T8: {SEEN} · L2: {OTHER}"]),
        (
            {ELSEWHERE: False},
            {"mesmc_klinisch": True, "mesmc_radiologisch": False},  # only what speaks against it
            [f"T8: {OTHER} · L2: MESMC met klinische tekenen van dwarslaesie of caudasyndroom: ja"],
        ),
        (
            {ELSEWHERE: False},
            {"neurologische_uitval_door_mesmc": True},  # what follows from others counts as known
            [f"T8: {OTHER} · L2: MESMC met klinische tekenen van dwarslaesie of caudasyndroom: ja"],
        ),
        ({ELSEWHERE: True}, {"mesmc_radiologisch": True}, []),
        ({ELSEWHERE: False}, {"mesmc_radiologisch": False}, []),
        ({ELSEWHERE: False, "mesmc_radiologisch": True}, {}, []),  # not of its own compression
        (
            {ELSEWHERE: False, "mesmc_radiologisch": True},
            {ELSEWHERE: False, "mesmc_radiologisch": True},
            [f"T8: {OTHER} · L2: {SEEN}", f"T8: {SEEN} · L2: {OTHER}"],
        ),
    ],
)
def test_pairs_over_two_places(one: dict[str, Value], two: dict[str, Value], expected: list[str]) -> None:
    found = said(place("T8", **one), place("L2", **two))
    assert found == expected
    assert len(said(place("L2", **two), place("T8", **one))) == len(expected)  # and at the other one too


def test_what_is_not_known_is_not_asked_back() -> None:
    unknown = Case("MDO-0001", Patient({}, frozenset({"asia_score"})), site="L2")
    assert not said(place("T8", asia_score="A"), unknown)


def test_each_other_place_is_named() -> None:
    found = said(place("T8", asia_score="A"), place("L2", asia_score="E"), place("S1", asia_score="D"))
    assert [each.rpartition(" · ")[2] for each in found] == [f"L2: {GRADE}: E", f"S1: {GRADE}: D"]


def test_another_patient_is_not_another_place() -> None:
    cases = (place("T8", asia_score="A"), replace(place("L2", asia_score="E"), case="MDO-0002"))
    assert others_of(document_of(cases), 0) == ()


# --- saying that it is so -----------------------------------------------------------------------------------------


def who(case: Case, *others: Case) -> list[str | None]:
    pack = real_pack()
    found = asked_back(pack, settle(pack, case.patient.values), case.confirmed, over_places=across(pack, case, others))
    return [each.confirmed.by if each.confirmed else None for each in found]


def pair(case: Case, *others: Case) -> DoubtedFacts:
    return across(real_pack(), case, others)[0]


def test_a_confirmation_holds_for_this_place_with_these_values_at_both() -> None:
    one, two = place("T8", asia_score="A"), place("L2", asia_score="E")
    case = with_confirmation(one, pair(one, two), "neuroloog", AT)
    assert who(one, two) == [None]
    assert who(case, two) == ["neuroloog"]
    assert who(case, two.with_value("asia_score", "D")) == [None]
    assert who(case, replace(two, site="S1")) == [None]
    assert who(case, two, replace(two, site="S1")) == ["neuroloog", None]
    assert who(two, case) == [None]  # the other place has an advice of its own, and is asked itself
    assert who(without_confirmation(case, pair(one, two)), two) == [None]


def test_it_is_kept_in_the_file_and_files_without_it_are_as_before() -> None:
    one, two = place("T8", asia_score="A"), place("L2", asia_score="E")
    case = with_confirmation(one, pair(one, two), "neuroloog", AT)
    assert read_case(write_case(case, real_pack()), "casus.yaml", real_pack()).confirmed == case.confirmed
    alone = replace(case, confirmed=(Confirmation({"asia_score": "A"}, "neuroloog", AT),))
    assert "there" not in write_case(alone, real_pack())


# --- the pack -----------------------------------------------------------------------------------------------------


def test_a_list_changes_no_hash_of_a_tree_and_that_of_the_whole_pack(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, facts=OF_PLACE + ACROSS)
    without = small_pack(tmp_path, facts=OF_PLACE)
    assert pack.across_places
    assert [tree_hash(pack, each) for each in pack.trees] == [tree_hash(without, each) for each in without.trees]
    assert pack_hash(pack) == pack_hash(without)
    assert together_hash(pack) != together_hash(without)  # the proof looks at it
    assert whole_hash(pack) != whole_hash(without)
    assert whole_hash(replace(pack, across_places=())) == whole_hash(without)
    cases = (place("T8", graad="A"), place("L2", graad="B"))
    assert across(pack, cases[0], cases[1:])
    assert across(without, cases[0], cases[1:]) == ()


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        (", source: {lines: [4]}", "", "Noem de regels van de bron"),
        ("here: graad = A, ", "", "here"),
        ("graad = A", "maanden < 3", "van de patiënt"),
        ("graad = A", "niets", "niets"),
        ("why: Twee graden.", "why: Twee graden., wat: 1", "wat"),
    ],
)
def test_it_is_read_strictly(tmp_path: Path, was: str, now: str, problem: str) -> None:
    assert was in ACROSS
    with pytest.raises(AssertionError, match=problem):
        small_pack(tmp_path, facts=OF_PLACE + ACROSS.replace(was, now))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("here: graad = A, there: {all: [graad = B, uitval, not uitval]}", ["'there'"]),
        ("here: {all: [graad = A, not uitval]}, there: graad = B", ["only_if"]),  # an implication refuses it
        ("here: graad = A, there: graad = B", []),
        ("here: graad = A, there: {any: [dagen < 3, not uitval]}", []),  # one of them is closed for anybody
    ],
)
def test_check_names_an_entry_that_can_never_arise(tmp_path: Path, entry: str, told: list[str]) -> None:
    facts = f"{OF_PLACE}across_places:\n  - {{{entry}, why: Zo., source: {{lines: [1]}}}}\n"
    found = [problem.line("nl") for problem in pointless(small_pack(tmp_path, facts=facts))]
    assert len(found) == len(told)
    assert all(part in line for part, line in zip(told, found, strict=True))


def test_two_places_have_no_order(tmp_path: Path) -> None:
    turned = "  - {here: {any: [graad = B, graad = C]}, there: graad = A, why: Anders., source: {lines: [5]}}\n"
    with pytest.raises(AssertionError, match="al op regel"):
        small_pack(tmp_path, facts=OF_PLACE + ACROSS + turned)
