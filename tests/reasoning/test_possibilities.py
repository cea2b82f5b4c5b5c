"""Possible outcomes, the next fact and derived facts, held against their definitions by brute force."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.possibilities import possible_for
from mdo_viewer.reasoning.proof import walk
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import Contradiction, settle
from tests.help.small_packs import small_pack

VALUES: Mapping[str, tuple[Value, ...]] = {
    "pijn": (True, False),
    "uitval": (True, False),
    "dagen": (0, 7, 7.5, 300),
    "graad": ("A", "B", "C"),
    "maanden": (0, 2.5, 3, 12),
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return small_pack(tmp_path_factory.mktemp("klein"))


partial_patients = st.fixed_dictionaries({}, optional={id: st.sampled_from(each) for id, each in VALUES.items()})


def completions(known: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Every complete patient that the small pack allows, by its definition written out a second time."""
    for combination in itertools.product(*VALUES.values()):
        patient = dict(zip(VALUES, combination, strict=True))
        if patient["graad"] == "A" and not patient["uitval"]:
            continue
        if not patient["uitval"]:
            if "dagen" in known:
                continue
            del patient["dagen"]
        if all(patient.get(id) == value for id, value in known.items()):
            yield patient


def outcomes(pack: Pack, known: Mapping[str, Value]) -> set[str | None]:
    return {walk(pack, pack.trees[0], patient) for patient in completions(known)}


def allowed(pack: Pack, known: Mapping[str, Value]) -> bool:
    try:
        return not settle(pack, known).unused
    except Contradiction:
        return False


@given(known=partial_patients)
def test_possible_is_what_completions_reach(pack: Pack, known: dict[str, Value]) -> None:
    reached = outcomes(pack, known)
    assert allowed(pack, known) == bool(reached)
    if reached:
        assert set(possible_for(pack, pack.trees[0], known).outcomes) == reached


@given(known=partial_patients)
def test_the_next_fact_is_the_first_whose_answer_can_change_the_set(pack: Pack, known: dict[str, Value]) -> None:
    if not allowed(pack, known):
        return
    now = outcomes(pack, known)
    expected = None
    if len(now) > 1:
        for fact in ("uitval", "dagen", "pijn", "maanden"):
            answers = [outcomes(pack, {**known, fact: value}) for value in VALUES[fact] if fact not in known]
            if any(answer and answer != now for answer in answers):
                expected = fact
                break
    settled = settle(pack, known)
    if expected == "dagen" and "uitval" not in settled.values:
        expected = "uitval"
    assert possible_for(pack, pack.trees[0], known).next_fact == expected


@given(known=partial_patients, more=partial_patients)
def test_knowing_more_never_adds_an_outcome(pack: Pack, known: dict[str, Value], more: dict[str, Value]) -> None:
    further = {**more, **known}
    if allowed(pack, known) and allowed(pack, further):
        before = possible_for(pack, pack.trees[0], known).outcomes
        assert set(possible_for(pack, pack.trees[0], further).outcomes) <= set(before)


def test_implications_run_both_ways(pack: Pack) -> None:
    assert settle(pack, {"graad": "A"}).values["uitval"] is True
    backwards = settle(pack, {"uitval": False})
    assert backwards.narrowed == {"graad": ("B", "C")}
    assert "dagen" in backwards.closed


def test_a_number_under_an_open_gate_says_that_the_gate_is_open(pack: Pack) -> None:
    settled = settle(pack, {"dagen": 3})
    assert settled.values["uitval"] is True
    assert settled.derived == {"uitval"}


def test_a_value_under_a_closed_gate_is_kept_apart(pack: Pack) -> None:
    settled = settle(pack, {"uitval": False, "dagen": 3})
    assert settled.unused == {"dagen"}
    assert "dagen" not in settled.values


def test_a_contradiction_names_the_facts(pack: Pack) -> None:
    with pytest.raises(Contradiction) as caught:
        settle(pack, {"graad": "A", "uitval": False, "pijn": True})
    assert set(caught.value.facts) == {"graad", "uitval"}
    assert "Graad" in caught.value.message.nl


def test_the_answer_is_complete_when_what_is_unknown_cannot_matter(pack: Pack) -> None:
    advice = advise(pack, pack.trees[0], Patient({"uitval": False, "pijn": True}))
    assert advice.status == "complete"
    assert advice.open_facts == ()


def test_a_question_that_cannot_matter_is_passed_over(pack: Pack) -> None:
    """With slow deficit or pain the outcome is the same, whether there is a deficit or not."""
    advice = advise(pack, pack.trees[0], Patient({"pijn": True}))
    assert advice.possible == ("snel", "later")
    assert [(step.question.id, step.state) for step in advice.steps] == [("q1", "open")]


@pytest.mark.parametrize("seed", range(5))
def test_the_way_of_a_complete_patient_is_the_plain_walk(pack: Pack, seed: int) -> None:
    rng = random.Random(seed)
    patient = rng.choice(list(completions({})))
    advice = advise(pack, pack.trees[0], Patient(patient))
    assert advice.outcome is not None
    assert advice.outcome.id == walk(pack, pack.trees[0], patient)
    assert all(step.state == "answered" for step in advice.steps)
    last = advice.steps[-1].answer
    assert last is not None
    assert last.to == advice.outcome.id
