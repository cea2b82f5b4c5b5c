"""Start of the process to the first painted window, against the same interpreter painting an empty window.

Prints JSON: medians in milliseconds of wall clock and of processor time, their ratios, and the same for resident
memory. Both run from compiled modules, as an installed program does, also where the environment keeps Python from
writing them beside the source.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 15

EMPTY = """
import os, resource, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1920, 1080)
window.show()
app.processEvents()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
os._exit(0)
"""
OURS = """
import os, resource, sys
from mdo_viewer.desktop import app as start
def painted():
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    os._exit(0)
def opened(window):
    from PySide6.QtCore import QTimer  # not before: the program, too, imports its own modules before Qt
    window.resize(1920, 1080)
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, painted))
start.place = opened
start.run()
"""


def work() -> float:
    """Processor time of the programs run so far, s."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def once(script: str, compiled: str) -> tuple[float, int, float]:
    """Milliseconds until the script says that it has painted, its memory in kB, milliseconds of processor time."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start, before = time.perf_counter(), work()
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    return (time.perf_counter() - start) * 1000, int(done.stdout.split()[-1]), (work() - before) * 1000


def main() -> None:
    empty, ours = [], []
    with tempfile.TemporaryDirectory() as compiled:
        for script in (EMPTY, OURS):
            once(script, compiled)  # fill the page cache, compile the modules
        for _ in range(RUNS):
            empty.append(once(EMPTY, compiled))
            ours.append(once(OURS, compiled))
    floor, small, least = (statistics.median(values) for values in zip(*empty, strict=True))
    own, large, most = (statistics.median(values) for values in zip(*ours, strict=True))
    print(
        json.dumps(
            {
                "benchmark": "startup",
                "runs": RUNS,
                "empty_window_ms": round(floor, 1),
                "first_painted_ms": round(own, 1),
                "ratio": round(own / floor, 2),
                "goal": 1.6,
                "processor_ms": [round(least, 1), round(most, 1)],
                "processor_ratio": round(most / least, 2),
                "memory_ratio": round(large / small, 2),
                "memory_goal": 1.3,
            }
        )
    )


if __name__ == "__main__":
    main()
