"""The sheet that takes patients over from an earlier meeting: its file, its password, and who comes."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.files.autosave import Autosave
from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.own_folder import documents
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.over import coming_words, taken_words
from mdo_viewer.desktop.says.steps import still_shown_words
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, Complaint, PlainLabel
from mdo_viewer.desktop.widgets.password_line import PasswordLine
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.desktop.widgets.tab_order import put_in_order
from mdo_viewer.meeting.document import gives_way
from mdo_viewer.meeting.earlier.coming import Coming, come_over, coming, day_of_meeting
from mdo_viewer.meeting.meeting_text import Meeting
from mdo_viewer.reasoning.deadlines import ZONE


class OverHost(Host, Protocol):
    """What this sheet asks besides."""

    @property
    def autosave(self) -> Autosave:
        """What reads the file of a meeting."""


class OverSheet(Sheet):
    """Asks for the file of an earlier meeting and its password, then who of it comes into the one that is open."""

    def __init__(self, host: OverHost, parent: QWidget) -> None:
        super().__init__(host, parent, 820)
        self._host: OverHost = host
        self._path: Path | None = None
        self._found: tuple[Meeting, date] | None = None
        self._chosen: frozenset[str] = frozenset()
        self._asked: object | None = None  # what is being read: of a sheet that was closed nothing is taken any more
        self._said = PlainLabel()
        self._label = PlainLabel(size=14, colour=tokens.MUTED)
        self._password = PasswordLine()
        self._label.setBuddy(self._password)
        self._password.returnPressed.connect(host.door(self.submit))
        self._problem = Complaint(self._password, size=theme.BASE)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._rows: list[Button] = []
        for part in (self._said, self._label, self._password, self._problem):
            self.column.addWidget(part)
        self.column.addLayout(self._list)
        self._file, self._go = Button(), Button(tone="primary")
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for button, action in ((self._go, self.submit), (self._file, self._ask_file)):
            button.clicked.connect(host.door(action))
            foot.addWidget(button)
        foot.addStretch(1)
        self.column.addLayout(foot)
        host.autosave.changed.connect(self._told)  # a method of a widget, which ends with it

    # --- what it shows

    def open_sheet(self, look: Look) -> None:
        """Opens with the keyboard on what asks for a file."""
        super().open_sheet(look)
        self._file.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, look: Look) -> None:
        """What is asked now: a file, its password, or who comes."""
        words, asks = look.words, self._path is not None and self._found is None
        self.title.show_text(words("over.title") if self._path is None else self._path.name)
        said = words("meeting.ask_password") if asks else words("over.lead")
        if self._asked is not None:
            said = words("over.busy")
        patients = self._patients(look)
        if self._found is not None:
            said = words("over.who") if any(not each.there for each in patients) else words("over.nobody")
        self._said.show_text(said)
        self._label.show_text(words("meeting.password") if asks else "")
        self._password.setVisible(asks)
        self._password.setReadOnly(self._asked is not None)
        self._password.setAccessibleName(words("meeting.password"))
        self._file.show_words(words("over.choose"))
        self._file.setVisible(self._asked is None)
        self._show_patients(look, patients)
        chosen = len(self._who(patients))
        self._go.show_words(
            words.count("over.go", chosen) if self._found is not None else words("meeting.go"),
            key=cap_of("enter" if self._found is None else "over:take", words),  # on a patient Enter chooses
        )
        self._go.setVisible((asks and self._asked is None) or chosen > 0)

    def place(self) -> None:
        """As large as its rows ask for; Tab goes from patient to patient, then to what takes them over."""
        super().place()
        put_in_order((self._sheet,))

    def _patients(self, look: Look) -> tuple[Coming, ...]:
        return () if self._found is None else coming(self._found[0].document, look.state.document)

    def _who(self, patients: tuple[Coming, ...]) -> tuple[Coming, ...]:
        return tuple(each for each in patients if each.key in self._chosen and not each.there)

    def _show_patients(self, look: Look, patients: tuple[Coming, ...]) -> None:
        while len(self._rows) < len(patients):
            button = Button(left=True)
            button.setCheckable(True)
            button.clicked.connect(self._host.door(partial(self._toggle, len(self._rows))))
            self._rows.append(button)
            self._list.addWidget(button)
        for at, button in enumerate(self._rows):
            button.setVisible(at < len(patients))
            if at < len(patients):
                button.show_words(coming_words(patients[at], look.words))
                button.setEnabled(not patients[at].there)
                button.setChecked(patients[at].key in self._chosen and not patients[at].there)

    def _told(self) -> None:
        self._host.door.run(self._changed)

    def _changed(self) -> None:
        """A file that was asked for could not be read."""
        autosave = self._host.autosave
        if self._asked is not None and not autosave.asking and autosave.refused is not None:
            self._asked = None
            self._problem.show_text(autosave.refused_words)
            self._refill()
            self._password.refuse()

    def _refill(self) -> None:
        self.fill(self._host.look)
        self.place()

    # --- what it does

    def _ask_file(self) -> None:
        words = self._host.look.words
        title, kinds = words("over.title"), words("meeting.kinds")
        ask_file(self.window(), self._host.door, title, kinds, documents(), self.ask)

    def ask(self, path: Path) -> None:
        """Ask for the password of an earlier meeting; not where the sheet was closed meanwhile."""
        if not self.isVisible():
            return
        self._forget()
        self._path = path
        self._refill()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Read the file with the password that was typed; once it is read, take over who is chosen."""
        if self._found is not None:
            self._take()
        elif self._path is not None and self._asked is None and not self._password.text():
            self._problem.complain(self._host.look.words("meeting.no_password"))
            self._password.refuse()
            self.place()
        elif self._path is not None and self._asked is None:
            asked = self._asked = object()
            self._problem.show_text("")
            self._host.autosave.look_into(self._path, self._password.text(), partial(self._read, asked))
            if self._asked is asked:
                self._refill()

    def _read(self, asked: object, found: tuple[Meeting, date]) -> None:
        if self._asked is not asked:
            return
        self._asked, self._found = None, found
        self._password.clear()
        self._chosen = frozenset(each.key for each in self._patients(self._host.look) if each.usual)
        self._refill()
        (self._go if self._go.isVisible() else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle(self, at: int) -> None:
        self._chosen ^= {self._patients(self._host.look)[at].key}
        self._refill()

    def _take(self) -> None:
        """Put those who are chosen on the agenda, as one step, and say what came of it."""
        look, session = self._host.look, self._host.session
        who = self._who(self._patients(look))
        if self._found is None or not who:
            return
        (meeting, written), today = self._found, self._host.now().astimezone(ZONE).date()
        until = max(today, session.state.document.about.day or today)
        came = come_over(look.state.home, meeting.document, who, written, until)
        days = {day_of_meeting(meeting.document, point.case, written) for each in who for point in each.points}
        unused = gives_way(session.state.point)
        session.add_cases(tuple(case for case, _ in came), aside=[lines for _, lines in came], step="undo.over")
        if unused:  # an empty patient in sight would be taken for who came
            session.go_case([case.case for case in session.state.cases].index(came[0][0].case))
        self._host.call("agenda")()
        cases, look = tuple(case for case, _ in came), self._host.look
        said = taken_words(cases, len(who), max(days), look)
        self._host.say(f"{said} {still_shown_words(look, cases)}".strip())

    def _forget(self) -> None:
        self._password.clear()
        self._problem.show_text("")
        self._path = self._found = self._asked = None
        self._chosen = frozenset()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of the earlier meeting stays here."""
        super().hideEvent(event)
        self._forget()
        for button in self._rows:
            button.show_words("")
