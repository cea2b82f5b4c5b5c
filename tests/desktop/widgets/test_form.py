"""What is pasted into a field stands there as its file will have it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet
from mdo_viewer.desktop.widgets.form import LineField, TextField
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.case_text import write_case
from tests.help.desk import Desk
from tests.help.desktop_help import keys

SEPARATORS = ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n", "\r\n"]


@pytest.mark.parametrize("sign", SEPARATORS)
def test_a_line_gets_a_blank_for_what_parts_lines(qtbot: QtBot, sign: str) -> None:
    told: list[str] = []
    field = LineField(told.append)
    qtbot.addWidget(field)
    QGuiApplication.clipboard().setText(f"graad 1{sign}2 metastasen\u200e")
    field.line.paste()
    assert field.line.text() == "graad 1 2 metastasen"
    assert told == ["graad 1 2 metastasen"]
    assert field.line.cursorPosition() == len("graad 1 2 metastasen")


@pytest.mark.parametrize("sign", SEPARATORS)
def test_a_text_gets_a_line_end_for_what_parts_lines(qtbot: QtBot, sign: str) -> None:
    told: list[str] = []
    field = TextField(told.append)
    qtbot.addWidget(field)
    QGuiApplication.clipboard().setText(f"graad 1{sign}2 metastasen\u200e")
    field.text.paste()
    assert told[-1] == field.text.toPlainText() == "graad 1\n2 metastasen"


def test_screen_and_file_say_the_same_of_what_was_pasted(window: Window) -> None:
    sheet: AgendaSheet = Desk(window).agenda
    line: QLineEdit = sheet.question.line
    line.setFocus()
    line.selectAll()
    QGuiApplication.clipboard().setText("graad 1\x0b2 metastasen")
    keys(window, "Ctrl+V")
    case, pack = window.session.state.case, window.session.state.pack
    assert case.question == "graad 1 2 metastasen"
    assert read_case(write_case(case, pack), "x", pack).question == line.text()
