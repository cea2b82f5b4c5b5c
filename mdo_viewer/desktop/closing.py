"""Whether what is open may be left: the window closed, the start page shown, or the session ended by the system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from mdo_viewer import win32
from mdo_viewer.desktop.says.files import half_texts
from mdo_viewer.desktop.sheet_stack import SheetStack
from mdo_viewer.desktop.sight import half_typed
from mdo_viewer.desktop.state.host import Host

if TYPE_CHECKING:
    from mdo_viewer.desktop.sheets.lock_page import HalfAt, Locked


class Ending(Protocol):
    """The system that ends the session, as Qt tells of it."""

    def cancel(self) -> None:
        """Ask it not to."""


class LeftPart(Protocol):
    """What leaving asks of the meeting."""

    @property
    def saved_at(self) -> datetime | None:
        """When the meeting that is open was last in its file as it then was; None without one."""

    @property
    def locked(self) -> Locked | None:
        """What is locked; None where nothing is."""

    def is_kept(self) -> bool:
        """Whether a meeting is open."""

    def save(self) -> bool:
        """Write what is not in its file yet."""


class Closing:
    """At once where nothing was typed that is not in a file, else when the user says so."""

    def __init__(self, host: Host, sheets: SheetStack, meeting: LeftPart, window: QWidget) -> None:
        self._host, self._sheets, self._meeting, self.window = host, sheets, meeting, window
        self._agreed = False
        self._let_end: win32.Release = lambda: None

    def end_session(self, system: Ending) -> None:
        """The system ends the session, as it does after an update at night: what waits is taken and written, and where
        something would be lost it is asked not to, is told why, and so is the user."""
        self._let_end()
        self._let_end = lambda: None
        self._host.session.leaving()
        self._meeting.save()
        if not self.may_leave(self.window.close):
            system.cancel()
            self._let_end = win32.hold_shutdown(self.window.winId(), self._host.look.words("close.system"))

    @property
    def drops(self) -> bool:
        """Whether the user just said that what is in no file is not to be kept: then nothing of it comes along."""
        return self._agreed and (self._host.session.typed or self._host.session.mends_list)

    def may_leave(self, leave: Callable[[], object], keep: Callable[[], object] | None = None) -> bool:
        """Whether to leave now. Where not, the user is asked, and `leave` is called when the answer is yes: what it
        asks here then is answered. `keep` keeps it where a file for that is chosen already."""
        session = self._host.session
        if self._agreed or not (session.typed or session.mends_list or self.half_typed or self._half_locked):
            return True
        if self._sheets.shown_name != "leave":
            self._ask(leave, keep)
        return False

    def closed_words(self, path: Path, *, kept: bool) -> str:
        """What who listens hears once this meeting has gone, all of it `kept` in its file."""
        return self._host.look.words("say.meeting_kept" if kept else "say.meeting_closed", name=path.name)

    @property
    def half_typed(self) -> str:
        """What was typed and not entered, by field, and for another patient than the one in sight by its name. Nothing
        is said of it over the lock."""
        if self._sheets.wall is not None:
            return ""
        waiting = half_texts(self._host.look, self._host.session.refused)
        return "; ".join((*half_typed(self.window), *filter(None, (waiting,))))

    @property
    def half_at(self) -> HalfAt | None:
        """Where something was typed and not entered; None where that is nowhere."""
        shown, name = self._sheets.shown, self._sheets.shown_name
        if shown is not None and (name == "patient" or name == "places" or name == "agenda") and half_typed(shown):
            return name
        return "window" if self.half_typed else None

    @property
    def _half_locked(self) -> str:
        """What stands half typed behind the lock, without a word of it."""
        locked = self._meeting.locked if self._sheets.wall == "locked" else None
        return self._host.look.words(f"lock.half.{locked.half_at}") if locked is not None and locked.half_at else ""

    def _ask(self, leave: Callable[[], object], keep: Callable[[], object] | None) -> None:
        from mdo_viewer.desktop.sheets.leave_sheet import LeaveSheet

        def agreed() -> None:
            self._agreed = True
            try:
                leave()
            finally:
                self._agreed = False

        half, said = self.half_typed or self._half_locked, self._host.session.typed or self._host.session.mends_list
        if self._sheets.close() and self._sheets.shown is not None:
            return  # one that stays has something to say first
        self._sheets.open("leave")
        sheet = self._sheets.get("leave")
        assert isinstance(sheet, LeaveSheet)
        kept = self._meeting.is_kept()
        keep_by = "" if self._sheets.wall == "locked" else "meeting:elsewhere" if kept else "meeting:new"
        way = keep if keep_by == "meeting:new" and keep is not None else self._host.call(keep_by) if keep_by else None
        saved = self._meeting.saved_at if kept else None
        sheet.ask(agreed, saved, way if said else None, half, only=not said, elsewhere=kept)
