"""The window pays at start only for what it shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.help.places import ROOT

SCRIPT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mdo_viewer.desktop import app as start
app = QApplication([])
seen = []
def look():
    seen.extend(name for name in ("networkx", "typst", "PySide6.QtNetwork", "mdo_viewer.reports.pdf")
                if name in sys.modules)
    app.quit()
AT_ONCE = ("yaml", "mdo_viewer.guideline.reading.pack", "mdo_viewer.meeting.case_file",
           "mdo_viewer.reasoning.proof", "mdo_viewer.desktop.panels.decision_panel",
           "mdo_viewer.desktop.panels.agreements_panel",
           "mdo_viewer.desktop.widgets.sheet", "mdo_viewer.desktop.files.page_export",
           "mdo_viewer.reports.summary", "hypothesis")
def look_at_once():
    seen.extend(name for name in AT_ONCE if name in sys.modules)
    QTimer.singleShot(120, look)
QTimer.singleShot(0, lambda: QTimer.singleShot(0, look_at_once))
start.run()
print(seen)
"""


def test_what_the_first_picture_does_not_show_comes_late(tmp_path: Path) -> None:
    own = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}  # a window of the developer does not take over
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, cwd=ROOT, env=own)
    assert run.stdout.strip() == "[]", run.stderr
    assert "Traceback" not in run.stderr


def test_what_knows_no_qt_comes_before_qt() -> None:
    """After Qt each module of ours would cost a quarter more."""
    script = (
        "import sys\nimport mdo_viewer.desktop.preload\n"
        "print('PySide6' in sys.modules)\nbefore = set(sys.modules)\nimport mdo_viewer.desktop.window\n"
        "rooms = ('mdo_viewer.desktop.state.', 'mdo_viewer.desktop.says.')\n"
        "print(sorted(name for name in set(sys.modules) - before if name.startswith(rooms)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.stdout.split("\n")[:2] == ["False", "[]"], run.stderr
