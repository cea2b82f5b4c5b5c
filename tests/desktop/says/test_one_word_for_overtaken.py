"""One word for one state of a decision: on the agenda, the way on and the list as on the page, overtaken or apart."""

from __future__ import annotations

from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.steps import left_said, overtaken_words
from mdo_viewer.desktop.sheets.agenda_list import standing_words
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.to_do import left_open
from tests.desktop.says.test_order_first import shown
from tests.reports.test_calm import PACK
from tests.reports.test_tasks import meeting_of
from tests.reports.test_what_is_a_task import surgical, told

TREE = "lv_lang"
HERE = Decision(TREE, "chirurgie", "follow", chosen="operatie")
ELSE = Decision(WHOLE_CASE, None, "deviate", reason_code="patient_wish", text="alleen comfort")
AGAIN, OVER = "eerst herbespreken: besluit", "achterhaald: besluit"


def said_of(case: Case) -> tuple[str, str, str, str]:
    """The agenda, the way on, the meeting's list, and the beginning of the patient line."""
    look = shown(case, tree=TREE).look
    onward = "; ".join(overtaken_words(PACK, left_open(PACK, case, look.stages), look.words))
    assert left_said(look) == "" or onward in left_said(look)  # empty while a tree comes
    standing = standing_words(look, look.state.document.points[0])
    return standing, onward, meeting_of(case).agenda[0].standing, line_view(look).head.casefold()


def test_decisions_that_do_not_go_together_are_discussed_again_first_everywhere() -> None:
    case = surgical(HERE, ELSE)
    assert [each.heading.split(":")[0] for each in told(case).decisions] == ["Eerst herbespreken"] * 2
    agenda, onward, listed, line = said_of(case)
    for said in (agenda, onward, listed):
        assert f"{AGAIN} boom 9, de hele casus" in said or f"{AGAIN} boom 9, hele casus" in said
        assert "achterhaald" not in said.casefold()
    assert line.startswith("eerst herbespreken")


def test_a_decision_on_other_advice_is_overtaken_everywhere() -> None:
    case = surgical(HERE, facts={"levensverwachting_maanden": 2})
    (line,) = told(case).decisions
    assert line.heading.startswith("Achterhaald: ")
    agenda, onward, listed, head = said_of(case)
    for said in (agenda, onward, listed):
        assert f"{OVER} boom 9" in said
        assert AGAIN not in said
    assert head.startswith("achterhaald")


def test_the_list_of_tasks_names_it_too() -> None:
    (task,) = [each for each in told(surgical(HERE, facts={"levensverwachting_maanden": 2})).tasks if each.tree == TREE]
    assert task.about.startswith("Achterhaald: genomen op een ander advies")
