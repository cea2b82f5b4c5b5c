"""Enter in a field that must not be empty says so at that field, in every sheet that has one, and does nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from mdo_viewer.desktop.sheet_stack import SHEETS
from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet
from mdo_viewer.desktop.sheets.over_sheet import OverSheet
from mdo_viewer.desktop.sheets.places_sheet import PlacesSheet
from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.widgets.password_line import PasswordLine
from mdo_viewer.desktop.window import Window
from tests.desktop.files.test_locked import lock, page
from tests.desktop.files.test_meeting import begin
from tests.help.desk import Desk, shown_texts

pytestmark = pytest.mark.usefixtures("cheap_key")

#: Where a field must not be empty: what brings it into sight, and what it then says.
WANTED = {
    "open": "Typ eerst het wachtwoord.",
    "new": "Neem minstens",
    "change": "Neem minstens",
    "over": "Typ eerst het wachtwoord.",
    "locked": "Typ eerst het wachtwoord.",
    "key": "Kies een kenmerk",
    "place": "Kies een naam",
    "new place": "Kies een naam",
}


def in_sight(window: Window, wanted: str, path: Path) -> tuple[QWidget, QLineEdit]:
    """The sheet, and its field with the keyboard."""
    desk = Desk(window)
    if wanted == "locked":
        lock(window)
        return page(window), page(window).password
    if wanted in ("open", "new", "change"):
        sheet = desk.sheet(MeetingSheet)
        window.sheets.open("meeting")
        if wanted == "change":
            sheet.ask("change", path)
        else:
            sheet.ask("new" if wanted == "new" else "open", path.with_stem("ander"))
        return sheet, sheet.findChildren(PasswordLine)[0]
    if wanted == "over":
        window.sheets.open("over")
        over = window.sheets.get("over")
        assert isinstance(over, OverSheet)
        over.ask(path)
        return over, over.findChildren(PasswordLine)[0]
    if wanted == "key":
        return desk.agenda, desk.agenda.key.line
    window.sheets.open("places")
    places = window.sheets.get("places")
    assert isinstance(places, PlacesSheet)
    return places, places.new.line if wanted == "new place" else places.rows[0][0].line


@pytest.mark.parametrize("wanted", WANTED)
def test_enter_in_an_empty_field_says_what_it_wants(window: Window, tmp_path: Path, wanted: str) -> None:
    path = tmp_path / "dinsdag.mdo"
    begin(window, path)
    window.session.name_place(window.session.state.point.id, "T8")
    window.session.add_place("L1")
    desk = Desk(window)
    sheet, line = in_sight(window, wanted, path)
    desk.settle()
    line.setFocus()
    line.selectAll()
    desk.press("Delete")
    before, shown = window.session.state.document, set(shown_texts(sheet))
    desk.press("Return")
    assert not window.autosave.asking
    assert window.session.state.document == before
    assert sheet.isVisible()
    said = [text for text in shown_texts(sheet) if text not in shown]
    assert [text for text in said if text.startswith(WANTED[wanted])], said


#: The sheets that have a field as they open; in `patient`, and in what is asked of the meeting itself, none is wanted.
HAVE_FIELDS = {"agenda", "places", "patient"}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_with_a_field_is_one_of_those_above(window: Window, name: SheetName) -> None:
    window.sheets.open(name)
    Desk(window).settle()
    shown = window.sheets.shown
    assert shown is not None
    assert any(line.isVisible() for line in shown.findChildren(QLineEdit)) == (name in HAVE_FIELDS)
