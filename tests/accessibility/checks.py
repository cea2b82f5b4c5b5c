"""What must hold of the whole tree as the other side sees it: rules over the objects of one moment, hidden ones too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

Node: TypeAlias = Mapping[str, Any]

#: A tag, or a sign written as markup writes it; "< 3 maanden" is neither.
MARKUP: Final = re.compile(r"</?[a-zA-Z!]|&(lt|gt|amp|quot|nbsp|#\d+);")
#: Actions that do something, other than taking the focus.
DOES: Final = {"Toggle", "Press", "Increase", "Decrease", "ShowMenu"}


class Finding(NamedTuple):
    """What does not hold: by which rule, on which screen, and of what."""

    rule: str
    screen: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule} · {self.screen} · {self.what}"


def shows(node: Node) -> bool:
    return "showing" in node["states"]


def takes_keys(node: Node) -> bool:
    return shows(node) and {"focusable", "enabled"} <= set(node["states"])


def called(node: Node) -> str:
    """How an object is named in a report."""
    return f"{node['role']} {node['name']!r}"


def nameless(nodes: Sequence[Node]) -> Iterator[str]:
    """What does something, or takes the keyboard, has a name."""
    for node in nodes:
        acts = shows(node) and (DOES & set(node["actions"]) or takes_keys(node))
        if acts and not node["name"].strip() and node["role"] not in ("scroll bar", "application", "frame"):
            yield f"{called(node)} {node['bounds']}"


def roleless(nodes: Sequence[Node]) -> Iterator[str]:
    """What takes the keyboard says what it is."""
    for node in nodes:
        if takes_keys(node) and node["role"] in ("filler", "layered pane", "unknown", "invalid"):
            yield called(node)


def headless(nodes: Sequence[Node]) -> Iterator[str]:
    """A screen has headings, and so has the sheet that has the keyboard: who hears it goes from one to the next."""
    at = focus_of([node for node in nodes if shows(node)])
    above = [] if at is None else lineage(nodes, at)
    sheet = next((node for node in above if node["role"] == "dialog" and shows(node)), None)
    within = inside_of(nodes, nodes[0] if sheet is None else sheet)
    if not any(node["role"] == "heading" and node["id"] in within and shows(node) for node in nodes):
        yield "no heading" if sheet is None else f"{called(sheet)} has no heading"


def unlabelled(nodes: Sequence[Node]) -> Iterator[str]:
    """What stands below a label that is its name is bound to it."""
    labels: dict[str, list[str]] = {}
    for node in nodes:
        if node["role"] in ("label", "heading") and shows(node) and node["name"]:
            labels.setdefault(node["parent"], []).append(node["name"])
    for node in nodes:
        if node["role"] in ("text", "password text", "panel") and shows(node) and node["name"].strip():
            beside = labels.get(node["parent"], [])
            if any(text.split(" · ")[0] == node["name"] for text in beside) and "labelled by" not in node["relations"]:
                yield called(node)


def levelless(nodes: Sequence[Node]) -> Iterator[str]:
    """Every heading says how deep it lies, and none lies more than one deeper than the one before it."""
    before = 1
    for node in nodes:
        if node["role"] == "heading" and shows(node) and node["name"]:
            level = int(node["attributes"].get("level", 0))
            if not 1 <= level <= before + 1:
                yield f"{called(node)} at level {level} below {before}"
            before = level or before


def markup(nodes: Sequence[Node]) -> Iterator[str]:
    """Names and descriptions are plain text, also of what is hidden."""
    for node in nodes:
        for text in (node["name"], node["description"]):
            if MARKUP.search(text):
                yield f"{node['role']} {text!r}"


def repeated(nodes: Sequence[Node]) -> Iterator[str]:
    """A description says something else than the name and than what stands in the field."""
    for node in nodes:
        said = " ".join(node["description"].split())
        if said and said in (" ".join(node["name"].split()), " ".join(str(node.get("text") or "").split())):
            yield called(node)


def focus_of(nodes: Sequence[Node]) -> Node | None:
    """What has the keyboard; the innermost where more say so."""
    return next((node for node in reversed(nodes) if "focused" in node["states"]), None)


def lineage(nodes: Sequence[Node], node: Node) -> list[Node]:
    """An object and all around it, the innermost first."""
    by_id = {each["id"]: each for each in nodes}
    found = []
    at: Node | None = node
    while at is not None:
        found.append(at)
        at = by_id.get(at["parent"])
    return found


def sheet_of(nodes: Sequence[Node]) -> Node | None:
    """The sheet that lies over the window: a dialog, or the named part that the focus is in and that covers it all."""
    at = focus_of(nodes)
    if at is None:
        return None
    frame = next((node for node in nodes if node["role"] == "frame"), None)
    for node in lineage(nodes, at):
        covers = frame is not None and node["bounds"][2:3] == frame["bounds"][2:3] and node["bounds"][3] > 400
        if node["role"] == "dialog" or "modal" in node["states"] or (node["name"] and covers and node is not frame):
            return node
    return None


def behind(nodes: Sequence[Node]) -> Iterator[str]:
    """While a sheet lies over the window nothing outside it takes the keyboard."""
    sheet = sheet_of(nodes)
    if sheet is None:
        yield "no sheet has the keyboard"
        return
    inside = inside_of(nodes, sheet)
    outside = [node for node in nodes if takes_keys(node) and node["id"] not in inside]
    if outside:
        yield f"{len(outside)} objects behind {called(sheet)}, first {called(outside[0])}"


def inside_of(nodes: Sequence[Node], top: Node) -> set[str]:
    """The objects within one, itself too; parents come before their children."""
    found = {top["id"]}
    for node in nodes:
        if node["parent"] in found:
            found.add(node["id"])
    return found


def no_dialog(nodes: Sequence[Node]) -> Iterator[str]:
    """A sheet is a dialog with its title."""
    sheet = sheet_of(nodes)
    if sheet is not None and (sheet["role"] != "dialog" or not sheet["name"]):
        yield called(sheet)


def holding(canary: str) -> Callable[[Sequence[Node]], Iterator[str]]:
    """Nothing of a patient who is not in view, nor of a meeting that is closed."""

    def left(nodes: Sequence[Node]) -> Iterator[str]:
        for node in nodes:
            texts = (node["name"], node["description"], str(node.get("text") or ""))
            if any(canary in text for text in texts):
                yield f"{called(node)} {'in view' if shows(node) else 'hidden'}"

    return left


EVERYWHERE: Final[dict[str, Callable[[Sequence[Node]], Iterator[str]]]] = {
    "name": nameless,
    "role": roleless,
    "heading": headless,
    "level": levelless,
    "label": unlabelled,
    "markup": markup,
    "repeated": repeated,
}
ON_SHEETS: Final = {"behind": behind, "no dialog": no_dialog}


def outcome(nodes: Sequence[Node]) -> list[tuple[str, str, bool, str]]:
    """What is seen: all that shows, with its state and text, wherever the keyboard is."""
    return [
        (node["role"], node["name"], "checked" in node["states"], str(node.get("text") or ""))
        for node in nodes
        if shows(node)
    ]
