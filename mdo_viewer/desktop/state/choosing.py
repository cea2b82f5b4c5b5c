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
    deviation, the choice or a text, where the tree knows choices."""
    if not choices_with(pack, draft) or chosen_with(pack, draft) is not None:
        return False
    return draft.kind in FOLLOWING or (draft.kind == "deviate" and not (draft.text or "").strip())
