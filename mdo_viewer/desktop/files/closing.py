"""Asks before typed data is lost; says plainly that nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from mdo_viewer.desktop.window import Window


def ask_to_close(window: Window, close: Callable[[], None], stay: Callable[[], None]) -> QMessageBox:
    """A question that blocks nothing; `close` or `stay` is called with the answer."""
    words = window.look.words
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(words("close.title"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words("close.text"))
    saved = window.saved_at()
    box.setInformativeText(words("close.more") if saved is None else words("close.since", at=f"{saved:%H:%M}"))
    leave = box.addButton(words("close.leave"), QMessageBox.ButtonRole.DestructiveRole)
    remain = box.addButton(words("close.stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(remain)
    box.setEscapeButton(remain)

    def answered() -> None:
        window.door.run(close if box.clickedButton() is leave else stay)

    box.finished.connect(lambda _result: answered())
    box.open()
    return box
