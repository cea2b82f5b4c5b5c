"""Proves a bundle: it tests itself in an awkward folder, and writes the bytes that Linux writes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tools.windows.places import BUNDLE, CONSOLE, ROOT
from tools.windows.wine import Failed, Wine

#: A folder as people have them: a space and an accent.
AWKWARD: Final = "Programma's é"
#: The clock of what is compared.
_AT: Final = "2026-11-22T15:20"
#: One tree per example drawn three ways, and each example summed up three ways.
_DRAWN: Final = ("svg", "png", "pdf")
_SUMMED: Final = ("pdf", "txt", "json")
#: What is said on the command line, by name; the rest of the call follows it.
_SAID: Final = {
    "check": ("check",),
    "routes": ("routes", "--tree", "lv_lang"),
    "help": ("--help",),
}


def self_test(wine: Wine, bundle: Path = BUNDLE) -> str:
    """What `self-test` says, run where the bundle lies in an awkward folder. Raises Failed where a check fails, or
    something else is said than of checks."""
    folder = wine.drive / AWKWARD
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bundle, folder)
    try:
        said = wine.run([folder / CONSOLE, "self-test"], folder=folder)
        if odd := [line for line in said.splitlines() if not line.startswith("ok ")]:
            raise Failed(f"self-test says besides: {odd}")
        return said
    finally:
        wine.wait()
        shutil.rmtree(folder)


def calls(folder: str, join: str) -> dict[str, tuple[str, ...]]:
    """The name of each file that is compared, and the call that writes it into `folder`."""
    found: dict[str, tuple[str, ...]] = {}
    for case in sorted((ROOT / "resources/example").glob("MDO-*.yaml")):
        facts = join.join(("resources", "example", case.name))
        for kind in _DRAWN:
            name = f"{case.stem}-boom.{kind}"
            more = ("--tree", "lv_lang", "--facts", facts, "--at", _AT, "-o", folder + join + name)
            found[name] = ("render", *more)
        for kind in _SUMMED:
            name = f"{case.stem}.{kind}"
            found[name] = ("summary", facts, "--at", _AT, "-o", folder + join + name)
    return found


def compare(wine: Wine, bundle: Path = BUNDLE) -> list[str]:
    """A line a file, all with the same bytes on Linux and on Windows. Raises SystemExit where one differs."""
    theirs, ours = wine.drive / "vergeleken", wine.drive / "linux"
    for folder in (theirs, ours):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for call in calls("C:\\" + theirs.name, "\\").values():
        wine.run([bundle / CONSOLE, *call], folder=ROOT)
    for call in calls(str(ours), "/").values():
        _linux(*call)
    lines, differing = [], []
    for name in calls("", "/"):
        written = (theirs / name).read_bytes()
        if written != (ours / name).read_bytes():
            differing.append(name)
        lines.append(f"{hashlib.sha256(written).hexdigest()[:16]}  {len(written):8}  {name}")
    for name, call in _SAID.items():
        said = wine.run([bundle / CONSOLE, *call], folder=ROOT)
        if said != _linux(*call):
            differing.append(f"what {name} says")
        lines.append(f"{hashlib.sha256(said.encode()).hexdigest()[:16]}  {len(said.encode()):8}  {name}, as said")
    if differing:
        raise SystemExit(f"Not what Linux writes: {', '.join(differing)} (in {theirs} and {ours})")
    return lines


def _linux(*call: str) -> str:
    """What the same call says here, from the source."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "COLUMNS": "80"}
    command = [sys.executable, "-m", "mdo_viewer", *call]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8").stdout
