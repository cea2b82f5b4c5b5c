"""Hashes follow what is said, not how it is written or what a class is called."""

from __future__ import annotations

from pathlib import Path

from mdo_viewer.guideline.library import earlier_packs, load_pack
from mdo_viewer.reasoning.hashes import pack_hash, together_hash, tree_hash, whole_hash
from tests.help.small_packs import TREE, small_pack


def test_the_hash_follows_content_and_not_layout(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    plain = small_pack(folders[0])
    spaced = small_pack(folders[1], tree="# een opmerking\n\n" + TREE.replace("\n", "\r\n"))
    changed = small_pack(folders[2], tree=TREE.replace("maanden < 3", "maanden < 4"))
    hashes = [tree_hash(pack, pack.trees[0]) for pack in (plain, spaced, changed)]
    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]


def test_the_same_pack_has_the_hash_that_it_had_in_files_written_before(tmp_path: Path) -> None:
    """Another hash would say of every decision in every meeting file that it was taken with other trees."""
    pack = small_pack(tmp_path)
    assert pack_hash(pack)[:16] == "1c2ff85325e5dc5f"
    assert tree_hash(pack, pack.trees[0])[:16] == "55390b9e96bdde4a"


def test_choices_that_say_nothing_new_have_the_hashes_of_before(tmp_path: Path) -> None:
    """Those of the program that knew neither `parts` nor `left_open` of a choice."""
    pack = small_pack(tmp_path)
    assert [(choice.parts, choice.left_open) for choice in pack.trees[0].choices] == [((), ()), ((), ())]
    assert (whole_hash(pack)[:16], together_hash(pack)[:16]) == ("8536737383c15502", "0c4a29e4bba82412")


def test_the_first_reading_has_the_hashes_of_its_own_time() -> None:
    """By these its decisions in meeting files are known: on the case as a whole, and on one tree."""
    pack = load_pack(earlier_packs("wervelmetastasen")[0])
    assert (pack.version, pack_hash(pack)[:16]) == ("1.0.0", "24a92facc871ee8b")
    assert tree_hash(pack, pack.trees_by_id["diagnostiek"])[:16] == "058856a977fb4fcb"
