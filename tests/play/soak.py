"""Random use with assistive technology listening: `python -m tests.play.soak --minutes 60`.

After every few events all that Qt tells assistive technology of the window is asked, as a screen reader asks it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.window import Window
from tests.play import monkey


class Asked:
    """What was asked so far: walks through the window, objects met, and the memory after each, MB."""

    def __init__(self) -> None:
        self.walks = self.objects = 0
        self.memory: list[float] = []

    def __call__(self, window: Window) -> None:
        """Ask all there is of a window. Raises Broken where something that takes the keyboard has no name."""
        top = QAccessible.queryAccessibleInterface(window)
        monkey.expect(top.isValid(), "the window is not accessible")
        self.objects += self._ask(top)
        self.walks += 1
        if self.walks % 20 == 1:
            self.memory.append(resident())

    def _ask(self, one: QAccessibleInterface) -> int:
        met = 1
        name, state = one.text(QAccessible.Text.Name), one.state()
        _ = one.role(), one.rect(), one.text(QAccessible.Text.Description)
        here = state.focusable and not state.invisible and not state.disabled
        if here and one.role() in (QAccessible.Role.Button, QAccessible.Role.EditableText):
            monkey.expect(bool(name.strip()), f"no name: {one.object()}")
        for at in range(one.childCount()):
            child = one.child(at)
            if child.isValid():
                met += self._ask(child)
        return met


def resident() -> float:
    """The memory of this process, MB; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    if sys.platform == "win32" or not status.exists():
        return 0.0
    return round(int(status.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def soak(minutes: float, seed: int) -> Asked:
    """Use the window at random for so long (of this process's own time). Raises Broken as the monkey does."""
    asked = Asked()
    QAccessible.setActive(True)
    kept, monkey.CHECKS = monkey.CHECKS, (*monkey.CHECKS, asked)
    try:
        monkey.play(seed, 10**9, time.process_time() + minutes * 60)
    finally:
        monkey.CHECKS = kept
        QAccessible.setActive(False)
    return asked


def main(argv: Sequence[str]) -> int:
    """Soak, and print what happened as JSON; 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="tests.play.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(argv)
    app = QApplication.instance() or QApplication(["soak"])
    try:
        asked = soak(chosen.minutes, chosen.seed)
    except monkey.Broken as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(
        json.dumps({"walks": asked.walks, "objects": asked.objects, "memory_mb": asked.memory[::20]}) + "\n"
    )
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
