"""The question before the first one of every tree: does the guideline hold for this patient? It has number 0.

A pack states it as facts of which a "yes" closes the trees (`scope`), and may put them in one question of its own words
(`scope_question`). Here that becomes a question as a tree has them, so that whoever draws or lists a way needs no other
rule for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mdo_viewer.guideline.model import All, Answer, AnyOf, Condition, Fact, Is, Outcome, Pack, Question, Text, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import NO, YES, both
from mdo_viewer.guideline.words import words_of

#: Ids of the question, and of where its way out leads; no id of a pack has a hyphen.
SCOPE: Final = "scope-question"
OUTSIDE: Final = "scope-outside"


def is_joined(pack: Pack) -> bool:
    """Whether several facts are asked as one question."""
    return len(pack.scope) > 1


@lru_cache(maxsize=32)
def scope_text(pack: Pack) -> Text:
    """The words of the question: the pack's, those of its only fact, or else ours."""
    if pack.scope_question is not None and is_joined(pack):
        return pack.scope_question.text
    if len(pack.scope) == 1:
        only = pack.scope[0]
        return both(lambda language: f"{only.label(language)}?")
    return both(lambda language: words_of("advice", language)("scope_question"))


@lru_cache(maxsize=32)
def scope_holds_for(pack: Pack) -> Text | None:
    """For whom the guideline holds, in one sentence; None where the question itself says it."""
    if not is_joined(pack):
        return None
    if pack.scope_question is not None:
        return pack.scope_question.holds_for
    return both(
        lambda language: words_of("advice", language)(
            "scope_none_of", names="; ".join(fact.label(language) for fact in pack.scope)
        )
    )


@lru_cache(maxsize=256)
def scope_question(pack: Pack, tree: Tree) -> Question | None:
    """The question before this tree; its answers lead to the tree's first question and to `OUTSIDE`. None where the
    pack has no scope."""
    if not pack.scope:
        return None
    on, out = tree.root.id, OUTSIDE
    no_to_all = tuple(Is(fact.id, "=", False) for fact in pack.scope)
    yes_to_one = tuple(Is(fact.id, "=", True) for fact in pack.scope)
    if not is_joined(pack):
        answers = (Answer("ja", yes_to_one[0], YES, out), Answer("nee", no_to_all[0], NO, on))
        return Question(SCOPE, scope_text(pack), answers, fact=pack.scope[0].id)
    items: tuple[Condition, ...] = yes_to_one
    # What leads on stands last, as in the trees: there the way goes on below.
    answers = (Answer("nee", AnyOf(yes_to_one), NO, out), Answer("ja", All(no_to_all), YES, on))
    return Question(SCOPE, scope_text(pack), answers, checklist=AnyOf(items))


@lru_cache(maxsize=8)
def scope_as_fact(pack: Pack) -> Fact:
    """The question over several facts as one yes/no fact with the id `SCOPE`: what its row on screen shows."""
    return Fact(SCOPE, "bool", scope_text(pack))


@lru_cache(maxsize=256)
def with_scope(pack: Pack, tree: Tree) -> Tree:
    """The tree with the question of scope before its own and what lies outside behind its outcomes, to be drawn; the
    tree itself where the pack has no scope."""
    question = scope_question(pack, tree)
    if question is None:
        return tree
    title = both(lambda language: words_of("advice", language)("outside"))
    outside = Outcome(OUTSIDE, "not_applicable", title, title)
    return replace(tree, questions=(question, *tree.questions), outcomes=(*tree.outcomes, outside))


@lru_cache(maxsize=1024)
def numbers_of(tree: Tree) -> dict[str, int]:
    """The number of each question by its id, from 1; 0 is the question of scope."""
    first = 0 if tree.questions[0].id == SCOPE else 1
    return {question.id: number for number, question in enumerate(tree.questions, first)}
