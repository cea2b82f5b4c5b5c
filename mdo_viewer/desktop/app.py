"""Starts the window.

Our own modules are imported before Qt: once PySide6 is there it slows every later import down.
"""

from __future__ import annotations

import gc
import sys
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from mdo_viewer.desktop.files.running import Running
    from mdo_viewer.desktop.window import Window
    from mdo_viewer.guideline.model import Language


def clock() -> datetime:
    """Now, in Dutch time."""
    from mdo_viewer.reasoning.deadlines import ZONE

    return datetime.now(ZONE)


def run(language: Language | None = None, meeting: Path | None = None, *, example: bool = False) -> int:
    """Open the window until it is closed: at its start page, at the password of a meeting that is named, or on the
    `example`; the exit code of the program. Without a `language`, in the one that was chosen last. Where the program
    runs already, its window does it.

    Raises Refused when the pack or an example case cannot be read.
    """
    gc.disable()  # until the first picture stands: nothing of what is made before it is garbage, modules included
    import mdo_viewer.desktop.preload  # noqa: F401 (before Qt)
    from mdo_viewer.desktop.state.session import Session
    from mdo_viewer.guideline.library import load_pack
    from mdo_viewer.meeting.case import Case
    from mdo_viewer.meeting.document import Document
    from mdo_viewer.meeting.example import PACK, example_cases

    pack = load_pack(PACK)
    session = Session(pack, example_cases(pack) if example else (Case(Document(()).free_key()),))
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from mdo_viewer.desktop.files.own_folder import settings_file
    from mdo_viewer.desktop.state.settings import load, save
    from mdo_viewer.desktop.widgets import theme
    from mdo_viewer.desktop.window import Window

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["mdo-viewer", "-style", "fusion"])
        app.setProperty("mdoFusion", True)
    app.setApplicationName("MDO Viewer")
    file = settings_file()
    running, handed = _first(file.parent, meeting)
    if handed:
        return 0
    settings = load(file)
    session.set_language(language or settings.language or "nl")
    theme.set_text_size(app, settings.text_size)
    theme.frame_for(settings.scheme)
    theme.dress(app, theme.scheme_for(settings.scheme), moves=theme.moves_for(settings.motion))
    window = Window(session, clock, settings, partial(save, file))
    follow_system(window, app)
    sys.excepthook = window.door.hook
    place(window)
    if not example:
        window.meeting.show_empty()
        window.sheets.put_up("start")
    window.show()
    if running is not None:
        answer(window, running, meeting is None)
    if meeting is not None:
        QTimer.singleShot(0, window, window.door(lambda: named(window, meeting)))
    QTimer.singleShot(300, window, lambda: after_first_picture(window))
    try:
        return app.exec()
    finally:
        if running is not None:
            running.release()


def _first(folder: Path, meeting: Path | None) -> tuple[Running | None, bool]:
    """The place of the first start, None where it cannot be had, and whether another start does what is asked."""
    from mdo_viewer.desktop.files.running import Running, hand_over
    from mdo_viewer.meeting.saving import InUse

    try:
        return Running(folder), False
    except InUse:
        return None, hand_over(folder, meeting)
    except OSError:
        return None, False  # a folder that cannot be written to: the program still runs


def answer(window: Window, running: Running, free: bool) -> None:
    """Do what later starts ask for, and know which meeting is open; where the last start ended with one open and none
    is named now (`free`), ask for that one's password."""
    from PySide6.QtCore import QFileSystemWatcher, QTimer

    from mdo_viewer.desktop.files.running import AGAIN
    from mdo_viewer.desktop.widgets.timers import once

    left = running.left_open()

    def asked() -> None:
        request = running.take_request()
        if request is None:
            if running.waits:  # and the folder tells nothing more
                again.start(AGAIN)
            return
        come_forward(window)
        if request.is_absolute():
            named(window, request)

    again = once(window, window.door(asked))
    watcher = QFileSystemWatcher([str(running.folder)], window)
    watcher.directoryChanged.connect(window.door(asked))
    window.has_open = running.has_open
    if left is not None and free:
        QTimer.singleShot(0, window, window.door(lambda: recover(window, left)))


def follow_system(window: Window, app: QApplication) -> None:
    """Wear what the system asks for when that changes, and lose nothing when it ends the session."""
    hints = app.styleHints()
    asked = hints.accessibility()
    hints.colorSchemeChanged.connect(window.door(window.appearance.wear))
    asked.contrastPreferenceChanged.connect(window.door(window.appearance.wear))
    closing = window.meeting.closing
    app.commitDataRequest.connect(lambda system: window.door.run(lambda: closing.end_session(system)))


def come_forward(window: Window) -> None:
    """Where whoever started the program looks."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def recover(window: Window, path: Path) -> None:
    """After a crash or a power cut: the meeting that was open, one password away."""
    window.ask_meeting(path, "open")
    window.say(window.look.words("meeting.recovered", name=path.name))


def named(window: Window, path: Path) -> None:
    """Ask for the password of a meeting that was named at the start, of a new one where there is no such file and never
    was: its folder is there, and no earlier version."""
    from mdo_viewer.desktop.files.kept import earlier_of, is_earlier

    new = not path.exists() and path.parent.is_dir() and not is_earlier(path) and not earlier_of(path)
    window.ask_meeting(path, "new" if new else "open")


def place(window: Window) -> None:
    """As large as the screen leaves room for, at most 1920 × 1080."""
    from mdo_viewer.desktop.widgets.theme import MAXIMIZED

    room = window.screen().availableGeometry()
    window.resize(min(1920, room.width()), min(1080, room.height()))
    if room.width() <= 1920:
        window.setWindowState(window.windowState() | MAXIMIZED)


def after_first_picture(window: Window) -> None:
    """What can wait: the icon, and telling the garbage collector that the guideline stays."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QScrollArea

    from mdo_viewer.guideline.library import resources_folder

    window.setWindowIcon(QIcon(str(resources_folder() / "icons" / "app.svg")))
    QScrollArea().viewport()  # prepares every class of widget, which otherwise the first menu or field would wait for
    gc.enable()
    gc.collect()
    gc.freeze()  # a full collection would otherwise walk all trees, and be felt between key and picture
