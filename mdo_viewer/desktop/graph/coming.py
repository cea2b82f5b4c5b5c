"""What stands below the outcome in the picture: what was decided, and the tree that comes next."""

from __future__ import annotations

from mdo_viewer.desktop.says.choosing import next_trees
from mdo_viewer.desktop.says.decided import decided_line
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.drawing.picture import ComesNext
from mdo_viewer.guideline.wording import uncapital


def coming_of(look: Look) -> ComesNext | None:
    """The decision on the tree in sight and the tree that it opens, in the words of the button that leads there; None
    where none is opened."""
    decision = look.state.decision
    found = next(iter(next_trees(look)), None)
    if look.advice.outcome is None or decision is None or found is None:
        return None
    tree, said = found
    return ComesNext(uncapital(decided_line(look, decision)), said, tree)
