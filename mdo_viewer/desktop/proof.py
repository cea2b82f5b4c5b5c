"""Proves the trees after the window is there: one tree at a time, only while nobody touches anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer

from mdo_viewer.guideline.model import Pack

#: How long the user must be still before the next tree is proven, ms.
PAUSE = 1500


@dataclass(frozen=True, slots=True)
class ProofState:
    """How many trees are proven, and the numbers of those that are not."""

    done: int = 0
    failed: tuple[str, ...] = ()


#: Proof of the packs seen in this run, by pack; the pack is a frozen value, so the proof stays true.
_known: dict[int, tuple[Pack, ProofState]] = {}


class Prover(QObject):
    """Steps through the trees of a pack; `told` is called after each."""

    def __init__(self, pack: Pack, told: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._pack, self._told = pack, told
        known = _known.get(id(pack))
        self.state = known[1] if known is not None else ProofState()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin, or begin again after a pause."""
        if self.state.done + len(self.state.failed) < len(self._pack.trees):
            self._timer.start(PAUSE)

    def stop(self) -> None:
        self._timer.stop()

    def finish(self) -> None:
        """Prove what is left at once: for pictures of the screens and tests."""
        while self.state.done + len(self.state.failed) < len(self._pack.trees):
            self._prove_next()

    def _step(self) -> None:
        self._prove_next()
        self._told()
        if self.state.done + len(self.state.failed) < len(self._pack.trees):
            self._timer.start(60)

    def _prove_next(self) -> None:
        from mdo_viewer.reasoning.proof import prove

        tree = self._pack.trees[self.state.done + len(self.state.failed)]
        if prove(self._pack, tree).proven:
            self.state = replace(self.state, done=self.state.done + 1)
        else:
            self.state = replace(self.state, failed=(*self.state.failed, str(tree.number)))
        _known[id(self._pack)] = (self._pack, self.state)
