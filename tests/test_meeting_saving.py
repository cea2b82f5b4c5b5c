"""Saving: whatever fails, at the path stands the old file or the new one, whole, and the caller knows which."""

from __future__ import annotations

import errno
import multiprocessing
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.meeting import saving
from mdo_viewer.meeting.container import seal
from mdo_viewer.meeting.saving import APART, ChangedElsewhere, InUse, Lock, MeetingFile, NotDurable, sweep
from tests import torture_kills

OLD, NEW = b"old" * 2000, b"new" * 3000


def fine(_read: bytes) -> None:
    """What was read back is as it should be."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "dinsdag.mdo"
    file.write_bytes(OLD)
    return file


def others(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def test_a_save_puts_the_new_file_there_and_keeps_the_old_one(path: Path) -> None:
    MeetingFile(path, OLD).save(NEW, fine)
    assert path.read_bytes() == NEW
    assert others(path) == ["dinsdag.mdo.1"]
    assert path.with_name("dinsdag.mdo.1").read_bytes() == OLD
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0  # the owner's alone


def test_the_first_save_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.mdo"
    file = MeetingFile(path, None)
    file.save(NEW, fine)
    file.save(OLD, fine)
    assert path.read_bytes() == OLD
    assert others(path) == ["nieuw.mdo.1"]


def test_generations_are_apart_in_time_and_the_oldest_goes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    file = MeetingFile(path, OLD)
    for number in range(1, 10):
        clock[0] += APART / 2
        file.save(b"%d" % number, fine)
    kept = [path.with_name(f"dinsdag.mdo.{n}").read_bytes() for n in (1, 2, 3)]
    assert kept == [b"8", b"6", b"4"]
    assert others(path) == ["dinsdag.mdo.1", "dinsdag.mdo.2", "dinsdag.mdo.3"]


@pytest.mark.parametrize("change", [b"other", None])
def test_a_file_that_was_changed_elsewhere_is_never_written_over(path: Path, change: bytes | None) -> None:
    file = MeetingFile(path, OLD)
    file.save(NEW, fine)
    path.write_bytes(change) if change is not None else path.unlink()
    with pytest.raises(ChangedElsewhere):
        file.save(b"mine", fine)
    assert (path.read_bytes() if path.exists() else None) == change
    assert others(path) == ["dinsdag.mdo.1"]


def test_a_file_that_came_meanwhile_is_not_written_over(path: Path) -> None:
    with pytest.raises(ChangedElsewhere):
        MeetingFile(path, None).save(NEW, fine)
    assert path.read_bytes() == OLD


def test_what_was_not_read_back_right_does_not_replace_anything(path: Path) -> None:
    def wrong(_read: bytes) -> None:
        raise ValueError("otherwise")

    file = MeetingFile(path, OLD)
    with pytest.raises(ValueError, match="otherwise"):
        file.save(NEW, wrong)
    assert path.read_bytes() == OLD
    assert others(path) == []
    file.save(NEW, fine)
    assert path.read_bytes() == NEW


class Faults:
    """Stands for the operating system, counts the calls that a save makes, and lets one of them fail."""

    CALLS = ("open", "write", "fsync", "close", "replace", "read")

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        self.at = -1
        self.code = errno.EIO
        for name in ("open", "write", "fsync", "close"):
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name)))
        monkeypatch.setattr(Path, "replace", self._wrapped("replace", Path.replace))
        monkeypatch.setattr(Path, "read_bytes", self._wrapped("read", Path.read_bytes))

    def _wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            self.made.append(name)
            if len(self.made) - 1 == self.at:
                if name == "close":
                    call(*args, **kwargs)  # the handle is gone all the same
                raise OSError(self.code, os.strerror(self.code))
            return call(*args, **kwargs)

        return run


CODES = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EMFILE, errno.EINTR, errno.ENOENT)


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_every_call_of_a_save_may_fail(path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """The old file stays where it is not told otherwise, nothing is left behind, and the next save succeeds."""
    with monkeypatch.context() as patched:
        faults = Faults(patched)
        MeetingFile(path, OLD).save(NEW, fine)
        calls = list(faults.made)
    assert {"open", "write", "fsync", "close", "replace", "read"} <= set(calls)
    for at, name in enumerate(calls):
        for left in others(path):
            path.with_name(left).unlink()
        path.write_bytes(OLD)
        file = MeetingFile(path, OLD)
        with monkeypatch.context() as patched:
            faults = Faults(patched)
            faults.at, faults.code = at, code
            outcome: Exception | None = None
            try:
                file.save(NEW, fine)
            except (OSError, NotDurable, ChangedElsewhere) as problem:
                outcome = problem
        now = path.read_bytes()
        assert outcome is not None, (at, name)
        assert now == (NEW if isinstance(outcome, NotDurable) else OLD), (at, name)
        assert not [left for left in others(path) if left.endswith(".part")], (at, name)
        file.save(b"next", fine)
        assert path.read_bytes() == b"next", (at, name)


def test_a_disk_that_takes_little_at_a_time_gets_all_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data[:7])))
    MeetingFile(path, OLD).save(NEW, fine)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("room", range(0, 2 * len(NEW), 1499))
def test_a_full_disk_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    write, left = os.write, [room]

    def full(handle: int, data: memoryview) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "full")
        done = write(handle, bytes(data[: left[0]]))
        left[0] -= done
        return done

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        enough = room >= len(NEW) + len(OLD)
        try:
            MeetingFile(path, OLD).save(NEW, fine)
        except OSError:
            assert not enough
    assert path.read_bytes() == (NEW if enough else OLD)
    assert not [each for each in others(path) if each.endswith(".part")]


def test_another_program_may_hold_the_file_for_a_moment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a virus scanner does on Windows; elsewhere a refusal is a refusal."""
    replace, refused = Path.replace, [3]
    slept: list[float] = []

    def held(source: Path, target: Path) -> Path:
        if refused[0]:
            refused[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(saving, "_WINDOWS", True)
    MeetingFile(path, OLD).save(NEW, fine)
    assert path.read_bytes() == NEW
    assert slept == list(saving.WAITS[:3])
    assert sum(saving.WAITS) <= 2.6
    refused[0] = 1
    monkeypatch.setattr(saving, "_WINDOWS", False)
    with pytest.raises(PermissionError):
        MeetingFile(path, NEW).save(OLD, fine)
    assert path.read_bytes() == NEW


def test_what_interrupted_saves_left_is_swept(path: Path) -> None:
    mine = path.with_name(".dinsdag.mdo.0123456789ab.part")
    other = path.with_name(".woensdag.mdo.0123456789ab.part")
    for left in (mine, other):
        left.write_bytes(b"half")
    sweep(path)
    assert not mine.exists()
    assert other.exists()
    assert path.read_bytes() == OLD


# --- two windows on one meeting


def test_a_second_window_notices_and_may_come_later(path: Path) -> None:
    first = Lock(path)
    with pytest.raises(InUse):
        Lock(path)
    first.release()
    Lock(path).release()
    assert others(path) == []


def _hold(path: Path, ready: Any) -> None:
    Lock(path)
    ready.set()
    time.sleep(60)


@pytest.fixture
def forked() -> Any:
    return multiprocessing.get_context("spawn")


def test_a_program_that_was_killed_holds_nothing(path: Path, forked: Any) -> None:
    ready = forked.Event()
    process = forked.Process(target=_hold, args=(path, ready))
    process.start()
    assert ready.wait(20)
    with pytest.raises(InUse):
        Lock(path)
    process.kill()
    process.join(20)
    Lock(path).release()


def test_what_a_killed_program_left_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "dinsdag.mdo"
    for whole, told, what in (
        (torture_kills.content(7), 7, "last"),
        (torture_kills.content(8), 7, "next"),
        (torture_kills.content(6), 7, "lost"),
        (torture_kills.content(7)[:-1] + b"x", 7, "mixed"),
    ):
        path.write_bytes(seal(whole, torture_kills.KEY))
        assert torture_kills.found(path, told) == what
    path.write_bytes(path.read_bytes()[:-9])
    assert torture_kills.found(path, 7) == "corrupt"
    path.unlink()
    assert torture_kills.found(path, 7) == "corrupt"
