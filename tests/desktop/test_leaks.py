"""An afternoon of use leaves nothing behind: as many objects as before, no timer that runs on, no thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.window import Window
from tests.help.counting import collect, our_objects, qt_objects, running_timers
from tests.help.desktop_help import close, make_window, settle

SHEETS = ("keys", "about", "meeting", "projector:section")


def next_patient(window: Window, _turn: int) -> None:
    session = window.session
    session.go_case((session.state.current + 1) % len(session.state.cases))


def next_tree(window: Window, turn: int) -> None:
    trees = window.session.state.pack.trees
    window.session.go_tree(trees[turn % len(trees)].id)


def other_language(window: Window, _turn: int) -> None:
    window.call("language")()


def sheet_to_and_fro(window: Window, turn: int) -> None:
    window.call(SHEETS[turn % len(SHEETS)])()
    QApplication.processEvents()
    assert window.sheets.close()


def projector_on_and_off(window: Window, _turn: int) -> None:
    window.projector.start()
    window.projector.skip_pause()
    QApplication.processEvents()
    window.projector.stop()


def draft_to_and_fro(window: Window, turn: int) -> None:
    window.call(("decide:deviate", "agreements")[turn % 2])()
    QApplication.processEvents()
    window.call("escape")()


def other_scheme(window: Window, turn: int) -> None:
    window.change_settings(scheme=("dark", "contrast", "light")[turn % 3])


@pytest.fixture
def window(window: Window) -> Window:
    """A window that has proven its trees."""
    window.prover.finish()
    return window


def rest(window: Window) -> None:
    """At the place where it began, with all rows made: what is made ahead is made once."""
    window.session.go_case(0)
    window.session.go_tree(window.session.state.pack.trees[0].id)
    window.work_ahead()
    while window.facts.make_row_ahead():
        pass
    settle(window)
    collect()


@pytest.mark.parametrize(
    ("do", "times", "round_"),
    [
        (next_patient, 500, 3),
        (next_tree, 200, 12),
        (other_language, 60, 2),
        (sheet_to_and_fro, 100, len(SHEETS)),
        (projector_on_and_off, 50, 1),
        (draft_to_and_fro, 100, 2),
        (other_scheme, 15, 3),
    ],
)
def test_use_leaves_nothing_behind(window: Window, do: Callable[[Window, int], None], times: int, round_: int) -> None:
    turns = -(-times // round_) * round_  # so that the last turn ends where the first began

    def use(count: int, after: Callable[[], None] = QApplication.processEvents) -> None:
        for turn in range(count):
            do(window, turn)
            after()
        rest(window)

    use(3 * round_, lambda: settle(window))  # all that a slow machine gets round to within the turns below
    before = qt_objects(), our_objects()
    use(turns)
    assert (qt_objects() - before[0], our_objects() - before[1]) == ({}, {})


def test_nothing_runs_on_after_the_window_is_closed(qapp: QApplication) -> None:
    threads = set(threading.enumerate())
    window = make_window()
    window.projector.start()
    window.projector.skip_pause()
    window.projector.freeze()
    window.session.unknown("pijn")
    QApplication.processEvents()
    assert len(running_timers(window)) > 1
    window.session.typed = False
    window.close()
    assert running_timers(window) == []
    QApplication.processEvents()
    assert running_timers(window) == []
    assert set(threading.enumerate()) == threads
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    close(window)


def test_a_closed_window_goes(qapp: QApplication) -> None:
    def open_and_close() -> None:
        window = make_window()
        window.call("keys")()
        projector_on_and_off(window, 0)
        draft_to_and_fro(window, 0)
        close(window)

    open_and_close()
    collect()
    room = "mdo_viewer.desktop."  # what is reasoned of the new cases is remembered elsewhere, up to a limit
    before = qt_objects(), our_objects(room)
    open_and_close()
    collect()
    assert (qt_objects() - before[0], our_objects(room) - before[1]) == ({}, {})
