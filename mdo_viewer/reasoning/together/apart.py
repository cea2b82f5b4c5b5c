"""Trees that cite the same lines of the source read the same facts there, or say why not.

A tree reads at a line the facts of each question that cites it, and of the question whose "ja" leads straight there:
what is asked only then is read only then ("nee" passes on to what is left). A term reads its own facts at its lines.
Missing is a fact that the other tree reads at such a line and that this tree asks nowhere, nor a tree on the way to it.
Outcomes cite what their text says, riders and notes what goes with it: they decide no way and read nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from mdo_viewer.guideline.model import (
    All,
    AnyOf,
    Condition,
    Ends,
    NamedTerm,
    Not,
    Pack,
    Place,
    Question,
    ReadsApart,
    Source,
    Term,
    Text,
    Tree,
)
from mdo_viewer.reasoning.beside.repeats import Line, firsts
from mdo_viewer.reasoning.results import Finding


class _Cited(Struct):
    """What a tree reads at one line: the facts, where it cites the line, and the numbers that it cites it by."""

    place: Place | None
    numbers: set[int] = field(default_factory=set)
    facts: dict[str, None] = field(default_factory=dict)


class Readings:
    """What every tree of a pack reads at every line that it cites."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._first = firsts(pack)
        self.at = {tree.id: self._read(tree) for tree in pack.trees}
        self._asked: dict[str, frozenset[str]] = {}

    def missing(self, tree: str, other: str) -> Mapping[str, set[Line]]:
        """By fact the lines that both trees cite, where the other reads it and this tree nowhere."""
        here, there, asked = self.at[tree], self.at[other], self.asked(tree)
        found: dict[str, set[Line]] = {}
        for line in here.keys() & there.keys():
            for fact in there[line].facts:
                if fact not in asked:
                    found.setdefault(fact, set()).add(line)
        return found

    def asked(self, tree: str) -> frozenset[str]:
        """Every fact that a tree or its entry asks, or a tree that it is entered from."""
        found = self._asked.get(tree)
        if found is None:
            pack, this = self.pack, self.pack.trees_by_id[tree]
            own = {fact for question in this.questions for fact in _facts_of(pack, question)}
            before = (self.asked(each) for each in _entered_from(this.entry))
            found = self._asked[tree] = frozenset(own | set(pack.facts_in(this.entry))).union(*before)
        return found

    def lines(self, document: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[Line, int]]:
        """Each line of some ranges, with the number that it was named by."""
        for first, last in ranges:
            for number in range(first, last + 1):
                yield self._first.get((document, number), (document, number)), number

    def _cited(self, sources: Iterable[Source]) -> Iterator[tuple[Line, int]]:
        for source in sources:
            yield from self.lines(source.document, source.lines)

    def _read(self, tree: Tree) -> dict[Line, _Cited]:
        pack = self.pack
        reading: dict[Line, _Cited] = {}

        def read(cited: Iterable[tuple[Line, int]], facts: Iterable[str], place: Place | None) -> None:
            facts = tuple(facts)
            for line, number in cited:
                entry = reading.setdefault(line, _Cited(place))
                entry.numbers.add(number)
                entry.facts.update(dict.fromkeys(facts))

        leading = _leading(pack, tree)
        for question in tree.questions:
            read(self._cited(question.source), leading[question.id], question.place)
            for term in _terms_of(pack, question):
                read(self._cited(term.source), pack.facts_in(term.condition), question.place)
        return reading


def reads_apart(readings: Readings, tree: Tree) -> Iterator[Finding]:
    """What a tree does not read at lines that it shares with another, and exceptions of it that do not occur."""
    used: set[tuple[ReadsApart, str]] = set()
    for other in readings.pack.trees:
        if other is tree:
            continue
        left: dict[frozenset[Line], list[str]] = {}
        for fact, lines in readings.missing(tree.id, other.id).items():
            unexcused = set(lines)
            for each in tree.reads_apart:
                if each.tree == other.id and (not each.facts or fact in each.facts):
                    excused = {line for line, _ in readings.lines(each.document, each.lines)}
                    if excused & lines:
                        used.add((each, fact))
                        unexcused -= excused
            if unexcused:
                left.setdefault(frozenset(unexcused), []).append(fact)
        for at, facts in left.items():
            yield _missing(readings, tree, other, at, facts)
    for each in tree.reads_apart:
        for fact in each.facts or ("",):
            if not any(one is each and fact in ("", other) for one, other in used):
                yield _idle(readings.pack, each, fact)


def _missing(readings: Readings, tree: Tree, other: Tree, lines: frozenset[Line], facts: list[str]) -> Finding:
    pack = readings.pack
    here = [readings.at[tree.id][line] for line in sorted(lines)]
    there = [readings.at[other.id][line] for line in sorted(lines)]
    labels = [pack.facts_by_id[fact].label for fact in facts]
    own, its = _ranges({n for each in here for n in each.numbers}), _ranges({n for each in there for n in each.numbers})
    question = Text(", ".join(f"«{each.nl}»" for each in labels), ", ".join(f"“{each.en}”" for each in labels))
    return Finding(
        here[0].place,
        Text(
            f"regel {own}: boom {tree.number} ({tree.id}) leest niet {question.nl}; boom {other.number} ({other.id}) "
            f"wel, bij regel {its}",
            f"line {own}: tree {tree.number} ({tree.id}) does not read {question.en}; tree {other.number} "
            f"({other.id}) does, at line {its}",
        ),
    )


def _idle(pack: Pack, each: ReadsApart, fact: str) -> Finding:
    label = pack.facts_by_id[fact].label if fact else Text(each.tree, each.tree)
    lines = _ranges({number for first, last in each.lines for number in range(first, last + 1)})
    return Finding(
        each.place,
        Text(
            f"regel {lines}, «{label.nl}»: deze uitzondering komt niet voor",
            f"line {lines}, “{label.en}”: this exception does not occur",
        ),
    )


def _ranges(numbers: set[int]) -> str:
    """Line numbers as ranges: "127-129, 136"."""
    said: list[list[int]] = []
    for number in sorted(numbers):
        if said and number == said[-1][1] + 1:
            said[-1][1] = number
        else:
            said.append([number, number])
    return ", ".join(f"{first}-{last}" if first < last else f"{first}" for first, last in said)


# --- what a tree asks ---------------------------------------------------------------------------------------------


def _facts_of(pack: Pack, question: Question) -> tuple[str, ...]:
    return (*dict.fromkeys(fact for answer in question.answers for fact in pack.facts_in(answer.test)),)


def _leading(pack: Pack, tree: Tree) -> Mapping[str, tuple[str, ...]]:
    """By question its facts, and those of the questions whose "ja" leads straight to it."""
    found = {question.id: dict.fromkeys(_facts_of(pack, question)) for question in tree.questions}
    for question in tree.questions:
        for answer in question.answers:
            if answer.key == "ja" and answer.to in found:
                found[answer.to].update(dict.fromkeys(_facts_of(pack, question)))
    return {id: (*facts,) for id, facts in found.items()}


def _terms_of(pack: Pack, question: Question) -> tuple[NamedTerm, ...]:
    found = dict.fromkeys(id for answer in question.answers for id in _terms_in(pack, answer.test))
    return tuple(pack.terms_by_id[id] for id in found)


def _terms_in(pack: Pack, condition: Condition) -> Iterator[str]:
    match condition:
        case Term(term=term):
            yield term
            yield from _terms_in(pack, pack.terms_by_id[term].condition)
        case Not(item=item):
            yield from _terms_in(pack, item)
        case All(items=items) | AnyOf(items=items):
            for item in items:
                yield from _terms_in(pack, item)


def _entered_from(condition: Condition) -> Iterator[str]:
    """The trees that an entry condition asks for."""
    match condition:
        case Ends(outcomes=outcomes):
            yield from dict.fromkeys(each.split(".")[0] for each in outcomes)
        case Not(item=item):
            yield from _entered_from(item)
        case All(items=items) | AnyOf(items=items):
            for item in items:
                yield from _entered_from(item)
