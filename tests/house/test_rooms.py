"""The house stays one that a stranger can walk into: no circle, no full room, no word for two things."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.help.imports import PACKAGE, arrows, circles, sources
from tests.help.places import ROOT

#: The most files in a folder of the program, and the most lines of a class.
FULL, LONG = 25, 400
WINDOW = 350
RECORD = ROOT / "docs" / "decisions" / "0022-the-house.md"


def classes() -> list[tuple[str, str, int]]:
    """Module, name and lines of every class at the top of a file."""
    return [
        (module, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for module, text in sources().items()
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    ]


def test_no_circle_in_the_imports() -> None:
    assert circles(arrows(sources())) == []


def test_a_circle_for_type_checkers_only_is_found() -> None:
    planted = {
        "p.a": "from p.b import B",
        "p.b": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from p import c",
        "p.c": "def f():\n    import p.a",
        "p.d": "from p import a",
    }
    assert circles(arrows(planted)) == [["p.a", "p.b", "p.c"]]


def test_no_room_is_too_full() -> None:
    files = Counter(file.parent.relative_to(ROOT).as_posix() for file in PACKAGE.rglob("*.py"))
    assert {room: count for room, count in files.items() if count > FULL} == {}


def test_no_class_is_too_long() -> None:
    told = set(re.findall(r"`(\w+)`", RECORD.read_text("utf-8").partition("Long classes")[2]))
    assert {name: lines for _, name, lines in classes() if lines > LONG and name not in told} == {}
    assert next(lines for module, name, lines in classes() if name == "Window" and "desktop" in module) < WINDOW


def test_one_name_stands_for_one_class() -> None:
    homes = defaultdict(list)
    for module, name, _ in classes():
        if not name.startswith("_"):
            homes[name].append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("desktop/state/look.py", "from PySide6.QtCore import QObject"),
        ("desktop/says/blocks.py", "import shiboken6"),
        ("desktop/says/held.py", "from mdo_viewer.desktop.widgets import theme"),
        ("desktop/files/autosave.py", "from mdo_viewer.desktop.window import Window"),
        ("desktop/widgets/form.py", "from mdo_viewer.desktop.panels.top_bar import TopBar"),
        ("reports/text.py", "from mdo_viewer.desktop.state.look import Look"),
    ],
)
def test_a_planted_import_breaks_a_contract(
    place: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a copy of the program's imports: files with nothing but them."""
    for file in PACKAGE.rglob("*.py"):
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("", encoding="utf-8")
    planted = tmp_path / "mdo_viewer" / place
    planted.write_text(line + "\n", encoding="utf-8")
    contracts = (ROOT / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(contracts[contracts.index("[tool.importlinter]") :], encoding="utf-8")
    assert run_contracts(tmp_path) != 0
    planted.write_text("", encoding="utf-8")
    assert run_contracts(tmp_path) == 0


def run_contracts(folder: Path) -> int:
    """The exit code of the import contracts for the program in this folder."""
    import subprocess
    import sys

    script = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert "Contracts:" in run.stdout, run.stderr
    return run.returncode
