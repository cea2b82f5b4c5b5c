"""Tries the installers on a computer of Wine's: installation, repair, a newer version, a refused older one, removal."""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tools.windows.dress import numbers
from tools.windows.installer import OWN_FILES, Scope, code, make, names_of
from tools.windows.kitchen import make_disk
from tools.windows.places import BUNDLE, CACHE, CONSOLE, DIST, WINDOW, version
from tools.windows.wine import Failed, Wine, screen

#: What Windows Installer answers: done, done but start again, and failed. Linux hears the lowest eight bits.
_DONE, _DONE_AFTER_RESTART, _FAILED = 0, 3010, 1603
#: s that the program may take to write its first file on a slow computer.
_PATIENCE: Final = 180.0
_SYSTEM: Final = r"Software\Microsoft\Windows NT\CurrentVersion"
#: The build before the first that the program runs on.
_TOO_OLD: Final = "17762"
_UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
#: A meeting of the user's, which nothing may touch.
_MEETING: Final = b"MDO1 of the user"


class Wrong(Exception):
    """An installer did something else than it should."""


def after(said: str) -> str:
    """The version after this one."""
    first, second, third, _ = numbers(said)
    return f"{first}.{second}.{third + 1}"


class Computer:
    """A computer on which one installer is tried, for everybody or for one user."""

    def __init__(self, wine: Wine, scope: Scope, bundle: Path) -> None:
        self.wine, self.scope, self.bundle = wine, scope, bundle
        self.user = next(each for each in (wine.drive / "users").iterdir() if each.name != "Public")
        self.local = self.user / "AppData/Local"
        base = wine.drive / "Program Files" if scope == "machine" else self.local / "Programs"
        self.folder = base / "MDO Viewer"
        self.root = "HKLM" if scope == "machine" else "HKCU"
        self.meeting = self.user / "vergadering.mdo"

    def installer(self, *words: str | Path, codes: tuple[int, ...] = (_DONE, _DONE_AFTER_RESTART)) -> None:
        """Let Windows Installer do this, silently. Raises Wrong on another answer."""
        try:
            self.wine.run(["msiexec", *words, "/qn"], codes=[each % 256 for each in codes])
        except Failed as failed:
            raise Wrong(f"msiexec {' '.join(map(str, words))}: {failed}") from None
        self.wine.wait()

    def value(self, key: str, name: str = "", root: str = "") -> str | None:
        """What the registry holds; None where there is nothing."""
        asked = ["/ve"] if not name else ["/v", name]
        try:
            said = self.wine.run(["reg", "query", rf"{root or self.root}\{key}", *asked, "/reg:64"])
        except Failed:
            return None
        return said.strip().splitlines()[-1].partition("REG_SZ")[2].strip()

    def is_build(self, number: str) -> str:
        """Have Windows be of this build; which it was of."""
        before = self.value(_SYSTEM, "CurrentBuildNumber", "HKLM")
        key = ["reg", "add", rf"HKLM\{_SYSTEM}", "/v", "CurrentBuildNumber"]
        self.wine.run([*key, "/d", number, "/f", "/reg:64"])
        return str(before)

    def menu(self) -> list[Path]:
        """The entries of the start menu, for everybody and for this user."""
        return [entry for entry in (self.wine.drive).rglob("MDO Viewer.lnk") if "Start Menu" in str(entry)]

    def must_be_there(self, version: str) -> None:
        """Raises Wrong where a file is missing, another or one too many, or where Windows does not know of it."""
        if not self.folder.is_dir():
            raise Wrong(f"{self.folder} is not there")
        here, wanted = names_of(self.folder), names_of(self.bundle)
        if here != wanted:
            raise Wrong(f"not the files of the bundle: {sorted(set(here) ^ set(wanted))[:5]}")
        if other := [name for name in here if (self.folder / name).read_bytes() != (self.bundle / name).read_bytes()]:
            raise Wrong(f"not as in the bundle: {other[:5]}")
        if (known := self.listed(version)) != version:
            raise Wrong(f"Windows knows version {known}, not {version}")
        opens = self.value(r"Software\Classes\MdoViewer.Meeting\shell\open\command")
        if self.value(r"Software\Classes\.mdo") != "MdoViewer.Meeting" or WINDOW not in str(opens):
            raise Wrong(f".mdo opens with {opens}")
        if len(self.menu()) != 1:
            raise Wrong(f"in the start menu: {self.menu()}")

    def must_be_gone(self, *versions: str) -> None:
        """Raises Wrong where something of the program is left, or where a meeting is not."""
        left = [str(place) for place in (self.folder, *self.menu()) if place.exists()]
        left += [str(place) for place in (self.own, *self.choices()) if place.exists()]
        left += [
            each
            for each in (r"Software\Classes\.mdo", r"Software\Classes\MdoViewer.Meeting")
            if self.value(each) is not None
        ]
        left += [each for each in versions if self.listed(each)]
        if left:
            raise Wrong(f"left behind: {', '.join(left)}")
        if self.meeting.read_bytes() != _MEETING:
            raise Wrong("a meeting of the user is gone")

    @property
    def own(self) -> Path:
        """Where the program keeps its choices."""
        return self.local / "mdo-viewer"

    def choices(self) -> list[Path]:
        """The files that the program keeps for itself."""
        return [self.own / name for name in OWN_FILES]

    def keep_choices(self) -> None:
        """As the program does."""
        self.own.mkdir(exist_ok=True)
        for file in self.choices():
            file.write_text("{}", encoding="utf-8")

    def listed(self, version: str) -> str | None:
        """What Windows' list of programs says of the version with this code; Wine has one list, for everybody."""
        product = f"{{{code('product', self.scope, version)}}}"
        return self.value(rf"{_UNINSTALL}\{product}", "DisplayVersion", "HKLM")


@contextmanager
def _fresh(name: str) -> Iterator[Wine]:
    """A computer that nothing was done with, and its disk away after."""
    wine = Wine(CACHE / f"trial-{name}")
    wine.end()
    shutil.rmtree(wine.prefix, ignore_errors=True)
    make_disk(wine)
    with screen() as display:
        wine.display = display
        try:
            yield wine
        finally:
            wine.end()
    shutil.rmtree(wine.prefix)


def try_stick(packed: Path) -> list[str]:
    """What was tried with the zip. Raises Wrong where the program keeps its things elsewhere than beside itself."""
    with _fresh("stick") as wine:
        stick = wine.drive / "Stick é"
        with zipfile.ZipFile(packed) as held:
            held.extractall(stick)
        folder = stick / "mdo-viewer"
        before = {folder / name for name in names_of(folder)}
        running = wine.start([folder / WINDOW], folder=stick)
        until = time.monotonic() + _PATIENCE
        while not (new := {folder / name for name in names_of(folder)} - before) and time.monotonic() < until:
            time.sleep(0.5)
        running.kill()
        running.wait()
        elsewhere = [str(each) for each in (wine.drive / "users").rglob("mdo-viewer")]
        if not new or elsewhere:
            raise Wrong(f"a program on a stick keeps its things in {elsewhere or 'no place'}")
        kept = ", ".join(sorted(file.relative_to(folder).as_posix() for file in new))
        line = f"stick: what the program keeps is beside it ({kept}), and nothing is elsewhere"
        print(line, flush=True)
        return [line]


def try_out(msi: Path, scope: Scope, epoch: int, bundle: Path = BUNDLE) -> list[str]:
    """What was tried with this installer, a line each. Raises Wrong or Failed where it is not as it should be."""
    now, later = version(), after(version())
    newer = make(bundle, DIST / f"trial-{scope}.msi", scope, later, epoch)
    log = []

    def say(text: str) -> None:
        log.append(f"{scope}: {text}")
        print(log[-1], flush=True)

    try:
        with _fresh(scope) as wine:
            _through(Computer(wine, scope, bundle), msi, newer, now, later, say)
    finally:
        newer.unlink()
    return log


def _through(computer: Computer, msi: Path, newer: Path, now: str, later: str, say: Callable[[str], None]) -> None:
    computer.meeting.write_bytes(_MEETING)
    is_now = computer.is_build(_TOO_OLD)
    computer.installer("/i", msi, codes=(_FAILED,))
    computer.must_be_gone(now)
    computer.is_build(is_now)
    say(f"refused ({_FAILED}) on build {_TOO_OLD} of Windows, before that of 1809; nothing was written")

    computer.installer("/i", msi)
    computer.must_be_there(now)
    say(f"installed {now} silently: {len(names_of(computer.folder))} files, .mdo, start menu, list of programs")
    said = computer.wine.run([computer.folder / CONSOLE, "self-test"], folder=computer.user)
    say(f"self-test: {len([line for line in said.splitlines() if line.startswith('ok ')])} checks ok")

    _spoil(computer.folder)
    # What `msiexec /fa` stands for, which Wine does not have.
    computer.installer("/i", msi, "REINSTALL=ALL", "REINSTALLMODE=amus")
    computer.must_be_there(now)
    say("repaired: a file that was gone and one that was changed")

    computer.installer("/i", newer)
    computer.must_be_there(later)
    if computer.listed(now):
        raise Wrong(f"{now} is still listed beside {later}")
    say(f"{later} took its place, and alone is listed")

    computer.installer("/i", msi, codes=(_FAILED,))
    computer.must_be_there(later)
    say(f"{now} over {later} is refused ({_FAILED}), nothing changed")

    computer.keep_choices()
    # As Windows removes an older version for a newer one; Wine does so without a word of it.
    computer.installer("/x", newer, f"UPGRADINGPRODUCTCODE={{{code('product', computer.scope, now)}}}")
    if computer.folder.exists() or computer.listed(later) or not all(file.exists() for file in computer.choices()):
        raise Wrong("removed for a newer version: the program is left, or the user's choices are not")
    say("removed as for a newer version: the program went, the user's choices stayed")

    computer.installer("/i", msi)
    computer.must_be_there(now)
    computer.installer("/x", msi)
    computer.must_be_gone(now, later)
    say("removed silently: no file, no key, no entry left, nor the user's choices; the user's meeting stayed")


def _spoil(folder: Path) -> None:
    """As a disk or a person may do."""
    (folder / "_internal/mdo_viewer/resources/icons/app.svg").unlink()
    (folder / "_internal/mdo_viewer/resources/page.typ").write_bytes(b"spoiled")
