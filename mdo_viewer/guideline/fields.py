"""Reading typed values out of strict YAML nodes, collecting every problem on the way.

A `Reader` turns nodes into texts, numbers, lists and choices. What does not fit becomes a problem with its place and
the answer None, so that reading goes on and one run finds everything. `Fields` are the entries of one mapping.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from mdo_viewer.guideline.model import Place
from mdo_viewer.guideline.strict_yaml import Mapping, Node, Problem, Scalar, Sequence, problem
from mdo_viewer.guideline.wording import listed

_Word = TypeVar("_Word", bound=str)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,79}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Looking for the word that was meant takes time, which a hostile file could make endless.
MAX_KNOWN = 500
MAX_SUGGESTIONS = 50
_NEUTER = ("gegeven", "begrip", "moment", "document")  # Dutch: onbekend gegeven, onbekende boom
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UNKNOWN = frozenset({"onbekend", "unknown"})
YES = frozenset({"ja", "yes", "true"})
NO = frozenset({"nee", "no", "false"})


def closest(word: str, known: Collection[str]) -> str | None:
    """The known word that was probably meant; not sought among too many."""
    if len(known) > MAX_KNOWN:
        return None
    from difflib import get_close_matches  # only when something is wrong: start-up does not pay for it

    return next(iter(get_close_matches(word[:100], list(known), 1, 0.6)), None)


def shown(text: str) -> str:
    """A text as quoted in a message: on one line, not too long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"


def is_unknown(node: Node | None, *, of_text: bool = False) -> bool:
    """The word for asked and unknown; what is a text may be that word, in quotes."""
    return isinstance(node, Scalar) and node.text.lower() in _UNKNOWN and not (of_text and node.quoted)


def is_null(node: Node | None) -> bool:
    """Nothing there: an absent key, an empty value or YAML's and JSON's null (not the quoted word)."""
    return node is None or (isinstance(node, Scalar) and not node.quoted and node.text in _NULLS)


def to_number(text: str) -> int | float | None:
    """A number written with point or comma; an int when it is whole. None when it is no number."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    if not math.isfinite(value) or abs(value) > 1e15:
        return None
    return int(value) if value.is_integer() else value


def to_flag(text: str) -> bool | None:
    """ja/nee, yes/no or true/false in any case. None when it is neither."""
    word = text.lower()
    return True if word in YES else False if word in NO else None


class Reader:
    """Collects problems while nodes are read; every method answers None (or nothing) where it found one."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, where: Node | Place, nl: str, en: str) -> None:
        """Note a problem at a node or a place."""
        self.problems.append(problem(where if isinstance(where, Place) else where.place, nl, en))

    def unknown(self, node: Scalar, kind_nl: str, kind_en: str, known: Collection[str]) -> None:
        """Note that a word is not among the known ones, with the one that was probably meant."""
        meant = closest(node.text, known) if len(self.problems) < MAX_SUGGESTIONS else None
        word = shown(node.text)
        self.wrong(
            node,
            f"Onbekend{'' if kind_nl.startswith(_NEUTER) else 'e'} {kind_nl} '{word}'."
            + (f" Bedoelt u '{meant}'?" if meant else " Controleer de naam."),
            f"Unknown {kind_en} '{word}'." + (f" Did you mean '{meant}'?" if meant else " Check the name."),
        )

    def fields(self, node: Node, required: Collection[str] = (), optional: Collection[str] = ()) -> Fields | None:
        """The entries of a mapping; notes unknown and missing keys."""
        if not isinstance(node, Mapping):
            self.wrong(
                node,
                "Hier horen sleutels met waarden te staan ('sleutel: waarde').",
                "Keys with values are expected here ('key: value').",
            )
            return None
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.entries:
            if key.text in required or key.text in optional:
                entries[key.text] = (key, value)
            else:
                known = [word for word in (*required, *optional) if word not in entries]
                self.unknown(key, "sleutel", "key", known)
        for word in required:
            if word not in entries:
                self.wrong(
                    node, f"De sleutel '{word}' ontbreekt hier. Voeg hem toe.", f"The key '{word}' is missing. Add it."
                )
        return Fields(self, node, entries)

    def pairs(self, node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
        """The entries of a mapping whose keys are free (ids, for example)."""
        if node is None:
            return ()
        if isinstance(node, Mapping):
            return node.entries
        self.fields(node)
        return ()

    def items(self, node: Node | None, at_least: int = 0) -> tuple[Node, ...]:
        """The items of a list."""
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.wrong(
                node,
                "Hier hoort een lijst te staan: [a, b], of regels die met '- ' beginnen.",
                "A list is expected here: [a, b], or lines that begin with '- '.",
            )
            return ()
        if len(node.items) < at_least:
            self.wrong(
                node,
                f"Deze lijst heeft minstens {at_least} onderdelen nodig.",
                f"This list needs at least {at_least} item(s).",
            )
        return node.items

    def scalar(self, node: Node | None) -> Scalar | None:
        """A text node that is not empty."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.wrong(
                node,
                "Hier hoort één waarde te staan, geen lijst of sleutels.",
                "One value is expected here, not a list or keys.",
            )
            return None
        if not node.text.strip():
            self.wrong(node, "Hier ontbreekt een waarde. Vul hem in.", "A value is missing here. Fill it in.")
            return None
        return node

    def string(self, node: Node | None) -> str | None:
        """A text that is not empty."""
        scalar = self.scalar(node)
        return scalar.text if scalar else None

    def strings(self, node: Node | None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text for item in self.items(node) if (text := self.string(item)) is not None)

    def identifier(self, node: Node | None) -> str | None:
        """An id: ASCII letters, digits and underscores."""
        scalar = self.scalar(node)
        if scalar is None:
            return None
        if not _ID.fullmatch(scalar.text):
            self.wrong(
                scalar,
                f"'{shown(scalar.text)}' is geen goede id. Gebruik alleen letters zonder accent, cijfers en _.",
                f"'{shown(scalar.text)}' is not a valid id. Use only unaccented letters, digits and _.",
            )
            return None
        return scalar.text

    def one_of(self, node: Node | None, words: Collection[_Word]) -> _Word | None:
        """One of a fixed set of words."""
        scalar = self.scalar(node)
        if scalar is None:
            return None
        for word in words:
            if word == scalar.text:
                return word
        self.wrong(
            scalar,
            f"'{shown(scalar.text)}' kan hier niet. Kies {listed(words, 'of')}.",
            f"'{shown(scalar.text)}' is not possible here. Choose {listed(words, 'or')}.",
        )
        return None

    def flag(self, node: Node | None) -> bool | None:
        """ja or nee (also yes, no, true, false)."""
        scalar = self.scalar(node)
        if scalar is None:
            return None
        value = to_flag(scalar.text)
        if value is None:
            self.wrong(
                scalar,
                f"'{shown(scalar.text)}' is geen ja of nee. Schrijf ja of nee.",
                f"'{shown(scalar.text)}' is not yes or no. Write ja (yes) or nee (no).",
            )
        return value

    def number(self, node: Node | None, low: float | None = None, high: float | None = None) -> int | float | None:
        """A number within the bounds (inclusive)."""
        scalar = self.scalar(node)
        if scalar is None:
            return None
        value = to_number(scalar.text)
        if value is None:
            self.wrong(
                scalar,
                f"'{shown(scalar.text)}' is geen getal. Schrijf bijvoorbeeld 7 of 2,5.",
                f"'{shown(scalar.text)}' is not a number. Write for example 7 or 2.5.",
            )
            return None
        if (low is not None and value < low) or (high is not None and value > high):
            self.wrong(
                scalar,
                f"{shown(scalar.text)} ligt buiten het bereik ({_bounds(low, high)}). Verbeter het getal.",
                f"{shown(scalar.text)} is outside the range ({_bounds(low, high)}). Correct the number.",
            )
            return None
        return value

    def integer(self, node: Node | None, low: int | None = None, high: int | None = None) -> int | None:
        """A whole number within the bounds (inclusive); 3.0 is one."""
        value = self.number(node, low, high)
        if isinstance(value, float) and node is not None:
            self.wrong(node, f"{value} is geen heel getal. Rond het af.", f"{value} is not a whole number. Round it.")
            return None
        return int(value) if value is not None else None

    def date(self, node: Node | None) -> date | None:
        """A date written as 2015-08-20."""
        scalar = self.scalar(node)
        if scalar is None:
            return None
        try:
            if _DATE.fullmatch(scalar.text):
                return date.fromisoformat(scalar.text)
        except ValueError:
            pass
        self.wrong(
            scalar,
            f"'{shown(scalar.text)}' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2015-08-20.",
            f"'{shown(scalar.text)}' is not a date. Write year-month-day, for example 2015-08-20.",
        )
        return None


def _bounds(low: float | None, high: float | None) -> str:
    left, right = "" if low is None else f"{low:g}", "" if high is None else f"{high:g}"
    return f"{left} – {right}" if left and right else f"≥ {left}" if left else f"≤ {right}"


class Fields:
    """The entries of one mapping, read by key; an absent key gives None."""

    def __init__(self, reader: Reader, node: Mapping, entries: dict[str, tuple[Scalar, Node]]) -> None:
        self._reader = reader
        self._entries = entries
        self.place = node.place

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def get(self, key: str) -> Node | None:
        """What stands under a key."""
        entry = self._entries.get(key)
        return entry[1] if entry else None

    def key(self, key: str) -> Scalar | None:
        """The key itself, for a problem that concerns it."""
        entry = self._entries.get(key)
        return entry[0] if entry else None

    def string(self, key: str) -> str | None:
        """A text that is not empty."""
        return self._reader.string(self.get(key))

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts; none for an absent key."""
        return self._reader.strings(self.get(key))

    def items(self, key: str, at_least: int = 0) -> tuple[Node, ...]:
        """The items of a list; none for an absent key."""
        return self._reader.items(self.get(key), at_least)

    def pairs(self, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """The entries of a mapping whose keys are free; none for an absent key."""
        return self._reader.pairs(self.get(key))

    def identifier(self, key: str) -> str | None:
        """An id: ASCII letters, digits and underscores."""
        return self._reader.identifier(self.get(key))

    def one_of(self, key: str, words: Collection[_Word]) -> _Word | None:
        """One of a fixed set of words."""
        return self._reader.one_of(self.get(key), words)

    def flag(self, key: str) -> bool | None:
        """ja or nee (also yes, no, true, false)."""
        return self._reader.flag(self.get(key))

    def number(self, key: str, low: float | None = None, high: float | None = None) -> int | float | None:
        """A number within the bounds (inclusive)."""
        return self._reader.number(self.get(key), low, high)

    def integer(self, key: str, low: int | None = None, high: int | None = None) -> int | None:
        """A whole number within the bounds (inclusive); 3.0 is one."""
        return self._reader.integer(self.get(key), low, high)

    def date(self, key: str) -> date | None:
        """A date written as 2015-08-20."""
        return self._reader.date(self.get(key))


class Unique:
    """Notes an id that is given twice; several lists may share one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._places: dict[str, Place] = {}

    def take(self, node: Node | None, id: str | None) -> None:
        """Note an id as used, with a problem at the node where it was used before; None is passed over."""
        if node is None or id is None:
            return
        first = self._places.setdefault(id, node.place)
        if first is not node.place:
            file = "" if first.file == node.place.file else Path(first.file).name
            self._reader.wrong(
                node,
                f"De id '{id}' is al gebruikt op regel {first.line}{file and f' van {file}'}. Kies een andere.",
                f"The id '{id}' is used already on line {first.line}{file and f' of {file}'}. Choose another.",
            )


def peek(node: Node | None, key: str) -> Node | None:
    """What stands under a key, without complaint: for learning names before a file is read."""
    if isinstance(node, Mapping):
        return next((value for name, value in node.entries if name.text == key), None)
    return None


def peek_items(node: Node | None, key: str) -> tuple[Node, ...]:
    """The items of the list under a key, without complaint."""
    value = peek(node, key)
    return value.items if isinstance(value, Sequence) else ()


def peek_ids(nodes: Iterable[Node], key: str = "id") -> list[str]:
    """The texts under one key of each node, without complaint."""
    return [value.text for node in nodes if isinstance(value := peek(node, key), Scalar)]
