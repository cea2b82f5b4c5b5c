"""Nothing is recorded, written or closed past a number that stands half typed; and what is opened enters none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.number_control import NumberField
from mdo_viewer.desktop.widgets.column import AskField
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from tests.help.desktop_help import close, keys, make_window, place_in, settle, type_text

MONTHS = "levensverwachting_maanden"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """A patient of whom nothing but the scope is known, at a tree that asks a number."""
    facts: dict[str, Value] = {fact.id: False for fact in load_pack(PACK).scope}
    window = make_window((Case("MDO-0001", patient=Patient(facts)),))
    window.session.go_tree("lv_lang")
    settle(window)
    yield window
    close(window)


def field(window: Window) -> NumberField:
    return window.facts.row(MONTHS).field


def begin(window: Window, text: str) -> None:
    window.focus_fact(MONTHS)
    type_text(window, text)
    assert QApplication.focusWidget() is field(window)


def refused(window: Window) -> None:
    """More months than there are stand in the field, and the keyboard is elsewhere."""
    begin(window, "99999")
    keys(window, "Return")
    window.graph.focus()
    assert window.facts.row(MONTHS).untaken


def asked_first(window: Window, text: str) -> None:
    """The field has the keyboard and is named, and nothing else has happened."""
    label = window.look.label(MONTHS)
    assert QApplication.focusWidget() is field(window)
    assert field(window).text() == text
    assert label in window.message.label.text()
    assert f"“{text}”" in window.message.label.text()
    assert window.session.state.draft is None
    assert window.session.state.case.decisions == ()
    assert window.sheets.shown is None
    assert MONTHS not in window.look.patient.values


@pytest.mark.parametrize("key", ["A", "Shift+A", "E", "Ctrl+E", "Ctrl+Shift+C"])
def test_a_number_that_was_refused_is_asked_about_first(window: Window, key: str) -> None:
    refused(window)
    keys(window, key)
    asked_first(window, "99999")
    keys(window, "Escape")
    assert not window.facts.row(MONTHS).untaken
    if key in ("A", "Shift+A"):
        keys(window, key)
        assert window.session.state.draft is not None
    elif key == "E":
        keys(window, key)
        assert window.sheets.shown_name == "ending"


@pytest.mark.parametrize("key", ["Ctrl+Return", "Ctrl+1"])
def test_a_decision_is_not_recorded_past_it(window: Window, key: str) -> None:
    keys(window, "A")
    type_text(window, "Eerst opnieuw beeldvorming")
    window.facts.row(MONTHS).hold("12")
    settle(window)
    keys(window, key)
    asked_first(window, "12")
    assert window.session.half_written()  # the draft waits
    keys(window, "Return")
    assert window.look.patient.values[MONTHS] == 12


def test_a_moment_that_stands_half_typed_is_asked_about_too(window: Window) -> None:
    """In its field on the card; the decision would be without the clock time that runs from it."""
    window.session.go_tree("diagnostiek")
    for fact in ("klinische_verdenking_wervelmetastasen", "klinische_verdenking_mesmc"):
        window.session.answer(fact, True)
    settle(window)
    (asked,) = [each for each in window.advice.column.findChildren(AskField) if each.isVisible()][:1]
    asked.field.setFocus()
    type_text(window, "12-")
    keys(window, "Return")
    window.graph.focus()
    assert asked.field.text() == "12-"
    keys(window, "A")
    assert window.session.state.draft is None
    assert QApplication.focusWidget() is asked.field
    assert "“12-”" in window.message.label.text()


def test_a_number_that_waits_in_another_tree_is_asked_about_there(window: Window) -> None:
    begin(window, "12")
    window.session.go_tree("diagnostiek")
    settle(window)
    keys(window, "A")
    settle(window)
    asked_first(window, "12")
    keys(window, "Return")
    assert window.look.patient.values[MONTHS] == 12


def test_the_page_is_not_written_past_what_is_being_typed(window: Window) -> None:
    begin(window, "1")
    keys(window, "Ctrl+E")
    asked_first(window, "1")
    assert window.page_export.dialog is None
    keys(window, "Escape")
    assert field(window).text() == ""


@pytest.mark.parametrize("key", ["F10", "Ctrl+G", "Ctrl+S", "Ctrl+,", "F1", "Shift+F5"])
def test_a_sheet_enters_nothing_and_gives_the_field_back(window: Window, key: str) -> None:
    begin(window, "1")
    keys(window, key)
    assert window.sheets.shown_name is not None
    assert MONTHS not in window.look.patient.values
    keys(window, "Escape")
    assert place_in(window) == "window"
    assert QApplication.focusWidget() is field(window)
    type_text(window, "2")
    assert field(window).text() == "12"
    keys(window, "Return")
    assert window.look.patient.values[MONTHS] == 12


@pytest.mark.parametrize("key", ["Ctrl+F", "F6", "Shift+F6"])
def test_nor_does_a_key_that_goes_elsewhere(window: Window, key: str) -> None:
    begin(window, "1")
    keys(window, key)
    assert QApplication.focusWidget() is not field(window)
    assert MONTHS not in window.look.patient.values
    assert field(window).text() == "1"


def test_another_window_enters_nothing(window: Window) -> None:
    begin(window, "1")
    dialog = QDialog()
    other = QLineEdit(dialog)
    other.setFocus()
    dialog.show()
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    QApplication.processEvents()
    assert QApplication.focusWidget() is not field(window)
    assert MONTHS not in window.look.patient.values
    assert field(window).text() == "1"
    dialog.close()
    dialog.deleteLater()


def test_a_click_elsewhere_enters_nothing(window: Window) -> None:
    """It may be meant for what the number would change: "1" on the way to "12" is no answer."""
    begin(window, "1")
    QTest.mouseClick(window.graph.view.viewport(), Qt.MouseButton.LeftButton)
    settle(window)
    assert MONTHS not in window.look.patient.values
    assert field(window).text() == "1"
    assert window.facts.row(MONTHS).said("message") == window.look.words("status.half_typed")


def test_tab_enters_it(window: Window) -> None:
    begin(window, "12")
    keys(window, "Tab")
    assert window.look.patient.values[MONTHS] == 12


def test_a_blank_is_nothing_where_nothing_is_known(window: Window) -> None:
    """A menu or another window takes the keyboard: the blank in the field is no number that waits."""
    begin(window, "2 ")
    keys(window, "Backspace", "Backspace")
    type_text(window, " ")
    assert field(window).text() == " "
    keys(window, "F6")
    assert not window.facts.row(MONTHS).untaken
    assert field(window).text() == ""


def test_a_field_that_was_emptied_says_that_this_was_not_entered(window: Window) -> None:
    window.session.answer(MONTHS, 7)
    window.session.correct(MONTHS)
    settle(window)
    begin(window, "7")
    field(window).selectAll()
    keys(window, "Backspace", "F6")
    row = window.facts.row(MONTHS)
    assert window.look.patient.values[MONTHS] == 7
    assert row.said("message") == window.look.words("status.half_typed")


def test_a_blank_that_is_entered_goes(window: Window) -> None:
    begin(window, "2 ")
    keys(window, "Backspace", "Backspace")
    type_text(window, " ")
    window.graph.focus()
    settle(window)
    assert field(window).text() == ""
    assert MONTHS not in window.look.patient.values
