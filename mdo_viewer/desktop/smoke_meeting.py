"""A meeting played from its beginning to its end, without a screen: the longest check of `self-test`, and what is
watched for a network (`tools/no_network.py`)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.app import clock
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import Settings
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.container import open_sealed
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import read_meeting

PASSWORD: Final = "vier losse woorden samen"  # noqa: S105 - of a meeting that lives for seconds
#: The longest that anything may take, s.
PATIENCE: Final = 20.0


def play(folder: Path) -> str:
    """Begin a meeting in this folder with three patients, answer, decide, show, copy, write, lock, and open it again;
    in a few words what lies there then. Raises RuntimeError where a step does not do what it should.

    The platform must be set to one that needs no screen before Qt starts.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["mdo-viewer"])
    theme.dress(app)
    pack = load_pack(PACK)
    patients = tuple(replace(case, title_example=False) for case in example_cases(pack))
    heard = qInstallMessageHandler(_hear)
    window = Window(Session(pack, patients), clock, Settings(motion="off"))
    window.resize(1366, 768)
    window.show()
    try:
        _Played(window, app, folder).all()
    finally:
        window.autosave.let_go()
        window.session.typed = False  # nobody is asked
        window.close()
        window.deleteLater()
        app.processEvents()
        qInstallMessageHandler(heard)
    return ", ".join(sorted(each.name for each in folder.iterdir() if each.suffix in (".mdo", ".pdf")))


def _hear(kind: QtMsgType, _context: QMessageLogContext, said: str) -> None:
    """What Qt says; but for what a platform without a screen says of itself."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not said.startswith("This plugin does not support"):
        sys.stderr.write(f"{said}\n")


class _Played:
    def __init__(self, window: Window, app: QApplication, folder: Path) -> None:
        self._window, self._app, self._folder = window, app, folder
        self._file = folder / "self-test.mdo"

    def all(self) -> None:
        window = self._window
        window.autosave.make(self._file, PASSWORD)
        self._until("make", lambda: window.meeting.is_kept())
        self._decide()
        self._show()
        self._write()
        before = window.session.state.document
        self._press("Ctrl+Shift+L")
        self._must("lock", window.sheets.wall == "locked" and not window.meeting.is_kept())
        window.meeting.unlock(PASSWORD)
        self._until("unlock", lambda: window.meeting.is_kept())
        self._must("open", window.session.state.document == before)
        self._must("save", window.autosave.flush())
        meeting = read_meeting(open_sealed(self._file.read_bytes(), PASSWORD)[0], window.session.state.home)
        self._must("read back", meeting.document == before)

    def _decide(self) -> None:
        """Follow the advice of each tree that has one, of every patient; take back an answer of now, and undo that."""
        session, decided = self._window.session, 0
        for at in range(len(session.state.document.points)):
            session.go_case(at)
            for tree in session.state.pack.trees:
                session.go_tree(tree.id)
                earlier = session.state.decision
                self._press("V", "Ctrl+Return", "Escape")
                decided += session.state.decision not in (None, earlier)
        self._must("decide", decided > 0)
        fact, value = next(iter(session.state.case.patient.values.items()))
        session.clear(fact)
        session.answer(fact, value)
        whole = session.state.document
        self._press("Backspace")
        if session.state.document == whole:  # an answer of another tree is shown first
            self._press("Backspace")
        self._must("take back", session.state.document != whole)
        self._press("Ctrl+Z")
        self._must("undo", session.state.document == whole)

    def _show(self) -> None:
        """For the room, and off again; on the clipboard, and off it."""
        self._press("F5")
        self._window.projector.skip_pause()
        self._must("project", self._window.projector.content is not None)
        self._press("F5", "Ctrl+Shift+C")
        self._must("copy", bool(QApplication.clipboard().text()))
        self._window.clipboard.clear()

    def _write(self) -> None:
        """The page of a patient, and the report of the meeting."""
        self._window.page_export.folder = self._folder
        self._press("Ctrl+E")
        self._until("page", lambda: len(self._pdfs()) == 1)
        self._window.meeting_export.start("all")
        self._until("report", lambda: not self._window.meeting_export.busy and len(self._pdfs()) == 2)
        self._must("PDF", all(each.read_bytes().startswith(b"%PDF-") for each in self._pdfs()))

    def _pdfs(self) -> list[Path]:
        return sorted(self._folder.glob("*.pdf"))

    def _press(self, *keys: str) -> None:
        """As the shortcut of the window does."""
        for key in keys:
            self._window.press(key)()
            self._app.processEvents()

    def _until(self, step: str, done: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not done() and time.monotonic() < end:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        self._must(step, done())

    def _must(self, step: str, holds: bool) -> None:
        if not holds:
            raise RuntimeError(f"{step}: {self._window.message.label.text()}")
