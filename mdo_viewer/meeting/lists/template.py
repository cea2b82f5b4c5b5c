"""A list to fill in: a heading in words for all that the program takes, and a row that says what each column takes."""

from __future__ import annotations

import csv
import io
from typing import Final

from mdo_viewer.guideline.library import guidelines
from mdo_viewer.guideline.model import Fact, Language, Pack
from mdo_viewer.guideline.wording import listed, number
from mdo_viewer.guideline.words import Words, words_of
from mdo_viewer.meeting.lists.cells import EXAMPLE
from mdo_viewer.meeting.lists.headings import GUIDELINE, ListColumn, short_choices

#: What stands before the facts and what after them, by key of a CASE file.
_BEFORE: Final = ("case", "site", "question", "urgent", "pack")
_AFTER: Final = ("lead_physician", "notes")


def template(pack: Pack, language: Language) -> bytes:
    """The list as CSV that Dutch Excel opens with its accents and in columns. The row below the headings is read as
    nobody."""
    words = words_of("saying", language)
    columns = [ListColumn("top", key) for key in _BEFORE]
    columns += [ListColumn("facts", fact.id) for fact in (*pack.scope, *pack.facts)]
    columns += [ListColumn("moments", moment.id) for moment in pack.moments]
    columns += [ListColumn("top", key) for key in _AFTER]
    stream = io.StringIO(newline="")
    rows = ([title(pack, column, language) for column in columns], [_takes(pack, column, words) for column in columns])
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def title(pack: Pack, column: ListColumn, language: Language) -> str:
    """The heading of a column in words."""
    if column.part == "top":
        return words_of("saying", language)(f"list.{column.id}")
    named = pack.facts_by_id[column.id] if column.part == "facts" else pack.moments_by_id[column.id]
    return named.label(language)


def choices(pack: Pack, column: ListColumn, language: Language) -> dict[str, str]:
    """What a cell of this column may say where that is one of a few words, each with all it stands for; empty where
    it is anything else."""
    words = words_of("saying", language)
    yes, no, unknown = words("list.yes"), words("list.no"), words("list.unknown")
    if column == ListColumn("top", "urgent"):
        return {yes: yes, no: no}
    if column == GUIDELINE:
        return {each.title(language): each.title(language) for each in guidelines(pack)}
    fact = pack.facts_by_id.get(column.id) if column.part == "facts" else None
    if fact is None or fact.type not in ("bool", "choice"):
        return {}
    if fact.type == "bool":
        return {yes: yes, no: no, unknown: unknown}
    named = {short_choices(pack, language)[fact.id][choice.id]: choice.label(language) for choice in fact.values}
    return {**named, unknown: unknown}


def _takes(pack: Pack, column: ListColumn, words: Words) -> str:
    """What a cell of this column takes, in a few words."""
    if column.part == "moments":
        return EXAMPLE
    few = choices(pack, column, words.language)
    if few:
        return listed(few, words("list.or"))
    if column.part == "top":
        return words(f"list.takes.{column.id}")
    fact = pack.facts_by_id[column.id]
    return _number(fact, words) if fact.type in ("number", "integer") else _free(pack, fact, words)


def _number(fact: Fact, words: Words) -> str:
    least, most = (None if end is None else number(end, words.language) for end in (fact.low, fact.high))
    if least is None or most is None:
        return words("list.takes.number")
    return words("list.takes.range", low=least, high=most)


def _free(pack: Pack, fact: Fact, words: Words) -> str:
    if fact.type == "set":
        return words("list.takes.set", choices=" | ".join(short_choices(pack, words.language)[fact.id].values()))
    return words("list.takes.text")
