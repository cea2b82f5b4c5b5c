"""What other trees ask of the board while this one is open: limits that run already."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.advice import due_sentence
from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.says.done import done_at
from mdo_viewer.desktop.state.look import Look
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
