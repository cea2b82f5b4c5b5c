"""Checks over what has been read: the order of a tree, what nothing leads to, and circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mdo_viewer.guideline.expressions import facts_named
from mdo_viewer.guideline.fields import Reader
from mdo_viewer.guideline.model import All, AnyOf, Condition, Fact, NamedTerm, Not, Place, Term, Tree
from mdo_viewer.guideline.strict_yaml import Scalar


def check_tree(reader: Reader, tree: Tree, targets: frozenset[str]) -> None:
    """Answers lead forward to something that exists, and every question and outcome is led to.

    `targets` are all ids of questions and outcomes that the file names, also those that could not be read.
    """
    order = {question.id: index for index, question in enumerate(tree.questions)}
    reached = {tree.root.id}
    for index, question in enumerate(tree.questions):
        for answer in question.answers:
            place = answer.place or question.place or Place(tree.id, 1, 1)
            if answer.to not in targets:
                reader.unknown(Scalar(answer.to, place), "vraag of uitkomst", "question or outcome", targets)
            elif order.get(answer.to, index + 1) <= index:
                reader.wrong(
                    place,
                    f"Dit antwoord wijst terug naar '{answer.to}'. Antwoorden wijzen naar een vraag verderop of een "
                    "uitkomst; verplaats een van beide vragen.",
                    f"This answer leads back to '{answer.to}'. Answers lead to a question further down or an outcome; "
                    "move one of the two questions.",
                )
        if question.id in reached:
            reached.update(answer.to for answer in question.answers)
    places = {item.id: item.place for item in tree.questions} | {item.id: item.place for item in tree.outcomes}
    for id, place_of_id in places.items():
        if id not in reached:
            reader.wrong(
                place_of_id or Place(tree.id, 1, 1),
                f"Geen antwoord leidt naar '{id}'. Laat een antwoord ernaar wijzen, of verwijder dit.",
                f"No answer leads to '{id}'. Let an answer lead to it, or remove it.",
            )


def check_terms(reader: Reader, terms: Iterable[NamedTerm]) -> bool:
    """Whether no term is part of its own meaning."""
    by_id = {term.id: term for term in terms}
    uses = {id: _terms_in(term.condition) for id, term in by_id.items()}
    circular = _in_circles(uses)
    for id in circular:
        reader.wrong(
            by_id[id].place or Place(id, 1, 1),
            f"Het begrip '{id}' verwijst via andere begrippen naar zichzelf. Haal de kring eruit.",
            f"The term '{id}' refers to itself through other terms. Take the circle out.",
        )
    return not circular


def check_only_if(reader: Reader, facts: Iterable[Fact], terms: Iterable[NamedTerm]) -> None:
    """No fact waits, through "only if", for itself."""
    by_id = {fact.id: fact for fact in facts}
    conditions = {term.id: term.condition for term in terms}
    waits = {id: facts_named(fact.only_if, conditions) for id, fact in by_id.items() if fact.only_if is not None}
    for id in _in_circles(waits):
        reader.wrong(
            by_id[id].place or Place(id, 1, 1),
            f"'{id}' hangt via only_if van zichzelf af. Haal de kring eruit.",
            f"'{id}' depends on itself through only_if. Take the circle out.",
        )


def _terms_in(condition: Condition) -> set[str]:
    found: set[str] = set()
    todo = [condition]
    while todo:
        match todo.pop():
            case Term(term=term):
                found.add(term)
            case Not(item=item):
                todo.append(item)
            case All(items=items) | AnyOf(items=items):
                todo.extend(items)
            case _:
                pass
    return found


def _in_circles(uses: Mapping[str, set[str]]) -> list[str]:
    """The ids that reach themselves, in order."""
    circular = []
    for start in uses:
        seen: set[str] = set()
        todo = list(uses[start])
        while todo:
            id = todo.pop()
            if id not in seen:
                seen.add(id)
                todo.extend(uses.get(id, ()))
        if start in seen:
            circular.append(start)
    return circular
