"""What bears on an order stands where one works from: in its line, or beside the limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mdo_viewer.guideline.model import LANGUAGES, Language, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.confirming import with_confirmation
from mdo_viewer.meeting.tables.rows import Steroid
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.doubting import doubts
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.meeting.test_therapy_limit import operated
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_tasks import limits_in, meeting_of, tasks
from tests.reports.test_what_is_a_task import DOSE, UNKNOWN_ORIGIN, surgical, task, told, without

WAIT = "Corticosteroïden pas na het biopt"
BIOPSY = "aanvullend.biopt_1_dag"
TAKEN = parse_moment("2026-11-22T11:00")
FOLLOW_WAIT = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
ALREADY = "De patiënt kreeg of krijgt al corticosteroïden."
RISKS = "Ga risicofactoren na (maagulcus in de voorgeschiedenis, NSAID of anticoagulantia): zo ja"
PLANNED = "operatie_of_radiotherapie_gepland"
HAEMATOLOGICAL = "verdenking_hematologische_maligniteit"


def unknown_origin(*decisions: Decision, **facts: Value) -> Case:
    return surgical(*decisions, facts={**UNKNOWN_ORIGIN, **facts})


def taken(case: Case) -> Case:
    """The biopsy done, after the diagnosis from which its limit runs."""
    probable = {**case.patient.moments, "waarschijnlijkheidsdiagnose_op": parse_moment("2026-11-22T10:00")}
    return replace(case, done={BIOPSY: TAKEN}, patient=replace(case.patient, moments=probable))


def working(case: Case) -> str:
    """What the working part of the text and of the page says."""
    made = told(case)
    page: Any = page_data(made, None)
    said = " ".join(as_text(made).split("\nTERMIJNEN\n")[1].split("\nAFSPRAKEN\n")[0].split())
    return f"{said} {page['todo']}"


def chose(choice: str, **facts: Value) -> Case:
    if choice == "operatie":
        return surgical(Decision("lv_lang", "chirurgie", "follow", chosen=choice), facts=dict(facts))
    deviates = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen=choice)
    return surgical(deviates, facts=dict(facts))


# --- a treatment that was chosen, and dexamethasone ----------------------------------------------------------------


def test_that_a_treatment_is_planned_is_asked_while_nobody_knows() -> None:
    asks = "Ga na of een operatie of radiotherapie gepland is."
    case = without(chose("operatie"), PLANNED)
    assert asks.lower() in working(case).lower()
    assert "direct met dexamethason te beginnen" in task(told(case), "lv_lang").about
    assert asks.lower() not in working(chose("operatie")).lower()
    no = working(chose("operatie", operatie_of_radiotherapie_gepland=False))
    assert "ingevuld is dat er geen operatie of radiotherapie gepland is" in no
    assert asks.lower() not in no.lower()


@pytest.mark.parametrize("choice", ["systeemtherapie", "geen"])
def test_dexamethasone_for_a_treatment_that_was_not_chosen_says_so_in_its_line(choice: str) -> None:
    said = "gepland is ja, en gekozen is geen van beide"
    case = chose(choice)
    assert said in told(case).decisions[0].warning
    assert said in limits_in(as_text(told(case))).split("Boom 2:")[1]
    assert said not in working(chose("operatie"))
    medicine, dose = (
        Decision("cortico_voor_mri", "dexamethason", "follow"),
        Decision("radiotherapie", "8_gy_uitval", "follow"),
    )
    followed = told(replace(case, decisions=(*case.decisions, medicine, dose)))
    assert said in task(followed, "cortico_voor_mri").about
    assert said not in task(followed, "radiotherapie").about


# --- waiting until after the biopsy --------------------------------------------------------------------------------


def test_not_yet_stands_beside_the_limits_until_it_is_decided() -> None:
    case = unknown_origin()
    assert f"Boom 2: {WAIT}" in limits_in(as_text(told(case)))
    assert f"Boom 2: {WAIT}" in working(case)
    assert "Wacht met corticosteroïden tot na het biopt." in told(case).main.text
    assert f"Boom 2: {WAIT}" not in limits_in(as_text(told(unknown_origin(FOLLOW_WAIT))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_biopsy_that_was_taken_ends_the_waiting_by_asking(language: Language) -> None:
    done = {"nl": "Het biopt is gedaan.", "en": "The biopsy is done."}[language]
    case = taken(unknown_origin(FOLLOW_WAIT))
    made = told(case, language)
    (doubt,) = made.doubtful
    assert (doubt.table, doubt.note) == ("done", 56)
    assert doubt.why.startswith(done)
    assert done in task(made, "cortico_voor_mri").about
    assert done not in task(told(unknown_origin(FOLLOW_WAIT), language), "cortico_voor_mri").about


BEFORE, AHEAD = parse_moment("2026-11-20T10:00"), parse_moment("2026-11-23T10:00")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (BEFORE, "Weefsel binnen 1 dag: afgevinkt vr 20 nov 10:00, vóór het begin van deze termijn: ga na, en wacht"),
        (AHEAD, "Weefsel binnen 1 dag: afgevinkt ma 23 nov 10:00, dat ligt in de toekomst: controleer, en wacht"),
    ],
)
@pytest.mark.parametrize("decided", [(), (FOLLOW_WAIT,)])
def test_a_biopsy_of_which_the_tick_does_not_count_releases_nothing(
    decided: tuple[Decision, ...], when: datetime, said: str
) -> None:
    """Of an earlier biopsy the waiting read that it was done, and that dexamethasone was next."""
    case = unknown_origin(*decided, **{HAEMATOLOGICAL: False})
    made = told(replace(case, done={BIOPSY: when}))
    assert "Het biopt is gedaan" not in as_text(made)
    assert not made.doubtful
    line = task(made, "cortico_voor_mri").about if decided else " ".join(limits_in(as_text(made)).split())
    assert f"{said} tot dan" in line
    assert "en wacht tot dan" not in as_text(told(taken(case)))


def test_it_says_what_comes_then_only_where_it_is_known() -> None:
    sure, asks = "een operatie of radiotherapie is gepland:", "Ga na of er MESMC of wortelcompressie met klachten is"
    case = taken(unknown_origin(**{HAEMATOLOGICAL: False}))
    assert sure in working(case)
    assert asks not in working(case)
    open_ = without(case, PLANNED)
    assert asks in working(open_)
    assert sure not in working(open_)


@pytest.mark.parametrize("months", [2, 8])
def test_where_it_may_be_haematological_a_biopsy_ends_nothing(months: int) -> None:
    facts: dict[str, Value] = {**UNKNOWN_ORIGIN, HAEMATOLOGICAL: True}
    made = told(taken(surgical(FOLLOW_WAIT, months=months, facts=facts)))
    (doubt,) = made.doubtful
    assert "begin nog niet met corticosteroïden" in doubt.why
    assert doubt.why in task(made, "cortico_voor_mri").about
    assert "dexamethason" not in doubt.why
    assert "265–266" in doubt.source


@pytest.mark.parametrize("months", [2, 8])
@pytest.mark.parametrize("planned", [True, False])
def test_whether_it_may_be_haematological_is_asked_before_steroids(months: int, planned: bool) -> None:
    facts: dict[str, Value] = {**UNKNOWN_ORIGIN, PLANNED: planned}
    case = taken(surgical(months=months, facts=facts))
    (doubt,) = told(case).doubtful
    assert "alleen genoeg als er geen verdenking op een hematologische maligniteit is" in doubt.why
    assert "Ga na of er verdenking op een hematologische maligniteit is" in working(case)
    assert "dexamethason" not in doubt.why


def test_who_said_that_it_is_so_is_not_asked_in_the_line_again() -> None:
    case = taken(unknown_origin(FOLLOW_WAIT))
    settled = journey_of_case(PACK, case, NOON)[0].advice.settled
    (doubt,) = doubts(PACK, settled, rows_here(PACK, case, NOON))
    said = with_confirmation(case, doubt, "radiotherapeut", NOON)
    assert "Het biopt is gedaan." not in task(told(said), "cortico_voor_mri").about


def test_steroids_in_use_stand_with_the_waiting() -> None:
    runs = (Steroid(date(2026, 11, 21), 16, "dexamethason"),)
    case = replace(unknown_origin(FOLLOW_WAIT), steroids=runs)
    assert ALREADY in task(told(case), "cortico_voor_mri").about
    assert [each.table for each in told(case).doubtful] == ["steroids"]
    worse = unknown_origin(FOLLOW_WAIT, progressieve_uitval_ondanks_corticosteroiden=True)
    assert ALREADY in task(told(worse), "cortico_voor_mri").about


def test_a_bolus_that_was_given_stands_with_the_waiting() -> None:
    case = replace(unknown_origin(FOLLOW_WAIT), done={"cortico_voor_mri.dexamethason": TAKEN})
    assert "Dexamethason is al gegeven." in task(told(case), "cortico_voor_mri").about
    assert told(replace(surgical(), done=case.done)).doubtful == ()


def test_tissue_keeps_its_limit_beside_a_decompression() -> None:
    worse = unknown_origin(progressieve_uitval_ondanks_corticosteroiden=True)
    assert told(worse).main.outcome == "decompressie_overwegen"
    (line,) = told(worse).deadlines
    assert (line.of, line.when, line.provisional) == (BIOPSY, "vóór ma 23 nov 12:05", False)
    assert "Weefsel binnen 1 dag" in tasks(meeting_of(worse))
    (done,) = told(taken(worse)).deadlines
    assert done.state == "done"
    none = unknown_origin(
        progressieve_uitval_ondanks_corticosteroiden=True,
        mesmc_radiologisch=False,
        neurologische_uitval_door_mesmc=False,
        mesmc_klinisch=False,
    )
    assert [each.of for each in told(none).deadlines] == ["aanvullend.biopt_1_week"]


# --- what goes with the bolus --------------------------------------------------------------------------------------


def test_risk_factors_that_nobody_knows_are_asked_in_the_line() -> None:
    case = without(surgical(Decision("cortico_voor_mri", "dexamethason", "follow")), "risicofactoren_maag")
    assert task(told(case), "cortico_voor_mri").about.startswith(RISKS)
    assert RISKS in limits_in(as_text(told(without(surgical(), "risicofactoren_maag")))).split(DOSE)[1]
    assert RISKS not in working(surgical())


@pytest.mark.parametrize("how", ["mark", "row", "fact"])
def test_steroids_in_use_stand_in_the_line_of_the_bolus_once(how: str) -> None:
    facts: dict[str, dict[str, Value]] = {
        "mark": {"gebruikt_al_corticosteroiden": True},
        "row": {},
        "fact": {"gebruikt_al_corticosteroiden": True, "achteruitgang_onder_radiotherapie_en_corticosteroiden": True},
    }
    case = surgical(facts=facts[how])
    if how == "row":
        case = replace(case, steroids=(Steroid(date(2026, 10, 1), 10, "prednison"),))
    assert limits_in(as_text(told(case))).count(ALREADY) == 1
    assert ALREADY not in working(surgical())


# --- radiotherapy after an operation, and radiotherapy that was given ----------------------------------------------


def test_sooner_stands_beside_the_limits_also_after_waiting_was_followed() -> None:
    said = "Boom 10: Eerder starten met radiotherapie"
    facts: dict[str, Value] = {"geopereerd": True, "postoperatief_onvoldoende_herstel_of_achteruitgang": True}
    case = surgical(facts=facts)
    assert said in working(case)
    assert said in working(replace(case, decisions=(Decision("interval_chir_rt", "drie_vier_weken", "follow"),)))
    assert said not in working(replace(case, decisions=(Decision("interval_chir_rt", "eerder_starten", "follow"),)))


@dataclass(frozen=True)
class Ended:
    """When radiotherapy ended, when it is asked, and how."""

    end: datetime
    now: datetime
    remark: str


@pytest.mark.parametrize(
    "ended",
    [
        Ended(
            parse_moment("2026-11-22T11:00"),
            NOON,
            "einde van de radiotherapie zo 22 nov 11:00 staat ingevuld: gehaald?",
        ),
        Ended(
            parse_moment("2026-11-24T11:00"),
            parse_moment("2026-11-25T11:00"),
            "verstreken, einde van de radiotherapie di 24 nov 11:00 staat ingevuld: op tijd begonnen?",
        ),
    ],
)
def test_the_end_of_radiotherapy_asks_whether_the_limit_was_met(ended: Ended) -> None:
    case = surgical()
    moments = {**case.patient.moments, "radiotherapie_einde_op": ended.end}
    case = replace(case, patient=replace(case.patient, moments=moments), discussed_at=ended.now)
    made = summarise(PACK, case, ended.now, "nl")
    assert [each.remark for each in made.deadlines] == [ended.remark]
    (doubt,) = made.doubtful
    assert (doubt.table, doubt.said.split(" · ")[0]) == (
        "courses",
        f"Radiotherapie op deze plaats, ingevuld: {ended.end:%d-%m-%Y}",
    )
    assert "tweede bestraling" in doubt.why


@pytest.mark.parametrize("end", ["2026-12-04T11:00", "2026-08-21T11:00"])
def test_an_end_that_is_to_come_or_was_before_the_diagnosis_is_no_treatment_of_it(end: str) -> None:
    case = surgical()
    moments = {**case.patient.moments, "radiotherapie_einde_op": parse_moment(end)}
    made = told(replace(case, patient=replace(case.patient, moments=moments)))
    assert made.doubtful == ()
    assert [each.remark for each in made.deadlines] == [""]


def test_a_dose_that_was_followed_asks_whether_it_is_a_second_course() -> None:
    facts: dict[str, Value] = {
        "conditie": "matig",
        "instabiliteit": False,
        "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
        "hormoongevoelige_tumor": False,
        "indicatie_chemotherapie": False,
    }
    dose = Decision("radiotherapie", "8_gy_uitval", "follow")
    case = surgical(dose, facts=facts)
    moments = {**case.patient.moments, "radiotherapie_einde_op": parse_moment("2026-11-22T11:00")}
    given = replace(case, patient=replace(case.patient, moments=moments))
    assert "tweede bestraling" in task(told(given), "radiotherapie").about
    assert "tweede bestraling" not in task(told(case), "radiotherapie").about


# --- what has to be checked first ----------------------------------------------------------------------------------


CHECK = "Ga na of een operatie of radiotherapie gepland is: zo ja, begin direct met dexamethason."


@pytest.mark.parametrize("months", [2, 8])
def test_what_would_be_at_once_stands_beside_the_limits_while_one_fact_is_open(months: int) -> None:
    open_ = without(surgical(months=months), PLANNED)
    said = limits_in(as_text(told(open_)))
    assert said.count(CHECK) == 1
    assert f"Boom {8 if months < 3 else 2}: {CHECK}" in said
    for planned in (True, False):
        assert CHECK not in limits_in(as_text(told(surgical(months=months, facts={PLANNED: planned}))))


def test_what_has_to_be_checked_stands_on_the_list_of_the_meeting() -> None:
    (line,) = [each for each in meeting_of(without(surgical(), PLANNED)).todo if CHECK in each.what]
    assert (line.when, line.about) == ("Direct", "Boom 2")
    assert not [each for each in meeting_of(without(chose("operatie"), PLANNED)).todo if CHECK in each.what]


def test_a_dose_that_may_have_to_wait_says_what_has_to_be_checked() -> None:
    recovery, said = "postoperatief_onvoldoende_herstel_of_achteruitgang", "Radiotherapie minstens 3–4 weken na"
    case = without(operated(Decision("rt_na_chirurgie", "20_gy_5", "follow")), recovery)
    assert said in task(told(case), "rt_na_chirurgie").about
    assert sum(said in f"{each.what} {each.about}" for each in meeting_of(case).todo) == 1


def test_what_is_to_be_checked_is_said_once_where_the_choice_says_it() -> None:
    case = without(chose("operatie"), PLANNED)
    assert CHECK not in working(case)
    assert "ga na of een operatie of radiotherapie gepland is" in working(case).lower()


def test_it_is_not_said_while_something_before_it_is_open() -> None:
    open_ = without(without(surgical(), PLANNED), "bekende_primaire_maligniteit")
    assert CHECK not in working(open_)


def test_the_interval_after_an_operation_is_named_while_the_recovery_is_unknown() -> None:
    recovery = "postoperatief_onvoldoende_herstel_of_achteruitgang"
    operated: dict[str, Value] = {"geopereerd": True}
    said = "Radiotherapie minstens 3–4 weken na de operatie, of eerder bij onvoldoende neurologisch herstel"
    assert f"Boom 10: {said}" in limits_in(as_text(told(without(surgical(facts=operated), recovery))))
    assert said not in working(surgical(facts={**operated, recovery: False}))


@pytest.mark.parametrize(
    "decision",
    [
        Decision("rt_na_chirurgie", "20_gy_5", "follow"),
        Decision("lv_lang", "chirurgie", "deviate", reason_code="logistics", chosen="radiotherapie"),
    ],
)
def test_a_treatment_that_waits_says_from_when_and_not_the_limit_of_its_start(decision: Decision) -> None:
    case = operated(decision)
    line = task(told(case), decision.tree)
    assert line.before == "vroegst zo 13 dec 08:00 – zo 20 dec 08:00"
    assert "ten minste 3–4 weken na: operatie (boom 10)" in line.about
    assert "boom 4" not in line.about
    assert "Therapie binnen 24 uur" in limits_in(as_text(told(case)))


@pytest.mark.parametrize("discussed", [None, NOON])
def test_steroids_that_begin_later_are_asked_back_in_no_line(discussed: datetime | None) -> None:
    """Also of who is not discussed yet: the order has the rows of the moment that the page is of."""
    later = Steroid(NOON.date() + timedelta(days=2), 16, "dexamethason")
    case = replace(surgical(), steroids=(later,), discussed_at=discussed)
    assert DOSE in working(case)
    assert ALREADY not in working(case)
    assert not any(ALREADY in each.about for each in meeting_of(case).todo)
    followed = replace(case, decisions=(Decision("cortico_voor_mri", "dexamethason", "follow"),))
    assert ALREADY not in task(told(followed), "cortico_voor_mri").about
    runs = replace(followed, steroids=(replace(later, since=NOON.date()),))
    assert ALREADY in task(told(runs), "cortico_voor_mri").about
