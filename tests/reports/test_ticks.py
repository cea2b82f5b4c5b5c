"""What was ticked off, given or filled in counts from the start of the limit of now until now: on every surface."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from mdo_viewer.desktop.says.done import done_at, not_counted, press_done, runs
from mdo_viewer.desktop.says.held import limits
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.model import Text, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import AdviceThen, Case, Decision
from mdo_viewer.meeting.choosing import as_ticked
from mdo_viewer.meeting.tables.rows import Steroid
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.desktop.test_beside import look_of
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_tasks import limits_in, meeting_of, tasks
from tests.reports.test_treated_already import with_moment
from tests.reports.test_what_is_a_task import surgical, told, without

THERAPY, STEROID = "tijd_tot_therapie.therapie_24_uur", "cortico_voor_mri.dexamethason"
IN_JUNE, TOMORROW, SINCE = (parse_moment(f"2026-{each}") for each in ("06-10T10:00", "11-24T10:00", "11-22T09:00"))
EARLY = "afgevinkt wo 10 jun 10:00, vóór het begin van deze termijn: ga na"
AHEAD = "afgevinkt di 24 nov 10:00, dat ligt in de toekomst: controleer"
AGAIN = "recidief_of_progressie_na_radiotherapie"
WORSE = "postoperatief_onvoldoende_herstel_of_achteruitgang"
PLANNED = "operatie_of_radiotherapie_gepland"
CHECK = "Ga eerst na of dit al gegeven is; zo niet: direct starten met dexamethason"
TAPER = "Corticosteroïden afbouwen"


def flat(case: Case, at: datetime = NOON) -> str:
    return " ".join(limits_in(as_text(summarise(PACK, case, at, "nl"))).split())


def after_operation(**facts: Value) -> Case:
    """Complaints in the night, an operation in the morning."""
    moments = {"verdenking_op": "2026-11-22T02:00", "operatie_op": "2026-11-22T10:00"}
    return with_moment(surgical(facts={"geopereerd": True, WORSE: False, **facts}), **moments)


# --- ticks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("when", "said"), [(IN_JUNE, EARLY), (TOMORROW, AHEAD)])
def test_a_tick_from_before_the_limit_or_still_to_come_closes_nothing(when: datetime, said: str) -> None:
    case = replace(surgical(), done={THERAPY: when})
    (line,) = [each for each in told(case).deadlines if each.of == THERAPY]
    assert (line.state, line.remark) == ("open", said)
    assert [each for each in meeting_of(case).todo if each.what == line.what]
    (told_json,) = [each for each in json.loads(as_json(told(case)))["deadlines"] if each["of"] == THERAPY]
    assert told_json["state"] == "open"


def test_a_tick_within_the_limit_counts() -> None:
    case = replace(surgical(), done={THERAPY: SINCE})
    (line,) = [each for each in told(case).deadlines if each.of == THERAPY]
    assert line.state == "done"
    assert as_ticked(PACK, case, NOON) is case


@pytest.mark.parametrize(("when", "said"), [(IN_JUNE, EARLY), (TOMORROW, AHEAD)])
def test_the_window_and_the_clock_of_the_head_say_the_same(when: datetime, said: str) -> None:
    case = replace(surgical(), done={THERAPY: when})
    look = look_of(case, "tijd_tot_therapie", now=NOON)
    assert look.state.case.done == {THERAPY: when}  # what is saved stays as it was ticked
    assert done_at(look, look.advice) is None
    assert runs(look, look.advice)
    assert [each for each in limits(look) if each.due.of == "therapie_24_uur"]
    assert look.advice.outcome is not None
    assert not_counted(look, look.advice.outcome) == said[0].upper() + said[1:]
    keys = [getattr(each, "do", "") for each in press_done(look, look.advice.outcome)]
    assert f"undone:{THERAPY}" in keys


def test_who_comes_to_a_patient_begins_where_a_tick_that_does_not_count_left_something_to_do() -> None:
    case = replace(surgical(), done={"lv_lang.chirurgie": IN_JUNE, STEROID: IN_JUNE, THERAPY: IN_JUNE})
    places = []
    for each in (case, replace(case, done={}), replace(case, done={**case.done, THERAPY: SINCE})):
        session = Session(PACK, (surgical(), each))
        session.clock = lambda: NOON
        places.append(session.lands_on(1))
    assert places[0] == places[1]
    assert places[0] != places[2]


def test_a_steroid_ticked_off_long_before_is_ordered_behind_the_check() -> None:
    case = replace(without_suspicion(surgical()), done={STEROID: IN_JUNE})
    assert f"{CHECK} (" in flat(case)
    assert "Afgevinkt wo 10 jun 10:00, vóór wat nu speelt: ga na" in flat(case)
    assert CHECK not in flat(replace(case, done={STEROID: SINCE}))


def without_suspicion(case: Case) -> Case:
    moments = {id: when for id, when in case.patient.moments.items() if id != "verdenking_op"}
    return replace(case, patient=replace(case.patient, moments=moments))


FOLLOWED: dict[str, Value] = {"klachten_bij_follow_up": False, "evaluatie_systeemtherapie": False}
IRRADIATED = {"verdenking_op": "2026-11-22T02:00", "radiotherapie_einde_op": "2026-11-22T10:00"}
RUNS = (Steroid(date(2026, 11, 22), 16, "dexamethason"),)


def tapering(case: Case) -> list[str]:
    return [each.what for each in told(case).tasks if TAPER.lower() in each.what.lower()]


# --- given already, again, tapering -------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", [AGAIN, WORSE])
def test_whether_it_was_given_is_asked_where_it_is_needed_again(fact: str) -> None:
    assert CHECK in flat(after_operation(**{fact: True}))
    later = with_moment(after_operation(**{fact: True}), verdenking_op="2026-11-22T11:00")
    assert CHECK not in flat(later)


def test_a_relapse_does_not_keep_what_was_started_from_being_tapered() -> None:
    over: dict[str, Value] = {PLANNED: False, **FOLLOWED}
    case = replace(after_operation(**{AGAIN: True, **over}), steroids=RUNS)
    assert tapering(case) == [TAPER]
    assert tapering(replace(after_operation(**{WORSE: True, **over}), steroids=RUNS)) == []
    irradiated = with_moment(surgical(facts={AGAIN: True, **over}), **IRRADIATED)
    (asked,) = tapering(replace(irradiated, steroids=RUNS))
    assert asked == f"Ga na of het opnieuw nodig is; zo niet, {TAPER.lower()}"


def test_what_runs_and_its_tapering_stand_beside_what_would_be_started() -> None:
    case = replace(without(after_operation(**FOLLOWED), PLANNED), steroids=RUNS)
    said = flat(case)
    assert "zo ja, begin direct met dexamethason." in said
    assert "De patiënt kreeg of krijgt al corticosteroïden." in said.split("begin direct met dexamethason.")[1]
    assert "De patiënt kreeg of krijgt" not in flat(replace(case, steroids=()))
    asked = f"Ga na: operatie of radiotherapie gepland; zo niet, {TAPER.lower()}"
    assert tapering(case) == [asked]


@pytest.mark.parametrize(("again", "said"), [(True, "eerder behandeld"), (False, "al behandeld")])
def test_the_course_before_a_relapse_is_an_earlier_one(again: bool, said: str) -> None:
    case = surgical(facts={AGAIN: again, "adequate_zinvolle_herbestraling_mogelijk": True})
    case = replace(case, patient=replace(case.patient, moments={}))
    case = with_moment(case, radiotherapie_einde_op="2024-11-20T12:00")
    assert told(case).treated.startswith(f"{said}: einde van de radiotherapie")


# --- what was chosen ----------------------------------------------------------------------------------------------

IRRADIATE = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", text="RT", chosen="radiotherapie")
OPERATE = Decision("lv_lang", "chirurgie", "follow", chosen="operatie")


def test_who_was_irradiated_is_not_irradiated_again_by_the_list() -> None:
    checked = "EERST NAGAAN, al behandeld (einde van de radiotherapie"
    case = with_moment(surgical(IRRADIATE, facts={AGAIN: False}), radiotherapie_einde_op="2026-11-22T11:00")
    case = replace(case, decisions=(replace(IRRADIATE, then=None),))
    later = replace(case, decisions=(decided(IRRADIATE),))
    assert any(each.startswith(checked) for each in tasks(meeting_of(later)))
    relapse = replace(later, patient=replace(later.patient, values={**later.patient.values, AGAIN: True}))
    assert not any(each.startswith(checked) for each in tasks(meeting_of(relapse)))


def decided(decision: Decision) -> Decision:
    """Taken at noon, after the treatment."""
    return replace(decision, then=AdviceThen(NOON, PACK.version, "", Text("", ""), Text("", "")))


def test_a_treatment_or_a_limit_still_to_come_is_said_in_the_task() -> None:
    case = with_moment(surgical(OPERATE), operatie_op="2026-11-25T10:00", diagnose_op="2026-11-23T09:00")
    (about,) = [each.about for each in told(case).tasks if each.tree == "lv_lang"]
    assert "Operatie wo 25 nov 10:00 ligt in de toekomst: controleer de datum." in about
    assert "Let op: dat is ná de termijn van boom 4" in about
    assert "definitieve diagnose gesteld, beginmoment ligt in de toekomst: controleer de datum (boom 4)" in about
