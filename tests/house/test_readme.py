"""Every command in the README works: run here, asked of make, or listed with who runs it, or why nobody can here."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from mdo_viewer import __version__
from mdo_viewer.cli.main import COMMANDS
from tests.help.places import ROOT

README = (ROOT / "README.md").read_text("utf-8")
_BEGINS = re.compile(
    r"(make [a-z]|mdo-viewer |python -m |python tools|(\.venv|tools)[\\/]\S+ |sudo |apt-get |sha256sum |flatpak|pip )"
)
#: Commands that are not run here: the file of the test that runs them.
ELSEWHERE = {
    "make run": "tests/house/test_setup.py",
    "make test": ".ci/run",
    "make check": ".ci/run",
    "make bundle": ".ci/run",
    "make setup": "tests/house/test_setup.py",
    "mdo-viewer check": "tests/cli/test_check.py",
    "mdo-viewer self-test": "tests/cli/test_main.py",
    "mdo-viewer --example": "tests/cli/test_main.py",
    "mdo-viewer dinsdag.mdo": "tests/cli/test_main.py",
    "sha256sum -c SHA256SUMS": "tests/house/test_release.py",
    f"sudo apt-get install ./mdo-viewer_{__version__}_amd64.deb": "tests/house/test_release.py",
    f"pip install mdo_viewer-{__version__}-py3-none-any.whl": "tests/house/test_toolchain.py",
    "python -m tests.help.golden_pictures NAME": "tests/desktop/test_golden.py",
    "mdo-viewer check FOLDER": "tests/cli/test_check.py",
}
#: Commands of another system, or that ask for what no test has: why.
NOT_HERE = {
    "tools\\setup.ps1 run; .venv\\Scripts\\mdo-viewer": "Windows",
    "tools\\setup.ps1; .venv\\Scripts\\python -m pytest": "Windows",
    "tools/setup.sh run && .venv/bin/mdo-viewer": "macOS",
    "tools/setup.sh && .venv/bin/python -m pytest": "macOS",
    "flatpak-builder --user --install --force-clean out flatpak.yaml": "needs the runtime of Flatpak",
    "flatpak run nl.mdoviewer.MdoViewer": "needs the runtime of Flatpak",
}
#: Calls whose answer is "no", such as two versions that are not the same.
NO = ("mdo-viewer diff wervelmetastasen-1.0.0 wervelmetastasen",)


def commands() -> list[str]:
    """The commands of the page: each line of its blocks, and each short piece of code that begins like one."""
    blocks = re.findall(r"^```(?:sh|powershell)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    lines = [line.partition("  #")[0].partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    pieces = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL))
    return sorted({*filter(None, lines), *(piece for piece in pieces if _BEGINS.match(piece))})


FOUND = commands()
CALLS = [each for each in FOUND if each.startswith("mdo-viewer ") and each not in ELSEWHERE]
TARGETS = sorted({each for each in FOUND if each.startswith("make ")})


def test_every_command_is_run_or_has_its_reason() -> None:
    modules = {each for each in FOUND if each.startswith("python -m ")}
    known = {*CALLS, *TARGETS, *modules, *ELSEWHERE, *NOT_HERE}
    assert [each for each in FOUND if each not in known] == []
    assert sorted({*ELSEWHERE, *NOT_HERE} - {*FOUND, "make setup"}) == []


def test_a_new_command_would_be_missed() -> None:
    assert len(CALLS) >= 6
    assert "make twice" in TARGETS


@pytest.mark.parametrize("command", CALLS)
def test_a_call_answers(command: str, tmp_path: Path) -> None:
    """In an empty folder, with the files of the checkout named in full."""
    words = [str(ROOT / word) if word.startswith("resources/") else word for word in shlex.split(command)[1:]]
    assert words[0].startswith("--") or words[0] in COMMANDS
    run = subprocess.run(
        [sys.executable, "-m", "mdo_viewer", *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (int(command in NO), "")
    assert run.stdout or "-o" in words
    for word, target in pairwise(words):
        assert word != "-o" or (tmp_path / target).stat().st_size > 1000


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("command", TARGETS)
def test_make_knows_the_target(command: str) -> None:
    target, *more = shlex.split(command)[1:]
    assert not more
    run = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip()


def test_every_module_that_is_called_is_there() -> None:
    """The program itself is installed or called by its name."""
    named = set(re.findall(r"python -m ([\w.]+)", README))
    assert named
    assert [name for name in sorted(named) if importlib.util.find_spec(name) is None] == []


@pytest.mark.parametrize("place", sorted({*ELSEWHERE.values()}))
def test_who_runs_the_others_is_there(place: str) -> None:
    text = (ROOT / place).read_text("utf-8")
    for command, runs in ELSEWHERE.items():
        if runs == ".ci/run":
            assert command in (ROOT / runs).read_text("utf-8").splitlines()
    assert place == ".ci/run" or "def test_" in text


def test_the_page_names_this_version() -> None:
    assert set(re.findall(r"mdo[-_]viewer[-_](\d+\.\d+\.\d+)", README)) == {__version__}


def test_download_and_install_come_before_the_source() -> None:
    assert README.index("## Download and install") < README.index("## From source") < README.index("## Developing")
