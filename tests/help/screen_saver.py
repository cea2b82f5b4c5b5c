"""A desktop that can be asked to hold off its screen saver: a program of its own, on the bus of a test. It writes who
asked, and that who asked is gone."""

from __future__ import annotations

import sys

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

NAME, PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"


@ClassInfo({"D-Bus Interface": NAME})  # type: ignore[call-arg] # the stub does not know that it decorates
class ScreenSaver(QObject):  # type: ignore[operator] # the same
    """Answers one method."""

    @Slot(str, str, result=int)
    def Inhibit(self, app: str, reason: str) -> int:
        """Somebody asks; 1 is what would end it again."""
        tell(f"asked by {app}: {reason}")
        return 1


def tell(text: str) -> None:
    """Write a line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Until it is killed."""
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(sys.argv[1], "desktop")
    saver = ScreenSaver()
    bus.registerObject(PATH, saver, QDBusConnection.RegisterOption.ExportAllSlots)
    watcher = QDBusServiceWatcher("*", bus, QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration)
    watcher.serviceUnregistered.connect(lambda _name: tell("gone"))
    bus.registerService(NAME)
    tell("ready")
    app.exec()


if __name__ == "__main__":
    main()
