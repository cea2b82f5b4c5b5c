"""What a meeting's file holds, before it is sealed: JSON with each case as a CASE file and where the board was.

Every later form of it gets a number and a function that makes the next form of the one before; none is ever removed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.guideline.values import dataclass
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.container import Unreadable

FORMAT: Final = 1
#: By form, what makes the next form of it.
MIGRATIONS: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}


@dataclass(frozen=True, slots=True)
class Meeting:
    """Cases in their order, in each the facts as they were answered with the tree then open, and the place shown."""

    cases: tuple[Case, ...]
    answered: tuple[tuple[tuple[str, str], ...], ...]
    current: int = 0
    tree: str = ""


def write_meeting(meeting: Meeting, pack: Pack) -> bytes:
    """The meeting as it is sealed; reading it with the same pack gives an equal one."""
    content = {
        "format": FORMAT,
        "pack": {"id": pack.id, "version": pack.version},
        "place": {"case": meeting.current, "tree": meeting.tree},
        "cases": [write_case(case, pack) for case in meeting.cases],
        "answered": meeting.answered,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def trees_of(content: bytes) -> str:
    """The version of the trees that a meeting, once read, was last saved with."""
    return str(json.loads(content)["pack"]["version"])


def read_meeting(content: bytes, pack: Pack) -> Meeting:
    """The meeting that was written. Raises Unreadable where it is of a later form, or not one."""
    try:
        plain: Any = json.loads(content)
        form = plain["format"]
        if type(form) is not int or form < 1:
            raise Unreadable("content")
        if form > FORMAT:
            raise Unreadable("too_new")
        for number in range(form, FORMAT):
            plain = MIGRATIONS[number](plain)
        return _meeting(plain, pack)
    except Refused as problem:
        raise Unreadable("content", str(problem)) from problem
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as problem:
        raise Unreadable("content") from problem


def _meeting(plain: dict[str, Any], pack: Pack) -> Meeting:
    if plain["pack"]["id"] != pack.id:
        raise Unreadable("content", plain["pack"]["id"])
    cases = tuple(read_case(text, f"{at}", pack) for at, text in enumerate(plain["cases"], 1))
    answered = tuple(tuple((str(fact), str(tree)) for fact, tree in each) for each in plain["answered"])
    current, tree = plain["place"]["case"], plain["place"]["tree"]
    if not cases or len(answered) != len(cases) or type(current) is not int or not 0 <= current < len(cases):
        raise Unreadable("content")
    if len({case.case for case in cases}) != len(cases):
        raise Unreadable("content")
    return Meeting(cases, answered, current, tree if tree in pack.trees_by_id else pack.trees[0].id)
