"""What the window says of the proof: the pack's certificate where its hash fits, a new proof where it does not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mdo_viewer.desktop.state.proven import ProofState
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.library import certificate_of
from mdo_viewer.guideline.model import Pack, Tree
from mdo_viewer.guideline.values import replace

#: How long the user must be still before the next tree is proven, ms. A proof holds up the window for up to a second,
#: but only a changed pack needs one.
PAUSE = 1500


#: Proof of the packs seen in this run, by pack; the pack is a frozen value, so the proof stays true.
_known: dict[Pack, ProofState] = {}


class Prover(QObject):
    """Looks at the trees of a pack one after the other; `told` is called when there is news."""

    def __init__(self, pack: Pack, told: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._pack, self._told = pack, told
        self._certified: frozenset[str] | None = None
        self._together = False  # whether the certificate is of these trees together
        self.state = _known.get(pack, ProofState())
        self._timer = once(self, self._step)

    def look_at(self, pack: Pack) -> ProofState:
        """What is proven of the pack that is in sight from now on; what is proven of the one before stays so."""
        if pack is not self._pack:
            self._timer.stop()
            self._pack, self.state = pack, _known.get(pack, ProofState())
            self._certified, self._together = None, False
        return self.state

    @property
    def complete(self) -> bool:
        """Whether every tree has been looked at."""
        return self.state.done + len(self.state.failed) >= len(self._pack.trees)

    def start(self) -> None:
        """Begin at once with the certificate; a proof waits until the user is still."""
        if not self.complete:
            self._timer.start(0 if self._certified is None else PAUSE)

    def stop(self) -> None:
        """End for good; what is proven stays proven."""
        self._timer.stop()

    def finish(self) -> None:
        """Prove what is left at once: for pictures of the screens and tests."""
        while not self.complete:
            self._step()
        self._timer.stop()

    def _step(self) -> None:
        from mdo_viewer.reasoning.together.certificate import certified, certified_together

        first = self._certified is None
        if self._certified is None:
            text = certificate_of(self._pack)
            self._certified, self._together = certified(self._pack, text), certified_together(self._pack, text)
        else:
            self._keep(self._prove(self._next_tree()))
        # What the trees say of each other is proven with the first of them, once the user is still.
        while not self.complete and self._next_tree().id in self._certified and (self._together or not first):
            self._keep(self._prove(self._next_tree()))
        self._told()
        self.start()

    def _next_tree(self) -> Tree:
        return self._pack.trees[self.state.done + len(self.state.failed)]

    def _prove(self, tree: Tree) -> bool:
        from mdo_viewer.reasoning.proof import prove
        from mdo_viewer.reasoning.together.pointless import pointless
        from mdo_viewer.reasoning.together.proving import together

        certified = self._certified is not None and tree.id in self._certified
        if not certified and not prove(self._pack, tree).proven:
            return False
        return self._together or (together(self._pack)[tree.id].sound and not pointless(self._pack))

    def _keep(self, proven: bool) -> None:
        number = str(self._next_tree().number)
        done, failed = self.state.done, self.state.failed
        self.state = replace(self.state, done=done + 1) if proven else replace(self.state, failed=(*failed, number))
        _known[self._pack] = self.state
