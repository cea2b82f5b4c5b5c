"""20,000 random events: no exception, no warning of Qt, nothing shown that does not hold; and the monkey notices."""

from __future__ import annotations

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.files.autosave import Autosave
from mdo_viewer.desktop.graph.panel import GraphPanel
from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.projector.drive import Projector
from mdo_viewer.desktop.state.session import Session
from tests.play import monkey
from tests.play.monkey import Broken, play


@pytest.mark.no_qt_log  # the monkey listens itself
@pytest.mark.parametrize("seed", range(1, 9))
def test_random_events(qapp: QApplication, seed: int) -> None:
    assert play(seed, 2_500).events == 2_500


# --- planted faults: each is found within a few hundred events -----------------------------------------------------


def found(patch: pytest.MonkeyPatch) -> str:
    patch.setattr(monkey, "LOOK_EVERY", 5)
    with pytest.raises(Broken) as problem:
        play(1, 1_500)
    assert "The last events:" in str(problem.value)
    return str(problem.value).split("The last events:")[0]


@pytest.mark.no_qt_log
def test_a_warning_of_qt_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "take_back", lambda _self: qWarning("planted"))
    assert "Qt: planted" in found(monkeypatch)


@pytest.mark.no_qt_log
def test_an_exception_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "unknown", lambda self, fact: 1 / 0)
    monkeypatch.setattr("traceback.print_exception", lambda *_, **__: None)
    assert "ZeroDivisionError" in found(monkeypatch)


@pytest.mark.no_qt_log
def test_a_picture_left_behind_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = GraphPanel._show_graph  # where the fault is planted
    monkeypatch.setattr(
        GraphPanel, "_show_graph", lambda self, look: draw(self, look) if self.picture is None else None
    )
    said = found(monkeypatch)  # by what is drawn, or by what no longer follows from it
    assert "picture" in said or "drawn as the way but not in the trace" in said


@pytest.mark.no_qt_log
def test_a_row_left_behind_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = FactRow._fill  # where the fault is planted
    monkeypatch.setattr(FactRow, "_fill", lambda self, view: fill(self, view) if view.state != "unknown" else None)
    assert "checked" in found(monkeypatch)


@pytest.mark.no_qt_log
def test_another_patient_on_the_projector_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Projector, "_guard", lambda self: None)
    assert "on the projector" in found(monkeypatch)


@pytest.mark.no_qt_log
def test_a_file_left_behind_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Autosave, "_save", lambda self: None)
    monkeypatch.setattr(Autosave, "flush", lambda self: True)
    assert "the file holds something else" in found(monkeypatch)
