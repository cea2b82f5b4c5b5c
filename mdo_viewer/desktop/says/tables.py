"""What the tables of the patient give, beside the moment that a limit runs from."""

from __future__ import annotations

from mdo_viewer.desktop.says.blocks import Item, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.reasoning.saying import figures


def table_items(look: Look, moment: str) -> tuple[Item, ...]:
    """The line below the field of a moment; none where no table has to do with it."""
    said = origin_of(look, moment)
    return (Say(said, "muted"),) if said else ()


def origin_of(look: Look, moment: str) -> str:
    """From which table a moment was taken, or why it was not; empty where it was typed, and where no table gives it."""
    return taken_from_table(look, moment) or _why_not_taken(look, moment)


def taken_from_table(look: Look, moment: str) -> str:
    """That a moment is from a table, with its day there; empty where it is not."""
    found = look.moments.get(moment)
    if found is None or found.day is None:
        return ""
    return look.words("tables.taken", moment=_name(look, moment), day=figures(found.day))


def _why_not_taken(look: Look, moment: str) -> str:
    why = look.moments_missing.get(moment)
    return "" if why is None else look.saying.not_taken(_name(look, moment), why)


def _name(look: Look, moment: str) -> str:
    return uncapital(look.text(look.pack.moments_by_id[moment].label))
