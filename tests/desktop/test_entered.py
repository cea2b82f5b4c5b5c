"""A day, a clock time and a number are entered by Enter or Tab alone, in every field of the window that takes one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet
from mdo_viewer.desktop.sheets.patient_sheet import PatientSheet
from mdo_viewer.desktop.sight import half_typed
from mdo_viewer.desktop.widgets.form import EnteredLine
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.example import example_cases
from tests.desktop.files.test_meeting import begin, kept
from tests.help.desk import shown_texts
from tests.help.desktop_help import at_tree, keys, settle, type_text


def before_of_action(window: Window) -> QLineEdit:
    window.session.open_agreements()
    settle(window)
    return window.right.agreements.rows[0].before


def before_of_decision(window: Window) -> QLineEdit:
    window.session.start_decision("own", None)
    settle(window)
    return window.right.decision.before


def moment(window: Window) -> QLineEdit:
    for fact, value in example_cases(window.look.pack)[0].patient.values.items():
        window.session.answer(fact, value)
    at_tree(window, 0, "diagnostiek")
    asked = window.advice.column.field("verdenking_op")
    assert asked is not None
    return asked.field


def cell(table: str, name: str) -> Callable[[Window], QLineEdit]:
    def find(window: Window) -> QLineEdit:
        keys(window, "Q")
        settle(window)
        sheet = window.sheets.shown
        assert isinstance(sheet, PatientSheet)
        return sheet.tables[table].rows[0].fields[name]  # type: ignore[index]

    return find


def day_of_meeting(window: Window) -> QLineEdit:
    keys(window, "M")
    settle(window)
    sheet = window.sheets.shown
    assert isinstance(sheet, AgendaSheet)
    return sheet.day.line


#: By name the field, and something that may stand in it while more is typed.
FIELDS: Final[dict[str, tuple[Callable[[Window], QLineEdit], str]]] = {
    "action": (before_of_action, "2-1"),
    "decision": (before_of_decision, "2-1"),
    "moment": (moment, "22-11 9:15"),
    "day of a course": (cell("courses", "end"), "2-1-2026"),
    "dose of a course": (cell("courses", "dose"), "3"),
    "day of an operation": (cell("operations", "date"), "2-1-2026"),
    "start of a steroid": (cell("steroids", "since"), "2-11-2026"),
    "dose of a steroid": (cell("steroids", "dose"), "4"),
    "meeting": (day_of_meeting, "2-12-2026"),
}


def known(window: Window) -> object:
    """What the state has: the document, and the draft."""
    state = window.session.state
    return state.document, state.draft


def elsewhere(line: QLineEdit) -> None:
    """The keyboard goes elsewhere: by a press, as the field is closed, and by the program."""
    for reason in (
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    ):
        line.setFocus(reason)
        line.clearFocus()
        other = line.window()
        other.setFocus(reason)


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_half_typed_is_entered_by_nothing_else(empty: Window, qtbot: QtBot, name: str) -> None:
    find, typed = FIELDS[name]
    line = find(empty)
    before = known(empty)
    line.setFocus()
    type_text(empty, typed)
    assert line.text() == typed
    assert known(empty) == before
    elsewhere(line)
    settle(empty)
    assert known(empty) == before
    assert line.text() == typed
    keys(empty, "Escape")
    settle(empty)
    assert known(empty) == before or name == "decision"  # its form is closed: no draft is in sight
    assert not any(draft.before for _at, draft in empty.session.half_written())


@pytest.mark.parametrize("key", ["Return", "Tab"])
@pytest.mark.parametrize("name", FIELDS)
def test_enter_and_tab_enter_it(empty: Window, qtbot: QtBot, name: str, key: str) -> None:
    find, typed = FIELDS[name]
    line = find(empty)
    before = known(empty)
    line.setFocus()
    type_text(empty, typed)
    keys(empty, key)
    settle(empty)
    assert known(empty) != before


@pytest.mark.parametrize("key", ["Return", "Tab"])
@pytest.mark.parametrize("name", FIELDS)
def test_what_was_entered_is_half_typed_no_more(empty: Window, name: str, key: str) -> None:
    """Nor is the same once more, in another way of writing it than the field shows."""
    find, typed = FIELDS[name]
    line = find(empty)
    for _ in range(1 if name == "moment" else 2):  # the field of a moment goes
        line.setFocus()
        line.selectAll()
        type_text(empty, typed)
        keys(empty, key)
        settle(empty)
        assert half_typed(empty) == []


@pytest.mark.usefixtures("cheap_key")
@pytest.mark.parametrize("closes", ["Ctrl+Return", "Return", "Tab"])
def test_a_day_of_an_action_is_in_the_file_however_its_form_is_closed(
    empty: Window, tmp_path: Path, closes: str
) -> None:
    begin(empty, tmp_path / "dinsdag.mdo")
    line = before_of_action(empty)
    line.setFocus()
    type_text(empty, "2-12")
    keys(empty, closes, "Escape")
    settle(empty)
    assert empty.autosave.flush()
    assert empty.session.state.case.actions[0].before is not None
    assert kept(empty).startswith("Bewaard")


#: What is said of each where something does not fit.
SAID: Final = {
    "action": "agreements.no_deadline",
    "decision": "agreements.no_deadline",
    "moment": "advice.no_moment",
    "meeting": "agenda.no_day",
}


def what_fits(window: Window, name: str) -> bool:
    """Whether it is said in sight what belongs in this field."""
    key = SAID.get(name, "patient.no_number" if "dose" in name else "patient.no_day")
    said = window.look.words(key).casefold()
    return any(said in text.casefold() for text in shown_texts(window))


@pytest.mark.parametrize("name", FIELDS)
def test_a_letter_with_which_nothing_is_written_does_nothing(empty: Window, name: str) -> None:
    line = FIELDS[name][0](empty)
    line.setFocus()
    type_text(empty, "30-1n" if "dose" not in name else "30n")
    assert "n" not in line.text()
    assert line.text().startswith("30")
    assert what_fits(empty, name), "it is said why it did not come in"


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_pasted_comes_in_whole_or_not_at_all(empty: Window, name: str) -> None:
    """With what belongs there, and a sign typed behind it does not take half of it away."""
    line = FIELDS[name][0](empty)
    line.setFocus()
    text = "24-11-2026 om 12 uur" if "dose" not in name else "37,5 gray"
    QApplication.clipboard().setText(text)
    line.paste()
    settle(empty)
    assert line.text() == text
    assert what_fits(empty, name)
    type_text(empty, "!")
    assert line.text() == f"{text}!"
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == ""


@pytest.mark.parametrize("name", [name for name in FIELDS if "dose" not in name])
def test_a_day_as_the_program_writes_it_is_let_in(empty: Window, name: str) -> None:
    line = FIELDS[name][0](empty)
    line.setFocus()
    type_text(empty, "ma 23 nov 2026")
    assert line.text() == "ma 23 nov 2026"
    assert not what_fits(empty, name)


def test_every_field_of_a_day_or_a_time_is_one_of_these(empty: Window) -> None:
    """No other line of the window is made to take a moment: whoever adds one adds it here."""
    for find, _typed in FIELDS.values():
        assert isinstance(find(empty), EnteredLine)
        keys(empty, "Escape", "Escape")
