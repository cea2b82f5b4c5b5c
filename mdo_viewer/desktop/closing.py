"""Whether the window may close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.state.host import Host


class Closing:
    """Whether the window may close: at once where nothing was typed that is not in a file, else when the user says so.
    `saved` gives when all was last in a file."""

    def __init__(self, host: Host, window: QWidget, saved: Callable[[], datetime | None]) -> None:
        self._host, self._window, self._saved = host, window, saved
        self._agreed = False
        self._question: QObject | None = None

    def may_close(self) -> bool:
        """Whether to close now. Where not, the user is asked, once, and the window closes when the answer is yes."""
        if self._agreed or not self._host.session.typed:
            return True
        if self._question is None:
            from mdo_viewer.desktop.files.closing_question import ask_to_close

            self._question = ask_to_close(self._host, self._window, self._saved(), self._close, self._stay)
        return False

    def _close(self) -> None:
        self._agreed, self._question = True, None
        self._window.close()

    def _stay(self) -> None:
        self._question = None
