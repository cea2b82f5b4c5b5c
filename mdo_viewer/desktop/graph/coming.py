"""What stands below the outcome in the picture: what was decided, and the tree that comes next."""

from __future__ import annotations

from mdo_viewer.desktop.says.decided import decided_line
from mdo_viewer.desktop.says.steps import next_words
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.drawing.picture import ComesNext
from mdo_viewer.guideline.wording import uncapital


def coming_of(look: Look) -> ComesNext | None:
    """The decision on the tree in sight and the tree that comes next, in the words of the button that leads there; None
    where none does. A decision on other advice than that above it says so first."""
    decision = look.state.decision
    if look.advice.outcome is None or decision is None or look.coming.tree is None:
        return None
    said = decided_line(look, decision)
    chip = look.words("patient.overtaken", said=uncapital(said)) if look.overtaken else said
    return ComesNext(uncapital(chip), next_words(look), look.coming.tree.tree)
