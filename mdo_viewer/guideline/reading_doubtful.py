"""Reading `doubtful` of `facts.yaml`: facts that fit badly together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mdo_viewer.guideline.expressions import Conditions, Names, facts_named, leaves
from mdo_viewer.guideline.fields import Fields, Reader, peek
from mdo_viewer.guideline.model import Condition, Doubtful, NamedTerm, TableName, Term
from mdo_viewer.guideline.reading_facts import TABLES
from mdo_viewer.guideline.reading_sources import sources
from mdo_viewer.guideline.strict_yaml import Node
from mdo_viewer.guideline.translations import Texts


def doubtful(
    reader: Reader, texts: Texts, names: Names, terms: Iterable[NamedTerm], fields: Fields | None
) -> tuple[Doubtful, ...]:
    """The entries that could be read; problems with the others are noted. `terms` are those that could be read."""
    meanings = {term.id: term.condition for term in terms}
    conditions = Conditions(reader, texts, names)
    found: list[Doubtful] = []
    for node in fields.items("doubtful") if fields else ():
        each = _entry(reader, texts, names, conditions, node)
        if each is not None and _is_new(reader, meanings, node, each, found):
            found.append(each)
    return tuple(found)


def _entry(reader: Reader, texts: Texts, names: Names, conditions: Conditions, node: Node) -> Doubtful | None:
    entry = reader.fields(node, ("if", "why"), ("source", "note", "rows"))
    if entry is None:
        return None
    condition, why = conditions.read(entry.get("if")), texts.text(entry.get("why"))
    source, note = sources(reader, names, entry.get("source")), _note(reader, names, entry)
    rows: TableName | None = entry.one_of("rows", TABLES)
    if "source" not in entry and "note" not in entry and rows is None:
        reader.wrong(
            node,
            "Noem de regels van de bron ('source') of de kanttekening ('note') waarop deze twijfel berust.",
            "Name the lines of the source ('source') or the note ('note') that this doubt rests on.",
        )
    return None if condition is None or why is None else Doubtful(condition, why, source, note, node.place, rows)


def _is_new(
    reader: Reader, meanings: Mapping[str, Condition], node: Node, entry: Doubtful, before: Iterable[Doubtful]
) -> bool:
    """Whether it is about facts that do not fit together, and not said already."""
    where = peek(node, "if") or node
    same = next((each for each in before if _claim(each) == _claim(entry) and each.place), None)
    if entry.rows is None and not _joins(entry.condition, meanings):
        reader.wrong(
            where,
            "Twijfel gaat over minstens twee gegevens die samen niet passen. Noem ze allebei onder 'if'.",
            "A doubt is about at least two facts that do not fit together. Name both of them under 'if'.",
        )
    elif same is not None and same.place is not None:
        reader.wrong(
            where,
            f"Deze gegevens staan al op regel {same.place.line}. Zet beide redenen in een 'why', of verwijder er een.",
            f"These facts stand on line {same.place.line} already. Put both reasons in one 'why', or remove one.",
        )
    else:
        return True
    return False


def _claim(entry: Doubtful) -> tuple[Condition, TableName | None]:
    return entry.condition, entry.rows


def _joins(condition: Condition, meanings: Mapping[str, Condition]) -> bool:
    """Whether it names two facts, through its terms; a term that could not be read may stand for several."""
    unread = any(isinstance(each, Term) and each.term not in meanings for each in leaves(condition))
    return unread or len(facts_named(condition, meanings)) > 1


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
