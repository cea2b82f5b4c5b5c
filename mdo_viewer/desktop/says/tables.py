"""What the tables of the patient give, beside the moment that a limit runs from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mdo_viewer.desktop.says.blocks import Item, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.tables.moments import NotTaken
from mdo_viewer.reasoning.saying import figures

#: Why a table gives nothing, as keys of the window's words.
_WHY_NOT: Final[Mapping[NotTaken, str]] = {"no_day": "tables.no_day", "elsewhere": "tables.elsewhere"}


def table_items(look: Look, moment: str) -> tuple[Item, ...]:
    """The line below the field of a moment; none where no table has to do with it."""
    said = origin_of(look, moment)
    return (Say(said, "muted"),) if said else ()


def origin_of(look: Look, moment: str) -> str:
    """From which table a moment was taken, or why it was not; empty where it was typed, and where no table gives it."""
    label = uncapital(look.text(look.pack.moments_by_id[moment].label))
    found, why = look.moments.get(moment), look.moments_missing.get(moment)
    if found is not None and found.day is not None:
        return look.words("tables.taken", moment=label, day=figures(found.day))
    return look.words(_WHY_NOT[why], moment=label) if why is not None else ""
