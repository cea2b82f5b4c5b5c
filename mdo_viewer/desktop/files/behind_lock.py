"""What was typed and refused, and what can be undone, as bytes: behind the lock they are sealed under the meeting's
key."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mdo_viewer.desktop.files.steps_behind_lock import bring_steps_back, steps_of
from mdo_viewer.desktop.state.session import Session


def taken_along(session: Session, typed: Mapping[str, str], sheet: object) -> bytes:
    """What was `typed` in the fields in sight, by their names, which answered row was open, what was refused at other
    places, the `sheet` that was open, as JSON can write it, and what can be undone. Points are told apart by where they
    stand: behind the lock none moves, and two guidelines of a patient bear one name."""
    state = session.state
    place = state.document.place
    waiting = [[place(id), field, text] for (id, field), text in session.refused.items() if place(id) is not None]
    here = [state.current, state.tree_id, state.correcting, dict(typed)]
    return json.dumps([here, waiting, sheet, steps_of(session)]).encode()


def brought_back(session: Session, content: bytes) -> tuple[Mapping[str, str], object]:
    """What `taken_along` made: what was refused at other places waits there again, the answered row that was open is so
    again, and what could be undone can. Given is what is to stand in the fields in sight, where that are the same, and
    the sheet."""
    (current, tree, correcting, typed), waiting, sheet, steps = json.loads(content)
    state = session.state
    session.refused |= {(state.document.points[at].id, field): text for at, field, text in waiting}
    bring_steps_back(session, steps)
    if (current, tree) != (state.current, state.tree_id):
        return {}, None
    session.correct(correcting)
    found: dict[str, str] = typed
    return found, sheet
