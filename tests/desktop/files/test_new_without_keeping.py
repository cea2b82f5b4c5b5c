"""Who begins another meeting and says that what is in no file is not to be kept takes nothing of it along."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.desktop.sheets.leave_sheet import LeaveSheet
from mdo_viewer.desktop.window import Window
from tests.desktop.files.test_meeting import WORDS, begin, on_disk
from tests.desktop.sheets.test_menu_and_leaving import choose
from tests.help.desk import Desk
from tests.help.desktop_help import keys, settle, type_text

pytestmark = pytest.mark.usefixtures("cheap_key")
MONTHS = "levensverwachting_maanden"


def half_typed(window: Window) -> None:
    """A patient is added with an answer, and a number stands half typed."""
    window.call("case:add")()
    window.session.answer("pijn", True)
    window.session.go_tree("lv_lang")
    settle(window)
    window.focus_fact(MONTHS)
    type_text(window, "12")


def asked(window: Window, path: Path, key: str = "Ctrl+N") -> LeaveSheet:
    """What is asked once a file was chosen for another meeting."""
    keys(window, key)
    choose(window, path)
    sheet = window.sheets.shown
    assert isinstance(sheet, LeaveSheet)
    return sheet


def give_password(window: Window, *, twice: bool) -> None:
    for _ in range(1 + twice):
        type_text(window, WORDS)
        keys(window, "Return")
    Desk(window).wait()


def test_without_keeping_nothing_comes_along(empty: Window, tmp_path: Path) -> None:
    window, path = empty, tmp_path / "dinsdag.mdo"
    half_typed(window)
    sheet = asked(window, path)
    assert sheet.go.words == "Sluit zonder te bewaren"
    sheet.go.click()
    assert "begint leeg" in Desk(window).said
    assert "gaat verloren" in Desk(window).said
    give_password(window, twice=True)
    assert window.autosave.path == path
    (case,) = window.session.state.cases
    assert not case.patient.values
    assert case.details == {}
    assert len(on_disk(window, path).document.points) == 1


def test_who_gives_up_has_lost_nothing_and_takes_all_along_the_next_time(empty: Window, tmp_path: Path) -> None:
    window, path = empty, tmp_path / "dinsdag.mdo"
    half_typed(window)
    asked(window, path).go.click()
    keys(window, "Escape")
    assert len(window.session.state.cases) == 2
    asked(window, path).keep.click()
    assert window.sheets.shown_name == "meeting"  # and not the same question again
    assert "MDO-0002" in Desk(window).said
    give_password(window, twice=True)
    assert len(window.session.state.cases) == 2
    assert window.session.state.cases[1].patient.values["pijn"] is True


def test_a_meeting_that_can_only_be_read_is_left_by_the_same_words(empty: Window, tmp_path: Path) -> None:
    window, path = empty, tmp_path / "dinsdag.mdo"
    begin(window, path)
    window.autosave.let_go()
    first = path.with_name(f"{path.name}.1")
    first.write_bytes(path.read_bytes())
    window.autosave.open(first, WORDS)
    Desk(window).wait()
    assert window.autosave.read_only
    half_typed(window)
    sheet = asked(window, tmp_path / "woensdag.mdo")
    sheet.go.click()
    give_password(window, twice=True)
    assert window.autosave.path == tmp_path / "woensdag.mdo"
    assert len(window.session.state.cases) == 1


def test_where_a_folder_is_refused_a_button_asks_for_another_place(empty: Window, tmp_path: Path) -> None:
    window, good = empty, tmp_path / "dinsdag.mdo"
    no_folder = tmp_path / "geen map"
    no_folder.write_text("een bestand", "utf-8")
    keys(window, "Ctrl+N")
    choose(window, no_folder / "dinsdag.mdo")
    sheet = Desk(window).meeting
    assert not sheet.other.isVisible()
    give_password(window, twice=True)
    assert "niet gemaakt" in Desk(window).said
    sheet.other.click()
    choose(window, good)
    assert sheet.title.text() == "dinsdag.mdo"
    keys(window, "Return")  # the password was typed already
    Desk(window).wait()
    assert window.autosave.path == good
