"""The whole tree before the room: it says all that the path says, and the tree has the room that is left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mdo_viewer.desktop.projector.content import Content, Whole, content_of
from mdo_viewer.desktop.projector.page import Page, lay_page
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import NOW, settle

SIZES = ((800, 600), (1366, 768), (1920, 1080))


def said(page: Page) -> str:
    """All that stands outside the picture."""
    return " ".join(line.text for line in page.words)


def seen(window: Window, case: int, tree: str) -> Content:
    """The whole tree of this patient, two days on."""
    window.now = lambda: NOW + timedelta(days=2)
    window.session.go_case(case)
    window.session.go_tree(tree)
    settle(window)
    return content_of(window.look, key=False, whole=True)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("case", "tree", "words"),
    [
        (2, "tijd_tot_therapie", ("SPOED", "vóór ma 23 nov 14:10", "termijn verstreken")),
        (2, "lv_lang", ("Besluit: radiotherapie", "Wijkt af van het advies", "Termijn verstreken")),
        (0, "lv_lang", ("NOG GEEN ADVIES", "Termijn verstreken")),
    ],
)
def test_the_whole_tree_keeps_limit_decision_and_what_is_missing(
    window: Window, size: tuple[int, int], case: int, tree: str, words: tuple[str, ...]
) -> None:
    content = seen(window, case, tree)
    page = lay_page(content, *size)
    assert page.picture is not None
    assert page.picture.view == "whole"
    assert [each for each in words if each not in said(page)] == []
    lowest = max(page.at[1] + (box.rect.y + box.rect.height) * page.zoom for box in page.picture.boxes)
    bands = [fill.rect.y for fill in page.fills if fill.rect.y > size[1] / 2 and fill.border]
    assert lowest <= min(bands) + 1


@pytest.mark.parametrize("size", SIZES)
def test_what_was_done_is_said_with_the_whole_tree(window: Window, size: tuple[int, int]) -> None:
    seen(window, 2, "tijd_tot_therapie")
    window.session.set_done("tijd_tot_therapie.therapie_24_uur", NOW)
    settle(window)
    page = lay_page(content_of(window.look, key=False, whole=True), *size)
    assert "gedaan zo 22 nov" in said(page)


def test_a_part_of_the_tree_without_the_advice_has_it_below(window: Window) -> None:
    content = seen(window, 2, "tijd_tot_therapie")
    outcome = content.advice.outcome
    assert outcome is not None
    part = lay_page(content._replace(whole=Whole("klinisch", frozenset())), 1366, 768)
    assert part.picture is not None
    assert outcome.id not in {box.node for box in part.picture.boxes}
    assert "Therapie binnen 24 uur" in said(part)
