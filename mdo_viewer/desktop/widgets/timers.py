"""What is done a moment later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer

#: As many turns what is done a moment later may ask for more of it.
TURNS = 20


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


def catch_up(root: QObject) -> None:
    """Let come what waits for the next turn of the event loop, for pictures and tests: a single turn may leave it."""
    for _ in range(TURNS):
        QCoreApplication.processEvents()
        timers = root.findChildren(QTimer)
        if not any(timer.isActive() and timer.isSingleShot() and timer.interval() == 0 for timer in timers):
            return
