"""What is painted as the way taken is the evaluator's trace, for every route of every tree."""

from __future__ import annotations

import itertools

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.routes import routes
from tests.help.desktop_help import close, make_window, settle

MOST = 60  # routes of one tree that are painted; tree 9 has thousands


@pytest.mark.parametrize("tree_id", [tree.id for tree in load_pack(PACK).trees])
@pytest.mark.parametrize("view", ["path", "whole"])
def test_the_painted_way_is_the_trace(qtbot: QtBot, tree_id: str, view: str) -> None:
    pack = load_pack(PACK)
    tree = pack.trees_by_id[tree_id]
    window = make_window((Case("MDO-0001"),), size=(1920, 1080))
    window.session.go_tree(tree_id)
    window.session.set_view("whole" if view == "whole" else "path")
    for number, route in enumerate(itertools.islice(routes(pack, tree), MOST)):
        case = replace(Case("MDO-0001"), patient=Patient(dict(route.examples)), notes=str(number))
        window.session._edit(case, ("undo.case", None))
        advice, painted = window.look.advice, window.graph.view
        assert advice.outcome is not None
        assert advice.outcome.id == route.outcome
        way = [item.box for item in painted.boxes.values() if item.box.state == "path" and item.box.kind == "question"]
        said = {box.node for box in way}
        folded = any(item.box.kind == "stub" and item.box.state == "path" for item in painted.boxes.values())
        steps = {step.question.id for step in advice.steps if step.state == "answered"}
        passed = {step.question.id for step in advice.steps if step.state == "does_not_matter"}
        assert said <= steps | passed, route
        assert folded or steps <= said, route
        ends = {
            item.box.node for item in painted.boxes.values() if item.box.kind == "outcome" and item.box.state == "path"
        }
        assert ends == {route.outcome}
    settle(window)
    close(window)
