"""Reading `riders.yaml`, `notes.yaml` and `later.yaml`: what is shown at outcomes."""

from __future__ import annotations

import re
from datetime import date

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique, shown
from mdo_viewer.guideline.model import ALWAYS, BesideOutcomes, Later, Not, Note, Rider, ShownAt, Tapering
from mdo_viewer.guideline.reading_against import AgainstReader
from mdo_viewer.guideline.reading_outcomes import OutcomesReader
from mdo_viewer.guideline.reading_sources import sources
from mdo_viewer.guideline.strict_yaml import Node
from mdo_viewer.guideline.translations import Texts

_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s]+")


class NotesReader:
    """Reads riders, notes and later statements; `names` holds what they may refer to."""

    _RIDER = ("strength", "parts", "lists", "source", "with_order", "while_open", "marks", "tapers")

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
            entry = self._reader.fields(node, ("id", "text", "shown_with"), self._RIDER)
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
                order, marks = entry.flag("with_order") is True, self._marks(entry)
                waits = self._texts.text(entry.get("while_open")) if "while_open" in entry else None
                where, tapers = entry.place, self._tapers(entry)
                found.append(
                    Rider(id, text, shown_with, parts, lists, strength, source, where, order, waits, marks, tapers)
                )
        return tuple(found)

    def _tapers(self, entry: Fields) -> Tapering | None:
        """What makes it a task once the treatment is over."""
        node = entry.get("tapers")
        required, optional = ("title", "medicine", "from_days", "to_days"), ("when", "anew", "treated")
        within = self._reader.fields(node, required, optional) if node is not None else None
        if within is None:
            return None
        title, first = self._texts.text(within.get("title")), within.integer("from_days", 1, 365)
        last = within.integer("to_days", first or 1, 365)
        when, anew, treated = (
            self._conditions.read(within.get(key)) if key in within else default
            for key, default in (("when", ALWAYS), ("anew", Not(ALWAYS)), ("treated", Not(ALWAYS)))
        )
        medicine = self._reader.scalar(within.get("medicine"))
        if title is None or first is None or last is None or medicine is None:
            return None
        if when is None or anew is None or treated is None:
            return None
        return Tapering(title, medicine.text.casefold(), first, last, when, anew, treated)

    def _marks(self, entry: Fields) -> tuple[str, ...]:
        """The marks of `facts.yaml` with which it stands in the line of an order too."""
        known = [id for id, kind in self._names.beside.items() if kind == "marks"]
        found = []
        for item in entry.items("marks", at_least=1):
            scalar = self._reader.scalar(item)
            if scalar is not None and scalar.text not in known and "facts" not in self._names.unsure:
                self._reader.unknown(scalar, "voorbehoud", "mark", known)
            elif scalar is not None:
                found.append(scalar.text)
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

    def later(self, fields: Fields | None, guideline: date | None, review_by: date | None) -> tuple[Later, ...]:
        """The statements from after the guideline, and from before its review, that could be read; problems with the
        others are noted."""
        unique, found = Unique(self._reader), []
        required = ("id", "text", "year", "source", "doi", "beside", "confirmed", "read_by")
        for node in fields.items("later") if fields else ():
            entry = self._reader.fields(node, required)
            if entry is None:
                continue
            id, year, doi = entry.identifier("id"), self._year(entry, guideline, review_by), self._doi(entry)
            unique.take(entry.get("id"), id)
            text, source, confirmed, read_by = (
                self._texts.text(entry.get(key)) for key in ("text", "source", "confirmed", "read_by")
            )
            beside = self._beside(entry)
            if id is None or year is None or doi is None:
                continue
            if text is not None and source is not None and confirmed is not None and read_by is not None:
                found.append(Later(id, text, year, source, doi, beside, confirmed, read_by, entry.place))
        return tuple(found)

    def _year(self, entry: Fields, guideline: date | None, review_by: date | None) -> int | None:
        year, node = entry.integer("year", 1900, 2999), entry.get("year")
        if year is None or node is None:
            return None
        if guideline is not None and year < guideline.year:
            self._reader.wrong(
                node,
                f"{year} is van vóór de richtlijn ({guideline.year}). Zet hier alleen wat daarna kwam.",
                f"{year} is before the guideline ({guideline.year}). Put here only what came after it.",
            )
            return None
        if review_by is not None and year > review_by.year:
            self._reader.wrong(
                node,
                f"{year} is van na het nakijken ('review_by', {review_by.year}). Verbeter het jaar.",
                f"{year} is after the review ('review_by', {review_by.year}). Correct the year.",
            )
            return None
        return year

    def _doi(self, entry: Fields) -> str | None:
        scalar = self._reader.scalar(entry.get("doi"))
        if scalar is None or _DOI.fullmatch(scalar.text):
            return scalar.text if scalar else None
        self._reader.wrong(
            scalar,
            f"'{shown(scalar.text)}' is geen DOI. Schrijf bijvoorbeeld 10.1001/jama.2019.17913.",
            f"'{shown(scalar.text)}' is not a DOI. Write for example 10.1001/jama.2019.17913.",
        )
        return None

    def _beside(self, entry: Fields) -> tuple[BesideOutcomes, ...]:
        found = []
        for node in entry.items("beside", at_least=1):
            fields = self._reader.fields(node, ("outcomes",), ("when",))
            if fields is None:
                continue
            ids = (self._conditions.outcome_of_tree(item) for item in fields.items("outcomes", at_least=1))
            outcomes = tuple(id for id in ids if id is not None)
            when = self._conditions.read(fields.get("when")) if "when" in fields else ALWAYS
            if when is not None:
                found.append(BesideOutcomes(outcomes, when))
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
