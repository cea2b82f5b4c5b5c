"""What lies over the window: which sheets there are, one at a time, and the walls that stand in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.sight import Caret, Typing, go_on_typing, typing_in
from mdo_viewer.desktop.state.desk import SheetName, WallName
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.form import left_half_typed

if TYPE_CHECKING:  # a sheet is imported when it is first opened
    from mdo_viewer.desktop.sheets.ending_sheet import EndingHost
    from mdo_viewer.desktop.sheets.list_sheet import ListSheet
    from mdo_viewer.desktop.sheets.lock_page import LockPart
    from mdo_viewer.desktop.sheets.meeting_sheet import MeetingHost
    from mdo_viewer.desktop.sheets.menu_sheet import KeptPart
    from mdo_viewer.desktop.sheets.projector_sheet import ViewHost
    from mdo_viewer.desktop.widgets.sheet import Sheet
    from mdo_viewer.desktop.widgets.wall import Wall

    class MeetingPart(KeptPart, LockPart, Protocol):
        """What all of them ask of the meeting that is open or locked."""

    class SheetsHost(MeetingHost, EndingHost, ViewHost, Protocol):
        """What all sheets and walls together ask of the window."""

        @property
        def meeting(self) -> MeetingPart:
            """The meeting that is open or locked."""


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


def _guideline(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.guideline_sheet import GuidelineSheet

    return GuidelineSheet(host, ground)


def _list(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.list_sheet import ListSheet

    return ListSheet(host, ground)


def _menu(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.menu_sheet import MenuSheet

    return MenuSheet(host, ground)


def _leave(host: SheetsHost, ground: QWidget) -> Sheet:
    from mdo_viewer.desktop.sheets.leave_sheet import LeaveSheet

    return LeaveSheet(host, ground)


def _start(host: SheetsHost, window: QWidget) -> Wall:
    from mdo_viewer.desktop.sheets.start_page import StartPage

    return StartPage(host, window)


def _locked(host: SheetsHost, window: QWidget) -> Wall:
    from mdo_viewer.desktop.sheets.lock_page import LockPage

    return LockPage(host, window)


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
    "menu": _menu,
    "leave": _leave,
    "list": _list,
    "guideline": _guideline,
}
#: Every wall by its name.
WALLS: Final[Mapping[WallName, Callable[[SheetsHost, QWidget], Wall]]] = {"start": _start, "locked": _locked}
#: The sheets of the meeting lead to one another, and show what may change while they are open.
OF_MEETING: Final[tuple[SheetName, ...]] = ("agenda", "ending", "places", "over", "list")
#: Those that show what changes while they are open.
OF_DOCUMENT: Final[tuple[SheetName, ...]] = (*OF_MEETING, "patient", "guideline", "leave")
#: Those whose fields are all of the patient in sight.
OF_PATIENT: Final[tuple[SheetName, ...]] = ("patient", "places")
#: Those in which something may stand half typed.
TYPED_IN: Final[tuple[SheetName, ...]] = (*OF_PATIENT, "agenda")
#: Those that say what the projector does.
OF_PROJECTOR: Final[tuple[SheetName, ...]] = ("projector", "view")


class PutBy(NamedTuple):
    """A sheet that was open, and what was half typed in it."""

    name: SheetName
    typing: Typing

    @classmethod
    def read(cls, written: Any) -> PutBy | None:
        """One that was written as JSON; None where none was."""
        if written is None:
            return None
        name, (at, refused, field, text, writing) = written
        return cls(name, Typing(at, refused, None if field is None else Caret(*field), text, writing))


class SheetStack:
    """Opens and closes sheets over `window`, and puts up walls in the place of its `ground`, which is asked for anew:
    the window may have been rebuilt."""

    def __init__(self, host: SheetsHost, window: QWidget, ground: Callable[[], QWidget]) -> None:
        self._host, self._window, self._ground = host, window, ground
        self._made: dict[SheetName, Sheet] = {}
        self._wall: tuple[WallName, Wall] | None = None
        self._of = (host.look.state.meeting, host.look.state.patient)
        #: Called when a sheet was closed.
        self.gone: Callable[[], None] = lambda: None

    def get(self, name: SheetName) -> Sheet | None:
        """A sheet that was opened before; None else."""
        return self._made.get(name)

    @property
    def shown(self) -> Sheet | None:
        """What lies over the window."""
        return next(iter(self._visible()), None)

    @property
    def checking(self) -> ListSheet:
        """The page on which a list is checked; it has been opened."""
        from mdo_viewer.desktop.sheets.list_sheet import ListSheet

        sheet = self.get("list")
        assert isinstance(sheet, ListSheet)
        return sheet

    @property
    def shown_name(self) -> SheetName | None:
        """The name of what lies over the window."""
        return next((name for name, sheet in self._made.items() if sheet.isVisible()), None)

    def _visible(self) -> Iterator[Sheet]:
        return (sheet for sheet in self._made.values() if sheet.isVisible())

    def open(self, name: SheetName, *, to_write: bool = False) -> None:
        """Open a sheet in the place of another one of the meeting. What lies there is closed first: the key that
        opened it closes it. A field that has the keyboard has it again afterwards, with what is half typed in it.
        `to_write`: the keyboard goes to the field that this sheet is opened for."""
        shown = self.shown
        if shown is not None:
            shown.close_sheet()
            if name not in OF_MEETING or shown is self.get(name) or shown.isVisible():
                return  # one that stays has something to say first
        if name not in self._made:
            made = self._made[name] = SHEETS[name](self._host, self._window)
            made.gone = lambda: self.gone()
        with left_half_typed(self._window.focusWidget()):
            self._made[name].open_sheet(self._host.look)
        if to_write:
            self._made[name].write()

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

    # --- walls

    @property
    def wall(self) -> WallName | None:
        """What stands in the place of the window; None where nothing does."""
        return None if self._wall is None else self._wall[0]

    def put_up(self, name: WallName) -> None:
        """Put up this wall: nothing of the window is in sight or in reach, and no sheet lies there."""
        for sheet in self._visible():
            sheet.hide()
        if self._wall is not None:
            _drop(self._wall[1])
        wall = WALLS[name](self._host, self._window)
        self._wall = name, wall
        self._ground().hide()
        wall.open_wall(self._host.look)

    def take_down(self) -> bool:
        """The window itself again; whether a wall stood there."""
        if self._wall is None:
            return False
        before, self._wall = self._wall[1], None
        ground = self._ground()
        ground.setGeometry(self._window.rect())  # hidden it followed no size of the window
        ground.show()
        _drop(before)
        return True

    def wall_of(self, name: WallName) -> Wall | None:
        """This wall, where it stands; None else."""
        return self._wall[1] if self._wall is not None and self._wall[0] == name else None

    def refill_wall(self, look: Look) -> None:
        """Bring the wall that stands there up to date."""
        if self._wall is not None:
            self._wall[1].fill(look)

    def refill(self, look: Look, names: tuple[SheetName, ...]) -> None:
        """Bring these up to date where they are open, and the wall that stands there."""
        self.refill_wall(look)
        self._forget(look)
        for name in names:
            sheet = self.get(name)
            if sheet is not None and sheet.isVisible():
                sheet.fill(look)

    def _forget(self, look: Look) -> None:
        """Hidden sheets hold nothing of another patient, nor of another meeting: they are made again when wanted."""
        of = look.state.meeting, look.state.patient
        if of != self._of:
            names = OF_PATIENT if of[0] == self._of[0] else OF_DOCUMENT
            self._of = of
            for name in names:
                sheet = self.get(name)
                if sheet is not None and not sheet.isVisible():
                    _drop(self._made.pop(name))

    def place(self) -> None:
        """The window has another size."""
        if self._wall is not None:
            self._wall[1].place()
        for sheet in self._visible():
            sheet.place()

    def put_by(self) -> PutBy | None:
        """Drop the sheet in which something may be half typed, entering nothing, for `bring_back`; None where none is
        open. No other sheet goes."""
        name, shown = self.shown_name, self.shown
        if name not in TYPED_IN or shown is None:
            return None
        typing = typing_in(shown, shown.mark)
        _drop(self._made.pop(name))
        return PutBy(name, typing)

    def bring_back(self, put_by: PutBy | None) -> None:
        """Open what `put_by` gave, with the same half typed."""
        if put_by is not None:
            self.open(put_by.name)
            self._made[put_by.name].go_to(put_by.typing.at)
            self.go_on(put_by)

    def go_on(self, put_by: PutBy) -> None:
        """The keyboard where it was in that sheet, which is open, with what was half typed there."""
        go_on_typing(self._made[put_by.name], put_by.typing)

    def make_anew(self, put_by: PutBy | None) -> None:
        """Drop all sheets and the wall, and make those in sight anew: the size of their text has changed. Last comes
        what was `put_by`."""
        name = self.shown_name
        for sheet in self._made.values():
            _drop(sheet)
        self._made.clear()
        if self._wall is not None:
            self.put_up(self._wall[0])
        if name is not None:
            self.open(name)
        self.bring_back(put_by)


def _drop(widget: QWidget) -> None:
    """Out of sight at once, and gone when nothing is under way in it."""
    widget.hide()
    widget.deleteLater()
