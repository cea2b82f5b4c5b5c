"""A meeting that is opened: with what was typed as its password, to read where nothing can be written, or as it was."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.__main__ import wants_window
from mdo_viewer.desktop.app import named
from mdo_viewer.desktop.files.kept import copy_of, is_earlier
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.container import open_sealed
from mdo_viewer.meeting.saving import Lock
from mdo_viewer.reasoning.deadlines import ZONE
from tests.desktop.files.test_meeting import WORDS, begin, kept, on_disk, wait
from tests.help.desk import Desk
from tests.help.desktop_help import keys, settle, type_text
from tests.help.windows import Windows

pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


def give(window: Window, path: Path, password: str = WORDS) -> Desk:
    """Open a meeting by its password."""
    window.ask_meeting(path, "open")
    settle(window)
    Desk(window).field("Wachtwoord").setText(password)
    keys(window, "Return")
    wait(window)
    return Desk(window)


def written(window: Window, path: Path) -> None:
    """A meeting with one answer, closed again, and an earlier version beside it."""
    begin(window, path)
    window.session.answer("pijn", True)
    assert window.autosave.close()
    window.meeting.show_empty()


# --- passwords


@pytest.mark.parametrize("pasted", [WORDS + "\n", "\r\n" + WORDS, WORDS + " ", "\t" + WORDS, "\u00a0" + WORDS])
def test_what_a_paste_brings_along_is_no_part_of_a_password(window: Window, path: Path, pasted: str) -> None:
    keys(window, "Ctrl+S")
    Desk(window).meeting.ask("new", path)
    for name in ("Wachtwoord", "Nogmaals"):
        Desk(window).field(name).setText(pasted)
    keys(window, "Return")
    wait(window)
    assert window.autosave.path == path
    assert open_sealed(path.read_bytes(), WORDS)
    assert window.autosave.close()
    give(window, path, pasted)
    assert window.autosave.path == path


@pytest.mark.parametrize("sign", ["\t", "\n", "\u00a0", "\u200b", "\u00ad", "\u202e", "\ufeff", "\x07", "\u2028"])
def test_a_sign_that_nobody_sees_is_refused_in_words(window: Window, path: Path, sign: str) -> None:
    keys(window, "Ctrl+S")
    Desk(window).meeting.ask("new", path)
    for name in ("Wachtwoord", "Nogmaals"):
        Desk(window).field(name).setText(f"vier losse{sign}woorden samen")
    keys(window, "Return")
    wait(window)
    assert "staat een onzichtbaar teken" in Desk(window).said
    assert not path.exists()


def test_a_password_that_does_not_fit_is_selected(window: Window, path: Path) -> None:
    written(window, path)
    desk = give(window, path, "iets heel anders")
    assert "Het wachtwoord klopt niet" in desk.said
    field = desk.field("Wachtwoord")
    assert QApplication.focusWidget() is field
    assert field.selectedText() != ""
    type_text(window, WORDS)  # in its place
    keys(window, "Return")
    wait(window)
    assert window.autosave.path == path


def test_capitals_without_shift_ask_about_caps_lock(window: Window, path: Path) -> None:
    window.ask_meeting(path, "new")
    settle(window)
    desk = Desk(window)
    field = desk.field("Wachtwoord")
    caps = "Staat Caps Lock aan?"
    QTest.keyClicks(field, "a")
    assert caps not in desk.said
    QTest.keyClicks(field, "A")  # as a keyboard with Caps Lock gives it
    assert caps in desk.said
    QTest.keyClick(field, Qt.Key.Key_CapsLock)
    assert caps not in desk.said
    QTest.keyClicks(field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert caps not in desk.said
    QTest.keyClicks(field, "a", Qt.KeyboardModifier.ShiftModifier)
    assert caps in desk.said
    desk.field("Nogmaals").setFocus()
    assert caps not in desk.said


# --- earlier versions


@pytest.mark.parametrize("damage", [b"", bytes(4096), b"somebody else"])
def test_a_damaged_file_leads_to_its_earlier_version(window: Window, path: Path, damage: bytes) -> None:
    written(window, path)
    path.write_bytes(damage)
    desk = give(window, path)
    assert "of het is beschadigd. Ernaast staat een vorige versie: dinsdag.mdo.1." in desk.said
    saved = datetime.fromtimestamp(path.with_name("dinsdag.mdo.1").stat().st_mtime, ZONE)
    for _ in range(12):  # by keys alone
        desk.press("Tab")
        here = QApplication.focusWidget()
        if isinstance(here, Button) and here.words.startswith("Open dinsdag.mdo.1 om te lezen"):
            break
    assert isinstance(here, Button)
    assert here.words == f"Open dinsdag.mdo.1 om te lezen (bewaard {window.look.saying.moment(saved)})"
    desk.press("Space")
    settle(window)
    assert desk.asks_for_password()
    keys(window, "Return")  # what was typed before may be the same
    wait(window)
    assert window.autosave.path == path.with_name("dinsdag.mdo.1")
    assert path.read_bytes() == damage


def test_another_password_offers_no_earlier_version_and_a_changed_file_does(window: Window, path: Path) -> None:
    written(window, path)
    desk = give(window, path, "een ander wachtwoord")
    assert "dinsdag.mdo.1" not in desk.said
    window.sheets.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert "Open dinsdag.mdo.1 om te lezen" in give(window, path).said


def test_where_no_earlier_version_stands_none_is_offered(window: Window, path: Path) -> None:
    path.write_bytes(b"")
    desk = give(window, path)
    assert "beschadigd" in desk.said
    assert "vorige versie" not in desk.said
    assert "om te lezen" not in desk.said


def test_an_earlier_version_stays_as_it_is(window: Window, path: Path) -> None:
    """The next save of the meeting itself would move it on, and what was typed in it with it."""
    written(window, path)
    earlier = path.with_name("dinsdag.mdo.1")
    before = earlier.read_bytes()
    give(window, earlier)
    window.session.answer("pijn", True)
    assert not window.autosave.flush()
    assert earlier.read_bytes() == before


def test_the_window_opens_on_an_earlier_version() -> None:
    assert all(wants_window([name]) for name in ("x.mdo", "X.MDO.1", "x.mdo.3"))
    assert not any(wants_window([name]) for name in ("x.mdo.4", "x.mdo.12", "check"))
    assert [is_earlier(Path(name)) for name in ("x.mdo.1", "x.mdo", "x.mdo.4")] == [True, False, False]


@pytest.mark.parametrize(("stands", "asked"), [("nothing", 2), ("earlier", 1), ("no folder", 1), ("file", 1)])
def test_a_meeting_that_is_away_is_not_begun_anew(window: Window, path: Path, stands: str, asked: int) -> None:
    """Only where none can have been a new one is asked for, with its password twice."""
    if stands in ("earlier", "file"):
        written(window, path)
        if stands == "earlier":
            path.unlink()
    named(window, path.parent / "stick" / path.name if stands == "no folder" else path)
    settle(window)
    lines = Desk(window).meeting.findChildren(QLineEdit)
    assert sum(line.isVisible() for line in lines) == asked


# --- to read


@pytest.fixture
def slider() -> Iterator[pytest.MonkeyPatch]:
    """The slider of a stick, until it is undone."""
    patch = pytest.MonkeyPatch()
    yield patch
    patch.undo()


def protect(slider: pytest.MonkeyPatch) -> None:
    """From now on nothing can be made in any folder."""
    opened = os.open

    def refuse(file: str, flags: int, *arguments: int, **options: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, "Read-only file system", file)
        return opened(file, flags, *arguments, **options)

    slider.setattr(os, "open", refuse)


def test_where_nothing_can_be_written_a_meeting_is_read_and_copied(
    window: Window, path: Path, slider: pytest.MonkeyPatch
) -> None:
    written(window, path)
    before = path.read_bytes()
    protect(slider)
    desk = give(window, path)
    assert window.session.state.case.patient.values == {"pijn": True}
    assert "U kunt haar hier alleen lezen." in desk.message
    assert kept(window) == "Alleen lezen: bewaar een kopie…"
    assert window.status.kept._coat().ground == tokens.FOCUS_ON_NIGHT  # filled
    window.session.answer("pijn", False)
    assert kept(window) == "Alleen lezen: wat u typt wordt niet bewaard"
    assert not window.autosave.close()
    assert "Bewaar eerst een kopie" in desk.message
    slider.undo()
    keys(window, "Ctrl+S")
    assert "dinsdag.mdo is open om te lezen" in desk.said
    assert "Ander wachtwoord…" not in desk.said
    desk.click("Bewaar een kopie…")
    assert Path(desk.file_dialog.selectedFiles()[0]) == copy_of(path)
    desk.leave_dialog()
    copy = path.with_name("kopie.mdo")
    desk.click("Bewaar een kopie…")
    desk.choose_file(copy)
    wait(window)
    assert window.autosave.path == copy
    assert kept(window) == "Bewaard 14:30"
    assert on_disk(window, copy).document.cases[0].patient.values == {"pijn": False}
    assert path.read_bytes() == before


def test_what_is_only_read_is_left_without_a_question(window: Window, path: Path, slider: pytest.MonkeyPatch) -> None:
    written(window, path)
    protect(slider)
    give(window, path)
    keys(window, "Ctrl+Shift+L")
    assert not window.meeting.is_kept()


def test_a_file_with_another_name_says_so(window: Window, path: Path) -> None:
    written(window, path)
    os.link(path, path.with_name("kopie.mdo"))
    desk = give(window, path)
    assert "Dit bestand heeft ook een andere naam." in desk.message


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_meeting_is_not_open_twice_by_a_link(window: Window, path: Path, qtbot: QtBot) -> None:
    written(window, path)
    link = path.with_name("snel.mdo")
    link.symlink_to(path)
    give(window, link)
    assert window.autosave.path == path
    window.session.answer("pijn", False)
    assert window.autosave.flush()
    assert link.is_symlink()
    assert on_disk(window, path).document.cases[0].patient.values == {"pijn": False}
    with pytest.raises(Exception, match="dinsdag"):
        Lock(link)


def test_no_field_of_a_password_shows_what_is_typed(window: Window, path: Path) -> None:
    window.ask_meeting(path, "new")
    fields = Desk(window).meeting.findChildren(QLineEdit)
    assert len(fields) == 2
    assert all(field.echoMode() == QLineEdit.EchoMode.Password for field in fields)


# --- paths that Windows does not take


def long_path(tmp_path: Path, length: int) -> Path:
    """A meeting's file with so many characters in its path."""
    folder = tmp_path
    while len(str(folder)) < length - 60:
        folder /= "m" * min(40, length - 60 - len(str(folder)))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ("d" * (length - len(str(folder)) - 5) + ".mdo")
    assert len(str(path)) == length
    return path


@pytest.mark.parametrize(("length", "policy", "begins"), [(255, 0, False), (240, 0, True), (255, 1, True)])
def test_a_path_that_could_never_be_saved_again_is_refused_when_the_meeting_begins(
    window: Window, tmp_path: Path, windows: Windows, length: int, policy: int, begins: bool
) -> None:
    """Windows takes the path, but not those of the files that a save writes beside it."""
    windows.answers["RtlAreLongPathsEnabled"] = lambda: policy
    path = long_path(tmp_path, length)
    begin(window, path)
    assert path.exists() is begins
    assert [*path.parent.glob(".*")] == ([path.with_name(f".{path.name}.lock")] if begins else [])
    assert begins or "dit pad is te lang voor Windows" in Desk(window).said


def test_such_a_meeting_opens_to_read(window: Window, tmp_path: Path, windows: Windows) -> None:
    path = long_path(tmp_path, 255)
    written(window, path)
    windows.answers["RtlAreLongPathsEnabled"] = lambda: 0
    desk = give(window, path)
    assert "U kunt haar hier alleen lezen." in desk.message
