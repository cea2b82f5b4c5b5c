"""What every test gets: no screen, fonts drawn alike, a home of its own, and nothing left behind or said by Qt."""

from __future__ import annotations

import gc
import os
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import engine

from mdo_viewer.drawing.font import font_files
from tests.help.durations import function_of, slow_tests
from tests.help.windows import Windows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# Before anything imports Qt, which also warns of a locale without UTF-8.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
# Text is drawn alike on every machine: tests/golden holds pictures.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parent / "data" / "fonts.conf")
# On Windows Qt without a screen looks for a folder of fonts that is not there, and warns.
os.environ["QT_QPA_FONTDIR"] = str(font_files()[0].parent)

# The same examples in every run; a slow machine is no failure.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
#: How long an example that fails is made smaller, s. By default five minutes, each time that anybody runs it.
engine.MAX_SHRINKING_SECONDS = 20

#: A case that takes so long begins before the others, s: else one worker waits for it at the end.
LONG = 5.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What was measured to be slow is marked. What takes long comes first; the rest stays in its random order."""
    slow = slow_tests()
    for item in items:
        if function_of(item) in slow:
            item.add_marker(pytest.mark.slow)

    def first(item: pytest.Item) -> float:
        taken = slow.get(function_of(item))
        return -taken.longest if taken is not None and taken.longest >= LONG else 0.0

    items.sort(key=first)


def pytest_collection_finish() -> None:
    """All that was imported stays: looking through it for what can go, again and again, finds nothing."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, caches and documents of whoever runs the tests are neither read nor written."""
    home = tmp_path_factory.mktemp("home")
    places = {
        "HOME": ".",
        "USERPROFILE": ".",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_RUNTIME_DIR": "run",
        "XDG_STATE_HOME": ".local/state",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, place in places.items():
            folder = home / place
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            patch.setenv(name, str(folder))
        yield


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """This computer is Windows to the program; what it asks of the system is noted."""
    system = Windows()
    system.put_up(monkeypatch)
    return system


def _windows() -> dict[int, QWidget]:
    """The top-level widgets by address; none, and no import, where a test has not used Qt."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    from shiboken6 import Shiboken

    return {Shiboken.getCppPointer(widget)[0]: widget for widget in widgets.QApplication.topLevelWidgets()}


def _let_go() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    """A test that leaves a top-level widget would hand its state to the next one."""
    before = set(_windows())
    yield
    if not set(_windows()) - before:
        return
    _let_go()
    left = {address: widget for address, widget in _windows().items() if address not in before}
    names = sorted(f"{type(widget).__name__} {widget.objectName()!r}" for widget in left.values())
    for widget in left.values():
        widget.close()
        widget.deleteLater()
    left.clear()
    if names:
        _let_go()
        pytest.fail(f"left open: {', '.join(names)}", pytrace=False)


#: How long a thread may take to end after its test, s.
ENDING = 2.0


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before]
    for thread in started:
        thread.join(ENDING)
    left = [thread.name for thread in started if thread.is_alive()]
    if left:
        pytest.fail(f"threads left running: {', '.join(left)}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A warning of Qt fails a test; pytest-qt hears the test itself, not the closing of its windows afterwards."""
    if "PySide6.QtCore" not in sys.modules:
        return (yield)
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    said: list[str] = []
    harmless = [re.compile(pattern) for pattern in item.config.getini("qt_log_ignore")]

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not quiet and not any(pattern.search(message) for pattern in harmless):
            said.append(message)

    before = qInstallMessageHandler(hear)
    try:
        return (yield)
    finally:
        qInstallMessageHandler(before)
        if said:
            pytest.fail("Qt said while the test was cleared away: " + "; ".join(said), pytrace=False)
