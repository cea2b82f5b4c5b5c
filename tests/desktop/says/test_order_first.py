"""An order that the list of tasks holds back, or has checked first, stands nowhere in the window as if it did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks, headline
from mdo_viewer.desktop.says.blocks import texts_of
from mdo_viewer.desktop.says.done import marked_now
from mdo_viewer.desktop.says.outline import outline
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import headed
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.showing import View
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reports import board
from mdo_viewer.reports.board import board_page
from tests.help.reports_help import NOON
from tests.meeting.test_therapy_limit import with_moment
from tests.reports.test_calm import PACK
from tests.reports.test_start_or_wait import AT, SEE
from tests.reports.test_ticks import IN_JUNE, STEROID
from tests.reports.test_what_is_a_task import surgical

BOLUS = "dexamethason 10 mg i.v. als bolus"
FOLLOW = Decision("cortico_voor_mri", "dexamethason", "follow")
REFUSED = Decision("cortico_voor_mri", "dexamethason", "deviate", reason_code="comorbidity", text="geen dexamethason")
ALL_ELSE = Decision(WHOLE_CASE, None, "deviate", reason_code="patient_wish", text="alleen comfort")
NONE = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen")
LEADS = {
    "first": {
        "nl": "EERST OVERLEGGEN, hierover is niet apart besloten",
        "en": "CONSULT FIRST, this was not decided on separately",
    },
    "check": {
        "nl": "Ga eerst na of dit al gegeven is; zo niet",
        "en": "First check whether this was given already; if not",
    },
}
SHORT = {
    "first": {"nl": "Eerst overleggen", "en": "Consult first"},
    "check": {"nl": "Eerst nagaan", "en": "Check first"},
}
START = {"nl": "direct starten met dexamethason", "en": "start dexamethasone at once"}


@dataclass(frozen=True)
class Shown:
    """What each surface says of the tree in sight."""

    look: Look

    def card(self) -> list[str]:
        block = next(each for each in advice_blocks(self.look, later=True) if each.id == "main")
        return [*texts_of(block)]

    def lines(self) -> list[str]:
        return [each.text for each in outline(self.look)]

    def tile(self) -> str:
        return next(each.said for each in stage_views(self.look) if each.tree == self.look.state.tree_id)

    def room(self) -> Iterator[str]:
        content = content_of(self.look, key=False)
        for passage in (*content.strips, content.main):
            yield from (said.text for said in passage.said)


def shown(case: Case, language: Language = "nl", tree: str = "cortico_voor_mri") -> Shown:
    look = Look(State(PACK, document_of((case,)), 0, tree, language), NOON)
    assert look.stages
    return Shown(look)


def treated(*decisions: Decision) -> Case:
    return with_moment(surgical(*decisions), "operatie_op", AT)


CASES = [
    ("first", surgical(ALL_ELSE)),
    ("first", surgical(NONE)),
    ("first", replace(surgical(ALL_ELSE), done={STEROID: IN_JUNE})),  # a tick that does not count
    ("check", treated()),
    ("check", treated(FOLLOW)),
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("how", "case"), CASES)
def test_every_surface_says_what_comes_before_an_order(how: str, case: Case, language: Language) -> None:
    seen, lead, short = shown(case, language), LEADS[how][language], SHORT[how][language]
    whole = f"{lead}: {START[language]}"
    assert seen.card().index(lead) < next(n for n, said in enumerate(seen.card()) if START[language] in said.casefold())
    assert whole in headline(seen.look)
    assert any(whole in line for line in seen.lines())
    assert any(said.startswith(whole) for said in seen.room())
    assert content_of(seen.look, key=False).order == short == marked_now(seen.look)
    decided = seen.look.state.decision is not None
    assert decided or seen.tile().startswith(f"{short}: {START[language]}")


@pytest.mark.parametrize(("how", "case"), CASES)
def test_the_reason_stands_with_it_and_the_dose_not_where_it_is_held_back(how: str, case: Case) -> None:
    seen = shown(case)
    for said in ("\n".join(seen.card()), "\n".join(seen.lines()), "\n".join(seen.room())):
        assert (SEE if how == "check" else "operatie of radiotherapie") in said
    for said in ("\n".join(seen.card()), "\n".join(seen.room())):
        assert (BOLUS in said) is (how == "check")


@pytest.mark.parametrize("case", [surgical(), surgical(FOLLOW), surgical(REFUSED), treated(REFUSED)])
def test_an_order_that_stands_or_was_refused_bears_nothing(case: Case) -> None:
    seen = shown(case)
    said = "\n".join((*seen.card(), *seen.lines(), *seen.room(), headline(seen.look), seen.tile()))
    assert marked_now(seen.look) == ""
    assert not any(lead[language] in said for lead in LEADS.values() for language in lead)


def test_until_all_trees_are_known_nothing_is_said_of_it() -> None:
    look = Look(State(PACK, document_of((surgical(ALL_ELSE),)), 0, "cortico_voor_mri", "nl"), NOON)
    assert marked_now(look) == ""


@pytest.mark.parametrize("view", ["path", "whole"])
def test_the_box_of_the_picture_is_headed_by_it(view: View) -> None:
    look = shown(surgical(ALL_ELSE)).look
    plain = draw(PACK, look.advice, view=view, language="nl", width=1000, height=700)
    picture = headed(plain, marked_now(look))
    (box,) = [each for each in picture.boxes if each.kind == "outcome" and each.state == "path"]
    (was,) = [each for each in plain.boxes if each.id == box.id]
    assert box.runs[0].text == SHORT["first"]["nl"]
    assert [each for each in box.runs if each.role == "title"] == [each for each in was.runs if each.role == "title"]
    assert [each for each in picture.boxes if each.id != box.id] == [each for each in plain.boxes if each.id != box.id]


def test_the_picture_of_the_page_bears_it_where_it_is_of_that_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    case = treated()
    stages = journey_of_case(PACK, case, NOON)
    stage = next(each for each in stages if each.advice.tree.id == "cortico_voor_mri")
    monkeypatch.setattr(board, "on_paper", lambda *_args: stage)
    _summary, picture = board_page(PACK, case, NOON, "nl")
    heads = [run.text for box in picture.boxes if box.kind == "outcome" for run in box.runs if run.role == "kicker"]
    assert SHORT["check"]["nl"] in heads


def test_the_dose_in_the_room_stands_behind_what_comes_before_it() -> None:
    (line,) = [each for each in shown(treated()).room() if "· dexamethason 10 mg" in each]
    assert line.startswith("Eerst nagaan: direct starten met dexamethason · ")
