"""What is half typed in a sheet stays so through a lock and another size of text: nobody entered it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from mdo_viewer.desktop.window import Window
from tests.desktop.files.test_locked import lock, unlock
from tests.desktop.files.test_meeting import begin, kept
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import keys, settle, type_text

pytestmark = pytest.mark.usefixtures("cheap_key")

#: The key that opens a sheet, and what is typed in its fields of which the text is taken when they are left.
SHEETS = (("M", "3-12", "agenda"), ("Q", "7", "patient"), ("Shift+P", "L3", "places"))


def fields(window: Window) -> list[QLineEdit]:
    within = window.sheets.shown
    assert within is not None
    return [line for line in within.findChildren(QLineEdit) if line.isVisible() and line.isEnabled()]


def field(window: Window, name: str) -> QLineEdit:
    (found,) = [line for line in fields(window) if line.accessibleName() == name]
    return found


@pytest.mark.parametrize(("key", "typed", "sheet"), SHEETS)
@pytest.mark.parametrize("happens", ["lock", "text"])
def test_no_field_of_a_sheet_is_entered_by_a_lock_or_another_size_of_text(
    window: Window, tmp_path: Path, key: str, typed: str, sheet: str, happens: str
) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    keys(window, key)
    settle(window)
    names = [each.accessibleName() for each in fields(window)]
    for name in (names[0], names[len(names) // 2], names[-1]):
        line = field(window, name)
        before, document = line.text(), window.session.state.document
        line.setFocus()
        type_text(window, typed)
        half = line.text()
        given = window.session.state.document != document  # a field that gives every letter
        if happens == "text":
            keys(window, "Ctrl++")
        else:
            lock(window)
            assert window.sheets.shown_name is None
            unlock(window)
        settle(window)
        assert window.sheets.shown_name == sheet
        focused = window.focusWidget()
        assert isinstance(focused, QLineEdit)
        assert (focused.accessibleName(), focused.text()) == (name, half)
        if not given and half != before:
            assert window.session.state.document == document, name
            assert kept(window) == "Veld nog niet ingevoerd (Enter)"
        focused.setText(before)


def test_what_the_agenda_refused_stands_there_refused_in_another_size_of_text(window: Window) -> None:
    agenda = Desk(window).agenda
    agenda.list.setCurrentRow(1)
    agenda.key.line.setFocus()
    agenda.key.line.selectAll()
    type_text(window, "MDO-0003")  # another patient has it
    keys(window, "Tab")
    agenda.day.line.setFocus()
    type_text(window, "31-13")
    keys(window, "Tab")
    settle(window)
    said = [text for text in shown_texts(agenda) if "sleutel" in text.lower() or "datum" in text.lower()]
    keys(window, "Ctrl++")
    settle(window)
    again = Desk(window).agenda
    assert again is not agenda
    assert (again.key.line.text(), again.day.line.text()) == ("MDO-0003", "31-13")
    assert again.key.message.text()
    assert again.day.message.text()
    assert [text for text in shown_texts(again) if "sleutel" in text.lower() or "datum" in text.lower()] == said
    assert again.list.currentRow() == 1


def test_a_half_typed_sheet_leaves_nothing_behind_the_lock(window: Window, tmp_path: Path) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    keys(window, "Q")
    settle(window)
    fields(window)[0].setFocus()
    type_text(window, "77")
    lock(window)
    behind = [line.text() for line in window.findChildren(QLineEdit)]
    assert not [text for text in behind if "77" in text]
    assert "77" not in [line.text() for each in QApplication.topLevelWidgets() for line in each.findChildren(QLineEdit)]
