"""What is typed on where nobody can be writing any more, or not yet, presses nothing and answers nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.widgets.tab_order import stops
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, keys, place_in, settle, type_text


@pytest.mark.parametrize("form", ["V", "W", "A", "P"])
@pytest.mark.parametrize("key", ["PgUp", "PgDown"])
def test_a_page_up_or_down_in_a_text_of_a_form_stays_in_that_text(window: Window, form: str, key: str) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, form)
    place = place_in(window)
    type_text(window, "mits")
    seat, facts = window.session.state.seat, window.session.state.case.patient
    keys(window, key)
    type_text(window, " 1e keus")
    assert (window.session.state.seat, place_in(window)) == (seat, place)
    assert window.session.state.case.patient == facts
    keys(window, "Escape", key)
    assert window.session.state.seat != seat


@pytest.mark.parametrize("key", [Qt.Key.Key_PageUp, Qt.Key.Key_PageDown])
@pytest.mark.parametrize("form", ["V", "W", "A", "P"])
def test_nor_from_any_other_part_of_a_form(window: Window, form: str, key: Qt.Key) -> None:
    """Each stop of Tab in it, and the tree beside it."""
    at_tree(window, 1, "diagnostiek")
    keys(window, form)
    place, seat, facts = place_in(window), window.session.state.seat, window.session.state.case.patient
    handle, opened = window.windowHandle(), window.right.form
    assert handle is not None
    assert opened is not None
    for part in (*stops(opened), window.graph.view):
        part.setFocus()
        QTest.keyClick(handle, key)
        QApplication.processEvents()
        assert (window.session.state.seat, place_in(window)) == (seat, place), part
    QTest.keyClick(handle, Qt.Key.Key_1)
    assert window.session.state.case.patient == facts
    assert window.session.state.seat == seat


@pytest.mark.parametrize("key", ["PgUp", "PgDown"])
def test_nor_from_the_window_of_the_room(window: Window, key: str) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "A")
    seat = window.session.state.seat
    window.press(key)()
    assert window.session.state.seat == seat


def test_a_text_that_was_left_for_another_patient_answers_nothing_there(window: Window) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "A")
    type_text(window, "mits")
    window.typed_on.run(lambda: window.session.go_case(2), "case:after")
    settle(window)
    before = window.session.state
    type_text(window, "1x8 ")
    window.typed_on.pause()
    assert window.session.state == before
    assert before.case.case in window.message.label.text()


@pytest.mark.parametrize("key", ["V", "W"])
def test_a_text_that_goes_on_after_a_pause_answers_nothing(empty: Window, key: str) -> None:
    keys(empty, "1", key)
    settle(empty)
    before = empty.session.state
    type_text(empty, "prima ")
    empty.typed_on.pause()  # as the timer does
    assert "prima" in empty.message.label.text()
    assert "Esc om verder te gaan" in empty.message.label.text()
    type_text(empty, "1x8 Gy")
    empty.typed_on.pause()
    assert "prima 1x8 Gy" in empty.message.label.text()
    assert (empty.session.state, place_in(empty)) == (before, "window")
    keys(empty, "Escape")
    type_text(empty, "1")
    assert empty.session.state.document != before.document


def test_a_click_ends_it_too(empty: Window) -> None:
    keys(empty, "1", "V")
    before = empty.session.state.document
    type_text(empty, "prima")
    empty.typed_on.pause()
    QTest.mouseClick(empty.graph.view.viewport(), Qt.MouseButton.LeftButton)
    type_text(empty, "1")
    assert empty.session.state.document != before


def test_what_opens_by_itself_is_typed_in_at_once(empty: Window) -> None:
    keys(empty, "1", "V")
    type_text(empty, "prima")
    empty.typed_on.pause()
    empty.call("agreements")()
    settle(empty)
    empty.message.clear()
    type_text(empty, "MRI")
    assert empty.right.agreements.rows[0].what.text() == "MRI"
    assert empty.message.label.text() == ""


def test_esc_right_behind_a_text_says_what_went_nowhere(empty: Window) -> None:
    keys(empty, "1", "V")
    type_text(empty, "prima")
    QTest.keyClick(QApplication.focusWidget() or empty, Qt.Key.Key_Escape)
    assert "prima" in empty.message.label.text()
    assert "Esc om" not in empty.message.label.text()


def test_one_letter_more_than_was_written_holds_nothing_back(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    keys(window, "W")
    type_text(window, "mits")
    keys(window, "Escape")
    type_text(window, "s")
    window.typed_on.pause()
    assert "Esc om" not in window.message.label.text()
    type_text(window, "m")
    assert place_in(window) == "agenda"


def undone(window: Window) -> str:
    """An answer of the first patient was taken back while another was in sight; what is said of it."""
    at_tree(window, 0, "lv_lang")
    window.session.answer("pijn", not window.look.patient.values.get("pijn"))
    window.session.go_case(2)
    settle(window)
    keys(window, "Ctrl+Z")
    settle(window)
    assert window.session.state.current == 0
    return window.message.label.text()


@pytest.mark.parametrize("sign", ["1", "0", "y", "\b"])
def test_after_a_step_to_another_patient_the_first_keys_answer_nothing(window: Window, sign: str) -> None:
    said, before = undone(window), window.session.state
    assert said
    type_text(window, sign)
    window.typed_on.pause()
    assert window.session.state == before
    if sign != "\b":
        assert window.message.label.text().startswith(said)
        assert window.message.label.text().count(before.case.case) > said.count(before.case.case)


@pytest.mark.parametrize("key", ["Escape", "Left", "N"])
def test_a_key_that_is_no_answer_ends_that(window: Window, key: str) -> None:
    undone(window)
    type_text(window, "1")
    keys(window, key)
    window.session.go_tree("diagnostiek")
    settle(window)
    before = window.session.state.document
    type_text(window, "0")
    assert window.session.state.document != before


def test_a_step_back_in_the_same_patient_holds_nothing_back(empty: Window) -> None:
    keys(empty, "1", "Ctrl+Z")
    before = empty.session.state.document
    type_text(empty, "1")
    assert empty.session.state.document != before
