"""What the window needs only once somebody asks for it: the meeting's file, pages, clipboard, projector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.late import Late

if TYPE_CHECKING:  # imported when first needed
    from mdo_viewer.desktop.files.autosave import Keeper
    from mdo_viewer.desktop.files.clipboard import Copier
    from mdo_viewer.desktop.files.meeting_export import MeetingExporter
    from mdo_viewer.desktop.files.page_export import Exporter
    from mdo_viewer.desktop.projector.drive import Projector, ProjectorHost
    from mdo_viewer.desktop.state.host import FileHost

    class ServicesHost(FileHost, ProjectorHost, Protocol):
        """What all of them together ask of the window."""


class Services:
    """Each is made at its first use, and lives as long as `window`; `kept` is told when the meeting's file changed."""

    def __init__(self, host: ServicesHost, window: QWidget, kept: Callable[[], None]) -> None:
        self._host, self._window, self._kept = host, window, kept
        self.keeper, self.projector = Late(self._make_keeper), Late(self._make_projector)
        self.copier, self.exporter = Late(self._make_copier), Late(self._make_exporter)
        self.meeting_exporter = Late(self._make_meeting_exporter)

    def _make_keeper(self) -> Keeper:
        from mdo_viewer.desktop.files.autosave import Keeper

        keeper = Keeper(self._host, self._window)
        keeper.changed.connect(self._host.door(self._kept))
        return keeper

    def _make_projector(self) -> Projector:
        from mdo_viewer.desktop.projector.drive import Projector

        return Projector(self._host, self._window)

    def _make_copier(self) -> Copier:
        from mdo_viewer.desktop.files.clipboard import Copier

        return Copier(self._host, self._window)

    def _make_exporter(self) -> Exporter:
        from mdo_viewer.desktop.files.page_export import Exporter

        return Exporter(self._host, self._window)

    def _make_meeting_exporter(self) -> MeetingExporter:
        from mdo_viewer.desktop.files.meeting_export import MeetingExporter

        return MeetingExporter(self._host, self.exporter(), self._window)

    @property
    def is_watched(self) -> bool:
        """Whether the room is looking at the projector."""
        return self.projector.made is not None and self.projector.made.beam.on

    def stop_showing(self) -> None:
        """Nothing of a patient is left in the room or on the clipboard."""
        if self.projector.made is not None:
            self.projector.made.stop()
        if self.copier.made is not None:
            self.copier.made.clear()

    def end(self) -> None:
        """The window goes: nothing is made any more, the file is let go, and nothing of a patient is left outside."""
        if self.meeting_exporter.made is not None:
            self.meeting_exporter.made.cancel()
            self.meeting_exporter.made.wait()
        if self.keeper.made is not None:
            self.keeper.made.let_go()
        self.stop_showing()
