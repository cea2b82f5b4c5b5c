"""The power fails during a save: every state that may be left on a simulated disk, see `simulated_disk`.

What must hold in each: at the meeting's place stands the old file or the new one, whole; once a save has returned only
the new one; every generation is whole; and none of the latest generations has gone, wherever the power failed.
"""

from __future__ import annotations

import errno
import math
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from mdo_viewer.meeting import saving
from tests.help.simulated_disk import Disk, Recorder, through
from tests.torture.tally import IN_MEMORY, Tally

NAME = "dinsdag.mdo"
KEPT = tuple(f"{NAME}.{number}" for number in range(1, saving.GENERATIONS + 1))


class Start(NamedTuple):
    """What stands on the disk before, and how it is saved."""

    there: bool  # the meeting's file
    generations: tuple[int, ...]  # which of them
    size: int
    chunk: int | None = None  # what the disk takes at a time
    fails: int = -1  # the call of the first save that fails


class Told(NamedTuple):
    """After so many steps these are what may stand at the meeting's place, and what must not have gone."""

    steps: int
    allowed: frozenset[bytes | None]
    history: tuple[bytes, ...]


STARTS = ((False, ()), (True, ()), (True, (1,)), (True, (1, 2)), (True, (1, 2, 3)), (True, (2, 3)), (True, (1, 3)))


def text(number: int, size: int) -> bytes:
    """A whole meeting of this size; none looks like another."""
    return random.Random(number).randbytes(size)


def prepared(folder: Path, start: Start) -> None:
    """Make the folder as it is before."""
    if start.there:
        (folder / NAME).write_bytes(text(0, start.size))
    for number in start.generations:
        (folder / f"{NAME}.{number}").write_bytes(text(100 + number, start.size))


def history(folder: Path) -> tuple[bytes, ...]:
    """What a save that keeps a generation must not lose: the latest ones with the file that is replaced."""
    there = [(folder / name).read_bytes() for name in (NAME, *KEPT) if (folder / name).exists()]
    return tuple(dict.fromkeys(there))[: saving.GENERATIONS]


def saved(folder: Path, start: Start, saves: int) -> tuple[Recorder, list[Told], set[bytes]]:
    """Save so many times and tell what was asked of the disk, and what was said when."""
    path = folder / NAME
    recorder = Recorder(folder)
    old = path.read_bytes() if start.there else None
    known = {each.read_bytes() for each in folder.iterdir()}
    file = saving.MeetingFile(path, old)
    allowed: frozenset[bytes | None] = frozenset({old})
    lost: tuple[bytes, ...] = ()
    told: list[Told] = []
    kept, calls = False, 0

    def hook(name: str, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        nonlocal calls
        calls += 1
        if calls - 1 == start.fails:
            recorder.refused = recorder.is_of_folder(name, args)
            if name == "close":
                recorder(name, call, args, kwargs)
            raise OSError(errno.EIO, "planted")
        if name == "write" and start.chunk:
            args = (args[0], bytes(args[1][: start.chunk]))
        return recorder(name, call, args, kwargs)

    for number in range(1, saves + 1):
        new = text(number, start.size)
        known.add(new)
        if path.exists() and not kept:
            lost = tuple(each for each in history(folder) if {each} != allowed - {None} or len(allowed) == 1)
        allowed = allowed | {new}
        told.append(Told(len(recorder.steps), allowed, lost))
        with through(hook), suppress(OSError, saving.NotDurable, saving.ChangedElsewhere, saving.Gone):
            file.save(new, _nothing)
            allowed = frozenset({new})
        kept = kept or _is_kept(folder, lost)
        told.append(Told(len(recorder.steps), allowed, lost))
    assert recorder.sees_all(), "a call went by unseen"
    return recorder, told, known


def _is_kept(folder: Path, lost: tuple[bytes, ...]) -> bool:
    first = folder / KEPT[0]
    return bool(lost) and first.exists() and first.read_bytes() == lost[0]


def _nothing(_read: bytes) -> None:
    """What was read back is not looked at here."""


def moments(recorder: Recorder, told: list[Told]) -> Iterator[tuple[Disk, Told]]:
    """The disk after each step, and right before the next word of the program, with what may stand there."""
    disk = Disk(dict(recorder.start.names), dict(recorder.start.files))
    words = iter([*told, None])
    now, following = Told(0, told[0].allowed, told[0].history), next(words)
    for done in range(len(recorder.steps) + 1):
        yield disk, now
        while following is not None and following.steps == done:
            now, following = following, next(words)
            yield disk, now
        if done < len(recorder.steps):
            disk.take(recorder.steps[done])


def truth(disk: Disk, told: Told, known: set[bytes], harsh: bool, tally: Tally, start: Start) -> None:
    """Every state of this moment. What half-written files of other names hold is counted, and changes no verdict."""
    for names in disk.namings(harsh):
        watched = [(name, names[name]) for name in (NAME, *KEPT) if name in names]
        files = sorted({file for _name, file in watched})
        aside = math.prod(len(disk.contents(file)) for file in set(names.values()) - set(files))
        for contents in product(*(disk.contents(file) for file in files)):
            holds = dict(zip(files, contents, strict=True))
            wrong = verdict({name: holds[file] for name, file in watched}, told, known)
            tally.count += aside
            if wrong is not None:
                tally.wrong[f"{wrong} ({start})"] += 1


def verdict(state: dict[str, bytes], told: Told, known: set[bytes]) -> str | None:
    """What is wrong with what the power cut left."""
    now = state.get(NAME)
    if now is not None and now not in known:
        return "no whole file at the meeting's place"
    if now not in told.allowed:
        return "the meeting's place holds what it may not hold any more"
    kept = [state[name] for name in KEPT if name in state]
    if not known.issuperset(kept):
        return "a generation that is not whole"
    if not {now, *kept}.issuperset(told.history):
        return "a generation is lost"
    return None


def starts(long: bool) -> Iterator[Start]:
    """All that is tried; in the long form also with each call of the first save failing before the power does."""
    for there, generations in STARTS:
        for size, chunk in ((3000, None), (3000, 1000), (1, None), (40_000, 16_384)) if long else ((60, None),):
            yield Start(there, generations, size, chunk)
        if long or generations in ((), (1, 2, 3)):
            for fails in range(60):
                yield Start(there, generations, 60, None, fails)


def power_cuts(long: bool) -> list[Tally]:
    """Every state of every start in both models, and what is left opened and saved again."""
    ordered, harsh = Tally("power cut, names in order"), Tally("power cut, any of the names")
    again = Tally("opened and saved after a power cut")
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as spare:
        for start in starts(long):
            with tempfile.TemporaryDirectory(dir=IN_MEMORY) as name:
                folder = Path(name)
                prepared(folder, start)
                recorder, told, known = saved(folder, start, 2)
            for disk, now in moments(recorder, told):
                truth(disk, now, known, False, ordered, start)
                # where the disk refuses to sync the folder nothing keeps the names in order, and nothing was promised
                truth(disk, now._replace(history=()) if recorder.refused else now, known, True, harsh, start)
                if start.fails < 0 and (long or start.generations == (1, 2, 3)):
                    reopened(disk, Path(spare), again)
    return [ordered, harsh, again]


def reopened(disk: Disk, folder: Path, tally: Tally) -> None:
    """What may be left, put in a real folder: it can be swept, opened and saved, and nothing stays beside it."""
    for names in disk.namings(harsh=True):
        for each in folder.iterdir():
            each.unlink()
        for name, file in names.items():
            (folder / name).write_bytes(disk.contents(file)[-1][:-1] if file in disk.unsure else disk.files[file])
        tally.found(_saved_again(folder / NAME))


def _saved_again(path: Path) -> str | None:
    lock = saving.Lock(path)
    try:
        saving.sweep(path)
        with through(_unsynced):
            saving.MeetingFile(path, path.read_bytes() if path.exists() else None).save(b"again", _nothing)
        if path.read_bytes() != b"again":
            return "the next save is not there"
    except (OSError, saving.NotDurable, saving.ChangedElsewhere, saving.Gone) as problem:
        return f"the next save fails: {problem!r}"
    finally:
        lock.release()
    beside = {each.name for each in path.parent.iterdir()} - {NAME, *KEPT}
    return f"left beside it: {len(beside)}" if beside else None


def _unsynced(name: str, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A real disk adds nothing but time here."""
    return None if name in ("fsync", "fdatasync") else call(*args, **kwargs)
