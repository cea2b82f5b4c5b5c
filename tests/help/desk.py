"""The desk in the meeting room: a window as who sits at it knows it, by keys, words and fields.

Tests of the window ask here instead of reaching into widgets: what is pressed, clicked and typed, and what then stands
where. A name of a button or field is what the user reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.panels.journey_strip import StageTile
from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet
from mdo_viewer.desktop.sheets.ending_sheet import EndingSheet
from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet
from mdo_viewer.desktop.state.desk import SheetName
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import keys, settle, type_text

ASheet = TypeVar("ASheet", bound=Sheet)
Kind: TypeAlias = type[ASheet]
#: How the window calls the sheets that are asked for by their kind.
NAMES: dict[type[Sheet], SheetName] = {MeetingSheet: "meeting", AgendaSheet: "agenda", EndingSheet: "ending"}


def buttons(within: QWidget, words: str) -> list[Button]:
    """The buttons in view with these words."""
    return [button for button in within.findChildren(Button) if button.words == words and button.isVisible()]


def shown_texts(within: QWidget) -> list[str]:
    """Every text that can be seen: labels, then buttons."""
    found = [label.text() for label in within.findChildren(QLabel) if label.isVisible()]
    found += [button.words for button in within.findChildren(Button) if button.isVisible()]
    return [text for text in found if text]


def click(within: QWidget, words: str) -> None:
    """Click the one button in view with these words."""
    found = buttons(within, words)
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


class Desk:
    """One window, and what is done at it and read from it."""

    def __init__(self, window: Window) -> None:
        self.window = window

    # --- what is done

    def press(self, *names: str) -> None:
        """Press keys one by one where the focus is, and let everything come that follows at once."""
        keys(self.window, *names)
        for _ in range(3):
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        type_text(self.window, text)

    def click(self, words: str) -> None:
        """Click the button with these words, in the sheet or form that is open or else anywhere in the window."""
        form = self.window.right.form if self.window.right.covers else None
        click(self.window.sheets.shown or form or self.window, words)

    def settle(self) -> None:
        """Let everything be painted, the slower texts too."""
        settle(self.window)

    def wait(self) -> None:
        """Until what is under way with the meeting's file has ended and is told."""
        self.window.autosave.wait()
        settle(self.window)

    def choose_file(self, path: Path) -> None:
        """Choose a file in the dialog that is open, whatever it is for."""
        dialog = self.file_dialog
        dialog.fileSelected.emit(str(path))
        self.leave_dialog()

    def leave_dialog(self) -> None:
        """Close the dialog that is open without a choice."""
        dialog = self.file_dialog
        dialog.reject()
        dialog.deleteLater()
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    # --- what stands where

    @property
    def state(self) -> State:
        """What the session holds."""
        return self.window.session.state

    @property
    def advice(self) -> str:
        """What stands in the panel of the advice."""
        settle(self.window)
        return " ".join(label.text() for label in self.window.advice.findChildren(QLabel) if label.isVisible())

    @property
    def message(self) -> str:
        """The message over the graph; empty without one."""
        return self.window.message.label.text()

    @property
    def chip(self) -> str:
        """What the status line says of the projector."""
        return self.window.status.projector.words

    @property
    def kept(self) -> str:
        """What the status line says of the file."""
        return self.window.status.kept.words

    def row(self, fact: str) -> FactRow:
        """The row of a fact."""
        return self.window.facts.row(fact)

    def tile(self, number: int) -> StageTile:
        """The tile of the tree with this number."""
        return self.window.journey.tiles[number - 1]

    # --- sheets

    def sheet(self, kind: Kind[ASheet]) -> ASheet:
        """The sheet of this kind, open or not; it has been made."""
        sheet = self.window.sheets.get(NAMES[kind])
        assert isinstance(sheet, kind)
        return sheet

    @property
    def meeting(self) -> MeetingSheet:
        """The sheet of the file and its password."""
        return self.sheet(MeetingSheet)

    @property
    def agenda(self) -> AgendaSheet:
        """The agenda, opened by its key where it is not."""
        if self.window.sheets.shown_name != "agenda":
            self.press("M")
            settle(self.window)
        return self.sheet(AgendaSheet)

    @property
    def ending(self) -> EndingSheet:
        """The closing screen, opened by its key where it is not."""
        if self.window.sheets.shown_name != "ending":
            self.press("E")
            settle(self.window)
        return self.sheet(EndingSheet)

    @property
    def said(self) -> str:
        """All that can be read in the sheet that is open."""
        sheet = self.window.sheets.shown
        assert sheet is not None
        return "\n".join(shown_texts(sheet))

    def field(self, name: str) -> QLineEdit:
        """The field with this name in the sheet that is open."""
        sheet = self.window.sheets.shown
        assert sheet is not None
        (found,) = [line for line in sheet.findChildren(QLineEdit) if line.accessibleName() == name]
        return found

    def asks_for_password(self) -> bool:
        """Whether the sheet of the meeting is open and asks for a password."""
        return isinstance(self.window.sheets.shown, MeetingSheet) and self.field("Wachtwoord").isVisible()

    @property
    def file_dialog(self) -> QFileDialog:
        """The dialog that asks for a file."""
        (dialog,) = [each for each in self.window.findChildren(QFileDialog) if each.isVisible()]
        return dialog
