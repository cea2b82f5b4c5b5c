"""Every command of the window in one table.

To add one:
1. write its row below, where the sheet of keys is to list it, with what it does (longer than a line: in `doing.py`);
2. if it is in a group, give it words in both languages: `keys.NAME` in `resources/words/window.*.json`;
3. run `python -m tools.list_keys`, which writes the README's list.
Shortcuts, the sheet of keys and what a sheet lets through follow. A button or card calls it as `host.call("NAME")` and
has its key from `cap_of("NAME", words)`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar, get_args

from mdo_viewer.desktop.state import confirming, doing
from mdo_viewer.desktop.state.desk import Desk, Place, SheetName, WallName
from mdo_viewer.desktop.state.settings import SingleKeys
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.case import REASON_CODES, DecisionKind

A = TypeVar("A")
Run: TypeAlias = Callable[[Desk], object]
Group: TypeAlias = Literal["answer", "place", "decide", "meeting", "graph", "display", "projector"]

#: The groups of the sheet of keys, in columns: where the window is wide and where it is narrow.
THREE: Final[tuple[tuple[Group, ...], ...]] = (
    ("answer", "decide"),
    ("graph", "display"),
    ("place", "meeting", "projector"),
)
TWO: Final[tuple[tuple[Group, ...], ...]] = (
    ("answer", "place", "decide"),
    ("graph", "display", "projector", "meeting"),
)

#: Where nothing lies over the window, with a form open or without one.
IN_WINDOW: Final[frozenset[Place]] = frozenset({"window", "decision", "agreements", "confirming"})
#: A form is open: letters and digits are its own, and so is the keyboard until Esc; see `desktop/first_letter.py`.
FORMS: Final[frozenset[Place]] = IN_WINDOW - {"window"}
#: Sheets in which something is typed: no letter or sign is a command there, so that what is typed too soon, or with the
#: keyboard on a button, does nothing; but for what blacks the room, which must never wait.
TYPED: Final[frozenset[Place]] = frozenset(
    {"over", "meeting", "patient", "agenda", "places", "menu", "leave", "list", "guideline"}
)
#: Not while a form is open: no answer would be seen to change.
NO_FORM: Final[frozenset[Place]] = frozenset({"window"})
#: Over sheets too.
ANYWHERE: Final[frozenset[Place]] = IN_WINDOW | frozenset(get_args(SheetName))
#: Of the start page too.
AND_START: Final[frozenset[Place]] = ANYWHERE | {"start"}
#: Where a meeting is begun or opened.
MEETINGS: Final[frozenset[Place]] = IN_WINDOW | {"menu", "meeting", "start"}
#: Whatever stands there, the lock too: leaving, and what a sheet over it asks.
EVERYWHERE: Final[frozenset[Place]] = ANYWHERE | frozenset(get_args(WallName))
#: What the agenda shows, and so may change while it is open.
AND_AGENDA: Final[frozenset[Place]] = IN_WINDOW | {"agenda"}
#: What the sheet about the patient shows besides.
AND_PATIENT: Final[frozenset[Place]] = AND_AGENDA | {"patient"}


class Worded(NamedTuple):
    """A key whose name differs by language: the key of its word."""

    word: str


class Taking(NamedTuple):
    """What a command does whose name ends in an argument, as `tree:ID`; ValueError for an argument that is none."""

    bind: Callable[[str], Run]


def taking(read: Callable[[str], A], run: Callable[[Desk, A], object]) -> Taking:
    """Does `run` with the argument as `read` reads it."""

    def bind(text: str) -> Run:
        argument = read(text)
        return lambda desk: run(desk, argument)

    return Taking(bind)


class Command(NamedTuple):
    """One command.

    `keys` are key sequences in Qt's words; of a command with an argument each is the argument that it stands for.
    `shown` is what stands on a key cap where that is not the first of `keys`. Only what is in a `group` is listed on
    the sheet of keys. `repeats`: it goes on while its key is held down. `acts`: where the user must be for it to act.
    """

    name: str
    run: Run | Taking
    keys: tuple[str, ...] = ()
    group: Group | None = None
    shown: str | Worded = ""
    repeats: bool = False
    acts: frozenset[Place] = IN_WINDOW


class OwnKey(NamedTuple):
    """A key that the part which has the keyboard takes itself: it is no command, but is listed and shown as they are.

    `part` is what takes it; a sheet makes its shortcuts from `keys`.
    """

    name: str
    part: Literal["graph", "field", "agenda", "list"]
    keys: tuple[str, ...]
    group: Group | None = None
    shown: str | Worded = ""


def _digit(text: str) -> int:
    """1 to 9. Raises ValueError for anything else."""
    if text not in DIGITS:
        raise ValueError(text)
    return int(text)


def _reason(text: str) -> int:
    """The number of a reason, from 1. Raises ValueError where there is none of it."""
    number = int(text)
    if not 1 <= number <= len(REASON_CODES):
        raise ValueError(text)
    return number


def _with_ctrl(text: str) -> int:
    """The digit of `Ctrl+2`. Raises ValueError for anything else."""
    before, plus, digit = text.partition("+")
    if (before, plus) != ("Ctrl", "+"):
        raise ValueError(text)
    return _digit(digit)


def _with_alt(text: str) -> int:
    """The digit of `Alt+2`. Raises ValueError for anything else."""
    before, plus, digit = text.partition("+")
    if (before, plus) != ("Alt", "+"):
        raise ValueError(text)
    return _digit(digit)


def _change(text: str) -> int | None:
    """Which of the changes that are listed, from 0, or `off`. Raises ValueError for anything else."""
    return None if text == "off" else int(text)


def _place(text: str) -> int:
    """A place in a list, from 0. Raises ValueError for anything else."""
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _other_tree(text: str) -> tuple[str, str]:
    """A tree of another guideline, `pack/tree`. Raises ValueError for anything else."""
    pack, _slash, tree = text.partition("/")
    if not pack or not tree:
        raise ValueError(text)
    return pack, tree


def _id(text: str) -> str:
    """An id. Raises ValueError where it is empty."""
    if not text:
        raise ValueError(text)
    return text


DIGITS: Final = tuple("123456789")
ROLE_DIGITS: Final = DIGITS[: confirming.MOST_ROLES]
#: Keys that show another patient.
PAGES: Final = ("PgUp", "PgDown")
REASON_DIGITS: Final = tuple(f"Alt+{digit}" for digit in DIGITS[: len(REASON_CODES)])
PLACE_DIGITS: Final = tuple(f"Alt+{digit}" for digit in DIGITS)
CHOOSE_DIGITS: Final = tuple(f"Ctrl+{digit}" for digit in DIGITS)

# fmt: off
ROWS: Final[tuple[Command | OwnKey, ...]] = (
    # answering
    Command("digit:N", taking(_digit, doing.answer_digit), DIGITS, "answer", "1 2 3 …", acts=NO_FORM),
    Command("digit:0", lambda desk: doing.answer_digit(desk, 0), ("0",), "answer", acts=NO_FORM),
    Command("explain", doing.explain, ("I",), "answer"),
    Command("take_back", doing.take_back, ("Backspace",), "answer", repeats=True, acts=NO_FORM),
    Command("undo", doing.undo, ("Ctrl+Z",), "answer", repeats=True, acts=AND_PATIENT | {"places"}),
    Command("redo", doing.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), "answer", repeats=True,
            acts=AND_PATIENT | {"places"}),
    Command("still", doing.still_so, ("Y",), "answer", acts=NO_FORM),
    Command("still:ID", taking(_id, doing.still_so)),
    Command("patient", lambda desk: desk.sheets.open("patient"), ("Q",), "answer"),
    Command("patient:done", doing.escape, ("Ctrl+Return", "Ctrl+Enter"), acts=frozenset({"patient"})),
    Command("fact:ID", taking(_id, lambda desk, fact: desk.focus_fact(fact))),
    OwnKey("doubt:take", "field", ("Space",), shown=Worded("facts.doubt.take.key")),
    OwnKey("doubt:keep", "field", ("Return", "Enter"), shown="Enter"),
    Command("over:take", lambda desk: desk.sheets.submit(), ("Ctrl+Return", "Ctrl+Enter"), shown="Ctrl+Enter",
            acts=frozenset({"over"})),
    # going
    Command("next", doing.go_next, ("N",), "place", acts=NO_FORM),
    Command("case:after", lambda desk: doing.step_case(desk, 1), ("PgDown",), "place", "PgDn", repeats=True),
    Command("case:before", lambda desk: doing.step_case(desk, -1), ("PgUp",), "place", repeats=True),
    Command("case:add", lambda desk: desk.session.add_case(), acts=AND_AGENDA),
    Command("place:ALT", taking(_with_alt, doing.go_place), PLACE_DIGITS,
            "place", "Alt 1 2 3 …", acts=IN_WINDOW - {"decision"}),  # in it these keys choose a reason
    Command("places", lambda desk: desk.sheets.open("places"), ("Shift+P",)),
    Command("guideline", lambda desk: desk.sheets.open("guideline"), ("Ctrl+G",)),
    Command("lead:WAY", taking(_other_tree, lambda desk, way: desk.session.lead_to(*way))),
    Command("back", lambda desk: desk.session.go_back(), ("Alt+Left",), shown=Worded("keys.back.cap")),
    Command("tree:after", partial(doing.step_tree, step=1), ("]", "Ctrl+Right"), "place", repeats=True),
    Command("tree:before", partial(doing.step_tree, step=-1), ("[", "Ctrl+Left"), "place", repeats=True),
    Command("again", lambda desk: desk.say_again(), ("Shift+R",), "place"),
    Command("tree:furthest", doing.go_furthest, ("J",), "place", repeats=True),
    Command("tree:ID", taking(_id, lambda desk, tree: desk.session.go_tree(tree))),
    # the tree
    Command("ground", lambda desk: desk.graph.focus(), acts=NO_FORM),
    Command("focus:graph", doing.focus_graph, ("T",), "graph"),
    OwnKey("walk", "graph", ("Left", "Right", "Up", "Down"), "graph", Worded("keys.arrows")),
    Command("enter", doing.enter, ("Return", "Enter"), "graph", "Enter", acts=EVERYWHERE),
    Command("view:path", lambda desk: desk.session.set_view("path"), ("G",), "graph"),
    Command("view:whole", lambda desk: desk.session.set_view("whole"), ("H",), "graph"),
    Command("view:list", doing.show_list, ("L",), "graph"),
    Command("search", lambda desk: doing.in_tree(desk).open_search(), ("Ctrl+F",), "graph"),
    Command("columns", doing.turn_columns, ("K",), "graph", acts=NO_FORM),
    OwnKey("fold", "graph", ("Space",), "graph", Worded("keys.space")),
    Command("part", lambda desk: doing.in_tree(desk).show_part(), ("R",), "graph"),
    Command("fit:all", lambda desk: doing.in_tree(desk).fit("all"), ("Z",), "graph"),
    Command("fit:path", lambda desk: doing.in_tree(desk).fit("path"), ("X",), "graph"),
    Command("fit:selection", lambda desk: doing.in_tree(desk).fit("selection"), ("C",), "graph"),
    Command("zoom:in", lambda desk: doing.in_tree(desk).zoom(1.2), ("+", "="), "graph", repeats=True),
    Command("zoom:out", lambda desk: doing.in_tree(desk).zoom(1 / 1.2), ("-",), "graph", repeats=True),
    Command("preview:N", taking(_change, lambda desk, at: desk.graph.preview(at))),
    # deciding
    Command("decide:follow", partial(doing.decide, kind="follow"), ("V",), "decide"),
    Command("decide:follow_with_condition", partial(doing.decide, kind="follow_with_condition"), ("W",), "decide"),
    Command("decide:deviate", partial(doing.decide, kind="deviate"), ("A",), "decide"),
    Command("decide_whole:follow", partial(doing.decide_whole, kind="follow"), ("Shift+V",), "decide"),
    Command("decide_whole:follow_with_condition", partial(doing.decide_whole, kind="follow_with_condition"),
            ("Shift+W",)),
    Command("decide_whole:deviate", partial(doing.decide_whole, kind="deviate"), ("Shift+A",)),
    Command("reason:N", taking(_reason, doing.choose_reason)),
    Command("reason_key:ALT", taking(_with_alt, doing.choose_reason_by_key), REASON_DIGITS,
            acts=frozenset({"decision"})),
    Command("choose:KEY", taking(_with_ctrl, doing.choose_and_record), CHOOSE_DIGITS,
            acts=frozenset({"decision"})),
    Command("record", doing.record, ("Ctrl+Return", "Ctrl+Enter"), "decide", "Ctrl+Enter"),
    Command("draft", doing.go_draft),
    Command("draft:throw", doing.throw_away, acts=frozenset({"decision"})),
    Command("withdraw", doing.withdraw, ("Ctrl+Del",), "decide", acts=NO_FORM),
    Command("withdraw:TREE", taking(_id, doing.withdraw_on)),
    Command("done:ID", taking(_id, doing.tick_off)),
    Command("undone:ID", taking(_id, lambda desk, advice: desk.session.set_done(advice, None))),
    Command("doubtful", doing.ask_who_says_so, ("D",), "answer", acts=NO_FORM),
    Command("ask_back:N", taking(_place, confirming.ask_or_stop)),
    Command("role:N", taking(_digit, confirming.choose_role), ROLE_DIGITS, acts=frozenset({"confirming"})),
    Command("confirm", confirming.confirm, acts=frozenset({"confirming"})),
    Command("unconfirm:N", taking(_place, confirming.take_back)),
    Command("agreements", lambda desk: desk.session.open_agreements(), ("P",), "decide"),
    Command("agenda", lambda desk: desk.sheets.open("agenda"), ("M",), "decide", acts=ANYWHERE),
    Command("over", lambda desk: desk.sheets.open("over"), ("O",), "decide", acts=AND_AGENDA | {"over"}),
    Command("list", lambda desk: desk.sheets.open("list"), acts=AND_AGENDA),
    Command("check:after", lambda desk: desk.sheets.checking.step(1), ("F8",), acts=frozenset({"list"})),
    Command("check:before", lambda desk: desk.sheets.checking.step(-1), ("Shift+F8",), acts=frozenset({"list"})),
    Command("check:take", lambda desk: desk.sheets.checking.take(), ("Ctrl+Return", "Ctrl+Enter"), shown="Ctrl+Enter",
            acts=frozenset({"list"})),
    Command("check:out", lambda desk: desk.sheets.checking.turn(), ("F6", "Shift+F6"), acts=frozenset({"list"})),
    OwnKey("check:open", "list", ("F2",)),
    OwnKey("check:put_back", "list", ("Ctrl+Z",)),
    Command("agenda:ask", lambda desk: desk.sheets.open("agenda", to_write=True)),
    OwnKey("agenda:add", "agenda", ("Ins",), shown="Insert"),
    OwnKey("agenda:earlier", "agenda", ("Alt+Up",), shown=Worded("agenda.key.up")),
    OwnKey("agenda:later", "agenda", ("Alt+Down",), shown=Worded("agenda.key.down")),
    Command("ending", doing.end_meeting, ("E",), "decide", acts=ANYWHERE),
    Command("since", lambda desk: desk.sheets.open("since"), ("U",), "place"),
    Command("pdf", doing.write_page, ("Ctrl+E",), "decide"),
    Command("pdf:elsewhere", lambda desk: doing.write_page(desk, elsewhere=True)),
    Command("copy", doing.copy_page, ("Ctrl+Shift+C",), "decide"),
    # the meeting
    Command("menu", lambda desk: desk.sheets.open("menu"), ("F10",), "meeting", acts=IN_WINDOW | {"menu"}),
    Command("meeting:new", lambda desk: desk.meeting.ask_new(), ("Ctrl+N",), "meeting", acts=MEETINGS),
    Command("meeting:open", lambda desk: desk.meeting.ask_open(), ("Ctrl+O",), "meeting", acts=MEETINGS),
    Command("known:N", taking(_place, lambda desk, at: desk.meeting.ask_known(at)), acts=MEETINGS),
    Command("known_forget", lambda desk: desk.meeting.forget_known(), acts=frozenset({"start"})),
    Command("meeting", lambda desk: desk.sheets.open("meeting"), ("Ctrl+S",), acts=ANYWHERE),
    Command("kept", doing.look_at_kept),
    Command("meeting:elsewhere", lambda desk: desk.meeting.ask_elsewhere(), acts=IN_WINDOW | {"leave"}),
    Command("meeting:leave", lambda desk: desk.meeting.leave(), ("Ctrl+W",), "meeting", acts=IN_WINDOW | {"menu"}),
    Command("example", lambda desk: desk.meeting.begin_example(), acts=frozenset({"start"})),
    Command("guideline:ID", taking(_id, lambda desk, pack: desk.meeting.choose_pack(pack)), acts=frozenset({"start"})),
    Command("lock", lambda desk: desk.meeting.lock(), ("Ctrl+Shift+L",), "meeting", acts=ANYWHERE),
    Command("quit", lambda desk: desk.close(), ("Ctrl+Q",), acts=EVERYWHERE),
    # the projector
    Command("projector", lambda desk: desk.projector.toggle(), ("F5",), "projector", acts=ANYWHERE),
    Command("projector:black", lambda desk: desk.projector.black(), ("B", "."), "projector", acts=ANYWHERE),
    Command("projector:black_typing", lambda desk: desk.projector.black(), ("Ctrl+B",), "projector", acts=ANYWHERE),
    Command("projector:freeze", lambda desk: desk.projector.freeze(), ("F",), "projector", acts=ANYWHERE),
    Command("projector:swap", lambda desk: desk.projector.swap(), ("S",), "projector", acts=ANYWHERE),
    Command("projector:whole", lambda desk: desk.projector.show_whole(), ("Shift+H",), acts=ANYWHERE),
    Command("projector:test", lambda desk: desk.projector.test(), ("Ctrl+F5",), acts=ANYWHERE),
    Command("projector:section", lambda desk: desk.sheets.open("projector"), ("Shift+F5",), "projector", acts=ANYWHERE),
    Command("projector:escape", lambda desk: desk.projector.escape(), ("Escape",), shown="Esc",
            acts=frozenset({"room"})),
    # the window
    Command("text:larger", lambda desk: desk.step_text(1), ("Ctrl++", "Ctrl+="), "display", "Ctrl +", acts=AND_START),
    Command("text:smaller", lambda desk: desk.step_text(-1), ("Ctrl+-",), "display", "Ctrl −", acts=AND_START),
    Command("text:usual", lambda desk: desk.step_text(0), ("Ctrl+0",), "display", acts=AND_START),
    Command("view", lambda desk: desk.sheets.open("view"), ("Ctrl+,",), "display", acts=IN_WINDOW | {"start"}),
    Command("fullscreen", lambda desk: desk.toggle_full_screen(), ("F11",), "display", acts=AND_START),
    Command("panel:after", lambda desk: desk.keyboard.go_panel(1), ("F6",), "display", acts=NO_FORM),
    Command("panel:before", lambda desk: desk.keyboard.go_panel(-1), ("Shift+F6",), acts=NO_FORM),
    Command("tab:after", lambda desk: desk.keyboard.go_tab(1), ("Ctrl+Tab",), acts=NO_FORM),
    Command("tab:before", lambda desk: desk.keyboard.go_tab(-1), ("Ctrl+Shift+Tab",), acts=NO_FORM),
    Command("language", doing.change_language, ("Ctrl+L",), "display", acts=IN_WINDOW | {"start"}),
    Command("later", doing.switch_later),
    Command("keys", lambda desk: desk.sheets.open("keys"), ("?", "F1"), "place", acts=AND_START),
    Command("about", lambda desk: desk.sheets.open("about"), acts=AND_START),
    Command("escape", doing.escape, ("Escape",), "place", "Esc", acts=EVERYWHERE),
)
# fmt: on

COMMANDS: Final = tuple(row for row in ROWS if isinstance(row, Command))
_BY_NAME: Final = {row.name: row for row in COMMANDS if not isinstance(row.run, Taking)}
_FAMILIES: Final = {row.name.partition(":")[0]: row for row in COMMANDS if isinstance(row.run, Taking)}
_OWN_KEYS: Final = {row.name: row for row in ROWS if isinstance(row, OwnKey)}


class UnknownCommand(LookupError):
    """No row has this name, or the argument in it is none that the row takes."""


class Bound(NamedTuple):
    """A command with its argument, if it has one."""

    row: Command
    run: Run
    argument: str = ""

    def acts_in(self, place: Place, wall: WallName | None = None) -> bool:
        """Whether it does anything while the user is in this place, with a wall in the place of the window or none."""
        return place in self.row.acts and self.passes(wall)

    def passes(self, wall: WallName | None) -> bool:
        """Whether it acts where this wall stands too, whatever lies over it; without a wall all do."""
        return wall is None or wall in self.row.acts


def find(name: str) -> Bound:
    """The command of this name. Raises UnknownCommand when there is none, or none with such an argument."""
    row = _BY_NAME.get(name)
    if row is not None and not isinstance(row.run, Taking):
        return Bound(row, row.run)
    head, _, argument = name.partition(":")
    family = _FAMILIES.get(head)
    if family is None or not isinstance(family.run, Taking):
        raise UnknownCommand(f"no row of the table of commands is called {name!r}")
    try:
        return Bound(family, family.run.bind(argument), argument)
    except ValueError as problem:
        raise UnknownCommand(f"the command {family.name} takes no such argument: {name!r}") from problem


def for_key(key: str, place: Place) -> Bound | None:
    """What a key does in a place; None where no command acts."""
    row = _BY_KEY.get((key, place))
    return None if row is None else find(_with(row, key))


def _with(row: Command, key: str) -> str:
    """The name of the command that a key of this row stands for."""
    return f"{row.name.partition(':')[0]}:{key}" if isinstance(row.run, Taking) else row.name


def is_letter(key: str) -> bool:
    """Whether a key is a letter, large or small."""
    return key.removeprefix("Shift+").isalpha() and len(key.removeprefix("Shift+")) == 1


def _is_text(row: Command, key: str, place: Place) -> bool:
    """Whether a key is never a command in this place: a letter while a form is open (see `desktop/first_letter.py`),
    and a page up or down, as the next digit would be an answer of another patient; what writes a sign where something
    is typed, but for what blacks the room, and the letter of a sheet in that sheet:
    were it to close it, what is typed next would be an answer."""
    if place in TYPED and row.name != "projector:black":
        return len(key.removeprefix("Shift+")) == 1
    if place in FORMS and key in PAGES:
        return True
    return is_letter(key) and (place in FORMS or row.name == place)


_BY_KEY: Final = {
    (key, place): row for row in COMMANDS for key in row.keys for place in row.acts if not _is_text(row, key, place)
}


class _Single:
    """How single keys act now, in all windows."""

    choice: SingleKeys = "plain"


def use_single_keys(choice: SingleKeys) -> bool:
    """Let single keys act so from now on; whether that is another way than before."""
    before, _Single.choice = _Single.choice, choice
    return before != choice


def is_single(key: str) -> bool:
    """Whether a key is one sign, with Shift or without."""
    return len(key.removeprefix("Shift+")) == 1


def in_force(key: str) -> str:
    """What is pressed for a key of the table now; empty where nothing is."""
    if _Single.choice == "plain" or not is_single(key):
        return key
    return f"Alt+{key}" if _Single.choice == "alt" else ""


def meant(key: str, place: Place) -> Bound | None:
    """What a key that was pressed does in a place, as single keys act now; None where nothing."""
    bare = key.removeprefix("Alt+")
    if _Single.choice != "plain" and is_single(key):
        return None
    found = for_key(bare, place) if _Single.choice == "alt" and bare != key and is_single(bare) else None
    return found or for_key(key, place)


def window_keys() -> dict[str, bool]:
    """The key sequences of all commands, each with whether it goes on while it is held down; single ones with Alt too
    while they act so. Letters with Alt always: where that is no command it writes no letter in a field either."""
    keys = {f"Alt+{key}": row.repeats for row in COMMANDS for key in row.keys if is_letter(key)}
    keys |= {in_force(key): row.repeats for row in COMMANDS for key in row.keys if in_force(key)}
    return keys | {key: row.repeats for row in COMMANDS for key in row.keys}


def keys_of(name: str) -> tuple[str, ...]:
    """The key sequences of a command or of a part's own key. Raises UnknownCommand when there is none of this name."""
    own = _OWN_KEYS.get(name)
    if own is not None:
        return own.keys
    found = find(name)
    if isinstance(found.row.run, Taking):
        return tuple(key for key in found.row.keys if key == found.argument)
    return found.row.keys


def cap_of(name: str, words: Words) -> str:
    """What stands on the key cap of a command, or of a part's own key; empty where it has none.

    Raises UnknownCommand when there is none of this name.
    """
    keys = keys_of(name)
    row = _OWN_KEYS.get(name) or _BY_NAME.get(name)
    return in_force(next(iter(keys), "")) if row is None else shown_of(row, words)


def command_of(kind: DecisionKind) -> str:
    """The command that begins a decision of this kind: deviating and deciding without an advice share a key."""
    return "decide:deviate" if kind == "own" else f"decide:{kind}"


def shown_of(row: Command | OwnKey, words: Words) -> str:
    """What stands for the keys of a row, on caps and on the sheet of keys."""
    if isinstance(row.shown, Worded):
        return words(row.shown.word)
    single = isinstance(row, Command) and any(is_single(key) for key in row.keys)
    if _Single.choice == "plain" or not single:
        return row.shown or next(iter(row.keys), "")
    if row.shown and all(is_single(key) for key in row.keys):
        return f"Alt {row.shown}" if _Single.choice == "alt" else ""
    return next((in_force(key) for key in row.keys if in_force(key)), "")


def word_of(row: Command | OwnKey) -> str:
    """The key of the words that say what a row does."""
    name = row.name.partition(":")[0] if isinstance(row, Command) and isinstance(row.run, Taking) else row.name
    return f"keys.{name.replace(':', '.')}"


def listed(group: Group) -> tuple[Command | OwnKey, ...]:
    """The rows of one group of the sheet of keys, in their order; not those whose keys are switched off."""
    return tuple(
        row
        for row in ROWS
        if row.group == group and (isinstance(row, OwnKey) or not row.keys or any(in_force(key) for key in row.keys))
    )
