"""A table out of CSV as Excel writes it: from bytes to rows of cells, each with its place.

The column of a place is the number of the column, as in a spreadsheet; the line is where the cell begins in the file,
also after cells with line ends in them. What is no such table is refused with one message.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from mdo_viewer.guideline.model import Place
from mdo_viewer.guideline.strict_yaml import MAX_BYTES, Refused, Scalar, problem

MAX_ROWS = 500  # below the headings
SEPARATORS = (";", "\t", ",")

_SEP_LINE = re.compile(r'\A"?sep=([^\r\n"])"?[;,\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_QUOTED = re.compile(r'(?<![^;,\t\r\n])"(?:[^"]|"")*"')
_FIRST_LINE = re.compile(r"[\s;,]*[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")


class Table(Struct, frozen=True):
    """The headings and the rows below them that are not blank; cells without blanks around them, line ends as \\n."""

    headings: tuple[Scalar, ...]
    rows: tuple[tuple[Scalar, ...], ...]


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
    text = _decoded(data)
    if text is None or "\0" in text:
        raise _refused(
            Place(file, 1, 1),
            "Dit bestand is geen tekst. Bewaar de lijst in Excel met Opslaan als, type 'CSV UTF-8'.",
            "This file is not text. Save the list in Excel with Save as, type 'CSV UTF-8'.",
        )
    separator, text, line = _separated(text, file)
    rows: list[tuple[Scalar, ...]] = []
    for row in _rows(text, file, separator, line):
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
    return Table(rows[0], tuple(rows[1:]))


def _refused(place: Place, nl: str, en: str) -> Refused:
    return Refused((problem(place, nl, en),))


def _decoded(data: bytes) -> str | None:
    """UTF-16 or UTF-8 where a mark at the start says so, else UTF-8 where it can be, else cp1252; None if neither.

    No error leaves here: it would carry the whole list.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None


def _separated(text: str, file: str) -> tuple[str, str, int]:
    """What parts the cells, the text from its headings on, and the line on which that begins. Raises Refused."""
    if (match := _SEP_LINE.match(text)) is None:
        headings = _FIRST_LINE.match(_QUOTED.sub("quoted", text))
        found = headings[0] if headings else ""
        return next((each for each in SEPARATORS if each in found), SEPARATORS[0]), text, 1
    if match[1] not in SEPARATORS:
        raise _refused(
            Place(file, 1, 1),
            "Het scheidingsteken na 'sep=' kan hier niet. Gebruik ; of , of een tab.",
            "The separator after 'sep=' is not possible here. Use ; or , or a tab.",
        )
    return match[1], text[match.end() :], 2


def _rows(text: str, file: str, separator: str, first: int) -> Iterator[tuple[Scalar, ...]]:
    """Every row, blank ones too. Raises Refused where quotation marks do not fit: what follows cannot be trusted."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = first + lines.line_num
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
                Place(file, line, 1),
                "In de rij die hier begint kloppen de aanhalingstekens niet, of is een cel veel te lang. Sluit elk "
                "aanhalingsteken, en schrijf een aanhalingsteken in een tekst dubbel.",
                "In the row that begins here the quotation marks do not fit, or a cell is far too long. Close every "
                "quotation mark, and write a quotation mark within a text twice.",
            )
        yield tuple(_cells(cells, file, line))


def _cells(cells: list[str], file: str, line: int) -> Iterator[Scalar]:
    for column, text in enumerate(cells, 1):
        # Control characters that Python counts as blanks stay, to be refused.
        yield Scalar(_LINE_END.sub("\n", text).strip(" \t\n\xa0"), Place(file, line, column), quoted=True)
        line += len(_LINE_END.findall(text))
