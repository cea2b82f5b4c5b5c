"""The steps that can be undone, as JSON can write them: while a meeting is locked they are sealed under its key."""

from __future__ import annotations

from itertools import count
from typing import Any

from mdo_viewer.desktop.state.history import Snapshot
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.document import Document
from mdo_viewer.meeting.meeting_text import read_documents, write_documents


def steps_of(session: Session) -> object:
    """What can be undone and done again; None where nothing can."""
    past, future = session.history.past, session.history.future
    steps = (*past, *future)
    if not steps:
        return None
    return {
        "past": len(past),
        "now": [point.id for point in session.state.document.points],
        "steps": [[step.patient, step.tree_id, step.name] for step in steps],
        "written": write_documents([step.document for step in steps], session.state.home),
    }


def bring_steps_back(session: Session, written: Any) -> None:
    """What `steps_of` gave can be undone again in the same document, which was closed and opened meanwhile: its points
    have other ids now. Nothing where the steps are still there."""
    now, history = session.state.document, session.history
    if written is None or history.past or history.future or len(written["now"]) != len(now.points):
        return
    documents = read_documents(written["written"], session.state.home)
    ids = dict(zip(written["now"], (point.id for point in now.points), strict=True))
    fresh = count(1 + max(ids.values()))
    for point in (point for document in documents for point in document.points):
        if point.id not in ids:
            ids[point.id] = next(fresh)
    steps = [
        Snapshot(_renumbered(document, ids), ids.get(patient, patient), tree, (name, about))
        for document, (patient, tree, (name, about)) in zip(documents, written["steps"], strict=True)
    ]
    session.go_on_undoing(steps[: written["past"]], steps[written["past"] :])


def _renumbered(document: Document, ids: dict[int, int]) -> Document:
    return replace(document, points=tuple(replace(point, id=ids[point.id]) for point in document.points))
