"""A monkey at the laptop: random keys, clicks, turns of the wheel, commands and cables, and what must hold meanwhile.

`python -m tests.play.monkey --events 1000000 --seed 7` prints what it did as JSON, and the last events where it failed:
the same seed does the same until there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QMessageLogContext, QPoint, QPointF, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from mdo_viewer.desktop import window as window_module
from mdo_viewer.desktop.files.kept import Kept, OpenedFile
from mdo_viewer.desktop.graph import magnifier
from mdo_viewer.desktop.panels import facts_panel
from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.projector import drive as projector_module
from mdo_viewer.desktop.projector.content import who_is
from mdo_viewer.desktop.projector.screens import Screen
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.state.commands import COMMANDS, Taking
from mdo_viewer.desktop.state.settings import TEXT_SIZES, SettingsChanges
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Question
from mdo_viewer.guideline.scope import OUTSIDE, SCOPE
from mdo_viewer.guideline.showing import asks
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.container import Cost, make_key, open_sealed, seal
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.saving import Lock, MeetingFile
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.scope import is_about_scope, steps_of
from mdo_viewer.reasoning.settling import Contradiction
from tests.help.desktop_help import close, make_window

#: Between two looks at whether everything still holds.
LOOK_EVERY = 40
PAINT_EVERY = 10
#: How many cases there may be, and changes that can be undone, before a new meeting begins.
MOST_CASES, MEETING = 12, 5_000
#: What the files of the monkey's meetings open with.
OPENS = "aap noot mies"

WRITES = {"pdf", "meeting"}  # they ask for a file
#: They end what the monkey plays with; that leaving asks is played by `pause`.
ENDS = {"quit", "meeting:leave", "meeting:new", "meeting:open", "meeting:elsewhere", "lock"}
LEFT_OUT = WRITES | ENDS
SEQUENCES = list(dict.fromkeys(key for row in COMMANDS if row.name not in LEFT_OUT for key in row.keys))
NAMES = [row.name for row in COMMANDS if row.name not in LEFT_OUT and not isinstance(row.run, Taking)]
ANSWERS = ["1", "1", "1", "2", "2", "2", "3", "4", "0", "Backspace", "N", "PgDown", "PgUp", "Ctrl+Z", "Ctrl+Y"]
OTHERS = ["Tab", "Tab", "Backtab", "Left", "Right", "Up", "Down", "Home", "End", "Space", "Return", "Escape", "Escape",
          "Menu", "Shift+F10", "Del", "Ctrl+A", "M", "Y", ","]  # fmt: skip
TYPED = ["7", "3,5", "0,25", "999", "<b>&x</b>", "22-11 8:15", "-", "0", "%s {0}", "7,\u00bd", " ", "long " * 40]
SIZES = [(1366, 768), (1024, 768), (1024, 768), (960, 600), (1280, 720), (1920, 1080)]
LAPTOP = Screen("eDP-1", "LG", "Panel", "", (0, 0, 1366, 768), (1366, 768))
BEAMER = Screen("HDMI-1", "Epson", "EB-1", "X1", (1366, 0, 1920, 1080), (1920, 1080))
#: Said by the offscreen platform about what only a real window system can do.
HARMLESS = re.compile("^This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)")


#: What waits comes at the next turn or, where it takes long, when the monkey pauses.
NEVER = 1_000_000_000
WAITS = (
    (projector_module, "HOLD", 0),
    (projector_module, "HOLD_START", 0),
    (facts_panel, "SETTLED", 0),
    (facts_panel, "WARM", 0),
    (magnifier, "REST", 0),
    (window_module, "LATER", NEVER),
    (window_module, "AHEAD", NEVER),
)


class Broken(Exception):
    """Something does not hold any more."""


def expect(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


# --- what must hold ---------------------------------------------------------------------------------------------------


def way_drawn(window: Window) -> None:
    """What is drawn as the way is the evaluator's trace, worked out anew."""
    state, look, panel = window.session.state, window.look, window.graph
    expect(look.state is state, "the panels show another state than the session has")
    picture = panel.picture
    if state.as_list or picture is None or not panel.isVisible():
        return  # a tab that is not in sight is drawn when it is shown
    fresh = advise(state.pack, state.tree, state.case.patient, window.now())
    steps = steps_of(state.pack, fresh)
    if look.is_open(state.correcting):  # somebody chose what is asked
        scope_asked = is_about_scope(state.pack, state.correcting)
    else:
        scope_asked = any(fact not in state.case.patient.unknown for fact in fresh.scope_open)
    shut = [step for step in steps if step.answer is None and (step.question.id == SCOPE) is not scope_asked]
    trace = {step.question.id: step for step in steps if step not in shut}  # one question is open at a time
    ways = {(step.question.id, step.answer.key) for step in steps if step.answer is not None}
    drawn = {(edge.question, edge.answer) for edge in picture.edges if edge.state == "path" and edge.answer != "*"}
    expect(picture.tree == state.tree_id, "the picture is of another tree")
    expect(drawn <= ways, f"drawn as the way but not in the trace: {drawn - ways}")
    on_way = {box.node for box in picture.boxes if box.kind == "question" and box.state in ("path", "open")}
    expect(on_way <= trace.keys(), f"drawn on the way but not in the trace: {on_way - trace.keys()}")
    folded = picture.hidden or any(box.kind == "stub" for box in picture.boxes)
    waits = {id for id, step in trace.items() if step.answer is None and not asks_itself(window, step.question)}
    missing = trace.keys() - waits - on_way  # a question that waits for another fact is not marked in the whole tree
    expect(bool(folded) or not missing, f"in the trace but not drawn: {missing}")
    ends = {box.node for box in picture.boxes if box.kind == "outcome" and box.state == "path"}
    end = {fresh.outcome.id} if fresh.outcome is not None else set()
    end = {OUTSIDE} if fresh.scope_closed is not None else end
    expect(ends <= end and (bool(folded) or ends == end), f"drawn as the end: {ends}, but it is {end}")
    view = panel.view
    if view.picture is picture:
        items = {id: item.box for id, item in view.boxes.items()}
        expect(items == {box.id: box for box in picture.boxes}, "the items are not those of the picture")


def asks_itself(window: Window, question: Question) -> bool:
    """Whether the digits answer what the box of a question asks."""
    asked = window.look.next_fact
    return asked is None or asked not in window.look.pack.facts_by_id or asks(window.look.pack, question, asked)


def facts_shown(window: Window) -> None:
    """Every row in view shows its fact as it stands in the session."""
    look, view = window.look, facts_view(window.look)
    marks = view.marks if window.facts._marks_shown else ()  # opened by a button, which no state holds
    wanted = [*view.rows, *view.rider_rows, *(view.others if view.show_all else ()), *marks]
    rows = {row.view.id: row for row in window.facts.findChildren(FactRow) if row.view and not row.isHidden()}
    expect(rows.keys() == {each.id for each in wanted}, f"rows {rows.keys()} instead of {[w.id for w in wanted]}")
    for each in wanted:
        row = rows[each.id]
        expect(row.view == each, f"the row of {each.id} shows {row.view}, it should be {each}")
        given = look.patient.values.get(each.id)
        if each.type in ("number", "integer"):
            in_hand = row.field.hasFocus() or QApplication.activePopupWidget() is not None  # its own menu
            if not in_hand and not row.doubting and not row.said("message"):
                expect(row.field.text() == each.entered, f"{each.id} shows {row.field.text()!r}, holds {given!r}")
            continue
        buttons = [b for b in row.findChildren(QAbstractButton) if b.isCheckable() and not b.isHidden()]
        checked = {at for at, button in enumerate(buttons) if button.isChecked()}
        expect(each.folded != "" or checked == each.chosen, f"{each.id}: checked {checked}, chosen {each.chosen}")


def nothing_of_others(window: Window) -> None:
    """What the room sees is of the patient on the laptop, and without a key unless that was asked for."""
    view = window.projector.view
    if view is None:
        return
    beam, state = window.projector.beam, window.session.state
    held = beam.frozen.who if beam.frozen is not None and window.settings.projector_keeps else None  # as was asked for
    for frame in (view.frame, view.painted) if view.isVisible() else (view.frame,):
        whose = (None, held, who_is(state))
        expect(frame.who in whose, f"{frame.who} on the projector, {who_is(state)} on the laptop, {beam}")
        words = [] if frame.page is None else [words.text for words in frame.page.words]
        asked = window.settings.projector_key or frame is not view.frame  # what is painted follows in the same turn
        if asked:
            words = [text.replace(state.case.case, "") for text in words]  # a key may hold anything
        shown = set(re.findall(r"MDO-\d+", " ".join([*words, view.windowTitle(), view.accessibleName()])))
        expect(not shown, f"{shown} on the projector")
    expect(not (beam.black or not beam.on) or view.frame.page is None, "a page while black or off")


def kept(window: Window) -> None:
    """Where a meeting is open its file holds what the window shows."""
    autosave = window.autosave
    if autosave.path is None:
        return
    expect(autosave.flush(), f"not saved: {autosave.problem}")
    state = window.session.state
    there = read_meeting(open_sealed(autosave.path.read_bytes(), OPENS)[0], state.home)
    mine = Meeting(state.document, state.current, state.tree_id, window.session.half_written())
    expect(write_meeting(there, state.home) == write_meeting(mine, state.home), "the file holds something else")


CHECKS: tuple[Callable[[Window], None], ...] = (way_drawn, facts_shown, nothing_of_others, kept)


def _stays(
    ask: Callable[[Callable[[], object]], bool], leave: Callable[[], object], keep: Callable[[], object] | None = None
) -> bool:
    """Ask whether to leave, as the window does, and stay whatever the answer is."""
    del leave, keep
    ask(lambda: None)
    return False


# --- the monkey -------------------------------------------------------------------------------------------------------


class Monkey:
    """Does random things to one window; `log` holds the last of them."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.folder = folder
        self.log: deque[str] = deque(maxlen=60)
        self.done: Counter[str] = Counter()
        self.told: list[str] = []
        self.events = self.meetings = 0
        self.plugged = True
        self.actions: list[tuple[float, Callable[[], str]]] = [
            (24, self.answer_key),
            (10, self.any_key),
            (26, self.other_key),
            (8, self.click_graph),
            (4, self.drag_graph),
            (12, self.wheel),
            (5, self.click_panel),
            (3, self.press_button),
            (3, self.type_something),
            (2, self.command),
            (1, self.go),
            (2, self.pause),
            (0.5, self.resize),
            (0.2, self.setting),
            (1, self.cable),
        ]
        self.keyboard = (self.answer_key, self.any_key, self.other_key)
        self.weights = [weight for weight, _ in self.actions]
        self.window = self._open()

    def _open(self) -> Window:
        """Every other meeting is kept in a file."""
        window = make_window(size=(1024, 768))
        if (self.seed + self.meetings) % 2:
            self._keep(window)
        window.prover.finish()
        window.door.report = self._report
        projector = window.projector
        projector.screens = lambda: (LAPTOP, BEAMER) if self.plugged else (LAPTOP,)  # type: ignore[method-assign]
        projector.laptop_screen = lambda: LAPTOP  # type: ignore[method-assign]
        window.page_export.folder = self.folder
        closing = window.meeting.closing
        closing.may_leave = partial(_stays, closing.may_leave)  # type: ignore[method-assign]
        self.meetings += 1
        return window

    def _keep(self, window: Window) -> None:
        state, path = window.session.state, self.folder / f"{self.meetings}.mdo"
        cases = tuple(replace(case, title_example=False) for case in state.cases)
        meeting = Meeting(document_of(cases), 0, state.tree_id)
        held = Kept(MeetingFile(path, None), make_key(OPENS, cost=Cost(64, 1, 1)), Lock(path))
        held.file.save(seal(write_meeting(meeting, state.home), held.key), lambda _read: None)
        trees = ((state.home.id, state.home.version),)
        window.autosave._opened(OpenedFile(held, meeting, trees))  # without the second that a key takes

    def _report(self, problem: BaseException) -> None:
        if isinstance(problem, Contradiction):
            self.window.failures.report(problem)
        else:
            self.told.append("".join(traceback.format_exception(problem)))

    def run(self, events: int, until: float = float("inf")) -> None:
        """So many events, or until a moment of the process clock. Raises Broken where something does not hold."""
        for number in range(1, events + 1):
            self.events += 1
            self.chance.seed(self.seed * 10_000_000 + self.events)  # what one event draws does not change the next
            action = self.chance.choices(self.actions, self.weights)[0][1]
            self.log.append(f"{self.events} {action.__name__}")
            if action not in self.keyboard or QApplication.activeWindow() is None:
                self._come_to(self.window)  # what is clicked gets the keyboard
            self.log[-1] += f": {action()}"
            self.done[action.__name__] += 1
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            nothing_of_others(self.window)
            if self.window.sheets.wall:  # locked, or at the start: nothing to play with but passwords and files
                self._next_meeting()
            if number % PAINT_EVERY == 0:
                QApplication.processEvents()
            if number % LOOK_EVERY == 0:
                self._look()
            if self.events % MEETING == 0:
                self._next_meeting()
            if number % LOOK_EVERY == 0 and time.process_time() > until:
                break
        QApplication.processEvents()
        self._look()

    def _look(self) -> None:
        expect(self.told == [], "\n".join(self.told))
        expect(self.window.isVisible(), "the window is closed")
        for check in CHECKS:
            check(self.window)

    def end(self) -> None:
        """Close the window, which stayed whatever was answered to the question whether to leave."""
        del self.window.meeting.closing.may_leave
        close(self.window)

    def _next_meeting(self) -> None:
        self.end()
        expect(self.told == [], "\n".join(self.told))
        self.window = self._open()

    # --- what it does

    @staticmethod
    def _come_to(window: QWidget) -> None:
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            QApplication.processEvents()

    def _target(self) -> QWidget:
        """Where keys arrive; now and then someone has clicked on the projector's window, as for a remote control."""
        view = self.window.projector.view
        if view is not None and view.isVisible() and self.chance.random() < 0.05:
            self._come_to(view)
            view.setFocus()
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def _press(self, name: str) -> str:
        target = self._target()
        QTest.keySequence(target, name)
        if target.window() is not self.window:
            QApplication.processEvents()  # the keyboard may have gone from the projector to a field of the laptop
        self._close_menus()
        return name

    def answer_key(self) -> str:
        return self._press(self.chance.choice(ANSWERS))

    def any_key(self) -> str:
        if len(self.window.session.state.cases) > MOST_CASES:
            return self._press("Ctrl+Z")
        return self._press(self.chance.choice(SEQUENCES))

    def other_key(self) -> str:
        return self._press(self.chance.choice(OTHERS))

    def _spot(self, widget: QWidget) -> QPoint:
        return QPoint(self.chance.randrange(max(1, widget.width())), self.chance.randrange(max(1, widget.height())))

    def _click(self, widget: QWidget, at: QPoint) -> None:
        right = self.chance.random() < 0.1
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        click = QTest.mouseDClick if self.chance.random() < 0.05 else QTest.mouseClick
        click(widget, button, Qt.KeyboardModifier.NoModifier, at)
        self._close_menus()

    def _close_menus(self) -> None:
        menu = QApplication.activePopupWidget()
        while menu is not None:
            if isinstance(menu, QMenu) and menu.actions() and self.chance.random() < 0.7:
                self.chance.choice(menu.actions()).trigger()
            menu.close()
            menu = QApplication.activePopupWidget()

    def click_graph(self) -> str:
        port, at = self.window.graph.view.viewport(), QPoint()
        boxes = list(self.window.graph.view.boxes.values())
        if boxes and self.chance.random() < 0.5:
            at = self.window.graph.view.mapFromScene(self.chance.choice(boxes).rect.center())
        if not port.rect().contains(at) or at.isNull():
            at = self._spot(port)
        if port.isVisible():
            QTest.mouseMove(port, at)
            self._click(port, at)
        return f"{at.x()},{at.y()}"

    def drag_graph(self) -> str:
        port = self.window.graph.view.viewport()
        start, end = self._spot(port), self._spot(port)
        if port.isVisible():
            QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
            QTest.mouseMove(port, end)
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        return f"{start.x()},{start.y()} to {end.x()},{end.y()}"

    def wheel(self) -> str:
        panel = self.chance.choice([self.window.graph.view, *self.window.findChildren(QScrollArea)])
        port, turn = panel.viewport(), self.chance.choice([-240, -120, 120, 240, 15])
        at = QPointF(self._spot(port))
        held = self.chance.choice([Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
        event = QWheelEvent(at, QPointF(port.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, turn),
                            Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        if port.isVisible():
            QApplication.sendEvent(port, event)
        return f"{type(panel).__name__} {turn}"

    def click_panel(self) -> str:
        """A click somewhere: on what is there, a sheet over it included."""
        window = self.window
        panel = self.chance.choice([window.facts, window.facts, window.advice, window.journey, window.top, window])
        at = panel.mapTo(window, self._spot(panel))
        widget = window.childAt(at)
        if widget is None or widget.window() is not window or widget is window.top.pdf or not widget.isEnabled():
            return "nothing"
        self._click(widget, widget.mapFrom(window, at))
        return f"{type(panel).__name__} {at.x()},{at.y()} {type(widget).__name__}"

    def press_button(self) -> str:
        buttons = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled() and button is not self.window.top.pdf
        ]
        if not buttons:
            return "nothing"
        button = self.chance.choice(buttons)
        name = button.accessibleName()
        button.click()
        self._close_menus()
        return name

    def type_something(self) -> str:
        fields: list[QLineEdit | QPlainTextEdit] = [
            *self.window.findChildren(QLineEdit),
            *self.window.findChildren(QPlainTextEdit),
        ]
        fields = [field for field in fields if field.isVisible()]
        if not fields:
            return "nothing"
        field, text = self.chance.choice(fields), self.chance.choice(TYPED)
        field.setFocus()
        if not field.hasFocus():  # leaving another field gave what was typed there, which hid this one
            return "nothing"
        QTest.keyClicks(field, text)
        if self.chance.random() < 0.6:
            QTest.keyClick(field, self.chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape]))
        return f"{field.accessibleName()}: {text}"

    def command(self) -> str:
        name = self.chance.choice(NAMES)
        if name == "case:add" and len(self.window.session.state.cases) > MOST_CASES:
            name = "undo"
        if self.chance.random() < 0.05:
            name = "pdf"
        self.window.door.run(self.window.call(name))
        return name

    def go(self) -> str:
        """To some patient, or some tree."""
        session = self.window.session
        case, tree = self.chance.randrange(len(session.state.cases)), self.chance.choice(session.state.pack.trees).id
        if self.chance.random() < 0.6:
            self.window.door.run(lambda: session.go_case(case))
            return f"patient {case}"
        self.window.door.run(lambda: session.go_tree(tree))
        return tree

    def pause(self) -> str:
        """Time passes: what waits comes, and the clock goes on."""
        window = self.window
        minutes = self.chance.choice([0, 0, 1, 5, 61])
        later = window.now() + timedelta(minutes=minutes)
        window.now = window.session.clock = lambda: later
        window.door.run(window.refresh)
        window.door.run(window.show_later)
        window.door.run(window.work_ahead)
        if window.services.projector.made is not None:
            window.door.run(window.projector.reminder.tick)
            if window.projector.holding:
                window.door.run(window.projector.skip_pause)
        QApplication.processEvents()
        if (
            self.chance.random() < 0.1 and window.session.typed and not window.meeting.is_kept()
        ):  # the window's own button: it asks, and we stay
            window.close()
            for box in window.findChildren(QMessageBox):
                box.reject()
        return f"{minutes} min"

    def resize(self) -> str:
        size = self.chance.choice(SIZES)
        self.window.resize(*size)
        view = self.window.projector.view
        if view is not None:
            view.resize(*self.chance.choice(SIZES))
        return f"{size[0]}x{size[1]}"

    def setting(self) -> str:
        window, settings = self.window, self.window.settings
        changes: list[SettingsChanges] = [
            {"scheme": self.chance.choice(("light", "dark", "contrast"))},
            {"text_size": self.chance.choice(TEXT_SIZES)},
            {"motion": self.chance.choice(("on", "off"))},
            {"projector_key": not settings.projector_key},
            {"projector_windowed": not settings.projector_windowed},
        ]
        change = self.chance.choice(changes)
        window.door.run(lambda: window.change_settings(**change))
        return str(change)

    def cable(self) -> str:
        self.plugged = self.chance.random() < 0.7
        self.window.door.run(self.window.projector.follow_screens)
        return "in" if self.plugged else "out"


@contextmanager
def listening(monkey: Monkey) -> Iterator[None]:
    """Exceptions in Qt's own calls and warnings of Qt are told to the monkey."""

    def hook(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        monkey.told.append("".join(traceback.format_exception(kind, problem, trace)))

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not HARMLESS.match(message):
            monkey.told.append(f"Qt: {message}")

    before, heard = sys.excepthook, qInstallMessageHandler(hear)
    sys.excepthook = hook
    try:
        yield
    finally:
        sys.excepthook = before
        qInstallMessageHandler(heard)


@contextmanager
def unhurried() -> Iterator[None]:
    """No waits that depend on the clock of the machine."""
    kept = [(module, name, getattr(module, name)) for module, name, _ in WAITS]
    for module, name, value in WAITS:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in kept:
            setattr(module, name, value)


def play(seed: int, events: int, until: float = float("inf")) -> Monkey:
    """Let a monkey do so many events. Raises Broken, with the last events, where something did not hold."""
    with tempfile.TemporaryDirectory() as folder, unhurried():
        monkey = Monkey(seed, Path(folder))
        try:
            with listening(monkey):
                monkey.run(events, until)
        except Exception as problem:
            last = "\n".join(monkey.log)
            raise Broken(f"seed {seed}, event {monkey.events}: {problem}\nThe last events:\n{last}") from problem
        finally:
            monkey.window.door.report = monkey.told.append  # type: ignore[assignment]
            monkey.window.change_settings(scheme="light", text_size=100, motion="auto")
            monkey.end()
        return monkey


def main(argv: Sequence[str]) -> int:
    """Play, and print what happened as JSON; 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="tests.play.monkey", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=None, help="by default another one each time")
    chosen = parser.parse_args(argv)
    seed = random.SystemRandom().randrange(10**6) if chosen.seed is None else chosen.seed
    app = QApplication.instance() or QApplication(["monkey"])
    start, failed, done = time.perf_counter(), "", {}
    monkey = None
    try:
        monkey = play(seed, chosen.events)
        done = dict(monkey.done)
    except Broken as problem:
        failed = str(problem)
        sys.stderr.write(failed + "\n")
    result = {"seed": seed, "events": sum(done.values()), "kinds": done, "failed": bool(failed)}
    sys.stdout.write(json.dumps({**result, "seconds": round(time.perf_counter() - start, 1)}) + "\n")
    del app
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
