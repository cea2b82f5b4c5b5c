"""What make quick leaves out is known by name, and what it runs is of every room."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.help.durations import Taken, chosen, slow_tests, written
from tests.help.places import ROOT


def names_in(file: Path) -> set[str]:
    """`file::name` of each test."""
    path = file.relative_to(ROOT).as_posix()
    nodes = ast.parse(file.read_text("utf-8")).body
    return {f"{path}::{node.name}" for node in nodes if isinstance(node, ast.FunctionDef) and "test_" in node.name[:5]}


FILES = {file: names_in(file) for file in (ROOT / "tests").rglob("test_*.py")}


def test_every_slow_test_is_there() -> None:
    """A test that got another name is taken off the list, or measured anew."""
    assert slow_tests().keys() - set().union(*FILES.values()) == set()


def test_every_room_has_quick_tests() -> None:
    slow = slow_tests().keys()
    quick = {file.parent for file, names in FILES.items() if names - slow}
    assert quick == {file.parent for file in FILES}


def test_of_each_file_some_stay_quick_unless_they_take_long() -> None:
    taken = {f"a::{at}": Taken(total, total) for at, total in enumerate((9.0, 0.6, 0.7, 0.8, 0.9, 0.1, 1.4))}
    taken |= {"b::long": Taken(2.0, 2.0)}
    assert list(chosen(taken)) == ["a::0", "b::long", "a::6", "a::4", "a::3"]
    assert written({"b::long": Taken(2.04, 1.0)}).splitlines()[1].split() == ["2.0", "1.0", "b::long"]
