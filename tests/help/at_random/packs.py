"""Small packs at random, with all that a pack can say: sets, chains of "only if", terms, implications, entries, riders.

Every pack is one that the reader would take: ids are known, answers lead forward, everything is led to, nothing goes
in circles. Nothing else is seen to: trees may have gaps, questions in vain, or entries that nobody meets.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date

from mdo_viewer.guideline.model import (
    ALWAYS,
    All,
    Answer,
    AnyOf,
    Choice,
    Condition,
    Ends,
    Fact,
    FactType,
    Implication,
    Is,
    Limit,
    Moment,
    MomentSet,
    NamedTerm,
    NextTree,
    Not,
    Note,
    Operator,
    Outcome,
    Pack,
    Question,
    Rider,
    Sentence,
    ShownAt,
    SourceDocument,
    Term,
    Text,
    Tree,
)
from mdo_viewer.guideline.values import replace

WORD = Text("woord", "word")
TYPES: tuple[FactType, ...] = ("bool",) * 5 + ("set", "set", "choice", "choice", "number", "integer")
THRESHOLDS = (2, 5, 7)
LIMITS = (
    None,
    Limit("latest", 24, 24, "hours", "m"),
    Limit("latest", 7, 7, "days", "m"),
    Limit("earliest", 1, 1, "days", "m"),
)


def random_pack(seed: int) -> Pack:
    """The pack of this number: the same one each time."""
    return _Maker(random.Random(seed)).pack()


class _Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.facts: list[Fact] = []
        self.terms: list[NamedTerm] = []

    def pack(self) -> Pack:
        rng = self.rng
        for i in range(rng.choice((2, 3, 3, 4, 4, 5))):
            self.facts.append(self._fact(f"f{i}"))
            if rng.random() < 0.2:
                self.terms.append(NamedTerm(f"t{i}", WORD, self._condition(2)))
        implications = tuple(self._implication() for _ in range(rng.choice((0, 0, 1, 1, 2))))
        trees = [self._tree(f"b{i}", i + 1) for i in range(rng.choice((1, 2, 2, 3)))]
        trees = self._lifting(trees)
        order = rng.sample(trees, len(trees))  # a tree may be entered from one that stands later
        entered = {tree.id: self._entry(order[:i]) for i, tree in enumerate(order)}
        trees = [replace(tree, entry=entered[tree.id]) for tree in trees]
        scope = (Fact("buiten", "bool", WORD, reason=WORD),) if rng.random() < 0.2 else ()
        return Pack(
            id="toeval",
            version="1.0.0",
            title=WORD,
            guideline=WORD,
            guideline_date=date(2020, 1, 31),
            banner=WORD,
            disclaimer=WORD,
            documents=(SourceDocument("1", WORD, "2020"),),
            facts=tuple(rng.sample(self.facts, len(self.facts))),  # a gate may stand after what it gates
            scope=scope,
            implications=implications,
            moments=(Moment("m", WORD),),
            terms=tuple(self.terms),
            riders=tuple(Rider(f"r{i}", WORD, self._places(trees)) for i in range(rng.randint(1, 3))),
            notes=tuple(Note(i, WORD, WORD, self._places(trees)) for i in range(1, rng.randint(2, 3))),
            trees=tuple(trees),
        )

    # --- facts and conditions -------------------------------------------------------------------------------------

    def _fact(self, id: str) -> Fact:
        rng = self.rng
        kind = rng.choice(TYPES)
        if any(each.low is not None for each in self.facts) and rng.random() < 0.8:
            kind = rng.choice(TYPES[:-2])  # two numbers make many patients, so not often
        gate = self._gate() if self.facts and rng.random() < 0.4 else None
        fact = Fact(id, kind, WORD, only_if=gate)
        if kind in ("choice", "set"):
            ids = "xyz"[: rng.randint(2, 3)] if kind == "choice" else "xy"[: rng.randint(1, 2)]
            fact = replace(fact, values=tuple(Choice(each, WORD) for each in ids))
        if kind != "set" and rng.random() < 0.5:
            fact = replace(fact, worse=rng.choice(self._directions(fact)))
        if kind in ("number", "integer"):
            fact = replace(fact, low=rng.choice((-1, 0, 2)), high=rng.choice((7, 8)))
        return fact

    def _gate(self) -> Condition:
        """An "only if": often on a fact that has one itself, so that there are chains."""
        gated = [fact for fact in self.facts if fact.only_if is not None]
        if gated and self.rng.random() < 0.5:
            return self._compared(self.rng.choice(gated))
        return self._condition(self.rng.choice((0, 0, 1)))

    @staticmethod
    def _directions(fact: Fact) -> tuple[bool | str, bool | str]:
        if fact.type == "choice":
            return fact.values[0].id, fact.values[-1].id
        return (True, False) if fact.type == "bool" else ("less", "more")

    def _condition(self, depth: int) -> Condition:
        """A condition over the facts and terms that there are so far."""
        rng = self.rng
        if depth == 0 or rng.random() < 0.4:
            return self._comparison()
        if rng.random() < 0.2:
            return Not(self._condition(depth - 1))
        group = rng.choice((All, AnyOf))
        return group(tuple(self._condition(depth - 1) for _ in range(rng.randint(1, 3))))

    def _comparison(self) -> Condition:
        rng = self.rng
        if self.terms and rng.random() < 0.2:
            term = Term(rng.choice(self.terms).id)
            return term if rng.random() < 0.7 else Not(term)
        return self._compared(rng.choice(self.facts))

    def _compared(self, fact: Fact) -> Is:
        rng = self.rng
        if fact.type in ("bool", "set"):
            return Is(fact.id, "=", rng.random() < 0.6)
        if fact.type == "choice":
            return Is(fact.id, rng.choice(("=", "!=")), rng.choice(fact.values).id)
        ops: Sequence[Operator] = ("<", "<=", ">", ">=", "=", "!=")
        return Is(fact.id, rng.choice(ops), self._threshold(fact))

    def _threshold(self, fact: Fact) -> int | float:
        number = self.rng.choice(THRESHOLDS)
        return number + 0.5 if fact.type == "number" and number < 7 and self.rng.random() < 0.2 else number

    def _implication(self) -> Implication:
        then = []
        for _ in range(self.rng.randint(1, 2)):
            fact = self.rng.choice([fact for fact in self.facts if fact.type != "set"] or self.facts)
            if fact.type in ("number", "integer"):
                then.append(Is(fact.id, "=", self._threshold(fact)))
            elif fact.type == "choice":
                then.append(Is(fact.id, "=", self.rng.choice(fact.values).id))
            elif fact.type == "bool":
                then.append(Is(fact.id, "=", self.rng.random() < 0.5))
        return Implication(self._condition(1), tuple(then))

    # --- trees ----------------------------------------------------------------------------------------------------

    def _tree(self, id: str, number: int) -> Tree:
        rng = self.rng
        count = rng.randint(1, 4)
        tests = [self._tests() for _ in range(count)]
        ends = [f"o{i}" for i in range(rng.randint(2, 4))]
        ways = [[self._target(i, count, ends) for _ in each] for i, each in enumerate(tests)]
        for i in range(1, count):  # every question is led to
            if not any(f"q{i}" in row for row in ways[:i]):
                row = ways[i - 1]
                row[rng.randrange(len(row))] = f"q{i}"
        reached = [id for id in ends if any(id in row for row in ways)]
        questions = tuple(
            Question(
                f"q{i}", WORD, tuple(Answer(key, test, WORD, to) for (key, test), to in zip(each, row, strict=True))
            )
            for i, (each, row) in enumerate(zip(tests, ways, strict=True))
        )
        outcomes = tuple(self._outcome(id) for id in reached)
        return Tree(id, number, WORD, "1.0.0", questions, outcomes)

    def _outcome(self, id: str) -> Outcome:
        """With texts and trees that depend on conditions; no such tree exists, so that nobody can come to it."""
        rng = self.rng
        parts = tuple(
            Sentence(self._condition(1), Text("ja", "yes"), Text("nee", "no"), Text("onbekend", "unknown"))
            for _ in range(rng.choice((0, 0, 1)))
        )
        next = tuple(NextTree(f"n{i}", self._condition(1)) for i in range(rng.choice((0, 1, 2))))
        if rng.random() < 0.3:
            ways = (*(NextTree(f"w{i}", self._condition(1)) for i in range(rng.randint(0, 2))), NextTree("w"))
            return Outcome(id, "elsewhere", WORD, WORD, to=ways, next=next, parts=parts)
        return Outcome(id, "advice", WORD, WORD, limit=rng.choice(LIMITS), next=next, parts=parts)

    def _lifting(self, trees: Sequence[Tree]) -> list[Tree]:
        """The trees with doses and limits that a condition lifts; drawn aside, so that every pack stays what it was."""
        rng, self.rng = self.rng, random.Random()
        self.rng.setstate(rng.getstate())
        found = [replace(tree, outcomes=tuple(self._lifted(each) for each in tree.outcomes)) for tree in trees]
        self.rng = rng
        return found

    def _lifted(self, outcome: Outcome) -> Outcome:
        late = outcome.limit is None or outcome.limit.type == "earliest"
        if outcome.kind != "advice" or not late or self.rng.random() < 0.5:
            return outcome
        return replace(outcome, dose=WORD, unless=self._condition(1))

    def _target(self, i: int, count: int, ends: Sequence[str]) -> str:
        rng = self.rng
        return f"q{rng.randint(i + 1, count - 1)}" if i + 1 < count and rng.random() < 0.5 else rng.choice(ends)

    def _tests(self) -> tuple[tuple[str, Condition], ...]:
        """The answers of one question: of a fact, or of a checklist."""
        rng = self.rng
        fact = rng.choice(self.facts)
        # Asked directly, what may not apply is nearly always a gap; in a checklist it is not.
        if rng.random() < (0.85 if fact.only_if is not None and fact.type not in ("bool", "set") else 0.4):
            group = rng.choice((All, AnyOf))(tuple(self._condition(1) for _ in range(rng.randint(1, 3))))
            return (("ja", group), ("nee", Not(group)))
        if fact.type in ("bool", "set"):
            return (("ja", Is(fact.id, "=", True)), ("nee", Is(fact.id, "=", False)))
        if fact.type == "choice":
            return tuple(self._grouped(fact))
        limit = self._threshold(fact)
        above = limit + 1 if limit < 6 and rng.random() < 0.15 else limit
        return ((f"<= {limit}", Is(fact.id, "<=", limit)), (f"> {above}", Is(fact.id, ">", above)))

    def _grouped(self, fact: Fact) -> Iterator[tuple[str, Condition]]:
        ids = [choice.id for choice in fact.values]
        if len(ids) > 2 and self.rng.random() < 0.5:
            yield "x, y", AnyOf((Is(fact.id, "=", "x"), Is(fact.id, "=", "y")))
            ids = ids[2:]
        for id in ids:
            yield id, Is(fact.id, "=", id)

    def _entry(self, earlier: Sequence[Tree]) -> Condition:
        rng = self.rng
        kinds = [ALWAYS, self._condition(1), MomentSet("m")]
        if earlier:
            tree = rng.choice(earlier)
            some = rng.sample(tree.outcomes, rng.randint(1, len(tree.outcomes)))
            kinds += [Ends(tuple(f"{tree.id}.{outcome.id}" for outcome in some))] * 3
        if rng.random() < 0.5:
            return rng.choice(kinds)
        parts = tuple(rng.choice(kinds[1:]) for _ in range(2))
        return rng.choice((All(parts), AnyOf(parts), All((parts[0], Not(parts[1])))))

    def _places(self, trees: Sequence[Tree]) -> tuple[ShownAt, ...]:
        rng = self.rng
        places = []
        for _ in range(rng.randint(1, 3)):
            tree = rng.choice(trees)
            some = tuple(each.id for each in rng.sample(tree.outcomes, rng.randint(1, len(tree.outcomes))))
            when = self._condition(1) if rng.random() < 0.6 else ALWAYS
            places.append(ShownAt(tree.id, some, when, self._condition(1) if rng.random() < 0.4 else None))
        return tuple(places)
