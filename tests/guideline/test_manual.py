"""docs/writing-a-tree.md stays true: its example is a right and proven pack, and no key or message is left out."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.guideline.library import resources_folder
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.reasoning.disagreeing import disagreements
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.proof import prove
from mdo_viewer.reasoning.results import Patient
from tests.help.example_pack import write_pack
from tests.help.places import ROOT

MANUAL = (ROOT / "docs" / "writing-a-tree.md").read_text("utf-8")


def test_the_example_is_a_proven_pack(tmp_path: Path) -> None:
    blocks = re.findall(r"`trees/mijn_pakket/(\w+\.yaml)`[^\n]*\n\n```yaml\n(.*?)```", MANUAL, re.DOTALL)
    assert [name for name, _ in blocks] == [
        "pack.yaml",
        "facts.yaml",
        "spoed.yaml",
        "behandeling.yaml",
        "notes.yaml",
        "en.yaml",
    ]
    reading = read_pack(write_pack(tmp_path / "mijn_pakket", dict(blocks)))
    assert [problem.line("en") for problem in reading.problems] == []
    assert reading.pack is not None
    assert reading.pack.id == "mijn_pakket"
    assert all(prove(reading.pack, tree).proven for tree in reading.pack.trees)
    stages = journey(reading.pack, Patient({"uitval": True, "dagen": 10}))
    (found,) = disagreements(reading.pack, stages)
    assert (found.note.number, [stage.advice.tree.id for stage in found.stages]) == (1, ["spoed", "behandeling"])


def keys(schema: Any) -> set[str]:
    """Every key that a schema knows."""
    if isinstance(schema, list):
        return set().union(*map(keys, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", ())).union(*map(keys, schema.values()))


def words(schema: Any) -> set[str]:
    """Every word that a value may be."""
    if isinstance(schema, list):
        return set().union(*map(words, schema))
    if not isinstance(schema, dict):
        return set()
    return {str(word) for word in schema.get("enum", ())}.union(
        *(words(value) for key, value in schema.items() if key != "not")
    )


@pytest.mark.parametrize("path", sorted((resources_folder() / "schema").glob("*.json")), ids=lambda path: path.stem)
def test_every_key_and_word_is_explained(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    code = " ".join(re.findall(r"`[^`\n]+`", MANUAL))
    told = {*re.findall(r"\w+", code), *re.findall(r"\w+\.\w+", code)}
    assert (keys(schema) | words(schema)) - told == set()


def rendered(node: ast.expr) -> str | None:
    """A text of the source as it is said, `…` for what depends on the file; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        return re.sub("…+", "…", "".join(parts))
    return None


def messages() -> list[tuple[str, str]]:
    """Every message of the reading room, in Dutch and English."""
    found = []
    for file in sorted((ROOT / "mdo_viewer" / "guideline").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            pair: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if name in ("wrong", "_add", "problem"):
                    pair = node.args[1:3]
            elif file.stem == "yaml_messages" and isinstance(node, ast.Tuple) and len(node.elts) == 4:
                pair = node.elts[2:]
            if len(pair) == 2 and (dutch := rendered(pair[0])) and (english := rendered(pair[1])):
                found.append((dutch, english))
    return found


def test_every_message_is_listed_with_its_remedy() -> None:
    said = messages()
    assert len(said) > 80
    told = MANUAL.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    assert [pair for pair in said if f"| {pair[0]} | {pair[1]} |" not in told] == []
