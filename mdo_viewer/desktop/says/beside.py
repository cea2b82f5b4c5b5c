"""What stands beside an advice and decides nothing: marks under it, and statements from after the guideline."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.blocks import Block, Head, Item, Press, Remark, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Fact
from mdo_viewer.reasoning.beside.later import ShownLater, later_beside, only_then
from mdo_viewer.reasoning.beside.marks import mark_said, marks_at

#: The card of the statements, what shows or hides them, and what is before the id of one that is read in full.
CARD, SWITCH, READ = "later", "later", "read:"
#: Signs of a statement that is shown in full unasked.
LONG = 240


def marks_of(look: Look) -> tuple[Fact, ...]:
    """The marks of what is advised here: of the tree in sight, or of the trees that speak over a range."""
    advice = look.advice
    trees = [way.end.tree for way in advice.ways] if advice.outcome is None else [advice.tree]
    return tuple(dict.fromkeys(fact for tree in trees for fact in marks_at(look.pack, tree, look.patient, look.rows)))


def mark_lines(look: Look) -> tuple[str, ...]:
    """`Buiten de richtlijn · Radioresistente histologie: …`, a line for each mark; none without an advice."""
    return tuple(look.words("beside.mark", said=_mark(look, fact)) for fact in marks_of(look) if fact.mark)


def mark_remarks(look: Look) -> tuple[Item, ...]:
    """The same in the card of the advice, in its own words alone."""
    return tuple(Remark(_mark(look, fact)) for fact in marks_of(look))


def _mark(look: Look, fact: Fact) -> str:
    return mark_said(fact, look.rows, look.state.language)


def later_blocks(look: Look, *, shown: bool, unfolded: frozenset[str]) -> tuple[Block, ...]:
    """The statements beside this advice in a card of their own; where they are not `shown` its head alone, with how
    many there are. None where there are none."""
    found = later_beside(look.pack, look.advice)
    if not found:
        return ()
    heading = look.saying.later(look.pack)
    if not shown:
        said = look.words("beside.hidden", heading=heading, n=len(found))
        return (Block(CARD, "dashed", (_head(look, said, "show"),)),)
    items = [item for each in found for item in _statement(look, each, unfolded)]
    read = dict.fromkeys(look.saying.later_read(each.later) for each in found)
    if len(read) == 1:  # said once where it is the same of all
        items.append(Say(next(iter(read)), "small_muted"))
    return (Block(CARD, "dashed", (_head(look, heading, "hide"), *items)),)


def later_lines(look: Look) -> tuple[str, ...]:
    """The statements in full under their heading, for the list; none where there are none."""
    found = later_beside(look.pack, look.advice)
    heading = (look.saying.later(look.pack),) if found else ()
    return (*heading, *(f"{_said(look, each)} ({_about(look, each)})" for each in found))


def _head(look: Look, said: str, action: str) -> Head:
    words = look.words
    name = words(f"beside.{action}.name", heading=look.saying.later(look.pack))
    return Head(said, Press(words(f"beside.{action}"), SWITCH, "link", "", name), small=True)


def _statement(look: Look, each: ShownLater, unfolded: frozenset[str]) -> Iterator[Item]:
    """What is said and whose it is. Of a long one the first sentence, or all: a result without its reserve misleads."""
    said, read = _said(look, each), f"{READ}{each.later.id}"
    first, point, rest = said.partition(". ")
    if len(said) <= LONG or not rest:
        yield Say(said, "small")
        yield Say(_about(look, each), "small_muted")
        return
    words, whole = look.words, read in unfolded
    yield Say(said if whole else f"{first}{point}…", "small")
    yield Say(_about(look, each), "small_muted")
    action = "less" if whole else "more"
    name = words(f"beside.{action}.name", source=look.text(each.later.source))
    yield Press(words(f"beside.{action}"), read, "link", "", name)


def _said(look: Look, each: ShownLater) -> str:
    """The statement, and before it the fact that it waits for."""
    language = look.state.language
    return f"{only_then(look.pack, look.advice, each, language)} {each.later.text(language)}".strip()


def _about(look: Look, each: ShownLater) -> str:
    """Whose statement it is; and who has read it, where that is not the same of all."""
    found = later_beside(look.pack, look.advice)
    source, read = look.saying.later_source(each.later), {look.saying.later_read(other.later) for other in found}
    return source if len(read) == 1 else f"{source}; {look.saying.later_read(each.later)}"
