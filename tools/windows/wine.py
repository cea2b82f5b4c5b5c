"""Runs Windows programs under Wine: with a disk of its own, a home of its own, and a screen of its own.

What Wine asks for (found out the hard way): a pipe for output, or Python does not start; another HOME, or it links the
user's own folders and writes into them; Windows 10 for a version, or Qt sees Windows 7.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tools.windows.places import CACHE

#: Programs that the build needs, and the packages of Debian that bring them.
NEEDED: Final = {
    "wine": "wine wine64",
    "Xvfb": "xvfb",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "wixl": "wixl",
    "msiinfo": "msitools",
}
#: What a look at the window needs besides.
SEEING: Final = {"xdotool": "xdotool", "import": "imagemagick", "openbox": "openbox"}
#: What signing needs besides.
SIGNING: Final = {"osslsigncode": "osslsigncode"}


class Failed(Exception):
    """A Windows program ended with another exit code than was asked for; the text holds what it said."""


def missing(needed: Mapping[str, str]) -> list[str]:
    """The packages of Debian that are not there, of these programs and their packages."""
    return [
        package for program, packages in needed.items() if not shutil.which(program) for package in packages.split()
    ]


def ask_for(needed: Mapping[str, str]) -> None:
    """Raises SystemExit with the line that installs what is missing; with all there, nothing happens."""
    if packages := missing(needed):
        raise SystemExit(
            f"This needs Wine and what goes with it (about 1.1 GB): {', '.join(packages)}\n"
            f"On Debian, as root:  apt-get install --no-install-recommends {' '.join(packages)}"
        )


def windows_path(path: Path) -> str:
    """How Windows names a file of this computer."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextmanager
def screen(size: str = "1366x768") -> Iterator[str]:
    """A screen that nobody sees, on a number that is free: the value of DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        if not number:
            raise SystemExit("Xvfb does not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class Wine:
    """A computer with Windows: `prefix` is its disk, `home` the folder that it takes for the user's."""

    def __init__(self, prefix: Path = CACHE / "prefix", display: str = "") -> None:
        self.prefix = prefix
        self.home = prefix.with_name(prefix.name + "-home")
        self.display = display

    @property
    def drive(self) -> Path:
        """Its disk C."""
        return self.prefix / "drive_c"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What a program is started with: nothing of the user's own, so that it runs everywhere alike."""
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",  # nor does Debian's starter then ask for Wine of 32 bits, which nothing here needs
            # No entries in the menus here, no questions about .NET or a browser, and no debugger that waits.
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree=d;mshtml=d;winedbg.exe=d",
            "DISPLAY": self.display,
            **(more or {}),
        }

    def start(
        self, command: Sequence[str | Path], *, folder: Path | None = None, more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program and do not wait; its output goes to a pipe, both kinds in one."""
        self.home.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            ["wine", *(windows_path(part) if isinstance(part, Path) else part for part in command)],
            cwd=folder or self.home,
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(
        self,
        command: Sequence[str | Path],
        *,
        folder: Path | None = None,
        more: Mapping[str, str] | None = None,
        seconds: float = 1800,
        codes: Sequence[int] = (0,),
    ) -> str:
        """What a program says, once it has ended. Raises Failed on any other exit code."""
        program = self.start(command, folder=folder, more=more)
        try:
            output, _ = program.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            program.kill()
            self.end()  # what it had started runs on otherwise
            raise Failed(f"{command[0]} did not end within {seconds:.0f} s") from None
        said = output.decode("utf-8", "replace").replace("\r\n", "\n")
        if program.returncode not in codes:
            raise Failed(f"{command[0]} ended with {program.returncode}:\n{said[-4000:]}")
        return said

    def wait(self) -> None:
        """Until every program of this computer has ended, its services too."""
        self._server("-w")

    def end(self) -> None:
        """Switch it off, with what still runs on it."""
        self._server("-k")

    def _server(self, flag: str) -> None:
        found = shutil.which("wineserver") or "/usr/lib/wine/wineserver"
        if self.prefix.exists() and Path(found).exists():
            subprocess.run([found, flag], env=self.environment(), check=False, capture_output=True)

    def prepare(self) -> None:
        """Make it, and have it say that it is Windows 10."""
        self.home.mkdir(parents=True, exist_ok=True)
        subprocess.run(["wine", "wineboot", "-i"], env=self.environment(), check=True, capture_output=True, timeout=300)
        self.run(["winecfg", "-v", "win10"])  # which writes down the build too, where installers look for it
