"""Every key of the window in one table: the shortcuts are made from it and the overlay lists it."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """What a key does (`Window.call`), the key sequences, what stands on the overlay, and its group there."""

    do: str
    sequences: tuple[str, ...]
    shown: str
    group: str


KEYS: tuple[Key, ...] = (
    *(Key(f"digit:{n}", (str(n),), "", "answer") for n in range(1, 10)),
    Key("digits", (), "1 2 3 …", "answer"),
    Key("digit:0", ("0",), "0", "answer"),
    Key("focus:next", ("N",), "N", "answer"),
    Key("letters", (), "A B …", "answer"),
    Key("explain", ("I",), "I", "answer"),
    Key("take_back", ("Backspace",), "Backspace", "answer"),
    Key("undo", ("Ctrl+Z",), "Ctrl+Z", "answer"),
    Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Ctrl+Y", "answer"),
    Key("case:after", ("PgDown",), "PgDn", "place"),
    Key("case:before", ("PgUp",), "PgUp", "place"),
    Key("tree:after", ("]", "Ctrl+Right"), "]", "place"),
    Key("tree:before", ("[", "Ctrl+Left"), "[", "place"),
    Key("tree:furthest", ("J",), "J", "place"),
    Key("focus:graph", ("T",), "T", "graph"),
    Key("walk", (), "@arrows", "graph"),
    Key("enter", ("Return", "Enter"), "Enter", "graph"),
    Key("view:path", ("G",), "G", "graph"),
    Key("view:whole", ("H",), "H", "graph"),
    Key("view:list", ("L",), "L", "graph"),
    Key("search", ("Ctrl+F",), "Ctrl+F", "graph"),
    Key("fold", (), "@space", "graph"),
    Key("part", ("R",), "R", "graph"),
    Key("fit:all", ("Z",), "Z", "graph"),
    Key("fit:path", ("X",), "X", "graph"),
    Key("fit:selection", ("C",), "C", "graph"),
    Key("zoom:in", ("+", "="), "+", "graph"),
    Key("zoom:out", ("-",), "-", "graph"),
    Key("decide:follow", ("V",), "V", "decide"),
    Key("decide:follow_with_condition", ("W",), "W", "decide"),
    Key("decide:deviate", ("A",), "A", "decide"),
    Key("decide_whole:follow", ("Shift+V",), "Shift+V", "decide"),
    Key("decide_whole:follow_with_condition", ("Shift+W",), "", "decide"),
    Key("decide_whole:deviate", ("Shift+A",), "", "decide"),
    Key("record", (), "Enter", "decide"),
    Key("agreements", ("P",), "P", "decide"),
    Key("agenda", ("M",), "M", "decide"),
    Key("ending", ("E",), "E", "decide"),
    Key("meeting", ("Ctrl+S", "Ctrl+O"), "Ctrl+S", "decide"),
    Key("lock", ("Ctrl+Shift+L",), "Ctrl+Shift+L", "decide"),
    Key("pdf", ("Ctrl+E",), "Ctrl+E", "decide"),
    Key("copy", ("Ctrl+Shift+C",), "Ctrl+Shift+C", "decide"),
    Key("projector", ("F5",), "F5", "projector"),
    Key("projector:black", ("B", "."), "B", "projector"),
    Key("projector:freeze", ("F",), "F", "projector"),
    Key("projector:swap", ("S",), "S", "projector"),
    Key("projector:test", ("Ctrl+F5",), "", "projector"),
    Key("projector:section", ("Shift+F5",), "Shift+F5", "projector"),
    Key("text:larger", ("Ctrl++", "Ctrl+="), "Ctrl +", "look"),
    Key("text:smaller", ("Ctrl+-",), "Ctrl −", "look"),
    Key("text:usual", ("Ctrl+0",), "Ctrl+0", "look"),
    Key("view", ("Ctrl+,",), "Ctrl+,", "look"),
    Key("fullscreen", ("F11",), "F11", "look"),
    Key("panel:after", ("F6",), "F6", "look"),
    Key("panel:before", ("Shift+F6",), "Shift+F6", "look"),
    Key("language", ("Ctrl+L",), "Ctrl+L", "look"),
    Key("keys", ("?", "F1"), "?", "place"),
    Key("escape", ("Escape",), "Esc", "place"),
)

GROUPS = ("answer", "place", "decide", "graph", "look", "projector")
