"""What the trees said of other patients is remembered for a while; what stands of the patient in sight hangs on none
of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mdo_viewer.desktop.says.held import of_meeting
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.sheets.agenda_list import row_parts
from mdo_viewer.desktop.state import journeys
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.tally import MOST_COUNTED
from mdo_viewer.reasoning.results import Stage
from tests.help.desk import Desk
from tests.help.desktop_help import close, make_window, settle
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_what_is_a_task import OPERATE, surgical

LATER = NOON + timedelta(minutes=30)
OVERTAKEN = "Achterhaald: boom 9 · Besluit boom 7: radiotherapie"


def turned() -> Case:
    """A patient for whom an operation was chosen, then lives shorter, and for whom radiotherapy was chosen."""
    then = advice_as_of(PACK, surgical(), "lv_lang", NOON)
    first = replace(OPERATE, then=then)
    then = advice_as_of(PACK, surgical(months=2), "lv_kort", NOON + timedelta(minutes=5))
    second = Decision("lv_kort", None, "own", chosen="radiotherapie", then=then)
    return replace(surgical(months=2), decisions=(second, first))


def others(count: int) -> tuple[Case, ...]:
    return tuple(replace(surgical(months=3 + at), case=f"MDO-1{at:03d}") for at in range(count))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is remembered but the patient who was worked out last."""
    monkeypatch.setattr(journeys, "MOST_KNOWN", 1)


def look_at(*cases: Case, now: datetime = LATER) -> Look:
    return Look(Session(PACK, cases).state, now)


@pytest.mark.usefixtures("few")
def test_a_decision_stays_overtaken_when_the_others_were_gone_through() -> None:
    look = look_at(turned(), *others(3))
    assert look.stages
    assert line_view(look).outcome == OVERTAKEN
    of_meeting(look)  # as the closing screen and the agenda do
    assert (line_view(look).outcome, line_view(look).tone) == (OVERTAKEN, "amber")


@pytest.mark.usefixtures("few")
def test_it_stays_so_in_the_window(qtbot: object) -> None:
    window = make_window((turned(), *others(3)))
    try:
        window.show_later()
        settle(window)
        Desk(window).press("E", "Escape")
        settle(window)
        assert line_view(window.look).outcome == OVERTAKEN
    finally:
        close(window)


def test_a_place_beside_stays_overtaken_when_the_clock_goes_on() -> None:
    """At each minute everything is worked out anew: the places of the patient before anything is said of them."""
    here = replace(surgical(), site="L2", case="MDO-0003")
    there = replace(turned(), site="T8", case="MDO-0003")
    look = look_at(here, there)
    assert look.stages
    assert "T8: Achterhaald" in line_view(look).decided
    later = Look(look.state, LATER + timedelta(minutes=1))
    assert later.stages
    assert "T8: Achterhaald" in line_view(later).decided


def test_a_row_of_the_agenda_is_worked_out_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many patients have a moment of the board's own."""
    cases = tuple(replace(case, decisions=(replace(OPERATE, before=NOON + timedelta(days=9)),)) for case in others(20))
    worked_out: list[Case] = []

    def counted(pack: Pack, case: Case, now: datetime) -> tuple[Stage, ...]:
        worked_out.append(case)
        return journey_of_case(pack, case, now)

    monkeypatch.setattr(journeys, "journey_of_case", counted)
    look = look_at(*cases)
    for _twice in range(2):
        rows = [row_parts(look, at, draft=False) for at in range(len(cases))]
    assert all("ná termijn boom 4" in row[4] for row in rows)
    assert worked_out == list(cases)
    assert journeys.MOST_KNOWN >= MOST_COUNTED, "as many as a meeting has"
