"""A file is written whole or not at all, whatever the system does meanwhile, and with the mode that is expected."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mdo_viewer import win32
from mdo_viewer.meeting import whole_file
from mdo_viewer.meeting.whole_file import BRIEF, PRIVATE, WAITS, remove, trouble, write_whole
from tests.help.simulated_disk import Recorder, through, unsynced_folders
from tests.help.windows import Windows

OLD, NEW = b"old" * 200, b"new" * 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place with a file of before."""
    file = tmp_path / "page.pdf"
    file.write_bytes(OLD)
    return file


@pytest.fixture
def mask() -> Iterator[None]:
    """What the user's mask takes: all from others, writing from the group."""
    before = os.umask(0o027)
    yield
    os.umask(before)


def left(path: Path) -> dict[str, bytes]:
    """All that stands in the folder."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_new_file_stands_in_its_place_and_nothing_beside_it(path: Path) -> None:
    assert write_whole(path, NEW)
    assert left(path) == {"page.pdf": NEW}
    assert write_whole(path.with_name("empty"), b"")
    assert left(path) == {"page.pdf": NEW, "empty": b""}


@pytest.mark.skipif(os.name == "nt", reason="no modes")
@pytest.mark.usefixtures("mask")
@pytest.mark.parametrize("stood", [0o600, 0o640, 0o666, 0o444])
def test_a_new_file_gets_what_the_mask_leaves_and_one_that_stood_there_keeps_its_mode(path: Path, stood: int) -> None:
    path.chmod(stood)
    write_whole(path, NEW)
    assert mode(path) == stood
    write_whole(path.with_name("new"), NEW)
    assert mode(path.with_name("new")) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="no modes")
@pytest.mark.usefixtures("mask")
@pytest.mark.parametrize("stood", [0o600, 0o644, 0o660, None])
def test_what_is_private_is_the_owners_alone_until_somebody_gave_it_to_others(path: Path, stood: int | None) -> None:
    path.unlink() if stood is None else path.chmod(stood)
    made: list[int] = []
    opened = os.open

    def noted(file: Path, flags: int, asked: int = 0o777) -> int:
        if os.fspath(file).endswith(".part"):
            made.append(asked)
        return opened(file, flags, asked)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "open", noted)
        write_whole(path, NEW, mode=PRIVATE)
    assert made == [PRIVATE]  # from its first byte
    assert mode(path) == (stood or PRIVATE)


@pytest.mark.skipif(os.name == "nt", reason="no groups")
@pytest.mark.skipif(os.name != "nt" and os.getuid() != 0, reason="only root gives a file to any group")
def test_a_file_of_a_group_stays_of_that_group(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chown(path, -1, 4321)
    path.chmod(0o660)
    write_whole(path, NEW, mode=PRIVATE)
    assert (path.stat().st_gid, mode(path)) == (4321, 0o660)

    def refused(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "not yours to give")

    monkeypatch.setattr(os, "chown", refused)
    write_whole(path, OLD, mode=PRIVATE)
    assert path.stat().st_gid != 4321
    assert mode(path) == 0o600  # no other group gets what this one had


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_where_a_link_stands_what_it_leads_to_is_written(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.pdf"
    link.symlink_to(path)
    write_whole(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert [each.name for each in folder.iterdir()] == ["link.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_a_share_that_knows_no_modes_takes_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_file: Path, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "no modes here")

    monkeypatch.setattr(Path, "chmod", refused)
    assert write_whole(path, NEW)
    assert left(path) == {"page.pdf": NEW}


def no_room(patch: pytest.MonkeyPatch) -> None:
    """A disk that is full after a hundred bytes."""
    write, room = os.write, [100]

    def full(handle: int, data: bytes) -> int:
        done = write(handle, bytes(data)[: room[0]])
        room[0] -= done
        if not done:
            raise OSError(errno.ENOSPC, "No space left on device")
        return done

    patch.setattr(os, "write", full)


def no_sync(patch: pytest.MonkeyPatch) -> None:
    def failing(_handle: int) -> None:
        raise OSError(errno.EIO, "planted")

    patch.setattr(os, "fsync", failing)


def no_move(patch: pytest.MonkeyPatch) -> None:
    """As where another program has the file open on Windows."""

    def refused(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    patch.setattr(whole_file, "put", refused)
    patch.setattr(time, "sleep", lambda _seconds: None)


@pytest.mark.parametrize("fault", [no_room, no_sync, no_move])
@pytest.mark.parametrize("there", [True, False])
def test_what_fails_leaves_the_old_file_and_nothing_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None], there: bool
) -> None:
    if not there:
        path.unlink()
    before = left(path)
    with monkeypatch.context() as patched:
        fault(patched)
        with pytest.raises(OSError, match=r"No space left|planted|in use"):
            write_whole(path, NEW)
    assert left(path) == before
    assert write_whole(path, NEW)


def test_what_is_not_ready_replaces_nothing(path: Path) -> None:
    def wrong(fresh: Path) -> None:
        assert fresh.read_bytes() == NEW
        raise ValueError("read back differs")

    with pytest.raises(ValueError, match="read back differs"):
        write_whole(path, NEW, ready=wrong)
    assert left(path) == {"page.pdf": OLD}


def test_a_move_that_was_done_and_said_to_have_failed_is_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = whole_file.put

    def unsure(source: Path, target: Path) -> None:
        put(source, target)
        raise OSError(errno.ENOENT, "the answer got lost")

    monkeypatch.setattr(whole_file, "put", unsure)
    assert write_whole(path, NEW)
    assert left(path) == {"page.pdf": NEW}


def test_where_the_same_stands_there_already_nothing_is_left_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_move(monkeypatch)
    assert write_whole(path, OLD)
    assert left(path) == {"page.pdf": OLD}


@pytest.mark.skipif(os.name == "nt", reason="no such call")
def test_a_folder_that_cannot_be_synced_takes_the_file_and_it_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsynced_folders(monkeypatch, errno.EINVAL)
    assert not write_whole(path, NEW)
    assert left(path) == {"page.pdf": NEW}


@pytest.mark.parametrize("name", ["x" * 251 + ".pdf", "é" * 125 + ".pdf"])
@pytest.mark.skipif(os.name == "nt", reason="the whole path counts there")
def test_a_name_as_long_as_the_system_takes(tmp_path: Path, name: str) -> None:
    assert write_whole(tmp_path / name, NEW)
    assert left(tmp_path / name) == {name: NEW}


@pytest.mark.skipif(os.name == "nt", reason="the disk is one of POSIX")
@pytest.mark.parametrize("there", [True, False])
def test_power_may_fail_at_any_moment(path: Path, there: bool) -> None:
    """In the worst order in which a disk may do what it was asked."""
    if not there:
        path.unlink()
    recorder = Recorder(path.parent)
    with through(recorder):
        assert write_whole(path, NEW)
    assert recorder.sees_all()
    disk, found = recorder.start, set[bytes | None]()
    for step in recorder.steps:
        disk.take(step)
        found = {
            content
            for names in disk.namings(harsh=True)
            for content in (disk.contents(names["page.pdf"]) if "page.pdf" in names else [None])
        }
        assert found <= {OLD if there else None, NEW}
    assert found == {NEW}  # what was confirmed stays


# --- Windows


def test_on_windows_a_move_comes_back_when_the_disk_has_it(path: Path, windows: Windows) -> None:
    assert write_whole(path, NEW)
    assert left(path) == {"page.pdf": NEW}
    (moved,) = windows.called("MoveFileExW")
    assert moved[1:] == (str(path), 0x1 | 0x8)  # over what stands there, and through to the disk


@pytest.mark.parametrize("waits", [BRIEF, WAITS])
def test_on_windows_a_file_that_is_held_for_longer_stays_as_it_was(
    path: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch, waits: tuple[float, ...]
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    windows.answers["MoveFileExW"] = lambda *_given: 0
    windows.error = OSError(errno.EINVAL, "mapped")
    windows.error.winerror = 1224  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="mapped"):
        write_whole(path, NEW, waits=waits)
    assert left(path) == {"page.pdf": OLD}
    assert slept == list(waits)
    assert sum(BRIEF) <= 0.4


@pytest.mark.parametrize("held", [1, len(BRIEF) + 1])
def test_on_windows_a_file_is_removed_once_it_is_let_go(
    path: Path, monkeypatch: pytest.MonkeyPatch, windows: Windows, held: int
) -> None:
    unlink, refused = Path.unlink, [held]

    def refusing(file: Path, missing_ok: bool = False) -> None:
        if refused[0]:
            refused[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    if held > len(BRIEF):
        with pytest.raises(PermissionError):
            remove(path)
    else:
        remove(path)
    assert path.exists() is (held > len(BRIEF))
    assert windows.calls == []


# --- why it fails, in words


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "de schijf is vol"),
        (PermissionError(errno.EACCES, "Toegang geweigerd"), "geen toestemming"),
        (OSError(errno.EROFS, "Read-only file system"), "er kan daar niets geschreven worden"),
        (OSError(errno.ESTALE, "Stale file handle"), "het netwerk of de schijf antwoordt niet"),
        (OSError(errno.EINVAL, "Invalid argument"), f"melding {errno.EINVAL} van het systeem"),
        (OSError("read back differs"), "melding OSError van het systeem"),
    ],
)
def test_why_a_file_cannot_be_written_is_said_in_words_of_our_own(
    path: Path, monkeypatch: pytest.MonkeyPatch, problem: OSError, said: str
) -> None:
    """What the system says is in English, or in the language of the system."""
    monkeypatch.setattr(win32, "here", lambda: False)
    assert trouble(problem, "nl", path) == said
    assert trouble(problem, "en", path) != said


def of_windows(number: int, code: int) -> OSError:
    """An error as Python raises it there."""
    problem = OSError(code, "as the system says it")
    problem.winerror = number  # type: ignore[attr-defined]
    return problem


@pytest.mark.parametrize(
    ("problem", "there", "said"),
    [
        (PermissionError(errno.EACCES, "Access is denied"), "file", "geen toestemming, of het is open in een ander"),
        (PermissionError(errno.EACCES, "Access is denied"), "folder", "het is een map"),
        (PermissionError(errno.EACCES, "Access is denied"), "nothing", "geen toestemming"),
        (of_windows(32, errno.EACCES), "file", "het is open in een ander programma; sluit het daar"),
        (of_windows(1224, errno.EINVAL), "file", "het is open in een ander programma; sluit het daar"),
        (of_windows(53, errno.ENOENT), "nothing", "het netwerk of de schijf antwoordt niet"),
        (of_windows(123, errno.EINVAL), "nothing", "deze naam kan daar niet"),
        (OSError(errno.EINVAL, "Invalid argument"), "nothing", "deze naam kan daar niet"),
        (of_windows(6, errno.EBADF), "nothing", "deze naam kan daar niet"),  # con.pdf
        (of_windows(206, errno.ENOENT), "nothing", "de naam of het pad is te lang"),
        (FileNotFoundError(errno.ENOENT, "gone"), "nothing", "het bestand is er niet"),
    ],
)
@pytest.mark.usefixtures("windows")
def test_what_windows_says_of_a_file_is_said_in_words(path: Path, problem: OSError, there: str, said: str) -> None:
    place = {"file": path, "folder": path.parent, "nothing": path.with_name("other")}[there]
    assert trouble(problem, "nl", place).startswith(said)
    assert trouble(problem, "nl", place).startswith("geen toestemming, of") is (said.startswith("geen toestemming, of"))
