"""A decision that was overtaken before the meeting ended stands in the next one as the page of then had it: not first,
and said so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mdo_viewer.desktop.says.decided import then_line
from mdo_viewer.desktop.says.over import decided_then
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.earlier.taking_over import taken_over
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.taken_over import taken_over_line
from mdo_viewer.reports.wording import Paper
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_what_is_a_task import OPERATE, surgical

WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def of_then() -> Case:
    """An operation was followed; then the life expectancy became two months, and the board chose radiotherapy."""
    short = surgical(months=2)
    operate = replace(OPERATE, then=advice_as_of(PACK, surgical(), "lv_lang", NOON))
    radiate = Decision(
        "lv_kort", None, "own", chosen="radiotherapie", then=advice_as_of(PACK, short, "lv_kort", NOON + WEEK / 700)
    )
    return replace(short, decisions=(operate, radiate))


def test_what_was_overtaken_then_stands_after_what_counted(of_then: Case) -> None:
    over = taken_over(PACK, of_then, NOON.date(), (NOON + WEEK).date()).taken_over
    assert over is not None
    assert [(each.tree, each.overtaken) for each in over.decisions] == [("lv_kort", False), ("lv_lang", True)]
    assert [each.tree for each in summarise(PACK, of_then, NOON, "nl").decisions] == ["lv_kort", "lv_lang"]


@pytest.mark.parametrize(("language", "said"), [("nl", "achterhaald: "), ("en", "overtaken: ")])
def test_it_says_so_in_window_and_page(of_then: Case, language: Language, said: str) -> None:
    case = taken_over(PACK, of_then, NOON.date(), (NOON + WEEK).date())
    case = read_case(write_case(case, PACK), "a", PACK)  # as a file keeps it
    assert case.taken_over is not None
    look = Look(State(PACK, document_of((case,)), 0, "diagnostiek", language), NOON + WEEK)
    counted, overtaken = case.taken_over.decisions
    assert said not in then_line(look)
    assert {"nl": "radiotherapie", "en": "radiotherapy"}[language] in then_line(look)
    assert [f": {said}" in decided_then(look, each) for each in (counted, overtaken)] == [False, True]
    there = Look(State(PACK, document_of((case,)), 0, "lv_lang", language), NOON + WEEK)
    assert f": {said}" in then_line(there)
    line = taken_over_line(PACK, look.advice.settled, case, Paper.at(language, NOON + WEEK))
    assert line is not None
    assert [f": {said}" in each.said for each in line.decisions] == [False, True]
