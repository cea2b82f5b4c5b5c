"""Urgent means evidence: which facts point to a short limit while a tree is incomplete."""

from __future__ import annotations

import random

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.settling import Contradiction

PACK = load_pack("wervelmetastasen")

#: By tree: what is known, and whether it points to the tightest limit still possible.
SIGNS: list[tuple[str, dict[str, Value], bool]] = [
    ("diagnostiek", {}, False),
    # Without suspicion the tree has nothing to say: it opens the tree and points nowhere in it.
    ("diagnostiek", {"klinische_verdenking_wervelmetastasen": True}, False),
    ("diagnostiek", {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False}, False),
    ("diagnostiek", {"lokale_rugpijn": True}, False),
    ("diagnostiek", {"eenzijdige_radiculaire_pijn": True}, False),
    ("diagnostiek", {"klinische_verdenking_mesmc": False, "lhermitte": False}, False),
    ("diagnostiek", {"klinische_verdenking_mesmc": True}, True),
    ("diagnostiek", {"bilaterale_radiculaire_pijn_of_uitval": True}, True),
    ("diagnostiek", {"lhermitte": True}, True),
    ("diagnostiek", {"eenzijdige_radiculaire_uitval": True}, True),
    ("tijd_tot_therapie", {}, False),
    ("tijd_tot_therapie", {"pijn": True}, False),
    ("tijd_tot_therapie", {"kan_zelfstandig_lopen": False}, False),
    ("tijd_tot_therapie", {"mesmc_radiologisch": True, "pijn": True}, False),
    ("tijd_tot_therapie", {"mesmc_klinisch": True}, True),
    ("tijd_tot_therapie", {"neurologische_uitval_door_mesmc": True}, True),
    ("aanvullend", {"bekende_primaire_maligniteit": False}, False),
    ("aanvullend", {"mesmc_radiologisch": True}, True),
    ("aanvullend", {"mesmc_klinisch": True}, True),
]


def advice(tree: str, values: dict[str, Value]) -> Advice:
    return advise(PACK, PACK.trees_by_id[tree], Patient(values))


@pytest.mark.parametrize(("tree", "values", "urgent"), SIGNS)
def test_only_a_positive_sign_makes_an_open_tree_urgent(tree: str, values: dict[str, Value], urgent: bool) -> None:
    found = advice(tree, values)
    assert found.status == "incomplete"
    assert found.tightest is not None
    assert found.tightest.is_urgent  # it is shown all the same
    assert (found.pressing, found.urgent) == (urgent, urgent)


@pytest.mark.parametrize("tree", [tree.id for tree in PACK.trees])
def test_of_a_patient_of_whom_nothing_is_known_nothing_is_urgent(tree: str) -> None:
    assert not advice(tree, {}).pressing


def test_a_sign_presses_on_a_limit_that_is_not_urgent() -> None:
    calm: dict[str, Value] = dict.fromkeys(
        ("klinische_verdenking_mesmc", "bilaterale_radiculaire_pijn_of_uitval", "lhermitte"), False
    )
    calm["eenzijdige_radiculaire_uitval"] = False
    found = advice("diagnostiek", calm | {"eenzijdige_radiculaire_pijn": True})
    assert found.tightest is not None
    assert found.tightest.id == "mri_1_week"
    assert (found.pressing, found.urgent) == (True, False)
    assert not advice("diagnostiek", calm).pressing


def test_a_limit_that_holds_presses() -> None:
    soon = advice("tijd_tot_therapie", {"neurologische_uitval_door_mesmc": True, "uitval_mesmc_ontstaan_dagen": 7})
    assert (soon.status, soon.urgent) == ("complete", True)
    later = advice(
        "tijd_tot_therapie",
        {"neurologische_uitval_door_mesmc": False, "pijn": True, "mesmc_klinisch": False, "mesmc_radiologisch": True},
    )
    assert (later.status, later.pressing, later.urgent) == ("complete", True, False)


def test_no_short_limit_is_reached_before_a_fact_pointed_there() -> None:
    """Whoever ends in an urgent advice was urgent as soon as all but one of the facts were known, in any order."""
    rng, seen = random.Random(20), 0
    while seen < 150:
        tree = rng.choice([PACK.trees_by_id[id] for id in ("diagnostiek", "aanvullend", "tijd_tot_therapie")])
        ends = _answered_at_random(rng, tree.id)
        if not ends or ends[-1].status != "complete" or not ends[-1].urgent or len(ends) < 2:
            continue
        seen += 1
        before = ends[-2]
        lasts = set(ends[-1].settled.values.items()) - set(before.settled.values.items())
        assert before.urgent or any(PACK.facts_by_id[fact].worse == value for fact, value in lasts)


def _answered_at_random(rng: random.Random, tree: str) -> list[Advice]:
    values: dict[str, Value] = {}
    found = [advice(tree, values)]
    while found[-1].status == "incomplete" and found[-1].next_fact is not None:
        fact = PACK.facts_by_id[found[-1].next_fact]
        number = rng.choice((1, 7, 8, 30))
        chosen: Value = rng.choice((True, False)) if fact.type == "bool" else number
        if fact.type == "choice":
            chosen = rng.choice(fact.values).id
        values[fact.id] = chosen
        try:
            found.append(advice(tree, values))
        except Contradiction:
            return []
    return found
