"""What is typed after a key whose form did not open acts on nothing; and what opened in another's place is asked about
before it is recorded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Decision
from tests.help.desktop_help import keys, settle, type_text


@pytest.mark.parametrize("key", ["V", "W", "Shift+V", "Shift+W"])
@pytest.mark.parametrize("typed", ["1 week later MRI", "2 weken", "nv", "gezien"])
def test_nothing_typed_after_a_refused_form_answers_or_opens_anything(empty: Window, key: str, typed: str) -> None:
    """There is no advice to follow: the sentence that was to go with it became answers, and a decision."""
    keys(empty, "1")
    settle(empty)
    before, place = empty.session.state.document, empty.session.state.tree_id
    keys(empty, key)
    QTest.keyClick(empty, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    type_text(empty, typed)
    keys(empty, "Ctrl+Return")
    settle(empty)
    state = empty.session.state
    assert (state.document, state.tree_id, state.draft) == (before, place, None)
    assert empty.sheets.shown is None


def test_what_went_nowhere_is_named_and_keys_act_again(empty: Window) -> None:
    keys(empty, "1", "V")
    type_text(empty, "2 weken")
    empty.typed_on.rest()  # as the timer does
    assert "2 weken" in empty.message.label.text()
    asked = empty.look.next_fact
    assert asked is not None
    keys(empty, "1")
    assert asked in empty.look.patient.values


def recorded(window: Window) -> Decision | None:
    """What stands recorded on the tree in sight."""
    return window.session.state.decision


def test_the_key_that_was_named_opens_the_form_at_once(empty: Window) -> None:
    keys(empty, "1", "V")
    type_text(empty, "a")
    type_text(empty, "overleg")
    draft = empty.session.state.draft
    assert draft is not None
    assert (draft.kind, draft.text) == ("own", "overleg")


@pytest.mark.parametrize("first", ["A", "W"])
def test_a_draft_of_another_kind_is_recorded_once_its_kind_is_chosen(window: Window, first: str) -> None:
    """V and Ctrl+Enter follow: they are typed without a look at what opened."""
    window.session.go_case(1)
    window.session.go_tree("diagnostiek")
    settle(window)
    keys(window, first)
    type_text(window, "toch een MRI")
    if first == "A":
        keys(window, "Alt+1")
    keys(window, "Escape", "V", "Ctrl+Return")
    settle(window)
    assert recorded(window) is None
    assert "Kies eerst boven de tekst welk soort besluit dit is" in window.message.label.text()
    draft = window.session.state.draft
    assert draft is not None
    named = "Afwijken" if first == "A" else "Volgen, mits…"
    next(each for each in window.right.decision.kinds if each.words == named).click()
    keys(window, "Ctrl+Return")
    settle(window)
    decision = recorded(window)
    assert decision is not None
    assert decision.kind == draft.kind
