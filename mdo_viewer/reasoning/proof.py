"""The proof of a tree: the route search with the evaluator that runs in the board, and what it finds wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import astuple

from mdo_viewer.guideline.model import Fact, Pack, Place, Text, Tree, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.class_text import class_text, example_of
from mdo_viewer.reasoning.compiling import CompiledTree, answers_given, compiled_tree
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.diagram import FALSE, IMPOSSIBLE, NA, Node, Space
from mdo_viewer.reasoning.hashes import tree_hash
from mdo_viewer.reasoning.possibilities import possible_for, waiting_facts
from mdo_viewer.reasoning.results import Finding, TreeProof
from mdo_viewer.reasoning.routes import Evaluate, Search, SearchPoint
from mdo_viewer.reasoning.settling import Contradiction, allows_anyone, settle

#: Complete patients drawn at each end of the search, answered a second time by walking the questions one by one.
_SAMPLES = 2
#: Of an exception that is written down for nothing, in Dutch and English.
_NOT_FOUND = ("komt niet voor", "does not occur")


def prove(pack: Pack, tree: Tree, evaluate: Evaluate = possible_for) -> TreeProof:
    """Search every route with `evaluate` and list what is wrong; see the fields of TreeProof."""
    compiled = compiled_tree(pack, tree)
    reached = compiled.space.outcomes(compiled.node) if allows_anyone(pack) else frozenset()
    found = TreeProof(
        tree=tree.id,
        routes=0,
        outcomes=len(tree.outcomes),
        hash=tree_hash(pack, tree),
        gaps=tuple(_gaps(pack, compiled)),
        overlapping=tuple(_overlaps(pack, compiled)),
        unreachable=tuple(_unreachable(tree, reached)),
    )
    if found.gaps or found.overlapping or not reached:
        return found  # what else is wrong may follow from this, and cannot be told apart from it
    search = Search(pack, tree, evaluate)
    longer, exceptions = _longer_when_worse(pack, compiled)
    return replace(
        found,
        routes=search.count(),
        dead_facts=tuple(_dead_facts(pack, compiled)),
        dead_answers=tuple(_dead_answers(compiled)),
        unknown_decides=tuple(dict.fromkeys(_unknown_decides(search, evaluate))),
        longer_when_worse=tuple(longer),
        exceptions=tuple(exceptions),
    )


def _finding(place: Place | None, nl: str, en: str | None = None) -> Finding:
    """A finding; what consists of ids is the same in every language."""
    return Finding(place, Text(nl, nl if en is None else en))


# --- structure ----------------------------------------------------------------------------------------------------


def _gaps(pack: Pack, compiled: CompiledTree) -> Iterator[Finding]:
    for id, found in compiled.gaps:
        question, example = compiled.tree.questions_by_id[id], _patient(pack, compiled.space, found)
        yield _finding(question.place, f"{id}: {example.nl}", f"{id}: {example.en}")


def _overlaps(pack: Pack, compiled: CompiledTree) -> Iterator[Finding]:
    for id, one, two, found in compiled.overlaps:
        question, example = compiled.tree.questions_by_id[id], _patient(pack, compiled.space, found)
        both = f"{id}: «{one}» + «{two}»"
        yield _finding(question.place, f"{both}: {example.nl}", f"{both}: {example.en}")


def _patient(pack: Pack, space: Space, found: Mapping[int, int]) -> Text:
    """An example, for a fault that one kind of patient meets."""
    named = [
        (space.facts[variable].id, class_text(pack, space.facts[variable], space.classes[variable][i]))
        for variable, i in found.items()
    ]
    return Text(
        ", ".join(f"{id}: {value.nl}" for id, value in named), ", ".join(f"{id}: {value.en}" for id, value in named)
    )


def _unreachable(tree: Tree, reached: frozenset[str]) -> Iterator[Finding]:
    for outcome in tree.outcomes:
        if outcome.id not in reached:
            yield _finding(outcome.place, outcome.id)


def _dead_facts(pack: Pack, compiled: CompiledTree) -> Iterator[Finding]:
    used = waiting_facts(pack, compiled, settle(pack, {}), compiled.node)
    yield from (_finding(None, id) for id in compiled.order if id not in used)


def _dead_answers(compiled: CompiledTree) -> Iterator[Finding]:
    """Answers that no patient of the tree can give, because what came before decides them already."""
    taken = answers_given(compiled.space, compiled.tree, compiled.tests, compiled.universe.allowed)
    for question in compiled.tree.questions:
        for answer in question.answers:
            if taken[question.id, answer.key] == FALSE:
                yield _finding(answer.place or question.place, f"{question.id}: {answer.key}")


# --- unknown never decides ----------------------------------------------------------------------------------------


def _unknown_decides(search: Search, evaluate: Evaluate) -> Iterator[Finding]:
    """States where the evaluator excludes an outcome that a fact still unknown can bring about."""
    for state in search.states.values():
        possible = set(state.possible.outcomes)
        if state.answers:
            after = {id for _, key in state.answers for id in search.states[key].possible.outcomes}
            if after != possible:
                yield _told(state, f"{sorted(possible ^ after)}")
            continue
        if len(possible) != 1:
            yield _told(state, "geen vraag meer en niet één uitkomst", "no question left and not one outcome")
            continue
        yield from _second_thoughts(search, state, evaluate)


def _second_thoughts(search: Search, state: SearchPoint, evaluate: Evaluate) -> Iterator[Finding]:
    """Whether the outcome of an end stands up to every further fact, and to complete patients walked by hand."""
    pack, tree, space = search.pack, search.tree, search.compiled.space
    for id in search.compiled.order:
        if id in state.values:
            continue
        for each in space.classes[space.index[id]]:
            if each is NA:
                continue
            try:
                further = evaluate(pack, tree, {**state.values, id: example_of(pack.facts_by_id[id], each)})
            except Contradiction:
                continue
            if further.outcomes != state.possible.outcomes:
                value = class_text(pack, pack.facts_by_id[id], each)
                yield _told(state, *(f"{id}: {text}: {further.outcomes}" for text in (value.nl, value.en)))
    for seed in range(_SAMPLES):
        patient = complete(pack, search.compiled.universe.inside, state.values, random.Random(seed))
        if (walked := walk(pack, tree, patient)) != state.possible.outcomes[0]:
            yield _told(state, f"{walked}")


def _told(state: SearchPoint, nl: str, en: str | None = None) -> Finding:
    """What is wrong in one state of the search, after what is known in it."""
    known = ", ".join(f"{id}={value}" for id, value in state.values.items())
    possible = ", ".join(state.possible.outcomes)
    return _finding(
        None,
        f"{known or 'geen gegevens'} -> {possible}; {nl}",
        f"{known or 'no facts'} -> {possible}; {nl if en is None else en}",
    )


def complete(pack: Pack, facts: Sequence[str], values: Mapping[str, Value], rng: random.Random) -> dict[str, Value]:
    """A patient complete in these facts: each that applies has a value, at random, never in contradiction."""
    patient = dict(values)
    for id in sorted(facts, key=lambda id: pack.facts_by_id[id].only_if is not None):
        settled = settle(pack, patient)
        if id in settled.closed:
            patient.pop(id, None)
        elif id in settled.values:
            patient[id] = settled.values[id]
        else:
            _fill(pack, patient, id, rng)
    return patient


def _fill(pack: Pack, patient: dict[str, Value], id: str, rng: random.Random) -> None:
    candidates = _candidates(pack, pack.facts_by_id[id])
    rng.shuffle(candidates)
    for candidate in candidates:
        try:
            settle(pack, {**patient, id: candidate})
        except Contradiction:
            continue
        patient[id] = candidate
        return


def _candidates(pack: Pack, fact: Fact) -> list[Value]:
    """Values worth trying: every yes, no and choice, and numbers on, below and above small round ones."""
    if fact.type == "bool":
        return [True, False]
    if fact.type == "choice":
        return [choice.id for choice in fact.values]
    if fact.type == "set":
        return [(), *((choice.id,) for choice in fact.values)]
    low, high = fact.low or 0, fact.high if fact.high is not None else 1000
    numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 23, 24, 25, 47, 48, 49, 100]
    inside: list[Value] = [number for number in numbers if low <= number <= high]
    return [*inside, *([] if fact.type == "integer" else [number + 0.5 for number in (2, 6, 11, 23) if number < high])]


def walk(pack: Pack, tree: Tree, patient: Mapping[str, Value]) -> str | None:
    """The outcome of a complete patient by plain walking, without diagrams; None in a gap or at two answers."""
    settled = settle(pack, patient)
    question = tree.root
    while True:
        fitting = [answer for answer in question.answers if holds(pack, settled, answer.test) is True]
        if len(fitting) != 1:
            return None
        to = fitting[0].to
        if to in tree.outcomes_by_id:
            return to
        question = tree.questions_by_id[to]


# --- worse is never later -----------------------------------------------------------------------------------------


def _longer_when_worse(pack: Pack, compiled: CompiledTree) -> tuple[list[Finding], list[Finding]]:
    """Pairs of outcomes where worsening one fact lengthens the limit, apart from the exceptions written down."""
    tree = compiled.tree
    written = {(each.fact, each.better, each.worse): each for each in tree.exceptions}
    found: dict[tuple[str, str, str], None] = {}
    for id in compiled.order:
        for better, worse in _worsenings(compiled, pack.facts_by_id[id]):
            for one, two in sorted(_pairs(pack, compiled, id, better, worse)):
                if _limit(tree, two) > _limit(tree, one):
                    found[id, one, two] = None
    wrong = [_finding(None, f"{fact}: {one} -> {two}") for fact, one, two in found if (fact, one, two) not in written]
    wrong += [
        _finding(each.place, *(f"{each.fact}: {each.better} -> {each.worse} {said}" for said in _NOT_FOUND))
        for key, each in written.items()
        if key not in found
    ]
    right = [
        _finding(None, *(f"{fact}: {one} -> {two}: {reason}" for reason in astuple(written[fact, one, two].reason)))
        for fact, one, two in found
        if (fact, one, two) in written
    ]
    return wrong, right


def _limit(tree: Tree, outcome: str) -> float:
    limit = tree.outcomes_by_id[outcome].limit
    return limit.hours if limit is not None and limit.type == "latest" else float("inf")


def _worsenings(compiled: CompiledTree, fact: Fact) -> Iterator[tuple[int, int]]:
    """Pairs of classes (better, worse) in the direction that the fact names."""
    classes = compiled.space.classes[compiled.space.index[fact.id]]
    known = [i for i, each in enumerate(classes) if each is not NA]
    if fact.worse is None:
        return
    if isinstance(fact.worse, bool):
        yield (classes.index(not fact.worse), classes.index(fact.worse))
        return
    if fact.worse == "less" or (fact.type == "choice" and classes[0] == fact.worse):
        known.reverse()
    for position, better in enumerate(known):
        for worse in known[position + 1 :]:
            yield better, worse


def _pairs(pack: Pack, compiled: CompiledTree, id: str, better: int, worse: int) -> set[tuple[str, str]]:
    """Outcomes before and after, over all patients that differ in this fact alone.

    Facts that follow from the worse value may have been otherwise before; a fact whose "only if" this one opens has
    no value before and any value after.
    """
    space = compiled.space
    variable = space.index[id]
    start, end = space.fix(compiled.node, variable, better), space.fix(compiled.node, variable, worse)
    if IMPOSSIBLE in (start, end):
        return set()  # a value that nobody has
    opened = {space.index[other] for other in opened_by(pack, compiled.universe.inside, id)}
    follows = _follows(pack, space, id, worse)
    memo: dict[tuple[Node, Node], frozenset[tuple[str, str]]] = {}

    def visit(one: Node, two: Node) -> frozenset[tuple[str, str]]:
        if IMPOSSIBLE in (one, two) or one == two:
            return frozenset()
        first, second = space.name(one), space.name(two)
        if first is not None and second is not None:
            return frozenset(((first, second),))
        key = (one, two)
        if key not in memo:
            tops = [top for top in (space.variable(one), space.variable(two)) if top is not None]
            top = min(tops)
            before = space.split(one, top)
            after = space.split(two, top)
            pairs = [(b, after[i]) for i, b in enumerate(before)]
            if top in opened:
                pairs += [(before[i], a) for i in _closed_classes(space, top) for a in after]
            if top in follows:
                pairs += [(b, after[follows[top]]) for b in before]
            memo[key] = frozenset().union(*(visit(b, a) for b, a in pairs))
        return memo[key]

    return set(visit(start, end))


def opened_by(pack: Pack, facts: Sequence[str], id: str) -> frozenset[str]:
    """Those of the facts to which this one can make that they apply: through their "only if", and that of its facts."""
    found: set[str] = {id}
    while True:
        new = {
            fact
            for fact in facts
            if fact not in found
            and (gate := pack.facts_by_id[fact].only_if) is not None
            and not found.isdisjoint(pack.facts_in(gate))
        }
        if not new:
            return frozenset(found - {id})
        found |= new


def _follows(pack: Pack, space: Space, id: str, index: int) -> dict[int, int]:
    """The class of each other fact that follows from this value."""
    value = example_of(pack.facts_by_id[id], space.classes[space.index[id]][index])
    settled = settle(pack, {id: value})
    return {
        space.index[other]: space.mask(other, settled.values[other]).bit_length() - 1
        for other in settled.derived
        if other in space.index
    }


def _closed_classes(space: Space, variable: int) -> list[int]:
    """The classes that a closed "only if" leaves: not applicable for a number, no for a yes/no fact."""
    return [i for i, each in enumerate(space.classes[variable]) if each is NA or each is False]
