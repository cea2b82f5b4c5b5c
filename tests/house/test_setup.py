"""tools/setup.sh: what each purpose installs, when it installs again, and what it never clears."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.help.places import ROOT

LOCKS = ("run", "build", "dev")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script; Windows has setup.ps1")

#: A Python that is new enough, and writes down what pip is asked; the file `refuse` makes pip fail.
PYTHON = """#!/bin/sh
[ "$1" = -c ] && exit 0
echo "$@" >>"{folder}/asked"
! [ -e "{folder}/refuse" ]
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A checkout with a virtual environment in which nothing is installed for real."""
    for name in ("tools", "requirements", "mdo_viewer", ".venv/bin"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(ROOT / "tools/setup.sh", tmp_path / "tools")
    for name in (*(f"requirements/{lock}.txt" for lock in LOCKS), "pyproject.toml", "mdo_viewer/__init__.py"):
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    (tmp_path / ".venv/bin/activate").write_text(f"VIRTUAL_ENV={tmp_path.resolve()}/.venv\n", encoding="utf-8")
    python = tmp_path / ".venv/bin/python"
    python.write_text(PYTHON.format(folder=tmp_path), encoding="utf-8")
    python.chmod(0o755)
    return tmp_path


def run(house: Path, purpose: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(house / "tools/setup.sh"), purpose]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=house)


def installed(house: Path, purpose: str) -> list[str]:
    """What a set-up for this purpose installs now: names of locks, and `.` for the project."""
    asked = house / "asked"
    asked.unlink(missing_ok=True)
    done = run(house, purpose)
    assert done.returncode == 0, done.stderr
    words = asked.read_text(encoding="utf-8").split() if asked.exists() else []
    return [word.removeprefix("-rrequirements/") for word in words if word.startswith("-r") or word == "."]


def change(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")


def test_running_needs_no_package_of_the_developer_and_testing_completes_it(house: Path) -> None:
    assert installed(house, "run") == ["run.txt", "build.txt", "."]
    assert installed(house, "run") == []
    assert installed(house, "test") == ["dev.txt"]
    assert installed(house, "test") == installed(house, "run") == installed(house, "bundle") == []


@pytest.mark.parametrize(
    ("purpose", "changed", "wanted"),
    [
        ("run", "requirements/run.txt", ["run.txt", "build.txt"]),
        ("run", "requirements/build.txt", ["run.txt", "build.txt"]),
        ("run", "requirements/dev.txt", []),
        ("run", "pyproject.toml", ["."]),
        ("test", "requirements/dev.txt", ["dev.txt"]),
        ("test", "mdo_viewer/__init__.py", ["."]),
    ],
)
def test_what_changed_is_installed_again(house: Path, purpose: str, changed: str, wanted: list[str]) -> None:
    installed(house, purpose)
    change(house / changed)
    assert installed(house, purpose) == wanted
    assert installed(house, purpose) == []


def test_after_running_an_older_checkout_testing_installs_again(house: Path) -> None:
    """The small locks would leave older packages among those of the developer."""
    locks = [house / f"requirements/{name}.txt" for name in LOCKS]
    now = [file.read_bytes() for file in locks]
    installed(house, "test")
    for file in locks:
        change(file)
    assert installed(house, "run") == ["run.txt", "build.txt"]
    for file, data in zip(locks, now, strict=True):
        file.write_bytes(data)
    assert installed(house, "test") == ["dev.txt"]


def test_an_installation_that_failed_is_tried_again(house: Path) -> None:
    installed(house, "run")
    (house / "refuse").touch()
    assert run(house, "test").returncode != 0
    (house / "refuse").unlink()
    assert installed(house, "run") == ["run.txt", "build.txt"]


def test_what_a_link_points_to_is_never_cleared(house: Path) -> None:
    """An environment of another checkout is not usable here; making it anew would empty that one."""
    theirs = house / "theirs"
    (house / ".venv").rename(theirs)
    (theirs / "bin/activate").write_text("VIRTUAL_ENV=/theirs/.venv\n", encoding="utf-8")
    (house / ".venv").symlink_to(theirs)
    before = sorted(theirs.rglob("*"))
    done = run(house, "run")
    assert done.returncode != 0
    assert ".venv is a link" in done.stderr
    assert sorted(theirs.rglob("*")) == before
    assert not (house / "asked").exists()


def test_what_wine_is_needed_for_is_named_in_one_way() -> None:
    """By the shell before there is a Python, and by the build itself, with the papers."""
    from tools.windows import wine

    text = (ROOT / "tools/setup.sh").read_text(encoding="utf-8")
    block = text.partition('if [ "$purpose" = windows ]; then')[2].partition("\n    fi\n")[0]
    asked = dict(re.findall(r"has (\S+) \|\| missing\+=\(([^)]+)\)", block))
    wanted = {**wine.NEEDED, **wine.SEEING, **wine.SIGNING}
    assert asked | {"Xvfb": "xvfb"} == wanted  # that one is there for every test
    page = (ROOT / "docs/windows.md").read_text(encoding="utf-8")
    assert [name for packages in wanted.values() for name in packages.split() if name not in page] == []
