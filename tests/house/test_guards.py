"""The guards that every test has can fail: planted faults, each in a run of its own tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import engine

from tests.help.places import ROOT

PLANTED = """
import threading
from collections.abc import Iterator
import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

KEPT = []

def test_nothing(qtbot: QtBot) -> None:
    pass

def test_warning(qtbot: QtBot) -> None:
    qWarning("planted")

def test_warning_from_qt(qtbot: QtBot) -> None:
    QTimer().setInterval(-1)

def test_exception_in_paint(qtbot: QtBot) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: object) -> None:
            raise ValueError("planted")
    widget = Broken()
    widget.grab()

def test_exception_in_slot(qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(1)

@pytest.fixture
def late() -> Iterator[None]:
    yield
    qWarning("planted")

def test_warning_afterwards(qtbot: QtBot, late: None) -> None:
    pass

def test_window(qtbot: QtBot) -> None:
    KEPT.append(QWidget())
    KEPT[-1].show()

def test_thread() -> None:
    KEPT.append(threading.Event())
    threading.Thread(target=KEPT[-1].wait, name="planted", daemon=True).start()

def test_python_warning() -> None:
    import warnings
    warnings.warn("planted", UserWarning)
"""


def test_every_planted_fault_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\nfrom tests.conftest import _own_home, "
                                          "_no_window_left, _no_thread_left\n")  # fmt: skip
    (tmp_path / "test_planted.py").write_text(PLANTED)
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "no:randomly", "-rA", "-q"]
    run = subprocess.run([*command, "-p", "no:cacheprovider", str(tmp_path)],
                         capture_output=True, text=True, check=False, cwd=ROOT)  # fmt: skip
    bad = set(re.findall(r"^(?:FAILED|ERROR) .*::test_(\w+)", run.stdout, re.MULTILINE))
    planted = set(re.findall(r"^def test_(\w+)", PLANTED, re.MULTILINE))
    assert bad == planted - {"nothing"}, run.stdout + run.stderr
    assert re.search(r"^PASSED .*::test_nothing", run.stdout, re.MULTILINE)


def test_an_example_that_fails_is_not_made_smaller_for_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    def tries(seconds: float) -> int:
        done = 0

        @settings(database=None)
        @given(st.lists(st.integers(0, 10_000), max_size=50))
        def never(values: list[int]) -> None:
            nonlocal done
            done += 1
            assert sum(values) < 20_000

        monkeypatch.setattr(engine, "MAX_SHRINKING_SECONDS", seconds)
        with pytest.raises(AssertionError):
            never()
        return done

    assert engine.MAX_SHRINKING_SECONDS <= 20
    assert tries(0) < tries(300)
