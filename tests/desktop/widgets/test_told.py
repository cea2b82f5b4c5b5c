"""What lies over the window is a dialog, alone in what assistive technology sees; what is the matter is told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import get_args

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from mdo_viewer.desktop import roles
from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet
from mdo_viewer.desktop.sheets.keys_sheet import KeysSheet
from mdo_viewer.desktop.sheets.leave_sheet import LeaveSheet
from mdo_viewer.desktop.state.commands import THREE, listed, shown_of, word_of
from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.widgets import announcing, tab_order
from mdo_viewer.desktop.widgets.announcing import tell_as
from mdo_viewer.desktop.widgets.change_line import ChangeLine
from mdo_viewer.desktop.widgets.controls import Button, CardFrame, Heading, PlainLabel
from mdo_viewer.desktop.widgets.tab_order import stops
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from tests.help.desktop_help import at_tree, keys, settle, type_text

#: A page of its own is asked to fill it.
OPENED: tuple[SheetName, ...] = tuple(each for each in get_args(SheetName) if each != "list")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced, in order."""
    said: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda _widget, text: said.append(text))
    return said


def _all(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield top
    for at in range(top.childCount()):
        below = top.child(at)
        if below is not None:
            yield from _all(below)


def _seen(window: QWidget) -> list[QWidget]:
    told = [each.object() for each in _all(QAccessible.queryAccessibleInterface(window))]
    return [each for each in told if isinstance(each, QWidget)]


@pytest.mark.parametrize("name", OPENED)
def test_a_sheet_is_a_dialog_and_what_lies_behind_is_not_seen(window: Window, name: SheetName) -> None:
    window.graph.focus()
    held = QApplication.focusWidget()
    assert window.facts in _seen(window)
    window.sheets.open(name)
    sheet = window.sheets.shown
    assert sheet is not None
    told = QAccessible.queryAccessibleInterface(sheet)
    assert told.role() == QAccessible.Role.Dialog
    assert told.text(QAccessible.Text.Name) == sheet.title.text() != ""
    seen = _seen(window)
    assert sheet in seen
    assert not {window.facts, window.body} & set(seen)
    window.sheets.close()
    assert window.facts in _seen(window)
    assert QApplication.focusWidget() is held


def test_a_form_is_a_dialog_and_the_patient_above_it_is_seen(window: Window) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "V")
    seen = _seen(window)
    assert {window.right.decision, window.patient} <= set(seen)
    assert not {window.facts, window.graph} & set(seen)
    panel = window.right.decision.parentWidget()
    layer = None if panel is None else panel.parentWidget()
    assert layer is not None
    assert QAccessible.queryAccessibleInterface(layer).role() == QAccessible.Role.Dialog
    assert layer.accessibleName() == "Besluit van het MDO"
    pressed = {each for part in (window.patient, window.journey) for each in part.findChildren(QAbstractButton)}
    assert pressed
    assert not pressed & set(seen), "no click reaches them below the layer"
    keys(window, "Escape")
    again = set(_seen(window))
    assert window.facts in again
    assert pressed <= again


def test_what_is_missing_is_told_once_and_is_the_description_of_its_field(window: Window, told: list[str]) -> None:
    at_tree(window, 1, "diagnostiek")
    keys(window, "W", "Ctrl+Return")
    field = window.right.decision.condition.text
    assert told.count("Schrijf op welke voorwaarde geldt.") == 1
    assert field.accessibleDescription() == "Schrijf op welke voorwaarde geldt."
    assert field.hasFocus()
    window.refresh()
    QApplication.processEvents()
    assert told.count("Schrijf op welke voorwaarde geldt.") == 1
    keys(window, "x")
    assert field.accessibleDescription() == ""


def test_the_minute_moves_no_focus_and_hides_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    at_tree(window, 1, "diagnostiek")
    line = next(each for each in stops(window.advice) if isinstance(each, ChangeLine))
    line.setFocus()
    hidden: list[QWidget] = []
    monkeypatch.setattr(ChangeLine, "hideEvent", lambda self, _event: hidden.append(self))
    later = window.now() + timedelta(minutes=1)
    monkeypatch.setattr(window, "now", lambda: later)
    window.tick()
    assert QApplication.focusWidget() is line
    settle(window)
    assert QApplication.focusWidget() is line
    assert hidden == []


def test_after_an_answer_the_next_fact_has_the_focus_and_no_second_press_answers_it(empty: Window) -> None:
    first = empty.look.next_fact
    assert first is not None
    empty.focus_fact(first)
    keys(empty, "Tab", "Space")  # from its row to its first answer
    settle(empty)
    second = empty.look.next_fact
    assert second not in (first, None)
    row = empty.facts.row(second or "")
    assert QApplication.focusWidget() is row
    assert row.accessibleName() == empty.look.label(second or "")
    assert row.visibleRegion().boundingRect().height() == row.height(), "in view"
    before = empty.session.state.document
    keys(empty, "Space")
    assert empty.session.state.document is before
    keys(empty, "Tab")
    held = QApplication.focusWidget()
    assert held is not None
    assert row.isAncestorOf(held)
    keys(empty, "1")
    settle(empty)
    assert QApplication.focusWidget() is empty.facts.row(empty.look.next_fact or "")


def test_cards_can_be_reached_and_read_where_somebody_listens(window: Window) -> None:
    at_tree(window, 1, "diagnostiek")
    cards = [each for each in window.advice.column.findChildren(CardFrame) if each.isVisible()]
    assert not any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in cards)
    QAccessible.setActive(True)
    try:
        window.refresh()
        settle(window)
        reached = [each for each in stops(window.right) if isinstance(each, CardFrame)]
        assert any("Geen nieuwe MRI nodig" in each.accessibleName() for each in reached)
        assert not any("?." in each.accessibleName() or ".." in each.accessibleName() for each in reached)
        window.facts.setFocus()
        window.keyboard.go_panel(1)
        window.keyboard.go_panel(1)
        assert QApplication.focusWidget() is reached[0]
    finally:
        QAccessible.setActive(False)


def test_help_that_opens_is_told(window: Window, told: list[str]) -> None:
    at_tree(window, 0, "diagnostiek")
    window.call("explain")()
    QApplication.processEvents()
    row = window.facts.row(window.look.next_fact or "")
    assert row.view is not None
    assert told == [row.view.help]


def _named(window: QWidget, role: QAccessible.Role) -> list[str]:
    top = QAccessible.queryAccessibleInterface(window)
    shown = [each for each in _all(top) if each.role() == role and not each.state().invisible]
    return [each.text(QAccessible.Text.Name) for each in shown]


def test_the_parts_of_the_window_are_named_groups_with_headings(window: Window) -> None:
    at_tree(window, 0, "diagnostiek")
    groups = _named(window, QAccessible.Role.Grouping)
    assert {"Vergadering", "Patiënt", "Bomen", "Gegevens voor boom 1", "Advies", "Richtlijn en bewaren"} <= set(groups)
    headings = _named(window, QAccessible.Role.Heading)
    assert headings[:3] == ["MDO-0001", "Gegevens voor boom 1", "1  Diagnostiek bij klinische verdenking"]
    assert {"NOG GEEN ADVIES", "BESLUIT VAN HET MDO"} <= set(headings)


@pytest.mark.parametrize("name", OPENED)
def test_the_title_of_a_sheet_is_a_heading(window: Window, name: SheetName) -> None:
    window.sheets.open(name)
    sheet = window.sheets.shown
    assert sheet is not None
    assert _named(sheet, QAccessible.Role.Heading)[0] == sheet.title.text()


@pytest.fixture
def listening(window: Window) -> Iterator[None]:
    """Qt asks at once what a widget is, also while it is being made."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("listening")
def test_what_is_answered_for_goes_with_its_widget(window: Window) -> None:
    """`_answers` holds what Qt was given and `_most` how many: nothing shows them."""
    answers = roles._answers
    assert answers is not None
    label = Heading("Kop")
    assert QAccessible.queryAccessibleInterface(label).role() == QAccessible.Role.Heading
    told = answers.kept[-1]
    assert told.text(QAccessible.Text.Name) == "Kop"
    Shiboken.delete(label)
    assert not Shiboken.isValid(told)
    for _ in range(3 * answers._most):
        QAccessible.queryAccessibleInterface(Heading())
    assert len(answers.kept) <= answers._most


def test_a_text_of_a_card_becomes_a_heading_and_a_text_again(window: Window) -> None:
    label = PlainLabel("Kop")
    tell_as(label, "text")
    told = QAccessible.queryAccessibleInterface(label)
    assert told.role() == QAccessible.Role.StaticText
    tell_as(label, "heading")
    assert told.role() == QAccessible.Role.Heading


@pytest.mark.usefixtures("listening")
def test_the_keys_are_lists_with_a_line_for_each_command(window: Window) -> None:
    keys(window, "?")
    sheet = window.sheets.shown
    assert isinstance(sheet, KeysSheet)
    top = QAccessible.queryAccessibleInterface(sheet)
    lists = [each for each in _all(top) if each.role() == QAccessible.Role.List]
    assert [each.text(QAccessible.Text.Name) for each in lists] == [
        label.text() for label in sheet.findChildren(Heading) if label is not sheet.title
    ]
    lines = []
    for each in lists:
        below = [each.child(at) for at in range(each.childCount())]
        assert {line.role() for line in below} == {QAccessible.Role.ListItem}, "and no caps beside them"
        lines += [line.text(QAccessible.Text.Name) for line in below]
    told = [row for groups in THREE for group in groups for row in listed(group)]
    assert sorted(lines) == sorted(
        f"{shown_of(row, window.look.words)}: {window.look.words(word_of(row))}" for row in told
    )
    keys(window, "Tab")
    assert QApplication.focusWidget() is sheet.lines[0]
    keys(window, "Down", "Down", "Up")
    assert QApplication.focusWidget() is sheet.lines[1]
    keys(window, "Tab")
    assert QApplication.focusWidget() in sheet.lines[2:]


def test_who_is_in_sight_is_a_state_in_the_agenda_and_the_strip(window: Window) -> None:
    at_tree(window, 1, "lv_lang")
    keys(window, "M")
    sheet = window.sheets.shown
    assert isinstance(sheet, AgendaSheet)
    told = QAccessible.queryAccessibleInterface(sheet.list)
    rows = [told.child(at) for at in range(told.childCount())]
    items = [row for row in rows if row.role() == QAccessible.Role.ListItem]
    assert [item.state().checked for item in items] == [False, True, False]
    assert not any("nu in beeld" in item.text(QAccessible.Text.Name) for item in items)
    assert [item.text(QAccessible.Text.Description) for item in items] == ["", "nu in beeld", ""]
    keys(window, "Escape")
    tiles = [QAccessible.queryAccessibleInterface(tile) for tile in window.journey.tiles]
    assert [at for at, tile in enumerate(tiles) if tile.state().checked] == [8]
    assert not any("nu in beeld" in tile.text(QAccessible.Text.Name) for tile in tiles)


@pytest.mark.parametrize(("language", "key"), [("nl", "toets"), ("en", "key")])
def test_a_key_that_stands_on_a_button_is_told_with_it(window: Window, language: Language, key: str) -> None:
    at_tree(window, 0, "diagnostiek")
    window.session.set_language(language)
    settle(window)
    capped = [each for each in window.findChildren(Button) if each.isVisible() and each.cap]
    assert len(capped) > 4
    for each in capped:
        said = f"{each.accessibleName()} {each.accessibleDescription()}"
        assert said.count(f"{key} {each.cap}") + said.count(f"({each.cap})") == 1, said


def test_what_is_written_around_a_field_is_its_description(window: Window) -> None:
    at_tree(window, 0, "diagnostiek")
    field = window.facts.row("complete_dwarslaesie_uren_bij_presentatie").field
    assert field.accessibleDescription() == "Typ een getal, 0 tot 8760 uren. Komt meestal uit: kliniek"
    window.focus_fact("complete_dwarslaesie_uren_bij_presentatie")
    type_text(window, "99999")
    keys(window, "Return")
    said = field.accessibleDescription()
    assert said.startswith(window.facts.row("complete_dwarslaesie_uren_bij_presentatie").said("message"))
    assert not said.startswith("Typ")


def _out_of_place(top: QWidget) -> list[tuple[str, str]]:
    """What assistive technology reads before something that stands above it."""
    found = []
    for parent in (top, *top.findChildren(QWidget)):
        layout = parent.layout()
        if not isinstance(layout, QVBoxLayout) or not parent.isVisible():
            continue
        told = QAccessible.queryAccessibleInterface(parent)
        within = [told.child(at).object() for at in range(told.childCount())]
        shown = [
            each for each in within if isinstance(each, QWidget) and each.isVisible() and layout.indexOf(each) >= 0
        ]
        found += [
            (above.accessibleName(), below.accessibleName())
            for above, below in pairwise(shown)
            if layout.indexOf(above) > layout.indexOf(below)
        ]
    return found


def test_what_is_used_again_is_read_where_it_stands(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tab_order, "listens", lambda: True)
    for case, tree in ((0, "diagnostiek"), (2, "lv_lang"), (1, "lv_lang"), (0, "cortico_voor_mri"), (0, "diagnostiek")):
        if tree in window.look.pack.trees_by_id:
            at_tree(window, case, tree)
        keys(window, "N", "1")
        settle(window)
        window._order_tabs()  # which waits for who listens
        assert _out_of_place(window.facts) == []
        assert _out_of_place(window.advice) == []


def test_the_end_of_the_meeting_is_read_with_its_counts(window: Window) -> None:
    keys(window, "E")
    sheet = window.sheets.shown
    assert sheet is not None
    shown = [label.text() for label in sheet.findChildren(PlainLabel) if label.isVisible() and label.text().isdigit()]
    said = sheet.accessibleDescription()
    assert shown
    assert all(f": {number}" in said for number in shown)


def test_the_question_of_leaving_is_read_with_why_it_is_asked(window: Window) -> None:
    window.sheets.open("leave")
    sheet = window.sheets.shown
    assert isinstance(sheet, LeaveSheet)
    sheet.ask(lambda: None, None, lambda: None, "KPS: 7", only=True)
    assert "KPS: 7" in sheet.accessibleDescription()


@pytest.mark.usefixtures("qapp")
def test_a_label_is_bound_to_its_field_and_no_text_makes_a_key_of_it() -> None:
    both = QWidget()
    label, field = PlainLabel("Kenmerk"), QLineEdit()
    column = QVBoxLayout(both)
    column.addWidget(label)
    column.addWidget(field)
    label.setBuddy(field)
    relations = QAccessible.queryAccessibleInterface(field).relations(QAccessible.RelationFlag.Label)
    assert [told.object() for told, _ in relations] == [label]
    label.setText("R&D")
    assert label.buddy() is None
    label.setText("Kenmerk")
    assert label.buddy() is field
    field.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    label.setText("Casus")  # as of a field that went before its label
    assert label.buddy() is None


def test_the_answers_of_every_fact_are_bound_to_its_label(window: Window) -> None:
    at_tree(window, 0, "diagnostiek")
    rows = [row for row in window.facts.findChildren(FactRow) if row.label.isVisible()]
    rows = [row for row in rows if row.view is not None and not row.view.folded]
    assert {row.is_number for row in rows} == {True, False}
    for row in rows:
        bound = row.label.buddy()
        assert bound is not None
        told = QAccessible.queryAccessibleInterface(bound)
        assert told.text(QAccessible.Text.Name) == row.label.text()


def test_the_bounds_of_a_number_are_said_once(window: Window) -> None:
    at_tree(window, 0, "diagnostiek")
    for row in window.facts.findChildren(FactRow):
        if row.is_number and row.isVisible():
            said = f"{row.field.accessibleName()} {row.field.accessibleDescription()}"
            unit = row.view.unit if row.view is not None else ""
            assert said.count(f"({unit})") == 1


@pytest.mark.parametrize("listening_too", [False, True])
def test_tab_comes_to_the_answers_before_the_help(
    window: Window, monkeypatch: pytest.MonkeyPatch, listening_too: bool
) -> None:
    """`_order_tabs` waits for who listens; nothing else orders at once."""
    monkeypatch.setattr(tab_order, "listens", lambda: listening_too)
    at_tree(window, 0, "diagnostiek")
    keys(window, "N")
    settle(window)
    window._order_tabs()
    found = stops(window.facts)
    rows = [[each for each in found if row.isAncestorOf(each)] for row in window.facts.findChildren(FactRow)]
    helped = [within for within in rows if any(isinstance(each, Button) and each.words == "?" for each in within)]
    assert len(helped) > 3
    for within in helped:
        last = within[-1]
        assert isinstance(last, Button)
        assert last.words == "?"
        assert found[found.index(within[0]) :][: len(within)] == within, "row by row"
    held = QApplication.focusWidget()
    assert isinstance(held, FactRow)
    assert held.isAncestorOf(helped[0][0])
    keys(window, *["Tab"] * len(helped[0]))
    assert QApplication.focusWidget() is helped[0][-1]
