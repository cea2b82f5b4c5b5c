"""Riders and notes with several places and exceptions, and "only if" on a set: what is open stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.possibilities import possible_for
from mdo_viewer.reasoning.proof import prove
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.settling import settle
from tests.help.small_packs import small_pack

RIDERS = """\
riders:
  - id: niet_bij_pijn
    text: Niet bij pijn.
    shown_with: [{tree: boom, outcomes: [snel], unless: pijn}]
  - id: twee_redenen
    text: Om een van twee redenen.
    shown_with:
      - {tree: boom, outcomes: [snel], when: maanden < 3}
      - {tree: boom, outcomes: [snel], when: wervels > 3}
  - id: altijd_een
    text: Altijd een van beide.
    shown_with:
      - {tree: boom, outcomes: [snel], when: pijn}
      - {tree: boom, outcomes: [snel], when: not pijn}
  - id: nooit_samen
    text: Kan niet.
    shown_with: [{tree: boom, outcomes: [snel], when: pijn, unless: {any: [pijn, maanden < 3]}}]
"""
NOTES = """\
notes:
  - number: 1
    title: Behalve bij pijn
    text: Behalve bij pijn.
    shown_at: [{tree: boom, outcomes: [snel], unless: pijn}]
  - number: 2
    title: Bij twee redenen
    text: Bij twee redenen.
    shown_at:
      - {tree: boom, outcomes: [snel], when: maanden < 3}
      - {tree: boom, outcomes: [snel], when: wervels > 3}
  - number: 3
    title: Hoe dan ook
    text: Hoe dan ook.
    shown_at: [{tree: boom, outcomes: [snel], when: {any: [pijn, not pijn]}}]
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return small_pack(tmp_path_factory.mktemp("riders"), riders=RIDERS, notes=NOTES)


def said(pack: Pack, **values: Value) -> Advice:
    """The advice for a patient with a rapid deficit."""
    return advise(pack, pack.trees[0], Patient({"uitval": True, "dagen": 2, **values}))


def riders(advice: Advice) -> dict[str, str | None]:
    """Each rider that is shown with None, each that is open with the fact that decides it."""
    return {each.rider.id: None for each in advice.riders} | {each.rider.id: each.fact for each in advice.open_riders}


@pytest.mark.parametrize(("pain", "expected"), [(True, []), (False, [None]), (None, ["pijn"])])
def test_an_exception_of_a_rider_counts(pack: Pack, pain: bool | None, expected: list[str | None]) -> None:
    found = riders(said(pack) if pain is None else said(pack, pijn=pain))
    assert [found[id] for id in ("niet_bij_pijn",) if id in found] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"maanden": 2, "wervels": 1}, [None]),
        ({"maanden": 9, "wervels": 4}, [None]),
        ({"maanden": 9, "wervels": 1}, []),
        ({"maanden": 9}, ["wervels"]),
        ({"wervels": 4}, [None]),
        ({}, ["maanden"]),
    ],
)
def test_a_rider_is_shown_for_any_of_its_places(
    pack: Pack, values: dict[str, Value], expected: list[str | None]
) -> None:
    found = riders(said(pack, **values))
    assert [found[id] for id in ("twee_redenen",) if id in found] == expected


def test_what_holds_either_way_is_shown_and_what_cannot_hold_is_never_open(pack: Pack) -> None:
    found = riders(said(pack))
    assert found["altijd_een"] is None
    assert "nooit_samen" not in found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, (1, 3)),  # an exception that is still open keeps no doubt from being named
        ({"pijn": True}, (3,)),
        ({"pijn": False, "wervels": 4}, (1, 2, 3)),
        ({"maanden": 9, "wervels": 1, "pijn": True}, (3,)),
    ],
)
def test_notes(pack: Pack, values: dict[str, Value], expected: tuple[int, ...]) -> None:
    assert said(pack, **values).notes == expected


FACTS = """\
facts:
  - {id: u, type: bool, label: U}
  - {id: a, type: set, label: A, values: [{id: x, label: X}, {id: y, label: Y}]}
  - {id: b, type: bool, label: B, only_if: a}
  - {id: c, type: number, label: C, range: 0-720, only_if: b}
"""
TREE = """\
id: boom
number: 1
title: Boom
version: 1.0.0
entry: always
questions:
  - {id: q0, text: U?, fact: u, answers: {ja: q1, nee: o1}}
  - {id: q1, text: B?, fact: b, answers: {ja: q2, nee: o2}}
  - {id: q2, text: C?, fact: c, answers: {"<= 24": o3, "> 24": o1}}
outcomes:
  - {id: o1, kind: silent, title: Een, text: Een.}
  - {id: o2, kind: silent, title: Twee, text: Twee.}
  - {id: o3, kind: silent, title: Drie, text: Drie.}
"""


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return small_pack(tmp_path_factory.mktemp("sets"), facts=FACTS, tree=TREE)


def test_a_value_that_applies_only_with_a_set_says_that_the_set_is_not_empty(gated: Pack) -> None:
    settled = settle(gated, {"b": True, "u": True})
    assert (settled.unused, settled.closed) == (frozenset(), frozenset())
    assert "a" not in settled.values
    assert settled.narrowed == {"a": (True,)}
    assert possible_for(gated, gated.trees[0], {"b": True, "u": True}).outcomes == ("o1", "o3")


def test_an_empty_set_closes_what_applies_only_with_it_at_any_depth(gated: Pack) -> None:
    settled = settle(gated, {"a": (), "b": True, "c": 3, "u": True})
    assert settled.unused == settled.closed == {"b", "c"}
    assert possible_for(gated, gated.trees[0], {"a": (), "u": True}).outcomes == ("o2",)


def test_a_no_in_between_closes_what_comes_after(gated: Pack) -> None:
    """The number says nothing of its gate, for the gate is judged first."""
    settled = settle(gated, {"b": False, "c": 10})
    assert settled.unused == {"c"}
    assert "a" not in settled.values


def test_a_number_at_the_end_of_a_chain_is_answered(gated: Pack) -> None:
    advice = advise(gated, gated.trees[0], Patient({"c": 10, "u": True}))
    assert advice.outcome is not None
    assert advice.outcome.id == "o3"


def test_a_chain_over_a_set_is_proven_and_asks_the_set_first(gated: Pack) -> None:
    proof = prove(gated, gated.trees[0])
    assert proof.proven, proof
    assert possible_for(gated, gated.trees[0], {"u": True}).next_fact == "a"
    assert possible_for(gated, gated.trees[0], {"u": True, "a": ("x",)}).next_fact == "b"


JOINT = """\
facts:
  - {id: x, type: bool, label: X}
  - {id: y, type: bool, label: Y}
  - {id: z, type: bool, label: Z}
  - {id: n, type: number, label: N, range: 0-10}
  - {id: m, type: number, label: M, range: 0-10}
implications:
  - {if: {any: [x, y]}, then: [z]}
  - {if: n > 7, then: [x]}
  - {if: z, then: [m = 3]}
"""
OVER = """\
id: boom
number: 1
title: Boom
version: 1.0.0
entry: always
questions:
  - {id: q0, text: N?, fact: n, answers: {"<= 5": q1, "> 5": q2}}
  - {id: q1, text: M?, fact: m, answers: {"< 3": o1, ">= 3": o2}}
  - {id: q2, text: N?, fact: n, answers: {"<= 7": o2, "> 7": o3}}
outcomes:
  - {id: o1, kind: silent, title: Een, text: Een.}
  - {id: o2, kind: silent, title: Twee, text: Twee.}
  - {id: o3, kind: silent, title: Drie, text: Drie.}
"""


def test_facts_that_a_tree_does_not_name_say_what_is_possible_in_it(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, facts=JOINT, tree=OVER)
    tree = pack.trees[0]
    assert possible_for(pack, tree, {}).outcomes == ("o1", "o2", "o3")
    assert possible_for(pack, tree, {"x": False}).outcomes == ("o1", "o2")
    assert possible_for(pack, tree, {"z": False}).outcomes == ("o1", "o2")
    assert possible_for(pack, tree, {"y": True, "n": 2}).outcomes == ("o2",)
    assert settle(pack, {"y": True}).values == {"y": True, "z": True, "m": 3}
