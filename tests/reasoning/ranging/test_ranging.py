"""What holds for a range is what holds for every number in it: against plain advice of each of them."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Fact, Pack, Range, Tree, Value
from mdo_viewer.reasoning import advising
from mdo_viewer.reasoning import journey as travelling
from mdo_viewer.reasoning.compiling import compiled_tree, tied_groups
from mdo_viewer.reasoning.possibilities import Unproven
from mdo_viewer.reasoning.proof import complete
from mdo_viewer.reasoning.ranging.ranged import advise, borders, journey
from mdo_viewer.reasoning.results import Advice, Patient, Stage
from mdo_viewer.reasoning.settling import Contradiction
from mdo_viewer.reasoning.what_if import what_if
from tests.help.at_random.packs import random_pack
from tests.help.small_packs import FACTS as SMALL
from tests.help.small_packs import TREE, small_pack

PACK = load_pack("wervelmetastasen")
MONTHS = "levensverwachting_maanden"
FACTS = [fact.id for fact in PACK.facts]
SYMPTOMATIC: dict[str, Value] = {
    **{fact.id: False for fact in PACK.scope},
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "pijn": True,
    "neurologische_uitval": False,
    "instabiliteit": True,
    "mesmc_radiologisch": False,
}


def with_months(values: dict[str, Value], months: Value) -> Patient:
    return Patient({**values, MONTHS: months})


def numbers(bounds: Range) -> Iterator[float]:
    """Every half month of a range."""
    return (half / 2 for half in range(round(bounds.low * 2), round(bounds.high * 2) + 1))


def somebody(rng: random.Random) -> tuple[dict[str, Value], Range]:
    """A patient of whom some facts are known, and a range."""
    full = complete(PACK, FACTS, {}, rng)
    share = rng.choice((0.5, 0.8, 0.95, 1))
    known = {id: value for id, value in full.items() if id != MONTHS and rng.random() < share}
    low = rng.randrange(30) / 2
    return {**known, **{fact.id: False for fact in PACK.scope}}, Range(low, low + rng.randint(1, 20) / 2)


def of(tree: Tree) -> Advice:
    """The advice of a tree for a symptomatic patient with two to six months."""
    return advise(PACK, tree, with_months(SYMPTOMATIC, Range(2, 6)))


INDICATION = PACK.trees_by_id["indicatie"]


@pytest.mark.parametrize("tree", PACK.trees, ids=lambda tree: tree.id)
def test_a_tree_says_of_a_range_what_it_says_of_all_its_numbers(tree: Tree) -> None:
    rng = random.Random(tree.id)
    for _ in range(25):
        values, bounds = somebody(rng)
        merged = advise(PACK, tree, with_months(values, bounds))
        apart = {number: advising.advise(PACK, tree, with_months(values, number)) for number in numbers(bounds)}
        assert set(merged.possible) == {id for each in apart.values() for id in each.possible}
        same = len({each.possible for each in apart.values()}) == 1 and all(each.outcome for each in apart.values())
        assert (merged.outcome is not None) is same
        if merged.outcome is not None:
            assert set(merged.notes) == {note for each in apart.values() for note in each.notes}
            for each in apart.values():
                assert {shown.rider.id for shown in merged.riders} <= {shown.rider.id for shown in each.riders}
        assert merged.urgent or not any(each.urgent for each in apart.values())
        missing = {id for each in apart.values() for id in each.open_facts}
        assert merged.next_fact != MONTHS or not missing
        if merged.ways:
            assert merged.next_fact == MONTHS
            assert [way.advice.outcome for way in merged.ways] == [*_runs(apart)]
            assert not any(way.advice.next_fact for way in merged.ways)


def _runs(apart: dict[float, Advice]) -> Iterator[object]:
    """The outcomes from the lowest number to the highest, each time that they change."""
    last = None
    for each in apart.values():
        if each.outcome != last:
            last = each.outcome
            yield last


def test_a_tree_applies_to_a_range_when_it_does_to_all_its_numbers() -> None:
    rng = random.Random(15)
    for _ in range(12):
        values, bounds = somebody(rng)
        merged = journey(PACK, with_months(values, bounds))
        apart = [travelling.journey(PACK, with_months(values, number)) for number in numbers(bounds)]
        for stage, each in zip(merged, zip(*apart, strict=True), strict=True):
            assert stage.entry == _entry(each), stage.advice.tree.id
            assert (stage.decided_by is not None) is (stage.entry == "unknown")


def _entry(stages: tuple[Stage, ...]) -> str:
    entries = {stage.entry for stage in stages}
    return entries.pop() if len(entries) == 1 else "unknown"


def test_a_range_over_a_border_shows_both_ways_with_what_the_trees_say_there() -> None:
    advice = of(INDICATION)
    assert (advice.status, advice.next_fact, advice.open_facts) == ("incomplete", MONTHS, ())
    below, above = advice.ways
    assert (below.label.nl, below.advice.outcome, below.end.tree.id) == (
        "< 3 maanden",
        INDICATION.outcomes_by_id["kort"],
        "lv_kort",
    )
    assert (above.label.en, above.advice.outcome, above.end.tree.id) == (
        "≥ 3 months",
        INDICATION.outcomes_by_id["lang"],
        "lv_lang",
    )
    assert borders(PACK, advice, MONTHS) == (3,)
    assert advice.steps[-1].state == "open"
    assert advice.steps[-1].facts == ((MONTHS, Range(2, 6)),)


def test_what_is_missing_is_asked_before_the_range() -> None:
    without = {id: value for id, value in SYMPTOMATIC.items() if id != "pijn"}
    advice = advise(PACK, INDICATION, with_months(without, Range(2, 6)))
    assert advice.next_fact == "pijn"
    assert advice.ways == ()


def test_a_range_on_one_side_of_the_border_is_as_a_number() -> None:
    advice = advise(PACK, INDICATION, with_months(SYMPTOMATIC, Range(3, 6)))
    assert advice.outcome is INDICATION.outcomes_by_id["lang"]
    assert advice.ways == ()
    assert (
        advise(PACK, INDICATION, with_months(SYMPTOMATIC, Range(1, 2.9))).outcome is (INDICATION.outcomes_by_id["kort"])
    )


def test_a_tree_that_waits_for_the_range_may_apply() -> None:
    stages = {stage.advice.tree.id: stage for stage in journey(PACK, with_months(SYMPTOMATIC, Range(2, 6)))}
    assert (stages["indicatie"].entry, stages["lv_kort"].entry, stages["lv_lang"].entry) == (
        "open",
        "unknown",
        "unknown",
    )


def test_what_would_change_the_advice_lies_outside_the_range() -> None:
    changes = what_if(PACK, INDICATION, with_months(SYMPTOMATIC, Range(4, 6)))
    months = next(change for change in changes if change.fact == MONTHS)
    assert (months.to.nl, months.before.nl, months.edge) == ("< 3 maanden", "4–6 maanden", 3)


# --- packs at random ----------------------------------------------------------------------------------------------


def free_numbers(pack: Pack) -> list[Fact]:
    """The numbers that may be a range: nothing ties them to other facts."""
    tied = {id for facts, _ in tied_groups(pack) for id in facts}
    return [fact for fact in pack.facts if fact.type in ("number", "integer") and fact.id not in tied]


def every_number(fact: Fact, bounds: Range) -> list[float]:
    """The whole numbers of a range, for a fact that is no integer the halves too."""
    step = 1 if fact.type == "integer" else 0.5
    return [bounds.low + at * step for at in range(round((bounds.high - bounds.low) / step) + 1)]


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_in_any_pack_a_range_is_all_its_numbers(first: int) -> None:
    tried = 0
    for seed in range(first, first + 100):
        pack, rng = random_pack(seed), random.Random(seed)
        numbers_free = free_numbers(pack)
        if not numbers_free or any(compiled_tree(pack, tree).gaps for tree in pack.trees):
            continue
        fact = rng.choice(numbers_free)
        low = rng.randint(int(fact.low or 0), int(fact.high or 9) - 1)
        bounds = Range(low, rng.randint(low + 1, min(int(fact.high or 9), low + 12)))
        known = {id: value for id, value in _anyone(pack, rng).items() if id != fact.id and rng.random() < 0.7}
        tried += _held(pack, fact, bounds, known)
    assert tried > 5  # of which the others have no number that stands free


def _anyone(pack: Pack, rng: random.Random) -> dict[str, Value]:
    try:
        return complete(pack, [fact.id for fact in pack.facts], {}, rng)
    except Contradiction:
        return {}


def _held(pack: Pack, fact: Fact, bounds: Range, known: dict[str, Value]) -> bool:
    """Hold the journey over a range against those of its numbers; whether its patient can be."""
    try:
        merged = journey(pack, Patient({**known, fact.id: bounds}))
        apart = [travelling.journey(pack, Patient({**known, fact.id: number})) for number in every_number(fact, bounds)]
    except (Contradiction, Unproven):
        return False
    for stage, each in zip(merged, zip(*apart, strict=True), strict=True):
        alone = [one.advice for one in each]
        assert set(stage.advice.possible) == {id for one in alone for id in one.possible}
        assert stage.entry == _entry(each)
        assert stage.advice.urgent or not any(one.urgent for one in alone)
        if stage.advice.outcome is not None:
            assert set(stage.advice.notes) == {note for one in alone for note in one.notes}
            always = set.intersection(*({shown.rider.id for shown in one.riders} for one in alone))
            assert {shown.rider.id for shown in stage.advice.riders} == always
    return True


def test_a_limit_that_holds_for_some_numbers_presses_while_others_miss_facts(tmp_path: Path) -> None:
    questions = """\
questions:
  - {id: q1, text: Hoe lang?, fact: maanden, answers: {"< 3": snel, ">= 3": q2}}
  - {id: q2, text: Pijn?, fact: pijn, answers: {ja: later, nee: niets}}
"""
    tree = f"{TREE[: TREE.index('questions:')]}{questions}{TREE[TREE.index('outcomes:') :]}"
    pack = small_pack(tmp_path, facts=SMALL.replace("range: 0-240", "range: 0-240, ranges: yes"), tree=tree)
    patient = Patient({"kind": False, "maanden": Range(2, 6)})
    advice = advise(pack, pack.trees[0], patient)
    assert (advice.next_fact, advice.ways) == ("pijn", ())
    assert advice.urgent
    assert next(iter(journey(pack, patient))).advice.urgent
    assert not advise(pack, pack.trees[0], Patient({"kind": False, "maanden": Range(4, 6)})).urgent


@pytest.mark.parametrize("first", ["maanden", "wervels"])
def test_of_two_ranges_the_one_that_the_entry_hangs_on_is_named(first: str, tmp_path: Path) -> None:
    ranged = SMALL.replace("range: 0-240", "range: 0-240, ranges: yes").replace(
        "range: 0-30}", "range: 0-30, ranges: yes}"
    )
    tree = TREE.replace("entry: always", "entry: wervels >= 3").replace("maanden < 3]", "maanden < 3, wervels > 20]")
    pack = small_pack(tmp_path, facts=ranged, tree=tree)
    both: dict[str, Value] = {"maanden": Range(2, 6), "wervels": Range(2, 4)}
    known: dict[str, Value] = {"kind": False, "uitval": False, "pijn": False}
    order = sorted(both, key=lambda id: id != first)
    (stage,) = journey(pack, Patient({**known, **{id: both[id] for id in order}}))
    assert (stage.entry, stage.decided_by) == ("unknown", "wervels")
