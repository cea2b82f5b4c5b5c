"""Reading `facts.yaml` and `terms.yaml`: facts, scope questions, implications, moments and named conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import get_args

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique, shown, to_flag, to_number
from mdo_viewer.guideline.model import (
    BelongsTo,
    Choice,
    Condition,
    Fact,
    FactRole,
    FactType,
    Hint,
    Implication,
    Is,
    Moment,
    NamedTerm,
    ScopeQuestion,
    TableName,
    TakenFrom,
)
from mdo_viewer.guideline.reading_sources import sources
from mdo_viewer.guideline.strict_yaml import Node
from mdo_viewer.guideline.translations import Texts
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import listed

FACT_TYPES: tuple[FactType, ...] = ("bool", "choice", "set", "number", "integer")
#: What only describes may also be a text.
DESCRIBED_TYPES: tuple[FactType, ...] = (*FACT_TYPES, "text")
BELONGS: tuple[BelongsTo, ...] = ("patient", "place")
#: The lists of facts that decide nothing, with what they do.
BESIDE: Mapping[str, FactRole] = {"described": "describes", "marks": "marks"}
TABLES: tuple[TableName, ...] = get_args(TableName)
TAKEN_FROM: tuple[TakenFrom, ...] = get_args(TakenFrom)
ORIGINS = ("K", "R", "P", "M")
GROUP_KEYS = ("all", "any", "not", "is")
#: Words of the condition language, and keys of a case file, where facts may stand beside them.
RESERVED = frozenset({"not", "always", "all", "any", "is"}) | frozenset(
    {"case", "facts", "details", "moments", "title_example", "question", "urgent", "discussed_at", "attendees", "done"}
    | {"decisions", "alternatives", "preferences", "shared_decision", "lead_physician", "gp_informed", "actions"}
    | {"rediscuss", "notes", "confirmed", "site", "courses", "operations", "steroids", "taken_over"}
)
_UNKNOWN_WORDS = frozenset({"onbekend", "unknown", "null"})
_RANGE = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?) ?- ?(-?[0-9]+(?:[.,][0-9]+)?)")
MAX_DAYS = 36_500
#: An answer of which no day makes it old.
_NEVER = frozenset({"nooit", "never"})
_SCOPE_KEYS = ("help", "origin", "asked_anew_after")
_DESCRIBED_KEYS = (*_SCOPE_KEYS, "values", "unit", "range", "step", "of")
_FACT_KEYS = (*_DESCRIBED_KEYS, "ranges", "only_if", "worse", "hints")
_MARK_KEYS = (*_SCOPE_KEYS, "of", "trees", "rows")


class FactsReader:
    """Reads facts first without their conditions, then those, since they may name any fact."""

    def __init__(self, reader: Reader, texts: Texts, names: Names) -> None:
        self._reader = reader
        self._texts = texts
        self._names = names
        self._conditions = Conditions(reader, texts, names)
        self._unique = Unique(reader)
        self._pending: list[tuple[Fact, Fields]] = []
        self._beside: list[Fact] = []

    def facts(self, fields: Fields | None, old_after: int | None) -> None:
        """Read facts of all kinds, those that decide into the names; their conditions wait for `finished`.

        `old_after`: after how many days an answer is asked anew where the fact does not say.
        """
        if fields is None or "facts" not in fields:
            self._names.unsure.add("facts")
            return
        named = ("id", "type", "label")
        for node in fields.items("facts", at_least=1):
            self._decides(self._take(node, self._reader.fields(node, named, _FACT_KEYS), FACT_TYPES, old_after))
        for node in fields.items("scope"):
            entry = self._reader.fields(node, (*named, "reason"), _SCOPE_KEYS)
            self._decides(self._take(node, entry, ("bool",), old_after))
        for node in fields.items("described"):
            entry = self._reader.fields(node, named, _DESCRIBED_KEYS)
            self._decides_nothing("describes", self._take(node, entry, DESCRIBED_TYPES, old_after))
        for node in fields.items("marks"):
            entry = self._reader.fields(node, (*named, "mark"), _MARK_KEYS)
            self._decides_nothing("marks", self._take(node, entry, ("bool",), old_after))

    def _decides(self, taken: tuple[Fact, Fields] | None) -> None:
        if taken is not None:
            self._names.facts.setdefault(taken[0].id, taken[0])
            self._pending.append(taken)

    def _decides_nothing(self, role: FactRole, taken: tuple[Fact, Fields] | None) -> None:
        if taken is not None:
            fact, fields = taken
            mark, trees = self._texts.text(fields.get("mark")), self._trees(fields)
            rows: TableName | None = fields.one_of("rows", TABLES)
            self._beside.append(replace(fact, role=role, mark=mark, trees=trees, rows=rows))

    def _trees(self, fields: Fields) -> tuple[str, ...]:
        """The trees whose advice a mark is about."""
        scalars = (self._reader.scalar(node) for node in fields.items("trees", at_least=1))
        found = (self._conditions.tree(scalar, scalar.text) for scalar in scalars if scalar is not None)
        return tuple(dict.fromkeys(id for id in found if id is not None))

    def _take(
        self, node: Node, fields: Fields | None, types: tuple[FactType, ...], old_after: int | None
    ) -> tuple[Fact, Fields] | None:
        """What every kind of fact has, with its fields for the rest."""
        if fields is None:
            return None
        id = fields.identifier("id")
        self._unique.take(fields.get("id"), id)
        if id is not None and (id in RESERVED or not id[0].isalpha()):
            self._reader.wrong(
                fields.get("id") or node,
                f"'{id}' kan geen id van een gegeven zijn. Begin met een letter en vermijd woorden van het formaat.",
                f"'{id}' cannot be the id of a fact. Begin with a letter and avoid words of the format.",
            )
        type = self._type(fields, types)
        label, help, unit = (self._texts.text(fields.get(key)) for key in ("label", "help", "unit"))
        reason = self._texts.text(fields.get("reason"))
        if id is None or type is None or label is None:
            return None
        low, high = self._range(fields, type)
        fact = Fact(
            id=id,
            type=type,
            label=label,
            help=help,
            values=self._choices(fields, type),
            unit=unit,
            low=low,
            high=high,
            step=fields.number("step", 0.0001),
            origin=self._origin(fields),
            reason=reason,
            of=self._belongs(fields),
            ranges=self._ranges(fields, type),
            asked_anew_after=self._asked_anew_after(fields, old_after),
            place=fields.place,
        )
        return replace(fact, worse=self._worse(fields, fact)), fields

    def _type(self, fields: Fields, types: tuple[FactType, ...]) -> FactType | None:
        if types != ("bool",):
            return fields.one_of("type", types)
        type = fields.one_of("type", DESCRIBED_TYPES)
        if type in (None, "bool"):
            return type
        dutch, english = ("voorbehoud", "mark") if "mark" in fields else ("vraag van scope", "question of scope")
        self._reader.wrong(
            fields.get("type") or fields.place,
            f"Een {dutch} is altijd van type bool. Zet daar bool.",
            f"A {english} is always of type bool. Put bool there.",
        )
        return None

    def _belongs(self, fields: Fields) -> BelongsTo:
        """Of the patient where the file does not say."""
        return (fields.one_of("of", BELONGS) if "of" in fields else None) or "patient"

    def _ranges(self, fields: Fields, type: FactType) -> bool:
        if "ranges" in fields and type not in ("number", "integer"):
            self._not_for(fields, ("ranges",), type)
            return False
        return fields.flag("ranges") is True

    def _asked_anew_after(self, fields: Fields, old_after: int | None) -> int | None:
        """Days after which an answer is asked anew, None for never."""
        if "asked_anew_after" not in fields:
            return old_after
        scalar = self._reader.scalar(fields.get("asked_anew_after"))
        return None if scalar is None or scalar.text.lower() in _NEVER else self._reader.integer(scalar, 0, MAX_DAYS)

    def _not_for(self, fields: Fields, keys: Iterable[str], type: FactType) -> None:
        for key in keys:
            if (scalar := fields.key(key)) is not None:
                self._reader.wrong(
                    scalar,
                    f"'{key}' past niet bij type {type}. Verwijder deze sleutel of kies een ander type.",
                    f"'{key}' does not fit type {type}. Remove this key or choose another type.",
                )

    def _range(self, fields: Fields, type: FactType) -> tuple[float | None, float | None]:
        if type not in ("number", "integer"):
            self._not_for(fields, ("range", "unit", "step"), type)
            return None, None
        scalar = self._reader.scalar(fields.get("range"))
        if scalar is None:
            if "range" not in fields:
                self._reader.wrong(
                    fields.place,
                    "Een getal heeft een bereik nodig, bijvoorbeeld 'range: 0-365'.",
                    "A number needs a range, for example 'range: 0-365'.",
                )
            return None, None
        match = _RANGE.fullmatch(scalar.text)
        low, high = (to_number(match[1]), to_number(match[2])) if match else (None, None)
        if low is None or high is None or low >= high:
            self._reader.wrong(
                scalar,
                f"'{shown(scalar.text)}' is geen bereik. Schrijf laagste-hoogste, bijvoorbeeld 0-365.",
                f"'{shown(scalar.text)}' is not a range. Write lowest-highest, for example 0-365.",
            )
            return None, None
        return low, high

    def _choices(self, fields: Fields, type: FactType) -> tuple[Choice, ...]:
        if type not in ("choice", "set"):
            self._not_for(fields, ("values",), type)
            return ()
        if "values" not in fields:
            self._reader.wrong(
                fields.place,
                f"Een gegeven van type {type} heeft de sleutel 'values' nodig.",
                f"A fact of type {type} needs the key 'values'.",
            )
        unique = Unique(self._reader)
        choices = []
        for node in fields.items("values", at_least=2 if type == "choice" else 1):
            entry = self._reader.fields(node, ("id", "label"))
            if entry is None:
                continue
            id, label = entry.identifier("id"), self._texts.text(entry.get("label"))
            unique.take(entry.get("id"), id)
            if id in _UNKNOWN_WORDS:
                self._reader.wrong(
                    node,
                    f"'{id}' betekent al onbekend. Kies een andere id.",
                    f"'{id}' means unknown. Choose another id.",
                )
            elif id is not None and label is not None:
                choices.append(Choice(id, label))
        return tuple(choices)

    def _origin(self, fields: Fields) -> tuple[str, ...]:
        found = (self._reader.one_of(node, ORIGINS) for node in fields.items("origin", at_least=1))
        return tuple(word for word in found if word is not None)

    def _worse(self, fields: Fields, fact: Fact) -> bool | str | None:
        word = fields.string("worse")
        if word is None:
            return None
        if fact.type == "bool" and (flag := to_flag(word)) is not None:
            return flag
        words: tuple[str, ...] = {
            "bool": ("yes", "no"),
            "choice": (fact.values[0].id, fact.values[-1].id) if fact.values else (),  # values stand in order
            "number": ("less", "more"),
            "integer": ("less", "more"),
        }.get(fact.type, ())
        if word in words:
            return word
        if not words:
            self._not_for(fields, ("worse",), fact.type)
        else:
            self._reader.wrong(
                fields.get("worse") or fields.place,
                f"'{shown(word)}' past niet bij '{fact.id}'. Kies {listed(words, 'of')}.",
                f"'{shown(word)}' does not fit '{fact.id}'. Choose {listed(words, 'or')}.",
            )
        return None

    def finished(self) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        """Facts and scope questions with their conditions."""
        facts, scope = [], []
        for fact, fields in self._pending:
            if "reason" in fields:
                scope.append(fact)
                continue
            fact = replace(fact, only_if=self._conditions.read(fields.get("only_if")), hints=self._hints(fields))
            if self._names.facts[fact.id].place == fact.place:
                self._names.facts[fact.id] = fact
            facts.append(fact)
        return tuple(facts), tuple(scope)

    def beside(self, role: FactRole) -> tuple[Fact, ...]:
        """The facts that describe, or the marks: those that decide nothing."""
        return tuple(fact for fact in self._beside if fact.role == role)

    def scope_question(self, fields: Fields | None, scope: tuple[Fact, ...]) -> ScopeQuestion | None:
        """The words of the one question over all scope questions; None where the file has none, or one is alone."""
        node = fields.get("scope_question") if fields else None
        entry = self._reader.fields(node, ("text", "holds_for")) if node is not None else None
        if entry is None:
            return None
        text, holds_for = self._texts.text(entry.get("text")), self._texts.text(entry.get("holds_for"))
        if len(scope) < 2:
            self._reader.wrong(
                entry.place,
                "Eén vraag vooraf wordt zelf gesteld. Verwijder 'scope_question', of zet bij 'scope' nog een vraag.",
                "A single scope question is asked itself. Remove 'scope_question', or add another one to 'scope'.",
            )
            return None
        return None if text is None or holds_for is None else ScopeQuestion(text, holds_for, entry.place)

    def _hints(self, fields: Fields) -> tuple[Hint, ...]:
        hints = []
        for node in fields.items("hints", at_least=1):
            entry = self._reader.fields(node, ("when", "text"))
            if entry is None:
                continue
            when, text = self._conditions.read(entry.get("when")), self._texts.text(entry.get("text"))
            if when is not None and text is not None:
                hints.append(Hint(when, text))
        return tuple(hints)

    def implications(self, fields: Fields | None) -> tuple[Implication, ...]:
        """The implications that could be read; problems with the others are noted."""
        found = []
        for node in fields.items("implications") if fields else ():
            entry = self._reader.fields(node, ("if", "then"))
            if entry is None:
                continue
            condition = self._conditions.read(entry.get("if"))
            then = [self._consequence(item) for item in entry.items("then", at_least=1)]
            good = tuple(item for item in then if item is not None)
            if condition is not None and good and len(good) == len(then):
                found.append(Implication(condition, good, node.place))
        return tuple(found)

    def _consequence(self, node: Node) -> Is | None:
        scalar = self._reader.scalar(node)
        condition = self._conditions.simple(scalar) if scalar else None
        if condition is None:
            return None
        if isinstance(condition, Is) and condition.op == "=" and self._names.facts[condition.fact].type != "set":
            return condition
        self._reader.wrong(
            node,
            "Een gevolg geeft één gegeven één waarde: GEGEVEN, not GEGEVEN of GEGEVEN = WAARDE.",
            "A consequence gives one fact one value: FACT, not FACT or FACT = VALUE.",
        )
        return None

    def moments(self, fields: Fields | None) -> tuple[Moment, ...]:
        """The moments that could be read; problems with the others are noted."""
        unique, found = Unique(self._reader), []
        for node in fields.items("moments") if fields else ():
            entry = self._reader.fields(node, ("id", "label"), ("help", "of", "from", "again"))
            if entry is None:
                continue
            id, label = entry.identifier("id"), self._texts.text(entry.get("label"))
            help, source = self._texts.text(entry.get("help")), entry.one_of("from", TAKEN_FROM)
            unique.take(entry.get("id"), id)
            of = self._belongs(entry)
            self._check_moment(entry, id, of)
            if id is not None and label is not None:
                again = self._conditions.read(entry.get("again")) if "again" in entry else None
                found.append(Moment(id, label, help, of, source, again))
        return tuple(found)

    def _check_moment(self, entry: Fields, id: str | None, of: BelongsTo) -> None:
        """A moment shares its id with no fact, as lists of patients name both; a table gives days of one place."""
        if id in self._names.facts or any(fact.id == id for fact in self._beside):
            self._reader.wrong(
                entry.get("id") or entry.place,
                f"'{id}' is al een gegeven. Kies een andere id voor dit moment.",
                f"'{id}' is a fact already. Choose another id for this moment.",
            )
        if "from" in entry and of != "place":
            self._reader.wrong(
                entry.get("from") or entry.place,
                "Een tabel geeft de dag van één plaats. Voeg 'of: place' toe, of verwijder 'from'.",
                "A table gives the day of one place. Add 'of: place', or remove 'from'.",
            )

    def terms(self, fields: Fields | None) -> tuple[NamedTerm, ...]:
        """Named conditions; they share their ids with the facts."""
        found = []
        for node in fields.items("terms") if fields else ():
            entry = self._reader.fields(node, ("id", "label"), (*GROUP_KEYS, "source"))
            if entry is None:
                continue
            id, label = entry.identifier("id"), self._texts.text(entry.get("label"))
            self._unique.take(entry.get("id"), id)
            condition = self._term_condition(entry)
            source = sources(self._reader, self._names, entry.get("source"))
            if id is not None and label is not None and condition is not None:
                found.append(NamedTerm(id, label, condition, source, node.place))
        return tuple(found)

    def _term_condition(self, entry: Fields) -> Condition | None:
        kinds = [key for key in GROUP_KEYS if key in entry]
        if len(kinds) != 1:
            self._reader.wrong(
                entry.place,
                "Een begrip heeft precies een van de sleutels all, any, not of is.",
                "A term has exactly one of the keys all, any, not or is.",
            )
            return None
        return self._conditions.group(kinds[0], entry.get(kinds[0]))
