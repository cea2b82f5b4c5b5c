"""What is said of a patient of whom nothing is known yet: calmly, since nothing points anywhere."""

from __future__ import annotations

from mdo_viewer.desktop.says.beside import mark_remarks
from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.scope import scope_text
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.reasoning.urgency import worse_without_limit


def untouched_blocks(look: Look) -> tuple[Block, ...]:
    """That nothing was assessed yet and what comes first, and the outcomes that the tree has."""
    words, advice = look.words, look.advice
    said: list[Item] = [
        Say(words("advice.untouched"), "kicker"),
        Say(words("advice.untouched.none"), "large"),
        Say(first_question(look)),
    ]
    tightest = tightest_limit(look)
    if tightest:
        said.append(Say(tightest, "muted"))
    said += mark_remarks(look)
    possible: list[Item] = [Say(words.count("advice.possible", len(advice.possible)), "kicker")]
    possible += [Say(look.text(each.title), "body") for each in advice.still_possible]
    return Block("untouched", "grey", tuple(said)), Block("possible", "plain", tuple(possible))


def first_question(look: Look) -> str:
    """That nothing is known, and what is asked first."""
    if look.next_fact is None:
        return ""
    question = look.text(scope_text(look.pack)) if look.scope_asked else look.label(look.next_fact)
    if not question.endswith("?"):
        question += "."
    return look.words("advice.untouched.first", question=uncapital(question))


def tightest_limit(look: Look) -> str:
    """The shortest limit that an outcome of this tree has; empty where none has one."""
    outcome = look.advice.tightest
    if outcome is None or outcome.limit is None:
        return ""
    title, within = look.text(outcome.title), look.saying.within(outcome.limit)
    said = title if within in title else f"{title}, {within}"
    worse = look.saying.also_worse(worse_without_limit(look.advice))
    return " ".join(part for part in (look.words("advice.untouched.tightest", limit=said), worse) if part)
