"""What is said of files: why one cannot be read or written, and what is kept of the meeting."""

from __future__ import annotations

from datetime import datetime

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.guideline.library import earlier_packs, is_shipped
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.wording import listed
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.container import Unreadable
from mdo_viewer.meeting.document import Document
from mdo_viewer.meeting.packs import pack_called
from mdo_viewer.meeting.saving import ChangedElsewhere, InUse, NotDurable
from mdo_viewer.reasoning.saying import Saying


def reason(problem: BaseException) -> str:
    """What the system says is the matter, or else the kind of failure: a text of our own may quote what was typed."""
    said = problem.strerror if isinstance(problem, OSError) else None
    return said or type(problem).__name__


def problem_words(problem: BaseException, words: Words) -> str:
    """What is the matter with the file of a meeting, and what to do."""
    if isinstance(problem, Unreadable):
        return words(f"meeting.{problem.why}")
    if isinstance(problem, InUse):
        return words("meeting.in_use")
    if isinstance(problem, ChangedElsewhere):
        return words("meeting.changed_elsewhere")
    if isinstance(problem, NotDurable):
        return words("meeting.not_durable")
    return words("meeting.failed", why=reason(problem))


def kept_words(saved_at: datetime | None, problem: BaseException | None, words: Words) -> tuple[str, tokens.Token]:
    """What the line below says of a meeting that is open, and the colour: when it was last in its file as it then was,
    and why its last save failed."""
    at = "" if saved_at is None else Saying(words.language).clock(saved_at)
    if isinstance(problem, NotDurable):
        return words("status.not_durable", at=at), tokens.BROWN
    if problem is not None:
        return words("status.unkept", at=at), tokens.RED
    return words("status.kept", at=at), tokens.GREEN


def begins_words(
    before: str, own: tuple[str, ...], touched: tuple[str, ...], left: tuple[str, ...], words: Words
) -> str:
    """What a new meeting begins with, by the keys of patients: one's own and examples that come along, and examples
    that do not. `before` is the file that is open; nothing of that comes along."""
    said = [] if own or touched else [words("meeting.begins.empty")]
    if before:
        said.append(words("meeting.begins.other", name=before))
    for name, keys in (("own", own), ("touched", touched), ("left", left)):
        if keys:
            said.append(words.count(f"meeting.begins.{name}", len(keys), keys=listed(keys, words("meeting.and"))))
    return " ".join(said)


def other_trees_words(home: Pack, saved: tuple[tuple[str, str], ...], words: Words) -> str:
    """That a meeting was saved with other versions of its guidelines than those of now, and what shows the difference;
    empty where it was not. Begins with a blank."""
    said, ships = "", False
    for id, before in saved:
        if id != home.id and not is_shipped(id):
            continue
        pack = pack_called(home, id)
        if before != pack.version:
            other = words("meeting.other_trees", before=before, now=pack.version)
            said += f" {other}" if pack is home else f" {pack.title(words.language)}: {other}"
            ships |= any(folder.name == f"{id}-{before}" for folder in earlier_packs(id))
    return f"{said} {words('meeting.since', cap=cap_of('since', words))}" if ships else said


def unread_words(document: Document, words: Words) -> str:
    """Who of a meeting cannot be shown, since their guideline is not in this program; empty without any. Begins with a
    blank."""
    if not document.unread:
        return ""
    keys = dict.fromkeys(f"{point.key} ({point.pack})" for point in document.unread)
    return " " + words.count("meeting.unread", len(keys), keys=", ".join(keys))
