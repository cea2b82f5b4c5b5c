"""Single keys act as they are, only with Alt, or not at all; what stands on the caps is what acts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit

from mdo_viewer.desktop.state.commands import cap_of, listed, shown_of, use_single_keys
from mdo_viewer.desktop.widgets.controls import Segments
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.scope import SCOPE
from tests.help.desktop_help import at_tree, keys, settle


@pytest.fixture(autouse=True)
def _as_they_are() -> Iterator[None]:
    yield
    use_single_keys("plain")


def _choose(window: Window, at: int) -> None:
    window.sheets.open("view")
    sheet = window.sheets.get("view")
    assert sheet is not None
    sheet.choices["single_keys"].buttons[at].click()  # type: ignore[attr-defined]
    window.sheets.close()
    at_tree(window, 1, "diagnostiek")
    window.graph.focus()


def test_off_they_do_nothing_and_stand_nowhere(window: Window) -> None:
    _choose(window, 2)
    assert window.settings.single_keys == "off"
    before = window.session.state
    keys(window, "V", "H", "1", "Shift+V", "]", "Alt+H")
    assert window.session.state is before
    assert cap_of("decide:follow", window.look.words) == window.advice.kinds["follow"].cap == ""
    assert cap_of("tree:after", window.look.words) == "Ctrl+Right"
    assert not any(row.name == "again" for row in listed("place"))
    keys(window, "Ctrl+Right")
    assert window.session.state is not before


def test_with_alt_they_act_and_stand_so(window: Window) -> None:
    _choose(window, 1)
    before = window.session.state
    keys(window, "H")
    assert window.session.state is before
    keys(window, "Alt+H")
    assert window.session.state.view == "whole"
    assert window.advice.kinds["follow"].cap == "Alt+V"
    assert [shown_of(row, window.look.words) for row in listed("place") if row.name == "again"] == ["Alt+Shift+R"]
    keys(window, "Alt+V")
    settle(window)
    assert window.session.state.draft is not None


def test_with_alt_digits_answer(window: Window) -> None:
    _choose(window, 1)
    at_tree(window, 0, "diagnostiek")
    before = window.session.state.document
    keys(window, "1")
    assert window.session.state.document is before
    keys(window, "Alt+1")
    assert window.session.state.document is not before


def test_back_to_single_keys(window: Window) -> None:
    for at in (1, 0):
        _choose(window, at)
    before = window.session.state
    keys(window, "Alt+H")
    assert window.session.state is before
    keys(window, "H")
    assert window.session.state.view == "whole"


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_letter_with_alt_writes_nothing_in_a_field(window: Window, at: int) -> None:
    _choose(window, at)
    window.session.clear("levensverwachting_maanden")
    keys(window, "P")
    window.session.open_agreements()
    settle(window)
    line = next(each for each in window.right.agreements.findChildren(QLineEdit) if each.isVisible())
    line.setFocus()
    before = line.text()
    keys(window, "Alt+V", "Alt+N")
    assert line.text() == before


def test_no_box_shows_a_digit_that_does_not_act(window: Window) -> None:
    window.session.add_case()
    new = window.session.state.current
    window.session.answer(SCOPE, True)
    settle(window)
    tree = window.session.state.tree_id
    assert _digits(window)
    for at, shown in ((1, False), (2, False), (0, True)):
        _choose(window, at)
        at_tree(window, new, tree)
        assert bool(_digits(window)) == shown


def test_with_alt_the_keys_of_answers_side_by_side_stand_below_them(window: Window) -> None:
    window.session.add_case()
    new = window.session.state.current
    window.session.answer(SCOPE, True)
    settle(window)
    fact, tree = window.look.next_fact, window.session.state.tree_id
    assert fact is not None
    assert window.look.fact(fact).type == "bool"
    _choose(window, 1)
    at_tree(window, new, tree)
    row = window.facts.row(fact)
    assert row.said("meaning").startswith("Toetsen: Alt+1 = ja, Alt+2 = nee, Alt+0")
    assert all(not button.cap for button in row.findChildren(Segments)[0].buttons)
    assert row.minimumSizeHint().width() <= window.facts.area.viewport().width()


def _digits(window: Window) -> list[str]:
    """The keys that stand in boxes and on lines of the tree."""
    picture = window.graph.picture
    assert picture is not None
    return [edge.key for edge in picture.edges if edge.key is not None]
