"""Every kind of fault, planted in a pack or in the evaluator, is found by the proof."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Pack, Text, Tree, Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.possibilities import Possible, Unproven, possible_for
from mdo_viewer.reasoning.proof import prove
from mdo_viewer.reasoning.results import Finding, Patient, TreeProof
from mdo_viewer.reasoning.settling import Contradiction
from tests.help.places import ROOT
from tests.help.small_packs import FACTS, TREE, small_pack


def proof_of(folder: Path, tree: str) -> TreeProof:
    pack = small_pack(folder, tree=tree)
    return prove(pack, pack.trees[0])


def said(found: tuple[Finding, ...]) -> list[str]:
    return [each.said.nl for each in found]


def test_a_sound_tree_is_proven(tmp_path: Path) -> None:
    proof = proof_of(tmp_path, TREE)
    assert proof.proven, proof
    assert (proof.routes, proof.outcomes) == (5, 3)


def test_a_gap_is_found_with_the_patient_who_falls_in(tmp_path: Path) -> None:
    proof = proof_of(tmp_path, TREE.replace('"> 7": later', '"> 8": later'))
    assert not proof.proven
    (gap,) = proof.gaps
    assert gap.line("nl").count("boom.yaml:") == 1
    assert gap.said == Text("q2: uitval: ja, dagen: > 7 en ≤ 8 dagen", "q2: uitval: yes, dagen: > 7 and ≤ 8 dagen")


def test_a_tree_with_a_gap_gives_no_advice(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, tree=TREE.replace('"> 7": later', '"> 8": later'))
    with pytest.raises(Unproven):
        advise(pack, pack.trees[0], Patient())


def test_overlapping_answers_are_found(tmp_path: Path) -> None:
    proof = proof_of(tmp_path, TREE.replace('"> 7": later', '">= 7": later'))
    assert not proof.proven
    (overlap,) = proof.overlapping
    assert "q2" in overlap.said.en


def test_a_dead_fact_is_found(tmp_path: Path) -> None:
    dead = TREE.replace("any: [pijn, maanden < 3]", "any: [pijn, maanden < 3, {all: [pijn, wervels > 3]}]")
    proof = proof_of(tmp_path, dead)
    assert said(proof.dead_facts) == ["wervels"]


def test_an_unreachable_outcome_is_found(tmp_path: Path) -> None:
    tree = TREE.replace("answers: {ja: later, nee: niets}}", "answers: {ja: q4, nee: niets}}\n" + NEVER)
    tree = tree.replace("choices:\n", f"{NEVER_OUTCOME}choices:\n")
    proof = proof_of(tmp_path, tree)
    assert said(proof.unreachable) == ["nooit"]


NEVER_OUTCOME = "  - {id: nooit, kind: silent, title: Nooit, text: Nooit., source: {pages: [1], lines: [4]}}\n"
NEVER = "  - {id: q4, text: Nogmaals?, any: [pijn, maanden < 3], answers: {ja: later, nee: nooit}}"


def test_longer_when_worse_is_found(tmp_path: Path) -> None:
    swapped = TREE.replace('"<= 7": snel, "> 7": later', '"<= 7": later, "> 7": snel')
    proof = proof_of(tmp_path, swapped)
    assert "dagen: snel -> later" in said(proof.longer_when_worse)


CHAIN = """\
facts:
  - {id: uitval, type: bool, label: Uitval, worse: yes}
  - {id: gemeten, type: bool, label: Gemeten, only_if: uitval}
  - {id: dagen, type: number, label: Dagen, range: 0-365, only_if: gemeten}
moments:
  - {id: begin_op, label: Begin}
"""


def test_what_applies_two_levels_below_the_worse_fact_counts(tmp_path: Path) -> None:
    """Who had no deficit had no number of days either; with a deficit it may be any."""
    questions = """
  - {id: q1, text: Uitval?, fact: uitval, answers: {ja: q2, nee: snel}}
  - {id: q2, text: Lang?, all: [gemeten, dagen > 7], answers: {ja: niets, nee: snel}}
"""
    start, outcomes = TREE.index("\n  - {id: q1"), TREE.index("outcomes:")
    later, silent = TREE.index("  - id: later"), TREE.index("  - {id: niets")
    tree = TREE[:start] + questions + TREE[outcomes:later] + TREE[silent:]
    pack = small_pack(tmp_path, facts=CHAIN, tree=tree)
    assert prove(pack, pack.trees[0]).longer_when_worse[0].line("en") == "uitval: snel -> niets"


def test_a_value_that_nobody_has_is_no_worsening(tmp_path: Path) -> None:
    facts = FACTS.replace("implications:\n", "implications:\n  - {if: pijn, then: [not pijn]}\n")
    pack = small_pack(tmp_path, facts=facts)
    assert said(prove(pack, pack.trees[0]).dead_facts) == ["pijn"]


def test_an_answer_that_nobody_gives_is_found(tmp_path: Path) -> None:
    tree = TREE.replace("answers: {ja: later, nee: niets}}", "answers: {ja: later, nee: q4}}\n" + AGAIN)
    proof = proof_of(tmp_path, tree)
    assert not proof.proven
    (dead,) = proof.dead_answers
    assert "boom.yaml:" in dead.line("en")
    assert dead.said.en == "q4: ja"


AGAIN = "  - {id: q4, text: Pijn?, fact: pijn, answers: {ja: later, nee: niets}}"


def test_an_exception_with_its_reason_is_accepted_and_listed(tmp_path: Path) -> None:
    swapped = TREE.replace('"<= 7": snel, "> 7": later', '"<= 7": later, "> 7": snel')
    swapped += "exceptions:\n  - {fact: dagen, better: snel, worse: later, reason: Zo staat het er.}\n"
    proof = proof_of(tmp_path, swapped)
    assert proof.proven, proof
    assert said(proof.exceptions) == ["dagen: snel -> later: Zo staat het er."]


def test_an_exception_that_does_not_occur_is_refused(tmp_path: Path) -> None:
    proof = proof_of(tmp_path, TREE + "exceptions:\n  - {fact: pijn, better: later, worse: niets, reason: Nee.}\n")
    assert not proof.proven
    [idle] = proof.longer_when_worse
    assert idle.place is not None
    assert idle.said == Text("pijn: later -> niets komt niet voor", "pijn: later -> niets does not occur")


def unknown_is_no(pack: Pack, tree: Tree, values: Mapping[str, Value]) -> Possible:
    """A broken evaluator: a yes/no fact that nobody filled in is read as no."""
    guessed = dict(values)
    for fact in pack.facts:
        if fact.type == "bool" and fact.only_if is None and fact.id not in guessed:
            try:
                possible_for(pack, tree, {**guessed, fact.id: False})
            except Contradiction:
                continue
            guessed[fact.id] = False
    return possible_for(pack, tree, guessed)


def unknown_pain_is_no(pack: Pack, tree: Tree, values: Mapping[str, Value]) -> Possible:
    """A subtler one: only a single fact is read as no, and only while two outcomes are left."""
    found = possible_for(pack, tree, values)
    if len(found.outcomes) == 2 and "pijn" not in values:
        return possible_for(pack, tree, {**values, "pijn": False})
    return found


@pytest.mark.parametrize("broken", [unknown_is_no, unknown_pain_is_no])
def test_an_evaluator_that_takes_unknown_for_no_is_found(tmp_path: Path, broken: object) -> None:
    pack = small_pack(tmp_path)
    assert not prove(pack, pack.trees[0]).unknown_decides
    found = prove(pack, pack.trees[0], evaluate=broken).unknown_decides  # type: ignore[arg-type]
    assert found
    assert not any("geen gegevens" in each.said.en for each in found)


def test_exceptions_stand_in_an_order_that_does_not_change() -> None:
    """Sets are walked in another order in each process."""
    script = """
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.reasoning.proof import prove
pack = load_pack("wervelmetastasen")
for each in prove(pack, pack.trees_by_id["diagnostiek"]).exceptions:
    print(each.line("nl"))
"""
    command = [sys.executable, "-c", script]
    one, two = (
        subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )
    assert len(one.stdout.splitlines()) > 3
    assert one.stdout == two.stdout
