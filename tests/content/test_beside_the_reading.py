"""What the spinal metastases say beyond the rows: facts that an advice does not ask and must not pass over."""

from __future__ import annotations

import pytest

from mdo_viewer.drawing.cards import CardWriter
from mdo_viewer.guideline.model import LANGUAGES, Language, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.deciding import as_it_holds
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient, Stage
from mdo_viewer.reasoning.settling import settle
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.summary import summarise
from tests.content.test_dose_tree import (
    AGAIN,
    DEFICIT,
    FOR_PAIN,
    LEADING,
    NO_DOSE,
    NOT_OPERABLE,
    OPERATED,
    PACK,
    PAIN,
    RAPID,
    SHORT,
    UNSTABLE,
    said,
    stages,
)

#: No suspicion of compression, and nothing that tree 1 gives a time limit for.
NO_LIMIT: dict[str, Value] = {
    "adequate_beeldvorming_aanwezig": False,
    "klinische_verdenking_mesmc": False,
    "bilaterale_radiculaire_pijn_of_uitval": False,
    "lhermitte": False,
    "eenzijdige_radiculaire_uitval": False,
    "eenzijdige_radiculaire_pijn": False,
    "lokale_rugpijn": False,
}
ROOT: dict[str, Value] = {"eenzijdige_radiculaire_uitval": True, "neurologische_uitval": True}
GROWING: dict[str, Value] = {**ROOT, "uitval_progressief": True}
LATER_THAN_12_HOURS: dict[str, dict[str, Value]] = {
    "mri_24_uur": {**GROWING, "uitval_ontstaan_dagen": 7},
    "mri_48_uur": {**GROWING, "uitval_ontstaan_dagen": 8},
    "mri_1_week": {"eenzijdige_radiculaire_pijn": True},
    "mri_zonder_termijn_uitval": {**ROOT, "uitval_progressief": False},
    "mri_2_weken": {"lokale_rugpijn": True},
    "mri_zonder_termijn": {},
}
IRRADIATED = "Deze plaats is eerder bestraald"
WORSE: dict[str, Value] = {"achteruitgang_onder_radiotherapie_en_corticosteroiden": True}
SETTLE_FIRST = "stel eerst vast of nog een dosis mogelijk is"
AFTER_OPERATION = ("interval_chir_rt.drie_vier_weken", "rt_na_chirurgie.30_39_gy")


@pytest.mark.parametrize("outcome", LATER_THAN_12_HOURS)
@pytest.mark.parametrize("sign", [{"mesmc_klinisch": True}, {"asia_score": "C", "neurologische_uitval": True}])
def test_signs_of_compression_stand_beside_an_mri_later_than_12_hours(outcome: str, sign: dict[str, Value]) -> None:
    text = said(stages(NO_LIMIT, LATER_THAN_12_HOURS[outcome], sign), f"diagnostiek.{outcome}")
    assert "Bij klinische verdenking op MESMC is het advies een MRI binnen 12 uur, tenzij" in text
    assert "(ASIA A) bij de eerste presentatie al langer dan 48 uur bestond" in text
    assert "heeft de patiënt alleen" not in text
    assert "heeft geen van de klachten" not in text


@pytest.mark.parametrize("outcome", LATER_THAN_12_HOURS)
def test_without_signs_nothing_stands_beside_it(outcome: str) -> None:
    text = said(stages(NO_LIMIT, LATER_THAN_12_HOURS[outcome]), f"diagnostiek.{outcome}")
    assert "12 uur" not in text


@pytest.mark.parametrize(("score", "named"), [("A", True), ("D", True), ("E", False)])
def test_therapy_within_14_days_names_a_cord_score(score: str, named: bool) -> None:
    deficit: dict[str, Value] = {"asia_score": score, "neurologische_uitval": score != "E"}
    text = said(stages(NO_LIMIT, deficit), "tijd_tot_therapie.therapie_14_dagen")
    assert ("ASIA A tot en met D betekent uitval van myelum of cauda" in text) == named


@pytest.mark.parametrize("outcome", AFTER_OPERATION)
@pytest.mark.parametrize(
    ("possible", "says"),
    [
        (True, "Adequate en zinvolle herbestraling is volgens het MDO mogelijk."),
        (False, "Adequate en zinvolle herbestraling is niet mogelijk"),
        (False, "Boom 9 zegt wat er geldt."),
        (None, "Stel na eerdere bestraling op deze plaats eerst vast of nog een dosis mogelijk is."),
    ],
)
def test_after_earlier_radiotherapy_the_answer_of_the_board_counts(
    outcome: str, possible: bool | None, says: str
) -> None:
    fact = "herbestraling_adequaat_mogelijk"
    answered: dict[str, Value] = {} if possible is None else {fact: possible}
    text = said(stages(OPERATED, AGAIN, answered, without=fact if possible is None else ""), outcome)
    assert IRRADIATED in text
    assert says in text


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (SHORT, ["Boom 7 zegt wat er geldt."]),
        ({"bekende_primaire_maligniteit": False, "weefseldiagnose_bekend": False}, []),
        ({"pijn": False}, []),
    ],
)
def test_it_sends_to_treatment_only_where_that_is_open(changes: dict[str, Value], named: list[str]) -> None:
    again: dict[str, Value] = {**AGAIN, "herbestraling_adequaat_mogelijk": False}
    text = said(stages(OPERATED, again, changes), "interval_chir_rt.drie_vier_weken")
    assert [each for each in ("Boom 7 zegt wat er geldt.", "Boom 9 zegt wat er geldt.") if each in text] == named


@pytest.mark.parametrize("outcome", AFTER_OPERATION)
def test_a_site_never_irradiated_is_not_called_so(outcome: str) -> None:
    assert "bestraald" not in said(stages(OPERATED), outcome)


@pytest.mark.parametrize(
    ("outcome", "changes"),
    [
        ("radiotherapie.8_gy_uitval", {**DEFICIT, **NOT_OPERABLE, "conditie": "matig"}),
        ("radiotherapie.30_gy_10", {**DEFICIT, **NOT_OPERABLE, "conditie": "goed"}),
        ("radiotherapie.8_gy_pijn", NOT_OPERABLE),
        ("radiotherapie.oligo_30_39_gy", {**NOT_OPERABLE, "oligometastasering": True}),
        ("lv_kort.silent_voorwaarde_ontbreekt", SHORT),
        ("lv_kort.silent_indicatie_chemotherapie", LEADING["lv_kort.silent_indicatie_chemotherapie"]),
        ("lv_lang.silent_voorwaarde_ontbreekt", NOT_OPERABLE),
        ("lv_lang.systeemtherapie_eerst", LEADING["lv_lang.systeemtherapie_eerst"]),
        ("lv_lang.systeemtherapie_pijn", {**FOR_PAIN, **NOT_OPERABLE}),
        ("interval_chir_rt.drie_vier_weken", OPERATED),
        ("rt_na_chirurgie.30_39_gy", OPERATED),
    ],
)
def test_worse_under_radiotherapy_no_dose_goes_without_saying(outcome: str, changes: dict[str, Value]) -> None:
    found = stages(changes, WORSE)
    assert SETTLE_FIRST in said(found, outcome)
    assert 51 in found[outcome.split(".")[0]].advice.notes


@pytest.mark.parametrize("changes", [{**DEFICIT, **RAPID}, FOR_PAIN])
def test_systemic_therapy_says_why_surgery_would_have_been_preferred(changes: dict[str, Value]) -> None:
    found = stages(changes, UNSTABLE, NOT_OPERABLE)
    (outcome,) = [found["lv_lang"].advice.outcome]
    assert outcome is not None
    text = said(found, f"lv_lang.{outcome.id}")
    assert outcome.id.startswith("systeemtherapie")
    assert "Chirurgie zou de voorkeur hebben" in text
    assert "Reden voor de voorkeur: Instabiele wervelkolom." in text


def test_a_condition_that_fails_is_named_once() -> None:
    text = said(stages(UNSTABLE, NOT_OPERABLE), "lv_lang.silent_voorwaarde_ontbreekt")
    assert text.count("Klinische toestand laat operatie toe") == 1


def test_the_short_tree_begins_with_what_surgery_requires() -> None:
    outcome = "lv_kort.silent_voorwaarde_ontbreekt"
    assert said(stages(LEADING[outcome]), outcome).startswith("Chirurgie zou de voorkeur hebben, maar vraagt")


@pytest.mark.parametrize(
    "outcome",
    [
        "lv_kort.silent_indicatie_chemotherapie",
        "lv_lang.silent_voorwaarde_ontbreekt",
        "lv_lang.silent_indicatie_chemotherapie",
    ],
)
def test_where_a_tree_is_silent_the_time_limit_runs_on(outcome: str) -> None:
    found = stages(LEADING[outcome])
    assert "De termijn voor de start van de therapie loopt door" in said(found, outcome)
    assert found["tijd_tot_therapie"].entry == "open"


def test_stereotactic_doses_follow_the_pain_that_they_are_for() -> None:
    ids = [rider.id for rider in PACK.riders]
    assert ids.index("oligo_bij_pijn") < ids.index("stereotactie")


def test_found_by_chance_without_a_limit_there_may_still_be_hurry() -> None:
    by_chance: dict[str, Value] = {
        **NO_LIMIT,
        "pijn": False,
        "mesmc_radiologisch": True,
        "uitval_op_korte_termijn_verwacht": True,
    }
    text = said(stages(by_chance), "tijd_tot_therapie.silent_geen_termijn")
    assert text.endswith(
        "Uitval is op korte termijn te verwachten. Geen genoemde termijn betekent niet dat er geen haast is."
    )


@pytest.mark.parametrize(
    ("growing", "says"),
    [(True, None), (False, "ook nu de uitval niet meer toeneemt"), (None, "ook als de uitval niet meer toeneemt")],
)
def test_a_deficit_that_grows_is_not_said_to_stand_still(growing: bool | None, says: str | None) -> None:
    fast: dict[str, Value] = {"uitval_mesmc_ontstaan_dagen": 7}
    if growing is not None:
        fast["uitval_progressief"] = growing
    text = said(stages(DEFICIT, fast), "tijd_tot_therapie.therapie_24_uur")
    assert ("niet meer toeneemt" in text) == (says is not None)
    assert (says or "") in text


@pytest.mark.parametrize("tree", ["cortico_voor_mri", "cortico_lv_kort"])
def test_of_steroids_already_given_the_advice_to_start_says_so_first(tree: str) -> None:
    compressed: dict[str, Value] = {
        "mesmc_klinisch": True,
        "operatie_of_radiotherapie_gepland": True,
        "risicofactoren_maag": ("nsaid",),
    }
    advice = stages(SHORT, compressed, WORSE)[tree].advice
    assert advice.outcome is not None
    assert advice.outcome.id == "dexamethason"
    first, *others = advice.riders
    assert first.rider.id == "al_corticosteroiden"
    assert first.text.nl.startswith("De patiënt kreeg of krijgt al corticosteroïden.")
    assert "maagbescherming" in [shown.rider.id for shown in others]


@pytest.mark.parametrize(
    ("imaging", "says"),
    [
        (True, "Boom 2 adviseert dan, met verdenking op de beeldvorming, om met corticosteroïden te wachten"),
        (False, "te wachten tot na het biopt als de beeldvorming alsnog verdenking geeft"),
        (None, "te wachten tot na het biopt als ook de beeldvorming verdenking geeft"),
    ],
)
def test_with_an_unknown_origin_what_imaging_shows_is_said_plainly(imaging: bool | None, says: str) -> None:
    fact = "radiologische_verdenking_wervelmetastasen"
    unknown: dict[str, Value] = {
        "bekende_primaire_maligniteit": False,
        "weefseldiagnose_bekend": False,
        "verdenking_hematologische_maligniteit": False,
        "mesmc_klinisch": True,
        "mesmc_radiologisch": True,
        "operatie_of_radiotherapie_gepland": True,
    }
    answered: dict[str, Value] = {} if imaging is None else {fact: imaging}
    found = stages(SHORT, unknown, answered, without=fact if imaging is None else "")
    text = said(found, "cortico_lv_kort.dexamethason")
    assert says in text
    assert "De richtlijn zegt niet wat voorgaat (kanttekening 8)." in text
    assert "het advies is om met corticosteroïden te wachten" not in text


#: What tree 4 says without a deficit from compression, each with what makes it of the patient with pain.
WITHOUT_DEFICIT: dict[str, dict[str, Value]] = {
    "therapie_7_dagen": {"mesmc_radiologisch": True},
    "silent_mesmc_klinisch_zonder_uitval": {"mesmc_klinisch": True},
    "therapie_14_dagen": {},
    "silent_geen_termijn": {**NO_LIMIT, "pijn": False},
}


@pytest.mark.parametrize("outcome", WITHOUT_DEFICIT)
@pytest.mark.parametrize("worse", [True, False])
def test_worsening_under_radiotherapy_stands_beside_a_time_without_a_deficit(outcome: str, worse: bool) -> None:
    text = said(stages(WITHOUT_DEFICIT[outcome], WORSE if worse else {}), f"tijd_tot_therapie.{outcome}")
    assert ("Ga eerst na of er uitval door MESMC is: daarbij noemt de richtlijn 24 of 72 uur." in text) == worse


PROGRESSING: dict[str, Value] = {"progressieve_uitval_ondanks_corticosteroiden": True}


@pytest.mark.parametrize("outcome", WITHOUT_DEFICIT)
@pytest.mark.parametrize("grows", [True, False])
def test_progression_despite_steroids_stands_beside_a_time_without_a_deficit(outcome: str, grows: bool) -> None:
    text = said(stages(WITHOUT_DEFICIT[outcome], PROGRESSING if grows else {}), f"tijd_tot_therapie.{outcome}")
    assert ("Let op: de uitval neemt toe ondanks corticosteroïden." in text) == grows


@pytest.mark.parametrize(("facts", "named"), [(WORSE, True), (PROGRESSING, True), ({}, False)])
def test_a_deficit_that_is_called_stable_names_the_answer_that_it_grows(facts: dict[str, Value], named: bool) -> None:
    stable: dict[str, Value] = {**DEFICIT, "uitval_mesmc_ontstaan_dagen": 30, "uitval_progressief": False}
    text = said(stages(stable, facts), "tijd_tot_therapie.silent_uitval_stabiel")
    assert ("voor wie nog zelfstandig loopt noemt de richtlijn dan 72 uur" in text) == named


@pytest.mark.parametrize(("facts", "said_so"), [({}, True), (WORSE, False), ({**WORSE, **AGAIN}, True)])
def test_radiotherapy_is_not_called_possible_where_the_same_card_takes_it_back(
    facts: dict[str, Value], said_so: bool
) -> None:
    text = said(stages(UNSTABLE, NOT_OPERABLE, facts), "lv_lang.silent_voorwaarde_ontbreekt")
    assert ("Adequate en zinvolle radiotherapie is mogelijk." in text) == said_so


@pytest.mark.parametrize(("score", "named"), [("D", True), ("E", False)])
def test_clinical_compression_without_a_deficit_names_a_cord_score(score: str, named: bool) -> None:
    facts: dict[str, Value] = {"mesmc_klinisch": True, "asia_score": score, "neurologische_uitval": score != "E"}
    text = said(stages(facts), "tijd_tot_therapie.silent_mesmc_klinisch_zonder_uitval")
    assert ("ASIA A tot en met D betekent uitval van myelum of cauda" in text) == named


@pytest.mark.parametrize("deficit", [True, False])
def test_surgery_for_worsening_says_which_condition_was_not_asked(deficit: bool) -> None:
    text = said(stages(DEFICIT if deficit else {}, WORSE), "lv_lang.chirurgie")
    assert ("Of een ervaren chirurg binnen 24 uur kan opereren, is daarom niet gevraagd." in text) != deficit


@pytest.mark.parametrize("threatens", [True, False])
def test_worsening_under_radiotherapy_stands_beside_no_symptoms(threatens: bool) -> None:
    found: dict[str, Value] = {"mesmc_radiologisch": True, "uitval_op_korte_termijn_verwacht": threatens}
    facts: dict[str, Value] = {"pijn": False, "systeemtherapie_met_verwachte_respons": False, **found}
    outcome = "asymptomatisch_als_symptomatisch" if threatens else "silent_asymptomatisch"
    assert "heeft chirurgie volgens de werkgroep de voorkeur" in said(stages(facts, WORSE), f"indicatie.{outcome}")
    assert "heeft chirurgie volgens de werkgroep de voorkeur" not in said(stages(facts), f"indicatie.{outcome}")


@pytest.mark.parametrize("operable", [True, False])
def test_without_a_dose_the_conditions_for_surgery_that_are_met_are_named(operable: bool) -> None:
    text = said(stages(DEFICIT, NO_DOSE, {} if operable else NOT_OPERABLE), "lv_lang.silent_geen_optie")
    assert "De termijn voor de start van de therapie loopt door" in text
    assert ("Aan de acht voorwaarden voor chirurgie is wel voldaan." in text) == operable


def test_without_a_dose_the_time_to_therapy_runs_on_below_three_months() -> None:
    text = said(stages(SHORT, NO_DOSE), "lv_kort.silent_geen_radiotherapie")
    assert "De termijn voor de start van de therapie loopt door" in text


NOT_AGAIN: dict[str, Value] = {**AGAIN, "herbestraling_adequaat_mogelijk": False}
OPERATED_ON = Patient({**PAIN, **OPERATED}, moments={"operatie_op": parse_moment("2026-11-20T10:00")})
FROM = parse_moment("2026-11-22T12:00")


def paper(facts: dict[str, Value], language: Language = "nl") -> Summary:
    """What page, text and JSON say of a patient who was operated on."""
    who = replace(OPERATED_ON, values={**OPERATED_ON.values, **facts})
    return summarise(PACK, Case("MDO-0001", patient=who), FROM, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("facts", "holds"), [({}, True), (AGAIN, True), (NOT_AGAIN, False)], ids=["never", "again", "not possible"]
)
def test_the_dose_stands_only_where_re_irradiation_is_possible_the_interval_always(
    facts: dict[str, Value], holds: bool, language: Language
) -> None:
    """The headings are those of the reading; the interval is for the wound, so that it outlives the dose."""
    made = paper(facts, language)
    trees = {tree.id: tree for tree in made.trees}
    assert trees["interval_chir_rt"].outcome == "drie_vier_weken"
    assert trees["rt_na_chirurgie"].outcome == "30_39_gy"
    assert "interval_chir_rt.drie_vier_weken" in [line.of for line in made.deadlines]
    assert bool(trees["rt_na_chirurgie"].dose) == holds
    assert ("geldt dan niet" in " ".join(trees["rt_na_chirurgie"].text.split())) == (not holds and language == "nl")


def test_while_it_is_not_known_whether_a_dose_is_possible_the_limit_stands() -> None:
    made = paper({"onvoldoende_respons_eerste_radiotherapie": True})
    assert "interval_chir_rt.drie_vier_weken" in [line.of for line in made.deadlines]


@pytest.mark.parametrize("tree", ["interval_chir_rt", "rt_na_chirurgie"])
def test_who_was_never_irradiated_is_not_sent_to_lines_on_re_irradiation(tree: str) -> None:
    outcomes = PACK.trees_by_id[tree].outcomes
    assert [each.id for each in outcomes for source in each.source if (136, 139) in source.lines] == []
    assert "136–139" in PACK.notes_by_number[49].text.nl


def test_the_picture_of_the_reached_outcome_has_no_limit_where_it_does_not_hold() -> None:
    tree, settled = PACK.trees_by_id["interval_chir_rt"], settle(PACK, {})
    writer = CardWriter(PACK, tree, settled, None, "nl")
    lifts = PACK.trees_by_id["rt_na_chirurgie"].outcomes_by_id["30_39_gy"].unless
    outcome = replace(tree.outcomes_by_id["drie_vier_weken"], unless=lifts)
    assert writer.kind(outcome) == "Advies · na minstens 3–4 weken, met uitzondering"
    lifted = as_it_holds(PACK, settle(PACK, NOT_AGAIN), outcome)
    assert [writer.kind(each, reached=True) for each in (outcome, lifted)] == [
        "Advies · na minstens 3–4 weken",
        "Advies",
    ]


#: The dose that tree 6 has for a patient for whom the board chooses radiotherapy: surgery preferred, not operable.
DOSES: dict[str, dict[str, Value]] = {
    "8_gy_uitval": {**DEFICIT, "conditie": "matig"},
    "30_gy_10": {**DEFICIT, "conditie": "goed"},
    "8_gy_pijn": {},
    "oligo_30_39_gy": {"oligometastasering": True},
}


def by_choice(facts: dict[str, Value], without: str = "") -> dict[str, Stage]:
    """Every tree after the board chose radiotherapy at tree 9."""
    values = {**PAIN, **UNSTABLE, **NOT_OPERABLE, "pain_flare_na_radiotherapie": False, **facts}
    values.pop(without, None)
    found = journey(PACK, Patient(values), None, {"lv_lang": "radiotherapie"})
    return {stage.advice.tree.id: stage for stage in found}


@pytest.mark.parametrize("outcome", DOSES)
def test_a_dose_that_is_not_possible_is_not_given_after_a_choice(outcome: str) -> None:
    found = by_choice({**DOSES[outcome], **NO_DOSE})
    assert "niet mogelijk: deze dosis geldt dan niet (onze lezing)" in said(found, f"radiotherapie.{outcome}")
    (end,) = [found["radiotherapie"].advice.outcome]
    assert end is not None
    assert end.dose is None


@pytest.mark.parametrize("outcome", DOSES)
def test_a_dose_of_which_nothing_is_known_is_asked_for_after_a_choice(outcome: str) -> None:
    found = by_choice(DOSES[outcome], without="adequate_dosis_radiotherapie_mogelijk")
    text = said(found, f"radiotherapie.{outcome}")
    assert "Stel eerst vast of een adequate en zinvolle dosis radiotherapie mogelijk is." in text
    advice = found["radiotherapie"].advice
    assert [each.fact for each in advice.open_riders if each.rider.id == "mits_zinvolle_dosis"] == [
        "adequate_dosis_radiotherapie_mogelijk"
    ]


@pytest.mark.parametrize("outcome", DOSES)
def test_a_dose_that_is_possible_stands_as_it_is(outcome: str) -> None:
    found = by_choice(DOSES[outcome])
    assert "eerst vast" not in said(found, f"radiotherapie.{outcome}")
    (end,) = [found["radiotherapie"].advice.outcome]
    assert end is not None
    assert end.dose is not None


@pytest.mark.parametrize("outcome", DOSES)
def test_a_dose_is_not_of_a_patient_who_worsened_under_radiotherapy(outcome: str) -> None:
    found = by_choice({**DOSES[outcome], **WORSE})
    assert "De dosis en de sterkte die hier staan, zijn niet voor deze patiënt." in said(
        found, f"radiotherapie.{outcome}"
    )
    (end,) = [found["radiotherapie"].advice.outcome]
    assert end is not None
    assert end.dose is None


@pytest.mark.parametrize("length", [{}, SHORT])
def test_before_a_dose_is_called_possible_worsening_is_named(length: dict[str, Value]) -> None:
    found = stages(length, DEFICIT, WORSE, NOT_OPERABLE, without="adequate_dosis_radiotherapie_mogelijk")
    tree = "lv_kort" if length else "lv_lang"
    text = said(found, f"{tree}.silent_voorwaarde_ontbreekt")
    assert "Bij neurologische achteruitgang onder radiotherapie noemt de richtlijn geen dosis (onze lezing)." in text
    assert 51 in found[tree].advice.notes


@pytest.mark.parametrize(("chemotherapy", "first"), [(False, True), (True, False)])
def test_radiotherapy_beside_endocrine_therapy_is_first_choice(chemotherapy: bool, first: bool) -> None:
    text = said(stages(FOR_PAIN, {"indicatie_chemotherapie": chemotherapy}), "lv_lang.systeemtherapie_pijn")
    assert ("is radiotherapie volgens de werkgroep de eerste keus; zo is het hier." in text) == first


def test_radiotherapy_is_not_first_choice_where_surgery_would_be_preferred() -> None:
    text = said(stages(FOR_PAIN, UNSTABLE, NOT_OPERABLE), "lv_lang.systeemtherapie_pijn")
    assert "eerste keus" not in text


@pytest.mark.parametrize(("hours", "gone"), [(48.0, False), (60.0, True)])
def test_a_complete_lesion_of_long_ago_takes_the_urgency_away(hours: float, gone: bool) -> None:
    facts: dict[str, Value] = {
        "eenzijdige_radiculaire_pijn": True,
        "asia_score": "A",
        "neurologische_uitval": True,
        "complete_dwarslaesie_uren_bij_presentatie": hours,
    }
    text = said(stages(NO_LIMIT, facts), "diagnostiek.mri_1_week")
    assert ("Bij deze patiënt bestond zij toen al langer dan 48 uur" in text) == gone


def test_no_dose_is_promised_to_who_has_no_symptoms() -> None:
    facts: dict[str, Value] = {
        "pijn": False,
        "mesmc_radiologisch": True,
        "uitval_op_korte_termijn_verwacht": True,
        "systeemtherapie_met_verwachte_respons": False,
    }
    assert "Zonder pijn of uitval noemt zij er geen." in said(stages(facts), "lv_lang.radiotherapie")
    assert "Zonder pijn of uitval" not in said(stages(), "lv_lang.radiotherapie")


NO_RECOVERY: dict[str, Value] = {**OPERATED, "postoperatief_onvoldoende_herstel_of_achteruitgang": True}
AFTER_SURGERY: dict[str, dict[str, Value]] = {
    "interval_chir_rt.eerder_starten": NO_RECOVERY,
    "interval_chir_rt.drie_vier_weken": OPERATED,
    "rt_na_chirurgie.30_39_gy": OPERATED,
    "rt_na_chirurgie.20_gy_5": {**OPERATED, "levensverwachting_maanden": 7},
}


@pytest.mark.parametrize("outcome", AFTER_SURGERY)
def test_after_an_operation_without_a_dose_the_interval_stands_and_the_dose_does_not(outcome: str) -> None:
    found = stages(AFTER_SURGERY[outcome], NO_DOSE)
    tree, id = outcome.split(".")
    of_dose = tree == "rt_na_chirurgie"
    stands = "Wordt toch bestraald, dan blijft dit interval gelden (onze lezing)."
    lifted = "niet mogelijk: deze dosis geldt dan niet (onze lezing)."
    assert (lifted if of_dose else stands) in said(found, outcome)
    end = found[tree].advice.outcome
    assert end is not None
    assert end.limit == PACK.trees_by_id[tree].outcomes_by_id[id].limit
    assert end.dose is None


@pytest.mark.parametrize("outcome", ["rt_na_chirurgie.30_39_gy", "rt_na_chirurgie.20_gy_5"])
@pytest.mark.parametrize("again", [{}, AGAIN])
def test_after_an_operation_no_dose_is_of_a_patient_who_worsened_under_radiotherapy(
    outcome: str, again: dict[str, Value]
) -> None:
    found = stages(AFTER_SURGERY[outcome], WORSE, again)
    assert "De dosis en de sterkte die hier staan, zijn niet voor deze patiënt." in said(found, outcome)
    end = found["rt_na_chirurgie"].advice.outcome
    assert end is not None
    assert end.dose is None


@pytest.mark.parametrize("outcome", AFTER_SURGERY)
def test_after_an_operation_a_dose_of_which_nothing_is_known_is_asked_for(outcome: str) -> None:
    found = stages(AFTER_SURGERY[outcome], without="adequate_dosis_radiotherapie_mogelijk")
    assert "Stel eerst vast of een adequate en zinvolle dosis radiotherapie mogelijk is." in said(found, outcome)
    advice = found[outcome.split(".")[0]].advice
    assert ("mits_zinvolle_dosis", "adequate_dosis_radiotherapie_mogelijk") in [
        (each.rider.id, each.fact) for each in advice.open_riders
    ]


@pytest.mark.parametrize("outcome", ["rt_na_chirurgie.30_39_gy", "rt_na_chirurgie.20_gy_5"])
def test_the_dose_after_an_operation_is_not_that_of_re_irradiation(outcome: str) -> None:
    none = "Voor een tweede bestraling noemt de richtlijn geen dosis"
    assert none in said(stages(AFTER_SURGERY[outcome], AGAIN), outcome)
    assert none not in said(stages(AFTER_SURGERY[outcome]), outcome)


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({**DEFICIT, "uitval_mesmc_ontstaan_dagen": 7, "uitval_progressief": False}, True),
        ({**DEFICIT, "uitval_mesmc_ontstaan_dagen": 8, "uitval_progressief": True}, True),
        ({**DEFICIT, "uitval_mesmc_ontstaan_dagen": 8, "uitval_progressief": False}, False),
        (GROWING, True),
        ({**ROOT, "uitval_progressief": False}, False),
        (WORSE, True),
        ({"progressieve_uitval_ondanks_corticosteroiden": True}, True),
        ({}, False),
    ],
)
def test_the_interval_names_a_deficit_that_may_ask_for_an_earlier_start(facts: dict[str, Value], named: bool) -> None:
    text = said(stages(OPERATED, facts), "interval_chir_rt.drie_vier_weken")
    assert ("Let op: er is uitval die snel ontstond of toeneemt." in text) == named


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({}, True),
        ({"pijn": False}, False),
        ({"pijn": False, **GROWING}, True),
        ({"pijn": False, **NO_RECOVERY}, True),
        ({"pijn": False, **WORSE}, True),
        ({"pijn": False, "recidief_of_progressie_na_radiotherapie": True}, True),
    ],
)
def test_no_new_imaging_names_the_symptoms_that_were_entered(facts: dict[str, Value], named: bool) -> None:
    none: dict[str, Value] = {"klachten_bij_follow_up": False, "evaluatie_systeemtherapie": False}
    text = said(stages(OPERATED, none, facts), "followup.geen_beeldvorming")
    assert ("Dat zijn klachten: ga dit eerst na." in text) == named


def test_whether_a_dose_is_possible_is_unknown_on_paper() -> None:
    """The dose stands until it is answered: then the page may not say that the trees miss nothing."""
    fact = "adequate_dosis_radiotherapie_mogelijk"
    known = {id: value for id, value in OPERATED_ON.values.items() if id != fact}
    made = summarise(PACK, Case("MDO-0001", patient=replace(OPERATED_ON, values=known)), FROM, "nl")
    assert {each.id: each.trees for each in made.unknown}[fact][-1:] == (11,)
    assert fact not in [each.id for each in paper({}).unknown]
