"""A limit that the board decided otherwise runs nowhere in the window or the room, as it is on no list on paper."""

from __future__ import annotations

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.held import held_block, limits, urgent_words
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.window import Window
from mdo_viewer.reports.deadlines import deadlines_of
from tests.help.desk import shown_texts
from tests.help.desktop_help import at_tree, keys, settle, type_text

TREE, LIMIT = "tijd_tot_therapie", "Therapie binnen 24 uur"


def deviate(window: Window) -> None:
    at_tree(window, 2, TREE)
    keys(window, "A")
    type_text(window, "Eerst stabiliseren")
    keys(window, "Alt+1", "Ctrl+Return")
    settle(window)
    assert window.session.state.decision is not None


def tone(window: Window) -> str:
    return next(view.tone for view in stage_views(window.look) if view.tree == TREE)


def room(window: Window) -> list[str]:
    content = content_of(window.look, key=False)
    return [said.text for strip in content.strips for said in strip.said if strip.tone == "urgent"]


def test_what_was_decided_otherwise_runs_no_more(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    assert any(LIMIT in text for text in shown_texts(window.right))
    assert urgent_words(window.look).startswith("Spoed: therapie")
    assert (tone(window), room(window) != []) == ("urgent", True)

    deviate(window)
    assert tone(window) == "advice"
    assert "over 23 uur 40 min" not in window.advice.column.texts()
    at_tree(window, 2, "lv_lang")
    look = window.look
    assert held_block(look) == ()
    assert not any(LIMIT in text for text in shown_texts(window.right))
    assert (urgent_words(look), line_view(look).urgent, room(window)) == ("", "", [])
    assert TREE not in [stage.advice.tree.id for stage, *_rest in deadlines_of(look.stages, look.state.case, look.now)]

    keys(window, "Ctrl+Z")
    settle(window)
    assert [each.tree for each in limits(window.look)] == [TREE]


def test_what_was_done_all_the_same_says_so(window: Window) -> None:
    deviate(window)
    window.session.set_done(f"{TREE}.therapie_24_uur", window.now())
    settle(window)
    assert tone(window) == "done"


def test_a_limit_that_was_followed_keeps_its_clock_time_when_the_facts_change(window: Window) -> None:
    at_tree(window, 2, TREE)
    keys(window, "V", "Ctrl+Return")
    settle(window)
    said = urgent_words(window.look)
    assert "vóór" in said
    window.session.answer("uitval_mesmc_ontstaan_dagen", 9)
    window.session.answer("uitval_progressief", False)
    settle(window)
    assert urgent_words(window.look) == said
    assert any("uit een achterhaald besluit" in text for text in shown_texts(window.right))  # at its own tree too
    assert window.session.state.tree_id == TREE
