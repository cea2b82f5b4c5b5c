"""What the window needs only once somebody asks for it: the meeting's file, pages, clipboard, projector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mdo_viewer.desktop.projector.beam import Beam

if TYPE_CHECKING:  # imported when first needed
    from mdo_viewer.desktop.files.autosave import Autosave
    from mdo_viewer.desktop.files.clipboard import Clipboard
    from mdo_viewer.desktop.files.meeting_export import MeetingExport
    from mdo_viewer.desktop.files.page_export import PageExport
    from mdo_viewer.desktop.projector.drive import Projector
    from mdo_viewer.desktop.projector.host import ProjectorHost
    from mdo_viewer.desktop.state.host import FileHost

    class ServicesHost(FileHost, ProjectorHost, Protocol):
        """What all of them together ask of the window."""


T = TypeVar("T")


class Late(Generic[T]):
    """Something that is made when it is first asked for: what a start does not show, it does not pay for. Call it for
    the thing itself; `made` is None while nobody has."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self.made: T | None = None

    def __call__(self) -> T:
        """The thing itself, made at the first call and the same at each later one."""
        if self.made is None:
            self.made = self._make()
        return self.made


class Services:
    """Each is made at its first use, and lives as long as `window`; `kept` is told when the meeting's file changed."""

    def __init__(self, host: ServicesHost, window: QWidget, kept: Callable[[], None]) -> None:
        self._host, self._window, self._kept = host, window, kept
        self._seat = host.session.state.seat
        host.session.listeners.append(self._follow_seat)
        self.autosave, self.projector = Late(self._make_autosave), Late(self._make_projector)
        self.clipboard, self.page_export = Late(self._make_clipboard), Late(self._make_page_export)
        self.meeting_export = Late(self._make_meeting_export)

    def _follow_seat(self) -> None:
        """What is asked for in a window of its own (a file, a question) was asked for one patient of one meeting: with
        another one in sight it is answered no more."""
        before, self._seat = self._seat, self._host.session.state.seat
        if self._seat != before and QApplication.activeModalWidget() is not None:
            for dialog in self._window.findChildren(QDialog):
                dialog.reject()

    def _make_autosave(self) -> Autosave:
        from mdo_viewer.desktop.files.autosave import Autosave

        autosave = Autosave(self._host, self._window)
        autosave.changed.connect(self._host.door(self._kept))
        return autosave

    def _make_projector(self) -> Projector:
        from mdo_viewer.desktop.projector.drive import Projector

        return Projector(self._host, self._window)

    def _make_clipboard(self) -> Clipboard:
        from mdo_viewer.desktop.files.clipboard import Clipboard

        return Clipboard(self._host, self._window)

    def _make_page_export(self) -> PageExport:
        from mdo_viewer.desktop.files.page_export import PageExport

        return PageExport(self._host, self._window)

    def _make_meeting_export(self) -> MeetingExport:
        from mdo_viewer.desktop.files.meeting_export import MeetingExport

        return MeetingExport(self._host, self.page_export(), self._window)

    @property
    def beam(self) -> Beam:
        """What the projector does; off while nobody has asked for it."""
        return Beam() if self.projector.made is None else self.projector.made.beam

    @property
    def is_watched(self) -> bool:
        """Whether the room is looking at the projector."""
        return self.beam.on

    def stop_showing(self) -> None:
        """Nothing of a patient is left in the room or on the clipboard."""
        if self.projector.made is not None:
            self.projector.made.stop()
        if self.clipboard.made is not None:
            self.clipboard.made.clear()

    def go_black(self) -> None:
        """The room sees black, until somebody asks for the picture; nothing of a patient is left on the clipboard."""
        if self.beam.on and not self.beam.black:
            self.projector().black()
        if self.clipboard.made is not None:
            self.clipboard.made.clear()

    def end(self) -> None:
        """The window goes: nothing is made any more, the file is let go, and nothing of a patient is left outside."""
        if self.meeting_export.made is not None:
            self.meeting_export.made.cancel()
            self.meeting_export.made.wait()
        if self.autosave.made is not None:
            self.autosave.made.let_go()
        self.stop_showing()
