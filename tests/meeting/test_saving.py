"""Saving: whatever fails, at the path stands the old file or the new one, whole, and the caller knows which."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mdo_viewer import win32
from mdo_viewer.meeting import saving, whole_file
from mdo_viewer.meeting.container import seal
from mdo_viewer.meeting.saving import (
    APART,
    ChangedElsewhere,
    Gone,
    InUse,
    Lock,
    MeetingFile,
    NotDurable,
    generations,
    has_other_name,
    sweep,
)
from tests.help.simulated_disk import unsynced_folders
from tests.help.windows import Windows
from tests.torture import kills as torture_kills

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


def test_the_first_save_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.mdo"
    file = MeetingFile(path, None)
    file.save(NEW, fine)
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0  # the owner's alone
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
    with pytest.raises(Gone if change is None else ChangedElsewhere):
        file.save(b"mine", fine)
    assert (path.read_bytes() if path.exists() else None) == change
    assert others(path) == ["dinsdag.mdo.1"]


@pytest.mark.parametrize("whole", [False, True])
def test_a_file_that_is_back_takes_the_next_save(path: Path, whole: bool) -> None:
    """A stick that was pulled out and put back; also where its whole folder went with it."""
    file = MeetingFile(path, OLD)
    away, stick = path.parent.with_name("away"), path.parent if whole else path
    stick.rename(away)
    for _ in range(2):
        with pytest.raises(Gone):
            file.save(NEW, fine)
    away.rename(stick)
    file.save(NEW, fine)
    assert path.read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_meeting_by_a_link_is_the_meeting_that_it_leads_to(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.mdo"
    link.symlink_to(path)
    lock = Lock(link)
    with pytest.raises(InUse):
        Lock(path)
    file = MeetingFile(link, OLD)
    link.unlink()
    link.symlink_to(tmp_path / "elsewhere.mdo")  # what it leads to is looked at once
    file.save(NEW, fine)
    assert (file.path, path.read_bytes()) == (path, NEW)
    assert others(path) == [".dinsdag.mdo.lock", "dinsdag.mdo.1", "links"]
    lock.release()
    assert [each.name for each in folder.iterdir()] == ["link.mdo"]


def test_another_name_of_the_same_file_is_known(path: Path, tmp_path: Path) -> None:
    assert not has_other_name(path)
    os.link(path, tmp_path / "kopie.mdo")
    assert has_other_name(path)
    MeetingFile(path, OLD).save(NEW, fine)
    assert not has_other_name(path)
    assert not has_other_name(tmp_path / "none.mdo")


@pytest.mark.skipif(os.name == "nt", reason="the whole path counts there")
@pytest.mark.parametrize("length", [100, 101, 230, 240, 251, 255])
def test_a_meeting_with_a_long_name_is_locked_saved_and_swept(tmp_path: Path, length: int) -> None:
    """What stands beside it has no longer name than it has itself."""
    path = tmp_path / ("n" * (length - 4) + ".mdo")
    lock, file = Lock(path), MeetingFile(path, None)
    names: set[str] = set()
    file.save(OLD, fine)
    file.save(NEW, lambda _read: names.update(each.name for each in tmp_path.iterdir()))
    beside = names - {path.name}
    assert len(beside) == 2  # the lock, and what was being written
    assert all(len(name) < max(length, 130) for name in beside)
    (tmp_path / next(name for name in beside if name.endswith(".part"))).write_bytes(b"half")
    sweep(path)
    lock.release()
    assert set(others(path)) == {generations(path)[0].name}
    assert generations(path)[0].read_bytes() == OLD
    assert len({each.name for each in generations(path)}) == 3


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


def refusing(call: Callable[..., Any], code: int, *, done: bool = False) -> Callable[..., Any]:
    """A call of the system that fails; `done` where what was asked for happens all the same."""

    def run(*args: Any, **kwargs: Any) -> Any:
        if done:
            call(*args, **kwargs)
        raise OSError(code, os.strerror(code))

    return run


def test_a_share_may_say_that_the_move_failed_when_it_did_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an answer that got lost: what stands there counts, and the next save is not refused."""
    file = MeetingFile(path, OLD)
    with monkeypatch.context() as patched:
        patched.setattr(whole_file, "put", refusing(whole_file.put, errno.ENOENT, done=True))
        file._kept_at = time.monotonic()  # an earlier version was kept just now
        file.save(NEW, fine)
    assert path.read_bytes() == NEW
    file.save(b"next", fine)
    assert path.read_bytes() == b"next"


def test_saves_that_fail_half_way_use_up_no_generation(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are tried again every few seconds, for as long as a disk is in trouble."""
    names = [path.with_name(f"dinsdag.mdo.{number}") for number in (1, 2, 3)]
    for number, name in enumerate(names):
        name.write_bytes(b"%d" % number)
    file, put = MeetingFile(path, OLD), whole_file.put

    def no_first(source: Path, target: Path) -> None:
        if target == names[0]:
            raise OSError(errno.EIO, "planted")
        put(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(whole_file, "put", no_first)
        for _ in range(5):
            with pytest.raises(OSError, match="planted"):
                file.save(NEW, fine)
    assert [name.read_bytes() for name in names[1:]] == [b"0", b"1"]
    file.save(NEW, fine)
    assert [name.read_bytes() for name in names] == [OLD, b"0", b"1"]


def test_what_is_kept_already_is_not_kept_twice(path: Path) -> None:
    """A program that was killed between keeping and saving leaves both the same."""
    path.with_name("dinsdag.mdo.1").write_bytes(OLD)
    MeetingFile(path, OLD).save(NEW, fine)
    assert others(path) == ["dinsdag.mdo.1"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such call")
def test_a_folder_that_cannot_be_synced_takes_saves_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unsynced_folders(monkeypatch, errno.EINVAL)
    file = MeetingFile(path, OLD)
    for data in (NEW, b"next"):
        with pytest.raises(NotDurable):
            file.save(data, fine)
        assert path.read_bytes() == data
    assert others(path) == ["dinsdag.mdo.1"]


def test_the_reason_told_is_the_first_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not that of the clearing up, which fails too on a disk in trouble."""
    monkeypatch.setattr(os, "fsync", refusing(os.fsync, errno.ENOSPC))
    monkeypatch.setattr(os, "close", refusing(os.close, errno.EIO, done=True))
    monkeypatch.setattr(os, "unlink", refusing(os.unlink, errno.EACCES))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        MeetingFile(path, OLD).save(NEW, fine)
    monkeypatch.undo()
    assert path.read_bytes() == OLD


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


def test_another_program_may_hold_the_file_for_a_moment(
    path: Path, monkeypatch: pytest.MonkeyPatch, windows: Windows
) -> None:
    """As a virus scanner does on Windows; elsewhere a refusal is a refusal."""
    replace, refused = os.replace, [3]
    slept: list[float] = []

    def held(source: str, target: str, _how: int = 0) -> int:
        if refused[0]:
            refused[0] -= 1
            return 0
        replace(source, target)
        return 1

    windows.answers["MoveFileExW"] = held
    monkeypatch.setattr(time, "sleep", slept.append)
    MeetingFile(path, OLD).save(NEW, fine)
    assert path.read_bytes() == NEW
    assert slept == list(whole_file.WAITS[:3])
    assert sum(whole_file.WAITS) <= 2.6
    windows.error = OSError(errno.ENOSPC, "full")  # is not waited for
    refused[0] = 1
    with pytest.raises(OSError, match="full"):
        MeetingFile(path, NEW).save(OLD, fine)
    assert (path.read_bytes(), slept) == (NEW, list(whole_file.WAITS[:3]))


def test_a_refusal_elsewhere_is_a_refusal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(whole_file, "put", held)
    monkeypatch.setattr(win32, "here", lambda: False)
    monkeypatch.setattr(time, "sleep", lambda _seconds: pytest.fail("waits"))
    with pytest.raises(PermissionError):
        MeetingFile(path, OLD).save(NEW, fine)
    assert path.read_bytes() == OLD


def test_what_interrupted_saves_left_is_swept(path: Path) -> None:
    mine = path.with_name(".dinsdag.mdo.0123456789ab.part")
    other = path.with_name(".woensdag.mdo.0123456789ab.part")
    for left in (mine, other):
        left.write_bytes(b"half")
    sweep(path)
    assert not mine.exists()
    assert other.exists()
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("name", ["mdo [1].mdo", "a*.mdo", "?.mdo"])
@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_a_sweep_takes_names_as_they_are(tmp_path: Path, name: str) -> None:
    """And never what another meeting is writing at this moment."""
    mine, other, longer = (tmp_path / f".{each}.0123456789ab.part" for each in (name, "ab.mdo", f"{name}.1"))
    for left in (mine, other, longer):
        left.write_bytes(b"half")
    sweep(tmp_path / name)
    assert [mine.exists(), other.exists(), longer.exists()] == [False, True, True]


# --- two windows on one meeting


@pytest.mark.skipif(sys.platform == "win32", reason="locks otherwise")
def test_a_folder_that_does_not_know_its_own_files_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some shares give another number each time that a file is asked for."""
    monkeypatch.setattr(os.path, "samestat", lambda _one, _two: False)
    handles = Path("/proc/self/fd")  # of Linux
    before = len([*handles.iterdir()]) if handles.is_dir() else 0
    with pytest.raises(OSError, match=os.strerror(errno.ENOLCK)):
        Lock(path)
    assert before == 0 or len([*handles.iterdir()]) == before


def test_on_windows_a_file_that_is_locked_needs_no_second_look(
    path: Path, monkeypatch: pytest.MonkeyPatch, windows: Windows
) -> None:
    monkeypatch.setattr(os.path, "samestat", lambda _one, _two: False)
    lock = Lock(path)
    with pytest.raises(InUse):
        Lock(path)
    beside = path.with_name(".dinsdag.mdo.lock")
    assert windows.called("SetFileAttributesW")[0] == (str(beside), 2)  # a dot hides nothing there
    lock.release()
    assert not beside.exists()


@pytest.mark.parametrize(
    ("code", "raised"),
    [(errno.EACCES, InUse), (0, InUse), (None, InUse), (errno.ENOENT, InUse), (errno.EINVAL, OSError)],
)
def test_windows_says_in_several_ways_that_a_meeting_is_open(
    path: Path, monkeypatch: pytest.MonkeyPatch, windows: Windows, code: int | None, raised: type[Exception]
) -> None:
    def refused(*_given: object) -> None:
        raise OSError(code, "locked") if code is not None else OSError("locked")

    windows.lock_by(monkeypatch, refused)
    with pytest.raises(raised):
        Lock(path)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO])
def test_a_folder_without_locks_is_not_a_meeting_in_use(path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Somebody who is told that it is in use looks for a second window that there is not."""
    monkeypatch.setattr(saving, "_take", refusing(saving._take, code))  # as the system would
    with pytest.raises(OSError, match=os.strerror(code)):
        Lock(path)


@pytest.mark.skipif(os.name == "nt", reason="the lock's file is removed first")
def test_a_lock_whose_file_cannot_be_removed_is_let_go_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = Lock(path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", refusing(os.unlink, errno.EROFS))
        lock.release()
    Lock(path).release()


@pytest.mark.skipif(os.name == "nt", reason="no modes")
@pytest.mark.parametrize("mode", [0o600, 0o660])
def test_who_shares_a_meeting_shares_its_lock(path: Path, mode: int) -> None:
    """One that a crash left behind would keep everybody else out for ever."""
    path.chmod(mode)
    lock = Lock(path)
    assert path.with_name(".dinsdag.mdo.lock").stat().st_mode & 0o777 == mode
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="handles are given out otherwise")
def test_a_lock_that_is_let_go_twice_closes_nobody_elses_file(path: Path, tmp_path: Path) -> None:
    lock = Lock(path)
    lock.release()
    other = os.open(tmp_path / "other", os.O_RDWR | os.O_CREAT)  # as a rule under the handle that came free
    lock.release()
    os.fstat(other)
    os.close(other)


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
