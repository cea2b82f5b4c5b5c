"""Whether a limit has passed is said alike on every surface: not while it is asked whether what is filled in met it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.held import held_block, of_meeting, urgent_words
from mdo_viewer.desktop.says.since import advice_said
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import write_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_text
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.cli_pack import call
from tests.reports.test_calm import PACK
from tests.reports.test_tasks import DAY
from tests.reports.test_what_is_a_task import surgical

NOW = parse_moment("2026-11-23T18:00")  # the limit of 24 hours ended at 08:00
IN_TIME, TOO_LATE = parse_moment("2026-11-22T20:00"), parse_moment("2026-11-23T12:00")
TREE = "tijd_tot_therapie"


def operated(when: datetime | None) -> Case:
    case = surgical()
    moments = case.patient.moments if when is None else {**case.patient.moments, "operatie_op": when}
    return replace(case, patient=replace(case.patient, moments=moments), actions=(), discussed_at=NOW)


def look_at(case: Case, tree: str) -> Look:
    session = Session(PACK, (case,))
    session.go_tree(tree)
    look = Look(session.state, NOW)
    assert look.stages
    return look


def surfaces(case: Case) -> Iterator[tuple[str, str]]:
    """What each surface says of this patient, by its name."""
    here, elsewhere = look_at(case, TREE), look_at(case, "aanvullend")
    (tile,) = [each for each in stage_views(here) if each.tree == TREE]
    yield "strip", f"{tile.said} {tile.shown}"
    for name, blocks in (("card", advice_blocks(here, later=True)), ("held", held_block(elsewhere))):
        yield name, " ".join(item.text for block in blocks for item in block.items if isinstance(item, Say))
    yield "line", urgent_words(here)
    yield "ending", " ".join(said for point in of_meeting(here) for said in point.said)
    yield "voice", advice_said(here)
    room, beside = content_of(here, key=False), content_of(elsewhere, key=False)
    passages = (room.main, *room.strips, *beside.strips)
    yield "room", " ".join(said.text for passage in passages for said in passage.said)
    yield "page", as_text(summarise(PACK, case, NOW, "nl"))
    document = replace(document_of([case]), about=DAY)
    yield "meeting", meeting_text(summarise_meeting(PACK, document, NOW, "nl"))


def test_one_that_may_be_met_in_time_is_asked_on_every_surface_and_called_overdue_on_none() -> None:
    for name, said in surfaces(operated(IN_TIME)):
        assert "verstreken" not in said.lower(), name
        assert "geleden" not in said, name
        assert name == "strip" or "gehaald?" in said, name  # a tile has room for its title alone


@pytest.mark.parametrize("when", [None, TOO_LATE])
def test_one_that_nothing_met_in_time_is_overdue_on_every_surface(when: datetime | None) -> None:
    for name, said in surfaces(operated(when)):
        assert "verstreken" in said.lower(), name
        assert "gehaald?" not in said, name


@pytest.mark.parametrize(("moment", "overdue"), [(IN_TIME, False), (TOO_LATE, True)])
def test_the_command_line_says_the_same(
    moment: datetime, overdue: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "feiten.yaml"
    facts.write_text(write_case(operated(moment), PACK), "utf-8")
    asked = ("advise", "--tree", f"wervelmetastasen/{TREE}", "--facts", facts, "--at", NOW.isoformat())
    said = call(capsys, *asked).out
    assert ("verstreken" in said, "geleden" in said, "gehaald?" in said) == (overdue, overdue, not overdue)
    (limit,) = call(capsys, *asked, "--json").json["deadlines"]
    assert limit["overdue"] == overdue


@pytest.mark.parametrize("tree", [tree.id for tree in PACK.trees])
def test_what_a_tree_says_does_not_hang_on_who_asked_first(tree: str) -> None:
    """A limit presses at a tree by itself, and not where that does not apply, as is known once the others are."""
    case = surgical(facts={"radiologische_verdenking_wervelmetastasen": False})
    session = Session(PACK, (case,))
    session.go_tree(tree)
    first, last = Look(session.state, NOW), Look(session.state, NOW)
    alone, known = first.advice, dict(vars(first))
    assert last.stages
    assert first.stages
    assert all(vars(first)[name] is each for name, each in known.items())  # to be asked changes nothing
    assert first.advice == last.advice == first.stage.advice
    assert (first.advice is alone) == (tree != TREE)  # the same object is not drawn again
    assert (alone.pressing, first.advice.pressing) == (True, False) or tree != TREE
