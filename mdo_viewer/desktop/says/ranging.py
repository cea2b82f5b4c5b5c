"""What the window says of a number that is known as a range: what may be typed, and where its numbers part."""

from __future__ import annotations

from mdo_viewer.desktop.says.beside import mark_remarks
from mdo_viewer.desktop.says.blocks import Block, Item, Press, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Fact
from mdo_viewer.guideline.wording import listed, number, quantity
from mdo_viewer.reasoning.ranging.ranged import borders
from mdo_viewer.reasoning.telling import range_said, say, way_line, way_said, ways_agree, ways_heading


def ways_block(look: Look) -> Block:
    """One card with every way over the range: its numbers, what is said there, and the way to the tree that says it."""
    pack, language, advice = look.pack, look.state.language, look.advice
    items: list[Item] = [Say(ways_heading(advice, language).upper(), "kicker_amber")]
    items.append(Say(range_said(pack, advice, advice.ways[0].fact, language, "crossed")))
    for way in advice.ways:
        tree = way.end.tree
        items.append(Say(look.text(way.label), "strong", 8))
        if tree is advice.tree:
            items.append(Say(way_said(pack, way, language), "body"))
            continue
        name = f"{look.words('advice.tree', n=tree.number)}, {look.text(tree.title)}"
        goes = look.words("advice.go_on", tree=name)
        items.append(Press(way_line(pack, way, language), f"tree:{tree.id}", "link", "", goes))
    return Block("ways", "amber", (*items, *mark_remarks(look)))


def typing(look: Look, fact: Fact) -> str:
    """That a number or a range can be typed, with the bounds."""
    language = look.state.language
    low, high = (number(bound, language) if bound is not None else "…" for bound in (fact.low, fact.high))
    return look.words("facts.type_range", low=low, high=high)


def crossed(look: Look, fact: Fact) -> str:
    """Which borders of the open tree lie in the range of a fact; empty without one, and once there is an advice."""
    found = borders(look.pack, look.advice, fact.id)
    if not found:
        return ""
    language = look.state.language
    *before, last = found
    said = [*(number(each, language) for each in before), quantity(last, fact.unit, language)]
    key = "facts.crossed.one" if len(found) == 1 else "facts.crossed.many"
    return look.words(key, borders=listed(said, say(language, "and")))


def when_followed(look: Look) -> str:
    """The word for when an advice can be followed, while the tree gives none."""
    if not look.advice.ways:
        return "decision.follow_later"
    return "decision.follow_whole" if ways_agree(look.advice) and _is_advised(look) else "decision.follow_when_left"


def _is_advised(look: Look) -> bool:
    return all(way.end.outcome is not None and way.end.outcome.kind == "advice" for way in look.advice.ways)
