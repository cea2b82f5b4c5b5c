"""Writes the whole meeting: patient by patient, with what is done so far to be seen, and given up on request.

The summaries are made here, a patient at each turn of the window; the pages are laid out in a thread of their own,
which cannot be stopped: what was given up is then thrown away.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.files.background import Background
from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.own_folder import documents
from mdo_viewer.desktop.files.page_bytes import free_name
from mdo_viewer.desktop.files.page_export import PageExport
from mdo_viewer.desktop.files.written_once import digest_of
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.session import State
from mdo_viewer.place.wording import refusal

if TYPE_CHECKING:
    from mdo_viewer.reports.meeting_model import MeetingSummary

#: What of the meeting is written: everything, what is left to do, everything as data.
What: TypeAlias = Literal["all", "todo", "json"]
#: What each is, as the organisation may allow it or not: also how its file's name ends.
KINDS: Final[dict[What, Literal["pdf", "json"]]] = {"all": "pdf", "todo": "pdf", "json": "json"}


class MeetingExport(QObject):
    """Tells `changed` when something else is to be said of it."""

    changed = Signal()

    def __init__(self, host: SettingsHost, pages: PageExport, parent: QWidget) -> None:
        """`pages` knows the folder of this meeting."""
        super().__init__(parent)
        self._host, self._pages, self._parent = host, pages, parent
        self._making: Generator[int, None, MeetingSummary] | None = None
        self._layouts = Background(self, host.door, "pages")
        self.done = self.all = 0
        self._then: tuple[What, Path] | None = None
        self._of: tuple[str, datetime] | None = None  # what is being made: of what, as a digest, and when
        self._turn = QTimer(self)
        self._turn.timeout.connect(host.door(self._next))

    @property
    def busy(self) -> bool:
        """Whether something is being made."""
        return self._then is not None

    def start(self, what: What) -> None:
        """Make it and write it; asks where, unless this meeting has a folder already."""
        from mdo_viewer.reports.meeting import meeting_file_name

        host, words = self._host, self._host.look.words
        state = host.session.state
        why = refusal(host.session.policy, KINDS[what], state.language)
        if why:
            host.say(why)
            return
        name = words(f"ending.file.{'todo' if what == 'todo' else 'all'}")
        name = meeting_file_name(state.document, host.now(), name, KINDS[what])
        folder, again = self._pages.folder, self._pages.once.same(what, self._digest(what, state), host.now())
        if again is not None:
            host.say(words("pdf.already", path=str(again)))
            return
        if folder is not None:
            path = free_name(folder / name)
            self._pages.unasked(name, path)
            self.make(what, path)
            return
        kind = words("ending.kind_json" if what == "json" else "pdf.kind")

        def chosen(path: Path) -> None:
            self._pages.folder = path.parent
            self.make(what, path, state)

        start = documents() / name
        ask_file(self._parent, host.door, words("pdf.where"), kind, start, chosen, suffix=KINDS[what])

    def _later(self, what: What) -> bool:
        return what == "json" or self._host.settings.later  # data are whole

    def _digest(self, what: What, state: State) -> str:
        return digest_of(state, self._host.session.unrecorded(state), later=self._later(what))

    def make(self, what: What, path: Path, state: State | None = None) -> None:
        """Make it of the meeting in this state, or in that of now, and write it there; what is under way is given
        up."""
        from mdo_viewer.reports.meeting import gather

        self.cancel()
        state = self._host.session.state if state is None else state
        self._then = what, path
        self.done, self.all = 0, len(state.document.points)
        now = self._host.now()
        self._of = self._digest(what, state), now
        self._making = gather(
            state.home,
            state.document,
            now,
            state.language,
            pictures=what == "all",
            later=self._later(what),
            drafts=self._host.session.unrecorded(state),
        )
        self._turn.start(0)
        self.changed.emit()

    def cancel(self) -> None:
        """Give up what is under way."""
        self._turn.stop()
        self._layouts.give_up()
        self._making = self._then = None
        self.changed.emit()

    def _next(self) -> None:
        """One patient more, or all of them laid out."""
        if self._making is None:
            self._turn.stop()
            return
        try:
            self.done = next(self._making)
        except StopIteration as end:
            self._turn.stop()
            self.done = self.all
            self._making = None
            self._lay_out(end.value)
        except BaseException:
            self.cancel()
            raise
        self.changed.emit()

    def _lay_out(self, summary: MeetingSummary) -> None:
        assert self._then is not None
        what, path = self._then
        self._layouts.run(lambda: _made(summary, what), lambda made: self._write(path, made), self._failed)

    def _write(self, path: Path, made: bytes) -> None:
        what = self._then[0] if self._then is not None else None
        self._end()
        if self._pages.put(path, made) and what is not None and self._of is not None:
            self._pages.once.wrote(what, path, *self._of)

    def _failed(self, problem: BaseException) -> None:
        self._end()
        self._host.door.tell(problem)

    def _end(self) -> None:
        self._then = None
        self.changed.emit()

    def wait(self) -> None:
        """Until no page is being laid out any more."""
        self._layouts.wait()


def _made(summary: MeetingSummary, what: What) -> bytes:
    if what == "json":
        from mdo_viewer.reports.meeting_page import meeting_json

        return meeting_json(summary).encode()
    from mdo_viewer.reports.pdf import meeting_pdf

    return meeting_pdf(summary, what)
