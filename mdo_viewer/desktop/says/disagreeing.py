"""Trees that apply and say what does not go together, with the note of the guideline that says why."""

from __future__ import annotations

from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.state.journeys import journey_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.meeting.choosing import not_compared
from mdo_viewer.reasoning import disagreeing
from mdo_viewer.reasoning.disagreeing import Disagreement

#: Before the number of the note in the name of a card.
DISAGREE = "disagree"


def disagreements(look: Look) -> tuple[Disagreement, ...]:
    """Note by note the trees that disagree for this patient: those that apply, and the one that is looked at."""
    return disagreeing.disagreements(look.pack, look.stages, look.state.tree_id)


def disagreement_blocks(look: Look) -> tuple[Block, ...]:
    """Where the open tree is among them: the advices below each other, with the note that says why they differ."""
    made = []
    for each in disagreements(look):
        if look.state.tree_id not in {stage.advice.tree.id for stage in each.stages}:
            continue
        note, kicker = each.note, look.words("held.disagree_may" if each.may else "held.disagree")
        items: list[Item] = [Say(kicker, "kicker_amber"), Say(look.text(note.title), "title")]
        for stage in each.stages:
            outcome = stage.advice.outcome
            said = look.text(outcome.title) if outcome is not None else ""
            key = "held.says" if stage.entry == "open" else "held.says_ahead"
            items.append(Say(look.words(key, n=stage.advice.tree.number, advice=said), "strong"))
        items.append(Say(look.text(note.text), "body"))
        made.append(Block(f"{DISAGREE}{note.number}", "amber", tuple(items)))
    apart = apart_said(look)
    return (*made, Block("apart", "grey", (Say(apart, "strong"),))) if apart else tuple(made)


def apart_said(look: Look) -> str:
    """That nobody held the advices of two guidelines of this patient against each other; empty where it has those of
    one. Works out what all trees of all of them say."""
    state = look.state
    cases = [state.cases[at] for at in (state.current, *state.document.beside(state.current))]
    return look.saying.not_compared(not_compared(state.home, cases, look.now, journey_of))
