"""The buttons under an advice that refers: to the tree that applies, or to each that still can."""

from __future__ import annotations

import pytest

from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Press
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.results import Patient
from tests.help.desktop_help import NOW
from tests.help.reports_help import pack

#: A second course that is not possible, in tree 6.
NO_COURSE: dict[str, Value] = {
    "recidief_of_progressie_na_radiotherapie": True,
    "herbestraling_adequaat_mogelijk": False,
}


@pytest.mark.parametrize(
    ("months", "trees"), [(2.9, ["lv_kort"]), (3, ["lv_lang"]), (None, ["lv_kort", "lv_lang"])], ids=str
)
def test_the_buttons_of_a_reference(months: float | None, trees: list[str]) -> None:
    known: dict[str, Value] = {} if months is None else {"levensverwachting_maanden": months}
    case = Case("MDO-0001", patient=Patient({**NO_COURSE, **known}))
    look = Look(State(pack(), document_of((case,)), 0, "radiotherapie", "nl"), NOW)
    (onward,) = [block for block in advice_blocks(look, later=True) if block.id == "onward"]
    assert [item.do for item in onward.items if isinstance(item, Press)] == [f"tree:{tree}" for tree in trees]
