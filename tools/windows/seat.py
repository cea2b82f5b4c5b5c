"""Somebody at a keyboard before a screen that nobody sees: presses keys, waits, and takes pictures."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

#: s between two looks, and how long something may take on a slow computer.
_STEP: Final = 0.25
PATIENCE: Final = 90.0
#: How often a key is pressed; s that what it shows is waited for; s without change that count as still.
_TRIES, _SHOWS, _STILL = 4, 6.0, 0.7


class Late(Exception):
    """What was waited for did not come."""


class Seat:
    """One screen with one window; pictures go to `folder` and are numbered."""

    def __init__(self, display: str, folder: Path) -> None:
        self.display = display
        self.folder = folder
        self.taken: list[Path] = []
        self.log: list[str] = []
        self._start = time.monotonic()

    def say(self, text: str) -> None:
        """A line for the log, with the seconds since the beginning."""
        line = f"{time.monotonic() - self._start:7.1f} s  {text}"
        self.log.append(line)
        print(line, flush=True)

    def press(self, *keys: str) -> None:
        """Press keys one by one, as xdotool calls them ("ctrl+Return"); each has its effect before the next."""
        for key in keys:
            self._do("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        self._do("type", "--clearmodifiers", "--delay", "60", text)

    def press_until(self, key: str, what: str, holds: Callable[[], object]) -> None:
        """Press a key until this holds, for where a slow computer may not be ready to hear it. Raises Late."""
        for _ in range(_TRIES):
            self.press(key)
            until = time.monotonic() + PATIENCE / _TRIES
            while time.monotonic() < until:
                if holds():
                    self.say(what)
                    return
                time.sleep(_STEP)
        self.wait(what, holds, seconds=0)

    def _do(self, *arguments: str) -> None:
        """Let xdotool do this, and wait until it shows, for a while."""
        before = self._seen()
        command = ["xdotool", *arguments]
        subprocess.run(command, check=True, env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"})
        until = time.monotonic() + _SHOWS
        while self._seen() == before and time.monotonic() < until:
            time.sleep(_STEP / 2)
        self.still()

    def still(self) -> None:
        """Until the screen has not changed for a moment; for a cursor that blinks no longer than 3 s."""
        until = time.monotonic() + 3.0
        before, since = self._seen(), time.monotonic()
        while time.monotonic() < until:
            time.sleep(_STEP / 2)
            now = self._seen()
            if now != before:
                before, since = now, time.monotonic()
            elif time.monotonic() - since >= _STILL:
                return

    def wait(self, what: str, holds: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Until this holds. Raises Late, with a picture of what stands there instead."""
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until:
                raise Late(f"{what} (see {self.picture('te-laat')})")
            time.sleep(_STEP)
        self.say(what)

    def wait_for_window(self, what: str) -> None:
        """Until no colour has nearly all of the screen any more: a window that is painted."""
        self.wait(what, self._is_painted)
        self.rest(2.0)

    def _is_painted(self) -> bool:
        seen = self._seen()
        return Counter(seen).most_common(1)[0][1] < 0.9 * len(seen)

    def rest(self, seconds: float) -> None:
        """Let the program do what it has to, for this long, and until it shows."""
        time.sleep(seconds)
        self.still()

    def picture(self, name: str) -> Path:
        """Keep what stands there."""
        file = self.folder / f"{len(self.taken) + 1:02}-{name}.png"
        subprocess.run(["import", "-display", self.display, "-window", "root", str(file)], check=True)
        self.taken.append(file)
        return file

    def _seen(self) -> bytes:
        """The screen, small and in few colours: enough to see that something changed."""
        command = ["import", "-display", self.display, "-window", "root", "-resize", "25%", "-depth", "8", "gray:-"]
        return subprocess.run(command, check=True, capture_output=True).stdout
