"""Journeys through the window by the keys and clicks that a board uses."""

from __future__ import annotations

import html
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.panels.journey_strip import StageTile
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.state.shown import Tab
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import close, keys, make_window, settle, type_text
from tests.help.drawing_help import in_scope


@pytest.fixture
def empty(empty: Window) -> Window:
    """Two patients of whom nothing is known."""
    empty.session.open_meeting(document_of((Case("MDO-0001"), Case("MDO-0002"))), 0, empty.session.state.tree_id)
    settle(empty)
    return empty


def held(window: Window, fact: str) -> str:
    """How the row of a fact shows it."""
    view = window.facts.row(fact).view
    assert view is not None
    return view.state


# --- keys


def test_an_empty_patient_reaches_advice_by_keys_alone(empty: Window) -> None:
    pressed = keys(empty, "1")  # the guideline holds for this patient
    answers = {
        "klinische_verdenking_wervelmetastasen": "1",
        "klinische_verdenking_mesmc": "1",
        "adequate_beeldvorming_aanwezig": "2",
    }
    while empty.look.advice.outcome is None:
        fact = empty.look.next_fact
        assert fact is not None
        pressed += keys(empty, answers.get(fact, "2"))
        assert pressed < 40, "too many keys"
    assert empty.look.advice.outcome.id == "mri_12_uur"
    assert pressed <= 10
    settle(empty)
    assert any("MRI binnen 12 uur" in text for text in empty.advice.column.texts())


def test_a_prepared_patient_takes_at_most_six_keys(window: Window, tmp_path: Path) -> None:
    window.page_export.folder = tmp_path
    window.session.go_case(1)
    window.session.withdraw()
    pressed = keys(window, "PgDown", "V", "Ctrl+Return", "Ctrl+E")
    assert pressed <= 6
    assert window.session.state.decision is not None
    assert [path.name for path in tmp_path.iterdir()] == ["MDO_2026-11-22_MDO-0003.pdf"]


def test_zero_is_unknown_and_backspace_takes_back(empty: Window) -> None:
    first = empty.look.next_fact
    assert first == SCOPE
    keys(empty, "0")
    scope = {fact.id for fact in empty.look.pack.scope}
    assert empty.session.state.case.patient.unknown == scope
    assert held(empty, SCOPE) == "unknown"
    second = empty.look.next_fact
    assert second is not None
    keys(empty, "0")
    assert empty.session.state.case.patient.unknown == {second, *scope}
    assert held(empty, second) == "unknown"
    keys(empty, "Backspace")
    assert held(empty, second) == "not_asked"
    keys(empty, "Backspace")
    assert empty.session.state.case.patient.unknown == frozenset()
    assert held(empty, SCOPE) == "not_asked"


def test_a_digit_starts_a_number_and_enter_gives_it(empty: Window) -> None:
    keys(empty, "1")
    empty.session.go_tree("lv_lang")
    settle(empty)
    assert empty.look.next_fact == "levensverwachting_maanden"
    keys(empty, "3")
    type_text(empty, ",5")
    keys(empty, "Return")
    assert empty.session.state.case.patient.values["levensverwachting_maanden"] == 3.5
    assert not isinstance(QApplication.focusWidget(), QLineEdit)


@pytest.mark.parametrize(("typed", "word"), [("999", "240"), ("1.000,5", "getal"), ("-3", "getal")])
def test_a_number_that_cannot_be_is_explained_beside_its_field(empty: Window, typed: str, word: str) -> None:
    keys(empty, "1")
    empty.session.go_tree("lv_lang")
    settle(empty)
    row = empty.facts.row("levensverwachting_maanden")
    row.focus_control()
    type_text(empty, typed)
    keys(empty, "Return")
    assert "levensverwachting_maanden" not in empty.session.state.case.patient.values
    assert word in row.said("message")
    assert row.field.text() == typed


def test_single_keys_stay_letters_in_text_fields(empty: Window) -> None:
    keys(empty, "P")
    line = empty.right.agreements.findChildren(QLineEdit)[0]
    line.setFocus()
    type_text(empty, "v1a0?")
    assert line.text() == "v1a0?"
    assert empty.session.state.draft is None
    assert empty.session.state.case.patient.values == {}


def test_undo_and_redo_by_keys_name_the_fact(empty: Window) -> None:
    keys(empty, "1")
    assert empty.top.undo.accessibleName() == "Ongedaan maken: Geldt de richtlijn?, MDO-0001"
    keys(empty, "Ctrl+Z")
    assert empty.session.state.case.patient.values == {}
    keys(empty, "Ctrl+Y")
    assert empty.session.state.case.patient.values != {}


def test_keys_walk_patients_and_trees(window: Window) -> None:
    keys(window, "PgDown")
    assert window.session.state.current == 1
    window.session.go_tree("aanvullend")
    keys(window, "]")
    assert window.session.state.tree_id == "tijd_tot_therapie"
    keys(window, "Ctrl+Right", "[")
    assert window.session.state.tree_id == "tijd_tot_therapie"
    keys(window, "PgUp")
    assert window.session.state.current == 0


def test_the_overlay_lists_the_keys_and_escape_closes_it(window: Window) -> None:
    keys(window, "?")
    assert "Toetsen" in shown_texts(window)
    keys(window, "Escape")
    assert "Losse toetsen werken buiten tekstvelden." not in shown_texts(window)


# --- decision


def test_nothing_is_chosen_before_the_board_decides(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("tijd_tot_therapie")
    keys(window, "A")
    assert not any(button.isChecked() for button in window.right.decision.reasons.buttons)
    keys(window, "Ctrl+Return")
    assert window.session.state.decision is None
    assert "Kies een reden van de afwijking." in shown_texts(window)


@pytest.mark.parametrize("key", ["V", "W", "Shift+V", "Shift+W"])
def test_without_an_advice_there_is_nothing_to_follow(empty: Window, key: str) -> None:
    before = empty.session.state.document
    keys(empty, key)
    assert empty.session.state.draft is None
    assert "besluit het MDO zelf" in empty.message.label.text()
    keys(empty, "Ctrl+Return")
    assert empty.session.state.document == before


@pytest.mark.parametrize("key", ["A", "Shift+A"])
def test_without_an_advice_the_board_writes_what_it_decides(empty: Window, key: str) -> None:
    before = empty.session.state.document
    keys(empty, key)
    type_text(empty, "v1x8 Gy")
    draft = empty.session.state.draft
    assert draft is not None
    assert (draft.kind, draft.text) == ("own", "v1x8 Gy")
    assert "Er is geen advies om te volgen: het MDO besluit zelf." in shown_texts(empty)
    assert empty.session.state.document == before, "nothing that is typed is an answer or recorded"
    keys(empty, "Escape")
    assert empty.session.state.case.decisions == ()
    assert [kind for kind, button in empty.advice.kinds.items() if button.isVisible()] == ["own"]
    assert "Volgen kan zodra er een advies is." in shown_texts(empty)


def test_without_an_advice_the_board_decides_itself_and_says_what(empty: Window) -> None:
    keys(empty, "A", "Ctrl+Return")
    assert empty.session.state.case.decisions == ()
    assert "Schrijf op wat het MDO besluit." in shown_texts(empty)
    type_text(empty, "eerst de uitslag")
    keys(empty, "Ctrl+Return")
    decision = empty.session.state.decision
    assert decision is not None
    assert (decision.kind, decision.advice, decision.reason_code) == ("own", None, None)
    assert decision.text == "eerst de uitslag"


def test_deviating_takes_one_key_more_than_following(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("tijd_tot_therapie")
    assert keys(window, "V", "Ctrl+Return") == 2
    decision = window.session.state.decision
    assert decision is not None
    assert decision.kind == "follow"
    assert keys(window, "A", "Alt+2", "Ctrl+Return") == 3
    decision = window.session.state.decision
    assert decision is not None
    assert (decision.kind, decision.reason_code) == ("deviate", "patient_wish")
    assert decision.advice == "therapie_24_uur"


def test_a_condition_is_typed_and_recorded(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("tijd_tot_therapie")
    keys(window, "W")
    type_text(window, "na overleg")
    keys(window, "Ctrl+Return")
    decision = window.session.state.decision
    assert decision is not None
    assert (decision.kind, decision.condition) == ("follow_with_condition", "na overleg")


def test_a_decision_that_is_left_half_written_waits(window: Window) -> None:
    keys(window, "PgDown", "PgDown", "J", "A", "2")
    window.session.change_draft(text="eerst overleg met de huisarts")
    window.call("case:before")()
    assert window.message.label.text() == (
        "Nog niet vastgelegd: de wijziging van het besluit bij MDO-0003, boom 9. Die staat er nog als u het weer opent."
    )
    keys(window, "J", "A")
    assert window.session.state.draft is not None
    assert window.session.state.draft.text != "eerst overleg met de huisarts"  # that was of another patient
    keys(window, "Escape", "PgDown")
    assert window.message.isHidden()  # nothing was changed
    keys(window, "J", "A")
    draft = window.session.state.draft
    assert draft is not None
    assert (draft.reason_code, draft.text) == ("patient_wish", "eerst overleg met de huisarts")
    keys(window, "Ctrl+Return", "A")
    assert window.session.state.decision is not None
    assert window.session.state.decision.text == "eerst overleg met de huisarts"
    window.session.typed = False
    keys(window, "2")
    assert window.session.typed  # closing asks first


def test_what_was_written_for_a_patient_who_is_gone_is_gone(window: Window) -> None:
    window.call("case:add")()
    keys(window, "A", "2")
    window.session.change_draft(text="niet opereren")
    keys(window, "Escape", "Ctrl+Z")
    assert len(window.session.state.cases) == 3
    window.call("case:add")()
    keys(window, "A")
    assert window.session.state.draft is not None
    assert (window.session.state.draft.reason_code, window.session.state.draft.text) == (None, None)


def test_a_long_agreement_is_read_from_its_beginning(window: Window) -> None:
    window.session.go_case(2)
    keys(window, "P")
    settle(window)
    panel = window.right.agreements
    assert panel is not None
    fields = [field for field in panel.findChildren(QLineEdit) if len(field.text()) > 25]
    assert fields
    for field in fields:
        assert field.cursorPosition() == 0
        assert field.text() in html.unescape(field.toolTip())


def test_agreements_are_stored_as_they_are_typed(empty: Window) -> None:
    keys(empty, "P")
    row = empty.right.agreements.rows[0]
    row.what.setFocus()
    type_text(empty, "MRI")
    row.before.setFocus()
    type_text(empty, "24-11 12:00")
    keys(empty, "Return")
    row.who.setFocus()
    type_text(empty, "radiologie")
    action = empty.session.state.case.actions[0]
    assert (action.what, action.who) == ("MRI", "radiologie")
    assert action.before is not None
    assert f"{action.before:%d-%m %H:%M}" == "24-11 12:00"


def of_actions(window: Window) -> list[str]:
    return [action.what for action in window.session.state.case.actions]


@pytest.fixture
def three_actions(empty: Window) -> Window:
    """The keyboard in the second of three actions, whose text was cleared."""
    keys(empty, "P")
    for at, what in enumerate(("MRI", "Familie bellen", "Huisarts")):
        empty.right.agreements.rows[at].what.setFocus()
        type_text(empty, what)
    empty.right.agreements.rows[1].what.setFocus()
    keys(empty, "Ctrl+A", "Backspace")
    settle(empty)
    return empty


def test_an_action_that_was_cleared_is_written_anew_in_its_place(three_actions: Window) -> None:
    assert of_actions(three_actions) == ["MRI", "Huisarts"]  # nothing empty is kept
    type_text(three_actions, "CT")
    settle(three_actions)
    assert of_actions(three_actions) == ["MRI", "CT", "Huisarts"]
    keys(three_actions, "Ctrl+A", "Backspace", "Tab")
    type_text(three_actions, "radioloog")
    action = three_actions.session.state.case.actions[1]
    assert (action.what, action.who) == ("", "radioloog")


def test_below_an_action_that_was_cleared_each_keeps_its_row_until_the_actions_are_left(three_actions: Window) -> None:
    rows = three_actions.right.agreements.rows
    keys(three_actions, "Tab", "Tab", "Tab")
    assert rows[2].what.hasFocus()
    settle(three_actions)
    keys(three_actions, "End")
    type_text(three_actions, " bellen")
    settle(three_actions)
    assert of_actions(three_actions) == ["MRI", "Huisarts bellen"]
    assert [row.what.text() for row in rows if row.isVisible()] == ["MRI", "", "Huisarts bellen", ""]
    keys(three_actions, "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")  # past the row of a new action
    settle(three_actions)
    assert not any(row.isAncestorOf(three_actions.focusWidget()) for row in rows)
    assert [row.what.text() for row in rows if row.isVisible()] == ["MRI", "Huisarts bellen", ""]


def test_another_patient_has_no_row_that_was_cleared(three_actions: Window) -> None:
    three_actions.call("case:add")()
    keys(three_actions, "P")
    settle(three_actions)
    assert [row.what.text() for row in three_actions.right.agreements.rows if row.isVisible()] == [""]
    type_text(three_actions, "CT")
    assert of_actions(three_actions) == ["CT"]


@pytest.mark.parametrize("leave", ["Escape", "PgDown"])
def test_a_deadline_that_was_refused_is_said_after_leaving(empty: Window, leave: str) -> None:
    keys(empty, "P")
    row = empty.right.agreements.rows[0]
    row.what.setFocus()
    type_text(empty, "MRI")
    row.before.setFocus()
    type_text(empty, "31-2")
    if leave == "PgDown":
        row.what.setFocus()
        empty.call("case:after")()
    else:
        keys(empty, leave)
    settle(empty)
    assert "31-2" in empty.message.label.text()
    assert empty.message.isVisible()


# --- graph


def click(window: Window, x: float, y: float) -> None:
    view = window.graph.view
    at = view.mapFromScene(x, y)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at))
    QApplication.processEvents()


def test_clicking_the_label_of_an_answer_answers(empty: Window) -> None:
    keys(empty, "1")
    settle(empty)
    picture = empty.graph.picture
    assert picture is not None
    edge = next(edge for edge in picture.edges if edge.answer == "ja" and edge.state == "open")
    r = edge.label_rect
    click(empty, r.x + r.width / 2, r.y + r.height / 2)
    assert empty.session.state.case.patient.values == {**in_scope(), "klinische_verdenking_wervelmetastasen": True}


def test_clicking_the_box_an_answer_leads_to_answers(empty: Window) -> None:
    keys(empty, "1")
    settle(empty)
    picture = empty.graph.picture
    assert picture is not None
    edge = next(edge for edge in picture.edges if edge.answer == "nee" and edge.state == "open")
    r = picture.box(edge.target).rect
    click(empty, r.x + r.width / 2, r.y + r.height / 2)
    assert empty.session.state.case.patient.values == {**in_scope(), "klinische_verdenking_wervelmetastasen": False}


def test_arrows_walk_the_boxes_and_enter_answers(empty: Window) -> None:
    keys(empty, "1", "T", "Home", "Right", "Right")
    picture = empty.graph.picture
    assert picture is not None
    selected = empty.session.state.selection
    assert selected in {edge.target for edge in picture.edges if edge.state == "open"}
    assert empty.graph.view.accessibleName() != ""
    keys(empty, "Return")
    assert "klinische_verdenking_wervelmetastasen" in empty.session.state.case.patient.values


def test_the_list_answers_too(empty: Window) -> None:
    keys(empty, "1", "L", "Down", "Down", "Return")
    assert empty.session.state.case.patient.values == {**in_scope(), "klinische_verdenking_wervelmetastasen": True}


def test_zooming_keeps_the_point_under_the_cursor(window: Window) -> None:
    view = window.graph.view
    at = view.viewport().rect().center() + QPoint(40, -30)
    view.camera.zoom_by(2.0, at)
    before = view.mapToScene(at)
    view.camera.zoom_by(1.2, at)
    after = view.mapToScene(at)
    assert (before - after).manhattanLength() < 3


# --- language, states, honesty


def test_switching_the_language_leaves_no_dutch_word(window: Window) -> None:
    pack = window.session.state.pack
    dutch = {text.nl for fact in pack.facts_by_id.values() for text in (fact.label, fact.help) if text is not None}
    dutch |= {text.nl for tree in pack.trees for outcome in tree.outcomes for text in (outcome.title, outcome.text)}
    dutch |= {tree.title.nl for tree in pack.trees} | {q.text.nl for tree in pack.trees for q in tree.questions}
    english = {text.en for fact in pack.facts_by_id.values() for text in (fact.label,)}
    from tests.desktop.state.test_words import table

    same = {text for key, text in table("nl").items() if table("en")[key] == text}
    dutch |= {text for text in table("nl").values() if "{" not in text} - same
    keys(window, "Ctrl+L")
    for case in range(3):
        window.session.go_case(case)
        for tree in pack.trees:
            window.session.go_tree(tree.id)
            settle(window)
            left = [text for text in shown_texts(window) if text in dutch - english]
            assert left == [], (case, tree.id)
    keys(window, "?")
    assert [text for text in shown_texts(window) if text in dutch - english] == []


def test_unknown_and_not_asked_look_different(empty: Window) -> None:
    empty.session.show_scope_apart(True)
    settle(empty)
    first, second = empty.facts.row("leptomeningeale_of_intramedullaire_metastasen"), empty.facts.row("jonger_dan_18")
    keys(empty, "0")
    assert first.view is not None
    assert second.view is not None
    assert first.view.chosen == {2}
    assert second.view.chosen == frozenset()
    assert first.grab().toImage() != second.grab().toImage()


def test_facts_are_never_check_boxes(window: Window) -> None:
    assert window.findChildren(QCheckBox) == []


def test_answer_buttons_are_high_enough(window: Window) -> None:
    for button in window.facts.findChildren(Button):
        if button.isVisible() and button.isCheckable():
            assert button.height() >= 36


def test_derived_values_say_where_they_come_from(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    derived = [row for row in facts_view(window.look).rows if row.state == "derived"]
    assert derived
    assert all(row.remark.startswith("Volgt uit ") for row in derived)


def test_a_contradiction_is_explained_and_changes_nothing(empty: Window) -> None:
    empty.session.answer("neurologische_uitval_door_mesmc", True)
    before = empty.session.state.document
    empty.door.run(lambda: empty.session.answer("neurologische_uitval", False))
    assert empty.session.state.document == before
    assert empty.message.isVisible()
    assert len(empty.message.label.text()) > 20


def test_an_exception_in_an_action_is_reported_and_loses_nothing(
    empty: Window, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys(empty, "2")
    before = empty.session.state.document

    def broken() -> None:
        raise RuntimeError("typed"[::-1])

    monkeypatch.setattr(empty.sheets, "open", lambda _name: broken())
    empty.status.about.click()
    assert "RuntimeError" in empty.message.label.text()
    said = capsys.readouterr().err
    assert "in broken" in said
    assert "depyt" not in said  # it could be what was typed of a patient
    assert empty.session.state.document == before


def test_a_pdf_that_cannot_be_written_is_told(empty: Window, tmp_path: Path) -> None:
    assert not empty.page_export.save(tmp_path / "nowhere" / "page.pdf")
    assert "De PDF is niet bewaard" in empty.message.label.text()
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_page_is_never_replaced(empty: Window, tmp_path: Path) -> None:
    empty.page_export.folder = tmp_path
    keys(empty, "Ctrl+E", "1", "Ctrl+E")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["MDO_2026-11-22_MDO-0001-2.pdf", "MDO_2026-11-22_MDO-0001.pdf"]
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF") for name in names)
    assert empty.message.label.text() == (
        f"Bewaard: {tmp_path / names[0]}. {names[1]} stond er al en blijft staan. Andere plek kiezen: menu (F10)."
    )


def test_a_page_that_nobody_was_asked_about_says_where_it_is_and_the_menu_asks_again(
    empty: Window, tmp_path: Path
) -> None:
    desk, other = Desk(empty), tmp_path / "anders"
    other.mkdir()
    keys(empty, "Ctrl+E")
    desk.choose_file(tmp_path / "pagina.pdf")
    assert empty.message.label.text() == f"Bewaard: {tmp_path / 'pagina.pdf'}"
    empty.activateWindow()
    settle(empty)
    keys(empty, "1", "Ctrl+E")
    first = tmp_path / "MDO_2026-11-22_MDO-0001.pdf"
    assert empty.message.label.text() == f"Bewaard: {first}. Andere plek kiezen: menu (F10)."
    keys(empty, "F10")
    settle(empty)
    desk.click("Deze patiënt als PDF, op een andere plek…")
    assert Path(desk.file_dialog.selectedFiles()[0]) == tmp_path / first.name
    desk.choose_file(other / "pagina.pdf")
    empty.activateWindow()
    settle(empty)
    keys(empty, "2", "Ctrl+E")
    assert sorted(path.name for path in other.iterdir()) == [first.name, "pagina.pdf"]


def test_closing_with_typed_data_asks_first(empty: Window) -> None:
    keys(empty, "1")
    empty.close()
    assert empty.isVisible()
    assert empty.sheets.shown_name == "leave"
    Desk(empty).click("Hier blijven")
    assert empty.isVisible()
    assert empty.sheets.shown is None


def test_every_stage_says_its_state_in_words(window: Window) -> None:
    for case in range(3):
        window.session.go_case(case)
        assert all(view.said for view in stage_views(window.look))


def test_every_focusable_widget_has_a_name(window: Window) -> None:
    window.session.go_case(2)
    keys(window, "P")
    for widget in window.findChildren(QWidget):
        stops = widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if stops and isinstance(widget, Button | QLineEdit | QPlainTextEdit | GraphView | StageTile):
            assert widget.accessibleName(), widget


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_is_cut(qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    window = make_window(size=size)
    window.session.set_language("en" if language == "en" else "nl")
    for case in range(3):
        window.session.go_case(case)
        settle(window)
        for label in window.findChildren(PlainLabel):
            if label.isVisible() and label.text():
                needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
                assert label.height() >= needed - 1, label.text()
                assert label.width() >= label.minimumSizeHint().width() - 1, label.text()
    close(window)


def test_the_file_dialog_keeps_no_trace_of_folders(
    empty: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    keys(empty, "Ctrl+E")
    dialog = empty.page_export.dialog
    assert dialog is not None
    assert not dialog.isModal() or dialog.isVisible()
    assert Path(dialog.selectedFiles()[0]).name == "MDO_2026-11-22_MDO-0001.pdf"
    dialog.reject()
    QApplication.processEvents()
    close(empty)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_message_moves_no_column(window: Window) -> None:
    before = window.graph.geometry(), window.facts.geometry()
    window.say("Een bericht dat niets verschuift.")
    QApplication.processEvents()
    assert (window.graph.geometry(), window.facts.geometry()) == before
    assert window.rect().contains(window.message.geometry())


@pytest.mark.parametrize(("size", "text_size"), [((1366, 768), 100), ((800, 600), 100), ((1366, 768), 200)])
def test_a_message_covers_nothing_that_is_read(window: Window, size: tuple[int, int], text_size: TextSize) -> None:
    """No box or label of the way, and where there are tabs no part of the panel in sight; closed all is as before."""
    window.change_settings(text_size=text_size)
    window.resize(*size)
    tabs = get_args(Tab) if window.body.mode == "tabs" else ("tree",)
    for (case, tree), tab in product(((0, "diagnostiek"), (2, "lv_lang")), tabs):
        window.session.go_case(case)
        window.session.go_tree(tree)
        window.session.show_tab(tab)
        settle(window)
        before, view = window.graph.picture, window.graph.view
        window.say("Er is geen advies om te volgen. Het MDO besluit hier zelf, met A. " * 2)
        QApplication.processEvents()
        bar = window.message.geometry()
        assert window.rect().contains(bar)
        if tab == "tree":
            corner = view.viewport().mapTo(window, QPoint(0, 0))
            seen = view.viewport().rect().intersected(bar.translated(-corner))
            assert seen.isEmpty() or view.items(seen) == []
            assert view.camera.zoom == 1.0
            if bar.top() >= window.status.mapTo(window, QPoint(0, 0)).y():  # it lies there, and the tree stays as it is
                assert window.graph.picture == before
        else:
            panel = window.facts if tab == "facts" else window.right
            seen = panel.visibleRegion().boundingRect()
            assert not seen.translated(panel.mapTo(window, QPoint(0, 0))).intersects(bar)
        keys(window, "Escape")
        settle(window)
        assert window.message.isHidden()
        assert window.graph.picture == before


@pytest.mark.parametrize(
    ("size", "text_size"), [((1366, 768), 100), ((1100, 700), 100), ((680, 380), 100), ((1366, 768), 200)]
)
def test_a_message_lies_over_the_tree_and_never_over_the_buttons_of_the_decision(
    window: Window, size: tuple[int, int], text_size: TextSize
) -> None:
    window.change_settings(text_size=text_size)
    window.resize(*size)
    tabs = window.body.mode == "tabs"
    for tab in get_args(Tab) if tabs else ("tree",):
        window.session.show_tab(tab)
        settle(window)
        window.say("Er is geen advies om te volgen. Het MDO besluit hier zelf, met A. " * 2)
        QApplication.processEvents()
        bar, foot = window.message.geometry(), window.advice.foot
        assert window.rect().contains(bar)
        if tab == "tree":
            graph = window.graph
            spare = window.status.spare()
            in_line = spare is not None and spare.contains(bar)
            assert in_line or QRect(graph.mapTo(window, QPoint(0, 0)), graph.size()).contains(bar)
        assert not foot.isVisible() or not QRect(foot.mapTo(window, QPoint(0, 0)), foot.size()).intersects(bar)


@pytest.mark.parametrize(("size", "text_size"), [((1366, 768), 100), ((800, 600), 100), ((1366, 768), 200)])
def test_a_message_never_lies_over_the_buttons_of_a_form(
    window: Window, size: tuple[int, int], text_size: TextSize
) -> None:
    window.change_settings(text_size=text_size)
    window.resize(*size)
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    keys(window, "A")
    settle(window)
    window.say("Er is geen advies om te volgen. Het MDO besluit hier zelf, met A. " * 2)
    QApplication.processEvents()
    for button in (window.right.decision.record, window.right.decision.throw_away):
        place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        assert not button.isVisible() or not place.intersects(window.message.geometry())


def test_a_tree_that_does_not_apply_says_so(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("followup")
    settle(window)
    assert "Deze boom is bij deze patiënt niet aan de orde." in window.advice.column.texts()


def test_tab_goes_where_the_eye_goes(window: Window) -> None:
    window.session.go_case(1)
    window.session.go_tree("radiotherapie")
    settle(window)
    right = (window.advice.area, window.advice.foot)  # the foot stays where it is while what is above it is scrolled
    panels = [window.top, window.patient, window.journey, window.facts, window.graph, *right, window.status]
    window.top.meeting.setFocus()
    seen: list[tuple[int, int]] = []
    first = QApplication.focusWidget()
    for _ in range(200):
        focused = QApplication.focusWidget()
        assert focused is not None
        panel = next(at for at, panel in enumerate(panels) if panel.isAncestorOf(focused))
        seen.append((panel, focused.mapTo(panels[panel], QPoint(0, 0)).y() // 8))
        window.focusNextPrevChild(True)
        if QApplication.focusWidget() is first:
            break
    assert len(seen) > 40
    assert seen == sorted(seen)
