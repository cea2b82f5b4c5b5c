"""A window on a screen of its own, used by keys and heard from outside, as a screen reader hears it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from tests.help.places import ROOT

Node: TypeAlias = dict[str, Any]

SCREEN = "1366x768x24"
#: What the programs are called in Debian that a screen and a bus of one's own need.
NEEDED = {"Xvfb": "xvfb", "dbus-daemon": "dbus-daemon", "xdotool": "xdotool", "openbox": "openbox"}
#: Which Python may have `gi`, the bindings of the desktop; .venv has not.
PYTHONS = ("/usr/bin/python3", "python3", "python3.13", "python3.12", "python3.11")
BINDINGS = "from gi.repository import Gio"
#: How xdotool calls keys that are called otherwise in Qt.
KEYSYMS = {
    "Ctrl": "ctrl", "Shift": "shift", "Alt": "alt", "Enter": "Return", "PgDown": "Next", "PgUp": "Prior",
    "Space": "space", "Escape": "Escape", ",": "comma", "?": "question", "+": "plus", "[": "bracketleft",
    "]": "bracketright", "-": "minus", ".": "period", "/": "slash", ":": "colon",
}  # fmt: skip


@cache
def python_with_bindings() -> str:
    """The Python that the reader runs under; empty where there is none."""
    for name in PYTHONS:
        found = shutil.which(name)
        if found and subprocess.run((found, "-c", BINDINGS), capture_output=True, check=False).returncode == 0:
            return found
    return ""


def missing() -> str:
    """Why nothing can be heard here; empty where all is there."""
    if sys.platform != "linux":
        return "AT-SPI is Linux's"
    absent = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if not any(Path(place).exists() for place in ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core")):
        absent.append("at-spi2-core")
    if not python_with_bindings():
        absent.append("python3-gi")
    return f"missing: {' '.join(absent)}" if absent else ""


def _line(stream: Any) -> str:
    return str(stream.readline()).strip()


@contextmanager
def _running(command: tuple[str, ...], **more: Any) -> Iterator[subprocess.Popen[str]]:
    """A program in a group of its own, ended with all that it started."""
    process = subprocess.Popen(command, text=True, start_new_session=True, **more)
    try:
        yield process
    finally:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Ear:
    """One start of the program, the keys given to it, and what it says."""

    def __init__(
        self, program: subprocess.Popen[str], reader: subprocess.Popen[str], surroundings: Mapping[str, str]
    ) -> None:
        self._program, self._reader, self._surroundings = program, reader, surroundings
        self.home = surroundings["HOME"]

    def ask(self, do: str, **more: Any) -> Any:
        """One request to the reader, and its answer."""
        stdin, stdout = self._reader.stdin, self._reader.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"do": do, **more}) + "\n")
        stdin.flush()
        answer = stdout.readline()
        if not answer:
            raise RuntimeError(f"the reader ended; the program ended with {self._program.poll()}")
        return json.loads(answer)

    def heard(self, quiet: float = 0.2) -> list[Node]:
        """What was told since the last time, once the program has come to rest."""
        answer = self.ask("settle", quiet=quiet)
        if not answer["rested"]:
            raise RuntimeError("the program does not come to rest")
        found: list[Node] = answer["heard"]
        return found

    def send(self, key: str) -> None:
        """Press a key as it is called in Qt: `Ctrl+S`, `PgDown`, `2`."""
        self._xdotool("key", "--clearmodifiers", keysym(key))

    def type(self, text: str) -> None:
        """Type a text, sign by sign."""
        self._xdotool("type", "--delay", "8", text)

    def press(self, key: str) -> list[Node]:
        """Press a key, or type a text in quotes, or wait a moment ("…"); with what was told then."""
        if key == "…":
            return self.heard(quiet=0.8)
        if key.startswith('"'):
            self.type(key.strip('"'))
        else:
            self.send(key)
        return self.heard()

    def click(self, node: Node) -> list[Node]:
        """Click in the middle of an object of the last tree."""
        left, top, width, height = node["bounds"]
        self._xdotool("mousemove", str(left + width // 2), str(top + height // 2), "click", "1")
        return self.heard()

    def act(self, node: Node, action: str) -> list[Node]:
        """Ask an object of the last tree for one of its actions; with what was told then."""
        if not self.ask("act", path=node["id"], action=action)["done"]:
            raise RuntimeError(f"{action} was refused by {node['role']} {node['name']!r}")
        return self.heard()

    def tree(self) -> list[Node]:
        """All objects as they are now, hidden ones too."""
        nodes: list[Node] = self.ask("tree")["nodes"]
        return nodes

    def _xdotool(self, *command: str) -> None:
        subprocess.run(("xdotool", *command), env=dict(self._surroundings), check=True, capture_output=True)


def keysym(key: str) -> str:
    """A key of Qt as X calls it."""
    if key in KEYSYMS:
        return KEYSYMS[key]
    parts = key[:-1].split("+") if key.endswith("+") else key.split("+")
    named = [KEYSYMS.get(part, part) for part in parts if part]
    if key.endswith("+"):
        named.append("plus")
    return "+".join([*named[:-1], named[-1].lower() if len(named[-1]) == 1 else named[-1]])


class Room:
    """A screen and a bus of one's own, where the program is started any number of times."""

    def __init__(self, stack: ExitStack) -> None:
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="a11y-")))
        self.environment = {
            "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "Europe/Amsterdam",
            "PYTHONPATH": str(ROOT), "FONTCONFIG_FILE": str(ROOT / "tests" / "data" / "fonts.conf"),
            "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "NO_AT_BRIDGE": "0",
            "GSETTINGS_BACKEND": "memory", "QT_LOGGING_RULES": "qt.accessibility.atspi.warning=false",
            "PYTHONDONTWRITEBYTECODE": "1", **self._home("room"),
        }  # fmt: skip
        reading, writing = os.pipe()
        command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp")
        stack.enter_context(_running(command, pass_fds=(writing,), stderr=subprocess.DEVNULL))
        os.close(writing)
        with os.fdopen(reading) as told:
            self.environment["DISPLAY"] = f":{_line(told)}"
        bus = stack.enter_context(self._start("dbus-daemon", "--session", "--nofork", "--print-address"))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = _line(bus.stdout)
        stack.enter_context(self._start("openbox", "--sm-disable"))
        self._starts = 0

    def _home(self, name: str) -> dict[str, str]:
        home = self.folder / name
        places = {"HOME": ".", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share",
                  "XDG_CACHE_HOME": ".cache", "XDG_STATE_HOME": ".local/state"}  # fmt: skip
        for place in places.values():
            (home / place).mkdir(mode=0o700, parents=True, exist_ok=True)
        return {key: str((home / place).resolve()) for key, place in places.items()}

    def _start(self, *command: str, **more: str) -> Any:
        return _running(
            command,
            env={**self.environment, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if command[0] in NEEDED else None,
            cwd=ROOT,
        )

    @contextmanager
    def program(self, *given: str, name: str = "program") -> Iterator[Ear]:
        """`tests.accessibility.program`, or another module there, with what it is given, in a home of its own, until
        the end of the block; heard from its first word."""
        self._starts += 1
        # The bus of assistive technology lies in the folder of the session.
        home = {**self._home(f"home{self._starts}"), "XDG_RUNTIME_DIR": self.environment["XDG_RUNTIME_DIR"]}
        module = (sys.executable, "-m", f"tests.accessibility.{name}", *given)
        reader = str(Path(__file__).with_name("reader.py"))
        with (
            self._start(python_with_bindings(), reader) as reading,
            self._start(*module, **home) as program,
        ):
            ear = Ear(program, reading, {**self.environment, **home})
            if not ear.ask("find")["found"]:
                raise RuntimeError(f"the program did not come up; it ended with {program.poll()}")
            yield ear


@contextmanager
def room() -> Iterator[Room]:
    """A room until the end of the block. Raises RuntimeError where `missing` says why."""
    why = missing()
    if why:
        raise RuntimeError(why)
    with ExitStack() as stack:
        yield Room(stack)
