"""A moment of which only the day is known, and what waits in a field for its patient."""

from __future__ import annotations

import pytest

from mdo_viewer.desktop.widgets.column import AskField
from mdo_viewer.desktop.window import Window
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.desk import shown_texts
from tests.help.desktop_help import at_tree, keys, settle, type_text


def field_of(window: Window, moment: str) -> AskField:
    found = window.advice.column.field(moment)
    assert found is not None
    return found


def typed(window: Window, moment: str, text: str) -> AskField:
    found = field_of(window, moment)
    found.field.setFocus()
    found.field.selectAll()
    type_text(window, text)
    keys(window, "Return")
    settle(window)
    return field_of(window, moment)


@pytest.fixture
def operated(window: Window) -> Window:
    """The third patient, operated on, at the time between operation and radiotherapy."""
    at_tree(window, 2, "interval_chir_rt")
    window.session.answer("geopereerd", True)
    window.session.answer("postoperatief_onvoldoende_herstel_of_achteruitgang", False)
    settle(window)
    return window


def test_a_day_alone_counts_as_in_a_table_and_is_shown_as_a_day(operated: Window) -> None:
    field = typed(operated, "operatie_op", "16-11")
    assert operated.session.state.case.patient.moments["operatie_op"] == parse_moment("2026-11-16T23:59")
    assert (field.field.text(), field.message.text()) == ("16-11-2026", "")
    assert "Telt vanaf 23:59." in shown_texts(operated.advice.column)
    typed(operated, "operatie_op", "16-11 8:15")
    assert "Telt vanaf 23:59." not in shown_texts(operated.advice.column)


def test_paper_says_the_day_and_from_when_it_counts_and_no_clock_time(operated: Window) -> None:
    typed(operated, "operatie_op", "16-11")
    state, now = operated.session.state, operated.look.now
    made = summarise(state.pack, state.case, now, "nl")
    line = next(each for each in made.moments if each.id == "operatie_op")
    assert (line.when, line.origin) == ("ma 16 nov", "alleen de dag ingevuld: telt vanaf het einde van die dag")
    assert line.when + " 23:59" not in as_text(made)
    typed(operated, "operatie_op", "16-11 8:15")
    made = summarise(state.pack, operated.session.state.case, now, "nl")
    assert next(each.when for each in made.moments if each.id == "operatie_op") == "ma 16 nov 08:15"


def test_where_a_limit_is_in_hours_the_time_is_asked_and_the_day_waits_for_its_patient(window: Window) -> None:
    at_tree(window, 2, "tijd_tot_therapie")
    before = window.session.state.document
    field = typed(window, "diagnose_op", "16-11")
    said = "Deze termijn telt in uren: typ de tijd achter 16-11, bijvoorbeeld 16-11 8:15."
    assert field.message.text() == said
    settle(window)
    view, low = window.advice.area.viewport(), field.message.rect().bottomLeft()
    assert field.message.mapTo(view, low).y() < view.height(), "what is the matter is in sight"
    assert window.session.state.document == before
    at_tree(window, 0, "tijd_tot_therapie")
    settle(window)
    assert "16-11" not in [each.text() for each in window.advice.findChildren(type(field.field))]
    at_tree(window, 2, "tijd_tot_therapie")
    settle(window)
    field = field_of(window, "diagnose_op")
    assert (field.field.text(), field.message.text()) == ("16-11", said)
    typed(window, "diagnose_op", "16-11 8:15")
    assert window.session.state.case.patient.moments["diagnose_op"] == parse_moment("2026-11-16T08:15")
