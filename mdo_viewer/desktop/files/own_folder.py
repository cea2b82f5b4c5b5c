"""Where the program keeps what is its own and of no patient."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def settings_file() -> Path:
    """Where the choices are kept: the user's local configuration, not a roaming profile."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "mdo-viewer" / "settings.json"
