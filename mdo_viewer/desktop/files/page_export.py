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
from mdo_viewer.desktop.files.written_once import WrittenOnce, digest_of
from mdo_viewer.desktop.says.files import reason
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.whole_file import write_whole
from mdo_viewer.place.wording import refusal

#: How long the window waits for a page to be written, s.
PAGE_PATIENCE: Final = 1.5


class PageExport(QObject):
    """Holds the folder of this meeting; nothing of it is written to any settings."""

    def __init__(self, host: SettingsHost, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._parent = host, parent
        self._writes = Background(self, host.door, "page", lasting=False)
        self._folder: tuple[int, Path] | None = None
        self.once = WrittenOnce()
        self._beside: str | None = None  # of a page nobody was asked about: the earlier one that stands there
        self.dialog: QFileDialog | None = None

    @property
    def folder(self) -> Path | None:
        """Where pages of the meeting in the window go; None where nobody said so yet. It is that of no other one."""
        meeting = self._host.session.state.meeting
        return self._folder[1] if self._folder is not None and self._folder[0] == meeting else None

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._folder = self._host.session.state.meeting, folder

    def start(self, *, elsewhere: bool = False) -> None:
        """Write the page of the current case, asking for a place the first time, and with `elsewhere` again: the page
        is that of now, whatever is in sight when the place is chosen."""
        host = self._host
        state = host.session.state
        why = refusal(host.session.policy, "pdf", state.language)
        if why:
            host.say(why)
            return
        name = suggested_name(state.case, host.now())
        if self.folder is not None and not elsewhere:
            again = self.once.same(_page_of(state), self._digest(state), host.now())
            if again is not None:
                host.say(host.look.words("pdf.already", path=str(again)))
                return
            path = free_name(self.folder / name)
            self.unasked(name, path)
            self.save(path)
            return
        if self.dialog is not None:
            return
        words = host.look.words
        start = (self.folder or documents()) / name
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

    def unasked(self, name: str, path: Path) -> None:
        """Nobody was asked where the next file goes: say so with it, and that an earlier one of this name stays."""
        self._beside = name if path.name != name else ""

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
        about, drafts = state.document.about, host.session.unrecorded_here(state)
        content = page(state.home, cases, host.now(), state.language, about, later=host.settings.later, drafts=drafts)
        written = self.put(path, content)
        if written:
            self.once.wrote(_page_of(state), path, self._digest(state), host.now())
        return written

    def _digest(self, state: State) -> str:
        return digest_of(state, self._host.session.unrecorded(state), later=self._host.settings.later)

    def put(self, path: Path, content: bytes) -> bool:
        """Write a file and say so; False where it could not be, with the reason in the message bar, or is not there
        yet: a share may take its time, and what became of it is then told later."""
        host, words, written = self._host, self._host.look.words, False
        said, self._beside = _written_words(path, self._beside, words), None

        def told(_durable: bool) -> None:
            nonlocal written
            written = True
            host.say(said)

        def failed(problem: BaseException) -> None:
            if isinstance(problem, OSError):
                host.say(words("pdf.failed", path=str(path), why=reason(problem, words.language, path)))
            else:
                host.door.tell(problem)

        self._writes.run(lambda: write_whole(path, content), told, failed)
        self._writes.wait(PAGE_PATIENCE)
        if self._writes.busy:
            host.say(words("pdf.writing", path=str(path)))
        return written


def _page_of(state: State) -> str:
    """What a page is of: this patient of this meeting."""
    return f"page {state.meeting} {state.document.points[state.places[0]].id}"


def _written_words(path: Path, beside: str | None, words: Words) -> str:
    """Where a file was written. Of a page about which nobody was asked also where another place is chosen, and that an
    earlier one (`beside`) stays there; None where somebody was asked."""
    said = words("pdf.written", path=str(path))
    if beside is None:
        return said
    stands = words("pdf.beside", name=beside) if beside else ""
    return " ".join(part for part in (f"{said}.", stands, words("pdf.other", cap=cap_of("menu", words))) if part)
