"""What the board chose opens trees, and closes them when it takes that back; it changes no advice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Range, Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import example_cases
from mdo_viewer.reasoning.choosing import choice_leads, following
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient, Stage
from mdo_viewer.reasoning.settling import settle

#: Nothing leads to a treatment by itself: what is open after a choice, the choice opened.
BARE: Mapping[str, Value] = {"leptomeningeale_of_intramedullaire_metastasen": False, "jonger_dan_18": False}
AFTER_SURGERY: Mapping[str, Value] = {"geopereerd": True, "recidief_of_progressie_na_radiotherapie": False,
                                      "onvoldoende_respons_eerste_radiotherapie": False}  # fmt: skip
NO_SYMPTOMS: Mapping[str, Value] = {"mesmc_klinisch": False, "symptomatische_wortelcompressie": False}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("wervelmetastasen")


@pytest.fixture(scope="module")
def third(pack: Pack) -> Case:
    return example_cases(pack)[2]


def stages(pack: Pack, values: Mapping[str, Value], **chosen: str) -> dict[str, Stage]:
    return {stage.advice.tree.id: stage for stage in journey(pack, Patient(values), None, chosen)}


def opened(pack: Pack, values: Mapping[str, Value], state: str = "open", **chosen: str) -> set[int]:
    """The numbers of the trees whose entry has this state by the choice alone."""
    before, after = stages(pack, values), stages(pack, values, **chosen)
    return {s.advice.tree.number for id, s in after.items() if s.entry == state != before[id].entry}


CASES: list[Any] = [
    # operation: the interval always; steroids in 2 from three months on with symptoms of compression, below in 8
    ("operatie", {"levensverwachting_maanden": 3, "mesmc_klinisch": True}, {2, 10}),
    ("operatie", {"levensverwachting_maanden": 3, "symptomatische_wortelcompressie": True}, {2, 10}),
    ("operatie", {"levensverwachting_maanden": 3, **NO_SYMPTOMS}, {10}),
    ("operatie", {"levensverwachting_maanden": 2.9, **NO_SYMPTOMS}, {8, 10}),
    # radiotherapy: the dose in 6, or in 11 after an operation that nothing was irradiated before
    ("radiotherapie", {"levensverwachting_maanden": 7, "geopereerd": False, **NO_SYMPTOMS}, {6}),
    ("radiotherapie", {"levensverwachting_maanden": 2, "geopereerd": False, "mesmc_klinisch": True}, {6, 8}),
    ("radiotherapie", {**AFTER_SURGERY, "recidief_of_progressie_na_radiotherapie": True,
                       "levensverwachting_maanden": 7, **NO_SYMPTOMS}, {6, 10}),
    # nothing to open
    ("systeemtherapie", {"levensverwachting_maanden": 2, "mesmc_klinisch": True}, set()),
    ("geen", {"levensverwachting_maanden": 2, "mesmc_klinisch": True}, set()),
]  # fmt: skip


@pytest.mark.parametrize("tree", ["lv_lang", "lv_kort"])
@pytest.mark.parametrize(("choice", "values", "trees"), CASES)
def test_a_choice_opens_its_trees(
    pack: Pack, tree: str, choice: str, values: Mapping[str, Value], trees: set[int]
) -> None:
    """Tree 2 may be open by the facts already, tree 6 where somebody was irradiated before: then it is marked alone."""
    found = stages(pack, {**BARE, **values}, **{tree: choice})
    assert {stage.advice.tree.number for stage in found.values() if stage.by_decision is not None} == trees
    for stage in found.values():
        if stage.by_decision is not None:
            assert (stage.entry, stage.chosen_at, stage.by_decision.id) == ("open", tree, choice)
            assert stage.own or stage.entered_by == tree


def test_after_an_operation_the_dose_is_in_tree_11(pack: Pack) -> None:
    found = stages(pack, {**BARE, **AFTER_SURGERY, "levensverwachting_maanden": 7}, lv_lang="radiotherapie")
    assert found["rt_na_chirurgie"].by_decision is not None
    assert found["radiotherapie"].by_decision is None
    assert found["radiotherapie"].entry == "not_entered"


def test_what_is_not_known_is_never_no(pack: Pack) -> None:
    """While nobody knows whether there was an operation, either tree may give the dose; each says what it waits for."""
    values = {**BARE, "levensverwachting_maanden": 7, "radiologische_verdenking_wervelmetastasen": False}
    before, found = stages(pack, values), stages(pack, values, lv_lang="radiotherapie")
    assert before["radiotherapie"].entry != "open"
    for tree in ("radiotherapie", "rt_na_chirurgie"):
        assert (found[tree].entry, found[tree].by_decision) == ("unknown", None)
    assert found["rt_na_chirurgie"].decided_by == "geopereerd"
    choice = pack.trees_by_id["lv_lang"].choice("radiotherapie")
    assert choice is not None
    said = choice_leads(pack, settle(pack, values), "lv_lang", choice, "nl")
    assert "De dosis: zie boom 6 (hangt af van: geopereerd" in said


def test_two_trees_of_which_one_fact_says_which_are_one_clause(pack: Pack) -> None:
    choice = pack.trees_by_id["lv_lang"].choice("operatie")
    assert choice is not None
    said = choice_leads(pack, settle(pack, {"mesmc_klinisch": True}), "lv_lang", choice, "nl")
    assert said.count("corticosteroïden") == 1
    assert "De corticosteroïden: zie boom 2 of 8 (hangt af van: levensverwachting" in said
    values: dict[str, Value] = {"levensverwachting_maanden": Range(2, 4)}  # the range and the symptoms decide it
    said = choice_leads(pack, settle(pack, values), "lv_lang", choice, "nl")
    assert said.count("De corticosteroïden: zie boom") == 1
    assert "De corticosteroïden: zie boom 2 of 8." in said


def test_a_choice_changes_no_advice_and_ends_when_it_is_taken_back(pack: Pack, third: Case) -> None:
    values = third.patient.values
    without, with_choice = stages(pack, values), stages(pack, values, lv_lang="radiotherapie")
    assert {id: stage.advice for id, stage in with_choice.items()} == {id: s.advice for id, s in without.items()}
    assert without["radiotherapie"].by_decision is None
    assert with_choice["radiotherapie"].entry == "open"
    assert stages(pack, values)["radiotherapie"] == without["radiotherapie"]
    closed = {id: stage for id, stage in with_choice.items() if stage.by_decision is None}
    assert {id: without[id] for id in closed} == closed


def test_what_the_pack_does_not_know_opens_nothing(pack: Pack) -> None:
    for chosen in ({"lv_lang": "hopen"}, {"weg": "radiotherapie"}):
        assert journey(pack, Patient(BARE), None, chosen) == journey(pack, Patient(BARE))


def test_outside_the_scope_nothing_is_open_by_decision(pack: Pack) -> None:
    found = stages(pack, {"jonger_dan_18": True}, lv_lang="operatie")
    assert all(stage.by_decision is None for stage in found.values())


def test_following_means_one_thing_only_where_the_text_says_one(pack: Pack) -> None:
    def names(tree: str, outcome: str) -> list[str]:
        return [choice.id for choice in following(pack.trees_by_id[tree], outcome)]

    assert names("lv_lang", "chirurgie") == ["operatie"]
    assert names("lv_lang", "radiotherapie") == ["radiotherapie"]
    assert names("lv_kort", "radiotherapie") == ["radiotherapie"]
    assert names("lv_lang", "chirurgie_of_radiotherapie") == ["operatie", "radiotherapie"]
    assert names("lv_lang", "systeemtherapie_eerst") == ["systeemtherapie"]
    assert len(names("lv_lang", "silent_geen_optie")) == 4


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (
            "radiotherapie",
            "De dosis: zie boom 6. De corticosteroïden: zie boom 2.",
        ),
        ("geen", ""),
    ],
)
def test_where_a_choice_leads_is_said(pack: Pack, third: Case, choice: str, said: str) -> None:
    found = pack.trees_by_id["lv_lang"].choice(choice)
    assert found is not None
    assert choice_leads(pack, settle(pack, third.patient.values), "lv_lang", found, "nl") == said
