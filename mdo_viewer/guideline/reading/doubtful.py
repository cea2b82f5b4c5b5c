"""Reading `doubtful` of `facts.yaml`: facts that fit badly together."""

from __future__ import annotations

from mdo_viewer.guideline.expressions import Conditions, Names, leaves
from mdo_viewer.guideline.fields import Fields, Reader
from mdo_viewer.guideline.model import Condition, Doubtful, Is, Term
from mdo_viewer.guideline.reading.sources import sources
from mdo_viewer.guideline.strict_yaml import Node
from mdo_viewer.guideline.translations import Texts


def doubtful(reader: Reader, texts: Texts, names: Names, fields: Fields | None) -> tuple[Doubtful, ...]:
    """The entries that could be read; problems with the others are noted."""
    conditions = Conditions(reader, texts, names)
    found = (_entry(reader, texts, names, conditions, node) for node in (fields.items("doubtful") if fields else ()))
    return tuple(each for each in found if each is not None)


def _entry(reader: Reader, texts: Texts, names: Names, conditions: Conditions, node: Node) -> Doubtful | None:
    entry = reader.fields(node, ("if", "why"), ("source", "note"))
    if entry is None:
        return None
    condition, why = conditions.read(entry.get("if")), texts.text(entry.get("why"))
    source, note = sources(reader, names, entry.get("source")), _note(reader, names, entry)
    if "source" not in entry and "note" not in entry:
        reader.wrong(
            node,
            "Noem de regels van de bron ('source') of de kanttekening ('note') waarop deze twijfel berust.",
            "Name the lines of the source ('source') or the note ('note') that this doubt rests on.",
        )
    if condition is None or why is None:
        return None
    if not _joins(condition):
        reader.wrong(
            entry.get("if") or node,
            "Twijfel gaat over minstens twee gegevens die samen niet passen. Noem ze allebei onder 'if'.",
            "A doubt is about at least two facts that do not fit together. Name both of them under 'if'.",
        )
        return None
    return Doubtful(condition, why, source, note, node.place)


def _joins(condition: Condition) -> bool:
    """Whether it names two facts; a term may stand for several."""
    named = [*leaves(condition)]
    facts = {each.fact for each in named if isinstance(each, Is)}
    return len(facts) > 1 or any(isinstance(each, Term) for each in named)


def _note(reader: Reader, names: Names, entry: Fields) -> int | None:
    number, node = entry.integer("note", 1, 999), entry.get("note")
    known = str(number) in names.notes or "notes" in names.unsure
    if number is not None and node is not None and not known:
        reader.wrong(
            node,
            f"Er is geen kanttekening {number} in notes.yaml. Verbeter het nummer.",
            f"There is no note {number} in notes.yaml. Correct the number.",
        )
    return number
