"""A meeting's file: how large, how long a save takes, how long opening takes without the key and with it; and how long
the next patient of a large meeting takes, painted at 1920 x 1080.

Prints JSON. Patients are the example's, over and over, with their decisions; each lacks other facts and has notes of
its own, so that none is like another. `goal` is of the whole project.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.container import make_key, seal, unseal
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.saving import MeetingFile
from tools.shots import LARGE, open_window

RUNS = 7
SIZES = (20, 120)


def median(action: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 1)


def varied(cases: tuple[Case, ...], size: int) -> tuple[Case, ...]:
    """Patients that each lack other facts and have notes of some hundred words."""
    chance, found = random.Random(4), []
    words = [word for tree in load_pack(PACK).trees for outcome in tree.outcomes for word in outcome.text("nl").split()]
    for at in range(size):
        notes = " ".join(chance.choices(words, k=chance.randrange(20, 180)))
        case = replace(cases[at % len(cases)], case=f"MDO-{at + 1:04d}", title_example=False, notes=notes)
        for fact in tuple(case.patient.values):
            if chance.random() < 0.3:
                case = case.without(fact)
        found.append(case)
    return tuple(found)


def step(window: Window) -> float:
    """Milliseconds to the next patient, laid out and painted with its slower texts."""
    start = time.perf_counter()
    window.call("case:after")()
    window.show_later()
    QApplication.processEvents()
    window.repaint()
    return (time.perf_counter() - start) * 1000


def next_patient(cases: tuple[Case, ...], size: int) -> dict[str, float]:
    """Through a whole meeting, patient after patient: median, 95th percentile and worst, ms."""
    app = QApplication.instance() or QApplication(["meeting"])
    assert isinstance(app, QApplication)
    theme.dress(app)
    window = open_window(LARGE, "nl")
    window.session.open_meeting(document_of(varied(cases, size)), 0, "lv_lang")
    QApplication.processEvents()
    times = sorted(step(window) for _ in range(size - 1))
    window.session.typed = False
    window.close()
    return {
        "patients": size,
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "worst_ms": round(times[-1], 1),
        "goal_p95_ms": 150,
    }


def main() -> None:
    pack = load_pack(PACK)
    cases = example_cases(pack)
    start = time.perf_counter()
    key = make_key("vier losse woorden samen")
    rows: dict[str, object] = {"key_ms": round((time.perf_counter() - start) * 1000, 1)}
    for size in SIZES:
        meeting = Meeting(document_of(varied(cases, size)), 0, pack.trees[0].id)
        content = write_meeting(meeting, pack)
        data = seal(content, key)
        with tempfile.TemporaryDirectory() as folder:
            file = MeetingFile(Path(folder) / "m.mdo", None)
            rows[str(size)] = {
                "bytes": len(data),
                "write_ms": median(lambda meeting=meeting: write_meeting(meeting, pack)),
                "save_ms": median(lambda file=file, data=data: file.save(data, lambda read: unseal(read, key))),
                "open_without_key_ms": median(lambda data=data: read_meeting(unseal(data, key), pack)),
            }
    print(
        json.dumps(
            {"benchmark": "meeting", **rows, "open_goal_ms": 2000, "next_patient": next_patient(cases, SIZES[-1])}
        )
    )


if __name__ == "__main__":
    main()
