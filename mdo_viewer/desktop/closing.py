"""Whether what is open may be left: the window closed, or the start page shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from mdo_viewer.desktop.sheet_stack import SheetStack
from mdo_viewer.desktop.state.host import Host


class LeftPart(Protocol):
    """What leaving asks of the meeting."""

    @property
    def saved_at(self) -> datetime | None:
        """When the meeting that is open was last in its file as it then was; None without one."""

    def is_kept(self) -> bool:
        """Whether a meeting is open."""


class Closing:
    """At once where nothing was typed that is not in a file, else when the user says so."""

    def __init__(self, host: Host, sheets: SheetStack, meeting: LeftPart) -> None:
        self._host, self._sheets, self._meeting = host, sheets, meeting
        self._agreed = False

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Whether to leave now. Where not, the user is asked, and `leave` is called when the answer is yes: what it
        asks here then is answered."""
        session = self._host.session
        if self._agreed or not (session.typed or session.mends_list):
            return True
        if self._sheets.shown_name != "leave":
            self._ask(leave)
        return False

    def _ask(self, leave: Callable[[], object]) -> None:
        from mdo_viewer.desktop.sheets.leave_sheet import LeaveSheet

        def agreed() -> None:
            self._agreed = True
            try:
                leave()
            finally:
                self._agreed = False

        if self._sheets.close() and self._sheets.shown is not None:
            return  # one that stays has something to say first
        self._sheets.open("leave")
        sheet = self._sheets.get("leave")
        assert isinstance(sheet, LeaveSheet)
        kept = self._meeting.is_kept()
        keep_by = "" if self._sheets.wall == "locked" else "meeting:elsewhere" if kept else "meeting:new"
        sheet.ask(agreed, self._meeting.saved_at if kept else None, keep_by)
