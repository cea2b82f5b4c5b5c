"""What is painted as the way taken is the evaluator's trace, for every route of every tree."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Tree
from mdo_viewer.guideline.scope import SCOPE, numbers_of, with_scope
from mdo_viewer.guideline.showing import View
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.scope import steps_of
from tests.help.desktop_help import close, make_window, settle
from tests.help.drawing_help import in_scope

MOST = 60  # routes of one tree that are painted; tree 9 has thousands
#: A window where the whole way has its room, and one where its first steps are folded to lines of one box.
WIDE, NARROW = (1920, 1080), (1080, 700)
#: The trees of which a way is too long for the narrow window.
FOLDED = ("diagnostiek", "cortico_lv_kort", "lv_lang")

TREES = [tree.id for tree in load_pack(PACK).trees]
VIEWS: list[tuple[str, View, tuple[int, int]]] = [
    *((tree, view, WIDE) for view in get_args(View) for tree in TREES),
    *((tree, "path", NARROW) for tree in FOLDED),
]


def walked(pack: Pack, advice: Advice) -> list[str]:
    """The questions on the way, as the evaluator went, after whether the guideline holds."""
    return [step.question.id for step in steps_of(pack, advice) if step.state != "open"]


def painted_way(picture: Picture, tree: Tree) -> list[str]:
    """The questions on the way, as they are painted: the lines of the folded box, then the boxes."""
    boxes = {box.node for box in picture.boxes if box.kind == "question" and box.state == "path"}
    return [*listed(picture, tree), *(question.id for question in tree.questions if question.id in boxes)]


def listed(picture: Picture, tree: Tree) -> list[str]:
    """The questions in the box of the earliest steps, after the number of those that it only counts."""
    if not picture.listed:
        return []
    box = picture.box("earlier")
    assert (box.kind, box.state) == ("stub", "path")
    lines = [(bold, " ".join(run.text for run in runs)) for bold, runs in itertools.groupby(box.runs, lambda r: r.bold)]
    if picture.hidden:
        assert lines.pop(0) == (False, f"{picture.hidden} eerdere {'stap' if picture.hidden == 1 else 'stappen'}")
    numbers = [words for bold, words in lines if bold]
    asked = {question.text("nl").rstrip("? "): question.id for question in tree.questions}
    found = [asked[words.rpartition(": ")[0]] for bold, words in lines if not bold]
    assert numbers == [str(numbers_of(tree)[id]) for id in found]
    return found


@pytest.mark.parametrize("scope", ["answered", "open"])
@pytest.mark.parametrize(("tree_id", "view", "size"), VIEWS)
def test_the_painted_way_is_the_trace(
    qtbot: QtBot, tree_id: str, view: View, size: tuple[int, int], scope: str
) -> None:
    pack = load_pack(PACK)
    tree = pack.trees_by_id[tree_id]
    window = make_window((Case("MDO-0001"),), size=size)
    window.session.set_view(view)
    folded = 0
    for route in itertools.islice(routes(pack, tree), MOST):
        values = dict(route.examples) if scope == "open" else {**in_scope(), **dict(route.examples)}
        window.session.open_meeting(document_of((Case("MDO-0001", Patient(values)),)), 0, tree_id)
        advice, picture = window.look.advice, window.graph.view.picture
        assert advice.outcome is not None
        assert advice.outcome.id == route.outcome
        assert picture is not None
        assert {id: item.box for id, item in window.graph.view.boxes.items()} == {box.id: box for box in picture.boxes}
        assert painted_way(picture, with_scope(pack, tree)) == walked(pack, advice)[picture.hidden :], route
        amber = [box.node for box in picture.boxes if box.state == "open"]
        assert amber == ([SCOPE] if scope == "open" else [])
        ends = {box.node for box in picture.boxes if box.kind == "outcome" and box.state == "path"}
        assert ends == {route.outcome}
        folded += picture.listed
    assert bool(folded) == (size == NARROW)
    settle(window)
    close(window)
