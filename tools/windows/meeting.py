"""Holds a meeting with the program for Windows, by its keys, and looks in the file what came of it.

Begin, a list, three patients with a decision, the page, the lock, a program that is killed, recovery, closing, opening
again, and a second start. The file is opened on Linux, by the source: what was decided must stand in it. Pictures go
to `out/windows/pictures`.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.container import open_sealed
from mdo_viewer.meeting.document import Point
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.meeting_text import read_meeting
from tools.windows.kitchen import make_disk
from tools.windows.places import BUNDLE, CACHE, DIST, ROOT, WINDOW
from tools.windows.prove import AWKWARD
from tools.windows.seat import Seat
from tools.windows.wine import Wine, screen

PICTURES: Final = DIST / "pictures"
_SIZE: Final = (1366, 768)
_PASSWORD: Final = "lang genoeg 1"  # noqa: S105 (of a meeting that is made up)
_FOLDER: Final = "Vergaderingen"
#: What is decided on the patients of the list, in order; the first follows an advice.
_DECIDED: Final = {"MDO-0101": "follow", "MDO-0102": "eerst overleg", "MDO-0103": "volgende week opnieuw"}


class Board:
    """The program on its screen, with the meeting of a Tuesday."""

    def __init__(self, wine: Wine, seat: Seat, program: Path) -> None:
        self.wine, self.seat, self.program = wine, seat, program
        self.folder = wine.drive / _FOLDER
        self.file = self.folder / "dinsdag é.mdo"
        self.page = self.folder / "verslag.pdf"

    @contextmanager
    def started(self, *names: str) -> Iterator[subprocess.Popen[bytes]]:
        """The program, ended in the end if it did not end by itself."""
        begun = time.monotonic()
        running = self.wine.start([self.program, *names], folder=self.program.parent)
        try:
            self.seat.wait_for_window("a window stands there")
            self.seat.say(f"    ({time.monotonic() - begun:.1f} s after the start)")
            yield running
        finally:
            if running.poll() is None:
                running.send_signal(signal.SIGKILL)
            running.wait()

    def hold(self) -> None:
        """The meeting from its beginning to the moment that the program is killed."""
        with self.started(f"C:\\{_FOLDER}\\{self.file.name}") as running:
            self._begin()
            self._read_list()
            self._decide()
            self._write_page()
            self._lock()
            running.send_signal(signal.SIGKILL)
            running.wait()
        self.seat.say("killed in the middle")

    def _begin(self) -> None:
        seat = self.seat
        seat.picture("nieuw-wachtwoord")
        seat.type(_PASSWORD)
        seat.press("Tab")
        seat.type(_PASSWORD)
        seat.press("Return")
        seat.wait("the meeting is begun: its file is there", self.file.exists)
        seat.rest(5)
        seat.picture("begonnen")

    def _read_list(self) -> None:
        seat = self.seat
        shutil.copy(ROOT / "resources/example/lijst.csv", self.folder)
        before = self._size()
        seat.press("m", "shift+Tab", "shift+Tab", "space")
        seat.rest(2)
        seat.press("space")
        seat.rest(2)
        seat.picture("lijst-kiezen")
        seat.type(f"C:\\{_FOLDER}\\lijst.csv")
        seat.press("Return")
        seat.rest(5)
        seat.picture("lijst")
        seat.press_until("ctrl+Return", "the list is taken and kept", lambda: self._size() > before)
        seat.picture("agenda")
        seat.press("Escape")

    def _decide(self) -> None:
        seat = self.seat
        keys = [point.case.case for point in self._points()]
        seat.press(*["Prior"] * len(keys), *["Next"] * keys.index("MDO-0101"), "1", "1")
        seat.picture("advies")
        seat.press("v", "ctrl+Return")
        seat.picture("gevolgd")
        for key, text in list(_DECIDED.items())[1:]:
            seat.press("Next", "1", "a")
            seat.type(text)
            seat.press("ctrl+Return")
            seat.picture(f"besluit-{key}")
        seat.wait("three decisions are in the file", lambda: self.decided() == _DECIDED)

    def _write_page(self) -> None:
        seat = self.seat
        seat.press("ctrl+e")
        seat.rest(2)
        seat.picture("pdf-plaats")
        seat.press("ctrl+a")
        seat.type(f"C:\\{_FOLDER}\\{self.page.name}")
        seat.press("Return")
        seat.wait("the page is written", lambda: self.page.exists() and self.page.read_bytes()[:5] == b"%PDF-")
        seat.rest(2)
        seat.picture("pdf")

    def _lock(self) -> None:
        seat = self.seat
        seat.press("ctrl+shift+l")
        seat.rest(2)
        seat.picture("vergrendeld")
        seat.type("een verkeerd woord")
        seat.press("Return")
        seat.rest(4)
        seat.picture("verkeerd-wachtwoord")
        self._give_password()
        seat.picture("ontgrendeld")
        seat.say("locked, a wrong password refused, unlocked")

    def _give_password(self) -> None:
        self.seat.press("ctrl+a")
        self.seat.type(_PASSWORD)
        self.seat.press("Return")
        self.seat.rest(4)

    def _start_again(self) -> None:
        """A second start hands over to the first and ends."""
        begun = time.monotonic()
        second = self.wine.start([self.program], folder=self.program.parent)
        self.seat.wait("a second start has ended", lambda: second.poll() is not None)
        if second.returncode:
            raise SystemExit(f"A second start ended with {second.returncode}")
        self.seat.say(f"    (in {time.monotonic() - begun:.1f} s, and the window of the first is there)")
        self.seat.picture("tweede-start")

    def recover(self) -> None:
        """The next start asks for the password of the meeting that was open, and goes on with it."""
        with self.started() as running:
            self.seat.rest(2)
            self.seat.picture("na-de-klap")
            self._give_password()
            self.seat.picture("teruggehaald")
            before = self._answers()
            self.seat.press("Prior", "1")
            self.seat.wait("what is answered after the recovery is in the file too", lambda: self._answers() > before)
            if self.decided() != _DECIDED:
                raise SystemExit(f"After the recovery the file holds {self.decided()}")
            self._close(running)

    def reopen(self) -> None:
        """Open it by its name, as a double click does, and leave it as it is."""
        with self.started(f"C:\\{_FOLDER}\\{self.file.name}") as running:
            self.seat.picture("opnieuw-geopend")
            self._give_password()
            self.seat.picture("zoals-het-was")
            self._start_again()
            self._close(running)

    def _close(self, running: subprocess.Popen[bytes]) -> None:
        self.seat.press("alt+F4")
        self.seat.wait("closed by Alt+F4", lambda: running.poll() is not None)

    def _size(self) -> int:
        return self.file.stat().st_size

    def _points(self) -> tuple[Point, ...]:
        """The patients as they are in the file, read by the source."""
        content = open_sealed(self.file.read_bytes(), _PASSWORD)[0]
        return read_meeting(content, load_pack(PACK)).document.points

    def _answers(self) -> int:
        return sum(len(point.answered) for point in self._points())

    def decided(self) -> dict[str, str]:
        """The key of each patient with a decision, and its words or kind."""
        held = {point.case.case: point.case.decisions for point in self._points()}
        return {key: each.text or each.kind for key, decisions in held.items() for each in decisions}

    def left_behind(self) -> list[str]:
        """What lies beside the meeting when all is closed, but its earlier versions, the list and the page."""
        wanted = (self.file.name, "lijst.csv", self.page.name)
        return sorted(file.name for file in self.folder.iterdir() if not file.name.startswith(wanted))


def meet(bundle: Path = BUNDLE) -> list[str]:
    """Hold the whole meeting; its log. Raises SystemExit or Late where it does not go as it should."""
    wine = Wine(CACHE / "meeting")
    wine.end()
    shutil.rmtree(wine.prefix, ignore_errors=True)
    make_disk(wine)
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with screen("{}x{}".format(*_SIZE)) as display:
        wine.display = display
        desktop = r"HKCU\Software\Wine\Explorer"
        wine.run(["reg", "add", desktop, "/v", "Desktop", "/d", "mdo", "/f"])
        wine.run(["reg", "add", rf"{desktop}\Desktops", "/v", "mdo", "/d", "{}x{}".format(*_SIZE), "/f"])
        program = wine.drive / AWKWARD / "mdo-viewer" / WINDOW
        shutil.copytree(bundle, program.parent)
        board = Board(wine, Seat(display, PICTURES), program)
        board.folder.mkdir()
        try:
            board.hold()
            board.recover()
            board.reopen()
        finally:
            wine.end()
        if left := board.left_behind():
            raise SystemExit(f"Left beside the meeting: {', '.join(left)}")
        board.seat.say(
            f"nothing else lies beside the meeting; {len(board.seat.taken)} pictures in {PICTURES.relative_to(ROOT)}"
        )
        (DIST / "meeting.log").write_text("\n".join([*board.seat.log, ""]), encoding="utf-8")
        return board.seat.log
