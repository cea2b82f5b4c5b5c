"""Saying of facts that fit badly together that they are so: who may say it, and the steps."""

from __future__ import annotations

from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.meeting.confirming import with_confirmation, without_confirmation

#: Who is asked where the case and the meeting name nobody.
_USUAL = ("radiotherapist", "surgeon", "neurologist")
#: How many roles are offered; any other can be typed.
MOST_ROLES = 5


def roles(look: Look) -> tuple[str, ...]:
    """The roles that are offered: the chair, and who is there."""
    words, state = look.words, look.state
    there = state.case.attendees or state.document.about.attendees
    others = [each.specialty for each in there] or [words(f"doubtful.role.{one}") for one in _USUAL]
    return tuple(dict.fromkeys((words("doubtful.role.chair"), *others)))[:MOST_ROLES]


def confirm(host: Host, at: int, by: str) -> None:
    """Somebody with this role says that the values of doubt `at` (from 0) are so; nothing where it is gone."""
    asked, session = host.look.doubts, host.session
    by = by.strip()
    if at < len(asked) and by:
        now = session.clock().replace(microsecond=0)
        session.history.rest()  # each doubt is a step of its own
        session.edit(confirmed=with_confirmation(session.state.case, asked[at].doubt, by, now).confirmed)


def confirm_as(host: Host, choice: tuple[int, int]) -> None:
    """The same by the place of the doubt and that of the role among those offered, from 0."""
    at, role = choice
    offered = roles(host.look)
    if role < len(offered):
        confirm(host, at, offered[role])


def take_back(host: Host, at: int) -> None:
    """Nobody has said so of the values of doubt `at`; it is asked again."""
    asked, session = host.look.doubts, host.session
    if at < len(asked):
        session.history.rest()
        session.edit(confirmed=without_confirmation(session.state.case, asked[at].doubt).confirmed)
