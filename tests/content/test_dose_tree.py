"""Which tree an advice names for the dose: 6 or 11, where it is open for that patient, and both while unknown."""

from __future__ import annotations

import re

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.leading import only_way
from mdo_viewer.reasoning.results import Patient, Stage

PACK = load_pack("wervelmetastasen")

#: Imaging suspects metastases of a known primary; pain alone, a dose is possible, nothing asks for surgery or drugs.
PAIN: dict[str, Value] = {
    "leptomeningeale_of_intramedullaire_metastasen": False,
    "jonger_dan_18": False,
    "klinische_verdenking_wervelmetastasen": True,
    "adequate_beeldvorming_aanwezig": True,
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "pijn": True,
    "neurologische_uitval": False,
    "neurologische_uitval_door_mesmc": False,
    "mesmc_klinisch": False,
    "mesmc_radiologisch": False,
    "symptomatische_wortelcompressie": False,
    "asia_score": "E",
    "levensverwachting_maanden": 12,
    "instabiliteit": False,
    "recidief_of_progressie_na_radiotherapie": False,
    "onvoldoende_respons_eerste_radiotherapie": False,
    "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
    "adequate_dosis_radiotherapie_mogelijk": True,
    "klinische_toestand_operabel": True,
    "chemogevoelige_tumor": False,
    "hormoongevoelige_tumor": False,
    "snel_effect_chemotherapie_verwacht": False,
    "vitale_indicatie_chemotherapie": False,
    "indicatie_systemische_therapie": False,
    "indicatie_chemotherapie": False,
    "mri_gehele_wervelkolom": True,
    "aantal_aaneengesloten_wervels": 2,
    "uitgebreide_epidurale_uitbreiding_elders": False,
    "gecombineerde_ingreep": False,
    "oligometastasering": False,
    "geopereerd": False,
}
DEFICIT: dict[str, Value] = {
    "neurologische_uitval": True,
    "neurologische_uitval_door_mesmc": True,
    "mesmc_klinisch": True,
    "mesmc_radiologisch": True,
    "asia_score": "D",
    "chirurg_beschikbaar_binnen_24_uur": True,
}
UNSTABLE: dict[str, Value] = {"instabiliteit": True}
NOT_OPERABLE: dict[str, Value] = {"klinische_toestand_operabel": False}
CHEMOTHERAPY: dict[str, Value] = {"indicatie_chemotherapie": True}
SHORT: dict[str, Value] = {"levensverwachting_maanden": 2.9}
FOR_PAIN: dict[str, Value] = {"hormoongevoelige_tumor": True, "indicatie_systemische_therapie": True}
RAPID: dict[str, Value] = {"hormoongevoelige_tumor": True, "snel_effect_chemotherapie_verwacht": True}
OPERATED: dict[str, Value] = {"geopereerd": True, "postoperatief_onvoldoende_herstel_of_achteruitgang": False}
AGAIN: dict[str, Value] = {
    "onvoldoende_respons_eerste_radiotherapie": True,
    "herbestraling_adequaat_mogelijk": True,
}
NO_DOSE: dict[str, Value] = {"adequate_dosis_radiotherapie_mogelijk": False}

#: The outcomes that can lead to a dose, each with what makes it of the patient with pain.
LEADING: dict[str, dict[str, Value]] = {
    "lv_kort.silent_indicatie_chemotherapie": {**SHORT, **CHEMOTHERAPY},
    "lv_kort.silent_voorwaarde_ontbreekt": {**SHORT, **UNSTABLE},
    "lv_kort.radiotherapie": SHORT,
    "lv_lang.chirurgie": {**DEFICIT, **UNSTABLE},
    "lv_lang.chirurgie_of_radiotherapie": DEFICIT,
    "lv_lang.systeemtherapie_eerst": {**DEFICIT, **RAPID, **NOT_OPERABLE},
    "lv_lang.systeemtherapie_pijn": FOR_PAIN,
    "lv_lang.silent_voorwaarde_ontbreekt": {**UNSTABLE, **NOT_OPERABLE},
    "lv_lang.silent_indicatie_chemotherapie": CHEMOTHERAPY,
    "lv_lang.radiotherapie": {},
}


def stages(*changes: dict[str, Value], without: str = "") -> dict[str, Stage]:
    values = {id: value for facts in (PAIN, *changes) for id, value in facts.items()}
    values = {id: value for id, value in values.items() if id != without}
    return {stage.advice.tree.id: stage for stage in journey(PACK, Patient(values))}


def said(found: dict[str, Stage], outcome: str) -> str:
    """What the tree says with its riders; fails where it ends elsewhere."""
    tree, id = outcome.split(".")
    advice = found[tree].advice
    assert (found[tree].entry, advice.outcome.id if advice.outcome else None) == ("open", id)
    assert advice.text is not None
    return " ".join([advice.text.nl, *(shown.text.nl for shown in advice.riders)])


def doses(found: dict[str, Stage], outcome: str) -> tuple[set[int], set[int]]:
    """The trees for a dose that the text and riders name, and those that the tree leads to."""
    text = said(found, outcome)
    named = {int(number) for number in re.findall(r"oom (6|11)\b", text)}
    numbers = {"radiotherapie": 6, "rt_na_chirurgie": 11}
    return named, {numbers[tree] for tree in found[outcome.split(".")[0]].advice.next_trees if tree in numbers}


def by_advice(outcome: str, *trees: int) -> set[int]:
    """These trees where the advice itself leads there; none where only a rider names them."""
    riding = {"lv_lang.chirurgie", "lv_lang.systeemtherapie_eerst", "lv_lang.systeemtherapie_pijn"}
    return set() if outcome in riding else set(trees)


@pytest.mark.parametrize("outcome", LEADING)
def test_not_operated(outcome: str) -> None:
    found = stages(LEADING[outcome])
    named, led = doses(found, outcome)
    assert named == {6}
    assert led == by_advice(outcome, 6)
    assert (found["radiotherapie"].entry, found["rt_na_chirurgie"].entry) == ("open", "not_entered")


@pytest.mark.parametrize("outcome", LEADING)
def test_operated_and_never_irradiated(outcome: str) -> None:
    found = stages(LEADING[outcome], OPERATED)
    named, led = doses(found, outcome)
    assert named == {11}
    assert led == by_advice(outcome, 11)
    assert (found["radiotherapie"].entry, found["rt_na_chirurgie"].entry) == ("not_entered", "open")


@pytest.mark.parametrize("outcome", LEADING)
def test_operated_and_irradiated_with_a_poor_response(outcome: str) -> None:
    found = stages(LEADING[outcome], OPERATED, AGAIN)
    named, led = doses(found, outcome)
    assert named == {6}
    assert led == by_advice(outcome, 6)
    assert (found["radiotherapie"].entry, found["rt_na_chirurgie"].entry) == ("open", "open")


@pytest.mark.parametrize("outcome", LEADING)
def test_both_are_named_while_the_operation_is_unknown(outcome: str) -> None:
    found = stages(LEADING[outcome], without="geopereerd")
    named, led = doses(found, outcome)
    assert named == {6, 11}
    assert led == by_advice(outcome, 6, 11)
    assert (found["radiotherapie"].entry, found["rt_na_chirurgie"].entry) == ("unknown", "unknown")


@pytest.mark.parametrize(
    "outcome",
    [
        "lv_kort.silent_indicatie_chemotherapie",
        "lv_kort.silent_voorwaarde_ontbreekt",
        "lv_lang.chirurgie",
        "lv_lang.systeemtherapie_pijn",
        "lv_lang.silent_voorwaarde_ontbreekt",
        "lv_lang.silent_indicatie_chemotherapie",
    ],
)
def test_no_dose_is_named_where_none_is_possible(outcome: str) -> None:
    found = stages(LEADING[outcome], NO_DOSE)
    assert doses(found, outcome) == (set(), set())
    assert found["radiotherapie"].entry == "not_entered"


def test_the_short_tree_says_first_whether_a_dose_is_possible() -> None:
    text = said(stages(LEADING["lv_kort.silent_voorwaarde_ontbreekt"]), "lv_kort.silent_voorwaarde_ontbreekt")
    order = ["radiotherapie is mogelijk", "boom 6", "start van de therapie loopt door", "Reden voor de voorkeur"]
    assert sorted(order, key=text.index) == order


@pytest.mark.parametrize(("months", "tree"), [(2.9, "lv_kort"), (3, "lv_lang"), (3.1, "lv_lang")])
def test_no_second_course_leads_to_the_tree_of_the_life_expectancy(months: float, tree: str) -> None:
    again: dict[str, Value] = {**AGAIN, "herbestraling_adequaat_mogelijk": False}
    found = stages(again, {"levensverwachting_maanden": months})
    advice = found["radiotherapie"].advice
    assert advice.outcome is not None
    assert advice.outcome.id == "herbestraling_niet_mogelijk"
    assert only_way(PACK, advice.settled, advice.outcome) == tree
    assert (found["radiotherapie"].entry, found[tree].entry) == ("open", "open")
    assert "chirurgie dan volgens" not in said(found, "radiotherapie.herbestraling_niet_mogelijk")


def test_a_poor_response_without_symptoms_opens_no_second_course() -> None:
    """Tree 5 ends without a treatment, so that no "must" stands for somebody who has no symptoms."""
    found = stages(AGAIN, {"pijn": False})
    assert found["radiotherapie"].entry == "not_entered"


@pytest.mark.parametrize(
    ("fact", "open_"), [(None, True), ("achteruitgang_onder_radiotherapie_en_corticosteroiden", False)]
)
def test_radiotherapy_beside_surgery_except_after_worsening_under_it(fact: str | None, open_: bool) -> None:
    found = stages(LEADING["lv_lang.chirurgie"], {fact: True} if fact else {})
    text = said(found, "lv_lang.chirurgie")
    assert ("spoedoverleg tussen radiotherapeut" in text) is open_
    assert found["radiotherapie"].entry == ("open" if open_ else "not_entered")


@pytest.mark.parametrize(
    ("combined", "months", "all_met", "says"),
    [
        (True, 5.9, False, "Daaraan is hier niet voldaan"),
        (True, 6, False, "Met precies 6 maanden"),
        (True, 6.1, True, "Daaraan is hier voldaan"),
        (None, 6, False, ""),
        (None, 6.1, True, ""),
        (False, 3, True, ""),
    ],
)
@pytest.mark.parametrize("outcome", ["lv_lang.chirurgie", "lv_lang.chirurgie_of_radiotherapie"])
def test_all_conditions_are_met_only_without_a_combined_procedure_or_beyond_six_months(
    outcome: str, combined: bool | None, months: float, all_met: bool, says: str
) -> None:
    known: dict[str, Value] = {} if combined is None else {"gecombineerde_ingreep": combined}
    found = stages(
        LEADING[outcome],
        {**known, "levensverwachting_maanden": months},
        without="gecombineerde_ingreep" if combined is None else "",
    )
    text = said(found, outcome)
    assert ("alle voorwaarden voor een operatie is voldaan" in text) is all_met
    assert ("ingreep die niet gecombineerd is" in text) is not all_met
    assert ("Een gecombineerde ingreep vraagt" in text) is bool(combined)
    assert says in text
