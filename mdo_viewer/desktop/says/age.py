"""How old the guideline is, in words."""

from __future__ import annotations

from mdo_viewer.desktop.state.look import Look


def age_words(look: Look) -> str:
    """`richtlijn van 20-08-2015, 11 jaar oud`."""
    made, today = look.pack.guideline_date, look.now.date()
    years = today.year - made.year - ((today.month, today.day) < (made.month, made.day))
    return look.words("status.guideline", title=look.text(look.pack.guideline), date=f"{made:%d-%m-%Y}", years=years)
