"""What a digit with Ctrl chooses while a decision is written, and whether a choice of the board is still wanting."""

from __future__ import annotations

from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Decision
from mdo_viewer.meeting.choosing import FOLLOWING, choices_with, chosen_with, follows_from_advice


def chosen_by_digit(pack: Pack, draft: Decision, number: int) -> str | None:
    """The id of the choice with this number, from 1; None where there is none, or nothing to choose."""
    choices = () if follows_from_advice(pack, draft) else choices_with(pack, draft)
    return choices[number - 1].id if number <= len(choices) else None


def wants_choice(pack: Pack, draft: Decision) -> bool:
    """Whether it is not said yet what the board does: of an advice that several choices follow, which one; of a
    deviation, where the tree knows choices. Its text says why; it says what is done only where none of the choices is
    "none of these"."""
    choices = choices_with(pack, draft)
    if not choices or chosen_with(pack, draft) is not None or draft.kind == "own":
        return False
    none_of_these = any(not choice.follows and not choice.opens for choice in choices)
    return draft.kind in FOLLOWING or none_of_these or not (draft.text or "").strip()
