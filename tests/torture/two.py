"""Two programs on one file, in every order of their steps that there is time for.

Each opens the meeting, takes the lock, adds a word to what it read, saves and lets go. What must hold: no word that was
said to be saved is gone, none that was refused is there, and whoever reads the file at any moment reads it whole. Who
comes second is told so: the meeting is in use, or was changed elsewhere.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from mdo_viewer.meeting import saving
from tests.help.simulated_disk import through
from tests.torture.tally import IN_MEMORY, Tally

NAME = "dinsdag.mdo"
WORD = re.compile(rb"<[ABC]\d+>")
#: Which of the programs goes on, asked before each step; those that are not done yet are given.
Order: TypeAlias = Callable[[list[int]], int]


class Program:
    """A window on the meeting: what it was told."""

    def __init__(self, path: Path, name: str, rounds: int, edits: int) -> None:
        self.path, self.name, self.rounds, self.edits = path, name, rounds, edits
        self.saved: list[bytes] = []
        self.notes: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, wait: Callable[[], None] = lambda: None) -> None:
        """Open, save and let go, so many times."""
        for number in range(self.rounds):
            wait()
            try:
                self._once(number * self.edits)
            except saving.InUse:
                self.notes["told to be in use"] += 1
            except saving.ChangedElsewhere:
                self.notes["told to be changed elsewhere"] += 1
            except Exception as problem:  # noqa: BLE001 - any other is what is looked for
                self.wrong.append(f"ends with {type(problem).__name__}")

    def _once(self, first: int) -> None:
        there = self._read()  # before the lock, as the window does
        lock = saving.Lock(self.path)
        try:
            file, data = saving.MeetingFile(self.path, there), there or b""
            for number in range(first, first + self.edits):
                word = b"<%s%d>" % (self.name.encode(), number)
                data += word
                file.save(data, _nothing)
                self.saved.append(word)
        finally:
            lock.release()

    def _read(self) -> bytes | None:
        try:
            there = self.path.read_bytes()
        except FileNotFoundError:
            return None
        if not there or WORD.sub(b"", there):
            self.wrong.append("read a file that is not whole")
        return there


def _nothing(_read: bytes) -> None:
    """What was read back is not looked at here."""


def wrong_in(path: Path, programs: list[Program]) -> str | None:
    """What did not hold when all of them have ended."""
    for each in programs:
        if each.wrong:
            return each.wrong[0]
    there = WORD.findall(path.read_bytes()) if path.exists() else []
    saved = [word for each in programs for word in each.saved]
    if set(saved) - set(there):
        return "a save is written over without a word"
    if len(there) != len(saved):
        return "a save that was refused is there"
    return None


# --- one step at a time -----------------------------------------------------------------------------------------------


class Stage:
    """Lets programs run in threads, one system call at a time, in an order that is given."""

    def __init__(self, programs: list[Program], order: Order) -> None:
        self.programs, self.order = programs, order
        self.go = [threading.Semaphore(0) for _ in programs]
        self.back = threading.Semaphore(0)
        self.who = threading.local()
        self.threads: set[int] = set()
        self.done: set[int] = set()
        self.steps = 0

    def _pause(self) -> None:
        self.back.release()
        self.go[self.who.at].acquire()

    def _call(self, name: str, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self._pause()
        return None if name == "fsync" else call(*args, **kwargs)

    def _body(self, at: int) -> None:
        self.who.at = at
        self.threads.add(threading.get_ident())
        self.go[at].acquire()
        try:
            self.programs[at].run()
        finally:
            self.done.add(at)
            self.threads.discard(threading.get_ident())
            self.back.release()

    def play(self) -> None:
        """From the first step to the last."""
        take = saving._take  # the other may come in between

        def paused(handle: int) -> None:
            self._pause()
            take(handle)

        threads = [threading.Thread(target=self._body, args=(at,)) for at in range(len(self.programs))]
        saving._take = paused  # it does
        try:
            with through(self._call, self.threads):
                for each in threads:
                    each.start()
                while len(self.done) < len(threads):
                    self.steps += 1
                    self.go[self.order([at for at in range(len(threads)) if at not in self.done])].release()
                    self.back.acquire()
                for each in threads:
                    each.join()
        finally:
            saving._take = take  # as it was


def one_switch_each(first: int, second: int) -> Order:
    """A runs so many steps, then B so many, then A to its end, then B."""
    turns = iter([0] * first + [1] * second)

    def order(left: list[int]) -> int:
        at = next(turns, 0)
        return at if at in left else left[0]

    return order


def at_random(seed: int) -> Order:
    """Any of them; some orders change often, some seldom."""
    chance = random.Random(seed)
    often = chance.choice((0.05, 0.3, 1.0))
    last = [0]

    def order(left: list[int]) -> int:
        if last[0] not in left or chance.random() < often:
            last[0] = chance.choice(left)
        return last[0]

    return order


def played(there: bool, order: Order, rounds: int, edits: int, tally: Tally) -> int:
    """One order in a folder of its own; how many steps it took."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as name:
        path = Path(name) / NAME
        before = Program(path, "C", 1, 1)
        if there:
            before.run()
        programs = [Program(path, "A", rounds, edits), Program(path, "B", rounds, edits)]
        stage = Stage(programs, order)
        stage.play()
        tally.found(wrong_in(path, [*programs, before]))
        for each in programs:
            tally.notes.update(each.notes)
            tally.notes["saves"] += len(each.saved)
        return stage.steps


def step_by_step(long: bool) -> list[Tally]:
    """Every order with two changes of who runs, and many at random."""
    tally = Tally("two programs, step by step")
    for there in (True, False):
        steps = played(there, one_switch_each(10_000, 0), 1, 1, Tally("")) // 2 + 1
        for first in range(0, steps, 1 if long else 2):
            for second in range(1, steps, 1 if long else 5):
                played(there, one_switch_each(first, second), 1, 1, tally)
        for seed in range(3000 if long else 15):
            played(there, at_random(seed), 3, 2, tally)
    return [tally]


# --- real programs ----------------------------------------------------------------------------------------------------


def _hurried(path: str, name: str, seed: int, answer: Connection) -> None:
    """A program of its own, which waits now and then."""
    chance = random.Random(seed)
    program = Program(Path(path), name, ROUNDS, 1)
    program.run(lambda: time.sleep(chance.choice((0, 0, 0.0003, 0.001))))
    answer.send((program.saved, dict(program.notes), program.wrong))
    answer.close()


#: How often a real program opens the meeting.
ROUNDS = 12


def processes(long: bool) -> list[Tally]:
    """Two real programs at once, as fast as they can."""
    tally = Tally("two programs, for real")
    context = multiprocessing.get_context("fork")
    for seed in range(300 if long else 4):
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
            path, programs = Path(folder) / NAME, []
            answers, started = [], []
            for name in ("A", "B"):
                mine, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_hurried, args=(str(path), name, seed + ord(name), theirs))
                process.start()
                theirs.close()
                answers.append(mine)
                started.append(process)
            for name, answer, process in zip(("A", "B"), answers, started, strict=True):
                program = Program(path, name, ROUNDS, 1)
                program.saved, notes, program.wrong = answer.recv()
                answer.close()
                process.join()
                program.notes.update(notes)
                tally.notes.update(program.notes)
                tally.notes["saves"] += len(program.saved)
                programs.append(program)
            tally.found(wrong_in(path, programs))
    return [tally]
