"""What can be undone and done again, both with long words: the sheet around them finds its size and rests."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtGui import QResizeEvent

from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet
from mdo_viewer.desktop.sheets.patient_sheet import PatientSheet
from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets.step_links import StepLinks
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import keys, settle

#: More than a sheet needs to find its size, and far below what a layout without end asks for.
MANY = 40


@pytest.fixture
def resized(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the links were given another size since this was emptied; too often is an error."""
    whole, found = StepLinks.resizeEvent, list[int]()

    def counted(self: StepLinks, event: QResizeEvent) -> None:
        found.append(event.size().height())
        assert len(found) < MANY, "a layout without end"
        whole(self, event)

    monkeypatch.setattr(StepLinks, "resizeEvent", counted)
    return found


@pytest.mark.parametrize("name", ["agenda", "patient"])
@pytest.mark.parametrize("text_size", [100, 125, 150, 200])
def test_a_sheet_with_two_long_steps_finds_its_size(
    empty: Window, name: SheetName, text_size: TextSize, resized: list[int]
) -> None:
    """A bar that scrolls came and went by how the words wrapped, without end: the program froze and was gone."""
    empty.change_settings(text_size=text_size)
    keys(empty, "1", "1", "1", "V", "Ctrl+Return")
    longest = max((f for f in empty.look.pack.facts if f.type == "bool"), key=lambda fact: len(fact.label("nl")))
    empty.session.answer(longest.id, not empty.look.patient.values[longest.id])
    for width in (700, 800, 1024, 1110, 1280, 1366, 1600, 1920):
        empty.resize(width, 768)
        empty.session.undo()
        empty.sheets.make_anew(None)  # as after the lock: no sheet has found its size before
        settle(empty)
        resized.clear()
        empty.sheets.open(name)
        settle(empty)
        sheet = cast(AgendaSheet | PatientSheet, empty.sheets.shown)
        for link in (sheet.steps.undo, sheet.steps.redo):
            assert link.isVisible()
            assert link.heightForWidth(link.width()) <= link.height()
            assert sheet.steps.rect().contains(link.geometry())
        assert empty.sheets.close()
        empty.session.redo()
    empty.change_settings(text_size=100)
