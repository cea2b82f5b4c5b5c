"""What other trees ask of the board while this one is open: limits that run already, and trees that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.advice import due_sentence
from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.says.done import done_at
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.reasoning import disagreeing
from mdo_viewer.reasoning.deadlines import by_urgency
from mdo_viewer.reasoning.results import Deadline, Stage

#: How many running limits of other trees are named; the others are counted.
MOST = 2
#: In a window lower than this one is named, so that the advice stays in sight, px.
LOW = 800


def held_block(look: Look, most: int = MOST) -> tuple[Block, ...]:
    """Advice of other entered trees with a limit that is not done yet, the most urgent first."""
    found = sorted(running(look), key=lambda each: by_urgency(each[1]))
    if not found:
        return ()
    items: list[Item] = []
    for stage, due in found[:most]:
        outcome = stage.advice.outcome
        assert outcome is not None
        key = "held.overdue" if due.overdue else "held.now"
        said = look.words(key, advice=look.text(outcome.title), due=due_sentence(look, due), n=stage.advice.tree.number)
        items.append(Say(said, "urgent" if due.overdue or outcome.is_urgent else "strong"))
    if len(found) > most:
        items.append(Say(look.words.count("held.more", len(found) - most), "muted"))
    urgent = any(isinstance(item, Say) and item.style == "urgent" for item in items)
    return (Block("held", "urgent" if urgent else "plain", tuple(items)),)


def running(look: Look) -> Iterator[tuple[Stage, Deadline]]:
    """Latest limits of other entered trees whose advice is not done yet."""
    for stage in look.stages:
        advice = stage.advice
        if stage.entry != "open" or advice.tree.id == look.state.tree_id or done_at(look, advice) is not None:
            continue
        for due in advice.deadlines:
            if due.limit.type == "latest":
                yield stage, due


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
