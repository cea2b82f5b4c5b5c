"""Programs that are killed while they save a meeting, and what was left each time.

What must hold after each: the file is whole, opens with its key, and is no older than the last save that was
acknowledged; the generations are whole too; and the next program gets the lock and sweeps away what was left.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from mdo_viewer.meeting import saving
from mdo_viewer.meeting.container import Cost, Key, Unreadable, seal, unseal
from tests.torture.tally import Tally

NAME = "dinsdag.mdo"
KEY = Key(b"k" * 32, b"s" * 16, Cost(64, 1, 1))
#: As large as a meeting of some hundred patients.
SIZE = 20_000
#: From the start of the first save to the kill, s, at most: some two saves.
LATEST = 0.008


def content(number: int) -> bytes:
    """A meeting by its number."""
    return b"%012d" % number + random.Random(number).randbytes(SIZE)


class Said:
    """What the program that will be killed has said: the number of its last save, and whether it has begun."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 16)

    def clear(self, number: int) -> None:
        self._shared[:] = number.to_bytes(8) + bytes(8)

    @property
    def number(self) -> int:
        return int.from_bytes(self._shared[:8])

    @number.setter
    def number(self, number: int) -> None:
        self._shared[:8] = number.to_bytes(8)

    @property
    def begun(self) -> bool:
        return self._shared[8] == 1

    def begin(self) -> None:
        self._shared[8] = 1


def save_for_ever(path: Path, said: Said) -> None:
    """Save numbered meetings until killed; what is acknowledged is told."""
    _lock = saving.Lock(path)
    file = saving.MeetingFile(path, path.read_bytes())
    number = said.number
    said.begin()
    while True:
        number += 1
        whole = content(number)

        def check(read: bytes, whole: bytes = whole) -> None:
            if unseal(read, KEY) != whole:
                raise OSError("read back differs")

        file.save(seal(whole, KEY), check)
        said.number = number


def found(path: Path, told: int) -> str:
    """What a killed program left at the meeting's place."""
    number = number_of(path)
    if isinstance(number, str):
        return number
    if number < told:
        return "lost"
    return "last" if number == told else "next"


def number_of(path: Path) -> int | str:
    """Which meeting stands there; or that it is none."""
    try:
        whole = unseal(path.read_bytes(), KEY)
    except (OSError, Unreadable):
        return "corrupt"
    number = int(whole[:12])
    return number if whole == content(number) else "mixed"


def generations(path: Path) -> str | None:
    """What is wrong with the earlier files that are kept: each is whole, and older than the one after it."""
    numbers = [number_of(path)]
    for at in range(1, saving.GENERATIONS + 1):
        kept = path.with_name(f"{NAME}.{at}")
        if kept.exists():
            numbers.append(number_of(kept))
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) < len(numbers):
        return "a generation is not whole"
    # killed between the keeping and the move, both are the same
    return None if whole == sorted(whole, reverse=True) else "generations in the wrong order"


def reopened(path: Path) -> str | None:
    """The next program: it gets the lock, and nothing is left beside the file after its sweep."""
    try:
        lock = saving.Lock(path)
    except (OSError, saving.InUse):
        return "the lock is not free"
    saving.sweep(path)
    lock.release()
    return "left after the sweep" if any(each.name.startswith(".") for each in path.parent.iterdir()) else None


def killed(path: Path, said: Said, delay: float) -> None:
    """Start a program that saves, and kill it so long after its first save has begun."""
    child = os.fork()
    if child == 0:
        try:
            save_for_ever(path, said)
        finally:
            os._exit(1)
    ended = 0
    while not said.begun and not ended:
        time.sleep(0.0001)
        ended = os.waitpid(child, os.WNOHANG)[0]
    time.sleep(delay)
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def kills(count: int, seed: int = 1) -> Tally:
    """Kill and look, so many times; every second program keeps a generation with each save."""
    tally, chance, said = Tally("kill -9"), random.Random(seed), Said()
    apart = saving.APART
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / NAME
            path.write_bytes(seal(content(0), KEY))
            last = 0
            for at in range(count):
                vars(saving)["APART"] = 0.0 if at % 2 else apart
                said.clear(last)
                killed(path, said, chance.random() * LATEST)
                last = looked_at(path, said, tally)
    finally:
        vars(saving)["APART"] = apart
    return tally


def looked_at(path: Path, said: Said, tally: Tally) -> int:
    """Judge what was left, put it right where it was wrong, and give the number that the next program begins with."""
    what = found(path, said.number)
    tally.notes[what] += 1
    tally.notes["left over"] += any(each.name.endswith(".part") for each in path.parent.iterdir())
    if what in ("corrupt", "mixed", "lost"):
        tally.found(what)
        path.write_bytes(seal(content(said.number), KEY))
        return said.number
    tally.found(generations(path) or reopened(path))
    number = number_of(path)
    assert isinstance(number, int)
    return number
