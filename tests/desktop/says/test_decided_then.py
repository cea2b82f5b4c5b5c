"""Whether a decision was taken on other advice than that of now: every surface says the same of the same decision."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Final

import pytest

from mdo_viewer.cli.summary import summarised
from mdo_viewer.desktop.narrow.says import foot_view, tab_views
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.decided import decision_sign, in_force, wants_a_look
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.stages import stage_sign, stage_views, tile_name
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_json, meeting_text
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.decided_then import COMPARED, TREE, Compared, compared
from tests.help.reports_help import NOON, pack, squashed
from tests.reports.test_what_is_a_task import CHOSE, DOSE_RT, irradiated

#: What is said, by the ends of the keys of the words: on other advice, before there was any, of the whole case.
ENDS: Final = ("changed", "changed_none", "changed_whole", "changed_missing")


def said(texts: str, start: str) -> tuple[str, ...]:
    """Which of the words `start` with `ENDS` stand in these texts."""
    flat = squashed(texts)
    return tuple(end for end in ENDS if squashed(words("nl")[f"{start}{end}"].split("{")[0]) in flat)


@cache
def look_at(name: str) -> Look:
    """The window on this decision, its tree shown, or the first one where it is gone."""
    session = Session(pack(), (compared(name).case,))
    session.go_tree(TREE)
    return Look(session.state, NOON)


@cache
def summary_at(name: str) -> Summary:
    return summarise(pack(), compared(name).case, NOON, "nl")


def panel(name: str) -> tuple[str, ...]:
    blocks = advice_blocks(look_at(name), later=True)
    texts = (item.text for block in blocks for item in block.items if isinstance(item, Say))
    found = said("\n".join(texts), "window.decision.")
    assert any(block.id == "changed" for block in blocks) == bool(found)  # said above the fold too
    return found


def room(name: str) -> tuple[str, ...]:
    content = content_of(look_at(name), key=False)
    parts = (*content.strips, content.main, *(() if content.side is None else (content.side,)))
    return said("\n".join(line.text for part in parts for line in part.said), "window.projector.decision_")


def page(name: str) -> tuple[str, ...]:
    return said(json.dumps(page_data(summary_at(name), None), ensure_ascii=False), "report.advice_")


def text(name: str) -> tuple[str, ...]:
    return said(as_text(summary_at(name)), "report.advice_")


def meeting(write: Callable[..., object]) -> Callable[[str], tuple[str, ...]]:
    def of(name: str) -> tuple[str, ...]:
        made = write(summarise_meeting(pack(), document_of((compared(name).case,)), NOON, "nl"))
        return said(made if isinstance(made, str) else json.dumps(made, ensure_ascii=False), "report.advice_")

    return of


def command(kind: str) -> Callable[[str], tuple[str, ...]]:
    return lambda name: said(summarised(pack(), compared(name).case, NOON, "nl", kind).decode(), "report.advice_")


SURFACES: Final[dict[str, Callable[[str], tuple[str, ...]]]] = {
    "panel": panel,
    "projector": room,
    "page": page,
    "text": text,
    "meeting on paper": meeting(lambda summary: meeting_data(summary, "all")),
    "meeting as text": meeting(meeting_text),
    "meeting as JSON": meeting(meeting_json),
    "summary as text": command("txt"),
    "summary as JSON": command("json"),
}

#: Where the treatment is a task: everywhere but in the window and the room.
TASKS_SHOWN: Final = tuple(each for each in SURFACES if each not in ("panel", "projector"))


def expected(made: Compared, surface: str = "panel") -> tuple[str, ...]:
    if made.since == "none_then":
        return ("changed_none",)
    if made.since != "changed":
        return ()
    if made.decision.is_whole:
        # Its treatment is a task of its own on paper, which says what it waits for.
        return ("changed_whole", "changed_missing") if made.missing and surface in TASKS_SHOWN else ("changed_whole",)
    return ("changed_missing" if made.missing else "changed",)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("name", COMPARED)
def test_every_surface_says_the_same_of_a_decision(name: str, surface: str) -> None:
    assert SURFACES[surface](name) == expected(compared(name), surface)


@pytest.mark.parametrize("name", COMPARED)
def test_the_tile_of_a_tree_says_what_the_others_say(name: str) -> None:
    made, look = compared(name), look_at(name)
    overtaken = {view.tree for view in stage_views(look) if view.changed}
    assert overtaken == ({made.decision.tree} if expected(made) and not made.decision.is_whole else set())
    for view in stage_views(look):
        how = [key for key in ("changed", "changed_missing", "changed_none") if key == view.changed_as]
        assert bool(how) == view.changed
        said = {
            key: look.words(f"stage.{key}") in tile_name(look, view)
            for key in ("changed", "changed_missing", "changed_none")
        }
        assert [key for key, there in said.items() if there] == how


@pytest.mark.parametrize("name", COMPARED)
def test_other_trees_are_told_in_the_window_and_on_paper(name: str) -> None:
    made, look = compared(name), look_at(name)
    (line,) = summary_at(name).decisions
    assert bool(look.older(made.decision)) == bool(line.older) == made.older


#: Those that are on the tree in sight or on the whole case: of the others nothing is shown.
IN_FORCE: Final = tuple(name for name in COMPARED if not name.startswith("tree gone"))


@pytest.mark.parametrize("name", IN_FORCE)
def test_a_decision_has_one_colour_on_every_surface(name: str) -> None:
    look = look_at(name)
    assert look.stages
    decision = in_force(look)
    assert decision is not None
    side = content_of(look, key=True).side
    assert side is not None
    cards = {block.tone for block in advice_blocks(look, later=True) if block.id.startswith("decided")}
    tab = next(view for view in tab_views(look) if view.tab == "decision")
    colour = "amber" if wants_a_look(look, decision) else "green"
    assert (cards, side.tone, line_view(look).tone) == ({colour}, colour, colour)
    assert (tab.sign == "decided") == (colour == "green")


def test_a_dose_of_a_treatment_that_was_not_chosen_is_overtaken_in_the_window_too() -> None:
    """The board looked at tree 6, followed its dose, and chose the operation."""
    session = Session(pack(), (irradiated(Decision("lv_lang", CHOSE, "follow", chosen="operatie"), DOSE_RT),))
    session.go_tree("radiotherapie")
    look = Look(session.state, NOON)
    assert look.stages
    (tile,) = (view for view in stage_views(look) if view.tree == "radiotherapie")
    assert (tile.changed, tile.changed_as) == (True, "changed_unchosen")
    assert look.words("stage.changed_unchosen") in tile_name(look, tile)
    texts = [item.text for block in advice_blocks(look, later=True) for item in block.items if isinstance(item, Say)]
    title = look.decided_on(look.state.decision) if look.state.decision else ""
    assert look.words("decision.changed_unchosen", outcome=title) in texts
    assert wants_a_look(look, DOSE_RT)
    content = content_of(look, key=False)
    parts = (*content.strips, content.main, *(() if content.side is None else (content.side,)))
    overtaken = look.words("projector.decision_changed_unchosen", outcome=title)
    assert look.words("patient.overtaken", said=overtaken) in [line.text for part in parts for line in part.said]


@pytest.mark.parametrize("name", [name for name in IN_FORCE if not name.startswith("whole")])
def test_a_decision_has_one_sign_in_line_strip_and_foot(name: str) -> None:
    look = look_at(name)
    decision = look.state.decision
    if decision is None:
        return
    (view,) = [each for each in stage_views(look) if each.current]
    sign = decision_sign(look, decision)
    assert stage_sign(replace(view, next=False, against=(), tone="quiet")) == sign
    assert (line_view(look).sign, foot_view(look).sign) == (sign, sign)
