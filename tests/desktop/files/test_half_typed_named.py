"""What stands half typed is thrown away by no first Esc, and is named wherever it is said what is not recorded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.number_control import NumberField
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.meeting import summarise_meeting
from tests.help.desk import shown_texts
from tests.help.desktop_help import close, keys, make_window, settle, type_text

MONTHS = "levensverwachting_maanden"
NAMED = "MDO-0001, Levensverwachting (maanden)"


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


def begin(window: Window, text: str) -> None:
    window.focus_fact(MONTHS)
    type_text(window, text)


def test_the_first_esc_leaves_a_number_half_typed_and_the_next_one_there_takes_it_away(window: Window) -> None:
    begin(window, "1")
    keys(window, "Escape")
    assert QApplication.focusWidget() is not field(window)
    assert (field(window).text(), MONTHS in window.look.patient.values) == ("1", False)
    assert "nog niet ingevoerd" in window.facts.row(MONTHS).said("message")
    window.focus_fact(MONTHS)
    keys(window, "Escape")
    assert (field(window).text(), MONTHS in window.look.patient.values) == ("", False)
    assert window.message.label.text() == "1: niet ingevoerd, weggehaald"


def test_typing_on_after_esc_makes_it_half_typed_anew(window: Window) -> None:
    begin(window, "1")
    keys(window, "Escape")
    window.focus_fact(MONTHS)
    keys(window, "End")
    type_text(window, "2")
    keys(window, "Escape")
    assert field(window).text() == "12"


def test_a_number_in_the_sheet_of_the_patient_stays_half_typed_too(window: Window) -> None:
    window.sheets.open("patient")
    settle(window)
    sheet = window.sheets.shown
    assert sheet is not None
    number = next(each for each in sheet.findChildren(NumberField) if each.isVisible())
    number.setFocus()
    type_text(window, "1")
    keys(window, "Escape")
    assert (number.text(), sheet.isVisible()) == ("1", True)
    keys(window, "Escape")
    assert sheet.isVisible()  # it says first what is not entered
    assert number.text() == "1"


def test_two_enters_answer_nothing(window: Window) -> None:
    window.session.go_tree("diagnostiek")
    settle(window)
    window.graph.focus()
    before = window.session.state.document
    keys(window, "Return", "Return", "Return")
    assert window.session.state.document is before


@pytest.mark.parametrize("way", ["PgDown", "case:add"])
def test_who_leaves_a_patient_is_told_what_stays_half_typed_and_where(window: Window, way: str) -> None:
    begin(window, "1")
    keys(window, way) if way == "PgDown" else window.call(way)()
    assert window.message.label.text() == f"Half getypt, nog niet ingevoerd: {NAMED}: 1"
    keys(window, "Ctrl+Right")
    assert window.message.isHidden()  # told once


def test_the_end_of_the_meeting_and_what_it_gives_out_name_it(window: Window) -> None:
    begin(window, "1")
    keys(window, "PgDown")
    keys(window, "E")
    sheet = window.sheets.shown
    assert sheet is not None
    assert f"Half getypt, nog niet ingevoerd: {NAMED}." in shown_texts(sheet)
    state = window.session.state
    made = summarise_meeting(state.home, state.document, window.now(), "nl", drafts=window.session.unrecorded())
    waiting = [each.waiting for each in made.cases]
    assert waiting == ["Levensverwachting (maanden) (half getypt, niet ingevoerd)", ""]


def test_the_agenda_leads_to_the_end_of_the_meeting_past_no_half_typed_number(window: Window) -> None:
    begin(window, "1")
    window.sheets.open("agenda")
    window.call("ending")()
    assert window.sheets.shown is None
    assert QApplication.focusWidget() is field(window)


def test_closing_says_what_is_so_where_a_half_typed_number_is_all_there_is(window: Window) -> None:
    begin(window, "1")
    window.session.typed = False
    QTest.qWait(0)
    window.close()
    sheet = window.sheets.shown
    assert sheet is not None
    said = shown_texts(sheet)
    assert {"Sluiten? Iets is half getypt.", "Sluit zonder dit in te voeren"} <= set(said)
    assert not any("bewaren" in each for each in said)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
