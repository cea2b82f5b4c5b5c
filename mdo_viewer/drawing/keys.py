"""Which digit gives which answer of the open question; only where that one key press surely does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdo_viewer.guideline.model import Fact, Language, Pack, Question, Value
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.guideline.showing import asks
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import Words
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.results import Settled


def answer_keys(pack: Pack, settled: Settled, question: Question, asked: str | None) -> Mapping[str, str]:
    """Digit by answer key. `asked` is the fact that the digits answer now.

    A digit stands for one value of that fact (yes 1, no 2, a choice by its place), so an answer has one only when
    exactly one value takes it: "no" to one of four conditions does not yet answer "is one enough?". Numbers have none:
    their digits are typed. Where the box does not ask the fact itself (`asks`) none has one: it names the fact with its
    keys instead. The question of scope as a whole has one for each answer.
    """
    if asked == SCOPE:
        return {"ja": "1", "nee": "2"} if question.id == SCOPE else {}
    if asked is None or asked not in pack.facts_by_id or not asks(pack, question, asked):
        return {}
    found: dict[str, list[str]] = {}
    for digit, value in _options(pack.facts_by_id[asked]):
        then = replace(settled, values={**settled.values, asked: value})
        for answer in question.answers:
            if holds(pack, then, answer.test) is True:
                found.setdefault(answer.key, []).append(digit)
                break
    if "2" in found.get("ja", ()) or "1" in found.get("nee", ()):
        return {}
    return {answer: digits[0] for answer, digits in found.items() if len(digits) == 1}


def options_of(pack: Pack, fact: str, say: Words, language: Language) -> Iterator[tuple[str, str]]:
    """Each digit with what it says of a fact, or of the scope as a whole; none of a number."""
    if fact == SCOPE:
        yield from (("1", say("mark.yes")), ("2", say("mark.no")))
        return
    known = pack.facts_by_id[fact]
    names = {choice.id: choice.label(language) for choice in known.values}
    for digit, value in _options(known):
        yield digit, names.get(str(value)) or say("mark.yes" if value else "mark.no")


def _options(fact: Fact) -> Iterator[tuple[str, Value]]:
    if fact.type == "bool":
        yield from (("1", True), ("2", False))
    elif fact.type == "choice":
        yield from ((str(n), choice.id) for n, choice in enumerate(fact.values[:9], 1))
