"""What the window says of a choice of the board: what can be chosen, where it leads, and why a tree is open."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mdo_viewer.desktop.says.blocks import Item, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import Decision
from mdo_viewer.meeting.choosing import (
    beside_chosen,
    choice_of,
    choice_words,
    choices_with,
    chosen_with,
    follows_from_advice,
    mark_of,
)
from mdo_viewer.meeting.limits.therapy import against_words
from mdo_viewer.reasoning.choosing import beside_choice, choice_leads
from mdo_viewer.reasoning.results import Stage


class ChoiceView(Struct, frozen=True):
    """What can be chosen with the decision that is being written: ids, words, the place of the one that holds (-1 for
    none), whether that follows from the advice alone, and the line below."""

    ids: tuple[str, ...]
    words: tuple[str, ...]
    chosen: int
    fixed: bool
    line: str


def choice_view(look: Look, draft: Decision) -> ChoiceView | None:
    """The choices of the draft; None where its tree knows none."""
    choices = choices_with(look.pack, draft)
    if not choices:
        return None
    chosen, fixed = chosen_with(look.pack, draft), follows_from_advice(look.pack, draft)
    line = look.words("decision.choice_open")
    if chosen is not None:
        line = choice_leads(look.pack, look.advice.settled, draft.tree, chosen, look.state.language)
        line = f"{line} {beside_choice(look.pack, look.advice.settled, chosen, look.state.language)}".strip()
    if fixed:
        line = f"{look.words('decision.choice_follows')} {line}".rstrip()
    at = -1 if chosen is None else choices.index(chosen)
    return ChoiceView(tuple(c.id for c in choices), tuple(look.text(c.label) for c in choices), at, fixed, line)


def choice_items(look: Look, decision: Decision) -> Iterator[Item]:
    """What was chosen with a recorded decision, and where that leads."""
    said = choice_words(look.pack, decision, look.state.language)
    if not said:
        against = beside(look, decision)
        yield from (Say(against, "strong"),) if against else ()
        return
    yield Say(look.words("decision.choice", choice=uncapital(said)), "strong")
    choice = choice_of(look.pack, decision)
    if choice is not None:
        doubted = beside(look, decision)
        if doubted:
            yield Say(doubted, "strong")
        if leads := choice_leads(look.pack, look.advice.settled, decision.tree, choice, look.state.language):
            yield Say(leads)


def beside(look: Look, decision: Decision) -> str:
    """What must be said beside what was decided, such as a fact or another decision that does not fit it; empty where
    nothing must."""
    said = beside_chosen(look.pack, decision, look.advice.settled, look.state.language)
    return f"{said} {against_words(look.pack, look.case, decision, look.saying)}".strip()


def marked(look: Look, stage: Stage) -> str:
    """That this tree applies by a decision of the board, and by which; empty where it does not."""
    return mark_of(look.pack, look.case, stage, look.state.language)


def mark_items(look: Look) -> tuple[Item, ...]:
    """The same of the tree in sight; nothing while the journey is not known yet."""
    said = marked(look, look.stage) if look.knows("stages") else ""
    return (Say(said, "strong"),) if said else ()
