"""What stands below the outcome in the picture: what was decided, and the tree that comes next."""

from __future__ import annotations

from mdo_viewer.desktop.says.decided import decided_line
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.drawing.picture import Coming
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.reasoning.choosing import gives, opened


def coming_of(look: Look) -> Coming | None:
    """The decision on the tree in sight and the tree that it opens, in the words of the button that leads there; None
    where none is opened."""
    decision = look.state.decision
    choice = None if decision is None else look.state.tree.choice(decision.chosen)
    if look.advice.outcome is None or decision is None or choice is None:
        return None
    leads = opened(look.pack, look.advice.settled, look.state.tree_id, choice)
    found = next((each for each in leads if each.truth), None)
    if found is None:
        return None
    said = look.words("next.tree", said=gives(look.pack, found, look.state.language))
    return Coming(uncapital(decided_line(look, decision)), said, found.opening.tree)
