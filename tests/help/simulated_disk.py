"""A disk that remembers in which order it was asked what, and tells everything that a power cut may leave of it.

The calls of a save go through to a real folder and are noted. After any of them the power may fail. What then stands
on the disk is less certain than what programs saw: of a file that was not synced there may be anything from nothing to
all, and in the folder each name that was made, moved or removed since the folder was last synced may be as before or as
after.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

#: Stands between a program and the system: gets the call's name, the call, and what it was given.
Hook: TypeAlias = Callable[[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]
#: Calls of `os` that change or look at files by name or handle.
CALLS = ("open", "write", "fsync", "fdatasync", "close", "replace", "rename", "link", "unlink", "truncate", "ftruncate")
LOOKS = ("stat", "fstat")


@contextmanager
def through(hook: Hook, threads: set[int] | None = None) -> Iterator[None]:
    """Within, the system calls of these threads (as a rule: of this one) go through the hook."""
    mine = {threading.get_ident()} if threads is None else threads
    before = {name: getattr(os, name) for name in (*CALLS, *LOOKS) if hasattr(os, name)}
    read = Path.read_bytes

    def wrapped(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() not in mine:
                return call(*args, **kwargs)
            return hook(name, call, args, kwargs)

        return run

    try:
        for name, call in before.items():
            setattr(os, name, wrapped(name, call))
        Path.read_bytes = wrapped("read", read)  # type: ignore[method-assign]
        yield
    finally:
        for name, call in before.items():
            setattr(os, name, call)
        Path.read_bytes = read  # type: ignore[method-assign]


def unsynced_folders(patch: pytest.MonkeyPatch, code: int) -> None:
    """From now on a folder cannot be synced, as on some shares; files can."""
    fsync = os.fsync

    def run(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))
        fsync(handle)

    patch.setattr(os, "fsync", run)


class Step(NamedTuple):
    """One thing that was done to the disk: `make`, `write`, `empty`, `sync`, `move`, `remove` or `folder` (synced)."""

    what: str
    file: int = -1
    name: str = ""
    to: str = ""
    at: int = 0
    data: bytes = b""


class Recorder:
    """A hook that lets every call through and notes what it did to the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps: list[Step] = []
        self.refused = False  # whether a sync of the folder was made to fail
        self.names: dict[str, int] = {}
        self.files: dict[int, bytes] = {}
        self._open: dict[int, tuple[int, int]] = {}  # handle: file (-1: the folder) and how far it was written
        for each in sorted(folder.iterdir()):
            self.files[len(self.names)] = each.read_bytes()
            self.names[each.name] = len(self.names)
        self.start = Disk(dict(self.names), dict(self.files))

    def __call__(self, name: str, call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name in ("fsync", "fdatasync"):  # what a real disk does here is the model's to say
            self._synced(args[0])
            return None
        there = name == "open" and Path(args[0]).name in self.names
        result = call(*args, **kwargs)
        if name == "open":
            self._opened(Path(args[0]), args[1], result, there)
        elif name == "write":
            file, at = self._open[args[0]]
            data = bytes(args[1][:result])
            self._note(Step("write", file, at=at, data=data))
            self._open[args[0]] = (file, at + result)
        elif name == "close":
            self._open.pop(args[0], None)
        elif name in ("replace", "rename"):
            source, target = Path(args[0]).name, Path(args[1]).name
            self._note(Step("move", self.names[source], source, target))
        elif name == "unlink":
            gone = Path(args[0]).name
            self._note(Step("remove", self.names[gone], gone))
        elif name not in ("read", *LOOKS):
            raise AssertionError(f"the model knows no {name}")
        return result

    def _opened(self, path: Path, flags: int, handle: int, there: bool) -> None:
        if path == self.folder:
            self._open[handle] = (-1, 0)
            return
        if not there:
            file = len(self.files)
            self._note(Step("make", file, path.name))
        file = self.names[path.name]
        if flags & os.O_TRUNC:
            self._note(Step("empty", file))
        self._open[handle] = (file, 0)

    def _synced(self, handle: int) -> None:
        file = self._open[handle][0]
        self._note(Step("folder") if file < 0 else Step("sync", file))

    def _note(self, step: Step) -> None:
        self.steps.append(step)
        rename(self.names, step)
        if step.what in ("make", "empty", "write"):
            self.files[step.file] = rewritten(self.files.get(step.file, b""), step)

    def is_of_folder(self, name: str, args: tuple[Any, ...]) -> bool:
        """Whether this call is part of a sync of the folder."""
        opened = name == "open" and Path(args[0]) == self.folder
        return opened or (name in ("fsync", "fdatasync") and self._open[args[0]][0] < 0)

    def sees_all(self) -> bool:
        """Whether what was noted adds up to what stands in the folder: then no call went by unseen."""
        there = {each.name: each.read_bytes() for each in self.folder.iterdir()}
        return there == {name: self.files[file] for name, file in self.names.items()}


def rename(names: dict[str, int], step: Step) -> None:
    """Do to the names what this step does to them."""
    if step.what == "make":
        names[step.name] = step.file
    elif step.what == "move":
        names[step.to] = step.file
    if step.what in ("move", "remove") and names.get(step.name) == step.file:
        del names[step.name]


def rewritten(before: bytes, step: Step) -> bytes:
    """The content of a file after this step."""
    if step.what in ("make", "empty"):
        return b""
    return before[: step.at].ljust(step.at, b"\0") + step.data + before[step.at + len(step.data) :]


class Disk:
    """What is certain on the disk, and what is not yet."""

    def __init__(self, names: dict[str, int], files: dict[int, bytes]) -> None:
        self.names, self.files = names, files  # certain
        self.pending: list[Step] = []  # done to the names since the folder was last synced
        self.unsure: dict[int, bytes] = {}  # files that were written since they were last synced, as programs see them

    def take(self, step: Step) -> None:
        """One step further."""
        if step.what in ("make", "move", "remove"):
            self.pending.append(step)
        if step.what in ("make", "empty", "write"):
            seen = self.unsure.get(step.file, self.files.get(step.file, b""))
            self.files.setdefault(step.file, b"")
            self.unsure[step.file] = rewritten(seen, step)
        elif step.what == "sync" and step.file in self.unsure:
            self.files[step.file] = self.unsure.pop(step.file)
        elif step.what == "folder":
            for each in self.pending:
                rename(self.names, each)
            self.pending.clear()

    def namings(self, harsh: bool) -> list[dict[str, int]]:
        """What the folder may say: what is pending happened up to some point, or (harsh) any of it did."""
        count = len(self.pending)
        chosen = (
            [each for size in range(count + 1) for each in combinations(range(count), size)]
            if harsh
            else [tuple(range(size)) for size in range(count + 1)]
        )
        found: dict[frozenset[tuple[str, int]], dict[str, int]] = {}
        for each in chosen:
            names = dict(self.names)
            for at in each:
                rename(names, self.pending[at])
            found[frozenset(names.items())] = names
        return list(found.values())

    def contents(self, file: int) -> list[bytes]:
        """What may stand in a file: what was synced, or any piece of what was written since."""
        before = self.files[file]
        if file not in self.unsure:
            return [before]
        after = self.unsure[file]
        size, block = len(after), max(1, -(-len(after) // BLOCKS))
        cuts = {0, 1, size // 3, size - 1, size, *range(0, size, block)}
        pieces = {before, *(after[:cut] for cut in cuts if cut >= 0)}
        for taken in product((False, True), repeat=BLOCKS):
            whole = (after if new else before.ljust(size, b"\0") for new in taken)
            pieces.add(b"".join(each[at * block : (at + 1) * block] for at, each in enumerate(whole))[:size])
        return sorted(pieces)


#: A file that is torn is so in this many blocks.
BLOCKS = 4
