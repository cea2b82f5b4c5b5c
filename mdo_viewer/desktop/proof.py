"""Proves the trees after the window is there: in small steps, only while nobody touches anything."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer

from mdo_viewer.guideline.model import Pack, Tree, Value
from mdo_viewer.reasoning.deciding import Decision, decide
from mdo_viewer.reasoning.results import TreeProof

#: How long the user must be still before the proof goes on, and how long it may then hold up the window, ms.
PAUSE, REST = 1500, 12
STEP = 0.006  # seconds of proving between two looks at the keyboard


@dataclass(frozen=True, slots=True)
class ProofState:
    """How many trees are proven, and the numbers of those that are not."""

    done: int = 0
    failed: tuple[str, ...] = ()


class _Abandoned(BaseException):
    """Unwinds a proof that nobody waits for any more."""


class SteppedProof:
    """The proof of one tree, halted and resumed at will.

    It runs in a thread of its own, but never at the same time as the window: one of the two always waits for the
    other, so that they may share what reasoning keeps in memory.
    """

    def __init__(self, pack: Pack, tree: Tree) -> None:
        self._pack, self._tree = pack, tree
        self._go, self._halted = threading.Semaphore(0), threading.Semaphore(0)
        self._until = 0.0
        self._abandoned = False
        self.done = False
        self.result: TreeProof | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        from mdo_viewer.reasoning.proof import prove

        self._go.acquire()
        try:
            if not self._abandoned:
                self.result = prove(self._pack, self._tree, self._decide)
        except _Abandoned:
            pass
        finally:
            self.done = True
            self._halted.release()

    def _decide(self, pack: Pack, tree: Tree, values: Mapping[str, Value]) -> Decision:
        if time.perf_counter() > self._until:
            self._halted.release()
            self._go.acquire()
            if self._abandoned:
                raise _Abandoned
        return decide(pack, tree, values)

    def step(self, seconds: float) -> bool:
        """Prove for about so long; whether the proof is complete."""
        if not self.done:
            self._until = time.perf_counter() + seconds
            self._go.release()
            self._halted.acquire()
        return self.done

    def abandon(self) -> None:
        """End the thread."""
        self._abandoned = True
        self.step(0)
        self._thread.join()


#: Proof of the packs seen in this run, by pack; the pack is a frozen value, so the proof stays true.
_known: dict[int, tuple[Pack, ProofState]] = {}


class Prover(QObject):
    """Steps through the trees of a pack; `told` is called after each."""

    def __init__(self, pack: Pack, told: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._pack, self._told = pack, told
        known = _known.get(id(pack))
        self.state = known[1] if known is not None else ProofState()
        self._running: SteppedProof | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    @property
    def _next(self) -> int:
        return self.state.done + len(self.state.failed)

    @property
    def complete(self) -> bool:
        """Whether every tree has been looked at."""
        return self._next >= len(self._pack.trees)

    def start(self) -> None:
        """Begin, or go on after a pause."""
        if not self.complete:
            self._timer.start(PAUSE)

    def stop(self) -> None:
        """End for good; what is proven stays proven."""
        self._timer.stop()
        if self._running is not None:
            self._running.abandon()
            self._running = None

    def finish(self) -> None:
        """Prove what is left at once: for pictures of the screens and tests."""
        while not self.complete:
            self._step()
        self._timer.stop()

    def _step(self) -> None:
        if self._running is None:
            self._running = SteppedProof(self._pack, self._pack.trees[self._next])
        if self._running.step(STEP):
            proof, self._running = self._running.result, None
            self._keep(proof is not None and proof.proven)
            self._told()
        if not self.complete:
            self._timer.start(REST)

    def _keep(self, proven: bool) -> None:
        number = str(self._pack.trees[self._next].number)
        done, failed = self.state.done, self.state.failed
        self.state = replace(self.state, done=done + 1) if proven else replace(self.state, failed=(*failed, number))
        _known[id(self._pack)] = (self._pack, self.state)
