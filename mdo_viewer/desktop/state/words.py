"""Words of the window in the language of the user."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mdo_viewer.guideline.library import words as read_words
from mdo_viewer.guideline.model import Language


class Words:
    """Looks a word up by its key (without "window."); a missing key is a KeyError, found by a test."""

    def __init__(self, language: Language, table: Mapping[str, str]) -> None:
        self.language: Language = language
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        text = self._table[f"window.{key}"]
        return text.format(**values) if values else text

    def get(self, key: str, otherwise: str) -> str:
        """The word, or `otherwise` where there is none: for keys made from ids of a guideline."""
        return self._table.get(f"window.{key}", otherwise)

    def count(self, key: str, number: int) -> str:
        """The word for one or for several of something, with the number in it."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", n=number)


@cache
def words_for(language: Language) -> Words:
    """The words of one language, read once."""
    return Words(language, read_words(language))
