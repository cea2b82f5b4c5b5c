"""The one door for what a user does: an exception becomes a message instead of vanishing in a slot."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from mdo_viewer.reasoning.settling import Contradiction

#: Told about every failure.
Report = Callable[[BaseException], None]


class Door:
    """Runs user actions and hands every exception to `report`; the state of the session stays as it was."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __call__(self, action: Callable[[], object]) -> Callable[..., None]:
        """A slot that runs `action` through this door, whatever arguments the signal brings."""

        def slot(*_arguments: object) -> None:
            self.run(action)

        return slot

    def run(self, action: Callable[[], object]) -> None:
        """Do it now; an exception goes to `tell` and no further, so that the caller goes on."""
        try:
            action()
        except Exception as problem:  # noqa: BLE001 (the one place where every failure is told)
            self.tell(problem)

    def tell(self, problem: BaseException) -> None:
        """Report a failure; what is not the user's input is also printed: where it was, and its kind."""
        if not isinstance(problem, Contradiction) and sys.stderr is not None:
            sys.stderr.write(where(problem))
        self.report(problem)

    def hook(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        """For `sys.excepthook`: exceptions raised in Qt's own calls (paint, timers) arrive here."""
        self.tell(problem.with_traceback(trace))


def where(problem: BaseException) -> str:
    """The traceback of a failure and of those behind it, without what they say: that may quote what was typed of a
    patient, and a system may keep what a program prints."""
    chain: list[BaseException] = []
    each: BaseException | None = problem
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or each.__context__
    said = (f"{''.join(traceback.format_tb(one.__traceback__))}{type(one).__name__}\n" for one in reversed(chain))
    return "".join(f"Traceback (most recent call last):\n{lines}" for lines in said)
