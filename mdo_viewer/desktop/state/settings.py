"""What a user chose about the windows, kept on this computer. Never anything of a patient or a meeting."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypedDict, get_args

from mdo_viewer.guideline.values import dataclass
from mdo_viewer.meeting.whole_file import write_whole

SchemeChoice: TypeAlias = Literal["auto", "light", "dark", "contrast"]
Motion: TypeAlias = Literal["auto", "on", "off"]

#: Sizes of the windows' text, in percent.
TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)
#: A settings file larger than this is not ours.
MOST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices. `text_size` in percent, one of TEXT_SIZES; `projector_screen` tells a screen, empty for none chosen;
    `projector_key` shows the case key on the projector.
    """

    scheme: SchemeChoice = "light"
    text_size: int = 100
    motion: Motion = "auto"
    projector_screen: str = ""
    projector_windowed: bool = False
    projector_key: bool = False


class SettingsChanges(TypedDict, total=False):
    """The choices that change at once; the names and types of `Settings` (a test compares them)."""

    scheme: SchemeChoice
    text_size: int
    motion: Motion
    projector_screen: str
    projector_windowed: bool
    projector_key: bool


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
    made = Settings()
    for field in fields(Settings):
        if _fits(field.name, content.get(field.name)):
            made = replace(made, **{field.name: content[field.name]})
    return made


def _fits(name: str, value: object) -> bool:
    if name == "scheme":
        return value in get_args(SchemeChoice)
    if name == "motion":
        return value in get_args(Motion)
    if name == "text_size":
        return type(value) is int and value in TEXT_SIZES
    if name == "projector_screen":
        return isinstance(value, str) and len(value) <= 500
    return isinstance(value, bool)


def save(file: Path, settings: Settings) -> None:
    """Keep the choices. Raises OSError, with the old file as it was, where they cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), indent=2, sort_keys=True) + "\n"
    write_whole(file, text.encode())
