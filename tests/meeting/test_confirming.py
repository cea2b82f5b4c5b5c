"""Somebody says of facts that fit badly together that it is so: for these values, and for no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.confirming import AskedBack, asked_back, with_confirmation, without_confirmation
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle
from tests.help.small_packs import FACTS, small_pack

DOUBTFUL = """\
doubtful:
  - {if: {all: [pijn, not uitval]}, why: Pijn zonder uitval., source: {lines: [4]}}
  - {if: {all: [{any: [graad = B, graad = C]}, maanden < 3]}, why: Kort., source: {lines: [5]}}
"""
AT = parse_moment("2026-11-22T14:31")
LATER = parse_moment("2026-11-22T14:40")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return small_pack(tmp_path, facts=FACTS + DOUBTFUL)


def asked(pack: Pack, case: Case) -> tuple[AskedBack, ...]:
    return asked_back(pack, settle(pack, case.patient.values), case.confirmed)


def who(pack: Pack, case: Case) -> list[str | None]:
    return [each.confirmed.by if each.confirmed else None for each in asked(pack, case)]


CASE = Case("X", Patient({"pijn": True, "uitval": False, "graad": "B", "maanden": 2}))


def test_each_doubt_is_confirmed_by_itself(pack: Pack) -> None:
    assert who(pack, CASE) == [None, None]
    first, second = asked(pack, CASE)
    case = with_confirmation(CASE, second.doubt, "voorzitter", AT)
    assert who(pack, case) == [None, "voorzitter"]
    case = with_confirmation(case, first.doubt, "neuroloog", LATER)
    assert who(pack, case) == ["neuroloog", "voorzitter"]
    assert who(pack, without_confirmation(case, second.doubt)) == ["neuroloog", None]


def test_it_holds_for_the_same_values_only(pack: Pack) -> None:
    _, doubt = (each.doubt for each in asked(pack, CASE))
    case = with_confirmation(CASE, doubt, "voorzitter", AT)
    assert who(pack, case.with_value("graad", "C")) == [None, None]
    assert who(pack, case.with_value("maanden", 2.5)) == [None, None]
    assert who(pack, case.with_value("maanden", 3)) == [None]
    assert who(pack, case.with_unknown("maanden")) == [None]
    assert who(pack, case.with_value("wervels", 3)) == [None, "voorzitter"]
    assert who(pack, case.with_value("graad", "C").with_value("graad", "B")) == [None, "voorzitter"]


def test_said_again_replaces_what_was_said_of_the_same_facts(pack: Pack) -> None:
    doubt = asked(pack, CASE)[1].doubt
    case = with_confirmation(CASE, doubt, "voorzitter", AT).with_value("graad", "C")
    (_, again) = asked(pack, case)
    case = with_confirmation(case, again.doubt, "neuroloog", LATER)
    assert [(dict(each.facts), each.by, each.at) for each in case.confirmed] == [
        ({"graad": "C", "maanden": 2}, "neuroloog", LATER)
    ]
