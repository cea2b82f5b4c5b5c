"""The example cases kept as JSON beside their YAML files; see `mdo_viewer.guideline.compiled`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline.compiled import opened, sealed
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.deadlines import ZONE


def compile_cases(cases: tuple[Case, ...], sources: Mapping[str, str]) -> str:
    """The text of the compiled file; `sources` are the digests of all files that the cases depend on."""
    return sealed(cases, sources)


def compiled_cases(path: Path, sources: Mapping[str, str]) -> tuple[Case, ...] | None:
    """The cases of a compiled file made from exactly these sources; otherwise None."""
    found: tuple[Case, ...] | None = _in_dutch_time(opened(path, sources, tuple[Case, ...]))
    return found


def _in_dutch_time(value: Any) -> Any:
    """The same value with its moments, which JSON keeps by their offset, in Dutch time."""
    if isinstance(value, datetime):
        return value.astimezone(ZONE)
    if isinstance(value, Struct):
        return type(value)(*map(_in_dutch_time, astuple(value)))
    if isinstance(value, tuple):
        return tuple(map(_in_dutch_time, value))
    if isinstance(value, dict):
        return {key: _in_dutch_time(each) for key, each in value.items()}
    return value
