"""A limit that "no" to the radiological suspicion takes away does not go unmarked while other facts contradict that."""

from __future__ import annotations

import pytest

from mdo_viewer.desktop.says.doubtful import open_doubts
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case, Confirmation
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.reports.test_calm import NOON, PACK

SUSPICION = "radiologische_verdenking_wervelmetastasen"
SEEN: dict[str, Value] = {
    "klinische_verdenking_wervelmetastasen": True,
    "klinische_verdenking_mesmc": True,
    "adequate_beeldvorming_aanwezig": True,
    "bekende_primaire_maligniteit": True,
}
RAPID: dict[str, Value] = {**SEEN, "neurologische_uitval_door_mesmc": True, "uitval_mesmc_ontstaan_dagen": 3}
LOST = "kan een termijn vervallen zijn"


def said(facts: dict[str, Value], confirmed: tuple[Confirmation, ...] = (), unknown: tuple[str, ...] = ()) -> Summary:
    case = Case("MDO-0001", Patient(facts, frozenset(unknown)), confirmed=confirmed)
    return summarise(PACK, case, NOON, "nl")


def limits(summary: Summary) -> str:
    """The section of the limits of the text."""
    text = as_text(summary)
    return " ".join(text[text.index("\nTERMIJNEN") : text.index("\nACTIES")].split())


def test_before_the_no_the_limit_runs() -> None:
    assert "Therapie binnen 24 uur" in limits(said({**RAPID, SUSPICION: True}))


@pytest.mark.parametrize("imaging", [{}, {"mesmc_radiologisch": True}, {"mesmc_radiologisch": False}])
def test_after_the_no_the_page_names_the_limit_that_went(imaging: dict[str, Value]) -> None:
    summary = said({**RAPID, **imaging, SUSPICION: False})
    whys = " ".join(each.why for each in summary.doubtful if each.confirmed_by is None)
    assert "de termijnen van 24 of 72 uur voor de behandeling (boom 4)" in whys
    assert LOST in limits(summary)
    assert LOST in str(page_data(summary, None))


@pytest.mark.parametrize(
    "fact",
    [
        "mesmc_klinisch",
        "mesmc_radiologisch",
        "symptomatische_wortelcompressie",
        "achteruitgang_onder_radiotherapie_en_corticosteroiden",
    ],
)
def test_other_facts_that_contradict_the_no_are_asked_back_too(fact: str) -> None:
    (doubt,) = said({**SEEN, fact: True, SUSPICION: False}).doubtful
    assert "boom 3" in doubt.why
    assert "niet" in doubt.why


def test_unknown_takes_no_limit_away() -> None:
    summary = said(RAPID, unknown=(SUSPICION,))
    assert not summary.doubtful
    assert "Therapie binnen 24 uur" in limits(summary)


def test_confirmed_it_stays_on_paper_and_the_limits_say_no_more() -> None:
    values: dict[str, Value] = {"neurologische_uitval_door_mesmc": True, SUSPICION: False}
    summary = said({**RAPID, SUSPICION: False}, (Confirmation(values, "voorzitter", parse_moment("2026-11-22T14:31")),))
    assert [each.confirmed_by for each in summary.doubtful] == ["voorzitter"]
    assert LOST not in limits(summary)


def test_the_window_asks_back_at_every_tree() -> None:
    case = Case("MDO-0001", Patient({**RAPID, SUSPICION: False}))
    for tree in ("diagnostiek", "tijd_tot_therapie", "followup"):
        look = Look(State(PACK, document_of((case,)), 0, tree, "nl"), NOON)
        assert [each.doubt.facts for each in open_doubts(look)] == [("neurologische_uitval_door_mesmc", SUSPICION)]
