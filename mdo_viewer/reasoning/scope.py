"""Whether the guideline holds for a patient, as the step before the first one of a tree (guideline/scope.py)."""

from __future__ import annotations

from collections.abc import Collection

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.scope import OUTSIDE, SCOPE, is_joined, scope_question, with_scope
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.results import Advice, Step


def scope_step(pack: Pack, advice: Advice) -> Step | None:
    """Step 0 of the way: answered where the guideline holds or does not, else open; None where the pack has none."""
    question = scope_question(pack, advice.tree)
    if question is None:
        return None
    values = advice.settled.values
    facts = tuple((fact.id, values[fact.id]) for fact in pack.scope if fact.id in values)
    if advice.scope_closed is None and advice.scope_open:
        return Step(question, "open", None, facts)
    outside = advice.scope_closed is not None
    answer = next(answer for answer in question.answers if (answer.to == OUTSIDE) is outside)
    return Step(question, "answered", answer, facts)


def steps_of(pack: Pack, advice: Advice) -> tuple[Step, ...]:
    """The whole way: whether the guideline holds, then the questions of the tree."""
    first = scope_step(pack, advice)
    return advice.steps if first is None else (first, *advice.steps)


def asked_first(pack: Pack, advice: Advice, unknown: Collection[str] = ()) -> str | None:
    """What is asked before the tree: `SCOPE` for all scope questions together, the fact of a single one, and of several
    that are answered apart the first one left. None when each was asked; `unknown` are the facts nobody knows.
    """
    waiting = [fact for fact in advice.scope_open if fact not in unknown]
    if not waiting:
        return None
    known = len(waiting) < len(pack.scope)
    return waiting[0] if known or not is_joined(pack) else SCOPE


def is_about_scope(pack: Pack, fact: str | None) -> bool:
    """Whether this is the question of scope, or one of the facts it is about."""
    return fact == SCOPE or any(fact == each.id for each in pack.scope)


def drawn(pack: Pack, advice: Advice, asked: str | None) -> Advice:
    """The advice as it is drawn, with the question of scope at the head of its tree and way.

    `asked` is the fact that is asked now. While that is about scope and nothing of the tree is answered, the way ends
    at the question of scope: one question is open at a time.
    """
    first = scope_step(pack, advice)
    if first is None:
        return advice
    tree = with_scope(pack, advice.tree)
    ways = first.question.answers if first.answer is None else (first.answer,)
    live = advice.live | {(SCOPE, answer.key) for answer in ways}
    steps = (first, *advice.steps)
    if is_about_scope(pack, asked) and all(step.answer is None for step in steps):
        steps = (first,)
    closed = advice.scope_closed is not None
    outcome = tree.outcomes_by_id[OUTSIDE] if closed else advice.outcome
    return replace(advice, tree=tree, steps=steps, live=live, outcome=outcome)
