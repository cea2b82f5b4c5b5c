"""What stands beside an advice and decides nothing: marks under it, and statements from after the guideline."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.blocks import Block, Head, Item, Press, Remark, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Fact
from mdo_viewer.reasoning.beside.later import ShownLater, later_beside, only_then, read_by_all
from mdo_viewer.reasoning.beside.marks import mark_said, marked, marks_at

#: The card of the statements, what shows or hides them, and what is before the id of one that is read in full.
CARD, SWITCH, READ = "later", "later", "read:"
#: Signs of a statement that is shown in full unasked.
LONG = 240


def marks_of(look: Look) -> tuple[Fact, ...]:
    """The marks of what the tree in sight says. The journey is waited for where this patient has any: they are read
    out with the advice."""
    if not marked(look.pack.marks, look.patient, look.rows):
        return ()
    return marks_at(look.pack, look.stage, look.patient, look.rows)


def shown_later(look: Look) -> tuple[ShownLater, ...]:
    """The statements beside what the tree in sight says; the journey is waited for where it has an outcome."""
    if look.advice.outcome is None or not look.pack.later:
        return ()
    return later_beside(look.pack, look.stage)


def mark_lines(look: Look) -> tuple[str, ...]:
    """`Buiten de richtlijn · Radioresistente histologie: …`, a line for each mark."""
    return tuple(look.words("beside.mark", said=said_of_mark(look, fact)) for fact in marks_of(look) if fact.mark)


def mark_remarks(look: Look) -> tuple[Item, ...]:
    """The same in the card of the advice, in its own words alone."""
    return tuple(Remark(said_of_mark(look, fact)) for fact in marks_of(look))


def said_of_mark(look: Look, fact: Fact) -> str:
    """The line of a mark, with the rows of this patient that it has it from."""
    return mark_said(fact, look.rows, look.state.language)


def later_blocks(look: Look, *, shown: bool, unfolded: frozenset[str]) -> tuple[Block, ...]:
    """The statements beside this advice in a card of their own; where they are not `shown` its head alone, with how
    many there are. None where there are none."""
    found = shown_later(look)
    if not found:
        return ()
    heading = look.saying.later(look.pack)
    if not shown:
        said = look.words("beside.hidden", heading=heading, n=len(found))
        return (Block(CARD, "dashed", (_head(look, said, "show"),)),)
    items = [item for each in found for item in _statement(look, each, unfolded)]
    if read := _read_by_all(look):
        items.append(Say(read, "small_muted"))
    return (Block(CARD, "dashed", (_head(look, heading, "hide"), *items)),)


def later_lines(look: Look) -> tuple[str, ...]:
    """The statements in full under their heading, for the list; none where there are none."""
    found = shown_later(look)
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
    source = look.saying.later_source(each.later)
    return source if _read_by_all(look) else f"{source}; {look.saying.later_read(each.later)}"


def _read_by_all(look: Look) -> str:
    return read_by_all(look.saying.later_read(each.later) for each in shown_later(look))
