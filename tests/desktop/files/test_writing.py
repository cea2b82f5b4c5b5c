"""Whatever is written, on a full disk or where the move is refused: the old file stays, nothing lies beside it, and who
asked for it is told."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files import kept
from mdo_viewer.desktop.files.running import Running, hand_over
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import Settings, save
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting import whole_file
from mdo_viewer.meeting.container import Cost
from mdo_viewer.meeting.example import PACK, example_cases
from tests.help.cli_pack import call, write_pack
from tests.help.desktop_help import NOW, close, make_window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = make_window()
    yield made
    close(made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "written"
    made.mkdir()
    return made


@pytest.fixture(params=["full", "refused"])
def fault(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on nothing can be written, and nothing moved. A short write comes first."""
    write, took = os.write, [False]

    def full(handle: int, data: bytes) -> int:
        if took[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        took[0] = True
        return write(handle, bytes(data)[:7])

    def refused(_source: Path, _target: Path) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    if request.param == "full":
        return partial(monkeypatch.setattr, os, "write", full)
    return partial(monkeypatch.setattr, whole_file, "put", refused)


def stands(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


WHY = ("de schijf is vol", "geen toestemming")


def test_a_page(window: Window, folder: Path, fault: Callable[[], None]) -> None:
    page = folder / "page.pdf"
    page.write_bytes(b"an earlier page")
    fault()
    assert not window.page_export.save(page)
    assert stands(folder) == {"page.pdf": b"an earlier page"}
    said = window.message.label.text()
    assert said.startswith("De PDF is niet bewaard")
    assert any(why in said for why in WHY)


def test_the_whole_meeting(window: Window, folder: Path, fault: Callable[[], None], qtbot: QtBot) -> None:
    file = folder / "meeting.json"
    file.write_bytes(b"an earlier one")
    fault()
    window.meeting_export.make("json", file)
    qtbot.waitUntil(lambda: not window.meeting_export.busy, timeout=30_000)
    assert stands(folder) == {"meeting.json": b"an earlier one"}
    assert any(why in window.message.label.text() for why in WHY)


def test_the_file_of_a_meeting(
    window: Window, folder: Path, fault: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "fitting", lambda: Cost(64, 1, 1))
    window.autosave.make(folder / "dinsdag.mdo", "vier losse woorden samen")
    window.autosave.wait()
    before = stands(folder)
    assert sorted(before) == [".dinsdag.mdo.lock", "dinsdag.mdo"]
    window.session.answer("pijn", True)
    fault()
    assert not window.autosave.flush()
    assert stands(folder) == before
    assert window.status.kept.words == "Niet bewaard sinds 14:30"
    assert any(why in window.message.label.text() for why in WHY)


def test_the_choices_about_the_windows(qtbot: QtBot, folder: Path, fault: Callable[[], None]) -> None:
    pack = load_pack(PACK)
    made = Window(Session(pack, example_cases(pack)), lambda: NOW, Settings(), partial(save, folder / "settings.json"))
    made.change_settings(motion="on")
    before = stands(folder)
    assert list(before) == ["settings.json"]
    fault()
    made.change_settings(motion="off")
    assert stands(folder) == before
    assert "niet worden bewaard" in made.message.label.text()
    close(made)


def test_the_note_of_what_is_open(folder: Path, fault: Callable[[], None]) -> None:
    """The meeting itself is safe: nobody is troubled with it."""
    running = Running(folder)
    running.has_open(folder / "dinsdag.mdo")
    before = stands(folder)
    fault()
    running.has_open(folder / "woensdag.mdo")
    assert stands(folder) == before
    running.release()


def test_what_a_second_start_asks_for(folder: Path, fault: Callable[[], None]) -> None:
    """It opens a window of its own then."""
    fault()
    assert not hand_over(folder, folder / "dinsdag.mdo", patience=0.1)
    assert stands(folder) == {}


def test_the_summary_of_a_command(
    tmp_path: Path, folder: Path, fault: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    pack, case, file = write_pack(tmp_path / "klein"), tmp_path / "c.yaml", folder / "x.txt"
    case.write_text("case: MDO-0003\nfacts: {}\n", encoding="utf-8")
    file.write_bytes(b"an earlier one")
    fault()
    found = call(capsys, "summary", "--pack", pack, case, "-o", file)
    assert found.code == 2
    assert found.err.startswith(f"{file}: ")
    assert any(why in found.err for why in WHY)
    assert stands(folder) == {"x.txt": b"an earlier one"}


def test_the_certificate_of_a_command(
    tmp_path: Path, fault: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_pack(tmp_path / "klein")
    before = stands(pack)
    fault()
    found = call(capsys, "check", pack, "--write")
    assert found.code == 2
    assert any(why in found.err for why in WHY)
    assert stands(pack) == before
