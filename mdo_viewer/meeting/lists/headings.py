"""What the columns of a list give: by their headings, which are our own words, ids or labels of a pack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias, TypeVar

from msgspec import Struct

from mdo_viewer.guideline.model import Fact, Language, Pack, Text
from mdo_viewer.guideline.strict_yaml import Refused, Scalar, problem
from mdo_viewer.guideline.values import without_forbidden
from mdo_viewer.guideline.wording import listed
from mdo_viewer.meeting.lists.csv_table import Table

_Part: TypeAlias = Literal["top", "facts", "moments"]
_Meaning = TypeVar("_Meaning")

#: By key of a CASE file, the headings that mean it.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("case", "kenmerk", "mdo", "nummer", "key"),
    "site": ("site", "plaats van de metastase", "place of the metastasis"),
    "question": ("question", "vraag", "vraagstelling", "vraag aan het mdo", "question for the board"),
    "urgent": ("urgent", "spoed"),
    "pack": ("pack", "richtlijn", "guideline"),
    "lead_physician": ("lead_physician", "hoofdbehandelaar", "lead physician"),
    "notes": ("notes", "remarks", "notities", "opmerkingen"),
}
_BRACKETS = re.compile(r" \([^()]*\)$")


class ListColumn(Struct, frozen=True):
    """What a column gives: a key of a CASE file, a fact or a moment."""

    part: _Part
    id: str


#: The column that tells patients apart.
KEY: Final = ListColumn("top", "case")
#: The column that says by which guideline a patient is read; an empty cell is that of the meeting.
GUIDELINE: Final = ListColumn("top", "pack")


class LeftOut(Struct, frozen=True):
    """A column that is not taken; `why` where its heading would have been understood otherwise."""

    column: int  # from 0
    heading: str
    why: Text | None = None


class Headings(Struct, frozen=True):
    """What each column gives, None for one that is not taken, and those that are not."""

    columns: tuple[ListColumn | None, ...]
    left_out: tuple[LeftOut, ...]


def plain(text: str) -> str:
    """A heading or a word without regard to case, accents, underscores and blanks around it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.replace("_", " ").split())


def with_key_column(table: Table, pack: Pack) -> Table:
    """The table with a column for keys, an empty one before the others where it has none.

    Raises Refused for a table of which no heading is known, or with nobody below them: there is nothing to check.
    """
    names = _names(pack)
    known = [means for heading in table.headings if (means := names.get(plain(heading.text)))]
    if not known:
        raise Refused(
            (
                problem(
                    table.headings[0].place,
                    "Het programma kent geen enkele kop van deze lijst. Zet in de eerste rij koppen zoals Kenmerk en "
                    "Vraagstelling. Het sjabloon heeft ze allemaal.",
                    "The program knows no heading of this list. Put headings such as Kenmerk (key) and Vraagstelling "
                    "(question) in the first row. The template has them all.",
                ),
            )
        )
    if not table.rows:
        raise Refused(
            (
                problem(
                    table.headings[0].place,
                    "Onder de koppen staat geen patiënt. Zet in elke volgende rij een patiënt.",
                    "There is no patient below the headings. Put a patient in each row below.",
                ),
            )
        )
    return table if any(KEY in means for means in known) else table.with_column(HEADINGS["case"][1])


def read_headings(table: Table, pack: Pack) -> Headings:
    """What the columns of the table give. One that nobody can be sure of is left out, and says why."""
    names = _names(pack)
    columns: list[ListColumn | None] = []
    left_out: list[LeftOut] = []
    for at, heading in enumerate(table.headings):
        means = names.get(plain(heading.text), ())
        columns.append(None)
        if len(means) == 1 and means[0] not in columns:
            columns[at] = means[0]
            continue
        if heading.text or any(row[at].text for row in table.rows):
            said = " ".join(without_forbidden(heading.text).split())
            left_out.append(LeftOut(at, said, _why_not(heading, means, columns)))
    return Headings(tuple(columns), tuple(left_out))


def _why_not(heading: Scalar, means: tuple[ListColumn, ...], columns: list[ListColumn | None]) -> Text | None:
    """Why a column is not taken, where that is not merely because the program knows no such heading."""
    if not heading.text:
        return Text("Deze kolom heeft geen kop.", "This column has no heading.")
    if len(means) > 1:
        ids = [column.id for column in means]
        return Text(
            f"Deze kop kan meer betekenen. Schrijf {listed(ids, 'of')}.",
            f"This heading can mean more than one thing. Write {listed(ids, 'or')}.",
        )
    if means:
        first = columns.index(means[0]) + 1
        return Text(f"Kolom {first} geeft hetzelfde.", f"Column {first} gives the same.")
    return None


# --- names --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _names(pack: Pack) -> dict[str, tuple[ListColumn, ...]]:
    """By heading what it means, more than one where two labels are alike. Our own words go before ids before labels.

    Last come labels without what stands behind them in brackets: a list that says "ASIA-score" is read as ever.
    """
    facts = [(ListColumn("facts", fact.id), fact.label) for fact in pack.facts_by_id.values()]
    named = [*facts, *((ListColumn("moments", moment.id), moment.label) for moment in pack.moments)]
    own = [(word, ListColumn("top", key)) for key, words in HEADINGS.items() for word in words]
    ids = [(column.id, column) for column, _ in named]
    labels = [(text, column) for column, label in named for text in (label.nl, label.en)]
    bare = [(_BRACKETS.sub("", text), column) for text, column in labels]
    return _by_word(bare) | _by_word(labels) | _by_word(ids) | _by_word(own)


@lru_cache(maxsize=4)
def choices_by_word(pack: Pack) -> dict[str, dict[str, str]]:
    """By fact with choices, and by word, the id of the choice that is meant; a label of two choices means neither."""
    return {fact.id: _choices(fact) for fact in pack.facts_by_id.values() if fact.values}


@lru_cache(maxsize=8)
def short_choices(pack: Pack, language: Language) -> dict[str, dict[str, str]]:
    """By fact with choices, and by the id of a choice, how it is written in a cell: its label; its id where another
    choice has the same label, or where the label is the id and what it stands for ("A: complete")."""
    return {id: _short(pack.facts_by_id[id], words, language) for id, words in choices_by_word(pack).items()}


def _short(fact: Fact, by_word: dict[str, str], language: Language) -> dict[str, str]:
    labels = {choice.id: choice.label(language) for choice in fact.values}
    return {
        id: label if by_word.get(plain(label)) == id and not label.startswith(f"{id}:") else id
        for id, label in labels.items()
    }


def _choices(fact: Fact) -> dict[str, str]:
    ids = [(choice.id, choice.id) for choice in fact.values]
    labels = [(text, choice.id) for choice in fact.values for text in (choice.label.nl, choice.label.en)]
    found = _by_word(labels) | _by_word(ids)
    return {word: means[0] for word, means in found.items() if len(means) == 1}


def _by_word(pairs: Iterable[tuple[str, _Meaning]]) -> dict[str, tuple[_Meaning, ...]]:
    found: dict[str, tuple[_Meaning, ...]] = {}
    for word, meaning in pairs:
        before = found.get(plain(word), ())
        found[plain(word)] = before if meaning in before else (*before, meaning)
    return found
