"""The rows of the sheet about the patient for facts that decide nothing, made from the definition of each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.panels.number_control import NumberControl
from mdo_viewer.desktop.panels.typed_numbers import refuses_half
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.described import DescribedView
from mdo_viewer.desktop.state.actions import choose
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.numbers import read_number
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce_after
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel
from mdo_viewer.desktop.widgets.form import (
    LONGEST_LINE,
    go_to_next_line,
    hear_edits,
    keep_on_one_line,
    says,
    show_line,
    when_left,
)
from mdo_viewer.desktop.widgets.tab_order import ASIDE
from mdo_viewer.guideline.words import Words


class TextRow(QWidget):
    """A fact that is a text: given when its field is left."""

    def __init__(self, host: Host, words: Words) -> None:
        super().__init__()
        self._host, self._words = host, words
        self._id, self._shown = "", ""
        self._seat = host.look.state.seat
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 9, 12, 7)
        column.setSpacing(1)
        self.label = PlainLabel()
        self.label.setMinimumHeight(theme.px(30))
        head = QHBoxLayout()
        head.setSpacing(8)
        self.field = QLineEdit()
        self.label.setBuddy(self.field)
        hear_edits(self.field)
        keep_on_one_line(self.field)
        self.field.setMinimumHeight(theme.TOUCH)
        self.field.setMaxLength(LONGEST_LINE)
        when_left(self.field, host.door(self.give))
        self.field.returnPressed.connect(host.door(self._go_on))
        self.unknown = Button(size=14)
        self.unknown.setProperty(ASIDE, True)
        self.unknown.setCheckable(True)
        self.unknown.pad = 8
        self.unknown.neutral = True
        self.unknown.clicked.connect(host.door(self._press_unknown))
        head.addWidget(self.label, 1)
        head.addWidget(self.unknown)
        column.addLayout(head)
        column.addWidget(self.field)

    def show_view(self, view: DescribedView) -> None:
        """Show the fact as it stands; what is being typed stays."""
        fact, seat = view.fact, self._host.look.state.seat
        same = (seat, fact.id, view.text) == (self._seat, self._id, self._shown)
        show_line(self.field, view.text, stays=same and self.field.hasFocus())
        self._seat, self._id, self._shown = seat, fact.id, view.text
        self.label.show_text(fact.label)
        self.label.setToolTip(theme.plain_tip(fact.noted))
        self.field.setAccessibleName(fact.label)
        self.field.setAccessibleDescription(fact.help)
        self.field.setToolTip(theme.plain_tip(fact.help))
        unknown = self._words("unknown")
        self.unknown.show_words(unknown, name=f"{fact.label}: {unknown}")
        self.unknown.setChecked(fact.state == "unknown")

    def give(self) -> None:
        """Take what stands in the field."""
        if self._host.look.state.seat != self._seat or says(self.field, self._shown):
            return  # meant for another patient, or as it was
        text = " ".join(self.field.text().split())
        if text:
            self._host.session.answer(self._id, text)
        else:
            self._host.session.clear(self._id)

    def _go_on(self) -> None:
        """Enter: take it and go to the next field."""
        self.give()
        go_to_next_line(self.field)

    def _press_unknown(self) -> None:
        known = self._id in self._host.look.patient.unknown
        (self._host.session.clear if known else self._host.session.unknown)(self._id)


def is_unknown(stop: QWidget) -> bool:
    """Whether this is the button beside a field by which nobody knows what would stand there."""
    row = stop.parentWidget()
    return isinstance(row, TextRow | NumberControl) and row.unknown is stop


class DescribedRows(QWidget):
    """Facts one below the other, each with the control of its type."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._words: Words | None = None
        self.rows: dict[str, FactRow | TextRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._title = Heading(size=16)
        self._title.setContentsMargins(20, 0, 0, 0)
        self._note = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self._note.setContentsMargins(20, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addWidget(self._note)
        self._column.addStretch(1)

    def show_rows(self, title: str, note: str, views: tuple[DescribedView, ...], words: Words) -> None:
        """Show these facts; in another language the rows are made anew."""
        if words is not self._words or list(self.rows) != [view.fact.id for view in views]:
            self._start_anew(words)
        self.setVisible(bool(views))
        self._title.show_text(title)
        self._note.show_text(note)
        for view in views:
            row = self.rows.get(view.fact.id) or self._made(view, words)
            if isinstance(row, TextRow):
                row.show_view(view)
            else:
                row.show_view(view.fact)

    def _start_anew(self, words: Words) -> None:
        self._words = words
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()

    def _made(self, view: DescribedView, words: Words) -> FactRow | TextRow:
        row: FactRow | TextRow = TextRow(self._host, words) if view.fact.type == "text" else self._fact_row(words)
        self.rows[view.fact.id] = row
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _fact_row(self, words: Words) -> FactRow:
        run, row = self._host.door.run, FactRow(words)
        row.chosen.connect(lambda id, at: run(lambda: choose(self._host, id, at)))
        row.typed.connect(lambda id, text: run(lambda: self._type(row, id, text)))
        row.unknown_pressed.connect(lambda id: run(lambda: self._unknown(row, id)))
        row.left.connect(lambda: self._leave(row))
        row.held.connect(lambda _id, _text: row.tell(self._host.look.words("status.half_typed")))
        row.dropped.connect(lambda said: run(lambda: self._host.say(said)))
        return row

    def _unknown(self, row: FactRow, id: str) -> None:
        if refuses_half(self._host, row):
            return
        known = id in self._host.look.patient.unknown
        (self._host.session.clear if known else self._host.session.unknown)(id)

    def _type(self, row: FactRow, id: str, text: str) -> None:
        """Take a typed number, or say beside the field what is the matter and keep what was typed."""
        if not text.strip():
            self._host.session.clear(id)
            return
        look = self._host.look
        value, problem = read_number(text, look.fact(id), look.words)
        row.tell(problem)
        announce_after(row, problem)
        if value is not None:
            self._host.session.answer(id, value)
            row.put_back()
            if row.field.hasFocus():
                go_to_next_line(row.field)

    def _leave(self, row: FactRow) -> None:
        """From a field that was left with Escape the keyboard goes to its row; Tab goes on from there."""
        row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self) -> list[tuple[str, QWidget]]:
        """What stands in a field and was not taken, each with its field."""
        rows = (row for row in self.rows.values() if isinstance(row, FactRow) and row.untaken)
        return [(f"{row.view.label}: {row.field.text()}", row.field) for row in rows if row.view is not None]

    def forget(self) -> None:
        """Drop what was typed and not taken."""
        for row in self.rows.values():
            if isinstance(row, FactRow):
                row.forget()
