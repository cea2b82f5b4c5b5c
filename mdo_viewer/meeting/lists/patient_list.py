"""The patients of a list (CSV as Dutch Excel writes it), and its cells that are to be checked.

Each row is made into what a CASE file holds and read as one, so that the same rules and messages hold for both. A cell
that cannot be taken is doubtful, with the reason; it counts as empty until it is mended, and a key that cannot be taken
gets another one. Columns that the program does not know, such as names, are not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.fields import shown
from mdo_viewer.guideline.library import guidelines
from mdo_viewer.guideline.model import Language, Pack, Place, Text
from mdo_viewer.guideline.strict_yaml import Mapping as MappingNode
from mdo_viewer.guideline.strict_yaml import Node, Refused, Scalar, text_problem
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import listed
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import case_of
from mdo_viewer.meeting.case_text import write_known
from mdo_viewer.meeting.document import document_of, points_of
from mdo_viewer.meeting.keys import free_key, key_problem, key_typed, looks_personal, same_key
from mdo_viewer.meeting.lists.cells import CellReader
from mdo_viewer.meeting.lists.csv_table import Table
from mdo_viewer.meeting.lists.headings import GUIDELINE, KEY, Headings, ListColumn, plain, read_headings
from mdo_viewer.meeting.packs import in_pack, is_alike, is_of_place, pack_of
from mdo_viewer.meeting.places import OF_THE_PLACE, with_patient
from mdo_viewer.meeting.tables.rows import same_site
from mdo_viewer.reasoning.settling import Contradiction, settle

_Entries: TypeAlias = "list[tuple[Scalar, Node]]"
_Part: TypeAlias = Literal["top", "facts", "moments"]
_SITE = ListColumn("top", "site")
_OR: tuple[tuple[Language, str], ...] = (("nl", "of"), ("en", "or"))
#: The key of a row that shows how a list is filled in: it is nobody.
EXAMPLE_KEYS = ("voorbeeld", "example")


class DoubtfulCell(Struct, frozen=True):
    """A cell that is not taken as it stands, row and column from 0; `personal`: a key that may be used all the same."""

    row: int
    column: int
    why: Text
    personal: bool = False


class Checked(Struct, frozen=True, dict=True):
    """What a list says: the patients that are taken from it as it stands, and what is to be checked.

    `there` are the rows of patients that the meeting has already, `examples` those that show how to fill in a list;
    nothing is taken from either. `given` are the keys that rows get in the place of one that cannot be taken.
    """

    headings: Headings
    cases: tuple[Case, ...]
    doubts: tuple[DoubtfulCell, ...]
    there: frozenset[int]
    examples: frozenset[int]
    given: Mapping[int, str]

    @cached_property
    def by_cell(self) -> Mapping[tuple[int, int], DoubtfulCell]:
        """The doubtful cells by row and column."""
        return {(each.row, each.column): each for each in self.doubts}

    @cached_property
    def patients(self) -> int:
        """How many patients are taken; a patient may have several places."""
        return len({same_key(case.case) for case in self.cases})


class _Row(Struct, frozen=True):
    """The case of one row, where its key stands, and the cells in which something of it was given."""

    case: Case
    key: Scalar
    cells: Mapping[ListColumn, Scalar]


def check(
    table: Table,
    pack: Pack,
    present: Iterable[str] = (),
    accepted: Iterable[str] = (),
    reserved: Iterable[str] = (),
) -> Checked:
    """What the table says for a meeting that has the keys `present`; of those `accepted` nobody asks whether they name
    somebody, and those `reserved` are given to nobody else. The table has a column for keys."""
    keys = (frozenset(map(same_key, each)) for each in (present, accepted, reserved))
    return _Checker(table, pack, *keys).checked()


class _Checker:
    """Reads the table until nothing is the matter, with doubtful cells taken out on the way."""

    def __init__(
        self, table: Table, pack: Pack, present: frozenset[str], accepted: frozenset[str], reserved: frozenset[str]
    ) -> None:
        self._pack, self._accepted = pack, accepted
        self._headings = read_headings(table, pack)
        self._key = self._headings.columns.index(KEY)
        keys = [same_key(key_typed(row[self._key].text)) for row in table.rows]
        self._there = frozenset(at for at, key in enumerate(keys) if key in present)
        self._examples = frozenset(at for at, key in enumerate(keys) if key in EXAMPLE_KEYS)
        self._taken = present | reserved | set(keys)
        self._rows = {at: list(row) for at, row in enumerate(table.rows) if at not in self._there | self._examples}
        self._at = {row[0].place.line: at for at, row in self._rows.items()}
        self._doubts: dict[tuple[int, int], DoubtfulCell] = {}
        self._given: dict[int, str] = {}

    def checked(self) -> Checked:
        """Every round takes at least one more cell out."""
        while True:
            reader = _ListReader(self._pack, self._headings.columns, self._key, self._accepted)
            cases = reader.cases(self._rows.values())
            if not reader.problems:
                break
            for each in reader.problems:
                row, column = self._at[each.place.line], each.place.column - 1
                personal = each.place in reader.personal
                self._doubts.setdefault((row, column), DoubtfulCell(row, column, each.message, personal))
            for row, column in self._doubts:
                self._take_out(row, column)
        doubts = tuple(self._doubts[at] for at in sorted(self._doubts))
        return Checked(self._headings, cases, doubts, self._there, self._examples, self._given)

    def _take_out(self, row: int, column: int) -> None:
        cells = self._rows[row]
        if column >= len(self._headings.columns):  # its texts may stand a column too far: none of them is taken
            cells[:] = [cell if at == self._key else _empty(cell) for at, cell in enumerate(cells)]
        elif column != self._key:
            cells[column] = _empty(cells[column])
        elif self._given.get(row) != cells[column].text or not cells[column].text:
            key = free_key(self._taken, self._before(row))
            self._taken = self._taken | {same_key(key)}
            self._given[row] = key
            cells[column] = Scalar(key, cells[column].place, quoted=True)

    def _before(self, row: int) -> str:
        """The last key above the row that was written as one; else any below it."""
        doubtful = {at for at, column in self._doubts if column == self._key}
        good = [at for at in self._rows if at not in doubtful or (at in self._given and at < row)]
        above = [at for at in good if at < row]
        return next((self._rows[at][self._key].text for at in (*reversed(above), *good)), "")


def _empty(cell: Scalar) -> Scalar:
    return Scalar("", cell.place, quoted=True)


class _ListReader(CellReader):
    """Reads the rows of a list by what its columns give; notes every problem at its cell."""

    def __init__(self, pack: Pack, columns: tuple[ListColumn | None, ...], key: int, accepted: frozenset[str]) -> None:
        super().__init__(pack)
        self._columns, self._key, self._accepted = columns, key, accepted
        self._patients: dict[str, list[_Row]] = {}  # by key, in the order of the list
        self.personal: set[Place] = set()  # keys that look like a name or a birth date

    def cases(self, rows: Iterable[list[Scalar]]) -> tuple[Case, ...]:
        """The patients of these rows, those of one patient together; as far as there are no problems."""
        for row in rows:
            self._take(row)
        if self.problems:
            return ()
        return tuple(case for same in self._patients.values() for case in self._patient(same))

    # --- rows

    def _take(self, row: list[Scalar]) -> None:
        """Read one row, as far as it can be read; the reader of CASE files may refuse it."""
        self._not_beyond(row, len(self._columns))
        parts: dict[_Part, _Entries] = {"top": [], "facts": [], "moments": []}
        cells: dict[ListColumn, Scalar] = {}
        pack = self._guideline(row)
        for column, cell in zip(self._columns, row, strict=False):
            if column in (None, GUIDELINE) or not cell.text or not self._may_stand(cell):
                continue
            node = self.node(column, cell) if self._is_known_to(pack, column, cell) else None
            if node is not None:
                parts[column.part].append((Scalar(column.id, cell.place), node))
                cells[column] = cell
        key = row[self._key]
        self._check_key(key)
        try:
            case = case_of(_case_node(parts, key.place), pack, with_lines=False)
        except Refused as refused:
            self.problems += refused.problems
            site = cells.get(_SITE)
            case = Case(key.text, site=None if site is None else site.text)  # enough for its key to be looked at
        case = in_pack(self.pack, case, pack.id)
        if key.text:
            rows = self._patients.setdefault(same_key(key_typed(key.text)), [])
            self._beside(case, key, rows)
            rows.append(_Row(case, key, cells))

    def _guideline(self, row: list[Scalar]) -> Pack:
        """The guideline by which this row is read: that of the meeting where it names none, or none that ships."""
        at = self._columns.index(GUIDELINE) if GUIDELINE in self._columns else len(row)
        if at >= len(row) or not row[at].text:
            return self.pack
        cell, known = row[at], guidelines(self.pack)
        wanted = plain(cell.text)
        found = next((each for each in known if wanted in map(plain, (each.id, each.title.nl, each.title.en))), None)
        if found is None and self._may_stand(cell):
            nl, en = (listed([each.title(language) for each in known], word) for language, word in _OR)
            self.wrong(
                cell,
                f"'{shown(cell.text)}' is geen richtlijn van dit programma. Schrijf {nl}.",
                f"'{shown(cell.text)}' is no guideline of this program. Write {en}.",
            )
        return found or self.pack

    def _is_known_to(self, pack: Pack, column: ListColumn | None, cell: Scalar) -> bool:
        """Whether the guideline of a row knows what this column gives; notes where it does not."""
        if column is None or column.part == "top" or pack is self.pack or is_alike(self.pack, pack, column.id):
            return True
        self.wrong(
            cell,
            f"De richtlijn {pack.title.nl} vraagt dit niet. Maak deze cel leeg.",
            f"The guideline {pack.title.en} does not ask this. Empty this cell.",
        )
        return False

    def _check_key(self, cell: Scalar) -> None:
        key = key_typed(cell.text)
        if not key:
            self.wrong(
                cell,
                "In deze rij ontbreekt het kenmerk. Vul het in, bijvoorbeeld MDO-0101.",
                "The key is missing in this row. Fill it in, for example MDO-0101.",
            )
        elif (why := key_problem(key)) is not None:
            self.wrong(cell, why.nl, why.en)
        elif same_key(key) not in self._accepted and (why := looks_personal(key)) is not None:
            self.personal.add(cell.place)
            self.wrong(cell, why.nl, why.en)

    def _not_beyond(self, row: list[Scalar], count: int) -> None:
        """Note a cell to the right of the headings."""
        beyond = next((cell for cell in row[count:] if cell.text), None)
        if beyond is not None:
            self.wrong(
                beyond,
                f"Deze rij heeft meer cellen dan er koppen zijn ({count}). Misschien staat er een scheidingsteken in "
                "een tekst. Kijk de rij na en maak deze cel leeg; tot dan blijft de hele rij leeg.",
                f"This row has more cells than there are headings ({count}). Perhaps there is a separator in a text. "
                "Check the row and empty this cell; until then the whole row stays empty.",
            )

    def _may_stand(self, cell: Scalar) -> bool:
        """Whether the program may hold the text of a cell; notes why not."""
        found = text_problem(cell.text, cell.place)
        if found is not None:
            self.problems.append(found)
        return found is None

    # --- several places of one patient

    def _beside(self, case: Case, at: Scalar, rows: list[_Row]) -> None:
        """Note a key that earlier rows have too, unless each of them names another place of the patient, or it is read
        by another guideline there."""
        rows = [row for row in rows if row.case.pack == case.pack]
        if not rows:
            return
        site = same_site(case.site)
        same = next((row for row in rows if same_site(row.case.site) == site), None)
        key = shown(at.text)
        if same is not None and site:
            line = same.key.place.line
            self.wrong(
                at,
                f"Het kenmerk '{key}' met plaats '{shown(case.site or '')}' staat al in rij {line}. Geef elke plaats "
                "van een patiënt een eigen naam.",
                f"The key '{key}' with the place '{shown(case.site or '')}' stands in row {line} already. Give each "
                "place of a patient a name of its own.",
            )
        elif not site or not all(row.case.site for row in rows):
            line = rows[0].key.place.line
            self.wrong(
                at,
                f"Het kenmerk '{key}' staat al in rij {line}. Geef elke patiënt een eigen kenmerk. Zijn het plaatsen "
                "van één patiënt, geef elke rij dan een naam in de kolom 'Plaats van de metastase', zoals T8.",
                f"The key '{key}' stands in row {line} already. Give each patient a key of its own. If they are places "
                "of one patient, give each row a name in the column 'Place of the metastasis', such as T8.",
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
                settle(pack_of(self.pack, case), case.patient.values)
            except Contradiction as problem:
                self.wrong(row.key, problem.message.nl, problem.message.en)
        return document.cases

    def _is_of_place(self, column: ListColumn) -> bool:
        return column.id in {"case", *OF_THE_PLACE} if column.part == "top" else is_of_place(self.pack, column.id)

    def _with(self, first: Case, case: Case, column: ListColumn, cell: Scalar, line: int) -> Case:
        """What the first row says, with what another one says besides; notes where they differ."""
        before, said = _said(self.pack, first, column), _said(self.pack, case, column)
        if not before:
            return _taking(first, case, column)
        if before != said:
            self.wrong(
                cell,
                f"'{shown(cell.text)}' gaat over de patiënt, en rij {line} zegt iets anders. Maak beide rijen gelijk, "
                "of laat deze cel leeg.",
                f"'{shown(cell.text)}' is about the patient, and row {line} says something else. Make both rows the "
                "same, or leave this cell empty.",
            )
        return first


def _case_node(parts: Mapping[_Part, _Entries], place: Place) -> MappingNode:
    """The row as a CASE file; a key that is missing was noted, and does not hide the other problems of its row."""
    top = parts["top"]
    if not any(key.text == "case" for key, _ in top):
        top = [(Scalar("case", place), Scalar("?", place)), *top]
    below = [(Scalar(part, place), MappingNode(tuple(parts[part]), place)) for part in ("facts", "moments")]
    return MappingNode((*top, *below), place)


def _said(pack: Pack, case: Case, column: ListColumn) -> str:
    """What a case says in a column, to compare; empty where it says nothing."""
    if column.part == "top":
        return str(getattr(case, column.id) or "")
    return write_known(pack, case.patient, column.id)


def _taking(case: Case, other: Case, column: ListColumn) -> Case:
    """The case with what another one says in this column."""
    id, patient = column.id, other.patient
    if column.part == "top":
        return replace(case, **{id: getattr(other, id)})
    if column.part == "moments":
        moments = {**case.patient.moments, id: patient.moments[id]}
        return replace(case, patient=replace(case.patient, moments=moments))
    return case.with_unknown(id) if id in patient.unknown else case.with_value(id, patient.values[id])
