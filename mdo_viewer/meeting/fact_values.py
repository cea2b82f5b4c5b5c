"""Facts as written in a file: typed by the pack, with every problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from mdo_viewer.guideline.fields import Reader, is_null, is_unknown, shown, to_flag
from mdo_viewer.guideline.model import Fact, Pack, Place, Range, Text, Value
from mdo_viewer.guideline.strict_yaml import Node, Scalar, Sequence
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import label
from mdo_viewer.reasoning.ranging.written import bounds_written
from mdo_viewer.reasoning.results import Settled
from mdo_viewer.reasoning.settling import Contradiction, settle

#: Characters of a fact that is a text.
MAX_TEXT = 2000
# No program writes a number with a zero at the end of its decimals, people write thousands so.
_PERHAPS_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{2}0")


class FactValues(Struct, frozen=True):
    """Known values and facts asked and unknown, with the place of each value."""

    values: Mapping[str, Value] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)


def read_values(reader: Reader, pack: Pack, pairs: Iterable[tuple[Scalar, Node]]) -> FactValues:
    """The facts of a mapping from id to value; checks types and ranges, not yet whether they go together."""
    values: dict[str, Value] = {}
    unknown: set[str] = set()
    places: dict[str, Place] = {}
    for key, node in pairs:
        fact = pack.facts_by_id.get(key.text)
        if fact is None:
            reader.unknown(key, "gegeven", "fact", pack.facts_by_id)
        elif is_null(node):
            continue
        elif is_unknown(node, of_text=fact.type == "text"):
            unknown.add(fact.id)
        else:
            value = _typed(reader, fact, node)
            if value is not None:
                values[fact.id] = value
                places[fact.id] = node.place
    return FactValues(values, frozenset(unknown), places)


def check_together(reader: Reader, pack: Pack, given: FactValues, *, with_lines: bool = True) -> None:
    """Note every contradiction, and every value under a closed "only if"; `with_lines` with the ids of the facts and
    where they stand, which say nothing to who fills in a list."""
    lines = given if with_lines else replace(given, places={})
    settled = _settled(reader, pack, given, lines)
    for id in given.values:
        if id in settled.unused:
            gate = pack.facts_by_id[id].only_if
            assert gate is not None  # only a gate closes a fact
            when = label(pack, gate)
            name = pack.facts_by_id[id].label
            message = Text(
                f"«{name.nl}» geldt alleen bij: {when.nl}. Dat is hier niet zo. Verwijder deze waarde of wijzig dat.",
                f"“{name.en}” applies only with: {when.en}. That is not so here. Remove this value or change that.",
            )
            message = _with_lines(message, lines, dict.fromkeys([id, *pack.facts_in(gate)]))
            reader.wrong(given.places[id], message.nl, message.en)


def _settled(reader: Reader, pack: Pack, given: FactValues, lines: FactValues) -> Settled:
    """Settle; after a contradiction go on without the last fact of it, so that one run finds all."""
    values = dict(given.values)
    order = list(values)
    while True:
        try:
            return settle(pack, values)
        except Contradiction as contradiction:
            facts = [id for id in contradiction.facts if id in values] or list(values)[-1:]
            last = max(facts, key=order.index)
            message = _with_lines(contradiction.message, lines, facts)
            reader.wrong(given.places[last], message.nl, message.en)
            del values[last]


def _with_lines(message: Text, given: FactValues, facts: Iterable[str]) -> Text:
    """The message, with the ids of these facts and the lines where they stand."""
    placed = [(id, given.places[id].line) for id in facts if id in given.places]
    if not placed:
        return message
    dutch = ", ".join(f"{id} op regel {line}" for id, line in placed)
    english = ", ".join(f"{id} on line {line}" for id, line in placed)
    return Text(f"{message.nl} ({dutch})", f"{message.en} ({english})")


# --- one value ----------------------------------------------------------------------------------------------------


def _typed(reader: Reader, fact: Fact, node: Node) -> Value | None:
    match fact.type:
        case "bool":
            return _flag(reader, node)
        case "choice":
            return _choice(reader, fact, node)
        case "set":
            return _chosen(reader, fact, node)
        case "number" | "integer":
            bounds = _bounds(node)
            return _number(reader, fact, node) if bounds is None else _range(reader, fact, node, bounds)
        case "text":
            return _text(reader, node)


def _flag(reader: Reader, node: Node) -> bool | None:
    scalar = reader.scalar(node)
    value = to_flag(scalar.text) if scalar else None
    if scalar and value is None:
        reader.wrong(
            scalar,
            f"'{shown(scalar.text)}' kan hier niet. Schrijf ja, nee of onbekend.",
            f"'{shown(scalar.text)}' is not possible here. Write yes, no or unknown.",
        )
    return value


def _text(reader: Reader, node: Node) -> str | None:
    scalar = reader.scalar(node)
    if scalar is not None and len(scalar.text) > MAX_TEXT:
        reader.wrong(
            scalar,
            f"Deze tekst is langer dan {MAX_TEXT} tekens. Maak hem korter.",
            f"This text is longer than {MAX_TEXT} characters. Make it shorter.",
        )
        return None
    return scalar.text.strip() if scalar else None


def _choice(reader: Reader, fact: Fact, node: Node) -> str | None:
    return reader.one_of(node, [choice.id for choice in fact.values])


def _chosen(reader: Reader, fact: Fact, node: Node) -> tuple[str, ...] | None:
    before = len(reader.problems)
    found: list[str] = []
    for item in reader.items(node):
        word = _choice(reader, fact, item)
        if word is not None and word in found:
            reader.wrong(item, f"'{word}' staat hier dubbel. Verwijder er een.", f"'{word}' is double. Remove one.")
        elif word is not None:
            found.append(word)
    return tuple(found) if len(reader.problems) == before else None


def _number(reader: Reader, fact: Fact, node: Node) -> int | float | None:
    if isinstance(node, Scalar) and _PERHAPS_THOUSANDS.fullmatch(node.text):
        whole = re.sub("[.,]", "", node.text)
        decimal = node.text.rstrip("0").rstrip(".,")
        reader.wrong(
            node,
            f"'{node.text}' kan {whole} of {decimal} betekenen. Schrijf een van die twee.",
            f"'{node.text}' can mean {whole} or {decimal}. Write one of those two.",
        )
        return None
    value = reader.number(node, fact.low, fact.high)
    if fact.type == "integer" and isinstance(value, float):
        reader.wrong(
            node,
            f"{value} is geen heel getal. Schrijf een heel getal.",
            f"{value} is not a whole number. Write a whole number.",
        )
        return None
    return value


def _bounds(node: Node) -> tuple[Node, ...] | None:
    """The ends of what is written as a range, `[2, 6]` or `2-6`; None for one number."""
    if isinstance(node, Sequence):
        return node.items
    found = bounds_written(node.text) if isinstance(node, Scalar) else None
    return tuple(Scalar(text, node.place) for text in found) if found else None


def _range(reader: Reader, fact: Fact, node: Node, bounds: tuple[Node, ...]) -> Value | None:
    """A range, or one number where both ends are the same."""
    if not fact.ranges:
        reader.wrong(
            node,
            "Dit gegeven kan geen bereik zijn. Schrijf één getal.",
            "This fact cannot be a range. Write one number.",
        )
        return None
    before = len(reader.problems)
    ends = [_number(reader, fact, bound) for bound in bounds]
    if len(reader.problems) > before:
        return None
    low, high = ends if len(ends) == 2 else (None, None)
    if low is None or high is None or low > high:
        reader.wrong(
            node,
            "Een bereik heeft twee getallen, het laagste eerst. Schrijf bijvoorbeeld [2, 6].",
            "A range has two numbers, the lowest first. Write for example [2, 6].",
        )
        return None
    return low if low == high else Range(low, high)
