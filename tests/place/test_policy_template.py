"""The template of group policy, the JSON schema and the page for IT have the keys that the program reads, no other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_type_hints
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from mdo_viewer.place.policy import LONGEST, SHORTEST, BadPolicy, Keys, Policy, read_file, read_policy, system_file
from mdo_viewer.place.registry import KEY
from tests.help.places import ROOT
from tests.place.test_policy import StandIn, given

FOLDER = ROOT / "packaging" / "windows" / "policy"
SCHEMA: dict[str, Any] = json.loads((ROOT / "packaging" / "policy.schema.json").read_text("utf-8"))
KEYS = tuple(Keys.__struct_fields__)
NS = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
#: The parts of a policy of the template, and what each writes to the registry: the kind is that of winreg.
SZ, DWORD = 1, 4


def xml(name: str) -> ElementTree.Element:
    return ElementTree.parse(FOLDER / name).getroot()  # noqa: S314 - our own file


def policies() -> list[ElementTree.Element]:
    return xml("mdo-viewer.admx").findall(".//p:policy", NS)


def written(policy: ElementTree.Element) -> list[tuple[str, object, int]]:
    """The values that an administrator can have the template write."""
    on, off = policy.find("p:enabledValue/p:decimal", NS), policy.find("p:disabledValue/p:decimal", NS)
    if on is not None and off is not None:
        return [(policy.attrib["valueName"], int(each.attrib["value"]), DWORD) for each in (on, off)]
    (element,) = policy.findall("p:elements/*", NS)
    name, kind = element.attrib["valueName"], element.tag.rpartition("}")[2]
    if kind == "decimal":
        return [(name, int(element.attrib[end]), DWORD) for end in ("minValue", "maxValue")]
    if kind == "enum":
        return [(name, each.text, SZ) for each in element.findall("p:item/p:value/p:string", NS)]
    assert kind == "text"
    return [(name, "/srv/mdo", SZ)]


def test_the_template_has_every_key_once() -> None:
    assert tuple(policy.attrib["name"] for policy in policies()) == KEYS
    for policy in policies():
        assert policy.attrib["class"] == "Machine"
        assert f"HKLM\\{policy.attrib['key']}" == KEY
        assert {name for name, _value, _kind in written(policy)} == {policy.attrib["name"]}


@pytest.mark.parametrize("policy", policies(), ids=lambda policy: str(policy.attrib["name"]))
def test_what_it_writes_the_program_takes(
    policy: ElementTree.Element, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = [given(monkeypatch, StandIn(value), tmp_path / "none.json") for value in written(policy)]
    name = policy.attrib["name"]
    assert {each.given for each in found} == {(name,)}
    assert len({getattr(each, name) for each in found}) == len(found)


def test_the_bounds_are_those_of_the_program() -> None:
    (minutes,) = xml("mdo-viewer.admx").findall(".//p:decimal[@id='lock_after_minutes']", NS)
    assert (minutes.attrib["minValue"], minutes.attrib["maxValue"]) == (str(SHORTEST), str(LONGEST))


@pytest.mark.parametrize("language", ["nl-NL", "en-US"])
def test_each_language_says_all_that_the_template_names(language: str) -> None:
    said = xml(f"{language}/mdo-viewer.adml")
    admx = (FOLDER / "mdo-viewer.admx").read_text("utf-8")
    strings = {each.attrib["id"]: each.text for each in said.findall(".//p:string", NS)}
    assert set(strings) == set(re.findall(r"\$\(string\.(\w+)\)", admx))
    assert all(strings.values())
    shown = {each.attrib["id"] for each in said.findall(".//p:presentation", NS)}
    assert shown == set(re.findall(r"\$\(presentation\.(\w+)\)", admx))
    fields = {each.attrib["refId"] for each in said.findall(".//p:presentation/*", NS)}
    assert fields == {each.attrib["id"] for each in xml("mdo-viewer.admx").findall(".//p:elements/*", NS)}


SAMPLES: tuple[object, ...] = (True, False, 0, 1, 60, 61, 5.5, "nl", "de", "", "/srv/mdo", None, [], {})


def taken(file: Path, key: str, value: object) -> bool:
    file.write_text(json.dumps({key: value}), "utf-8")
    try:
        read_file(file)
    except BadPolicy:
        return False
    return True


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_takes_what_the_program_takes(key: str, tmp_path: Path) -> None:
    """But for a path that is not whole: that is no matter of its form."""
    validator = Draft202012Validator(SCHEMA)
    samples = [each for each in SAMPLES if not (key == "meetings_folder" and each in ("nl", "de"))]
    fits = [validator.is_valid({key: value}) for value in samples]
    assert fits == [taken(tmp_path / "policy.json", key, value) for value in samples]
    assert any(fits)
    assert not all(fits)


def test_the_schema_has_the_keys() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert tuple(SCHEMA["properties"]) == KEYS == tuple(name for name in get_type_hints(Keys) if name in KEYS)
    assert SCHEMA["additionalProperties"] is False
    assert all(part["description"] for part in SCHEMA["properties"].values())


def test_the_page_for_it_names_every_key_and_its_example_is_taken(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "policy.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert tuple(rows) == KEYS
    (example,) = re.findall(r"```json\n(.+?)```", page, re.DOTALL)
    (tmp_path / "policy.json").write_text(example.replace("N:\\\\MDO", "/srv/mdo"), "utf-8")
    assert read_file(tmp_path / "policy.json").given
    assert KEY in page
    assert str(system_file()) in page


def test_here_no_organisation_set_anything() -> None:
    """What the tests of the window rest on."""
    assert read_policy() == Policy()
