"""What a cell of a list says: the ways of writing that a spreadsheet has, made into what a CASE file holds.

Values by their labels, `j`, `3,5 mm`, sets in one cell, `22-11-2026 14:10`. The reader of CASE files then reads them,
so that the same rules hold; what it would say in ids is said here in labels.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from mdo_viewer.guideline.fields import Reader, shown
from mdo_viewer.guideline.model import LANGUAGES, Fact, Pack
from mdo_viewer.guideline.strict_yaml import Node, Scalar, Sequence
from mdo_viewer.guideline.wording import listed
from mdo_viewer.meeting.keys import key_typed
from mdo_viewer.meeting.lists.headings import ListColumn, choices_by_word, plain, short_choices
from mdo_viewer.meeting.tables.moments import when_of_day
from mdo_viewer.reasoning.deadlines import MomentProblem, parse_moment

_UNKNOWN = frozenset({"onbekend", "unknown", "?"})
_NONE = frozenset({"geen", "none"})
_YES = frozenset({"ja", "j", "yes", "y", "waar", "true"})
_NO = frozenset({"nee", "n", "no", "onwaar", "false"})
_URGENT = _YES | {"x", "spoed", "urgent"}
_REGULAR = _NO | {"regulier", "regular"}
_SET_SEPARATORS = ("|", "\n", ";", " + ", "/", ",")
_DUTCH_MOMENT = re.compile(
    r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})"
    r"(?:[ T]+(?P<hour>[0-9]{1,2})(?P<rest>:[0-9]{2}(?::[0-9]{2})?))?"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*", re.DOTALL)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A moment as a list has it.
EXAMPLE: Final = "22-11-2026 14:10"
_GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,}"
    r"|(?:[ '\u2019\xa0\u202f][0-9]{3})+(?:[.,][0-9]+)?)"
)
# In a list three decimals may as well be thousands; those that end in a zero are refused by the reader of CASE files.
_PERHAPS_THOUSANDS = re.compile(r"([+-]?[1-9][0-9]{0,2})[.,]([0-9]{2}[1-9])")


class CellReader(Reader):
    """Reads cells by what their columns give; notes what no CASE file could hold, or what can be read in two ways."""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self.pack = pack
        self._choices = choices_by_word(pack)

    def node(self, column: ListColumn, cell: Scalar) -> Node | None:
        """The cell as a CASE file has it; None where it has a problem of its own."""
        if column.part == "facts":
            return self._fact(self.pack.facts_by_id[column.id], cell)
        if column.part == "moments":
            return self._moment(column.id, cell)
        if column.id == "urgent":
            return _flag(cell, _URGENT, _REGULAR)
        if column.id == "case":
            return written(cell, key_typed(cell.text))
        return cell

    def _fact(self, fact: Fact, cell: Scalar) -> Node | None:
        if plain(cell.text) in _UNKNOWN:
            return Scalar("onbekend", cell.place)  # not quoted: a text could say so too
        match fact.type:
            case "bool":
                return _flag(cell)
            case "choice":
                return self._choice(fact, cell)
            case "set":
                return self._chosen(fact, cell)
            case "number" | "integer":
                return self._number(fact, cell)
            case "text":
                return written(cell, cell.text)

    def _choice(self, fact: Fact, cell: Scalar) -> Scalar | None:
        """The id of a choice; notes what is none."""
        exact = any(choice.id == cell.text for choice in fact.values)
        found = cell.text if exact else self._choices[fact.id].get(plain(cell.text))
        if found is None:
            text = shown(cell.text)
            nl, en = (short_choices(self.pack, language)[fact.id].values() for language in LANGUAGES)
            nl_list, en_list = listed(nl, "of"), listed(en, "or")
            self.wrong(cell, f"'{text}' bestaat niet. Kies {nl_list}.", f"'{text}' does not exist. Choose {en_list}.")
            return None
        return written(cell, found)

    def _chosen(self, fact: Fact, cell: Scalar) -> Sequence | None:
        """The choices of one cell, parted by what stands in no label of the fact."""
        known = self._choices[fact.id]
        if plain(cell.text) in _NONE and plain(cell.text) not in known:
            return Sequence((), cell.place)
        labels = [text for each in fact.values for text in (each.id, each.label.nl, each.label.en)]
        safe = [mark for mark in _SET_SEPARATORS if not any(mark in label for label in labels)]
        words = [word.strip() for word in re.split("|".join(map(re.escape, safe)), cell.text)] if safe else [cell.text]
        before = len(self.problems)
        found: dict[str, Scalar] = {}
        for word in [word for word in words if word] or [cell.text]:
            choice = self._choice(fact, written(cell, word))
            if choice is not None and choice.text in found:
                self.wrong(
                    cell,
                    f"'{shown(word)}' staat hier dubbel. Verwijder er een.",
                    f"'{shown(word)}' is double. Remove one.",
                )
            elif choice is not None:
                found[choice.text] = choice
        return Sequence(tuple(found.values()), cell.place) if len(self.problems) == before else None

    def _number(self, fact: Fact, cell: Scalar) -> Scalar | None:
        """The number without its unit; notes one whose marks can be read in two ways."""
        text = _without_unit(fact, cell.text)
        if _GROUPED.fullmatch(text):
            bare = shown(_ungrouped(text))
            self.wrong(
                cell,
                f"'{shown(text)}' heeft tekens tussen duizendtallen. Schrijf {bare}.",
                f"'{shown(text)}' has marks between thousands. Write {bare.replace(',', '.')}.",
            )
            return None
        if (match := _PERHAPS_THOUSANDS.fullmatch(text)) is not None:
            whole, decimals = match.groups()
            self.wrong(
                cell,
                f"'{text}' kan {whole}{decimals} of een getal met drie decimalen betekenen. Schrijf {whole}{decimals}, "
                f"of {whole},{decimals}0 voor de decimalen.",
                f"'{text}' can mean {whole}{decimals} or a number with three decimals. Write {whole}{decimals}, "
                f"or {whole}.{decimals}0 for the decimals.",
            )
            return None
        return written(cell, text)

    def _moment(self, id: str, cell: Scalar) -> Scalar | None:
        """The moment as ISO 8601 where it is written as Dutch Excel does; a day alone counts as in a table."""
        if plain(cell.text) in _UNKNOWN:
            self.wrong(
                cell,
                "Een moment kan niet onbekend zijn. Laat deze cel leeg.",
                "A moment cannot be unknown. Leave this cell empty.",
            )
            return None
        match = _DUTCH_MOMENT.fullmatch(cell.text)
        text = cell.text
        if match is not None:
            day = f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}"
            text = f"{day}T{match['hour']:0>2}{match['rest']}" if match["rest"] else day
        if _DAY.fullmatch(text):
            text = self._of_day(id, text)
        try:
            parse_moment(text)
        except MomentProblem as problem:
            self._no_moment(cell, text, problem)
            return None
        return written(cell, text)

    def _of_day(self, id: str, text: str) -> str:
        """The day with the hour at which it counts; without one where that must be written."""
        try:
            when = when_of_day(self.pack, id, date.fromisoformat(text))
        except ValueError:  # no such day
            return text
        return text if when is None else f"{when:%Y-%m-%dT%H:%M}"

    def _no_moment(self, cell: Scalar, text: str, problem: MomentProblem) -> None:
        said = shown(cell.text)
        if _DAY.fullmatch(text):
            self.wrong(
                cell,
                f"'{said}' heeft geen tijd. Typ bijvoorbeeld {EXAMPLE}.",
                f"'{said}' has no time. Type for example {EXAMPLE}.",
            )
        elif _ISO.fullmatch(text):  # a day or a time that there is not: the message says which
            self.wrong(cell, problem.message.nl.replace(text, said), problem.message.en.replace(text, said))
        else:
            self.wrong(
                cell,
                f"'{said}' is geen datum met tijd. Typ bijvoorbeeld {EXAMPLE}.",
                f"'{said}' is not a date with a time. Type for example {EXAMPLE}.",
            )


def written(cell: Scalar, text: str) -> Scalar:
    """Another text in the place of a cell; quoted, so that no word of it means nothing (null)."""
    return Scalar(text, cell.place, quoted=True)


def _flag(cell: Scalar, yes: frozenset[str] = _YES, no: frozenset[str] = _NO) -> Scalar:
    word = plain(cell.text)
    return written(cell, "ja" if word in yes else "nee" if word in no else cell.text)


def _without_unit(fact: Fact, text: str) -> str:
    """`3,5 mm` without the unit that the fact has; the text as it is when another unit follows, or none."""
    for unit in (fact.unit.nl, fact.unit.en) if fact.unit else ():
        number = text[: -len(unit)].rstrip()
        if text[-len(unit) :].casefold() == unit.casefold() and number[-1:].isdigit():
            return number
    return text


def _ungrouped(text: str) -> str:
    """The number that was meant, with a comma: a last mark that stands there once is the decimal one."""
    marks = [each for each in text if not each.isdigit() and each not in "+-"]
    decimal = marks[-1] in ".," and marks.count(marks[-1]) == 1
    whole, _, decimals = text.rpartition(marks[-1]) if decimal else (text, "", "")
    digits = re.sub("[^0-9+-]", "", whole)
    return f"{digits},{decimals}" if decimals else digits
