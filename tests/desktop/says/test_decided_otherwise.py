"""A limit that the board decided otherwise runs nowhere in the window or the room, as it is on no list on paper."""

from __future__ import annotations

from datetime import datetime, timedelta

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.held import held_block, limits, urgent_words
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.window import Window
from mdo_viewer.reports.deadlines import deadlines_of
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import NOW, at_tree, keys, settle, type_text

TREE, LIMIT = "tijd_tot_therapie", "Therapie binnen 24 uur"


def deviate(window: Window, before: datetime | None = None) -> None:
    at_tree(window, 2, TREE)
    keys(window, "A")
    type_text(window, "Eerst stabiliseren")
    window.session.change_draft(before=before)
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


def test_a_tile_never_shows_what_was_refused_as_if_it_were_decided(window: Window) -> None:
    def tile() -> str:
        return next(view.shown for view in stage_views(window.look) if view.tree == TREE)

    at_tree(window, 2, "lv_lang")
    assert tile() == LIMIT
    deviate(window)
    assert tile() == "Besluit: Eerst stabiliseren"
    window.session.withdraw(TREE)
    at_tree(window, 2, TREE)
    keys(window, "A", "Alt+5", "Ctrl+Return")
    settle(window)
    assert tile() == "Wijkt af van: therapie binnen 24 uur", "nothing stands in its place: the limit runs on"


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


def test_the_boards_own_moment_is_told_everywhere_and_where_overtaken_marked_so(window: Window) -> None:
    """A card on another tree told it without a mark, and the closing screen not at all."""
    deviate(window, NOW + timedelta(days=1))
    at_tree(window, 2, "lv_lang")
    term = "Besloten: Eerst stabiliseren, vóór ma 23 nov 14:30 (boom 4)"

    def said() -> tuple[list[str], list[str]]:
        card = [text for text in shown_texts(window.right) if text.startswith(term[:28])]
        keys(window, "E")
        settle(window)
        ended = [text for text in Desk(window).said.splitlines() if term in text]
        keys(window, "Escape")
        settle(window)
        return card, ended

    assert said() == ([term], [f"3. MDO-0003 · voorbeeld: {term}"])
    window.session.answer("uitval_mesmc_ontstaan_dagen", 9)
    window.session.answer("uitval_progressief", False)
    at_tree(window, 2, "lv_lang")
    assert said() == (
        [f"{term}, uit een achterhaald besluit"],
        [f"3. MDO-0003 · voorbeeld: {term}, uit een achterhaald besluit"],
    )
