"""The words that Qt itself shows, in dialogs for files and menus of fields, in the language of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QTranslator

from mdo_viewer.desktop.widgets import theme
from mdo_viewer.guideline.model import Language

#: The language of Qt's own words, which needs no file.
BUILT_IN: Final = "en"


def speak(language: Language) -> None:
    """Let Qt speak this language from now on; its own where it has no words of it."""
    app, name = theme.application(), f"qtbase_{language}"
    for before in app.findChildren(QTranslator):
        if before.objectName() == name:
            return
        app.removeTranslator(before)
        before.deleteLater()
        before.setParent(None)
    if language == BUILT_IN:
        return
    words = QTranslator(app)
    words.setObjectName(name)
    if words.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    else:
        words.deleteLater()
        words.setParent(None)
