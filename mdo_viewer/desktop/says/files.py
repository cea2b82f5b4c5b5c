"""What is said of files: why one cannot be read or written, and what is kept of the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import AGREED_FIELD
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.numbers import OF_FACT
from mdo_viewer.guideline.library import earlier_packs, is_shipped
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.guideline.wording import listed
from mdo_viewer.guideline.words import Words, words_of
from mdo_viewer.meeting.container import Unreadable
from mdo_viewer.meeting.document import Document
from mdo_viewer.meeting.packs import pack_called
from mdo_viewer.meeting.saving import Behind, ChangedElsewhere, Gone, InUse, NotDurable, TooLong
from mdo_viewer.meeting.whole_file import trouble
from mdo_viewer.place.policy import OutsideFolder
from mdo_viewer.reasoning.saying import Saying

#: How many signs of a fact's name the line below holds.
MOST_OF_LABEL: Final = 32
#: What is done with the file of a meeting.
Doing: TypeAlias = Literal["save", "open", "make", "elsewhere", "password"]
#: What can be the matter with it, by the name of its words.
KINDS: Final[dict[type[BaseException], str]] = {
    InUse: "in_use",
    ChangedElsewhere: "changed_elsewhere",
    Gone: "gone",
    NotDurable: "not_durable",
    Behind: "behind",
    TooLong: "too_long",
}


def reason(problem: BaseException, language: Language, path: Path | None = None) -> str:
    """What is the matter with a file (at `path`), or else the kind of failure: a text of our own may quote what was
    typed."""
    if isinstance(problem, OSError) and problem.errno is not None:
        return trouble(problem, language, path)
    return type(problem).__name__


def problem_words(problem: BaseException, words: Words, doing: Doing = "save", earlier: tuple[Path, ...] = ()) -> str:
    """What is the matter with the file of a meeting that should have been saved, opened…, and what to do; `earlier` are
    the versions of before that stand beside it."""
    said = _problem(problem, words, doing)
    if earlier and not isinstance(problem, InUse):
        names = listed([each.name for each in earlier], words("meeting.and"))
        said += f" {words.count('meeting.earlier', len(earlier), names=names)}"
    return said


def _problem(problem: BaseException, words: Words, doing: Doing) -> str:
    if isinstance(problem, Unreadable):
        return words(f"meeting.{problem.why}")
    if isinstance(problem, OutsideFolder):
        return words_of("place", words.language)("off.folder", folder=problem.folder)
    for kind, name in KINDS.items():
        if isinstance(problem, kind):
            return words(f"meeting.{name}")
    if isinstance(problem, FileNotFoundError) and doing == "open":
        return words("meeting.missing")
    return words(f"meeting.failed.{doing}", why=reason(problem, words.language))


class Keeping(NamedTuple):
    """What is known of the file of a meeting that is open: when it was last in its file as it then was, why its last
    save failed, whether the file holds all, since when it has not where that takes long, whether it is open to read,
    whether a field holds what was not entered yet, and the name of one that does out of sight."""

    saved_at: datetime | None
    problem: BaseException | None
    safe: bool = True
    slow_since: datetime | None = None
    read_only: bool = False
    half_typed: bool = False
    out_of_sight: str = ""


def half_named(look: Look, refused: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Whose and which field holds what was typed and not entered, of what waits by point and field: `MDO-0002`,
    `Levensverwachting`, or `Actie 1`; without its name any other field."""
    document = look.state.document
    for id, field in refused:
        at = document.place(id)
        if at is not None:
            case = document.points[at].case
            pack, name = look.state.pack_of(case), field.removeprefix(OF_FACT)
            asked = pack.facts_by_id.get(name) or pack.moments_by_id.get(name)
            action = name.removeprefix(AGREED_FIELD)
            other = "" if action == name else look.words("agreements.action", n=int(action) + 1)
            yield case.name, other if asked is None else look.text(asked.label)


def half_texts(look: Look, refused: Mapping[tuple[int, str], str]) -> str:
    """The same with what was typed: `MDO-0002, Levensverwachting: 1`; empty where nothing waits."""
    found = ((each, text) for key, text in refused.items() for each in half_named(look, (key,)))
    return "; ".join(f"{', '.join(filter(None, each))}: {text}" for each, text in found)


def half_words(look: Look, refused: Iterable[tuple[int, str]]) -> str:
    """All of it, for the end of the meeting; empty where nothing waits."""
    said = "; ".join(", ".join(filter(None, each)) for each in half_named(look, refused))
    return look.words("status.half_all", what=said) if said else ""


def half_elsewhere(look: Look, refused: Mapping[tuple[int, str], str], here: str) -> str:
    """Whose and which field holds what was typed and not entered while another patient or tree is in sight; empty where
    none does. `refused` is what waits, by point and field; `here` the name of a field of this patient out of sight."""
    if here:
        labels = (look.text(fact.label) for fact in look.pack.facts)
        name = max((each for each in labels if here.startswith(each)), key=len, default=here)  # without its unit
        return look.words("status.half_elsewhere", who=look.state.case.name, what=f": {_cut(name)}")
    for who, label in half_named(look, refused):
        return look.words("status.half_elsewhere", who=who, what=f": {_cut(label)}" if label else "")
    return ""


def _cut(label: str) -> str:
    return label if len(label) <= MOST_OF_LABEL else f"{label[: MOST_OF_LABEL - 1].rstrip()}…"


def tells_half(kept: Keeping) -> bool:
    """Whether the line below says that something was typed and not entered: nothing worse is to be said."""
    return kept.half_typed and not kept.read_only and kept.problem is None and kept.slow_since is None


def kept_words(kept: Keeping, words: Words, elsewhere: str = "") -> tuple[str, tokens.Token]:
    """What the line below says of a meeting that is open, and the colour: green only where all that was typed is in the
    file. `elsewhere`: whose field out of sight holds what was not entered."""
    clock = Saying(words.language).clock
    at = "" if kept.saved_at is None else clock(kept.saved_at)
    if kept.read_only:
        return words("status.read_only" if kept.safe else "status.read_only_typed"), tokens.AMBER
    if isinstance(kept.problem, NotDurable):
        return words("status.not_durable", at=at), tokens.BROWN
    if kept.problem is not None:
        return words("status.unkept", at=at), tokens.RED
    if kept.slow_since is not None:
        return words("status.slow", at=clock(kept.slow_since)), tokens.BROWN
    if tells_half(kept):
        return elsewhere or words("status.half_typed"), tokens.BROWN
    return (words("status.kept", at=at), tokens.GREEN) if kept.safe else (words("status.saving"), tokens.MUTED)


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
