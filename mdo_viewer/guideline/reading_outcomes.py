"""Reading outcomes, with what they share with riders: parts, lists and strength."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique, shown
from mdo_viewer.guideline.model import (
    ALWAYS,
    BoardChoice,
    Condition,
    Limit,
    LimitBeside,
    Listing,
    NextTree,
    Opening,
    Outcome,
    OutcomeKind,
    Sentence,
    Strength,
    ToDo,
    WhileOpen,
)
from mdo_viewer.guideline.reading_sources import sources
from mdo_viewer.guideline.strict_yaml import Node, Scalar, Sequence
from mdo_viewer.guideline.translations import Texts

KINDS: tuple[OutcomeKind, ...] = ("advice", "silent", "elsewhere", "not_applicable")
STRENGTHS: tuple[Strength, ...] = (
    "must",
    "advised",
    "opinion",
    "standard",
    "preferred",
    "usual",
    "may",
    "consider",
    "no_consensus",
)
TO_DO: tuple[ToDo, ...] = ("act", "at_once")
SHOWS: tuple[Literal["met", "failed", "open"], ...] = ("met", "failed", "open")
_UNITS: dict[str, Literal["hours", "days", "weeks"]] = {
    "hour": "hours",
    "hours": "hours",
    "day": "days",
    "days": "days",
    "week": "weeks",
    "weeks": "weeks",
}
_LIMIT = re.compile(r"([0-9]{1,4})(?: ?- ?([0-9]{1,4}))? ([a-z]+)")
_ELSEWHERE = re.compile(r"[A-Za-z0-9_]+/[A-Za-z0-9_]+")


class OutcomesReader:
    """Reads outcomes of trees; `names` holds what they may refer to."""

    def __init__(self, reader: Reader, texts: Texts, names: Names) -> None:
        self._reader = reader
        self._texts = texts
        self._names = names
        self._conditions = Conditions(reader, texts, names)

    def outcome(self, node: Node, unique: Unique, tree: str) -> Outcome | None:
        """One outcome of this tree, its id taken in `unique`. None, with problems noted, if it lacks what it needs."""
        fields = self._reader.fields(
            node,
            ("id", "kind", "title", "text"),
            (
                *("strength", "latest", "earliest", "from", "met_by", "to_do", "dose", "to", "next", "parts", "lists"),
                *("source", "unless", "says_when", "limits_beside", "while_open"),
            ),
        )
        if fields is None:
            return None
        id, kind = fields.identifier("id"), fields.one_of("kind", KINDS)
        unique.take(fields.get("id"), id)
        title, text, dose = (self._texts.text(fields.get(key)) for key in ("title", "text", "dose"))
        strength, limit = self.strength(fields), self._limit(fields)
        to, next_trees = self._to(fields, kind, tree), self._next(fields, tree)
        parts, lists, unless = self.parts(fields), self.lists(fields), self._unless(fields)
        source = sources(self._reader, self._names, fields.get("source"))
        if id is None or kind is None or title is None or text is None:
            return None
        return Outcome(
            id=id,
            kind=kind,
            title=title,
            text=text,
            strength=strength,
            limit=limit,
            dose=dose,
            to=to,
            next=next_trees,
            parts=parts,
            lists=lists,
            source=source,
            unless=unless,
            to_do=self._to_do(fields, kind),
            says_when=fields.flag("says_when") is True,
            limits_beside=self._limits_beside(fields, tree),
            while_open=self._while_open(fields),
            place=fields.place,
        )

    def _to_do(self, fields: Fields, kind: OutcomeKind | None) -> ToDo | None:
        """Whether somebody has to act on an advice; of what is no advice nothing is a task."""
        if "to_do" not in fields:
            return None
        if kind not in (None, "advice"):
            self._reader.wrong(
                fields.key("to_do") or fields.place,
                "'to_do' hoort alleen bij een uitkomst van soort advice. Verwijder to_do.",
                "'to_do' only belongs to an outcome of kind advice. Remove to_do.",
            )
        return fields.one_of("to_do", TO_DO)

    def _limits_beside(self, fields: Fields, tree: str) -> tuple[LimitBeside, ...]:
        """The limits of other outcomes of this tree that count beside this one."""
        found = []
        for node in fields.items("limits_beside", at_least=1):
            entry = self._reader.fields(node, ("outcome",), ("when",))
            scalar = self._reader.scalar(entry.get("outcome")) if entry else None
            when = self._conditions.read(entry.get("when")) if entry and "when" in entry else ALWAYS
            if scalar and when is not None and self._conditions.known_outcome(scalar, tree, scalar.text):
                found.append(LimitBeside(scalar.text, when))
        return tuple(found)

    def _while_open(self, fields: Fields) -> tuple[WhileOpen, ...]:
        """What is said of an outcome while its tree waits."""
        found = []
        for node in fields.items("while_open", at_least=1):
            entry = self._reader.fields(node, ("text",), ("fact", "when"))
            text = self._texts.text(entry.get("text")) if entry else None
            scalar = self._reader.scalar(entry.get("fact")) if entry and "fact" in entry else None
            fact = self._conditions.fact(scalar, scalar.text) if scalar else None
            when = self._conditions.read(entry.get("when")) if entry and "when" in entry else ALWAYS
            if text is not None and when is not None:
                found.append(WhileOpen(text, None if fact is None else fact.id, when))
        return tuple(found)

    def _unless(self, fields: Fields) -> Condition | None:
        """When limit and dose do not hold. A latest limit never falls away so: a patient would lose it in silence."""
        if "unless" not in fields:
            return None
        if "latest" in fields or not ("earliest" in fields or "dose" in fields):
            self._reader.wrong(
                fields.key("unless") or fields.place,
                "'unless' hoort bij earliest of dose, niet bij latest. Verwijder unless, of maak een eigen uitkomst.",
                "'unless' belongs to earliest or dose, not to latest. Remove unless, or make an outcome of its own.",
            )
        return self._conditions.read(fields.get("unless"))

    def strength(self, fields: Fields) -> tuple[Strength, ...]:
        """One strength or a list of them, in the order of the file; none for an absent key."""
        node = fields.get("strength")
        if node is None:
            return ()
        nodes = self._reader.items(node, at_least=1) if isinstance(node, Sequence) else (node,)
        found = (self._reader.one_of(item, STRENGTHS) for item in nodes)
        return tuple(word for word in found if word is not None)

    def _limit(self, fields: Fields) -> Limit | None:
        kinds = [key for key in ("latest", "earliest") if key in fields]
        if len(kinds) == 2:
            self._reader.wrong(
                fields.key("earliest") or fields.place,
                "Een uitkomst heeft latest of earliest, niet beide.",
                "An outcome has latest or earliest, not both.",
            )
        moment = self._reader.scalar(fields.get("from"))
        known = moment is not None and self._conditions.known_moment(moment)
        met_by = moments_in(self._reader, fields, self._conditions)
        if not kinds:
            for name in ("from", "met_by"):
                if (key := fields.key(name)) is not None:
                    self._reader.wrong(
                        key,
                        f"'{name}' hoort bij een termijn. Voeg latest of earliest toe, of verwijder {name}.",
                        f"'{name}' belongs to a time limit. Add latest or earliest, or remove {name}.",
                    )
            return None
        if "from" not in fields:
            self._reader.wrong(
                fields.key(kinds[0]) or fields.place,
                "Vanaf welk moment loopt deze termijn? Voeg 'from: MOMENT' toe.",
                "From which moment does this limit run? Add 'from: MOMENT'.",
            )
        scalar = self._reader.scalar(fields.get(kinds[0]))
        match = _LIMIT.fullmatch(scalar.text) if scalar else None
        unit = _UNITS.get(match[3]) if match else None
        amount = int(match[1]) if match else 0
        amount_max = int(match[2]) if match and match[2] else amount
        if scalar is not None and (unit is None or not 1 <= amount <= amount_max):
            self._reader.wrong(
                scalar,
                f"'{shown(scalar.text)}' is geen termijn. Schrijf bijvoorbeeld 12 hours, 7 days of 3-4 weeks.",
                f"'{shown(scalar.text)}' is not a time limit. Write for example 12 hours, 7 days or 3-4 weeks.",
            )
            return None
        if scalar is None or unit is None or moment is None or not known:
            return None
        return Limit("latest" if kinds[0] == "latest" else "earliest", amount, amount_max, unit, moment.text, met_by)

    def _to(self, fields: Fields, kind: OutcomeKind | None, tree: str) -> str | tuple[NextTree, ...] | None:
        node = fields.get("to")
        if kind == "elsewhere" and "to" not in fields:
            self._reader.wrong(
                fields.place,
                "Een uitkomst van soort elsewhere noemt met 'to' de boom die wel geldt.",
                "An outcome of kind elsewhere names with 'to' the tree that does apply.",
            )
        if node is None:
            return None
        if kind not in (None, "elsewhere"):
            self._reader.wrong(
                fields.key("to") or node,
                "'to' hoort alleen bij een uitkomst van soort elsewhere; gebruik anders 'next'.",
                "'to' only belongs to an outcome of kind elsewhere; otherwise use 'next'.",
            )
        if isinstance(node, Sequence):
            return self._ways(node, tree)
        scalar = self._reader.scalar(node)
        return None if scalar is None else self._other_tree(scalar, tree)

    def _ways(self, node: Sequence, tree: str) -> tuple[NextTree, ...]:
        """Several trees, of which the first whose `when` holds applies; only the last has none."""
        found = []
        items = self._reader.items(node, at_least=2)
        for number, item in enumerate(items, start=1):
            entry = self._reader.fields(item, ("tree",), ("when",))
            if entry is None:
                continue
            scalar = self._reader.scalar(entry.get("tree"))
            other = self._other_tree(scalar, tree) if scalar is not None else None
            when = self._conditions.read(entry.get("when")) if "when" in entry else ALWAYS
            if (when == ALWAYS) is (number < len(items)):
                self._reader.wrong(
                    entry.key("when") or entry.place,
                    "Bij 'to' heeft elke boom een 'when', behalve de laatste: die geldt voor wie overblijft.",
                    "Under 'to' every tree has a 'when' except the last: that is for whoever is left.",
                )
            if other is not None and when is not None:
                found.append(NextTree(other, when))
        return tuple(found)

    def _other_tree(self, scalar: Scalar, tree: str) -> str | None:
        if _ELSEWHERE.fullmatch(scalar.text):
            return scalar.text
        if scalar.text == tree:
            self._reader.wrong(
                scalar, "'to' wijst naar de boom zelf. Noem een andere.", "'to' names the tree itself. Name another."
            )
        return self._conditions.tree(scalar, scalar.text)

    def _next(self, fields: Fields, own: str) -> tuple[NextTree, ...]:
        found: list[NextTree] = []
        for node in fields.items("next", at_least=1):
            when: Condition | None = ALWAYS
            if isinstance(node, Scalar):
                scalar: Scalar | None = node
            else:
                entry = self._reader.fields(node, ("tree",), ("when",))
                scalar = self._reader.scalar(entry.get("tree")) if entry else None
                if entry and "when" in entry:
                    when = self._conditions.read(entry.get("when"))
            if scalar is None or when is None or _is_itself_or_again(self._reader, scalar, own, found):
                continue
            if _ELSEWHERE.fullmatch(scalar.text) or self._conditions.tree(scalar, scalar.text) is not None:
                found.append(NextTree(scalar.text, when))
        return tuple(found)

    def parts(self, fields: Fields) -> tuple[Sentence, ...]:
        """The sentences that depend on a condition, those that could be read."""
        found = []
        for node in fields.items("parts", at_least=1):
            entry = self._reader.fields(node, ("if",), ("yes", "no", "unknown"))
            if entry is None:
                continue
            condition = self._conditions.read(entry.get("if"))
            yes, no, unknown = (self._texts.text(entry.get(key)) for key in ("yes", "no", "unknown"))
            if yes is None and no is None and unknown is None:
                self._reader.wrong(
                    node,
                    "Dit deel heeft geen tekst. Voeg yes, no of unknown toe.",
                    "This part has no text. Add yes, no or unknown.",
                )
            elif condition is not None:
                found.append(Sentence(condition, yes, no, unknown))
        return tuple(found)

    def lists(self, fields: Fields) -> tuple[Listing, ...]:
        """The lists of what a term's items say, those that could be read."""
        found = []
        for node in fields.items("lists", at_least=1):
            entry = self._reader.fields(node, ("of", "show", "text"))
            if entry is None:
                continue
            term, show = self._reader.scalar(entry.get("of")), entry.one_of("show", SHOWS)
            text = self._texts.text(entry.get("text"))
            if term is not None and term.text not in self._names.groups:
                if "terms" not in self._names.unsure:
                    self._reader.unknown(term, "begrip met all of any", "term with all or any", self._names.groups)
            elif term is not None and show is not None and text is not None:
                found.append(Listing(term.text, show, text))
        return tuple(found)


# --- what the board can choose ------------------------------------------------------------------------------------


class ChoicesReader:
    """Reads `choices` of trees; `names` holds what they may refer to, `parts` reads the sentences beside one."""

    def __init__(
        self, reader: Reader, texts: Texts, names: Names, parts: Callable[[Fields], tuple[Sentence, ...]]
    ) -> None:
        self._reader = reader
        self._texts = texts
        self._parts = parts
        self._conditions = Conditions(reader, texts, names)

    def read(self, fields: Fields, tree: str) -> tuple[BoardChoice, ...]:
        """The choices of this tree in the order of the file, those that could be read; none for an absent key."""
        unique = Unique(self._reader)
        found = (self._choice(node, unique, tree) for node in fields.items("choices", at_least=1))
        return tuple(choice for choice in found if choice is not None)

    def _choice(self, node: Node, unique: Unique, tree: str) -> BoardChoice | None:
        fields = self._reader.fields(
            node, ("id", "label"), ("full", "follows", "left_open", "opens", "parts", "met_by")
        )
        if fields is None:
            return None
        id, label = fields.identifier("id"), self._texts.text(fields.get("label"))
        unique.take(fields.get("id"), id)
        follows, left_open = (self._outcomes(fields, key, tree) for key in ("follows", "left_open"))
        if twice := [outcome for outcome in left_open if outcome in follows]:
            self._reader.wrong(
                fields.get("left_open") or node,
                f"'{twice[0]}' staat al onder 'follows'. Laat de uitkomst onder een van beide staan.",
                f"'{twice[0]}' is under 'follows' already. Leave the outcome under one of the two.",
            )
        opens: list[Opening] = []
        for item in fields.items("opens", at_least=1):
            if opening := self._opening(item, tree, opens):
                opens.append(opening)
        full = self._texts.text(fields.get("full")) if "full" in fields else None
        made = (
            follows,
            tuple(opens),
            self._parts(fields),
            left_open,
            full,
            moments_in(self._reader, fields, self._conditions),
        )
        return None if id is None or label is None else BoardChoice(id, label, *made)

    def _outcomes(self, fields: Fields, key: str, tree: str) -> tuple[str, ...]:
        found = (self._outcome(item, tree) for item in fields.items(key, at_least=1))
        return tuple(each for each in found if each)

    def _outcome(self, node: Node, tree: str) -> str | None:
        scalar = self._reader.scalar(node)
        return scalar.text if scalar and self._conditions.known_outcome(scalar, tree, scalar.text) else None

    def _opening(self, node: Node, own: str, before: Iterable[Opening]) -> Opening | None:
        fields = self._reader.fields(node, ("tree", "gives"), ("when", "specifies"))
        if fields is None:
            return None
        scalar, gives = self._reader.scalar(fields.get("tree")), self._texts.text(fields.get("gives"))
        when: Condition | None = self._conditions.read(fields.get("when")) if "when" in fields else ALWAYS
        if scalar is None or _is_itself_or_again(self._reader, scalar, own, before):
            return None
        tree, how = self._conditions.tree(scalar, scalar.text), fields.flag("specifies") is True
        return None if tree is None or gives is None or when is None else Opening(tree, gives, when, how)


def moments_in(reader: Reader, fields: Fields, conditions: Conditions) -> tuple[str, ...]:
    """The moments at which what a limit asks, or what was chosen, was carried out."""
    found = (reader.scalar(item) for item in fields.items("met_by", at_least=1))
    return tuple(each.text for each in found if each is not None and conditions.known_moment(each))


def _is_itself_or_again(reader: Reader, scalar: Scalar, own: str, before: Iterable[NextTree | Opening]) -> bool:
    """Whether a tree is named in itself, or a second time in one list; noted."""
    if scalar.text == own:
        reader.wrong(scalar, "Dit is de boom zelf. Noem een andere.", "This is the tree itself. Name another.")
    elif scalar.text in (each.tree for each in before):
        reader.wrong(
            scalar,
            f"De boom '{scalar.text}' staat al in deze lijst. Noem hem een keer; voorwaarden passen in een 'when'.",
            f"The tree '{scalar.text}' is in this list already. Name it once; conditions fit in one 'when'.",
        )
    else:
        return False
    return True
