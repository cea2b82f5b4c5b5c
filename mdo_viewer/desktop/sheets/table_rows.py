"""A table of the patient as rows of fields: a text is taken when its cell is left, a day or
a number when it is entered. An empty row waits at the end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.described import TableView
from mdo_viewer.desktop.state.cells import NotRead, fits, read_cell, what_fits, with_cell, without_row
from mdo_viewer.desktop.state.changes import CaseChanges
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel
from mdo_viewer.desktop.widgets.form import (
    LONGEST_LINE,
    EnteredLine,
    hear_edits,
    is_known,
    keep_on_one_line,
    says,
    show_line,
    when_left,
)
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.tables.rows import TableName

#: How much of the width a column takes beside the others, by the name of its field.
WIDE = {"what": 5, "name": 4, "site": 3, "end": 3, "date": 3, "since": 3}
USUAL = 2
#: The least width of a field, px: a day is never cut.
NARROWEST = {"end": 112, "date": 112, "since": 112}
LEAST = 48
#: What a row takes to be removed, px.
REMOVE = 44


class TableRow(QWidget):
    """One row: its fields, the button that removes it, and a message below."""

    def __init__(self, host: Host, table: TableName, at: int, fields: tuple[str, ...]) -> None:
        super().__init__()
        self._host, self._table, self.at = host, table, at
        self._seat = host.look.state.seat
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.fields: dict[str, QLineEdit] = {}
        self._shown = dict.fromkeys(fields, "")
        self._heads: dict[str, str] = {}
        self._refused: dict[str, str] = {}  # what is the matter, by field
        for name in fields:
            line = self.fields[name] = self._line(table, name)
            line.setMinimumHeight(theme.TOUCH)
            line.setMinimumWidth(theme.px(NARROWEST.get(name, LEAST)))
            line.setMaxLength(LONGEST_LINE)
            line.returnPressed.connect(host.door(partial(self._go_on, name)))
            row.addWidget(line, WIDE.get(name, USUAL))
        self.remove = Button("×", tone="quiet")
        self.remove.setFixedSize(theme.px(REMOVE), theme.px(theme.TOUCH))
        keep = self.remove.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the fields of the empty row stand below those of the others
        self.remove.setSizePolicy(keep)
        row.addWidget(self.remove)
        self.message = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.RED)
        self._remark = PlainLabel(size=theme.SMALL, colour=tokens.BROWN)
        column.addLayout(row)
        column.addWidget(self.message)
        column.addWidget(self._remark)
        self.message.hide()
        self._remark.hide()

    def _line(self, table: TableName, name: str) -> QLineEdit:
        """The field of a column: a day or a number is entered, a text is taken as it is left."""
        door, written = self._host.door, fits(table, name)
        if written is None:
            line = QLineEdit()
            hear_edits(line)
            keep_on_one_line(line)
            when_left(line, door(partial(self.give, name)))
            return line
        entered = EnteredLine(written)
        entered.given.connect(door(partial(self.give, name)))
        entered.kept.connect(door(partial(self.keep, name)))
        entered.unfit.connect(door(partial(self._say_what_fits, name)))
        return entered

    def show_row(self, view: TableView) -> None:
        """Show this row of the table, an empty one past its last; what is being typed, or was refused, stays."""
        cells = view.rows[self.at] if self.at < len(view.rows) else ("",) * len(view.fields)
        words = self._host.look.words
        for name, head, text in zip(view.fields, view.heads, cells, strict=True):
            line = self.fields[name]
            kept = name in self._refused or (line.hasFocus() and text == self._shown[name])
            self._shown[name], self._heads[name] = text, head
            line.setAccessibleName(words("patient.cell", table=view.title, n=self.at + 1, column=head))
            show_line(line, text, stays=kept)
        is_last = self.at >= len(view.rows)
        self.fields[view.fields[0]].setPlaceholderText(words("patient.new") if is_last else "")
        self._remark.show_text("" if is_last else view.remarks[self.at])
        self.remove.setVisible(not is_last)
        said = words("patient.remove", table=view.title, n=self.at + 1)
        self.remove.setAccessibleName(said)
        self.remove.setToolTip(said)

    def give(self, name: str) -> None:
        """Take what stands in a field, or say below the row what is the matter and keep it there."""
        look, text = self._host.look, self.fields[name].text()
        if look.state.seat != self._seat:
            return  # what was typed was meant for another patient
        if says(self.fields[name], self._shown[name]):
            self._tell(name, "")
            return
        try:
            part = read_cell(self._table, name, text, look.now, look.words)
        except NotRead as problem:
            self._tell(name, f"{self._heads[name]}: {uncapital(problem.said)}")
            return
        self._tell(name, "")
        edit(self._host, with_cell(look.state.case, self._table, self.at, name, part))
        show_line(self.fields[name], self._shown[name])  # as it is known now, also where that is the same as before

    def _say_what_fits(self, name: str) -> None:
        """Below the row, of a sign that did not come in, or a text that does not fit; of what stands here as it was
        nothing is refused."""
        line, said = self.fields[name], what_fits(name, self._host.look.words)
        said = f"{self._heads[name]}: {uncapital(said)}"
        if not says(line, self._shown[name]):
            self._tell(name, said)
        elif said != self.message.text():
            self.message.show_text(said)
            announce(self, said)

    def keep(self, name: str) -> None:
        """Say below the row that what stands in a field was not entered, or what is the matter with it."""
        look, line = self._host.look, self.fields[name]
        if look.state.seat != self._seat or says(line, self._shown[name]):
            self._tell(name, "")
            return
        why = look.words("status.half_typed")
        try:
            read_cell(self._table, name, line.text(), look.now, look.words)
        except NotRead as problem:
            why = problem.said
        self._tell(name, f"{self._heads[name]}: {uncapital(why)}")

    def _go_on(self, name: str) -> None:
        """Enter: take it and go to the next field, or stay with what was refused. Not to what removes the row: the next
        Enter would press it."""
        self.give(name)
        if name in self._refused:
            return
        self.fields[name].focusNextChild()
        if self.remove.hasFocus():
            self.remove.focusNextChild()

    def _tell(self, name: str, said: str) -> None:
        before = self._refused.get(name, "")
        if said:
            self._refused[name] = said
        else:
            self._refused.pop(name, None)
        self.message.show_text("\n".join(dict.fromkeys(self._refused.values())))
        if said and said != before:
            announce(self, said)

    def refused(self) -> list[tuple[str, QWidget]]:
        """What was typed here and not taken, each with its field."""
        lines = [self.fields[name] for name in self._refused]
        return [(f"{line.accessibleName()}: {line.text()}", line) for line in lines]

    def untaken(self) -> dict[str, tuple[str, str]]:
        """By field the text that was refused, and why."""
        return {name: (self.fields[name].text(), said) for name, said in self._refused.items()}

    def put_untaken(self, untaken: dict[str, tuple[str, str]]) -> None:
        """Let this row hold what was refused in another; its other fields show what the table has."""
        self._seat = self._host.look.state.seat
        self._refused = {name: said for name, (_, said) in untaken.items()}
        for name, line in self.fields.items():
            show_line(line, untaken[name][0] if name in untaken else self._shown[name])
            is_known(line, self._shown[name])
        self.message.show_text("\n".join(dict.fromkeys(self._refused.values())))


class PatientTable(QWidget):
    """Title, heads, rows, and below them where the moments come from."""

    def __init__(self, host: Host, table: TableName) -> None:
        super().__init__()
        self._host, self._table = host, table
        self.rows: list[TableRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.title = Heading(size=16)
        self._heads = QGridLayout()
        self._heads.setHorizontalSpacing(6)
        self._labels: list[PlainLabel] = []
        self._body = QVBoxLayout()
        self._body.setSpacing(6)
        self.foot = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        column.addWidget(self.title)
        column.addLayout(self._heads)
        column.addLayout(self._body)
        column.addWidget(self.foot)

    def show_table(self, view: TableView) -> None:
        """Show the rows, and one more that is empty."""
        self.title.show_text(view.title)
        self._show_heads(view)
        while len(self.rows) <= len(view.rows):
            row = TableRow(self._host, self._table, len(self.rows), view.fields)
            row.remove.clicked.connect(self._host.door(partial(self._remove, row)))
            self.rows.append(row)
            self._body.addWidget(row)
        for row in self.rows:
            row.setVisible(row.at <= len(view.rows))
            row.show_row(view)
        self.foot.show_text(view.foot)

    def _show_heads(self, view: TableView) -> None:
        for at, (name, head) in enumerate(zip(view.fields, view.heads, strict=True)):
            if at == len(self._labels):
                self._labels.append(PlainLabel(size=theme.SMALL, colour=tokens.MUTED))
                self._heads.addWidget(self._labels[at], 0, at, Qt.AlignmentFlag.AlignBottom)
                self._heads.setColumnStretch(at, WIDE.get(name, USUAL))
                self._heads.setColumnMinimumWidth(at, theme.px(NARROWEST.get(name, LEAST)))
            self._labels[at].show_text(head)
        self._heads.setColumnMinimumWidth(len(view.fields), theme.px(REMOVE))

    def _remove(self, gone: TableRow) -> None:
        """Take a row away; what was refused in the rows below moves up with them."""
        left = [row.untaken() for row in self.rows if row is not gone]
        gone.fields[next(iter(gone.fields))].setFocus(Qt.FocusReason.OtherFocusReason)  # its button may go
        edit(self._host, without_row(self._host.look.state.case, self._table, gone.at))
        for row, untaken in zip(self.rows, [*left, {}], strict=True):
            row.put_untaken(untaken)

    def refused(self) -> list[tuple[str, QWidget]]:
        """What was typed and not taken, each with its field."""
        return [each for row in self.rows if not row.isHidden() for each in row.refused()]

    def forget(self) -> None:
        """Drop what was typed and not taken."""
        for row in self.rows:
            row.put_untaken({})


def edit(host: Host, changes: CaseChanges) -> None:
    """Write a cell or a row, as a step of its own."""
    host.session.history.rest()
    host.session.edit(**changes)
