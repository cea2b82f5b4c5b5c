"""Who is at the meeting, as text that is typed and read."""

from __future__ import annotations

from mdo_viewer.meeting.case import Attendee


def attendees_of(text: str) -> tuple[Attendee, ...]:
    """Who is there, one a line: `specialty`, or `specialty: role`."""
    said = (line.partition(":") for line in lines_of(text))
    return tuple(Attendee(specialty.strip(), role.strip() or None) for specialty, _, role in said if specialty.strip())


def attendees_text(attendees: tuple[Attendee, ...]) -> str:
    """As `attendees_of` reads it."""
    return "\n".join(each.specialty + (f": {each.role}" if each.role else "") for each in attendees)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text without the room around them; empty ones are left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
