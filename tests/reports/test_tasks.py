"""What the board decided is what is left to do: no advice that it decided otherwise, none without its condition."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Action, Case, Decision
from mdo_viewer.meeting.document import About, document_of
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_model import MeetingSummary
from mdo_viewer.reports.meeting_page import meeting_data, meeting_json, meeting_text
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.reports.test_calm import NOON, PACK, TO_START, patient

LIMIT, DOSE = "Therapie binnen 24 uur", "Direct starten met dexamethason"
ADVISED = patient({**TO_START, "operatie_of_radiotherapie_gepland": True, "uitval_mesmc_ontstaan_dagen": 2})
OTHERWISE = Decision(
    "tijd_tot_therapie", "therapie_24_uur", "deviate", reason_code="clinical_condition", text="Eerst stabiliseren"
)
IF = Decision(
    "cortico_voor_mri", "dexamethason", "follow_with_condition", condition="geen maagulcus", text="eensgezind"
)
CHOSEN = Decision("lv_lang", None, "own", chosen="operatie", text="eensgezind")
DAY = About(day=NOON.date(), kind="MDO wervel", chair="dr. De Vries")


def decided(*decisions: Decision) -> Case:
    return replace(ADVISED, discussed_at=NOON, decisions=decisions)


def meeting_of(case: Case, language: Language = "nl") -> MeetingSummary:
    return summarise_meeting(PACK, replace(document_of([case]), about=DAY), NOON, language)


def tasks(made: MeetingSummary) -> dict[str, str]:
    return {line.what: line.about for line in made.todo}


def limits_in(text: str) -> str:
    """What the text says under the limits, on one line."""
    return " ".join(text.split("\nTERMIJNEN\n")[1].split("\nACTIES\n")[0].split())


def test_an_advice_that_nobody_decided_on_stays_a_task() -> None:
    assert LIMIT in tasks(meeting_of(decided()))
    assert LIMIT in tasks(meeting_of(decided(CHOSEN)))


def test_another_advice_than_the_one_that_was_decided_otherwise_stays_a_task() -> None:
    before = replace(OTHERWISE, advice="therapie_14_dagen")
    assert LIMIT in tasks(meeting_of(decided(before)))


def test_what_was_decided_otherwise_is_on_no_list_and_what_the_board_chose_is() -> None:
    case = decided(OTHERWISE)
    made, one = meeting_of(case), summarise(PACK, case, NOON, "nl")
    assert tasks(made)["Eerst stabiliseren"] == f"Boom 4, in plaats van: {LIMIT}"
    assert LIMIT not in tasks(made)
    paper: Any = meeting_data(made, "todo")
    assert LIMIT not in [row["what"] for row in paper["todo"]["rows"]]
    page: Any = page_data(one, None)
    rows = {row["what"]: row for row in page["todo"]["rows"]}
    assert "Eerst stabiliseren" in rows
    assert rows[LIMIT]["when"] == "afgeweken"
    about = "boom 4, tijd onbekend. Hiervan is afgeweken, reden: klinische toestand; in plaats daarvan: "
    assert rows[LIMIT]["about"] == f"{about}eerst stabiliseren"
    (lapsed,) = json.loads(as_json(one))["lapsed"]
    assert (lapsed["of"], lapsed["instead"]) == ("tijd_tot_therapie.therapie_24_uur", "Eerst stabiliseren")
    assert "hiervan is afgeweken" in limits_in(as_text(one))
    said = f"[ ] Geen termijn genoemd: MDO-0001, Eerst stabiliseren (Boom 4, in plaats van: {LIMIT})"
    assert said in " ".join(meeting_text(made).split())
    assert [each["kind"] for each in json.loads(meeting_json(made))["todo"] if each["what"].startswith("Eerst")] == [
        "decision"
    ]
    assert LIMIT not in [each["what"] for each in json.loads(as_json(one))["deadlines"]]


def test_a_limit_that_is_followed_under_a_condition_says_it() -> None:
    case = decided(replace(OTHERWISE, kind="follow_with_condition", condition="na de MRI", reason_code=None))
    assert tasks(meeting_of(case))[LIMIT].endswith(". Voorwaarde: na de MRI")
    page: Any = page_data(summarise(PACK, case, NOON, "nl"), None)
    (row,) = [row for row in page["todo"]["rows"] if row["what"] == LIMIT]
    assert row["about"].endswith(". Voorwaarde: na de MRI")
    assert "Voorwaarde: na de MRI" in as_text(summarise(PACK, case, NOON, "nl")).split("TERMIJNEN")[1]


def test_a_dose_under_a_condition_is_a_task_with_it_and_is_not_started_without() -> None:
    case = decided(IF)
    (said,) = [f"{what}: {about}" for what, about in tasks(meeting_of(case)).items() if what.startswith(DOSE)]
    assert said.endswith("Boom 2. Voorwaarde: geen maagulcus. Toelichting: eensgezind")
    page: Any = page_data(summarise(PACK, replace(case, decisions=(OTHERWISE, IF)), NOON, "nl"), None)
    assert page["todo"]["start"] == []
    done = replace(case, done={"cortico_voor_mri.dexamethason": NOON})
    assert not [what for what in tasks(meeting_of(done)) if what.startswith(DOSE)]


def test_a_dose_that_was_decided_otherwise_is_not_started() -> None:
    against = Decision(
        "cortico_voor_mri", "dexamethason", "deviate", reason_code="comorbidity", text="Geen dexamethason"
    )
    page: Any = page_data(summarise(PACK, decided(OTHERWISE, against), NOON, "nl"), None)
    assert page["todo"]["start"] == []
    assert not [row for row in page["todo"]["rows"] if row["what"].startswith(DOSE)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choice_comes_before_what_was_written_with_it(language: Language) -> None:
    case = decided(CHOSEN)
    said = {"nl": "Het MDO besluit zelf: operatie. Eensgezind", "en": "The board decides itself: operation. Eensgezind"}
    made = meeting_of(case, language)
    assert made.agenda[0].decision == said[language]
    page: Any = page_data(made.cases[0], None)
    choice = {"nl": "Operatie", "en": "Operation"}[language]
    assert page["decision"]["text"] == choice
    assert page["decision"]["pairs"][0] == [{"nl": "Toelichting", "en": "Explanation"}[language], "eensgezind"]
    assert choice in tasks(made)


def test_a_condition_is_said_on_the_agenda() -> None:
    said = "Volgt het advies, met voorwaarde: direct starten met dexamethason. Voorwaarde: geen maagulcus. Eensgezind"
    assert meeting_of(decided(IF)).agenda[0].decision == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_patient_names_its_meeting(language: Language) -> None:
    day = {"nl": "zo 22 november 2026, voorzitter", "en": "Sun 22 November 2026, chair"}[language]
    said = f"MDO wervel, {day} dr. De Vries"
    (case,) = meeting_of(decided(CHOSEN), language).cases
    page: Any = page_data(case, None)
    assert page["head"]["meeting"] == said
    assert said in as_text(case)
    alone: Any = page_data(summarise(PACK, decided(CHOSEN), NOON, language), None)
    assert alone["head"]["meeting"] == ""


def slowly(days: int) -> Case:
    values = {**TO_START, "operatie_of_radiotherapie_gepland": True, "uitval_mesmc_ontstaan_dagen": days}
    return replace(patient(values), discussed_at=NOON)


def test_a_limit_that_runs_from_nothing_known_stands_before_what_ends_later_and_what_has_none() -> None:
    """On the list of the meeting, with the treatment that has to meet it."""
    later = Action("controle", before=NOON + timedelta(days=20))
    chosen = Decision("lv_lang", None, "own", chosen="operatie")
    case = replace(slowly(20), actions=(Action("brief"), later), decisions=(chosen,))
    found = [line.what for line in meeting_of(case).todo]
    assert found.index("Therapie binnen 72 uur") < found.index("controle") < found.index("brief")
    treatment = next(at for at, what in enumerate(found) if "operatie" in what.lower())
    assert treatment < found.index("controle")


def test_the_box_of_the_advice_says_no_limit_that_the_trees_do_not_give_any_more() -> None:
    followed = Decision("tijd_tot_therapie", "therapie_24_uur", "follow")
    case = replace(slowly(20), decisions=(followed,))
    made = summarise(PACK, case, NOON, "nl")
    assert any(each.overtaken for each in made.deadlines), "it runs on, among the limits"
    page: Any = page_data(made, None)
    assert LIMIT not in str(page["advice"])
