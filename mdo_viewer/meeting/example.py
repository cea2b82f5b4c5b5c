"""The meeting that the window opens on: three invented patients, kept as JSON beside their YAML files; see
`mdo_viewer.guideline.compiled`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline.compiled import FILE, opened, sealed, sources_of
from mdo_viewer.guideline.library import DEFAULT_PACK, packs_folder, resources_folder
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.deadlines import ZONE

#: The guideline that the example is of.
PACK = DEFAULT_PACK


def example_cases(pack: Pack) -> tuple[Case, ...]:
    """The cases of resources/example in the order of their names. Raises Refused when one of them is wrong."""
    kept = compiled_cases(resources_folder() / "example" / FILE, sources()) if pack.id == PACK else None
    return read_cases(pack) if kept is None else kept


def read_cases(pack: Pack) -> tuple[Case, ...]:
    """The cases from their YAML files. Raises Refused when one of them is wrong."""
    from mdo_viewer.meeting.case_file import read_case

    files = sorted((resources_folder() / "example").glob("*.yaml"))
    return tuple(read_case(file.read_text("utf-8"), file.name, pack) for file in files)


def sources() -> dict[str, str]:
    """The digests of the files that the cases depend on: their own and those of the pack."""
    own, pack = sources_of(resources_folder() / "example"), sources_of(packs_folder() / PACK)
    return own | {f"{PACK}/{name}": digest for name, digest in pack.items() if name != "cases.yaml"}


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
