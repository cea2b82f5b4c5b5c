"""Reading `riders.yaml` and `notes.yaml`."""

from __future__ import annotations

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique
from mdo_viewer.guideline.model import ALWAYS, Note, Rider, ShownAt
from mdo_viewer.guideline.reading.against import AgainstReader
from mdo_viewer.guideline.reading.outcomes import OutcomesReader
from mdo_viewer.guideline.reading.sources import sources
from mdo_viewer.guideline.strict_yaml import Node
from mdo_viewer.guideline.translations import Texts


class NotesReader:
    """Reads riders and notes; `names` holds what they may refer to."""

    def __init__(self, reader: Reader, texts: Texts, names: Names) -> None:
        self._reader = reader
        self._texts = texts
        self._names = names
        self._conditions = Conditions(reader, texts, names)
        self._outcomes = OutcomesReader(reader, texts, names)
        self._against = AgainstReader(reader, self._conditions, names)

    def riders(self, fields: Fields | None) -> tuple[Rider, ...]:
        """The riders that could be read; problems with the others are noted."""
        unique, found = Unique(self._reader), []
        for node in fields.items("riders") if fields else ():
            entry = self._reader.fields(node, ("id", "text", "shown_with"), ("strength", "parts", "lists", "source"))
            if entry is None:
                continue
            id, text = entry.identifier("id"), self._texts.text(entry.get("text"))
            unique.take(entry.get("id"), id)
            shown_with = self._shown(entry.items("shown_with", at_least=1))
            parts, lists, strength = (
                self._outcomes.parts(entry),
                self._outcomes.lists(entry),
                self._outcomes.strength(entry),
            )
            source = sources(self._reader, self._names, entry.get("source"))
            if id is not None and text is not None:
                found.append(Rider(id, text, shown_with, parts, lists, strength, source, entry.place))
        return tuple(found)

    def notes(self, fields: Fields | None) -> tuple[Note, ...]:
        """The notes that could be read; problems with the others are noted."""
        unique, found = Unique(self._reader), []
        for node in fields.items("notes") if fields else ():
            entry = self._reader.fields(node, ("number", "title", "text"), ("shown_at", "facts", "against"))
            if entry is None:
                continue
            number = entry.integer("number", 1, 999)
            unique.take(entry.get("number"), None if number is None else str(number))
            title, text = self._texts.text(entry.get("title")), self._texts.text(entry.get("text"))
            before = len(self._reader.problems)
            shown_at = self._shown(entry.items("shown_at", at_least=1))
            against = self._against.read(entry, shown_at, sound=len(self._reader.problems) == before)
            scalars = (self._reader.scalar(item) for item in entry.items("facts", at_least=1))
            facts = tuple(
                fact.id for item in scalars if item and (fact := self._conditions.fact(item, item.text)) is not None
            )
            if number is not None and title is not None and text is not None:
                found.append(Note(number, title, text, shown_at, facts, against, entry.place))
        return tuple(found)

    def _shown(self, nodes: tuple[Node, ...]) -> tuple[ShownAt, ...]:
        found = []
        for node in nodes:
            entry = self._reader.fields(node, ("tree", "outcomes"), ("when", "unless"))
            if entry is None:
                continue
            tree = self._reader.scalar(entry.get("tree"))
            known = tree is not None and self._conditions.tree(tree, tree.text) is not None
            when = self._conditions.read(entry.get("when")) if "when" in entry else ALWAYS
            unless = self._conditions.read(entry.get("unless"))
            scalars = [self._reader.scalar(item) for item in entry.items("outcomes", at_least=1)]
            if tree is None or not known:
                continue
            outcomes = tuple(
                item.text for item in scalars if item and self._conditions.known_outcome(item, tree.text, item.text)
            )
            if when is not None:
                found.append(ShownAt(tree.text, outcomes, when, unless))
        return tuple(found)
