"""Where the Windows build keeps its things: all of it below `out/`, nothing of it committed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: The checkout.
ROOT: Final = Path(__file__).resolve().parents[2]
#: What belongs to the build itself: stubs, the pin of Python, the source of the installer.
PARTS: Final = Path(__file__).resolve().parent

#: Kept from one run to the next: Python, wheels, stubs and the folder that Wine takes for a computer.
CACHE: Final = ROOT / "out/wine"
#: What is handed out: the bundle, the zip and the installers.
DIST: Final = ROOT / "out/windows"
#: The bundle: one folder.
BUNDLE: Final = DIST / "mdo-viewer"

#: The same programs for the window and for the command line.
WINDOW: Final = "mdo-viewer.exe"
CONSOLE: Final = "mdo-viewer-console.exe"


def version() -> str:
    """The version of the program, as `mdo_viewer/__init__.py` says it."""
    text = (ROOT / "mdo_viewer/__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]
