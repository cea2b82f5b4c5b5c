"""Where the program keeps what is its own and of no patient, and where the user's files lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from mdo_viewer.place.portable import portable_folder


def own_folder() -> Path:
    """Beside a program that runs from a stick (`place/portable.py`); else in the user's local configuration, not a
    roaming profile."""
    beside = portable_folder()
    if beside is not None:
        return beside
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "mdo-viewer"


def settings_file() -> Path:
    """Where the choices are kept."""
    return own_folder() / "settings.json"


def documents() -> Path:
    """Where the user's own files lie, and a dialog begins: on Windows that is not the home folder itself."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
