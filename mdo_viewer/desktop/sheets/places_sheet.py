"""The places of the patient that is shown: what they are called, one more, one less."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.form import LineField, when_left
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.meeting.places import RowsOfName
from mdo_viewer.meeting.tables.rows import LONGEST_NAME


class PlacesSheet(Sheet):
    """A row for each place, and one for a new one; Enter in that one adds it and shows it."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 620)
        self._lead = PlainLabel(colour=tokens.MUTED)
        self.column.addWidget(self._lead)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self.column.addLayout(self._grid)
        self.rows: list[tuple[LineField, Button]] = []
        self._ids: tuple[int, ...] = ()
        row = QHBoxLayout()
        row.setSpacing(12)
        self.new = LineField(lambda _text: None, host.door(self._add))
        self.add = Button(tone="primary")
        self.add.clicked.connect(host.door(self._add))
        row.addWidget(self.new, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)

    def open_sheet(self, look: Look) -> None:
        """Opens with the keyboard in the field of a new place, or of the first that has no name."""
        self.new.line.setText("")
        self.new.message.show_text("")
        super().open_sheet(look)
        nameless = next((field for field, _remove in self._shown() if not field.line.text().strip()), None)
        (nameless or self.new).line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> list[tuple[LineField, Button]]:
        return self.rows[: len(self._ids)]

    def fill(self, look: Look) -> None:
        """The places of the patient; what is being typed stays."""
        words, state = look.words, look.state
        self.title.show_text(words("places.title", case=state.case.case))
        self._lead.show_text(words("places.lead", most=LONGEST_NAME))
        self._ids = tuple(state.document.points[at].id for at in state.own_places)
        while len(self.rows) < len(self._ids):
            self._add_row()
        for at, (field, remove) in enumerate(self.rows):
            for part in (field, remove):
                part.setVisible(at < len(self._ids))
            if at >= len(self._ids):
                continue
            site = state.cases[state.own_places[at]].site or ""
            number = state.places.index(state.own_places[at]) + 1
            key = cap_of(f"place:Alt+{number}", words) if number <= 9 else ""
            label = words("places.name", n=at + 1, cap=key) if len(self._ids) > 1 else words("places.only")
            field.fill(label, site, words, stays=field.line.hasFocus())
            remove.show_words(words("places.remove"), name=words("places.remove.name", site=site))
            remove.setEnabled(len(self._ids) > 1)
        self.new.fill(words("places.new"), "", words, stays=True)
        self.add.show_words(words("places.add"), key=cap_of("enter", words))
        if self.isVisible():
            self.place()

    def _add_row(self) -> None:
        at, remove, door = len(self.rows), Button(), self._host.door
        field = LineField(lambda _text: None, door(partial(self._enter, at)))
        when_left(field.line, door(partial(self._name, at)))
        remove.clicked.connect(door(partial(self._remove, at)))
        self._grid.addWidget(field, at, 0)
        self._grid.addWidget(remove, at, 1, Qt.AlignmentFlag.AlignBottom)
        self.rows.append((field, remove))

    def _enter(self, at: int) -> None:
        """Give the name; the new place is next, unless there is none, or the name cannot be."""
        self._name(at)
        field = self.rows[at][0]
        if not field.line.text().strip() and not field.message.text():
            self._complain(field, "places.first")
        if not field.message.text():
            self.new.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, at: int) -> None:
        if at >= len(self._ids):
            return
        field = self.rows[at][0]
        if self._site(at) == " ".join(field.line.text().split()):
            field.message.show_text("")
            return
        try:
            self._host.session.name_place(self._ids[at], field.line.text())
        except ValueError as problem:
            key = "places.other_rows" if isinstance(problem, RowsOfName) else "places.no_name"
            self._complain(field, key)
            return
        field.message.show_text("")

    def _complain(self, field: LineField, key: str) -> None:
        """Say below a field what is the matter; what assistive technology reads of the field says it too."""
        said = self._host.look.words(key, most=LONGEST_NAME)
        field.message.complain(said)
        announce(field, said)
        self.place()

    def _site(self, at: int) -> str:
        document = self._host.session.state.document
        place = document.place(self._ids[at])
        return "" if place is None else document.points[place].case.site or ""

    def _remove(self, at: int) -> None:
        self.new.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._host.session.remove_place(self._ids[at])

    def _add(self) -> None:
        """Add the place that was typed, and show it."""
        nameless = next((row for at, row in enumerate(self._shown()) if not self._site(at)), None)
        if nameless is not None:
            nameless[0].line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._complain(nameless[0], "places.first")
            return
        try:
            self._host.session.add_place(self.new.line.text())
        except ValueError:
            self.new.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._complain(self.new, "places.no_name")
            return
        self.close_sheet()
