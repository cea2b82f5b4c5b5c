"""The rows of trees.md (pack `wervelmetastasen`) written out by hand: an oracle that is independent of the YAML trees.

`outcome(tree_id, facts)` gives the outcome of a patient of whom every fact is known: the first row that holds.
`facts` maps fact ids to values: bool facts to True/False, `asia_score` and `conditie` to their choice id, numbers to
int/float. A fact whose "only if" is closed is False (bool) or None (number); no threshold is met by None.
Sets are not needed: they decide no outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

Value: TypeAlias = "bool | str | int | float | None"
Facts: TypeAlias = "Mapping[str, Value]"


def outcome(tree_id: str, facts: Facts) -> str:
    """The outcome id of the first row that holds. KeyError: unknown tree, or a fact the tree needs is missing."""
    return TREES[tree_id](Patient(facts))


class Patient:
    """A complete patient, with the shared definitions of trees.md as methods."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def yes(self, fact: str) -> bool:
        value = self._facts[fact]
        if not isinstance(value, bool):
            raise TypeError(f"{fact}: not a bool: {value!r}")
        return value

    def choice(self, fact: str) -> str:
        value = self._facts[fact]
        if not isinstance(value, str):
            raise TypeError(f"{fact}: not a choice: {value!r}")
        return value

    def number(self, fact: str) -> float | None:
        value = self._facts[fact]
        if isinstance(value, bool | str):
            raise TypeError(f"{fact}: not a number: {value!r}")
        return value

    def below(self, fact: str, limit: float) -> bool:
        value = self.number(fact)
        return value is not None and value < limit

    def at_most(self, fact: str, limit: float) -> bool:
        value = self.number(fact)
        return value is not None and value <= limit

    def above(self, fact: str, limit: float) -> bool:
        value = self.number(fact)
        return value is not None and value > limit

    def at_least(self, fact: str, limit: float) -> bool:
        value = self.number(fact)
        return value is not None and value >= limit

    @property
    def origin_unknown(self) -> bool:
        return not self.yes("bekende_primaire_maligniteit") and not self.yes("weefseldiagnose_bekend")

    @property
    def asymptomatic(self) -> bool:
        return not self.yes("pijn") and not self.yes("neurologische_uitval")

    @property
    def symptomatic_compression(self) -> bool:
        return self.yes("mesmc_klinisch") or self.yes("symptomatische_wortelcompressie")

    @property
    def asia_a(self) -> bool:
        return self.choice("asia_score") == "A"

    @property
    def treat_as_symptomatic(self) -> bool:
        """Row 1 of tree 5."""
        return (
            self.asymptomatic
            and self.yes("mesmc_radiologisch")
            and not self.yes("mesmc_klinisch")
            and self.yes("uitval_op_korte_termijn_verwacht")
            and not self.yes("systeemtherapie_met_verwachte_respons")
            and self.above("levensverwachting_maanden", 3)
        )

    @property
    def again(self) -> bool:
        """Earlier radiotherapy here, with a relapse or a poor response (tree 6)."""
        return self.yes("recidief_of_progressie_na_radiotherapie") or self.yes(
            "onvoldoende_respons_eerste_radiotherapie"
        )

    @property
    def useful_rt(self) -> bool:
        return self.yes("adequate_dosis_radiotherapie_mogelijk") and (
            not self.again or self.yes("herbestraling_adequaat_mogelijk")
        )

    @property
    def surgery_preferred(self) -> bool:
        return (
            self.yes("instabiliteit")
            or (self.yes("recidief_of_progressie_na_radiotherapie") and not self.yes("herbestraling_adequaat_mogelijk"))
            or self.yes("achteruitgang_onder_radiotherapie_en_corticosteroiden")
        )

    @property
    def surgery_conditions(self) -> tuple[bool, ...]:
        """The eight conditions, in the order of trees.md."""
        return (
            self.at_least("levensverwachting_maanden", 3),
            self.yes("klinische_toestand_operabel"),
            not self.yes("chemogevoelige_tumor") or self.yes("instabiliteit"),
            self.yes("mri_gehele_wervelkolom"),
            not self.asia_a
            or self.below("complete_dwarslaesie_uren", 24)
            or self.yes("tendens_verbetering_na_corticosteroiden"),
            self.at_least("aantal_aaneengesloten_wervels", 1) and self.at_most("aantal_aaneengesloten_wervels", 3),
            not self.yes("uitgebreide_epidurale_uitbreiding_elders"),
            not self.yes("neurologische_uitval_door_mesmc") or self.yes("chirurg_beschikbaar_binnen_24_uur"),
        )

    @property
    def surgery_possible(self) -> bool:
        return all(self.surgery_conditions)

    @property
    def sensitive_tumour(self) -> bool:
        return self.yes("chemogevoelige_tumor") or self.yes("hormoongevoelige_tumor")


def _diagnostiek(p: Patient) -> str:
    cord_or_bilateral = p.yes("klinische_verdenking_mesmc") or p.yes("bilaterale_radiculaire_pijn_of_uitval")
    if not p.yes("klinische_verdenking_wervelmetastasen"):
        return "geen_verdenking"
    if p.yes("adequate_beeldvorming_aanwezig"):
        return "geen_nieuwe_mri"
    if cord_or_bilateral and p.asia_a and p.above("complete_dwarslaesie_uren_bij_presentatie", 48):
        return "geen_spoed"
    if cord_or_bilateral or (p.yes("lhermitte") and p.yes("lhermitte_met_nekpijn_of_zonder_andere_oorzaak")):
        return "mri_12_uur"
    progressive = p.yes("eenzijdige_radiculaire_uitval") and p.yes("uitval_progressief")
    if progressive and p.at_most("uitval_ontstaan_dagen", 7):
        return "mri_24_uur"
    if progressive and p.above("uitval_ontstaan_dagen", 7):
        return "mri_48_uur"
    if p.yes("eenzijdige_radiculaire_pijn"):
        return "mri_1_week"
    if p.yes("eenzijdige_radiculaire_uitval"):
        return "mri_zonder_termijn_uitval"
    if p.yes("lokale_rugpijn"):
        return "mri_2_weken"
    return "mri_zonder_termijn"


def _cortico_voor_mri(p: Patient) -> str:
    if p.origin_unknown and p.yes("radiologische_verdenking_wervelmetastasen"):
        return "wachten_tot_biopt"
    if p.symptomatic_compression and p.origin_unknown and p.yes("verdenking_hematologische_maligniteit"):
        return "eerst_weefsel"
    if p.symptomatic_compression and p.yes("operatie_of_radiotherapie_gepland"):
        return "dexamethason"
    return "silent_geen_indicatie"


def _aanvullend(p: Patient) -> str:
    candidate = p.yes("eventueel_operatiekandidaat")
    if p.origin_unknown and p.yes("progressieve_uitval_ondanks_corticosteroiden") and candidate:
        return "decompressie_overwegen"
    if p.origin_unknown and (p.yes("mesmc_klinisch") or p.yes("mesmc_radiologisch")):
        return "biopt_1_dag"
    if p.origin_unknown:
        return "biopt_1_week"
    if candidate and not p.yes("recente_pet_ct_thorax_abdomen"):
        return "ct_maken"
    if candidate:
        return "ct_aanwezig"
    return "silent_geen_aanvulling"


def _tijd_tot_therapie(p: Patient) -> str:
    deficit = p.yes("neurologische_uitval_door_mesmc")
    if deficit and p.at_most("uitval_mesmc_ontstaan_dagen", 7):
        return "therapie_24_uur"
    if deficit and p.yes("uitval_progressief") and p.yes("kan_zelfstandig_lopen"):
        return "therapie_72_uur"
    if deficit and p.yes("uitval_progressief"):
        return "silent_langzaam_niet_lopend"
    if deficit:
        return "silent_uitval_stabiel"
    if p.yes("mesmc_radiologisch") and not p.yes("mesmc_klinisch") and p.yes("pijn"):
        return "therapie_7_dagen"
    if p.yes("mesmc_klinisch"):
        return "silent_mesmc_klinisch_zonder_uitval"
    complaint = (
        p.yes("pijn")
        or p.yes("eenzijdige_radiculaire_pijn")
        or p.yes("bilaterale_radiculaire_pijn_of_uitval")
        or p.yes("eenzijdige_radiculaire_uitval")
        or p.yes("symptomatische_wortelcompressie")
    )
    if not p.yes("mesmc_klinisch") and not p.yes("mesmc_radiologisch") and complaint:
        return "therapie_14_dagen"
    return "silent_geen_termijn"


def _indicatie(p: Patient) -> str:
    if p.treat_as_symptomatic:
        return "asymptomatisch_als_symptomatisch"
    if p.asymptomatic:
        return "silent_asymptomatisch"
    if p.below("levensverwachting_maanden", 3):
        return "kort"
    return "lang"


def _radiotherapie(p: Patient) -> str:
    deficit = p.yes("neurologische_uitval")
    if p.again and p.yes("herbestraling_adequaat_mogelijk"):
        return "herbestraling"
    if p.again:
        return "herbestraling_niet_mogelijk"
    if deficit and (p.choice("conditie") == "matig" or p.below("levensverwachting_maanden", 12)):
        return "8_gy_uitval"
    if deficit:
        return "30_gy_10"
    if p.yes("pijn") and p.yes("oligometastasering"):
        return "oligo_30_39_gy"
    if p.yes("pijn"):
        return "8_gy_pijn"
    return "silent_geen_klacht"


def _lv_kort(p: Patient) -> str:
    if p.at_least("levensverwachting_maanden", 3):
        return "lang"
    if p.asymptomatic:
        return "asymptomatisch"
    if p.yes("indicatie_chemotherapie"):
        return "silent_indicatie_chemotherapie"
    if p.surgery_preferred:
        return "silent_voorwaarde_ontbreekt"
    if p.useful_rt:
        return "radiotherapie"
    return "silent_geen_radiotherapie"


def _cortico_lv_kort(p: Patient) -> str:
    planned = p.yes("operatie_of_radiotherapie_gepland")
    if p.at_least("levensverwachting_maanden", 3):
        return "niet_van_toepassing"
    if p.symptomatic_compression and p.origin_unknown and p.yes("verdenking_hematologische_maligniteit"):
        return "eerst_weefsel"
    if p.symptomatic_compression and planned:
        return "dexamethason"
    if p.yes("mesmc_radiologisch") and not p.symptomatic_compression and p.yes("radiotherapie_gepland"):
        return "geen_consensus"
    if p.yes("pain_flare_na_radiotherapie"):
        return "pain_flare"
    return "silent_geen_indicatie"


def _lv_lang(p: Patient) -> str:
    deficit = p.yes("neurologische_uitval_door_mesmc")
    if p.below("levensverwachting_maanden", 3):
        return "kort"
    if p.asymptomatic and not p.treat_as_symptomatic:
        return "asymptomatisch"
    if p.surgery_preferred and p.surgery_possible:
        return "chirurgie"
    if deficit and p.surgery_possible and p.useful_rt:
        return "chirurgie_of_radiotherapie"
    if (
        deficit
        and p.sensitive_tumour
        and (
            p.yes("snel_effect_chemotherapie_verwacht")
            or p.yes("vitale_indicatie_chemotherapie")
            or (not p.useful_rt and not p.surgery_possible)
        )
    ):
        return "systeemtherapie_eerst"
    if not deficit and p.yes("pijn") and p.sensitive_tumour and p.yes("indicatie_systemische_therapie"):
        return "systeemtherapie_pijn"
    if p.surgery_preferred:
        return "silent_voorwaarde_ontbreekt"
    if p.yes("indicatie_chemotherapie"):
        return "silent_indicatie_chemotherapie"
    if p.useful_rt:
        return "radiotherapie"
    return "silent_geen_optie"


def _interval_chir_rt(p: Patient) -> str:
    if not p.yes("geopereerd"):
        return "niet_geopereerd"
    if p.yes("postoperatief_onvoldoende_herstel_of_achteruitgang"):
        return "eerder_starten"
    return "drie_vier_weken"


def _rt_na_chirurgie(p: Patient) -> str:
    if not p.yes("geopereerd"):
        return "niet_geopereerd"
    if p.yes("oligometastasering"):
        return "30_39_gy"
    if p.below("levensverwachting_maanden", 12):
        return "20_gy_5"
    return "30_39_gy"


def _followup(p: Patient) -> str:
    if p.yes("klachten_bij_follow_up") or p.yes("evaluatie_systeemtherapie"):
        return "beeldvorming"
    return "geen_beeldvorming"


TREES: Mapping[str, Callable[[Patient], str]] = {
    "diagnostiek": _diagnostiek,
    "cortico_voor_mri": _cortico_voor_mri,
    "aanvullend": _aanvullend,
    "tijd_tot_therapie": _tijd_tot_therapie,
    "indicatie": _indicatie,
    "radiotherapie": _radiotherapie,
    "lv_kort": _lv_kort,
    "cortico_lv_kort": _cortico_lv_kort,
    "lv_lang": _lv_lang,
    "interval_chir_rt": _interval_chir_rt,
    "rt_na_chirurgie": _rt_na_chirurgie,
    "followup": _followup,
}
