"""Moments, limits, spans and ages in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdo_viewer.guideline.library import words
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.saying import Saying, figures, years_old
from tests.help.places import ROOT


@pytest.mark.parametrize(
    ("moment", "dutch", "english"),
    [
        ("2026-11-23T14:10", "ma 23 nov 14:10", "Mon 23 Nov 14:10"),
        ("2027-01-03T14:10", "zo 3 jan 2027 14:10", "Sun 3 Jan 2027 14:10"),
        ("2025-12-31T23:59", "wo 31 dec 2025 23:59", "Wed 31 Dec 2025 23:59"),
        ("2026-12-31T23:30Z", "vr 1 jan 2027 00:30", "Fri 1 Jan 2027 00:30"),  # the year is that of the Dutch clock
        ("2026-10-25T01:59", "zo 25 okt 01:59", "Sun 25 Oct 01:59"),
        ("2026-10-25T02:00", "zo 25 okt 02:00 (zomertijd)", "Sun 25 Oct 02:00 (summer time)"),
        ("2026-10-25T02:59+01:00", "zo 25 okt 02:59 (wintertijd)", "Sun 25 Oct 02:59 (winter time)"),
        ("2026-10-25T03:00", "zo 25 okt 03:00", "Sun 25 Oct 03:00"),
        ("2026-03-29T03:00", "zo 29 mrt 03:00", "Sun 29 Mar 03:00"),
    ],
)
def test_a_moment(moment: str, dutch: str, english: str) -> None:
    now = parse_moment("2026-11-22T14:30")
    assert Saying.at("nl", now).moment(parse_moment(moment)) == dutch
    assert Saying.at("en", now).moment(parse_moment(moment)) == english


def test_the_year_is_said_where_none_goes_without_saying() -> None:
    assert Saying("nl").moment(parse_moment("2026-11-23T14:10")) == "ma 23 nov 2026 14:10"
    assert Saying.at("nl", None).day(date(2026, 11, 23)) == "ma 23 nov 2026"
    assert Saying("nl", 2026).day(date(2026, 11, 23)) == "ma 23 nov"
    assert Saying.at("nl", datetime(2026, 12, 31, 23, 30, tzinfo=UTC)).year == 2027  # that of the Dutch clock


def test_a_moment_in_full_and_in_figures() -> None:
    moment = parse_moment("2026-10-25T02:30+01:00")
    assert Saying("nl").moment_in_full(moment) == "zo 25 oktober 2026, 02:30 (wintertijd)"
    assert Saying("en").typed(moment) == "25-10-2026 02:30 (winter time)"
    assert figures(date(987, 1, 2)) == "02-01-987"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(0), "0 min"),
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 uur"),
        (timedelta(hours=5, minutes=40), "5 uur 40 min"),
        (timedelta(hours=24), "1 dag"),
        (timedelta(days=1, minutes=59), "1 dag"),
        (timedelta(days=3, hours=2, minutes=30), "3 dagen 2 uur"),
    ],
)
def test_a_span_has_no_sign(length: timedelta, said: str) -> None:
    assert Saying("nl").span(length) == said
    assert Saying("nl").span(-length) == said


@given(made=st.dates(date(1990, 1, 1), date(2020, 12, 31)), days=st.integers(0, 12_000))
def test_an_age_counts_birthdays(made: date, days: int) -> None:
    today = made + timedelta(days=days)

    def birthday(year: int) -> date:
        try:
            return made.replace(year=year)
        except ValueError:  # 29 February: a day later in other years
            return date(year, 3, 1)

    assert years_old(made, today) == sum(birthday(year) <= today for year in range(made.year + 1, today.year + 1))


@pytest.mark.parametrize(
    ("made", "today", "years"),
    [
        (date(2015, 8, 20), date(2016, 8, 19), 0),
        (date(2015, 8, 20), date(2016, 8, 20), 1),
        (date(2015, 8, 20), date(2016, 8, 21), 1),
        (date(2016, 2, 29), date(2017, 2, 28), 0),
        (date(2016, 2, 29), date(2017, 3, 1), 1),
        (date(2016, 2, 29), date(2020, 2, 29), 4),
        (date(2015, 8, 20), date(2015, 8, 19), -1),
    ],
)
def test_an_age_at_the_birthday(made: date, today: date, years: int) -> None:
    assert years_old(made, today) == years


def test_every_word_of_all_surfaces_is_used() -> None:
    rooms = ROOT / "mdo_viewer"
    files = ("reasoning/saying.py", "desktop/state/moments.py", "meeting/lists/template.py", "meeting/packs.py")
    code = "".join((rooms / file).read_text("utf-8") for file in files)
    keys = ("case", "site", "question", "urgent", "pack", "lead_physician", "notes")
    columns = tuple(f"list.{head}{key}" for key in keys for head in ("", "takes."))
    code += "".join(f'"{name}"' for name in columns)  # the template makes these names of the keys of its columns
    made = (
        "limit.",
        "within.",
        "from.",
        "due.latest",
        "due.earliest",
        "due.past.",
        "not_counted.",
        "order.",
        "filled_in.",
        "span.",
        "strength.",
        "not_taken.",
        "role.",
        "why.",
        "counted.",
    )
    for key in words("nl"):
        room, _, name = key.partition(".")
        bare = name.removesuffix(".one").removesuffix(".many").removesuffix(".new")
        assert room != "saying" or name.startswith(made) or f'"{bare}"' in code or f"'{bare}'" in code, key
