"""Says to assistive technology what changed in the window: one sentence for each change, from one place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.announcing import announce, listens


class Speaking:
    """Remembers what was said last; everything since then is one sentence, once the window shows it."""

    def __init__(self, window: QWidget, look: Look) -> None:
        self._window, self._before = window, look
        #: Whether a message says already what was done.
        self.told = False

    def follow(self, look: Look, *, silent: bool) -> None:
        """Say what changed; nothing while it is `silent`, since it may be of a patient."""
        before, told = self._before, self.told
        self._before, self.told = look, False
        if not silent and before is not look and listens():
            from mdo_viewer.desktop.says.since import happened  # not for the start

            announce(self._window, happened(before, look, told=told))

    @staticmethod
    def again(look: Look) -> str:
        """The advice with all that comes with it, or what is asked next."""
        from mdo_viewer.desktop.says.since import advice_said

        return advice_said(look)
