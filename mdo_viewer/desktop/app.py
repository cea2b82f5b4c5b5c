"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop import theme
from mdo_viewer.desktop.example import PACK, example_cases
from mdo_viewer.desktop.session import Session
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack, resources_folder
from mdo_viewer.reasoning.deadlines import ZONE


def clock() -> datetime:
    """Now, in Dutch time."""
    return datetime.now(ZONE)


def run(argv: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; the exit code of the program."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["mdo-viewer", *argv])
    app.setApplicationName("MDO Viewer")
    theme.dress(app)
    pack = load_pack(PACK)
    window = Window(Session(pack, example_cases(pack)), clock)
    sys.excepthook = window.door.hook
    place(window)
    window.show()
    QTimer.singleShot(300, window, lambda: dress_icon(window))
    return app.exec()


def place(window: Window) -> None:
    """As large as the screen leaves room for, at most 1920 × 1080."""
    room = window.screen().availableGeometry()
    window.resize(min(1920, room.width()), min(1080, room.height()))
    if room.width() <= 1920:
        window.setWindowState(window.windowState() | theme.MAXIMIZED)


def dress_icon(window: Window) -> None:
    """The icon comes after the first picture: reading SVG costs time."""
    from PySide6.QtGui import QIcon

    window.setWindowIcon(QIcon(str(resources_folder() / "icons" / "app.svg")))
