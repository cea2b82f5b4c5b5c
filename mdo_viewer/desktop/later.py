"""What is done a moment later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def once(parent: QObject, action: Callable[[], object], ms: int = 0) -> QTimer:
    """A timer below `parent` that runs `action` once, `ms` milliseconds after each start.

    `QTimer.singleShot` is no substitute: where its receiver goes before the time, it holds the action for ever, and
    with it the window and the patient.
    """
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(action)
    return timer
