"""What is sent to is open, for patients of whom little is known as well: the journey itself, over many at random.

The proof of `check` is over complete patients; decision 24 says why that is enough. This test does not take its word.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.guideline.naming import trees_named
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.leading import leads_to
from mdo_viewer.reasoning.proof import complete
from mdo_viewer.reasoning.results import Advice, Patient

AT = datetime(2026, 11, 22, 12, tzinfo=ZONE)
PATIENTS = 150
OPENING = ("radiologische_verdenking_wervelmetastasen", "bekende_primaire_maligniteit", "pijn")


def partial_patients(pack: Pack, rng: random.Random) -> list[Patient]:
    """Complete patients with a share of their facts left out, from nearly all to none."""
    ids = [fact.id for fact in pack.facts]
    found = []
    for _ in range(PATIENTS):
        rng.shuffle(ids)
        # Most patients at random are stopped at the first question; these come further.
        start: dict[str, Value] = {id: True for id in OPENING if id in pack.facts_by_id and rng.random() < 0.7}
        whole = complete(pack, ids, start, rng)
        kept = rng.random()
        values = {id: value for id, value in whole.items() if rng.random() < kept}
        moments = {moment.id: AT for moment in pack.moments if rng.random() < 0.3}
        found.append(Patient(values, moments=moments))
    return found


def named(pack: Pack, advice: Advice) -> set[str]:
    """Every tree that the advice names or links, with its riders."""
    assert advice.text is not None
    assert advice.outcome is not None
    texts = [advice.text, advice.outcome.title, *(shown.text for shown in advice.riders)]
    said = {tree for text in texts for tree in trees_named(pack, text)}
    links = {*advice.next_trees, *leads_to(pack, advice.settled, advice.outcome)}
    return said | {tree for tree in links if "/" not in tree}


@pytest.mark.parametrize("id", ["wervelmetastasen", "lage_rugpijn"])
def test_a_tree_that_is_named_is_open_or_not_known_yet(id: str) -> None:
    pack = load_pack(id)
    seen: Counter[str] = Counter()
    for patient in partial_patients(pack, random.Random(24)):
        stages = {stage.advice.tree.id: stage for stage in journey(pack, patient)}
        for stage in stages.values():
            if stage.entry == "open" and stage.advice.outcome is not None:
                for tree in named(pack, stage.advice):
                    assert stages[tree].entry != "not_entered", (stage.advice.tree.id, tree, patient.values)
                    seen[stages[tree].entry] += 1
    if id == "wervelmetastasen":
        assert seen["open"] > PATIENTS
        assert seen["unknown"] > 20
