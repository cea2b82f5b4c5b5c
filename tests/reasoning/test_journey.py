"""The shipped pack, read as a board meets it: advice, riders, entries, what-if."""

from __future__ import annotations

import random
from datetime import datetime

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.journey import journey, ways_in
from mdo_viewer.reasoning.results import Advice, Patient, Stage
from mdo_viewer.reasoning.settling import Contradiction
from mdo_viewer.reasoning.what_if import what_if


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("wervelmetastasen")


def told(pack: Pack, tree: str, **values: Value) -> Advice:
    return advise(pack, pack.trees_by_id[tree], Patient(values))


def stages(pack: Pack, patient: Patient) -> dict[str, Stage]:
    return {stage.advice.tree.id: stage for stage in journey(pack, patient)}


def test_suspected_compression_asks_for_an_mri_within_12_hours(pack: Pack) -> None:
    at = datetime(2026, 11, 22, 14, 30, tzinfo=ZONE)
    patient = Patient(
        {"klinische_verdenking_mesmc": True, "adequate_beeldvorming_aanwezig": False, "asia_score": "C"},
        moments={"verdenking_op": datetime(2026, 11, 22, 8, 15, tzinfo=ZONE)},
    )
    advice = advise(pack, pack.trees_by_id["diagnostiek"], patient, at)
    assert advice.outcome is not None
    assert advice.outcome.id == "mri_12_uur"
    assert advice.settled.derived >= {"klinische_verdenking_wervelmetastasen", "neurologische_uitval"}
    assert [shown.rider.id for shown in advice.riders] == ["bel_bij_verergering", "mri_protocol"]
    assert [(each.rider.id, each.fact) for each in advice.open_riders] == [
        ("mri_moet", "bekende_primaire_maligniteit"),
        ("ct_bij_operatie", "eventueel_operatiekandidaat"),
        ("primaire_tumor_onbekend", "bekende_primaire_maligniteit"),
    ]
    assert advice.notes == (7, 26)
    assert advice.next_trees == ("cortico_voor_mri", "aanvullend")
    (deadline,) = advice.deadlines
    assert deadline.due == datetime(2026, 11, 22, 20, 15, tzinfo=ZONE)
    assert deadline.overdue is False


def test_unknown_is_not_no(pack: Pack) -> None:
    advice = told(pack, "diagnostiek", klinische_verdenking_wervelmetastasen=True)
    assert advice.status == "incomplete"
    assert advice.next_fact == "adequate_beeldvorming_aanwezig"
    assert len(advice.possible) > 5
    assert advice.tightest is not None
    assert advice.tightest.id == "mri_12_uur"


def test_the_tightest_limit_stands_until_asia_is_known(pack: Pack) -> None:
    advice = told(pack, "diagnostiek", klinische_verdenking_mesmc=True, adequate_beeldvorming_aanwezig=False)
    assert advice.possible == ("geen_spoed", "mri_12_uur")
    assert advice.next_fact == "asia_score"
    assert advice.tightest is not None
    assert advice.tightest.id == "mri_12_uur"


def test_exactly_three_months_is_long_and_not_more_than_three(pack: Pack) -> None:
    symptomatic = told(pack, "indicatie", pijn=True, levensverwachting_maanden=3)
    assert symptomatic.outcome is not None
    assert symptomatic.outcome.id == "lang"
    chance = {
        "pijn": False,
        "neurologische_uitval": False,
        "mesmc_radiologisch": True,
        "mesmc_klinisch": False,
        "uitval_op_korte_termijn_verwacht": True,
        "systeemtherapie_met_verwachte_respons": False,
    }
    for months, outcome in ((3, "silent_asymptomatisch"), (4, "asymptomatisch_als_symptomatisch")):
        advice = told(pack, "indicatie", **chance, levensverwachting_maanden=months)
        assert advice.outcome is not None
        assert advice.outcome.id == outcome


def test_oligometastases_are_passed_over_when_the_dose_is_the_same(pack: Pack) -> None:
    advice = told(pack, "rt_na_chirurgie", geopereerd=True, levensverwachting_maanden=24)
    assert advice.status == "complete"
    assert [step.state for step in advice.steps] == ["answered", "does_not_matter", "answered"]


def test_surgery_says_which_reason_fired(pack: Pack) -> None:
    advice = told(
        pack,
        "lv_lang",
        levensverwachting_maanden=12,
        pijn=True,
        instabiliteit=True,
        klinische_toestand_operabel=True,
        mri_gehele_wervelkolom=True,
        asia_score="E",
        aantal_aaneengesloten_wervels=2,
        uitgebreide_epidurale_uitbreiding_elders=False,
        neurologische_uitval_door_mesmc=False,
    )
    assert advice.outcome is not None
    assert advice.outcome.id == "chirurgie"
    assert advice.text is not None
    assert "nstabiel" in advice.text.nl


def test_a_scope_question_closes_every_tree(pack: Pack) -> None:
    for stage in journey(pack, Patient({"jonger_dan_18": True})):
        assert stage.advice.status == "out_of_scope"
        assert stage.advice.possible == ()
        assert stage.advice.text


def test_nothing_known_leaves_entries_unknown_and_never_answers(pack: Pack) -> None:
    found = stages(pack, Patient())
    assert all(stage.advice.status == "incomplete" for stage in found.values())
    assert found["diagnostiek"].entry == "open"
    assert found["aanvullend"].entry == "unknown"
    assert found["aanvullend"].decided_by == "radiologische_verdenking_wervelmetastasen"


def test_advice_of_one_tree_opens_the_next(pack: Pack) -> None:
    values: dict[str, Value] = {
        "klinische_verdenking_mesmc": True,
        "adequate_beeldvorming_aanwezig": True,
        "radiologische_verdenking_wervelmetastasen": True,
        "bekende_primaire_maligniteit": True,
        "geopereerd": False,
        "pijn": True,
        "levensverwachting_maanden": 2,
        "indicatie_chemotherapie": False,
        "instabiliteit": False,
        "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
        "adequate_dosis_radiotherapie_mogelijk": True,
        "recidief_of_progressie_na_radiotherapie": False,
        "onvoldoende_respons_eerste_radiotherapie": False,
    }
    found = stages(pack, Patient(values))
    assert (found["cortico_voor_mri"].entry, found["cortico_voor_mri"].entered_by) == (
        "open",
        "diagnostiek.geen_nieuwe_mri",
    )
    assert (found["lv_kort"].entry, found["lv_kort"].entered_by) == ("open", "indicatie.kort")
    assert found["lv_lang"].entry == "not_entered"
    assert (found["radiotherapie"].entry, found["radiotherapie"].entered_by) == ("open", "lv_kort.radiotherapie")
    assert found["rt_na_chirurgie"].entry == "not_entered"


def test_what_if_names_single_facts_with_their_interval(pack: Pack) -> None:
    patient = Patient({"geopereerd": True, "oligometastasering": False, "levensverwachting_maanden": 6})
    changes = what_if(pack, pack.trees_by_id["rt_na_chirurgie"], patient)
    assert [(each.fact, each.to.nl, each.outcome) for each in changes] == [
        ("geopereerd", "nee", "niet_geopereerd"),
        ("oligometastasering", "ja", "30_39_gy"),
        ("levensverwachting_maanden", "≥ 12 maanden", "30_39_gy"),
    ]


def test_what_if_closes_a_gate_even_while_a_fact_under_it_has_a_value(pack: Pack) -> None:
    patient = Patient({"neurologische_uitval_door_mesmc": True, "uitval_mesmc_ontstaan_dagen": 3, "pijn": True})
    changes = what_if(pack, pack.trees_by_id["tijd_tot_therapie"], patient)
    assert ("neurologische_uitval_door_mesmc", None) in [(each.fact, each.outcome) for each in changes]


def test_what_opens_a_tree_opens_it(pack: Pack) -> None:
    """Of patients at random: with another value of a fact that is named the tree is no longer closed."""
    rng = random.Random(14)
    asked = ["radiologische_verdenking_wervelmetastasen", "bekende_primaire_maligniteit", "weefseldiagnose_bekend",
             "geopereerd", "mesmc_klinisch", "recidief_of_progressie_na_radiotherapie"]  # fmt: skip
    named = 0
    for _ in range(60):
        patient = Patient({fact: rng.random() < 0.4 for fact in asked if rng.random() < 0.8})
        try:
            found = journey(pack, patient)
        except Contradiction:
            continue
        for stage in found:
            ways = ways_in(pack, patient, stage)
            single = {way.facts[0][0] for way in ways if len(way.facts) == 1 and not way.moments}
            for fact in single:
                other = Patient({**patient.values, fact: not patient.values[fact]})
                assert stages(pack, other)[stage.advice.tree.id].entry != "not_entered", (patient.values, fact)
                named += 1
    assert named > 50
