"""Asking for a file without leaving a trace of the folders that were visited."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QTreeView, QWidget

from mdo_viewer import win32
from mdo_viewer.desktop.state.commands import keys_of
from mdo_viewer.desktop.state.door import Door
from mdo_viewer.desktop.widgets.timers import once

#: Where dialogs of Qt write on Windows which folders were visited, those of other programs too.
VISITED: Final = r"HKEY_CURRENT_USER\Software\QtProject\OrganizationDefaults\FileDialog"
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
    # Any dialog of Qt writes the folders that were visited to a settings file, or on Windows to the registry.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    before = _written() if win32.here() else None
    dialog = QFileDialog(parent, title, str(start), kind)
    if suffix:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(start.name)
    else:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if before is not None:
        dialog.destroyed.connect(lambda: _put_back(before))  # it writes while it goes
    _say_in_words(dialog)
    _hear_lock(dialog, parent.window())
    dialog.fileSelected.connect(lambda path: door.run(lambda: chosen(Path(path))))
    dialog.finished.connect(dialog.deleteLater)  # it would go on listing a folder, with the keys in the names of pages
    dialog.open()
    return dialog


@runtime_checkable
class _Pressed(Protocol):
    """A window that does what a key does."""

    def press(self, key: str) -> Callable[[], None]:
        """What this key does now."""


def _hear_lock(dialog: QFileDialog, window: QWidget) -> None:
    """The keys of the lock act from here too, and close this: a dialog keeps all keys from its window."""
    if isinstance(window, _Pressed):
        for key in keys_of("lock"):
            locks = QShortcut(QKeySequence(key), dialog)
            locks.activated.connect(once(dialog, window.press(key)).start)  # once this key has gone by


def visited() -> QSettings:
    """What dialogs have written in the registry."""
    return QSettings(VISITED, QSettings.Format.NativeFormat)


def _written() -> dict[str, object]:
    settings = visited()
    return {key: settings.value(key) for key in settings.allKeys()}


def _put_back(before: dict[str, object]) -> None:
    """As it stood: other programs share it."""
    settings, after = visited(), _written()
    for key in after.keys() - before.keys():
        settings.remove(key)
    for key, value in before.items():
        if key not in after or after[key] != value:
            settings.setValue(key, value)
    settings.sync()


def _say_in_words(dialog: QFileDialog) -> None:
    """In Qt's own dialog: two labels of which Qt knows the words only without the mark of a key, and no column of
    kinds, which the system names in a language of its own. That of the system is as the system has it."""
    for label, words in (("LookIn", "Look in:"), ("FileType", "Files of type:")):
        dialog.setLabelText(QFileDialog.DialogLabel[label], QCoreApplication.translate("QFileDialog", words))
    files = dialog.findChild(QTreeView)
    if isinstance(files, QTreeView):
        files.setColumnHidden(KIND, True)
