"""Run by the tests of the projector under a display of its own: the projector on screens that come and go.

`python -m tests.help.projector_screens real` plugs and unplugs monitors with xrandr; `simulated` expects the screens
that Qt's offscreen platform was given. Prints one line of JSON for each thing that was looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.projector.content import who_is
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import close, make_window

BEAMER = ("BEAMER", "1024/300x768/200+1366+0")
OTHER = ("TWEEDE", "1000/300x700/200+1366+0")
MIRROR = ("BEAMER", "1366/300x768/200+0+0")


def say(what: str, **found: object) -> None:
    sys.stdout.write(json.dumps({"what": what, **found}) + "\n")


def monitor(*change: str) -> None:
    """Change the monitors of the X server, and let Qt hear of it."""
    subprocess.run(("xrandr", *change), check=True, capture_output=True)
    QTest.qWait(250)


def plug(name: str, place: str) -> None:
    monitor("--setmonitor", name, place, "none")


def unplug(name: str) -> None:
    monitor("--delmonitor", name)


def seen(area: QRect) -> QImage:
    """What really stands on this part of the display."""
    screen = QGuiApplication.primaryScreen()
    place = screen.geometry()
    whole = screen.grabWindow(0, area.x() - place.x(), area.y() - place.y(), area.width(), area.height())
    return whole.toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 16) for y in range(0, image.height(), 16)})


def report(window: Window, what: str) -> None:
    """Where the projector is, what it shows, and what the laptop says."""
    projector = window.projector
    view = projector.view
    shown = view is not None and view.isVisible()
    area = view.geometry().getRect() if view is not None and shown else None
    say(
        what,
        shows=projector.beam.shows,
        placed=projector.beam.placed,
        visible=shown,
        area=area,
        full=view is not None and bool(view.windowState() & Qt.WindowState.WindowFullScreen),
        screen=view.screen().name() if view is not None and shown else "",
        laptop=window.screen().name(),
        painted=view.painted.kind if view is not None and shown else "",
        present=view is not None and view.painted.who == who_is(window.session.state),
        chip=window.status.projector.words,
        message=window.message.label.text(),
    )


def simulated() -> None:
    """Two screens from the start, one of them finer."""
    window = make_window(size=(1200, 700))
    window.call("projector")()
    report(window, "announced")
    QTest.qWait(900)
    report(window, "started")
    window.session.go_case(1)
    report(window, "switched")
    QTest.qWait(300)
    report(window, "next")
    window.call("projector:swap")()
    QTest.qWait(900)
    report(window, "swapped")
    close(window)


def real() -> None:
    monitor("--setmonitor", "LAPTOP", "1366/300x768/200+0+0", "screen")
    window = make_window(size=(1200, 700))
    window.move(0, 0)
    window.call("projector")()
    QTest.qWait(900)
    report(window, "one screen")
    window.call("projector")()
    plug(*BEAMER)
    window.call("projector")()
    QTest.qWait(900)
    report(window, "second screen")
    beam = QRect(1366, 0, 1024, 768)
    before = seen(beam)
    say("pixels", colours=colours(before))
    window.session.go_case(1)
    QTest.qWait(20)
    blank = seen(beam)
    say("blank pixels", colours=colours(blank), paper=blank.pixelColor(500, 300) == QColor("white"))
    QTest.qWait(400)
    after = seen(beam)
    say("next pixels", colours=colours(after), changed=after != before)
    window.call("projector:black")()
    QTest.qWait(20)
    black = seen(beam)
    say("black pixels", colours=colours(black), black=black.pixelColor(500, 300) == QColor("black"))
    window.call("projector:black")()
    window.call("projector:freeze")()
    unplug("BEAMER")
    report(window, "unplugged")
    say("laptop is free", beside=[w.isVisible() for w in QApplication.topLevelWidgets() if w is not window])
    window.session.go_case(2)
    plug(*OTHER)
    report(window, "another screen")
    unplug("TWEEDE")
    plug(*BEAMER)
    report(window, "back")
    window.call("projector:freeze")()  # another patient than the frozen one: asked for
    QTest.qWait(500)
    report(window, "back and complete")
    monitor("--delmonitor", "BEAMER")
    plug(*MIRROR)
    report(window, "mirrored")
    window.call("projector")()
    window.call("projector")()
    QTest.qWait(900)
    report(window, "started mirrored")
    window.call("projector")()
    unplug("BEAMER")
    plug(*BEAMER)
    window.call("projector")()
    QTest.qWait(900)
    window.call("projector:swap")()
    QTest.qWait(900)
    report(window, "swapped")
    close(window)


SCENES: dict[str, Callable[[], None]] = {"simulated": simulated, "real": real}

if __name__ == "__main__":
    app = QApplication(["projector-screens", "-style", "fusion"])
    SCENES[sys.argv[1]]()
