"""The agenda: what the meeting is, its patients in their order, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Unpack

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.files import unread_words
from mdo_viewer.desktop.says.held import urgent_at
from mdo_viewer.desktop.sheets.agenda_list import ROW, AgendaList, removal_said, remove_words
from mdo_viewer.desktop.state.attendees import attendees_of, attendees_text
from mdo_viewer.desktop.state.changes import AboutChanges, PointChanges
from mdo_viewer.desktop.state.commands import cap_of, keys_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.moments import may_be_moment, read_day
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.asked_once import AskedOnce
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel, Segments
from mdo_viewer.desktop.widgets.flow import Flow
from mdo_viewer.desktop.widgets.form import EnteredLine, LineField, TextField, when_left
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.desktop.widgets.step_links import StepLinks
from mdo_viewer.meeting.document import STANDINGS, Point, Standing
from mdo_viewer.meeting.keys import key_problem, key_typed, looks_personal
from mdo_viewer.meeting.tally import counted
from mdo_viewer.reasoning.saying import figures

#: What a sheet is high without its list, px.
WITHOUT_LIST: Final = 460
#: How wide the part about the meeting is, px.
ABOUT: Final = 300
#: In a window narrower than this, px at text 100 %, the two parts stand below one another.
STACKED: Final = 1100
SIDE_BY_SIDE: Final = QBoxLayout.Direction.LeftToRight


class DayField(LineField):
    """The day of the meeting: entered by Enter or Tab. What is no day, or was not entered, stays with its message."""

    def __init__(self, host: Host) -> None:
        line = EnteredLine(may_be_moment)
        super().__init__(lambda _text: None, line=line)
        self._host, self._shown = host, ""
        line.given.connect(host.door(self._read))
        line.kept.connect(host.door(self._keep))
        line.unfit.connect(lambda: self.message.show_text(host.look.words("agenda.no_day")))

    @property
    def half_typed(self) -> str:
        """What stands here and was not entered; empty where nothing does."""
        text = self.line.text().strip()
        return text if text != self._shown else ""

    def show_day(self, day: str, *, taken: bool = False) -> None:
        """Show the day of the meeting; one that was refused, or is being typed, stays until it is `taken` or another is
        set."""
        typing = not taken and day == self._shown and self.line.hasFocus() and bool(self.half_typed)
        if day != self._shown:
            self.message.show_text("")
        self._shown, words = day, self._host.look.words
        self.fill(words("agenda.day"), day, words, stays=typing or bool(self.message.text()))

    def _read(self) -> None:
        text, session = self.line.text().strip(), self._host.session
        try:
            day = read_day(text, self._host.now()) if text else None
        except ValueError:
            self.message.show_text(self._host.look.words("agenda.no_day"))
            return
        self.message.show_text("")
        session.describe(day=day)
        self.show_day("" if day is None else figures(day), taken=True)

    def _keep(self) -> None:
        why = "status.half_typed"
        try:
            read_day(self.half_typed, self._host.now())
        except ValueError:
            why = "agenda.no_day"
        self.message.show_text(self._host.look.words(why) if self.half_typed else "")


class AgendaSheet(Sheet):
    """Left the meeting, right the patients; what is done to one is done to the row that is chosen."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 1180)
        self._patient: int | None = None  # the id of the row that is chosen
        self._ids: frozenset[int] = frozenset()  # of all rows
        self._halves = halves = QBoxLayout(SIDE_BY_SIDE)
        halves.setSpacing(32)
        halves.addLayout(self._about_part())
        halves.addLayout(self._list_part(), 1)
        self.column.addLayout(halves)
        for name, does in (
            ("agenda:add", self._add_case),
            ("agenda:earlier", partial(self._move, -1)),
            ("agenda:later", partial(self._move, 1)),
        ):
            for key in keys_of(name):
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(host.door(does))

    def _about_part(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self._about_title = Heading(size=16)
        self.day = DayField(self._host)
        self.kind = LineField(lambda text: self._describe(kind=text.strip() or None))
        self.chair = LineField(lambda text: self._describe(chair=text.strip() or None))
        self.attendees = TextField(lambda text: self._describe(attendees=attendees_of(text)), lines=6, grows=True)
        column.addWidget(self._about_title)
        for line in (self.day, self.kind, self.chair):
            column.addWidget(line)
        column.addWidget(self.attendees, 1)
        for part in (self.day, self.kind, self.chair, self.attendees):
            part.setFixedWidth(theme.px(ABOUT))
        return column

    def _list_part(self) -> QVBoxLayout:
        door = self._host.door
        column = QVBoxLayout()
        column.setSpacing(10)
        self._counts = Heading(size=16)
        self._add, self._read, self._over = Button(), Button(), Button()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._counts, 1)
        comes = Flow()  # with large text they do not fit side by side
        for button in (self._add, self._read, self._over):
            comes.add(button)
        head.addWidget(comes)
        column.addLayout(head)
        self.list = AgendaList()
        self.list.chosen.connect(lambda id: door.run(lambda: self._choose(id)))
        self.list.entered.connect(lambda id: door.run(lambda: self._go(id)))
        column.addWidget(self.list)
        self._go_there = Button(tone="primary")
        self._earlier, self._later, self._remove, self._remove_place = Button(), Button(), Button(), Button()
        self._standings = Segments(equal=False)
        self.sure = AskedOnce(door, self.rest)
        for parts in (
            (self._go_there, self._standings),
            (self._earlier, self._later, self._remove, self._remove_place),
        ):
            row = Flow()
            for part in parts:
                row.add(part)
            column.addWidget(row)
        column.addWidget(self.sure)
        column.addLayout(self._case_part())
        self._aside = PlainLabel(size=14, colour=tokens.BROWN)
        column.addWidget(self._aside)
        column.addLayout(self._foot())
        self._connect()
        return column

    def _connect(self) -> None:
        """What the buttons do."""
        door = self._host.door
        actions: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self._add, self._add_case),
            (self._read, self._host.call("list")),
            (self._over, self._host.call("over")),
            (self._go_there, lambda: self._go(self._patient)),
            (self._earlier, partial(self._move, -1)),
            (self._later, partial(self._move, 1)),
            (self._remove, self._take_off),
            (self._remove_place, self._take_place_off),
            (self._end, self._finish),
        )
        for button, action in actions:
            button.clicked.connect(door(action))
        self._standings.chosen.connect(lambda at: door.run(lambda: self._stand(STANDINGS[at])))

    def _case_part(self) -> QGridLayout:
        """The fields of the row that is chosen."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        self.key = LineField(
            lambda _text: None, self._host.door(self._read_key)
        )  # of an emptied line editingFinished may not come
        when_left(self.key.line, self._host.door(self._read_key))
        self.question = LineField(
            lambda text: self._describe_case(question=text.strip() or None), self._host.door(self._to_list)
        )
        self._urgent_label, self._urgent = PlainLabel(size=14, colour=tokens.MUTED), Segments()
        self._urgent_label.setBuddy(self._urgent)
        self._urgent.chosen.connect(lambda at: self._host.door.run(lambda: self._describe_case(urgent=at == 1)))
        urgent = QVBoxLayout()
        urgent.setSpacing(4)
        urgent.addWidget(self._urgent_label)
        urgent.addWidget(self._urgent)
        self._keep = Button(tone="link")  # a key that looks like a name, all the same
        self._keep.clicked.connect(self._host.door(self._keep_key))
        self._keep.hide()
        key = QVBoxLayout()
        key.setSpacing(0)
        key.addWidget(self.key)
        key.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(key, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.question, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(urgent, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._pressing = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.RED)
        grid.addWidget(self._pressing, 1, 0, 1, 3)
        self.key.setFixedWidth(theme.px(180))
        grid.setColumnStretch(1, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.steps, self._end = StepLinks(self._host), Button()
        row.addWidget(self.steps, 1)
        row.addWidget(self._end)
        return row

    # --- what it shows

    def open_sheet(self, look: Look) -> None:
        """Opens on the first who came just now, else on the patient that the window shows, the keyboard in the list."""
        self._patient, self._ids = self._host.session.take_arrived(), frozenset()
        self.sure.drop()
        self.day.message.show_text("")
        self._tell_key("")
        super().open_sheet(look)
        self.list.show_chosen()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """The keyboard in the question of the patient that is chosen."""
        self.question.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def mark(self) -> str:
        """Where the chosen one stands on the agenda: two guidelines of a patient bear one name."""
        return str(self._host.look.state.document.place(self._point(self._host.look).id))

    def go_to(self, mark: str) -> None:
        """Choose who stands there."""
        self._patient = self._host.look.state.document.points[int(mark)].id
        self.fill(self._host.look)
        self.list.show_chosen()

    def place(self) -> None:
        """In a narrow window the meeting stands below its patients."""
        narrow = theme.units(self._ground.width()) < STACKED
        self._halves.setDirection(QBoxLayout.Direction.BottomToTop if narrow else SIDE_BY_SIDE)
        super().place()

    def fill(self, look: Look) -> None:
        """The meeting, its patients and the last step; what is being typed in a field stays, but for the day."""
        words, document = look.words, look.state.document
        self.title.show_text(words("agenda.title"))
        self._about_title.show_text(words("agenda.about"))
        about = document.about
        self.day.show_day("" if about.day is None else figures(about.day))
        for field, part, text in (
            (self.kind, "kind", about.kind or ""),
            (self.chair, "chair", about.chair or ""),
        ):
            field.fill(words(f"agenda.{part}"), text, words, stays=field.line.hasFocus())
        typed = self.attendees.text.toPlainText()
        same = attendees_of(typed) == about.attendees
        self.attendees.fill(words("agenda.attendees"), typed if same else attendees_text(about.attendees), words)
        self._show_list(look)
        self._show_chosen(look)
        self.steps.show_steps(look)
        self._end.show_words(words("agenda.end"))

    def _show_list(self, look: Look) -> None:
        words, document = look.words, look.state.document
        ids = [point.id for point in document.points]
        if self._patient not in ids:  # whoever comes leaves the row that was chosen as it is
            self._patient = look.state.point.id
        if self._ids != frozenset(ids):
            self.sure.drop()
        self._ids = frozenset(ids)
        self._counts.show_text(f"{_counts_words(look)}{unread_words(document, words)}")
        self._add.show_words(words("top.add"), key=cap_of("agenda:add", words))
        self._read.show_words(words("agenda.read"))
        self._over.show_words(words("agenda.over"))
        self.list.setAccessibleName(words("agenda.list"))
        rows = max(3, int(theme.units(self._ground.height()) - WITHOUT_LIST) // ROW)
        self.list.show_points(look, self._patient, rows)

    def _show_chosen(self, look: Look) -> None:
        words, point = look.words, self._point(look)
        document = look.state.document
        at, last = document.place(point.id) or 0, len(document.patients) - 1
        number, several = document.patient(at), bool(document.beside(at))
        self._go_there.show_words(words("agenda.go"), key=cap_of("enter", words))
        self._earlier.show_words(words("agenda.earlier"), key=cap_of("agenda:earlier", words))
        self._later.show_words(words("agenda.later"), key=cap_of("agenda:later", words))
        self._remove.show_words(words("agenda.remove"))
        self._earlier.setEnabled(number != 0)
        self._later.setEnabled(number != last)
        self._remove.setEnabled(last > 0)
        self._remove_place.setVisible(several)
        self._remove_place.show_words(remove_words(look, point.case, document.place(point.id) or 0))
        offered = ["decided" if one == "open" and point.case.decisions else one for one in STANDINGS]
        self._standings.offer(tuple(words(f"agenda.set.{one}") for one in offered), group=words("agenda.standing"))
        self._standings.choose(STANDINGS.index(point.standing))
        typed_key = self.key.line.hasFocus() or bool(self.key.message.text())  # one that was refused stays
        self.key.fill(words("agenda.key"), point.case.case, words, stays=typed_key)
        question = point.case.question or ""
        typed = self.question.line
        self.question.fill(
            words("agenda.question"), typed.text() if typed.text().strip() == question else question, words
        )
        self._urgent_label.show_text(words("agenda.urgency"))
        self._urgent.offer((words("agenda.regular"), words("agenda.urgent")), group=words("agenda.urgency"))
        self._urgent.choose(int(point.case.urgent))
        self._pressing.show_text(urgent_at(look, at), hide_empty=False)  # by the facts, whatever was announced
        lines = "\n".join(point.aside)
        self._aside.show_text(words("agenda.aside", lines=lines) if lines else "")

    def _point(self, look: Look) -> Point:
        at = look.state.document.place(self._patient if self._patient is not None else -1)
        return look.state.point if at is None else look.state.document.points[at]

    # --- what it does

    def _describe(self, **changes: Unpack[AboutChanges]) -> None:
        self._host.door.run(lambda: self._host.session.describe(**changes))

    def _describe_case(self, **changes: Unpack[PointChanges]) -> None:
        id = self._patient
        if id is not None:
            self._host.door.run(lambda: self._host.session.describe_case(id, **changes))

    def _read_key(self) -> None:
        """Take the key that was typed, or say why not; one that looks like a name or a birth date is asked back."""
        id, text, words = self._patient, self.key.line.text(), self._host.look.words
        if id is None or text == self._point(self._host.look).case.case:
            self._tell_key("")
            return
        key = key_typed(text)
        spoilt, personal = key_problem(key), looks_personal(key)
        if spoilt is not None:
            self._tell_key(spoilt(words.language))
        elif personal is not None:
            self._tell_key(personal(words.language), keep=True)
        else:
            self._give_key(id, text)

    def _give_key(self, id: int, text: str) -> None:
        try:
            self._host.session.describe_case(id, case=text)
        except ValueError:
            self._tell_key(self._host.look.words("agenda.no_key"))
            return
        self._tell_key("")
        self.fill(self._host.look)

    def _keep_key(self) -> None:
        """What looks like a name is a key: whoever typed it says so."""
        if self._patient is not None:
            self._give_key(self._patient, self.key.line.text())
            self.key.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_key(self, said: str, *, keep: bool = False) -> None:
        self.key.message.show_text(said)
        self._keep.show_words(self._host.look.words("check.keep"))
        self._keep.setVisible(keep)

    def close_sheet(self) -> None:
        """A day that nobody entered is not taken along, and that is said."""
        half, words = self.day.half_typed, self._host.look.words
        super().close_sheet()
        if half:
            self._host.say(words("patient.left", what=f"{words('agenda.day')}: {half}"))

    def _choose(self, id: int) -> None:
        if id != self._patient:
            self._give_fields()
            self._tell_key("")
            self.sure.drop()
            self._patient = id
            self.fill(self._host.look)

    def _give_fields(self) -> None:
        """What is half typed belongs to the row that was chosen until now."""
        if self.key.line.hasFocus():
            self.key.line.editingFinished.emit()

    def _go(self, id: int | None) -> None:
        session = self._host.session
        at = None if id is None else session.state.document.place(id)
        self.close_sheet()
        if at is not None:
            if at != session.state.current:  # what had the keyboard may be nothing for this patient
                self._host.call("ground")()
            session.go_case(at)

    def submit(self) -> None:
        """Enter on the list shows the patient; in a field it gives what was typed, and shows nobody."""
        if self.list.hasFocus():
            self._go(self._patient)
        else:
            self._give_fields()

    def _to_list(self) -> None:
        """The question stands as it was typed: Enter leads back to its line, where the next discusses the patient."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: int) -> None:
        if self._patient is not None:
            self._host.session.move(self._patient, step)
            self.list.show_chosen()

    def _stand(self, standing: Standing) -> None:
        if self._patient is not None:
            self._host.session.stand(self._patient, standing)

    def _add_case(self) -> None:
        """A patient more, chosen here at once, while laptop and room keep the one in sight: Enter on its line shows it.
        Its question is what is typed next. What is half typed is of another."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_key("")
        self._patient = self._host.session.add_case(show=False)
        self.fill(self._host.look)
        self.place()  # the list is a row higher
        self.list.show_chosen()
        self.question.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        """To the end of the meeting, unless a field was refused: that would be lost."""
        if not self.day.message.text() and not self.key.message.text():
            self._host.call("ending")()

    def _take_off(self) -> None:
        """All of the patient, once it was asked."""
        id, document = self._patient, self._host.look.state.document
        at = None if id is None else document.place(id)
        if id is not None and at is not None:
            self._remove_once((at, *document.beside(at)), lambda: self._host.session.remove_case(id))

    def _take_place_off(self) -> None:
        id, at = self._patient, self._host.look.state.document.place(-1 if self._patient is None else self._patient)
        if id is not None and at is not None:
            self._remove_once((at,), lambda: self._host.session.remove_place(id))

    def _remove_once(self, places: tuple[int, ...], does: Callable[[], object]) -> None:
        """Ask first where something was answered or decided there; where nothing was, it goes at once."""
        look = self._host.look
        said = removal_said(look, places)
        if said:
            self.sure.ask(said, look.words("agenda.sure.stay"), look.words("agenda.sure.go"), does)
            self.place()
        else:
            does()
            self.rest()

    def rest(self) -> None:
        """In the list: no key takes anybody away there."""
        self.place()
        self.list.show_chosen()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _counts_words(look: Look) -> str:
    """How many patients, and how many places where that is another number."""
    words, found = look.words, counted(look.state.home, look.state.document)
    patients, places = found.patients, found.places
    said = words.count("agenda.patients", patients)
    return said if places == patients else f"{said} · {words('agenda.places', n=places)}"
