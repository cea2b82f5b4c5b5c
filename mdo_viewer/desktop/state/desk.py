"""What a command may ask of the window, and the places where it may act."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.state.shown import Tab

#: The sheets that can lie over the window, by name.
SheetName: TypeAlias = Literal[
    "keys", "about", "view", "projector", "meeting", "agenda", "ending", "since", "places", "over", "patient",
    "menu", "leave", "list", "guideline",
]  # fmt: skip
#: The pages that stand in the place of the window: where a meeting is begun or opened, and the lock.
WallName: TypeAlias = Literal["start", "locked"]
#: Where the user is: in the window with nothing over it, in one of the forms, on a sheet, before a wall, or in the
#: window of the room, the projector's.
Place: TypeAlias = Literal["window", "decision", "agreements", "confirming", SheetName, WallName, "room"]


def place_of(state: State, sheet: SheetName | None, wall: WallName | None = None) -> Place:
    """Where the user is on the laptop: a sheet or a wall hides the form behind it."""
    if sheet is not None or wall is not None:
        return sheet or wall or "window"
    if state.draft is not None:
        return "decision"
    if state.asking is not None:
        return "confirming"
    return "agreements" if state.agreeing else "window"


class GraphPart(Protocol):
    """What commands ask of the graph."""

    def fit(self, what: str) -> None:
        """Show all of the tree ("all"), the way ("path") or the selected box ("selection")."""

    def zoom(self, factor: float) -> None:
        """Zoom around the middle of the view; a factor above 1 makes the tree larger."""

    def show_part(self) -> None:
        """Draw the tree from the selected question; where it already is, from its first question again."""

    def focus(self) -> None:
        """Give the graph, or the list in its place, the keyboard."""

    def select_open(self) -> None:
        """Select the open question, or the end of the way."""

    def open_search(self) -> None:
        """Open the search over the graph, or give it the keyboard again."""

    def close_search(self) -> bool:
        """Close the search; whether it was open."""

    def preview(self, at: int | None) -> None:
        """Draw the way that change `at` (from 0) of "what would change this" takes; None puts everything back."""


class FactsPart(Protocol):
    """What commands ask of the facts."""

    def focus_fact(self, fact: str, typed: str = "", *, outside: bool = False) -> None:
        """Scroll to a fact and give it the keyboard; with `outside` that of a number is not in its field."""

    def explain_next(self) -> bool:
        """Open or close the explanation of the row that has the focus, else of the next fact; whether there is one."""

    def let_go(self) -> None:
        """Take the keyboard from the row that has it: what an Enter would press there may be answered by now."""


class DecisionForm(Protocol):
    """What commands ask of the form of the decision."""

    def complain(self, look: Look) -> bool:
        """Say what is still missing; False when nothing is."""

    def begin(self, text: str) -> None:
        """What was typed with the keyboard in no field begins the explanation."""

    @property
    def enter_waits(self) -> bool:
        """Whether Enter does nothing here: on what is chosen already, or where the keyboard was brought."""

    @property
    def brought(self) -> bool:
        """Whether the keyboard was brought to choices: Space is text there."""


class AgreementsForm(Protocol):
    """What commands ask of the form of the agreements."""

    def complain(self) -> bool:
        """Enter the time that is being typed; where one was refused it has the keyboard, and True."""


class RightPart(Protocol):
    """What commands ask of the right side."""

    @property
    def decision(self) -> DecisionForm:
        """The form of the decision, made when it is first asked for."""

    @property
    def agreements(self) -> AgreementsForm:
        """The form of the agreements, made when it is first asked for."""

    def choose_by_letter(self, letter: str) -> None:
        """Choose the next role that begins with this letter, while it is asked who says that a doubt is so."""

    def take_to_next(self) -> bool:
        """Give the button that leads on the keyboard; whether it leads anywhere."""


class PagePart(Protocol):
    """What commands ask of what writes the page of the patient."""

    def start(self, *, elsewhere: bool = False) -> None:
        """Write the page of the current patient, asking for a place the first time, or again (`elsewhere`)."""


class ClipboardPart(Protocol):
    """What commands ask of the clipboard."""

    def copy(self) -> None:
        """Put the page of the current patient on the clipboard as text, and say how long it stays."""


class RoomPart(Protocol):
    """What commands ask of the projector."""

    def toggle(self) -> None:
        """Start showing to the room, or stop."""

    def black(self) -> None:
        """All black, at once; or back."""

    def show_whole(self) -> None:
        """The whole tree for the room, or the way again."""

    def freeze(self) -> None:
        """Keep the picture now shown while the laptop goes on; or show the present one."""

    def swap(self) -> None:
        """The laptop's window to the projector's screen, and the reverse."""

    def test(self) -> None:
        """The page to test the room with, or back; starts the projector where it is off."""

    def escape(self) -> None:
        """Close what is open on the laptop; where nothing is, stop showing."""


class ListPart(Protocol):
    """What commands ask of the page on which a list is checked."""

    def step(self, step: int) -> None:
        """To the next doubtful cell (1), or the one before (-1)."""

    def turn(self) -> None:
        """Out of the table, or back into it."""

    def take(self) -> None:
        """Put the patients on the agenda."""


class SheetsPart(Protocol):
    """What commands ask of the sheets."""

    @property
    def shown_name(self) -> SheetName | None:
        """What lies over the window."""

    @property
    def wall(self) -> WallName | None:
        """What stands in the place of the window; None where nothing does."""

    def open(self, name: SheetName, *, to_write: bool = False) -> None:
        """Open this sheet; one that lies there is closed, and only another one of the meeting comes in its place.
        `to_write`: with the keyboard in the field that it is opened for."""

    def close(self) -> bool:
        """Close what lies over the window; whether there was something."""

    def submit(self) -> bool:
        """Give Enter to what lies over the window; whether there was something."""

    @property
    def checking(self) -> ListPart:
        """The page on which a list is checked, where it is open."""


class KeyboardPart(Protocol):
    """What commands ask of who has the keyboard."""

    def tell_if_at(self, fact: str) -> None:
        """Tell who listens that the row of a fact has the keyboard already."""

    def make_seen(self) -> None:
        """Show where the keyboard is, after a key that answered."""

    def leave_going(self) -> None:
        """Before a step back or on: give the keyboard from the button that leads on, which may go with the step, to the
        tree; in a tab to that tab."""

    def press(self) -> bool:
        """Press the button, give the field, or act on the graph or list, that has the focus; whether something did."""

    def finish_first(self) -> bool:
        """Where something stands half typed say so, and give its field the keyboard; whether there was something."""

    def come_to_half(self, sign: str = "", *, anew: bool = False) -> bool:
        """The keyboard comes to the field in sight that holds what was typed and not entered; whether there is one. A
        sign that was typed elsewhere does no more than that, which is said. After it, or with `anew`, what is typed
        next replaces what stands there."""

    def drop_half(self) -> bool:
        """What stands half typed in sight is gone where it was said that the next Esc takes it away; whether it is."""

    def tell_half(self) -> None:
        """Say what stands half typed in sight, and what takes it away."""

    def to_half_typed(self) -> bool:
        """Give the keyboard to the field that holds what was typed and not entered, wherever; whether there is one."""

    def go_panel(self, step: int) -> None:
        """Give the keyboard to the next part of the window (1) or the one before (-1)."""

    def show_tab(self, tab: Tab) -> None:
        """Bring this part into sight, as a tab or in its column."""

    def go_tab(self, step: int) -> None:
        """Show the next tab (1) or the one before (-1), with the keyboard in it; without tabs, the next part."""


class MeetingPart(Protocol):
    """What commands ask of the meeting that is open."""

    @property
    def tells_half(self) -> bool:
        """Whether what is said of the file is that something was typed and not entered."""

    def lock(self) -> None:
        """Close the meeting and ask for its password; where none is kept, say so."""

    def ask_new(self) -> None:
        """Ask where a new meeting is to be kept, and for its password."""

    def ask_open(self) -> None:
        """Ask for the file of a meeting, and for its password."""

    def ask_elsewhere(self) -> None:
        """Ask where the meeting that is open is to be kept from now on."""

    def ask_known(self, at: int) -> None:
        """Ask for the password of one of the meetings that were open last, by its place from 0."""

    def forget_known(self) -> None:
        """Remember none of the meetings that were open."""

    def leave(self) -> None:
        """Close what is open and go to the start page; what would be lost is asked first."""

    def begin_example(self) -> None:
        """The example meeting, in the place of the start page."""

    def choose_pack(self, pack: str) -> None:
        """The guideline with this id is that of new patients, for the next start too."""


class MessagePart(Protocol):
    """What commands ask of the line of messages."""

    def clear(self) -> None:
        """Take the message away."""


class Desk(SettingsHost, Protocol):
    """The window as commands see it: what every panel may ask, its parts, and what lies over it."""

    @property
    def graph(self) -> GraphPart:
        """The tree in the middle."""

    @property
    def facts(self) -> FactsPart:
        """The facts at the left."""

    @property
    def right(self) -> RightPart:
        """The advice, and the forms that come in its place."""

    @property
    def page_export(self) -> PagePart:
        """What writes the page of the current patient to a file."""

    @property
    def clipboard(self) -> ClipboardPart:
        """What copies the page of the current patient."""

    @property
    def projector(self) -> RoomPart:
        """What the room sees; made when it is first asked for."""

    @property
    def message(self) -> MessagePart:
        """The message at the foot of the window."""

    @property
    def sheets(self) -> SheetsPart:
        """The sheets that lie over the window, one at a time."""

    @property
    def keyboard(self) -> KeyboardPart:
        """Who has the keyboard."""

    @property
    def meeting(self) -> MeetingPart:
        """The meeting that is open, and its file."""

    def say_again(self) -> None:
        """The advice once more, in a message: read out, and to be read."""

    def step_text(self, step: int) -> None:
        """The next larger (1) or smaller (-1) size of text; 0 for the usual one."""

    def close(self) -> bool:
        """Close the window, or ask first what would be lost; whether it is closed."""

    def toggle_full_screen(self) -> None:
        """The laptop's window over all of its screen, or as it was."""
