"""Patients of the shipped pack for whom two trees that apply do not go together, by the note that says so."""

from __future__ import annotations

from mdo_viewer.guideline.model import Value

SCOPE: dict[str, Value] = {"leptomeningeale_of_intramedullaire_metastasen": False, "jonger_dan_18": False}

#: Their facts, and both advices.
APART: dict[int, tuple[dict[str, Value], dict[str, str]]] = {
    8: (
        {
            "klinische_verdenking_wervelmetastasen": True,
            "adequate_beeldvorming_aanwezig": True,
            "radiologische_verdenking_wervelmetastasen": True,
            "bekende_primaire_maligniteit": False,
            "weefseldiagnose_bekend": False,
            "verdenking_hematologische_maligniteit": False,
            "progressieve_uitval_ondanks_corticosteroiden": False,
            "mesmc_klinisch": True,
            "mesmc_radiologisch": True,
            "operatie_of_radiotherapie_gepland": True,
            "levensverwachting_maanden": 2,
            "geopereerd": False,
        },
        {"cortico_voor_mri": "wachten_tot_biopt", "cortico_lv_kort": "dexamethason"},
    ),
    27: (
        {
            "klinische_verdenking_wervelmetastasen": True,
            "adequate_beeldvorming_aanwezig": True,
            "radiologische_verdenking_wervelmetastasen": True,
            "bekende_primaire_maligniteit": False,
            "weefseldiagnose_bekend": False,
            "progressieve_uitval_ondanks_corticosteroiden": True,
            "eventueel_operatiekandidaat": True,
            "geopereerd": False,
        },
        {"cortico_voor_mri": "wachten_tot_biopt", "aanvullend": "decompressie_overwegen"},
    ),
    28: (
        {
            "klinische_verdenking_wervelmetastasen": True,
            "adequate_beeldvorming_aanwezig": False,
            "klinische_verdenking_mesmc": True,
            "asia_score": "A",
            "complete_dwarslaesie_uren_bij_presentatie": 60,
            "radiologische_verdenking_wervelmetastasen": True,
            "bekende_primaire_maligniteit": True,
            "neurologische_uitval_door_mesmc": True,
            "uitval_mesmc_ontstaan_dagen": 3,
        },
        {"diagnostiek": "geen_spoed", "tijd_tot_therapie": "therapie_24_uur"},
    ),
    37: (
        {
            "radiologische_verdenking_wervelmetastasen": True,
            "bekende_primaire_maligniteit": True,
            "pijn": True,
            "neurologische_uitval_door_mesmc": False,
            "neurologische_uitval": False,
            "levensverwachting_maanden": 7,
            "recidief_of_progressie_na_radiotherapie": True,
            "herbestraling_adequaat_mogelijk": True,
            "instabiliteit": True,
            "klinische_toestand_operabel": True,
            "mri_gehele_wervelkolom": True,
            "asia_score": "E",
            "aantal_aaneengesloten_wervels": 2,
            "uitgebreide_epidurale_uitbreiding_elders": False,
            "mesmc_klinisch": False,
            "mesmc_radiologisch": False,
        },
        {"radiotherapie": "herbestraling", "lv_lang": "chirurgie"},
    ),
    53: (
        {
            "radiologische_verdenking_wervelmetastasen": True,
            "bekende_primaire_maligniteit": True,
            "pijn": True,
            "neurologische_uitval_door_mesmc": False,
            "neurologische_uitval": False,
            "levensverwachting_maanden": 7,
            "recidief_of_progressie_na_radiotherapie": True,
            "herbestraling_adequaat_mogelijk": True,
            "instabiliteit": True,
            "klinische_toestand_operabel": False,
            "indicatie_systemische_therapie": False,
            "asia_score": "E",
            "mesmc_klinisch": False,
            "mesmc_radiologisch": False,
        },
        {"lv_lang": "silent_voorwaarde_ontbreekt", "radiotherapie": "herbestraling"},
    ),
    44: (
        {
            "klinische_verdenking_wervelmetastasen": True,
            "adequate_beeldvorming_aanwezig": True,
            "radiologische_verdenking_wervelmetastasen": True,
            "bekende_primaire_maligniteit": True,
            "pijn": True,
            "mesmc_klinisch": False,
            "mesmc_radiologisch": False,
            "symptomatische_wortelcompressie": False,
            "neurologische_uitval_door_mesmc": False,
            "neurologische_uitval": False,
            "levensverwachting_maanden": 7,
            "recidief_of_progressie_na_radiotherapie": True,
            "herbestraling_adequaat_mogelijk": True,
            "instabiliteit": False,
            "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
            "chemogevoelige_tumor": False,
            "hormoongevoelige_tumor": False,
            "indicatie_chemotherapie": False,
            "geopereerd": True,
            "postoperatief_onvoldoende_herstel_of_achteruitgang": False,
            "oligometastasering": False,
        },
        {"radiotherapie": "herbestraling", "rt_na_chirurgie": "20_gy_5"},
    ),
}

#: Note 28 once more: no urgent MRI any more after 60 hours, and surgery preferred because of a clear improvement.
IMPROVING: tuple[dict[str, Value], dict[str, str]] = (
    {
        "klinische_verdenking_wervelmetastasen": True,
        "adequate_beeldvorming_aanwezig": False,
        "klinische_verdenking_mesmc": True,
        "asia_score": "A",
        "complete_dwarslaesie_uren_bij_presentatie": 60,
        "complete_dwarslaesie_uren": 72,
        "tendens_verbetering_na_corticosteroiden": True,
        "radiologische_verdenking_wervelmetastasen": True,
        "bekende_primaire_maligniteit": True,
        "neurologische_uitval_door_mesmc": True,
        "uitval_mesmc_ontstaan_dagen": 10,
        "uitval_progressief": False,
        "levensverwachting_maanden": 12,
        "instabiliteit": True,
        "klinische_toestand_operabel": True,
        "mri_gehele_wervelkolom": True,
        "aantal_aaneengesloten_wervels": 2,
        "uitgebreide_epidurale_uitbreiding_elders": False,
        "chirurg_beschikbaar_binnen_24_uur": True,
        "geopereerd": False,
    },
    {"diagnostiek": "geen_spoed", "lv_lang": "chirurgie"},
)

#: The origin is unknown, so that tree 9 does not apply; who opens it all the same sees that tree 2 says otherwise.
AHEAD: dict[str, Value] = {
    **SCOPE,
    "klinische_verdenking_wervelmetastasen": True,
    "adequate_beeldvorming_aanwezig": True,
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": False,
    "weefseldiagnose_bekend": False,
    "geopereerd": False,
    **{fact: value for fact, value in APART[37][0].items() if not fact.startswith(("bekende", "recidief", "herb"))},
    "recidief_of_progressie_na_radiotherapie": False,
}
