"""The page on which a list is checked: as a secretary uses it five minutes before the meeting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from mdo_viewer.desktop.sheets.list_grid import PAD
from mdo_viewer.desktop.sheets.list_sheet import ListSheet
from mdo_viewer.desktop.state import list_check
from mdo_viewer.desktop.state.list_check import Cell
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.meeting.document import Document, Unread
from mdo_viewer.meeting.lists.template import template
from tests.desktop.files.test_meeting import WORDS, begin
from tests.help.desk import Desk, buttons, click, shown_texts
from tests.help.desktop_help import keys, settle, type_text

HEADS = "Kenmerk;Vraag aan het MDO;ASIA-score;Pijn door wervelmetastasen;Definitieve diagnose gesteld;Huisarts"
ROWS = (
    "MDO-0201;Opereren?;C;ja;22-11-2026 14:10;x",
    "MDO-0202;;E;nee;ja;x",
    "12-03-1955;;E;;;x",
    "MDO-0206;;F;soms;20-11-2026 10:15;x",
)

Open = Callable[..., ListSheet]
#: What is said where a key was typed in a cell that takes none at once.
WORDS_OF_SHUT = "F2 of dubbelklik opent hem"


@pytest.fixture
def opened(window: Window, tmp_path: Path) -> Open:
    """Opens a list of these rows on the page."""

    def open_list(*rows: str, heads: str = HEADS) -> ListSheet:
        path = tmp_path / "agenda.csv"
        path.write_text("\n".join((heads, *(rows or ROWS))), "utf-8")
        if window.sheets.shown_name != "list":
            window.call("list")()
        window.sheets.checking.read_list(path)
        settle(window)
        return window.sheets.checking

    return open_list


def order(window: Window) -> list[str]:
    return [case.case for case in window.session.state.cases]


def here(window: Window) -> Cell | None:
    page = window.session.state.reading
    return None if page is None else page.at


def said(sheet: ListSheet) -> str:
    return "\n".join(shown_texts(sheet))


def test_the_agenda_leads_to_the_page_and_a_file_to_the_table(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "agenda.csv"
    path.write_text("\n".join((HEADS, *ROWS)), "utf-8")
    desk = Desk(window)
    _ = desk.agenda
    desk.click("Lijst inlezen…")
    assert window.sheets.shown_name == "list"
    desk.click("Lijst kiezen…")
    desk.choose_file(path)
    sheet = window.sheets.checking
    assert sheet.size() == window.size()  # a page, not a box over the program
    assert (sheet.grid.cells.rowCount(), sheet.grid.cells.columnCount()) == (4, 5)
    text = said(sheet)
    for part in (
        "4 rijen om over te nemen",
        "4 cellen om na te kijken",
        "1 kolom niet gebruikt: Huisarts",
        "Nakijken: 1 van 4",
    ):
        assert part in text
    assert "Rij 3 (MDO-0202), Definitieve diagnose gesteld" in text
    assert "'ja' is geen datum met tijd. Typ bijvoorbeeld 22-11-2026 14:10." in text
    assert "'F' bestaat niet. Kies A, B, C, D of E." in text


def test_one_types_in_the_first_doubtful_cell_at_once_and_f8_goes_on(window: Window, opened: Open) -> None:
    sheet = opened()
    assert here(window) == (1, 4)
    assert sheet.grid.line is not None
    assert sheet.grid.line.selectedText() == "ja"
    type_text(window, "21-11-2026 9:00")
    keys(window, "F8")
    assert here(window) == (2, 0)
    assert window.session.state.reading is not None
    assert window.session.state.reading.text((1, 4)) == "21-11-2026 9:00"
    assert "Nagekeken." in said(sheet)
    assert "3 cellen om na te kijken" in said(sheet)
    keys(window, "F8")
    assert here(window) == (3, 2)
    keys(window, "F8", "F8")
    assert here(window) == (2, 0)  # round
    keys(window, "Shift+F8")
    assert here(window) == (3, 3)


def test_enter_takes_what_was_typed_and_goes_on_or_stays(window: Window, opened: Open) -> None:
    opened()
    type_text(window, "22-11")
    keys(window, "Return")
    assert here(window) == (1, 4)
    assert "'22-11' is geen datum" in said(window.sheets.checking)
    type_text(window, "22-11-2026 8:15")
    keys(window, "Return")
    assert here(window) == (2, 0)


#: How a cell is gone to before something is typed in it.
WAYS = ("", "F2", "Return", "Space", "click")


def text_in(window: Window, cell: Cell) -> str:
    page = window.session.state.reading
    assert page is not None
    return page.text(cell)


def words_to_choose() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_cell_with_choices_is_typed_in_or_chosen_from_a_menu(window: Window, opened: Open) -> None:
    sheet = opened()
    keys(window, "F8", "F8")
    assert here(window) == (3, 2)
    assert sheet.grid.line is None
    type_text(window, "b")  # no room key acts: the table has the keyboard
    keys(window, "F8")
    assert text_in(window, (3, 2)) == "B"
    assert here(window) == (3, 3)
    keys(window, "Return")
    assert [action.text() for action in words_to_choose().actions()] == ["ja", "nee", "onbekend"]
    QTest.keyClick(words_to_choose(), Qt.Key.Key_Down)
    QTest.keyClick(words_to_choose(), Qt.Key.Key_Down)
    QTest.keyClick(words_to_choose(), Qt.Key.Key_Return)
    assert text_in(window, (3, 3)) == "nee"


@pytest.mark.parametrize(
    ("typed", "stands", "taken", "begin_by"),
    [
        ("n", "nee", True, ""),
        ("NEE", "nee", True, ""),
        ("no", "no", True, ""),  # read as nee
        ("ja", "ja", True, ""),
        ("onbekend", "onbekend", True, ""),
        ("misschien", "misschien", False, ""),
        ("nja", "nja", False, ""),
        *(("nee", "nee", True, each) for each in WAYS),
        *(("o", "onbekend", True, each) for each in WAYS),
        *(("geen", "geen", False, each) for each in WAYS),  # no letter of it chooses by itself
    ],
)
def test_a_word_typed_in_a_cell_of_few_words_is_chosen_or_stays_marked(
    window: Window, opened: Open, typed: str, stands: str, taken: bool, begin_by: str
) -> None:
    """However the cell was gone to, also where its words lay open; Enter takes no other one."""
    sheet = opened()
    cell = (3, 3)
    keys(window, "Shift+F8")
    assert here(window) == cell
    if begin_by == "click":
        at = sheet.grid.visualRect(sheet.grid.cells.index_of(cell)).center()
        QTest.mouseClick(sheet.grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    elif begin_by:
        keys(window, begin_by)
    for sign in typed:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or window
        QTest.keyClicks(target, sign)
    keys(window, "Return")
    assert QApplication.activePopupWidget() is None
    assert text_in(window, cell) == stands
    page = window.session.state.reading
    assert page is not None
    assert (cell not in page.doubtful) is taken
    assert (here(window) != cell) is taken, "it stays where it is not taken"
    if taken and stands != "onbekend":
        keys(window, "Ctrl+Return")
        assert window.session.state.cases[-1].patient.values["pijn"] is (stands == "ja")


def test_enter_chooses_no_word_that_nobody_marked(window: Window, opened: Open) -> None:
    opened()
    keys(window, "Shift+F8")
    assert here(window) == (3, 3)
    keys(window, "Return")
    assert words_to_choose().activeAction() is None
    QTest.keyClick(words_to_choose(), Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert text_in(window, (3, 3)) == "soms"
    type_text(window, "nee")
    window.sheets.checking.grid.commit()
    keys(window, "F2")
    marked = words_to_choose().activeAction()
    assert marked is not None
    assert marked.text() == "nee"
    QTest.keyClick(words_to_choose(), Qt.Key.Key_Return)
    assert text_in(window, (3, 3)) == "nee"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_takes_what_is_typed_in_it(window: Window, opened: Open, language: Language) -> None:
    """A key, a text, a number, a moment, and one of few words: by F2, letters and Enter, whatever stands there."""
    window.session.set_language(language)
    heads = "Kenmerk;Vraag aan het MDO;Levensverwachting;Spoed;ASIA-score;Definitieve diagnose gesteld"
    sheet = opened("MDO-0301;a;3;ja;A;20-11-2026 10:15", heads=heads)
    grid = sheet.grid
    wanted = ("MDO-0302", "nee?", "12", {"nl": "nee", "en": "no"}[language], "D", "21-11-2026 9:00")
    assert grid.cells.columnCount() == len(wanted)
    for at, text in enumerate(wanted):
        grid.setCurrentIndex(grid.cells.index(0, at))
        grid.setFocus()
        settle(window)
        keys(window, "F2")  # what was understood is opened first
        menu = QApplication.activePopupWidget()
        if menu is None:
            type_text(window, text)
            keys(window, "Return")
        else:
            assert isinstance(menu, QMenu)
            menu.setActiveAction(menu.actions()[list(grid.cells.head(at).choices).index(text)])
            QTest.keyClick(menu, Qt.Key.Key_Return)
        assert text_in(window, grid.cells.cell(grid.cells.index(0, at))) == text


def test_all_are_taken_as_one_step_and_what_was_not_mended_stays_unknown(window: Window, opened: Open) -> None:
    sheet = opened()
    assert len(buttons(sheet, "Neem 4 patiënten over")) == 1
    keys(window, "Ctrl+Return")
    settle(window)
    assert order(window)[3:] == ["MDO-0201", "MDO-0202", "MDO-0203", "MDO-0206"]
    assert window.sheets.shown_name == "agenda"
    first, second, _, last = window.session.state.cases[3:]
    assert dict(first.patient.values) == {"asia_score": "C", "pijn": True}
    assert first.patient.moments
    assert not second.patient.moments
    assert not last.patient.values
    message = Desk(window).message
    for part in (
        "4 patiënten van de lijst staan nu op de agenda.",
        "Nieuwe kenmerken: rij 4: MDO-0203.",
        "3 cellen bleven onbekend.",
    ):
        assert part in message
    keys(window, "Ctrl+Z")
    assert order(window) == ["MDO-0001", "MDO-0002", "MDO-0003"]
    assert window.session.state.reading is None


def test_what_is_typed_when_all_are_taken_counts(window: Window, opened: Open) -> None:
    opened()
    type_text(window, "20-11-2026 7:00")
    keys(window, "Ctrl+Return")
    assert window.session.state.cases[4].patient.moments


def test_a_key_gets_another_or_is_used_all_the_same(window: Window, opened: Open) -> None:
    sheet = opened("12-03-1955;;;;;", "Donaldson;;;;;", "MDO-0007;;;;;")
    click(sheet, "Geef MDO-0008")
    settle(window)
    assert here(window) == (1, 0)
    click(sheet, "Toch gebruiken")
    settle(window)
    assert "niets om na te kijken" in said(sheet)
    keys(window, "Ctrl+Return")
    assert order(window)[3:] == ["MDO-0008", "Donaldson", "MDO-0007"]


def test_the_key_of_a_patient_of_a_guideline_that_is_not_here_is_never_given(window: Window) -> None:
    """Where that guideline ships the two would be read as one patient."""
    state = window.session.state
    document = Document(state.document.points[:1], unread=(Unread("MDO-0002", "longembolie", "{}"),))
    page = list_check.opened(b"Kenmerk;Vraag\n;Opereren?\nmdo-0002;Bestralen?\n", "l.csv", state.home, document)
    assert [case.case for case in page.checked.cases] == ["MDO-0003"]
    assert page.checked.there == {1}  # it is in the meeting already


def test_what_is_half_written_on_an_empty_patient_stays_with_who_comes_in_its_place(
    empty: Window, tmp_path: Path
) -> None:
    keys(empty, "A")
    type_text(empty, "eerst MRI")
    keys(empty, "Escape")
    path = tmp_path / "agenda.csv"
    path.write_text("Kenmerk;Vraag aan het MDO\nMDO-0001;Opereren?", "utf-8")
    empty.call("list")()
    empty.sheets.checking.read_list(path)
    keys(empty, "Ctrl+Return", "Escape")
    assert empty.session.state.case.question == "Opereren?"
    keys(empty, "A")
    draft = empty.session.state.draft
    assert draft is not None
    assert draft.text == "eerst MRI"


def test_who_is_on_the_agenda_stays_as_he_is_there_and_is_told(window: Window, opened: Open) -> None:
    window.session.add_case()
    window.session.describe_case(window.session.state.point.id, case="MDO-0900")
    window.session.answer("pijn", True)
    sheet = opened("MDO\u20110900;anders;F;soms;;", "MDO-0901;;;;;")
    assert "Staat al op de agenda en blijft zoals het daar is: MDO\u20110900." in said(sheet)
    assert "niets om na te kijken" in said(sheet)
    assert len(buttons(sheet, "Neem 1 patiënt over")) == 1
    keys(window, "Ctrl+Return")
    assert order(window).count("MDO-0901") == 1
    assert [case.question for case in window.session.state.cases if case.case == "MDO-0900"] == [None]


def test_escape_leaves_and_asks_first_where_something_was_mended(window: Window, opened: Open) -> None:
    sheet = opened()
    keys(window, "Escape")  # out of the cell
    assert sheet.isVisible()
    keys(window, "Escape")
    assert not sheet.isVisible()
    assert window.session.state.reading is None
    opened()
    type_text(window, "20-11-2026 7:00")
    keys(window, "F8", "Escape", "Escape")
    assert sheet.isVisible()
    assert "Toch weggaan?" in said(sheet)
    keys(window, "Escape")  # stays
    assert "Toch weggaan?" not in said(sheet)
    assert here(window) is not None
    keys(window, "Escape")
    click(sheet, "Toch weggaan")
    assert not sheet.isVisible()
    assert order(window) == ["MDO-0001", "MDO-0002", "MDO-0003"]


def test_closing_the_window_asks_for_what_was_mended(window: Window, opened: Open) -> None:
    """Nothing else was typed: the list alone would be lost."""
    sheet = opened()
    type_text(window, "20-11-2026 7:00")  # without Enter
    keys(window, "Ctrl+Q")
    assert window.isVisible()
    assert "Toch weggaan?" in said(sheet)
    click(sheet, "Toch weggaan")
    keys(window, "Ctrl+Q")
    assert not window.isVisible()


@pytest.mark.usefixtures("cheap_key")
def test_what_was_mended_waits_behind_the_lock(window: Window, opened: Open, tmp_path: Path) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    opened()
    type_text(window, "20-11-2026 7:00")
    keys(window, "Ctrl+Shift+L")
    assert window.place == "locked"
    window.autosave.changed.emit()  # whatever is told of the file meanwhile
    settle(window)
    type_text(window, WORDS)
    keys(window, "Return")
    Desk(window).wait()
    assert window.sheets.shown_name == "list"
    page = window.session.state.reading
    assert page is not None
    assert page.text((1, 4)) == "20-11-2026 7:00"
    assert "20-11-2026 7:00" in {sheet_text(window, row, 4) for row in range(4)}


@pytest.mark.usefixtures("cheap_key")
@pytest.mark.parametrize("cell", [(1, 4), (3, 3)])  # typed in, and of few words
def test_nothing_is_typed_in_the_list_right_after_the_password(
    window: Window, opened: Open, tmp_path: Path, cell: Cell
) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    sheet = opened()
    sheet.grid.setCurrentIndex(sheet.grid.cells.index_of((0, 1)))
    keys(window, "F2")
    type_text(window, "Opereren of bestralen?")
    keys(window, "Return")  # something was mended: the list waits behind the lock
    sheet.grid.commit()
    sheet.grid.setCurrentIndex(sheet.grid.cells.index_of(cell))
    keys(window, "Ctrl+Shift+L")
    type_text(window, WORDS)
    keys(window, "Return")
    Desk(window).wait()
    assert window.sheets.shown_name == "list"
    before = window.session.state
    type_text(window, "nee 2")
    keys(window, "Backspace", "Delete", "Return", "Space")
    assert QApplication.activePopupWidget() is None
    assert window.session.state == before
    assert "nergens ingevuld" in window.message.label.text()
    window.meeting.resting.end()
    type_text(window, "nee")
    sheet.grid.commit()
    assert text_in(window, cell) == "nee", "after a rest it is typed there"


def sheet_text(window: Window, row: int, column: int) -> str:
    cells = window.sheets.checking.grid.cells
    return str(cells.data(cells.index_of((row, column))))


def test_a_meeting_that_another_start_asks_for_waits_for_a_list_that_was_mended(
    window: Window, opened: Open, tmp_path: Path
) -> None:
    sheet = opened()
    type_text(window, "20-11-2026 7:00")
    window.ask_meeting(tmp_path / "woensdag.mdo", "open")
    assert window.sheets.shown is sheet
    assert "Toch weggaan?" in said(sheet)
    click(sheet, "Toch weggaan")
    window.ask_meeting(tmp_path / "woensdag.mdo", "open")
    assert Desk(window).asks_for_password()


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"kenmerk;vraag\nM1;a\0b\n", "geen tekst"),
        ("kenmerk;vraag\nM1;één coördinatie\n".encode("mac_roman"), "CSV UTF-8"),
        (b"naam;datum\nJansen;ja\n", "geen enkele kop"),
    ],
)
def test_what_cannot_be_read_is_said_and_another_can_be_chosen(
    window: Window, tmp_path: Path, data: bytes, part: str
) -> None:
    path = tmp_path / "agenda.csv"
    path.write_bytes(data)
    window.call("list")()
    sheet = window.sheets.checking
    sheet.read_list(path)
    assert part in said(sheet)
    assert "agenda.csv is niet ingelezen" in said(sheet)
    assert len(buttons(sheet, "Lijst kiezen…")) == 1
    assert window.session.state.reading is None


def test_the_template_is_written_and_reads_back(window: Window, tmp_path: Path) -> None:
    window.call("list")()
    sheet = window.sheets.checking
    click(sheet, "Sjabloon bewaren…")
    path = tmp_path / "sjabloon.csv"
    Desk(window).choose_file(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfKenmerk;")
    text = path.read_text("utf-8-sig").splitlines()
    path.write_text("\r\n".join((*text, "MDO-0301" + ";" * text[0].count(";"))), "utf-8-sig")
    sheet.read_list(path)
    assert "De rij met het voorbeeld telt niet mee." in said(sheet)
    assert len(buttons(sheet, "Neem 1 patiënt over")) == 1


@pytest.mark.parametrize(("cell", "key"), [((0, 0), "9"), ((0, 3), "n"), ((1, 1), "x"), ((0, 3), " ")])
def test_a_stray_key_rewrites_no_cell_that_was_understood(window: Window, opened: Open, cell: Cell, key: str) -> None:
    sheet = opened()
    sheet.grid.commit()
    sheet.grid.setCurrentIndex(sheet.grid.cells.index_of(cell))
    before = text_in(window, cell)
    type_text(window, key)
    assert QApplication.activePopupWidget() is None
    assert sheet.grid.line is None
    assert WORDS_OF_SHUT in said(sheet)
    keys(window, "Delete", "Backspace", "Return")
    sheet.grid.commit()
    assert text_in(window, cell) == before


def test_a_cell_that_was_changed_says_what_it_was_and_is_put_back(window: Window, opened: Open) -> None:
    sheet = opened()
    sheet.grid.commit()
    at = sheet.grid.cells.index_of((0, 1))
    sheet.grid.setCurrentIndex(at)
    keys(window, "F2")
    type_text(window, "Bestralen?")
    sheet.grid.commit()
    heard = sheet.grid.cells.data(at, Qt.ItemDataRole.AccessibleTextRole)
    assert (text_in(window, (0, 1)), sheet.grid.cells.was((0, 1))) == ("Bestralen?", "was: Opereren?")
    assert "was: Opereren?" in str(heard)
    sheet.grid.setFocus()
    sheet.grid.setCurrentIndex(at)
    keys(window, "Ctrl+Z")
    assert (text_in(window, (0, 1)), sheet.grid.cells.was((0, 1))) == ("Opereren?", "")


def test_nothing_that_is_typed_on_the_page_does_anything_else(window: Window, opened: Open) -> None:
    sheet = opened()
    before = window.session.state.document
    for _ in range(6):
        for sign in "a1B0 .?fsx]v":
            type_text(window, sign)
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
        keys(window, "Tab")
    assert window.session.state.document == before
    assert window.sheets.shown is sheet
    assert not window.services.beam.on


def test_another_size_of_text_keeps_what_was_mended(window: Window, opened: Open) -> None:
    opened()
    type_text(window, "20-11-2026 7:00")
    keys(window, "F8")
    window.change_settings(text_size=150)
    settle(window)
    assert window.sheets.shown_name == "list"
    assert window.session.state.reading is not None
    assert window.session.state.reading.text((1, 4)) == "20-11-2026 7:00"


def test_another_meeting_has_no_list(window: Window, opened: Open) -> None:
    opened()
    state = window.session.state
    window.session.open_meeting(state.document, 0, state.tree_id)
    assert window.session.state.reading is None
    assert "MDO-0201" not in said(window.sheets.checking)
    assert window.sheets.checking.grid.cells.rowCount() == 0


def test_what_is_typed_right_after_choosing_a_cell_is_typed_in_it(window: Window, opened: Open) -> None:
    sheet = opened()
    card = next(each for each in sheet.doubts.cards if each.isVisible() and each.view.cell == (2, 0))
    QTest.mousePress(card, Qt.MouseButton.LeftButton)
    assert sheet.grid.line is not None  # before the next key comes
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton)
    type_text(window, "MDO-")
    window.refresh()  # as the clock does
    settle(window)
    type_text(window, "0203")
    keys(window, "Return")
    page = window.session.state.reading
    assert page is not None
    assert page.text((2, 0)) == "MDO-0203"


def test_a_cell_that_was_mended_is_typed_in_again_as_one_chosen_first(window: Window, opened: Open) -> None:
    sheet = opened()
    type_text(window, "22-11-2026 14:10")
    keys(window, "Return")
    (card,) = [each for each in sheet.doubts.cards if each.isVisible() and each.view.done]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert sheet.grid.line is not None
    type_text(window, "21-11-2026 09:00")
    keys(window, "Return")
    page = window.session.state.reading
    assert page is not None
    assert page.text(card.view.cell) == "21-11-2026 09:00"


def test_the_keys_stay_in_sight_where_the_columns_do_not_fit(window: Window, opened: Open) -> None:
    window.resize(800, 600)
    sheet = opened()
    grid = sheet.grid
    grid.setCurrentIndex(grid.cells.index(0, 0))
    settle(window)
    assert not grid.keys.isVisible()  # they are in sight themselves
    for _ in range(grid.cells.columnCount() - 1):
        grid.commit()
        keys(window, "Right")
    settle(window)
    assert grid.currentIndex().column() == grid.cells.columnCount() - 1
    assert grid.columnViewportPosition(0) < 0
    assert grid.keys.isVisible()
    cell = grid.visualRect(grid.currentIndex()).translated(grid.viewport().pos())
    assert not grid.keys.geometry().intersects(cell)
    at = grid.keys.rect().topLeft() + QPoint(20, grid.viewport().y() + grid.rowViewportPosition(1) + 10)
    QTest.mouseClick(grid.keys, Qt.MouseButton.LeftButton, pos=at)
    settle(window)
    assert here(window) == (1, 0)
    assert not grid.keys.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_heading_is_cut(window: Window, opened: Open, percent: TextSize) -> None:
    """All columns that a list may have, each as narrow as it gets, with a long text in it."""
    window.change_settings(text_size=percent)
    pack = window.session.state.home
    heads = template(pack, "nl").decode("utf-8-sig").splitlines()[0]
    sheet = opened("MDO-0301" + f";{'tekst ' * 20}" * heads.count(";"), heads=heads)
    grid, seen = sheet.grid, 0
    face = QFontMetrics(theme.font(theme.SMALL + 1, bold=True))
    room = grid.horizontalHeader().height()
    for at in range(grid.cells.columnCount()):
        width, title = grid.columnWidth(at) - 2 * theme.px(PAD), grid.cells.head(at).title
        box = face.boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap.value, title)
        assert box.height() <= room - 4, title
        assert box.width() <= width, title
        seen += box.height() > 2.5 * face.lineSpacing()
    assert seen or percent > 100, "there is a heading that needs more than two lines"
    assert grid.viewport().height() > 0
    window.change_settings(text_size=100)
