"""A limit that runs stands on page, list and text with its moment, and says why it runs, whatever else was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mdo_viewer.desktop.says.done import runs
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of
from mdo_viewer.meeting.case import WHOLE_CASE, Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.model import TaskLine
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.tasks import said_by
from mdo_viewer.reports.text import as_text
from mdo_viewer.reports.wording import Paper
from tests.meeting.test_therapy_limit import operated
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_tasks import limits_in, meeting_of
from tests.reports.test_what_is_a_task import (
    LIMIT,
    NOTHING,
    OPERATE,
    THERAPY,
    UNKNOWN_ORIGIN,
    deviating,
    rows,
    surgical,
    told,
)

REPLACED = "Loopt door: hierna is over de hele casus anders besloten."
FOLLOWED = Decision("tijd_tot_therapie", "therapie_24_uur", "follow")


def taken(decision: Decision, minutes: int) -> Decision:
    then = advice_as_of(PACK, surgical(), decision.tree, NOON + timedelta(minutes=minutes))
    return replace(decision, then=then)


# --- whatever was decided ------------------------------------------------------------------------------------------

LONG = [
    OPERATE,
    *(
        Decision("lv_lang", "chirurgie", "deviate", reason_code="logistics", chosen=chosen, text=text)
        for chosen in ("radiotherapie", "systeemtherapie", "geen", None)
        for text in (None, "Geen operatie")
    ),
]
DOSE_OWN = [
    Decision("radiotherapie", None, "own", text=text)
    for text in ("Geen bestraling", "Niet langer wachten met bestralen", "8 Gy")
]
DOSE_OTHERWISE = [replace(each, advice="8_gy_uitval", kind="deviate", reason_code="other") for each in DOSE_OWN]


@pytest.mark.parametrize("own", [None, *DOSE_OWN[:2], *DOSE_OTHERWISE[:1]])
def test_a_limit_that_runs_stands_with_its_moment_and_no_row_twice(own: Decision | None) -> None:
    for other in (None, *LONG):
        case = surgical(*(each for each in (other, own) if each is not None))
        made = told(case)
        page = rows(made)
        assert any(each["when"] == "ma 23 nov 08:00" for each in page), other
        assert any(each.when == "Vóór ma 23 nov 08:00" for each in meeting_of(case).todo), other
        assert "Vóór ma 23 nov 08:00" in limits_in(as_text(made)), other
        assert len({(each["what"], each["about"]) for each in page}) == len(page), other


@pytest.mark.parametrize("own", [*DOSE_OWN, *DOSE_OTHERWISE])
def test_what_the_board_wrote_takes_the_place_of_no_limit_and_has_to_meet_it(own: Decision) -> None:
    """A text that says first what is not done has no moment beside it: the limit keeps its own row, with its moment."""
    case = surgical(own, months=2)
    assert [each["when"] for each in rows(told(case)) if each["what"] == LIMIT] == ["ma 23 nov 08:00"]
    assert [each.when for each in meeting_of(case).todo if each.what == LIMIT] == ["Vóór ma 23 nov 08:00"]
    (todo,) = [each for each in meeting_of(case).todo if each.what == own.text]
    assert (todo.when, todo.bars) == ("Vóór ma 23 nov 08:00" if own.text == "8 Gy" else "Geen termijn genoemd", False)


def test_what_is_not_to_be_done_meets_no_limit() -> None:
    barred = TaskLine("boom", "", "Geen", "", "", limit_of=THERAPY, bars="not")
    (line,) = [each for each in told(surgical()).deadlines if each.of == THERAPY]
    assert said_by(line, [replace(barred, bars="")], Paper("nl")) is not None
    assert said_by(line, [barred], Paper("nl")) is None
    assert said_by(line, [replace(barred, bars="", written=True)], Paper("nl")) is None


# --- the text says what the page says ------------------------------------------------------------------------------


def part(text: str, name: str, end: str) -> str:
    return " ".join(text.split(f"\n{name}\n")[1].split(f"\n{end}\n")[0].split())


def test_in_the_text_one_treatment_is_one_thing_to_do() -> None:
    made = told(replace(surgical(OPERATE), actions=()))
    text = as_text(made)
    assert "Vóór ma 23 nov 08:00: Operatie (Boom 9" in text
    assert LIMIT not in part(text, "TERMIJNEN", "AFSPRAKEN")
    assert " ".join(text.split()).count("Operatie (Boom 9") == 1
    assert "Geen acties" not in text  # it stands among the limits


def test_the_text_says_of_each_task_when_as_the_page_does() -> None:
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    case = surgical(wait, facts={**UNKNOWN_ORIGIN, "verdenking_hematologische_maligniteit": True})
    later = Decision("aanvullend", None, "own", text="PET-CT")
    found = part(as_text(told(replace(case, decisions=(wait, later)))), "ACTIES", "AFSPRAKEN")
    assert "- Nog niet: Corticosteroïden pas na het biopt" in found
    assert "- Geen termijn genoemd: PET-CT" in found
    none = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen")
    assert f"- {NOTHING} (" in part(as_text(told(surgical(none))), "ACTIES", "AFSPRAKEN")


# --- what is late --------------------------------------------------------------------------------------------------

WOUND: dict[str, Any] = {"condition": "wond dicht"}


@pytest.mark.parametrize(
    "decision",
    [
        Decision("rt_na_chirurgie", "20_gy_5", "follow_with_condition", **WOUND),
        Decision("lv_lang", "chirurgie", "deviate", reason_code="logistics", chosen="radiotherapie"),
    ],
)
@pytest.mark.parametrize("days", [25, 39])
def test_an_earliest_moment_is_never_overdue(decision: Decision, days: int) -> None:
    """The list took it for a latest one: "vroegst zo 13 dec" was overdue in the week that it began."""
    at = NOON + timedelta(days=days)
    case = replace(operated(decision), discussed_at=at)
    made = summarise_meeting(PACK, document_of([case]), at, "nl")
    (todo,) = [each for each in made.todo if each.kind == "decision"]
    assert (todo.when, todo.late) == ("Vroegst zo 13 dec 08:00 – zo 20 dec 08:00", False)
    (found,) = summarise(PACK, case, at, "nl").tasks
    assert (found.late, found.ends, bool(found.until)) == (False, "", True)


def test_on_the_list_a_task_is_late_once_its_limit_has_passed() -> None:
    case = surgical(OPERATE)
    for hours, late in ((19, False), (21, True)):
        made = summarise_meeting(PACK, document_of([case]), NOON + timedelta(hours=hours), "nl")
        (todo,) = [each for each in made.todo if each.kind == "decision"]
        assert (todo.when, todo.late) == ("Vóór ma 23 nov 08:00", late)


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
