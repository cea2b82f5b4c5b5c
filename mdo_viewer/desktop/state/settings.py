"""What a user chose about the windows, kept on this computer. Never anything of a patient or a meeting."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypedDict, get_args

from msgspec import Struct
from msgspec.structs import asdict

from mdo_viewer.guideline.values import replace

SchemeChoice: TypeAlias = Literal["auto", "light", "dark", "contrast"]
Motion: TypeAlias = Literal["auto", "on", "off"]

#: Sizes of the windows' text, in percent.
TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)
#: A settings file larger than this is not ours.
MOST: Final = 64 * 1024


class Settings(Struct, frozen=True):
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
    for name in Settings.__struct_fields__:
        if _fits(name, content.get(name)):
            made = replace(made, **{name: content[name]})
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
    """Keep the choices. The file is old or new, never half. Raises OSError when it cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), indent=2, sort_keys=True) + "\n"
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
