"""The end of the meeting: what became of the patients, and what the board takes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.files.clipboard import Clipboard
from mdo_viewer.desktop.files.meeting_export import KINDS, MeetingExport, What
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import CardTone
from mdo_viewer.desktop.says.files import half_words
from mdo_viewer.desktop.says.held import of_meeting
from mdo_viewer.desktop.says.steps import drafts_words
from mdo_viewer.desktop.sheets.agenda_list import standing_words
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce_after
from mdo_viewer.desktop.widgets.controls import Button, CardFrame, Heading, PlainLabel
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.guideline.wording import capital, in_sentences, uncapital
from mdo_viewer.meeting.document import Point
from mdo_viewer.meeting.packs import point_words
from mdo_viewer.meeting.tally import COUNTS, Kind, Tally, counted, left_behind, of_decided, tally
from mdo_viewer.place.wording import refusal

#: The ground of each count.
TONES: Final[Mapping[Kind, CardTone]] = {
    "wholly": "green",
    "partly": "amber",
    "deviating": "amber",
    "own": "plain",
    "deferred": "grey",
    "incomplete": "urgent",
}
#: Those whose patients are named: what still asks for a look, each once; then how the board decided, of all that count.
NAMED: Final = ("incomplete", "overtaken", "apart", "unfinished", "deferred")
HOW: Final = ("deviating", "own")


class EndingHost(Host, Protocol):
    """What the end of the meeting asks besides."""

    @property
    def meeting_export(self) -> MeetingExport:
        """What writes the whole meeting."""

    @property
    def clipboard(self) -> Clipboard:
        """What puts texts on the clipboard."""


class EndingSheet(Sheet):
    """The counts, the ways out, and the patients that still ask for a look."""

    def __init__(self, host: EndingHost, parent: QWidget) -> None:
        super().__init__(host, parent, 900)
        self._host: EndingHost = host
        counts = QHBoxLayout()
        counts.setSpacing(12)
        self._counts: list[tuple[PlainLabel, PlainLabel]] = []
        self._cards: list[CardFrame] = []
        for kind in COUNTS:
            card, number, name = (
                CardFrame(TONES[kind]),
                PlainLabel(size=34, bold=True),
                PlainLabel(size=theme.BASE, bold=True),
            )
            card.column.addWidget(number)
            card.column.addWidget(name)
            self._counts.append((number, name))
            self._cards.append(card)
            counts.addWidget(card, 1)
        self.column.addLayout(counts)
        self._still = PlainLabel(bold=True, colour=tokens.BROWN)
        self.column.addWidget(self._still)
        self._lead = Heading(size=14, colour=tokens.MUTED)
        self.column.addWidget(self._lead)
        self._pdf, self._todo = Button(tone="primary"), Button()
        self._text, self._json = Button(), Button()
        self._agenda, self._leave = Button(), Button()
        grid = QGridLayout()
        grid.setSpacing(8)
        export, door = host.meeting_export, host.door
        actions: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self._pdf, partial(self._export, self._pdf, "all")),
            (self._todo, partial(self._export, self._todo, "todo")),
            (self._text, lambda: host.clipboard.copy_meeting()),
            (self._json, partial(self._export, self._json, "json")),
            (self._agenda, host.call("agenda")),
            (self._leave, host.call("meeting")),
        )
        for at, (button, action) in enumerate(actions):
            button.clicked.connect(door(action))
            grid.addWidget(button, at // 2, at % 2)
        self.column.addLayout(grid)
        self._bound = PlainLabel(colour=tokens.MUTED)  # what the organisation does not allow
        self._bound.hide()
        self.column.addWidget(self._bound)
        self._progress = PlainLabel(bold=True, colour=tokens.BLUE)
        self._cancel = Button()
        self._cancel.clicked.connect(door(export.cancel))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        self.column.addLayout(row)
        self._names = QVBoxLayout()  # last: in a long afternoon they scroll, and the ways out stay in view
        self._names.setSpacing(0)
        self.column.addLayout(self._names)
        self._listed: QWidget | None = None
        self._pressed: Button | None = None  # what is written was asked for by this one
        export.changed.connect(self._told)

    def open_sheet(self, look: Look) -> None:
        """Opens with the keyboard on the button that writes the PDF, or where none may be made on the agenda."""
        super().open_sheet(look)
        first = self._pdf if self._pdf.isEnabled() else self._agenda
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        points = look.state.document.points
        urgent = (
            look.words("ending.limit", name=points[each.place].case.name, said=each.said[0])
            for each in of_meeting(look)
            if each.urgent
        )
        announce_after(self, in_sentences((self.accessibleDescription(), *urgent)))

    def fill(self, look: Look) -> None:
        """The counts, the patients that ask for a look, the ways out, and what is being written now."""
        words, document = look.words, look.state.document
        when, day = document.about.day, look.saying.day
        self.title.show_text(words("ending.title") if when is None else words("ending.title_on", day=day(when)))
        found, counts = tally(document), counted(look.state.home, document)
        for (number, name), kind in zip(self._counts, COUNTS, strict=True):
            number.show_text(str(getattr(counts, kind)))
            name.show_text(capital(look.saying.counted(kind)))
        half = drafts_words(look, ((at, draft.tree) for at, draft in self._host.session.half_written()))
        typed = half_words(look, self._host.session.refused)
        still = look.saying.left_of_decided(counts)
        self._still.show_text(" ".join(filter(None, (still, half, typed))))
        said = ", ".join(f"{uncapital(name.text())}: {number.text()}" for number, name in self._counts)
        self.setAccessibleDescription(" ".join(part for part in (f"{capital(said)}.", self._still.text()) if part))
        self._name_patients(look, found)
        self._lead.show_text(words("ending.take"))
        for button, key in (
            (self._pdf, "pdf"),
            (self._todo, "todo"),
            (self._text, "text"),
            (self._json, "json"),
            (self._agenda, "agenda"),
            (self._leave, "leave"),
        ):
            button.show_words(words(f"ending.{key}"))
        self._show_progress()

    def _name_patients(self, look: Look, found: Tally) -> None:
        """The patients that still ask for a look, each a way to it."""
        if self._listed is not None:
            self._names.removeWidget(self._listed)
            self._listed.hide()
            self._listed.deleteLater()
        self._listed = QWidget()
        column = QVBoxLayout(self._listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._name_limits(look, column)
        half = {at for at, _draft in self._host.session.half_written()}
        unfinished, overtaken, apart = left_behind(look.state.home, look.state.document)
        behind = {"unfinished": unfinished, "overtaken": overtaken, "apart": apart}
        named: set[int] = set()
        for kind in (*NAMED, *HOW):
            of_kind = behind[kind] if kind in behind else _of(found, kind)
            if kind in HOW:
                places = list(of_decided(look.state.document, found, of_kind))
            else:
                places = [at for at in of_kind if at not in named]
                named.update(places)
            if places:
                head = Heading(_heading(look, kind), size=14, bold=True, colour=tokens.MUTED)
                head.set_margins(0, 8, 0, 0)
                column.addWidget(head)
            for at in places:
                point = look.state.document.points[at]
                button = Button(_named(point, look, half=at in half), tone="link", left=True)
                button.clicked.connect(self._host.door(partial(self._go, point.id)))
                column.addWidget(button)
        self._names.addWidget(self._listed)

    def _name_limits(self, look: Look, column: QVBoxLayout) -> None:
        """The limits that run, of the most urgent patient first."""
        running = of_meeting(look)
        if running:
            head = PlainLabel(look.words("ending.limits"), size=14, bold=True, colour=tokens.RED)
            head.set_margins(0, 8, 0, 0)
            column.addWidget(head)
        for each in running:
            point = look.state.document.points[each.place]
            said = look.words("ending.limit", name=_numbered(point, look), said=each.said[0])
            button = Button(said, tone="link", left=True)
            button.clicked.connect(self._host.door(partial(self._go, point.id)))
            column.addWidget(button)
            for more in each.said[1:]:
                label = PlainLabel(more, colour=tokens.MUTED)
                label.set_margins(24, 0, 0, 4)
                column.addWidget(label)

    def _go(self, id: int) -> None:
        session = self._host.session
        at = session.state.document.place(id)
        self.close_sheet()
        if at is not None:
            session.go_case(at)

    def _told(self) -> None:
        if self.isVisible():
            self._host.door.run(self._show_progress)

    def _export(self, button: Button, what: What) -> None:
        """Write it, unless something is being written: the button that was pressed keeps the keyboard meanwhile."""
        if not self._host.meeting_export.busy:
            self._pressed = button
            self._host.meeting_export.start(what)

    def _show_progress(self) -> None:
        export, words = self._host.meeting_export, self._host.look.words
        said = words("ending.busy", n=export.done, m=export.all) if export.busy else ""
        if export.busy and export.done == export.all:
            said = words("ending.laying")
        shown = self._cancel.isVisible()
        self._progress.show_text(said)
        self._cancel.show_words(words("ending.cancel"))
        self._cancel.setVisible(export.busy)
        policy, language, why = self._host.session.policy, self._host.session.state.language, dict[str, None]()
        for button, what in ((self._pdf, KINDS["all"]), (self._todo, KINDS["todo"]), (self._json, KINDS["json"])):
            refused = refusal(policy, what, language)
            why[refused] = None
            button.setEnabled(not refused and (not export.busy or button is self._pressed))
        self._pdf.set_tone("primary" if policy.allows("pdf") else "plain")
        refused = refusal(policy, "clipboard", language)
        why[refused] = None
        self._text.setEnabled(not refused)
        self._bound.show_text("\n".join(filter(None, why)))
        if self.isVisible() and shown != export.busy:
            self.place()


def _named(point: Point, look: Look, *, half: bool) -> str:
    asked, standing = (
        point.case.question or look.words("agenda.no_question"),
        standing_words(look, point, which=True),
    )
    if half:
        standing = f"{standing}; {look.words('agenda.is.half')}"
    return look.words("ending.patient", name=_numbered(point, look), question=asked, standing=standing)


def _numbered(point: Point, look: Look) -> str:
    """`2. MDO-0002`, with the place."""
    document = look.state.document
    at = document.place(point.id)
    number = 0 if at is None else document.patient(at) + 1
    return f"{number}. {point_words(look.state.home, point.case, look.state.language)}"


def _heading(look: Look, kind: str) -> str:
    """Above patients who are this: as it is counted, or what is left of them."""
    return capital(look.saying.counted(kind)) if kind in COUNTS else look.words(f"ending.{kind}")


def _of(found: Tally, kind: str) -> tuple[int, ...]:
    places: tuple[int, ...] = getattr(found, kind)
    return places
