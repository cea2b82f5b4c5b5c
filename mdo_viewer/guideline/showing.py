"""How a tree is shown, as far as the tree alone tells: as a way or whole, where each box of the whole stands, and what
a box asks."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypeGuard

from mdo_viewer.guideline.model import All, AnyOf, Condition, Is, Pack, Question, Term, Tree
from mdo_viewer.guideline.scope import SCOPE

#: path: the way walked with its neighbours; whole: every question and answer of the tree.
View: TypeAlias = Literal["path", "whole"]
#: Where an answer's target stands: at the question and answer that lead to it last.
Homes: TypeAlias = dict[str, tuple[str, str]]


def homes_of(tree: Tree) -> Homes:
    """A question that several answers lead to stands at the last of them; the others say where to go on."""
    return {answer.to: (question.id, answer.key) for question in tree.questions for answer in question.answers}


def place_of(tree: Tree, node: str) -> tuple[str, tuple[str, ...]]:
    """The box of a question or outcome in the whole view, and the questions above it. An outcome may stand at several
    answers: its first. Raises KeyError for a node that the tree does not have.
    """
    homes, above, box = homes_of(tree), [], node
    at = node
    if node not in tree.questions_by_id:
        question, answer = next(
            (q, a) for q in tree.questions for a in q.answers if a.to == tree.outcomes_by_id[node].id
        )
        box, at = f"{question.id}/{answer.key}", question.id
        above.append(at)
    while at in homes:
        at = homes[at][0]
        above.append(at)
    return box, tuple(above)


def asks(pack: Pack, question: Question, fact: str) -> bool:
    """Whether a box of this question asks this fact itself: it is about it, or a line of its checklist is, alone and in
    its sense. One that stands for several, or for the opposite, would be what a digit seems to answer; so would a
    question that comes after the fact. Such a box, and every list, names the fact first and the question after it."""
    if question.fact == fact or question.id == SCOPE:
        return True
    is_bool = pack.facts_by_id[fact].type == "bool"
    found = opened(pack, question)
    items = () if found is None else found.items
    parts = (part for item in items for part in (item.items if is_group(item) else (item,)))
    return any(isinstance(part, Is) and part.fact == fact and (not is_bool or part.value is True) for part in parts)


def opened(pack: Pack, question: Question) -> All | AnyOf | None:
    """The checklist of a question; one that is a single named group is what that group holds."""
    found = question.checklist
    while found is not None and len(found.items) == 1:
        only = found.items[0]
        inner = pack.terms_by_id[only.term].condition if isinstance(only, Term) else only
        if not isinstance(inner, All | AnyOf):
            break
        found = inner
    return found


def is_group(condition: Condition) -> TypeGuard[All | AnyOf]:
    """Whether a line of a checklist has no text of its own, so that its parts are listed."""
    return isinstance(condition, All | AnyOf) and condition.text is None and len(condition.items) > 1
