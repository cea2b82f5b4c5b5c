"""What the next key does after one that answered: Enter and digits never press what was left behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.meeting.case import Case
from tests.help.desk import Desk
from tests.help.desktop_help import at_tree, close, make_window


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = make_window((Case("MDO-0001"),))
    window.session.answer(SCOPE, True)
    yield Desk(window)
    close(window)


@pytest.mark.parametrize("digit", "120")
def test_enter_after_a_digit_leaves_the_answer_as_it_is(desk: Desk, digit: str) -> None:
    window = desk.window
    fact = window.look.next_fact
    assert fact is not None
    assert window.look.fact(fact).type == "bool"
    desk.press("N", digit)
    answered = desk.state.case.patient
    assert fact in answered.values or fact in answered.unknown
    desk.press("Return")
    assert desk.state.case.patient == answered
    assert not desk.row(fact).isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("key", ["Backspace", "Ctrl+Z"])
def test_enter_after_an_answer_was_taken_back_presses_nothing(desk: Desk, key: str) -> None:
    desk.press("1", "N", key)
    taken_back = desk.state.case.patient
    desk.press("Return")
    assert desk.state.case.patient == taken_back


def test_alt_with_a_digit_says_why_it_goes_to_no_place_while_a_decision_follows(window: Window) -> None:
    desk = Desk(at_tree(window, 2, "lv_lang"))
    window.session.withdraw()
    desk.press("V", "Alt+2")
    assert desk.state.draft is not None
    assert desk.state.draft.reason_code is None
    assert desk.message == window.look.words("decision.no_reason")
    desk.press("Ctrl+9")
    assert desk.message == window.look.words("decision.no_choice", n=9)
    desk.press("Ctrl+1")  # following means one thing here
    assert [each.kind for each in desk.state.case.decisions if each.tree == "lv_lang"] == ["follow"]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "sign"), [("P", "p"), ("Shift+P", "P"), ("A", "a"), ("Q", "q"), ("M", "m"), ("O", "o")]
)
def test_a_key_that_is_held_down_writes_nothing_in_what_it_opened(desk: Desk, key: str, sign: str) -> None:
    window = desk.window
    window.say("Er is één scherm: de projectie komt in een venster.")
    code = getattr(Qt.Key, f"Key_{sign.upper()}")
    held = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
    before = desk.state.document
    QTest.keyPress(focused(), code, held)
    for moment, repeats in ((40, True), (80, True), (120, False), (160, False)):  # some systems do not say so each time
        QApplication.processEvents()
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, code, held, sign, autorep=repeats)
            event.setTimestamp(moment)
            QApplication.sendEvent(focused(), event)
    assert window.place != "window"
    assert desk.state.document == before
    assert all(not each.text() for each in window.findChildren(QLineEdit) if each.hasFocus())
    QTest.keyRelease(focused(), code, held)
    typed = focused()
    if isinstance(typed, QLineEdit | QPlainTextEdit):
        desk.type(sign)
        assert (typed.text() if isinstance(typed, QLineEdit) else typed.toPlainText()) == sign
