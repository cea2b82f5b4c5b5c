"""Entries are part of the proof: somebody enters, somebody does not, and what is asked is not answered already."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.reasoning.together.entering import Entries
from mdo_viewer.reasoning.together.entry import entry_faults
from tests.help.small_packs import PACK, TREE, small_pack


def faults(folder: Path, entry: str, tree: str = TREE) -> list[str]:
    pack = small_pack(folder, tree=tree.replace("entry: always", f"entry: {entry}"))
    return [each.line("nl") for each in entry_faults(Entries(pack), pack.trees[0])]


@pytest.mark.parametrize("entry", ["always", "{any: [uitval, graad = B]}", "{moment: begin_op}", "graad != C"])
def test_entries_that_are_right(entry: str, tmp_path: Path) -> None:
    assert faults(tmp_path, entry) == []


@pytest.mark.parametrize(
    "entry",
    ["{all: [pijn, not pijn]}", "{all: [graad = A, not uitval]}", "{all: [dagen <= 7, not uitval]}", "kind"],
    ids=["by itself", "by an implication", "by only_if", "out of scope"],
)
def test_an_entry_that_nobody_meets(entry: str, tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, entry)
    assert "boom.yaml:6:1: geen patiënt komt in deze boom" in fault


@pytest.mark.parametrize("entry", ["{any: [pijn, not pijn]}", "{any: [uitval, graad != A]}", "not kind"])
def test_an_entry_that_keeps_nobody_out(entry: str, tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, entry)
    assert "iedere patiënt komt in deze boom; schrijf dan 'always'" in fault


def test_a_question_that_the_entry_has_answered(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "uitval")
    assert "boom.yaml:8:" in fault
    assert "vraag q1, antwoord «nee»" in fault
    assert "de entry heeft de vraag al beantwoord" in fault


def test_answered_by_what_follows_from_the_entry(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "graad = A")
    assert "vraag q1, antwoord «nee»" in fault


def test_answered_by_an_outcome_of_another_tree(tmp_path: Path) -> None:
    second = TREE.replace("id: boom", "id: twee", 1).replace("number: 1", "number: 2")
    pack = small_pack(
        tmp_path,
        pack=PACK.replace("trees: [boom]", "trees: [boom, twee]"),
        twee=second.replace("entry: always", "entry: {outcomes: [boom.snel]}"),
    )
    said = [each.said.nl for each in entry_faults(Entries(pack), pack.trees[1])]
    assert [each.split(":")[0] for each in said] == ["vraag q1, antwoord «nee»", "vraag q2, antwoord «> 7 dagen»"]


def test_an_answer_that_says_the_tree_is_not_for_this_patient_may_be_out_of_reach(tmp_path: Path) -> None:
    """`advise` on one tree ignores the entry; who enters by the journey never comes there."""
    silent, elsewhere = "kind: silent, title: Geen advies", "kind: not_applicable, title: Geen advies"
    asked = "any: [pijn, maanden < 3], answers: {ja: later, nee: niets}"
    never = "fact: pijn, answers: {ja: niets, nee: niets}"
    assert len(faults(tmp_path, "uitval", TREE.replace(asked, never))) == 1
    tree = TREE.replace(silent, elsewhere).replace(asked, never)
    assert faults(tmp_path, "uitval", tree) == []


def test_a_tree_that_is_entered_because_of_itself_is_refused(tmp_path: Path) -> None:
    second = TREE.replace("id: boom", "id: twee", 1).replace("number: 1", "number: 2")
    pack = PACK.replace("trees: [boom]", "trees: [boom, twee]")
    small_pack(tmp_path, pack=pack, twee=second)
    for name, text in (("boom", TREE), ("twee", second)):
        other = "twee" if name == "boom" else "boom"
        entry = f"entry: {{any: [pijn, {{outcomes: [{other}.snel]}}]}}"
        (tmp_path / f"{name}.yaml").write_text(text.replace("entry: always", entry), encoding="utf-8")
    reading = read_pack(tmp_path)
    assert reading.pack is None
    assert [each.line("en") for each in reading.problems if "Take the circle out" in each.line("en")]
