"""Holds off the screen saver while the room looks, where the system lets a program do so.

On Linux the desktop is asked over its session bus, by the socket file of this user and nothing else: no address of a
network is used, and no bus is started. Windows is told directly. Elsewhere nothing is done, and the sheet of the
projector says so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from mdo_viewer import win32
from mdo_viewer.win32 import Release

#: Begins to hold the screen saver off, for a reason that the system may show; None where that cannot be done.
Hold: TypeAlias = Callable[[str], Release | None]

#: The longest that the desktop may take to answer, ms: the window waits for it.
PATIENCE: Final = 400
APP: Final = "MDO Viewer"
#: Service, path and interface.
SCREEN_SAVER: Final = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")


class Awake:
    """Tries the ways one by one, those of the system where none are given; `held` is None while nothing is asked, else
    whether it is held off."""

    def __init__(self, ways: tuple[Hold, ...] | None = None) -> None:
        self._ways = ways
        self._release: Release | None = None
        self.held: bool | None = None

    def hold(self, reason: str) -> None:
        """Hold the screen saver off from now on."""
        if self.held is None:
            self._release = next(
                (
                    release
                    for way in (usual_ways() if self._ways is None else self._ways)
                    if (release := way(reason)) is not None
                ),
                None,
            )
            self.held = self._release is not None

    def let_go(self) -> None:
        """Hold it off no more."""
        release, self._release, self.held = self._release, None, None
        if release is not None:
            release()


def usual_ways() -> tuple[Hold, ...]:
    """The ways of this system."""
    if win32.here():
        return (by_windows,)
    return (by_screen_saver,) if sys.platform == "linux" else ()


def bus_address() -> str:
    """Where the session bus of this user listens, a socket file; empty where there is none, or only a network."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named if all(each.startswith("unix:") for each in named.split(";") if each) else ""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    socket = Path(folder) / "bus"
    return f"unix:path={socket}" if folder and socket.is_socket() else ""


def by_screen_saver(reason: str) -> Release | None:
    """As desktops know it (GNOME, KDE, Xfce, Cinnamon): it holds for as long as we stay on the bus."""
    address = bus_address()
    if not address:
        return None
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:  # a Qt that was built without it
        return None

    bus = QDBusConnection.connectToBus(address, APP)
    call = QDBusMessage.createMethodCall(*SCREEN_SAVER, "Inhibit")
    call.setArguments([APP, reason])
    if bus.isConnected():
        answer = bus.call(call, QDBus.CallMode.Block, PATIENCE)
        if answer.type() == QDBusMessage.MessageType.ReplyMessage:
            return lambda: QDBusConnection.disconnectFromBus(APP)
    QDBusConnection.disconnectFromBus(APP)
    return None


def by_windows(_reason: str) -> Release | None:
    """Windows counts the display as in use."""
    return win32.keep_display_on()
