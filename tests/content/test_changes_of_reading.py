"""What changed since the first reading: each patient that the comparison names gets just that from both readings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mdo_viewer.guideline.library import earlier_packs, load_pack, shipped_packs
from mdo_viewer.guideline.model import Pack
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.comparing.changes import PackChanges
from mdo_viewer.reasoning.comparing.compare import compare
from mdo_viewer.reasoning.comparing.joint import values_known_to
from mdo_viewer.reasoning.comparing.smallest import Sample
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Advice, Patient

PACKS = tuple(folder.name for folder in shipped_packs() if earlier_packs(folder.name))
AT = parse_moment("2026-11-22T14:30")


@pytest.fixture(scope="module", params=PACKS)
def changes(request: pytest.FixtureRequest) -> PackChanges:
    """Since the first reading."""
    return compare(load_pack(earlier_packs(request.param)[0]), load_pack(str(request.param)))


def sides(changes: PackChanges, old: object, new: object) -> Iterator[tuple[Pack, object]]:
    """Each reading with what it is said to say."""
    yield changes.old, old
    yield changes.new, new


def patient(pack: Pack, sample: Sample) -> Patient:
    moments = {id: AT for id in sample.moments if id in pack.moments_by_id}
    return Patient(values_known_to(pack, sample.values), frozenset(), moments)


def advised(pack: Pack, tree: str, sample: Sample) -> Advice:
    return advise(pack, pack.trees_by_id[tree], patient(pack, sample))


def test_a_patient_of_a_route_gets_these_two_advices(changes: PackChanges) -> None:
    for tree in changes.trees:
        for route in tree.routes:
            for pack, said in sides(changes, route.old, route.new):
                if said is not None:
                    found = advised(pack, tree.tree.id, route.sample).outcome
                    assert found is not None, (tree.tree.id, route)
                    assert found.id == said, (tree.tree.id, route)


def test_a_patient_of_an_entry_enters_in_one_of_them(changes: PackChanges) -> None:
    for tree in changes.trees:
        for entry in tree.entry:
            for pack, said in sides(changes, entry.old, entry.new):
                if said is not None:
                    stages = {stage.advice.tree.id: stage for stage in journey(pack, patient(pack, entry.sample))}
                    assert stages[tree.tree.id].entry == said, (tree.tree.id, entry)


def test_a_patient_of_a_rider_or_note_is_shown_it_by_one_of_them(changes: PackChanges) -> None:
    for tree in changes.trees:
        for text in tree.texts:
            if text.kind not in ("rider", "note") or text.sample is None:
                continue
            for pack, said in sides(changes, text.old, text.new):
                advice = advised(pack, tree.tree.id, text.sample)
                shown = {shown.rider.id for shown in advice.riders} | {str(note) for note in advice.notes}
                assert advice.outcome is not None, (tree.tree.id, text)
                assert (text.id in shown) == (said is not None), (tree.tree.id, text)
