"""Words and examples for the classes that a fact is cut into."""

from __future__ import annotations

from collections.abc import Sequence

from mdo_viewer.guideline.model import Fact, Pack, Single, Text
from mdo_viewer.guideline.wording import number, one_of_these, value_text
from mdo_viewer.reasoning.diagram import FactClass, Interval, NotApplicable, tidy


def example_of(fact: Fact, each: FactClass) -> Single:
    """One value of a class. Raises ValueError for "not applicable", which is the absence of a value."""
    if isinstance(each, NotApplicable):
        raise ValueError(f"{fact.id}: not applicable has no value")
    if isinstance(each, Interval):
        example = each.example(whole=False)
        assert example is not None
        return example
    if fact.type == "set":
        return (fact.values[0].id,) if each else ()
    return each


def class_text(pack: Pack, fact: Fact, each: FactClass) -> Text:
    """A class in words: "ja", "A", "< 3 maanden", "3 tot 12 maanden"."""
    if isinstance(each, NotApplicable):
        return Text("niet van toepassing", "not applicable")
    if isinstance(each, Interval):
        return _interval(fact, each)
    if fact.type == "set":
        return Text("een of meer", "one or more") if each else Text("geen", "none")
    return value_text(pack, fact.id, each)


def classes_text(pack: Pack, fact: Fact, classes: Sequence[FactClass]) -> Text:
    """Several classes in words, numbers that follow on each other as one: "A of B", "≥ 3 maanden"."""
    joined: list[FactClass] = []
    for each in classes:
        last = joined[-1] if joined else None
        if isinstance(last, Interval) and isinstance(each, Interval) and last.high == each.low:
            joined[-1] = Interval(last.low, each.high, last.low_open, each.high_open)
        else:
            joined.append(each)
    texts = [class_text(pack, fact, each) for each in joined]
    return one_of_these(texts)


def _interval(fact: Fact, each: Interval) -> Text:
    unit = fact.unit
    return Text(
        _bounds(fact, each, "nl") + (f" {unit.nl}" if unit else ""),
        _bounds(fact, each, "en") + (f" {unit.en}" if unit else ""),
    )


def _bounds(fact: Fact, each: Interval, language: str) -> str:
    low, high = (number(tidy(bound), "nl" if language == "nl" else "en") for bound in (each.low, each.high))
    at_bottom = each.low == fact.low and not each.low_open
    at_top = each.high == fact.high and not each.high_open
    if each.low == each.high:
        return f"= {low}"
    if at_bottom and at_top:
        return f"{low} – {high}"
    if at_bottom:
        return f"{'<' if each.high_open else '≤'} {high}"
    if at_top:
        return f"{'>' if each.low_open else '≥'} {low}"
    joiner = "en" if language == "nl" else "and"
    return f"{'>' if each.low_open else '≥'} {low} {joiner} {'<' if each.high_open else '≤'} {high}"
