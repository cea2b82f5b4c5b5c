"""Numbers as people type them: decimal comma or point, no grouping."""

from __future__ import annotations

import re

from mdo_viewer.desktop.words import Words
from mdo_viewer.guideline.model import Fact
from mdo_viewer.guideline.wording import number

_NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,4})?")


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
        return None, words(
            "facts.out_of_range", low=low, high=high, unit=fact.unit(words.language) if fact.unit else ""
        )
    return (int(value) if value.is_integer() else value), ""


def ten_times(value: float, fact: Fact) -> float | None:
    """A tenth of a value that may be typed ten times too high; None where there is no doubt.

    There is doubt in the top tenth of the allowed range, when a tenth of the value is allowed too. Nothing is known
    here of what is usual in a clinic.
    """
    if fact.low is None or fact.high is None or value <= fact.low + 0.9 * (fact.high - fact.low):
        return None
    tenth = value / 10
    if tenth < fact.low or (fact.type == "integer" and not tenth.is_integer()):
        return None
    return tenth
