"""Help for the tests of the window: one made with a fixed clock, and keys as a user presses them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import cache

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import Settings
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.timers import catch_up
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.place.policy import Policy
from mdo_viewer.reasoning.deadlines import ZONE

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=ZONE)


def make_window(
    cases: tuple[Case, ...] | None = None,
    size: tuple[int, int] = (1366, 768),
    pack: Pack | None = None,
    keep: Callable[[Settings], None] | None = None,
    policy: Policy | None = None,
) -> Window:
    """A shown window on the example meeting, or on these cases; with the trees that ship, or with these. `keep` writes
    changed settings down; `policy` is what the organisation set."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app)
    pack = load_pack(PACK) if pack is None else pack
    session = Session(pack, _examples(pack) if cases is None else cases)
    session.policy = policy or Policy()
    session.set_language(session.state.language)
    window = Window(session, lambda: NOW, Settings(motion="off"), keep)
    window.resize(*size)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    settle(window)
    return window


@cache
def _examples(pack: Pack) -> tuple[Case, ...]:
    """Read once; what is known of a patient is remembered by the patient itself."""
    return example_cases(pack)


def at_tree(window: Window, case: int, tree: str) -> Window:
    """The same window, settled at this patient (from 0) and tree."""
    window.session.go_case(case)
    window.session.go_tree(tree)
    settle(window)
    return window


def place_in(window: Window) -> str:
    """Where the user is, asked anew each time."""
    return window.place


def settle(window: Window) -> None:
    """Let everything be painted, the slower texts too."""
    QApplication.processEvents()
    window.show_later()
    catch_up(window)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # what caught up may have changed a text


def keys(window: Window, *pressed: str) -> int:
    """Press keys one by one where the focus is, as Qt delivers them, each after a moment in which nobody typed; the
    number of keys."""
    for name in pressed:
        window.typed_on.pause()
        target: QWidget = QApplication.focusWidget() or window
        QTest.keySequence(target, name)
        QApplication.processEvents()
    return len(pressed)


def type_text(window: Window, text: str) -> int:
    """Type a text where the focus is; the number of keys."""
    for sign in text:
        target: QWidget = QApplication.focusWidget() or window
        QTest.keyClicks(target, sign)
        QApplication.processEvents()
    return len(text)


def close(window: Window) -> None:
    """Close without being asked."""
    window.meeting.closing._agreed = True  # whoever closes a test was asked
    window.session.typed = False
    window.session.check_list(None)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
