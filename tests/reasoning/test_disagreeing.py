"""Which trees do not go together: each way of writing `against`, with trees that apply and that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Against, Pack, Value
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.reasoning.disagreeing import disagreements
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient
from tests.help.apart_patients import APART, IMPROVING, SCOPE
from tests.help.cli_pack import FILES, write_pack

#: Tree 1 ends in `snel`, through which tree 2 applies and ends in `wachten` (with a limit) or `terug` (without one).
SOON: dict[str, Value] = {"uitval": True, "dagen": 3, "graad": "A"}
NO_LIMIT: dict[str, Value] = {"uitval": True, "dagen": 3, "graad": "B"}
NOT_ENTERED: dict[str, Value] = {"uitval": False, "pijn": False, "maanden": 12, "graad": "B"}
NOTE_ON_BOTH = "shown_at: [{tree: begin, outcomes: [snel]}, {tree: vervolg, outcomes: [wachten]}]"
NOTE_ON_ONE = "shown_at: [{tree: begin, outcomes: [snel]}]"
#: The other side carries the note too, to be read there.
READ_THERE = "shown_at: [{tree: begin, outcomes: [snel]}, {tree: vervolg, outcomes: [wachten], when: uitval}]"


def pack_with(folder: Path, notes: str) -> Pack:
    """The small pack with these notes; what is not translated does not matter."""
    reading = read_pack(write_pack(folder / "klein", notes=notes))
    assert reading.pack is not None, [problem.line("nl") for problem in reading.problems]
    return reading.pack


def note(number: int, against: str, shown_at: str = NOTE_ON_ONE) -> str:
    text = FILES["notes"].replace("shown_at: [{tree: begin, outcomes: [snel]}]", shown_at)
    return text.replace("number: 7", f"number: {number}") + (f"    against: {against}\n" if against else "")


def found(pack: Pack, facts: dict[str, Value], here: str | None = None) -> list[tuple[int, list[str]]]:
    stages = journey(pack, Patient({"kind": False, **facts}))
    return [
        (each.note.number, [stage.advice.tree.id for stage in each.stages])
        for each in disagreements(pack, stages, here)
    ]


@pytest.mark.parametrize(
    ("against", "shown_at", "facts", "apart"),
    [
        ("", NOTE_ON_ONE, SOON, False),
        ("[limits]", NOTE_ON_ONE, SOON, True),
        ("[limits]", NOTE_ON_ONE, NO_LIMIT, False),
        ("[limits]", NOTE_ON_BOTH, SOON, False),
        ("[vervolg.terug]", NOTE_ON_ONE, SOON, False),
        ("[vervolg.terug]", NOTE_ON_ONE, NO_LIMIT, True),
        ("[each_other]", NOTE_ON_BOTH, SOON, True),
        ("[each_other]", NOTE_ON_BOTH, NO_LIMIT, False),
        ("[each_other, vervolg.terug]", NOTE_ON_BOTH, SOON, True),
        ("[each_other, vervolg.terug]", NOTE_ON_BOTH, NO_LIMIT, True),
        ("[limits, vervolg.terug]", NOTE_ON_ONE, NO_LIMIT, True),
        ("[vervolg.wachten]", READ_THERE, SOON, True),
        ("[vervolg.wachten]", READ_THERE, NO_LIMIT, False),
        ("[vervolg.wachten]", READ_THERE, {"uitval": True, "dagen": 9, "graad": "A"}, False),
        ("[limits]", READ_THERE, SOON, False),
        ("[vervolg.wachten]", NOTE_ON_ONE, {"uitval": True, "dagen": 3}, False),
        ("[vervolg.wachten]", NOTE_ON_ONE, {"uitval": True, "dagen": 9, "graad": "A"}, False),
    ],
)
def test_what_an_advice_is_against(
    tmp_path: Path, against: str, shown_at: str, facts: dict[str, Value], apart: bool
) -> None:
    pack = pack_with(tmp_path, note(7, against, shown_at))
    assert found(pack, facts) == ([(7, ["begin", "vervolg"])] if apart else [])


def test_one_that_is_named_stands_on_the_other_side(tmp_path: Path) -> None:
    shown_at = READ_THERE.replace("begin, outcomes: [snel]", "begin, outcomes: [snel], when: uitval").replace(
        "wachten], when: uitval", "wachten]"
    )
    assert found(pack_with(tmp_path, note(7, "[begin.snel]", shown_at)), SOON) == [(7, ["vervolg", "begin"])]


def test_those_that_carry_the_note_stand_first(tmp_path: Path) -> None:
    shown_at = "shown_at: [{tree: vervolg, outcomes: [wachten]}]"
    assert found(pack_with(tmp_path, note(7, "[begin.snel]", shown_at)), SOON) == [(7, ["vervolg", "begin"])]


def test_a_tree_that_does_not_apply_counts_where_somebody_looks_at_it(tmp_path: Path) -> None:
    shown_at = "shown_at: [{tree: begin, outcomes: [niets]}]"
    pack = pack_with(tmp_path, note(7, "[vervolg.terug]", shown_at))
    assert found(pack, NOT_ENTERED) == []
    assert found(pack, NOT_ENTERED, here="begin") == []
    assert found(pack, NOT_ENTERED, here="vervolg") == [(7, ["begin", "vervolg"])]


def test_several_notes_stand_in_a_fixed_order(tmp_path: Path) -> None:
    """Among themselves, then limits, then the others by number, whatever their order in the file."""
    several = (
        note(5, "[vervolg.wachten]"),
        note(3, "[limits]"),
        note(2, "[vervolg.wachten]"),
        note(9, "[each_other]", NOTE_ON_BOTH),
    )
    text = "notes:\n" + "".join(each.removeprefix("notes:\n") for each in several)
    assert [number for number, _ in found(pack_with(tmp_path, text), SOON)] == [9, 3, 2, 5]


def test_what_the_shipped_packs_hold_apart() -> None:
    """docs/decisions/0020 says how these were found; a clinician must judge them."""
    pack = load_pack("wervelmetastasen")
    assert {each.number: each.against for each in pack.notes if each.against} == {
        8: Against(each_other=True),
        27: Against(outcomes=("cortico_voor_mri.wachten_tot_biopt",)),
        28: Against(
            limits=True,
            outcomes=("tijd_tot_therapie.therapie_24_uur", "lv_lang.chirurgie", "lv_lang.chirurgie_of_radiotherapie"),
        ),
        37: Against(each_other=True),
        44: Against(each_other=True),
        52: Against(outcomes=("tijd_tot_therapie.therapie_24_uur", "tijd_tot_therapie.therapie_72_uur")),
        53: Against(outcomes=("radiotherapie.herbestraling",)),
        54: Against(
            outcomes=(
                "tijd_tot_therapie.therapie_24_uur",
                "tijd_tot_therapie.therapie_72_uur",
                "tijd_tot_therapie.therapie_7_dagen",
            )
        ),
    }
    assert not any(each.against for each in load_pack("lage_rugpijn").notes)


@pytest.mark.parametrize("number", APART)
def test_patients_who_meet_both(number: int) -> None:
    facts, outcomes = APART[number]
    pack = load_pack("wervelmetastasen")
    (found,) = disagreements(pack, journey(pack, Patient({**SCOPE, **facts})))
    assert found.note.number == number
    said = {stage.advice.tree.id: stage.advice.outcome.id for stage in found.stages if stage.advice.outcome}
    assert said == outcomes


def told(facts: dict[str, Value]) -> list[tuple[int, dict[str, str]]]:
    """The notes that hold advices of the shipped pack apart, each with what the trees say."""
    pack = load_pack("wervelmetastasen")
    return [
        (
            each.note.number,
            {stage.advice.tree.id: stage.advice.outcome.id for stage in each.stages if stage.advice.outcome},
        )
        for each in disagreements(pack, journey(pack, Patient({**SCOPE, **facts})))
    ]


@pytest.mark.parametrize("fact", ["adequate_dosis_radiotherapie_mogelijk", "herbestraling_adequaat_mogelijk"])
def test_an_interval_outlives_the_dose_and_stands_against_a_time_to_therapy(fact: str) -> None:
    facts, said = APART[54]
    assert told({**facts, "recidief_of_progressie_na_radiotherapie": True, fact: False}) == [(54, said)]


def test_two_weeks_to_therapy_are_not_held_against_the_interval() -> None:
    facts, _ = APART[54]
    assert told({**facts, "mesmc_radiologisch": False, "symptomatische_wortelcompressie": True}) == []


@pytest.mark.parametrize("fact", ["adequate_dosis_radiotherapie_mogelijk", "herbestraling_adequaat_mogelijk"])
def test_a_dose_after_surgery_that_does_not_hold_is_not_against_tree_6(fact: str) -> None:
    facts, _ = APART[44]
    assert 44 not in [number for number, _ in told({**facts, "herbestraling_adequaat_mogelijk": False, fact: False})]


def test_two_trees_that_both_wait_for_tissue_go_together() -> None:
    facts, _ = APART[8]
    assert told({**facts, "verdenking_hematologische_maligniteit": True}) == []


def test_no_urgent_mri_and_yet_surgery() -> None:
    """Surgery counts where it is preferred after the 48 hours; before, and with a good MRI, both go together."""
    facts, outcomes = IMPROVING
    assert told(facts) == [(28, outcomes)]
    assert told({**facts, "uitval_mesmc_ontstaan_dagen": 3, "uitval_progressief": True}) == [
        (28, {"diagnostiek": "geen_spoed", "tijd_tot_therapie": "therapie_24_uur", "lv_lang": "chirurgie"})
    ]
    assert told({**facts, "complete_dwarslaesie_uren_bij_presentatie": 48}) == []
    soon = {**facts, "adequate_beeldvorming_aanwezig": True, "uitval_mesmc_ontstaan_dagen": 3}
    assert told(soon) == []


def test_no_urgent_mri_and_yet_surgery_or_radiotherapy() -> None:
    """As above, where nothing makes surgery preferred: then both are good options."""
    both: dict[str, Value] = {
        "instabiliteit": False,
        "recidief_of_progressie_na_radiotherapie": False,
        "onvoldoende_respons_eerste_radiotherapie": False,
        "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
        "adequate_dosis_radiotherapie_mogelijk": True,
        "chemogevoelige_tumor": False,
    }
    said = {"diagnostiek": "geen_spoed", "lv_lang": "chirurgie_of_radiotherapie"}
    assert told({**IMPROVING[0], **both}) == [(28, said)]


def test_a_second_course_where_the_short_tree_is_silent() -> None:
    """As the patient of tree 9, with less than three months: tree 7 is silent beside the same "must"."""
    facts = {**APART[53][0], "levensverwachting_maanden": 2, "indicatie_chemotherapie": False}
    said = {"lv_kort": "silent_voorwaarde_ontbreekt", "radiotherapie": "herbestraling"}
    assert told(facts) == [(53, said)]
    assert told({**facts, "instabiliteit": False}) == []
    assert told({**facts, "herbestraling_adequaat_mogelijk": False}) == []


def test_an_mri_later_than_therapy() -> None:
    """Therapy within 24 hours, and an MRI within two weeks because the suspicion of compression is "no"."""
    facts: dict[str, Value] = {
        "klinische_verdenking_wervelmetastasen": True,
        "adequate_beeldvorming_aanwezig": False,
        "klinische_verdenking_mesmc": False,
        "bilaterale_radiculaire_pijn_of_uitval": False,
        "lhermitte": False,
        "eenzijdige_radiculaire_uitval": False,
        "eenzijdige_radiculaire_pijn": False,
        "lokale_rugpijn": True,
        "radiologische_verdenking_wervelmetastasen": True,
        "bekende_primaire_maligniteit": True,
        "neurologische_uitval_door_mesmc": True,
        "uitval_mesmc_ontstaan_dagen": 7,
    }
    assert told(facts) == [(52, {"diagnostiek": "mri_2_weken", "tijd_tot_therapie": "therapie_24_uur"})]
    assert told({**facts, "klinische_verdenking_mesmc": True}) == []


def test_no_hash_knows_of_it(tmp_path: Path) -> None:
    """What stands between trees changes none of them: no decision was taken with other ones because of it."""
    for name in "ab":
        (tmp_path / name).mkdir()
    without, with_it = pack_with(tmp_path / "a", note(7, "")), pack_with(tmp_path / "b", note(7, "[limits]"))
    assert pack_hash(without) == pack_hash(with_it)
    assert [tree_hash(without, tree) for tree in without.trees] == [tree_hash(with_it, tree) for tree in with_it.trees]
