"""How long the tests take, in seconds of the processor: what `make quick` leaves out is decided by measurement.

`python -m pytest -n 0 -p tests.help.durations` runs them and writes tests/data/slow.txt anew.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from tests.help.places import ROOT

FILE = ROOT / "tests" / "data" / "slow.txt"
#: A test with all its cases is slow from here on, s; but of each file so many stay quick up to the second limit.
SLOW, SOME, AT_MOST = 0.4, 3, 1.0


class Taken(NamedTuple):
    """What all cases of a test take together, and the longest of them, s."""

    total: float
    longest: float


def slow_tests() -> dict[str, Taken]:
    """The tests that `make quick` leaves out, as `file::name`, with what they take."""
    lines = (line.split() for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: Taken(float(total), float(longest)) for total, longest, name in lines}


def function_of(item: pytest.Item) -> str:
    """`file::name`, the same for all cases of one test."""
    return item.nodeid.split("[")[0]


def chosen(taken: Mapping[str, Taken]) -> dict[str, Taken]:
    """Those of these tests that are slow, the longest first."""
    files = defaultdict(list)
    for name, each in taken.items():
        files[name.split("::")[0]].append((each.total, name))
    stay = {name for found in files.values() for total, name in sorted(found)[:SOME] if total < AT_MOST}
    slow = [(each, name) for name, each in taken.items() if each.total >= SLOW and name not in stay]
    return {name: each for each, name in sorted(slow, reverse=True)}


def written(taken: Mapping[str, Taken]) -> str:
    """The list as a file; raises nothing."""
    head = "# Tests that make quick leaves out: s of all cases, s of the longest. Written by tests/help/durations.py.\n"
    return head + "".join(f"{each.total:7.1f} {each.longest:7.1f}  {name}\n" for name, each in chosen(taken).items())


# --- the plugin -------------------------------------------------------------------------------------------------------

_CASES: dict[str, list[float]] = defaultdict(list)


def _clock() -> float:
    """This process and the programs that it waited for, s."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Preparing, running and clearing away count: a window is made in the first."""
    start = _clock()
    try:
        return (yield)
    finally:
        _CASES[function_of(item)].append(_clock() - start)


def pytest_sessionfinish() -> None:
    """What did not run keeps what it had."""
    taken = {name: Taken(sum(cases), max(cases)) for name, cases in _CASES.items()}
    FILE.write_text(written({**slow_tests(), **taken}), "utf-8")
