"""How a tree is shown, as far as the tree alone tells: as a way or whole, and where each box of the whole stands."""

from __future__ import annotations

from typing import Literal, TypeAlias

from mdo_viewer.guideline.model import Tree

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
