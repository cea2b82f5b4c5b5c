"""A table out of CSV as Excel writes it: from bytes to rows of cells, each with its place.

Column and line of a place are those of the spreadsheet: a row counts once, whatever line ends its cells hold, and the
line that names the separator does not count. What is no such table is refused with one message.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

from msgspec import Struct

from mdo_viewer.guideline.model import Place
from mdo_viewer.guideline.strict_yaml import MAX_BYTES, Refused, Scalar, problem
from mdo_viewer.guideline.values import with_line_ends

MAX_ROWS = 500  # below the headings
SEPARATORS = (";", "\t", ",")

_SEP_LINE = re.compile(r'\A"?sep=([^\r\n"])"?[;,\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_QUOTED = re.compile(r'(?<![^;,\t\r\n])"(?:[^"]|"")*"')
_FIRST_LINE = re.compile(r"[\s;,]*[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
#: UTF-8 that was read as cp1252: no word of a language looks so.
_READ_TWICE = re.compile("\u00c3[\u0080-\u00bf\u0152-\u2122]|\u00e2[\u20ac\u2030]|\u00c2[\u00a0-\u00bf]")
#: What accented letters, and the signs for at most and at least, of DOS and Macintosh are in cp1252: in a Western word
#: or before a number none of these stands so.
_ODD = re.compile(
    "(?<=[A-Za-z])[\u201a\u201e\u2030\u2039\u017d\u0192\u02c6\u2021]|\u201a\u201a|\u017d\u017d"
    "|(?<=[A-Za-z])[\u0160\u0161\u017e\u0178\u2020\u2022\u2018\u201c\u201d\u02dc\u2122\u203a](?=[a-z])"
    "|(?<![0-9A-Za-z])[\u00b2\u00b3] ?[0-9]"
)
_BLANKS = " \xa0\u202f"


class Table(Struct, frozen=True):
    """The headings and the rows below them that are not blank; cells without blanks around them, line ends as \\n. No
    row is shorter than the headings, and a longer one ends in a cell that is not blank."""

    headings: tuple[Scalar, ...]
    rows: tuple[tuple[Scalar, ...], ...]

    def with_cell(self, row: int, column: int, text: str) -> Table:
        """The same with another text in a cell, both from 0."""
        cells = list(self.rows[row])
        cells[column] = Scalar(text, cells[column].place, quoted=True)
        return Table(self.headings, (*self.rows[:row], tuple(cells), *self.rows[row + 1 :]))

    def with_column(self, heading: str) -> Table:
        """The same with an empty column before the others; the places tell of the columns as they then stand."""
        headings, *rows = (
            (Scalar(text, _beside(row[0].place, 0), quoted=True), *(_moved(cell) for cell in row))
            for text, row in zip((heading, *("" for _ in self.rows)), (self.headings, *self.rows), strict=True)
        )
        return Table(headings, tuple(rows))


def _beside(place: Place, by: int) -> Place:
    return Place(place.file, place.line, place.column + by)


def _moved(cell: Scalar) -> Scalar:
    return Scalar(cell.text, _beside(cell.place, 1), quoted=True)


def _as_wide(row: tuple[Scalar, ...], width: int) -> tuple[Scalar, ...]:
    """The row with empty cells up to this width, and without those beyond that only fill it up."""
    last = max((at for at, cell in enumerate(row, 1) if cell.text), default=0)
    first = row[0].place
    more = (Scalar("", _beside(first, at), quoted=True) for at in range(len(row), width))
    return (*row[: max(last, width)], *more)


def read_table(data: bytes, file: str) -> Table:
    """The table; `file` is what messages call it. Raises Refused with the one reason why it is none."""
    if len(data) > MAX_BYTES:
        raise _refused(
            Place(file, 1, 1),
            "Deze lijst is groter dan 1 MiB. Verwijder kolommen die niet nodig zijn, of verdeel de patiënten over "
            "meer lijsten.",
            "This list is larger than 1 MiB. Remove columns that are not needed, or divide the patients over more "
            "lists.",
        )
    separator, text = _separated(_decoded(data, file), file)
    _no_blank_before_quote(text, separator, file)
    rows: list[tuple[Scalar, ...]] = []
    for row in _rows(text, file, separator):
        if not any(cell.text for cell in row):
            continue
        if len(rows) > MAX_ROWS:
            raise _refused(
                row[0].place,
                f"Deze lijst heeft meer dan {MAX_ROWS} rijen. Verdeel de patiënten over meer lijsten.",
                f"This list has more than {MAX_ROWS} rows. Divide the patients over more lists.",
            )
        rows.append(row)
    if not rows:
        raise _refused(
            Place(file, 1, 1),
            "Deze lijst is leeg. Zet koppen op de eerste regel, en op elke volgende regel een patiënt.",
            "This list is empty. Put headings on the first line, and a patient on each line below.",
        )
    return Table(rows[0], tuple(_as_wide(row, len(rows[0])) for row in rows[1:]))


def _refused(place: Place, nl: str, en: str) -> Refused:
    return Refused((problem(place, nl, en),))


def _decoded(data: bytes, file: str) -> str:
    """The text: UTF-16 or UTF-8 where a mark at the start says so, else UTF-8 where it can be, else cp1252.

    Raises Refused where it is none of them: a list that is read in the wrong letters looks right but for its accents.

    No error of a codec leaves here: it would carry the whole list.
    """
    text = None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _as(data, "utf-16")
    else:
        text = _as(data, "utf-8-sig")
        if text is None and _is_utf8_but_for_a_few(data):
            raise _bad_byte(data, file)
        if text is None:
            text = _as(data, "cp1252")
            if text is not None and (odd := _READ_TWICE.search(text) or _ODD.search(text)) is not None:
                raise _other_letters(text, odd.start(), file)
    if text is None or "\0" in text:
        raise _refused(
            Place(file, 1, 1),
            "Dit bestand is geen tekst. Bewaar de lijst in Excel met Opslaan als, type 'CSV UTF-8'.",
            "This file is not text. Save the list in Excel with Save as, type 'CSV UTF-8'.",
        )
    return text


def _as(data: bytes, encoding: str) -> str | None:
    with suppress(UnicodeDecodeError):
        return data.decode(encoding)
    return None


def _is_utf8_but_for_a_few(data: bytes) -> bool:
    """Whether most of the bytes beyond ASCII are UTF-8, or the mark of UTF-8 stands at the start."""
    good = sum(len(sign.encode()) for sign in data.decode("utf-8", "ignore") if sign > "\x7f")
    return data.startswith(b"\xef\xbb\xbf") or good > sum(byte > 0x7F for byte in data) - good


def _bad_byte(data: bytes, file: str) -> Refused:
    """The refusal of a list with a byte that is no UTF-8, at the first one."""
    at = next(at for at, sign in enumerate(data.decode("utf-8", "surrogateescape")) if "\ud800" <= sign <= "\udfff")
    place = _cell_at(data.decode("utf-8", "replace"), at, file)
    return _refused(
        place,
        f"In rij {place.line}, kolom {place.column} staat een teken dat niet te lezen is. Typ die cel in Excel opnieuw "
        "en bewaar de lijst met Opslaan als, type 'CSV UTF-8'.",
        f"In row {place.line}, column {place.column} there is a character that cannot be read. Type that cell again in "
        "Excel and save the list with Save as, type 'CSV UTF-8'.",
    )


def _other_letters(text: str, at: int, file: str) -> Refused:
    """The refusal of a list in the letters of another system, at the first that shows it."""
    place = _cell_at(text, at, file)
    return _refused(
        place,
        f"De letters van deze lijst zijn niet goed te lezen (rij {place.line}, kolom {place.column}). Waarschijnlijk "
        "is hij bewaard als CSV (Macintosh) of CSV (MS-DOS). Bewaar hem in Excel met Opslaan als, type 'CSV UTF-8'.",
        f"The letters of this list cannot be read well (row {place.line}, column {place.column}). It was probably "
        "saved as CSV (Macintosh) or CSV (MS-DOS). Save it in Excel with Save as, type 'CSV UTF-8'.",
    )


def _cell_at(text: str, at: int, file: str) -> Place:
    """The row and column of the sign at this place in the text."""
    with suppress(Refused):
        separator, rest = _separated(text, file)
        return _place_in(_without_quoted(rest, separator), at - (len(text) - len(rest)), separator, file)
    return Place(file, 1, 1)


def _without_quoted(text: str, separator: str) -> str:
    """The text as long as it is, with nothing in its quoted cells that parts cells or rows; a last one may be open."""
    quoted = rf'(?<![^{separator}\r\n])"(?:[^"]|"")*(?:"|\Z)'
    return re.sub(quoted, lambda found: "q" * len(found[0]), text)


def _place_in(bare: str, at: int, separator: str, file: str) -> Place:
    """Row and column of this place in a text without quoted cells."""
    before = bare[: max(0, at)]
    ends = list(_LINE_END.finditer(before))
    return Place(file, len(ends) + 1, before[ends[-1].end() if ends else 0 :].count(separator) + 1)


def _separated(text: str, file: str) -> tuple[str, str]:
    """What parts the cells, and the text from its headings on. Raises Refused."""
    if (match := _SEP_LINE.match(text)) is None:
        headings = _FIRST_LINE.match(_QUOTED.sub("quoted", text))
        found = headings[0] if headings else ""
        return next((each for each in SEPARATORS if each in found), SEPARATORS[0]), text
    if match[1] not in SEPARATORS:
        raise _refused(
            Place(file, 1, 1),
            "Het scheidingsteken na 'sep=' kan hier niet. Gebruik ; of , of een tab.",
            "The separator after 'sep=' is not possible here. Use ; or , or a tab.",
        )
    return match[1], text[match.end() :]


def _rows(text: str, file: str, separator: str) -> Iterator[tuple[Scalar, ...]]:
    """Every row, blank ones too. Raises Refused where quotation marks do not fit: what follows cannot be trusted."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for row in count(1):
        cells: list[str] | None = None
        try:
            cells = next(lines, None)
            ended = cells is None
        except csv.Error:  # raised below, so that nothing of the list hangs on the exception
            ended = False
        if ended:
            return
        if cells is None:
            raise _refused(
                Place(file, row, 1),
                "In deze rij kloppen de aanhalingstekens niet, of is een cel veel te lang. Sluit elk aanhalingsteken, "
                "en schrijf een aanhalingsteken in een tekst dubbel.",
                "In this row the quotation marks do not fit, or a cell is far too long. Close every quotation mark, "
                "and write a quotation mark within a text twice.",
            )
        yield tuple(_cell(each, Place(file, row, column)) for column, each in enumerate(cells, 1))


def _no_blank_before_quote(text: str, separator: str, file: str) -> None:
    """Raises Refused where blanks stand before a quotation mark: it then opens nothing, and separators within would
    tear the text."""
    bare = _without_quoted(text, separator)
    found = re.search(rf'(?<![^{separator}\r\n])[{_BLANKS}]+"', bare)
    if found is not None:
        place = _place_in(bare, found.start(), separator, file)
        raise _refused(
            place,
            f"In rij {place.line}, kolom {place.column} staat een spatie voor een aanhalingsteken. Haal de spatie weg.",
            f"In row {place.line}, column {place.column} there is a blank before a quotation mark. Remove the blank.",
        )


def _cell(text: str, place: Place) -> Scalar:
    """One cell, without blanks around it. Control characters that Python counts as blanks stay, to be refused."""
    return Scalar(with_line_ends(text).strip(f"{_BLANKS}\t\n"), place, quoted=True)
