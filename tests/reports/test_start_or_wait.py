"""An order to start a medicine: not before the tissue diagnosis, not again after the treatment it goes before."""

from __future__ import annotations

from datetime import date

import pytest

from mdo_viewer.guideline.model import Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.tables.rows import Steroid
from mdo_viewer.reports.text import as_text
from tests.meeting.test_therapy_limit import with_moment
from tests.reports.test_order_line import BIOPSY, HAEMATOLOGICAL, PLANNED, TAKEN, unknown_origin, working
from tests.reports.test_tasks import limits_in, meeting_of
from tests.reports.test_what_is_a_task import DOSE, surgical, task, told, without

ON_IMAGING = "radiologische_verdenking_wervelmetastasen"
LATER = "Corticosteroïden pas na de weefseldiagnose. NIET STARTEN: de herkomst is onbekend"
READING, ADVISED = "Hier is dat onze lezing (naar r. 265–266)", "De richtlijn adviseert dat (r. 265–266)"
FIRST = "Bij verdenking op een hematologische maligniteit: eerst de weefseldiagnose, dan pas corticosteroïden."
ASKED = "Ga na of er verdenking op een hematologische maligniteit is: zo ja, eerst de weefseldiagnose"
START = Decision("cortico_voor_mri", "dexamethason", "follow")
BOLUS = "10 mg i.v."
HELD = "NIET UITVOEREN vóór herbespreking: direct starten met dexamethason"
OPEN = "is dit al gegeven? Starten of afbouwen is open"


def before_imaging(*decisions: Decision, **facts: Value) -> Case:
    return unknown_origin(*decisions, **{ON_IMAGING: False, PLANNED: True, **facts})


# --- the tissue diagnosis first -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("months", "why"), [(2, ADVISED), (8, READING)])
@pytest.mark.parametrize("root", [False, True])
def test_before_any_imaging_nothing_is_started_where_it_may_be_haematological(
    months: int, why: str, root: bool
) -> None:
    facts: dict[str, Value] = {HAEMATOLOGICAL: True, "levensverwachting_maanden": months}
    if root:
        facts |= {"mesmc_klinisch": False, "neurologische_uitval_door_mesmc": False}
        facts |= {"symptomatische_wortelcompressie": True}
    said = working(before_imaging(**facts))
    assert LATER in said
    assert why in said
    assert BOLUS not in said


def test_where_that_is_not_known_it_is_asked_before_anything_is_started() -> None:
    said = working(without(before_imaging(), HAEMATOLOGICAL))
    assert ASKED in said
    assert BOLUS not in said
    assert BOLUS in working(before_imaging(**{HAEMATOLOGICAL: False}))


def test_an_order_that_was_followed_is_not_carried_out_then() -> None:
    (line,) = told(before_imaging(START, **{HAEMATOLOGICAL: True})).tasks
    assert line.what == HELD
    assert "het advies is nu: Corticosteroïden pas na de weefseldiagnose" in line.about


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("months", [2, 8])
def test_after_imaging_the_biopsy_alone_is_not_enough_then(done: bool, months: int) -> None:
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    facts: dict[str, Value] = {HAEMATOLOGICAL: True, "levensverwachting_maanden": months}
    for decisions in ((), (wait,)):
        case = replace(unknown_origin(*decisions, **facts), done={BIOPSY: TAKEN} if done else {})
        assert (FIRST in working(case)) or (LATER in working(case))
        assert (READING if months == 8 else ADVISED) in working(case)
        assert ("een weefseldiagnose is er nog niet" in working(case)) is done


# --- once the treatment is given ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "name"), [("operatie_op", "Operatie"), ("radiotherapie_einde_op", "Einde van de radiotherapie")]
)
@pytest.mark.parametrize("decisions", [(), (START,)])
def test_an_order_that_goes_before_a_treatment_is_checked_once_that_is_filled_in(
    moment: str, name: str, decisions: tuple[Decision, ...]
) -> None:
    case = with_moment(surgical(*decisions), moment, "2026-11-22T09:00")
    said = working(case)
    assert HELD in said
    assert f"{name} zo 22 nov 09:00 staat ingevuld: {OPEN}" in said
    assert BOLUS not in said
    (line,) = [each for each in meeting_of(case).todo if "starten met dexamethason" in each.what]
    assert line.what == HELD


@pytest.mark.parametrize("when", ["2026-08-21T11:00", "2026-12-04T11:00"])
def test_an_earlier_treatment_and_one_to_come_leave_the_order_as_it_is(when: str) -> None:
    assert BOLUS in limits_in(as_text(told(with_moment(surgical(), "operatie_op", when))))
    assert task(told(with_moment(surgical(START), "operatie_op", when)), "cortico_voor_mri").what.startswith(DOSE)


def test_new_symptoms_after_the_treatment_give_the_order_anew() -> None:
    case = with_moment(surgical(), "operatie_op", "2026-11-22T09:00")
    assert BOLUS in limits_in(as_text(told(with_moment(case, "verdenking_op", "2026-11-22T10:00"))))


def test_two_decisions_that_lapsed_give_one_order() -> None:
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    first = Decision("cortico_lv_kort", "eerst_weefsel", "follow")
    made = told(surgical(wait, first, months=2))
    assert sum(BOLUS in each.what for each in made.tasks) == 1
    assert sum(BOLUS in each.what for each in meeting_of(surgical(wait, first, months=2)).todo) == 1


def test_what_is_not_done_has_no_limit_to_be_done_before() -> None:
    no_dose = Decision("radiotherapie", "8_gy_uitval", "deviate", reason_code="other", text="geen dosis: eerst overleg")
    case = surgical(no_dose, months=2)
    line = task(told(case), "radiotherapie")
    assert (line.before, line.limit) == ("", "")
    assert "Therapie binnen 24 uur" in limits_in(as_text(told(case)))
    chosen = Decision(
        "lv_lang", "chirurgie", "deviate", reason_code="logistics", text="geen operatie", chosen="radiotherapie"
    )
    assert task(told(surgical(chosen)), "lv_lang").before  # what was chosen is done, whatever is written with it


# --- tapering -------------------------------------------------------------------------------------------------------

TAPER = "Corticosteroïden afbouwen"


def irradiated(since: date | None, planned: bool = False) -> Case:
    case = surgical(facts={PLANNED: planned, "klachten_bij_follow_up": False, "evaluatie_systeemtherapie": False})
    case = with_moment(case, "radiotherapie_einde_op", "2026-11-22T09:00")
    return replace(case, steroids=(Steroid(since, 16, "dexamethason"),) if since else ())


def test_steroids_that_run_after_the_treatment_are_tapered_as_a_task_with_its_days() -> None:
    case = irradiated(date(2026, 11, 20))
    (line,) = [each for each in told(case).tasks if each.what == TAPER]
    assert (line.before, line.late) == ("volledig af zo 29 nov – zo 6 dec", False)
    assert "in 1–2 weken volledig af, als geen andere plaats nog behandeld wordt (onze lezing)" in line.about
    (todo,) = [each for each in meeting_of(case).todo if each.what == TAPER]
    assert todo.when == "Volledig af zo 29 nov – zo 6 dec"


def test_without_sure_days_tapering_is_a_task_without_them() -> None:
    for case in (
        irradiated(date(2026, 11, 20), planned=True),
        with_moment(irradiated(date(2026, 11, 20)), "verdenking_op", "2026-11-22T10:00"),
    ):
        (line,) = [each for each in told(case).tasks if each.what == TAPER]
        assert (line.before, line.until) == ("", "")


@pytest.mark.parametrize("since", [None, date(2026, 11, 23)])
def test_what_does_not_run_or_was_begun_after_it_is_not_tapered(since: date | None) -> None:
    assert not [each for each in told(irradiated(since)).tasks if each.what == TAPER]
