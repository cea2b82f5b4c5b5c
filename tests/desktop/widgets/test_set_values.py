"""A text that assistive technology sets is an edit like one that is typed: recorded, refused and half typed alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit

from mdo_viewer.desktop.widgets.column import AskField
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, keys, settle

HOURS = "complete_dwarslaesie_uren_bij_presentatie"


@pytest.fixture
def window(window: Window) -> Iterator[Window]:
    at_tree(window, 0, "diagnostiek")
    QAccessible.setActive(True)
    yield window
    QAccessible.setActive(False)


def set_value(line: QLineEdit, text: str) -> None:
    """What a reader, dictation or a switch asks for."""
    told = QAccessible.queryAccessibleInterface(line).editableTextInterface()
    assert told is not None
    told.replaceText(0, len(line.text()), text)
    QApplication.processEvents()


def test_a_number_that_is_set_is_half_typed_until_it_is_given(window: Window) -> None:
    row = window.facts.row(HOURS)
    set_value(row.field, "30")
    assert row.field.hasFocus()
    assert row.untaken
    assert HOURS not in window.session.state.case.patient.values
    keys(window, "Return")
    settle(window)
    assert window.session.state.case.patient.values[HOURS] == 30


def test_a_number_that_is_set_and_left_is_given_as_one_that_was_typed(window: Window) -> None:
    row = window.facts.row(HOURS)
    set_value(row.field, "30")
    keys(window, "Tab")
    settle(window)
    assert window.session.state.case.patient.values[HOURS] == 30


def test_what_is_no_number_does_not_come_in(window: Window) -> None:
    row = window.facts.row(HOURS)
    set_value(row.field, "morgen")
    assert row.field.text() == ""
    assert row.said("message") == "Hier komt een getal. Esc verlaat het veld."
    set_value(row.field, "99999")
    keys(window, "Return")
    assert row.said("message")
    assert row.field.accessibleDescription().startswith(row.said("message").rstrip("."))
    assert HOURS not in window.session.state.case.patient.values


def test_an_agreement_that_is_set_is_recorded_and_taken_back(window: Window) -> None:
    keys(window, "P")
    what = window.right.agreements.rows[0].what
    set_value(what, "MRI aanvragen")
    assert window.session.state.case.actions[0].what == "MRI aanvragen"
    set_value(what, "")
    assert not window.session.state.case.actions or window.session.state.case.actions[0].what == ""


def test_a_moment_that_is_set_is_taken_at_enter(window: Window) -> None:
    asked = next(each for each in window.advice.findChildren(AskField) if each.isVisible())
    before = dict(window.session.state.case.patient.moments)
    set_value(asked.field, "22-11 9:15")
    assert asked.holds
    keys(window, "Return")
    settle(window)
    assert dict(window.session.state.case.patient.moments) != before


def test_what_the_program_shows_is_no_edit(window: Window) -> None:
    keys(window, "P")
    before = window.session.state.document
    window.session.go_case(1)
    settle(window)
    window.session.go_case(0)
    settle(window)
    assert window.session.state.document == before
