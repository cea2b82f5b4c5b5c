"""What the facts panel shows of the question before the first one: does the guideline hold?"""

from __future__ import annotations

from mdo_viewer.desktop.state.actions import scope_chosen
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.scope import SCOPE, is_joined, scope_holds_for


def scope_rows(look: Look) -> tuple[list[str], list[str]]:
    """The rows about the scope: those always shown, and those among the other facts.

    Shown is what is open, unknown or closes the trees; one question for all, its facts below it where they are shown
    apart.
    """
    facts = [fact.id for fact in look.pack.scope]
    values = look.patient.values
    if not is_joined(look.pack):
        return [id for id in facts if values.get(id) is not False], [id for id in facts if values.get(id) is False]
    rows = [SCOPE, *(facts if look.scope_apart else ())]
    return ([], rows) if scope_chosen(look) == 0 else (rows, [])


def scope_about(look: Look) -> str:
    """For whom the guideline holds."""
    return look.text(scope_holds_for(look.pack))


def scope_split(look: Look) -> str:
    """What shows the facts each by itself, or as one question again; empty where they are not answered alike."""
    if look.scope_apart:
        return look.words("facts.scope_joined") if look.state.scope_apart else ""
    count = len(look.pack.scope)
    return look.words("facts.scope_two_apart") if count == 2 else look.words("facts.scope_apart", n=count)


def scope_remark(look: Look) -> str:
    """That nobody knows, or that "no" is said by the fact below that is so."""
    chosen = scope_chosen(look)
    if chosen is None and look.scope_apart:
        return look.words("facts.scope_which")
    return look.words("facts.is_unknown") if chosen == 2 else ""
