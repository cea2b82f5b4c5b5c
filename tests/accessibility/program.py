"""The program as it ships, but for its clock, which stands still, and the price of a password: started by `ear.py`.

`python -m tests.accessibility.program LANGUAGE [FAULT [-]]`, with `-` at its start page; a fault is one that the
checks must find.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from mdo_viewer.desktop import app
from mdo_viewer.desktop.files import kept
from mdo_viewer.guideline.model import Language
from mdo_viewer.meeting.container import Cost
from tests.help.desktop_help import NOW


def _silent_error() -> None:
    """Errors of the form of a decision are shown and not said."""
    from mdo_viewer.desktop.panels import decision_panel

    setattr(decision_panel, "announce", lambda widget, text: None)  # noqa: B010 (the module does not give it away)


def _wrong_name() -> None:
    """What answers a fact is called the same everywhere, in markup."""
    from mdo_viewer.desktop.widgets.controls import Button

    named = Button.setAccessibleName

    def name(self: Button, text: str) -> None:
        named(self, "<b>knop</b>" if self.isCheckable() else text)

    setattr(Button, "setAccessibleName", name)  # noqa: B010 (a method is no variable)


def _no_effect() -> None:
    """What is chosen shows as chosen, and nothing else comes of it."""
    from mdo_viewer.desktop.state.session import Session

    setattr(Session, "answer", lambda self, *given, **named: None)  # noqa: B010 (the same)


def _leak() -> None:
    """Tab goes through a sheet to what lies behind it."""
    from PySide6.QtWidgets import QWidget

    from mdo_viewer.desktop.widgets.sheet import Sheet

    setattr(Sheet, "focusNextPrevChild", QWidget.focusNextPrevChild)  # noqa: B010 (the same)


FAULTS: dict[str, Callable[[], None]] = {
    "silent": _silent_error,
    "name": _wrong_name,
    "effect": _no_effect,
    "leak": _leak,
}


def main() -> int:
    language: Language = "en" if sys.argv[1] == "en" else "nl"
    for fault in filter(None, sys.argv[2:3]):
        FAULTS[fault]()
    app.clock = lambda: NOW
    setattr(kept, "fitting", lambda: Cost(64, 1, 1))  # noqa: B010 (the module does not give it away)
    empty = sys.argv[3:] == ["-"]
    return app.run(language, example=not empty)


if __name__ == "__main__":
    sys.exit(main())
