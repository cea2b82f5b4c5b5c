"""Says why the program does not start, to whoever started it with a double click and sees no console."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox


def show(said: str) -> None:
    """One message in a window of its own, until it is closed."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["mdo-viewer"])
    box = QMessageBox()
    box.setWindowTitle("MDO Viewer")
    box.setIcon(QMessageBox.Icon.Critical)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(said)
    box.exec()
    app.processEvents()
