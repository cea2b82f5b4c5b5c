"""While the room looks the screen saver is held off, or the sheet says that it is not."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from mdo_viewer.desktop.projector import awake
from mdo_viewer.desktop.projector.awake import Awake, bus_address, by_screen_saver, usual_ways
from mdo_viewer.desktop.window import Window
from mdo_viewer.win32 import Release
from tests.help.desk import Desk
from tests.help.desktop_help import keys, settle
from tests.help.windows import Windows


class System:
    """One that lets a program hold its screen saver off, or does not."""

    def __init__(self, *, lets: bool) -> None:
        self.lets, self.held = lets, 0

    def hold(self, _reason: str) -> Release | None:
        if not self.lets:
            return None
        self.held += 1
        return self._let_go

    def _let_go(self) -> None:
        self.held -= 1


def test_the_first_way_that_the_system_lets_is_taken_once() -> None:
    ways = System(lets=False), System(lets=True), System(lets=True)
    awake = Awake(tuple(each.hold for each in ways))
    awake.let_go()  # nothing yet
    awake.hold("why")
    awake.hold("why")
    assert [each.held for each in ways] == [0, 1, 0]
    assert awake.held is True
    awake.let_go()
    awake.let_go()
    assert [each.held for each in ways] == [0, 0, 0]
    assert awake.held is None


@pytest.mark.parametrize("lets", [True, False])
def test_it_is_held_while_the_projector_is_on_and_the_sheet_says_so(
    window: Window, lets: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System(lets=lets)
    monkeypatch.setattr(awake, "usual_ways", lambda: (system.hold,))
    held, not_held = "De schermbeveiliging wordt tegengehouden.", "kan dit programma hier niet tegenhouden"
    window.call("projector:section")()
    settle(window)
    assert held not in Desk(window).said
    assert not_held not in Desk(window).said
    keys(window, "Escape", "F5")
    assert system.held == int(lets)
    window.call("projector:section")()
    settle(window)
    assert (held in Desk(window).said, not_held in Desk(window).said) == (lets, not lets)
    keys(window, "Escape", "F5")
    assert system.held == 0


def test_closing_the_window_lets_go(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(lets=True)
    monkeypatch.setattr(awake, "usual_ways", lambda: (system.hold,))
    keys(window, "F5")
    assert system.held == 1
    window.close()
    assert system.held == 0


# --- the bus of a desktop


@pytest.mark.parametrize(
    "address", ["tcp:host=localhost,port=1", "unix:path=/a;tcp:host=b", "autolaunch:", "nonce-tcp:"]
)
def test_no_address_of_a_network_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert bus_address() == ""
    assert by_screen_saver("why") is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such sockets")
def test_without_an_address_the_socket_of_the_user_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert bus_address() == ""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "bus"))
        assert bus_address() == f"unix:path={tmp_path}/bus"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert bus_address() == ""


class Desktop(NamedTuple):
    """What a desktop on a bus of its own wrote."""

    process: subprocess.Popen[str]

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bus with nobody on it."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon")
    call = [program, "--session", "--print-address", "--nofork"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        daemon.terminate()


def test_a_desktop_is_asked_and_let_go(bus: str, qapp: object) -> None:
    call = [sys.executable, "-m", "tests.help.screen_saver", bus]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        desktop = Desktop(process)
        try:
            assert desktop.line() == "ready"
            release = by_screen_saver("de zaal kijkt")
            assert desktop.line() == "asked by MDO Viewer: de zaal kijkt"
            assert release is not None
            release()
            assert desktop.line() == "gone"
        finally:
            process.terminate()


def test_a_bus_without_a_desktop_holds_nothing(bus: str, qapp: object) -> None:
    assert by_screen_saver("why") is None


def test_every_system_has_its_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert usual_ways() == (awake.by_windows,)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert usual_ways() == ()


def test_windows_counts_the_display_as_in_use_while_the_room_looks(window: Window, windows: Windows) -> None:
    keys(window, "F5")
    assert windows.called("SetThreadExecutionState") == [(0x80000003,)]
    keys(window, "F5")
    assert windows.called("SetThreadExecutionState") == [(0x80000003,), (0x80000000,)]
    windows.answers["SetThreadExecutionState"] = lambda _how: 0  # as where a policy forbids it
    assert awake.by_windows("why") is None
