"""Everything in a sheet can be reached by the keyboard, in the order in which it is read, and no key does what was not
meant: what has the keyboard and goes hands it to nothing that acts."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheet_stack import SHEETS
from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.widgets.controls import Segments
from mdo_viewer.desktop.window import Window
from tests.help.desk import Desk, buttons
from tests.help.desktop_help import settle

#: More than any sheet has stops.
MANY = 90


def controls(sheet: QWidget) -> set[QWidget]:
    """What can be pressed or typed in."""
    found: list[QWidget] = [*sheet.findChildren(QAbstractButton), *sheet.findChildren(QLineEdit)]
    found += sheet.findChildren(QPlainTextEdit)
    return {each for each in found if each.isVisible() and each.isEnabled()}


def walked(desk: Desk, key: str) -> list[QWidget]:
    """Where the keyboard comes, with what arrows reach inside each group, until it is where it was."""
    reached: list[QWidget] = []
    for _ in range(MANY):
        desk.press(key)
        here = QApplication.focusWidget()
        assert here is not None
        assert here.isVisible()
        assert here.isEnabled()
        if here in reached:
            return reached
        reached.append(here)
        if isinstance(here.parentWidget(), Segments):
            group = here
            for _step in range(12):
                desk.press("Right")
                beside = QApplication.focusWidget()
                if beside is None or beside is group:
                    break
                reached.append(beside)
            group.setFocus()
    raise AssertionError("it never comes round")


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("name", SHEETS)
def test_every_control_of_every_sheet_is_reached(window: Window, name: SheetName, key: str) -> None:
    desk = Desk(window)
    desk.settle()
    window.sheets.open(name)
    desk.settle()
    sheet = window.sheets.shown
    assert sheet is not None
    missed = controls(sheet) - set(walked(desk, key))
    assert missed == set(), [each.accessibleName() for each in missed]


def patients(desk: Desk) -> int:
    return len(desk.state.cases)


def names_walked(desk: Desk, count: int) -> list[str]:
    found = []
    for _ in range(count):
        desk.press("Tab")
        here = QApplication.focusWidget()
        assert here is not None
        found.append(here.accessibleName().partition(":")[0])
    return found


def test_tab_reads_the_agenda_from_its_list_on(window: Window) -> None:
    desk = Desk(window)
    _ = desk.agenda
    desk.press("Down")
    read = names_walked(desk, 7)
    assert read == ["Bespreken", "Stand", "Eerder", "Later", "Van de agenda", "Kenmerk", "Vraag aan het MDO"]
    assert names_walked(desk, 1) == ["Overleg"]


def test_tab_reads_the_sheet_of_guidelines_from_its_list_on(window: Window) -> None:
    desk = Desk(window)
    window.sheets.open("guideline")
    desk.settle()
    here = QApplication.focusWidget()
    assert here is not None
    assert here.accessibleName().startswith("Richtlijn")
    assert names_walked(desk, 1) == ["+ patiënt met deze richtlijn"]


def test_what_can_be_done_no_more_gives_the_keyboard_to_the_list(window: Window) -> None:
    desk = Desk(window)
    sheet = desk.agenda
    (later,) = buttons(sheet, "Later")
    later.setFocus()
    desk.press("Space", "Space")
    assert not later.isEnabled()
    assert QApplication.focusWidget() is sheet.list
    desk.press("Space")
    assert patients(desk) == 3


def test_what_goes_in_any_sheet_gives_the_keyboard_to_nothing_that_acts(window: Window) -> None:
    desk = Desk(window)
    for name in SHEETS:
        window.sheets.open(name)
        desk.settle()
        sheet = window.sheets.shown
        assert sheet is not None
        for button in sheet.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled():
                button.setFocus()
                button.setEnabled(False)
                here = QApplication.focusWidget()
                assert here is not None, name
                assert not isinstance(here, QAbstractButton), name
                button.setEnabled(True)
        window.sheets.close()
        if window.sheets.shown is not None:
            window.sheets.shown.hide()


@pytest.mark.parametrize("key", ["Space", "Return"])
def test_a_patient_with_answers_goes_after_one_question_and_comes_back(window: Window, key: str) -> None:
    desk = Desk(window)
    sheet = desk.agenda
    desk.press("Down")
    (remove,) = buttons(sheet, "Van de agenda")
    remove.setFocus()
    desk.press("Space")
    assert patients(desk) == 3
    assert "MDO-0002" in sheet.sure.said.text()
    desk.press(key)  # what has the keyboard is to leave it
    assert patients(desk) == 3
    remove.setFocus()
    desk.press("Space", "Tab", key)
    assert [case.case for case in desk.state.cases] == ["MDO-0001", "MDO-0003"]
    assert QApplication.focusWidget() is sheet.list
    desk.press("Ctrl+Z")
    assert [case.case for case in desk.state.cases] == ["MDO-0001", "MDO-0002", "MDO-0003"]
    item = sheet.list.currentItem()  # the row that was chosen meanwhile stays so
    assert item is not None
    assert item.text().split(", ")[1] == f"{sheet.key.line.text()} · voorbeeld"


def test_a_patient_of_whom_nothing_is_known_goes_at_once(window: Window) -> None:
    desk = Desk(window)
    sheet = desk.agenda
    desk.click("+ patiënt")
    settle(window)
    assert patients(desk) == 4
    (remove,) = buttons(sheet, "Van de agenda")
    remove.setFocus()
    desk.press("Space")
    assert patients(desk) == 3
    assert QApplication.focusWidget() is sheet.list


def test_a_patient_is_added_to_the_agenda_by_keys_alone(window: Window, qtbot: QtBot) -> None:
    desk = Desk(window)
    sheet = desk.agenda
    for _ in range(MANY):
        desk.press("Shift+Tab")
        here = QApplication.focusWidget()
        if here is not None and here.accessibleName() == "+ patiënt":
            break
    desk.press("Space")
    assert patients(desk) == 4
    assert QApplication.focusWidget() is sheet.question.line
    assert sheet.list.currentRow() == 3


def test_undo_that_goes_to_another_patient_says_of_whom(window: Window) -> None:
    desk = Desk(window)
    desk.press("M")
    settle(window)
    window.sheets.close()
    window.session.answer("pijn", True)
    desk.press("PgDown")
    assert desk.state.case.case == "MDO-0002"
    desk.press("Ctrl+Z")
    assert desk.state.case.case == "MDO-0001"
    assert desk.message == "Ongedaan gemaakt: Pijn door wervelmetastasen, MDO-0001."
    desk.press("Ctrl+Y")
    assert desk.message == "Opnieuw gedaan: Pijn door wervelmetastasen, MDO-0001."
