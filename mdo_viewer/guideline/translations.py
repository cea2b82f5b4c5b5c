"""The English of a pack's Dutch texts (`en.yaml`)."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from mdo_viewer.guideline.fields import Reader, shown
from mdo_viewer.guideline.model import Text
from mdo_viewer.guideline.strict_yaml import Node


def _plain(text: str) -> str:
    """The text as compared: one way of writing accents, no line end that YAML's `>` and `|` leave behind."""
    text = text.strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class _Entry(Struct):
    english: str
    node: Node
    used: bool = False


class Texts:
    """Gives each Dutch text its English one. Its problems keep no pack back: `missing` has a reader of its own.

    Without `en.yaml` every text is Dutch in both languages.
    """

    def __init__(self, reader: Reader, english: Node | None) -> None:
        self._reader = reader
        self._translated = english is not None
        self.missing = Reader()
        self._entries: dict[str, _Entry] = {}
        self._told: set[str] = set()
        if english is not None:
            self._read(english)

    def _read(self, english: Node) -> None:
        fields = self.missing.fields(english, ["texts"])
        for item in fields.items("texts") if fields else ():
            entry = self.missing.fields(item, ["nl", "en"])
            if entry is None:
                continue
            dutch, translated = entry.string("nl"), entry.string("en")
            if dutch is None or translated is None:
                continue
            dutch = _plain(dutch)
            first = self._entries.get(dutch)
            if first is not None:
                self.missing.wrong(
                    item,
                    f"Deze tekst is al vertaald op regel {first.node.place.line}. Verwijder er een.",
                    f"This text has been translated on line {first.node.place.line}. Remove one.",
                )
                continue
            self._entries[dutch] = _Entry(_plain(translated), item)

    def text(self, node: Node | None) -> Text | None:
        """The text of a node in both languages."""
        scalar = self._reader.scalar(node)
        if scalar is None:
            return None
        dutch = _plain(scalar.text)
        entry = self._entries.get(dutch)
        if entry is not None:
            entry.used = True
            return Text(dutch, entry.english)
        if self._translated and dutch not in self._told:
            self._told.add(dutch)
            self.missing.wrong(
                scalar,
                f"De Engelse vertaling van '{shown(dutch)}' ontbreekt. Voeg haar toe aan en.yaml.",
                f"The English of '{shown(dutch)}' is missing. Add it to en.yaml.",
            )
        return Text(dutch, dutch)

    def note_unused(self) -> None:
        """Note each translation that no text of the pack needs."""
        for dutch, entry in self._entries.items():
            if not entry.used:
                self.missing.wrong(
                    entry.node,
                    f"De tekst '{shown(dutch)}' komt in het pakket niet voor. Verbeter of verwijder deze vertaling.",
                    f"The text '{shown(dutch)}' is not used in the pack. Correct or remove this translation.",
                )
