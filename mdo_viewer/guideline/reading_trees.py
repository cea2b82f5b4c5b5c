"""Reading a tree file, `riders.yaml` and `notes.yaml`."""

from __future__ import annotations

import re
from typing import Literal

from mdo_viewer.guideline import wording
from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, listed, shown
from mdo_viewer.guideline.model import (
    ALWAYS,
    All,
    Answer,
    AnyOf,
    Condition,
    Fact,
    Is,
    Limit,
    Listing,
    LongerWhenWorse,
    NextTree,
    Not,
    Note,
    Operator,
    Outcome,
    OutcomeKind,
    Part,
    Question,
    Rider,
    ShownAt,
    Strength,
    Text,
    Tree,
)
from mdo_viewer.guideline.reading_facts import Unique, sources
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
_NUMBER_ANSWER = re.compile(r"(<=|>=|=|<|>) *([^ <>=].*)")
_ELSEWHERE = re.compile(r"[A-Za-z0-9_]+/[A-Za-z0-9_]+")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){1,2}")


def version(reader: Reader, fields: Fields) -> str | None:
    """A version number such as 1.0.0."""
    scalar = reader.scalar(fields.get("version"))
    if scalar is None or _VERSION.fullmatch(scalar.text):
        return scalar.text if scalar else None
    reader.wrong(
        scalar,
        f"'{shown(scalar.text)}' is geen versie. Schrijf bijvoorbeeld 1.0.0.",
        f"'{shown(scalar.text)}' is not a version. Write for example 1.0.0.",
    )
    return None


class TreesReader:
    """Reads trees, riders and notes of one pack; `names` holds what they may refer to."""

    def __init__(self, reader: Reader, texts: Texts, names: Names) -> None:
        self._reader = reader
        self._texts = texts
        self._names = names
        self._conditions = Conditions(reader, texts, names)

    # --- trees ----------------------------------------------------------------------------------------------------

    def tree(self, node: Node, id: str) -> Tree | None:
        """The tree that pack.yaml calls `id`."""
        fields = self._reader.fields(
            node, ("id", "number", "title", "version", "entry", "questions", "outcomes"), ("source", "exceptions")
        )
        if fields is None:
            return None
        own_id = fields.identifier("id")
        if own_id not in (None, id):
            self._reader.wrong(
                fields.get("id") or node,
                f"De id van deze boom moet gelijk zijn aan de bestandsnaam: '{id}'.",
                f"The id of this tree must equal the name of its file: '{id}'.",
            )
        unique = Unique(self._reader)
        questions = [self._question(item, unique) for item in fields.items("questions", at_least=1)]
        outcomes = [self._outcome(item, unique, id) for item in fields.items("outcomes", at_least=1)]
        number, title = fields.integer("number", 1, 999), self._texts.text(fields.get("title"))
        entry = self._entry(fields.get("entry"))
        tree_version = version(self._reader, fields)
        exceptions = [self._exception(item, id) for item in fields.items("exceptions", at_least=1)]
        source = sources(self._reader, self._names, fields.get("source"))
        if number is None or title is None or tree_version is None or entry is None:
            return None
        good_questions = tuple(question for question in questions if question is not None)
        good_outcomes = tuple(outcome for outcome in outcomes if outcome is not None)
        if not good_questions or not good_outcomes:
            return None
        return Tree(
            id=id,
            number=number,
            title=title,
            version=tree_version,
            questions=good_questions,
            outcomes=good_outcomes,
            entry=entry,
            exceptions=tuple(item for item in exceptions if item is not None),
            source=source,
            place=fields.place,
        )

    def _entry(self, node: Node | None) -> Condition | None:
        if isinstance(node, Scalar) and node.text == "always":
            return ALWAYS
        return self._conditions.read(node, entry=True)

    # --- questions ------------------------------------------------------------------------------------------------

    def _question(self, node: Node, unique: Unique) -> Question | None:
        fields = self._reader.fields(node, ("id", "text", "answers"), ("help", "fact", "all", "any", "source"))
        if fields is None:
            return None
        id = fields.identifier("id")
        unique.take(fields.get("id"), id)
        text, help = self._texts.text(fields.get("text")), self._texts.text(fields.get("help"))
        source = sources(self._reader, self._names, fields.get("source"))
        kinds = [key for key in ("fact", "all", "any") if key in fields]
        if len(kinds) != 1:
            self._reader.wrong(
                node,
                "Een vraag heeft precies een van de sleutels fact, all of any.",
                "A question has exactly one of the keys fact, all or any.",
            )
            return None
        fact, checklist = self._asked(fields, kinds[0])
        answers = self._answers(fields, fact if fact is not None else checklist)
        if id is None or text is None or not answers:
            return None
        return Question(id, text, answers, fact.id if fact else None, checklist, help, source, fields.place)

    def _asked(self, fields: Fields, kind: str) -> tuple[Fact | None, All | AnyOf | None]:
        if kind == "fact":
            scalar = self._reader.scalar(fields.get("fact"))
            if scalar is not None and scalar.text in self._names.terms:
                self._reader.wrong(
                    scalar,
                    f"'{scalar.text}' is een begrip. Schrijf 'all: [{scalar.text}]' in plaats van fact.",
                    f"'{scalar.text}' is a term. Write 'all: [{scalar.text}]' instead of fact.",
                )
                return None, None
            return (self._conditions.fact(scalar, scalar.text) if scalar else None), None
        condition = self._conditions.group(kind, fields.get(kind))
        return None, condition if isinstance(condition, All | AnyOf) else None

    def _answers(self, fields: Fields, asked: Fact | All | AnyOf | None) -> tuple[Answer, ...]:
        found = []
        pairs = fields.pairs("answers")
        if "answers" in fields and not pairs and not isinstance(fields.get("answers"), Scalar | Sequence):
            self._reader.wrong(fields.place, "Deze vraag heeft geen antwoorden.", "This question has no answers.")
        for key, value in pairs:
            to = self._reader.identifier(value)
            tested = self._test(key, asked) if asked is not None else None
            if to is not None and tested is not None:
                test, label = tested
                found.append(Answer(key.text, test, label, to, value.place))
        return tuple(found)

    def _test(self, key: Scalar, asked: Fact | All | AnyOf) -> tuple[Condition, Text] | None:
        """When an answer is the one, and what it says."""
        if not isinstance(asked, Fact):
            yes = self._yes_or_no(key)
            return None if yes is None else (asked, wording.YES) if yes else (Not(asked), wording.NO)
        if asked.type == "bool" or asked.type == "set":
            yes = self._yes_or_no(key)
            if yes is None:
                return None
            some = Is(asked.id, "=", True)
            no: Condition = Is(asked.id, "=", False) if asked.type == "bool" else Not(some)
            return (some, wording.YES) if yes else (no, wording.NO)
        return self._choice_test(key, asked) if asked.type == "choice" else self._number_test(key, asked)

    def _yes_or_no(self, key: Scalar) -> bool | None:
        if key.text in ("ja", "nee"):
            return key.text == "ja"
        self._reader.wrong(
            key,
            f"'{shown(key.text)}' past niet bij deze vraag: de antwoorden zijn ja en nee.",
            f"'{shown(key.text)}' does not fit this question: the answers are ja and nee.",
        )
        return None

    def _choice_test(self, key: Scalar, fact: Fact) -> tuple[Condition, Text] | None:
        names = {choice.id: wording.choice_name(choice) for choice in fact.values}
        chosen = [word.strip() for word in key.text.split(",")]
        wrong = [word for word in chosen if word not in names]
        if wrong or len(set(chosen)) < len(chosen):
            self._reader.wrong(
                key,
                f"'{shown(key.text)}' past niet bij '{fact.id}'. Kies uit {', '.join(names)}; meer dan een met komma's.",
                f"'{shown(key.text)}' does not fit '{fact.id}'. Choose from {', '.join(names)}; several with commas.",
            )
            return None
        tests = tuple(Is(fact.id, "=", id) for id in chosen)
        label = Text(listed((names[id].nl for id in chosen), "of"), listed((names[id].en for id in chosen), "or"))
        return (tests[0] if len(tests) == 1 else AnyOf(tests)), label

    def _number_test(self, key: Scalar, fact: Fact) -> tuple[Condition, Text] | None:
        match = _NUMBER_ANSWER.fullmatch(key.text.strip())
        if not match:
            self._reader.wrong(
                key,
                f"'{shown(key.text)}' past niet bij het getal '{fact.id}'. Schrijf bijvoorbeeld '<= 7' of '> 7'.",
                f"'{shown(key.text)}' does not fit the number '{fact.id}'. Write for example '<= 7' or '> 7'.",
            )
            return None
        op: Operator = next(op for op in wording.SIGNS if op == match[1])
        test = self._conditions.compare(key, fact, op, match[2].strip())
        if test is None:
            return None
        value, sign = float(test.value), "" if op == "=" else f"{wording.SIGNS[op]} "
        return test, wording.both(lambda language: sign + wording.quantity(value, fact.unit, language))

    # --- outcomes -------------------------------------------------------------------------------------------------

    def _outcome(self, node: Node, unique: Unique, tree: str) -> Outcome | None:
        fields = self._reader.fields(
            node,
            ("id", "kind", "title", "text"),
            ("strength", "latest", "earliest", "from", "dose", "to", "next", "parts", "lists", "source"),
        )
        if fields is None:
            return None
        id, kind = fields.identifier("id"), fields.one_of("kind", KINDS)
        unique.take(fields.get("id"), id)
        title, text, dose = (self._texts.text(fields.get(key)) for key in ("title", "text", "dose"))
        strength, limit = self._strength(fields), self._limit(fields)
        to, next_trees = self._to(fields, kind, tree), self._next(fields)
        parts, lists = self._parts(fields), self._lists(fields)
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
            place=fields.place,
        )

    def _strength(self, fields: Fields) -> tuple[Strength, ...]:
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
        if not kinds:
            if (key := fields.key("from")) is not None:
                self._reader.wrong(
                    key,
                    "'from' hoort bij een termijn. Voeg latest of earliest toe, of verwijder from.",
                    "'from' belongs to a time limit. Add latest or earliest, or remove from.",
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
        return Limit("latest" if kinds[0] == "latest" else "earliest", amount, amount_max, unit, moment.text)

    def _to(self, fields: Fields, kind: OutcomeKind | None, tree: str) -> str | None:
        if kind == "elsewhere" and "to" not in fields:
            self._reader.wrong(
                fields.place,
                "Een uitkomst van soort elsewhere noemt met 'to' de boom die wel geldt.",
                "An outcome of kind elsewhere names with 'to' the tree that does apply.",
            )
        scalar = self._reader.scalar(fields.get("to"))
        if scalar is None:
            return None
        if kind not in (None, "elsewhere"):
            self._reader.wrong(
                fields.key("to") or scalar,
                "'to' hoort alleen bij een uitkomst van soort elsewhere; gebruik anders 'next'.",
                "'to' only belongs to an outcome of kind elsewhere; otherwise use 'next'.",
            )
        if _ELSEWHERE.fullmatch(scalar.text):
            return scalar.text
        if scalar.text == tree:
            self._reader.wrong(
                scalar, "'to' wijst naar de boom zelf. Noem een andere.", "'to' names the tree itself. Name another."
            )
        return self._conditions.tree(scalar, scalar.text)

    def _next(self, fields: Fields) -> tuple[NextTree, ...]:
        found = []
        for node in fields.items("next", at_least=1):
            when: Condition | None = ALWAYS
            if isinstance(node, Scalar):
                scalar: Scalar | None = node
            else:
                entry = self._reader.fields(node, ("tree",), ("when",))
                scalar = self._reader.scalar(entry.get("tree")) if entry else None
                if entry and "when" in entry:
                    when = self._conditions.read(entry.get("when"))
            if scalar is None or when is None:
                continue
            if _ELSEWHERE.fullmatch(scalar.text) or self._conditions.tree(scalar, scalar.text) is not None:
                found.append(NextTree(scalar.text, when))
        return tuple(found)

    def _parts(self, fields: Fields) -> tuple[Part, ...]:
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
                found.append(Part(condition, yes, no, unknown))
        return tuple(found)

    def _lists(self, fields: Fields) -> tuple[Listing, ...]:
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

    def _exception(self, node: Node, tree: str) -> LongerWhenWorse | None:
        fields = self._reader.fields(node, ("fact", "better", "worse", "reason"), ("note",))
        if fields is None:
            return None
        scalar = self._reader.scalar(fields.get("fact"))
        fact = self._conditions.fact(scalar, scalar.text) if scalar else None
        if scalar is not None and fact is not None and fact.worse is None:
            self._reader.wrong(
                scalar,
                f"'{fact.id}' heeft in facts.yaml geen 'worse', dus hier is geen uitzondering nodig.",
                f"'{fact.id}' has no 'worse' in facts.yaml, so no exception is needed here.",
            )
        better, worse = self._outcome_id(fields.get("better"), tree), self._outcome_id(fields.get("worse"), tree)
        reason = self._texts.text(fields.get("reason"))
        note = self._note_number(fields.get("note"))
        if fact is None or better is None or worse is None or reason is None:
            return None
        return LongerWhenWorse(fact.id, better, worse, reason, note, fields.place)

    def _outcome_id(self, node: Node | None, tree: str) -> str | None:
        scalar = self._reader.scalar(node)
        return scalar.text if scalar and self._conditions.known_outcome(scalar, tree, scalar.text) else None

    def _note_number(self, node: Node | None) -> int | None:
        number = self._reader.integer(node, 1, 999)
        if number is not None and node is not None and str(number) not in self._names.notes:
            if "notes" not in self._names.unsure:
                self._reader.wrong(
                    node, f"Er is geen noot {number} in notes.yaml.", f"There is no note {number} in notes.yaml."
                )
        return number

    # --- riders and notes -----------------------------------------------------------------------------------------

    def riders(self, fields: Fields | None) -> tuple[Rider, ...]:
        unique, found = Unique(self._reader), []
        for node in fields.items("riders") if fields else ():
            entry = self._reader.fields(node, ("id", "text", "shown_with"), ("strength", "parts", "lists", "source"))
            if entry is None:
                continue
            id, text = entry.identifier("id"), self._texts.text(entry.get("text"))
            unique.take(entry.get("id"), id)
            shown_with = self._shown(entry.items("shown_with", at_least=1))
            parts, lists, strength = self._parts(entry), self._lists(entry), self._strength(entry)
            source = sources(self._reader, self._names, entry.get("source"))
            if id is not None and text is not None:
                found.append(Rider(id, text, shown_with, parts, lists, strength, source, entry.place))
        return tuple(found)

    def notes(self, fields: Fields | None) -> tuple[Note, ...]:
        unique, found = Unique(self._reader), []
        for node in fields.items("notes") if fields else ():
            entry = self._reader.fields(node, ("number", "title", "text"), ("shown_at", "facts"))
            if entry is None:
                continue
            number = entry.integer("number", 1, 999)
            unique.take(entry.get("number"), None if number is None else str(number))
            title, text = self._texts.text(entry.get("title")), self._texts.text(entry.get("text"))
            shown_at = self._shown(entry.items("shown_at", at_least=1))
            scalars = (self._reader.scalar(item) for item in entry.items("facts", at_least=1))
            facts = tuple(
                fact.id for item in scalars if item and (fact := self._conditions.fact(item, item.text)) is not None
            )
            if number is not None and title is not None and text is not None:
                found.append(Note(number, title, text, shown_at, facts, entry.place))
        return tuple(found)

    def _shown(self, nodes: tuple[Node, ...]) -> tuple[ShownAt, ...]:
        found = []
        for node in nodes:
            entry = self._reader.fields(node, ("tree", "outcomes"), ("when", "unless"))
            if entry is None:
                continue
            tree = self._reader.scalar(entry.get("tree"))
            known = tree is not None and self._conditions.tree(tree, tree.text) is not None
            when = self._conditions.read(entry.get("when")) if "when" in entry else ALWAYS
            unless = self._conditions.read(entry.get("unless"))
            scalars = [self._reader.scalar(item) for item in entry.items("outcomes", at_least=1)]
            if tree is None or not known:
                continue
            outcomes = tuple(
                item.text for item in scalars if item and self._conditions.known_outcome(item, tree.text, item.text)
            )
            if when is not None:
                found.append(ShownAt(tree.text, outcomes, when, unless))
        return tuple(found)
