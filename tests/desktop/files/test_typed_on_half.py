"""While something half typed waits in a field in sight, a digit typed elsewhere only brings the keyboard to that field:
it neither goes on there nor takes the place of what stands there, and answers nothing. In the field 0 is a nought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.number_control import NumberField
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from tests.desktop.files.test_locked import lock, unlock
from tests.desktop.files.test_meeting import begin as begin_meeting
from tests.desktop.test_entered import FIELDS
from tests.desktop.widgets.test_announcing import Listening
from tests.help.desk import buttons
from tests.help.desktop_help import close, keys, make_window, settle, type_text

MONTHS = "levensverwachting_maanden"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """Two patients of whom only the scope is known, at a tree that asks a number."""
    facts: dict[str, Value] = {fact.id: False for fact in load_pack(PACK).scope}
    made = make_window(tuple(Case(f"MDO-000{n}", patient=Patient(facts)) for n in (1, 2)))
    made.session.go_tree("lv_lang")
    settle(made)
    yield made
    close(made)


def field(window: Window) -> NumberField:
    return window.facts.row(MONTHS).field


def there_and_back(window: Window, there: str, back: str) -> None:
    for key in (there, back):
        keys(window, key)
        settle(window)


def sheet(window: Window, key: str) -> None:
    there_and_back(window, key, "Escape")


def larger(window: Window) -> None:
    keys(window, "Escape")
    window.step_text(1)
    settle(window)


def other_tree(window: Window) -> None:
    for name in ("tree:after", "tree:before"):
        window.call(name)()
        settle(window)


def clicked_elsewhere(window: Window) -> None:
    QTest.mouseClick(window.graph.view.viewport(), Qt.MouseButton.LeftButton)
    settle(window)


#: How the keyboard leaves what is half typed.
WAYS: Final[dict[str, Callable[[Window], object]]] = {
    "patient": lambda window: there_and_back(window, "PgDown", "PgUp"),
    "tree": other_tree,
    "sheet of the meeting": lambda window: sheet(window, "F10"),
    "agenda": lambda window: sheet(window, "M"),
    "language": lambda window: there_and_back(window, "Ctrl+L", "Ctrl+L"),
    "other language": lambda window: keys(window, "Ctrl+L"),
    "size of text": larger,
    "size of text, in the field": lambda window: window.step_text(1),
    "columns": lambda window: keys(window, "F6", "K"),
    "columns and back": lambda window: keys(window, "F6", "K", "K"),
    "agreements": lambda window: sheet(window, "P"),
    "first Esc": lambda window: keys(window, "Escape"),
    "click": clicked_elsewhere,
    "F6": lambda window: keys(window, "F6"),
    "F6 and back": lambda window: keys(window, "F6", "Shift+F6"),
    "Enter": lambda window: keys(window, "Escape", "Return"),
    "next": lambda window: keys(window, "Escape", "N"),
    "doubts": lambda window: keys(window, "Escape", "D"),
}


def begin(window: Window, text: str) -> None:
    window.focus_fact(MONTHS)
    type_text(window, text)
    assert field(window).text() == text


@pytest.mark.parametrize("digit", ["2", "0"])
@pytest.mark.parametrize("way", WAYS)
def test_a_digit_only_leads_to_the_number(window: Window, way: str, digit: str) -> None:
    begin(window, "1")
    WAYS[way](window)
    settle(window)
    before, there = window.session.state.document, QApplication.focusWidget() is field(window)
    keys(window, digit)
    assert window.session.state.document == before
    if there:
        assert field(window).text() == f"1{digit}"
        return
    assert field(window).text() == "1"
    assert QApplication.focusWidget() is field(window)
    assert window.message.label.text() == window.look.words("say.half_not_taken", text="1", sign=digit)
    window.typed_on.pause()  # as the timer does
    type_text(window, "24")
    assert field(window).text() == "24", "what stood there is replaced, and no third number made of both"
    keys(window, "Return")
    assert window.look.patient.values[MONTHS] == 24


@pytest.mark.parametrize("way", ["patient", "tree", "click"])
def test_so_it_does_in_a_range(window: Window, way: str) -> None:
    begin(window, "2 tot 1")
    WAYS[way](window)
    settle(window)
    there = QApplication.focusWidget() is field(window)
    keys(window, "0")
    assert field(window).text() == ("2 tot 10" if there else "2 tot 1")
    assert MONTHS not in window.look.patient.unknown


def test_in_a_number_that_was_known_too(window: Window) -> None:
    window.session.answer(MONTHS, 7)
    window.session.correct(MONTHS)
    begin(window, "1")
    WAYS["patient"](window)
    keys(window, "0")
    assert (field(window).text(), window.look.patient.values[MONTHS]) == ("1", 7)


def test_and_in_one_that_was_unknown(window: Window) -> None:
    window.session.unknown(MONTHS)
    window.session.correct(MONTHS)
    begin(window, "1")
    keys(window, "Escape")
    window.session.correct("")  # its row is shown anew
    settle(window)
    keys(window, "2")
    assert field(window).text() == "1"


def test_no_other_question_is_answered(window: Window) -> None:
    """The number is not the next one any more, but it stands there, half typed."""
    begin(window, "1")
    keys(window, "Escape")
    other = next(row.id for row in facts_view(window.look).rows if row.id != MONTHS and len(row.options) > 1)
    window.session.correct(other)
    settle(window)
    assert window.look.keyed_fact == other
    before = window.session.state.document
    keys(window, "2")
    assert (window.session.state.document, field(window).text()) == (before, "1")


@pytest.mark.parametrize("enters", ["\r", "\t"])
@pytest.mark.parametrize("typed", ["24", "2", "2 4", "24 mnd"])
@pytest.mark.parametrize("way", ["first Esc", "patient", "next"])
def test_of_a_number_that_is_typed_on_elsewhere_no_part_is_recorded(
    window: Window, way: str, typed: str, enters: str
) -> None:
    begin(window, "1")
    WAYS[way](window)
    settle(window)
    if QApplication.focusWidget() is field(window):
        keys(window, "Escape")
    before = window.session.state.document
    type_text(window, typed + enters)
    assert (window.session.state.document, field(window).text()) == (before, "1")
    assert QApplication.focusWidget() is field(window)
    window.typed_on.pause()
    said = window.look.words("say.half_not_taken", text="1", sign=typed)
    assert window.message.label.text() == said
    type_text(window, enters)
    assert window.session.state.document == before, "the first Enter after it only says what it would enter"
    assert window.message.label.text() == window.look.words("say.half_enter", text="1")
    if enters == "\r":
        type_text(window, enters)
        assert window.look.patient.values[MONTHS] == 1


def test_esc_after_it_takes_the_half_number_away(window: Window) -> None:
    begin(window, "1")
    keys(window, "Escape")
    type_text(window, "24")
    keys(window, "Escape")
    assert (field(window).text(), MONTHS in window.look.patient.values) == ("", False)


def test_what_is_taken_back_is_no_answer(window: Window) -> None:
    begin(window, "12")
    keys(window, "Escape")
    before = window.session.state.document
    keys(window, "Backspace")
    assert window.session.state.document is before
    assert QApplication.focusWidget() is field(window)
    assert window.message.label.text() == window.look.words("say.half_anew", text="12")
    keys(window, "Backspace")
    assert field(window).text() == ""


@pytest.mark.parametrize("way", ["first Esc", "click", "patient"])
def test_what_is_typed_after_a_backspace_elsewhere_makes_no_third_number(window: Window, way: str) -> None:
    begin(window, "5")
    WAYS[way](window)
    before = window.session.state.document
    type_text(window, "\b4")
    assert (field(window).text(), window.session.state.document) == ("4", before)
    type_text(window, "\r")
    assert window.look.patient.values[MONTHS] == 4


@pytest.mark.parametrize("enters", ["\r", "\t"])
def test_the_first_enter_after_a_backspace_only_says_what_it_would_enter(window: Window, enters: str) -> None:
    begin(window, "5")
    keys(window, "Escape")
    before = window.session.state.document
    type_text(window, f"\b{enters}")
    assert window.session.state.document == before
    assert window.message.label.text() == window.look.words("say.half_enter", text="5")


@pytest.mark.parametrize("by", ["click", "Return"])
def test_unknown_is_refused_while_something_stands_in_the_field(window: Window, by: str) -> None:
    (button,) = buttons(window.facts.row(MONTHS), "onbekend")
    begin(window, "12")
    before = window.session.state.document
    if by == "click":
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        keys(window, "Escape")
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        keys(window, "Return")
    settle(window)
    assert (window.session.state.document, field(window).text(), button.isChecked()) == (before, "12", False)
    assert window.message.label.text() == window.look.words("say.field_first", text="12")
    field(window).clear()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert MONTHS in window.look.patient.unknown


def test_the_key_of_unknown_does_not_stand_beside_digits_that_wait(window: Window) -> None:
    (button,) = buttons(window.facts.row(MONTHS), "onbekend")
    window.graph.focus()
    assert button.cap == "0"
    begin(window, "1")
    keys(window, "Escape")
    assert button.cap == ""


def test_what_was_refused_is_not_replaced(window: Window) -> None:
    begin(window, "999")
    keys(window, "Return")
    window.graph.focus()
    keys(window, "1")
    assert field(window).text() == "999"


@pytest.mark.usefixtures("cheap_key")
@pytest.mark.parametrize("digit", ["2", "0"])
def test_after_the_lock_too(window: Window, tmp_path: Path, digit: str) -> None:
    begin_meeting(window, tmp_path / "dinsdag.mdo")
    window.session.go_tree("lv_lang")
    for fact in window.look.pack.scope:
        window.session.answer(fact.id, False)
    settle(window)
    begin(window, "1")
    lock(window)
    unlock(window)
    window.meeting.resting.end()  # as the timer does: until then keys are refused
    keys(window, digit)
    assert field(window).text() == "1"
    assert MONTHS not in window.look.patient.unknown


# --- a day, a clock time, a cell

#: A digit that may follow what stands half typed.
NEXT: Final = "6"


@pytest.mark.parametrize("name", FIELDS)
def test_no_digit_replaces_a_day_a_time_or_a_cell(empty: Window, name: str) -> None:
    find, typed = FIELDS[name]
    line = find(empty)
    line.setFocus()
    type_text(empty, typed)
    line.clearFocus()
    settle(empty)
    before = empty.session.state.document, empty.session.state.draft
    keys(empty, NEXT)
    assert line.text() in (typed, typed + NEXT)
    assert (empty.session.state.document, empty.session.state.draft) == before


@pytest.mark.parametrize("reason", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason])
@pytest.mark.parametrize("name", FIELDS)
def test_who_comes_back_to_it_types_on(empty: Window, name: str, reason: Qt.FocusReason) -> None:
    find, typed = FIELDS[name]
    line = find(empty)
    line.setFocus()
    type_text(empty, typed)
    line.clearFocus()
    line.setFocus(reason)
    type_text(empty, NEXT)
    assert line.text() == typed + NEXT


@pytest.mark.parametrize("way", ["patient", "tree", "language", "size of text", "F6", "first Esc"])
def test_a_digit_only_leads_to_a_moment(empty: Window, way: str) -> None:
    empty.session.add_case()
    empty.session.go_case(0)
    line = FIELDS["moment"][0](empty)
    line.setFocus()
    type_text(empty, "22-11 9:1")
    WAYS[way](empty)
    settle(empty)
    if way == "patient":
        empty.session.go_tree("diagnostiek")
        settle(empty)
    before = empty.session.state.document
    keys(empty, "5")
    asked = empty.advice.column.field("verdenking_op")
    assert asked is not None
    assert (asked.field.text(), empty.session.state.document) == ("22-11 9:1", before)


@pytest.mark.parametrize("name", ["action", "decision"])
def test_in_a_form_a_digit_that_is_typed_in_no_field_only_leads_to_its_day(empty: Window, name: str) -> None:
    line = FIELDS[name][0](empty)
    line.setFocus()
    type_text(empty, "2-1")
    form = empty.right.form
    assert form is not None
    line.clearFocus()
    form.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    form.setFocus(Qt.FocusReason.MouseFocusReason)
    before = empty.session.state.document, empty.session.state.draft
    keys(empty, "2")
    assert line.text() == "2-1"
    assert (empty.session.state.document, empty.session.state.draft) == before


# --- what is said of it


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    listening = Listening()
    monkeypatch.setattr(QtGui, "QAccessible", listening)
    return listening.heard


@pytest.mark.parametrize("way", ["patient", "tree", "sheet of the meeting"])
def test_what_leads_back_says_that_it_stands_there(window: Window, heard: list[str], way: str) -> None:
    begin(window, "3")
    WAYS[way](window)
    settle(window)
    assert heard[-1].endswith("3 staat er nog half getypt.")


@pytest.mark.usefixtures("cheap_key")
def test_so_does_the_end_of_a_lock(window: Window, heard: list[str], tmp_path: Path) -> None:
    begin_meeting(window, tmp_path / "dinsdag.mdo")
    window.session.go_tree("lv_lang")
    for fact in window.look.pack.scope:
        window.session.answer(fact.id, False)
    settle(window)
    begin(window, "3")
    lock(window)
    unlock(window)
    heard.clear()
    window.meeting.resting.end()
    settle(window)
    assert any("3 staat er nog half getypt." in said for said in heard)


@pytest.mark.parametrize("way", ["first Esc", "click", "patient"])
def test_esc_says_so_and_the_next_takes_it_away_wherever_the_keyboard_is(window: Window, way: str) -> None:
    begin(window, "7")
    WAYS[way](window)
    if way != "first Esc":
        window.graph.focus()
        keys(window, "Escape")
    assert window.message.label.text() == "7 staat er half getypt; nog eens Esc haalt het weg."
    assert (field(window).text(), field(window).hasFocus()) == ("7", False)
    keys(window, "Escape")
    assert window.message.label.text() == "7: niet ingevoerd, weggehaald"
    assert (field(window).text(), window.facts.row(MONTHS).said("message")) == ("", "")


def test_what_comes_between_keeps_it(window: Window) -> None:
    begin(window, "7")
    keys(window, "Escape")
    window.say("Bewaard.")
    keys(window, "Escape")
    assert (field(window).text(), "nog eens Esc" in window.message.label.text()) == ("7", True)


def test_a_moment_goes_so_too(empty: Window) -> None:
    find, typed = FIELDS["moment"]
    line = find(empty)
    line.setFocus()
    type_text(empty, typed)
    keys(empty, "Escape")
    assert (line.text(), "nog eens Esc" in empty.message.label.text()) == (typed, True)
    keys(empty, "Escape")
    assert line.text() == ""
