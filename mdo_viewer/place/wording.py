"""What is said of a policy: why something cannot be done here, and all that the organisation set."""

from __future__ import annotations

from typing import Literal, TypeAlias

from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.words import words_of
from mdo_viewer.place.policy import Allowed, Policy

#: What a user may meet: what is not allowed, and what is chosen for them.
Bound: TypeAlias = Allowed | Literal["language", "folder"]


def refusal(policy: Policy, what: Bound, language: Language) -> str:
    """Why this cannot be done, or cannot be chosen; empty where the organisation set nothing of it. All surfaces ask
    it."""
    words = words_of("place", language)
    if what == "language":
        return words("off.language") if policy.language else ""
    if what == "folder":
        return words("off.folder", folder=policy.meetings_folder) if policy.folder else ""
    return "" if policy.allows(what) else words(f"off.{what}")


def set_words(policy: Policy, language: Language) -> tuple[str, ...]:
    """All that the organisation set, a line each, and where; nothing where it set nothing."""
    if not policy.given:
        return ()
    words = words_of("place", language)
    lines = []
    for key in policy.given:
        value = getattr(policy, key)
        if isinstance(value, bool):
            lines.append(f"{words(f'set.{key}')}: {words('set.yes' if value else 'set.no')}")
        elif key == "lock_after_minutes":
            lines.append(words.count(f"set.{key}", value))
        else:
            said = words(f"set.language.{value}") if key == "language" else value
            lines.append(f"{words(f'set.{key}')}: {said}")
    return (*lines, words("set.source", source=policy.source))
