"""The sheets over the window: which there are, and that one lies there at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.state.look import Look

if TYPE_CHECKING:  # a sheet is imported when it is first opened
    from mdo_viewer.desktop.sheets.ending_sheet import EndingHost
    from mdo_viewer.desktop.sheets.meeting_sheet import MeetingHost
    from mdo_viewer.desktop.sheets.projector_sheet import ViewHost
    from mdo_viewer.desktop.widgets.sheet import Sheet

    class SheetsHost(MeetingHost, EndingHost, ViewHost, Protocol):
        """What all sheets together ask of the window."""


def _keys(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.keys_sheet import KeysSheet

    return KeysSheet(host, ground)


def _about(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.about_sheet import AboutSheet

    return AboutSheet(host, ground)


def _view(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.view_sheet import ViewSheet

    return ViewSheet(host, ground)


def _projector(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.projector_sheet import ProjectorSheet

    return ProjectorSheet(host, ground)


def _meeting(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet

    return MeetingSheet(host, ground)


def _agenda(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet

    return AgendaSheet(host, ground)


def _ending(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.ending_sheet import EndingSheet

    return EndingSheet(host, ground)


def _since(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.since_sheet import SinceSheet

    return SinceSheet(host, ground)


def _over(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.over_sheet import OverSheet

    return OverSheet(host, ground)


def _places(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.places_sheet import PlacesSheet

    return PlacesSheet(host, ground)


def _patient(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.patient_sheet import PatientSheet

    return PatientSheet(host, ground)


#: Every sheet by its name. A new one is a row here and a command that opens it.
SHEETS: Final[Mapping[SheetName, Callable[[SheetsHost, QWidget], Sheet]]] = {
    "keys": _keys,
    "about": _about,
    "view": _view,
    "projector": _projector,
    "meeting": _meeting,
    "agenda": _agenda,
    "ending": _ending,
    "since": _since,
    "places": _places,
    "over": _over,
    "patient": _patient,
}
#: The sheets of the meeting lead to one another, and show what may change while they are open.
OF_MEETING: Final[tuple[SheetName, ...]] = ("agenda", "ending", "places", "over")
#: Those that show what changes while they are open.
OF_DOCUMENT: Final[tuple[SheetName, ...]] = (*OF_MEETING, "patient")
#: Those that say what the projector does.
OF_PROJECTOR: Final[tuple[SheetName, ...]] = ("projector", "view")


class SheetStack:
    """Opens and closes sheets over `ground`, which is asked for anew: the window may have been rebuilt."""

    def __init__(self, host: SheetsHost, ground: Callable[[], QWidget]) -> None:
        self._host, self._ground = host, ground
        self._made: dict[SheetName, Sheet] = {}

    def get(self, name: SheetName) -> Sheet | None:
        """A sheet that was opened before; None else."""
        return self._made.get(name)

    @property
    def shown(self) -> Sheet | None:
        """What lies over the window."""
        return next(iter(self._visible()), None)

    @property
    def shown_name(self) -> SheetName | None:
        """The name of what lies over the window."""
        return next((name for name, sheet in self._made.items() if sheet.isVisible()), None)

    def _visible(self) -> Iterator[Sheet]:
        return (sheet for sheet in self._made.values() if sheet.isVisible())

    def open(self, name: SheetName) -> None:
        """Open a sheet in the place of another one of the meeting. What lies there is closed first: the key that
        opened it closes it."""
        shown = self.shown
        if shown is not None:
            shown.close_sheet()
            if name not in OF_MEETING or shown is self.get(name) or shown.isVisible():
                return  # one that stays has something to say first
        if name not in self._made:
            self._made[name] = SHEETS[name](self._host, self._ground())
        self._made[name].open_sheet(self._host.look)

    def close(self) -> bool:
        """Close what lies over the window; whether there was something."""
        shown = self.shown
        if shown is not None:
            shown.close_sheet()
        return shown is not None

    def submit(self) -> bool:
        """Give Enter to what lies over the window; whether there was something."""
        shown = self.shown
        if shown is not None and not shown.typed_beside:
            shown.submit()
        return shown is not None

    def refill(self, look: Look, names: tuple[SheetName, ...]) -> None:
        """Bring these up to date where they are open."""
        for name in names:
            sheet = self.get(name)
            if sheet is not None and sheet.isVisible():
                sheet.fill(look)

    def place(self) -> None:
        """The window has another size."""
        for sheet in self._visible():
            sheet.place()

    def forget(self) -> None:
        """Drop all sheets: what they stood on goes."""
        self._made.clear()
