"""What the sheet about the patient says, as values: the facts that describe or mark, and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

from mdo_viewer.desktop.says.facts import FactView, fact_view
from mdo_viewer.desktop.says.tables import origin_of
from mdo_viewer.desktop.state.cells import cell_text
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Fact
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.tables.levels import is_near
from mdo_viewer.meeting.tables.moments import TABLE_OF
from mdo_viewer.meeting.tables.rows import EMPTY, TABLES, Course, Operation, Row, TableName, rows_of
from mdo_viewer.reasoning.deadlines import ZONE

#: The words of a table: its title and the head of each column, by the name of the field.
_TITLES: Final[Mapping[TableName, str]] = {
    "courses": "patient.courses",
    "operations": "patient.operations",
    "steroids": "patient.steroids",
}
_HEADS: Final[Mapping[str, str]] = {
    "site": "patient.site",
    "fractions": "patient.fractions",
    "end": "patient.end",
    "what": "patient.what",
    "date": "patient.date",
    "since": "patient.since",
    "name": "patient.name",
}
_DOSES: Final[Mapping[TableName, str]] = {"courses": "patient.dose_gy", "steroids": "patient.dose_a_day"}


class DescribedView(Struct, frozen=True):
    """A fact that decides nothing; `text` is what a text fact says."""

    fact: FactView
    text: str = ""


class TableView(Struct, frozen=True):
    """A table: the names of its fields with their heads, its rows as texts with a remark each, and below it where the
    moments come from."""

    name: TableName
    title: str
    fields: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...]
    foot: str


class PatientView(Struct, frozen=True):
    """The whole sheet."""

    described: tuple[DescribedView, ...]
    marks: tuple[DescribedView, ...]
    tables: tuple[TableView, ...]


def patient_view(look: Look) -> PatientView:
    """The patient that is shown."""
    return PatientView(
        tuple(_described(look, fact) for fact in look.pack.described),
        tuple(_described(look, fact) for fact in look.pack.marks),
        tuple(_table(look, table) for table in TABLES),
    )


def _described(look: Look, fact: Fact) -> DescribedView:
    """Where it was answered says nothing: no tree asks for it."""
    value = look.patient.values.get(fact.id)
    return DescribedView(
        replace(fact_view(look, fact.id), known_from="", remark=""), value if isinstance(value, str) else ""
    )


def _table(look: Look, table: TableName) -> TableView:
    rows, fields = rows_of(look.state.case, table), EMPTY[table].__struct_fields__
    heads = (_DOSES[table] if field == "dose" else _HEADS[field] for field in fields)
    return TableView(
        table,
        look.words(_TITLES[table]),
        fields,
        tuple(look.words(head) for head in heads),
        tuple(tuple(cell_text(part, look.words) for part in asdict(row).values()) for row in rows),
        tuple(_remark(look, row) for row in rows),
        "\n".join(_origins(look, table)),
    )


def _remark(look: Look, row: Row) -> str:
    """That a day is still to come, as perhaps its year was mistyped; and that a row may be of this place."""
    today, case = look.now.astimezone(ZONE).date(), look.state.case
    ahead = any(isinstance(part, date) and part > today for part in asdict(row).values())
    said = [look.words("patient.ahead")] if ahead else []
    if isinstance(row, Course | Operation) and is_near(row, case):
        said.append(look.saying.row_near(row.site or "", case.site or ""))
    return "\n".join(said)


def _origins(look: Look, table: TableName) -> Iterator[str]:
    """Of each moment that this table gives: the day, or why it gives none."""
    for moment in look.pack.moments:
        if moment.taken_from is not None and TABLE_OF[moment.taken_from] == table:
            said = origin_of(look, moment.id)
            if said:
                yield said
