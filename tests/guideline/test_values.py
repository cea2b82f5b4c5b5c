"""The values of a pack: frozen, and equal whatever they say of their place and wording."""

from __future__ import annotations

import pytest
from msgspec import Struct

from mdo_viewer.guideline import model
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import FilePath, Is, Place, Placed, Rider, Text, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import Point

WORDED = Text("ja", "yes")


def test_wording_and_place_do_not_count() -> None:
    bare, worded = Is("pijn", "=", True), Is("pijn", "=", True, WORDED)
    assert bare == worded
    assert hash(bare) == hash(worded)
    assert bare != Is("pijn", "=", False)
    assert bare != model.Term("pijn")


def test_what_does_not_count_stands_last() -> None:
    placed = [each for each in vars(model).values() if isinstance(each, type) and issubclass(each, Placed)]
    assert len(placed) > 10
    assert {each.__struct_fields__[-1] for each in placed if each is not Placed} == {"text", "place"}
    others = [each for each in vars(model).values() if isinstance(each, type) and issubclass(each, Struct)]
    assert {each for each in others if "place" in each.__struct_fields__} - set(placed) == {Tree, Rider}


def test_trees_and_packs_are_compared_by_identity() -> None:
    pack = load_pack("wervelmetastasen")
    for each in (pack, pack.trees[0], pack.riders[0]):
        assert each != replace(each)
        assert len({each, replace(each)}) == 2


def test_a_point_is_the_same_wherever_it_stands() -> None:
    assert Point(1, Case("MDO-0001")) == Point(2, Case("MDO-0001"))
    assert Point(1, Case("MDO-0001")) != Point(1, Case("MDO-0002"))


def test_nothing_can_be_written() -> None:
    place = Place(FilePath("a.yaml"), 1, 1)
    with pytest.raises(AttributeError):
        place.line = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        replace(place, row=2)  # type: ignore[call-arg]
    assert replace(place, line=2) == Place(FilePath("a.yaml"), 2, 1)
    assert place.line == 1
