"""The proof beside the window: a certified pack needs none, a changed one is proven again tree by tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop import proof
from mdo_viewer.desktop.state.proven import ProofState
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning import proof as reasoning
from mdo_viewer.reasoning.together import proving
from tests.help.small_packs import FACTS, TREE, small_pack


@pytest.fixture(autouse=True)
def _afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_known", {})


def test_a_certified_pack_is_proven_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasoning, "prove", lambda *_: pytest.fail("a certified tree is not proven again"))
    monkeypatch.setattr(proving, "together", lambda _: pytest.fail("nor are the trees together"))
    pack, parent = load_pack(PACK), QObject()
    told: list[None] = []
    prover = proof.Prover(pack, lambda: told.append(None), parent)
    prover.start()
    qtbot.waitUntil(lambda: prover.complete)
    assert prover.state == ProofState(done=len(pack.trees))
    assert told == [None]


@pytest.mark.parametrize(
    ("tree", "state"),
    [
        (TREE, ProofState(done=1)),
        (TREE.replace('"> 7": later', '"> 8": later'), ProofState(failed=("1",))),
    ],
    ids=["sound", "with a gap"],
)
def test_a_pack_without_a_fitting_certificate_is_proven_again(
    qtbot: QtBot, tmp_path: Path, tree: str, state: ProofState
) -> None:
    parent = QObject()
    prover = proof.Prover(small_pack(tmp_path, tree=tree), lambda: None, parent)
    prover.finish()
    assert prover.state == state


def test_trees_that_fit_one_by_one_and_not_together_are_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate is of another pack with the same trees; the entry that nobody meets shows only in the whole."""
    monkeypatch.setattr(proof, "certificate_of", lambda _: "")
    parent = QObject()
    never = small_pack(tmp_path, tree=TREE.replace("entry: always", "entry: {all: [pijn, not pijn]}"))
    prover = proof.Prover(never, lambda: None, parent)
    prover.finish()
    assert prover.state == ProofState(failed=("1",))


def test_a_doubt_that_can_never_arise_is_told_as_check_tells_it(qtbot: QtBot, tmp_path: Path) -> None:
    doubt = "doubtful:\n  - {if: {all: [pijn, not pijn, uitval]}, why: Zo., source: {lines: [1]}}\nimplications:\n"
    pack, parent = small_pack(tmp_path, facts=FACTS.replace("implications:\n", doubt)), QObject()
    prover = proof.Prover(pack, lambda: None, parent)
    prover.finish()
    assert prover.state == ProofState(failed=("1",))


def test_what_was_proven_stays_proven_for_the_next_window(qtbot: QtBot, tmp_path: Path) -> None:
    pack, parent = small_pack(tmp_path), QObject()
    proof.Prover(pack, lambda: None, parent).finish()
    assert proof.Prover(pack, lambda: None, parent).complete
