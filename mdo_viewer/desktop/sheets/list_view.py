"""What the page says on which a list is checked: its cells, what is to be looked at and why, and what is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from mdo_viewer.desktop.state.list_check import Cell, ListPage
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.wording import listed
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.keys import same_key
from mdo_viewer.meeting.lists.patient_list import DoubtfulCell
from mdo_viewer.meeting.lists.template import choices, title

#: How a cell stands: taken as it is, not taken until it is looked at, or of a row that is not taken at all.
CellState: TypeAlias = Literal["plain", "doubt", "aside"]
#: As many cells stand in the list at the right at a time.
SHOWN: Final = 24


class ListHead(NamedTuple):
    """A column that is shown: where it stands in the list, its heading, and the words that its cells may be, each with
    all that it stands for."""

    column: int
    title: str
    choices: Mapping[str, str]


class DoubtView(NamedTuple):
    """A cell that is or was to be looked at; `give` and `keep` are the words of buttons, empty where there is none."""

    cell: Cell
    title: str
    why: str
    done: bool
    give: str = ""
    keep: str = ""


class ListView(NamedTuple):
    """The whole page in words. `rows` has for each row its number in the file. `doubts` are those around the cell that
    one is at, from number `first` on (from 0); `more` stand beside them."""

    file: str
    read: str
    to_check: str
    left_out: str
    aside: str
    heads: tuple[ListHead, ...]
    rows: tuple[str, ...]
    first: int
    doubts: tuple[DoubtView, ...]
    more: int
    where: str
    go: str
    taken: int


def list_view(page: ListPage, look: Look) -> ListView:
    """What is said of this list."""
    words, checked = look.words, page.checked
    heads = _heads(page, look)
    patients = checked.patients
    open_doubts = len(checked.doubts)
    at = page.asked.index(page.at) if page.at in page.asked else -1
    first = max(0, min(max(at, 0) - SHOWN // 2, len(page.asked) - SHOWN))
    return ListView(
        file=words("check.file", name=page.name, row=page.table.headings[0].place.line),
        read=words.count("check.read", len(page.table.rows) - len(checked.there | checked.examples)),
        to_check=words.count("check.cells", open_doubts) if open_doubts else words("check.all_good"),
        left_out=_left_out(page, words),
        aside=_aside(page, look),
        heads=heads,
        rows=tuple(str(row[0].place.line) for row in page.table.rows),
        first=first,
        doubts=tuple(_doubt(page, cell, heads, look) for cell in page.asked[first : first + SHOWN]),
        more=max(0, len(page.asked) - SHOWN),
        where=_where(len(page.asked), at, words),
        go=words.count("check.go", patients),
        taken=patients,
    )


def cell_state(page: ListPage, cell: Cell) -> CellState:
    """How a cell stands."""
    if cell[0] in page.checked.there or cell[0] in page.checked.examples:
        return "aside"
    return "doubt" if cell in page.doubtful else "plain"


def taken_words(page: ListPage, taken: int, look: Look) -> str:
    """What came of it, said before it is taken: in whose place somebody comes is known until then."""
    words = look.words
    parts = [words.count("list.taken", taken), *_instead(page, look)]
    if page.checked.given:
        keys = (
            words("check.given.at", n=page.table.rows[row][0].place.line, case=key)
            for row, key in sorted(page.checked.given.items())
        )
        parts.append(words("check.given", keys=", ".join(keys)))
    there = _there(page)
    if there:
        parts.append(words("list.there", keys=", ".join(there)))
    unknown = sum(1 for each in page.checked.doubts if each.column != page.key_column)
    if unknown:
        parts.append(words.count("check.unknown", unknown))
    return " ".join(parts)


def _heads(page: ListPage, look: Look) -> tuple[ListHead, ...]:
    """The columns that are taken, and those to the right of the headings in which something stands."""
    pack, language = look.state.home, look.state.language
    columns = page.checked.headings.columns
    found = [
        ListHead(at, title(pack, column, language), choices(pack, column, language))
        for at, column in enumerate(columns)
        if column is not None
    ]
    widest = max(map(len, page.table.rows))
    return (*found, *(ListHead(at, look.words("check.no_heading"), {}) for at in range(len(columns), widest)))


def _doubt(page: ListPage, cell: Cell, heads: tuple[ListHead, ...], look: Look) -> DoubtView:
    row, column = cell
    words, key = look.words, page.text((row, page.key_column))
    head = next((each.title for each in heads if each.column == column), "")
    number = page.table.rows[row][0].place.line
    whose = "" if column == page.key_column or not key else words("check.whose", case=key)
    said = words("check.cell", n=number, whose=whose, column=head)
    doubt = page.checked.by_cell.get(cell)
    if doubt is None:
        return DoubtView(cell, said, words("check.done"), done=True)
    give, keep = _buttons(page, doubt, words)
    return DoubtView(cell, said, doubt.why(words.language), done=False, give=give, keep=keep)


def _buttons(page: ListPage, doubt: DoubtfulCell, words: Words) -> tuple[str, str]:
    """For a key: the one that the row gets, and the one that stands there where that may be used."""
    if doubt.column != page.key_column:
        return "", ""
    give = words("check.give", case=page.checked.given[doubt.row])
    return give, words("check.keep") if doubt.personal else ""


def _left_out(page: ListPage, words: Words) -> str:
    """The columns that are not taken, with the reason where it is the heading's."""
    found = page.checked.headings.left_out
    said = [
        f"{each.heading or words('check.column', n=each.column + 1)}"
        + (f" ({each.why(words.language).rstrip('.')})" if each.why is not None else "")
        for each in found
    ]
    return words.count("check.left_out", len(said), columns=", ".join(said)) if said else ""


def _there(page: ListPage) -> tuple[str, ...]:
    keys = (page.text((row, page.key_column)) for row in sorted(page.checked.there))
    return tuple(dict.fromkeys(keys))


def _instead(page: ListPage, look: Look) -> list[str]:
    """Which examples go, since a patient of the list has their key."""
    coming, words = {same_key(case.case) for case in page.checked.cases}, look.words
    examples = (case.case for case in look.state.cases if case.title_example and same_key(case.case) in coming)
    keys = tuple(dict.fromkeys(examples))
    return [words.count("check.instead", len(keys), keys=listed(keys, words("meeting.and")))] if keys else []


def _aside(page: ListPage, look: Look) -> str:
    """Of which rows nothing is taken, and which patients go."""
    there, words = _there(page), look.words
    said = _instead(page, look)
    said += [words("check.there", keys=listed(there, words("meeting.and")))] if there else []
    if page.checked.examples:
        said.append(words("check.example"))
    return " ".join(said)


def _where(all_cells: int, at: int, words: Words) -> str:
    """Above the list: how many there are, or which of them one is at."""
    if not all_cells:
        return words("check.nothing")
    return words("check.at", n=at + 1, m=all_cells) if at >= 0 else words.count("check.of", all_cells)
