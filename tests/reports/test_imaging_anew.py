"""Imaging by follow-up is the MRI of the first tree and keeps to that limit; a moment of the board's own stands with
its limit on page and list."""

from __future__ import annotations

from datetime import datetime

import pytest

from mdo_viewer.guideline.model import Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.reports.test_calm import PACK
from tests.reports.test_tasks import limits_in

AT = parse_moment("2026-12-01T10:00")
IMAGE = Decision("followup", "beeldvorming", "follow")
MRI = Decision("diagnostiek", "mri_12_uur", "follow")
FROM = "binnen 12 uur na: klacht die de termijn bepaalt, gemeld"
PAST = "Let op: dat is ná de termijn van boom 1 (di 1 dec 18:00); van die termijn is niet afgeweken."


def after_radiotherapy(*decisions: Decision) -> Case:
    """A patient with new complaints that point to compression since this morning, after radiotherapy."""
    values: dict[str, Value] = dict.fromkeys((fact.id for fact in PACK.scope), False)
    known: dict[str, Value] = {
        "klinische_verdenking_wervelmetastasen": True,
        "adequate_beeldvorming_aanwezig": False,
        "bekende_primaire_maligniteit": True,
        "klinische_verdenking_mesmc": True,
        "asia_score": "D",
        "klachten_bij_follow_up": True,
        "pijn": True,
    }
    moments = {
        "verdenking_op": parse_moment("2026-12-01T06:00"),
        "radiotherapie_einde_op": parse_moment("2026-08-20T12:00"),
    }
    return Case("MDO-0001", patient=Patient({**values, **known}, moments=moments), decisions=decisions, discussed_at=AT)


def listed(case: Case) -> dict[str, tuple[str, str]]:
    """The list of the meeting: what, with when and what stands with it."""
    made = summarise_meeting(PACK, document_of((case,)), AT, "nl")
    return {each.what: (each.when, each.about) for each in made.todo}


def test_imaging_without_a_moment_takes_that_of_the_tree_at_which_the_way_begins_anew() -> None:
    (found,) = summarise(PACK, after_radiotherapy(IMAGE), AT, "nl").tasks
    assert (found.before, found.limit_of) == ("vóór di 1 dec 18:00", "diagnostiek.mri_12_uur")
    assert listed(after_radiotherapy(IMAGE))["Wervelkolom in beeld brengen"][0] == "Vóór di 1 dec 18:00"


@pytest.mark.parametrize(("before", "said"), [("2026-12-04T17:00", PAST), ("2026-12-01T15:00", "")])
def test_imaging_later_than_that_is_said(before: str, said: str) -> None:
    case = after_radiotherapy(replace(IMAGE, before=parse_moment(before)))
    made = summarise(PACK, case, AT, "nl")
    assert (made.decisions[0].past, made.tasks[0].past) == (said, said)
    what = listed(case)
    assert (PAST in what["Wervelkolom in beeld brengen"][1]) is bool(said)
    assert ("MRI binnen 12 uur" in what) is bool(said)  # one thing to do, unless it does not keep to the limit


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("2026-12-02T12:00", f"Besloten: vóór wo 2 dec 12:00. {PAST}"),
        ("2026-12-01T15:00", "Besloten: vóór di 1 dec 15:00"),
    ],
)
def test_a_moment_of_the_board_stands_with_the_limit_on_page_and_list(before: str, said: str) -> None:
    """The decision warned, and the list of what is to be done had the limit alone."""
    moment: datetime = parse_moment(before)
    case = after_radiotherapy(replace(MRI, before=moment))
    assert listed(case)["MRI binnen 12 uur"] == ("Vóór di 1 dec 18:00", f"boom 1: {FROM}. {said}")
    assert said in limits_in(as_text(summarise(PACK, case, AT, "nl")))
