"""Asks where the page goes, once a meeting, and says what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.page_bytes import free_name, page, suggested_name
from mdo_viewer.desktop.says.files import reason
from mdo_viewer.desktop.state.host import Host, SettingsHost
from mdo_viewer.meeting.whole_file import write_whole


class PageExport(QObject):
    """Holds the folder of this meeting; nothing of it is written to any settings."""

    def __init__(self, host: SettingsHost, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._parent = host, parent
        self.folder: Path | None = None
        self.dialog: QFileDialog | None = None

    def start(self) -> None:
        """Write the page of the current case, asking for a place the first time."""
        host = self._host
        name = suggested_name(host.session.state.case, host.now())
        if self.folder is not None:
            self.save(free_name(self.folder / name))
            return
        if self.dialog is not None:
            return
        words = host.look.words
        start = Path.home() / name
        self.dialog = ask_file(
            self._parent, host.door, words("pdf.where"), words("pdf.kind"), start, self._chosen, suffix="pdf"
        )
        self.dialog.finished.connect(lambda _result: self._closed())

    def _chosen(self, path: Path) -> None:
        if self.save(path):
            self.folder = path.parent

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def save(self, path: Path) -> bool:
        """Write the page to `path` and say so; False, with the reason in the message bar, when it could not be."""
        host = self._host
        state = host.session.state
        cases = (state.document.on_paper(at) for at in state.places)
        content = page(state.home, cases, host.now(), state.language, later=host.settings.later)
        return put(host, path, content)


def put(host: Host, path: Path, content: bytes) -> bool:
    """Write a file and say so; False, with the reason in the message bar, when it could not be."""
    words = host.look.words
    try:
        write_whole(path, content)
    except OSError as problem:
        host.say(words("pdf.failed", path=str(path), why=reason(problem)))
        return False
    host.say(words("pdf.written", path=str(path)))
    return True
