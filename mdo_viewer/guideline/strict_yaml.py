"""Strict YAML: every scalar is a string, and what a file must not contain is refused with its place.

The only module that imports yaml. A file is read event by event into `Node`s, never into Python values, so `no`,
`1:30` and `017` stay text, and numbers, booleans and null of a JSON file arrive as text too. Refused: anchors, aliases,
merge keys, tags, directives, duplicate keys, keys that are no text, more than one document, tabs as indentation,
control characters and characters that turn the reading direction, and files beyond the limits below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from mdo_viewer.guideline.model import Language, Place, Text

try:  # the C parser is about ten times as fast; the slow one reads the same
    from yaml._yaml import CParser as _Parser
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 20_000
MAX_SCALAR_BYTES = 10_000
MAX_PROBLEMS = 100  # of one file; more helps nobody

#: Control characters (but tab and line ends), direction marks, line separators, surrogates and non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_ESCAPED_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Problem:
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


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written, after YAML's quoting and folding."""

    text: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in file order; no key comes twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place


Node: TypeAlias = Scalar | Sequence | Mapping


def problem(place: Place, nl: str, en: str) -> Problem:
    return Problem(place, Text(nl, en))


def without_forbidden(text: str) -> str:
    """The text without the characters that a file must not contain; for text that somebody typed or pasted."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def load(path: Path, name: str | None = None) -> Node:
    """Read one file; `name` is what messages call it (default: its path). Raises Refused."""
    file = name or str(path)
    start = Place(file, 1, 1)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused((problem(start, "Dit bestand ontbreekt.", "This file is missing."),)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "?"
        raise Refused(
            (problem(start, f"Dit bestand is niet te lezen ({why}).", f"This file cannot be read ({why})."),)
        ) from None
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
    if not json_like:
        found += _tab_indents(text, file)
    if found:
        raise Refused(tuple(found[:MAX_PROBLEMS]))
    return _Builder(file).build(text)


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
    """A collection that is still being read; `as_key` when it stands where a key should."""

    __slots__ = ("as_key", "children", "is_mapping", "key", "keys", "place")

    def __init__(self, place: Place, is_mapping: bool, as_key: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.as_key = as_key
        self.key: Scalar | None = None
        self.keys: dict[str, Place] = {}
        self.children: list[Any] = []  # nodes, or pairs of key and node

    def node(self) -> Node:
        if self.is_mapping:
            return Mapping(tuple(self.children), self.place)
        return Sequence(tuple(self.children), self.place)


class _Builder:
    """Turns the parser's events into nodes without recursion, so that depth cannot exhaust the stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.frames: list[_Frame] = []
        self.root: Node | None = None
        self.count = 0
        self.documents = 0

    def build(self, text: str) -> Node:
        escapes = "\\" in text
        try:
            self._run(_Parser(text), escapes)
        except _Stop:
            pass
        except yaml.YAMLError as error:
            self.problems.append(_syntax_problem(error, self.file))
        if not self.problems and self._is_empty():
            self._add(
                Place(self.file, 1, 1),
                "Dit bestand is leeg. Vul het, of verwijder het.",
                "This file is empty. Fill it, or remove it.",
            )
        if self.problems or self.root is None:
            raise Refused(tuple(self.problems))
        return self.root

    def _is_empty(self) -> bool:
        return self.root is None or (isinstance(self.root, Scalar) and not self.root.text and not self.root.quoted)

    def _add(self, place: Place, nl: str, en: str) -> None:
        self.problems.append(problem(place, nl, en))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def _run(self, parser: Any, escapes: bool) -> None:
        next_event = parser.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event, escapes)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._start(event, kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                frame = self.frames.pop()
                self._attach(frame.node(), frame.as_key)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                self._document(event)
            elif kind is yaml.StreamEndEvent:
                return

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._add(
                self._place(event),
                "Hier begint een tweede document (---). Zet één document in een bestand.",
                "A second document begins here (---). Put one document in a file.",
            )
            raise _Stop
        if event.version or event.tags:
            self._add(
                self._place(event),
                "Aanwijzingen met % zijn niet toegestaan. Verwijder deze regel.",
                "Directives with % are not allowed. Remove this line.",
            )

    def _counted(self, event: Any) -> Place:
        place = self._place(event)
        self.count += 1
        if self.count > MAX_NODES:
            self._add(
                place,
                f"Dit bestand heeft meer dan {MAX_NODES} onderdelen. Verdeel de inhoud over meer bestanden.",
                f"This file has more than {MAX_NODES} parts. Divide its content over more files.",
            )
            raise _Stop
        if event.anchor is not None:
            self._add(
                place,
                f"Ankers (&{event.anchor[:40]}) zijn niet toegestaan. Schrijf de inhoud op elke plaats uit.",
                f"Anchors (&{event.anchor[:40]}) are not allowed. Write the content out in each place.",
            )
        if event.tag is not None:
            self._add(
                place,
                f"Typeaanduidingen ({event.tag[:40]}) zijn niet toegestaan. Verwijder het uitroepteken en wat erop volgt, "
                "of zet de tekst tussen aanhalingstekens.",
                f"Tags ({event.tag[:40]}) are not allowed. Remove the exclamation mark and what follows it, "
                "or put the text in quotes.",
            )
        return place

    def _scalar(self, event: Any, escapes: bool) -> None:
        place = self._counted(event)
        text: str = event.value
        if len(text) * 4 > MAX_SCALAR_BYTES and len(text.encode("utf-8", "replace")) > MAX_SCALAR_BYTES:
            self._add(
                place,
                f"Deze tekst is langer dan {MAX_SCALAR_BYTES} bytes. Maak hem korter.",
                f"This text is longer than {MAX_SCALAR_BYTES} bytes. Shorten it.",
            )
        if escapes and (bad := FORBIDDEN.search(text)):
            self.problems.append(_bad_character(bad[0], place))
        self._attach(Scalar(text, place, bool(event.style)), False)

    def _start(self, event: Any, is_mapping: bool) -> None:
        place = self._counted(event)
        if len(self.frames) >= MAX_DEPTH:
            self._add(
                place,
                f"Hier is de inhoud dieper genest dan {MAX_DEPTH} niveaus. Maak de opbouw vlakker.",
                f"The content is nested deeper than {MAX_DEPTH} levels here. Make it flatter.",
            )
            raise _Stop
        as_key = bool(self.frames) and self.frames[-1].is_mapping and self.frames[-1].key is None
        self.frames.append(_Frame(place, is_mapping, as_key))

    def _alias(self, event: Any) -> None:
        place = self._place(event)
        self._add(
            place,
            f"Verwijzingen (*{event.anchor[:40]}) zijn niet toegestaan. Schrijf de inhoud op elke plaats uit.",
            f"Aliases (*{event.anchor[:40]}) are not allowed. Write the content out in each place.",
        )
        self._attach(Scalar("", place), False)

    def _attach(self, node: Node, as_key: bool) -> None:
        """Put a finished node where it belongs; in a mapping keys and values take turns."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if not frame.is_mapping:
            frame.children.append(node)
        elif frame.key is None:
            frame.key = self._key(node, as_key, frame)
        else:
            frame.children.append((frame.key, node))
            frame.key = None

    def _key(self, node: Node, as_key: bool, frame: _Frame) -> Scalar:
        if as_key or not isinstance(node, Scalar):
            self._add(
                node.place,
                "Een sleutel moet een gewone tekst zijn, geen lijst of rij sleutels.",
                "A key must be a plain text, not a list or a mapping.",
            )
            return Scalar("", node.place)
        if node.text == "<<":
            self._add(
                node.place,
                "Samenvoegen met << is niet toegestaan. Schrijf de inhoud op elke plaats uit.",
                "Merging with << is not allowed. Write the content out in each place.",
            )
        elif node.text in frame.keys:
            first = frame.keys[node.text].line
            self._add(
                node.place,
                f"De sleutel '{node.text[:60]}' staat hier dubbel (eerder op regel {first}). Verwijder er een.",
                f"The key '{node.text[:60]}' is given twice here (first on line {first}). Remove one.",
            )
        frame.keys[node.text] = node.place
        return node


#: What the parsers say (part of their message) and what that mostly means to somebody who writes a tree.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "Hier staat een dubbele punt te veel, of de regel springt verkeerd in. Zet tekst met ': ' erin tussen "
        "aanhalingstekens.",
        "There is a colon too many here, or the line is indented wrongly. Put text that contains ': ' in quotes.",
    ),
    (
        "unexpected end of stream",
        "Een aanhalingsteken wordt niet gesloten. Zet het sluitende teken erbij.",
        "A quotation mark is not closed. Add the closing one.",
    ),
    (
        "unexpected document separator",
        "Een aanhalingsteken wordt niet gesloten. Zet het sluitende teken erbij.",
        "A quotation mark is not closed. Add the closing one.",
    ),
    (
        "cannot start any token",
        "Een tekst kan niet met dit teken beginnen. Zet de tekst tussen aanhalingstekens (en gebruik geen tab).",
        "A text cannot begin with this character. Put the text in quotes (and do not use a tab).",
    ),
    (
        "escape c",
        "Na een \\ staat een teken dat daar niet kan. Gebruik enkele aanhalingstekens, of schrijf \\\\.",
        "The character after a \\ cannot stand there. Use single quotes, or write \\\\.",
    ),
    (
        "',' or",
        "Een lijst met [ of een rij met { wordt niet gesloten, of er ontbreekt een komma.",
        "A list with [ or a mapping with { is not closed, or a comma is missing.",
    ),
    (
        "'-' indicator",
        "Deze regel hoort niet bij de lijst erboven. Begin hem met '- ', of spring minder in.",
        "This line does not belong to the list above it. Begin it with '- ', or indent it less.",
    ),
    (
        "could not find expected ':'",
        "Na deze sleutel ontbreekt de dubbele punt met een spatie.",
        "The colon with a space is missing after this key.",
    ),
    (
        "undefined alias",
        "Verwijzingen met * zijn niet toegestaan. Schrijf de inhoud op elke plaats uit.",
        "Aliases with * are not allowed. Write the content out in each place.",
    ),
    (
        "tag",
        "Typeaanduidingen met ! zijn niet toegestaan. Verwijder ze, of zet de tekst tussen aanhalingstekens.",
        "Tags with ! are not allowed. Remove them, or put the text in quotes.",
    ),
)


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    for part, nl, en in _SYNTAX:
        if part in said:
            return problem(place, nl, en)
    return problem(
        place,
        "De opbouw klopt hier niet. Kijk naar de inspringing en de leestekens van deze regel en de regel erboven.",
        "The structure is wrong here. Look at the indentation and punctuation of this line and the line above it.",
    )
