"""Words and examples for the classes that a fact is cut into."""

from __future__ import annotations

from mdo_viewer.guideline.model import Fact, Pack, Text, Value
from mdo_viewer.guideline.wording import number, value_text
from mdo_viewer.reasoning.diagram import FactClass, Interval, NotApplicable


def example_of(fact: Fact, each: FactClass) -> Value:
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


def _interval(fact: Fact, each: Interval) -> Text:
    unit = fact.unit
    return Text(
        _bounds(fact, each, "nl") + (f" {unit.nl}" if unit else ""),
        _bounds(fact, each, "en") + (f" {unit.en}" if unit else ""),
    )


def _bounds(fact: Fact, each: Interval, language: str) -> str:
    low, high = (number(_tidy(bound), "nl" if language == "nl" else "en") for bound in (each.low, each.high))
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


def _tidy(bound: float) -> int | float:
    return int(bound) if bound == int(bound) else bound
