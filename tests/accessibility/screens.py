"""Every screen that keys lead to, looked at as a whole from the other side; and what is known not to hold yet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from mdo_viewer.guideline.model import Language
from tests.accessibility.checks import (
    EVERYWHERE,
    ON_SHEETS,
    Finding,
    Node,
    called,
    holding,
    outcome,
    sheet_of,
    takes_keys,
)
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
#: The choices of how many groups of a screen are tried: each takes some starts of the program.
TRIED: Final = 4
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
            re.fullmatch(entry[part], getattr(finding, part)) is not None for part in ("screen", "what")
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
        nodes = ear.tree()
        yield from looked_at(nodes, screen, sheet=sheet)
        if sheet:
            yield from (Finding("leaves", screen, what) for what in walks_out(ear, nodes))
        for key in back:
            ear.press(key)


def walks_out(ear: Ear, nodes: Sequence[Node]) -> Iterator[str]:
    """Tab and Shift+Tab stay in the sheet that lies over the window."""
    sheet = sheet_of(nodes)
    if sheet is None:
        return
    for key in ("Shift+Tab", "Tab", "Tab"):
        for event in ear.press(key):
            around = {each["id"] for each in event["above"]} | {event["id"]}
            if event["type"].endswith(":focused") and sheet["id"] not in around:
                yield f"{key} from {called(sheet)}"


def acts_unlike(
    room: Room, *given: str, screen: str, keys: Sequence[str] = (), name: str = "program"
) -> Iterator[Finding]:
    """Every action of what can be chosen on a screen does what a click does: of some groups of choices, from all over
    the screen, the first that is not chosen, tried in a window of its own each time (all of them, from within:
    tests/desktop/widgets/test_actions.py)."""

    def tried(at: int, action: str) -> list[tuple[str, str, bool, str]]:
        with room.program(*given, name=name) as ear:
            ear.heard(quiet=0.6)
            for key in keys:
                ear.press(key)
            node = ear.tree()[at]
            if action == "click":
                ear.click(node)
            elif action == "SetFocus":
                ear.act(node, action)
                ear.press("Space")
            else:
                ear.act(node, action)
            return outcome(ear.tree())

    with room.program(*given, name=name) as ear:
        ear.heard(quiet=0.6)
        for key in keys:
            ear.press(key)
        nodes = ear.tree()
    found = list(choices(nodes))
    for at, node in found[:: -(-len(found) // TRIED) or 1]:
        clicked = tried(at, "click")
        for action in node["actions"]:
            if tried(at, action) != clicked:
                yield Finding("acts", screen, f"{action} of {called(node)}")


def choices(nodes: Sequence[Node]) -> Iterator[tuple[int, Node]]:
    """Of each group of choices in view the first that is not chosen, and its place among all objects."""
    groups: set[str] = set()
    lowest = max((node["bounds"][3] for node in nodes if node["role"] == "frame"), default=10_000)
    for at, node in enumerate(nodes):
        group = node["name"].rpartition(": ")[0] or node["name"]
        can = takes_keys(node) and "checked" not in node["states"] and "Toggle" in node["actions"]
        if can and group not in groups and node["bounds"][1] + node["bounds"][3] < lowest:
            groups.add(group)
            yield at, node


def what_stays(ear: Ear) -> Iterator[Finding]:
    """Patients with a word that nobody else has; then another patient, another meeting, the lock: what they hold."""
    first, second = f"{CANARY}een", f"{CANARY}twee"
    ear.heard(quiet=0.6)
    for key in ("Q", f'"{first}"', "Ctrl+Enter", "P", f'"{first}"', "Escape", "PgDown", "M", "Escape"):
        ear.press(key)
    yield from (Finding("stays", "the next patient", what) for what in holding(first)(ear.tree()))
    for key in ("W", f'"{second}"', "Ctrl+Enter", "PgUp"):
        ear.press(key)
    yield from (Finding("stays", "the patient before", what) for what in holding(second)(ear.tree()))
    for key in ("Ctrl+N", f'"{ear.home}/meeting.mdo"', "Enter", '"lang genoeg 1"', "Tab", '"lang genoeg 1"', "Enter"):
        ear.press(key)
    ear.heard(quiet=1.5)
    # Both come along; the first is in view.
    yield from (Finding("stays", "another meeting", what) for what in holding(second)(ear.tree()))
    yield from looked_at(ear.tree(), "new meeting")
    for key in ("Q", f'"{first}"', "Ctrl+Enter", "Ctrl+Shift+L"):
        ear.press(key)
    locked = ear.tree()
    yield from (Finding("stays", "lock", what) for what in holding(CANARY)(locked))
    yield from looked_at(locked, "lock")


def all_found(room: Room, language: Language) -> list[Finding]:
    """Everything that does not hold, on every screen."""
    found: list[Finding] = []
    with room.program(language) as ear:
        found += round_screens(ear)
    with room.program(language) as ear:
        found += what_stays(ear)
    with room.program(language, "start") as ear:
        ear.heard(quiet=1.0)
        found += looked_at(ear.tree(), "start page")
    return list(dict.fromkeys(found))
