"""Saying of facts that fit badly together that they are so: who may say it, and the steps."""

from __future__ import annotations

from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.shown import Asking
from mdo_viewer.meeting.confirming import with_confirmation, without_confirmation

#: Who is always asked, and who else where the case and the meeting name nobody.
_CHAIR, _USUAL = "voorzitter", ("radiotherapeut", "wervelkolomchirurg", "neuroloog")
#: How many roles are offered, each with a digit; any other can be typed.
MOST_ROLES = 5


def roles(look: Look) -> tuple[str, ...]:
    """The roles that are offered: the chair, and who is there."""
    state = look.state
    there = state.case.attendees or state.document.about.attendees
    others = [each.specialty for each in there] or _USUAL
    return tuple(dict.fromkeys(look.saying.role(each) for each in (_CHAIR, *others)))[:MOST_ROLES]


def ask_first(host: Host) -> None:
    """Ask who says that the first doubt is so of which nobody said it; without one say so."""
    at = next((at for at, each in enumerate(host.look.doubts) if each.confirmed is None), None)
    if at is None:
        host.say(host.look.words("doubtful.none"))
    else:
        host.session.ask_who(Asking(at))


def ask_or_stop(host: Host, at: int) -> None:
    """Ask who says that doubt `at` (from 0) is so; where that is asked, stop."""
    asking = host.look.state.asking
    stops = asking is not None and asking.at == at
    host.session.ask_who(None if stops or at >= len(host.look.doubts) else Asking(at))


def choose_role(host: Host, number: int) -> None:
    """Choose who says it by the number of the role, from 1; nothing is recorded yet. Without such a role it is said
    which there are."""
    offered = roles(host.look)
    if number <= len(offered):
        name_role(host, offered[number - 1])
    else:
        host.say(host.look.words("doubtful.no_role", digit=number, last=len(offered)))


def name_role(host: Host, by: str) -> None:
    """The same by the role in words; empty for nobody."""
    asking = host.look.state.asking
    if asking is not None:
        host.session.ask_who(Asking(asking.at, by.strip()))


def role_after(look: Look, letter: str) -> int | None:
    """The number, from 1, of the next role that begins with this letter, after the one that is chosen."""
    offered = roles(look)
    by = look.saying.role(look.state.asking.by) if look.state.asking is not None else ""
    start = offered.index(by) + 1 if by in offered else 0
    turned = [*range(start, len(offered)), *range(start)]
    return next((at + 1 for at in turned if offered[at].casefold().startswith(letter.casefold())), None)


def confirm(host: Host) -> None:
    """Who was chosen says that the values of the doubt are so; without anybody it is asked first."""
    asked, session, asking = host.look.doubts, host.session, host.look.state.asking
    if asking is None or asking.at >= len(asked):
        return
    if not asking.by:
        host.say(host.look.words("doubtful.who_first"))
        return
    now = session.clock().replace(microsecond=0)
    session.history.rest()  # each doubt is a step of its own
    doubt = asked[asking.at].doubt
    session.edit(confirmed=with_confirmation(session.state.case, doubt, asking.by, now).confirmed)


def take_back(host: Host, at: int) -> None:
    """Nobody has said so of the values of doubt `at`; it is asked again."""
    asked, session = host.look.doubts, host.session
    if at < len(asked):
        session.history.rest()
        session.edit(confirmed=without_confirmation(session.state.case, asked[at].doubt).confirmed)
