"""Opens the window without a screen and looks whether it paints, and whether Qt speaks Dutch in it: the window's part
of `self-test`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.app import clock
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.example import PACK, example_cases

#: Pixels between samples of the picture.
_STEP = 16


def try_window() -> str:
    """What was painted, in a few words. Raises RuntimeError where it is nothing, or where a file was left out.

    The platform must be set to one that needs no screen before Qt starts.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["mdo-viewer"])
    theme.dress(app)
    pack = load_pack(PACK)
    window = Window(Session(pack, example_cases(pack)), clock)
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    picture = window.grab().toImage()
    columns, rows = range(0, picture.width(), _STEP), range(0, picture.height(), _STEP)
    colours = {picture.pixel(x, y) for x in columns for y in rows}
    window.hide()
    window.deleteLater()
    app.processEvents()
    if not QCoreApplication.translate("QFileDialog", "&Save").endswith("slaan"):
        raise RuntimeError("qtbase_nl.qm")
    if len(colours) < 3:
        raise RuntimeError(f"{len(colours)} colours")
    return f"{picture.width()} × {picture.height()}, {len(colours)} colours"
