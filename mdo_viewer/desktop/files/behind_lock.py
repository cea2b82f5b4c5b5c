"""What was typed and refused, and what can be undone, as bytes: behind the lock they are sealed under the meeting's
key."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mdo_viewer.desktop.files.steps_behind_lock import bring_steps_back, steps_of
from mdo_viewer.desktop.state.session import Session


def taken_along(session: Session, typed: Mapping[str, str], sheet: object) -> bytes:
    """What was `typed` in the fields in sight, by their names, which answered row was open, what was refused at other
    places, the `sheet` that was open, as JSON can write it, and what can be undone."""
    state = session.state
    names = {point.id: point.case.name for point in state.document.points}
    waiting = [[names[id], field, text] for (id, field), text in session.refused.items() if id in names]
    here = [state.case.name, state.tree_id, state.correcting, dict(typed)]
    return json.dumps([here, waiting, sheet, steps_of(session)]).encode()


def brought_back(session: Session, content: bytes) -> tuple[Mapping[str, str], object]:
    """What `taken_along` made: what was refused at other places waits there again, the answered row that was open is so
    again, and what could be undone can. Given is what is to stand in the fields in sight, where that are the same, and
    the sheet."""
    (case, tree, correcting, typed), waiting, sheet, steps = json.loads(content)
    state = session.state
    ids = {point.case.name: point.id for point in state.document.points}
    session.refused |= {(ids[name], field): text for name, field, text in waiting if name in ids}
    bring_steps_back(session, steps)
    if (case, tree) != (state.case.name, state.tree_id):
        return {}, None
    session.correct(correcting)
    found: dict[str, str] = typed
    return found, sheet
