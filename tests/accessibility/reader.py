"""What assistive technology is told, asked from outside: a program of its own, under whichever Python has `gi`.

It speaks AT-SPI over its bus itself, as a screen reader's library does, so that nothing is remembered on the way. It
knows nothing of the project and imports nothing of it: it reads requests as lines of JSON and answers each with one.
`python3 reader.py` on the session bus of the window that is read.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from typing import Any

from gi.repository import Gio, GLib  # type: ignore[import-not-found,unused-ignore] # the system's, not of .venv

A11Y = "org.a11y.atspi."
ONE, ACTION, TEXT, VALUE, PLACE = (A11Y + name for name in ("Accessible", "Action", "Text", "Value", "Component"))
REGISTRY, ROOT = A11Y + "Registry", "/org/a11y/atspi/accessible/root"
PROPERTIES = "org.freedesktop.DBus.Properties"
#: What is listened to, by the name of the signal and what it carries first; the name it is registered under.
EVENTS = {
    ("StateChanged", "focused"): "object:state-changed:focused",
    ("StateChanged", "checked"): "object:state-changed:checked",
    ("StateChanged", "expanded"): "object:state-changed:expanded",
    ("StateChanged", "showing"): "object:state-changed:showing",
    ("Announcement", ""): "object:announcement",
    ("PropertyChange", "accessible-name"): "object:property-change:accessible-name",
    ("TextChanged", "insert"): "object:text-changed:insert",
    ("TextChanged", "delete"): "object:text-changed:delete",
    ("Activate", ""): "window:activate",
}
#: Roles whose appearing is told by a reader although the focus is elsewhere.
TELLS_ITSELF = {"dialog", "alert", "notification"}
#: The bits of a set of states that are told.
STATES = {
    1: "active", 4: "checked", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded", 11: "focusable",
    12: "focused", 16: "modal", 17: "multi-line", 20: "pressed", 23: "selected", 24: "sensitive", 25: "showing",
    30: "visible", 33: "required", 36: "invalid", 41: "checkable", 43: "read-only",
}  # fmt: skip
#: The number of the role of a field for a password.
PASSWORD = 40
#: The kinds of a relation.
RELATIONS = {1: "label for", 2: "labelled by", 3: "controls", 4: "controlled by", 5: "member of", 17: "describes",
             18: "described by", 21: "has error", 22: "error for"}  # fmt: skip
#: How deep a window may be, and how long one answer may take, ms.
DEEPEST, PATIENCE = 60, 5000
#: What answers within this time was at rest, s.
AT_ONCE = 0.05

Node = dict[str, Any]
#: An object: the name of its program on the bus, and its path.
Ref = tuple[str, str]


class Bus:
    """The bus of assistive technology."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        (address,) = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, PATIENCE, None
        ).unpack()
        flags = Gio.DBusConnectionFlags
        how = flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, how, None, None)
        self.context = GLib.MainContext.default()

    def ask(self, one: Ref, interface: str, method: str, *given: Any, form: str = "()") -> Any:
        """One answer, None where there is none: the object is gone by now."""
        return self.ask_all([(one, interface, method, GLib.Variant(form, given))], at_once=False)[0]

    def ask_all(self, calls: Iterable[tuple[Ref, str, str, Any]], *, at_once: bool = True) -> list[Any]:
        """The answers to many questions, asked together or one by one; nothing else is heard meanwhile one by one."""
        asked = list(calls)
        answers: list[Any] = [None] * len(asked)
        left = len(asked)

        def came(connection: Any, result: Any, at: int) -> None:
            nonlocal left
            left -= 1
            answers[at] = self._unpacked(lambda: connection.call_finish(result))

        for at, ((owner, path), interface, method, given) in enumerate(asked):
            how = (owner, path, interface, method, given, None, Gio.DBusCallFlags.NONE, PATIENCE, None)
            if at_once:
                self.connection.call(*how, came, at)
            else:
                answers[at] = self._unpacked(lambda how=how: self.connection.call_sync(*how))
        while at_once and left:
            self.context.iteration(True)
        return answers

    @staticmethod
    def _unpacked(ask: Any) -> Any:
        try:
            unpacked = ask().unpack()
        except GLib.Error:
            return None
        return unpacked[0] if len(unpacked) == 1 else unpacked


def questions(one: Ref) -> list[tuple[Ref, str, str, Any]]:
    """What is asked of every object, in the order in which `described` takes the answers."""
    nothing = GLib.Variant("()", ())
    return [
        (one, ONE, "GetRoleName", nothing),
        (one, ONE, "GetRole", nothing),  # only here Qt tells a field for a password from another
        (one, PROPERTIES, "Get", GLib.Variant("(ss)", (ONE, "Name"))),
        (one, PROPERTIES, "Get", GLib.Variant("(ss)", (ONE, "Description"))),
        (one, ONE, "GetState", nothing),
        (one, ONE, "GetAttributes", nothing),
        (one, ONE, "GetInterfaces", nothing),
    ]


def more_questions(one: Ref, interfaces: list[str]) -> list[tuple[Ref, str, str, Any]]:
    """What is asked of an object that has a text, a value, actions or a place."""
    asked = {
        TEXT: (TEXT, "GetText", GLib.Variant("(ii)", (0, -1))),
        VALUE: (PROPERTIES, "Get", GLib.Variant("(ss)", (VALUE, "CurrentValue"))),
        ACTION: (ACTION, "GetActions", GLib.Variant("()", ())),
        PLACE: (PLACE, "GetExtents", GLib.Variant("(u)", (0,))),
    }
    return [(one, *asked[name]) for name in asked if name in interfaces]


def described(one: Ref, answers: list[Any]) -> Node:
    """One object as it is told now."""
    role, number, name, description, bits, attributes, interfaces = answers
    low, high = bits or (0, 0)
    held = low | high << 32
    return {
        "id": one[1],
        "role": "password text" if number == PASSWORD else role or "gone",
        "number": number,
        "name": name or "",
        "description": description or "",
        "states": [state for bit, state in STATES.items() if held >> bit & 1],
        "attributes": attributes or {},
        "interfaces": interfaces or [],
    }


def add_more(node: Node, answers: list[Any]) -> None:
    """Add the answers to `more_questions`."""
    interfaces = node.pop("interfaces")
    has = [name for name in (TEXT, VALUE, ACTION, PLACE) if name in interfaces]
    told = dict(zip(has, answers, strict=True))
    if TEXT in told and node["role"] not in ("label", "push button"):
        node["text"] = told[TEXT] or ""
    if VALUE in told:
        node["value"] = told[VALUE]
    node["actions"] = [each[0] for each in told.get(ACTION) or []]
    node["bounds"] = list(told.get(PLACE) or [])


class Reader:
    """Listens, and answers."""

    def __init__(self) -> None:
        self.bus = Bus()
        self.heard: list[Node] = []
        self.last = time.monotonic()
        self.app: Ref = ("", "")
        self.focus = ""
        connection = self.bus.connection
        for interface in ("Event.Object", "Event.Window"):
            connection.signal_subscribe(None, A11Y + interface, None, None, None, 0, self.hear)
        for name in (*EVENTS.values(), "object:state-changed", "object:property-change"):
            self.register(name)

    def register(self, name: str) -> None:
        """Tell all programs that an event is wanted; later systems let one say of whom."""
        at = (REGISTRY, "/org/a11y/atspi/registry")
        for form, given in (("(sass)", (name, [], "")), ("(s)", (name,))):
            call = (*at, REGISTRY, "RegisterEvent", GLib.Variant(form, given), None, 0, PATIENCE, None)
            try:
                self.bus.connection.call_sync(*call)
            except GLib.Error:
                continue
            return

    def hear(self, _bus: Any, owner: str, path: str, _interface: str, signal: str, given: Any) -> None:
        """Keep what a screen reader would act on, with all that it would ask at once."""
        minor, on, _, said = given.unpack()[:4]
        kind = EVENTS.get((signal, minor if signal in ("StateChanged", "PropertyChange", "TextChanged") else ""))
        self.last = time.monotonic()
        if kind is None or (signal == "StateChanged" and minor in ("focused", "showing") and not on):
            return
        if signal == "PropertyChange" and path != self.focus:
            return  # only a name that is being heard is told again
        one = (owner, path)
        if minor == "focused":
            self.focus = path
        if minor == "showing" and self.bus.ask(one, ONE, "GetRoleName") not in TELLS_ITSELF:
            return
        if signal == "TextChanged" and self.bus.ask(one, ONE, "GetRole") != PASSWORD:
            return
        node = self.whole(one)
        around = self.above(one)
        self.heard.append({"type": kind, "on": on, "said": said if isinstance(said, str) else "", **node, **around})

    def whole(self, one: Ref) -> Node:
        """An object with all that is known of it."""
        node = described(one, self.bus.ask_all(questions(one), at_once=False))
        add_more(node, self.bus.ask_all(more_questions(one, node["interfaces"]), at_once=False))
        return node

    def above(self, one: Ref) -> Node:
        """The named objects around one, the outermost first, and which of its kind it is in the nearest."""
        found: list[Node] = []
        at: Any = one
        place: list[int] = []
        for depth in range(DEEPEST):
            at = self.bus.ask(at, PROPERTIES, "Get", ONE, "Parent", form="(ss)")
            if not at or at[1].endswith(("/null", "/root")):
                break
            role, name = (
                self.bus.ask(at, ONE, "GetRoleName"),
                self.bus.ask(at, PROPERTIES, "Get", ONE, "Name", form="(ss)"),
            )
            if depth == 0:
                place = self.place(one, at)
            if name:
                found.append({"id": at[1], "role": role, "name": name})
        return {"above": found[::-1], "place": place}

    def place(self, one: Ref, parent: Ref) -> list[int]:
        """Which of how many it is, counted from 1; empty where that is not told."""
        role = self.bus.ask(one, ONE, "GetRoleName")
        if role not in ("list item", "radio button", "page tab", "menu item"):
            return []
        same = [
            each
            for each in self.bus.ask(parent, ONE, "GetChildren") or []
            if self.bus.ask(each, ONE, "GetRoleName") == role
        ]
        paths = [path for _, path in same]
        return [paths.index(one[1]) + 1, len(paths)] if one[1] in paths else []

    def pump(self, seconds: float) -> None:
        """Take what comes for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            while self.bus.context.pending():
                self.bus.context.iteration(False)
            time.sleep(0.005)

    # --- requests

    def find(self, name: str = "MDO Viewer", most: float = 20.0) -> Node:
        """Wait for the program, and for a window in it."""
        until = time.monotonic() + most
        while time.monotonic() < until:
            for one in self.bus.ask((REGISTRY, ROOT), ONE, "GetChildren") or []:
                called = self.bus.ask(one, PROPERTIES, "Get", ONE, "Name", form="(ss)")
                if called == name and self.bus.ask(one, ONE, "GetChildren"):
                    self.app = one
                    return {"found": name}
            self.pump(0.05)
        return {"found": ""}

    def settle(self, quiet: float, most: float = 20.0) -> Node:
        """Until the program has come to rest: it said nothing for so long, s, and answered at once each time that it
        was asked meanwhile; with what was said."""
        until, since = time.monotonic() + most, time.monotonic()
        while time.monotonic() < until:
            self.pump(0.03)
            asked = time.monotonic()
            self.bus.ask(self.app, ONE, "GetChildren")
            if time.monotonic() - asked > AT_ONCE:
                since = time.monotonic()
            if time.monotonic() - max(since, self.last) >= quiet:
                break
        heard, self.heard = self.heard, []
        return {"heard": heard, "rested": time.monotonic() < until}

    def tree(self) -> Node:
        """All objects, hidden ones too, parents before their children and in their order."""
        found: dict[str, Node] = {}
        children: dict[str, list[Ref]] = {}
        level = [self.app]
        for _ in range(DEEPEST):
            answers = self.bus.ask_all(each for one in level for each in questions(one))
            size = len(answers) // max(1, len(level))
            nodes = [described(one, answers[at * size : (at + 1) * size]) for at, one in enumerate(level)]
            asked = [more_questions(one, node["interfaces"]) for one, node in zip(level, nodes, strict=True)]
            told = iter(self.bus.ask_all(each for some in asked for each in some))
            for node, some in zip(nodes, asked, strict=True):
                add_more(node, [next(told) for _ in some])
                found[node["id"]] = node
            nothing = GLib.Variant("()", ())
            below = self.bus.ask_all((one, ONE, "GetChildren", nothing) for one in level)
            related = self.bus.ask_all((one, ONE, "GetRelationSet", nothing) for one in level)
            for node, kept, relations in zip(nodes, below, related, strict=True):
                children[node["id"]] = [tuple(each) for each in kept or []]
                node["relations"] = [RELATIONS.get(kind, str(kind)) for kind, _ in relations or []]
            level = [one for node in nodes for one in children[node["id"]] if one[1] not in found]
            if not level:
                break
        return {"nodes": list(self.in_order(self.app[1], "", 0, found, children))}

    def in_order(
        self, at: str, parent: str, depth: int, found: dict[str, Node], children: dict[str, list[Ref]]
    ) -> Iterable[Node]:
        """What was found, as a tree is read."""
        yield {**found[at], "parent": parent, "depth": depth}
        for _, path in children.get(at, []):
            if path in found:
                yield from self.in_order(path, at, depth + 1, found, children)

    def act(self, path: str, action: str) -> Node:
        """Ask an object of the program for one of its actions."""
        one = (self.app[0], path)
        names = [each[0] for each in self.bus.ask(one, ACTION, "GetActions") or []]
        done = action in names and self.bus.ask(one, ACTION, "DoAction", names.index(action), form="(i)")
        return {"done": bool(done)}


def main() -> None:
    """Answer until nobody asks any more."""
    reader = Reader()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = getattr(reader, asked.pop("do"))(**asked)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
