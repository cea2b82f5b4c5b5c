"""The meeting in the window: whether its file is open, how it is asked for, and how it locks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from mdo_viewer.desktop.idle import Idle
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.services import Services
from mdo_viewer.desktop.sheet_stack import SheetStack
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets import controls
from mdo_viewer.drawing import font


class OpenMeeting:
    """`rebuild` makes all panels anew: forms keep what was last shown in them."""

    def __init__(self, host: Host, services: Services, sheets: SheetStack, rebuild: Callable[[], None]) -> None:
        self._host, self._services, self._sheets, self._rebuild = host, services, sheets, rebuild
        self._idle = Idle(lambda: host.now())
        host.session.listeners.append(self._idle.touch)

    def is_kept(self) -> bool:
        """Whether a meeting is open: what is typed goes to its file."""
        autosave = self._services.autosave.made
        return autosave is not None and autosave.path is not None

    @property
    def saved_at(self) -> datetime | None:
        """When the meeting that is open was last in its file as it then was; None without one."""
        autosave = self._services.autosave.made
        return None if autosave is None else autosave.saved_at

    def save(self) -> bool:
        """Write what is not in the file yet, and wait for it; whether all is there. False without a meeting."""
        return self.is_kept() and self._services.autosave().flush()

    def kept_words(self) -> tuple[str, tokens.Token]:
        """What is said to be kept, and the colour that says it."""
        words, autosave = self._host.look.words, self._services.autosave.made
        if autosave is None or not self.is_kept():
            return words("status.not_kept"), tokens.BROWN
        from mdo_viewer.desktop.says.files import kept_words

        return kept_words(autosave.keeping, words)

    def ask(self, path: Path, what: Literal["new", "open"]) -> None:
        """Ask for the password of a meeting's file that was chosen."""
        from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet

        sheet = self._sheets.get("meeting")
        if sheet is None or not sheet.isVisible():
            self._sheets.close()
            self._sheets.open("meeting")
            sheet = self._sheets.get("meeting")
        assert isinstance(sheet, MeetingSheet)
        sheet.ask(what, path)

    def show_example(self) -> None:
        """The example meeting, in the place of one that was closed."""
        from mdo_viewer.meeting.example import example_cases

        session = self._host.session
        fresh = Session(session.state.home, example_cases(session.state.home)).state
        session.open_meeting(fresh.document, fresh.current, fresh.tree_id)

    def lock_if_left_alone(self) -> bool:
        """Lock a meeting that nobody touches, unless the room is looking at it; whether that was tried."""
        left = self.is_kept() and not self._services.is_watched and self._idle.too_long
        if left:
            self.lock()
        return left

    def lock(self) -> None:
        """Close the meeting and ask for its password: nothing of a patient is left in the window, on the clipboard or
        in the room."""
        words = self._host.look.words
        if not self.is_kept():
            self._host.say(words("lock.nothing"))
            return
        autosave = self._services.autosave()
        path = autosave.path
        assert path is not None
        if not autosave.close():
            self._host.say(words("lock.unsaved"))
            return
        self._services.stop_showing()
        self.show_example()
        self._rebuild()
        controls.forget()
        font.forget()
        self.ask(path, "open")
