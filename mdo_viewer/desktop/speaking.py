"""Says to assistive technology what changed in the window: one sentence for each change, from one place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.resting import Resting
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.announcing import announce, listens
from mdo_viewer.desktop.widgets.timers import once


class Speaking:
    """Remembers what was said last; everything since then is one sentence, once the window shows it. After a password
    that is once the keyboard has rested: else it would be cut off."""

    def __init__(self, window: QWidget, silent: Callable[[], bool], resting: Resting, half: Callable[[], str]) -> None:
        self._window, self._silent, self._resting, self._half = window, silent, resting, half
        self._before: Look | None = None
        self._waits: Look | None = None
        #: Whether a message says already what was done.
        self.told = False
        resting.over.connect(once(window, self._rested).start)  # after what a message says

    def _rested(self) -> None:
        look, self._waits = self._waits, None
        if look is not None:
            self.follow(look)

    def follow(self, look: Look) -> None:
        """Say what changed; nothing while it is `silent`, since it may be of a patient."""
        if self._resting.isVisible():
            self._waits = look
            return
        before, told = self._before, self.told
        self.told = False
        if self._silent():
            self._before = look if before is not None else None
            return
        self._before = look
        if before is not look and listens():
            from mdo_viewer.desktop.says.since import begun, happened  # not for the start

            said = begun(look) if before is None else happened(before, look, told=told)
            moved = before is None or (before.state.seat, before.state.tree_id) != (look.state.seat, look.state.tree_id)
            announce(self._window, f"{said} {self.half_typed(look) if moved else ''}".strip())

    def back(self, look: Look) -> None:
        """What lay over the window is gone: say what stands half typed in it."""
        if not self._silent() and listens():
            announce(self._window, self.half_typed(look))

    def half_typed(self, look: Look) -> str:
        """`3 staat er nog half getypt.`: of the field to which the next digit leads; empty where nothing waits."""
        text = self._half()
        return look.words("say.half_here", text=text) if text else ""

    @staticmethod
    def again(look: Look, *, statements: bool = True) -> tuple[str, str]:
        """The advice in short, to be read, and what is heard: whose it is, the tree, and all that stands beside it;
        `statements` as the advice shows them."""
        from mdo_viewer.desktop.says.since import advice_said, said_again

        return advice_said(look), said_again(look, statements=statements)
