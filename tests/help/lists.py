"""Help for tests that read lists of patients."""

from __future__ import annotations

from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.lists.csv_table import read_table
from mdo_viewer.meeting.lists.headings import with_key_column
from mdo_viewer.meeting.lists.patient_list import Checked, check


def checked(data: bytes, pack: Pack, present: tuple[str, ...] = (), accepted: tuple[str, ...] = ()) -> Checked:
    """What a list says."""
    return check(with_key_column(read_table(data, "lijst.csv"), pack), pack, present, accepted)


def cases_of(data: bytes, pack: Pack) -> tuple[Case, ...]:
    """The patients of a list in which nothing is doubtful."""
    found = checked(data, pack)
    assert found.doubts == ()
    return found.cases


def doubts_of(data: bytes, pack: Pack) -> list[str]:
    """The doubtful cells and the columns left out with a reason, as `ROW:COLUMN: Dutch | English`, as a spreadsheet
    counts them."""
    table = with_key_column(read_table(data, "lijst.csv"), pack)
    found = check(table, pack)
    first = table.headings[0].place.line
    lines = [(first, each.column + 1, each.why) for each in found.headings.left_out if each.why is not None]
    lines += [(table.rows[each.row][0].place.line, each.column + 1, each.why) for each in found.doubts]
    assert all(why.nl and why.en and why.nl != why.en for _, _, why in lines)
    return [f"{row}:{column}: {why.nl} | {why.en}" for row, column, why in sorted(lines, key=lambda each: each[:2])]
