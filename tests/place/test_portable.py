"""A program on a stick keeps what is its own beside itself, and leaves nothing in the profile of who uses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mdo_viewer.place.portable import FOLDER, SIGN, portable_folder
from tests.help.places import ROOT

#: A start, a setting that is changed by key, a meeting that is begun, and what is said then; as the frozen program
#: would: `sys.executable` is the program on the stick.
SCRIPT = """
import sys
from pathlib import Path
sys.frozen, sys.executable = True, sys.argv[1]
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from mdo_viewer.desktop import app as start
from mdo_viewer.desktop.files import kept
from mdo_viewer.meeting.container import Cost
kept.fitting = lambda: Cost(64, 1, 1)
app = QApplication([])
def play():
    window, = [each for each in app.topLevelWidgets() if type(each).__name__ == "Window"]
    print("said", window.message.isVisible(), window.message.label.text())
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keySequence(window, "Ctrl+L")
    print("language", window.session.state.language, window.message.label.text())
    if len(sys.argv) > 2:
        window.autosave.make(Path(sys.argv[2]), "vier losse woorden")
        window.autosave.wait()
        app.processEvents()
        print("mark", (start_folder / "open-meeting").is_file())
    app.exit()
from mdo_viewer.desktop.files.own_folder import own_folder
start_folder = own_folder()
QTimer.singleShot(400, play)
sys.exit(start.run())
"""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "mdo-viewer").write_bytes(b"")
    (tmp_path / "stick" / SIGN).write_bytes(b"")
    (tmp_path / "home").mkdir()
    return tmp_path / "stick"


def started(stick: Path, *argv: Path) -> str:
    own = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    own["HOME"] = str(stick.parent / "home")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, stick / "mdo-viewer", *argv],
        cwd=ROOT, env=own, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout


def test_everything_lies_beside_it(stick: Path) -> None:
    said = started(stick, stick.parent / "dinsdag.mdo")
    assert "language en" in said
    assert "mark True" in said
    kept = json.loads((stick / FOLDER / "settings.json").read_text("utf-8"))
    assert kept["language"] == "en"
    assert kept["recent"] == [str(stick.parent / "dinsdag.mdo")]
    assert list((stick.parent / "home").rglob("*")) == []


def test_without_the_sign_it_is_an_installed_program(stick: Path) -> None:
    (stick / SIGN).unlink()
    started(stick)
    assert not (stick / FOLDER).exists()
    assert (stick.parent / "home" / ".config" / "mdo-viewer" / "settings.json").is_file()


def test_a_stick_that_is_locked_keeps_nothing_and_says_so(stick: Path) -> None:
    (stick / FOLDER).write_bytes(b"")  # root may write everywhere but into a file as if it were a folder
    said = started(stick)
    assert f"said True In {stick / FOLDER} kan niet worden geschreven" in said
    assert "language en" in said
    assert list((stick.parent / "home").rglob("*")) == []


def test_from_its_source_it_is_never_portable(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(stick / "mdo-viewer"))
    assert portable_folder() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert portable_folder() == stick / FOLDER
