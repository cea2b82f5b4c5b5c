"""A treatment that is filled in stands in the head; what it may have met presses least; agreements keep to limits."""

from __future__ import annotations

from typing import Any

import pytest

from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Action, Case
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.reports.test_calm import PACK
from tests.reports.test_tasks import limits_in, meeting_of
from tests.reports.test_what_is_a_task import LIMIT, surgical, told

LATER = parse_moment("2026-11-29T12:00")
#: Complaints that ask for an MRI again.
NEW = ("klinische_verdenking_wervelmetastasen", "klinische_verdenking_mesmc", "bekende_primaire_maligniteit")
PAST = "Let op: dat is ná de termijn van boom 4 (ma 23 nov 08:00); van die termijn is niet afgeweken."


def with_moment(case: Case, **moments: str) -> Case:
    known = {**case.patient.moments, **{id: parse_moment(when) for id, when in moments.items()}}
    return replace(case, patient=replace(case.patient, moments=known))


def test_the_head_says_what_was_treated() -> None:
    """Who was operated on yesterday was advised an operation."""
    case = with_moment(surgical(), operatie_op="2026-11-22T11:00")
    made = told(case)
    head = "Chirurgie heeft de voorkeur; al behandeld: operatie zo 22 nov 11:00"
    assert f"{head} (boom 9" in as_text(made).replace("\n  ", " ")
    page: Any = page_data(made, None)
    assert page["advice"]["heading"] == head


@pytest.mark.parametrize("when", ["2026-11-22T07:00", "2026-11-23T11:00"])
def test_an_earlier_treatment_and_one_that_is_planned_are_not_said(when: str) -> None:
    assert told(with_moment(surgical(), operatie_op=when)).treated == ""


def test_a_limit_that_may_have_been_met_stands_below_one_that_runs() -> None:
    """The first limit was that of a treatment which was over, above the MRI of today."""
    case = with_moment(
        surgical(facts={**dict.fromkeys(NEW, True), "adequate_beeldvorming_aanwezig": False}),
        radiotherapie_einde_op="2026-11-27T12:00",
        verdenking_op="2026-11-29T06:00",
    )
    made = summarise(PACK, case, LATER, "nl")
    assert [each.what.split()[0] for each in made.deadlines if each.state != "done"] == ["MRI", "Therapie"]
    page: Any = page_data(made, None)
    assert not any(LIMIT in each for each in page["advice"]["strong"])


def test_what_to_start_stands_above_the_limits_as_it_does_on_the_page() -> None:
    said = limits_in(as_text(told(surgical())))
    assert said.index("Direct starten met dexamethason") < said.index(LIMIT)


@pytest.mark.parametrize(
    ("what", "before", "said"),
    [
        ("start radiotherapie", "2026-12-05T09:00", PAST),
        ("Operatie plannen", "2026-12-05T09:00", PAST),
        ("start radiotherapie", "2026-11-22T20:00", ""),
        ("huisarts bellen", "2026-12-05T09:00", ""),
    ],
)
def test_an_agreement_that_names_a_treatment_keeps_to_its_limit(what: str, before: str, said: str) -> None:
    case = replace(surgical(), actions=(Action(what, "RT", parse_moment(before)),))
    assert [each.past for each in told(case).actions] == [said]
    assert [each.about for each in meeting_of(case).todo if each.what == what] == [said]
    assert (PAST.removesuffix(".") in " ".join(as_text(told(case)).split())) is bool(said)
    page: Any = page_data(told(case), None)
    assert [each["about"] for each in page["todo"]["rows"] if each["what"] == what] == [said]
