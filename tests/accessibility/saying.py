"""What a screen reader would say of what it is told: one line of words for each thing that is heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from mdo_viewer.guideline.model import Language

Node: TypeAlias = Mapping[str, Any]

#: How the roles of AT-SPI are said; a role that is not here is said as it is called.
ROLES: Final[dict[str, tuple[str, str]]] = {
    "push button": ("knop", "button"),
    "toggle button": ("schakelknop", "toggle button"),
    "check box": ("aankruisvakje", "check box"),
    "radio button": ("keuzerondje", "radio button"),
    "text": ("invoerveld", "edit"),
    "password text": ("wachtwoordveld", "password edit"),
    "list": ("lijst", "list"),
    "list item": ("regel", "list item"),
    "label": ("tekst", "label"),
    "heading": ("kop", "heading"),
    "graphic": ("afbeelding", "graphic"),
    "dialog": ("dialoogvenster", "dialog"),
    "alert": ("melding", "alert"),
    "frame": ("venster", "window"),
    "filler": ("onderdeel zonder rol", "part without a role"),
    "layered pane": ("onderdeel zonder rol", "part without a role"),
    "panel": ("groep", "group"),
    "grouping": ("groep", "group"),
    "table": ("tabel", "table"),
    "table cell": ("cel", "cell"),
    "menu item": ("menuregel", "menu item"),
    "combo box": ("keuzelijst", "combo box"),
    "scroll bar": ("schuifbalk", "scroll bar"),
}
WORDS: Final[dict[str, tuple[str, str]]] = {
    "checked": ("aangekruist", "checked"),
    "not checked": ("niet aangekruist", "not checked"),
    "chosen": ("gekozen", "selected"),
    "not chosen": ("niet gekozen", "not selected"),
    "expanded": ("opengeklapt", "expanded"),
    "collapsed": ("dichtgeklapt", "collapsed"),
    "invalid": ("ongeldige invoer", "invalid entry"),
    "dim": ("niet beschikbaar", "unavailable"),
    "place": ("{} van {}", "{} of {}"),
    "empty": ("leeg", "blank"),
    "nameless": ("zonder naam", "without a name"),
    "cut": ("(afgebroken) ", "(cut off) "),
    "nothing": ("(niets)", "(nothing)"),
    "fed": ("(wachtwoord gehoord: {})", "(password heard: {})"),
}
#: Roles around the focus that a reader says when the focus comes into them.
AROUND: Final = {"dialog", "alert", "panel", "grouping", "list", "table", "frame"}


class Speech:
    """Says what is heard; remembers where the focus was told to be, and what it lies in, which is said once. What is
    chosen before the focus comes to it is said with the focus."""

    def __init__(self, language: Language) -> None:
        self._at = ("nl", "en").index(language)
        self._inside: list[str] = []
        self._focused = ""

    def word(self, name: str, *given: object) -> str:
        """A word of a screen reader's own."""
        return WORDS[name][self._at].format(*given)

    def said(self, heard: Sequence[Node]) -> list[str]:
        """What is said after one key. Where the focus goes on within that time, what came before it is cut off: of a
        place of the focus nothing is heard then, of a message its beginning."""
        focuses = [at for at, event in enumerate(heard) if event["type"].endswith((":focused", "window:activate"))]
        last = focuses[-1] if focuses else -1
        opened = {each["id"] for each in heard[last]["above"]} if focuses else set()
        lines: list[str] = []
        for at, event in enumerate(heard):
            if event["type"].endswith(":showing") and event["id"] in opened:
                continue  # said with the focus that comes into it
            if event["type"] == "object:state-changed:focused":
                self._focused = event["id"]
            if at < last and event["type"] in ("object:state-changed:focused", "window:activate"):
                continue  # the focus was on its way
            line = self._line(event)
            if line:
                lines.append(line if at >= last else self.word("cut") + line)
        return lines or [self.word("nothing")]

    def _line(self, event: Node) -> str:
        kind = event["type"]
        if kind == "object:announcement":
            return str(event["said"])
        if kind.startswith("object:text-changed"):
            return self.word("fed", event["said"])
        if kind == "object:property-change:accessible-name":
            return str(event["name"])
        if kind == "object:state-changed:checked":
            return self._checked(event) if self._holds(event) else ""
        if kind == "object:state-changed:expanded":
            return self.word("expanded" if event["on"] else "collapsed") if self._holds(event) else ""
        if kind == "object:state-changed:showing" or kind == "window:activate":
            return self._named(event)
        return self._focus(event)

    def _holds(self, event: Node) -> bool:
        """Whether the focus is at what changed, and was told to be."""
        return "focused" in event["states"] and event["id"] == self._focused

    def _focus(self, event: Node) -> str:
        """What surrounds it and was not said yet, then itself."""
        around = [each for each in event["above"] if each["role"] in AROUND]
        fresh = [each for each in around if each["id"] not in self._inside]
        self._inside = [each["id"] for each in around]
        once: list[str] = []
        for each in fresh:
            said = self._named(each)
            if said not in once and each["role"] != "frame":
                once.append(said)
        return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in (*once, self.about(event)))

    def about(self, node: Node) -> str:
        """Name, role, state, what is in it, its place and its description."""
        parts = [self._named(node)]
        states = node["states"]
        if "checkable" in states or node["role"] in ("check box", "radio button"):
            parts.append(self._checked(node))
        elif "checked" in states:
            parts.append(self.word("checked"))
        if "expandable" in states:
            parts.append(self.word("expanded" if "expanded" in states else "collapsed"))
        if "invalid" in states:
            parts.append(self.word("invalid"))
        if "enabled" not in states:
            parts.append(self.word("dim"))
        if node["role"] == "text":
            parts.append(f"“{node['text']}”" if node.get("text") else self.word("empty"))
        if node["place"]:
            parts.append(self.word("place", *node["place"]))
        return ", ".join((*parts, *self._described(node)))

    def _described(self, node: Node) -> list[str]:
        said = node["description"].strip()
        return [said] if said not in ("", node["name"]) else []

    def _named(self, node: Node) -> str:
        role = ROLES.get(node["role"], (node["role"], node["role"]))[self._at]
        return f"{node['name'] or self.word('nameless')}, {role}"

    def _checked(self, node: Node) -> str:
        on = "checked" in node["states"]
        if node["role"] == "radio button":
            return self.word("chosen" if on else "not chosen")
        return self.word("checked" if on else "not checked")


#: What differs between two runs or two machines, and what stands for it.
PLAIN: Final = (
    (re.compile(r"/[^\s,;]*/([^/\s,;]+)"), r"…/\1"),
    (re.compile(r"\s*\n\s*"), " | "),
)


def plain(line: str) -> str:
    """A line as it is kept: on one line, without what another machine says otherwise. The clock stands still."""
    for pattern, instead in PLAIN:
        line = pattern.sub(instead, line)
    return line.strip()


def transcript(turns: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The keys with what was said after each, as a file has it."""
    width = 18
    lines = []
    for key, said in turns:
        if not said:
            lines.append(key)
        for at, line in enumerate(said):
            lines.append(f"{key if at == 0 else '':{width}} {plain(line)}".rstrip())
    return "\n".join(lines) + "\n"
