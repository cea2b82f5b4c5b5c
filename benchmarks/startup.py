"""Start of the process to the first painted window, against the same interpreter painting an empty window.

Prints JSON: medians in milliseconds, their ratio, and the same for resident memory.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
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
from PySide6.QtCore import QTimer
from mdo_viewer.desktop import app as start
def painted():
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    os._exit(0)
def opened(window):
    window.resize(1920, 1080)
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, painted))
start.place = opened
start.run([])
"""


def once(script: str) -> tuple[float, int]:
    """Milliseconds until the script says that it has painted, and its resident memory in kB."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    return (time.perf_counter() - start) * 1000, int(done.stdout.split()[-1])


def main() -> None:
    for script in (EMPTY, OURS):
        once(script)  # fill the page cache
    empty, ours = [], []
    for _ in range(RUNS):
        empty.append(once(EMPTY))
        ours.append(once(OURS))
    floor, own = (statistics.median(run[0] for run in runs) for runs in (empty, ours))
    small, large = (statistics.median(run[1] for run in runs) for runs in (empty, ours))
    print(
        json.dumps(
            {
                "benchmark": "startup",
                "runs": RUNS,
                "empty_window_ms": round(floor, 1),
                "first_painted_ms": round(own, 1),
                "ratio": round(own / floor, 2),
                "goal": 1.6,
                "memory_ratio": round(large / small, 2),
                "memory_goal": 1.3,
            }
        )
    )


if __name__ == "__main__":
    main()
