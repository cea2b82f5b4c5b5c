"""A condition is judged by all completions: checked against going through every one of them."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest

from mdo_viewer.guideline.model import All, AnyOf, Condition, Is, Not, Pack, Value
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.settling import Contradiction, settle
from tests.help.small_packs import small_pack

CHOICES: dict[str, list[Value]] = {
    "pijn": [True, False],
    "uitval": [True, False],
    "dagen": [0, 7, 8],
    "graad": ["A", "B", "C"],
    "maanden": [2, 3, 8],
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder: Path = tmp_path_factory.mktemp("judging")
    return small_pack(folder)


def made_up(rng: random.Random, depth: int) -> Condition:
    if depth == 0 or rng.random() < 0.2:
        fact = rng.choice(sorted(CHOICES))
        if fact in ("dagen", "maanden"):
            return Is(fact, rng.choice(("<", ">=")), rng.choice((3, 7.5)))
        return Is(fact, "=", rng.choice(("A", "B", "C")) if fact == "graad" else True)
    kind = rng.randrange(3)
    if kind == 0:
        return Not(made_up(rng, depth - 1))
    items = tuple(made_up(rng, depth - 1) for _ in range(2))
    return All(items) if kind == 1 else AnyOf(items)


def completions(pack: Pack, values: dict[str, Value]) -> list[dict[str, Value]]:
    """Every complete patient with these values; a number that does not apply is left out."""
    found = []
    free = [id for id in CHOICES if id not in values and id != "dagen"]
    for chosen in product(*(CHOICES[id] for id in free)):
        patient = {**values, **dict(zip(free, chosen, strict=True))}
        days = [patient["dagen"]] if "dagen" in patient else CHOICES["dagen"] if patient["uitval"] else [None]
        for each in days:
            whole = {**patient, **({} if each is None or not patient["uitval"] else {"dagen": each})}
            try:
                settle(pack, whole)
            except Contradiction:
                continue
            found.append(whole)
    return found


def test_judged_is_what_all_completions_say(pack: Pack) -> None:
    rng = random.Random(14)
    step_by_step_open = 0
    for _ in range(600):
        condition = made_up(rng, 3)
        values = {id: rng.choice(each) for id, each in CHOICES.items() if rng.random() < 0.4}
        if not values.get("uitval"):
            values.pop("dagen", None)
        try:
            settled = settle(pack, values)
        except Contradiction:
            continue
        truths = {holds(pack, settle(pack, each), condition) for each in completions(pack, values)}
        wanted = truths.pop() if len(truths) == 1 else None
        assert truth(pack, settled, condition) is wanted, (condition, values)
        step_by_step_open += wanted is not None and holds(pack, settled, condition) is None
    assert step_by_step_open > 5  # else nothing was tried that plain walking cannot do
