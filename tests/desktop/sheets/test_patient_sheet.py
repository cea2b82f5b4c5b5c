"""The sheet about the patient, by real keys: what is typed is in the case, can be undone, and is not lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheets.described_rows import TextRow
from mdo_viewer.desktop.sheets.patient_sheet import PatientSheet
from mdo_viewer.desktop.sheets.table_rows import TableRow
from mdo_viewer.desktop.state.cells import NotRead, read_cell
from mdo_viewer.desktop.state.moments import read_past_day
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid, TableName
from mdo_viewer.reasoning.deadlines import parse_moment
from tests.help.desk import Desk, click, shown_texts
from tests.help.desktop_help import NOW, close, make_window, type_text

COURSES = (Course("T8", 8, 1, date(2026, 10, 12)), Course("heup", 37.5, 15, date(2024, 3, 1)), Course("L3", 20, 5))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = make_window((Case("MDO-0001"), Case("MDO-0002", site="T8", courses=COURSES)))
    yield Desk(window)
    close(window)


def sheet(desk: Desk) -> PatientSheet:
    found = desk.window.sheets.shown
    assert isinstance(found, PatientSheet)
    return found


def row(desk: Desk, table: TableName, at: int) -> TableRow:
    return sheet(desk).tables[table].rows[at]


def focus(field: QLineEdit) -> QLineEdit:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QApplication.processEvents()
    return field


def enter(desk: Desk, table: TableName, at: int, *texts: str) -> None:
    """Type a row from its first field on, going on with Tab."""
    focus(next(iter(row(desk, table, at).fields.values())))
    for text in texts:
        desk.type(text)
        desk.press("Tab")


def test_a_letter_opens_it_and_ctrl_enter_closes_it(desk: Desk) -> None:
    desk.press("Q")
    assert sheet(desk).isVisible()
    assert sheet(desk).title.text() == "De patiënt · MDO-0001"
    desk.press("Ctrl+Return")
    assert desk.window.sheets.shown is None
    desk.click("De patiënt")
    desk.press("Escape")
    assert desk.window.sheets.shown is None


def test_the_first_field_has_the_keyboard_and_letters_are_text(desk: Desk) -> None:
    desk.press("Q")
    desk.type("Oesofaguscarcinoom")
    desk.press("Ctrl+Return")
    assert desk.state.case.patient.values == {"primaire_tumor": "Oesofaguscarcinoom"}
    assert desk.state.case.details["primaire_tumor"].set_at is not None
    desk.press("Ctrl+Z")
    assert desk.state.case == Case("MDO-0001")


def test_rows_are_added_with_the_keyboard_alone(desk: Desk) -> None:
    desk.press("Q")
    enter(desk, "courses", 0, "T8", "8 Gy", "1", "12-10-2026")
    enter(desk, "courses", 1, "heup", "37,5", "15", "1-3-2024")
    enter(desk, "operations", 0, "T8", "decompressie", "gisteren")
    enter(desk, "steroids", 0, "20-11", "16", "dexamethason")
    case = desk.state.case
    assert case.courses == COURSES[:2]
    assert case.operations == (Operation("T8", "decompressie", date(2026, 11, 21)),)
    assert case.steroids == (Steroid(date(2026, 11, 20), 16, "dexamethason"),)
    desk.press("Escape")
    assert desk.window.sheets.shown is None


def test_enter_takes_a_cell_and_goes_on_but_stays_where_it_is_refused(desk: Desk) -> None:
    desk.press("Q")
    desk.type("nier")
    desk.press("Enter")
    assert desk.state.case.patient.values == {"primaire_tumor": "nier"}
    fields = row(desk, "courses", 0).fields
    focus(fields["site"])
    desk.type("T8")
    desk.press("Enter")
    assert fields["dose"].hasFocus()
    desk.type("8000")
    desk.press("Enter")
    assert fields["dose"].hasFocus()
    assert desk.state.case.courses == (Course("T8"),)


def test_enter_after_the_last_cell_begins_a_row_and_removes_none(desk: Desk) -> None:
    desk.press("PgDown", "Q")
    last = list(row(desk, "courses", 2).fields.values())[-1]
    focus(last)
    desk.press("Return")
    assert QApplication.focusWidget() in row(desk, "courses", 3).fields.values()
    desk.press("Return", "Return")
    assert desk.state.case.courses == COURSES


def test_every_cell_is_a_step_that_can_be_undone_and_done_again(desk: Desk) -> None:
    desk.press("Q")
    enter(desk, "courses", 0, "T8", "8")
    sheet(desk).setFocus()
    seen = [desk.state.case.courses]
    for _ in range(2):
        desk.press("Ctrl+Z")
        seen.append(desk.state.case.courses)
    assert seen == [(Course("T8", 8),), (Course("T8"),), ()]
    assert row(desk, "courses", 0).fields["site"].text() == ""
    desk.press("Ctrl+Y", "Ctrl+Y")
    assert desk.state.case.courses == (Course("T8", 8),)
    assert row(desk, "courses", 0).fields["dose"].text() == "8"


def test_a_row_is_changed_and_one_is_removed(desk: Desk) -> None:
    desk.window.session.go_case(1)
    desk.press("Q")
    focus(row(desk, "courses", 0).fields["dose"])
    desk.type("30")
    desk.press("Tab")
    assert desk.state.case.courses[0] == Course("T8", 30, 1, date(2026, 10, 12))
    row(desk, "courses", 1).remove.click()
    assert [each.site for each in desk.state.case.courses] == ["T8", "L3"]
    assert row(desk, "courses", 1).fields["site"].text() == "L3"
    assert row(desk, "courses", 2).fields["site"].text() == ""
    assert row(desk, "courses", 3).isHidden()
    sheet(desk).setFocus()
    desk.press("Ctrl+Z")
    assert [each.site for each in desk.state.case.courses] == ["T8", "heup", "L3"]


def test_a_row_of_which_all_is_taken_out_goes(desk: Desk) -> None:
    desk.press("Q")
    enter(desk, "operations", 0, "T8")
    focus(row(desk, "operations", 0).fields["site"])
    desk.press("Backspace", "Tab")
    assert desk.state.case.operations == ()


def test_what_cannot_be_read_is_said_below_its_row_and_stays(desk: Desk) -> None:
    desk.window.session.go_case(1)
    desk.press("Q")
    enter(desk, "courses", 3, "T9", "900", "", "32-13")
    held = row(desk, "courses", 3)
    assert held.message.text().splitlines() == [
        "Dosis (Gy): typ een getal van 0,1 tot en met 200 Gy.",
        "Einde: typ een dag, bijvoorbeeld 12-10-2026 of gisteren.",
    ]
    assert [field.text() for field in held.fields.values()] == ["T9", "900", "", "32-13"]
    assert desk.state.case.courses[3] == Course("T9")
    row(desk, "courses", 1).remove.click()
    moved = row(desk, "courses", 2)
    assert [field.text() for field in moved.fields.values()] == ["T9", "900", "", "32-13"]
    assert not row(desk, "courses", 3).message.text()
    focus(moved.fields["dose"])
    desk.type("9")
    desk.press("Tab")
    assert desk.state.case.courses[2] == Course("T9", 9)
    assert moved.message.text().startswith("Einde")


def test_what_was_refused_keeps_the_sheet_open_once_and_is_named_when_it_goes(desk: Desk) -> None:
    desk.press("Q")
    enter(desk, "courses", 0, "T8")
    desk.type("7777")
    desk.press("Escape")
    assert "Wat in rood staat, is niet overgenomen." in " ".join(shown_texts(sheet(desk)))
    assert row(desk, "courses", 0).fields["dose"].hasFocus()
    desk.press("Escape")
    assert desk.window.sheets.shown is None
    assert desk.message == "Niet overgenomen: Eerdere radiotherapie, rij 1: Dosis (Gy): 7777"
    assert desk.state.case.courses == (Course("T8"),)
    desk.press("Q")
    assert row(desk, "courses", 0).fields["dose"].text() == ""


def test_a_number_that_cannot_be_is_said_and_corrected(desk: Desk) -> None:
    desk.press("Q")
    kps = sheet(desk).described.rows["kps"]
    focus(kps.field)
    desk.type("700")
    desk.press("Tab")
    assert "10" in kps.said("message")  # type: ignore[union-attr]
    assert "kps" not in desk.state.case.patient.values
    focus(kps.field)
    desk.type("70")
    desk.press("Enter")
    assert desk.state.case.patient.values["kps"] == 70
    desk.press("Enter")  # nothing that it presses has the keyboard
    assert desk.state.case.patient.values["kps"] == 70
    desk.press("Escape")
    assert desk.window.sheets.shown is None


def test_leaving_a_field_changes_nothing(desk: Desk) -> None:
    """A case file may have several lines or blanks where a field has one."""
    said = "longkanker\nzie  brief"
    desk.window.session.answer("primaire_tumor", said)
    desk.window.session.edit(operations=(Operation("T8", "decompressie,  fixatie"),))
    before = desk.state.document
    desk.press("Q")
    for field in (sheet(desk).described.rows["primaire_tumor"].field, row(desk, "operations", 0).fields["what"]):
        focus(field)
        desk.press("Tab")
    assert desk.state.document == before


def test_a_text_of_one_patient_is_not_for_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nothing was taken on the way out."""
    monkeypatch.setattr(desk.window.session, "leaving", lambda: None)
    desk.press("Q")
    field = sheet(desk).described.rows["primaire_tumor"].field
    focus(field)
    desk.type("nier")
    desk.window.session.go_case(1)
    QApplication.processEvents()
    focus(field)
    desk.press("Tab")
    assert [dict(case.patient.values) for case in desk.state.cases] == [{}, {}]


def test_marks_and_unknown_are_chosen_here_and_change_no_advice(desk: Desk) -> None:
    before = desk.window.look.advice
    desk.press("Q")
    click(sheet(desk).marks.rows["radioresistente_tumor"], "ja")
    click(sheet(desk).described.rows["primaire_tumor"], "onbekend")
    assert desk.state.case.patient.values == {"radioresistente_tumor": True}
    assert desk.state.case.patient.unknown == {"primaire_tumor"}
    after = desk.window.look.advice
    assert (after.possible, after.next_fact, after.outcome) == (before.possible, before.next_fact, before.outcome)


def test_where_a_moment_comes_from_stands_below_its_table(desk: Desk) -> None:
    desk.window.session.go_case(1)
    desk.press("Q")
    table = sheet(desk).tables["courses"]
    assert table.foot.text() == "Uit de tabel: einde van de radiotherapie 12-10-2026"
    focus(row(desk, "courses", 0).fields["end"])
    desk.press("Backspace", "Tab")
    assert table.foot.text().startswith("Niet uit de tabel gehaald")
    assert "ontbreekt de dag" in table.foot.text()
    focus(row(desk, "courses", 0).fields["site"])
    desk.type("T9")
    desk.press("Tab")
    assert "geen rij noemt deze plaats" in table.foot.text()


def test_a_day_ahead_is_taken_and_remarked(desk: Desk) -> None:
    desk.press("Q")
    enter(desk, "operations", 0, "", "", "1-1-2027")
    assert desk.state.case.operations == (Operation(date=date(2027, 1, 1)),)
    assert "Deze dag ligt in de toekomst: controleer de datum." in shown_texts(sheet(desk))


def test_the_language_changes_all_of_it(desk: Desk) -> None:
    desk.window.session.set_language("en")
    desk.window.session.go_case(1)
    desk.press("Q")
    texts = shown_texts(sheet(desk))
    assert {"Primary tumour", "Earlier radiotherapy", "Dose (mg/day)", "Outside the guideline of 2015"} <= set(texts)
    assert row(desk, "courses", 1).fields["dose"].text() == "37.5"
    assert row(desk, "courses", 0).fields["end"].accessibleName() == "Earlier radiotherapy, row 1: End"
    assert row(desk, "courses", 0).remove.accessibleName() == "Remove row 1 of Earlier radiotherapy"


def test_what_is_typed_for_one_patient_is_not_for_the_next(desk: Desk) -> None:
    desk.press("Q")
    enter(desk, "courses", 0, "T8", "7777")
    desk.press("Escape", "Escape", "PgDown", "Q")
    assert sheet(desk).title.text() == "De patiënt · MDO-0002 · T8"
    assert row(desk, "courses", 0).fields["dose"].text() == "8"
    assert desk.state.cases[1].courses == COURSES


# --- what is typed


def test_a_day_that_is_nearer_ahead_is_asked_back_with_both_years(desk: Desk) -> None:
    desk.press("PgDown", "Q")
    focus(row(desk, "courses", 0).fields["end"])
    desk.type("23-11")
    desk.press("Tab")
    assert desk.state.case.courses == COURSES
    said = row(desk, "courses", 0).message.text()
    assert "23-11-2026" in said
    assert "23-11-2025" in said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12-10-2026", date(2026, 10, 12)),
        ("12-10", date(2026, 10, 12)),
        ("22-11", date(2026, 11, 22)),
        ("1-6", date(2026, 6, 1)),
        ("gisteren", date(2026, 11, 21)),
        ("2024-03-01", date(2024, 3, 1)),
    ],
)
def test_a_day_without_a_year_lies_behind(typed: str, read: date) -> None:
    assert read_past_day(typed, parse_moment("2026-11-22T12:00")) == read


@pytest.mark.parametrize("typed", ["31-2", "32-1-2026", "2026", "okt 2026", "1-1-0026", "1-1-2300"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(NotRead):
        read_cell("courses", "end", typed, NOW, words_of("window", "nl"))


def test_what_was_refused_stays_in_another_size_of_text(desk: Desk) -> None:
    desk.press("Q")
    enter(desk, "courses", 0, "T8")
    desk.type("7777")
    desk.press("Return", "Ctrl++")
    desk.settle()
    try:
        shown = row(desk, "courses", 0)
        assert shown.fields["dose"].text() == "7777"
        assert shown.message.text()
        assert desk.state.case.courses == (Course("T8"),)
    finally:
        desk.press("Ctrl+0")


@pytest.mark.parametrize(
    ("table", "name", "typed", "read"),
    [
        ("courses", "dose", "37,5 gy", 37.5),
        ("courses", "dose", "8", 8),
        ("courses", "dose", "0", None),
        ("courses", "fractions", "2,5", None),
        ("courses", "fractions", "61", None),
        ("steroids", "dose", "16 mg", 16),
        ("steroids", "dose", "zestien", None),
        ("courses", "site", "  L2  –  L3 ", "L2 – L3"),
    ],
)
def test_a_cell_is_read_or_refused(table: TableName, name: str, typed: str, read: float | str | None) -> None:
    words = words_of("window", "en")
    if read is None:
        with pytest.raises(NotRead):
            read_cell(table, name, typed, NOW, words)
    else:
        assert read_cell(table, name, typed, NOW, words) == read


def test_letters_typed_where_tab_came_to_unknown_enter_the_next_field(desk: Desk) -> None:
    """Tab comes to "unknown" first; the blank of a sentence presses it no more once a letter came."""
    desk.press("Q")
    rows = [row for row in sheet(desk).described.rows.values() if isinstance(row, TextRow)]
    first, second = rows[:2]
    desk.type("mamma")
    desk.press("Tab")
    assert first.unknown.hasFocus()
    for key in (Qt.Key.Key_N, Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_W):  # by the window, as a system gives them
        QTest.keyClick(desk.window.windowHandle(), key)
        QApplication.processEvents()
    assert (first.field.text(), second.field.text()) == ("mamma", "na w")
    assert not desk.window.look.patient.unknown
    desk.press("Shift+Tab", "Space")
    assert desk.window.look.patient.unknown == {next(iter(sheet(desk).described.rows))}


def test_two_enters_in_a_text_keep_it(desk: Desk) -> None:
    """The second may not press "unknown" of the same field."""
    desk.press("Q")
    row = sheet(desk).described.rows["primaire_tumor"]
    row.field.setFocus()
    row.field.selectAll()
    type_text(desk.window, "mamma")
    desk.press("Return", "Return")
    assert desk.window.look.patient.values["primaire_tumor"] == "mamma"
