"""An order to start a medicine: not before the tissue diagnosis, not again after the treatment it goes before."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from mdo_viewer.guideline.model import Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.tables.rows import Steroid
from mdo_viewer.reports.model import TaskLine
from mdo_viewer.reports.text import as_text
from tests.meeting.test_therapy_limit import with_moment
from tests.reports.test_calm import PACK
from tests.reports.test_order_line import HAEMATOLOGICAL, PLANNED, taken, unknown_origin, working
from tests.reports.test_tasks import limits_in, meeting_of
from tests.reports.test_what_is_a_task import DOSE, surgical, task, told, without

ON_IMAGING = "radiologische_verdenking_wervelmetastasen"
LATER = "Corticosteroïden pas na de weefseldiagnose. NIET STARTEN: de herkomst is onbekend"
READING, ADVISED = "Hier is dat onze lezing (naar r. 265–266)", "De richtlijn adviseert dat (r. 265–266)"
FIRST = "Er is verdenking op een hematologische maligniteit: eerst de weefseldiagnose, dan pas corticosteroïden."
ASKED = "Ga na of er verdenking op een hematologische maligniteit is: zo ja, eerst de weefseldiagnose"
KNOWN = (
    "De herkomst is onbekend en er is verdenking op een hematologische maligniteit: zorg eerst voor een weefseldiagnose"
)
ORIGIN = "Er is verdenking op een hematologische maligniteit. Ga na of de herkomst onbekend is: zo ja, eerst de weefsel"
START = Decision("cortico_voor_mri", "dexamethason", "follow")
BOLUS = "10 mg i.v."
HELD = "NIET UITVOEREN vóór herbespreking: direct starten met dexamethason"
CHECK = "Ga eerst na of dit al gegeven is; zo niet: direct starten met dexamethason (dexamethason 10 mg i.v."
AT = "2026-11-22T09:00"
SEE = "Starten of afbouwen: zie boom 2, p. 1, r. 73–74, 76"
OPERATED, WORSE = "geopereerd", "postoperatief_onvoldoende_herstel_of_achteruitgang"
NEEDS = (
    "recidief_of_progressie_na_radiotherapie",
    "onvoldoende_respons_eerste_radiotherapie",
    WORSE,
    "klachten_bij_follow_up",
)


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


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((ON_IMAGING,), KNOWN),
        ((ON_IMAGING, PLANNED), KNOWN),
        (("bekende_primaire_maligniteit",), ORIGIN),
        (("weefseldiagnose_bekend",), ORIGIN),
        (("bekende_primaire_maligniteit", "weefseldiagnose_bekend", PLANNED), ORIGIN),
    ],
)
@pytest.mark.parametrize("months", [2, 8])
def test_while_another_fact_is_missing_the_suspicion_is_said_beside_the_limits(
    missing: tuple[str, ...], said: str, months: int
) -> None:
    case = before_imaging(**{HAEMATOLOGICAL: True, "levensverwachting_maanden": months})
    found = working(without(case, *missing))
    assert said in found
    assert BOLUS not in found
    free = working(without(before_imaging(**{HAEMATOLOGICAL: False, "levensverwachting_maanden": months}), *missing))
    assert KNOWN not in free
    assert ORIGIN not in free


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
        case = unknown_origin(*decisions, **facts)
        case = taken(case) if done else case
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
    case = with_moment(surgical(*decisions), moment, AT)
    said = working(case)
    assert CHECK in said
    assert f"{name} zo 22 nov 09:00 staat ingevuld. {SEE}" in said
    (line,) = [each for each in meeting_of(case).todo if "starten met dexamethason" in each.what]
    assert line.what.startswith(CHECK)
    assert (line.when.casefold(), line.bars) == ("direct", False)


@pytest.mark.parametrize("decisions", [(), (START,)])
def test_an_operation_without_its_moment_asks_for_the_same_check(decisions: tuple[Decision, ...]) -> None:
    case = surgical(*decisions, facts={OPERATED: True, WORSE: False})
    assert CHECK in working(case)
    assert f"Geopereerd aan deze wervelmetastase staat ingevuld. {SEE}" in working(case)
    assert CHECK not in working(surgical(*decisions, facts={OPERATED: False}))


@pytest.mark.parametrize("decisions", [(), (START,)])
@pytest.mark.parametrize("need", NEEDS)
def test_where_it_is_needed_anew_it_is_checked_unless_that_came_later(
    need: str, decisions: tuple[Decision, ...]
) -> None:
    """A relapse from before the operation says nothing of whether the bolus was given with it."""
    case = with_moment(surgical(*decisions, facts={OPERATED: need == WORSE, need: True}), "operatie_op", AT)
    assert CHECK in working(case)
    later = working(with_moment(case, "verdenking_op", "2026-11-22T10:00"))
    assert CHECK not in later
    assert BOLUS in later


@pytest.mark.parametrize(("when", "asked"), [("2026-11-22T08:00", True), ("2026-11-22T10:00", False)])
def test_what_was_decided_after_the_treatment_is_not_checked_first(when: str, asked: bool) -> None:
    case = with_moment(surgical(), "operatie_op", AT)
    then = advice_as_of(PACK, case, START.tree, datetime.fromisoformat(f"{when}+01:00"))
    case = replace(case, decisions=(replace(START, then=then),))
    assert (CHECK in working(case)) is asked


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


def irradiated(*steroids: Steroid, **facts: Value) -> Case:
    known: dict[str, Value] = {PLANNED: False, "klachten_bij_follow_up": False, "evaluatie_systeemtherapie": False}
    case = with_moment(surgical(facts={**known, **facts}), "radiotherapie_einde_op", AT)
    case = with_moment(case, "verdenking_op", "2026-11-19T09:00")
    return replace(case, steroids=steroids)


def dexamethasone(since: date | None) -> Steroid:
    return Steroid(since, 16, "Dexamethason")


def tapers(case: Case) -> list[TaskLine]:
    return [each for each in told(case).tasks if each.what == TAPER]


DURING = date(2026, 11, 20)


def test_steroids_that_run_after_the_treatment_are_tapered_as_a_task_with_its_days() -> None:
    case = irradiated(dexamethasone(DURING))
    (line,) = tapers(case)
    assert (line.before, line.late) == ("volledig af zo 29 nov – zo 6 dec", False)
    assert "in 1–2 weken volledig af, als geen andere plaats nog behandeld wordt (onze lezing)" in line.about
    (todo,) = [each for each in meeting_of(case).todo if each.what == TAPER]
    assert todo.when == "Volledig af zo 29 nov – zo 6 dec"


def test_while_it_may_have_to_be_started_nothing_is_tapered() -> None:
    started = dexamethasone(DURING)
    assert not tapers(irradiated(started, **{PLANNED: True}))
    assert not tapers(without(irradiated(started), PLANNED))
    assert not tapers(with_moment(irradiated(started), "verdenking_op", "2026-11-22T10:00"))


@pytest.mark.parametrize("need", [each for each in NEEDS if each != WORSE])
def test_where_it_is_needed_anew_nothing_is_tapered(need: str) -> None:
    assert not tapers(irradiated(dexamethasone(DURING), **{need: True}))


def test_what_was_begun_for_something_else_is_not_tapered() -> None:
    chronic = Steroid(date(2024, 1, 1), 5, "prednison")
    for rows in (
        (),
        (dexamethasone(date(2026, 11, 23)),),  # begun after the treatment
        (dexamethasone(date(2026, 11, 18)),),  # before the symptoms were reported
        (dexamethasone(None),),
        (chronic,),
        (dexamethasone(DURING), chronic),
        (Steroid(DURING, 16),),
    ):
        assert not tapers(irradiated(*rows))
