"""Compiled packs: the same values as the YAML files say, and passed over in any doubt."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline.compiled import FILE, FORMAT, compile_pack, compiled_pack, digest, sources_of
from mdo_viewer.guideline.library import load_pack, packs_folder, resources_folder
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.meeting import example
from mdo_viewer.meeting.example import compiled_cases
from mdo_viewer.reasoning.hashes import pack_hash
from tests.help.example_pack import write_pack
from tools.compile_packs import compiled_files

PACK = packs_folder() / "wervelmetastasen"


def plain(value: object) -> object:
    """Every field of a value, those that comparison leaves out too."""
    if isinstance(value, Struct):
        return [type(value).__name__, *map(plain, astuple(value))]
    if isinstance(value, str):
        return value  # the path of a place, too
    return [type(value).__name__, *map(plain, value)] if isinstance(value, tuple) else (type(value).__name__, value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small pack with its compiled file."""
    made = write_pack(tmp_path / "eigen")
    pack = read_pack(made).pack
    assert pack is not None
    (made / FILE).write_bytes(compile_pack(pack, made).encode())
    assert compiled_pack(made) is not None
    return made


def test_the_files_that_ship_are_up_to_date() -> None:
    for path, text in compiled_files().items():
        assert path.read_text(encoding="utf-8") == text, f"{path} is stale: python -m tools.compile_packs"


@pytest.mark.parametrize("name", ["wervelmetastasen", "lage_rugpijn"])
def test_a_compiled_pack_is_the_pack(name: str) -> None:
    compiled, read = compiled_pack(packs_folder() / name), read_pack(packs_folder() / name).pack
    assert compiled is not None
    assert plain(compiled) == plain(read)


def test_compiled_cases_are_the_cases() -> None:
    pack = load_pack(example.PACK)
    kept = compiled_cases(resources_folder() / "example" / FILE, example.sources())
    assert kept == example.read_cases(pack)
    assert [type(case.patient.values) for case in kept or ()] == [dict, dict, dict]


def test_a_changed_a_new_and_a_missing_file_make_it_stale(folder: Path) -> None:
    facts = folder / "facts.yaml"
    before = facts.read_bytes()
    facts.write_bytes(before + b"\n")
    assert compiled_pack(folder) is None
    facts.write_bytes(before)
    assert compiled_pack(folder) is not None
    (folder / "vreemd.yaml").write_text("id: vreemd\n")
    assert compiled_pack(folder) is None
    (folder / "vreemd.yaml").unlink()
    (folder / "en.yaml").unlink()
    assert compiled_pack(folder) is None


def with_crlf(folder: Path) -> Path:
    """The folder as a checkout on Windows may have it."""
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


def test_other_line_ends_neither_make_it_stale_nor_change_what_it_says(tmp_path: Path) -> None:
    moved = with_crlf(shutil.copytree(PACK, tmp_path / PACK.name))
    compiled, read = compiled_pack(moved), read_pack(moved).pack
    assert compiled is not None
    assert read is not None
    assert plain(compiled) == plain(read)
    assert pack_hash(compiled) == pack_hash(load_pack(example.PACK))
    assert compile_pack(read, moved) == (PACK / FILE).read_text(encoding="utf-8")


def test_other_line_ends_do_not_make_the_cases_stale(tmp_path: Path) -> None:
    moved = with_crlf(shutil.copytree(resources_folder() / "example", tmp_path / "example"))
    assert sources_of(moved) == sources_of(resources_folder() / "example")
    assert compiled_cases(moved / FILE, example.sources()) == example.read_cases(load_pack(example.PACK))


def test_the_yaml_is_read_when_it_is_stale(folder: Path) -> None:
    facts = folder / "pack.yaml"
    facts.write_text(facts.read_text("utf-8").replace("version: ", "version: 9", 1), "utf-8")
    assert load_pack(folder).version.startswith("9")


def test_any_flipped_bit_is_noticed(folder: Path) -> None:
    path = folder / FILE
    good = path.read_bytes()
    for at in [*range(400), *range(400, len(good), 97), len(good) - 1]:
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert compiled_pack(folder) is None, at
    for size in (0, 1, good.index(b"\n"), len(good) - 1):
        path.write_bytes(good[:size])
        assert compiled_pack(folder) is None, size


@pytest.mark.parametrize(
    "body", ["[]", "1", "[99]", "[-1]", '[4,"pack.yaml"]', "[0,[0,[4]]]", "[6]", '{"a":1}', "[" * 9000 + "]" * 9000]
)
def test_a_body_that_is_no_pack_is_passed_over(folder: Path, body: str) -> None:
    path = folder / FILE
    head = json.loads(path.read_bytes().split(b"\n")[0])
    path.write_bytes(json.dumps({**head, "body": digest(body.encode())}).encode() + b"\n" + body.encode() + b"\n")
    assert compiled_pack(folder) is None


def test_another_format_is_passed_over(folder: Path) -> None:
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(f'"format": {FORMAT}'.encode(), b'"format": 0', 1))
    assert compiled_pack(folder) is None


def test_places_name_the_folder_that_was_read(tmp_path: Path) -> None:
    moved = shutil.copytree(PACK, tmp_path / "moved")
    pack = compiled_pack(moved)
    assert pack is not None
    assert pack.trees[0].place is not None
    assert Path(pack.trees[0].place.file).parent == moved
