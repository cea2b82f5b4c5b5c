"""Which vertebrae a name of a place speaks of, and which rows may be of a place that they do not name."""

from __future__ import annotations

import pytest

from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.tables.levels import is_near, levels
from mdo_viewer.meeting.tables.rows import Course

T8 = 15


@pytest.mark.parametrize(
    ("site", "found"),
    [
        ("T8", {T8}),
        ("Th7–Th9", {T8 - 1, T8, T8 + 1}),
        ("T7-9", {T8 - 1, T8, T8 + 1}),
        ("T9 t/m T8", {T8, T8 + 1}),
        ("Th7 tot en met Th8", {T8 - 1, T8}),
        ("C7-T1", {7, 8}),
        ("T12/L1", {19, 20}),
        ("T4, T8 en L5", {11, T8, 24}),
        ("L6", set()),
        ("T0", set()),
        ("heup", set()),
        ("T8 links", set()),
        ("8", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_the_vertebrae_of_a_name(site: str | None, found: set[int]) -> None:
    assert levels(site) == found


@pytest.mark.parametrize(
    ("row", "place", "near"),
    [
        ("T7–T9", "T8", True),
        ("T8", "T7-T9", True),
        ("Th8", "T8", False),  # that is this place
        ("T7, T9", "T8", False),
        ("L2", "T8", False),
        (None, "T8", False),
        ("T7–T9", None, False),
    ],
)
def test_a_row_that_may_be_of_this_place(row: str | None, place: str | None, near: bool) -> None:
    assert is_near(Course(row, 8), Case("A", site=place)) is near
