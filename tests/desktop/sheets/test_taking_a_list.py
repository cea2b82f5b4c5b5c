"""Enter on the page of a list does what its main button says, and who was never touched gives way to the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.window import Window
from tests.help.desk import Desk
from tests.help.desktop_help import keys, settle, type_text

HEADS = "Kenmerk;Vraag aan het MDO;ASIA-score;Pijn door wervelmetastasen"
GOOD = ("MDO-0201;Opereren?;C;ja", "MDO-0202;Bestralen?;E;nee")
ONE_TOO_MANY = 600  # ms, longer than an Enter that is one too many


def open_list(window: Window, folder: Path, *rows: str) -> None:
    path = folder / "agenda.csv"
    path.write_text("\n".join((HEADS, *rows)), "utf-8")
    window.call("list")()
    settle(window)
    keys(window, "Return")  # its first button asks for the file
    Desk(window).choose_file(path)
    window.activateWindow()  # as the system does once the dialog is gone
    settle(window)


def names(window: Window) -> list[str]:
    return [case.case for case in window.session.state.cases]


def test_enter_alone_takes_a_list_in_which_nothing_is_doubtful(empty: Window, tmp_path: Path) -> None:
    open_list(empty, tmp_path, *GOOD)
    assert [each for each in empty.sheets.checking.findChildren(Button) if each.cap == "Enter" and each.isVisible()]
    keys(empty, "Return")
    settle(empty)
    assert empty.sheets.shown_name == "agenda"
    assert names(empty)[-2:] == ["MDO-0201", "MDO-0202"]


def test_enter_goes_from_doubt_to_doubt_and_takes_the_list_only_after_a_rest(empty: Window, tmp_path: Path) -> None:
    open_list(empty, tmp_path, "MDO-0201;Opereren?;F;ja", "MDO-0202;Bestralen?;E;soms")
    assert not [each for each in empty.sheets.checking.findChildren(Button) if each.cap == "Enter"]
    type_text(empty, "C")
    keys(empty, "Return")
    settle(empty)
    type_text(empty, "nee")
    keys(empty, "Return", "Return")  # one Enter too many
    settle(empty)
    page = empty.sheets.checking.page
    assert page is not None
    assert not page.doubtful
    QTest.qWait(ONE_TOO_MANY)
    keys(empty, "Return")
    settle(empty)
    assert empty.session.state.reading is None
    assert names(empty)[-2:] == ["MDO-0201", "MDO-0202"]


def test_the_patient_of_a_new_meeting_whom_nobody_touched_goes_and_undo_brings_it_back(
    empty: Window, tmp_path: Path
) -> None:
    open_list(empty, tmp_path, *GOOD)
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert names(empty) == ["MDO-0201", "MDO-0202"]
    keys(empty, "Escape")
    assert empty.session.state.case.case == "MDO-0201"
    keys(empty, "Ctrl+Z")
    assert names(empty) == ["MDO-0001"]
    keys(empty, "Ctrl+Y")
    assert names(empty) == ["MDO-0201", "MDO-0202"]


def test_a_patient_of_whom_something_is_known_stays_beside_the_list(empty: Window, tmp_path: Path) -> None:
    keys(empty, "1")
    settle(empty)
    open_list(empty, tmp_path, *GOOD)
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert names(empty) == ["MDO-0001", "MDO-0201", "MDO-0202"]


def test_the_agenda_opens_on_the_first_who_came_and_says_who_is_still_in_view(empty: Window, tmp_path: Path) -> None:
    desk = Desk(empty)
    keys(empty, "1")
    settle(empty)
    open_list(empty, tmp_path, *GOOD)
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert desk.message.endswith("In beeld is nog MDO-0001.")
    keys(empty, "Return")
    assert empty.session.state.case.case == "MDO-0201"
    keys(empty, "PgUp", "M", "Return")
    assert empty.session.state.case.case == "MDO-0001", "later it opens on who is in sight"


def test_a_patient_on_whom_a_decision_is_half_written_stays_beside_the_list(empty: Window, tmp_path: Path) -> None:
    keys(empty, "A")
    settle(empty)
    type_text(empty, "Eerst overleg")
    keys(empty, "Escape")
    settle(empty)
    open_list(empty, tmp_path, *GOOD)
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert names(empty) == ["MDO-0001", "MDO-0201", "MDO-0202"]


def test_f6_leaves_the_table_for_its_buttons_and_comes_back(empty: Window, tmp_path: Path) -> None:
    open_list(empty, tmp_path, "Jansen;Opereren?;F;ja", "MDO-0202;Bestralen?;E;soms")
    grid = empty.sheets.checking.grid
    keys(empty, "F6")
    reached = set()
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(getattr(focused, "words", ""))
        keys(empty, "Tab")
    assert {"Toch gebruiken", "Volgende cel", "Sluit"} <= reached
    assert any(each.startswith("Geef ") for each in reached)
    assert any(each.startswith("Neem ") for each in reached)
    empty.sheets.checking.findChildren(Button)[0].setFocus()
    keys(empty, "F6")
    focused = QApplication.focusWidget()
    assert focused is grid or (focused is not None and grid.isAncestorOf(focused))


def test_what_is_taken_says_which_row_has_which_new_key(empty: Window, tmp_path: Path) -> None:
    open_list(empty, tmp_path, "Jansen;Opereren?;C;ja", "MDO-0202;Bestralen?;E;nee")
    (key,) = empty.sheets.checking.page.checked.given.values()  # type: ignore[union-attr]
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert f"Nieuwe kenmerken: rij 2: {key}." in empty.message.label.text()
