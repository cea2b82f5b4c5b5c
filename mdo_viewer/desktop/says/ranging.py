"""What the window says of a number that is known as a range: what may be typed, and where its numbers part."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.beside import LONG, READ, mark_remarks, said_of_mark
from mdo_viewer.desktop.says.blocks import Block, Item, Press, Remark, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Fact
from mdo_viewer.guideline.wording import listed, number, quantity
from mdo_viewer.reasoning.beside.marks import marks_at
from mdo_viewer.reasoning.ranging.ranged import borders
from mdo_viewer.reasoning.ranging.ways import advice_texts
from mdo_viewer.reasoning.results import RangeWay, Stage
from mdo_viewer.reasoning.telling import range_said, say, way_line, way_said, ways_agree, ways_heading


def ways_block(look: Look, unfolded: frozenset[str]) -> Block:
    """One card with every way over the range: its numbers, what is said there, and the way to the tree that says it.
    What a way says at length shows its first sentence, until it is among `unfolded`."""
    pack, language, advice = look.pack, look.state.language, look.advice
    items: list[Item] = [Say(ways_heading(advice, language).upper(), "kicker_amber")]
    items.append(Say(range_said(pack, advice, advice.ways[0].fact, language, "crossed")))
    for at, way in enumerate(advice.ways):
        tree = way.end.tree
        items.append(Say(look.text(way.label), "strong", 8))
        if tree is advice.tree:
            items.append(Say(way_said(pack, way, language), "body"))
        else:
            items.append(_to_tree(look, way))
        items += _text(look, way, f"{READ}way{at}", unfolded)
    return Block("ways", "amber", (*items, *mark_remarks(look)))


def part_blocks(look: Look) -> tuple[Block, ...]:
    """The whole advice of a tree that only a part of the range opens, a card for each way with an outcome; none for
    other trees. The journey is waited for while this tree parts itself."""
    if not look.knows("stages") and not look.advice.ways:
        return ()
    return tuple(_part(look, way, f"part{at}") for at, way in enumerate(look.stage.ways) if way.end.outcome is not None)


def _part(look: Look, way: RangeWay, id: str) -> Block:
    pack, language = look.pack, look.state.language
    items: list[Item] = [Say(f"{say(language, 'may')} · {look.text(way.label)}".upper(), "kicker_amber")]
    if way.end.outcome is not None:
        heads = (look.words(f"kind.{way.end.outcome.kind}"), look.saying.strength(way.end.outcome.strength))
        items.append(Say(" · ".join(head for head in heads if head), "kicker"))
    items.append(Say(way_said(pack, way, language), "large"))
    marks = marks_at(pack, Stage(way.end, "open", None, None), look.patient, look.rows)
    items += [Remark(said_of_mark(look, fact)) for fact in marks]
    items += [Say(text) for text in advice_texts(pack, way.end, language)]
    if way.end.tree is not look.advice.tree:
        items.append(_to_tree(look, way))
    return Block(id, "amber", tuple(items))


def _to_tree(look: Look, way: RangeWay) -> Press:
    tree = way.end.tree
    name = f"{look.words('advice.tree', n=tree.number)}, {look.text(tree.title)}"
    goes = look.words("advice.go_on", tree=name)
    return Press(way_line(look.pack, way, look.state.language), f"tree:{tree.id}", "link", "", goes)


def _text(look: Look, way: RangeWay, read: str, unfolded: frozenset[str]) -> Iterator[Item]:
    """What a way says beside its title; of much the first sentence, with a button for all of it."""
    texts = advice_texts(look.pack, way.end, look.state.language)
    whole = read in unfolded
    first, point, rest = texts[0].partition(". ") if texts else ("", "", "")
    short = sum(map(len, texts)) <= LONG or not (rest or texts[1:])
    yield from (Say(text) for text in (texts if short or whole else (f"{first}{point}…",)))
    if not short:
        action = "less" if whole else "more"
        name = look.words(f"beside.{action}.name", source=look.text(way.label))
        yield Press(look.words(f"beside.{action}"), read, "link", "", name)


def typing(look: Look, fact: Fact) -> str:
    """That a number, or also a range, is typed, with the bounds and the unit."""
    language, kind = look.state.language, "range" if fact.ranges else "number"
    unit = look.text(fact.unit)
    if fact.low is None or fact.high is None:
        return look.words(f"facts.type_{kind}.free", unit=unit).replace(" .", ".")
    top = f"{number(fact.high, language)} {unit}".strip()
    return look.words(f"facts.type_{kind}", low=number(fact.low, language), high=top)


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
