"""What a user chose about the windows, kept on this computer. Of meetings where their files lie, never what is in
them; nothing of a patient."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypedDict, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import asdict

from mdo_viewer.meeting.whole_file import BRIEF, write_whole

SchemeChoice: TypeAlias = Literal["auto", "light", "dark", "contrast"]
Motion: TypeAlias = Literal["auto", "on", "off"]
#: Single keys act as they are, with Alt, or not at all: who speaks to the program, or brushes keys, presses them by
#: chance.
SingleKeys: TypeAlias = Literal["plain", "alt", "off"]
#: The language of the window; empty until one is chosen.
LanguageChoice: TypeAlias = Literal["", "nl", "en"]

#: Sizes of the windows' text, in percent.
TextSize: TypeAlias = Literal[100, 125, 150, 175, 200]
TEXT_SIZES: Final[tuple[TextSize, ...]] = get_args(TextSize)
#: The longest text that is a choice, in characters.
LONGEST: Final = 500
#: So many meetings are remembered, by their files, and paths up to so many characters.
RECENT: Final = 5
LONGEST_PATH: Final = 4096
#: A settings file larger than this is not ours.
MOST: Final = 64 * 1024


class Settings(Struct, frozen=True):
    """The choices. `projector_screen` tells a screen, empty for none chosen; `projector_key` shows the case key on the
    projector, `projector_patient` the line of the patient with its question; `projector_keeps` leaves a frozen picture
    when another patient comes; `later` shows statements from after the guideline, in the window and on paper. `pack` is
    the guideline of new patients, empty for the usual one; `recent` has the files of the meetings that were open last,
    the last first.
    """

    scheme: SchemeChoice = "auto"
    text_size: TextSize = 100
    motion: Motion = "auto"
    projector_screen: str = ""
    projector_windowed: bool = False
    projector_key: bool = False
    projector_patient: bool = False
    projector_keeps: bool = False
    later: bool = True
    pack: str = ""
    language: LanguageChoice = ""
    recent: tuple[str, ...] = ()
    single_keys: SingleKeys = "plain"

    @property
    def says_patient(self) -> bool:
        """Whether the room reads who the patient is and what was asked: never without the key, which is part of it."""
        return self.projector_patient and self.projector_key


class SettingsChanges(TypedDict, total=False):
    """The choices that change at once; the names and types of `Settings` (a test compares them)."""

    scheme: SchemeChoice
    text_size: TextSize
    motion: Motion
    projector_screen: str
    projector_windowed: bool
    projector_key: bool
    projector_patient: bool
    projector_keeps: bool
    later: bool
    pack: str
    language: LanguageChoice
    recent: tuple[str, ...]
    single_keys: SingleKeys


def load(file: Path) -> Settings:
    """The choices kept in `file`; what is missing, damaged or unknown is as at the first start."""
    try:
        if file.stat().st_size > MOST:
            return Settings()
        content = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(content, dict):
        return Settings()
    kinds = get_type_hints(Settings)
    recent = _paths(content.pop("recent", None))
    kept = {name: value for name, value in content.items() if name in kinds and _fits(value, kinds[name])}
    return Settings(**kept, recent=recent)


def _paths(value: object) -> tuple[str, ...]:
    """The paths among what stands there for a list of them, at most so many as are remembered."""
    listed = value if isinstance(value, list) else []
    paths = [
        each for each in listed if isinstance(each, str) and len(each) <= LONGEST_PATH and Path(each).is_absolute()
    ]
    return tuple(dict.fromkeys(paths))[:RECENT]


def with_recent(recent: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """The files of meetings with this one first."""
    first = str(path)
    if len(first) > LONGEST_PATH or not first.isprintable():
        return recent
    return (first, *(each for each in recent if each != first))[:RECENT]


def _fits(value: object, kind: object) -> bool:
    """Whether a value is one of those that a type lists, or else of that very type."""
    listed = get_args(kind)
    if listed:
        return any(value == each and type(value) is type(each) for each in listed)
    return type(value) is kind and (not isinstance(value, str) or len(value) <= LONGEST)


def save(file: Path, settings: Settings) -> None:
    """Keep the choices. Raises OSError, with the old file as it was, where they cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), indent=2, sort_keys=True) + "\n"
    write_whole(file, text.encode(), waits=BRIEF)
