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

    def __init__(self, window: QWidget, silent: Callable[[], bool], look: Look, resting: Resting) -> None:
        self._window, self._silent, self._before, self._resting = window, silent, look, resting
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
        self._before, self.told = look, False
        if not self._silent() and before is not look and listens():
            from mdo_viewer.desktop.says.since import happened  # not for the start

            announce(self._window, happened(before, look, told=told))

    @staticmethod
    def again(look: Look) -> str:
        """The advice with all that comes with it, or what is asked next."""
        from mdo_viewer.desktop.says.since import advice_said

        return advice_said(look)
