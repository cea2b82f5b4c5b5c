"""The forms, hooks and workflow that nothing here runs: they hold together, and say what the project itself says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.help.places import ROOT

FORMS = sorted(file for file in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml")
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def checks() -> list[str]:
    """What `make check` runs, without where the programs stand: `ruff format --check`."""
    target = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert target is not None
    return [line.strip().removeprefix("$(BIN)/") for line in target[1].splitlines()]


def steps() -> list[dict[str, Any]]:
    return [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_can_be_shown(file: Path) -> None:
    """What GitHub refuses a form for: a missing name or body, a field without label, an id that comes twice."""
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    fields = [each for each in form["body"] if each["type"] != "markdown"]
    assert fields
    assert {each["type"] for each in fields} <= {"checkboxes", "dropdown", "input", "textarea"}
    assert all(each["attributes"]["label"] for each in fields)
    assert all(each["attributes"]["options"] for each in fields if each["type"] in ("checkboxes", "dropdown"))
    ids = [each["id"] for each in fields]
    assert len(set(ids)) == len(ids)


def test_a_form_that_asks_what_was_seen_warns_of_patients_first() -> None:
    for file in FORMS:
        assert re.search(r"real patients?|Invented patients", file.read_text(encoding="utf-8")), file.name


def test_the_workflow_runs_the_oldest_and_the_newest_python_on_three_systems() -> None:
    named = re.findall(r"Python :: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.MULTILINE)
    versions = sorted(named, key=lambda version: int(version.partition(".")[2]))
    matrix = WORKFLOW["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == [versions[0], versions[-1]]
    assert PROJECT["requires-python"] == f">={versions[0]}"
    assert {runner.partition("-")[0] for runner in matrix["os"]} == {"ubuntu", "windows", "macos"}


def test_the_workflow_takes_what_others_wrote_by_commit() -> None:
    uses = [step["uses"] for step in steps() if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in uses)


def test_hooks_and_workflow_run_what_make_check_runs() -> None:
    run = "\n".join(step.get("run", "") for step in steps())
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    entries = [hook["entry"].removeprefix(".venv/bin/") for hook in hooks]
    for command in checks():
        assert f"$BIN/{command}\n" in run, command
        program = command.removesuffix(" --check")
        assert any(entry.startswith(program) for entry in entries), command
