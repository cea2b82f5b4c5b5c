"""The sheet about the patient: what describes or marks, and the tables of earlier treatment. None of it decides."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.described import patient_view
from mdo_viewer.desktop.sheets.described_rows import DescribedRows, is_unknown
from mdo_viewer.desktop.sheets.table_rows import PatientTable
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.form import go_to_next_line
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.desktop.widgets.step_links import StepLinks
from mdo_viewer.desktop.widgets.tab_order import put_in_order
from mdo_viewer.meeting.tables.rows import TABLES

#: In a window narrower than this, px at text 100 %, the parts stand below one another.
STACKED = 1100


class PatientSheet(Sheet):
    """Every field is taken when it is left. What was refused keeps the sheet open once, so that it is seen."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 1240)
        self._seat = host.look.state.seat
        self._warned = False
        self.described, self.marks = DescribedRows(host), DescribedRows(host)
        self.tables = {table: PatientTable(host, table) for table in TABLES}
        self._beside = parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        parts.setSpacing(24)
        tables = QVBoxLayout()
        tables.setSpacing(20)
        for each in self.tables.values():
            tables.addWidget(each)
        tables.addStretch(1)
        parts.addWidget(self.described, 3)
        parts.addWidget(self.marks, 3)
        parts.addLayout(tables, 5)
        self.column.addLayout(parts)
        self._problem = PlainLabel(bold=True, colour=tokens.RED)
        self._whole.insertWidget(1, self._problem)  # below the title, which never scrolls
        self.steps = StepLinks(host)
        self._head.insertWidget(1, self.steps, 1)

    def open_sheet(self, look: Look) -> None:
        """Opens with the keyboard in the first field."""
        self._warned = False
        super().open_sheet(look)
        first = (
            next(iter(self.described.findChildren(QLineEdit)), None) or self.tables["courses"].rows[0].fields["site"]
        )
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, look: Look) -> None:
        """The patient that is shown; what is being typed stays."""
        words, view = look.words, patient_view(look)
        another, self._seat = look.state.seat != self._seat, look.state.seat
        case = look.state.case
        whose = case.name
        self.title.show_text(words("patient.title", case=whose))
        self.described.show_rows(words("patient.described"), words("patient.decides_nothing"), view.described, words)
        self.marks.show_rows(words("patient.marks"), words("patient.marks_note"), view.marks, words)
        for table in view.tables:
            self.tables[table.name].show_table(table)
        self.steps.show_steps(look)
        if another:
            self._forget()
        if not self._refused():
            self._problem.show_text("")
        if self.isVisible():
            self.place()

    def place(self) -> None:
        """As large as its rows ask for; Tab goes through a part before it goes to the next."""
        stacked = theme.units(self._ground.width()) < STACKED
        self._beside.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        super().place()
        put_in_order(self._parts)

    def close_sheet(self) -> None:
        """Give what is being typed and close. What is refused keeps the sheet open; closed once more it is dropped, and
        that is said."""
        self._give()
        refused, words = self._refused(), self._host.look.words
        if refused and not self._warned:
            self._warned = True
            self._problem.show_text(words("patient.refused"))
            refused[0][1].setFocus(Qt.FocusReason.OtherFocusReason)
            self.place()
            return
        self._forget()
        super().close_sheet()
        if refused:
            self._host.say(words("patient.left", what="; ".join(said for said, _ in refused)))

    def take_letters(self) -> None:
        """Tab comes to "unknown" before the next field: who types there meant that field, and the letter enters it."""
        stop = QApplication.focusWidget() or self
        if stop.isEnabled() and is_unknown(stop):
            go_to_next_line(stop)
        if stop is self or stop.hasFocus():
            super().take_letters()

    def _give(self) -> None:
        """Leave the field that is being typed in, which gives it."""
        focused = self.window().focusWidget()
        if isinstance(focused, QLineEdit) and self.isAncestorOf(focused):
            focused.clearFocus()
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _parts(self) -> tuple[DescribedRows | PatientTable, ...]:
        return (self.described, self.marks, *self.tables.values())

    def _refused(self) -> list[tuple[str, QWidget]]:
        return [each for part in self._parts for each in part.refused()]

    def _forget(self) -> None:
        for part in self._parts:
            part.forget()
        self._problem.show_text("")
