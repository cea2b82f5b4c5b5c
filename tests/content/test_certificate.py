"""The certificates that the packs carry are those of the packs as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdo_viewer.guideline.library import certificate_of, load_pack, shipped_packs
from mdo_viewer.guideline.model import All, BoardChoice, Doubtful, Is, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash, whole_hash
from mdo_viewer.reasoning.proof import prove
from mdo_viewer.reasoning.results import Finding, TreeProof
from mdo_viewer.reasoning.together.certificate import certificate, certified, certified_together
from mdo_viewer.reasoning.together.proving import prove_pack
from tests.help.small_packs import PACK, TREE, small_pack


@pytest.mark.parametrize("folder", shipped_packs(), ids=lambda folder: folder.name)
def test_every_shipped_tree_is_certified(folder: Path) -> None:
    pack = load_pack(folder)
    assert certified(pack, certificate_of(pack)) == set(pack.trees_by_id), "run: mdo-viewer check --write"
    assert certified_together(pack, certificate_of(pack)), "run: mdo-viewer check --write"


@pytest.mark.parametrize("folder", shipped_packs(), ids=lambda folder: folder.name)
def test_a_new_proof_gives_the_same_certificate(folder: Path) -> None:
    pack = load_pack(folder)
    assert certificate(pack, prove_pack(pack)) == certificate_of(pack)


def test_a_changed_tree_is_not_certified(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    before = small_pack(folders[0])
    text = certificate(before, [prove(before, before.trees[0])])
    assert certified(before, text) == {"boom"}
    after = small_pack(folders[1], tree=TREE.replace("maanden < 3", "maanden < 4"))
    assert certified(after, text) == set()
    assert certified_together(before, text)
    assert not certified_together(after, text)


def test_an_exception_that_goes_is_proven_again(tmp_path: Path) -> None:
    """What a tree says stays the same, and so does its hash; what the trees say of each other does not."""
    (excused := tmp_path / "excused").mkdir()
    two = PACK.replace("trees: [boom]", "trees: [boom, ander]")
    other = TREE.replace("id: boom", "id: ander").replace("number: 1", "number: 2")
    why = "reads_apart:\n  - {tree: ander, lines: [1], reason: Zo is het bedoeld.}\n"
    before = small_pack(excused, tree=TREE + why, pack=two, ander=other)
    text = certificate(before, [prove(before, tree) for tree in before.trees])
    after = small_pack(tmp_path, pack=two, ander=other)
    assert certified(after, text) == {"boom", "ander"}
    assert not certified_together(after, text)


@pytest.mark.parametrize("key", ["doubtful", "choices"])
def test_what_no_decision_hangs_on_is_part_of_the_certificate(tmp_path: Path, key: str) -> None:
    """`check` refuses a doubt that can never arise: a certificate must not outlive one that was written since."""
    before = small_pack(tmp_path, tree=TREE)
    doubt = Doubtful(All((Is("pijn", "=", True), Is("pijn", "=", False))), Text("x", "x"))
    text = certificate(before, [prove(before, tree) for tree in before.trees])
    more = (replace(before.trees[0], choices=(BoardChoice("nieuw", Text("x", "x")),)),)
    after = replace(before, doubtful=(doubt,)) if key == "doubtful" else replace(before, trees=more)
    assert not certified_together(after, text)
    assert whole_hash(after) != whole_hash(before) == json.loads(text)["hash"]
    assert pack_hash(after) == pack_hash(before)
    assert tree_hash(after, after.trees[0]) == tree_hash(before, before.trees[0])


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"trees": [1]}', "nonsense"])
def test_an_unreadable_certificate_certifies_nothing(tmp_path: Path, text: str) -> None:
    assert certified(small_pack(tmp_path), text) == set()
    assert not certified_together(small_pack(tmp_path), text)


def test_nothing_unproven_is_certified(tmp_path: Path) -> None:
    pack = small_pack(tmp_path)
    with pytest.raises(ValueError, match="boom"):
        certificate(pack, [TreeProof("boom", 1, 1, "", gaps=(Finding(None, Text("q2", "q2")),))])
    with pytest.raises(ValueError, match="boom"):
        certificate(pack, [TreeProof("boom", 1, 1, "", leads_nowhere=(Finding(None, Text("a", "b")),))])
