"""Two answers that fit badly together at the desk: asked back by key, button or field, until it is so or is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.widgets.tab_order import stops
from mdo_viewer.meeting.case import Attendee, Case
from mdo_viewer.reasoning.results import Patient
from tests.help.desk import Desk, buttons, shown_texts
from tests.help.desktop_help import NOW, close, make_window

SAID = "ASIA-score (AIS): B · Kan zelfstandig lopen: ja"
CASE = Case("MDO-0001", Patient({"asia_score": "B", "kan_zelfstandig_lopen": True}))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = make_window((CASE,))
    window.session.go_tree("tijd_tot_therapie")
    made = Desk(window)
    made.settle()
    yield made
    close(window)


def by(desk: Desk) -> list[str]:
    return [each.by for each in desk.state.case.confirmed]


def focused() -> str:
    return getattr(QApplication.focusWidget(), "words", "")


def role_field(desk: Desk) -> QLineEdit:
    (found,) = [each for each in desk.window.advice.findChildren(QLineEdit)
                if each.accessibleName() == "Een andere rol" and each.isVisible()]  # fmt: skip
    return found


def test_it_is_asked_back_above_the_advice(desk: Desk) -> None:
    high = {label.text(): label.mapTo(desk.window, QPoint()).y() for label in desk.window.advice.findChildren(QLabel)
            if label.isVisible()}  # fmt: skip
    order = sorted(high, key=high.__getitem__)
    assert order[0] == "NOG GEEN ADVIES"  # what is asked next is in sight first
    assert order.index("Past slecht bij elkaar") + 1 == order.index(SAID)
    assert len(high) > 4
    assert "Wie zegt dat dit klopt?" not in desk.advice
    (button,) = buttons(desk.window.advice, "Klopt zo")
    assert button.accessibleName() == f"Klopt zo: {SAID}"


def test_tab_reaches_the_button_and_the_answers_in_their_order(desk: Desk) -> None:
    desk.press("D")
    desk.settle()
    reached = [button.words for button in stops(desk.window.advice.column) if isinstance(button, Button)]
    roles = ["voorzitter", "radiotherapeut", "wervelkolomchirurg", "neuroloog"]
    assert reached[:2] == ["Terug", roles[0]], "arrows walk the roles"
    assert [
        desk.window.advice.focusWidget() is not None,
        *[len(buttons(desk.window.advice, one)) for one in roles],
    ] == [1] * 5
    (button,) = buttons(desk.window.advice, "Klopt zo")
    assert button.height() >= 44


def test_three_keys_say_that_it_is_so(desk: Desk) -> None:
    """D asks who, with the keyboard on the chair; a digit chooses, Enter is the answer, and single keys act again."""
    desk.press("D")
    assert "Wie zegt dat dit klopt?" in desk.advice
    assert "lage caudalaesie" in desk.advice
    assert focused() == "voorzitter"
    desk.press("1", "Return")
    (said,) = desk.state.case.confirmed
    assert (dict(said.facts), said.by, said.at) == (dict(CASE.patient.values), "voorzitter", NOW)
    assert "Klopt volgens voorzitter, zo 22 nov 14:30" in desk.advice
    assert "Wie zegt" not in desk.advice
    assert buttons(desk.window.advice, "Klopt zo") == []
    desk.press("D")
    assert desk.message == "Er zijn geen gegevens die slecht bij elkaar passen."
    desk.press("P")
    assert desk.state.agreeing


def test_escape_and_another_tree_close_the_question(desk: Desk) -> None:
    desk.press("D")
    desk.press("Escape")
    assert "Wie zegt" not in desk.advice
    desk.press("D")
    desk.window.session.go_tree("lv_lang")
    desk.window.session.go_tree("tijd_tot_therapie")
    assert "Wie zegt" not in desk.advice
    assert by(desk) == []


def test_who_is_there_is_offered(desk: Desk) -> None:
    desk.press("D")
    for role in ("voorzitter", "radiotherapeut", "wervelkolomchirurg", "neuroloog"):
        (button,) = buttons(desk.window.advice, role)
        assert button.accessibleName() == f"{role}: {SAID} klopt"
    desk.window.session.describe(attendees=(Attendee("oncoloog"), Attendee("radioloog", "notulist")))
    desk.settle()
    desk.press("D")
    assert buttons(desk.window.advice, "neuroloog") == []
    desk.click("radioloog")
    desk.press("Return")
    assert by(desk) == ["radioloog"]


def test_any_role_can_be_typed(desk: Desk) -> None:
    desk.click("Klopt zo")
    field = role_field(desk)
    field.setFocus()
    desk.type("  arts van de  ")
    desk.press("Return")
    assert by(desk) == []
    desk.press("Return")
    assert by(desk) == ["arts van de"]
    assert not isinstance(QApplication.focusWidget(), QLineEdit)


def test_nobody_is_no_answer(desk: Desk) -> None:
    desk.press("D")
    field = role_field(desk)
    field.setFocus()
    desk.type("  ")
    desk.press("Return")
    assert by(desk) == []
    assert "Wie zegt" in desk.advice


def test_it_can_be_undone_and_taken_back(desk: Desk) -> None:
    desk.press("D", "1", "Return")
    assert desk.window.session.undo_name == ("undo.confirmed", None)
    assert "klopt zo" in desk.window.top.undo.accessibleName()
    desk.press("Ctrl+Z")
    assert by(desk) == []
    desk.press("Ctrl+Y")
    assert by(desk) == ["voorzitter"]
    desk.settle()
    desk.click("Neem terug")
    assert by(desk) == []
    assert len(buttons(desk.window.advice, "Klopt zo")) == 1


def test_two_doubts_are_two_steps(desk: Desk) -> None:
    desk.window.session.answer("klinische_verdenking_wervelmetastasen", False)
    desk.settle()
    desk.press("D", "1", "Return")
    desk.press("D", "1", "Return")
    assert by(desk) == ["voorzitter", "voorzitter"]
    desk.press("Ctrl+Z")
    assert by(desk) == ["voorzitter"]


def test_another_answer_ends_it(desk: Desk) -> None:
    desk.press("D", "1", "Return")
    desk.window.session.answer("asia_score", "A")
    assert "Klopt zo" in [button.words for button in buttons(desk.window.advice, "Klopt zo")]
    assert "Klopt volgens" not in desk.advice
    desk.window.session.answer("asia_score", "C")
    assert "Past slecht" not in desk.advice
    desk.window.session.answer("asia_score", "B")
    assert "Klopt volgens voorzitter" in desk.advice


def test_the_rows_carry_the_sign_in_words_too(desk: Desk) -> None:
    for fact, other in (("asia_score", "Kan zelfstandig lopen: ja"), ("kan_zelfstandig_lopen", "ASIA-score (AIS): B")):
        assert f"Past slecht bij {other}" in desk.row(fact).said("remark")
    desk.press("D", "1", "Return")
    desk.settle()
    assert "Past slecht" not in desk.row("kan_zelfstandig_lopen").said("remark")


def test_a_form_does_not_hide_it(desk: Desk) -> None:
    """The cards of the advice are out of sight while somebody writes: then one line stands in the head of the form."""
    said = f"Past slecht bij elkaar: {SAID}"
    for key in ("A", "P"):
        desk.press(key)
        desk.settle()
        form = desk.window.right.form
        assert form is not None
        assert said in shown_texts(form)
        desk.press("Esc")
    desk.press("D", "1", "Return", "A")
    desk.settle()
    form = desk.window.right.form
    assert form is not None
    assert said not in shown_texts(form)


def test_once_confirmed_the_advice_is_in_sight_again(desk: Desk) -> None:
    desk.window.resize(1366, 640)
    bar = desk.window.advice.area.verticalScrollBar()
    for last in ("Return", "Escape"):
        desk.press("D", "1")
        desk.settle()
        bar.setValue(bar.maximum())
        assert bar.value() > 0
        desk.press(last)
        desk.settle()
        assert desk.state.asking is None
        assert bar.value() == 0
        desk.press("Ctrl+Z")


def test_a_doubt_or_a_role_that_is_not_there_confirms_nothing(desk: Desk) -> None:
    window = desk.window
    window.call("ask_back:3")()
    assert desk.state.asking is None
    window.call("confirm")()
    window.call("ask_back:0")()
    window.call("role:5")()
    window.call("confirm")()
    window.call("unconfirm:3")()
    assert by(desk) == []
