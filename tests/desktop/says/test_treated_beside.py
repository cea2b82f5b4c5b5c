"""A treatment that is filled in stands beside the advice to give it, in the window and the room as on the page."""

from __future__ import annotations

import pytest

from mdo_viewer.desktop.says.advice import headline
from mdo_viewer.desktop.says.done import marked_now
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.guideline.wording import capital
from mdo_viewer.meeting.case import Decision
from tests.desktop.says.test_order_first import shown
from tests.reports.test_treated_already import with_moment
from tests.reports.test_what_is_a_task import surgical, told

TREE, TITLE, TREATED = "lv_lang", "Chirurgie heeft de voorkeur", "al behandeld: operatie zo 22 nov 11:00"
FOLLOW = Decision(TREE, "chirurgie", "follow", chosen="operatie")


def test_every_surface_says_it_with_the_advice() -> None:
    case = with_moment(surgical(), operatie_op="2026-11-22T11:00")
    assert told(case).treated == TREATED
    seen = shown(case, tree=TREE)
    assert line_view(seen.look).decided == f"nog geen besluit; {TREATED}"
    assert seen.card()[1:3] == [TITLE, capital(TREATED)]
    assert f"{TITLE}; {TREATED}" in headline(seen.look)
    assert f"Uitkomst: {TITLE}; {TREATED}" in seen.lines()
    assert f"{TITLE}; {TREATED}" in [*seen.room()]
    assert seen.tile() == "Al behandeld; chirurgie heeft de voorkeur"
    assert marked_now(seen.look) == "Al behandeld"


def test_the_limit_in_the_room_asks_whether_it_was_met() -> None:
    seen = shown(with_moment(surgical(), operatie_op="2026-11-22T11:00"), tree=TREE)
    (limit,) = [each for each in seen.room() if each.startswith("Geldt nu al: Therapie")]
    assert limit.endswith("Operatie zo 22 nov 11:00 staat ingevuld: gehaald?")


def test_the_line_says_it_beside_the_decision_and_the_tile_what_was_decided() -> None:
    seen = shown(with_moment(surgical(FOLLOW), operatie_op="2026-11-22T11:00"), tree=TREE)
    assert line_view(seen.look).decided.endswith(f"; {TREATED}")
    assert seen.tile() == "Besluit: operatie"


@pytest.mark.parametrize("when", ["2026-11-22T07:00", "2026-11-23T11:00"])
def test_an_earlier_treatment_and_one_that_is_planned_are_not_said(when: str) -> None:
    seen = shown(with_moment(surgical(), operatie_op=when), tree=TREE)
    said = (*seen.card(), *seen.lines(), *seen.room(), seen.tile(), line_view(seen.look).decided, marked_now(seen.look))
    assert not any("al behandeld" in each.casefold() for each in said)
