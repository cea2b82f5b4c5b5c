"""Asks before typed data is lost; says plainly that nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from mdo_viewer.desktop.state.host import Host


def ask_to_close(
    host: Host, window: QWidget, saved: datetime | None, close: Callable[[], None], stay: Callable[[], None]
) -> QMessageBox:
    """A question that blocks nothing; `close` or `stay` is called with the answer. `saved` is when all was last in a
    file."""
    words, clock = host.look.words, host.look.saying.clock
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(words("close.title"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words("close.text"))
    box.setInformativeText(words("close.more") if saved is None else words("close.since", at=clock(saved)))
    leave = box.addButton(words("close.leave"), QMessageBox.ButtonRole.DestructiveRole)
    remain = box.addButton(words("close.stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(remain)
    box.setEscapeButton(remain)

    def answered() -> None:
        host.door.run(close if box.clickedButton() is leave else stay)

    box.finished.connect(lambda _result: answered())
    box.open()
    return box
