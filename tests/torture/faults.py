"""Every call of a save fails, with every error that a system knows; and a disk that is full at every size.

What must hold: at the meeting's place stands the old file or the new one, whole, and the program knows which; what
stands beside it is whole; nothing is left over; no handle stays open; and the next save succeeds.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from mdo_viewer.meeting import saving
from tests.help.simulated_disk import through
from tests.torture.power import KEPT, NAME, STARTS, Start, history, prepared, text
from tests.torture.tally import IN_MEMORY, Tally

NEW, NEXT = text(1, 60), b"next"
OPEN, CLOSE = os.open, os.close


class Fault(NamedTuple):
    """One call that fails; `done` where what was asked for happens all the same, as a share may have it."""

    at: int
    error: type[Exception] = OSError
    code: int = errno.EIO
    done: bool = False

    def raised(self) -> Exception:
        return self.error(self.code, "planted") if self.error is OSError else self.error("planted")


class System:
    """A hook: counts the calls of a save and lets some of them fail."""

    def __init__(self, folder: Path, *faults: Fault) -> None:
        self.folder = folder
        self.calls: list[str] = []
        self.faults = {each.at: each for each in faults}
        self.hit: list[tuple[str, Fault]] = []
        self.open: dict[int, bool] = {}  # handles, and whether it is the folder's
        self.sure = True  # whether the folder was synced after the last move

    def __call__(self, name: str, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        at = len(self.calls)
        self.calls.append(name)
        fault = self.faults.get(at)
        if fault is None:
            return self._run(name, call, args, kwargs)
        self.hit.append((name, fault))
        if fault.done or name == "close":  # the handle is gone all the same
            result = self._run(name, call, args, kwargs)
            if name == "open":
                CLOSE(result)  # nobody was told of it
                self.open.pop(result)
        if name == "fsync":
            self.sure = False
        raise fault.raised()

    def _run(self, name: str, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name == "fsync":  # takes time, and shows only when the power fails
            self.sure = self.sure or self.open[args[0]]
            return None
        if name == "write" and len(args[1]) > 40:
            args = (args[0], bytes(args[1][:40]))  # so that there is a second one
        result = call(*args, **kwargs)
        if name == "open":
            self.open[result] = Path(args[0]) == self.folder
        elif name == "close":
            self.open.pop(args[0], None)
        elif name in ("replace", "rename"):
            self.sure = False
        return result


Outcome: TypeAlias = Literal["saved", "unsure", "failed"]


def attempt(file: saving.MeetingFile, data: bytes, system: System) -> tuple[Outcome, BaseException | None]:
    """One save under this system: what the program is told."""

    def check(read: bytes) -> None:
        if read != data:
            raise OSError("read back differs")

    try:
        with through(system):
            file.save(data, check)
    except saving.NotDurable as problem:
        return "unsure", problem
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - whatever comes out is looked at
        return "failed", problem
    return "saved", None


def wrong_after(folder: Path, start: Start, faults: tuple[Fault, ...]) -> str | None:
    """Save once with these faults and once without, and say what did not hold."""
    path = folder / NAME
    empty(folder)
    prepared(folder, start)
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    kept = history(folder)
    file = saving.MeetingFile(path, before.get(NAME))
    system = System(folder, *faults)
    outcome, problem = attempt(file, NEW, system)
    wrong = (
        _wrong_file(path, before.get(NAME), outcome, system)
        or _wrong_words(outcome, problem, system)
        or _wrong_beside(folder, before, kept, system)
        or _wrong_next(file, folder)
    )
    return wrong and f"{wrong} ({start.generations}, {[(name, *fault) for name, fault in system.hit]})"


def empty(folder: Path) -> None:
    for each in folder.iterdir():
        each.unlink()


def _wrong_file(path: Path, old: bytes | None, outcome: Outcome, system: System) -> str | None:
    now = path.read_bytes() if path.exists() else None
    if outcome == "saved":
        if now != NEW:
            return "said to be saved, and is not"
        return None if system.sure else "said to be saved, and not on the disk for certain"
    if outcome == "unsure":
        return None if now == NEW else "said to stand there, and does not"
    moved = any(name in ("replace", "rename") and fault.done for name, fault in system.hit)
    # two faults, or one that is no error of the system's: moved without a word of it
    allowed = (old, NEW) if moved and (len(system.hit) > 1 or system.hit[0][1].error is not OSError) else (old,)
    return None if now in allowed else "said to have failed, and the old file is gone"


def _wrong_words(outcome: Outcome, problem: BaseException | None, system: System) -> str | None:
    """Somebody who is told why gets the first reason, not what went wrong in clearing up."""
    if outcome != "failed" or not system.hit:
        return None
    if isinstance(problem, saving.Gone):
        return None if system.hit[0][1].code == errno.ENOENT else "told to be gone"
    first = system.hit[0][1].raised()
    if type(problem) is not type(first) or getattr(problem, "errno", 0) != getattr(first, "errno", 0):
        # a call may be one whose failing does no harm
        second = system.hit[-1][1].raised()
        harmless = system.hit[0][0] in ("read", "open", "fsync", "close", "replace", "stat")
        if not harmless or type(problem) is not type(second):
            return f"another reason is told: {type(problem).__name__} for {system.hit[0][0]}"
    return None


def _wrong_beside(folder: Path, before: dict[str, bytes], kept: tuple[bytes, ...], system: System) -> str | None:
    after = {each.name: each.read_bytes() for each in folder.iterdir()}
    whole = {*before.values(), NEW}
    if any(name in KEPT and data not in whole for name, data in after.items()):
        return "a generation is not whole"
    lied = any(fault.code == errno.ENOENT and name in ("stat", "read", "replace") for name, fault in system.hit)
    if not lied and not set(kept) <= {after[name] for name in (NAME, *KEPT) if name in after}:
        return "a generation is lost"
    unseen = any(name in ("unlink", "open") for name, _fault in system.hit)  # not removed; made without a word
    if set(after) - {NAME, *KEPT} and not unseen:
        return "something is left beside it"
    return "a handle stays open" if system.open else None


def _wrong_next(file: saving.MeetingFile, folder: Path) -> str | None:
    system = System(folder)
    outcome, problem = attempt(file, NEXT, system)
    if outcome != "saved" or file.path.read_bytes() != NEXT:
        return f"the next save fails: {type(problem).__name__}"
    saving.sweep(file.path)
    return "swept, and something is left" if {each.name for each in folder.iterdir()} - {NAME, *KEPT} else None


def calls_of(folder: Path, start: Start, *faults: Fault) -> int:
    """How many calls a save makes with these faults."""
    empty(folder)
    prepared(folder, start)
    path = folder / NAME
    file = saving.MeetingFile(path, path.read_bytes() if start.there else None)
    system = System(folder, *faults)
    attempt(file, NEW, system)
    return len(system.calls)


def one_fault(folder: Path, start: Start, codes: tuple[int, ...]) -> Iterator[tuple[Fault, ...]]:
    """Every error at every call, done or not; and memory that runs out, or somebody who interrupts."""
    for at in range(calls_of(folder, start)):
        for done in (False, True):
            for code in codes:
                yield (Fault(at, OSError, code, done),)
            yield (Fault(at, MemoryError, 0, done),)


def two_faults(folder: Path, start: Start, step: int) -> Iterator[tuple[Fault, ...]]:
    """A call that fails and any later one, as that of the clearing up."""
    for at in range(0, calls_of(folder, start), step):
        for done in (False, True):
            first = Fault(at, OSError, errno.ENOSPC, done)
            for later in range(at + 1, calls_of(folder, start, first)):
                for again in (False, True):
                    yield (first, Fault(later, OSError, errno.EIO, again))


def errors(long: bool) -> list[Tally]:
    """All of it, for saves that are the first, keep a generation or shift several."""
    one, two = Tally("one call fails"), Tally("two calls fail")
    codes = tuple(sorted(errno.errorcode)) if long else (errno.EIO, errno.ENOENT)
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as name:
        folder = Path(name)
        for there, generations in STARTS if long else (STARTS[0], STARTS[4]):
            start = Start(there, generations, 60)
            for tally, faults in (
                (one, one_fault(folder, start, codes)),
                (two, two_faults(folder, start, 1 if long else 4)),
            ):
                for each in list(faults):
                    tally.found(wrong_after(folder, start, each))
    one.notes["errors"] = len(codes) + 1
    return [one, two]


# --- the lock ---------------------------------------------------------------------------------------------------------


def wrong_lock(path: Path, system: System) -> str | None:
    """Take the lock and let go of it under this system, then without faults."""
    take = saving._take  # the one call of the system that differs between systems
    held = False
    try:
        vars(saving)["_take"] = lambda handle: system("take", take, (handle,), {})
        with through(system):
            lock = saving.Lock(path)
            held = _is_held(path, take)
            lock.release()
    except (OSError, MemoryError, saving.InUse) as problem:
        if isinstance(problem, saving.InUse) and all(fault.code not in IN_USE for _name, fault in system.hit):
            return f"said to be in use: {system.hit}"
    else:
        if not held:
            return "taken, and not held"
    finally:
        vars(saving)["_take"] = take
    if system.open:
        return f"a handle stays open: {system.hit}"
    try:
        saving.Lock(path).release()
    except (OSError, saving.InUse):
        return f"not to be had any more: {system.hit}"
    return "the lock's file is left" if any(path.parent.iterdir()) else None


#: What a system says where another program holds the lock.
IN_USE = (errno.EAGAIN, errno.EACCES, errno.EPERM, errno.EALREADY, errno.EINPROGRESS)


def _is_held(path: Path, take: Callable[[int], None]) -> bool:
    """Whether nobody else can have it."""
    handle = OPEN(path.with_name(f".{path.name}.lock"), os.O_RDWR)
    try:
        take(handle)
    except BlockingIOError:
        return True
    finally:
        CLOSE(handle)
    return False


def locks(long: bool) -> list[Tally]:
    """Every error at every call of taking and letting go."""
    tally = Tally("a call of the lock fails")
    codes = tuple(sorted(errno.errorcode)) if long else (errno.EIO, errno.ENOENT, errno.ENOLCK)
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as name:
        path = Path(name) / NAME
        counted = System(path.parent)
        assert wrong_lock(path, counted) is None
        for at in range(len(counted.calls)):
            for code in codes:
                for done in (False, True):
                    tally.found(wrong_lock(path, System(path.parent, Fault(at, OSError, code, done))))
            tally.found(wrong_lock(path, System(path.parent, Fault(at, MemoryError))))
    return [tally]


# --- a full disk ------------------------------------------------------------------------------------------------------

When: TypeAlias = Literal["write", "fsync", "close", "never"]
#: When a disk says that it is full: as a rule at once, on a share at the sync or the close; one that never does lies.
WHEN: tuple[When, ...] = ("write", "fsync", "close", "never")


class FullDisk(System):
    """Has room for so many bytes."""

    def __init__(self, folder: Path, room: int, when: When) -> None:
        super().__init__(folder)
        self.room, self.when = room, when
        self.short: set[int] = set()  # handles of files that are not all there

    def _run(self, name: str, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name == "write":
            return self._written(call, *args)
        short = name in ("fsync", "close") and args[0] in self.short
        if name == "close":
            self.short.discard(args[0])
        result = super()._run(name, call, args, kwargs)
        if short and name == self.when:
            raise OSError(errno.ENOSPC, "full")
        return result

    def _written(self, call: Callable[..., Any], handle: int, data: bytes) -> int:
        fits = bytes(data[: self.room])
        self.room -= len(fits)
        if fits:
            call(handle, fits)
        if len(fits) == len(data):
            return len(data)
        if self.when != "write":
            self.short.add(handle)
            return len(data)
        if not fits:
            raise OSError(errno.ENOSPC, "full")
        return len(fits)


def wrong_when_full(folder: Path, start: Start, size: int, room: int, when: When) -> str | None:
    """Save a meeting of this size on a disk with this room."""
    path = folder / NAME
    empty(folder)
    prepared(folder, start)
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    kept = history(folder)
    new = text(1, size)
    file = saving.MeetingFile(path, before.get(NAME))
    system = FullDisk(folder, room, when)
    outcome, _problem = attempt(file, new, system)
    enough = room >= size + (start.size if start.there else 0)
    now = path.read_bytes() if path.exists() else None
    if (outcome, now) != (("saved", new) if enough else ("failed", before.get(NAME))):
        return f"{outcome} on a disk {'with room' if enough else 'that is full'}, told at: {when}"
    return _wrong_beside(folder, before, kept, system) or _wrong_next(file, folder)


def full_disks(long: bool) -> list[Tally]:
    """Every size from nothing to more than twice the document."""
    tally = Tally("full disk")
    size = 1200 if long else 60
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as name:
        folder = Path(name)
        for there, generations in (STARTS[0], STARTS[4]):
            for when in WHEN:
                for room in range(0, 2 * size + 2, 1 if long else 9):
                    tally.found(wrong_when_full(folder, Start(there, generations, size), size, room, when))
    return [tally]
