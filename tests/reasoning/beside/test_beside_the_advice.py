"""Marks and statements from after the guideline: where they stand, and that they change nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias

import pytest

from mdo_viewer.cli.answers import advice_json, stage_json
from mdo_viewer.guideline.library import load_pack, packs_folder
from mdo_viewer.guideline.model import Fact, Pack, Value
from mdo_viewer.meeting.pack_cases import run_cases
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.beside.later import later_beside
from mdo_viewer.reasoning.beside.marks import marks_at
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.doubting import NO_ROWS
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reasoning.settling import settle

#: What the reading says of each statement: beside which outcomes, and of whom. A second reading of the file.
Known: TypeAlias = "Mapping[str, Value]"
U: Callable[[Known], Value | None] = lambda known: known.get("neurologische_uitval_door_mesmc")  # noqa: E731


def compression(known: Known) -> Value | None:
    found = [known.get("mesmc_klinisch"), known.get("mesmc_radiologisch")]
    return True if True in found else None if None in found else False


def no_compression(known: Known) -> Value | None:
    found = compression(known)
    return None if found is None else not found


def always(_: Known) -> Value | None:
    return True


TABLE: Mapping[str, Mapping[str, Callable[[Known], Value | None]]] = {
    "astro_dosis_compressie": {"radiotherapie.8_gy_uitval": U, "radiotherapie.30_gy_10": U},
    "astro_chirurgie": {"lv_lang.chirurgie_of_radiotherapie": always, "lv_lang.radiotherapie": compression},
    "astro_dexamethason": {"cortico_voor_mri.dexamethason": compression, "cortico_lv_kort.dexamethason": compression},
    "astro_stabiliteit": {"lv_kort.radiotherapie": always, "lv_lang.radiotherapie": always},
    "astro_herbestraling": {"radiotherapie.herbestraling": always},
    "astro_stereotactie": {"radiotherapie.oligo_30_39_gy": always, "radiotherapie.8_gy_pijn": always},
    "astro_na_chirurgie": {
        "interval_chir_rt.eerder_starten": no_compression,
        "interval_chir_rt.drie_vier_weken": no_compression,
    },
    "scorad": {"radiotherapie.8_gy_uitval": U, "radiotherapie.30_gy_10": U},
    "esmo_pijn": {"radiotherapie.8_gy_pijn": always},
    "esmo_na_chirurgie": {"interval_chir_rt.eerder_starten": always, "interval_chir_rt.drie_vier_weken": always},
}


@cache
def pack() -> Pack:
    return load_pack("wervelmetastasen")


@cache
def patients() -> tuple[tuple[str, Mapping[str, Value]], ...]:
    """The patients of the worked cases, of whom some end in each outcome, with the tree of the case."""
    runs = run_cases(pack(), packs_folder() / "wervelmetastasen").runs
    return tuple((run.tree, run.values) for run in runs)


def test_every_statement_stands_beside_its_outcomes_and_no_other() -> None:
    reached: set[tuple[str, str]] = set()
    for tree, values in patients():
        found = advise(pack(), pack().trees_by_id[tree], Patient(values))
        here = f"{tree}.{found.outcome.id}" if found.outcome else ""
        known = settle(pack(), values).values
        wanted = {
            id: places[here](known)
            for id, places in TABLE.items()
            if here in places and places[here](known) is not False
        }
        shown = {each.later.id: each.waits_for for each in later_beside(pack(), found)}
        assert shown.keys() == wanted.keys(), (here, values)
        assert {id for id, fact in shown.items() if fact is None} == {id for id, so in wanted.items() if so}, here
        assert not {fact for fact in shown.values() if fact is not None} & known.keys()
        reached |= {(id, here) for id in shown}
    assert reached == {(id, place) for id, places in TABLE.items() for place in places}


def test_every_statement_has_a_source_that_somebody_can_look_up() -> None:
    assert {each.id for each in pack().later} == TABLE.keys()
    for each in pack().later:
        assert each.year > pack().guideline_date.year
        assert each.doi.startswith("10.")
        assert each.confirmed.nl
        assert each.read_by.en == "no clinician"
        assert each.text.nl != each.text.en


def some_value(fact: Fact, rng: random.Random) -> Value:
    if fact.type == "bool":
        return rng.random() < 0.7
    if fact.type == "text":
        return rng.choice(("ja", "nee", "longcarcinoom", "1"))
    assert fact.low is not None
    assert fact.high is not None
    return rng.randint(int(fact.low), int(fact.high))


def test_whatever_describes_or_marks_no_tree_says_anything_else() -> None:
    rng = random.Random(15)
    at = datetime(2026, 11, 30, 12, tzinfo=ZONE)
    beside = (*pack().described, *pack().marks)
    for tree, values in rng.sample(patients(), 120):
        more = {fact.id: some_value(fact, rng) for fact in beside if rng.random() < 0.8}
        unknown = frozenset(fact.id for fact in beside if fact.id not in more and rng.random() < 0.5)
        said = [
            advice_json(pack(), advise(pack(), pack().trees_by_id[tree], patient, at), "nl")
            for patient in (Patient(values), Patient({**more, **values}, unknown))
        ]
        assert said[0] == said[1]


def test_whatever_describes_or_marks_no_journey_is_another() -> None:
    rng = random.Random(16)
    beside = (*pack().described, *pack().marks)
    for _, values in rng.sample(patients(), 12):
        more = {fact.id: some_value(fact, rng) for fact in beside}
        ways = [
            [stage_json(pack(), stage, "nl") for stage in journey(pack(), patient)]
            for patient in (Patient(values), Patient({**values, **more}))
        ]
        assert ways[0] == ways[1]


@pytest.mark.parametrize("mark", pack().marks, ids=lambda mark: mark.id)
def test_a_mark_stands_at_its_trees_where_it_is_so(mark: Fact) -> None:
    for tree in pack().trees:
        for value, wanted in ((True, tree.id in mark.trees), (False, False), (None, False)):
            patient = Patient({} if value is None else {mark.id: value})
            assert (mark in marks_at(pack(), tree, patient, NO_ROWS)) is wanted
        scoped = Patient({mark.id: True, "jonger_dan_18": True})
        assert marks_at(pack(), tree, scoped, NO_ROWS) == ()


@pytest.mark.parametrize(
    ("days", "minutes", "passed"), [(0, 0, False), (0, 1439, False), (1, 0, True), (400, 0, True), (-30, 0, False)]
)
def test_the_day_of_review_itself_is_in_time(days: int, minutes: int, *, passed: bool) -> None:
    day = pack().review_by
    assert day is not None
    now = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(days=days, minutes=minutes)
    said = Saying("nl").review(pack(), now)
    assert said == ("Deze bomen moesten uiterlijk 30-11-2027 zijn nagekeken. Ga na of ze nog gelden." if passed else "")
    assert Saying("en").review(load_pack("lage_rugpijn"), now) == ""
