"""Asking for a file without leaving a trace of the folders that were visited."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from mdo_viewer.desktop.state.door import Door


def ask_file(
    parent: QWidget,
    door: Door,
    title: str,
    kind: str,
    start: Path,
    chosen: Callable[[Path], object],
    *,
    suffix: str = "",
) -> QFileDialog:
    """A dialog that blocks nothing; `chosen` gets the file. With a `suffix` it asks where to write, else what to
    open."""
    # Qt's own dialog would write the folders that were visited to a settings file.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    dialog = QFileDialog(parent, title, str(start), kind)
    if suffix:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(start.name)
    else:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: door.run(lambda: chosen(Path(path))))
    dialog.finished.connect(dialog.deleteLater)  # it would go on listing a folder, with the keys in the names of pages
    dialog.open()
    return dialog
