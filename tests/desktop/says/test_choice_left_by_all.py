"""Following the advices on the whole case takes no choice: the form names it, and no tick says that it is done."""

from __future__ import annotations

from mdo_viewer.desktop.says.decided import decision_sign, done_words, followed_words
from mdo_viewer.meeting.case import WHOLE_CASE, Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.tally import counted
from mdo_viewer.meeting.to_do import left_open, reasons
from tests.desktop.says.test_order_first import shown
from tests.reports.test_calm import PACK
from tests.reports.test_what_is_a_task import surgical, told
from tests.reports.test_whole_beside_trees import FOLLOW, ONE_DOSE, STABLE, taken

LEFT = "Keuze bij boom 9 blijft open: operatie of radiotherapie"
HEAD = "Volgt de adviezen; keuze bij boom 9 nog open"


def test_the_form_names_the_choice_that_following_all_leaves() -> None:
    look = shown(surgical(facts=ONE_DOSE | STABLE), tree="lv_lang").look
    assert followed_words(look, Decision(WHOLE_CASE, None, "follow"), draft=True)[-1] == LEFT


def test_what_leaves_a_choice_has_no_tick_and_the_way_on_leads_to_it() -> None:
    """A green tick stood beside "volgt de adviezen", and below it that nothing was decided on tree 9."""
    case = taken(surgical(FOLLOW, facts=ONE_DOSE | STABLE), 0)
    look = shown(case, tree="lv_lang").look
    (whole,) = case.decisions
    assert (done_words(look, whole), decision_sign(look, whole)) == (HEAD, "?")
    assert told(case).decisions[0].heading == HEAD
    assert left_open(PACK, case, look.stages).trees == ("lv_lang",)
    assert tuple(reasons(PACK, case, look.stages)) == ("lv_lang",)
    counts = counted(PACK, document_of((case,)))
    assert (counts.wholly, counts.partly, counts.unfinished) == (0, 1, 1)


def test_with_the_choice_made_the_tick_stands() -> None:
    chosen = Decision("lv_lang", "chirurgie_of_radiotherapie", "follow", chosen="operatie")
    case = taken(surgical(FOLLOW, chosen, facts=ONE_DOSE | STABLE), 0, 0)
    look = shown(case, tree="lv_lang").look
    assert (done_words(look, case.decisions[0]), decision_sign(look, case.decisions[0])) == (
        "Volgt de adviezen",
        "decided",
    )
