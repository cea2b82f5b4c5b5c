"""While a sheet or a dialog lies over the window, or is on its way, no key reaches what it covers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheet_stack import SHEETS
from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.meeting.case import Case
from tests.help.desk import Desk
from tests.help.desktop_help import close, make_window

#: Of a file, and every letter and digit.
TYPED = "week1.mdo-vergadering-10-abcdefghijklmnopqrstuvwxyz0123456789"


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = make_window((Case("MDO-0001"),))
    window.session.answer(SCOPE, True)
    yield Desk(window)
    close(window)


@pytest.mark.parametrize("name", get_args(SheetName))
def test_nothing_that_is_typed_over_a_sheet_answers_or_brings_the_window_back(desk: Desk, name: SheetName) -> None:
    window, before = desk.window, desk.state.case.patient
    window.sheets.open(name)
    for sign in TYPED:
        desk.press(sign.upper())
        assert window.sheets.shown is not None, f"{sign} closed it"
    assert desk.state.case.patient == before


@pytest.mark.parametrize("name", SHEETS)
def test_tab_stays_inside_a_sheet(desk: Desk, name: SheetName) -> None:
    window = desk.window
    window.sheets.open(name)
    sheet = window.sheets.shown
    assert sheet is not None
    held = []
    for key in (*["Tab"] * 8, *["Shift+Tab"] * 12):
        desk.press(key)
        held.append(QApplication.focusWidget())
    assert [each for each in held if each is None or not sheet.isAncestorOf(each)] == []


def test_what_is_typed_before_the_dialog_has_the_keyboard_does_nothing(desk: Desk) -> None:
    window = desk.window
    desk.press("O", "Return")
    assert desk.file_dialog.isVisible()
    for sheet_open in (True, False):
        if not sheet_open:
            window.sheets.close()
        before = desk.state
        for shortcut in window.findChildren(QShortcut):  # Qt lets them through while the dialog comes
            if shortcut.parent() is window:
                shortcut.activated.emit()
        assert desk.state == before
        assert (window.sheets.shown is not None) is sheet_open
    desk.leave_dialog()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    desk.press("1")
    assert desk.state != before
