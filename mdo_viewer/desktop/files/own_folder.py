"""Where the program keeps what is its own and of no patient, and where the user's files lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def settings_file() -> Path:
    """Where the choices are kept: the user's local configuration, not a roaming profile."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "mdo-viewer" / "settings.json"


def documents() -> Path:
    """Where the user's own files lie, and a dialog begins: on Windows that is not the home folder itself."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
