"""The window: puts the panels together, shows each new state in all of them, and hands on what the user does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from mdo_viewer.desktop.commands import Commands
from mdo_viewer.desktop.graph.panel import GraphPanel
from mdo_viewer.desktop.panels.advice_panel import AdvicePanel
from mdo_viewer.desktop.panels.facts_panel import FactsPanel
from mdo_viewer.desktop.panels.journey_strip import JourneyStrip
from mdo_viewer.desktop.panels.right_side import RightSide
from mdo_viewer.desktop.panels.status_line import StatusLine
from mdo_viewer.desktop.panels.top_bar import TopBar
from mdo_viewer.desktop.proof import Prover
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.door import Door, where
from mdo_viewer.desktop.state.keys import KEYS
from mdo_viewer.desktop.state.look import Look, journey_of
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import TEXT_SIZES, Settings
from mdo_viewer.desktop.widgets import controls, theme
from mdo_viewer.desktop.widgets.message_bar import MessageBar
from mdo_viewer.desktop.widgets.tab_order import put_in_order, stops
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.drawing import font
from mdo_viewer.reasoning.settling import Contradiction

if TYPE_CHECKING:
    from mdo_viewer.desktop.files.autosave import Keeper
    from mdo_viewer.desktop.files.clipboard import Copier
    from mdo_viewer.desktop.files.meeting_export import MeetingExporter
    from mdo_viewer.desktop.files.page_export import Exporter
    from mdo_viewer.desktop.panels.agreements_panel import AgreementsPanel
    from mdo_viewer.desktop.panels.decision_panel import DecisionPanel
    from mdo_viewer.desktop.projector.drive import Projector
    from mdo_viewer.desktop.widgets.sheet import Sheet

#: How long after a change the slower texts follow (what would change the advice), ms.
LATER = 40
MINUTE = 20_000
#: How long nothing must have happened before work is done ahead, ms.
AHEAD = 250
#: When the states of the journey and the proof follow the first picture after a show, ms.
FIRST_STATES = 80


#: How long a meeting may be left alone before it locks.
IDLE = timedelta(minutes=15)
#: The smallest window, px at text size 100 %.
LEAST = (960, 600)
#: What its panels take at least with larger text, px at 100 %: rounded sizes of letters need a little more.
ROOMY = (1032, 640)
#: The command that opens each sheet.
OPENED_BY = {
    "keys": "keys", "about": "about", "view": "view", "projector": "projector:section", "meeting": "meeting",
    "agenda": "agenda", "ending": "ending",
}  # fmt: skip
#: The sheets that show what may change while they are open.
OF_MEETING = ("agenda", "ending")
#: How the names begin of what acts while a sheet lies over the window.
OVER_SHEETS = (
    "escape", "enter", "keys", "about", "meeting", "agenda", "ending", "lock", "projector", "text:", "fullscreen",
)  # fmt: skip
#: Layouts within layouts ask one another; more rounds have not been seen.
LAYOUT_ROUNDS = 4


def settle_layouts() -> None:
    """Lay everything out now, so that it is painted once: requests that follow one another would each paint."""
    for _ in range(LAYOUT_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


class Window(QMainWindow):
    """One window, one session. `now` is the clock; `keep` writes changed settings down, by default nothing does."""

    def __init__(
        self,
        session: Session,
        now: Callable[[], datetime],
        settings: Settings | None = None,
        keep: Callable[[Settings], None] | None = None,
    ) -> None:
        super().__init__()
        self.settings = Settings() if settings is None else settings
        self._keep = keep
        self.session = session
        self.now = session.clock = now
        self.door = Door(self._report)
        self._look = Look(session.state, now())
        self._laid_out = 0
        self._journey_place: tuple[object, ...] | None = None
        self._may_close = False
        self._just_shown = False
        self._showing = self._stale = False
        self._touched_at = now()
        self._sheets: dict[str, Sheet] = {}
        self._decision: DecisionPanel | None = None
        self._agreements: AgreementsPanel | None = None
        self._question: QObject | None = None
        self.commands = Commands(self)
        self._exporter: Exporter | None = None
        self._meeting_exporter: MeetingExporter | None = None
        self._copier: Copier | None = None
        self._keeper: Keeper | None = None
        self._projector: Projector | None = None
        self.setWindowTitle("MDO Viewer")
        self.prover = Prover(session.state.pack, self._show_proof, self)
        self._build()
        self.make_shortcuts(self, self.call)
        self._later = once(self, self.door(self.show_later))
        self._soon = once(self, self.door(self._show_states))
        self._ahead = once(self, self.door(self.look_ahead), AHEAD)
        self._order = once(self, self.door(self._order_tabs))
        self._prove = once(self, self.door(self._start_proof), FIRST_STATES)
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self.door(self._minute))
        session.listeners.append(self.refresh)
        session.listeners.append(self._touched)
        session.leaving = self._give_typed
        self.has_open: Callable[[Path | None], None] = lambda _path: None  # told which meeting is open
        self.refresh()

    def _build(self) -> None:
        self.top = TopBar(self)
        self.journey = JourneyStrip(self)
        self.facts = FactsPanel(self)
        self.graph = GraphPanel(self)
        self.advice = AdvicePanel(self)
        self.status = StatusLine(self)
        self._right = RightSide()
        self._right.addWidget(self.advice)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.facts)
        middle.addWidget(self.graph, 1)
        middle.addWidget(self._right)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.top, self.journey):
            column.addWidget(part)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self._ground = self._fitted(body)
        self.setCentralWidget(self._ground)
        self.message = MessageBar(self, self._ground, self.graph)
        self.setMinimumSize(*LEAST)

    @staticmethod
    def _fitted(body: QWidget) -> QWidget:
        """What holds the panels: with larger text they scroll as a whole where the window is too small for them."""
        if theme.text_size() == 100:
            return body
        from mdo_viewer.desktop.widgets.wide_body import WideBody

        return WideBody(body, theme.px(ROOMY[0]), theme.px(ROOMY[1]))

    def _rebuild(self) -> None:
        """Make all panels anew: the size of their text has changed. What was typed in a field is given first."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        sheet = next((name for name, sheet in self._sheets.items() if sheet.isVisible()), None)
        self._sheets.clear()
        self._decision = self._agreements = None
        self._journey_place = None
        before = self.takeCentralWidget()
        self._build()
        if before is not None:
            before.hide()
            before.deleteLater()
        self._ground.setGeometry(self.rect())
        self._ground.show()
        self._give_room()
        self.refresh()
        self.graph.focus()
        if sheet is not None:
            self.commands.find(OPENED_BY[sheet])()

    def make_shortcuts(self, widget: QWidget, call: Callable[[str], Callable[[], None]]) -> None:
        """The keys in this window; `call` gives the command of a name."""
        for key in KEYS:
            action = self.door(call(key.do))
            for sequence in key.sequences:
                shortcut = QShortcut(QKeySequence(sequence), widget)
                shortcut.setAutoRepeat(key.do.startswith(("zoom", "undo", "redo", "case", "tree", "take_back")))
                shortcut.activated.connect(action)

    # --- what panels may ask (actions.Host)

    @property
    def look(self) -> Look:
        return self._look

    def call(self, name: str) -> Callable[[], None]:
        """The command `name`, looked up when it is run. What a sheet covers nobody sees change, so nothing does."""

        def run() -> None:
            sheet = self._open_sheet()
            if sheet is None or name.startswith(OVER_SHEETS) or name in sheet.allows:
                self.commands.find(name)()

        return run

    def say(self, text: str) -> None:
        self.message.tell(text, self.look.words)

    def focus_fact(self, fact: str, typed: str = "") -> None:
        self.facts.focus_fact(fact, typed)

    def change_settings(self, **changes: object) -> None:
        """Change what the user chose about the windows, at once and for the next start.

        Where the choices cannot be written down they hold until the program ends, and a message says so.
        """
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        if settings == self.settings:
            return
        self.settings = settings
        resized = settings.text_size != theme.text_size()
        self.wear()
        if resized:
            theme.set_text_size(theme.application(), settings.text_size)
            self._rebuild()
        else:
            self.refresh()
        if self._projector is not None:
            self._projector.restyle()
        if self._keep is not None:
            try:
                self._keep(settings)
            except OSError:
                self.say(self.look.words("say.settings_not_kept"))

    def wear(self) -> None:
        """Take the colours and the movement that the settings ask for; "as the system" may have become another one."""
        scheme, moves = theme.scheme_for(self.settings.scheme), theme.moves_for(self.settings.motion)
        theme.wear(theme.application(), scheme, moves=moves)

    # --- left alone

    def _touched(self) -> None:
        self._touched_at = self.now()

    def _minute(self) -> None:
        """The clock goes on; a meeting that nobody touches locks, unless the room is looking at it."""
        watched = self._projector is not None and self._projector.beam.on
        if self.is_kept() and not watched and self.now() - self._touched_at >= IDLE:
            self.lock()
        else:
            self.refresh()

    def is_kept(self) -> bool:
        """Whether a meeting is open."""
        return self._keeper is not None and self._keeper.path is not None

    def lock(self) -> None:
        """Close the meeting and ask for its password: nothing of a patient is left in the window, on the clipboard or
        in the room."""
        if not self.is_kept():
            self.say(self.look.words("lock.nothing"))
            return
        path = self.keeper.path
        assert path is not None
        if not self.keeper.close():
            self.say(self.look.words("lock.unsaved"))
            return
        if self._projector is not None:
            self._projector.stop()
        if self._copier is not None:
            self._copier.clear()
        self.show_example()
        self._rebuild()  # forms keep what was last shown in them
        controls.forget()
        font.forget()
        self.ask_meeting(path, "open")

    # --- showing

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

    def _give_typed(self) -> None:
        """What is being typed is given before something else is shown, as when the field is left."""
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit) and focused.hasFocus():
            self.facts.give_typed() if self.facts.isAncestorOf(focused) else focused.clearFocus()

    def _show_all(self) -> None:
        self._look = look = Look(self.session.state, self.now(), self._look)
        self.message.clear()
        left = self.session.take_left()
        self.top.show(look)
        self._show_journey(look)
        self.facts.show(look)
        self.graph.show(look)
        self._show_right(look)
        self.status.show(look, self.prover.state)
        self.show_kept()
        self.show_beam()
        for name in OF_MEETING:
            sheet = self._sheets.get(name)
            if sheet is not None and sheet.isVisible():
                sheet.fill(look)
        if self._projector is not None:
            self._projector.follow()
        if self.isVisible():
            settle_layouts()
            self._later.start(LATER)
            self.prover.start()
        if left is not None:
            tree = look.pack.trees_by_id.get(left[1])
            about = look.words("say.whole_case") if tree is None else look.words("say.tree", n=tree.number)
            self.say(look.words("say.decision_left", case=left[0], about=about))

    def _show_journey(self, look: Look) -> None:
        """At once where it is known or another patient comes; otherwise right after the rest is painted."""
        place = (look.state.seat, look.state.language)
        first, moved = self._journey_place is None, place != self._journey_place
        self._journey_place = place
        if "stages" in look.__dict__ or (moved and not first):
            self.journey.show(look)
            return
        if first:
            self.journey.show_titles(look)
        if self.isVisible():
            self._soon.start(0)

    def _show_states(self) -> None:
        """What the other trees say, right after the rest is painted."""
        self.journey.show(self._look)
        self._right.show_held(self._look)

    def _show_right(self, look: Look) -> None:
        state = look.state
        self._right.show_held(look)
        if state.draft is not None:
            self._right.setCurrentWidget(self.decision)
            self.decision.show(look)
        elif state.agreeing:
            self._right.setCurrentWidget(self.agreements)
            self.agreements.show(look)
        else:
            if self._decision is not None:
                self._decision.show(look)
            self._right.setCurrentWidget(self.advice)
            self.advice.show(look, later="changes" in look.__dict__)

    def show_later(self) -> None:
        """What would change the advice, and where each answer leads."""
        look = self._look
        if look.state.draft is None and not look.state.agreeing:
            _ = look.stages, look.changes, look.ahead
            self.advice.show(look, later=True)
            self._show_states()
        self._order.start()  # once everything lies in its place
        self._ahead.start()

    def look_ahead(self) -> None:
        """While nothing happens: the rows of other trees, and the journeys of the patients before and after."""
        state = self._look.state
        self.facts.warm_up()
        for at in (state.current + 1, state.current - 1):
            if 0 <= at < len(state.cases):
                journey_of(state.pack, state.cases[at].patient, self.now())

    def _order_tabs(self) -> None:
        settle_layouts()  # the order is that of the places
        put_in_order((self.top, self.journey, self.facts, self.graph, self._right, self.status))

    def _show_proof(self) -> None:
        self.status.show(self._look, self.prover.state)

    @property
    def exporter(self) -> Exporter:
        """What writes the pages, made when first needed."""
        if self._exporter is None:
            from mdo_viewer.desktop.files.page_export import Exporter

            self._exporter = Exporter(self)
        return self._exporter

    @property
    def meeting_exporter(self) -> MeetingExporter:
        """What writes the whole meeting."""
        if self._meeting_exporter is None:
            from mdo_viewer.desktop.files.meeting_export import MeetingExporter

            self._meeting_exporter = MeetingExporter(self)
        return self._meeting_exporter

    @property
    def copier(self) -> Copier:
        """What puts the page on the clipboard."""
        if self._copier is None:
            from mdo_viewer.desktop.files.clipboard import Copier

            self._copier = Copier(self)
        return self._copier

    @property
    def keeper(self) -> Keeper:
        """What keeps the meeting in its file, made when first needed."""
        if self._keeper is None:
            from mdo_viewer.desktop.files.autosave import Keeper

            self._keeper = Keeper(self)
            self._keeper.changed.connect(self.door(self.show_kept))
        return self._keeper

    def saved_at(self) -> datetime | None:
        """When the meeting that is open was last in its file as it then was; None without one."""
        return None if self._keeper is None else self._keeper.saved_at

    def show_kept(self) -> None:
        """Say what is kept of the meeting."""
        words = self.look.words
        if self._keeper is None or not self.is_kept():
            self.status.show_kept(words("status.not_kept"), tokens.BROWN)
            return
        from mdo_viewer.desktop.files.autosave import kept_words

        self.status.show_kept(*kept_words(self._keeper, words))

    def open_meeting(self) -> None:
        """The sheet of the meeting."""
        from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet

        self._open("meeting", lambda: MeetingSheet(self, self._ground))

    def open_agenda(self) -> None:
        """The sheet of the agenda."""
        from mdo_viewer.desktop.sheets.agenda_sheet import AgendaSheet

        self._open("agenda", lambda: AgendaSheet(self, self._ground))

    def open_ending(self) -> None:
        """The sheet with what became of all patients."""
        from mdo_viewer.desktop.sheets.ending_sheet import EndingSheet

        self._open("ending", lambda: EndingSheet(self, self._ground))

    def ask_meeting(self, path: Path, what: Literal["new", "open"]) -> None:
        """Ask for the password of a meeting's file that was chosen."""
        from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet

        sheet = self._sheets.get("meeting")
        if sheet is None or not sheet.isVisible():
            self.close_sheets()
            self.open_meeting()
            sheet = self._sheets["meeting"]
        assert isinstance(sheet, MeetingSheet)
        sheet.ask(what, path)

    def show_example(self) -> None:
        """The example meeting, in the place of one that was closed."""
        from mdo_viewer.desktop.state.session import Session
        from mdo_viewer.meeting.example import example_cases

        fresh = Session(self.session.state.pack, example_cases(self.session.state.pack)).state
        self.session.open_meeting(fresh.document, fresh.current, fresh.tree_id)

    @property
    def projector(self) -> Projector:
        """What the room sees, made when first needed."""
        if self._projector is None:
            from mdo_viewer.desktop.projector.drive import Projector

            self._projector = Projector(self)
        return self._projector

    def show_beam(self) -> None:
        """Say what the projector shows."""
        words = self.look.words
        if self._projector is None:
            self.top.show_beam(words("projector.button"))
            return
        from mdo_viewer.desktop.projector.chip import beam_words, is_loud, short_words

        beam = self._projector.beam
        loud = is_loud(beam)
        self.top.show_beam(short_words(beam, words), on=beam.on, loud=loud)
        self.status.show_beam(beam_words(beam, words, self.now()), loud=loud)
        for name in ("projector", "view"):
            sheet = self._sheets.get(name)
            if sheet is not None and sheet.isVisible():
                sheet.fill(self.look)

    @property
    def decision(self) -> DecisionPanel:
        """The decision panel, made when first needed."""
        if self._decision is None:
            from mdo_viewer.desktop.panels.decision_panel import DecisionPanel

            self._decision = DecisionPanel(self)
            self._right.addWidget(self._decision)
        return self._decision

    @property
    def agreements(self) -> AgreementsPanel:
        """The agreements panel, made when first needed."""
        if self._agreements is None:
            from mdo_viewer.desktop.panels.agreements_panel import AgreementsPanel

            self._agreements = AgreementsPanel(self)
            self._right.addWidget(self._agreements)
        return self._agreements

    # --- sheets and focus

    def open_keys(self) -> None:
        from mdo_viewer.desktop.sheets.keys_sheet import KeysSheet

        self._open("keys", lambda: KeysSheet(self, self._ground))

    def open_about(self) -> None:
        from mdo_viewer.desktop.sheets.about_sheet import AboutSheet

        self._open("about", lambda: AboutSheet(self, self._ground))

    def open_view(self) -> None:
        """The look of the windows."""
        from mdo_viewer.desktop.sheets.view_sheet import ViewSheet

        self._open("view", lambda: ViewSheet(self, self._ground))

    def toggle_full_screen(self) -> None:
        """The laptop's window over all of its screen, or as it was."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def go_panel(self, step: int) -> None:
        """Give the keyboard to the next part of the window: facts, graph, advice, top, journey."""
        if self.sheet_open():
            return
        panels: tuple[QWidget, ...] = (self.top, self.journey, self.facts, self.graph, self._right, self.status)
        focused = self.focusWidget()
        at = next((i for i, panel in enumerate(panels) if panel.isAncestorOf(focused)), 3)
        for away in range(1, len(panels)):  # a part may hold nothing that takes the keyboard now
            if self._enter(panels[(at + step * away) % len(panels)]):
                return

    def _enter(self, panel: QWidget) -> bool:
        """Give the keyboard to a part of the window, where it is of most use there; False if nothing there takes it."""
        if panel is self.graph:
            self.graph.focus()
            return True
        if panel is self.facts and self.look.next_fact is not None:
            self.focus_fact(self.look.next_fact)
            return True
        stop = next((stop for stop in stops(panel) if stop.isEnabled()), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        return stop is not None

    def step_text(self, step: int) -> None:
        """The next larger (1) or smaller (-1) size of text; 0 for the usual one."""
        at = TEXT_SIZES.index(self.settings.text_size) + step
        size = 100 if step == 0 else TEXT_SIZES[max(0, min(at, len(TEXT_SIZES) - 1))]
        self.change_settings(text_size=size)
        self.say(self.look.words("say.text_size", n=size))

    def open_projector(self) -> None:
        """The settings of the projector."""
        from mdo_viewer.desktop.sheets.projector_sheet import ProjectorSheet

        self._open("projector", lambda: ProjectorSheet(self, self._ground))

    def _open(self, name: str, make: Callable[[], Sheet]) -> None:
        shown = self._open_sheet()
        if shown is not None:
            shown.close_sheet()
            if name not in OF_MEETING or shown is self._sheets.get(name):
                return  # the key that opened it closes it; the sheets of the meeting lead to one another
        if name not in self._sheets:
            self._sheets[name] = make()
        self._sheets[name].open_sheet(self.look)

    def submit_sheet(self) -> bool:
        """Give Enter to what lies over the window; whether there was something."""
        for sheet in self._sheets.values():
            if sheet.isVisible():
                sheet.submit()
                return True
        return False

    def sheet_open(self) -> bool:
        """Whether something lies over the window."""
        return self._open_sheet() is not None

    def _open_sheet(self) -> Sheet | None:
        return next((sheet for sheet in self._sheets.values() if sheet.isVisible()), None)

    def close_sheets(self) -> bool:
        """Close what lies over the window; whether there was something."""
        for sheet in self._sheets.values():
            if sheet.isVisible():
                sheet.close_sheet()
                return True
        return False

    def press_focused(self) -> bool:
        """Press the button, give the field, or act on the graph or list, that has the focus."""
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.returnPressed.emit()
            return True
        if isinstance(focused, QAbstractButton) and focused.isVisible() and focused.isEnabled():
            focused.click()
            return True
        return self.graph.press(focused)

    # --- failures

    def _report(self, problem: BaseException) -> None:
        words = self.look.words
        if isinstance(problem, Contradiction):
            text = problem.message(self.session.state.language)
            self.say(words("say.contradiction", why=text))
            for fact in problem.facts:
                self.facts.explain(fact, words("say.conflict"))
        else:
            kind = type(problem).__name__
            safe = self._save_first()
            self.say(words("say.failure_saved" if safe else "say.failure", kind=kind))

    def _save_first(self) -> bool:
        """What was typed goes to its file before anything else; whether it is there. Nothing may fail here."""
        if self._keeper is None or self._keeper.path is None:
            return False
        try:
            return self._keeper.flush()
        except Exception as problem:  # noqa: BLE001 - a failure is being told already, and this one beside it
            sys.stderr.write(where(problem))
            return False

    # --- size and closing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """The side panels as wide as the window allows."""
        width = theme.units(self.width())
        facts, right = (360, 424) if width >= 1800 else (304, 344) if width >= 1300 else (288, 304)
        self.facts.setFixedWidth(theme.px(facts))
        self._right.setFixedWidth(theme.px(right))
        self.message.place()
        for sheet in self._sheets.values():
            if sheet.isVisible():
                sheet.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._just_shown = True
        self.graph.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._just_shown:  # not at show: however slow the machine, the picture comes first
            self._just_shown = False
            self._soon.start(FIRST_STATES)
            self._later.start(FIRST_STATES + LATER)
            self._prove.start()

    def _start_proof(self) -> None:
        if self.isVisible():
            self.prover.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._keeper is not None:
            self._keeper.flush()
        if self._may_close or not self.session.typed:
            for timer in self.findChildren(QTimer):
                timer.stop()
            self.prover.stop()
            if self._copier is not None:
                self._copier.clear()
            if self._meeting_exporter is not None:
                self._meeting_exporter.cancel()
                self._meeting_exporter.wait()
            if self._keeper is not None:
                self._keeper.let_go()
            if self._projector is not None:
                self._projector.stop()
            event.accept()
            return
        event.ignore()
        self._ask_to_close()

    def _ask_to_close(self) -> None:
        from mdo_viewer.desktop.files.closing import ask_to_close

        if self._question is None:
            self._question = ask_to_close(self, self._close_now, self._stay)

    def _close_now(self) -> None:
        self._may_close = True
        self._question = None
        self.close()

    def _stay(self) -> None:
        self._question = None
