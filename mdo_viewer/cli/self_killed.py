"""For `self-test`: a meeting opens after the program that saved it was killed, and holds what was saved.

The program starts itself once more for this, and nothing else ever: `self-test --write FILE` is that second one.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from mdo_viewer.guideline.library import DEFAULT_PACK, load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.container import LEAST, make_key, open_sealed, seal, unseal
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.saving import InUse, Lock, MeetingFile

PASSWORD: Final = "self-test"  # noqa: S105 - of a meeting that lives for seconds
#: The longest that the second program may take to save for the first time, s: a virus scanner looks through all of a
#: bundle that is new to it.
STARTING: Final = 120.0
#: The longest that it writes where nobody kills it, s.
PATIENCE: Final = 20.0
#: How long it goes on saving before it is killed, s: somewhere in the middle of a save.
SAVING: Final = 0.4
#: How long the system may take to let go of what a killed program held, s.
LETTING_GO: Final = 3.0


def killed_and_reopened() -> int:
    """Have a second program save a meeting again and again, kill it, and open what it left: how often it had saved.

    Raises RuntimeError, or what opening raises, where a meeting was lost.
    """
    import subprocess  # noqa: TID251 - this program itself, once more, to be killed

    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "mdo_viewer"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "killed.mdo"
        writer = subprocess.Popen(  # noqa: S603 - this program itself
            [*own, "self-test", "--write", str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            _until_saved(path, writer)
            time.sleep(SAVING)
            if writer.poll() is not None:
                raise RuntimeError(f"exit code {writer.returncode}")
        finally:
            writer.kill()
            writer.wait()
        return _reopened(path)


def _until_saved(path: Path, writer: object) -> None:
    end = time.monotonic() + STARTING
    while not path.is_file():
        if time.monotonic() > end or getattr(writer, "poll", lambda: None)() is not None:
            raise RuntimeError("killed.mdo: nothing was saved")
        time.sleep(0.02)


def _reopened(path: Path) -> int:
    """The number of the last save. The lock of the killed program is gone, the file is whole, and so is a save over
    it."""
    end = time.monotonic() + LETTING_GO
    while True:
        try:
            lock = Lock(path)
            break
        except InUse:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
    try:
        data = path.read_bytes()
        content, key = open_sealed(data, PASSWORD)
        pack = load_pack(DEFAULT_PACK)
        meeting = read_meeting(content, pack)
        number = int(meeting.document.points[0].case.notes or 0)
        if meeting != _meeting(number):
            raise RuntimeError("killed.mdo: another meeting")
        written = write_meeting(_meeting(number + 1), pack)
        MeetingFile(path, data).save(seal(written, key), lambda _data: None)
        if unseal(path.read_bytes(), key) != written:
            raise RuntimeError("killed.mdo: not saved again")
    finally:
        lock.release()
    return number


def _meeting(number: int) -> Meeting:
    """A meeting that says how often it was saved."""
    case = replace(Case("MDO-0001"), notes=str(number))
    return Meeting(document_of((case,)), 0, load_pack(DEFAULT_PACK).trees[0].id)


def write_on(path: Path) -> int:
    """The second program: save until it is killed, or by itself after a while, where nobody is left to kill it."""
    pack, key, end, number = load_pack(DEFAULT_PACK), make_key(PASSWORD, cost=LEAST), time.monotonic() + PATIENCE, 0
    lock = Lock(path)
    try:
        file = MeetingFile(path, None)
        while time.monotonic() < end:
            number += 1
            file.save(seal(write_meeting(_meeting(number), pack), key), lambda _data: None)
    finally:
        lock.release()
    return 1
