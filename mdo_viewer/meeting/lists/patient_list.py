"""The patients of a meeting out of a list (CSV as Dutch Excel writes it): all of them, or every problem with its place.

Each row is made into what a CASE file holds and read as one, so that the same rules and messages hold for both. Here
stand only the ways of writing that a spreadsheet has: headings and values by their labels, `j`, `3,5 mm`, sets in one
cell, `22-11-2026 14:10`. Columns that the program does not know, such as names, are not taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias, TypeVar

from msgspec import Struct

from mdo_viewer.guideline.fields import Reader, shown
from mdo_viewer.guideline.model import Fact, Pack, Place
from mdo_viewer.guideline.strict_yaml import Mapping as MappingNode
from mdo_viewer.guideline.strict_yaml import Node, Refused, Scalar, Sequence, text_problem
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import listed
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import case_of
from mdo_viewer.meeting.case_text import write_known
from mdo_viewer.meeting.document import document_of, points_of
from mdo_viewer.meeting.keys import same_key
from mdo_viewer.meeting.lists.csv_table import Table, read_table
from mdo_viewer.meeting.packs import is_of_place
from mdo_viewer.meeting.places import OF_THE_PLACE, with_patient
from mdo_viewer.meeting.tables.rows import same_site
from mdo_viewer.reasoning.settling import Contradiction, settle

_Part: TypeAlias = Literal["top", "facts", "moments"]
_Meaning = TypeVar("_Meaning")
_Entries: TypeAlias = "list[tuple[Scalar, Node]]"

#: By key of a CASE file, the headings that mean it.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("case", "kenmerk", "mdo", "nummer"),
    "site": ("site", "plaats van de metastase", "place of the metastasis"),
    "question": ("question", "vraag", "vraagstelling"),
    "urgent": ("urgent", "spoed"),
    "lead_physician": ("lead_physician", "hoofdbehandelaar"),
    "notes": ("notes", "notities", "opmerkingen"),
}
_UNKNOWN = frozenset({"onbekend", "unknown", "?"})
_NONE = frozenset({"geen", "none"})
_YES = frozenset({"ja", "j", "yes", "y", "waar", "true"})
_NO = frozenset({"nee", "n", "no", "onwaar", "false"})
_SET_SEPARATORS = ("|", "\n", ";", " + ", "/", ",")
_BRACKETS = re.compile(r" \([^()]*\)$")
_DUTCH_MOMENT = re.compile(
    r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})"
    r"(?:[ T]+(?P<hour>[0-9]{1,2})(?P<rest>:[0-9]{2}(?::[0-9]{2})?))?"
)
_GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,}"
    r"|(?:[ '\u2019\xa0\u202f][0-9]{3})+(?:[.,][0-9]+)?)"
)
# In a list three decimals may as well be thousands; those that end in a zero are refused by the reader of CASE files.
_PERHAPS_THOUSANDS = re.compile(r"([+-]?[1-9][0-9]{0,2})[.,]([0-9]{2}[1-9])")


class PatientList(Struct, frozen=True):
    """The patients of a list in its order, and the headings of the columns that were not taken."""

    cases: tuple[Case, ...]
    left_out: tuple[str, ...]


class _Row(Struct, frozen=True):
    """The case of one row, where its key stands, and the cells in which something of it was given."""

    case: Case
    key: Scalar
    cells: Mapping[_Column, Scalar]


class _Column(Struct, frozen=True):
    """What a column gives: a key of a CASE file, a fact or a moment."""

    part: _Part
    id: str


def read_list(data: bytes, file: str, pack: Pack) -> PatientList:
    """The patients of a list; `file` is what messages call it. Raises Refused with every problem: then none is taken.

    A file that is no list, or of which the quotation marks do not fit, gives that one problem.
    """
    return _ListReader(pack).patients(read_table(data, file))


def merge(present: Iterable[str], found: PatientList) -> tuple[tuple[Case, ...], tuple[str, ...]]:
    """The cases that are new beside the keys `present`, and the keys of the list that were there already.

    Keys that differ only in case or blanks are the same. What is on the agenda already stays as it is.
    """
    known = {same_key(key) for key in present}
    new = tuple(case for case in found.cases if same_key(case.case) not in known)
    there = dict.fromkeys(case.case for case in found.cases if same_key(case.case) in known)
    return new, tuple(there)


def _plain(text: str) -> str:
    """A heading or a word without regard to case, accents, underscores and blanks around it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.replace("_", " ").split())


class _ListReader(Reader):
    """Reads the rows of a list by the headings that one pack gives."""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self.pack = pack
        self.names = _names(pack)
        self.choices = {fact.id: _choices(fact) for fact in pack.facts_by_id.values() if fact.values}
        self.rows: dict[str, list[_Row]] = {}  # by key, in the order of the list

    def patients(self, table: Table) -> PatientList:
        """Everything in the table. Raises Refused."""
        columns, left_out = self._columns(table)
        key = self._key_column(columns, table)
        for row in table.rows:
            self._take(columns, row, key)
        self._stop_at_problems()
        cases = tuple(case for rows in self.rows.values() for case in self._patient(rows))
        self._stop_at_problems()
        return PatientList(cases, left_out)

    def _stop_at_problems(self) -> None:
        if self.problems:
            raise Refused(tuple(sorted(self.problems, key=lambda each: (each.place.line, each.place.column))))

    # --- headings

    def _columns(self, table: Table) -> tuple[tuple[_Column | None, ...], tuple[str, ...]]:
        """What each column gives, None for one that is not taken, and the headings of those."""
        columns: list[_Column | None] = []
        left_out: list[str] = []
        for at, heading in enumerate(table.headings):
            means = self.names.get(_plain(heading.text), ())
            columns.append(None)
            if not self._may_stand(heading):
                continue
            if not heading.text:
                self._needs_heading(heading, at, table)
            elif not means:
                left_out.append(" ".join(heading.text.split()))
            elif len(means) > 1:
                self._ambiguous(heading, means)
            elif means[0] in columns:
                self._twice(heading, columns.index(means[0]) + 1)
            else:
                columns[at] = means[0]
        return tuple(columns), tuple(left_out)

    def _key_column(self, columns: tuple[_Column | None, ...], table: Table) -> int:
        """Which column holds the keys. Raises Refused when there is none, or nobody below it."""
        first = table.headings[0]
        if (key := _Column("top", "case")) not in columns:
            self.wrong(
                first,
                "Deze lijst heeft geen kolom met een kenmerk. Noem een kolom 'kenmerk', en geef elke patiënt daarin "
                "een eigen kenmerk, bijvoorbeeld MDO-0101.",
                "This list has no column with a key. Call a column 'case', and give each patient a key of its own in "
                "it, for example MDO-0101.",
            )
            self._stop_at_problems()
        if not table.rows:
            self.wrong(
                first,
                "Onder de koppen staat geen patiënt. Zet op elke volgende regel een patiënt.",
                "There is no patient below the headings. Put a patient on each line below.",
            )
            self._stop_at_problems()
        return columns.index(key)

    def _needs_heading(self, heading: Scalar, at: int, table: Table) -> None:
        if any(row[at].text for row in table.rows if at < len(row)):
            self.wrong(
                heading,
                "Boven deze kolom ontbreekt een kop. Zet er een, of verwijder de kolom.",
                "This column has no heading. Give it one, or remove the column.",
            )

    def _ambiguous(self, heading: Scalar, means: tuple[_Column, ...]) -> None:
        ids = [column.id for column in means]
        self.wrong(
            heading,
            f"De kop '{shown(heading.text)}' kan meer betekenen. Schrijf {listed(ids, 'of')}.",
            f"The heading '{shown(heading.text)}' can mean more than one thing. Write {listed(ids, 'or')}.",
        )

    def _twice(self, heading: Scalar, first: int) -> None:
        self.wrong(
            heading,
            f"De kop '{shown(heading.text)}' is dubbel: kolom {first} geeft hetzelfde. Verwijder een van beide.",
            f"The heading '{shown(heading.text)}' is given twice: column {first} gives the same. Remove one of them.",
        )

    # --- rows

    def _take(self, columns: tuple[_Column | None, ...], row: tuple[Scalar, ...], key: int) -> None:
        """Read one row, as far as it can be read; the reader of CASE files may refuse it."""
        self._not_beyond(row, len(columns))
        parts: dict[_Part, _Entries] = {"top": [], "facts": [], "moments": []}
        cells: dict[_Column, Scalar] = {}
        for column, cell in zip(columns, row, strict=False):
            if column is None or not self._may_stand(cell) or not cell.text:
                continue
            node = self._node(column, cell)
            if node is not None:
                parts[column.part].append((Scalar(column.id, cell.place), node))
                cells[column] = cell
        start = row[0].place
        at = row[key] if key < len(row) else Scalar("", Place(start.file, start.line, key + 1))
        if not at.text:
            self.wrong(
                at,
                "In deze rij ontbreekt het kenmerk. Vul het in, bijvoorbeeld MDO-0101.",
                "The key is missing in this row. Fill it in, for example MDO-0101.",
            )
        try:
            case = case_of(_case_node(parts, at.place), self.pack)
        except Refused as refused:
            self.problems += refused.problems
            site = cells.get(_Column("top", "site"))
            case = Case(at.text, site=None if site is None else site.text)  # enough for its key to be looked at
        if at.text:
            rows = self.rows.setdefault(same_key(at.text), [])
            self._beside(case, at, rows)
            rows.append(_Row(case, at, cells))

    # --- several places of one patient

    def _beside(self, case: Case, at: Scalar, rows: list[_Row]) -> None:
        """Note a key that earlier rows have too, unless each of them names another place of the patient."""
        if not rows:
            return
        site = same_site(case.site)
        same = next((row for row in rows if same_site(row.case.site) == site), None)
        key = shown(at.text)
        if same is not None and site:
            self.wrong(
                at,
                f"Het kenmerk '{key}' met plaats '{shown(case.site or '')}' staat al op regel {same.key.place.line}. "
                "Geef elke plaats van een patiënt een eigen naam.",
                f"The key '{key}' with the place '{shown(case.site or '')}' stands on line {same.key.place.line} "
                "already. Give each place of a patient a name of its own.",
            )
        elif not site or not all(row.case.site for row in rows):
            self.wrong(
                at,
                f"Het kenmerk '{key}' staat al op regel {rows[0].key.place.line}. Geef elke patiënt een eigen kenmerk. "
                "Zijn het plaatsen van één patiënt, geef elke regel dan een naam in de kolom 'site', zoals T8.",
                f"The key '{key}' stands on line {rows[0].key.place.line} already. Give each patient a key of its own. "
                "If they are places of one patient, give each line a name in the column 'site', such as T8.",
            )

    def _patient(self, rows: list[_Row]) -> tuple[Case, ...]:
        """The places of one patient: what is of the patient may stand in any of the rows, and counts for all."""
        if len(rows) == 1:
            return (rows[0].case,)
        first = rows[0].case
        for row in rows[1:]:
            for column, cell in row.cells.items():
                if not self._is_of_place(column):
                    first = self._with(first, row.case, column, cell, rows[0].key.place.line)
        document = with_patient(self.pack, document_of(row.case for row in rows), 0, points_of((first,), 0)[0])
        for row, case in zip(rows, document.cases, strict=True):
            try:
                settle(self.pack, case.patient.values)
            except Contradiction as problem:
                self.wrong(row.key, problem.message.nl, problem.message.en)
        return document.cases

    def _is_of_place(self, column: _Column) -> bool:
        return column.id in {"case", *OF_THE_PLACE} if column.part == "top" else is_of_place(self.pack, column.id)

    def _with(self, first: Case, case: Case, column: _Column, cell: Scalar, line: int) -> Case:
        """What the first row says, with what another one says besides; notes where they differ."""
        before, said = _said(self.pack, first, column), _said(self.pack, case, column)
        if not before:
            return _taking(first, case, column)
        if before != said:
            self.wrong(
                cell,
                f"'{shown(cell.text)}' gaat over de patiënt, en regel {line} zegt iets anders. Maak beide regels "
                "gelijk, of laat deze cel leeg.",
                f"'{shown(cell.text)}' is about the patient, and line {line} says something else. Make both lines the "
                "same, or leave this cell empty.",
            )
        return first

    def _not_beyond(self, row: tuple[Scalar, ...], count: int) -> None:
        """Note a cell to the right of the headings; blank ones are how Excel fills up rows."""
        beyond = next((cell for cell in row[count:] if cell.text), None)
        if beyond is not None:
            self.wrong(
                beyond,
                f"Deze rij heeft meer cellen dan er koppen zijn ({count}). Zet een tekst met een scheidingsteken erin "
                "tussen aanhalingstekens, of geef deze kolom een kop.",
                f"This row has more cells than there are headings ({count}). Put a text with a separator in it in "
                "quotes, or give this column a heading.",
            )

    def _may_stand(self, cell: Scalar) -> bool:
        """Whether the program may hold the text of a cell; notes why not."""
        found = text_problem(cell.text, cell.place)
        if found is not None:
            self.problems.append(found)
        return found is None

    # --- cells

    def _node(self, column: _Column, cell: Scalar) -> Node | None:
        """The cell as a CASE file has it; None where it has a problem of its own."""
        if column.part == "facts":
            return self._fact(self.pack.facts_by_id[column.id], cell)
        if column.part == "moments":
            return self._moment(cell)
        if column.id == "urgent":
            return _written(cell, "ja") if _plain(cell.text) == "x" else _flag(cell)
        if column.id == "case":
            return _written(cell, " ".join(cell.text.split()))
        return cell

    def _fact(self, fact: Fact, cell: Scalar) -> Node | None:
        if _plain(cell.text) in _UNKNOWN:
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
                return _written(cell, cell.text)

    def _choice(self, fact: Fact, cell: Scalar) -> Scalar:
        """The id of a choice; what is none is left for the reader of CASE files to refuse."""
        return _written(cell, self.choices[fact.id].get(_plain(cell.text), cell.text))

    def _chosen(self, fact: Fact, cell: Scalar) -> Sequence:
        """The choices of one cell, parted by what stands in no label of the fact."""
        known = self.choices[fact.id]
        if _plain(cell.text) in _NONE and _plain(cell.text) not in known:
            return Sequence((), cell.place)
        labels = [text for each in fact.values for text in (each.id, each.label.nl, each.label.en)]
        safe = [mark for mark in _SET_SEPARATORS if not any(mark in label for label in labels)]
        words = [word.strip() for word in re.split("|".join(map(re.escape, safe)), cell.text)] if safe else [cell.text]
        found = [_written(cell, word) for word in words if word] or [cell]
        return Sequence(tuple(self._choice(fact, each) for each in found), cell.place)

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
        return _written(cell, text)

    def _moment(self, cell: Scalar) -> Scalar | None:
        """The moment as ISO 8601 where it is written as Dutch Excel does."""
        if _plain(cell.text) in _UNKNOWN:
            self.wrong(
                cell,
                "Een moment kan niet onbekend zijn. Laat deze cel leeg.",
                "A moment cannot be unknown. Leave this cell empty.",
            )
            return None
        match = _DUTCH_MOMENT.fullmatch(cell.text)
        if match is None:
            return cell
        day = f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}"
        return _written(cell, f"{day}T{match['hour']:0>2}{match['rest']}" if match["rest"] else day)


def _case_node(parts: Mapping[_Part, _Entries], place: Place) -> MappingNode:
    """The row as a CASE file; a key that is missing was noted, and does not hide the other problems of its row."""
    top = parts["top"]
    if not any(key.text == "case" for key, _ in top):
        top = [(Scalar("case", place), Scalar("?", place)), *top]
    below = [(Scalar(part, place), MappingNode(tuple(parts[part]), place)) for part in ("facts", "moments")]
    return MappingNode((*top, *below), place)


def _said(pack: Pack, case: Case, column: _Column) -> str:
    """What a case says in a column, to compare; empty where it says nothing."""
    if column.part == "top":
        return str(getattr(case, column.id) or "")
    return write_known(pack, case.patient, column.id)


def _taking(case: Case, other: Case, column: _Column) -> Case:
    """The case with what another one says in this column."""
    id, patient = column.id, other.patient
    if column.part == "top":
        return replace(case, **{id: getattr(other, id)})
    if column.part == "moments":
        moments = {**case.patient.moments, id: patient.moments[id]}
        return replace(case, patient=replace(case.patient, moments=moments))
    return case.with_unknown(id) if id in patient.unknown else case.with_value(id, patient.values[id])


def _written(cell: Scalar, text: str) -> Scalar:
    """Another text in the place of a cell; quoted, so that no word of it means nothing (null)."""
    return Scalar(text, cell.place, quoted=True)


def _flag(cell: Scalar) -> Scalar:
    word = _plain(cell.text)
    return _written(cell, "ja" if word in _YES else "nee" if word in _NO else cell.text)


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


# --- names --------------------------------------------------------------------------------------------------------


def _names(pack: Pack) -> dict[str, tuple[_Column, ...]]:
    """By heading what it means, more than one where two labels are alike. Our own words go before ids before labels.

    Last come labels without what stands behind them in brackets: a list that says "ASIA-score" is read as ever.
    """
    facts = [(_Column("facts", fact.id), fact.label) for fact in pack.facts_by_id.values()]
    named = [*facts, *((_Column("moments", moment.id), moment.label) for moment in pack.moments)]
    own = [(word, _Column("top", key)) for key, words in HEADINGS.items() for word in words]
    ids = [(column.id, column) for column, _ in named]
    labels = [(text, column) for column, label in named for text in (label.nl, label.en)]
    bare = [(_BRACKETS.sub("", text), column) for text, column in labels]
    return _by_word(bare) | _by_word(labels) | _by_word(ids) | _by_word(own)


def _choices(fact: Fact) -> dict[str, str]:
    """By word the id of the choice that it means; a label of two choices means neither."""
    ids = [(choice.id, choice.id) for choice in fact.values]
    labels = [(text, choice.id) for choice in fact.values for text in (choice.label.nl, choice.label.en)]
    found = _by_word(labels) | _by_word(ids)
    return {word: means[0] for word, means in found.items() if len(means) == 1}


def _by_word(pairs: Iterable[tuple[str, _Meaning]]) -> dict[str, tuple[_Meaning, ...]]:
    found: dict[str, tuple[_Meaning, ...]] = {}
    for word, meaning in pairs:
        before = found.get(_plain(word), ())
        found[_plain(word)] = before if meaning in before else (*before, meaning)
    return found
