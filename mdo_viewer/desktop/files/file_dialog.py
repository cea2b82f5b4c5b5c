"""Asking for a file without leaving a trace of the folders that were visited."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QFileDialog, QTreeView, QWidget

from mdo_viewer.desktop.state.door import Door

#: Which column of Qt's own list of files says of what kind each is.
KIND: Final = 2


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
    _say_in_words(dialog)
    dialog.fileSelected.connect(lambda path: door.run(lambda: chosen(Path(path))))
    dialog.finished.connect(dialog.deleteLater)  # it would go on listing a folder, with the keys in the names of pages
    dialog.open()
    return dialog


def _say_in_words(dialog: QFileDialog) -> None:
    """In Qt's own dialog: two labels of which Qt knows the words only without the mark of a key, and no column of
    kinds, which the system names in a language of its own. That of the system is as the system has it."""
    for label, words in (("LookIn", "Look in:"), ("FileType", "Files of type:")):
        dialog.setLabelText(QFileDialog.DialogLabel[label], QCoreApplication.translate("QFileDialog", words))
    files = dialog.findChild(QTreeView)
    if isinstance(files, QTreeView):
        files.setColumnHidden(KIND, True)
