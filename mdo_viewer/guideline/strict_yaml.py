"""Strict YAML: every scalar is a string, and what a file must not contain is refused with its place.

The only module that imports yaml. A file is read event by event into `Node`s, never into Python values, so `no`,
`1:30` and `017` stay text, and numbers, booleans and null of a JSON file arrive as text too. Refused: anchors, aliases,
merge keys, tags, directives, duplicate keys, keys that are no text, more than one document, tabs as indentation,
control characters and characters that turn the reading direction, and files beyond the limits below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from mdo_viewer.guideline.model import Language, Place, Text
from mdo_viewer.guideline.values import FORBIDDEN
from mdo_viewer.guideline.yaml_messages import explained

try:  # the C parser is about ten times as fast; the slow one reads the same
    from yaml._yaml import CParser as _Parser
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 20_000
MAX_SCALAR_BYTES = 10_000
MAX_PROBLEMS = 100  # of one file; more helps nobody

_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_ESCAPED_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


class Problem(Struct, frozen=True):
    """Something wrong at a place, with what to do about it."""

    place: Place
    message: Text

    def line(self, language: Language) -> str:
        """`FILE:LINE:COL: message`"""
        return f"{self.place}: {self.message(language)}"


class Refused(Exception):
    """The input is not accepted; `problems` (at least one) say why and where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.line("en") for problem in problems))
        self.problems = problems


class _Located:
    """Something with a place, made when first asked for: most places are never shown."""

    __slots__ = ("_at",)

    def __init__(self, at: Place | tuple[str, Any]) -> None:
        self._at = at

    @property
    def place(self) -> Place:
        at = self._at
        if isinstance(at, tuple):
            file, mark = at
            self._at = at = Place(file, mark.line + 1, mark.column + 1)
        return at


class Scalar(_Located):
    """A text as written, after YAML's quoting and folding."""

    __slots__ = ("quoted", "text")

    def __init__(self, text: str, place: Place | tuple[str, Any], quoted: bool = False) -> None:
        self._at = place
        self.text = text
        self.quoted = quoted


class Sequence(_Located):
    """A list in the file."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[Node, ...], place: Place | tuple[str, Any]) -> None:
        self._at = place
        self.items = items


class Mapping(_Located):
    """Keys with their values, in file order; no key comes twice."""

    __slots__ = ("entries",)

    def __init__(self, entries: tuple[tuple[Scalar, Node], ...], place: Place | tuple[str, Any]) -> None:
        self._at = place
        self.entries = entries


Node: TypeAlias = Scalar | Sequence | Mapping


def problem(place: Place, nl: str, en: str) -> Problem:
    """What is wrong at a place and what to do about it, in both languages."""
    return Problem(place, Text(nl, en))


def text_problem(text: str, place: Place) -> Problem | None:
    """Why a text that came from elsewhere than YAML could not stand in a file: its length or a character in it."""
    if len(text) * 4 > MAX_SCALAR_BYTES and len(text.encode("utf-8", "replace")) > MAX_SCALAR_BYTES:
        return _too_long(place)
    bad = FORBIDDEN.search(text)
    return _bad_character(bad[0], place) if bad else None


def load(path: Path, name: str | None = None) -> Node:
    """Read one file; `name` is what messages call it (default: its path). Raises Refused."""
    file = name or str(path)
    start = Place(file, 1, 1)
    try:
        if path.exists() and not path.is_file():  # opening a pipe would wait for ever
            raise OSError
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        missing = problem(start, "Dit bestand ontbreekt. Controleer de naam.", "This file is missing. Check the name.")
        raise Refused((missing,)) from None
    except (OSError, ValueError):
        unreadable = problem(
            start,
            "Dit bestand is niet te lezen. Controleer of het een gewoon bestand is dat u mag openen.",
            "This file cannot be read. Check that it is a plain file that you may open.",
        )
        raise Refused((unreadable,)) from None
    return parse(data, file)


def parse(text: str | bytes, file: str) -> Node:
    """The one document of a YAML or JSON text. Raises Refused with every problem found."""
    text = _decoded(text, file)
    json_like = text.lstrip()[:1] in ("{", "[")
    if json_like:
        text = text.replace("\t", " ")  # the slow parser stumbles over tabs between JSON's tokens
        if "\\u" in text:
            text = _ESCAPED_PAIR.sub(_joined_pair, text)
    found = list(_bad_characters(text, file))
    if not json_like and "\t" in text:
        found += _tab_indents(text, file)
    if found:
        raise Refused(tuple(found[:MAX_PROBLEMS]))
    return _Builder(file, text).build()


# --- before parsing -----------------------------------------------------------------------------------------------


def _decoded(given: str | bytes, file: str) -> str:
    start = Place(file, 1, 1)
    if len(given) > MAX_BYTES:
        raise Refused(
            (
                problem(
                    start,
                    "Dit bestand is groter dan 1 MiB. Verdeel de inhoud over meer bestanden.",
                    "This file is larger than 1 MiB. Divide its content over more files.",
                ),
            )
        )
    if isinstance(given, str):
        return given.removeprefix("\ufeff")
    if given.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused((_not_utf8(start),))
    try:
        return given.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = given[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise Refused((_not_utf8(Place(file, line, column)),)) from None


def _not_utf8(place: Place) -> Problem:
    return problem(
        place,
        "Dit bestand is geen UTF-8-tekst. Bewaar het in de tekstbewerker met codering UTF-8.",
        "This file is not UTF-8 text. Save it in the text editor with encoding UTF-8.",
    )


def _place_of(text: str, index: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _bad_characters(text: str, file: str) -> Iterator[Problem]:
    for count, match in enumerate(FORBIDDEN.finditer(text)):
        if count == MAX_PROBLEMS:
            return
        yield _bad_character(match[0], _place_of(text, match.start(), file))


def _bad_character(character: str, place: Place) -> Problem:
    code = f"U+{ord(character):04X}"
    return problem(
        place,
        f"Hier staat een onzichtbaar stuurteken ({code}). Verwijder het, of typ de tekst opnieuw.",
        f"There is an invisible control character here ({code}). Remove it, or type the text again.",
    )


def _too_long(place: Place) -> Problem:
    return problem(
        place,
        f"Deze tekst is langer dan {MAX_SCALAR_BYTES} bytes. Maak hem korter.",
        f"This text is longer than {MAX_SCALAR_BYTES} bytes. Shorten it.",
    )


def _tab_indents(text: str, file: str) -> Iterator[Problem]:
    for count, match in enumerate(_TAB_INDENT.finditer(text)):
        if count == MAX_PROBLEMS:
            return
        yield problem(
            _place_of(text, match.end() - 1, file),
            "Deze regel springt in met een tab. Gebruik spaties, twee per niveau.",
            "This line is indented with a tab. Use spaces, two for each level.",
        )


def _joined_pair(match: re.Match[str]) -> str:
    """JSON writes a character beyond U+FFFF as two escapes, which YAML does not know."""
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


# --- parsing ------------------------------------------------------------------------------------------------------


class _Stop(Exception):
    """Ends the reading of a file early; the problems are in the builder."""


class _Frame:
    """A list or mapping that is still being read."""

    __slots__ = ("at", "children", "is_mapping", "key", "keys")

    def __init__(self, at: tuple[str, Any], is_mapping: bool) -> None:
        self.at = at
        self.is_mapping = is_mapping
        self.key: Scalar | None = None
        self.keys: dict[str, Scalar] = {}
        self.children: list[Any] = []  # nodes, or pairs of key and node

    def node(self) -> Node:
        if self.is_mapping:
            return Mapping(tuple(self.children), self.at)
        return Sequence(tuple(self.children), self.at)


class _Builder:
    """Turns the parser's events into nodes without recursion, so that depth cannot exhaust the stack."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.escapes = "\\" in text
        self.problems: list[Problem] = []
        self.frames: list[_Frame] = []
        self.frame: _Frame | None = None
        self.root: Node | None = None
        self.count = 0
        self.documents = 0

    def build(self) -> Node:
        """The file as nodes. Raises Refused with every problem found."""
        try:
            self._run(_Parser(self.text))
        except _Stop:
            pass
        except yaml.YAMLError as error:
            self.problems.append(self._syntax_problem(error))
        if not self.problems and self._is_empty():
            self.problems.append(
                problem(
                    Place(self.file, 1, 1),
                    "Dit bestand is leeg. Vul het, of verwijder het.",
                    "This file is empty. Fill it, or remove it.",
                )
            )
        if self.problems or self.root is None:
            raise Refused(tuple(self.problems))
        return self.root

    def _is_empty(self) -> bool:
        return self.root is None or (isinstance(self.root, Scalar) and not self.root.text and not self.root.quoted)

    def _syntax_problem(self, error: yaml.YAMLError) -> Problem:
        end, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        message, at_start = explained(f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}")
        mark = (start or end) if at_start else (end or start)
        return Problem(Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1, 1), message)

    def _add(self, where: _Located, nl: str, en: str) -> None:
        self.problems.append(problem(where.place, nl, en))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def _run(self, parser: Any) -> None:
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceStartEvent: self._start,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: self._pass,
            yaml.StreamStartEvent: self._pass,
        }
        next_event = parser.get_event
        while (handler := handlers.get(type(event := next_event()))) is not None:  # until the stream ends
            handler(event)

    def _pass(self, event: Any) -> None:
        pass

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._add(
                _Located((self.file, event.start_mark)),
                "Hier begint een tweede document (---). Zet één document in een bestand.",
                "A second document begins here (---). Put one document in a file.",
            )
            raise _Stop
        if event.version or event.tags:
            self._add(
                _Located((self.file, event.start_mark)),
                "Aanwijzingen met % zijn niet toegestaan. Verwijder deze regel.",
                "Directives with % are not allowed. Remove this line.",
            )

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        node = Scalar(text, (self.file, event.start_mark), bool(event.style))
        if event.anchor is not None or event.tag is not None:
            self._decorated(node, event)
        if len(text) * 4 > MAX_SCALAR_BYTES and len(text.encode("utf-8", "replace")) > MAX_SCALAR_BYTES:
            message = _too_long(node.place).message
            self._add(node, message.nl, message.en)
        if self.escapes and (bad := FORBIDDEN.search(text)):
            self.problems.append(_bad_character(bad[0], node.place))
        self._attach(node)

    def _start(self, event: Any) -> None:
        at = (self.file, event.start_mark)
        if event.anchor is not None or event.tag is not None:
            self._decorated(_Located(at), event)
        if len(self.frames) >= MAX_DEPTH:
            self._add(
                _Located(at),
                f"Hier is de inhoud dieper genest dan {MAX_DEPTH} niveaus. Maak de opbouw vlakker.",
                f"The content is nested deeper than {MAX_DEPTH} levels here. Make it flatter.",
            )
            raise _Stop
        self.frame = _Frame(at, type(event) is yaml.MappingStartEvent)
        self.frames.append(self.frame)

    def _end(self, event: Any) -> None:
        frame = self.frames.pop()
        self.frame = self.frames[-1] if self.frames else None
        self._attach(frame.node())

    def _alias(self, event: Any) -> None:
        node = Scalar("", (self.file, event.start_mark))
        self._add(
            node,
            f"Verwijzingen (*{event.anchor[:40]}) zijn niet toegestaan. Schrijf de inhoud op elke plaats uit.",
            f"Aliases (*{event.anchor[:40]}) are not allowed. Write the content out in each place.",
        )
        self._attach(node)

    def _decorated(self, where: _Located, event: Any) -> None:
        if event.anchor is not None:
            self._add(
                where,
                f"Ankers (&{event.anchor[:40]}) zijn niet toegestaan. Schrijf de inhoud op elke plaats uit.",
                f"Anchors (&{event.anchor[:40]}) are not allowed. Write the content out in each place.",
            )
        if event.tag is not None:
            self._add(
                where,
                f"Typeaanduidingen ({event.tag[:40]}) zijn niet toegestaan. Verwijder het uitroepteken en wat erop "
                "volgt, of zet de tekst tussen aanhalingstekens.",
                f"Tags ({event.tag[:40]}) are not allowed. Remove the exclamation mark and what follows it, "
                "or put the text in quotes.",
            )

    def _attach(self, node: Node) -> None:
        """Put a finished node where it belongs; in a mapping keys and values take turns."""
        self.count += 1
        if self.count > MAX_NODES:
            self._add(
                node,
                f"Dit bestand heeft meer dan {MAX_NODES} onderdelen. Verdeel de inhoud over meer bestanden.",
                f"This file has more than {MAX_NODES} parts. Divide its content over more files.",
            )
            raise _Stop
        frame = self.frame
        if frame is None:
            self.root = node
        elif not frame.is_mapping:
            frame.children.append(node)
        elif frame.key is None:
            frame.key = self._key(node, frame.keys)
        else:
            frame.children.append((frame.key, node))
            frame.key = None

    def _key(self, node: Node, keys: dict[str, Scalar]) -> Scalar:
        if not isinstance(node, Scalar):
            self._add(
                node,
                "Een sleutel moet een gewone tekst zijn, geen lijst of rij sleutels.",
                "A key must be a plain text, not a list or a mapping.",
            )
            return Scalar("", node.place)
        word, first = node.text[:60], keys.setdefault(node.text, node)
        if node.text == "<<":
            self._add(
                node,
                "Samenvoegen met << is niet toegestaan. Schrijf de inhoud op elke plaats uit.",
                "Merging with << is not allowed. Write the content out in each place.",
            )
        elif first is not node:
            self._add(
                node,
                f"De sleutel '{word}' staat hier dubbel (eerder op regel {first.place.line}). Verwijder er een.",
                f"The key '{word}' is given twice here (first on line {first.place.line}). Remove one.",
            )
        return node
