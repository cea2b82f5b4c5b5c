"""The program knows no pack, tree, fact or note by name: a second guideline opens as the first does."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from mdo_viewer.guideline.library import DEFAULT_PACK, load_pack, resources_folder, shipped_packs
from mdo_viewer.guideline.model import Pack
from tests.help.places import ROOT

#: Words of a list, and signs, that are ids of choices too.
WORDS = {"geen", *"ABCDE"}


def ids_of(pack: Pack) -> Iterator[str]:
    """Every id by which the program could know something of a guideline."""
    yield pack.id
    yield from pack.facts_by_id
    yield from pack.moments_by_id
    yield from pack.terms_by_id
    yield from pack.riders_by_id
    for fact in pack.facts_by_id.values():
        yield from (choice.id for choice in fact.values)
    for tree in pack.trees:
        yield tree.id
        yield from tree.questions_by_id
        yield from tree.outcomes_by_id
        yield from (choice.id for choice in tree.choices)


def all_ids() -> set[str]:
    return {id for folder in shipped_packs() for id in ids_of(load_pack(folder.name))} - WORDS


def texts_of(source: str) -> Iterator[tuple[int, str]]:
    """Each text that a program holds, with its line; not what it says of itself in docstrings."""
    tree = ast.parse(source)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def named_in(text: str, ids: set[str]) -> set[str]:
    return set(re.findall(r"\w+", text)) & {id for id in ids if "_" in id or id == text}


def found_in(folder: Path, ids: set[str]) -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(folder)), name)
        for path in sorted(folder.rglob("*.py"))
        for _line, text in texts_of(path.read_text("utf-8"))
        for name in named_in(text, ids)
    ]


def test_the_default_guideline_is_the_only_name_in_the_program_and_stands_there_once() -> None:
    assert found_in(ROOT / "mdo_viewer", all_ids()) == [("guideline/library.py", DEFAULT_PACK)]


def test_a_name_in_the_program_is_found(tmp_path: Path) -> None:
    tree, fact = load_pack(DEFAULT_PACK).trees[0].id, load_pack(DEFAULT_PACK).facts[0].id
    (tmp_path / "one.py").write_text(f'"""{tree}"""\n\ndef f() -> str:\n    """{fact}"""\n    return "{tree}"\n')
    (tmp_path / "two.py").write_text(f'KEY = "stage.{fact}.short"\n')
    assert found_in(tmp_path, all_ids()) == [("one.py", tree), ("two.py", fact)]


def test_no_word_of_the_program_is_of_one_tree_or_fact() -> None:
    """A key of a word that ends in an id says something for one guideline alone."""
    packs = [load_pack(folder.name) for folder in shipped_packs()]
    ids = {id for pack in packs for id in (*pack.trees_by_id, *pack.facts_by_id, *pack.moments_by_id)}
    for path in sorted((resources_folder() / "words").glob("*.json")):
        keys = json.loads(path.read_text("utf-8"))
        assert [key for key in keys if not ids.isdisjoint(key.split("."))] == [], path.name
