"""Trees that apply and say what does not go together, with the note of the guideline that says why."""

from __future__ import annotations

from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.reasoning import disagreeing
from mdo_viewer.reasoning.results import Stage


def disagreements(look: Look) -> tuple[tuple[int, tuple[Stage, ...]], ...]:
    """Note by note the trees that disagree for this patient: those that apply, and the one that is looked at."""
    found = disagreeing.disagreements(look.pack, look.stages, look.state.tree_id)
    return tuple((each.note.number, each.stages) for each in found)


def disagreement_blocks(look: Look) -> tuple[Block, ...]:
    """Where the open tree is among them: the advices below each other, with the note that says why they differ."""
    made = []
    for number, stages in disagreements(look):
        if look.state.tree_id not in {stage.advice.tree.id for stage in stages}:
            continue
        note = look.pack.notes_by_number[number]
        items: list[Item] = [Say(look.words("held.disagree"), "kicker_amber"), Say(look.text(note.title), "title")]
        for stage in stages:
            outcome = stage.advice.outcome
            said = look.text(outcome.title) if outcome is not None else ""
            key = "held.says" if stage.entry == "open" else "held.says_ahead"
            items.append(Say(look.words(key, n=stage.advice.tree.number, advice=said), "strong"))
        items.append(Say(look.text(note.text), "body"))
        made.append(Block(f"disagree{number}", "amber", tuple(items)))
    return tuple(made)
