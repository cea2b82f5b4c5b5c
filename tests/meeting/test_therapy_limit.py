"""The board's own moment is held against each limit that a treatment has to meet; one that is possible is said so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import choice_words, journey_of_case
from mdo_viewer.meeting.limits import therapy
from mdo_viewer.meeting.limits.therapy import against_words, past_words, therapy_limits
from mdo_viewer.meeting.to_do import LimitHere, running_limits
from mdo_viewer.reasoning.deadlines import deadline, parse_moment
from mdo_viewer.reasoning.results import Met, Stage
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_what_is_a_task import surgical

LATE = parse_moment("2026-12-20T12:00")
LATER = Decision("lv_lang", "chirurgie", "deviate", reason_code="logistics", text="radiotherapie later", before=LATE)
SURE = "Let op: dat is ná de termijn van boom 4 (ma 23 nov 08:00); van die termijn is niet afgeweken."


def said(case: Case, at: datetime = NOON, language: Language = "nl") -> str:
    stages = journey_of_case(PACK, case, at)
    return past_words(PACK, case, LATER, stages, at, Saying.at(language, at))


def test_a_limit_that_holds_is_said_to_be_passed() -> None:
    assert said(surgical(LATER)) == SURE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_limit_that_is_only_possible_is_said_as_possible(language: Language) -> None:
    case = surgical(LATER)
    values = {id: value for id, value in case.patient.values.items() if id != "uitval_mesmc_ontstaan_dagen"}
    case = replace(case, patient=replace(case.patient, values=values))
    assert [each.sure for each in therapy_limits(case, journey_of_case(PACK, case, NOON), NOON)] == [False]
    assert (
        said(case, language=language)
        == {
            "nl": "Let op: dat is ná de termijn die mogelijk geldt bij boom 4 (ma 23 nov 08:00).",
            "en": "Note: that is after the time limit that may hold at tree 4 (Mon 23 Nov 08:00).",
        }[language]
    )


def test_a_limit_without_a_moment_or_one_that_may_be_met_does_not_end_the_check_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = surgical(LATER)
    tree = PACK.trees_by_id["tijd_tot_therapie"]
    day, week = (tree.outcomes_by_id[id] for id in ("therapie_24_uur", "therapie_7_dagen"))
    assert day.limit is not None
    assert week.limit is not None
    runs = deadline(week.id, week.limit, case.patient.moments, NOON)
    unknown = deadline(day.id, day.limit, {}, NOON)
    known = deadline(day.id, day.limit, case.patient.moments, NOON)
    asked = replace(known, met=Met("operatie_op", NOON, late=False))
    for first in (unknown, asked):
        found = [LimitHere(f"{tree.id}.{due.of}", due, True, None) for due in (first, runs)]

        def here(_case: Case, stage: Stage, *_rest: object, found: list[LimitHere] = found) -> list[LimitHere]:
            return found if stage.advice.tree.id == tree.id else []

        monkeypatch.setattr(therapy, "running_limits", here)
        assert said(case) == SURE.replace("ma 23 nov", "zo 29 nov")


def test_what_runs_is_a_latest_limit_that_nobody_ticked_off() -> None:
    case = surgical()
    (stage,) = [each for each in journey_of_case(PACK, case, NOON) if each.advice.tree.id == "tijd_tot_therapie"]
    moments = case.patient.moments
    assert [each.of for each in running_limits(case, stage, moments, NOON)] == ["tijd_tot_therapie.therapie_24_uur"]
    done = replace(case, done={"tijd_tot_therapie.therapie_24_uur": NOON + timedelta(hours=1)})
    assert not list(running_limits(done, stage, moments, NOON))


def test_to_choose_no_treatment_and_to_follow_its_limit_is_said_at_both() -> None:
    nothing = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen")
    follows = Decision("tijd_tot_therapie", "therapie_24_uur", "follow")
    case = surgical(nothing, follows)
    saying = Saying.at("nl", NOON)
    chosen = choice_words(PACK, nothing, "nl")
    assert against_words(PACK, case, follows, saying) == f"Past niet bij het besluit van boom 9: {chosen}."
    assert against_words(PACK, case, nothing, saying) == "Past niet bij het besluit van boom 4: Therapie binnen 24 uur."
    assert "Past niet bij het besluit van boom 4" in as_text(summarise(PACK, case, NOON, "nl")).replace("\n", " ")
    done = replace(case, done={"tijd_tot_therapie.therapie_24_uur": NOON})
    assert against_words(PACK, done, nothing, saying) == ""
    assert against_words(PACK, surgical(replace(nothing, chosen="radiotherapie"), follows), follows, saying) == ""
