"""Asks where the page goes, once a meeting, and says what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from mdo_viewer.desktop.files.background import Background
from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.own_folder import documents
from mdo_viewer.desktop.files.page_bytes import free_name, page, suggested_name
from mdo_viewer.desktop.says.files import reason
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.session import State
from mdo_viewer.meeting.whole_file import write_whole

#: How long the window waits for a page to be written, s.
PATIENCE: Final = 1.5


class PageExport(QObject):
    """Holds the folder of this meeting; nothing of it is written to any settings."""

    def __init__(self, host: SettingsHost, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._parent = host, parent
        self._writes = Background(self, host.door, "page", lasting=False)
        self._folder: tuple[int, Path] | None = None
        self.dialog: QFileDialog | None = None

    @property
    def folder(self) -> Path | None:
        """Where pages of the meeting in the window go; None where nobody said so yet. It is that of no other one."""
        meeting = self._host.session.state.meeting
        return self._folder[1] if self._folder is not None and self._folder[0] == meeting else None

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._folder = self._host.session.state.meeting, folder

    def start(self) -> None:
        """Write the page of the current case, asking for a place the first time: the page is that of now, whatever is
        in sight when the place is chosen."""
        host = self._host
        state = host.session.state
        name = suggested_name(state.case, host.now())
        if self.folder is not None:
            self.save(free_name(self.folder / name))
            return
        if self.dialog is not None:
            return
        words = host.look.words
        start = documents() / name
        self.dialog = ask_file(
            self._parent,
            host.door,
            words("pdf.where"),
            words("pdf.kind"),
            start,
            lambda path: self._chosen(path, state),
            suffix="pdf",
        )
        self.dialog.finished.connect(lambda _result: self._closed())

    def _chosen(self, path: Path, state: State) -> None:
        if self.save(path, state):
            self.folder = path.parent

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def save(self, path: Path, state: State | None = None) -> bool:
        """Write the page of the patient in this state, or in that of now, to `path` and say so; False, with the reason
        in the message bar, when it could not be."""
        host = self._host
        state = host.session.state if state is None else state
        cases = (state.document.on_paper(at) for at in state.places)
        about = state.document.about
        content = page(state.home, cases, host.now(), state.language, about, later=host.settings.later)
        return self.put(path, content)

    def put(self, path: Path, content: bytes) -> bool:
        """Write a file and say so; False where it could not be, with the reason in the message bar, or is not there
        yet: a share may take its time, and what became of it is then told later."""
        host, words, written = self._host, self._host.look.words, False

        def told(_durable: bool) -> None:
            nonlocal written
            written = True
            host.say(words("pdf.written", path=str(path)))

        def failed(problem: BaseException) -> None:
            if isinstance(problem, OSError):
                host.say(words("pdf.failed", path=str(path), why=reason(problem, words.language, path)))
            else:
                host.door.tell(problem)

        self._writes.run(lambda: write_whole(path, content), told, failed)
        self._writes.wait(PATIENCE)
        if self._writes.busy:
            host.say(words("pdf.writing", path=str(path)))
        return written
