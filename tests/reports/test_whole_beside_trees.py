"""The whole case beside its trees: which counts is said, and following all has somebody do what was advised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from mdo_viewer.guideline.model import Range, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of, puts_apart, since, unordered
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.tally import counted
from mdo_viewer.meeting.to_do import choices_apart, left_open
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.text import as_text
from mdo_viewer.reports.wording import Paper
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_tasks import meeting_of
from tests.reports.test_what_is_a_task import OPERATE, surgical, told

COMFORT = Decision(WHOLE_CASE, None, "deviate", reason_code="patient_wish", text="alleen comfort, geen operatie")
DEXA = Decision("cortico_voor_mri", "dexamethason", "follow")
NO_MRI = Decision("diagnostiek", "geen_nieuwe_mri", "follow")
APART = "Let op: bij de hele casus, boom 2 en boom 9 is niet hetzelfde besloten; bespreek opnieuw"


def taken(case: Case, *hours: int) -> Case:
    """The case with its decisions as they were taken so many hours after noon."""
    kept = [
        replace(each, then=advice_as_of(PACK, case, each.tree, NOON + timedelta(hours=after)))
        for each, after in zip(case.decisions, hours, strict=True)
    ]
    return replace(case, decisions=tuple(kept))


# --- a deviation on the whole case beside what was followed on a tree ----------------------------------------------


@pytest.mark.parametrize("at", [(), (0, 0, 0)])
def test_what_is_followed_beside_a_deviation_on_all_is_discussed_again_first(at: tuple[int, ...]) -> None:
    """The operation and comfort care alone stood under each other as two things to do, with no word between them."""
    case = surgical(COMFORT, OPERATE, DEXA)
    case = taken(case, *at) if at else case
    made = told(case)
    (found,) = made.tasks
    assert found.what.startswith("EERST HERBESPREKEN: hele casus: alleen comfort, geen operatie; boom 2: ")
    assert "boom 9: operatie" in found.what
    assert found.about.startswith(APART)
    assert found.about.count(APART) == 1
    assert "- Direct: EERST HERBESPREKEN: hele casus: " in as_text(made)  # the bolus among it is for at once
    assert [each.apart for each in made.decisions] == [f"{APART}."] * 3
    assert all(each.heading.startswith("Eerst herbespreken: ") for each in made.decisions)
    page: Any = page_data(made, None)
    assert APART in page["decision"]["warning"]  # the box, which shows the decision on the whole case alone
    listed = [each.what for each in meeting_of(case).todo]
    assert found.what in listed
    assert not {"Operatie", "alleen comfort, geen operatie"} & set(listed)
    stages = journey_of_case(PACK, case, NOON)
    assert {since(PACK, case, each, stages) for each in case.decisions} == {"apart"}


def test_a_deviation_on_all_that_came_later_replaces_what_was_followed() -> None:
    case = taken(surgical(COMFORT, OPERATE), 1, 0)
    assert since(PACK, case, case.decisions[1], journey_of_case(PACK, case, NOON)) == "replaced"
    assert unordered(PACK, case) == ()
    found = next(each for each in told(case).tasks if each.tree == "lv_lang")
    assert (found.what, found.before) == ("EERST HERBESPREKEN: operatie", "vóór ma 23 nov 08:00")
    assert found.about.startswith("Hierna is over de hele casus anders besloten. ")


def test_an_order_for_at_once_that_all_replaced_is_discussed_again_at_once() -> None:
    """The page said not to start dexamethasone, although no fact had changed since that was decided."""
    case = taken(surgical(COMFORT, DEXA), 1, 0)
    found = next(each for each in told(case).tasks if each.tree == "cortico_voor_mri")
    assert (found.what, found.at_once) == ("EERST HERBESPREKEN: direct starten met dexamethason", True)
    assert found.about.startswith("Hierna is over de hele casus anders besloten. ")
    assert "NIET UITVOEREN" not in as_text(told(case))
    assert any(each.what == found.what for each in meeting_of(case).todo)


@pytest.mark.parametrize("hours", [(), (0, 0), (2, 2)])
def test_what_a_decision_puts_apart_is_known_before_it_is_recorded(hours: tuple[int, ...]) -> None:
    case = surgical(OPERATE, DEXA)
    case = taken(case, *hours) if hours else case
    stages, at = journey_of_case(PACK, case, NOON), NOON + timedelta(hours=1)
    assert puts_apart(PACK, case, COMFORT, stages, at) == ("lv_lang", "cortico_voor_mri")
    assert puts_apart(PACK, case, Decision(WHOLE_CASE, None, "follow"), stages, at) == ()
    beside = taken(surgical(COMFORT), 0)
    assert puts_apart(PACK, beside, OPERATE, stages, at) == (WHOLE_CASE,)
    assert puts_apart(PACK, beside, NO_MRI, stages, at) == ()


def test_what_was_ordered_after_a_deviation_on_all_is_discussed_again_with_it() -> None:
    """Comfort care alone and the operation stood under each other without a word; it may forbid just that."""
    case = taken(surgical(COMFORT, OPERATE), 0, 1)
    assert unordered(PACK, case) == (WHOLE_CASE, "lv_lang")
    (found,) = told(case).tasks
    assert found.what == "EERST HERBESPREKEN: hele casus: alleen comfort, geen operatie; boom 9: operatie"
    assert (found.before, found.apart) == ("vóór ma 23 nov 08:00", True)


@pytest.mark.parametrize(
    "beside",
    [
        NO_MRI,  # nobody has anything to do
        Decision("cortico_voor_mri", "dexamethason", "deviate", reason_code="comorbidity", text="geen dexamethason"),
        Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen"),
    ],
)
def test_what_orders_nothing_stands_beside_a_deviation_on_all(beside: Decision) -> None:
    assert unordered(PACK, surgical(COMFORT, beside)) == ()


OWN_WORDS = Decision("lv_kort", None, "own", text="vervolgen met MRI")
OWN_CHOICE = Decision("lv_kort", None, "own", chosen="radiotherapie")
DEVIATED = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", text="vervolgen met MRI")


@pytest.mark.parametrize("own", [OWN_WORDS, OWN_CHOICE, DEVIATED])
@pytest.mark.parametrize("hours", [(1, 0), (0, 1), (0, 0), ()])
def test_what_the_board_decided_itself_on_a_tree_is_not_overtaken_by_the_whole_case(
    own: Decision, hours: tuple[int, ...]
) -> None:
    """`Vervolgen met MRI` read as overtaken and was not to be carried out, though no fact had changed."""
    case = surgical(COMFORT, own, months=7 if own is DEVIATED else 2)
    case = taken(case, *hours) if hours else case
    stages = journey_of_case(PACK, case, NOON)
    assert unordered(PACK, case) == ()
    assert left_open(PACK, case, stages).overtaken == ()
    made = told(case)
    whats = [each.what for each in made.tasks]
    assert "Radiotherapie" in " ".join(whats) if own is OWN_CHOICE else "vervolgen met MRI" in whats
    text = as_text(made)
    assert not any(word in text for word in ("NIET UITVOEREN vóór", "EERST HERBESPREKEN", "Achterhaald", "Eerst herb"))


@pytest.mark.parametrize("hours", [(1, 0), (0, 1), ()])
def test_of_what_the_board_decided_otherwise_on_all_nobody_says_that_the_advice_changed(hours: tuple[int, ...]) -> None:
    """The closing screen said that the advice is another one now, while all trees said the same."""
    case = surgical(COMFORT, OPERATE)
    case = taken(case, *hours) if hours else case
    left = left_open(PACK, case, journey_of_case(PACK, case, NOON))
    assert left.turned == ()
    assert "lv_lang" in left.apart
    heading = next(each.heading for each in told(case).decisions if each.tree == "lv_lang")
    assert heading.startswith("Eerst herbespreken: ")
    counts = counted(PACK, document_of((case,)))
    assert (counts.overtaken, counts.apart, counts.wholly, counts.partly) == (0, 1, 0, 1)
    paper = Paper.at("nl", NOON)
    assert paper.left_of_decided(counts) == "Bij 1 besloten patiënt moet een besluit eerst worden herbesproken."


def test_what_was_done_and_a_follow_on_all_have_no_second_word_beside_them() -> None:
    done = replace(surgical(COMFORT, DEXA), done={"cortico_voor_mri.dexamethason": NOON})
    assert unordered(PACK, done) == ()
    assert unordered(PACK, surgical(Decision(WHOLE_CASE, None, "follow"), OPERATE)) == ()


# --- following all has somebody do what was advised -----------------------------------------------------------------

FOLLOW = Decision(WHOLE_CASE, None, "follow")
#: The deficit, and nothing of an earlier radiotherapy: one dose is given.
ONE_DOSE: dict[str, Value] = {
    "conditie": "matig",
    "geopereerd": False,
    "recidief_of_progressie_na_radiotherapie": False,
    "onvoldoende_respons_eerste_radiotherapie": False,
    "adequate_dosis_radiotherapie_mogelijk": True,
    "indicatie_chemotherapie": False,
    "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
}
STABLE: dict[str, Value] = {"instabiliteit": False, "hormoongevoelige_tumor": False}
OTHER_DOSE = "NIET UITVOEREN, hoort niet bij operatie (boom 9): 1 × 8 Gy bij uitval"


def test_following_all_has_the_treatment_done_and_no_dose_of_another() -> None:
    """Surgery was preferred and 1 × 8 Gy stood among what is followed, while nobody had either to do."""
    case = taken(surgical(FOLLOW, facts=ONE_DOSE), 0)
    made = told(case)
    (found,) = made.tasks
    assert (found.what, found.before) == ("Operatie", "vóór ma 23 nov 08:00")
    assert found.about.startswith("Boom 9. Volgens het besluit over het geheel. Termijn: binnen 24 uur na")
    follows = dict(made.decisions[0].follows)
    assert (follows["Boom 6"], follows["Boom 9"]) == (OTHER_DOSE, "Chirurgie heeft de voorkeur")
    assert [each.what for each in meeting_of(case).todo].count("Operatie") == 1
    assert "8 Gy" not in " ".join(each.what for each in meeting_of(case).todo)


def test_following_all_gives_a_treatment_with_its_dose() -> None:
    case = taken(surgical(FOLLOW, months=2, facts=ONE_DOSE | STABLE), 0)
    (found,) = told(case).tasks
    assert (found.tree, found.what) == ("lv_kort", "Radiotherapie: 1 × 8 Gy bij uitval")
    assert found.about.count("Volgens het besluit over het geheel") == 1
    assert dict(told(case).decisions[0].follows)["Boom 6"] == "1 × 8 Gy bij uitval"


def test_what_was_decided_on_the_tree_itself_is_what_is_done() -> None:
    other = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="radiotherapie")
    case = taken(surgical(FOLLOW, other, facts=ONE_DOSE), 0, 0)
    made = told(case)
    assert [each.what for each in made.tasks] == ["Radiotherapie: 1 × 8 Gy bij uitval"]
    assert dict(made.decisions[0].follows)["Boom 6"] == "1 × 8 Gy bij uitval"


def test_a_dose_of_what_is_still_to_be_chosen_says_with_which() -> None:
    case = taken(surgical(FOLLOW, facts=ONE_DOSE | STABLE), 0)
    made = told(case)
    said = "Leg de keuze operatie of radiotherapie nu vast; start vóór ma 23 nov 08:00"
    assert [(each.what, each.at_once) for each in made.tasks] == [(said, True)]
    assert dict(made.decisions[0].follows)["Boom 6"] == "1 × 8 Gy bij uitval, alleen bij radiotherapie"


RANGED: dict[str, Value] = {"levensverwachting_maanden": Range(2, 4)}


@pytest.mark.parametrize("keeps", [False, True])
def test_of_treatments_to_which_a_range_leads_apart_the_choice_is_a_task(keeps: bool) -> None:
    """Radiotherapy below 3 months, either from there on: following all chose neither, and no task said so."""
    case = surgical(FOLLOW, facts=ONE_DOSE | STABLE | RANGED)
    (found,) = told(taken(case, 0) if keeps else case).tasks
    assert found.what.startswith("Leg de keuze radiotherapie of operatie nu vast; start vóór ")
    assert found.about.startswith("Bomen 7, 9")
    (whole,) = told(taken(surgical(FOLLOW, facts=ONE_DOSE | STABLE), 0)).tasks
    assert (found.at_once, found.until) == (whole.at_once, whole.until)
    assert found.until


def test_where_a_range_leads_to_one_treatment_or_the_board_decided_itself_no_choice_is_left() -> None:
    below = surgical(FOLLOW, facts=ONE_DOSE | STABLE | {"levensverwachting_maanden": Range(1, 2)})
    assert [each.what for each in told(taken(below, 0)).tasks] == ["Radiotherapie: 1 × 8 Gy bij uitval"]
    own = Decision("lv_lang", None, "own", chosen="radiotherapie")
    decided = surgical(FOLLOW, own, facts=ONE_DOSE | STABLE | RANGED)
    assert not [each for each in told(taken(decided, 0, 0)).tasks if each.what.startswith("Keuze")]
    assert not choices_apart(PACK, surgical(facts=RANGED), journey_of_case(PACK, surgical(facts=RANGED), NOON))


#: Operated since the diagnosis, and no radiotherapy before.
OPERATED: dict[str, Value] = ONE_DOSE | {
    "geopereerd": True,
    "postoperatief_onvoldoende_herstel_of_achteruitgang": False,
    "oligometastasering": False,
    "klachten_bij_follow_up": False,
}
AFTER = "20 Gy in 5 fracties"


def operated(
    *decisions: Decision, at: datetime = NOON - timedelta(hours=2), facts: dict[str, Value] = OPERATED
) -> Case:
    case = surgical(*decisions, facts=facts)
    return replace(case, patient=replace(case.patient, moments={**case.patient.moments, "operatie_op": at}))


@pytest.mark.parametrize("facts", [OPERATED, OPERATED | STABLE])  # the operation is preferred, or one of the two
def test_what_was_given_is_not_ordered_again_but_the_treatment_after_it(facts: dict[str, Value]) -> None:
    """Operated on, with 20 Gy for after it: an operation without a moment was the task, or a choice, and no dose."""
    made = told(taken(operated(FOLLOW, facts=facts), 0))
    (found,) = made.tasks
    assert (found.tree, found.what, found.before) == (
        "rt_na_chirurgie",
        AFTER,
        "vroegst zo 13 dec 10:00 – zo 20 dec 10:00",
    )
    assert dict(made.decisions[0].follows)["Boom 11"] == AFTER
    assert made.undecided == ""


#: The way of the treatment says nothing here: no surgery, no dose of radiotherapy, no systemic therapy.
SILENT: dict[str, Value] = OPERATED | STABLE | {"levensverwachting_maanden": 2, "indicatie_chemotherapie": True}


def test_a_dose_that_is_followed_with_all_is_a_task_though_no_tree_chose_a_treatment() -> None:
    """20 Gy stood among what is followed, and under what is to be done that there was nothing."""
    case = taken(operated(FOLLOW, facts=SILENT), 0)
    assert dict(told(case).decisions[0].follows).keys().isdisjoint({"Boom 7", "Boom 9"})
    (found,) = told(case).tasks
    assert (found.tree, found.what) == ("rt_na_chirurgie", AFTER)
    assert "Boom 11. Volgens het besluit over het geheel" in found.about
    assert [each.what for each in meeting_of(case).todo].count(AFTER) == 1
    own = operated(Decision("rt_na_chirurgie", "20_gy_5", "follow"), facts=SILENT)
    assert [each.what for each in told(taken(own, 0)).tasks] == [AFTER]
    done = replace(case, done={"rt_na_chirurgie.20_gy_5": NOON})
    assert not told(done).tasks


def test_a_dose_that_is_followed_with_all_under_a_condition_has_that_with_it() -> None:
    case = operated(replace(FOLLOW, kind="follow_with_condition", condition="na wondcontrole"), facts=SILENT)
    found = {each.what: each.condition for each in told(taken(case, 0)).tasks}
    assert found == {AFTER: "na wondcontrole", "Volgt de adviezen, met voorwaarde": "na wondcontrole"}


def test_what_is_followed_with_all_and_has_somebody_act_is_a_task_as_on_its_tree() -> None:
    """A new image at follow-up was a task by its tree alone."""
    facts = OPERATED | STABLE | {"klachten_bij_follow_up": True}
    found = [each.what for each in told(taken(operated(FOLLOW, facts=facts), 0)).tasks]
    own = Decision("followup", "beeldvorming", "follow")
    (alone,) = told(taken(operated(own, facts=facts), 0)).tasks
    assert found.count(alone.what) == 1


def test_where_nobody_knows_what_was_followed_the_choice_stays_a_task() -> None:
    (found,) = told(operated(FOLLOW, facts=OPERATED | STABLE)).tasks
    assert found.what == "Keuze operatie of radiotherapie niet vastgelegd: vul in wat er gedaan is"


def test_an_earlier_operation_is_not_the_one_that_is_advised_now() -> None:
    made = told(taken(operated(FOLLOW, at=NOON - timedelta(days=300)), 0))
    assert "Operatie" in [each.what for each in made.tasks]
    assert AFTER not in [each.what for each in made.tasks]


@pytest.mark.parametrize("done", [{}, {"lv_lang.chirurgie": NOON - timedelta(hours=2)}])
def test_the_radiotherapy_after_an_operation_that_was_chosen_and_given_is_carried_out(
    done: dict[str, datetime],
) -> None:
    dose = Decision("rt_na_chirurgie", "20_gy_5", "follow")
    case = replace(taken(operated(OPERATE, dose), 0, 0), done=done)
    assert since(PACK, case, case.decisions[1], journey_of_case(PACK, case, NOON)) == "same"
    found = next(each for each in told(case).tasks if each.tree == "rt_na_chirurgie")
    assert (found.what, found.standing, found.bars) == (AFTER, "holds", "")


@pytest.mark.parametrize(
    "other",
    [
        replace(FOLLOW, text="eerst bestralen"),
        Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", text="radiotherapie 5 x 4 Gy"),
    ],
)
def test_a_dose_does_not_go_with_a_treatment_only_where_nobody_wrote_otherwise(other: Decision) -> None:
    decisions = (other,) if other.is_whole else (FOLLOW, other)
    made = told(taken(surgical(*decisions, facts=ONE_DOSE), *(0 for _ in decisions)))
    assert dict(made.decisions[0].follows)["Boom 6"] == "1 × 8 Gy bij uitval, alleen bij radiotherapie"


def test_what_the_advice_leaves_open_beside_it_is_not_barred() -> None:
    """Systemic therapy "may" be given: radiotherapy is open beside it."""
    soon: dict[str, Value] = {"chemogevoelige_tumor": True, "snel_effect_chemotherapie_verwacht": True}
    case = surgical(FOLLOW, facts=ONE_DOSE | STABLE | soon)
    stage = next(each for each in journey_of_case(PACK, case, NOON) if each.advice.tree.id == "lv_lang")
    assert stage.advice.outcome is not None
    assert stage.advice.outcome.id == "systeemtherapie_eerst"
    assert dict(told(taken(case, 0)).decisions[0].follows)["Boom 6"] == "1 × 8 Gy bij uitval, alleen bij radiotherapie"


def test_what_is_followed_under_a_condition_or_before_a_moment_is_so_too() -> None:
    before = NOON + timedelta(hours=4)
    condition = replace(FOLLOW, kind="follow_with_condition", condition="mits de ASA dat toelaat", before=before)
    found = next(each for each in told(taken(surgical(condition), 0)).tasks if each.what == "Operatie")
    assert (found.condition, found.before) == ("mits de ASA dat toelaat", "vóór zo 22 nov 16:00")
    assert WHOLE_CASE not in [each.tree for each in told(taken(surgical(condition), 0)).tasks]  # it says it once


def test_where_a_file_does_not_keep_what_was_followed_that_is_said() -> None:
    made = told(surgical(FOLLOW))
    assert made.decisions[0].heading == "Volgt de adviezen; welke, is niet bekend"
    assert made.tasks == ()


def test_where_the_guideline_gave_no_advice_nobody_is_said_to_deviate() -> None:
    """The guideline is silent on tree 7, and the page said that the board deviates from the advice."""
    silent = next(each.id for each in PACK.trees_by_id["lv_kort"].outcomes if each.kind == "silent")
    said = Decision("lv_kort", silent, "deviate", reason_code="other", text="radiotherapie")
    line = next(each for each in told(surgical(said, months=2)).decisions if each.tree == "lv_kort")
    assert line.heading.removeprefix("Achterhaald: ").casefold() == "besluit van het mdo (geen advies van de richtlijn)"
    assert told(surgical(DEVIATED)).decisions[0].heading == "Wijkt af van het advies, in plaats daarvan"
    assert told(taken(surgical(COMFORT), 0)).decisions[0].heading == "Wijkt af van het advies, in plaats daarvan"
