"""What a command may ask of the window, and the places where it may act."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State

#: The sheets that can lie over the window, by name.
SheetName: TypeAlias = Literal["keys", "about", "view", "projector", "meeting", "agenda", "ending"]
#: Where the user is: in the window with nothing over it, in one of the two forms, on a sheet, or in the window of the
#: room, the projector's.
Place: TypeAlias = Literal["window", "decision", "agreements", SheetName, "room"]


def place_of(state: State, sheet: SheetName | None) -> Place:
    """Where the user is on the laptop: a sheet that lies over the window hides the form below it."""
    if sheet is not None:
        return sheet
    if state.draft is not None:
        return "decision"
    return "agreements" if state.agreeing else "window"


class GraphPart(Protocol):
    """What commands ask of the graph."""

    def fit(self, what: str) -> None: ...

    def zoom(self, factor: float) -> None: ...

    def show_part(self) -> None: ...

    def focus(self) -> None: ...

    def select_open(self) -> None: ...

    def open_search(self) -> None: ...

    def close_search(self) -> bool: ...

    def preview(self, at: int | None) -> None: ...


class FactsPart(Protocol):
    """What commands ask of the facts."""

    def explain_next(self) -> None: ...


class DecisionForm(Protocol):
    """What commands ask of the form of the decision."""

    def complain(self, look: Look) -> bool: ...

    def wait_for_enter(self) -> None: ...


class RightPart(Protocol):
    """What commands ask of the right side."""

    @property
    def decision(self) -> DecisionForm: ...


class PagePart(Protocol):
    """What commands ask of what writes the page of the patient."""

    def start(self) -> None: ...


class ClipboardPart(Protocol):
    """What commands ask of the clipboard."""

    def copy(self) -> None: ...


class RoomPart(Protocol):
    """What commands ask of the projector."""

    def toggle(self) -> None: ...

    def black(self) -> None: ...

    def freeze(self) -> None: ...

    def swap(self) -> None: ...

    def test(self) -> None: ...

    def escape(self) -> None: ...


class SheetsPart(Protocol):
    """What commands ask of the sheets."""

    def open(self, name: SheetName) -> None: ...

    def close(self) -> bool: ...

    def submit(self) -> bool: ...


class KeyboardPart(Protocol):
    """What commands ask of who has the keyboard."""

    def press(self) -> bool: ...

    def go_panel(self, step: int) -> None: ...


class MeetingPart(Protocol):
    """What commands ask of the meeting that is open."""

    def lock(self) -> None: ...


class MessagePart(Protocol):
    """What commands ask of the line of messages."""

    def clear(self) -> None: ...


class Desk(Host, Protocol):
    """The window as commands see it: what every panel may ask, its parts, and what lies over it."""

    @property
    def graph(self) -> GraphPart: ...

    @property
    def facts(self) -> FactsPart: ...

    @property
    def right(self) -> RightPart: ...

    @property
    def page_export(self) -> PagePart: ...

    @property
    def clipboard(self) -> ClipboardPart: ...

    @property
    def projector(self) -> RoomPart: ...

    @property
    def message(self) -> MessagePart: ...

    @property
    def sheets(self) -> SheetsPart: ...

    @property
    def keyboard(self) -> KeyboardPart: ...

    @property
    def meeting(self) -> MeetingPart: ...

    def step_text(self, step: int) -> None: ...

    def toggle_full_screen(self) -> None: ...
