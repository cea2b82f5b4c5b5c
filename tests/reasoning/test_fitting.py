"""On what an open rider depends, said so that it holds: with which values of its fact it can still be shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import All, AnyOf, Condition, Is, Not, Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.class_text import classes_text, example_of
from mdo_viewer.reasoning.deciding import fitting, shown_when
from mdo_viewer.reasoning.diagram import FactClass
from mdo_viewer.reasoning.results import Advice, OpenRider, Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.settling import Contradiction, settle
from mdo_viewer.reasoning.telling import only_if

PACK = load_pack("wervelmetastasen")
PAIN, SHORT = Is("pijn", "=", True), Is("levensverwachting_maanden", "<", 3)

#: A condition, a fact of it, and the values with which it can hold, in words; none where each of them can do.
FITS: list[tuple[Condition, str, str]] = [
    (PAIN, "pijn", "ja"),
    (Not(PAIN), "pijn", "nee"),
    (All((PAIN, SHORT)), "pijn", "ja"),
    (AnyOf((PAIN, SHORT)), "pijn", ""),
    (Not(SHORT), "levensverwachting_maanden", "≥ 3 maanden"),
    (AnyOf((SHORT, Is("levensverwachting_maanden", "=", 3))), "levensverwachting_maanden", "≤ 3 maanden"),
    (Not(Is("asia_score", "=", "A")), "asia_score", "B, C, D of E"),
    (PAIN, "levensverwachting_maanden", ""),  # it does not name this one
]


@pytest.mark.parametrize(("condition", "fact", "words"), FITS)
def test_the_values_with_which_a_condition_can_hold(condition: Condition, fact: str, words: str) -> None:
    found = fitting(PACK, settle(PACK, {}), condition, fact)
    assert (classes_text(PACK, PACK.facts_by_id[fact], found).nl if found else "") == words


def open_riders() -> Iterator[tuple[dict[str, Value], Advice, OpenRider]]:
    """At the end of every way through every tree."""
    for tree in PACK.trees:
        for route in routes(PACK, tree):
            values = dict(route.examples)
            found = advise(PACK, tree, Patient(values))
            for waiting in found.open_riders:
                yield values, found, waiting


def shows(values: dict[str, Value], found: Advice, waiting: OpenRider, each: FactClass) -> bool | None:
    """Whether the rider is shown, or may be, with this value too; None for a patient who cannot be or is sent on."""
    fact = PACK.facts_by_id[waiting.fact]
    try:
        after = advise(PACK, found.tree, Patient({**values, fact.id: example_of(fact, each)}))
    except (Contradiction, ValueError):
        return None
    if after.outcome is not found.outcome:
        return None
    return waiting.rider in [*(shown.rider for shown in after.riders), *(other.rider for other in after.open_riders)]


def test_only_if_holds_for_every_open_rider() -> None:
    tried = 0
    for values, found, waiting in open_riders():
        assert found.outcome is not None
        shown = shown_when(waiting.rider.shown_with, f"{found.tree.id}.{found.outcome.id}")
        fits = fitting(PACK, found.settled, shown, waiting.fact)
        said = only_if(PACK, found, waiting, "nl")
        assert said.startswith("Alleen als" if fits else "Misschien, hangt nog af van")
        for each in (True, False) if PACK.facts_by_id[waiting.fact].type == "bool" else ():
            result = shows(values, found, waiting, each)
            if result is not None and fits:
                tried += 1
                assert result is (each in fits), (found.tree.id, waiting.rider.id, waiting.fact, each)
    assert tried > 100
