"""Checks over what has been read: the order of a tree, what nothing leads to, and circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mdo_viewer.guideline.expressions import facts_named, leaves
from mdo_viewer.guideline.fields import Reader, peek, peek_ids, peek_items
from mdo_viewer.guideline.model import Condition, Ends, Fact, Implication, NamedTerm, Place, Term, Tree
from mdo_viewer.guideline.strict_yaml import Mapping as MappingNode
from mdo_viewer.guideline.strict_yaml import Node, Scalar

#: What a term may grow to when the terms in it are written out.
MAX_COMPARISONS = 500
MAX_LEVELS = 16


def check_tree(reader: Reader, tree: Node) -> None:
    """Answers lead forward to something that exists, and every question and outcome is led to.

    Works on the file as written, so that a question with another mistake still leads where it leads.
    """
    questions, outcomes = peek_items(tree, "questions"), peek_items(tree, "outcomes")
    ids = [peek(item, "id") for item in (*questions, *outcomes)]
    places = {id.text: id for id in reversed(ids) if isinstance(id, Scalar)}
    order = {id: index for index, id in enumerate(peek_ids(questions))}
    reached = set(peek_ids(questions[:1]))
    for question in questions:
        id = peek(question, "id")
        index = order.get(id.text, 0) if isinstance(id, Scalar) else 0
        targets = _targets(question)
        for to in targets:
            if to.text not in places and to.text:
                reader.unknown(to, "vraag of uitkomst", "question or outcome", places)
            elif order.get(to.text, index + 1) <= index:
                reader.wrong(
                    to,
                    f"Dit antwoord wijst terug naar '{to.text}'. Antwoorden wijzen naar een vraag verderop of een "
                    "uitkomst; verplaats een van beide vragen.",
                    f"This answer leads back to '{to.text}'. Answers lead to a question further down or an outcome; "
                    "move one of the two questions.",
                )
        if not isinstance(id, Scalar) or id.text in reached:
            reached.update(to.text for to in targets)
    for name, scalar in sorted(places.items(), key=lambda item: item[1].place.line):
        if name not in reached:
            reader.wrong(
                scalar,
                f"Geen antwoord leidt naar '{name}'. Laat een antwoord ernaar wijzen, of verwijder dit.",
                f"No answer leads to '{name}'. Let an answer lead to it, or remove it.",
            )


def _targets(question: Node) -> list[Scalar]:
    answers = peek(question, "answers")
    entries = answers.entries if isinstance(answers, MappingNode) else ()
    return [to for _, to in entries if isinstance(to, Scalar)]


def check_terms(reader: Reader, terms: Iterable[NamedTerm]) -> bool:
    """Whether no term is part of its own meaning, and none grows too large when written out.

    Terms inside terms inside terms could otherwise grow without end: each level may double what it stands for.
    """
    by_id = {term.id: term for term in terms}
    uses = {id: [leaf.term for leaf in leaves(term.condition) if isinstance(leaf, Term)] for id, term in by_id.items()}
    circular = in_circles(uses)
    for id in circular:
        reader.wrong(
            by_id[id].place or Place(id, 1, 1),
            f"Het begrip '{id}' verwijst via andere begrippen naar zichzelf. Haal de kring eruit.",
            f"The term '{id}' refers to itself through other terms. Take the circle out.",
        )
    if circular:
        return False
    large = _too_large(by_id, uses)
    for id in large:
        reader.wrong(
            by_id[id].place or Place(id, 1, 1),
            f"Het begrip '{id}' is te groot: uitgeschreven meer dan {MAX_COMPARISONS} vergelijkingen of {MAX_LEVELS} "
            "niveaus. Maak het kleiner.",
            f"The term '{id}' is too large: written out more than {MAX_COMPARISONS} comparisons or {MAX_LEVELS} "
            "levels. Make it smaller.",
        )
    return not large


def check_only_if(reader: Reader, facts: Iterable[Fact], terms: Iterable[NamedTerm]) -> None:
    """No fact waits, through "only if", for itself."""
    by_id = {fact.id: fact for fact in facts}
    conditions = {term.id: term.condition for term in terms}
    waits = {id: facts_named(fact.only_if, conditions) for id, fact in by_id.items() if fact.only_if is not None}
    for id in in_circles(waits):
        reader.wrong(
            by_id[id].place or Place(id, 1, 1),
            f"'{id}' hangt via only_if van zichzelf af. Haal de kring eruit.",
            f"'{id}' depends on itself through only_if. Take the circle out.",
        )


def check_ranges(
    reader: Reader, facts: Iterable[Fact], implications: Iterable[Implication], terms: Iterable[NamedTerm]
) -> None:
    """No fact that may be a range is tied to others: what an "only if" or an implication says of it is of one number.

    A range would then rule out answers, and those answers numbers of the range, which nobody has said.
    """
    conditions = {term.id: term.condition for term in terms}
    gates = [(fact.id, fact.only_if) for fact in facts if fact.only_if is not None]
    tied = {id for id, _ in gates} | {id for _, gate in gates for id in facts_named(gate, conditions)}
    for each in implications:
        tied |= {id for part in (each.condition, *each.then) for id in facts_named(part, conditions)}
    for fact in facts:
        if fact.ranges and fact.id in tied:
            reader.wrong(
                fact.place or Place(fact.id, 1, 1),
                f"'{fact.id}' kan geen bereik zijn: een only_if of implicatie gebruikt het. Verwijder 'ranges' of haal "
                "het daaruit.",
                f"'{fact.id}' cannot be a range: an only_if or implication uses it. Remove 'ranges', or keep it out "
                "of those.",
            )


def check_places(
    reader: Reader, facts: Iterable[Fact], implications: Iterable[Implication], terms: Iterable[NamedTerm]
) -> None:
    """What is of the patient never hangs on what is of a place: it would be another for each place."""
    by_id = {fact.id: fact for fact in facts}
    conditions = {term.id: term.condition for term in terms}

    def of_place(condition: Condition) -> str | None:
        named = facts_named(condition, conditions)
        return next((id for id in by_id if id in named and by_id[id].of == "place"), None)

    hanging = [(fact, fact.only_if, fact.place) for fact in by_id.values() if fact.only_if is not None]
    for each in implications:
        hanging += [(by_id[then.fact], each.condition, each.place) for then in each.then if then.fact in by_id]
    for fact, condition, place in hanging:
        if fact.of == "patient" and (other := of_place(condition)) is not None:
            reader.wrong(
                place or Place(fact.id, 1, 1),
                f"'{fact.id}' is van de patiënt en hangt af van '{other}', dat van een plaats is. Geef '{fact.id}' ook "
                "'of: place'.",
                f"'{fact.id}' is of the patient and depends on '{other}', which is of a place. Give '{fact.id}' "
                "'of: place' too.",
            )


def check_entries(reader: Reader, trees: Iterable[Tree]) -> None:
    """No tree is entered because of itself, directly or through others: a journey could never tell."""
    by_id = {tree.id: tree for tree in trees}
    waits = {
        id: [each.split(".")[0] for leaf in leaves(tree.entry) if isinstance(leaf, Ends) for each in leaf.outcomes]
        for id, tree in by_id.items()
    }
    for id in in_circles(waits):
        reader.wrong(
            by_id[id].place or Place(id, 1, 1),
            f"De entry van boom '{id}' wacht, ook via andere bomen, op die boom zelf. Haal de kring eruit.",
            f"The entry of tree '{id}' waits, through other trees too, for that tree itself. Take the circle out.",
        )


def in_circles(uses: Mapping[str, Iterable[str]]) -> list[str]:
    """The ids that use themselves, directly or through others (and those between two circles), in order."""
    left = {id: {used for used in used_ids if used in uses} for id, used_ids in uses.items()}
    for _ in range(2):  # first those that lead to no circle, then, the arrows turned, those that none leads to
        users: dict[str, set[str]] = {id: set() for id in left}
        for id, used_ids in left.items():
            for used in used_ids:
                users[used].add(id)
        free = [id for id, used_ids in left.items() if not used_ids]
        while free:
            id = free.pop()
            del left[id]
            for user in users.pop(id):
                left[user].discard(id)
                if not left[user]:
                    free.append(user)
        left = users
    return [id for id in uses if id in left]


def _too_large(terms: Mapping[str, NamedTerm], uses: Mapping[str, list[str]]) -> list[str]:
    """The terms over the limits; `uses` has no circles."""
    sizes: dict[str, tuple[int, int]] = {}  # comparisons and levels, written out
    todo = list(terms)
    while todo:
        id = todo[-1]
        waiting = [used for used in uses[id] if used in terms and used not in sizes]
        if waiting:
            todo.extend(waiting)
            continue
        todo.pop()
        inner = [sizes[used] for used in uses[id] if used in sizes]
        own = sum(not isinstance(leaf, Term) for leaf in leaves(terms[id].condition))
        comparisons = own + sum(size for size, _ in inner)
        levels = 1 + max((level for _, level in inner), default=0)
        sizes[id] = min(comparisons, MAX_COMPARISONS + 1), min(levels, MAX_LEVELS + 1)
    return [id for id in terms if sizes[id][0] > MAX_COMPARISONS or sizes[id][1] > MAX_LEVELS]
