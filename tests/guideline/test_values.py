"""The values of the program behave as standard frozen data classes do."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from dataclasses import dataclass as standard
from typing import Any

import pytest

from mdo_viewer.guideline.values import dataclass as ours


def classes(decorate: Callable[..., Any], **options: bool) -> Any:
    @decorate(**options)
    class Value:
        a: int
        b: tuple[int, ...] = ()
        c: list[int] = field(default_factory=list)
        d: str | None = field(default=None, compare=False)

        def twice(self) -> int:
            return self.a * 2

    return Value


OPTIONS = ({"frozen": True, "slots": True}, {"frozen": True}, {"slots": True}, {"frozen": True, "eq": False})


@pytest.mark.parametrize("options", OPTIONS)
def test_as_the_standard_one(options: dict[str, bool]) -> None:
    mine, theirs = classes(ours, **options), classes(standard, **options)
    calls: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
        ((1,), {}),
        ((1, (2,)), {"d": "x"}),
        ((), {"a": 1, "c": [3]}),
        ((1, (2,), [3], "x"), {}),
    )
    for args, given in calls:
        one, other = mine(*args, **given), theirs(*args, **given)
        assert asdict(one) == asdict(other)
        assert repr(one) == repr(other)
        assert (one == mine(*args, **given)) == (other == theirs(*args, **given))
        assert asdict(replace(one, a=5)) == asdict(replace(other, a=5))
    assert mine(1, d="x").twice() == 2
    assert (mine(1, d="x") == mine(1, d="y")) == (theirs(1, d="x") == theirs(1, d="y"))
    assert mine(1) != mine(2)
    assert mine(1) != theirs(1)
    assert [each.name for each in fields(mine)] == ["a", "b", "c", "d"]
    assert mine.__match_args__ == theirs.__match_args__
    assert hasattr(mine(1), "__dict__") == hasattr(theirs(1), "__dict__")


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize(
    ("args", "given"),
    [((), {}), ((1, 2, 3, 4, 5), {}), ((1,), {"a": 2}), ((1,), {"e": 2}), ((), {"b": ()})],
)
def test_wrong_arguments(options: dict[str, bool], args: tuple[Any, ...], given: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        classes(ours, **options)(*args, **given)


@pytest.mark.parametrize("options", [each for each in OPTIONS if "frozen" in each])
def test_frozen(options: dict[str, bool]) -> None:
    value = classes(ours, **options)(1)
    with pytest.raises(FrozenInstanceError):
        value.a = 2
    with pytest.raises(FrozenInstanceError):
        value.new = 2
    with pytest.raises(FrozenInstanceError):
        del value.a
    assert value.a == 1


def test_hash_and_copies() -> None:
    @ours(frozen=True, slots=True)
    class Pair:
        a: int
        b: int = 0

    @ours(frozen=True, slots=True)
    class Single:
        a: int

    assert hash(Pair(1, 2)) == hash((1, 2))
    assert hash(Single(1)) == hash((1,))
    assert len({Pair(1), Pair(1), Pair(2)}) == 2
    assert copy.copy(Pair(1, 2)) == copy.deepcopy(Pair(1, 2)) == Pair(1, 2)
    with pytest.raises(TypeError):
        hash(classes(ours, slots=True)(1))


def test_inheritance_is_refused() -> None:
    with pytest.raises(TypeError):

        @ours(frozen=True)
        class Wrong(dict[str, int]):
            a: int
