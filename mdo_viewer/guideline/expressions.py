"""Conditions as a pack writes them: strings such as `not pijn` and `asia_score = A`, and groups of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import cast

from msgspec import Struct, field

from mdo_viewer.guideline.fields import Reader, shown, to_number
from mdo_viewer.guideline.model import All, AnyOf, Condition, Ends, Fact, Is, MomentSet, Not, Operator, Term, Text
from mdo_viewer.guideline.strict_yaml import Node, Scalar
from mdo_viewer.guideline.translations import Texts
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import listed

_NAME = re.compile(r"(not +)?([A-Za-z][A-Za-z0-9_]*)")
_COMPARISON = re.compile(r"([A-Za-z][A-Za-z0-9_]*) *(<=|>=|!=|=|<|>) *([^ <>=!][^<>=!]*)")
_GROUPS = ("all", "any", "not", "is")
_ENTRY_ONLY = ("outcomes", "moment")


class Names(Struct):
    """The ids that a pack defines, collected before anything refers to them.

    `facts` holds the facts that could be read, `fact_ids` all that the file names. Those that decide nothing stand in
    `beside` with their list. A kind in `unsure` has a file that could not be read, so that an unknown id of that kind
    may well exist and is not reported.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    fact_ids: set[str] = field(default_factory=set)
    beside: dict[str, str] = field(default_factory=dict)
    terms: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)  # terms that are an all or any, so that they have items
    moments: set[str] = field(default_factory=set)
    trees: tuple[str, ...] = ()
    outcomes: dict[str, Collection[str]] = field(default_factory=dict)  # by tree; absent: unread
    limited: set[str] = field(default_factory=set)  # trees with an outcome that has a limit
    notes: set[str] = field(default_factory=set)
    documents: tuple[str, ...] = ()
    unsure: set[str] = field(default_factory=set)


class Conditions:
    """Reads conditions; notes unknown names and values that do not fit the fact."""

    def __init__(self, reader: Reader, texts: Texts, names: Names) -> None:
        self._reader = reader
        self._texts = texts
        self._names = names

    def read(self, node: Node | None, *, entry: bool = False) -> Condition | None:
        """The condition, or None where something is wrong. `entry` allows `outcomes:` and `moment:`."""
        if node is None:
            return None
        if isinstance(node, Scalar):
            return self.simple(node)
        fields = self._reader.fields(node, (), (*_GROUPS, *_ENTRY_ONLY, "text"))
        if fields is None:
            return None
        kinds = [key for key in (*_GROUPS, *_ENTRY_ONLY) if key in fields]
        if len(kinds) != 1:
            self._reader.wrong(
                node,
                "Een voorwaarde heeft precies een van de sleutels all, any, not of is.",
                "A condition has exactly one of the keys all, any, not or is.",
            )
            return None
        kind = kinds[0]
        if kind in _ENTRY_ONLY and not entry:
            key = fields.key(kind)
            self._reader.wrong(
                key or node,
                f"'{kind}' kan alleen in de entry van een boom staan. Verwijder het hier.",
                f"'{kind}' is only possible in the entry of a tree. Remove it here.",
            )
            return None
        text = self._texts.text(fields.get("text")) if "text" in fields else None
        return self.group(kind, fields.get(kind), text, entry=entry)

    def group(self, kind: str, node: Node | None, text: Text | None = None, *, entry: bool = False) -> Condition | None:
        """What stands under one of the keys all, any, not, is, outcomes, moment."""
        if kind == "is":
            scalar = self._reader.scalar(node)
            condition = self.simple(scalar) if scalar else None
            return replace(condition, text=text) if condition is not None else None
        if kind == "not":
            item = self.read(node, entry=entry)
            return Not(item, text) if item is not None else None
        if kind == "outcomes":
            return self._ends(node, text)
        if kind == "moment":
            return self._moment(node, text)
        nodes = self._reader.items(node, at_least=1)
        items = [self.read(item, entry=entry) for item in nodes]
        good = tuple(item for item in items if item is not None)
        if not good or len(good) < len(items):
            return None
        return All(good, text) if kind == "all" else AnyOf(good, text)

    def simple(self, node: Scalar) -> Condition | None:
        """A condition in one string."""
        if self._reader.scalar(node) is None:
            return None
        text = node.text.strip()
        if match := _NAME.fullmatch(text):
            if match[2] != "not":
                return self._named(node, match[2], negated=match[1] is not None)
        elif match := _COMPARISON.fullmatch(text):
            return self._comparison(node, match[1], cast(Operator, match[2]), match[3].strip())
        self._reader.wrong(
            node,
            f"'{shown(text)}' is geen voorwaarde. Schrijf GEGEVEN, not GEGEVEN, GEGEVEN = WAARDE of GEGEVEN >= GETAL; "
            "en, of: all: [...], any: [...].",
            f"'{shown(text)}' is not a condition. Write FACT, not FACT, FACT = VALUE or FACT >= NUMBER; "
            "and, or: all: [...], any: [...].",
        )
        return None

    def _named(self, node: Scalar, name: str, *, negated: bool) -> Condition | None:
        if name in self._names.terms:
            return Not(Term(name)) if negated else Term(name)
        fact = self.fact(node, name)
        if fact is None:
            return None
        if fact.type == "bool":
            return Is(name, "=", not negated)
        if fact.type == "set":
            return Not(Is(name, "=", True)) if negated else Is(name, "=", True)
        example = f"{name} = {fact.values[0].id}" if fact.values else f"{name} >= 3"
        self._reader.wrong(
            node,
            f"'{name}' is geen ja/nee-vraag. Vergelijk met een waarde, bijvoorbeeld '{example}'.",
            f"'{name}' is not a yes/no question. Compare it with a value, for example '{example}'.",
        )
        return None

    def _comparison(self, node: Scalar, name: str, op: Operator, word: str) -> Is | None:
        if name in self._names.terms:
            self._reader.wrong(
                node,
                f"'{name}' is een begrip uit terms.yaml: schrijf '{name}' of 'not {name}'.",
                f"'{name}' is a term of terms.yaml: write '{name}' or 'not {name}'.",
            )
            return None
        fact = self.fact(node, name)
        return self.compare(node, fact, op, word) if fact else None

    def fact(self, node: Scalar, name: str) -> Fact | None:
        """The fact with this id; notes an unknown one, and one that decides nothing."""
        names = self._names
        if name in names.beside:
            self._reader.wrong(
                node,
                f"'{name}' staat in facts.yaml onder '{names.beside[name]}' en beslist niets. Haal het weg, of zet "
                "het gegeven onder 'facts'.",
                f"'{name}' stands under '{names.beside[name]}' of facts.yaml and decides nothing. Remove it, or put "
                "the fact under 'facts'.",
            )
            return None
        if name not in names.fact_ids and not names.unsure & {"facts", "terms"}:
            meant = Scalar(name, node.place)
            self._reader.unknown(meant, "gegeven of begrip", "fact or term", names.fact_ids | names.terms)
        return names.facts.get(name)

    def compare(self, node: Scalar, fact: Fact, op: Operator, word: str) -> Is | None:
        """The comparison of a fact with a value as text; notes a value that the fact cannot have."""
        if fact.type in ("bool", "set"):
            self._reader.wrong(
                node,
                f"'{fact.id}' heeft geen waarde om mee te vergelijken: schrijf '{fact.id}' of 'not {fact.id}'.",
                f"'{fact.id}' has no value to compare with: write '{fact.id}' or 'not {fact.id}'.",
            )
            return None
        if fact.type == "choice":
            return self._compare_choice(node, fact, op, word)
        value = to_number(word)
        if value is None:
            self._reader.wrong(
                node,
                f"'{shown(word)}' is geen getal, en '{fact.id}' is een getal. Schrijf een getal.",
                f"'{shown(word)}' is not a number, and '{fact.id}' is one. Write a number.",
            )
            return None
        if fact.type == "integer" and isinstance(value, float):
            self._reader.wrong(
                node,
                f"'{fact.id}' telt in hele getallen. Schrijf een heel getal.",
                f"'{fact.id}' counts in whole numbers. Write a whole number.",
            )
            return None
        if (fact.low is not None and value < fact.low) or (fact.high is not None and value > fact.high):
            self._reader.wrong(
                node,
                f"{word} ligt buiten het bereik van '{fact.id}' ({fact.low:g}-{fact.high:g}). Verbeter een van beide.",
                f"{word} is outside the range of '{fact.id}' ({fact.low:g}-{fact.high:g}). Correct one of the two.",
            )
            return None
        return Is(fact.id, op, value)

    def _compare_choice(self, node: Scalar, fact: Fact, op: Operator, word: str) -> Is | None:
        if op not in ("=", "!="):
            self._reader.wrong(
                node,
                f"'{fact.id}' is een keuze: gebruik = of !=.",
                f"'{fact.id}' is a choice: use = or !=.",
            )
            return None
        ids = [choice.id for choice in fact.values]
        if word not in ids:
            self._reader.wrong(
                node,
                f"'{fact.id}' kan niet '{shown(word)}' zijn. Kies {listed(ids, 'of')}.",
                f"'{fact.id}' cannot be '{shown(word)}'. Choose {listed(ids, 'or')}.",
            )
            return None
        return Is(fact.id, op, word)

    def _ends(self, node: Node | None, text: Text | None) -> Ends | None:
        items = self._reader.items(node, at_least=1)
        ids = [self.outcome_of_tree(item) for item in items]
        good = tuple(id for id in ids if id is not None)
        return Ends(good, text) if good and len(good) == len(ids) else None

    def outcome_of_tree(self, node: Node) -> str | None:
        """`tree.outcome`, both of this pack."""
        scalar = self._reader.scalar(node)
        if scalar is None:
            return None
        tree, dot, outcome = scalar.text.partition(".")
        if not dot:
            self._reader.wrong(
                scalar,
                f"Schrijf boom.uitkomst in plaats van '{shown(scalar.text)}'.",
                f"Write tree.outcome instead of '{shown(scalar.text)}'.",
            )
            return None
        if self.tree(scalar, tree) is None or not self.known_outcome(scalar, tree, outcome):
            return None
        return scalar.text

    def tree(self, node: Scalar, id: str) -> str | None:
        """The id of a tree of this pack; notes an unknown one."""
        if id in self._names.trees or "trees" in self._names.unsure:
            return id
        self._reader.unknown(Scalar(id, node.place), "boom", "tree", self._names.trees)
        return None

    def known_outcome(self, node: Scalar, tree: str, outcome: str) -> bool:
        """Whether the tree has this outcome; notes when it has not."""
        known = self._names.outcomes.get(tree)
        if known is None or outcome in known:
            return True
        self._reader.unknown(
            Scalar(outcome, node.place), f"uitkomst van boom '{tree}':", f"outcome of tree '{tree}':", known
        )
        return False

    def _moment(self, node: Node | None, text: Text | None) -> MomentSet | None:
        scalar = self._reader.scalar(node)
        if scalar is None or not self.known_moment(scalar):
            return None
        return MomentSet(scalar.text, text)

    def known_moment(self, node: Scalar) -> bool:
        """Whether the pack has this moment; notes when it has not."""
        if node.text in self._names.moments or "facts" in self._names.unsure:
            return True
        self._reader.unknown(node, "moment", "moment", self._names.moments)
        return False


def leaves(condition: Condition) -> Iterator[Is | Term | Ends | MomentSet]:
    """The conditions inside that have none inside themselves; terms are not opened."""
    todo = [condition]
    while todo:
        match todo.pop():
            case Not(item=item):
                todo.append(item)
            case All(items=items) | AnyOf(items=items):
                todo.extend(reversed(items))
            case leaf:
                yield leaf


def facts_named(condition: Condition, terms: Mapping[str, Condition]) -> set[str]:
    """The facts that a condition names, through its terms; a term that is met again is not opened again."""
    facts: set[str] = set()
    seen: set[str] = set()
    todo = [condition]
    while todo:
        for leaf in leaves(todo.pop()):
            if isinstance(leaf, Is):
                facts.add(leaf.fact)
            elif isinstance(leaf, Term) and leaf.term in terms and leaf.term not in seen:
                seen.add(leaf.term)
                todo.append(terms[leaf.term])
    return facts
