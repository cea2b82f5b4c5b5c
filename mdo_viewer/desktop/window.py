"""The window: puts the panels together, shows each new state in all of them, and hands on what the user does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.appearance import Appearance
from mdo_viewer.desktop.body import Body, Parts, least_size, make_parts
from mdo_viewer.desktop.failures import Failures
from mdo_viewer.desktop.first_letter import FirstLetter, HeldKey, Lettered, is_for_dialog
from mdo_viewer.desktop.focus import Focus
from mdo_viewer.desktop.graph.panel import GraphPanel
from mdo_viewer.desktop.losing import Losing
from mdo_viewer.desktop.open_meeting import OpenMeeting
from mdo_viewer.desktop.panels.facts_panel import FactsPanel
from mdo_viewer.desktop.panels.status_line import StatusLine
from mdo_viewer.desktop.projector.chip import beam_words, is_loud, short_words
from mdo_viewer.desktop.proof import Prover
from mdo_viewer.desktop.says.steps import told_words
from mdo_viewer.desktop.services import Services
from mdo_viewer.desktop.sheet_stack import OF_DOCUMENT, OF_PROJECTOR, SheetStack
from mdo_viewer.desktop.sight import put_back, taken_down
from mdo_viewer.desktop.speaking import Speaking
from mdo_viewer.desktop.state.commands import find, meant, window_keys
from mdo_viewer.desktop.state.desk import Place, place_of
from mdo_viewer.desktop.state.door import Door
from mdo_viewer.desktop.state.journeys import journey_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session, State
from mdo_viewer.desktop.state.settings import Settings, SettingsChanges
from mdo_viewer.desktop.typed_on import TypedOn
from mdo_viewer.desktop.widgets.message_bar import MessageBar
from mdo_viewer.desktop.widgets.timers import once

if TYPE_CHECKING:
    from mdo_viewer.desktop.files.autosave import Autosave
    from mdo_viewer.desktop.files.clipboard import Clipboard
    from mdo_viewer.desktop.files.meeting_export import MeetingExport
    from mdo_viewer.desktop.files.page_export import PageExport
    from mdo_viewer.desktop.projector.drive import Projector

#: How long after a change the slower texts follow (what would change the advice), ms.
LATER = 40
#: How often the clock goes on, ms: what is said to the minute is never long behind.
TICK = 20_000
#: How long nothing must have happened before work is done ahead, ms.
AHEAD = 250
#: When the states of the journey and the proof follow the first picture after a show, ms.
FIRST_STATES = 80


#: Layouts within layouts ask one another; more rounds have not been seen.
LAYOUT_ROUNDS = 4


def settle_layouts() -> None:
    """Lay everything out now, so that it is painted once: requests that follow one another would each paint."""
    for _ in range(LAYOUT_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _give_keys(widget: QWidget, press: Callable[[str], Callable[[], None]], door: Door) -> None:
    made = {each.key().toString() for each in widget.findChildren(QShortcut)}
    for key, repeats in window_keys().items():
        if QKeySequence(key).toString() not in made:
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setAutoRepeat(repeats)
            shortcut.activated.connect(door(press(key)))


def _next_look(before: Look, state: State, now: datetime) -> Look:
    """Where only the clock went on, what is slow is known at once: no card goes and comes back."""
    look = Look(state, now, before)
    if look.state is before.state and before.knows("changes"):
        _ = look.stages, look.changes, look.ahead
    return look


class Window(Lettered):
    """One window, one session. `now` is the clock; `keep` writes changed settings down, by default nothing does."""

    facts: FactsPanel
    graph: GraphPanel
    sheets: SheetStack
    parts: Parts
    meeting: OpenMeeting
    status: StatusLine
    prover: Prover
    body: Body

    def __init__(
        self,
        session: Session,
        now: Callable[[], datetime],
        settings: Settings | None = None,
        keep: Callable[[Settings], None] | None = None,
    ) -> None:
        super().__init__()
        self.appearance = Appearance(settings, keep, session)
        self.session = session
        self.now = session.clock = now
        self.failures = Failures(self, lambda fact, why: self.facts.explain(fact, why), lambda: self.meeting.save())
        self.door = Door(self.failures.report)
        self._held = HeldKey(self, self.door)
        self.typed_on = TypedOn(self, self, lambda: self.message.label.text())
        self._look = Look(session.state, now())
        self._journey_place: tuple[object, ...] | None = None
        self._just_shown = self._showing = self._stale = False
        self.services, self.sheets = Services(self, self, self.show_kept), SheetStack(self, self, lambda: self.body)
        self.meeting = OpenMeeting(self, self, self.services, self.sheets, self.appearance, self._rebuild)
        self.keyboard = Focus(self, self, lambda: self.body, self.typed_on)
        self.prover = Prover(session.state.pack, lambda: self.status.show_look(self._look, self.prover.state), self)
        self._build()
        self.make_shortcuts(self, self.press)
        self.letters = FirstLetter(self, lambda: self.parts.right, lambda: self.sheets.shown, self.keyboard.come_to)
        self._later = once(self, self.door(self.show_later))
        self._soon = once(self, self.door(self._show_states))
        self._ahead = once(self, self.door(self.work_ahead), AHEAD)
        self._order = once(self, self.door(self._order_tabs))
        self._prove = once(self, self.door(lambda: _begin_proof(self)), FIRST_STATES)
        self._clock = QTimer(self, interval=TICK)
        self._clock.timeout.connect(self.door(self.tick))
        silent, half = lambda: self.sheets.wall is not None, lambda: self.keyboard.half_typed
        self.speaking = Speaking(self, silent, self.meeting.resting, half)
        self.losing, self.sheets.gone = Losing(self), once(self, lambda: _lead_back(self)).start
        session.listeners.append(self.refresh)
        session.leaving = self.keyboard.keep_typed
        self.has_open: Callable[[Path | None], None] = lambda _path: None  # told which meeting is open
        self.waits: Callable[[], bool] = lambda: self.parts.right.waits or self.facts.waits
        self.refresh()

    def _build(self) -> None:
        self.parts = parts = make_parts(self)
        self.top, self.patient, self.journey, self.facts, self.graph, self.right, self.status = parts
        self.advice = parts.right.advice
        self.body = Body(self, parts)
        self.setCentralWidget(self.body)
        self.message: MessageBar = MessageBar(self, self, self.body.open_ground, lambda: parts.right.covers)
        self.message.spares, self.message.sheet = parts.right.spared, lambda: self.sheets.shown
        self.message.crowded, self.message.line = self.body.is_crowded, parts.status.spare
        self.message.wait_for(self.meeting.resting.isVisible, self.meeting.resting.over)
        self.setMinimumSize(least_size(self.screen().availableSize()))

    def _rebuild(self) -> None:
        """Make all panels anew: the size of their text has changed. What was half typed stays so."""
        put_by, sight = self.sheets.put_by(), taken_down(self.body, self.focusWidget())
        self._journey_place = None
        before, message = self.takeCentralWidget(), self.message
        message.clear()
        self._build()
        for old in filter(None, (before, message)):
            old.hide()
            old.deleteLater()
        self.body.setGeometry(self.rect())
        self.body.setVisible(self.sheets.wall is None)
        self.refresh()
        settle_layouts()
        put_back(self.body, sight)
        self.sheets.make_anew(put_by)

    def make_shortcuts(self, widget: QWidget, press: Callable[[str], Callable[[], None]]) -> None:
        """The keys of all commands in this window that it does not have yet; `press` gives what a key does there."""
        _give_keys(widget, press, self.door)

    # --- what panels may ask (state/host.py)

    @property
    def look(self) -> Look:
        """What is shown now, with all that follows from it."""
        return self._look

    @property
    def place(self) -> Place:
        """Where the user is, which decides what acts."""
        return place_of(self.session.state, self.sheets.shown_name, self.sheets.wall)

    def call(self, name: str) -> Callable[[], None]:
        """The command `name`; where it does not act nothing happens: what a sheet covers nobody would see change.

        Raises UnknownCommand where there is none of this name.
        """
        command = find(name)

        def run() -> None:
            if command.acts_in(self.place, self.sheets.wall):
                command.run(self)

        return run

    def press(self, key: str, first: Place | None = None) -> Callable[[], None]:
        """What a key does where the user then is; in another window what acts in that place comes `first`."""

        def run() -> None:
            command = (meant(key, first) if first is not None else None) or meant(key, self.place)
            if command is not None and command.passes(self.sheets.wall) and not is_for_dialog(command, first):
                self._held.begin(key, repeats=command.row.repeats)
                self.typed_on.run(lambda: command.run(self), command.row.name)

        return run

    def say(self, text: str, heard: str = "") -> None:
        """Show a message at the foot until it is closed, the next comes or the user goes on; `heard` may be longer."""
        if self.sheets.wall != "locked":  # it may be of a patient
            self.message.tell(text, self.look.words, heard)

    def say_again(self) -> None:
        """Whose advice it is and all that stands beside it is read out; the advice itself stands in the message."""
        self.say(*self.speaking.again(self.look, statements=self.settings.later))

    def focus_fact(self, fact: str, typed: str = "") -> None:
        """Give the keyboard to the row of a fact, brought into sight, and begin its number with what was typed."""
        self.keyboard.show_tab("facts")
        self.facts.focus_fact(fact, typed)

    @property
    def settings(self) -> Settings:
        """What the user chose about the windows."""
        return self.appearance.settings

    def change_settings(self, **changes: Unpack[SettingsChanges]) -> None:
        """Change what the user chose about the windows, at once and for the next start.

        Where the choices cannot be written down they hold until the program ends, and a message says so.
        """
        if not self.appearance.take(changes):
            return
        if self.appearance.resize():
            self.make_shortcuts(self, self.press)
            self._rebuild()
        else:
            self.refresh()
        if self.services.projector.made is not None:
            self.services.projector.made.restyle()
        if not self.appearance.keep():
            self.say(self.look.words("say.settings_not_kept"))

    def step_text(self, step: int) -> None:
        """The next larger (1) or smaller (-1) size of text; 0 for the usual one."""
        size = self.appearance.next_size(step)
        self.change_settings(text_size=size)
        self.say(self.look.words("say.text_size", n=size))

    # --- showing

    def tick(self) -> None:
        """The clock goes on."""
        if not self.meeting.lock_if_left_alone():
            self.refresh()

    def refresh(self) -> None:
        """Show the state in every panel; the slower texts follow a moment later.

        A panel that takes a field away while something is typed in it changes the state: then all panels are shown
        once more, rather than some of them as things stood before.
        """
        self._stale = True
        if self._showing:
            return
        self._showing = True
        try:
            while self._stale:
                self._stale = False
                self._show_all()
        finally:
            self._showing = False

    def _show_all(self) -> None:
        self._look = look = _next_look(self._look, self.session.state, self.now())
        told = self.losing.take_told(look)
        self.body.show_look(look)
        self.top.show_look(look)
        self.patient.show_look(look)
        self._show_journey(look)
        for show in (self.facts.show_look, self.graph.show_look, self.right.show_look):
            show(look)
        self.status.show_look(look, self.prover.look_at(look.pack))
        self.show_kept()
        self.show_beam()
        self.sheets.refill(look, OF_DOCUMENT)
        beam = self.services.projector.made
        room = "" if beam is None else beam.follow()
        if self.isVisible():
            settle_layouts()
            self._later.start(LATER)
            self.prover.start()
        if said := f"{told_words(look, *told, self.session.take_waiting())} {room}".strip():
            self.speaking.told = True
            self.say(said)

    def _show_journey(self, look: Look) -> None:
        """At once where it is known or another patient comes; otherwise right after the rest is painted."""
        place = (look.state.seat, look.state.language)
        first, moved = self._journey_place is None, place != self._journey_place
        self._journey_place = place
        if look.knows("stages") or (moved and not first):
            self.journey.show_look(look)
            return
        if first:
            self.journey.show_titles(look)
        if self.isVisible():
            self._soon.start(0)

    def _show_states(self) -> None:
        """What the other trees say, right after the rest is painted."""
        strip, line, graph = self.journey.show_look, self.patient.show_look, self.graph.follow
        for show in (strip, line, self.right.show_held, self.body.show_again, graph):
            show(self._look)

    def show_later(self) -> None:
        """What would change the advice, and where each answer leads."""
        look = self._look
        if look.state.draft is None and not look.state.agreeing:
            _ = look.stages, look.changes, look.ahead
            self.advice.show_look(look, later=True)
            self._show_states()
        self.speaking.follow(look)
        self.losing.follow(look)
        self._order.start()  # once everything lies in its place
        self._ahead.start()

    def work_ahead(self) -> None:
        """While nothing happens: the rows of other trees, and the journeys of the patients and places near by."""
        state = self._look.state
        self.facts.warm_up()
        for at in state.near_by:
            journey_of(state.pack_of(state.cases[at]), state.cases[at], self.now())

    def _order_tabs(self) -> None:
        settle_layouts()  # the order is that of the places
        self.keyboard.order_tabs()

    @property
    def page_export(self) -> PageExport:
        """What writes the page of a patient."""
        return self.services.page_export()

    @property
    def meeting_export(self) -> MeetingExport:
        """What writes the whole meeting."""
        return self.services.meeting_export()

    @property
    def clipboard(self) -> Clipboard:
        """What puts texts on the clipboard."""
        return self.services.clipboard()

    @property
    def autosave(self) -> Autosave:
        """What keeps the meeting in its file."""
        return self.services.autosave()

    @property
    def projector(self) -> Projector:
        """What the room sees."""
        return self.services.projector()

    def show_kept(self) -> None:
        """Say which meeting is open, and what is kept of it."""
        self.setWindowTitle(self.meeting.title)
        self.top.show_meeting(self.meeting.name, kept=self.meeting.is_kept())
        self.body.show_kept(*self.meeting.kept_words())
        self.meeting.told()

    def ask_meeting(self, path: Path, what: Literal["new", "open"]) -> None:
        """Ask for the password of a meeting's file that was chosen."""
        self.meeting.ask(path, what)

    def show_beam(self) -> None:
        """Say what the projector shows."""
        beam = self.services.beam
        self.body.show_beam(short_words(beam, self.look.words), on=beam.on, loud=is_loud(beam))
        self.status.show_beam(beam_words(beam, self.look.words, self.now()), loud=is_loud(beam))
        if self.sheets.shown is None:
            self.message.place()  # never over what is said of the room
        self.sheets.refill(self.look, OF_PROJECTOR)

    # --- size and closing

    def toggle_full_screen(self) -> None:
        """The laptop's window over all of its screen, or as it was."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def has_open_part(self) -> bool:
        """Whether something is open that Esc closes: a sheet, a form or a message."""
        state = self.session.state
        return self.sheets.shown is not None or state.draft is not None or state.agreeing or not self.message.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the parts their room; what lies over them finds its place again."""
        super().resizeEvent(event)
        self.body.give_room(self._look)
        self.sheets.place()
        self.message.place()

    def showEvent(self, event: QShowEvent) -> None:
        """Starts the clock and gives the graph the keyboard; what is slow waits for the first picture."""
        super().showEvent(event)
        self._clock.start()
        self._just_shown = True
        if self.sheets.wall is None:
            self.graph.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first picture of a show, the states, the slower texts and the proof are set going."""
        super().paintEvent(event)
        if self._just_shown:  # not at show: however slow the machine, the picture comes first
            self._just_shown = False
            self._soon.start(FIRST_STATES)
            self._later.start(FIRST_STATES + LATER)
            self._prove.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Takes and writes what waits for it; where something was typed that is in no file the window asks first."""
        self.session.leaving()
        self.meeting.save()
        if self.meeting.closing.may_leave(self.close):
            self._end()
            event.accept()
        else:
            event.ignore()

    def _end(self) -> None:
        """Nothing goes on, and nothing of a patient is left outside the window."""
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.prover.stop()
        self.services.end()


def _begin_proof(window: Window) -> None:
    if window.isVisible():
        window.prover.start()


def _lead_back(window: Window) -> None:
    """A sheet is gone: what stands half typed below it is said."""
    if window.sheets.shown is None:
        window.speaking.back(window.look)
