"""A tree that is named is open to whoever is shown the name, or the proof says for whom it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.reasoning.entering import Entries
from mdo_viewer.reasoning.results import Finding
from mdo_viewer.reasoning.together.sent_to import leads_nowhere
from tests.help.small_packs import PACK, small_pack

TWO = PACK.replace("trees: [boom]", "trees: [boom, vervolg]")
FIRST = """\
id: boom
number: 1
title: Boom
version: 1.0.0
entry: always
questions:
  - {id: q1, text: Uitval?, fact: uitval, answers: {ja: erg, nee: niets}}
outcomes:
  - {id: erg, kind: advice, title: Erg, text: Doe iets., source: {lines: [1]}, KEYS}
  - {id: niets, kind: silent, title: Niets, text: Niets.}
"""
NEXT = """\
id: vervolg
number: 2
title: Vervolg
version: 1.0.0
entry: ENTRY
questions:
  - {id: v1, text: Pijn?, fact: pijn, answers: {ja: rust, nee: door}}
outcomes:
  - {id: rust, kind: advice, title: Rust, text: Rust., source: {lines: [2]}}
  - {id: door, kind: silent, title: Door, text: Door.}
"""


def found(
    folder: Path, keys: str, entry: str = "{all: [{outcomes: [boom.erg]}, pijn]}", riders: str = "riders: []\n"
) -> list[Finding]:
    first = FIRST.replace(", KEYS", f", {keys}" if keys else "")
    pack = small_pack(folder, tree=first, pack=TWO, vervolg=NEXT.replace("ENTRY", entry), riders=riders)
    entries = Entries(pack)
    return [each for tree in pack.trees for each in leads_nowhere(entries, tree)]


@pytest.mark.parametrize(
    "keys",
    [
        "next: [vervolg]",
        "next: [{tree: vervolg, when: not pijn}]",
        "parts: [{if: maanden < 3, yes: Zie boom 2.}]",
        "parts: [{if: pijn, no: Zie boom 2.}]",
        "parts: [{if: maanden < 3, unknown: Zie boom 2.}]",
        "dose: zie boom 2",
    ],
)
def test_a_name_that_leads_nowhere_is_found(keys: str, tmp_path: Path) -> None:
    (finding,) = found(tmp_path, keys)
    assert "boom.yaml:9:5: " in finding.line("nl")
    assert "boom 2 (vervolg) is dicht voor: " in finding.said.nl
    assert "Pijn: nee" in finding.said.nl
    assert "tree 2 (vervolg) is closed for: " in finding.said.en


@pytest.mark.parametrize(
    "keys",
    [
        "",
        "next: [{tree: vervolg, when: pijn}]",
        "next: [{tree: ander/vervolg}]",
        "parts: [{if: pijn, yes: Zie boom 2., unknown: Zie boom 2 bij pijn.}]",
        "parts: [{if: pijn, no: Rust., unknown: Zie boom 2 bij pijn.}]",
        "parts: [{if: not pijn, unknown: Zie boom 2 bij pijn.}]",
        'parts: [{if: maanden < 3, yes: "Zie het pakket Anders, boom 2."}]',
        "dose: 2 × 8 Gy",
    ],
)
def test_a_name_with_its_condition_is_right(keys: str, tmp_path: Path) -> None:
    assert found(tmp_path, keys) == []


def test_the_smallest_patient_stands_in_the_finding(tmp_path: Path) -> None:
    """What decides nothing is left out: months and grade are asked elsewhere in the pack."""
    (finding,) = found(tmp_path, "next: [vervolg], parts: [{if: maanden < 3, yes: Kort.}, {if: graad = B, yes: B.}]")
    assert finding.said.nl.endswith("is dicht voor: Pijn: nee, Uitval: ja")


def test_a_moment_can_close_a_tree(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "next: [vervolg]", entry="{moment: begin_op}")
    assert "Begin: niet ingevuld" in finding.said.nl
    assert "Begin: not filled in" in finding.said.en


RIDER = """\
riders:
  - id: verder
    text: Zie boom 2.
    shown_with:
"""


AT_ERG = "      - {tree: boom, outcomes: [erg]"


@pytest.mark.parametrize(
    ("shown", "closed"),
    [
        (f"{AT_ERG}}}\n", True),
        (f"{AT_ERG}, when: pijn}}\n", False),
        (f"{AT_ERG}, unless: not pijn}}\n", False),
        (f"{AT_ERG}, when: pijn}}\n{AT_ERG}, when: graad = B}}\n", True),
        (f"{AT_ERG}}}\n{AT_ERG}, when: pijn}}\n", True),
        ("      - {tree: vervolg, outcomes: [door]}\n", False),
    ],
)
def test_what_a_rider_names(shown: str, closed: bool, tmp_path: Path) -> None:
    riders = found(tmp_path, "", riders=RIDER + shown)
    assert bool(riders) == closed
    assert all("riders.yaml:2:5: verder (boom.erg), «Zie boom 2.»" in each.line("nl") for each in riders)


def test_a_number_that_no_tree_has_is_found(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "dose: zie boom 9")
    assert "boom 9 bestaat niet" in finding.said.nl


def test_only_the_sentence_that_names_the_tree_is_told(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "parts: [{if: maanden < 3, yes: Kort van duur. Zie boom 2. Verder niets.}]")
    assert "«Zie boom 2.»" in finding.said.nl


@pytest.mark.parametrize(
    ("to", "closed"),
    [
        ("{tree: vervolg, when: pijn}, {tree: ander/boom}", False),
        ("{tree: ander/boom, when: not pijn}, {tree: vervolg}", False),
        ("{tree: ander/boom, when: pijn}, {tree: vervolg}", True),
    ],
)
def test_of_several_ways_each_is_only_for_whom_the_earlier_are_not(to: str, closed: bool, tmp_path: Path) -> None:
    first = FIRST.replace("kind: advice, title: Erg", "kind: elsewhere, title: Erg").replace("KEYS", f"to: [{to}]")
    pack = small_pack(tmp_path, tree=first, pack=TWO, vervolg=NEXT.replace("ENTRY", "{all: [uitval, pijn]}"))
    findings = [*leads_nowhere(Entries(pack), pack.trees[0])]
    assert bool(findings) == closed
    assert all("'to'" in each.said.nl for each in findings)
