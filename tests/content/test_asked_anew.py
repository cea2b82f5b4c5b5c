"""A patient of last week's board: what may count without being asked, and what may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.earlier.taking_over import taken_over
from mdo_viewer.reasoning.results import Patient
from tests.content.test_dose_tree import DEFICIT, OPERATED, PACK, PAIN

TODAY = date(2026, 11, 30)
KNOWN: dict[str, Value] = {
    **PAIN,
    **DEFICIT,
    **OPERATED,
    "asia_score": "D",
    "uitval_progressief": False,
    "chemogevoelige_tumor": False,
    "radioresistente_tumor": False,
    "recente_pet_ct_thorax_abdomen": True,
    "uitgebreide_epidurale_uitbreiding_elders": False,
    "niveaus_en_zijde": "T8",
    "primaire_tumor": "mamma",
}


def carried(days: int) -> set[str]:
    """The facts that still count after so many days."""
    then = TODAY - timedelta(days)
    return set(taken_over(PACK, Case("MDO-0001", Patient(KNOWN)), then, TODAY).patient.values)


@pytest.mark.parametrize("fact", [each.id for each in (*PACK.facts, *PACK.marks) if "M" in each.origin])
def test_no_judgement_of_the_board_counts_a_week_later(fact: str) -> None:
    days = PACK.facts_by_id[fact].asked_anew_after
    assert days is not None
    assert days <= 6


def test_a_week_later_only_imaging_and_what_does_not_change_counts() -> None:
    assert carried(7) == {
        "leptomeningeale_of_intramedullaire_metastasen",
        "jonger_dan_18",
        "primaire_tumor",
        "mri_gehele_wervelkolom",
        "radiologische_verdenking_wervelmetastasen",
        "recente_pet_ct_thorax_abdomen",
    }


@pytest.mark.parametrize(
    "fact",
    [
        *("geopereerd", "operatie_of_radiotherapie_gepland", "radiotherapie_gepland", "instabiliteit"),
        *("adequate_dosis_radiotherapie_mogelijk", "herbestraling_adequaat_mogelijk", "klinische_toestand_operabel"),
        *("weefseldiagnose_bekend", "bekende_primaire_maligniteit", "verdenking_hematologische_maligniteit"),
        *("asia_score", "complete_dwarslaesie_uren", "kan_zelfstandig_lopen", "chirurg_beschikbaar_binnen_24_uur"),
        *("neurologische_uitval_door_mesmc", "uitval_mesmc_ontstaan_dagen", "neurologische_uitval"),
        *("eenzijdige_radiculaire_uitval", "bilaterale_radiculaire_pijn_of_uitval", "uitval_ontstaan_dagen"),
        *("uitval_progressief", "progressieve_uitval_ondanks_corticosteroiden", "mesmc_klinisch"),
        *("achteruitgang_onder_radiotherapie_en_corticosteroiden", "tendens_verbetering_na_corticosteroiden"),
        "postoperatief_onvoldoende_herstel_of_achteruitgang",
    ],
)
def test_what_turns_an_advice_round_counts_on_its_own_day_only(fact: str) -> None:
    assert PACK.facts_by_id[fact].asked_anew_after == 0


@pytest.mark.parametrize(
    "fact",
    [
        *("mesmc_radiologisch", "aantal_aaneengesloten_wervels", "uitgebreide_epidurale_uitbreiding_elders"),
        "niveaus_en_zijde",
    ],
)
def test_what_imaging_shows_of_the_lesion_counts_as_long_as_the_imaging(fact: str) -> None:
    facts = PACK.facts_by_id
    assert facts[fact].asked_anew_after == facts["adequate_beeldvorming_aanwezig"].asked_anew_after == 1
