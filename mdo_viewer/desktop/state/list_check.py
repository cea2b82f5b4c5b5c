"""A list that is being checked, before anything of it is on the agenda: its cells as they stand, and where one is."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.document import Document
from mdo_viewer.meeting.keys import key_typed, same_key
from mdo_viewer.meeting.lists.csv_table import Table, read_table
from mdo_viewer.meeting.lists.headings import KEY, with_key_column
from mdo_viewer.meeting.lists.patient_list import Checked, check

#: Row and column of a cell, from 0.
Cell: TypeAlias = tuple[int, int]


class ListPage(Struct, frozen=True):
    """The list of a file. `asked` are the cells that are or were doubtful, in the order of the list; `accepted` the
    keys that are used though they look like a name; `at` is the cell that one is at."""

    name: str
    table: Table
    checked: Checked
    asked: tuple[Cell, ...]
    accepted: frozenset[str] = frozenset()
    at: Cell | None = None
    changed: bool = False  # something was mended that would be lost
    first: Table | None = None  # as the file has it, once a cell has another text

    @property
    def doubtful(self) -> Collection[Cell]:
        """The cells that are not taken as they stand."""
        return self.checked.by_cell.keys()

    @property
    def key_column(self) -> int:
        """The column of the keys."""
        return self.checked.headings.columns.index(KEY)

    def text(self, cell: Cell) -> str:
        """What stands in a cell."""
        row, column = cell
        return self.table.rows[row][column].text if column < len(self.table.rows[row]) else ""

    def was(self, cell: Cell) -> str | None:
        """What the file has in a cell that was changed by hand; None for one that stands as it was read."""
        row, column = cell
        if self.first is None or column >= len(self.first.rows[row]):
            return None
        text = self.first.rows[row][column].text
        return None if text == self.text(cell) else text


def opened(data: bytes, name: str, pack: Pack, document: Document) -> ListPage:
    """The list of a file of this name, at its first doubtful cell. Raises Refused for one that cannot be read."""
    table = with_key_column(read_table(data, name), pack)
    checked = _check(table, pack, document, frozenset())
    page = ListPage(name, table, checked, tuple(sorted(checked.by_cell)))
    return replace(page, at=page.asked[0] if page.asked else (0, page.key_column))


def with_text(page: ListPage, pack: Pack, document: Document, cell: Cell, text: str) -> ListPage:
    """The page with another text in a cell."""
    if page.text(cell) == text:
        return page
    table = page.table.with_cell(*cell, text)
    changed = replace(page, table=table, changed=True, first=page.first or page.table)
    return _checked(changed, pack, document)


def with_key(page: ListPage, pack: Pack, document: Document, row: int) -> ListPage:
    """The page with the key in a row that this row would get."""
    return with_text(page, pack, document, (row, page.key_column), page.checked.given[row])


def accepting(page: ListPage, pack: Pack, document: Document, row: int) -> ListPage:
    """The page with the key of a row used as it stands."""
    key = same_key(key_typed(page.text((row, page.key_column))))
    return _checked(replace(page, accepted=page.accepted | {key}, changed=True), pack, document)


def at_cell(page: ListPage, cell: Cell) -> ListPage:
    """The page with one at this cell."""
    return replace(page, at=cell)


def beside(page: ListPage, step: int) -> Cell | None:
    """The next doubtful cell (1) or the one before (-1), in the order of the list, and round; None without one."""
    doubtful = sorted(page.doubtful)
    if not doubtful:
        return None
    here = page.at if page.at is not None else (-1, -1)
    if step > 0:
        return next((cell for cell in doubtful if cell > here), doubtful[0])
    return next((cell for cell in reversed(doubtful) if cell < here), doubtful[-1])


def _checked(page: ListPage, pack: Pack, document: Document) -> ListPage:
    checked = _check(page.table, pack, document, page.accepted)
    return replace(page, checked=checked, asked=tuple(sorted({*page.asked, *checked.by_cell})))


def _check(table: Table, pack: Pack, document: Document, accepted: frozenset[str]) -> Checked:
    return check(table, pack, document.kept_keys, accepted, document.taken_keys)
