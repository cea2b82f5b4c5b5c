"""What the board can choose at a tree, as a pack writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import ALWAYS, BoardChoice, Is, Opening, Text
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from tests.help.small_packs import PACK, TREE, small_pack

TWO = PACK.replace("[boom]", "[boom, dosis]")
DOSE = """\
id: dosis
number: 2
title: Dosis
version: 1.0.0
entry: {outcomes: [boom.niets]}
questions:
  - {id: q1, text: Pijn?, fact: pijn, answers: {ja: veel, nee: weinig}}
outcomes:
  - {id: veel, kind: advice, title: Veel, text: Veel.}
  - {id: weinig, kind: advice, title: Weinig, text: Weinig.}
"""
CHOICES = """\
choices:
  - {id: opereren, label: Opereren, follows: [snel]}
  - id: bestralen
    label: Bestralen
    follows: [snel, later]
    opens:
      - {tree: dosis, gives: de dosis, when: maanden < 3}
"""
BASE = TREE[: TREE.index("choices:")]


def test_choices_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, tree=BASE + CHOICES, pack=TWO, dosis=DOSE)
    opening = Opening("dosis", Text("de dosis", "de dosis"), Is("maanden", "<", 3))
    assert pack.trees[0].choices == (
        BoardChoice("opereren", Text("Opereren", "Opereren"), ("snel",)),
        BoardChoice("bestralen", Text("Bestralen", "Bestralen"), ("snel", "later"), (opening,)),
    )
    assert pack.trees[1].choices == ()
    marked = CHOICES.replace("maanden < 3}", "maanden < 3, specifies: ja}") + "    met_by: [begin_op]\n"
    how = small_pack(tmp_path, tree=BASE + marked, pack=TWO, dosis=DOSE).trees[0].choices[1]
    assert (how.opens[0].specifies, how.met_by) == (True, ("begin_op",))
    always = CHOICES.replace(", when: maanden < 3", "")
    again = small_pack(tmp_path, tree=BASE + always, pack=TWO, dosis=DOSE)
    assert again.trees[0].choices[1].opens[0].when == ALWAYS


@pytest.mark.parametrize(
    ("was", "wrong", "said"),
    [
        ("[snel]", "[snell]", "Bedoelt u 'snel'?"),
        ("follows: [snel, later]", "follows: [snel, later]\n    left_open: [niets, later]", "'later' staat al onder"),
        ("tree: dosis", "tree: dosi", "Bedoelt u 'dosis'?"),
        ("tree: dosis", "tree: boom", "de boom zelf"),
        ("maanden < 3", "manden < 3", "Bedoelt u 'maanden'?"),
        ("gives: de dosis, ", "", "'gives' ontbreekt"),
        ("id: bestralen", "id: opereren", "al gebruikt"),
        ("label: Opereren, ", "", "'label' ontbreekt"),
        ("follows: [snel]", "volgt: [snel]", "Onbekende"),
    ],
)
def test_a_mistake_in_a_choice_is_told(tmp_path: Path, was: str, wrong: str, said: str) -> None:
    small_pack(tmp_path, tree=BASE + CHOICES, pack=TWO, dosis=DOSE)
    (tmp_path / "boom.yaml").write_text(BASE + CHOICES.replace(was, wrong, 1), "utf-8")
    found = [p for p in read_pack(tmp_path).problems if "en.yaml" not in p.place.file and "Engelse" not in p.message.nl]
    assert len(found) == 1
    assert said in found[0].message.nl
    assert found[0].place.line > BASE.count("\n")


def test_choices_are_no_part_of_the_hash_of_a_tree(tmp_path: Path) -> None:
    """They open trees and change no advice: a decision of before must not be called older because of them."""
    with_choices = small_pack(tmp_path, tree=BASE + CHOICES, pack=TWO, dosis=DOSE)
    hashes = tree_hash(with_choices, with_choices.trees[0]), pack_hash(with_choices)
    without = small_pack(tmp_path, tree=BASE, pack=TWO, dosis=DOSE)
    assert (tree_hash(without, without.trees[0]), pack_hash(without)) == hashes


@pytest.mark.parametrize("tree", ["lv_kort", "lv_lang"])
def test_every_advice_on_treatment_can_be_followed_with_a_choice(tree: str) -> None:
    found = load_pack("wervelmetastasen").trees_by_id[tree]
    followed = {outcome for choice in found.choices for outcome in (*choice.follows, *choice.left_open)}
    assert {outcome.id for outcome in found.outcomes if outcome.kind == "advice"} == followed
