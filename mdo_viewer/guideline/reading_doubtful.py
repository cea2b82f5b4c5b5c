"""Reading `doubtful` and `across_places` of `facts.yaml`: facts that fit badly together, at one place or at two."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from mdo_viewer.guideline.expressions import Conditions, Names, facts_named, leaves
from mdo_viewer.guideline.fields import Fields, Reader, peek
from mdo_viewer.guideline.model import (
    AcrossPlaces,
    Condition,
    Doubtful,
    Fact,
    NamedTerm,
    Source,
    TableName,
    Term,
    Text,
)
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
    entry = reader.fields(node, ("if", "why"), ("source", "note", "unless", "rows", "done", "beside"))
    if entry is None:
        return None
    condition = conditions.read(entry.get("if"))
    why, source, note = _reasons(reader, texts, names, entry)
    unless = conditions.read(entry.get("unless")) if "unless" in entry else None
    rows: TableName | None = entry.one_of("rows", TABLES)
    done, beside = (_advices(conditions, entry, key) for key in ("done", "beside"))
    if condition is None or why is None:
        return None
    return Doubtful(condition, why, source, note, unless, rows, done, beside, node.place)


def _advices(conditions: Conditions, entry: Fields, key: str) -> tuple[str, ...]:
    """The advices, as `tree.outcome`, under this key."""
    ids = (conditions.outcome_of_tree(item) for item in entry.items(key, at_least=1))
    return tuple(id for id in ids if id is not None)


def across_places(
    reader: Reader, texts: Texts, names: Names, terms: Iterable[NamedTerm], facts: Iterable[Fact], fields: Fields | None
) -> tuple[AcrossPlaces, ...]:
    """The entries about two places that could be read; problems with the others are noted. `facts` as `terms` are those
    that could be read."""
    meanings = {term.id: term.condition for term in terms}
    of_patient = {fact.id for fact in facts if fact.of == "patient"}
    conditions = Conditions(reader, texts, names)
    found: list[AcrossPlaces] = []
    for node in fields.items("across_places") if fields else ():
        entry = reader.fields(node, ("here", "there", "why"), ("source", "note"))
        if entry is None:
            continue
        here, there = (_of_place(reader, conditions, entry.get(key), meanings, of_patient) for key in ("here", "there"))
        why, source, note = _reasons(reader, texts, names, entry)
        if here is None or there is None or why is None:
            continue
        each = AcrossPlaces(here, there, why, source, note, node.place)
        if _is_new_across(reader, node, each, found):
            found.append(each)
    return tuple(found)


def _of_place(
    reader: Reader,
    conditions: Conditions,
    node: Node | None,
    meanings: Mapping[str, Condition],
    of_patient: Container[str],
) -> Condition | None:
    """What is said of one of the places; noted where all that it names is of the patient, and so the same at both."""
    condition = conditions.read(node)
    if node is None or condition is None:
        return None
    unread = any(isinstance(each, Term) and each.term not in meanings for each in leaves(condition))
    if unread or any(fact not in of_patient for fact in facts_named(condition, meanings)):
        return condition
    reader.wrong(
        node,
        "Alle gegevens hier zijn van de patiënt en dus op elke plaats gelijk. Noem een gegeven met 'of: place', of "
        "gebruik 'doubtful'.",
        "All facts here are of the patient, so the same at every place. Name a fact with 'of: place', or use "
        "'doubtful'.",
    )
    return None


def _is_new_across(reader: Reader, node: Node, entry: AcrossPlaces, before: Iterable[AcrossPlaces]) -> bool:
    """Whether it is not said already, in this order or the other: two places have no order."""
    pair = (entry.here, entry.there)
    same = next((each for each in before if pair in ((each.here, each.there), (each.there, each.here))), None)
    if same is None or same.place is None:
        return True
    reader.wrong(
        peek(node, "here") or node,
        f"Deze gegevens staan al op regel {same.place.line}. Zet beide redenen in een 'why', of verwijder er een.",
        f"These facts stand on line {same.place.line} already. Put both reasons in one 'why', or remove one.",
    )
    return False


def _reasons(
    reader: Reader, texts: Texts, names: Names, entry: Fields
) -> tuple[Text | None, tuple[Source, ...], int | None]:
    """Why these facts fit badly together, and where the source or a note says so; of rows of a table nothing has to."""
    why = texts.text(entry.get("why"))
    source, note = sources(reader, names, entry.get("source")), _note(reader, names, entry)
    if not any(key in entry for key in ("source", "note", "rows")):
        reader.wrong(
            entry.place,
            "Noem de regels van de bron ('source') of de kanttekening ('note') waarop deze twijfel berust.",
            "Name the lines of the source ('source') or the note ('note') that this doubt rests on.",
        )
    return why, source, note


def _is_new(
    reader: Reader, meanings: Mapping[str, Condition], node: Node, entry: Doubtful, before: Iterable[Doubtful]
) -> bool:
    """Whether it is about facts that do not fit together, and not said already."""
    where = peek(node, "if") or node
    same = next((each for each in before if _claim(each) == _claim(entry) and each.place), None)
    if entry.rows is None and not entry.done and not _joins(entry.condition, meanings):
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


def _claim(entry: Doubtful) -> tuple[Condition, TableName | None, tuple[str, ...]]:
    return entry.condition, entry.rows, entry.done


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
