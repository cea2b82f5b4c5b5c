"""What is alive: objects of Qt, Python objects of our own classes, running timers."""

from __future__ import annotations

import gc
from collections import Counter

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication


def collect() -> None:
    """Let everything that is due happen, and everything that nobody holds go."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()


def qt_objects() -> Counter[str]:
    """The objects of Qt below the windows and the application, by class; widgets that stand apart too."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    below = [each for top in (app, *app.topLevelWidgets()) for each in (top, *top.findChildren(QObject))]
    return Counter(each.metaObject().className() for each in below) + Counter({"widgets": len(app.allWidgets())})


def our_objects(room: str = "mdo_viewer.") -> Counter[str]:
    """The Python objects of our own classes, by class."""
    kinds = (type(each) for each in gc.get_objects())
    return Counter(kind.__qualname__ for kind in kinds if str(kind.__module__).startswith(room))


def running_timers(parent: QObject) -> list[str]:
    """The timers below `parent` that run, each by the class that it belongs to."""
    return [type(timer.parent()).__name__ for timer in parent.findChildren(QTimer) if timer.isActive()]
