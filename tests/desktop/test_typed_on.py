"""Who types on after a key has closed what was written in presses no single keys; digits and Enter wait for nothing."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from mdo_viewer.desktop import typed_on
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, keys, place_in, settle, type_text


def recorded(window: Window, text: str) -> None:
    """A decision with this text was recorded just now, by key."""
    at_tree(window, 2, "lv_lang")
    window.session.withdraw()
    keys(window, "W")
    assert place_in(window) == "decision"
    type_text(window, text)
    keys(window, "Ctrl+Return")
    assert place_in(window) == "window"


def test_a_sentence_that_goes_on_presses_nothing_and_is_named(window: Window) -> None:
    recorded(window, "mits de pijn")
    before = window.session.state
    type_text(window, " kan bmq 2 x 8")
    assert window.session.state is before
    QTest.qWait(typed_on.PAUSE + 100)
    assert "kan bmq 2 x 8" in window.message.label.text()
    type_text(window, "m")
    assert place_in(window) == "window", "the sentence may go on"
    keys(window, "Escape", "M")
    assert place_in(window) == "agenda"


@pytest.mark.parametrize("pressed", ["n", "m"])
def test_after_a_moment_letters_act(window: Window, pressed: str) -> None:
    recorded(window, "mits de pijn")
    before = window.session.state, place_in(window)
    QTest.qWait(typed_on.PAUSE + 100)
    type_text(window, pressed)
    assert (window.session.state, place_in(window)) != before


def test_digits_enter_and_commands_act_at_once(window: Window) -> None:
    recorded(window, "mits de pijn")
    window.session.go_case(0)
    settle(window)
    before = window.session.state.document
    type_text(window, "1")
    assert window.session.state.document is not before
    recorded(window, "mits")
    QTest.keySequence(window, "Ctrl+F")
    assert window.graph.search_field is not None


def test_what_nobody_wrote_in_delays_nothing(window: Window) -> None:
    keys(window, "V", "Escape")
    assert place_in(window) == "window"
    type_text(window, "m")
    assert place_in(window) == "agenda"


def test_a_text_left_by_esc_is_guarded_too(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    keys(window, "W")
    type_text(window, "mits")
    keys(window, "Escape")
    assert place_in(window) == "window"
    type_text(window, "bm")
    assert place_in(window) == "window"
    assert not window.services.beam.black
