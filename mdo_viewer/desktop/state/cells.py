"""The cells of the patient's tables: what is typed in them, read; and a case's change by one cell or row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from mdo_viewer.desktop.state.changes import CaseChanges
from mdo_viewer.desktop.state.moments import TwoDays, may_be_moment, read_past_day
from mdo_viewer.guideline.fields import to_number
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import number
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.tables.rows import BOUNDS, EMPTY, UNITS, TableName, is_empty, rows_of
from mdo_viewer.reasoning.deadlines import FIRST_YEAR, LAST_YEAR
from mdo_viewer.reasoning.saying import figures

Part: TypeAlias = str | float | date | None
_DAYS: Final = frozenset({"end", "date", "since"})
_WHOLE: Final = frozenset({"fractions"})


class NotRead(ValueError):
    """What was typed in a cell cannot be taken; `said` says what to type."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def fits(table: TableName, name: str) -> Callable[[str], bool] | None:
    """What a day or a number of this column may begin with; None for a text, which may be anything."""
    if name in _DAYS:
        return may_be_moment
    if (table, name) not in BOUNDS:
        return None
    unit = UNITS.get((table, name), "").casefold()

    def may_be_number(text: str) -> bool:
        bare = text.strip().casefold().lstrip("0123456789,. ")
        return not bare or (text.strip()[0].isdigit() and unit.startswith(bare))

    return may_be_number


def what_fits(name: str, words: Words) -> str:
    """What belongs in such a column."""
    return words("patient.no_day" if name in _DAYS else "patient.no_number")


def read_cell(table: TableName, name: str, text: str, now: datetime, words: Words) -> Part:
    """The part that was typed, None for nothing. Raises NotRead."""
    said = " ".join(text.split())
    if not said:
        return None
    if name in _DAYS:
        return _read_day(said, now, words)
    if (table, name) in BOUNDS:
        return _read_number(table, name, said, words)
    return said


def _read_day(said: str, now: datetime, words: Words) -> date:
    try:
        day = read_past_day(said, now)
    except TwoDays as either:
        raise NotRead(either.asked_back(words)) from None
    except ValueError:
        raise NotRead(words("patient.no_day")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotRead(words("patient.no_day"))
    return day


def _read_number(table: TableName, name: str, said: str, words: Words) -> float | int:
    unit = UNITS.get((table, name), "")  # may be typed behind it
    bare = said[: -len(unit)].rstrip() if unit and said.casefold().endswith(unit.casefold()) else said
    value = to_number(bare)
    if value is None:
        raise NotRead(words("patient.no_number"))
    low, high = BOUNDS[table, name]
    if name in _WHOLE and not isinstance(value, int):
        raise NotRead(words("patient.whole_number"))
    if not low <= value <= high:
        least, most = (number(bound, words.language) for bound in (low, high))
        raise NotRead(words("patient.out_of_range", low=least, high=f"{most} {unit}".strip()))
    return value


def cell_text(part: Part, words: Words) -> str:
    """A part as its field shows it, and reads it back."""
    if part is None or isinstance(part, str):
        return part or ""
    return figures(part) if isinstance(part, date) else number(part, words.language)


def with_cell(case: Case, table: TableName, at: int, name: str, part: Part) -> CaseChanges:
    """The change of one cell of row `at`; past the last row stands an empty one. A row that says nothing goes."""
    rows = rows_of(case, table)
    before: Any = rows[at] if at < len(rows) else EMPTY[table]
    row = replace(before, **{name: part})
    return _changes(table, (*rows[:at], *(() if is_empty(row) else (row,)), *rows[at + 1 :]))


def without_row(case: Case, table: TableName, at: int) -> CaseChanges:
    """The change that takes row `at` away."""
    rows = rows_of(case, table)
    return _changes(table, (*rows[:at], *rows[at + 1 :]))


def _changes(table: TableName, rows: Any) -> CaseChanges:
    if table == "courses":
        return {"courses": rows}
    return {"operations": rows} if table == "operations" else {"steroids": rows}
