"""Labels that the program makes itself, so that a text never says another number than the rule.

A condition that carries its own text keeps it. Every made label begins with a capital; the second and later parts of
a group do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from mdo_viewer.guideline.model import (
    LANGUAGES,
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
    Range,
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


def range_text(value: Range, language: Language) -> str:
    """A range as read and typed by people: `2–6`."""
    return f"{number(value.low, language)}–{number(value.high, language)}"


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
    if isinstance(value, Range):
        return both(lambda language: f"{number(value.low, language)}–{quantity(value.high, fact.unit, language)}")
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


def label(pack: Pack, condition: Condition) -> Text:
    """What a condition says, in both languages: its own text, or one made from facts, operators and values."""
    return condition.text or both(lambda language: _Writer(pack, language).text(condition))


class _Writer:
    """Makes labels in one language."""

    def __init__(self, pack: Pack, language: Language) -> None:
        self.pack = pack
        self.language: Language = language
        self.dutch = language == "nl"

    def text(self, condition: Condition) -> str:
        if condition.text is not None:
            return condition.text(self.language)
        match condition:
            case Is():
                return self.comparison(condition)
            case Term(term=id):
                return self.pack.terms_by_id[id].label(self.language)
            case Not(item=item):
                return self.negation(item)
            case All(items=items):
                return self.group(items, " en " if self.dutch else " and ")
            case AnyOf(items=items):
                return self.group(items, " of " if self.dutch else " or ")
            case MomentSet(moment=id):
                name = self.pack.moments_by_id[id].label(self.language)
                return f"{name}: {'ingevuld' if self.dutch else 'filled in'}"
            case Ends(outcomes=outcomes):
                return (" of " if self.dutch else " or ").join(self.ending(id) for id in outcomes)

    def comparison(self, condition: Is) -> str:
        fact, op, value = self.pack.facts_by_id[condition.fact], condition.op, condition.value
        name = fact_name(fact, self.language)
        if fact.type == "bool":
            return name if bool(value) == (op == "=") else self.negated(name)
        if fact.type == "set":
            return name
        if fact.type == "choice":
            no = "" if op == "=" else "niet " if self.dutch else "not "
            return f"{name} {no}{self.inside(value_of(fact, value)(self.language))}"
        return f"{name} {SIGNS[op]} {quantity(float(value), fact.unit, self.language)}"

    def negation(self, item: Condition) -> str:
        text = self.text(item)
        if isinstance(item, Is) and item.text is None and self.pack.facts_by_id[item.fact].type == "set":
            return f"{'Geen' if self.dutch else 'No'} {self.inside(text)}"
        return self.negated(f"({self.inside(text)})" if _is_group(item) else text)

    def negated(self, text: str) -> str:
        return f"{'Niet' if self.dutch else 'Not'}: {self.inside(text)}"

    def group(self, items: tuple[Condition, ...], word: str) -> str:
        if not items:
            return "Altijd" if self.dutch else "Always"
        parts = [self.text(item) for item in items]
        if len(items) > 1:
            pairs = zip(parts, items, strict=True)
            parts = [f"({self.inside(part)})" if _is_group(item) else part for part, item in pairs]
        if any("," in part or ":" in part for part in parts):  # else it is unclear what belongs together
            word = f";{word}"
        return word.join([parts[0], *(self.inside(part) for part in parts[1:])])

    def ending(self, id: str) -> str:
        tree_id, _, outcome_id = id.partition(".")
        tree = self.pack.trees_by_id[tree_id]
        return f"{tree.title(self.language)}: {tree.outcomes_by_id[outcome_id].title(self.language)}"

    def inside(self, text: str) -> str:
        """The text as it stands inside a sentence; names of people keep their capital."""
        first = text.split(maxsplit=1)[0] if text else ""
        return text if _bare(first) in _names(self.pack) else uncapital(text)


def _is_group(item: Condition) -> bool:
    return item.text is None and isinstance(item, All | AnyOf) and len(item.items) > 1


def uncapital(text: str) -> str:
    """The text without its capital; abbreviations (MRI, ASIA-score, T1) keep theirs."""
    if text.startswith("Eé"):
        return f"é{text[1:]}"
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def capital(text: str) -> str:
    """The text with a capital, as it begins a sentence."""
    return text[:1].upper() + text[1:]


def dashed(first: int, last: int) -> str:
    """A range in figures, `3–4`; one figure when both are the same."""
    return str(first) if first == last else f"{first}–{last}"


def _bare(word: str) -> str:
    return word.strip(".,:;()").removesuffix("'s")


@lru_cache(maxsize=8)
def _names(pack: Pack) -> frozenset[str]:
    """Names of people: the words that some label writes with a capital although it does not begin with them."""
    labels = [fact.label(language) for fact in pack.facts for language in LANGUAGES]
    words = (_bare(word) for text in labels for word in text.split()[1:])
    return frozenset(word for word in words if word[:1].isupper() and word[1:2].islower())


def one_of_these(texts: Iterable[Text]) -> Text:
    """`Subacuut of chronisch`: a capital stands at the first alone."""
    nl, en = zip(*((each.nl, each.en) for each in texts), strict=True)
    return Text(listed((nl[0], *map(uncapital, nl[1:])), "of"), listed((en[0], *map(uncapital, en[1:])), "or"))


def listed(words: Iterable[str], last: str) -> str:
    """`a, b or c`"""
    *most, final = list(words) or ["-"]
    return f"{', '.join(most)} {last} {final}" if most else final


def in_sentences(parts: Iterable[str]) -> str:
    """Texts one after the other as they are read aloud: with a stop behind each but the last, and none behind what has
    its own."""
    said = [part.rstrip(".") for part in parts if part]
    return " ".join((*(part if part.endswith(("?", "!", ":", "…")) else f"{part}." for part in said[:-1]), *said[-1:]))
