"""The path in the window: what comes next is a click away, and the keys in the picture are those of the left column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mdo_viewer.desktop.graph.coming import coming_of
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.picture import NEXT
from mdo_viewer.guideline.values import replace
from tests.help.decided_then import TREE, compared
from tests.help.desktop_help import at_tree, keys, settle
from tests.help.reports_help import NOON, pack


def test_the_tree_that_comes_next_stands_below_the_decision_and_a_click_goes_there(window: Window) -> None:
    """The third example patient, of whom the board decided radiotherapy in tree 9."""
    at_tree(window, 2, "lv_lang")
    settle(window)
    view = window.graph.view
    lines = [line.edge.label.text for line in view.edges.values() if line.edge.target == NEXT]
    assert lines == ["besluit: radiotherapie (wijkt af)"]
    at = view.mapFromScene(view.boxes[NEXT].rect.center())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.session.state.tree_id == "radiotherapie"


def test_the_decision_stands_on_the_line_only_where_it_leads_there(window: Window) -> None:
    """A tree that comes for what presses there does not follow from what was decided here."""
    at_tree(window, 2, "lv_lang")
    window.session.withdraw()
    window.session.start_decision("deviate", window.look.verdict)
    window.session.change_draft(text="afwachten", reason_code="other")
    window.session.record()
    settle(window)
    shown, coming = coming_of(window.look), window.look.coming.tree
    assert shown is not None
    assert coming is not None
    assert (coming.opened, coming.reason == "leads") == (None, False)
    assert (shown.chip, shown.tree) == ("", coming.tree)


def test_picture_room_strip_button_and_key_mean_the_same_next_tree(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    settle(window)
    coming = window.look.coming.tree
    assert coming is not None
    shown, room = coming_of(window.look), content_of(window.look, key=False).coming
    assert shown is not None
    assert room == replace(shown, chip="")  # the room reads the decision below
    assert (shown.tree, shown.text) == (coming.tree, window.advice.next.words)
    assert [view.tree for view in stage_views(window.look) if view.next] == [coming.tree]
    keys(window, "N")
    assert window.session.state.tree_id == coming.tree


def test_without_a_decision_nothing_comes_next(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    window.session.withdraw()
    settle(window)
    assert NEXT not in window.graph.view.boxes


def test_one_question_is_amber_and_its_keys_answer_it(window: Window) -> None:
    window.session.add_case()
    settle(window)
    for digit in ("1", "1", "2"):
        view = window.graph.view
        asked = [item.box for item in view.boxes.values() if item.box.state == "open"]
        assert len(asked) == 1
        keyed = {line.edge.key: line.edge for line in view.edges.values() if line.edge.key is not None}
        assert {edge.source for edge in keyed.values()} <= {asked[0].id}
        if digit not in keyed:
            break
        keys(window, digit)
        settle(window)
        way = {(line.edge.question, line.edge.answer) for line in window.graph.view.edges.values()
               if line.edge.state == "path"}  # fmt: skip
        assert (keyed[digit].question, keyed[digit].answer) in way
    else:
        return
    raise AssertionError("the picture shows no key")


def test_a_decision_on_another_advice_is_not_affirmed_in_the_tree() -> None:
    session = Session(pack(), (compared("other advice").case,))
    session.go_tree(TREE)
    look = Look(session.state, NOON)
    assert look.overtaken
    shown = coming_of(look)
    assert shown is not None
    assert shown.chip == "", "what comes here for other reasons does not follow from it"
    assert look.coming.tree is not None
    look.coming = look.coming._replace(tree=look.coming.tree._replace(reason="leads"))  # as if its advice led there
    led = coming_of(look)
    assert led is not None
    assert led.chip.startswith("achterhaald · besluit")
