"""Every mistake that the reader knows: found at its line, in Dutch and English, and alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.reading.pack import read_pack
from mdo_viewer.guideline.strict_yaml import Problem
from tests.help.example_pack import FILES, Wrong, mistakes, write_pack


def hard(problems: tuple[Problem, ...]) -> list[Problem]:
    """Without the remarks on translations, which a changed text brings with it."""
    return [problem for problem in problems if "vertaling" not in problem.message.nl]


def test_the_example_is_right(tmp_path: Path) -> None:
    reading = read_pack(write_pack(tmp_path))
    assert reading.problems == ()
    assert reading.pack is not None


@pytest.mark.parametrize("wrong", mistakes(), ids=str)
def test_a_mistake_is_named_at_its_place(wrong: Wrong, tmp_path: Path) -> None:
    reading = read_pack(write_pack(tmp_path, {**FILES, wrong.file: wrong.text}))
    problems = hard(reading.problems)
    assert reading.pack is None
    found = [
        problem
        for problem in problems
        if wrong.says in problem.message.nl
        and (Path(problem.place.file).name, problem.place.line) == (wrong.file, wrong.line)
    ]
    if wrong.says:
        assert found, [problem.line("nl") for problem in problems]
    if not wrong.more:
        assert len(problems) == 1, [problem.line("nl") for problem in problems]
    for problem in problems:
        assert problem.message.nl != problem.message.en
        assert problem.message.nl.endswith((".", "?"))
        assert problem.message.en.endswith((".", "?"))
