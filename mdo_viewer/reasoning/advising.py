"""One tree for one patient: the way walked, the advice or what is missing, riders, notes and deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from mdo_viewer.guideline.model import (
    Answer,
    Outcome,
    Pack,
    Question,
    Range,
    Tree,
)
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.compiling import CompiledTree, compiled_tree, left_of, masks_of
from mdo_viewer.reasoning.deadlines import deadline
from mdo_viewer.reasoning.deciding import as_it_holds, notes_at, riders_at, truth
from mdo_viewer.reasoning.diagram import IMPOSSIBLE, Node
from mdo_viewer.reasoning.possibilities import (
    Possible,
    Unproven,
    can_change,
    possible_settled,
    waiting_facts,
)
from mdo_viewer.reasoning.results import (
    Advice,
    Deadline,
    OpenRider,
    Patient,
    Settled,
    ShownRider,
    Step,
)
from mdo_viewer.reasoning.settling import settle
from mdo_viewer.reasoning.texts import outcome_text, rider_text
from mdo_viewer.reasoning.urgency import has_sign


def advise(pack: Pack, tree: Tree, patient: Patient, at: datetime | None = None) -> Advice:
    """What the tree says for this patient at the moment `at` (aware; needed only to tell what is overdue).

    Raises Contradiction when facts cannot be true together, and Unproven for a tree with gaps or overlaps.
    """
    return advise_settled(pack, tree, patient, settle(pack, patient.values), at)


def advise_settled(pack: Pack, tree: Tree, patient: Patient, settled: Settled, at: datetime | None) -> Advice:
    """`advise` for facts that are settled already, so that a journey settles once. Raises Unproven."""
    compiled = compiled_tree(pack, tree)
    if compiled.gaps or compiled.overlaps:
        raise Unproven(tree)
    closed_by = next((fact.id for fact in pack.scope if patient.values.get(fact.id) is True), None)
    if closed_by is not None:
        return _out_of_scope(pack, tree, settled, closed_by)
    left = left_of(compiled, settled)
    possible = possible_settled(pack, compiled, settled, left)
    remaining = _Remaining(compiled, settled)
    end = tree.outcomes_by_id[possible.outcomes[0]] if len(possible.outcomes) == 1 else None
    outcome = as_it_holds(pack, settled, end) if end else None
    tightest = None if outcome else _tightest(tree, possible)
    common = Advice(
        tree=tree,
        status="complete" if outcome else "incomplete",
        outcome=outcome,
        text=outcome_text(pack, settled, outcome) if outcome else None,
        possible=possible.outcomes,
        next_fact=possible.next_fact,
        open_facts=() if outcome else waiting_facts(pack, compiled, settled, left),
        tightest=tightest,
        steps=_ending_open(list(_walk(pack, compiled, settled, left, possible, remaining)), possible),
        live=_live(compiled, left, remaining),
        settled=settled,
        scope_open=tuple(fact.id for fact in pack.scope if fact.id not in patient.values),
        pressing=_presses(compiled, settled, outcome, tightest),
    )
    return _with_outcome(pack, common, outcome, patient, at) if outcome else common


def _out_of_scope(pack: Pack, tree: Tree, settled: Settled, closed_by: str) -> Advice:
    return Advice(
        tree=tree,
        status="out_of_scope",
        outcome=None,
        text=pack.facts_by_id[closed_by].reason,
        possible=(),
        next_fact=None,
        open_facts=(),
        tightest=None,
        steps=(),
        live=frozenset(),
        settled=settled,
        scope_closed=closed_by,
    )


def _tightest(tree: Tree, possible: Possible) -> Outcome | None:
    """The possible outcome with the shortest limit, None when none of them has one."""
    limited = [
        outcome
        for id in possible.outcomes
        if (outcome := tree.outcomes_by_id[id]).limit is not None and outcome.limit.type == "latest"
    ]
    return min(limited, key=lambda outcome: outcome.limit.hours if outcome.limit else 0, default=None)


def _presses(compiled: CompiledTree, settled: Settled, outcome: Outcome | None, tightest: Outcome | None) -> bool:
    if outcome is not None:
        return outcome.limit is not None
    return tightest is not None and has_sign(compiled, settled, tightest)


# --- the way through the tree -------------------------------------------------------------------------------------


class _Remaining:
    """What is left of each answer's condition for these facts."""

    def __init__(self, compiled: CompiledTree, settled: Settled) -> None:
        self._compiled = compiled
        self._masks = masks_of(compiled.space, settled)
        self._tests: dict[tuple[str, str], Node] = {}

    def after(self, here: Node, question: Question, answer: Answer) -> Node:
        """What remains of the tree when this answer is given; without outcomes when no completion gives it."""
        key = (question.id, answer.key)
        if key not in self._tests:
            self._tests[key] = self._compiled.space.restrict(self._compiled.tests[key], self._masks)
        return self._compiled.space.choose(self._tests[key], here, IMPOSSIBLE)


def _walk(
    pack: Pack, compiled: CompiledTree, settled: Settled, left: Node, possible: Possible, remaining: _Remaining
) -> Iterator[Step]:
    """The questions on the patient's way, up to the outcome or the question now open.

    A question that is not answered is open when a fact of it can still change the possible outcomes; otherwise its
    answer cannot matter and it is passed over, along an answer that leads to the next fact or else along the last
    one that is still possible.
    """
    tree, start = compiled.tree, left
    question: Question | None = tree.root
    while question is not None:
        facts = tuple(
            (fact, settled.values[fact]) for fact in _question_facts(pack, question) if fact in settled.values
        )
        ways = [
            answer for answer in question.answers if compiled.space.outcomes(remaining.after(left, question, answer))
        ]
        if len(ways) == 1:
            answer = ways[0]
            yield Step(question, "answered", answer, facts)
        elif possible.next_fact is not None and any(
            fact == possible.next_fact
            or _is_crossed(compiled, settled, left, fact)
            or can_change(pack, compiled, settled, start, fact)
            for fact in _asked_by(pack, question)
        ):
            yield Step(question, "open", None, facts)
            return
        else:
            answer = _pass_over(pack, tree, ways, possible.next_fact)
            yield Step(question, "does_not_matter", answer, facts)
        left = remaining.after(left, question, answer)
        question = tree.questions_by_id.get(answer.to)


def _is_crossed(compiled: CompiledTree, settled: Settled, left: Node, fact: str) -> bool:
    """Whether a fact is known as a range of which the numbers still part."""
    if not isinstance(settled.values.get(fact), Range) or fact not in compiled.space.index:
        return False
    return compiled.space.index[fact] in compiled.space.relevant(left)


def _pass_over(pack: Pack, tree: Tree, ways: list[Answer], wanted: str | None) -> Answer:
    if wanted is not None:
        for answer in ways:
            if _leads_to(pack, tree, answer.to, wanted):
                return answer
    return ways[-1]


def _leads_to(pack: Pack, tree: Tree, node: str, fact: str) -> bool:
    question = tree.questions_by_id.get(node)
    if question is None:
        return False
    if fact in _asked_by(pack, question):
        return True
    return any(_leads_to(pack, tree, answer.to, fact) for answer in question.answers)


def _live(compiled: CompiledTree, left: Node, remaining: _Remaining) -> frozenset[tuple[str, str]]:
    """Every answer that some completion gives on its way from the root."""
    found: set[tuple[str, str]] = set()
    reach: dict[str, Node] = {compiled.tree.root.id: left}
    space = compiled.space
    for question in compiled.tree.questions:  # an answer never leads backwards
        here = reach.get(question.id, IMPOSSIBLE)
        for answer in question.answers:
            there = remaining.after(here, question, answer)
            if space.outcomes(there):
                found.add((question.id, answer.key))
                # Two ways into a question never hold for the same patient, so their remainders can be joined.
                reach[answer.to] = space.join(reach.get(answer.to, IMPOSSIBLE), there)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _question_facts(pack: Pack, question: Question) -> tuple[str, ...]:
    return (*dict.fromkeys(fact for answer in question.answers for fact in pack.facts_in(answer.test)),)


def _ending_open(steps: list[Step], possible: Possible) -> tuple[Step, ...]:
    """While incomplete the way ends at an open question, if need be at the first that was passed over."""
    if possible.next_fact is None or any(step.state == "open" for step in steps):
        return tuple(steps)
    first = next((i for i, step in enumerate(steps) if step.state == "does_not_matter"), len(steps) - 1)
    return (*steps[:first], replace(steps[first], state="open", answer=None))


@lru_cache(maxsize=4096)
def _asked_by(pack: Pack, question: Question) -> frozenset[str]:
    """The facts of a question and those that open them."""
    found: set[str] = set()
    pending = list(_question_facts(pack, question))
    while pending:
        fact = pending.pop()
        if fact not in found:
            found.add(fact)
            gate = pack.facts_by_id[fact].only_if
            if gate is not None:
                pending.extend(pack.facts_in(gate))
    return frozenset(found)


# --- what comes with an outcome -----------------------------------------------------------------------------------


def _with_outcome(pack: Pack, advice: Advice, outcome: Outcome, patient: Patient, at: datetime | None) -> Advice:
    settled = advice.settled
    shown: list[ShownRider] = []
    waiting: list[OpenRider] = []
    here = f"{advice.tree.id}.{outcome.id}"
    for rider, shows, fact in riders_at(pack, settled, here):
        if shows:
            shown.append(ShownRider(rider, rider_text(pack, settled, rider)))
        elif fact is not None:
            waiting.append(OpenRider(rider, fact))
    return replace(
        advice,
        riders=tuple(shown),
        open_riders=tuple(waiting),
        notes=notes_at(pack, settled, here),
        deadlines=_deadlines(outcome, patient, at),
        deadlines_beside=tuple(_beside(pack, advice.tree, settled, outcome, patient, at)),
        next_trees=tuple(
            next_tree.tree for next_tree in outcome.next if truth(pack, settled, next_tree.when) is not False
        ),
    )


def _deadlines(outcome: Outcome, patient: Patient, at: datetime | None) -> tuple[Deadline, ...]:
    return () if outcome.limit is None else (deadline(outcome.id, outcome.limit, patient.moments, at),)


def _beside(
    pack: Pack, tree: Tree, settled: Settled, outcome: Outcome, patient: Patient, at: datetime | None
) -> Iterator[tuple[Deadline, bool]]:
    """The limit of another outcome that counts beside this one: the first that is not ruled out, and whether it is
    certain."""
    for each in outcome.limits_beside:
        found, limit = truth(pack, settled, each.when), tree.outcomes_by_id[each.outcome].limit
        if found is not False and limit is not None:
            yield deadline(each.outcome, limit, patient.moments, at), found is True
            return
