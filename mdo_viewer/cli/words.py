"""The words of the command line in one language."""

from __future__ import annotations

from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import Language


class Words:
    """Looks up `cli.<key>` and fills in its {parts}; a missing key is a KeyError, found by a test."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._table = words(language)

    def __call__(self, key: str, **parts: object) -> str:
        """The word `cli.<key>`, its {parts} filled in. Raises KeyError when there is none."""
        text = self._table[f"cli.{key}"]
        for name, part in parts.items():
            text = text.replace("{" + name + "}", str(part))
        return text

    def count(self, key: str, number: int) -> str:
        """The word for one or for several of something, with the number in it."""
        return self(f"{key}_one" if number == 1 else f"{key}_many", n=number)
