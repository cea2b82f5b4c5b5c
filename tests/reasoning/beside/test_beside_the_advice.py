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
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.pack_cases import run_cases
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.beside.later import later_beside
from mdo_viewer.reasoning.beside.marks import marks_at
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.doubting import NO_ROWS, Rows, RowSaid
from mdo_viewer.reasoning.journey import alone, journey
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reasoning.settling import settle

#: What the reading says of each statement: beside which outcomes, and of whom. A second reading of the file.
Known: TypeAlias = "Mapping[str, Value]"
Rule: TypeAlias = "Callable[[Known], Value | None]"


def yes(fact: str, value: Value = True) -> Rule:
    """What is known of one fact: so, not so, or None."""

    def read(known: Known) -> Value | None:
        return known[fact] == value if fact in known else None

    return read


def no(rule: Rule) -> Rule:
    def read(known: Known) -> Value | None:
        found = rule(known)
        return None if found is None else not found

    return read


def every(*rules: Rule) -> Rule:
    """No as soon as one is no, yes only where all are."""

    def read(known: Known) -> Value | None:
        found = [rule(known) for rule in rules]
        return False if False in found else None if None in found else True

    return read


def some(*rules: Rule) -> Rule:
    return no(every(*map(no, rules)))


COMPRESSION = some(yes("mesmc_klinisch"), yes("mesmc_radiologisch"))
ROOT = yes("symptomatische_wortelcompressie")
DOSE = yes("adequate_dosis_radiotherapie_mogelijk")
AGAIN = some(yes("recidief_of_progressie_na_radiotherapie"), yes("onvoldoende_respons_eerste_radiotherapie"))
USEFUL = every(DOSE, some(no(AGAIN), yes("herbestraling_adequaat_mogelijk")))
NOT_YET = no(yes("geopereerd"))
WITH_DEFICIT = every(yes("neurologische_uitval_door_mesmc"), DOSE)
FIT = every(DOSE, yes("conditie", "goed"), NOT_YET)
NEVER_PRESSED = every(no(COMPRESSION), USEFUL)


def always(_: Known) -> Value | None:
    return True


TABLE: Mapping[str, Mapping[str, Rule]] = {
    "astro_dosis_compressie": {"radiotherapie.8_gy_uitval": WITH_DEFICIT, "radiotherapie.30_gy_10": WITH_DEFICIT},
    "astro_chirurgie": {
        "lv_lang.chirurgie_of_radiotherapie": NOT_YET,
        "lv_lang.radiotherapie": every(COMPRESSION, yes("klinische_toestand_operabel"), NOT_YET),
    },
    "astro_dexamethason": {
        "cortico_voor_mri.dexamethason": every(COMPRESSION, USEFUL),
        "cortico_lv_kort.dexamethason": every(COMPRESSION, USEFUL),
    },
    "astro_stabiliteit": {"lv_kort.radiotherapie": always, "lv_lang.radiotherapie": always},
    "astro_herbestraling": {"radiotherapie.herbestraling": always},
    "astro_stereotactie": {"radiotherapie.oligo_30_39_gy": FIT, "radiotherapie.8_gy_pijn": FIT},
    "astro_na_chirurgie": {
        "interval_chir_rt.eerder_starten": NEVER_PRESSED,
        "interval_chir_rt.drie_vier_weken": NEVER_PRESSED,
    },
    "scorad": {"radiotherapie.8_gy_uitval": WITH_DEFICIT, "radiotherapie.30_gy_10": WITH_DEFICIT},
    "esmo_pijn": {"radiotherapie.8_gy_pijn": every(DOSE, no(COMPRESSION), no(ROOT))},
    "esmo_na_chirurgie": {"interval_chir_rt.eerder_starten": USEFUL, "interval_chir_rt.drie_vier_weken": USEFUL},
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
        stage = alone(pack(), found, {})
        here = f"{tree}.{found.outcome.id}" if found.outcome else ""
        known = settle(pack(), values).values
        wanted = {
            id: places[here](known)
            for id, places in TABLE.items()
            if here in places and places[here](known) is not False
        }
        shown = {each.later.id: each.waits_for for each in later_beside(pack(), stage)}
        assert shown.keys() == wanted.keys(), (here, values)
        assert {id for id, fact in shown.items() if fact is None} == {id for id, so in wanted.items() if so}, here
        assert not {fact for fact in shown.values() if fact is not None} & known.keys()
        reached |= {(id, here) for id in shown}
        for entry in ("not_entered", "unknown"):
            assert later_beside(pack(), replace(stage, entry=entry)) == ()
    assert reached == {(id, place) for id, places in TABLE.items() for place in places}


FOR_PAIN: Known = {"pijn": True, "conditie": "goed", "mesmc_klinisch": False, "mesmc_radiologisch": False}


@pytest.mark.parametrize(
    ("statement", "outcome", "facts"),
    [
        ("esmo_pijn", "radiotherapie.8_gy_pijn", {"symptomatische_wortelcompressie": True}),
        ("esmo_pijn", "radiotherapie.8_gy_pijn", {"mesmc_radiologisch": True}),
        ("astro_stereotactie", "radiotherapie.8_gy_pijn", {"conditie": "matig"}),
        ("astro_chirurgie", "lv_lang.radiotherapie", {"klinische_toestand_operabel": False}),
        ("astro_chirurgie", "lv_lang.radiotherapie", {"geopereerd": True}),
        ("scorad", "radiotherapie.8_gy_uitval", {"adequate_dosis_radiotherapie_mogelijk": False}),
        ("esmo_na_chirurgie", "interval_chir_rt.drie_vier_weken", {"adequate_dosis_radiotherapie_mogelijk": False}),
    ],
)
def test_a_statement_is_not_for_a_patient_for_whom_it_cannot_be(
    statement: str, outcome: str, facts: Mapping[str, Value]
) -> None:
    assert TABLE[statement][outcome]({**FOR_PAIN, "neurologische_uitval_door_mesmc": True, **facts}) is False
    (later,) = [each for each in pack().later if each.id == statement]
    (place,) = [each for each in later.beside if outcome in each.outcomes]
    assert holds(pack(), settle(pack(), {**FOR_PAIN, **facts}), place.when) is False


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
            stage = alone(pack(), advise(pack(), tree, patient), {})
            assert stage.advice.outcome is None
            assert (mark in marks_at(pack(), stage, patient, NO_ROWS)) is wanted
            for entry in ("not_entered", "unknown"):
                assert marks_at(pack(), replace(stage, entry=entry), patient, NO_ROWS) == ()
        scoped = Patient({mark.id: True, "jonger_dan_18": True})
        assert marks_at(pack(), alone(pack(), advise(pack(), tree, scoped), {}), scoped, NO_ROWS) == ()


@pytest.mark.parametrize("mark", [mark for mark in pack().marks if mark.rows], ids=lambda mark: mark.id)
def test_rows_of_its_table_mark_the_same_advice(mark: Fact) -> None:
    assert mark.rows is not None
    rows: Rows = {mark.rows: (RowSaid(),)}
    patient = Patient()
    for tree in pack().trees:
        stage = alone(pack(), advise(pack(), tree, patient), {})
        assert (mark in marks_at(pack(), stage, patient, rows)) is (tree.id in mark.trees)
        for entry in ("not_entered", "unknown"):
            assert marks_at(pack(), replace(stage, entry=entry), patient, rows) == ()
    scoped = Patient({"jonger_dan_18": True})
    for tree in pack().trees:
        assert marks_at(pack(), alone(pack(), advise(pack(), tree, scoped), {}), scoped, rows) == ()


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
