"""What other trees ask of the board while this one is open: limits that run already, and trees that disagree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from mdo_viewer.desktop.advice_view import due_sentence, is_urgent
from mdo_viewer.desktop.blocks import Block, Item, Say
from mdo_viewer.desktop.done_view import done_at
from mdo_viewer.desktop.example import PACK
from mdo_viewer.desktop.look import Look
from mdo_viewer.reasoning.results import Deadline, Stage

#: How many running limits of other trees are named; the others are counted.
MOST = 2
LAST = datetime.max.replace(tzinfo=UTC)
#: Open questions of the guideline on which trees disagree. 8: both trees carry the note. 28: the tree with the note
#: sees no urgency any more, while another tree still gives a limit.
BOTH_NOTED, LIMIT_ELSEWHERE = (8,), (28,)


def held_block(look: Look) -> tuple[Block, ...]:
    """Advice of other entered trees with a limit that is not done yet, the most urgent first."""
    found = sorted(_held(look), key=lambda each: (each[1].due or LAST, each[1].limit.hours))
    if not found:
        return ()
    items: list[Item] = []
    for stage, due in found[:MOST]:
        outcome = stage.advice.outcome
        assert outcome is not None
        key = "held.overdue" if due.overdue else "held.now"
        said = look.words(key, advice=look.text(outcome.title), due=due_sentence(look, due), n=stage.advice.tree.number)
        items.append(Say(said, "urgent" if due.overdue or is_urgent(outcome) else "strong"))
    if len(found) > MOST:
        items.append(Say(look.words.count("held.more", len(found) - MOST), "muted"))
    urgent = any(isinstance(item, Say) and item.style == "urgent" for item in items)
    return (Block("held", "urgent" if urgent else "plain", tuple(items)),)


def _held(look: Look) -> Iterator[tuple[Stage, Deadline]]:
    for stage in look.stages:
        advice = stage.advice
        if stage.entry != "open" or advice.tree.id == look.state.tree_id or done_at(look, advice) is not None:
            continue
        for due in advice.deadlines:
            if due.limit.type == "latest":
                yield stage, due


def disagreements(look: Look) -> Iterator[tuple[int, tuple[Stage, ...]]]:
    """Note by note the entered trees that disagree, where the open one is among them."""
    if look.pack.id != PACK:
        return
    entered = [stage for stage in look.stages if stage.entry == "open" and stage.advice.outcome is not None]
    for number in (*BOTH_NOTED, *LIMIT_ELSEWHERE):
        noted = tuple(stage for stage in entered if number in stage.advice.notes)
        others = tuple(s for s in entered if s not in noted and s.advice.deadlines) if number in LIMIT_ELSEWHERE else ()
        trees = (*noted, *others) if noted else ()
        if len(trees) > 1 and any(stage.advice.tree.id == look.state.tree_id for stage in trees):
            yield number, trees


def disagreement_blocks(look: Look) -> tuple[Block, ...]:
    """Both advices below each other, with the note that says why they differ."""
    made = []
    for number, stages in disagreements(look):
        note = look.pack.notes_by_number[number]
        items: list[Item] = [Say(look.words("held.disagree"), "kicker_amber"), Say(look.text(note.title), "title")]
        for stage in stages:
            outcome = stage.advice.outcome
            said = look.text(outcome.title) if outcome is not None else ""
            items.append(Say(look.words("held.says", n=stage.advice.tree.number, advice=said), "strong"))
        items.append(Say(look.text(note.text), "body"))
        made.append(Block(f"disagree{number}", "amber", tuple(items)))
    return tuple(made)
