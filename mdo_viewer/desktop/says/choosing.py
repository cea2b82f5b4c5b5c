"""What the window says of a choice of the board: what can be chosen, where it leads, and why a tree is open."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mdo_viewer.desktop.says.blocks import Item, Press, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import Decision
from mdo_viewer.meeting.choosing import choice_words, choices_with, chosen_with, follows_from_advice
from mdo_viewer.reasoning.choosing import opened
from mdo_viewer.reasoning.leading import gives, leads_to
from mdo_viewer.reasoning.telling import mark


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
        line = leads_to(look.pack, look.advice.settled, draft.tree, chosen, look.state.language)
    if fixed:
        line = f"{look.words('decision.choice_follows')} {line}"
    at = -1 if chosen is None else choices.index(chosen)
    return ChoiceView(tuple(c.id for c in choices), tuple(look.text(c.label) for c in choices), at, fixed, line)


def choice_items(look: Look, decision: Decision) -> Iterator[Item]:
    """What was chosen with a recorded decision, and a way to each tree that this opens."""
    said = choice_words(look.pack, decision, look.state.language)
    if not said:
        return
    yield Say(look.words("decision.choice", choice=uncapital(said)), "strong")
    tree = look.pack.trees_by_id[decision.tree]
    choice = tree.choice(decision.chosen)
    for each in () if choice is None else opened(look.pack, look.advice.settled, tree.id, choice):
        to = look.pack.trees_by_id[each.opening.tree]
        words = look.words("decision.next", said=gives(look.pack, each, look.state.language))
        yield Press(words, f"tree:{to.id}", "plain", "", look.words("advice.go_on", tree=to.number))


def marked(look: Look) -> tuple[Item, ...]:
    """That the tree in sight applies by a decision of the board; nothing where it does not, or is not known yet."""
    said = mark(look.pack, look.stage, look.state.language) if look.knows("stages") else ""
    return (Say(said, "strong"),) if said else ()
