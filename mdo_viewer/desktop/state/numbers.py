"""Numbers as people type them, decimal comma or point; and when one lies far from what the trees speak of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import Fact, Pack, Range
from mdo_viewer.guideline.wording import number
from mdo_viewer.guideline.words import Words
from mdo_viewer.reasoning.ranging.variants import comparisons_with
from mdo_viewer.reasoning.ranging.written import bounds_written

#: How what was typed for a fact and waits is called, beside the fields of the advice.
OF_FACT: Final = "fact:"

Way: TypeAlias = Literal["facts.doubt.high", "facts.doubt.low"]

_NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,4})?")
#: From the unit of a fact (its Dutch word): the smaller unit that may have been meant, how many of it go in one; and
#: the larger one.
SMALLER = {"dagen": ("facts.doubt.hours", 24), "weken": ("facts.doubt.days", 7), "jaren": ("facts.doubt.months", 12)}
LARGER = {"uren": ("facts.doubt.days", 24), "dagen": ("facts.doubt.weeks", 7), "maanden": ("facts.doubt.years", 12)}


class Doubt(Struct, frozen=True):
    """A number ten times outside what the trees speak of: what may have been meant, and why.

    `way` is the word key of what is said. `unit` is that of the unit that was perhaps thought in, empty where a decimal
    sign was perhaps missed.
    """

    value: float
    way: Way
    meant: float
    unit: str = ""


def read_value(text: str, fact: Fact, words: Words) -> tuple[Range | float | int | None, str]:
    """The number or, where the fact may be one, the range (`2-6`, `2 tot 6`), and an empty message; or None and what to
    do about it. A range of which the ends are the same is that number."""
    bounds = bounds_written(text)
    if bounds is None:
        return read_number(text, fact, words)
    if not fact.ranges:
        return None, words("facts.no_range")
    low, problem = read_number(bounds[0], fact, words)
    high, other = read_number(bounds[1], fact, words)
    if low is None or high is None:
        return None, problem or other
    if low > high:
        return None, words("facts.range_order")
    return (low if low == high else Range(low, high)), ""


def read_number(text: str, fact: Fact, words: Words) -> tuple[float | int | None, str]:
    """The number and an empty message, or None and what to do about it. `3,0` is whole; `1.000,5` is refused."""
    said = text.strip()
    if not _NUMBER.fullmatch(said):
        return None, words("facts.no_number")
    value = float(said.replace(",", "."))
    if fact.type == "integer" and not value.is_integer():
        return None, words("facts.whole_number")
    if (fact.low is not None and value < fact.low) or (fact.high is not None and value > fact.high):
        low, high = number(fact.low or 0, words.language), number(fact.high or 0, words.language)
        unit = fact.unit(words.language) if fact.unit else ""
        return None, words("facts.out_of_range", low=low, high=f"{high} {unit}".strip())
    return (int(value) if value.is_integer() else value), ""


def doubt(value: float, fact: Fact, pack: Pack) -> Doubt | None:
    """Whether to ask back: ten times above the largest number that a tree, rider or hint compares this fact with, at
    or below a tenth of the smallest, or in the top tenth of the allowed range; None where there is no doubt.

    Nothing is known here of what is usual in a clinic (docs/decisions/0013): 0 is never doubted, and a value is only
    doubted when another one that is allowed may have been meant.
    """
    known = compared_with(pack, fact.id)
    if value <= 0:
        return None
    top = fact.low is not None and fact.high is not None and value > fact.low + 0.9 * (fact.high - fact.low)
    if top or (known and value >= 10 * known[-1]):
        return _meant(value, fact, known, "facts.doubt.high")
    if known and value <= known[0] / 10:
        return _meant(value, fact, known, "facts.doubt.low")
    return None


def _meant(value: float, fact: Fact, known: tuple[float, ...], way: Way) -> Doubt | None:
    """What may have been meant: another unit where that comes out even among the numbers known, else ten times less
    or more."""
    slips = (SMALLER if way == "facts.doubt.high" else LARGER).get(fact.unit("nl") if fact.unit else "")
    if slips is not None and known:
        other = value / slips[1] if way == "facts.doubt.high" else float(value * slips[1])
        if other.is_integer() and known[0] / 10 < other < known[-1] * 10 and _allowed(other, fact):
            return Doubt(value, way, other, slips[0])
    other = value / 10 if way == "facts.doubt.high" else round(value * 10.0, 6)
    return Doubt(value, way, other) if _allowed(other, fact) else None


def _allowed(value: float, fact: Fact) -> bool:
    within = (fact.low is None or value >= fact.low) and (fact.high is None or value <= fact.high)
    return within and (fact.type != "integer" or value.is_integer())


@lru_cache(maxsize=256)
def compared_with(pack: Pack, fact: str) -> tuple[float, ...]:
    """Every number that the pack compares this fact with, ascending: in trees, terms, riders, notes and hints."""
    compared = comparisons_with(pack, fact, doubts=False)
    return tuple(sorted({each.value for each in compared if not isinstance(each.value, bool | str)}))
