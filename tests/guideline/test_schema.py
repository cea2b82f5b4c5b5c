"""The JSON Schemas that ship for editors: they accept the packs and refuse mistakes, read by another way than ours."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from mdo_viewer.guideline.library import resources_folder, shipped_packs
from tests.help.example_pack import FILES, Wrong, mistakes

FOLDER = resources_folder() / "schema"
SCHEMAS: dict[str, Any] = {path.name: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
REGISTRY: Registry[Any] = Registry().with_resources(
    [(name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()]
)


class AllText(yaml.BaseLoader):
    """Every scalar a string, as our reader sees it."""


class AsEditors(yaml.BaseLoader):
    """Booleans, null and numbers as YAML 1.2 has them, which is what editors show to the schema."""


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    AsEditors.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))
AsEditors.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value.lower() == "true")
AsEditors.add_constructor("tag:yaml.org,2002:null", lambda _, node: None)
AsEditors.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
AsEditors.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))

LOADERS = [AllText, AsEditors]


def errors(name: str, text: str, loader: type[yaml.BaseLoader]) -> list[str]:
    """What the schema for a file of a pack says of a text."""
    stem = name.removesuffix(".yaml")
    schema = SCHEMAS.get(f"{stem}.schema.json", SCHEMAS["tree.schema.json"])
    validator = Draft202012Validator(schema, registry=REGISTRY)
    value = yaml.load(text, loader)  # noqa: S506 - builds plain values only
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_the_schemas_are_schemas() -> None:
    assert len(SCHEMAS) == 10
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "file",
    [file for folder in shipped_packs() for file in sorted(folder.glob("*.yaml"))],
    ids=lambda file: f"{file.parent.name}-{file.stem}",
)
def test_shipped_files_fit(file: Path, loader: type[yaml.BaseLoader]) -> None:
    assert errors(file.name, file.read_text("utf-8"), loader) == []


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", sorted(FILES))
def test_the_example_fits(name: str, loader: type[yaml.BaseLoader]) -> None:
    assert errors(name, FILES[name], loader) == []


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("wrong", [wrong for wrong in mistakes() if wrong.schema], ids=str)
def test_mistakes_of_form_do_not_fit(wrong: Wrong, loader: type[yaml.BaseLoader]) -> None:
    """The reader refuses each of them too: test_guideline_problems.py."""
    assert errors(wrong.file, wrong.text, loader)


def test_other_mistakes_are_for_the_reader_alone() -> None:
    """So that the mark `schema` in mistakes.txt stays true: the schema knows no other file and no meaning."""
    seen = [str(wrong) for wrong in mistakes() if not wrong.schema and errors(wrong.file, wrong.text, AllText)]
    assert seen == []
