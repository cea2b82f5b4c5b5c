"""Labels that the program makes itself, so that a text never says another number than the rule.

A condition that carries its own text keeps it. Every made label begins with a capital; the second and later parts of
a group do not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mdo_viewer.guideline.model import (
    All,
    AnyOf,
    Choice,
    Condition,
    Ends,
    Fact,
    Is,
    Language,
    MomentSet,
    Not,
    Operator,
    Pack,
    Term,
    Text,
    Value,
)

YES = Text("ja", "yes")
NO = Text("nee", "no")
NONE = Text("geen", "none")
SIGNS: Mapping[Operator, str] = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}

#: Dutch units of time by plural, with what stands after 1 and after other numbers.
_TIME = {
    "uren": ("uur", "uur"),
    "dagen": ("dag", "dagen"),
    "weken": ("week", "weken"),
    "maanden": ("maand", "maanden"),
    "jaren": ("jaar", "jaar"),
}
_ENGLISH_TIME = {"hours", "days", "weeks", "months", "years"}


def both(make: Callable[[Language], str]) -> Text:
    """A text made once for each language."""
    return Text(make("nl"), make("en"))


def number(value: float, language: Language) -> str:
    """A number as read by people: no trailing zeros, decimal comma in Dutch."""
    text = str(int(value)) if float(value).is_integer() else repr(float(value))
    return text.replace(".", ",") if language == "nl" else text


def quantity(value: float, unit: Text | None, language: Language) -> str:
    """A number with its unit: `7 dagen`, `1 day`."""
    if unit is None:
        return number(value, language)
    word = unit(language)
    if language == "nl" and word in _TIME:
        word = _TIME[word][value != 1]
    elif language == "en" and word in _ENGLISH_TIME and value == 1:
        word = word[:-1]
    return f"{number(value, language)} {word}"


def choice_name(choice: Choice) -> Text:
    """A choice in few words: the id where the label opens with it ("A: complete …"), else the label."""
    if choice.label.nl.startswith(f"{choice.id}:"):
        return Text(choice.id, choice.id)
    return choice.label


def value_of(fact: Fact, value: Value) -> Text:
    """A value of a fact in words."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return both(lambda language: quantity(value, fact.unit, language))
    names = {choice.id: choice_name(choice) for choice in fact.values}
    if isinstance(value, str):
        return names.get(value, Text(value, value))
    if not value:
        return NONE
    chosen = [names.get(id, Text(id, id)) for id in value]
    first, *others = chosen
    return both(lambda language: ", ".join([first(language), *(uncapital(name(language)) for name in others)]))


def value_text(pack: Pack, fact_id: str, value: Value) -> Text:
    """A value of one of the pack's facts in words; KeyError for an unknown fact."""
    return value_of(pack.facts_by_id[fact_id], value)


def fact_name(fact: Fact, language: Language) -> str:
    """The label of a fact without its unit: `Levensverwachting (maanden)` is `Levensverwachting`."""
    label = fact.label(language)
    if fact.unit is not None:
        label = label.removesuffix(f" ({fact.unit(language)})")
    return label


def comparison(fact: Fact, op: Operator, value: bool | str | float) -> Text:
    """The label of a comparison of one fact with a value."""
    if fact.type == "bool":
        yes = bool(value) == (op == "=")
        return both(lambda language: fact.label(language) if yes else _negated(fact.label(language), language))
    if fact.type == "set":
        return fact.label
    if isinstance(value, str):
        name = value_of(fact, value)
        no = {"nl": "niet ", "en": "not "} if op == "!=" else {"nl": "", "en": ""}
        return both(lambda language: f"{fact_name(fact, language)} {no[language]}{uncapital(name(language))}")
    return both(
        lambda language: f"{fact_name(fact, language)} {SIGNS[op]} {quantity(float(value), fact.unit, language)}"
    )


def label(pack: Pack, condition: Condition) -> Text:
    """What a condition says, in both languages: its own text, or one made from facts, operators and values."""
    return condition.text or both(lambda language: _made(pack, condition, language))


def _made(pack: Pack, condition: Condition, language: Language) -> str:
    if condition.text is not None:
        return condition.text(language)
    match condition:
        case Is(fact=id, op=op, value=value):
            return comparison(pack.facts_by_id[id], op, value)(language)
        case Term(term=id):
            return pack.terms_by_id[id].label(language)
        case Not(item=item):
            return _made_not(pack, item, language)
        case All(items=()):
            return "Altijd" if language == "nl" else "Always"
        case All(items=items):
            return _joined(pack, items, {"nl": " en ", "en": " and "}[language], language)
        case AnyOf(items=items):
            return _joined(pack, items, {"nl": " of ", "en": " or "}[language], language)
        case MomentSet(moment=id):
            name = pack.moments_by_id[id].label(language)
            return f"{name}: {'ingevuld' if language == 'nl' else 'filled in'}"
        case Ends(outcomes=outcomes):
            return (" of " if language == "nl" else " or ").join(_ending(pack, id, language) for id in outcomes)


def _made_not(pack: Pack, item: Condition, language: Language) -> str:
    inner = _made(pack, item, language)
    if isinstance(item, Is) and item.text is None and pack.facts_by_id[item.fact].type == "set":
        return f"{'Geen' if language == 'nl' else 'No'} {uncapital(inner)}"
    if isinstance(item, All | AnyOf) and len(item.items) > 1 and item.text is None:
        return f"{'Niet' if language == 'nl' else 'Not'}: ({uncapital(inner)})"
    return _negated(inner, language)


def _joined(pack: Pack, items: tuple[Condition, ...], word: str, language: Language) -> str:
    parts: list[str] = []
    for item in items:
        part = _made(pack, item, language)
        if len(items) > 1 and item.text is None and isinstance(item, All | AnyOf) and len(item.items) > 1:
            part = f"({uncapital(part)})"
        parts.append(uncapital(part) if parts else part)
    return word.join(parts)


def _negated(text: str, language: Language) -> str:
    return f"{'Niet' if language == 'nl' else 'Not'}: {uncapital(text)}"


def _ending(pack: Pack, id: str, language: Language) -> str:
    tree_id, _, outcome_id = id.partition(".")
    tree = pack.trees_by_id[tree_id]
    return f"{tree.title(language)}: {tree.outcomes_by_id[outcome_id].title(language)}"


#: Names of people that open a label of the shipped packs; they keep their capital inside a sentence.
_NAMES = ("Lhermitte",)


def uncapital(text: str) -> str:
    """The text as it stands inside a sentence; abbreviations (MRI, ASIA-score, T1) and names keep their capital."""
    second = text[1:2]
    if not (second.islower() or (second == " " and text[0] != "U")) or text.startswith(_NAMES):
        return text
    return text[0].lower() + text[1:]
