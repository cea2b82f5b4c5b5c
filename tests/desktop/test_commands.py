"""The table of commands: what acts where, one row for a key, words in both languages, and nothing written twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, get_args

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop import window as window_module
from mdo_viewer.desktop.state.commands import (
    COMMANDS,
    ROWS,
    THREE,
    TWO,
    Bound,
    Command,
    Group,
    Taking,
    UnknownCommand,
    cap_of,
    find,
    for_key,
    is_letter,
    keys_of,
    listed,
    meant,
    shown_of,
    window_keys,
    word_of,
)
from mdo_viewer.desktop.state.desk import Place, WallName
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import resources_folder
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import REASON_CODES
from tests.help.desktop_help import close, keys, make_window
from tests.help.places import ROOT
from tools import list_keys

#: How a user comes to each place; where the search is open everything acts as in the window.
WAYS: Final[dict[str, tuple[str, ...]]] = {
    "window": (),
    "search": ("search",),
    "decision": ("decide:deviate",),
    "agreements": ("agreements",),
    "confirming": ("doubtful",),
    "keys": ("keys",),
    "about": ("about",),
    "view": ("view",),
    "projector": ("projector:section",),
    "meeting": ("meeting",),
    "agenda": ("agenda",),
    "ending": ("ending",),
    "since": ("since",),
    "places": ("places",),
    "over": ("over",),
    "patient": ("patient",),
    "menu": ("menu",),
    "leave": ("quit",),
    "start": (),
    "locked": (),
    "list": ("list",),
    "guideline": ("guideline",),
}
#: What acts where: `x` it does, `.` nothing happens. Columns as WAYS, in their order.
MATRIX: Final = """
              window search decision agreements confirming keys about view projector
              meeting agenda ending since places over patient list guideline
digit:N       x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
digit:0       x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
explain       x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
take_back     x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
undo          x    x    x    x    x    .    .    .    .    .    x    .    .    x    .    x    .    .
redo          x    x    x    x    x    .    .    .    .    .    x    .    .    x    .    x    .    .
still         x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
patient       x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
patient:done  .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    x    .    .
over:take     .    .    .    .    .    .    .    .    .    .    .    .    .    .    x    .    .    .
still:ID      x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
fact:ID       x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
next          x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
case:after    x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
case:before   x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
case:add      x    x    x    x    x    .    .    .    .    .    x    .    .    .    .    .    .    .
place:ALT     x    x    .    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
later         x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
places        x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
guideline     x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
lead:WAY      x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
back          x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
tree:after    x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
tree:before   x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
again         x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
tree:furthest
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
tree:ID       x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
ground        x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
focus:graph   x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
enter         x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
view:path     x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
view:whole    x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
view:list     x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
search        x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
part          x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
columns       x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
fit:all       x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
fit:path      x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
fit:selection
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
zoom:in       x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
zoom:out      x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
preview:N     x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
decide:follow
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
decide:follow_with_condition
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
decide:deviate
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
decide_whole:follow
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
decide_whole:follow_with_condition
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
decide_whole:deviate
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
reason:N      x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
reason_key:ALT
              .    .    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
choose:KEY    .    .    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
record        x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
draft         x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
draft:throw   .    .    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
withdraw      x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
withdraw:TREE
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
done:ID       x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
undone:ID     x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
doubtful      x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
ask_back:N    x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
role:N        .    .    .    .    x    .    .    .    .    .    .    .    .    .    .    .    .    .
confirm       .    .    .    .    x    .    .    .    .    .    .    .    .    .    .    .    .    .
unconfirm:N   x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
agreements    x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
since         x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
agenda        x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
agenda:ask    x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
over          x    x    x    x    x    .    .    .    .    .    x    .    .    .    x    .    .    .
list          x    x    x    x    x    .    .    .    .    .    x    .    .    .    .    .    .    .
check:after   .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    x    .
check:before  .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    x    .
check:take    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    x    .
check:out     .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    x    .
ending        x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
menu          x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
meeting:new   x    x    x    x    x    .    .    .    .    x    .    .    .    .    .    .    .    .
meeting:open  x    x    x    x    x    .    .    .    .    x    .    .    .    .    .    .    .    .
known:N       x    x    x    x    x    .    .    .    .    x    .    .    .    .    .    .    .    .
known_forget  .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
example       .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
guideline:ID  .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
meeting:elsewhere
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
kept          x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
meeting:leave
              x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
quit          x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
meeting       x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
lock          x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
pdf           x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
pdf:elsewhere x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
copy          x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
projector     x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:black
              x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:black_typing
              x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:freeze
              x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:whole
              x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:swap
              x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:test
              x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:section
              x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
projector:escape
              .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
text:larger   x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
text:smaller  x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
text:usual    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
view          x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
fullscreen    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
panel:after   x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
tab:after     x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
tab:before    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
panel:before  x    x    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
language      x    x    x    x    x    .    .    .    .    .    .    .    .    .    .    .    .    .
keys          x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
about         x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
escape        x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x    x
"""
#: What acts in the menu of the meeting, while leaving is asked about, and before a wall: nothing else does.
BEYOND: Final = {
    "menu": "menu known:N meeting:new meeting:open meeting:leave",
    "leave": "meeting:elsewhere",
    "start": "enter escape quit meeting:new meeting:open known:N known_forget example guideline:ID text:larger "
    "text:smaller text:usual fullscreen view keys about language",
    "locked": "enter escape quit",
}
#: The argument that is tried of a command that takes one.
ARGUMENTS: Final = {
    "N": "1",
    "N.M": "0.0",
    "KEY": "Ctrl+1",
    "ALT": "Alt+1",
    "ID": "diagnostiek",
    "TREE": "casus",
    "WAY": "lage_rugpijn/zorgniveau",
}


def expected() -> dict[str, dict[str, bool]]:
    """The matrix, read: of each command in which place it acts."""
    head, *lines = MATRIX.strip().replace("\n  ", " ").splitlines()
    columns = head.split()
    found = {}
    for line in lines:
        name, *marks = line.split()
        found[name] = {place: mark == "x" for place, mark in zip(columns, marks, strict=True)}
        for place, acting in BEYOND.items():
            everywhere = place in ("menu", "leave") and "." not in marks  # on every sheet
            found[name][place] = everywhere or name in acting.split()
    return found


def go(window: Window, way: str) -> None:
    """To where the user would be."""
    for wall in get_args(WallName):
        if way == wall:
            window.sheets.put_up(wall)
    for name in WAYS[way]:
        window.call(name)()
        QApplication.processEvents()


def named(row: Command) -> str:
    """A name that this row answers to."""
    head, _, argument = row.name.partition(":")
    return f"{head}:{ARGUMENTS[argument]}" if isinstance(row.run, Taking) else row.name


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = make_window()
    made.session.go_case(2)
    made.session.go_tree("tijd_tot_therapie")
    for fact, value in (("asia_score", "B"), ("kan_zelfstandig_lopen", True)):
        made.session.answer(fact, value)  # they fit badly together
    yield made
    close(made)


@pytest.mark.parametrize("way", WAYS)
def test_every_command_acts_where_the_matrix_says(window: Window, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    go(window, way)
    ran: list[str] = []

    def noting(name: str) -> Bound:
        """The command, which notes that it was run instead."""
        return find(name)._replace(run=lambda _desk: ran.append(name))

    monkeypatch.setattr(window_module, "find", noting)
    found = {}
    for row in COMMANDS:
        ran.clear()
        window.call(named(row))()
        found[row.name] = bool(ran)
    assert found == {name: places[way] for name, places in expected().items()}


def test_every_place_is_one_that_is_tried(window: Window) -> None:
    assert set(get_args(Place)) == set(WAYS) - {"search"} | {"room"}
    for way, names in WAYS.items():
        go(window, way)
        assert window.place == ("window" if way == "search" else way)
        for _ in names:
            window.call("escape")()
        window.sheets.take_down()
        assert window.place == "window"


def test_a_sheet_hides_the_form_below_it(window: Window) -> None:
    window.call("decide:deviate")()
    keys(window, "F1")
    assert window.place == "keys"
    keys(window, "Alt+1")
    assert window.session.state.draft is not None
    assert window.session.state.draft.reason_code is None
    keys(window, "Escape", "Alt+1")
    assert window.session.state.draft.reason_code == REASON_CODES[0]


def test_digits_and_backspace_leave_the_answers_alone_while_a_form_is_open(window: Window) -> None:
    for form in ("V", "P", "D"):
        keys(window, form)
        before = window.session.state.document
        window.graph.focus()
        keys(window, *"1234567890", *(["Backspace"] * 10))  # in a form they are text, and take it back
        assert window.session.state.document == before
        keys(window, "Escape")


def test_a_letter_is_text_while_a_decision_is_written_and_other_keys_act() -> None:
    found = {(key, is_letter(key)): for_key(key, "decision") is not None for row in COMMANDS for key in row.keys}
    assert {key for (key, letter), acts in found.items() if letter and acts} == set()
    dumb = {key for (key, letter), acts in found.items() if not letter and not acts}
    parts = {"F6", "Shift+F6", "F8", "Shift+F8", "Ctrl+Tab", "Ctrl+Shift+Tab"}
    assert dumb == {*"0123456789", "Backspace", "Ctrl+Del", "PgUp", "PgDown", *parts}


# --- one row for a key


def same(key: str) -> str:
    """A key sequence as Qt compares them."""
    return QKeySequence(key).toString()


def test_a_key_stands_in_one_row_for_each_place() -> None:
    found: dict[tuple[str, str], list[str]] = {}
    for row in ROWS:
        for key in row.keys:
            for place in row.acts if isinstance(row, Command) else {row.part}:
                found.setdefault((same(key), place), []).append(row.name)
    assert {at: names for at, names in found.items() if len(names) > 1} == {}


def test_every_key_is_one_that_qt_knows() -> None:
    assert [key for row in ROWS for key in row.keys if QKeySequence(key).isEmpty() or "," in same(key)[:-1]] == []


def test_rows_that_share_a_key_agree_whether_it_repeats() -> None:
    assert [row.name for row in COMMANDS for key in row.keys if window_keys()[key] != row.repeats] == []


def test_names_stand_once() -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    families = [row.name.partition(":")[0] for row in COMMANDS if isinstance(row.run, Taking)]
    assert len(set(families)) == len(families)


def test_window_and_room_have_a_shortcut_for_each_key_and_no_other(window: Window) -> None:
    window.projector.share()
    window.call("projector")()
    assert window.projector.view is not None
    for widget in (window, window.projector.view):
        made = [each for each in widget.findChildren(QShortcut) if each.parent() is widget]
        assert sorted(each.key().toString() for each in made) == sorted(map(same, window_keys()))
        assert {each.key().toString(): each.autoRepeat() for each in made} == {
            same(key): repeats for key, repeats in window_keys().items()
        }


def test_each_key_runs_its_row(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the keyboard to the row, in the window: what `meant` gives is what is run."""
    ran: list[str] = []

    def noting(key: str, place: Place) -> Bound | None:
        found = meant(key, place)
        return None if found is None else found._replace(run=lambda _desk: ran.append(found.row.name))

    monkeypatch.setattr(window_module, "meant", noting)
    window.graph.focus()
    for row in COMMANDS:
        if "window" in row.acts:
            for key in row.keys:
                ran.clear()
                keys(window, key)
                assert ran == [row.name], key


def test_escape_is_the_rooms_own_in_its_window() -> None:
    room, laptop = for_key("Escape", "room"), for_key("Escape", "window")
    assert room is not None
    assert laptop is not None
    assert (room.row.name, laptop.row.name) == ("projector:escape", "escape")


# --- names and arguments


@pytest.mark.parametrize(
    "name",
    ["", "undoo", "undo:", "tree", "tree:", "digit:x", "digit:10", "digit:", "reason:0", "reason:10", "reason:x",
     "preview:x", "decide:later", "decide_whole:", "project", "text:", "fact:", "walk"],
)  # fmt: skip
def test_a_name_that_is_none_is_one_clear_error(window: Window, name: str) -> None:
    with pytest.raises(UnknownCommand, match=re.escape(repr(name))):
        window.call(name)


def test_an_argument_reaches_its_command(window: Window) -> None:
    window.call("tree:lv_lang")()
    assert window.session.state.tree_id == "lv_lang"
    window.call("tree:before")()  # a name of its own, though a tree might be called so
    assert window.session.state.tree_id != "lv_lang"
    window.call("decide:deviate")()
    window.call(f"reason:{len(REASON_CODES)}")()
    assert window.session.state.draft is not None
    assert window.session.state.draft.reason_code == REASON_CODES[-1]


# --- what is said of a command


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_that_is_listed_has_words_and_a_cap(language: Language) -> None:
    words = words_of("window", language)
    wanting = [row.name for row in ROWS if row.group and not words.get(word_of(row), "").strip()]
    assert wanting == []
    assert [row.name for row in ROWS if row.group and not shown_of(row, words)] == []
    assert [group for group in get_args(Group) if not words.get(f"keys.group.{group}", "")] == []


def test_every_command_with_a_key_is_listed() -> None:
    """But for what is written in the row of another, what only a part has, and what the menu of the meeting shows."""
    assert {row.name for row in COMMANDS if row.keys and row.group is None} == {
        "decide_whole:follow_with_condition", "decide_whole:deviate", "reason_key:ALT", "role:N", "choose:KEY",
        "projector:test", "projector:whole", "projector:escape", "patient:done", "over:take", "places", "panel:before",
        "check:after", "check:before", "check:take", "check:out",
        "tab:after", "tab:before",
        "guideline", "back", "meeting", "quit",
    }  # fmt: skip


def test_the_sheet_has_every_group_once_in_each_width() -> None:
    for columns in (THREE, TWO):
        assert sorted(group for column in columns for group in column) == sorted(get_args(Group))
    assert {row.name for group in get_args(Group) for row in listed(group)} == {row.name for row in ROWS if row.group}


def test_caps_come_in_both_languages() -> None:
    dutch, english = words_of("window", "nl"), words_of("window", "en")
    assert (cap_of("agreements", dutch), cap_of("agreements", english)) == ("P", "P")
    assert (cap_of("agenda:earlier", dutch), cap_of("agenda:earlier", english)) == ("Alt + omhoog", "Alt + up")
    assert (cap_of("doubt:take", dutch), cap_of("doubt:take", english)) == ("spatie", "space")
    assert [cap_of(name, dutch) for name in ("digit:3", "role:2", "case:after", "redo", "tree:lv_lang")] == [
        "3", "2", "PgDn", "Ctrl+Y", "",
    ]  # fmt: skip
    assert keys_of("agenda:later") == ("Alt+Down",)
    with pytest.raises(UnknownCommand):
        cap_of("agreement", dutch)


#: The messages that name a key, and the commands whose keys they name.
NAME_KEYS: Final = {
    "projector.starts": ("projector",),
    "projector.is_off": ("projector",),
    "meeting.changed_elsewhere": ("meeting",),
    "meeting.gone": ("meeting",),
    "meeting.read_only": ("meeting",),
    "meeting.read_only_typed": ("meeting", "undo"),
    "status.half_typed": ("enter",),
    "lock.nothing": ("meeting",),
    "meeting.aside.one": ("agenda",),
    "meeting.aside.many": ("agenda",),
    "about.kept.text": ("meeting",),
    "keys.decide.follow": ("record",),
    "keys.record": ("choose:Ctrl+1",),
    "decision.choose.keys": ("choose:Ctrl+1",),
    "decision.why.keys": ("reason_key:Alt+1",),
    "decision.no_reason": ("escape",),
    "decision.escape": ("escape",),
    "decision.enter_waits": ("enter", "record"),
    "decision.enter_brought": ("enter", "record"),
    "check.shut": ("check:open", "check:put_back"),
    "decision.kinds_gone": ("undo",),
    "say.overtaken_whole": ("decide_whole:follow", "withdraw"),
    "say.apart_whole": ("decide_whole:follow", "withdraw"),
    "say.withdrawn.back": ("undo",),
    "decision.text.enter": ("enter",),
    "lost.back": ("undo",),
    "keys.decide_whole.follow": ("decide_whole:follow_with_condition", "decide_whole:deviate"),
    "keys.panel.after": ("tab:after",),
    "agenda.sure.decided": ("undo",),
    "agenda.sure.answered": ("undo",),
    "keys.place": ("places", "guideline"),
    "graph.about": ("enter",),
    "search.about": ("enter",),
    "facts.only_number": ("escape",),
    "close.half": ("enter",),
    "lock.half": ("enter",),
    "lock.wait": ("enter",),
    "say.half_not_taken": ("enter", "escape"),
    "say.half_anew": ("enter", "escape"),
    "say.half_enter": ("enter",),
    "say.field_first": ("enter",),
    "say.typed_goes_on": ("escape",),
    "say.half_stays": ("escape",),
    "say.half_typed_first": ("enter", "escape"),
}
#: What looks like a key in a text.
KEY: Final = re.compile(
    r"(?:Ctrl|Shift|Alt)\+[^\s,.)]+|\bF\d{1,2}\b|\bEnter\b|\bEsc\b|\bPg(?:Up|Dn)\b|(?<=\()[A-Z](?=\))"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_names_a_key_names_the_one_of_its_command(language: Language) -> None:
    words = words_of("window", language)
    file = resources_folder() / "words" / f"window.{language}.json"
    texts: dict[str, str] = json.loads(file.read_text("utf-8"))
    named = {key.removeprefix("window."): tuple(KEY.findall(text)) for key, text in texts.items() if KEY.search(text)}
    named.pop("facts.whole_number", None)  # "Enter a whole number": no key
    assert named == {key: tuple(cap_of(name, words) for name in of) for key, of in NAME_KEYS.items()}


SOURCES: Final = {
    path: path.read_text("utf-8")
    for path in sorted((ROOT / "mdo_viewer" / "desktop").rglob("*.py"))
    if path.name != "commands.py"
}


def test_no_key_cap_is_written_by_hand() -> None:
    """A cap is asked of the table: `cap_of`."""
    written = re.compile(r"\bkey=f?\"[^\"]+\"|QKeySequence\(\"|\bcap=f?\"")
    assert [(path.name, found) for path, text in SOURCES.items() for found in written.findall(text)] == []


def test_every_name_in_the_sources_is_one_of_the_table() -> None:
    """Names are looked up when a button is made; this finds them without making one."""
    asked = re.compile(r"\b(?:call|cap_of|keys_of)\(f?\"([^\"{]+)\"")
    names = {name for text in SOURCES.values() for name in asked.findall(text)}
    assert len(names) > 20
    assert {name for name in names if name not in {row.name for row in ROWS}} == set()


# --- the README


def test_the_readme_lists_the_keys_as_they_are() -> None:
    text = list_keys.README.read_text("utf-8")
    assert list_keys.renewed(text) == text


def test_a_key_in_the_prose_of_the_readme_is_one_of_the_table() -> None:
    text = list_keys.README.read_text("utf-8").partition("## First meeting")[2].partition(list_keys.BEGIN)[0]
    words = words_of("window", "en")
    known = {shown_of(row, words) for row in ROWS} | {same(key) for row in ROWS for key in row.keys}
    known |= {key for row in ROWS for key in row.keys} | {"Alt+↑", "Alt+↓", "Ctrl -", "Shift"}
    spans = re.findall(r"`([^`]+)`", text)
    assert [span for span in spans if span not in known and not re.search(r"[a-z]{4}|MDO-", span)] == []
    assert len([span for span in spans if span in known]) > 15
