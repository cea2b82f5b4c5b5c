"""Facts that fit badly together, asked back above the advice until one is changed or somebody says that it is so."""

from __future__ import annotations

from mdo_viewer.desktop.says.blocks import CONFIRM_FIELD, Ask, Block, Head, Item, Press, Say
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.confirming import roles
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.meeting.confirming import AskedBack
from mdo_viewer.reasoning.telling import doubted

#: Before the place of a doubt (from 0) in the name of its card, and of the question who says so.
CARD, QUESTION = "doubtful:", "ask_back:"


def open_doubts(look: Look) -> tuple[AskedBack, ...]:
    """Those of which nobody said yet that they are so."""
    return tuple(each for each in look.doubts if each.confirmed is None)


def doubted_facts(look: Look) -> tuple[str, ...]:
    """The facts of what is asked back, each once."""
    return tuple(dict.fromkeys(fact for each in open_doubts(look) for fact in each.doubt.facts))


def first_open(look: Look) -> int | None:
    """The place of the first doubt that nobody confirmed, from 0; None without one."""
    return next((at for at, each in enumerate(look.doubts) if each.confirmed is None), None)


def said_of(look: Look, asked: AskedBack) -> str:
    """`ASIA-score: B · Kan zelfstandig lopen: ja`."""
    return doubted(look.pack, asked.doubt, look.state.language)


def doubtful_blocks(look: Look, unfolded: frozenset[str]) -> tuple[Block, ...]:
    """The first doubt that nobody confirmed, then on request ("doubts" in `unfolded`) the others, each in a card; last
    those that are confirmed. `unfolded` also has the question that is being asked, with which comes what speaks against
    it."""
    open_: list[Block] = []
    settled: list[Block] = []
    for at, each in enumerate(look.doubts):
        (open_ if each.confirmed is None else settled).append(_card(look, at, each, unfolded))
    if len(open_) > 1:
        whole, rest = "doubts" in unfolded, len(open_) - 1
        said = look.words("doubtful.fewer") if whole else look.words.count("doubtful.more", rest)
        open_ = open_ if whole else open_[:1]
        last = open_[-1]
        open_[-1] = Block(last.id, last.tone, (*last.items, Press(said, "doubts", "link")))
    return (*open_, *settled)


def doubtful_lines(look: Look) -> tuple[Block, ...]:
    """What is asked back in one line, for where the cards are out of sight."""
    found = open_doubts(look)
    if not found:
        return ()
    rest = len(found) - 1
    more = (Say(look.words.count("doubtful.more", rest), "muted"),) if rest else ()
    return (Block("doubtful", "amber", (Say(strip(look, found[0]), "strong"), *more)),)


def strip(look: Look, asked: AskedBack) -> str:
    """`Past slecht bij elkaar: ASIA-score: B · Kan zelfstandig lopen: ja`."""
    return f"{look.saying.doubtful}: {said_of(look, asked)}"


def spoken(look: Look) -> str:
    """What is asked back, as it is read out before the advice; empty without anything."""
    return "".join(f"{strip(look, each)}. " for each in open_doubts(look))


def remark(look: Look, fact: str) -> str:
    """What stands at a fact that is asked back: with which others it fits badly; empty for any other fact."""
    others = (
        doubted(look.pack, each.doubt, look.state.language, without=fact)
        for each in open_doubts(look)
        if fact in each.doubt.facts
    )
    return "\n".join(look.words("doubtful.fact", facts=each) for each in others)


def _card(look: Look, at: int, asked: AskedBack, unfolded: frozenset[str]) -> Block:
    words, said = look.words, said_of(look, asked)
    if asked.confirmed is not None:
        by = look.saying.confirmed(asked.confirmed.by, asked.confirmed.at)
        back = Press(words("doubtful.back"), f"unconfirm:{at}", "link", "", words("doubtful.back.name", facts=said))
        return Block(f"{CARD}{at}", "grey", (Head(look.saying.doubtful, back), Say(said, "muted"), Say(by, "muted")))
    key = cap_of("doubtful", words) if at == first_open(look) else ""
    name = words("doubtful.confirm.name", facts=said)
    confirm = Press(words("doubtful.confirm"), f"{QUESTION}{at}", "link", key, name)
    why = _why(look, asked)
    items: list[Item] = [Head(look.saying.doubtful, confirm, loud=True, tip=why), Say(said)]
    if f"{QUESTION}{at}" in unfolded:
        items += [Say(why, "muted"), Say(words("doubtful.who"), "kicker_amber", 6)]
        for n, role in enumerate(roles(look)):
            items.append(Press(role, f"confirm:{at}.{n}", "plain", "", words("doubtful.by", role=role, facts=said)))
        items.append(Ask(f"{CONFIRM_FIELD}{at}", words("doubtful.other"), "", words("doubtful.hint"), gap=6))
    return Block(f"{CARD}{at}", "amber", tuple(items))


def _why(look: Look, asked: AskedBack) -> str:
    """What speaks against it, and where the source says so."""
    entry = asked.doubt.entry
    place = f" ({look.saying.places(look.pack, entry.source)})" if entry.source else ""
    return f"{look.text(entry.why)}{place}"
