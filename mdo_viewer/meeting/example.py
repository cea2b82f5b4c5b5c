"""The meeting that the window opens on: three invented patients."""

from __future__ import annotations

from mdo_viewer.guideline.compiled import FILE, sources_of
from mdo_viewer.guideline.library import packs_folder, resources_folder
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.compiled_cases import compiled_cases

PACK = "wervelmetastasen"


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
