"""What is said again is all that is seen beside the tree: whose, which tree, and card by card from above."""

from __future__ import annotations

import pytest

from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Block, Say, texts_of
from mdo_viewer.desktop.says.held import held_block
from mdo_viewer.desktop.says.since import LEFT_OUT, said_again
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Language
from mdo_viewer.meeting.example import PACK, example_cases
from tests.help.desktop_help import NOW, at_tree, keys, type_text

TREES = load_pack(PACK)
#: Cards of which the sentences are others than on screen: what is asked has its keys, what is decided is one line.
IN_OWN_WORDS = {"missing", "tightest", "untouched", "ways", "decided", "decided:casus"}


def look_at(case: int, tree: str, language: Language = "nl") -> Look:
    session = Session(TREES, example_cases(TREES))
    session.set_language(language)
    session.go_case(case)
    session.go_tree(tree)
    look = Look(session.state, NOW)
    assert look.stages
    return look


def lines(block: Block) -> list[str]:
    """What a card says below its kicker."""
    kickers = {item.text for item in block.items if isinstance(item, Say) and item.style.startswith("kicker")}
    return [text.removeprefix("• ").rstrip(".") for text in texts_of(block) if text not in kickers]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_card_of_every_tree_is_heard_from_above(language: Language) -> None:
    met = set()
    for case in range(3):
        for tree in TREES.trees:
            look = look_at(case, tree.id, language)
            said, at = said_again(look, statements=True), 0
            for block in (*held_block(look, 99), *advice_blocks(look, later=False)):
                if block.id in LEFT_OUT | IN_OWN_WORDS:
                    continue
                met.add(block.id)
                for line in lines(block):
                    assert line.casefold() in said.casefold(), (tree.id, block.id)
                if lines(block):
                    at = said.casefold().index(lines(block)[0].casefold(), at)  # in their order from above
    assert {"held", "main", "riders", "later"} <= met


def test_who_and_which_tree_come_first_and_the_decision_with_all_of_it_last() -> None:
    said = said_again(look_at(2, "lv_lang"), statements=True)
    assert said.startswith("Patiënt 3 van 3, MDO-0003. Boom 9, Behandeling bij levensverwachting ≥ 3 maanden. ")
    assert "Geldt nu al: Therapie binnen 24 uur, vóór ma 23 nov 14:10 (boom 4). Advies (oordeel van " in said
    assert "Bijkomend advies hangt nog af van: " in said
    assert said.endswith(
        "Besluit: radiotherapie (wijkt af). Wens van de patiënt. "
        "Wil geen operatie na uitleg van beide opties. Radiotherapie 1 × 8 Gy."
    )


def test_how_far_off_a_limit_is_comes_with_it() -> None:
    said = said_again(look_at(2, "tijd_tot_therapie"), statements=True)
    assert "vóór ma 23 nov 14:10. Over 23 uur 40 min. " in said


def test_a_decision_that_waits_half_written_is_said(window: Window) -> None:
    at_tree(window, 1, "lv_lang")
    keys(window, "W")
    type_text(window, "mits akkoord")
    keys(window, "Escape", "Escape", "Shift+R")
    assert window.message.accessibleName().endswith("Nog geen besluit. Er wacht 1 concept: MDO-0002, boom 9.")
    assert "concept" not in window.message.label.text(), "on screen the advice alone: the rest is in sight"
