"""Which trees of the shipped pack a patient comes to, and which trees an advice names next."""

from __future__ import annotations

from datetime import datetime

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient, Stage

PACK = load_pack("wervelmetastasen")
NO_SUSPICION: dict[str, Value] = {"klinische_verdenking_wervelmetastasen": False}
NO_COMPRESSION: dict[str, Value] = {"mesmc_klinisch": False, "symptomatische_wortelcompressie": False}
ASIA_A_LONG: dict[str, Value] = {
    "klinische_verdenking_mesmc": True,
    "adequate_beeldvorming_aanwezig": False,
    "asia_score": "A",
    "complete_dwarslaesie_uren_bij_presentatie": 49,
}
BY_CHANCE: dict[str, Value] = {
    **NO_SUSPICION,
    **NO_COMPRESSION,
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "pijn": False,
    "neurologische_uitval": False,
    "mesmc_radiologisch": True,
    "uitval_op_korte_termijn_verwacht": False,
    "systeemtherapie_met_verwachte_respons": False,
}


def stages(values: dict[str, Value], *moments: str) -> dict[str, Stage]:
    when = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)
    patient = Patient(values, moments=dict.fromkeys(moments, when))
    return {stage.advice.tree.id: stage for stage in journey(PACK, patient)}


def next_of(values: dict[str, Value], tree: str) -> tuple[str, ...]:
    return stages(values)[tree].advice.next_trees


@pytest.mark.parametrize(
    ("values", "entry", "by"),
    [
        (ASIA_A_LONG, "open", "diagnostiek.geen_spoed"),
        ({**NO_SUSPICION, "mesmc_klinisch": True}, "open", "mesmc_klinisch"),
        ({**NO_SUSPICION, "symptomatische_wortelcompressie": True}, "open", "symptomatische_wortelcompressie"),
        ({**NO_SUSPICION, **NO_COMPRESSION}, "not_entered", None),
        (NO_SUSPICION, "unknown", None),
    ],
)
def test_steroids_open_without_suspicion_or_urgency_too(values: dict[str, Value], entry: str, by: str | None) -> None:
    stage = stages(values)["cortico_voor_mri"]
    assert (stage.entry, stage.entered_by) == (entry, by)


def test_a_treatment_that_was_given_closes_no_steroids() -> None:
    """Whether a treatment is still ahead, its own fact says."""
    again: dict[str, Value] = {**ASIA_A_LONG, "geopereerd": True}
    assert stages(again, "radiotherapie_einde_op")["cortico_voor_mri"].entry == "open"


@pytest.mark.parametrize(
    ("months", "on_imaging", "entry"),
    [(2.9, True, "open"), (3, True, "not_entered"), (3.1, True, "not_entered"), (2.9, False, "not_entered")],
)
def test_steroids_at_less_than_three_months_open_for_compression_found_by_chance(
    months: float, on_imaging: bool, entry: str
) -> None:
    values: dict[str, Value] = {
        **BY_CHANCE,
        "levensverwachting_maanden": months,
        "mesmc_radiologisch": on_imaging,
    }
    assert stages(values)["cortico_lv_kort"].entry == entry
    assert ("cortico_lv_kort" in next_of(values, "indicatie")) == (entry == "open")


def test_it_opens_before_the_origin_is_known() -> None:
    values: dict[str, Value] = {**BY_CHANCE, "levensverwachting_maanden": 2, "bekende_primaire_maligniteit": False}
    found = stages({**values, "weefseldiagnose_bekend": False})
    assert (found["indicatie"].entry, found["cortico_lv_kort"].entry) == ("not_entered", "open")


@pytest.mark.parametrize(
    ("seen", "named"),
    [
        (True, ("cortico_voor_mri", "aanvullend")),
        (None, ("cortico_voor_mri", "aanvullend")),
        (False, ("cortico_voor_mri",)),
    ],
)
def test_more_diagnostics_are_named_once_imaging_raises_suspicion(seen: bool | None, named: tuple[str, ...]) -> None:
    values: dict[str, Value] = dict(ASIA_A_LONG)
    if seen is not None:
        values["radiologische_verdenking_wervelmetastasen"] = seen
    assert next_of(values, "diagnostiek") == named


@pytest.mark.parametrize("tissue", [True, False])
def test_treatment_is_named_once_the_origin_is_known(tissue: bool) -> None:
    values: dict[str, Value] = {
        "radiologische_verdenking_wervelmetastasen": True,
        "bekende_primaire_maligniteit": False,
        "weefseldiagnose_bekend": tissue,
        "progressieve_uitval_ondanks_corticosteroiden": False,
        "eventueel_operatiekandidaat": False,
        "mesmc_klinisch": True,
    }
    assert next_of(values, "aanvullend") == (("tijd_tot_therapie", "indicatie") if tissue else ())
    assert stages(values)["indicatie"].entry == ("open" if tissue else "not_entered")
