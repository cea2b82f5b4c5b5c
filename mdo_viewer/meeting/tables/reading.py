"""Reading the tables out of a case file, with every problem at its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mdo_viewer.guideline.fields import Reader, is_null, is_unknown, shown
from mdo_viewer.guideline.strict_yaml import Node, Scalar
from mdo_viewer.meeting.tables.rows import BOUNDS, EMPTY, Course, Operation, Steroid, TableName
from mdo_viewer.reasoning.deadlines import FIRST_YEAR, LAST_YEAR

_TEXTS = frozenset({"site", "what", "name"})


def read_courses(reader: Reader, node: Node | None) -> tuple[Course, ...]:
    """The courses of radiotherapy; problems are noted."""
    return tuple(
        Course(row.text("site"), row.number("dose"), row.whole("fractions"), row.day("end"))
        for row in _rows(reader, "courses", node)
    )


def read_operations(reader: Reader, node: Node | None) -> tuple[Operation, ...]:
    """The operations; problems are noted."""
    return tuple(
        Operation(row.text("site"), row.text("what"), row.day("date")) for row in _rows(reader, "operations", node)
    )


def read_steroids(reader: Reader, node: Node | None) -> tuple[Steroid, ...]:
    """The steroids; problems are noted."""
    return tuple(
        Steroid(row.day("since"), row.number("dose"), row.text("name")) for row in _rows(reader, "steroids", node)
    )


class _RowReader:
    """Reads the parts of one row; an absent part, null or unknown is None."""

    def __init__(self, reader: Reader, table: TableName, parts: dict[str, Node]) -> None:
        self._reader, self._table, self._parts = reader, table, parts

    def text(self, name: str) -> str | None:
        return self._reader.string(self._parts.get(name))

    def number(self, name: str) -> int | float | None:
        return self._reader.number(self._parts.get(name), *BOUNDS[self._table, name])

    def whole(self, name: str) -> int | None:
        low, high = BOUNDS[self._table, name]
        return self._reader.integer(self._parts.get(name), int(low), int(high))

    def day(self, name: str) -> date | None:
        node = self._parts.get(name)
        day = self._reader.date(node)
        if day is None or node is None or FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        text = shown(node.text) if isinstance(node, Scalar) else str(day)
        self._reader.wrong(
            node,
            f"'{text}' valt buiten de jaren {FIRST_YEAR} tot en met {LAST_YEAR}. Kijk het jaar na.",
            f"'{text}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}. Check the year.",
        )
        return None


def _rows(reader: Reader, table: TableName, node: Node | None) -> Iterator[_RowReader]:
    known = EMPTY[table].__struct_fields__
    for item in reader.items(node):
        before = len(reader.problems)
        fields = reader.fields(item, (), known)
        if fields is None:
            continue
        found = ((name, part) for name in known if (part := fields.get(name)) is not None)
        parts = {name: part for name, part in found if not (is_null(part) or is_unknown(part, of_text=name in _TEXTS))}
        if not parts and len(reader.problems) == before:
            reader.wrong(
                item,
                f"Deze rij zegt niets. Vul ten minste een van deze in: {', '.join(known)}. Of verwijder de rij.",
                f"This row says nothing. Fill in at least one of these: {', '.join(known)}. Or remove the row.",
            )
        if parts:
            yield _RowReader(reader, table, parts)
