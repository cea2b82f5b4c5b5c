"""What the projector asks of the laptop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.projector.window import Press
from mdo_viewer.desktop.state.desk import Place
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.widgets.message_bar import MessageBar


class ProjectorHost(SettingsHost, Protocol):
    """What the projector asks of the laptop besides."""

    def press(self, key: str, first: Place | None = None) -> Callable[[], None]:
        """What a key does, in the place that comes first or where the user is on the laptop."""

    def make_shortcuts(self, widget: QWidget, press: Press) -> None:
        """The keys of the laptop in another window."""

    def has_open_part(self) -> bool:
        """Whether something is open that Esc closes: a sheet, a form or a message."""

    @property
    def message(self) -> MessageBar:
        """The message that lies at the foot, if any does."""

    def show_beam(self) -> None:
        """Say what the projector shows."""
