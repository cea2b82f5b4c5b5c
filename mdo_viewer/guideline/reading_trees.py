"""Reading a tree file."""

from __future__ import annotations

import re

from mdo_viewer.guideline import wording
from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique, shown
from mdo_viewer.guideline.model import (
    ALWAYS,
    All,
    Answer,
    AnyOf,
    Condition,
    Fact,
    Is,
    LongerWhenWorse,
    Not,
    Operator,
    Question,
    Text,
    Tree,
)
from mdo_viewer.guideline.reading_outcomes import ChoicesReader, OutcomesReader
from mdo_viewer.guideline.reading_sources import reads_apart, sources
from mdo_viewer.guideline.strict_yaml import Node, Scalar, Sequence
from mdo_viewer.guideline.translations import Texts
from mdo_viewer.guideline.wording import one_of_these

_NUMBER_ANSWER = re.compile(r"(<=|>=|=|<|>) *([^ <>=].*)")
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
    """Reads the trees of one pack; `names` holds what they may refer to."""

    def __init__(self, reader: Reader, texts: Texts, names: Names) -> None:
        self._reader = reader
        self._texts = texts
        self._names = names
        self._conditions = Conditions(reader, texts, names)
        self._outcomes = OutcomesReader(reader, texts, names)
        self._choices = ChoicesReader(reader, texts, names, self._outcomes.parts)

    # --- trees ----------------------------------------------------------------------------------------------------

    def tree(self, node: Node, id: str) -> Tree | None:
        """The tree that pack.yaml calls `id`."""
        fields = self._reader.fields(
            node,
            ("id", "number", "title", "version", "entry", "questions", "outcomes"),
            ("short", "opened_by", "source", "exceptions", "reads_apart", "choices"),
        )
        if fields is None:
            return None
        self._check_id(fields, node, id)
        unique = Unique(self._reader)
        questions = [self._question(item, unique) for item in fields.items("questions", at_least=1)]
        outcomes = [self._outcomes.outcome(item, unique, id) for item in fields.items("outcomes", at_least=1)]
        number, title = fields.integer("number", 1, 999), self._texts.text(fields.get("title"))
        entry, entry_key = self._entry(fields.get("entry")), fields.key("entry")
        tree_version = version(self._reader, fields)
        exceptions = [self._exception(item, id) for item in fields.items("exceptions", at_least=1)]
        source = sources(self._reader, self._names, fields.get("source"))
        choices = self._choices.read(fields, id)
        apart = [
            reads_apart(self._reader, self._texts, self._names, item, id) for item in fields.items("reads_apart", 1)
        ]
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
            reads_apart=tuple(item for item in apart if item is not None),
            choices=choices,
            entry_place=entry_key.place if entry_key is not None else None,
            short=self._texts.text(fields.get("short")) if "short" in fields else None,
            opened_by=self._texts.text(fields.get("opened_by")) if "opened_by" in fields else None,
        )

    def _check_id(self, fields: Fields, node: Node, id: str) -> None:
        if fields.identifier("id") not in (None, id):
            self._reader.wrong(
                fields.get("id") or node,
                f"De id van deze boom moet gelijk zijn aan de bestandsnaam: '{id}'.",
                f"The id of this tree must equal the name of its file: '{id}'.",
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
            self._reader.wrong(
                fields.place,
                "Deze vraag heeft geen antwoorden. Voeg ze toe.",
                "This question has no answers. Add them.",
            )
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
                f"'{shown(key.text)}' past niet bij '{fact.id}'. Kies uit {', '.join(names)}; meerdere met komma's.",
                f"'{shown(key.text)}' does not fit '{fact.id}'. Choose from {', '.join(names)}; several with commas.",
            )
            return None
        tests = tuple(Is(fact.id, "=", id) for id in chosen)
        return (tests[0] if len(tests) == 1 else AnyOf(tests)), one_of_these(names[id] for id in chosen)

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
        known = str(number) in self._names.notes or "notes" in self._names.unsure
        if number is not None and node is not None and not known:
            self._reader.wrong(
                node,
                f"Er is geen kanttekening {number} in notes.yaml. Verbeter het nummer.",
                f"There is no note {number} in notes.yaml. Correct the number.",
            )
        return number
