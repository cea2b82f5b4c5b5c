"""From an answer to the painted window, forms included, in every tree at 1920 x 1080; and the highlight alone.

Also from another tree, and from another patient, to the painted window: between patients with many known facts.

Prints JSON: milliseconds per action (wall clock and processor time), median and 99th percentile, beside the time in
which an empty PySide6 window of the same size repaints in the same run.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from mdo_viewer.desktop.app import after_first_picture
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.settling import Contradiction

ROUNDS = 24


def timed(action: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor milliseconds of an action and of the layout and paint that it causes."""
    wall, work = time.perf_counter(), time.process_time()
    action()
    for _ in range(3):  # layout requests, update requests, and what they cause
        QCoreApplication.sendPostedEvents()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - work) * 1000


def summary(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 2),
        "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2),
    }


def answers(window: Window, chance: random.Random) -> list[tuple[float, float]]:
    """Answer one patient from empty, in the order asked, and time each answer."""
    found = []
    for _ in range(40):
        fact = window.look.next_fact
        if fact is None:
            break
        options = window.look.options(fact)
        value = chance.choice(options).value if options else chance.choice([1, 2, 6, 14])
        try:
            found.append(timed(lambda fact=fact, value=value: window.session.answer(fact, value)))
        except Contradiction:
            found.append(timed(lambda fact=fact: window.session.unknown(fact)))
        at_rest(window)
    return found


def at_rest(window: Window) -> None:
    """What an action leaves for later is not the next one's."""
    QApplication.processEvents()
    window.show_later()
    window.work_ahead()
    for _ in range(2):
        QApplication.processEvents()


def moves(window: Window) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Go through all trees of three patients, and to and fro between the patients; time each step."""
    trees, patients = [], []
    for round_ in range(8):
        for case in range(3):
            found = timed(lambda case=case: window.session.go_case(case))
            at_rest(window)
            if round_:
                patients.append(found)
            for tree in window.session.state.pack.trees[1:]:
                found = timed(lambda tree=tree: window.session.go_tree(tree.id))
                at_rest(window)
                if round_:
                    trees.append(found)
    return trees, patients


def main() -> None:
    app = QApplication([])
    empty = QMainWindow()
    empty.resize(1920, 1080)
    empty.show()
    app.processEvents()
    floor = [timed(empty.repaint) for _ in range(50)]
    theme.dress(app)
    pack = load_pack(PACK)
    window = Window(Session(pack, example_cases(pack)), lambda: datetime(2026, 11, 22, 14, 30, tzinfo=ZONE))
    window.prover.stop()
    window.resize(1920, 1080)
    window.show()
    app.processEvents()
    after_first_picture(window)
    trees, patients = moves(window)
    chance, times = random.Random(1), []
    for number in range(ROUNDS):
        for tree in pack.trees:
            window.session.add_case()
            window.session.go_tree(tree.id)
            app.processEvents()
            measured = answers(window, chance)
            if number:  # the first round fills caches that the board has filled by then
                times += measured
    picture = [timed(lambda at=at: window.session.select(list(window.graph.view.boxes)[at % 2])) for at in range(60)]
    print(
        json.dumps(
            {
                "benchmark": "answer to painted",
                "answers": len(times),
                "wall_ms": summary([wall for wall, _ in times]),
                "processor_ms": summary([work for _, work in times]),
                "goal_p99_ms": 16.7,
                "tree_ms": summary([wall for wall, _ in trees]),
                "tree_processor_ms": summary([work for _, work in trees]),
                "patient_ms": summary([wall for wall, _ in patients]),
                "patient_processor_ms": summary([work for _, work in patients]),
                "selection_ms": summary([wall for wall, _ in picture]),
                "empty_window_repaint_ms": summary([wall for wall, _ in floor]),
            }
        )
    )
    window.session.typed = False
    window.close()


if __name__ == "__main__":
    main()
