"""The proof that runs beside the window: small steps, the same result, no thread left behind."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop import proof
from mdo_viewer.desktop.example import PACK
from mdo_viewer.guideline.library import load_pack


@pytest.fixture(autouse=True)
def _afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_known", {})


def test_every_tree_is_proven_in_small_steps(qtbot: QtBot) -> None:
    pack, parent, longest = load_pack(PACK), QObject(), 0.0
    told: list[None] = []
    prover = proof.Prover(pack, lambda: told.append(None), parent)
    while not prover.complete:
        start = time.process_time()
        prover._step()
        longest = max(longest, time.process_time() - start)
    prover.stop()
    assert prover.state == proof.ProofState(done=len(pack.trees))
    assert len(told) == len(pack.trees)
    assert longest < 0.4


def test_a_proof_that_is_left_ends_its_thread(qtbot: QtBot) -> None:
    before = threading.active_count()
    parent = QObject()
    prover = proof.Prover(load_pack(PACK), lambda: None, parent)
    prover._step()
    prover.stop()
    prover.stop()
    assert threading.active_count() == before


def test_a_tree_that_is_not_proven_is_named(qtbot: QtBot) -> None:
    parent = QObject()
    prover = proof.Prover(load_pack(PACK), lambda: None, parent)
    prover._keep(False)
    prover._keep(True)
    assert prover.state == proof.ProofState(done=1, failed=("1",))
