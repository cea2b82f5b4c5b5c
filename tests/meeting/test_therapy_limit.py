"""The board's own moment is held against the limit of its advice, each that a treatment has to meet, and the earliest
moment; a limit that is only possible is said so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mdo_viewer.guideline.model import LANGUAGES, Language, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import choice_words, journey_of_case
from mdo_viewer.meeting.limits import therapy
from mdo_viewer.meeting.limits.therapy import against_words, past_key, past_limits, past_words, therapy_limits
from mdo_viewer.meeting.to_do import LimitHere, running_limits
from mdo_viewer.reasoning.deadlines import deadline, parse_moment
from mdo_viewer.reasoning.results import Met, Stage
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.reports_help import real
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_what_is_a_task import OPERATE, surgical

LATE = parse_moment("2026-12-20T12:00")
LATER = Decision("lv_lang", "chirurgie", "deviate", reason_code="logistics", text="radiotherapie later", before=LATE)
SURE = "Let op: dat is ná de termijn van boom 4 (ma 23 nov 08:00); van die termijn is niet afgeweken."


def said(case: Case, at: datetime = NOON, language: Language = "nl", of: Decision = LATER) -> str:
    stages = journey_of_case(PACK, case, at)
    return past_words(PACK, case, of, stages, at, Saying.at(language, at))


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


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("decision.past", "vóór zo 20 dec (ná de termijn die mogelijk geldt bij boom 4)"),
        ("agenda.is.past", "besloten; besluit boom 9 mogelijk ná termijn boom 4"),
    ],
)
def test_in_few_words_a_limit_that_is_only_possible_is_no_more_certain(key: str, said: str) -> None:
    case = surgical(LATER)
    values = {id: value for id, value in case.patient.values.items() if id != "uitval_mesmc_ontstaan_dagen"}
    case = replace(case, patient=replace(case.patient, values=values))
    (found,) = past_limits(PACK, case, LATER, journey_of_case(PACK, case, NOON), NOON)
    parts = {"due": "vóór zo 20 dec", "standing": "besloten", "about": "boom 9", "n": found.number}
    assert words_of("window", "nl")(past_key(key, found), **parts) == said
    assert past_key(key, found._replace(how="not_deviated")) == key


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


# --- before the earliest moment ------------------------------------------------------------------------------------


EARLY = parse_moment("2026-12-01T09:00")
DOSE_AFTER = Decision("rt_na_chirurgie", "20_gy_5", "follow", before=EARLY)
IRRADIATE = Decision("lv_lang", "chirurgie", "deviate", reason_code="logistics", chosen="radiotherapie", before=EARLY)
WAIT = Decision("interval_chir_rt", "drie_vier_weken", "follow")
TOO_EARLY = {
    "nl": "Let op: dat is vóór het vroegste moment van boom 10 (zo 13 dec 08:00); daarvan is niet afgeweken.",
    "en": "Note: that is before the earliest moment of tree 10 (Sun 13 Dec 08:00); no deviation from that was decided.",
}


def operated(*decisions: Decision) -> Case:
    """Operated on the morning of 22 November, with enough recovery: radiotherapy waits for three to four weeks."""
    facts: dict[str, Value] = {
        "geopereerd": True,
        "postoperatief_onvoldoende_herstel_of_achteruitgang": False,
        "oligometastasering": False,
    }
    case = surgical(*decisions, facts=facts)
    return with_moment(case, "operatie_op", "2026-11-22T08:00")


def with_moment(case: Case, id: str, when: str) -> Case:
    moments = {**case.patient.moments, id: parse_moment(when)}
    return replace(case, patient=replace(case.patient, moments=moments))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("decision", [DOSE_AFTER, IRRADIATE, replace(WAIT, before=EARLY)])
def test_a_moment_before_the_earliest_one_says_so(decision: Decision, language: Language) -> None:
    assert TOO_EARLY[language] in said(operated(decision), language=language, of=decision)
    later = replace(decision, before=LATE)
    assert TOO_EARLY[language] not in said(operated(later), language=language, of=later)


def test_one_from_which_the_board_deviated_holds_nobody_up() -> None:
    sooner = replace(WAIT, kind="deviate", reason_code="logistics", text="na één week")
    assert "vroegste" not in said(operated(DOSE_AFTER, sooner), of=DOSE_AFTER)
    reason = replace(sooner, text=None)
    assert "vroegste" in said(operated(DOSE_AFTER, reason), of=DOSE_AFTER)


def test_an_operation_does_not_wait_for_what_comes_after_it() -> None:
    again = replace(IRRADIATE, chosen="operatie", kind="follow", reason_code=None)
    assert "vroegste" not in said(operated(again), of=again)


# --- after the limit of its own advice, or after the board's own moment ---------------------------------------------


def test_a_moment_after_the_limit_of_its_own_advice_says_so() -> None:
    scan = Decision("diagnostiek", "mri_12_uur", "follow", before=parse_moment("2026-11-23T12:00"))
    case = with_moment(real("MDO-0003"), "verdenking_op", "2026-11-22T08:00")
    values: dict[str, Value] = {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False}
    case = replace(
        case,
        patient=replace(case.patient, values={**case.patient.values, **values}),
        decisions=(scan,),
        done={},
        discussed_at=NOON,
    )
    assert said(case, of=scan) == (
        "Let op: dat is ná de termijn van boom 1 (zo 22 nov 20:00); van die termijn is niet afgeweken."
    )
    in_time = replace(scan, before=parse_moment("2026-11-22T19:00"))
    assert said(replace(case, decisions=(in_time,)), of=in_time) == ""


@pytest.mark.parametrize(("day", "says"), [("28", True), ("27", False)])
def test_a_treatment_after_the_moment_that_the_board_set_itself_says_so(day: str, says: bool) -> None:
    instead = Decision(
        "tijd_tot_therapie",
        "therapie_24_uur",
        "deviate",
        reason_code="logistics",
        text="operatie vrijdag",
        before=parse_moment("2026-11-27T09:00"),
    )
    operation = replace(OPERATE, before=parse_moment(f"2026-11-{day}T09:00"))
    own = "Let op: dat is ná het zelf bepaalde moment bij boom 4 (vr 27 nov 09:00)."
    assert said(surgical(instead, operation), of=operation) == (own if says else "")


def test_the_limit_of_its_own_advice_is_held_against_it_though_another_tree_names_one_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An outcome has its name within its tree alone."""
    case = surgical(LATER)
    day, week = (
        PACK.trees_by_id["tijd_tot_therapie"].outcomes_by_id[id] for id in ("therapie_24_uur", "therapie_7_dagen")
    )
    assert day.limit is not None
    assert week.limit is not None
    limits = {
        "lv_lang": deadline("chirurgie", replace(week.limit, met_by=()), case.patient.moments, NOON),
        "tijd_tot_therapie": deadline("chirurgie", day.limit, case.patient.moments, NOON),
    }

    def here(_case: Case, stage: Stage, *_rest: object) -> list[LimitHere]:
        tree = stage.advice.tree.id
        return [LimitHere(f"{tree}.chirurgie", limits[tree], True, None)] if tree in limits else []

    monkeypatch.setattr(therapy, "running_limits", here)
    found = past_limits(PACK, case, LATER, journey_of_case(PACK, case, NOON), NOON)
    assert [each.number for each in found] == [9, 4]
