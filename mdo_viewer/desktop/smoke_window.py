"""Opens the window without a screen and looks whether it paints, and whether Qt speaks Dutch in it: the window's part
of `self-test`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.app import clock
from mdo_viewer.desktop.files.own_folder import own_folder
from mdo_viewer.desktop.smoke_meeting import play
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.font import FAMILY, text_width
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.whole_file import try_folder

#: Letters that a typeface in the place of ours would draw at another width.
SAMPLE: Final = "Wervelmetastasen: 12 bomen, ≥ 3 maanden"
#: Pixels between samples of the picture.
_STEP = 16


def try_window() -> str:
    """What was painted, in a few words. Raises RuntimeError where it is nothing, or where a file was left out.

    The platform must be set to one that needs no screen before Qt starts.
    """
    app = _dressed()
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


def _dressed() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["mdo-viewer"])
    theme.dress(app)
    return app


def try_fonts() -> str:
    """The typeface of the window is our own, and as wide as the table says by which pictures and pages are laid out.

    Raises RuntimeError where it is not.
    """
    _dressed()
    for bold in (False, True):
        font = theme.drawn_font(100, bold=bold)
        found, wide = QFontInfo(font).family(), QFontMetricsF(font).horizontalAdvance(SAMPLE)
        meant = text_width(SAMPLE, 100, bold)
        if found != FAMILY or abs(wide - meant) > meant / 100:
            raise RuntimeError(f"{found}: {wide:.0f}, not {meant:.0f}")
    return FAMILY


def try_settings() -> str:
    """The folder of the settings can be written to. Raises OSError where it cannot."""
    try_folder(own_folder())
    return str(own_folder())


def try_meeting() -> str:
    """A whole meeting, in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        return play(Path(folder))


#: What is tried, by the name that `self-test` says.
CHECKS: Final[dict[str, Callable[[], str]]] = {
    "window": try_window,
    "fonts": try_fonts,
    "settings": try_settings,
    "played": try_meeting,
}
