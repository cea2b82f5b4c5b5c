"""Every screen that keys lead to, looked at as a whole from the other side; and what is known not to hold yet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from mdo_viewer.guideline.model import Language
from tests.accessibility.checks import EVERYWHERE, ON_SHEETS, Finding, Node, holding
from tests.accessibility.ear import Ear, Room
from tests.accessibility.script import FOLDER

#: The screens by name: the keys that lead there from the board, those that lead back, whether it is a sheet.
SCREENS: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...], bool], ...]] = (
    ("board", (), (), False),
    ("form", ("PgDown", "V"), ("Escape", "PgUp"), False),
    ("deviating", ("PgDown", "A"), ("Escape", "PgUp"), False),
    ("list", ("L",), ("G",), False),
    ("whole tree", ("H",), ("G",), False),
    ("search", ("Ctrl+F", '"MESMC"'), ("Escape", "Escape"), False),
    ("help", ("N", "I"), ("Escape",), False),
    ("agreements", ("P",), ("Escape",), False),
    ("agenda", ("M",), ("Escape",), True),
    ("patient", ("Q",), ("Escape",), True),
    ("places", ("Shift+P",), ("Escape",), True),
    ("guideline", ("Ctrl+G",), ("Escape",), True),
    ("over", ("O",), ("Escape",), True),
    ("meeting", ("Ctrl+S",), ("Escape",), True),
    ("menu", ("F10",), ("Escape",), True),
    ("keys", ("?",), ("Escape",), True),
    ("view", ("Ctrl+,",), ("Escape",), True),
    ("projector's sheet", ("Shift+F5",), ("Escape",), True),
    ("ending", ("E",), ("Escape",), True),
    ("projection", ("F5",), ("F5",), False),
    ("file dialog", ("Ctrl+E",), ("Escape",), False),
)
CANARY: Final = "Kanarie17"


class Known(TypedDict):
    """What is known not to hold yet: a rule, the screens and objects (regular expressions), and why it stands."""

    rule: str
    screen: str
    what: str
    why: str


def known() -> list[Known]:
    """The list, which is to become shorter."""
    found: list[Known] = json.loads((FOLDER / "known.json").read_text("utf-8"))
    return found


def told_apart(findings: Sequence[Finding], listed: Sequence[Known]) -> tuple[list[Finding], list[Known]]:
    """What is found and not listed, and what is listed and no longer found."""

    def fits(entry: Known, finding: Finding) -> bool:
        return entry["rule"] == finding.rule and all(
            re.fullmatch(entry[part], getattr(finding, part)) is not None  # type: ignore[literal-required] # its names
            for part in ("screen", "what")
        )

    fresh = [finding for finding in findings if not any(fits(entry, finding) for entry in listed)]
    gone = [entry for entry in listed if not any(fits(entry, finding) for finding in findings)]
    return fresh, gone


def looked_at(nodes: Sequence[Node], screen: str, *, sheet: bool = False) -> Iterator[Finding]:
    """What does not hold on a screen."""
    for rule, check in (EVERYWHERE | ON_SHEETS if sheet else EVERYWHERE).items():
        yield from (Finding(rule, screen, what) for what in dict.fromkeys(check(nodes)))


def round_screens(ear: Ear) -> Iterator[Finding]:
    """All screens of the example, one after the other."""
    ear.heard(quiet=1.0)
    for screen, there, back, sheet in SCREENS:
        for key in there:
            ear.press(key)
        yield from looked_at(ear.tree(), screen, sheet=sheet)
        for key in back:
            ear.press(key)


def what_stays(ear: Ear) -> Iterator[Finding]:
    """A patient with a word that nobody else has; then another patient, another meeting, the lock: what they hold."""
    left = holding(CANARY)
    ear.heard(quiet=1.0)
    for key in ("PgDown", "W", f'"{CANARY}"', "Ctrl+Enter", "M", "Escape", "PgUp"):
        ear.press(key)
    yield from (Finding("stays", "another patient", what) for what in left(ear.tree()))
    for key in ("Q", f'"{CANARY}"', "Ctrl+Enter", "P", f'"{CANARY}"', "Escape", "PgDown"):
        ear.press(key)
    yield from (Finding("stays", "the next patient", what) for what in left(ear.tree()))
    for key in ("Ctrl+N", f'"{ear.home}/meeting.mdo"', "Enter", '"lang genoeg 1"', "Tab", '"lang genoeg 1"', "Enter"):
        ear.press(key)
    ear.heard(quiet=1.0)
    yield from (Finding("stays", "another meeting", what) for what in left(ear.tree()))
    yield from looked_at(ear.tree(), "new meeting")
    for key in ("Q", f'"{CANARY}"', "Ctrl+Enter", "Ctrl+Shift+L"):
        ear.press(key)
    locked = ear.tree()
    yield from (Finding("stays", "lock", what) for what in left(locked))
    yield from looked_at(locked, "lock")


def all_found(room: Room, language: Language) -> list[Finding]:
    """Everything that does not hold, on every screen."""
    found: list[Finding] = []
    with room.program(language) as ear:
        found += round_screens(ear)
    with room.program(language) as ear:
        found += what_stays(ear)
    with room.program(language, meeting="-") as ear:
        ear.heard(quiet=1.0)
        found += looked_at(ear.tree(), "start page")
    return list(dict.fromkeys(found))
