"""Reading what was written with other trees than those of now.

A fact, a value or an outcome that the trees do not know any more must not keep a meeting shut, and must not be lost:
its lines are set aside, as they were written.
"""

from __future__ import annotations

from typing import Final

from mdo_viewer.guideline.fields import Reader
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.strict_yaml import Refused, parse
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.fact_values import read_values
from mdo_viewer.reasoning.settling import Contradiction, settle

#: As many times are lines set aside before a case counts as unreadable; each time all that is wrong goes.
_ROUNDS: Final = 20


def read_known(text: str, pack: Pack) -> tuple[Case, tuple[str, ...]]:
    """The case as far as these trees know it, and the lines set aside. Raises Refused where that leaves no case."""
    aside: list[str] = []
    lines = text.split("\n")
    for _ in range(_ROUNDS):
        try:
            return read_case("\n".join(lines), "", pack), tuple(aside)
        except Refused as refused:
            wrong = {problem.place.line - 1 for problem in refused.problems}
            taken = {line for at in wrong for line in _entry(lines, at)}
            if not taken or 0 in taken:  # the key of the case stands first
                raise
            aside += [lines[at].strip() for at in sorted(taken)]
            lines = [line for at, line in enumerate(lines) if at not in taken]
    return read_case("\n".join(lines), "", pack), tuple(aside)


def _entry(lines: list[str], at: int) -> range:
    """The lines of the entry that begins at a line: those below it that stand further in."""
    depth = _depth(lines[at])
    end = at + 1
    while end < len(lines) and lines[end] and _depth(lines[end]) > depth:
        end += 1
    return range(at, end)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def with_closed(case: Case, text: str, pack: Pack) -> tuple[Case, tuple[str, ...]]:
    """The case with the values that wait under a closed "only if", a line each; and the lines that these trees do not
    know, or would let count against another fact."""
    aside = []
    for line in text.splitlines():
        reader = Reader()
        found = read_values(reader, pack, reader.pairs(parse(line, "")))
        wider = case
        for fact, value in found.values.items():
            wider = wider.with_value(fact, value)
        try:
            settle(pack, wider.patient.values)
        except Contradiction:
            wider = case
        if wider is case:
            aside.append(line)
        case = wider
    return case, tuple(aside)
