"""A limit that runs stands on page, list and text with its moment, and says why it runs, whatever else was decided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mdo_viewer.desktop.says.done import runs
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import WHOLE_CASE, Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reports.text import as_text
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_tasks import limits_in, meeting_of
from tests.reports.test_what_is_a_task import LIMIT, THERAPY, deviating, rows, surgical, told

REPLACED = "Loopt door: hierna is over de hele casus anders besloten."
FOLLOWED = Decision("tijd_tot_therapie", "therapie_24_uur", "follow")


def taken(decision: Decision, minutes: int) -> Decision:
    then = advice_as_of(PACK, surgical(), decision.tree, NOON + timedelta(minutes=minutes))
    return replace(decision, then=then)


# --- a decision that one on the whole case replaced ----------------------------------------------------------------


@pytest.mark.parametrize("decision", [FOLLOWED, deviating(text="operatie dinsdag"), deviating()])
def test_a_limit_on_which_the_decision_was_replaced_runs_on_and_says_why(decision: Decision) -> None:
    whole = Decision(WHOLE_CASE, None, "own", text="alleen comfortzorg")
    case = surgical(taken(decision, 0), taken(whole, 5))
    made = told(case)
    (line,) = [each for each in made.deadlines if each.of == THERAPY]
    assert (line.state, line.runs_on, made.lapsed) == ("open", REPLACED, ())
    (row,) = [each for each in rows(made) if each["what"] == LIMIT]
    (todo,) = [each for each in meeting_of(case).todo if each.what == LIMIT]
    assert row["about"].endswith(REPLACED)
    assert (todo.when, todo.about.endswith(REPLACED)) == ("Vóór ma 23 nov 08:00", True)
    assert REPLACED in limits_in(as_text(made))
    look = Look(State(PACK, document_of((case,)), 0, "tijd_tot_therapie", "nl"), NOON)
    assert runs(look, look.advice)
    after = surgical(taken(decision, 9), taken(whole, 5))
    assert not any(REPLACED in each.runs_on for each in told(after).deadlines)
