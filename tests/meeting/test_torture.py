"""Short forms of `make torture`: nothing of a meeting is lost, and each torture finds a saver that is less careful."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mdo_viewer.meeting import container, saving, whole_file
from mdo_viewer.meeting.container import Key, Unreadable
from mdo_viewer.meeting.saving import MeetingFile
from tests.torture import __main__ as torture
from tests.torture.tally import Tally


def wrong(name: str) -> int:
    return sum(each.bad for each in torture.TORTURES[name](False))


@pytest.mark.skipif(os.name == "nt", reason="locks and kills of POSIX")
@pytest.mark.parametrize("name", torture.TORTURES)
def test_nothing_is_lost(name: str) -> None:
    tallies = torture.TORTURES[name](False)
    assert [each.wrong for each in tallies if each.bad] == []
    assert all(each.count for each in tallies)


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_program_that_is_killed_while_saving_loses_nothing_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert torture.main(["--short", "--only", "kills"]) == 0
    assert "60" in capsys.readouterr().out


def test_what_went_wrong_is_told_and_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally("planted")
    tally.found(None)
    tally.found("gone")
    monkeypatch.setattr(torture, "TORTURES", {"power": lambda _long: [tally]})
    assert torture.main(["--only", "power"]) == 1
    assert "WRONG planted: 1 x gone" in capsys.readouterr().out


# --- savers that are less careful


def unsynced(patch: pytest.MonkeyPatch) -> None:
    """The new file is moved over before it is on the disk."""

    def write(path: Path, data: bytes, _mode: int) -> Path:
        fresh = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, data)
        os.close(handle)
        return fresh

    patch.setattr(whole_file, "write_beside", write)


def folder_unsynced(patch: pytest.MonkeyPatch) -> None:
    """A save returns before the folder knows of it."""
    patch.setattr(whole_file, "sync_folder", lambda _folder: True)


def in_place(patch: pytest.MonkeyPatch) -> None:
    """The old file is written over."""

    def save(self: MeetingFile, data: bytes, _check: Callable[[bytes], None]) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)

    patch.setattr(MeetingFile, "save", save)


def unlocked(patch: pytest.MonkeyPatch) -> None:
    """Everybody gets the lock."""
    patch.setattr(saving, "_take", lambda _handle: None)


def credulous(patch: pytest.MonkeyPatch) -> None:
    """What does not fit is opened all the same."""
    unseal = container.unseal

    def any_way(data: bytes, key: Key) -> bytes:
        try:
            return unseal(data, key)
        except Unreadable:
            return b"{}"

    patch.setattr(container, "unseal", any_way)


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
@pytest.mark.parametrize(
    ("name", "sabotage"),
    [
        ("power", unsynced),
        ("power", folder_unsynced),
        ("power", in_place),
        ("errors", in_place),
        ("full", in_place),
        ("steps", unlocked),
        ("bits", credulous),
    ],
)
def test_a_less_careful_saver_is_found(
    name: str, sabotage: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sabotage(monkeypatch)
    assert wrong(name) > 0
