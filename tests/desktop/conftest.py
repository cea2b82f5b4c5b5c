"""Windows that the tests of the desktop share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from mdo_viewer.desktop.files import kept
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.container import Cost
from tests.help.desktop_help import close, make_window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """The example's three patients, at the first tree of the first. A module may go on from here under this name."""
    made = make_window()
    yield made
    if isValid(made):
        made.change_settings(text_size=100, scheme="light")
        close(made)


@pytest.fixture
def empty(qtbot: QtBot) -> Iterator[Window]:
    """One patient of whom nothing is known."""
    made = make_window((Case("MDO-0001"),))
    yield made
    if isValid(made):
        close(made)


@pytest.fixture
def cheap_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost nothing: for tests of the meeting, not of how hard it is to guess one."""
    monkeypatch.setattr(kept, "fitting", lambda: Cost(64, 1, 1))
