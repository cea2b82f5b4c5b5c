"""The house rules of docs/: which room may import what. The contracts themselves stand in pyproject.toml."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.help.places import ROOT

PACKAGE = ROOT / "mdo_viewer"

# Each library from outside, and the one place that may import it. A library missing here may not be imported.
PLACES = {
    "cryptography": "mdo_viewer.meeting.container",
    "PySide6": "mdo_viewer.desktop",
    "shiboken6": "mdo_viewer.desktop",
    "fontpkg_atkinson_hyperlegible": "mdo_viewer",
    "msgspec": "mdo_viewer",  # every room has values
    "networkx": "mdo_viewer.guideline.graph",
    "typst": "mdo_viewer.reports.pdf",
    "yaml": "mdo_viewer.guideline.strict_yaml",
}
# Heavy: paid for when used, not when the window opens.
LATE = ("cryptography", "networkx", "typst")


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> set[str]:
    """Every module that is imported anywhere in the file, inside functions too."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def misplaced(module: str, source: str) -> list[str]:
    """The imports from outside that `module` may not make."""
    found = []
    for name in sorted({name.partition(".")[0] for name in imported(ast.parse(source))}):
        if name in sys.stdlib_module_names or name == "mdo_viewer":
            continue
        place = PLACES.get(name)
        if place is None or not f"{module}.".startswith(f"{place}."):
            found.append(f"{module} imports {name}" + (f", which belongs in {place}" if place else ""))
    return found


def modules_under(room: str) -> list[str]:
    folder = PACKAGE / room
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    return [module_name(file) for file in files]


def test_rooms_import_downwards_only(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


def test_each_library_has_one_place() -> None:
    found = [
        line
        for file in sorted(PACKAGE.rglob("*.py"))
        for line in misplaced(module_name(file), file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("mdo_viewer.reports.text", "import yaml"),
        ("mdo_viewer.guideline.strict_yaml_too", "import yaml"),
        ("mdo_viewer.cli.render", "def f():\n    from PySide6.QtGui import QImage"),
        ("mdo_viewer.desktop.window", "import networkx as nx"),
        ("mdo_viewer.guideline.model", "import requests"),
        ("mdo_viewer.guideline.model", "from . import tree"),
    ],
)
def test_a_misplaced_import_is_found(module: str, source: str) -> None:
    assert misplaced(module, source)


def test_an_import_in_its_place_is_allowed() -> None:
    assert misplaced("mdo_viewer.guideline.strict_yaml", "import json\nimport yaml") == []
    assert misplaced("mdo_viewer.desktop.window", "from PySide6.QtGui import QImage") == []


@pytest.mark.parametrize(
    ("room", "late"),
    [
        ("__main__", (*LATE, "yaml", "PySide6")),
        ("guideline", ("networkx", "PySide6")),
        ("cli", (*LATE, "PySide6")),
        ("desktop", LATE),
    ],
)
def test_heavy_libraries_are_imported_late(room: str, late: tuple[str, ...]) -> None:
    modules = [name for name in modules_under(room) if name != "mdo_viewer.guideline.graph"]
    script = f"import sys\nfor name in {modules!r}: __import__(name)\nprint([n for n in {late!r} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.stdout.strip() == "[]", run.stderr


#: What puts content into a file in other ways than `write_whole`, and the one who may: a device is no file to replace.
WRITING = {"write_bytes", "write_text", "mkstemp", "NamedTemporaryFile", "fdopen"}
DEVICES = {("mdo_viewer.cli.outputs", "write_bytes")}


def written_elsewhere(module: str, source: str) -> set[tuple[str, str]]:
    """The ways of writing that `module` uses by name."""
    names = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return {(module, name) for name in names & WRITING}


def test_files_are_written_in_one_place() -> None:
    """Half a file, a stray one, or one that a power cut empties comes from a second way of writing."""
    found = [
        written_elsewhere(module_name(file), file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))
    ]
    assert set().union(*found) == DEVICES
    assert written_elsewhere("m", "path.write_text('x')") == {("m", "write_text")}
