"""What a decision still means when the facts of today no longer give its advice: on page, list and in the limits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mdo_viewer.guideline.model import Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of, since
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports.model import Summary, TaskLine
from mdo_viewer.reports.text import as_text
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_tasks import limits_in
from tests.reports.test_what_is_a_task import DOSE, LIMIT, OPERATE, THERAPY, UNKNOWN_ORIGIN, surgical, told
from tests.reports.test_whole_beside_trees import ONE_DOSE, STABLE

FOLLOWED = Decision("tijd_tot_therapie", "therapie_24_uur", "follow")
GIVE = Decision("cortico_voor_mri", "dexamethason", "follow")
DOSE_OF = Decision("radiotherapie", "8_gy_uitval", "follow")
ALL = Decision(WHOLE_CASE, None, "follow")
HAEMATOLOGICAL: dict[str, Value] = {**UNKNOWN_ORIGIN, "verdenking_hematologische_maligniteit": True}
RUNS_ON = "loopt door tot opnieuw is besloten"
NOT, FIRST = "NIET UITVOEREN vóór herbespreking: ", "EERST HERBESPREKEN: "
CLOSED: dict[str, Value] = {"radiologische_verdenking_wervelmetastasen": False}
CHILD: dict[str, Value] = {"jonger_dan_18": True}


def today(*decisions: Decision, facts: dict[str, Value], then: Case | None = None, gone: str = "") -> Case:
    """A patient for whom this was decided on the facts of then, with those of today."""
    before = surgical(*decisions) if then is None else replace(then, decisions=decisions)
    kept = [replace(each, then=advice_as_of(PACK, before, each.tree, NOON)) for each in decisions]
    values = {id: value for id, value in {**before.patient.values, **facts}.items() if id != gone}
    return replace(before, patient=replace(before.patient, values=values), decisions=tuple(kept))


def tasks_at(made: Summary, tree: str) -> list[TaskLine]:
    return [each for each in made.tasks if each.tree == tree]


# --- a tree that is closed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("facts", [CLOSED, CHILD])
@pytest.mark.parametrize("decision", [FOLLOWED, ALL])
def test_a_limit_that_was_taken_over_runs_on_when_its_tree_closes(decision: Decision, facts: dict[str, Value]) -> None:
    made = told(today(decision, facts=facts))
    (line,) = [each for each in made.deadlines if each.of == THERAPY]
    assert line.overtaken
    assert RUNS_ON in line.runs_on
    assert LIMIT in limits_in(as_text(made))
    assert RUNS_ON in limits_in(as_text(made))
    assert made.decisions[0].heading.startswith("Achterhaald: ")


def test_the_treatment_of_a_closed_tree_is_discussed_again_within_the_limit_that_runs_on() -> None:
    case = today(OPERATE, FOLLOWED, facts=CLOSED)
    assert {since(PACK, case, each, journey_of_case(PACK, case, NOON)) for each in case.decisions} == {"closed"}
    (found,) = tasks_at(told(case), "lv_lang")
    assert (found.what, found.before) == (f"{FIRST}operatie", "vóór ma 23 nov 08:00")


def test_what_no_limit_is_of_is_discussed_again_within_the_shortest_that_runs() -> None:
    then = surgical(facts={"recente_pet_ct_thorax_abdomen": False})
    scan = Decision("aanvullend", "ct_maken", "follow")
    (found,) = tasks_at(told(today(scan, FOLLOWED, facts=CLOSED, then=then)), scan.tree)
    assert found.what.startswith(FIRST)
    assert found.before == "vóór ma 23 nov 08:00"


@pytest.mark.parametrize("decision", [GIVE, ALL])
def test_what_is_out_of_scope_forbids_nothing(decision: Decision) -> None:
    (found,) = tasks_at(told(today(decision, facts=CHILD)), GIVE.tree)
    assert (found.what, found.at_once, found.bars) == (f"{FIRST}direct starten met dexamethason", True, "")


# --- an order to wait -----------------------------------------------------------------------------------------------


def test_an_order_to_wait_is_never_forbidden() -> None:
    wait = Decision("cortico_voor_mri", "eerst_weefsel", "follow")
    made = told(surgical(wait, facts=HAEMATOLOGICAL))
    (found,) = tasks_at(made, wait.tree)
    assert (found.what, found.bars, found.overtaken) == ("Corticosteroïden pas na de weefseldiagnose", "not_yet", False)
    assert found.about.startswith(
        "Blijft gelden tot herbespreking; het advies is nu: Corticosteroïden pas na het biopt"
    )
    assert "Boom 2: Corticosteroïden pas na het biopt" in limits_in(as_text(made))  # and what is said now is read too


def test_waiting_does_not_lapse_while_what_it_waits_for_has_still_to_be_done() -> None:
    then = surgical(facts=HAEMATOLOGICAL)
    wait, tissue = (
        Decision("cortico_voor_mri", "wachten_tot_biopt", "follow"),
        Decision("aanvullend", "biopt_1_dag", "follow"),
    )
    case = today(wait, tissue, facts={**CLOSED, "verdenking_hematologische_maligniteit": False}, then=then)
    made = told(case)
    (found,) = tasks_at(made, wait.tree)
    assert (found.what, found.at_once) == (f"{FIRST}corticosteroïden pas na het biopt", True)
    assert DOSE not in limits_in(as_text(made))


def test_the_own_word_beside_another_tree_that_says_to_wait_is_discussed_first() -> None:
    own = Decision("cortico_lv_kort", "eerst_weefsel", "deviate", reason_code="other", text="dexamethason 10 mg nu")
    made = told(surgical(own, months=2, facts=HAEMATOLOGICAL))
    (found,) = tasks_at(made, own.tree)
    assert found.what == f"{FIRST}dexamethason 10 mg nu"
    assert "boom 2 adviseert te wachten" in found.about


def test_an_order_that_may_be_forbidden_while_a_fact_is_missing_asks_for_that_first() -> None:
    then = surgical(facts={**HAEMATOLOGICAL, **CLOSED, "verdenking_hematologische_maligniteit": False})
    made = told(today(GIVE, facts={}, then=then, gone="verdenking_hematologische_maligniteit"))
    (found,) = tasks_at(made, GIVE.tree)
    assert found.what.startswith("Ga na of er verdenking op een hematologische maligniteit is: zo ja, eerst")
    assert found.about.startswith("Besloten was: direct starten met dexamethason. Let op: nu onbekend: verdenking")
    assert "10 mg" not in found.what + found.about


# --- a treatment or a dose that the facts rule out --------------------------------------------------------------------


def test_a_dose_that_does_not_hold_is_not_to_be_given_whoever_followed_it() -> None:
    then = surgical(facts={"geopereerd": True, "oligometastasering": False})
    after = next(each.advice for each in journey_of_case(PACK, then, NOON) if each.advice.tree.id == "rt_na_chirurgie")
    assert after.outcome is not None
    assert after.outcome.dose is not None
    facts: dict[str, Value] = {"adequate_dosis_radiotherapie_mogelijk": False}
    for decision in (Decision("rt_na_chirurgie", after.outcome.id, "follow"), ALL):
        made = told(today(decision, facts=facts, then=then))
        (found,) = tasks_at(made, "rt_na_chirurgie")
        assert found.what == f"{NOT}{after.outcome.title.nl}"
        assert found.bars == "not"
        assert found.about.startswith("Deze dosis geldt nu niet (niet: adequate en zinvolle dosis")
        said = as_text(made)
        assert "NIET UITVOEREN, deze dosis geldt nu niet" in said or "Achterhaald: volgt het advies" in said


def test_the_same_dose_on_another_ground_is_confirmed_and_not_forbidden() -> None:
    pain = Decision("radiotherapie", "8_gy_pijn", "follow")
    (found,) = tasks_at(told(surgical(pain, months=2, facts=ONE_DOSE | STABLE)), pain.tree)
    assert found.what == f"{FIRST}1 × 8 Gy bij pijn"
    assert found.before == "vóór ma 23 nov 08:00"
    assert "de dosis is gelijk, de grond veranderd: bevestig" in found.about


def test_a_treatment_that_another_fact_rules_out_is_overtaken_and_does_not_wait_for_a_missing_one() -> None:
    facts: dict[str, Value] = {"chemogevoelige_tumor": True, "aantal_aaneengesloten_wervels": 5}
    made = told(today(OPERATE, facts=facts, gone="indicatie_chemotherapie"))
    (found,) = tasks_at(made, OPERATE.tree)
    assert found.what == f"{FIRST}operatie"
    assert "Nog mogelijk: " in found.about
    assert made.decisions[0].heading.startswith("Achterhaald: ")


def test_what_was_given_already_is_checked_before_it_is_ordered_again() -> None:
    irradiate = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="radiotherapie")
    case = surgical()
    moments = {**case.patient.moments, "radiotherapie_einde_op": parse_moment("2026-11-22T10:00")}
    case = replace(case, patient=replace(case.patient, moments=moments))
    (found,) = tasks_at(told(today(irradiate, facts={}, then=case)), irradiate.tree)
    assert found.what.startswith(
        "EERST NAGAAN, al behandeld (einde van de radiotherapie zo 22 nov 10:00): radiotherapie"
    )


def test_what_is_discussed_together_has_the_shortest_limit_that_runs() -> None:
    late = Decision(WHOLE_CASE, None, "own", text="operatie woensdag", before=NOON + timedelta(days=3))
    (found,) = [each for each in told(surgical(late, OPERATE)).tasks if each.what.startswith(FIRST)]
    assert found.before == "vóór ma 23 nov 08:00"


# --- a treatment that nobody chose --------------------------------------------------------------------------------

NO_SECOND: dict[str, Value] = {
    "recidief_of_progressie_na_radiotherapie": True,
    "herbestraling_adequaat_mogelijk": False,
}


@pytest.mark.parametrize(
    ("facts", "gone", "why"),
    [
        (CLOSED, "", "Achterhaald: genomen op een ander advies (Chirurgie of radiotherapie); het advies is nu: "),
        (CHILD, "", "Achterhaald: genomen op een ander advies (Chirurgie of radiotherapie); het advies is nu: Buiten"),
        (NO_SECOND, "", "Achterhaald: genomen op een ander advies (Chirurgie of radiotherapie); het advies is nu: "),
        ({}, "instabiliteit", "Let op: nu onbekend: instabiele wervelkolom"),
        ({}, "levensverwachting_maanden", ""),
    ],
)
def test_a_choice_that_was_left_open_and_overtaken_is_a_treatment_to_discuss_first(
    facts: dict[str, Value], gone: str, why: str
) -> None:
    """Only the dose was told of, as if radiotherapy had been chosen; where that was forbidden nothing was left."""
    then = surgical(facts=ONE_DOSE | STABLE)
    made = told(today(ALL, facts=facts, then=then, gone=gone))
    (found,) = tasks_at(made, "lv_lang")
    assert (found.what, found.before, found.bars) == (f"{FIRST}behandeling", "vóór ma 23 nov 08:00", "")
    assert found.about.startswith(why)
    assert "Boom 9. Volgens het besluit over het geheel" in found.about
    assert all(each.what.endswith(", alleen bij radiotherapie") for each in tasks_at(made, "radiotherapie"))


def test_the_advice_of_the_tree_that_treats_now_is_said_with_it() -> None:
    then = surgical(facts=ONE_DOSE | STABLE)
    made = told(today(ALL, facts={"levensverwachting_maanden": 2}, then=then))
    (found,) = tasks_at(made, "lv_lang")
    assert "het advies is nu: boom 7 (Radiotherapie is eerste keus)" in found.about


def test_a_choice_that_is_left_now_or_was_made_is_no_treatment_to_discuss_first() -> None:
    then = surgical(facts=ONE_DOSE | STABLE)
    assert f"{FIRST}behandeling" not in as_text(told(today(ALL, facts={}, then=then)))
    assert f"{FIRST}behandeling" not in as_text(told(today(ALL, OPERATE, facts=CLOSED, then=then)))


def test_the_dose_of_a_treatment_to_discuss_first_waits_with_it() -> None:
    """Radiotherapy was to be discussed again first, and its dose was forbidden as if it had not been chosen."""
    chosen = Decision("lv_lang", "chirurgie_of_radiotherapie", "follow", chosen="radiotherapie")
    case = today(chosen, FOLLOWED, DOSE_OF, facts=CLOSED, then=surgical(facts=ONE_DOSE | STABLE))
    made = told(case)
    (treatment,), (dose,) = tasks_at(made, "lv_lang"), tasks_at(made, "radiotherapie")
    assert (treatment.what, dose.what) == (f"{FIRST}radiotherapie", f"{FIRST}1 × 8 Gy bij uitval")
    assert (treatment.before, treatment.bars) == (dose.before, dose.bars) == ("vóór ma 23 nov 08:00", "")
    said = "Hoort bij een behandeling die eerst herbesproken moet worden (boom 9)"
    assert dose.about.startswith(said)
    assert said in as_text(made).split("BESLUIT VAN HET MDO")[1].split("TERMIJNEN")[0].replace("\n", " ")


def test_the_dose_of_a_treatment_that_was_not_chosen_stays_forbidden() -> None:
    case = today(OPERATE, FOLLOWED, DOSE_OF, facts=CLOSED, then=surgical(facts=ONE_DOSE))
    (dose,) = tasks_at(told(case), "radiotherapie")
    assert (dose.what, dose.bars) == (f"{NOT}1 × 8 Gy bij uitval", "not")


# --- what lapsed of the whole case --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Vervallen: corticosteroïden pas na het biopt; het advies is nu: Direct starten met dexamethason"),
        (
            {"operatie_of_radiotherapie_gepland": False},
            "Vervallen: corticosteroïden pas na het biopt; nu: geen advies over corticosteroïden; het MDO beslist",
        ),
    ],
)
def test_what_was_to_wait_and_lapsed_stands_among_what_was_decided(facts: dict[str, Value], said: str) -> None:
    """Nobody has to do it: among the tasks it said that no time limit is named."""
    then = surgical(facts=UNKNOWN_ORIGIN)
    made = told(today(ALL, facts={**facts, "bekende_primaire_maligniteit": True}, then=then))
    assert not any("Vervallen" in each.what for each in made.tasks)
    assert dict(made.decisions[0].follows)["Boom 2"] == said
    assert (DOSE in " ".join(each.what for each in made.tasks) + limits_in(as_text(made))) == (not facts)


@pytest.mark.parametrize("hours", [12, 60])
def test_what_was_written_on_the_whole_case_for_after_the_limit_is_discussed_first(hours: int) -> None:
    """The same words on a tree were to be discussed again first; here their own moment stood as the one to keep."""
    late = NOON + timedelta(hours=hours)
    own = Decision(WHOLE_CASE, None, "deviate", reason_code="logistics", text="operatie later", before=late)
    (found,) = [each for each in told(surgical(own)).tasks if "operatie later" in each.what]
    assert found.what.startswith(f"{FIRST}operatie later (besloten was: ") == (hours > 20)
    assert (found.before == "vóór ma 23 nov 08:00") == (hours > 20)
    assert ("dat is ná de termijn van boom 4" in found.about) == (hours > 20)
