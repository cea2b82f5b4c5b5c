"""Urgent means evidence: which facts point to a short limit while a tree is incomplete."""

from __future__ import annotations

import random

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.settling import Contradiction
from mdo_viewer.reasoning.urgency import worse_without_limit

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


# --- what is worse and has no short limit ---------------------------------------------------------------------------

SLOW: dict[str, Value] = {"neurologische_uitval_door_mesmc": True, "uitval_mesmc_ontstaan_dagen": 10}
NO_DEFICIT: dict[str, Value] = {"neurologische_uitval_door_mesmc": False}
#: By tree: what is known, and the worse outcomes without a short limit.
WORSE: list[tuple[str, dict[str, Value], list[str]]] = [
    ("tijd_tot_therapie", SLOW, ["silent_langzaam_niet_lopend"]),
    ("tijd_tot_therapie", {**SLOW, "uitval_progressief": True}, ["silent_langzaam_niet_lopend"]),
    ("tijd_tot_therapie", NO_DEFICIT, ["silent_mesmc_klinisch_zonder_uitval"]),
    # 24 hours hold for the worst there is.
    ("tijd_tot_therapie", {}, []),
    ("tijd_tot_therapie", {"neurologische_uitval_door_mesmc": True}, []),
    # Without compression on imaging "no time limit" is for milder pictures: nothing is worse any more.
    ("tijd_tot_therapie", {**NO_DEFICIT, "mesmc_radiologisch": False, "mesmc_klinisch": False}, []),
    # What the source does advise says itself how soon: no urgency any more, or at once.
    ("diagnostiek", {}, []),
    ("diagnostiek", {"klinische_verdenking_mesmc": True}, []),
    ("aanvullend", {"mesmc_klinisch": True}, []),
]


@pytest.mark.parametrize(("tree", "values", "worse"), WORSE)
def test_what_is_worse_without_a_short_limit_is_known(tree: str, values: dict[str, Value], worse: list[str]) -> None:
    found = advice(tree, values)
    assert found.status == "incomplete"
    assert [outcome.id for outcome in worse_without_limit(found)] == worse


def test_nothing_is_worse_once_there_is_an_advice() -> None:
    walking = advice("tijd_tot_therapie", {**SLOW, "uitval_progressief": True, "kan_zelfstandig_lopen": True})
    assert walking.outcome is not None
    assert worse_without_limit(walking) == ()


def worst(fact: str) -> Value:
    value = PACK.facts_by_id[fact].worse
    assert isinstance(value, bool)
    return value


def test_the_worse_value_leads_there_wherever_it_is_said() -> None:
    """Every way through a tree, cut off after each fact: with the fact of the exception at its worst it may end so."""
    said = 0
    for tree in (tree for tree in PACK.trees if tree.exceptions):
        for route in routes(PACK, tree):
            for known in range(len(route.examples)):
                values = dict(route.examples[:known])
                found = advise(PACK, tree, Patient(values))
                for outcome in worse_without_limit(found):
                    said += 1
                    pairs = [each for each in tree.exceptions if found.tightest and each.better == found.tightest.id]
                    facts = {each.fact for each in pairs if each.worse == outcome.id} - values.keys()
                    after = [advise(PACK, tree, Patient({**values, fact: worst(fact)})) for fact in facts]
                    assert any(outcome.id in each.possible for each in after), (tree.id, values, outcome.id)
    assert said > 3


def test_what_is_still_possible_is_told_with_the_shortest_limit_first() -> None:
    pack = load_pack("wervelmetastasen")
    advice = advise(pack, pack.trees_by_id["diagnostiek"], Patient({"klinische_verdenking_wervelmetastasen": True}))
    told = [each.id for each in advice.still_possible]
    assert told[:3] == ["mri_12_uur", "mri_24_uur", "mri_48_uur"]
    assert set(told) == set(advice.possible)
    unlimited = [each.id for each in advice.still_possible if each.limit is None]
    assert unlimited == [id for id in advice.possible if id in unlimited]
    assert told[-len(unlimited) :] == unlimited
