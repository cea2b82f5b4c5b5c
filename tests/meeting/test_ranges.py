"""A number known as a range, in files and lists: read as people write it, refused where one number is meant."""

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Pack, Range, Value
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.meeting.case_file import read_case, read_facts
from mdo_viewer.meeting.case_text import write_case
from tests.help.lists import cases_of
from tests.help.small_packs import FACTS, small_pack

RANGED = FACTS.replace("range: 0-240", "range: 0-240, ranges: yes").replace("range: 0-30", "range: 0-30, ranges: yes")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return small_pack(tmp_path, facts=RANGED)


def problem(pack: Pack, written: str) -> str:
    with pytest.raises(Refused) as refused:
        read_facts(written.encode(), "facts.yaml", pack)
    return refused.value.problems[0].message.en


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("[2, 6]", Range(2, 6)),
        ('["2", "6"]', Range(2, 6)),
        ("2-6", Range(2, 6)),
        ("2–6", Range(2, 6)),
        ("2,5 tot 6", Range(2.5, 6)),
        ("2 to 6", Range(2, 6)),
        ("[4, 4]", 4),
        ("4", 4),
    ],
)
def test_a_range_reads_as_people_write_it(pack: Pack, written: str, value: Value) -> None:
    assert read_facts(f"maanden: {written}".encode(), "facts.yaml", pack).patient.values == {"maanden": value}
    listed = f"kenmerk;maanden\nM1;{written.strip('[]')}" if "[" not in written else "kenmerk;maanden\nM1;4"
    expected = value if "[" not in written else 4
    assert cases_of(listed.encode(), pack)[0].patient.values == {"maanden": expected}


def test_a_range_reads_from_json(pack: Pack) -> None:
    assert read_facts(b'{"maanden": [2, 6]}', "facts.json", pack).patient.values == {"maanden": Range(2, 6)}


def test_what_is_written_reads_back(pack: Pack) -> None:
    case = read_case("case: M1\nfacts: {maanden: [2.5, 6], wervels: 2-4}", "case.yaml", pack)
    assert read_case(write_case(case, pack), "case.yaml", pack) == case


def test_a_range_in_a_list_may_have_its_unit(pack: Pack) -> None:
    assert cases_of(b"kenmerk;maanden\nM1;2-6 maanden", pack)[0].patient.values == {"maanden": Range(2, 6)}


@pytest.mark.parametrize("written", ["[6, 2]", "6-2", "[2]", "[2, 4, 6]", "[]"])
def test_a_range_has_two_numbers_the_lowest_first(pack: Pack, written: str) -> None:
    assert "two numbers, the lowest first" in problem(pack, f"maanden: {written}")


def test_a_range_lies_within_the_bounds_of_its_fact(pack: Pack) -> None:
    assert "outside the range (0 – 240)" in problem(pack, "maanden: [2, 241]")


def test_the_ends_of_a_whole_number_are_whole(pack: Pack) -> None:
    assert "not a whole number" in problem(pack, "wervels: [2, 3.5]")


@pytest.mark.parametrize("written", ["[2, 6]", "2-6"])
def test_a_fact_that_is_no_range_takes_one_number(pack: Pack, written: str) -> None:
    assert "cannot be a range" in problem(pack, f"uitval: ja\ndagen: {written}")
