"""Work that takes time, in threads beside that of the window; what comes of it is told in the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from mdo_viewer.desktop.state.door import Door

Result = TypeVar("Result")


class Background(QObject):
    """Jobs of one owner, each in a thread of its own. Called in the window's thread only.

    A thread cannot be stopped. Who ends, or wants no more of it, gives up what is under way and nothing of it is told.
    """

    _ended = Signal(object, object)

    def __init__(self, parent: QObject, door: Door, name: str, *, lasting: bool = True) -> None:
        """`name` is that of the threads. The program waits for them as it ends, unless they are not `lasting`: one that
        a share never answers would keep it from ending."""
        super().__init__(parent)
        self._door, self._name, self._lasting = door, name, lasting
        self._threads: set[Thread] = set()
        self._wanted: set[Thread] = set()
        self._ended.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether something is under way that will be told."""
        return bool(self._wanted)

    def run(
        self,
        job: Callable[[], Result],
        then: Callable[[Result], object],
        failed: Callable[[BaseException], object] | None = None,
        *,
        in_turn: bool = False,
    ) -> None:
        """Begin a job; `in_turn` after all that is under way and wanted. `then` gets what it gives, or `failed` the
        exception that it ends with; without `failed` that is reported as every failure. Both are called through the
        door."""
        told = self._door.tell if failed is None else failed
        before = tuple(self._wanted) if in_turn else ()

        def work() -> None:
            for each in before:
                each.join()
            with suppress(RuntimeError):  # who waited is gone
                self._ended.emit(thread, _done(job, then, told))  # in no variable: it would hold itself

        thread = Thread(target=work, name=self._name, daemon=not self._lasting)
        thread.start()
        self._threads.add(thread)
        self._wanted.add(thread)

    def give_up(self) -> None:
        """Nothing of what is under way is told any more."""
        self._wanted.clear()

    def wait(self, seconds: float | None = None) -> None:
        """Until all that is under way has ended and is told; no longer than so many seconds, where that is said."""
        until = None if seconds is None else monotonic() + seconds
        for thread in tuple(self._threads if until is None else self._wanted):
            thread.join(None if until is None else max(0.0, until - monotonic()))
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _tell(self, thread: Thread, telling: Callable[[], object]) -> None:
        thread.join()
        self._threads.discard(thread)
        if thread in self._wanted:
            self._wanted.discard(thread)
            self._door.run(telling)


def _done(
    job: Callable[[], Result], then: Callable[[Result], object], failed: Callable[[BaseException], object]
) -> Callable[[], object]:
    """Do a job; what is to be called with what came of it."""
    try:
        return partial(then, job())
    except BaseException as problem:  # noqa: BLE001 - a library that panics is told too, in the window's own thread
        return partial(failed, problem)
