"""What stands below the outcome in the picture: what was decided, and the tree that comes next."""

from __future__ import annotations

from mdo_viewer.desktop.says.decided import decided_line
from mdo_viewer.desktop.says.steps import next_words
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.drawing.picture import ComesNext
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import APART


def coming_of(look: Look) -> ComesNext | None:
    """The decision on the tree in sight and the tree that comes next, in the words of the button that leads there; None
    where none does. The decision stands on the line only where that leads there, by its choice or by the advice: else
    it would be read as the ground for what comes for other reasons. One on other advice than that above it says so
    first."""
    decision, coming = look.state.decision, look.coming.tree
    if look.advice.outcome is None or decision is None or coming is None:
        return None
    leads = coming.reason == "leads" or (coming.opened is not None and coming.opened.by == look.state.tree_id)
    said = decided_line(look, decision) if leads else ""
    key = "patient.apart" if look.since(decision) in APART else "patient.overtaken"
    chip = look.words(key, said=uncapital(said)) if said and look.overtaken else said
    return ComesNext(uncapital(chip), next_words(look), coming.tree)
