"""The line below is green only while all that was typed is in the file: while it is typed, and after it was left."""

from __future__ import annotations

from itertools import islice, takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets.form import KEPT_NOWHERE
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Range
from mdo_viewer.meeting.example import example_cases
from mdo_viewer.reasoning.routes import routes
from tests.desktop.files.test_meeting import begin, kept, on_disk
from tests.help.desk import Desk, click, shown_texts
from tests.help.desktop_help import at_tree, keys, settle, type_text

pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dinsdag.mdo"


def colour(window: Window) -> str:
    return window.status.kept._coat().text  # what is painted


def test_while_a_number_is_not_entered_the_line_is_not_green(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.go_tree("indicatie")
    settle(window)
    assert window.autosave.flush()
    window.facts.focus_fact("levensverwachting_maanden")
    assert kept(window) == "Bewaard 14:30"
    type_text(window, "9")
    assert (kept(window), colour(window)) == ("Veld nog niet ingevoerd (Enter)", tokens.BROWN)
    keys(window, "Return")
    assert window.autosave.flush()
    assert kept(window) == "Bewaard 14:30"


@pytest.mark.parametrize("sign", ["b", "x"])
def test_a_sign_that_no_number_has_leaves_nothing_said_once_enter_took_what_stands_there(
    window: Window, path: Path, sign: str
) -> None:
    """Also where the same was known already, so that nothing of the patient changes."""
    begin(window, path)
    window.session.go_tree("indicatie")
    settle(window)
    for _ in range(2):
        window.facts.focus_fact("levensverwachting_maanden")
        type_text(window, "1-10")
        type_text(window, sign)
        assert kept(window) == "Veld nog niet ingevoerd (Enter)"
        keys(window, "Return")
        settle(window)
        assert window.session.state.case.patient.values["levensverwachting_maanden"] == Range(1, 10)
        assert "nog niet ingevoerd" not in " ".join(shown_texts(window))
        assert window.autosave.flush()
        assert kept(window) == "Bewaard 14:30"


def test_a_text_that_goes_on_with_every_letter_is_no_half_typed_one(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "P")
    settle(window)
    (what,) = [line for line in window.findChildren(QLineEdit) if line.placeholderText() == "Wat gebeurt er?"]
    what.setFocus()
    type_text(window, "overleg")
    assert kept(window) in ("Wordt bewaard…", "Bewaard 14:30")  # the timer may have been there already
    assert [action.what for action in window.session.state.case.actions] == ["overleg"]


def test_closing_asks_about_what_is_half_typed_and_names_it(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.go_tree("indicatie")
    settle(window)
    window.facts.focus_fact("levensverwachting_maanden")
    type_text(window, "9")
    window.close()
    assert window.isVisible()
    assert any("Levensverwachting" in said and ": 9" in said for said in shown_texts(window.sheets.shown or window))
    keys(window, "Escape")
    window.close()
    click(window.sheets.shown or window, "Sluit zonder dit in te voeren")
    assert not window.isVisible()
    assert on_disk(window, path).document.cases[-1].patient.values == {}


def test_closing_names_what_waits_half_typed_for_another_patient(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.go_tree("indicatie")
    settle(window)
    window.facts.focus_fact("levensverwachting_maanden")
    type_text(window, "9")
    window.call("case:add")()
    settle(window)
    assert kept(window) == "Nog niet ingevoerd bij MDO-0001: Levensverwachting (maanden)"
    window.close()
    assert "Nog niet ingevoerd (Enter): MDO-0001, Levensverwachting (maanden): 9" in shown_texts(
        window.sheets.shown or window
    )


def test_a_key_of_a_patient_that_is_not_entered_is_not_said_to_be_saved(window: Window, path: Path) -> None:
    begin(window, path)
    agenda = Desk(window).agenda
    settle(window)
    assert window.autosave.flush()
    agenda.day.line.setFocus()
    type_text(window, "1")
    assert kept(window) == "Veld nog niet ingevoerd (Enter)"
    agenda.day.line.undo()


#: What brings fields into sight: a key, or a tree with questions that ask for a number or a moment.
IN_SIGHT = ("M", "P", "A", "O", "Ctrl+S", "tree:mesmc", "tree:indicatie", "tree:interval", "patient", "places")


@pytest.mark.parametrize("opened", IN_SIGHT)
def test_whatever_is_typed_in_any_field_is_kept_or_the_line_is_not_green(
    window: Window, path: Path, opened: str
) -> None:
    """A letter in each field that is in sight: the document or a draft has it, or the line says so."""
    begin(window, path)
    bring_in_sight(window, opened)
    within = window.sheets.shown or window
    lines = [each for each in within.findChildren(QLineEdit) if each.isVisible() and each.isEnabled()]
    for line in [each for each in lines if each.echoMode() == QLineEdit.EchoMode.Normal]:
        assert window.autosave.flush()
        before = line.text()
        line.setFocus()
        QTest.keyClicks(line, "7")
        assert line.text() == before or kept(window) != "Bewaard 14:30", line.accessibleName()
        line.setText(before)
        window.graph.setFocus()


@pytest.mark.parametrize("opened", IN_SIGHT)
def test_what_stands_in_a_field_that_was_left_is_in_the_file_or_the_line_is_not_green(
    window: Window, path: Path, opened: str
) -> None:
    """Signs that are no number, moment or day: a text takes them, and what refuses them says that it holds them."""
    begin(window, path)
    bring_in_sight(window, opened)
    within = window.sheets.shown or window
    lines = [each for each in within.findChildren(QLineEdit) if each.isVisible() and each.isEnabled()]
    for line in [each for each in lines if each.echoMode() == QLineEdit.EchoMode.Normal]:
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, "-31--7")
        keys(window, "Tab")
        settle(window)
        assert window.autosave.flush()
        if kept(window) == "Bewaard 14:30" and line.isVisible() and line.text() == "-31--7":
            assert "-31--7" in str(on_disk(window, path)) or line.property(KEPT_NOWHERE), line.accessibleName()
        window.graph.setFocus()


def test_a_number_begun_by_a_bare_digit_is_not_said_to_be_saved(window: Window, path: Path) -> None:
    begin(window, path)
    ask_a_number(window)
    window.graph.setFocus()
    keys(window, "1")
    assert (kept(window), colour(window)) == ("Veld nog niet ingevoerd (Enter)", tokens.BROWN)
    keys(window, "2")
    assert (kept(window), colour(window)) == ("Veld nog niet ingevoerd (Enter)", tokens.BROWN)
    keys(window, "Return")
    assert window.autosave.flush()
    assert kept(window) == "Bewaard 14:30"
    assert 12 in on_disk(window, path).document.cases[-1].patient.values.values()


def test_a_number_that_was_refused_and_left_is_not_said_to_be_saved(window: Window, path: Path) -> None:
    begin(window, path)
    ask_a_number(window)
    window.graph.setFocus()
    keys(window, "9", "9", "9", "9", "9", "Return", "Tab")
    assert kept(window) == "Veld nog niet ingevoerd (Enter)"
    assert window.autosave.flush()
    window.autosave.changed.emit()
    assert kept(window) == "Veld nog niet ingevoerd (Enter)"
    row = window.facts.row(window.look.next_fact or "")
    row.field.setFocus()
    keys(window, "Escape")
    assert kept(window) == "Bewaard 14:30"


def test_an_agreed_day_that_was_refused_is_not_said_to_be_saved(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "P")
    settle(window)
    before = window.right.agreements.rows[0].before
    before.setFocus()
    type_text(window, "31-13")
    keys(window, "Tab")
    settle(window)
    assert window.autosave.flush()
    assert before.text() == "31-13"
    assert kept(window) == "Veld nog niet ingevoerd (Enter)"
    before.setFocus()
    before.selectAll()
    keys(window, "Delete", "Tab")
    settle(window)
    assert window.autosave.flush()
    assert kept(window) == "Bewaard 14:30"


def test_an_agreed_day_waits_for_its_patient(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.add_case()
    at_tree(window, 0, "diagnostiek")
    keys(window, "P")
    settle(window)
    before = window.right.agreements.rows[0].before
    before.setFocus()
    type_text(window, "24-")
    keys(window, "Escape", "PgDown")
    settle(window)
    assert before.text() == ""
    assert "MDO-0001, Actie 1: 24-" in window.message.label.text()
    assert kept(window).startswith("Nog niet ingevoerd bij")
    keys(window, "P", "Escape")
    settle(window)
    assert before.text() == "", "nothing of another patient"
    keys(window, "PgUp", "P")
    settle(window)
    assert before.text() == "24-"
    assert kept(window) == "Veld nog niet ingevoerd (Enter)"
    assert window.session.state.case.actions == ()


def test_the_line_below_leads_to_an_agreed_day_of_another_patient(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.add_case()
    at_tree(window, 0, "diagnostiek")
    keys(window, "P")
    settle(window)
    before = window.right.agreements.rows[0].before
    before.setFocus()
    type_text(window, "24-")
    keys(window, "PgDown")
    settle(window)
    click_kept(window)
    state = window.session.state
    assert (state.current, state.agreeing, before.text()) == (0, True, "24-")
    assert QApplication.focusWidget() is before


def test_a_moment_that_waits_for_another_patient_is_not_said_to_be_saved(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.add_case()
    at_tree(window, 0, "diagnostiek")
    for fact, value in example_cases(window.look.pack)[0].patient.values.items():
        window.session.answer(fact, value)
    at_tree(window, 0, "diagnostiek")
    asked = window.advice.column.field("verdenking_op")
    assert asked is not None
    asked.field.setFocus()
    type_text(window, "31-13")
    window.session.go_case(1)
    settle(window)
    assert list(window.session.refused.values()) == ["31-13"]
    assert window.autosave.flush()
    assert kept(window) == "Nog niet ingevoerd bij MDO-0001: Klacht die de termijn bepaalt,…"
    window.session.go_case(0)
    settle(window)
    assert window.autosave.flush()
    assert kept(window) == "Veld nog niet ingevoerd (Enter)", "it stands in its field again"


def bring_in_sight(window: Window, opened: str) -> None:
    trees = [tree.id for tree in window.session.state.pack.trees]
    if opened.startswith("tree:"):
        window.session.go_tree(next((each for each in trees if each.startswith(opened[5:])), trees[0]))
        window.session.toggle_all_facts()
    elif opened in ("patient", "places"):
        window.call(opened)()
    else:
        keys(window, opened)
    settle(window)


def ask_a_number(window: Window) -> None:
    """A patient of whom a number is asked next, with all in the file."""
    pack = window.session.state.pack
    numbers = {fact.id for fact in pack.facts if fact.type in ("number", "integer")}
    ways = ((tree, route) for tree in pack.trees for route in islice(routes(pack, tree), 9))
    tree, route = next((tree, route) for tree, route in ways if numbers & {fact for fact, _ in route.examples[1:]})
    window.session.add_case()
    for fact in pack.scope:
        window.session.answer(fact.id, False)
    window.session.go_tree(tree.id)
    for asked, value in takewhile(lambda each: each[0] not in numbers, route.examples):
        window.session.answer(asked, value)
    settle(window)
    assert window.look.next_fact in numbers
    assert window.autosave.flush()
    assert kept(window) == "Bewaard 14:30"


def test_the_line_says_whose_field_out_of_sight_holds_something(window: Window, path: Path) -> None:
    """At another tree or patient no such field is in sight: Enter there would enter nothing."""
    begin(window, path)
    at_tree(window, 0, "indicatie")
    key = window.session.state.case.case
    window.facts.focus_fact("levensverwachting_maanden")
    type_text(window, "1")
    at_tree(window, 0, "diagnostiek")
    told = f"Nog niet ingevoerd bij {key}: Levensverwachting (maanden)"
    assert (kept(window), colour(window)) == (told, tokens.BROWN)
    window.session.add_case()
    settle(window)
    assert window.session.state.case.case != key
    assert kept(window) == told
    at_tree(window, 0, "indicatie")
    assert kept(window) == "Veld nog niet ingevoerd (Enter)", "it stands in its field again"


def click_kept(window: Window) -> None:
    QTest.mouseClick(window.status.kept, Qt.MouseButton.LeftButton)
    settle(window)


@pytest.mark.parametrize("goes", ["Escape", "tree", "patient"])
def test_a_click_on_the_line_leads_to_the_field_of_a_number(window: Window, path: Path, goes: str) -> None:
    begin(window, path)
    at_tree(window, 0, "indicatie")
    window.session.add_case()
    at_tree(window, 0, "indicatie")
    window.facts.focus_fact("levensverwachting_maanden")
    type_text(window, "1")
    if goes == "Escape":
        keys(window, "Escape")
    elif goes == "tree":
        at_tree(window, 0, "diagnostiek")
    else:
        at_tree(window, 1, "diagnostiek")
    click_kept(window)
    assert window.sheets.shown is None
    assert window.session.state.current == 0
    field = window.facts.row("levensverwachting_maanden").field
    assert (QApplication.focusWidget(), field.text()) == (field, "1")
    type_text(window, "2")
    assert field.text() == "12"


def test_it_leads_to_a_day_in_a_form_that_was_closed(window: Window, path: Path) -> None:
    begin(window, path)
    keys(window, "P")
    settle(window)
    before = window.right.agreements.rows[0].before
    before.setFocus()
    type_text(window, "2-1")
    keys(window, "Escape")
    assert kept(window).startswith("Nog niet ingevoerd bij")
    click_kept(window)
    assert (window.session.state.agreeing, QApplication.focusWidget(), before.text()) == (True, before, "2-1")


def test_it_leads_to_a_moment_in_another_tree_of_another_patient(window: Window, path: Path) -> None:
    begin(window, path)
    window.session.add_case()
    at_tree(window, 0, "diagnostiek")
    for fact, value in example_cases(window.look.pack)[0].patient.values.items():
        window.session.answer(fact, value)
    at_tree(window, 0, "diagnostiek")
    asked = window.advice.column.field("verdenking_op")
    assert asked is not None
    asked.field.setFocus()
    type_text(window, "22-1")
    at_tree(window, 1, "indicatie")
    click_kept(window)
    asked = window.advice.column.field("verdenking_op")
    assert asked is not None
    assert (QApplication.focusWidget(), asked.field.text()) == (asked.field, "22-1")


def test_without_anything_half_typed_it_leads_to_the_file(window: Window, path: Path) -> None:
    begin(window, path)
    assert window.autosave.flush()
    click_kept(window)
    assert window.sheets.shown_name == "meeting"
