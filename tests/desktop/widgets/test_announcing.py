"""What changes without the focus going there is told to assistive technology, once and in words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.password_line import PasswordLine
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, close, keys, make_window, settle, type_text


class Listening:
    """Stands for Qt's accessibility with something that listens."""

    Event = QAccessible.Event

    def __init__(self) -> None:
        self.heard: list[str] = []

    def isActive(self) -> bool:
        return True

    def setActive(self, _active: bool) -> None:
        """As the real one; this one goes on listening."""

    def updateAccessibility(self, event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            self.heard.append(event.message())


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    listening = Listening()
    monkeypatch.setattr(QtGui, "QAccessible", listening)
    return listening.heard


@pytest.fixture
def window(window: Window, heard: list[str]) -> Window:
    """The third patient at tree 9, with nothing said yet."""
    at_tree(window, 2, "lv_lang")
    heard.clear()
    return window


def test_an_answer_tells_what_was_answered_the_advice_and_the_trees_that_change(
    window: Window, heard: list[str]
) -> None:
    window.session.answer("levensverwachting_maanden", 2)
    settle(window)
    (said,) = heard
    assert said.startswith(
        "Levensverwachting (maanden): 2. Niet in deze boom: Levensverwachting < 3 maanden: boom 7. "
        "Besluit: radiotherapie (wijkt af). Dit is besloten op een ander advies: "
    )
    assert "Boom 7: 1 gegeven ontbreekt" in said
    assert "Boom 9:" not in said


def test_who_comes_into_sight_is_told_and_then_what_is_asked_with_its_keys(window: Window, heard: list[str]) -> None:
    window.session.go_tree("tijd_tot_therapie")
    window.session.go_case(0)
    window.session.go_tree("diagnostiek")
    settle(window)
    (said,) = heard
    assert said.startswith("Patiënt 1 van 3, MDO-0001. Boom 1, Diagnostiek bij klinische verdenking. Spoed. ")
    assert said.endswith("Volgend gegeven: Geldt de richtlijn? 1 ja, 2 nee, 0 onbekend.")


def test_another_tree_and_another_view_are_told(window: Window, heard: list[str]) -> None:
    window.session.go_tree("radiotherapie")
    settle(window)
    assert len(heard) == 1
    assert heard[0].startswith("Boom 6, Specificeer radiotherapie. Geldt nu al: Therapie binnen 24 uur, ")
    assert "(boom 4). Advies (standaard): " in heard[0]
    keys(window, "L")
    settle(window)
    assert heard[1:] == ["Weergave: Lijst."]


def test_what_is_asked_next_is_told(window: Window, heard: list[str]) -> None:
    window.session.clear("levensverwachting_maanden")
    settle(window)
    (said,) = heard
    assert said.startswith(
        "Levensverwachting (maanden): antwoord weggehaald. Nog geen advies. "
        "Volgend gegeven: Levensverwachting (maanden). Maanden, 0–240."
    )


def test_a_decision_is_told_when_it_is_begun_recorded_and_undone(window: Window, heard: list[str]) -> None:
    at_tree(window, 1, "diagnostiek")
    heard.clear()
    keys(window, "V")
    settle(window)
    assert heard == ["Advies volgen, nog niet vastgelegd: Geen nieuwe MRI nodig, MDO-0002. Ctrl+Enter legt vast."]
    heard.clear()
    keys(window, "Ctrl+Return")
    settle(window)
    assert heard[0].startswith("Vastgelegd. Advies wordt gevolgd: ")
    heard.clear()
    keys(window, "Ctrl+Z")
    settle(window)
    assert heard[0].startswith("Ongedaan gemaakt: besluit, MDO-0002")
    assert not any("ingetrokken" in said for said in heard)


def test_an_undone_decision_is_told_with_its_tree_its_content_and_what_holds_now(
    window: Window, heard: list[str]
) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "V", "Ctrl+Return")
    settle(window)
    for key, said in (
        ("Ctrl+Z", "Ongedaan gemaakt: besluit, MDO-0002, boom 1: geen nieuwe MRI nodig. Nu: nog geen besluit."),
        ("Ctrl+Y", "Opnieuw gedaan: besluit, MDO-0002, boom 1. Nu: geen nieuwe MRI nodig."),
    ):
        heard.clear()
        keys(window, key)
        settle(window)
        assert heard[0] == window.message.label.text() == said
    heard.clear()
    window.session.withdraw()
    settle(window)
    assert heard[0].startswith("Besluit ingetrokken: boom 1: geen nieuwe MRI nodig. Ctrl+Z brengt het terug.")
    keys(window, "Ctrl+Z")
    settle(window)
    said = "Ongedaan gemaakt: besluit intrekken, MDO-0002, boom 1. Nu: geen nieuwe MRI nodig."
    assert window.message.label.text() == said


def test_the_end_of_the_meeting_tells_its_sums_and_what_presses(window: Window, heard: list[str]) -> None:
    heard.clear()
    window.sheets.open("ending")
    QApplication.processEvents()
    (said,) = heard
    sheet = window.sheets.shown
    assert sheet is not None
    assert said.startswith(sheet.accessibleDescription().rstrip("."))
    assert "1" in said
    assert "Spoed" in said


def test_what_is_recorded_is_told_with_the_advice_or_the_reason_to_deviate(window: Window, heard: list[str]) -> None:
    for key, said in (
        ("V", "Vastgelegd. Advies wordt gevolgd: geen nieuwe MRI nodig. Boom 1, MDO-0002."),
        ("A", "Vastgelegd. Het MDO wijkt af van het advies: Toch een MRI, Wens van de patiënt. Boom 1, MDO-0002."),
    ):
        at_tree(window, 1, "diagnostiek")
        window.session.withdraw()
        keys(window, key)
        if key == "A":
            window.session.change_draft(reason_code="patient_wish", text="Toch een MRI")
        settle(window)
        heard.clear()
        keys(window, "Ctrl+Return")
        settle(window)
        assert heard[0] == said


def test_the_minute_tells_nothing_and_a_lock_nothing_of_a_patient(window: Window, heard: list[str]) -> None:
    for _ in range(3):
        window.tick()
        settle(window)
    window.sheets.put_up("locked")
    window.session.go_case(0)
    settle(window)
    assert not any("MDO-0001" in said for said in heard)


def test_the_advice_is_said_again(window: Window, heard: list[str]) -> None:
    at_tree(window, 1, "diagnostiek")
    heard.clear()
    keys(window, "Shift+R")
    assert len(heard) == 1
    assert "Geen nieuwe MRI nodig" in heard[0]


def test_what_is_asked_back_or_refused_is_told_with_its_keys(window: Window, heard: list[str]) -> None:
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    row.field.selectAll()
    type_text(window, "230")
    keys(window, "Return")
    assert heard == ["230 is uitzonderlijk hoog. Neem 23: spatie. Houd 230: Enter."]
    heard.clear()
    row.field.selectAll()
    type_text(window, "x")
    keys(window, "Return")
    asked = "230 is uitzonderlijk hoog. Neem 23: spatie. Houd 230: Enter."
    assert heard[:2] == ["Hier komt een getal. Esc verlaat het veld.", asked], "the letter did not come in"


def test_what_was_refused_is_told_of_no_other_text(window: Window, heard: list[str]) -> None:
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    row.field.selectAll()
    type_text(window, "--")
    keys(window, "Return")
    assert "Dit is geen getal" in row.said("message")
    row.field.selectAll()
    type_text(window, "5")
    assert "geen getal" not in row.said("message") + row.field.accessibleDescription()


def test_a_message_is_told(window: Window, heard: list[str]) -> None:
    window.say("Bewaard.")
    assert heard == ["Bewaard."]


def test_without_a_listener_nothing_is_made(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("an event was made for nobody")

    if QAccessible.isActive():
        pytest.skip("something listens on this machine")
    monkeypatch.setattr(QtGui, "QAccessibleAnnouncementEvent", refuse)
    window = make_window()
    window.say("Bewaard.")
    close(window)


def test_how_many_are_found_is_told_once_when_typing_rests(window: Window, heard: list[str], qtbot: QtBot) -> None:
    keys(window, "Ctrl+F")
    assert heard == []
    type_text(window, "MESMC")
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard), timeout=3000)
    assert heard == ["23 gevonden"]


def test_what_is_said_behind_a_dialog_is_told_when_it_has_closed(
    window: Window, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The focus that comes back into the window would cut it off."""
    monkeypatch.setattr(window.message, "isActiveWindow", lambda: False)
    window.say("Bewaard: page.pdf")
    assert heard == []
    monkeypatch.setattr(window.message, "isActiveWindow", lambda: True)
    window.windowHandle().activeChanged.emit()
    settle(window)
    assert heard == ["Bewaard: page.pdf"]
    window.windowHandle().activeChanged.emit()
    settle(window)
    assert len(heard) == 1


def test_who_comes_in_hears_where_he_is(heard: list[str], qtbot: QtBot) -> None:
    made = make_window()
    settle(made)
    (said,) = heard
    assert said.startswith("Voorbeeld; niets bewaard. Patiënt 1 van 3, MDO-0001. Boom 1, Diagnostiek")
    settle(made)
    assert len(heard) == 1
    close(made)


def test_behind_the_start_page_nothing_of_a_patient_is_told(heard: list[str], qtbot: QtBot) -> None:
    made = make_window()
    heard.clear()
    made.meeting.show_empty()
    made.sheets.put_up("start")
    settle(made)
    assert heard == []
    made.meeting.begin_example()
    settle(made)
    assert sum("MDO-0001" in said for said in heard) == 1
    close(made)


def test_no_to_the_question_of_scope_is_told_with_what_is_asked_then_and_its_taking_back_too(
    empty: Window, heard: list[str]
) -> None:
    settle(empty)
    heard.clear()
    keys(empty, "2")
    settle(empty)
    assert heard[-1].startswith("Geldt de richtlijn?: nee. ")
    assert heard[-1].endswith(
        "Volgend gegeven: Leptomeningeale of intramedullaire metastasen. 1 ja, 2 nee, 0 onbekend."
    )
    for key in ("Ctrl+Z", "Backspace"):
        heard.clear()
        keys(empty, key)
        settle(empty)
        assert heard[-1].startswith("Geldt de richtlijn?: antwoord weggehaald. ")
        assert heard[-1].endswith("Volgend gegeven: Geldt de richtlijn? 1 ja, 2 nee, 0 onbekend.")
        keys(empty, "2")
        settle(empty)


def test_a_decision_is_told_with_its_advice_and_that_another_answer_overtakes_it(
    window: Window, heard: list[str]
) -> None:
    assert "Besluit: radiotherapie (wijkt af). Wens van de patiënt." in window.speaking.again(window.look)[1]
    window.session.answer("levensverwachting_maanden", 2)
    settle(window)
    assert "Dit is besloten op een ander advies: " in heard[-1]
    window.session.go_tree("indicatie")
    window.session.answer("levensverwachting_maanden", 7)
    settle(window)
    heard.clear()
    window.session.answer("levensverwachting_maanden", 2)
    settle(window)
    assert "Het besluit bij boom 9 is achterhaald: het is genomen op een ander advies." in heard[-1]


def test_an_advice_says_whether_its_limit_runs_has_passed_or_has_no_beginning(window: Window, heard: list[str]) -> None:
    at_tree(window, 2, "tijd_tot_therapie")
    look = window.look
    due = look.advice.deadlines[0]
    window.session.set_moment(due.limit.moment, None)
    settle(window)
    said = window.speaking.again(window.look)[1]
    assert "Begin van de termijn onbekend: " in said
    assert said.endswith("Nog geen besluit.")
    window.session.set_moment(due.limit.moment, window.look.now - timedelta(days=9))
    settle(window)
    said = window.speaking.again(window.look)[1]
    assert "Termijn verstreken, " in said
    assert " geleden." in said
    assert "Begin van de termijn onbekend" not in said


def test_an_order_is_told_with_its_dose(window: Window) -> None:
    window.session.answer("levensverwachting_maanden", 2)
    window.session.go_tree("cortico_lv_kort")
    said = window.speaking.again(window.look)[1]
    assert "Direct starten met dexamethason. " in said
    assert "Dexamethason 10 mg i.v. als bolus, daarna 1 dd 8–16 mg p.o." in said


def test_what_is_half_typed_and_left_with_escape_is_told_as_gone_and_the_page_asks_for_it_first(
    window: Window, heard: list[str]
) -> None:
    row = window.facts.row("levensverwachting_maanden")
    row.focus_control()
    row.field.selectAll()
    type_text(window, "4")
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    asked.ignore()
    QApplication.sendEvent(row.field, asked)
    assert not asked.isAccepted(), "in Linux a line takes it for its end"
    keys(window, "Ctrl+E")
    settle(window)
    assert any("half getypt" in said for said in heard)
    heard.clear()
    keys(window, "Escape")
    settle(window)
    assert "4: niet ingevoerd, weggehaald" in heard


def test_what_is_filled_in_of_the_patient_is_told_taken_or_refused(window: Window, heard: list[str]) -> None:
    window.sheets.open("patient")
    for text, said in (("200", "10"), ("70", "KPS: 70.")):
        row = next(each for each in window.findChildren(FactRow) if each.view is not None and each.view.id == "kps")
        row.focus_control()
        row.field.selectAll()
        heard.clear()
        type_text(window, text)
        keys(window, "Return")
        settle(window)
        assert len(heard) == 1, heard
        told = heard[0]
        assert said in told


def test_a_recorded_decision_is_told_with_what_was_chosen_where_and_of_whom(window: Window, heard: list[str]) -> None:
    at_tree(window, 1, "lv_lang")
    keys(window, "W")
    type_text(window, "mits akkoord")
    settle(window)
    heard.clear()
    keys(window, "Ctrl+Return")
    settle(window)
    assert (
        heard[-1]
        == "Vastgelegd. Advies wordt gevolgd met een voorwaarde: radiotherapie, mits akkoord. Boom 9, MDO-0002."
    )


def test_arrows_walk_the_choices_of_a_decision_one_by_one(window: Window) -> None:
    at_tree(window, 1, "lv_lang")
    keys(window, "A", "Alt+2")
    choice = window.right.decision.choice
    choice.grid.take_keyboard()
    seen = []
    for key in ("Down", "Down", "Up", "Right", "Left"):
        keys(window, key)
        seen.append(next(at for at, button in enumerate(choice.buttons) if button.isChecked()))
        assert choice.buttons[seen[-1]].hasFocus()
    assert seen == [1, 2, 1, 2, 1]


def test_where_a_key_has_nothing_to_do_that_is_told(window: Window, heard: list[str]) -> None:
    keys(window, "PgDown", "Ctrl+Z")
    window.session.go_case(0)
    settle(window)
    keys(window, "PgUp")
    assert [said for said in heard if "Boom" not in said] == [
        "Dit is de laatste patiënt.",
        "Er is niets om ongedaan te maken.",
        "Dit is de eerste patiënt.",
    ]


def test_the_key_that_a_patient_was_given_is_said_as_it_was_taken(window: Window, heard: list[str]) -> None:
    window.session.describe_case(window.look.state.document.points[0].id, case=" MDO-77 ")
    settle(window)
    assert heard == ["Kenmerk: MDO-77."], "whoever is in sight"
    keys(window, "Ctrl+Z")
    settle(window)
    assert not any("Kenmerk: MDO-77." in said for said in heard[1:])


def test_a_decision_is_said_to_be_recorded_with_its_title_once(window: Window, heard: list[str]) -> None:
    at_tree(window, 1, "lv_lang")
    heard.clear()
    keys(window, "V", "Ctrl+Return")
    settle(window)
    assert heard[-1] == "Vastgelegd. Advies wordt gevolgd: radiotherapie. Boom 9, MDO-0002."
    at_tree(window, 2, "lv_lang")
    named = window.right.advice.next.accessibleName()
    assert named.count("oom 6") == 1, named
    assert "Specificeer radiotherapie (door besluit van het MDO)" in named


def test_what_leads_on_leaves_the_keyboard_before_another_patient_comes(window: Window) -> None:
    at_tree(window, 1, "lv_lang")
    keys(window, "V", "Ctrl+Return")
    settle(window)
    assert window.right.advice.next.hasFocus()
    keys(window, "PgDown")
    settle(window)
    assert not window.right.advice.next.hasFocus(), "an Enter would go on with a patient of whom nothing was heard"
    assert window.right.advice.hasFocus()
    assert window.right.advice.accessibleName() != window.right.accessibleName(), "the part is not said twice"


def test_a_dot_in_the_middle_is_heard_as_a_stop(window: Window, heard: list[str]) -> None:
    announce(window, "Voorbeeld · niets bewaard")
    assert heard == ["Voorbeeld; niets bewaard"]


def test_what_the_keys_do_is_no_part_of_a_name(window: Window) -> None:
    window.graph.focus()
    assert window.graph.view.accessibleName() == "Beslisboom Behandeling bij levensverwachting ≥ 3 maanden"
    assert window.graph.view.accessibleDescription() == "Pijltjes lopen door de boom, Enter antwoordt."
    keys(window, "Ctrl+F")
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "Zoek een vraag, uitkomst of gegeven"
    assert field.accessibleDescription() == "Pijltjes kiezen, Enter gaat erheen."


def test_what_a_new_password_must_be_is_heard_before_its_first_sign(window: Window, tmp_path: Path) -> None:
    window.sheets.open("meeting")
    sheet = window.sheets.shown
    assert isinstance(sheet, MeetingSheet)
    sheet.ask("new", tmp_path / "a.mdo")
    field = QApplication.focusWidget()
    assert isinstance(field, PasswordLine)
    assert field.accessibleDescription().startswith("Kies een wachtwoord van minstens 10 tekens")
    field.setText("kort")
    keys(window, "Return", "Return")
    assert field.accessibleDescription() == "Neem minstens 10 tekens."
