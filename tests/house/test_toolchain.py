"""What the project is built from: locked packages, the wheel, and a Qt that runs on this Python."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.help.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, BUILD, DEV = (ROOT / f"requirements/{name}.txt" for name in ("run", "build", "dev"))


def locked(file: Path) -> dict[NormalizedName, tuple[Requirement, list[str]]]:
    """Each requirement of a lock file, by name, with its hashes."""
    text = re.sub(r"^#.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    pins = {}
    for line in text.splitlines():
        requirement, *hashes = line.split(" --hash=")
        pin = Requirement(requirement)
        pins[canonicalize_name(pin.name)] = (pin, [value.strip() for value in hashes])
    return pins


def version(pin: Requirement) -> Version:
    (specifier,) = pin.specifier
    assert specifier.operator == "=="
    return Version(specifier.version)


@pytest.mark.parametrize("file", [RUN, BUILD, DEV], ids=lambda file: file.name)
def test_every_locked_package_has_one_version_and_its_hashes(file: Path) -> None:
    for pin, hashes in locked(file).values():
        assert version(pin).release
        assert pin.url is None
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), pin.name


@pytest.mark.parametrize("file", [RUN, BUILD, DEV, ROOT / "pyproject.toml"], ids=lambda file: file.name)
def test_no_file_says_where_packages_come_from(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"://|(?<![\w.])/\w|--(extra-)?index-url|--find-links|--trusted-host", text)


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        (RUN, PROJECT["project"]["dependencies"]),
        (DEV, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        (BUILD, PROJECT["build-system"]["requires"]),
    ],
    ids=["run", "dev", "build"],
)
def test_the_lock_holds_what_the_project_asks_for(file: Path, wanted: list[str]) -> None:
    pins = locked(file)
    for requirement in map(Requirement, wanted):
        pin, _ = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version(pin)), requirement.name


@pytest.mark.parametrize("file", [RUN, BUILD], ids=lambda file: file.name)
def test_the_developers_lock_holds_the_others(file: Path) -> None:
    dev = locked(DEV)
    assert {name: dev.get(name) for name in locked(file)} == locked(file)


def test_shiboken_is_of_the_same_version_as_qt() -> None:
    pins = locked(RUN)
    assert version(pins[canonicalize_name("shiboken6")][0]) == version(pins[canonicalize_name("PySide6-Essentials")][0])


def test_these_tests_run_on_the_locked_versions() -> None:
    for name, (pin, _) in locked(DEV).items():
        if pin.marker is None or pin.marker.evaluate():
            assert Version(metadata.version(name)) == version(pin), name


def test_qt_calls_keep_the_count_of_none() -> None:
    """PySide6 6.12 drops a reference to None in each void call: Python 3.11 aborts after some thousands."""
    from PySide6.QtGui import QImage, QPainter

    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.drawRect(0, 0, 4, 4)
    before = sys.getrefcount(None)
    for _ in range(500):
        painter.drawRect(0, 0, 4, 4)
    change = sys.getrefcount(None) - before
    painter.end()
    assert abs(change) < 50


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="a source without history")
def test_texts_are_checked_out_with_the_same_ends_of_lines_everywhere() -> None:
    """With those of Windows, as Git there makes them by itself, what is compiled would not be of its source."""
    command = ["git", "-c", "core.autocrlf=true", "ls-files", "--eol"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    kept = re.compile(r"i/(lf|none) +w/\S+ +attr/text=auto eol=lf\b|i/(-text|mixed|lf|crlf) +w/\S+ +attr/-text\b")
    assert len(listed) > 500
    assert [line for line in listed if not kept.match(line)] == []


def test_the_wheel_holds_the_program_and_its_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    def expected(folder: str, pattern: str, target: str) -> set[str]:
        files = (file for file in (ROOT / folder).rglob(pattern) if file.is_file())
        return {target + file.relative_to(ROOT).as_posix() for file in files}

    wanted = expected("mdo_viewer", "*.py", "") | {"mdo_viewer/py.typed"}
    data = expected("trees", "*.yaml", "mdo_viewer/") | expected("resources", "*.*", "mdo_viewer/")
    assert data
    assert wanted | data <= names
    assert not [name for name in names if name.startswith("tests/") or ".pyc" in name]


def test_the_wheel_has_the_version_of_the_package() -> None:
    (line,) = [
        node
        for node in ast.parse((ROOT / "mdo_viewer/__init__.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
    ]
    assert metadata.version("mdo-viewer") == ast.literal_eval(line.value)


FAULTS = """
import pytest
from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtWidgets import QWidget

kept = []

class Source(QObject):
    sent = Signal()

def test_leaves_a_window(qapp):
    kept.append(QWidget())

def test_warns(qapp):
    qWarning("careful")

def test_fails_in_a_slot(qapp):
    source = Source()
    source.sent.connect(lambda: 1 / 0)
    source.sent.emit()

def test_is_clean(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

def test_drops_its_window(qapp):
    widget = QWidget()
    widget.me = widget
"""


def test_the_tests_notice_what_qt_would_swallow(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_faults.py").write_text(FAULTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    command += ["-p", "no:cacheprovider", "-p", "no:randomly", str(tmp_path)]
    wide = {**os.environ, "COLUMNS": "400"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=wide)
    outcomes = {line.partition(" - ")[0] for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))}
    assert outcomes == {
        "ERROR test_faults.py::test_leaves_a_window",
        "FAILED test_faults.py::test_warns",
        "FAILED test_faults.py::test_fails_in_a_slot",
    }, run.stdout
    assert "2 failed, 3 passed, 1 error" in run.stdout
