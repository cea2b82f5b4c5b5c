"""While a form or a question is open, keys do what it shows and nothing else; the keyboard stays in it until Esc."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.document import Document
from mdo_viewer.reasoning.results import Patient
from tests.help.desk import Desk, buttons, shown_texts
from tests.help.desktop_help import close, make_window

#: What a single hand may press by accident or for another part of the window.
SINGLE = [*"0123456789ADGHIJKLMNOPRUVWX", " ", "\r"]
DOUBT = Case("MDO-0001", Patient({"asia_score": "A", "kan_zelfstandig_lopen": True}))


@pytest.fixture
def doubt(qtbot: QtBot) -> Iterator[Desk]:
    window = make_window((DOUBT,))
    window.session.go_tree("cortico_voor_mri")
    made = Desk(window)
    made.settle()
    yield made
    close(window)


@pytest.fixture
def deciding(qtbot: QtBot) -> Iterator[Desk]:
    window = make_window()
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    window.session.withdraw()
    made = Desk(window)
    made.settle()
    yield made
    close(window)


def real(desk: Desk, *pressed: str | Qt.Key) -> None:
    """Keys as the system gives them to the window, which finds who has the keyboard for each part of a key."""
    for key in pressed:
        handle = desk.window.windowHandle()
        assert handle is not None
        for sign in (key,) if isinstance(key, Qt.Key) else key:
            code = sign if isinstance(sign, Qt.Key) else Qt.Key.Key_Return if sign == "\r" else sign
            QTest.keyClick(handle, code)  # type: ignore[arg-type]
        QApplication.processEvents()


def draft(desk: Desk) -> Decision:
    found = desk.state.draft
    assert found is not None
    return found


def recorded(desk: Desk) -> Decision:
    found = desk.state.decision
    assert found is not None
    return found


def by(desk: Desk) -> list[str]:
    return [each.by for each in desk.state.case.confirmed]


def without_actions(state: State) -> Document:
    """The document but for what was agreed to be done: in that form, what is typed is that."""
    points = tuple(replace(point, case=replace(point.case, actions=())) for point in state.document.points)
    return replace(state.document, points=points)


def focused() -> str:
    return getattr(QApplication.focusWidget(), "words", "")


# --- who says that a doubt is so


def test_a_digit_chooses_the_role_and_enter_on_the_button_records(doubt: Desk) -> None:
    before = doubt.state.document
    real(doubt, "d", "2")
    assert doubt.state.document is before, "nothing is answered, nothing recorded"
    assert doubt.state.asking is not None
    assert doubt.state.asking.by == "radiotherapeut"
    assert focused() == "Klopt zo"
    real(doubt, "3", "\r")
    assert by(doubt) == ["wervelkolomchirurg"]
    assert doubt.state.asking is None


def test_no_single_key_answers_a_fact_or_leaves_the_question(doubt: Desk) -> None:
    before = doubt.state
    for key in SINGLE:
        real(doubt, "d", key)
        after = doubt.state
        assert (after.document, after.tree_id, after.draft, after.view) == (
            before.document, before.tree_id, None, before.view,
        ), key  # fmt: skip
        assert doubt.window.place == "confirming"
        real(doubt, Qt.Key.Key_Escape)


def test_a_first_letter_chooses_a_role_and_another_press_records_nothing(doubt: Desk) -> None:
    real(doubt, "d", "v")
    assert doubt.state.asking is not None
    assert doubt.state.asking.by == "voorzitter"
    real(doubt, "v", "n", "n", "x")
    assert doubt.state.asking.by == "neuroloog"
    assert by(doubt) == []


def test_a_click_on_a_role_records_nothing_and_enter_alone_neither(doubt: Desk) -> None:
    real(doubt, "d", "\r")
    assert by(doubt) == []
    doubt.click("neuroloog")
    doubt.click("neuroloog")
    assert by(doubt) == []
    (confirm,) = buttons(doubt.window.advice, "Klopt zo")
    QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert by(doubt) == ["neuroloog"]


def test_without_a_role_the_button_asks_for_one(doubt: Desk) -> None:
    real(doubt, "d")
    doubt.click("Klopt zo")
    assert by(doubt) == []
    assert doubt.message == "Kies eerst wie dit zegt."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_is_in_sight_whole_and_with_its_digit(doubt: Desk, language: Language) -> None:
    doubt.window.session.set_language(language)
    real(doubt, "d")
    doubt.settle()
    form = doubt.window.right.form
    assert form is not None
    roles = [each for each in form.findChildren(Button) if each.isVisible() and each.isCheckable()]
    assert [role.cap for role in roles] == ["1", "2", "3", "4"]
    port = doubt.window.advice.area.viewport()
    for role in roles:
        assert role.height() >= role.heightForWidth(role.width())
        assert port.rect().contains(role.mapTo(port, role.rect().bottomRight()))


def test_escape_stops_asking_and_digits_answer_again(doubt: Desk) -> None:
    real(doubt, "d", "2", Qt.Key.Key_Escape)
    assert doubt.state.asking is None
    assert by(doubt) == []
    before = doubt.state.document
    real(doubt, "1")
    assert doubt.state.document is not before


def test_a_fact_that_changes_meanwhile_ends_the_question(doubt: Desk) -> None:
    real(doubt, "d", "2")
    doubt.window.session.answer("asia_score", "B")
    assert doubt.window.look.doubts
    assert doubt.state.asking is None, "it was asked of other values"


# --- the keyboard stays


@pytest.mark.parametrize("opening", ["d", "a", "p"])
@pytest.mark.parametrize("step", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_goes_round_in_what_is_open(doubt: Desk, opening: str, step: Qt.Key) -> None:
    real(doubt, opening)
    form = doubt.window.right.form
    assert form is not None
    for _ in range(20):
        real(doubt, step)
        held = QApplication.focusWidget()
        assert held is not None
        assert form.isAncestorOf(held)
    real(doubt, Qt.Key.Key_F6)
    held = QApplication.focusWidget()
    assert held is not None
    assert form.isAncestorOf(held)


@pytest.mark.parametrize("opening", ["d", "a", "v", "p"])
def test_a_key_pressed_elsewhere_comes_into_the_form_and_changes_no_fact(deciding: Desk, opening: str) -> None:
    for fact, value in DOUBT.patient.values.items() if opening == "d" else ():
        deciding.window.session.answer(fact, value)
    deciding.settle()
    real(deciding, opening)
    before = deciding.state
    for key in (" ", "\r", "2", "n", Qt.Key.Key_Down):
        deciding.window.graph.view.setFocus()
        real(deciding, key)
        after = deciding.state
        assert (without_actions(after), after.selection, after.tree_id, after.folded) == (
            without_actions(before), before.selection, before.tree_id, before.folded,
        )  # fmt: skip
        form, held = deciding.window.right.form, QApplication.focusWidget()
        assert form is not None
        assert held is not None
        assert held is form or form.isAncestorOf(held)


def test_letters_are_no_commands_while_agreements_are_written(deciding: Desk) -> None:
    real(deciding, "p")
    before = deciding.state
    form = deciding.window.right.agreements
    for letter in "AHJNPRVW1":
        form.done.setFocus()
        real(deciding, letter)
        assert QApplication.focusWidget() in [row.what for row in form.rows]
    after = deciding.state.case
    assert [action.what for action in after.actions[len(before.case.actions) :]] == [*"AHJNPRVW1"]
    assert replace(after, actions=before.case.actions) == before.case
    assert deciding.window.place == "agreements"


# --- a decision


@pytest.mark.parametrize("said", ["5x4 Gy instead", "1x8 Gy", "2 weken wachten"])
def test_an_explanation_that_begins_with_a_digit_is_text(deciding: Desk, said: str) -> None:
    real(deciding, "a", said, "\r")
    assert deciding.state.decision is None, "a reason is still wanting"
    assert draft(deciding).text == f"{said}\n"
    assert draft(deciding).reason_code is None
    assert draft(deciding).chosen is None


@pytest.mark.parametrize("key", ["v", "w"])
def test_digits_are_text_in_the_other_kinds_too(deciding: Desk, key: str) -> None:
    for fact in ("instabiliteit", "achteruitgang_onder_radiotherapie_en_corticosteroiden"):
        deciding.window.session.answer(fact, False)
    real(deciding, key, "1x8 Gy")
    assert draft(deciding).chosen is None
    assert "1x8 Gy" in (draft(deciding).text, draft(deciding).condition)


def test_arrows_choose_and_the_key_of_recording_records(deciding: Desk) -> None:
    """Surgery is advised; radiotherapy, at the patient's wish: six keys where it were four with digits."""
    real(deciding, "a", Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Right)
    deciding.press("Return")
    assert deciding.state.decision is None
    deciding.press("Ctrl+Return")
    assert (recorded(deciding).chosen, recorded(deciding).reason_code) == ("radiotherapie", "patient_wish")


def test_enter_where_a_refusal_brought_the_keyboard_chooses_nothing(deciding: Desk) -> None:
    real(deciding, "a", Qt.Key.Key_Tab)
    deciding.press("Ctrl+Return")
    real(deciding, "\r", "\r")
    assert (draft(deciding).reason_code, draft(deciding).chosen) == (None, None)
    form = deciding.window.right.form
    assert form is not None
    assert "Kies een reden van de afwijking." in shown_texts(form)
    assert deciding.message == "Enter doet hier niets: een pijltje kiest, Ctrl+Enter legt vast."
    real(deciding, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, " ", "\r", "\r", "\r")
    assert (draft(deciding).reason_code, draft(deciding).chosen) == (None, "operatie")
    assert deciding.state.decision is None


@pytest.mark.parametrize("chosen", [None, "operatie"])
def test_a_sentence_that_goes_on_after_a_refusal_chooses_nothing(deciding: Desk, chosen: str | None) -> None:
    """The keyboard is at the choices then, or at the reasons where a choice was made."""
    real(deciding, "a", "liever niet")
    deciding.window.session.change_draft(chosen=chosen)
    deciding.press("Ctrl+Return")
    assert focused(), "a button"
    real(deciding, " want te zwak")
    assert written(deciding) == ("liever niet want te zwak", None, chosen)


def test_who_comes_back_from_another_window_after_a_refusal_writes_on(deciding: Desk) -> None:
    real(deciding, "a", "liever niet")
    deciding.press("Ctrl+Return")
    button = QApplication.focusWidget()
    assert button is not None
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QApplication.sendEvent(button, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    real(deciding, " want te zwak")
    assert written(deciding) == ("liever niet want te zwak", None, None)


@pytest.mark.parametrize("move", ["arrow", "tab", "click"])
def test_space_chooses_where_the_user_moved_since(deciding: Desk, move: str) -> None:
    real(deciding, "a", "liever niet")
    deciding.press("Ctrl+Return")
    if move == "click":
        deciding.click("Operatie")
    else:
        real(deciding, *((Qt.Key.Key_Right,) if move == "arrow" else (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)))
    before = draft(deciding).chosen
    real(deciding, " ")
    assert draft(deciding).text == "liever niet"
    assert draft(deciding).chosen == ("operatie" if move == "tab" else None), before


def test_what_is_typed_after_an_arrow_goes_on_behind_what_stood_there(deciding: Desk) -> None:
    session = deciding.window.session
    session.clear("levensverwachting_maanden")
    session.start_decision("own", None)
    session.change_draft(text="eerst de uitslag")
    session.record()
    deciding.settle()
    real(deciding, "a", Qt.Key.Key_Right, ", 3 x 8 Gy")
    assert draft(deciding).text == "eerst de uitslag, 3 x 8 Gy"


@pytest.mark.parametrize("key", ["a", "w", "v", "p"])
def test_the_form_opens_with_the_cursor_in_the_text(deciding: Desk, key: str) -> None:
    real(deciding, key)
    assert isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)


def test_what_was_begun_as_another_kind_stays_in_its_field(deciding: Desk) -> None:
    real(deciding, "v", "MRI morgen", Qt.Key.Key_Escape)
    deciding.window.typed_on.rest()  # nobody types on
    real(deciding, "a")
    assert (draft(deciding).text, draft(deciding).reason) == ("MRI morgen\n", None)
    assert QApplication.focusWidget() is deciding.window.right.decision.text.text
    real(deciding, "9 dagen wachten")
    assert draft(deciding).text == "MRI morgen\n9 dagen wachten"


# --- digits where something is to be chosen


def written(desk: Desk) -> tuple[str | None, str | None, str | None]:
    now = draft(desk)
    return now.text, now.reason_code, now.chosen


def test_a_digit_after_the_refusal_chooses_the_reason_that_was_asked(deciding: Desk) -> None:
    real(deciding, "a", "MRI")
    deciding.press("Alt+5", "Ctrl+3")
    deciding.press("A", "Alt+5")
    deciding.window.session.change_draft(reason_code=None)
    deciding.press("Ctrl+Return")
    assert "Kies een reden van de afwijking." in shown_texts(deciding.window.right.decision)
    real(deciding, "2")
    assert written(deciding) == ("MRI", "patient_wish", "systeemtherapie")
    real(deciding, "1")
    assert written(deciding) == ("MRI", "comorbidity", "systeemtherapie"), "the next one is another choice, no text"


def test_where_both_are_asked_the_digits_are_of_the_reasons_alone(deciding: Desk) -> None:
    """They stand on these: a digit that corrects a reason must not choose a treatment."""
    real(deciding, "a", "MRI")
    deciding.press("Ctrl+Return")
    real(deciding, "4", "2")
    assert written(deciding) == ("MRI", "patient_wish", None)
    real(deciding, "\r", "3")
    assert written(deciding) == ("MRI", "new_information", None)
    real(deciding, "0")
    assert deciding.message == "Hier is geen keuze 0."
    deciding.press("Ctrl+2")
    assert (recorded(deciding).text, recorded(deciding).chosen) == ("MRI", "radiotherapie")


def test_where_only_a_treatment_is_asked_a_digit_chooses_it_and_records_nothing(deciding: Desk) -> None:
    window = deciding.window
    window.session.answer("instabiliteit", False)
    window.session.answer("achteruitgang_onder_radiotherapie_en_corticosteroiden", False)
    deciding.settle()
    assert window.look.verdict == "chirurgie_of_radiotherapie"
    real(deciding, "v")
    deciding.press("Ctrl+Return")
    real(deciding, "2")
    assert draft(deciding).chosen == "radiotherapie"
    assert deciding.state.decision is None


def test_a_digit_is_text_until_something_was_asked(deciding: Desk) -> None:
    real(deciding, "a")
    deciding.click("Radiotherapie")
    deciding.click("Logistiek")
    real(deciding, "30 Gy")
    assert written(deciding) == ("30 Gy", "logistics", "radiotherapie"), "who clicked types on"
