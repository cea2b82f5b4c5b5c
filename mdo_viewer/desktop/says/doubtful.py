"""Facts that fit badly together, asked back above the advice until one is changed or somebody says that it is so."""

from __future__ import annotations

from mdo_viewer.desktop.says.blocks import CONFIRM_FIELD, Ask, Block, Choices, Head, Item, Press, Say
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.confirming import roles
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.meeting.confirming import AskedBack
from mdo_viewer.reasoning.telling import doubted

#: Before the place of a doubt (from 0) in the name of its card.
CARD = "doubtful:"


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
    those that are confirmed. With the question who says so comes what speaks against it."""
    open_: list[Block] = []
    settled: list[Block] = []
    for at, each in enumerate(look.doubts):
        (open_ if each.confirmed is None else settled).append(_card(look, at, each))
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


def _card(look: Look, at: int, asked: AskedBack) -> Block:
    words, said = look.words, said_of(look, asked)
    if asked.confirmed is not None:
        by = look.saying.confirmed(asked.confirmed.by, asked.confirmed.at)
        back = Press(words("doubtful.back"), f"unconfirm:{at}", "link", "", words("doubtful.back.name", facts=said))
        return Block(f"{CARD}{at}", "grey", (Head(look.saying.doubtful, back), Say(said, "muted"), Say(by, "muted")))
    asking, why = look.state.asking, _why(look, asked)
    if asking is not None and asking.at == at:
        stop = Press(words("doubtful.stop"), f"ask_back:{at}", "link", cap_of("escape", words))
        head = Head(look.saying.doubtful, stop, loud=True, tip=why)
        return Block(
            f"{CARD}{at}",
            "amber",
            (head, Say(said), Say(why, "muted"), *_question(look, look.saying.role(asking.by), said)),
        )
    key = cap_of("doubtful", words) if at == first_open(look) else ""
    name = words("doubtful.confirm.name", facts=said)
    confirm = Press(words("doubtful.confirm"), f"ask_back:{at}", "link", key, name)
    return Block(f"{CARD}{at}", "amber", (Head(look.saying.doubtful, confirm, loud=True, tip=why), Say(said)))


def _question(look: Look, by: str, said: str) -> tuple[Item, ...]:
    """Who says that it is so: the roles with their digits, another one in words, and the button that records it."""
    words, offered = look.words, roles(look)
    keys = tuple(cap_of(f"role:{n}", words) for n in range(1, len(offered) + 1))
    names = tuple(words("doubtful.by", role=role, facts=said) for role in offered)
    chosen = offered.index(by) if by in offered else -1
    typed = by if chosen < 0 else ""
    name = words("doubtful.by", role=by, facts=said) if by else words("doubtful.confirm.name", facts=said)
    return (
        Say(words("doubtful.who"), "kicker_amber", 6),
        Choices("role", offered, keys, names, chosen),
        Press(words("doubtful.confirm"), "confirm", "primary", cap_of("enter", words), name),
        Ask(CONFIRM_FIELD, words("doubtful.other"), typed, words("doubtful.hint"), gap=6),
    )


def _why(look: Look, asked: AskedBack) -> str:
    """What speaks against it, where the source says so, and the note about it."""
    entry = asked.doubt.entry
    places = look.saying.places(look.pack, entry.source) if entry.source else ""
    note = "" if entry.note is None else look.words("doubtful.note", n=entry.note)
    about = "; ".join(part for part in (places, note) if part)
    return f"{look.text(entry.why)} ({about})" if about else look.text(entry.why)
