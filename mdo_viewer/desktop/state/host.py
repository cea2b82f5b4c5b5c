"""What panels, sheets and services may ask of the window: small protocols, so that none of them knows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol, Unpack

from mdo_viewer.desktop.state.door import Door
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import Settings, SettingsChanges


class Host(Protocol):
    """What panels may ask. `now` is the clock, `door` the one through which all that a user does goes."""

    session: Session
    door: Door
    now: Callable[[], datetime]

    @property
    def look(self) -> Look:
        """What is shown now, with all that follows from it."""

    def say(self, text: str) -> None:
        """Show a message at the foot of the window."""

    def focus_fact(self, fact: str, typed: str = "") -> None:
        """Give the keyboard to the row of a fact, so that Enter gives no answer; or to the field of a number, which
        begins with what was typed."""

    def call(self, name: str) -> Callable[[], None]:
        """The command of this name."""


class SettingsHost(Host, Protocol):
    """What the sheet about colours and text, and the projector, ask besides."""

    @property
    def settings(self) -> Settings:
        """What the user chose about the windows."""

    def change_settings(self, **changes: Unpack[SettingsChanges]) -> None:
        """Change what the user chose about the windows, at once and for the next start."""


class FileHost(SettingsHost, Protocol):
    """What the meeting's file tells besides: which one is open, for the next start to know."""

    has_open: Callable[[Path | None], None]
    #: Whether something that was typed and not taken waits for its patient, in no field perhaps.
    waits: Callable[[], bool]
