"""The keys of a meeting, as somebody presses them who does not see the screen, and where what is said then is kept."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mdo_viewer.guideline.model import Language
from tests.accessibility.ear import Ear, Room
from tests.accessibility.saying import Speech, transcript

FOLDER: Final = Path(__file__).parent

#: What is played: a word for what a part is about, and its keys; what is typed in quotes, {home} for a folder of its
#: own; "…" is a moment's rest.
Part = tuple[str, tuple[str, ...]]

SHORT: Final[tuple[Part, ...]] = (
    ("the window", ("Tab", "Tab", "N", "1")),
    ("a sheet", ("M", "Escape")),
    ("a decision", ("PgDown", "W", "Ctrl+Enter", '"mits akkoord"', "Ctrl+Enter", "Ctrl+Z")),
)
LONG: Final[tuple[Part, ...]] = (
    ("the window", ("Tab", "Tab", "Tab", "Tab")),
    ("a new patient", ("Space", "N", "1", "1", "2", "2", "1", "2")),
    ("the parts of the window", ("F6", "F6", "F6", "F6", "Shift+F6", "T", "Escape")),
    ("a decision", ("V", "Ctrl+Enter", "Ctrl+Z", "Ctrl+Y", "Ctrl+Delete", "Ctrl+Z")),
    ("where nothing is advised", ("]", "V", "A", "Ctrl+Enter", '"overleg"', "Ctrl+Enter")),
    ("other patients", ("PgUp", "PgUp", "PgUp", "PgDown")),
    ("the same again", ("Shift+R", "9")),
    ("with a condition", ("W", "Ctrl+Enter", '"mits akkoord"', "Tab", "Tab", "Ctrl+Enter")),
    ("another choice", ("[", "J", "A", "Tab", "Tab", "Shift+Tab", "Ctrl+Enter", "Escape", "Escape")),
    ("the next question", ("PgUp", "N", "I", "I", "7", "0", "Ctrl+Z")),
    ("the tree", ("T", "Left", "Left", "Right", "H", "G", "L", "Down", "Down", "Escape", "G")),
    ("the search", ("Ctrl+F", '"MESMC"', "…", "Down", "Escape", "Escape")),
    ("the agenda", ("M", "Down", "Tab", "Tab", "Tab", "Escape")),
    ("other sheets", ("Q", "Escape", "P", "Escape", "Shift+P", "Escape", "Ctrl+G", "Escape", "O", "Escape")),
    ("the view", ("Ctrl+,", "Tab", "Tab", "Right", "Left", "Escape", "?", "Tab", "Escape", "Ctrl+L", "Ctrl+L")),
    ("the projector", ("F5", "B", "B", "F5", "Shift+F5", "Escape")),
    ("the page", ("Ctrl+E", '"{home}/page.pdf"', "Enter")),
    ("a file", ("Ctrl+S", "Escape", "Ctrl+N", '"{home}/meeting.mdo"', "Enter")),
    ("its password", ('"kort"', "Enter", '"kort"', "Enter", '"lang genoeg 1"', "Enter", '"anders genoeg"', "Enter")),
    ("the same twice", ('"lang genoeg 1"', "Enter", '"lang genoeg 1"', "Enter")),
    ("the lock", ("Ctrl+Shift+L", '"verkeerd"', "Enter", '"lang genoeg 1"', "Enter", "…", "…")),
    ("the end", ("E", "Tab", "Escape", "Ctrl+Shift+C", "Ctrl+W")),
)


def played(ear: Ear, language: Language, parts: Sequence[Part]) -> str:
    """What a screen reader says while these keys are pressed, from the start of the program."""
    speech = Speech(language)
    turns: list[tuple[str, Sequence[str]]] = [("(start)", speech.said(ear.heard(quiet=0.6)))]
    for about, keys in parts:
        turns.append((f"\n# {about}", ()))
        turns += [(key, speech.said(ear.press(key.format(home=ear.home)))) for key in keys]
    return transcript(turns)


def play(room: Room, language: Language, parts: Sequence[Part]) -> str:
    """The same in a window of its own."""
    with room.program(language) as ear:
        return played(ear, language, parts)


def kept(name: str) -> Path:
    """Where an accepted transcript stands."""
    return FOLDER / f"{name}.txt"


def difference(name: str, said: str) -> str:
    """What is said otherwise than was accepted, line by line; empty where nothing is."""
    file = kept(name)
    before = file.read_text("utf-8") if file.exists() else ""
    lines = difflib.unified_diff(before.splitlines(), said.splitlines(), "accepted", "said now", n=2, lineterm="")
    return "\n".join(lines)
