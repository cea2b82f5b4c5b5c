"""The words of the program, looked up in one way by every room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import Decider, Language

#: Whose words: of one surface, or those that every surface says alike (`saying`; `advice` what a tree says; `place`
#: what the organisation set).
Room: TypeAlias = Literal["window", "report", "cli", "drawing", "saying", "advice", "place"]


class Words:
    """The words of one room in one language; a key is written without its room, as `top.undo` for `window.top.undo`.

    Where not a board but another decides, its words (`clinician.window.top.undo`) stand in place of those of a board.
    """

    __slots__ = ("_prefix", "_table", "language", "room")

    def __init__(self, room: Room, language: Language, decider: Decider = "board") -> None:
        self.room: Room = room
        self.language: Language = language
        self._prefix = f"{room}."
        self._table = words(language) if decider == "board" else _words_with(decider, language)

    def __call__(self, key: str, **values: object) -> str:
        """The word, its {values} filled in; what it has no place for is left out.

        Raises KeyError for a key that is not there and for a value that is not given, both found by tests.
        """
        return self._table[self._prefix + key].format(**values)

    def get(self, key: str, otherwise: str) -> str:
        """The word, or `otherwise` where there is none: for keys made from ids of a guideline."""
        return self._table.get(self._prefix + key, otherwise)

    def count(self, key: str, number: int, **values: object) -> str:
        """The word `key.one` for one of something, `key.many` for none or several; `number` stands in it as {n}.

        Raises KeyError as a word alone does.
        """
        return self(f"{key}.one" if number == 1 else f"{key}.many", **{"n": number, **values})


@cache
def words_of(room: Room, language: Language, decider: Decider = "board") -> Words:
    """The words of a room in one language, read once; by who decides on the advices that are spoken of."""
    return Words(room, language, decider)


@cache
def _words_with(decider: Decider, language: Language) -> Mapping[str, str]:
    """All words, with those of this decider in place of a board's."""
    table, prefix = words(language), f"{decider}."
    own = {key.removeprefix(prefix): said for key, said in table.items() if key.startswith(prefix)}
    return MappingProxyType({**table, **own})
