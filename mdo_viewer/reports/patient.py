"""The patient as a board knows one, beside what the trees ask: facts that describe or mark, and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from msgspec.structs import asdict

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.wording import number, uncapital
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.tables.levels import is_near
from mdo_viewer.meeting.tables.moments import TABLE_OF, not_taken
from mdo_viewer.meeting.tables.rows import TABLES, UNITS, Course, Operation, Row, TableName, rows_of
from mdo_viewer.reports.facts import known_line, unknown_line
from mdo_viewer.reports.model import FactLine, TableLine, UnknownLine
from mdo_viewer.reports.wording import Paper

#: The words of each table: its title and the head of each column, by the name of the field.
_TITLES: Final[Mapping[TableName, str]] = {
    "courses": "table.courses",
    "operations": "table.operations",
    "steroids": "table.steroids",
}
_HEADS: Final[Mapping[tuple[TableName, str], str]] = {
    ("courses", "site"): "column.site",
    ("courses", "dose"): "column.dose",
    ("courses", "fractions"): "column.fractions",
    ("courses", "end"): "column.end",
    ("operations", "site"): "column.site",
    ("operations", "what"): "column.operation",
    ("operations", "date"): "column.date",
    ("steroids", "since"): "column.since",
    ("steroids", "dose"): "column.dose_a_day",
    ("steroids", "name"): "column.name",
}


def described_lines(pack: Pack, case: Case, paper: Paper) -> tuple[FactLine, ...]:
    """What is known of the facts that describe or mark, in the pack's order."""
    values = case.patient.values
    facts = (fact for fact in (*pack.described, *pack.marks) if fact.id in values)
    return tuple(known_line(pack, fact, values[fact.id], case, paper) for fact in facts)


def described_unknown_lines(pack: Pack, case: Case, paper: Paper) -> tuple[UnknownLine, ...]:
    """The facts that describe or mark and were asked and are unknown."""
    facts = (fact for fact in (*pack.described, *pack.marks) if fact.id in case.patient.unknown)
    return tuple(unknown_line(fact, case, {}, paper) for fact in facts)


def table_lines(pack: Pack, case: Case, paper: Paper) -> tuple[TableLine, ...]:
    """The tables that have rows, every part in words, each with what is remarked of it."""
    said = {table: tuple(table_remarks(pack, case, table, paper)) for table in TABLES}
    return tuple(_table(table, rows, said[table], paper) for table in TABLES if (rows := rows_of(case, table)))


def table_remarks(pack: Pack, case: Case, table: TableName, paper: Paper) -> Iterator[str]:
    """Of each moment that this table does not give, why; and of each row that may be of this place, the question."""
    why = not_taken(pack, case)
    for moment in pack.moments:
        if moment.id in why and moment.taken_from is not None and TABLE_OF[moment.taken_from] == table:
            yield paper.not_taken(uncapital(moment.label(paper.language)), why[moment.id])
    for row in rows_of(case, table):
        if isinstance(row, Course | Operation) and is_near(row, case):
            yield paper.row_near(row.site or "", case.site or "")


def _table(table: TableName, rows: tuple[Row, ...], remarks: tuple[str, ...], paper: Paper) -> TableLine:
    heads = tuple(paper(_HEADS[table, name]) for name in rows[0].__struct_fields__)
    return TableLine(
        table, paper(_TITLES[table]), heads, tuple(tuple(_cells(table, row, paper)) for row in rows), remarks
    )


def _cells(table: TableName, row: Row, paper: Paper) -> Iterator[str]:
    for name, part in asdict(row).items():
        if part is None:
            yield paper("unknown")
        elif isinstance(part, date):
            yield paper.date(part)
        elif isinstance(part, str):
            yield part
        else:
            yield f"{number(part, paper.language)} {UNITS.get((table, name), '')}".strip()
