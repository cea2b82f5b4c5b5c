"""Puts the patients of a list on the agenda, and says what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mdo_viewer.desktop.says.files import reason
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.document import gives_way
from mdo_viewer.meeting.lists.patient_list import merge, read_list

#: As many problems of a list are named at once.
NAMED: Final = 5


def read_patients(session: Session, path: Path, words: Words) -> tuple[str, str]:
    """What was taken, or else every problem (the first few in full); nothing is taken from a list with a problem."""
    try:
        found = read_list(path.read_bytes(), path.name, session.state.home)
    except OSError as problem:
        return "", words("list.unreadable", name=path.name, why=reason(problem))
    except Refused as refused:
        said = [f"{each.place}: {each.message(words.language)}" for each in refused.problems[:NAMED]]
        if len(refused.problems) > NAMED:
            said.append(words.count("list.more", len(refused.problems) - NAMED))
        return "", "\n".join([words("list.refused"), *said])
    stays = (point.case.case for point in session.state.document.points if not gives_way(point))
    new, there = merge(stays, found)
    if new:
        session.add_cases(new)
    parts = [words.count("list.taken", len(new))]
    if there:
        parts.append(words("list.there", keys=", ".join(there)))
    if found.left_out:
        parts.append(words("list.left_out", columns=", ".join(found.left_out)))
    return " ".join(parts), ""
