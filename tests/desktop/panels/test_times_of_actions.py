"""A time that is typed with an action is entered by what closes the form, or is refused where it stands."""

from __future__ import annotations

from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import keys, settle, type_text


def typing_a_time(window: Window, time: str) -> None:
    keys(window, "P")
    settle(window)
    type_text(window, "CT maken")
    keys(window, "Tab", "Tab")
    assert window.focusWidget() is window.right.agreements.rows[0].before
    type_text(window, time)


def is_open(window: Window) -> bool:
    return window.session.state.agreeing


def test_a_time_that_is_typed_is_entered_by_the_key_that_closes_the_form(empty: Window) -> None:
    typing_a_time(empty, "24-11 14:00")
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert not empty.session.state.agreeing
    (action,) = empty.session.state.case.actions
    assert action.before is not None
    assert (action.before.day, action.before.hour) == (24, 14)


def test_a_time_that_cannot_be_read_keeps_the_form_open_where_it_stands(empty: Window) -> None:
    typing_a_time(empty, "30-13")
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert is_open(empty)
    row = empty.right.agreements.rows[0]
    assert empty.focusWidget() is row.before
    assert row.before.text() == "30-13"
    assert row.message.text() == "Typ bijvoorbeeld 24-11 14:00, morgen 9:00 of 24-11."
    row.before.selectAll()
    type_text(empty, "24-11 9:00")
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert not is_open(empty)
    (action,) = empty.session.state.case.actions
    assert action.before is not None


def test_a_time_that_was_left_half_typed_keeps_the_form_open_until_it_is_entered(empty: Window) -> None:
    """The keyboard is in another field when the form is closed: nobody entered what stands there."""
    typing_a_time(empty, "24-11 14:00")
    row = empty.right.agreements.rows[0]
    row.what.setFocus()
    keys(empty, "Ctrl+Return")
    settle(empty)
    assert is_open(empty)
    assert empty.focusWidget() is row.before
    assert not empty.session.state.case.actions[0].before
    keys(empty, "Return")
    settle(empty)
    (action,) = empty.session.state.case.actions
    assert action.before is not None


def test_what_was_half_typed_when_the_form_was_left_is_no_deadline_also_once_it_is_opened_again(empty: Window) -> None:
    typing_a_time(empty, "2-1")
    keys(empty, "Escape")
    settle(empty)
    keys(empty, "P")
    settle(empty)
    keys(empty, "Escape")
    settle(empty)
    (action,) = empty.session.state.case.actions
    assert action.before is None
