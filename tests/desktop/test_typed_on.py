"""Who types on after a key has closed what was written in presses no single keys; digits and Enter wait for nothing."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from mdo_viewer.desktop import first_letter
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, keys, settle, type_text


def recorded(window: Window, text: str) -> None:
    """A decision with this text was recorded just now, by key."""
    at_tree(window, 2, "lv_lang")
    window.session.withdraw()
    keys(window, "W")
    assert window.place == "decision"
    type_text(window, text)
    keys(window, "Ctrl+Return")
    assert window.place == "window"


def test_a_sentence_that_goes_on_presses_nothing_and_is_named(window: Window) -> None:
    recorded(window, "mits de pijn")
    before = window.session.state
    type_text(window, " kan bmq 2 x 8")
    assert window.session.state is before
    QTest.qWait(first_letter.PAUSE + 100)
    assert "kan bmq 2 x 8" in window.message.label.text()
    keys(window, "M")
    assert window.place == "agenda"


@pytest.mark.parametrize("pressed", ["N", "M"])
def test_after_a_moment_letters_act(window: Window, pressed: str) -> None:
    recorded(window, "mits de pijn")
    before = window.session.state, window.place
    QTest.qWait(first_letter.PAUSE + 100)
    keys(window, pressed)
    assert (window.session.state, window.place) != before


def test_digits_enter_and_commands_act_at_once(window: Window) -> None:
    recorded(window, "mits de pijn")
    window.session.go_case(0)
    settle(window)
    before = window.session.state.document
    keys(window, "1")
    assert window.session.state.document is not before
    recorded(window, "mits")
    keys(window, "Ctrl+Shift+L")
    assert "bewaard" in window.message.label.text() or window.message.isVisible()


def test_what_nobody_wrote_in_delays_nothing(window: Window) -> None:
    keys(window, "M")
    keys(window, "Escape", "M")
    assert window.place == "agenda"


def test_a_text_left_by_esc_is_guarded_too(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    keys(window, "W")
    type_text(window, "mits")
    keys(window, "Escape")
    assert window.place == "window"
    type_text(window, "bm")
    assert window.place == "window"
    assert not window.services.beam.black
