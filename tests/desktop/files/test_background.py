"""Work beside the window: what comes of it is told in the window's thread, through the door, and nothing stays."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files.background import Background
from mdo_viewer.desktop.state.door import Door


class Panic(BaseException):
    """What a library in another language raises where it gives up: no Exception."""


class Jobs:
    """A background, the failures that the door reported, and a gate at which jobs may wait."""

    def __init__(self) -> None:
        self.failures: list[BaseException] = []
        self.owner = QObject()
        self.background = Background(self.owner, Door(self.failures.append), "jobs")
        self.gate = threading.Event()

    def slow(self, result: str) -> str:
        assert self.gate.wait(20)
        return result


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.gate.set()
    made.background.give_up()
    made.background.wait()


def test_the_result_is_told_in_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[tuple[int, int, bool]] = []
    here = threading.get_ident()
    jobs.background.run(
        threading.get_ident, lambda there: told.append((there, threading.get_ident(), jobs.background.busy))
    )
    assert jobs.background.busy
    assert told == []  # not before the window's next turn
    qtbot.waitUntil(lambda: bool(told))
    ((there, teller, busy),) = told
    assert there != here
    assert (teller, busy) == (here, False)  # whoever is told may begin the next


@pytest.mark.parametrize("kind", [ValueError, Panic])
def test_an_exception_is_reported_through_the_door(
    jobs: Jobs, kind: type[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise kind("typed"[::-1])

    jobs.background.run(broken, lambda _none: pytest.fail("it has no result"))
    jobs.background.wait()
    assert [type(each) for each in jobs.failures] == [kind]
    assert not jobs.background.busy
    said = capsys.readouterr().err
    assert "in broken" in said
    assert "depyt" not in said  # it could be what was typed of a patient


def test_an_exception_goes_to_who_wants_it(jobs: Jobs) -> None:
    told: list[BaseException] = []
    jobs.background.run(lambda: int("none"), lambda _number: pytest.fail("it has no result"), told.append)
    jobs.background.wait()
    assert [type(each) for each in told] == [ValueError]
    assert jobs.failures == []


def test_who_is_told_may_fail_too(jobs: Jobs, capsys: pytest.CaptureFixture[str]) -> None:
    jobs.background.run(lambda: 0, lambda number: 1 // number)
    jobs.background.wait()
    assert [type(each) for each in jobs.failures] == [ZeroDivisionError]
    capsys.readouterr()


def test_two_jobs_are_both_told_the_first_to_end_first(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    jobs.background.run(lambda: jobs.slow("slow"), told.append)
    jobs.background.run(lambda: "quick", told.append)
    qtbot.waitUntil(lambda: told == ["quick"])
    assert jobs.background.busy
    jobs.gate.set()
    jobs.background.wait()
    assert told == ["quick", "slow"]
    assert not jobs.background.busy


def test_what_is_given_up_is_not_told_and_the_next_is(jobs: Jobs) -> None:
    told: list[str] = []
    jobs.background.run(lambda: jobs.slow("first"), told.append)
    jobs.background.give_up()
    assert not jobs.background.busy
    jobs.background.run(lambda: jobs.slow("second"), told.append)
    jobs.gate.set()
    jobs.background.wait()
    assert told == ["second"]


def test_a_window_that_closes_meanwhile_waits_for_what_it_gave_up(qtbot: QtBot) -> None:
    """A thread that ends later would speak to a window that is gone."""
    jobs, told = Jobs(), list[str]()
    for _ in range(2):
        jobs.background.run(lambda: jobs.slow("late"), told.append)
        jobs.background.give_up()
    running = [thread for thread in threading.enumerate() if thread.name == "jobs"]
    assert len(running) == 2
    threading.Timer(0.05, jobs.gate.set).start()
    jobs.background.wait()
    assert not any(thread.is_alive() for thread in running)
    jobs.owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    assert (told, jobs.failures) == ([], [])


def test_a_thread_that_ended_is_not_held(jobs: Jobs) -> None:
    jobs.background.run(lambda: jobs.slow("x"), len)
    (running,) = [weakref.ref(thread) for thread in threading.enumerate() if thread.name == "jobs"]
    jobs.gate.set()
    jobs.background.wait()
    assert running() is None


def test_nothing_of_a_job_is_held_once_it_is_told(jobs: Jobs, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither what it worked on nor what it gave: that is a patient's. Without the collector of cycles."""

    class Patient:
        def given(self) -> Patient:
            return self

        def failing(self) -> None:
            raise ValueError("no page")

    gc.disable()
    try:
        held: list[weakref.ref[Patient]] = []
        for fails in (False, True):
            patient = Patient()
            held.append(weakref.ref(patient))
            jobs.background.run(patient.failing if fails else patient.given, id)
            del patient
            jobs.background.wait()
            jobs.failures.clear()
        assert [each() for each in held] == [None, None]
    finally:
        gc.enable()
    capsys.readouterr()
