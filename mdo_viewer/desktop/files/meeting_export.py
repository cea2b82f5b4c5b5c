"""Writes the whole meeting: patient by patient, with what is done so far to be seen, and given up on request.

The summaries are made here, a patient at each turn of the window; the pages are laid out in a thread of their own,
which cannot be stopped: what was given up is then thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.page_bytes import free_name
from mdo_viewer.desktop.files.page_export import Exporter, put
from mdo_viewer.desktop.state.host import Host

if TYPE_CHECKING:
    from mdo_viewer.reports.meeting_model import MeetingSummary

#: What of the meeting is written: everything, what is left to do, everything as data.
What: TypeAlias = Literal["all", "todo", "json"]
ENDINGS: Final[dict[What, str]] = {"all": "pdf", "todo": "pdf", "json": "json"}


class MeetingExporter(QObject):
    """Tells `changed` when something else is to be said of it."""

    changed = Signal()
    _laid_out = Signal(object, object)

    def __init__(self, host: Host, pages: Exporter, parent: QWidget) -> None:
        """`pages` knows the folder of this meeting."""
        super().__init__(parent)
        self._window, self._pages, self._parent = host, pages, parent
        self._making: Generator[int, None, MeetingSummary] | None = None
        self._thread: Thread | None = None
        self._run = 0  # the number of the latest: what an earlier one still brings is thrown away
        self.done = self.all = 0
        self._then: tuple[What, Path] | None = None
        self._turn = QTimer(self)
        self._turn.timeout.connect(host.door(self._next))
        self._laid_out.connect(lambda run, made: host.door.run(lambda: self._write(run, made)))

    @property
    def busy(self) -> bool:
        """Whether something is being made."""
        return self._then is not None

    def start(self, what: What) -> None:
        """Make it and write it; asks where, unless this meeting has a folder already."""
        from mdo_viewer.reports.meeting import meeting_file_name

        window, words = self._window, self._window.look.words
        name = words(f"ending.file.{'todo' if what == 'todo' else 'all'}")
        name = meeting_file_name(window.session.state.document, window.now(), name, ENDINGS[what])
        folder = self._pages.folder
        if folder is not None:
            self.make(what, free_name(folder / name))
            return
        kind = words("ending.kind_json" if what == "json" else "pdf.kind")

        def chosen(path: Path) -> None:
            self._pages.folder = path.parent
            self.make(what, path)

        start = Path.home() / name
        ask_file(self._parent, window.door, words("pdf.where"), kind, start, chosen, suffix=ENDINGS[what])

    def make(self, what: What, path: Path) -> None:
        """Make it and write it there; what is under way is given up."""
        from mdo_viewer.reports.meeting import gather

        self.cancel()
        state = self._window.session.state
        self._run += 1
        self._then = what, path
        self.done, self.all = 0, len(state.document.points)
        now = self._window.now()
        self._making = gather(state.pack, state.document, now, state.language, pictures=what == "all")
        self._turn.start(0)
        self.changed.emit()

    def cancel(self) -> None:
        """Give up what is under way."""
        self._turn.stop()
        self._making = self._then = None
        self._run += 1
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
        run, what = self._run, self._then[0]

        def job() -> None:
            self._laid_out.emit(run, _caught(lambda: _made(summary, what)))

        self._thread = Thread(target=job, name="pages")
        self._thread.start()

    def _write(self, run: int, made: object) -> None:
        if run != self._run or self._then is None:
            return  # given up meanwhile
        path, self._then = self._then[1], None
        self.changed.emit()
        if isinstance(made, Exception):
            raise made
        assert isinstance(made, bytes)
        put(self._window, path, made)

    def wait(self) -> None:
        """Until no page is being laid out any more."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None


def _made(summary: MeetingSummary, what: What) -> bytes:
    if what == "json":
        from mdo_viewer.reports.meeting_page import meeting_json

        return meeting_json(summary).encode()
    from mdo_viewer.reports.pdf import meeting_pdf

    return meeting_pdf(summary, what)


def _caught(job: Callable[[], bytes]) -> object:
    """What a job gives, or the exception that it ends with."""
    try:
        return job()
    except Exception as problem:  # noqa: BLE001 - told in the window's own thread
        return problem
