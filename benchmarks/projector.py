"""From an answer to both windows painted: the laptop at 1366 x 768 and the projector at 1920 x 1080, in every tree.

Prints JSON: milliseconds per answer (wall clock, and work of this process), median and 99th percentile, for the laptop
alone and beside the projector, each until its own picture stands and until all that follows in the next turn does; a
change of patient until the projector is blank, and the black key. Beside them the time in which an empty PySide6 window
of the projector's size repaints in the same run.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from mdo_viewer.desktop.app import after_first_picture
from mdo_viewer.desktop.projector import drive as projector_module
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.settling import Contradiction

ROUNDS = 8


class Took(NamedTuple):
    """Milliseconds of wall clock and of this process."""

    wall: float
    work: float

    def __add__(self, other: object) -> Took:
        assert isinstance(other, Took)
        return Took(self.wall + other.wall, self.work + other.work)


def clocked(action: Callable[[], object]) -> Took:
    """An action, however it ends."""
    wall, work = time.perf_counter(), time.process_time()
    action()
    return Took((time.perf_counter() - wall) * 1000, (time.process_time() - work) * 1000)


def painted(action: Callable[[], object]) -> Took:
    """An action with the layout and paint that it causes."""

    def run() -> None:
        action()
        for _ in range(3):  # layout requests, update requests, and what they cause
            QCoreApplication.sendPostedEvents()

    return clocked(run)


def summary(times: list[Took]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, values in (("wall", sorted(t.wall for t in times)), ("work", sorted(t.work for t in times))):
        found[f"{name}_median"] = round(statistics.median(values), 2)
        found[f"{name}_p99"] = round(values[min(len(values) - 1, int(len(values) * 0.99))], 2)
    return found


def answer(window: Window, chance: random.Random) -> Callable[[], object] | None:
    """The next answer of this patient, None when nothing is asked any more."""
    fact = window.look.next_fact
    if fact is None:
        return None
    options = window.look.options(fact)
    value = chance.choice(options).value if options else chance.choice([1, 2, 6, 14])

    def give() -> None:
        try:
            window.session.answer(fact, value)
        except Contradiction:
            window.session.unknown(fact)

    return give


def until_projected(window: Window) -> None:
    """Until the projector has painted the laptop's present state; what else is due runs too."""
    projector = window.projector
    while True:
        QCoreApplication.processEvents()
        content, view = projector.content, projector.view
        assert view is not None
        if content is not None and content.advice is window.look.advice and view.painted is view.frame:
            return


def walk(window: Window, *, projected: bool) -> tuple[list[Took], list[Took]]:
    """Answer patients from empty in every tree: until the laptop is painted, and until all that follows is."""
    chance = random.Random(1)
    first: list[Took] = []
    everything: list[Took] = []
    for number in range(ROUNDS):
        for tree in window.session.state.pack.trees:
            window.session.add_case()
            window.session.go_tree(tree.id)
            QApplication.processEvents()
            if projected:
                window.projector.skip_pause()
                until_projected(window)
            for _ in range(40):
                give = answer(window, chance)
                if give is None:
                    break
                own = painted(give)
                after = clocked((lambda: until_projected(window)) if projected else QApplication.processEvents)
                if number:  # the first round fills caches that the board has filled by then
                    first.append(own)
                    everything.append(own + after)
                window.show_later()
                for _ in range(2):
                    QApplication.processEvents()
    return first, everything


def switches(window: Window) -> tuple[list[Took], list[Took]]:
    """From a change of patient to the blank projector, before the laptop itself hears of it; and the black key."""
    blanks, blacks = [], []
    session, projector = window.session, window.projector
    blank = session.listeners.pop(0)
    session.listeners.insert(0, lambda: blanks.append(clocked(blank)))
    for at in range(60):
        session.go_case(at % 5)
        projector.skip_pause()
        until_projected(window)
        blacks.append(clocked(projector.black))
        projector.black()
        QApplication.processEvents()
    session.listeners[0] = blank
    return blanks, blacks


def main() -> None:
    app = QApplication([])
    empty = QMainWindow()
    empty.resize(1920, 1080)
    empty.show()
    app.processEvents()
    floor = [painted(empty.repaint) for _ in range(50)]
    theme.dress(app)
    pack = load_pack(PACK)
    window = Window(Session(pack, (Case("MDO-0001"),)), lambda: datetime(2026, 11, 22, 14, 30, tzinfo=ZONE))
    window.prover.stop()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    after_first_picture(window)
    walk(window, projected=False)
    alone, alone_all = walk(window, projected=False)
    projector_module.HOLD = 0
    window.projector.start()
    view = window.projector.view
    assert view is not None
    view.resize(1920, 1080)
    window.projector.skip_pause()
    app.processEvents()
    beside, both = walk(window, projected=True)
    blanks, blacks = switches(window)
    print(
        json.dumps(
            {
                "benchmark": "answer to both windows",
                "answers": len(both),
                "laptop_alone_ms": summary(alone),
                "laptop_beside_projector_ms": summary(beside),
                "laptop_alone_and_its_journey_ms": summary(alone_all),
                "both_windows_and_journey_ms": summary(both),
                "goal_p99_ms": 16.7,
                "switch_to_blank_ms": summary(blanks),
                "black_ms": summary(blacks),
                "empty_window_repaint_ms": summary(floor),
            }
        )
    )
    window.session.typed = False
    window.close()


if __name__ == "__main__":
    main()
