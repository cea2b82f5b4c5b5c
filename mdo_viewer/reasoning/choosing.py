"""What a choice of the board opens: which trees, and whether each is open, or waits for a fact.

A choice never decides an advice. It opens trees that the patient's own facts do not, until it is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from mdo_viewer.guideline.model import BoardChoice, Language, Opening, Pack, Tree
from mdo_viewer.guideline.wording import capital, fact_name, listed, uncapital
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.results import Settled
from mdo_viewer.reasoning.texts import parts_that_apply


class Opened(Struct, frozen=True):
    """A tree that a choice at the tree `by` opens: True, or None while the fact `waits_for` is not known."""

    opening: Opening
    by: str
    choice: BoardChoice
    truth: bool | None
    waits_for: str | None = None


def opened(pack: Pack, settled: Settled, by: str, choice: BoardChoice) -> Iterator[Opened]:
    """What this choice at the tree with the id `by` opens for these facts, or may open yet."""
    for opening in choice.opens:
        found = truth(pack, settled, opening.when)
        if found is not False:
            facts = pack.facts_in(opening.when)
            waits = next((fact for fact in facts if fact not in settled.values), None) if found is None else None
            yield Opened(opening, by, choice, found, waits)


def opened_by(pack: Pack, settled: Settled, chosen: Mapping[str, str]) -> dict[str, Opened]:
    """By tree what opens it; `chosen` has the id of a choice by tree. What the pack does not know opens nothing.

    Of two choices that open one tree, the one that opens it already counts, else the first in the pack's order.
    """
    found: dict[str, Opened] = {}
    for tree in pack.trees:
        choice = tree.choice(chosen.get(tree.id))
        for each in () if choice is None else opened(pack, settled, tree.id, choice):
            before = found.get(each.opening.tree)
            if before is None or (each.truth and not before.truth):
                found[each.opening.tree] = each
    return found


def following(tree: Tree, outcome: str | None) -> tuple[BoardChoice, ...]:
    """The choices with which a board follows this outcome of the tree: all, where the pack names none.

    What an outcome leaves open beside what it advises is not among them: who chooses that deviates from the advice.
    """
    return tuple(choice for choice in tree.choices if outcome in choice.follows) or tree.choices


# --- in words --------------------------------------------------------------------------------------------------------


def choice_leads(pack: Pack, settled: Settled, at: str, choice: BoardChoice, language: Language) -> str:
    """`De dosis: zie boom 6. De corticosteroïden: zie boom 2.` for a choice here; empty where it opens no tree."""
    alike = _alike(opened(pack, settled, at, choice))
    return " ".join(capital(_see(pack, first, language, *others)) for first, *others in alike)


def beside_choice(pack: Pack, settled: Settled, choice: BoardChoice, language: Language) -> str:
    """What must be said beside a choice for these facts, such as a fact that does not fit it; mostly nothing."""
    return " ".join(each(language) for each in parts_that_apply(pack, settled, choice.parts))


def _see(pack: Pack, found: Opened, language: Language, *others: Opened) -> str:
    return _said_of(pack, found, language, others, "leads_to", "leads_perhaps")


def gives(pack: Pack, found: Opened, language: Language, *others: Opened) -> str:
    """`boom 6 gaat over de dosis`, with the fact that decides it where that is not known.

    `others` give the same while it is open which does: `boom 2 of 8 gaat over de corticosteroïden`.
    """
    return _said_of(pack, found, language, others, "gives", "gives_perhaps")


def _said_of(pack: Pack, found: Opened, language: Language, others: tuple[Opened, ...], sure: str, perhaps: str) -> str:
    """What opens in the words `sure`, and in those of `perhaps` with the one fact that decides it."""
    words = words_of("advice", language)
    numbers = [str(pack.trees_by_id[each.opening.tree].number) for each in (found, *others)]
    n, what = listed(numbers, words("or")), found.opening.gives(language)
    if found.truth or found.waits_for is None or any(each.waits_for != found.waits_for for each in others):
        return words(sure, n=n, what=what)
    fact = uncapital(fact_name(pack.facts_by_id[found.waits_for], language))
    return words(perhaps, n=n, what=what, fact=fact)


def _alike(trees: Iterable[Opened]) -> Iterator[tuple[Opened, ...]]:
    """Trees of which one gives it, while it is open which, stand together, in the order of the first."""
    groups: dict[object, list[Opened]] = {}
    for at, each in enumerate(trees):
        key = at if each.truth else each.opening.gives
        groups.setdefault(key, []).append(each)
    yield from map(tuple, groups.values())
