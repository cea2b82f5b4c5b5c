"""Moments, deadlines and days as they are typed at a board, and that a field reads back what it shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mdo_viewer.desktop.state.moments import TwoDays, may_be_moment, read_day, read_deadline, read_past_day, read_typed
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.meeting.case import Action
from mdo_viewer.meeting.case_file import read_case, write_case
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.reasoning.deadlines import ZONE, parse_moment
from mdo_viewer.reasoning.saying import Saying, figures
from tests.help.desktop_help import NOW

YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SUMMER, WINTER = "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("24-11", "2026-11-24 23:59"),
        ("24-11-26", "2026-11-24 23:59"),
        ("24-11-26 10:00", "2026-11-24 10:00"),
        ("24.11 10:00", "2026-11-24 10:00"),
        ("5-1 10:00", "2027-01-05 10:00"),
        ("20-11 10:00", "2026-11-20 10:00"),  # just past: said to be late, not moved a year
        ("29-2", "2028-02-29 23:59"),
        ("morgen", "2026-11-23 23:59"),
        ("morgen 9:00", "2026-11-23 09:00"),
        ("16:30", "2026-11-22 16:30"),
        ("16.30", "2026-11-22 16:30"),
        ("2026-11-24T10:00", "2026-11-24 10:00"),
        ("5-1-2026 10:00", "2026-01-05 10:00"),
    ],
)
def test_a_deadline_is_ahead(typed: str, means: str) -> None:
    assert f"{read_deadline(typed, NOW):%Y-%m-%d %H:%M}" == means


@pytest.mark.parametrize("typed", ["3.12", "22.11", "31-11", "vrijdag", "24-11 10u", "24", "", "10:00 24-11"])
def test_what_is_no_deadline_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the field says it
        read_deadline(typed, NOW)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("5-1", date(2027, 1, 5)),
        ("1-11", date(2026, 11, 1)),
        ("5-1-2026", date(2026, 1, 5)),
        ("5-1-27", date(2027, 1, 5)),
    ],
)
def test_the_day_of_a_meeting_is_ahead_or_just_past(typed: str, means: date) -> None:
    assert read_day(typed, NOW) == means


@pytest.mark.parametrize(
    ("typed", "behind", "ahead"),
    [
        ("5-12", date(2025, 12, 5), date(2026, 12, 5)),  # in a few days: not a year ago
        ("23-11", date(2025, 11, 23), date(2026, 11, 23)),
        ("5-1", date(2026, 1, 5), date(2027, 1, 5)),
        ("29-2", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_moment_whose_nearest_reading_is_ahead_is_asked_back(typed: str, behind: date, ahead: date) -> None:
    for read, said in ((read_typed, f"{typed} 8:15"), (read_past_day, typed)):
        with pytest.raises(TwoDays) as either:
            read(said, NOW)
        assert (either.value.typed, either.value.behind, either.value.ahead) == (typed, behind, ahead)
    assert read_past_day(f"{behind:%d-%m-%Y}", NOW) == behind


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("31-12 22:00", "2026-12-31 22:00"),
        ("2-1 7:00", "2027-01-02 07:00"),
        ("2-1 23:00", "2027-01-02 23:00"),  # today, and said to be ahead
        ("20-7 7:00", "2026-07-20 07:00"),
        ("31-12-2027 22:00", "2027-12-31 22:00"),
    ],
)
def test_a_moment_without_a_year_lies_behind(typed: str, means: str) -> None:
    assert f"{read_typed(typed, datetime(2027, 1, 2, 9, 0, tzinfo=ZONE)):%Y-%m-%d %H:%M}" == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("ma 23 nov 14:10", "2026-11-23 14:10"),
        ("Ma. 23 nov. 14:10", "2026-11-23 14:10"),
        ("maandag 23 november 2026, 14:10", "2026-11-23 14:10"),
        ("Mon 23 Nov 14:10", "2026-11-23 14:10"),
        ("ma 23-11 14:10", "2026-11-23 14:10"),
        ("23-nov-2026 14:10", "2026-11-23 14:10"),
        ("vr 4-12", "2026-12-04 23:59"),
        ("1 dec 2:30", "2026-12-01 02:30"),
        ("3 maart 12:00", "2027-03-03 12:00"),
    ],
)
def test_a_day_may_have_names_in_either_language(typed: str, means: str) -> None:
    assert f"{read_deadline(typed, NOW):%Y-%m-%d %H:%M}" == means
    assert all(may_be_moment(typed[:to]) for to in range(len(typed) + 1))


@pytest.mark.parametrize("typed", ["di 23-11 14:10", "ma 24 november", "vr 10:00", "ma", "xx 23-11", "23 foo 2026"])
def test_a_day_of_the_week_that_it_is_not_is_refused(typed: str) -> None:
    for read in (read_deadline, read_typed, read_day):
        with pytest.raises(ValueError):  # noqa: PT011 - the field says it
            read(typed, NOW)


def test_what_lies_behind_is_read_with_names_too() -> None:
    assert read_past_day("vr 20 nov", NOW) == date(2026, 11, 20)
    assert f"{read_typed('zo 22 november 2026, 08:15', NOW):%d-%m %H:%M}" == "22-11 08:15"


@given(minutes=st.integers(0, 2 * 366 * 24 * 60), language=st.sampled_from(LANGUAGES))
def test_what_the_program_says_of_a_moment_can_be_pasted(minutes: int, language: Language) -> None:
    moment = (YEAR + timedelta(minutes=minutes)).astimezone(ZONE)
    for shown in (Saying(language).moment(moment), Saying(language).moment_in_full(moment)):
        assert read_deadline(shown, NOW).astimezone(UTC) == moment.astimezone(UTC), shown


# --- what a field shows, it reads back ----------------------------------------------------------------------------


@given(minutes=st.integers(0, 2 * 366 * 24 * 60), language=st.sampled_from(LANGUAGES))
@example(minutes=(297 * 24 + 0) * 60 + 30, language="nl")  # 25 October 02:30, summer time
@example(minutes=(297 * 24 + 1) * 60 + 30, language="en")  # the same clock time an hour later
def test_what_is_shown_reads_back_to_the_same_moment(minutes: int, language: Language) -> None:
    moment = (YEAR + timedelta(minutes=minutes)).astimezone(ZONE)
    shown = Saying(language).typed(moment)
    for read in (read_typed, read_deadline):
        assert read(shown, NOW).astimezone(UTC) == moment.astimezone(UTC), shown
    assert read_day(figures(moment), NOW) == moment.date()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_minutes_of_the_night_are_shown_alike(language: Language) -> None:
    start = parse_moment("2026-10-25T01:00").astimezone(UTC)
    moments = [start + timedelta(minutes=minutes) for minutes in range(4 * 60)]
    assert len({Saying(language).typed(moment) for moment in moments}) == len(moments)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("25-10 2:30", SUMMER),
        ("25-10 2:30 (zomertijd)", SUMMER),
        ("25-10 2:30 (wintertijd)", WINTER),
        ("25-10-2026  02:30  (Winter time)", WINTER),
        (WINTER, WINTER),
        (SUMMER, SUMMER),
        ("22-11 8:15 (wintertijd)", "2026-11-22T08:15"),
        ("22-7 8:15 (zomertijd)", "2026-07-22T08:15"),
    ],
)
def test_the_hour_that_comes_twice_is_named(typed: str, means: str) -> None:
    for read in (read_typed, read_deadline) if typed.startswith("25-10-2026") else (read_typed,):
        assert read(typed, NOW).astimezone(UTC) == parse_moment(means).astimezone(UTC)


@pytest.mark.parametrize(
    "typed", ["22-11 8:15 (zomertijd)", "22-7 8:15 (wintertijd)", "25-10 2:30 (herfsttijd)", "(zomertijd)"]
)
def test_a_time_that_the_clock_did_not_show_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the field says it
        read_typed(typed, NOW)


@pytest.mark.parametrize(("one", "other"), [(SUMMER, WINTER), (WINTER, SUMMER)])
def test_a_correction_to_the_other_of_the_two_hours_is_a_change(one: str, other: str) -> None:
    """Python counts two moments of one zone as equal there, though they lie an hour apart."""
    pack = load_pack(PACK)
    (case, *_) = example_cases(pack)
    session = Session(pack, (case,))
    moment = pack.moments[0].id
    session.set_moment(moment, parse_moment(one))
    written = write_case(session.state.case, pack)
    session = Session(pack, (read_case(written, "case.yaml", pack),))
    session.set_moment(moment, read_typed(Saying("nl").typed(parse_moment(other)), NOW))
    session.set_done("diagnostiek.mri_12_uur", read_typed(Saying("nl").typed(parse_moment(other)), NOW))
    session.edit(actions=(Action("bellen", before=read_deadline(Saying("nl").typed(parse_moment(other)), NOW)),))
    kept = read_case(write_case(session.state.case, pack), "case.yaml", pack)
    found = (kept.patient.moments[moment], kept.done["diagnostiek.mri_12_uur"], kept.actions[0].before)
    assert [each.isoformat() for each in found if each is not None] == [parse_moment(other).isoformat()] * 3
